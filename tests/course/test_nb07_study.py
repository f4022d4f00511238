"""Roll costs and what came after high closes: each table against a second way to the same number."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from alvh_helpers.course.nb07_time_shift.study import (
    buying_high,
    capm_table,
    forward_returns,
    forward_roll_costs,
    premium_by_episode,
    roll_cost_table,
)
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import episodes_above, equity_excess, load_market
from alvh_helpers.risk.bootstrap import block_counts
from alvh_helpers.signals.technical import after_crest
from alvh_helpers.vix.betas import atm_vol_points
from alvh_helpers.vix.futures import contract_gain, slope_regime
from alvh_helpers.vix.options import vix_chain
from alvh_helpers.vix.rolls import PARTS, RollCosts, RollRule, backwardation, expiry_eve, run_roll

FREE = RollCosts(multiple=0.0)
MONTHS = {k: RollRule(month=k, roll_when=expiry_eve) for k in range(1, 7)}
RULES = {
    "front future, monthly": RollRule(month=1),
    "4th future, rolled forward monthly": RollRule(month=4, roll_when=expiry_eve),
    "1-month call, re-struck monthly": RollRule("call", month=1),
    "4-month call, held to the end": RollRule("call", month=4),
}
SELLER = RollRule("call", month=2, weekly=True, quantity=-1)


def run_rules(market, rules, costs=None):
    return {name: run_roll(market, rule, costs) for name, rule in rules.items()}


def yearly_costs(market, costs=None):
    counts = block_counts(len(market), 63, 30, rng())
    return roll_cost_table(run_rules(market, MONTHS, costs), slope_regime(market).shift(1), counts)


def rng():
    return np.random.default_rng(2024)


@pytest.fixture(scope="module")
def market():
    return load_market()


@pytest.fixture(scope="module")
def later(market):
    return market.window("2008-05-01")


@pytest.fixture(scope="module")
def stormy(market):
    return market.window("2017-06-01", "2020-12-31")


def test_roll_costs_agree_with_the_rolled_future(later):
    table = yearly_costs(later, FREE)
    everything = table[table["slope"] == "all days"].set_index("month")
    for month in (1, 4):
        gain = contract_gain(later, month).iloc[1:]
        held = run_roll(later, RollRule(month=month, roll_when=np.ones(len(later), bool)), FREE).daily["mark"]
        yearly = 252 * gain.sum() / held.shift(1).iloc[1:].sum()
        assert everything.loc[month, "net"] == pytest.approx(yearly, abs=1e-4)
    assert ((table["low"] <= table["net"]) & (table["net"] <= table["high"])).all()
    parts = table[["roll_yield", "spot", "trading"]].sum(axis=1)
    assert parts.to_numpy() == pytest.approx(table["net"].to_numpy(), abs=1e-9)
    shares = table[(table["month"] == 1) & (table["slope"] != "all days")]["share_of_days"]
    assert shares.sum() == pytest.approx(1 - 1 / len(later))


def test_slope_decides_the_sign_of_the_roll(later):
    table = yearly_costs(later).set_index(["slope", "month"])["roll_yield"]
    assert (table["backwardation"] > 0).all()
    assert (table["steep contango"] < 0).all()
    assert table["all days"].is_monotonic_increasing  # farther out, cheaper to hold


@pytest.fixture(scope="module")
def by_month(later):
    return run_rules(later, {k: MONTHS[k] for k in (1, 4)}, FREE)


def by_hand(later, month):
    """Daily returns of a future, times 252, from settlements alone, beside those of SPX above bills."""
    curve, table = later.table[f"vx{month}"], later.table
    gain = contract_gain(later, month)
    rate = (table["dividend_yield"] - table["rate"]).to_numpy()[:-1]
    nights = np.diff(later.sessions.to_numpy()) / np.timedelta64(365, "D")
    stocks = table["spx"].to_numpy()[1:] / table["spx"].to_numpy()[:-1] - 1 + rate * nights
    return 252 * (gain / (curve - gain)).to_numpy()[1:], 252 * stocks


@pytest.mark.rule("R15")
def test_alpha_and_beta_are_those_of_a_regression(later, by_month):
    table = capm_table(by_month, later, block_counts(len(later), 63, 50, rng()), equity_premium=0.03)
    for month, row in table.iterrows():
        future, stocks = by_hand(later, month)
        design = np.column_stack([np.ones(len(stocks)), stocks])
        (alpha, beta), *_ = np.linalg.lstsq(design, future, rcond=None)
        assert (row["alpha"], row["beta"]) == pytest.approx((alpha, beta), rel=1e-4, abs=1e-5)
        assert row["paid"] == pytest.approx(future.mean(), abs=1e-5)
        assert row["fair_realised"] == pytest.approx(beta * stocks.mean(), rel=1e-4)
        assert row["fair"] == pytest.approx(0.03 * beta, rel=1e-4)


def test_intervals_of_alpha_agree_with_its_standard_error(later, by_month):
    table = capm_table(by_month, later, block_counts(len(later), 1, 1000, rng()))
    for month, row in table.iterrows():
        future, stocks = by_hand(later, month)
        residual = future - np.polyval(np.polyfit(stocks, future, 1), stocks)
        stderr = residual.std(ddof=2) / np.sqrt(len(future))  # blocks of one day: plain least squares
        assert row["alpha_high"] - row["alpha_low"] == pytest.approx(2 * 1.96 * stderr, rel=0.12)
        paid = 2 * 1.96 * future.std() / np.sqrt(len(future))
        assert row["paid_high"] - row["paid_low"] == pytest.approx(paid, rel=0.12)


def test_no_future_lost_more_than_capm_explains_that_the_sample_can_tell(later):
    table = capm_table(run_rules(later, MONTHS), later, block_counts(len(later), 63, 500, rng()))
    assert ((table["alpha_low"] < 0) & (table["alpha_high"] > 0)).all()
    assert ((table["paid_low"] < table["fair"]) & (table["fair"] < table["paid_high"])).all()
    assert table.loc[1, "paid"] < -0.4
    assert 252 * equity_excess(later).mean() == pytest.approx(0.116, abs=0.001)


@pytest.mark.rule("K18")
def test_forward_rolls_by_hand(later):
    ledgers, counts = run_rules(later, RULES), block_counts(len(later), 63, 100, rng())
    table = forward_roll_costs(ledgers, later, counts)
    name = "4th future, rolled forward monthly"
    daily = ledgers[name].daily
    atm = atm_vol_points(later).diff()
    gain = daily[["spot", "roll_yield", "theta"]].sum(axis=1)
    hedge = np.polyfit(atm.iloc[1:], gain.iloc[1:], 1)[0]
    assert table.loc[name, "hedge"] == pytest.approx(hedge)
    assert table.loc[name, "price"] == pytest.approx(-252 * daily["net"].mean() / hedge)
    first = table.loc["front future, monthly"]
    assert (first["against_first"], first["diff_low"], first["diff_high"]) == (0, 0, 0)
    assert table[PARTS].sum(axis=1).to_numpy() == pytest.approx(table["net"].to_numpy(), abs=0.01)
    steep = (slope_regime(later).shift(1) == "steep contango").to_numpy()
    part = forward_roll_costs(ledgers, later, counts, steep)
    assert part.loc[name, "net"] == pytest.approx(252 * daily["net"][steep].mean())
    assert part.loc[name, "hedge"] == pytest.approx(np.polyfit(atm[steep], gain[steep], 1)[0])


def test_forward_returns_by_hand(stormy):
    returns = forward_returns(stormy, 5, FREE)
    day, later_day = pd.Timestamp("2020-02-21"), pd.Timestamp("2020-02-28")
    front = stormy.vx("2020-03-18")
    assert returns.loc[day, "vx1"] == pytest.approx(front[later_day] / front[day] - 1)
    assert returns.loc[day, "vix"] == pytest.approx(40.11 - 17.08)
    expiry = pd.Timestamp("2020-04-15")  # the first one at least 40 days away
    bought = vix_chain(stormy, day, expiry)
    strike = np.round(bought.strike(0.30))
    ratio = (
        vix_chain(stormy, later_day, expiry).option("c", strike=strike).price
        / bought.option("c", strike=strike).price
    )
    assert returns.loc[day, "call"] == pytest.approx(ratio - 1, rel=1e-6)
    assert returns["call"].iloc[-5:].isna().all()
    assert (returns["call"].dropna() >= -1).all()


def test_costs_lower_forward_returns(stormy):
    free, paid = (forward_returns(stormy, 10, costs) for costs in (FREE, RollCosts()))
    both = free[["vx1", "call"]].notna() & paid[["vx1", "call"]].notna()
    assert (paid[["vx1", "call"]][both] <= free[["vx1", "call"]][both]).to_numpy()[both.to_numpy()].all()


def test_episodes_are_counted_apart(market):
    episode = episodes_above(market)
    high = market.table["vix"] > 35
    assert ((episode > 0) == high).all()
    assert episode["2018-02-05"] != episode["2018-12-24"]
    assert episode["2020-02-27"] == episode["2020-03-16"]
    assert episode.max() == 11


@pytest.mark.rule("K13")
def test_buying_high_by_hand(stormy):
    bought, counts = forward_returns(stormy, 10), block_counts(len(stormy), 126, 50, rng())
    table = buying_high(stormy, bought, counts)
    row = table[(table["instrument"] == "vx1") & (table["state"] == "all")].iloc[0]
    returns, high = bought["vx1"], stormy.table["vix"] > 35
    assert row["mean"] == pytest.approx(returns[high].mean())
    assert row["otherwise"] == pytest.approx(returns[~high].mean())
    parts = table[(table["instrument"] == "vx1") & (table["state"] != "all")]
    assert parts["days"].sum() == row["days"] == high.sum()


@pytest.mark.rule("R23")
def test_a_crest_is_known_at_the_close(market):
    whole = after_crest(market)
    for end in ("2020-03-09", "2020-03-18", "2018-02-06"):
        cut = market.window(end=end)
        assert (after_crest(cut) == whole[: len(cut)]).all()
    assert whole[market.sessions.get_loc("2018-02-06")]


@pytest.mark.rule("R22", "K14")
def test_premium_is_harvested_and_taken_back(stormy):
    for when in (backwardation, after_crest, None):
        ledger = run_roll(stormy, replace(SELLER, enter_when=when))
        total, nets = ledger.total(), ledger.holdings["net"]
        assert total["theta"] > 0 > total["spot"] + total["roll_yield"]
        assert nets.min() < -nets.max()
    ledger = run_roll(stormy, replace(SELLER, enter_when=backwardation))
    by_episode = premium_by_episode(stormy, ledger)
    covid = by_episode[by_episode["from"] == "2020-02-27"].iloc[0]
    assert covid["first_peak"] == 40.11 and covid["peak"] == 82.69 and covid["second_peak"]
    assert covid["net"] < 0 < covid["theta"]
    assert not by_episode[by_episode["from"] == "2018-02-05"]["second_peak"].any()


def test_wrong_questions_are_answered_with_a_sentence(market):
    with pytest.raises(CourseError, match="horizon 30"):
        forward_returns(market, 30)
