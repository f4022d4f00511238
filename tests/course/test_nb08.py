"""Notebook 08: units and costs against the engine and by hand, whole contracts by brute force, K2 and K4 from ledgers."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alvh_helpers.course.nb08_layer_sizing import figures, study, widgets
from alvh_helpers.course.nb08_layer_sizing.exercises import EXERCISES as SIZING
from alvh_helpers.errors import CourseError
from alvh_helpers.positions.condor import sell_condor
from alvh_helpers.positions.strikes import choose_strikes
from alvh_helpers.pricing.surface import spx_surface
from alvh_helpers.risk.bootstrap import block_counts
from alvh_helpers.simulation.condors import condor_sales
from alvh_helpers.simulation.daily import load_daily_market
from alvh_helpers.simulation.hedges import layer_purchases
from alvh_helpers.simulation.run import replay
from alvh_helpers.strategy import presets
from alvh_helpers.strategy.policy import CondorRule
from alvh_helpers.vix import options

DAYS = pd.DatetimeIndex(["2009-03-06", "2018-01-26", "2020-02-18", "2022-06-13"])
ANSWERS = {exercise.id: exercise for exercise in SIZING}


@pytest.fixture(scope="module")
def facts():
    return load_daily_market()


@pytest.fixture(scope="module")
def ledger(facts):
    policy = presets.fixed_ratio(0.5, presets.only(1))
    return replay(policy, facts, "2019-12-20", "2020-06-30")


@pytest.fixture(scope="module")
def counts(ledger):
    return block_counts(len(ledger.record.sessions), 21, 200, np.random.default_rng(1))


def title(figure):
    return figure.get_suptitle() or figure.axes[0].get_title(loc="left")


# ------------------------------------------------------------------------------------- condors and units


@pytest.mark.parametrize("rule", [CondorRule(), CondorRule(days=30, wing_delta=None, wing_points=50)])
def test_a_condor_of_a_day_is_the_one_that_condor_sells(facts, rule):
    table = study.condors_by_day(facts, DAYS, rule)
    for day, row in table.iterrows():
        market = facts.market.day(day)
        terms = (market.spx, market.vix, market.vix3m_filled, market.rate, market.dividend_yield)
        surface = spx_surface(*terms)
        strikes = choose_strikes(surface, row["days"] / 365, **rule.measures)
        sold = sell_condor(surface, strikes, day + pd.Timedelta(days=row["days"]), date=day)
        assert row["credit"] == pytest.approx(100 * sold.credit, rel=1e-9)
        assert row["width"] == max(np.diff(strikes)[[0, 2]])
        assert row["margin"] == pytest.approx(sold.book.margin(surface, day), rel=1e-9)
        assert row["vega"] == pytest.approx(-sold.book.greeks(surface, day).vega, rel=1e-9)


def test_condors_by_day_are_those_of_the_replay(facts):
    cycles = condor_sales(CondorRule(), facts, 0, len(facts.days) - 1)
    some = slice(None, None, 12)
    days = facts.sessions[cycles.opened[some]]
    table = study.condors_by_day(facts, days)
    assert table["credit"].to_numpy() == pytest.approx(100 * cycles.credit[some], rel=1e-6)
    assert table["margin"].to_numpy() == pytest.approx(cycles.margin[some], rel=1e-6)
    assert table["vega"].to_numpy() == pytest.approx(-100 * cycles.vega[cycles.first[some]], rel=1e-9)


@pytest.mark.rule("R13")
@pytest.mark.parametrize("name", [n for n in study.coverage_ladder() if n != "ETN share"])
def test_a_unit_is_what_a_layer_would_buy_that_day(facts, name):
    layer = study.coverage_ladder()[name]
    table = study.units_by_day(facts, DAYS, layer)
    on = np.ones(len(facts.days), dtype=bool)
    for day, row in table.iterrows():
        at = facts.sessions.get_loc(day)
        lives = layer_purchases(layer, facts, on, on, at, at + 1, 1)
        per_point = layer.terms.multiplier
        assert row["expiry"] == pd.Timestamp(lives.expiry[0])
        assert row["equivalent"] == pytest.approx(per_point * lives.delta[0] * lives.beta[0], rel=1e-9)
        assert row["charge"] == pytest.approx(per_point * lives.charge[0], rel=1e-9, abs=1e-9)
        assert (row["margin"] > 0) == ("future" in name or "mini" in name)


def test_calls_and_spreads_by_hand(facts):
    call, spread = (study.units_by_day(facts, DAYS, x) for x in list(study.coverage_ladder().values())[:2])
    for day in DAYS:
        chain = options.vix_chain(facts.market, day, call.at[day, "expiry"])
        strikes = options.listed_strike([chain.strike(0.35), chain.strike(0.15)])
        one, two = chain.option("c", strike=strikes[0]), chain.call_spread(strikes=tuple(strikes))
        assert call.at[day, "strike"] == strikes[0]
        assert call.at[day, "price"] == pytest.approx(one.price, abs=1e-5)
        assert spread.at[day, "price"] == pytest.approx(two.price, abs=1e-5)
        assert spread.at[day, "delta"] == pytest.approx(two.delta, abs=1e-6)


@pytest.mark.rule("R13")
def test_an_etn_share_moves_by_its_own_dollars_over_its_future(facts):
    share = study.units_by_day(facts, DAYS, study.coverage_ladder()["ETN share"])
    assert share["price"].to_numpy() == pytest.approx(study.ETN_PRICE)
    by_hand = study.ETN_PRICE / share["forward"] * share["beta"]
    assert share["equivalent"].to_numpy() == pytest.approx(by_hand.to_numpy())


@pytest.mark.parametrize("days", [["2020-02-15"], []])
def test_days_without_trading_are_refused(facts, days):
    with pytest.raises(CourseError, match="trading days"):
        study.condors_by_day(facts, pd.DatetimeIndex(days))


# ----------------------------------------------------------------------------------------- whole contracts


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.floats(1, 800), st.floats(5, 800), st.floats(500, 50_000), st.floats(0.05, 1.0))
def test_the_smallest_account_is_the_smallest(equivalent, vega, margin, share):
    condors, units, dollars = study.smallest_account(equivalent, vega, margin, share)
    assert 0.4 - 1e-6 <= units * equivalent / (condors * vega) <= 0.6 + 1e-6
    assert dollars == pytest.approx(condors * margin / share)
    for fewer in range(1, condors):
        around = range(int(0.6 * fewer * vega / equivalent) + 2)
        assert not any(0.4 + 1e-6 < n * equivalent / (fewer * vega) < 0.6 - 1e-6 for n in around)


def test_units_that_fit_and_gaps_by_brute_force():
    for condors in range(1, 40):
        inside = [n for n in range(200) if 0.4 * condors * 164 <= n * 564 <= 0.6 * condors * 164]
        assert study.fitting_units(condors, 564, 164) == (inside[0] if inside else 0)
    assert study.fitting_units(6, 564, 164) == 1 and study.fitting_units(9, 564, 164) == 0


def test_nothing_to_size_is_refused():
    for terms in ((0, 100, 1000, 0.1), (10, -5, 1000, 0.1), (10, 100, 1000, 0.1, 0.6, 0.4)):
        with pytest.raises(CourseError, match="above 0"):
            study.smallest_account(*terms)


@pytest.mark.rule("R13")
def test_nearest_coverage_by_brute_force():
    accounts = np.linspace(1_000, 400_000, 57)
    found = study.nearest_coverage(accounts, 56.0, 164.0, 3925.0, 0.15)
    for dollars, cover in zip(accounts, found):
        condors = math.floor(dollars * 0.15 / 3925.0)
        if condors == 0:
            assert np.isnan(cover)
            continue
        away = min(abs(n * 56.0 / (condors * 164.0) - 0.5) for n in range(400))
        assert abs(cover - 0.5) == pytest.approx(away, abs=1e-12)


@pytest.mark.rule("R14")
def test_an_account_follows_both_rules_in_whole_units(facts):
    found = study.sized(facts, "2020-02-18", 150_000)
    rule = CondorRule(wing_delta=None, wing_points=50)
    one = study.condors_by_day(facts, DAYS[2:3], rule).iloc[0]
    unit = study.units_by_day(facts, DAYS[2:3], study.coverage_ladder()["call spread"]).iloc[0]
    assert found.condors == math.floor(150_000 * 0.15 / one["margin"])
    vega, credit = found.condors * one["vega"], found.condors * one["credit"]
    assert found.by_vega == pytest.approx(0.5 * vega / unit["equivalent"])
    assert found.by_credit == pytest.approx(0.25 * credit / unit["charge"])
    assert found.units == math.floor(min(found.by_vega, found.by_credit))
    assert found.coverage == pytest.approx(found.units * unit["equivalent"] / vega)
    assert found.paid == pytest.approx(found.units * unit["charge"] / credit) and found.paid <= 0.25


def test_an_account_too_small_for_one_condor_says_so(facts):
    found = study.sized(facts, "2020-02-18", 50_000, "5 delta")
    assert found.condors == 0 and "less than one condor" in found.why and np.isnan(found.coverage)
    assert title(widgets.account_view(facts, "2020-02-18", 50_000, "5 delta")[0]).startswith("No condor")
    for wrong in ({"wing": "30 points"}, {"instrument": "gold"}):
        with pytest.raises(CourseError, match="choose one of"):
            study.sized(facts, "2020-02-18", 50_000, **wrong)


def test_a_future_that_slides_for_free_is_never_bound_by_the_credit(facts):
    found = study.sized(facts, "2008-11-20", 2_000_000, "50 points", "VX future")
    assert found.by_credit == math.inf and "vega" in found.bound
    _, alt = widgets.account_view(facts, "2008-11-20", 2_000_000, "50 points", "VX future")
    assert f"bought {found.units:.0f}" in alt


# ------------------------------------------------------------------------------------------------- ledgers


def test_coverage_held_is_that_of_the_daily_table(ledger):
    held, daily = study.coverage_held(ledger), ledger.daily
    short = daily["vega"] < -1e-6
    by_hand = (daily["hedge_vega"] / -daily["vega"])[short]
    assert held["coverage"][short].to_numpy() == pytest.approx(by_hand.to_numpy())
    assert held["coverage"][daily["vega"] >= 0].isna().all()


def test_the_second_engine_is_no_part_of_the_coverage(facts):
    whole = replay(presets.steward(), facts, "2020-02-21", "2020-04-17")
    assert study.hedge_layers(whole) == ["L1", "L2"]
    own = whole.record.vegas[1:3].sum(axis=0)
    assert (whole.daily["hedge_vega"].to_numpy() > own + 1).any()
    assert study.coverage_held(whole)["answer"].to_numpy() == pytest.approx(own)


@pytest.mark.rule("K2")
def test_realised_coverage_day_by_day(facts, ledger, counts):
    table = study.realised_coverage(ledger, counts, (3.0, 10.0))
    vix, profit = facts.table["vix"].diff(), ledger.profit
    for rise, row in zip((3.0, 10.0), table.itertuples()):
        days = [d for d in profit.index[1:] if vix[d] >= rise]
        lost = sum(profit.at[d, "condors"] for d in days)
        paid = sum(profit.at[d, "L1"] for d in days)
        assert row.days == len(days) and row.realised == pytest.approx(-paid / lost)
        assert row.low <= row.realised <= row.high
    vol = 100 * pd.Series(facts.surface.atm_vol(45 / 365), facts.sessions).diff()
    days = [d for d in profit.index[1:] if vix[d] >= 10]
    before = ledger.daily["vega"].shift(1)
    by_hand = sum(before[d] * vol[d] for d in days)
    assert table["vega part"].iloc[1] == pytest.approx(by_hand)
    answer = ledger.daily["hedge_vega"].shift(1)
    meant = sum(answer[d] * vol[d] for d in days)
    assert table["intended"].iloc[1] == pytest.approx(-meant / by_hand)
    assert table["of vega"].iloc[1] == pytest.approx(-table["layers"].iloc[1] / by_hand)


@pytest.mark.rule("K4")
def test_costs_of_cycles_and_of_years_add_up_to_the_ledger(ledger):
    total = -ledger.profit["L1"].sum()
    for period in ("cycle", "year"):
        table = study.cost_by_period(ledger, period)
        assert table["cost"].sum() == pytest.approx(total, abs=0.05)
        assert table["credit"].sum() == pytest.approx(ledger.summary()["credits"])
    cycles = study.cost_by_period(ledger)
    first, second = cycles.index[:2]
    inside = ledger.profit.loc[:second, "L1"]
    assert cycles["cost"].iloc[0] == pytest.approx(-inside.sum(), abs=0.01) and first == inside.index[0]
    with pytest.raises(CourseError, match="'cycle' or by 'year'"):
        study.cost_by_period(ledger, "week")


@pytest.mark.rule("R15")
def test_carry_against_least_squares(facts, ledger, counts):
    stocks = facts.table["spx"].pct_change()
    table = study.carry_table(ledger, counts, stocks, 0.05)
    base = ledger.equity.shift(1).fillna(1_000_000)
    share = ledger.profit["L1"] / base
    slope = np.polyfit(stocks.reindex(share.index), share, 1)[0]
    assert table.at["L1", "beta"] == pytest.approx(slope) and table.at["L1", "fair"] == pytest.approx(
        0.05 * slope
    )
    assert table.at["L1", "earned"] == pytest.approx(252 * share.mean())
    assert table.loc[["condors", "L1"], "beta"].sum() == pytest.approx(table.at["together", "beta"])


# ------------------------------------------------------------------------------------ figures and exercises


def test_titles_count_what_the_data_say():
    days = pd.date_range("2020-01-01", periods=4)
    levels = pd.Series(pd.Categorical(["low", "low", "high", "high"], ["low", "high"]), days)
    share = pd.Series([0.1, 0.3, 0.5, 0.2], days)
    assert "above 25 % of the credit on 50% of days" in title(
        figures.credit_shares(share, levels, 0.5, "call")[0]
    )
    table = pd.DataFrame([[0.6, 0.2], [0.4, 0.3]], index=[0.1, 0.5], columns=["a", "b"])
    figure, alt = figures.binding_map(table, 0.25, 0.5)
    assert "in 3 of 4 cells" in title(figure) and "20% to 60%" in alt
    lost, paid = pd.Series([-100.0, -100, -100, 50]) * 1000, pd.Series([50.0, 20, 90, -5]) * 1000
    figure, alt = figures.losses_and_gains(lost, paid, pd.Series([3.0, 6, 12, 4]))
    assert title(figure).startswith("On 1 of 3 losing days") and "62% was paid" in alt


def test_years_within_the_band_are_counted():
    years = pd.DataFrame({"x": [0.2, 0.19, -0.3, 0.4], "y": [0.1, np.nan, 0.2, 0.3]})
    whole = pd.DataFrame({"share": [0.2, 0.1], "low": [0.1, 0.0], "high": [0.3, 0.2]}, index=["x", "y"])
    figure, alt = figures.cost_years(years, whole)
    assert (
        title(figure) == "x: 20% of all credits; 2 of 4 years within 18-22 %" and "y 10% (0% to 20%)" in alt
    )


def test_the_crash_and_the_quick_ratio_are_told(facts, ledger):
    held = study.coverage_held(ledger)[["vega", "answer"]]
    profit = ledger.profit[["condors", "L1"]].cumsum().rename(columns={"L1": "layer"})
    diary = held.join(profit).assign(units=5.0, spx=facts.table["spx"]).loc["2020-02-14":"2020-03-31"]
    lowest = diary["vega"].idxmin()
    figure, alt = figures.crash_diary(diary, "call spread")
    assert (
        title(figure) == f"5 call spreads at most, 5 on {lowest:%Y-%m-%d}, when the condors' vega is lowest"
    )
    assert f"{diary['condors'].min():,.0f}" in alt
    quick = pd.DataFrame(
        {"a": [np.inf, 3.0, 0.8], "b": [2.0, 5.0, 4.0]},
        pd.to_datetime(["2020-01-02", "2020-01-03", "2020-02-03"]),
    )
    figure, alt = figures.quick_history(quick)
    assert title(figure) == "Lowest quick ratio: a 0.80, b 2.00" and "days below 1: 1" in alt


def test_steps_name_the_smallest_accounts():
    panels = {
        "narrow": {"mini": (np.array([np.nan, 0.5, 0.6]), 20_000.0)},
        "wide": {"mini": (np.zeros(3), 90_000.0)},
    }
    figure, alt = figures.account_steps([10_000, 20_000, 40_000], panels)
    assert "20,000 to 90,000 dollars" in title(figure) and "wide: mini 90,000" in alt
    assert figure.axes[0].get_legend().get_texts()[0].get_text() == "mini: first at 20,000 dollars"


def test_the_explorer_redraws(facts, capsys):
    panel = widgets.account_explorer(facts, ["2020-02-18", "2022-06-13"], account=150_000)
    controls = [widget for row in panel.children[:-1] for widget in row.children]
    assert [c.description for c in controls][:2] == ["day", "account"]
    controls[1].value, controls[2].value, controls[3].value = 50_000, "5 delta", "VX future"
    assert "Traceback" not in capsys.readouterr().out


def test_the_exercise_on_calls_by_hand(facts):
    chain = options.vix_chain(facts.market, "2024-08-02", "2024-08-21")
    strike = float(options.listed_strike(chain.strike(0.35)))
    at = facts.sessions.get_loc(pd.Timestamp("2024-08-02"))
    each = 100 * chain.option("c", strike=strike).delta * facts.betas[at, 0]
    rule = CondorRule()
    day = facts.market.day("2024-08-02")
    surface = spx_surface(day.spx, day.vix, day.vix3m_filled, day.rate, day.dividend_yield)
    expiry = pd.Timestamp("2024-09-13")
    strikes = choose_strikes(surface, (expiry - day.date).days / 365, **rule.measures)
    sold = sell_condor(surface, strikes, expiry, date=day.date, contracts=10)
    vega = -sold.book.greeks(surface, day.date).vega
    assert ANSWERS["08.1"].answer() == pytest.approx(0.5 * vega / each, rel=1e-6)


def test_the_other_exercises_by_brute_force():
    spreads = max(n for n in range(300) if n * 54 <= 0.25 * 10_750)
    assert ANSWERS["08.2"].answer() == pytest.approx(spreads * 100 * 0.19 * 0.56 / 1640)
    fits = min(c for c in range(1, 50) if 0.4 <= 564 / (c * 164) <= 0.6)
    assert ANSWERS["08.3"].answer() == pytest.approx(fits * 3925 / 0.15)
    assert ANSWERS["08.4"].answer() == pytest.approx((6 - 0.5 + 9) / (12 - 4 + 30))
