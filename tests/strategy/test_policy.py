"""Policies that contradict themselves are refused with a sentence; presets, benchmark condor, sweeps and costs."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pandas as pd
import pytest

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.signals.quorum import Quorum
from alvh_helpers.simulation.compare import CRASHES, compare_policies, sweep
from alvh_helpers.simulation.condors import condor_sales
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import DailyMarket, scheduled_meetings
from alvh_helpers.simulation.run import replay
from alvh_helpers.strategy.layers import INSTRUMENTS, Layer, Trigger
from alvh_helpers.strategy.policy import Capital, CondorRule, Policy, Scaling
from alvh_helpers.strategy.presets import fixed_ratio, only, promoter, steward, unhedged
from alvh_helpers.strategy.sizing import (
    AccountState,
    cap_reached,
    condor_contracts,
    layer_units,
    premium_units,
)
from alvh_helpers.vix.options import vix_chain
from tools import cndr_tracking

MARKET = load_market()
FACTS = DailyMarket(MARKET)
NEAR = steward().layers[0]
ENGINE = steward().layers[2]
PRESS = promoter().layers[3]


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: replace(NEAR, budget=0.0), "budget of 0: it could never buy anything"),
        (lambda: replace(NEAR, coverage=1.2), "covers 1.2 of the vega"),
        (lambda: replace(NEAR, instrument="gold"), "holds 'gold'"),
        (lambda: replace(NEAR, month=7), "month 7 is none"),
        (lambda: replace(NEAR, month=4, hold_to=90), "may be listed future number 8"),
        (lambda: replace(NEAR, delta=0.1, short_delta=0.2), "buy the larger"),
        (lambda: replace(NEAR, instrument="future", weekly=True), "for VIX options only"),
        (lambda: replace(NEAR, instrument="financed mini future", weekly=True), "for VIX options only"),
        (lambda: replace(NEAR, instrument="financed mini future", short_delta=0.6), "sells calls of delta 0.6"),
        (lambda: replace(NEAR, crush=1.5), "crush 1.5"),
        (lambda: replace(NEAR, risk=0.05), "only a 'call spread sold' is sized by its largest loss"),
        (lambda: replace(PRESS, risk=None), "say what share of equity"),
        (lambda: replace(PRESS, risk=1.5), "with risk 1.5"),
        (lambda: replace(PRESS, wing_delta=0.4), "the wing lies further out"),
        (lambda: replace(PRESS, engine=True), "neither the second engine nor"),
        (lambda: replace(PRESS, budget=0.2), "its risk alone sizes it"),
        (lambda: Policy("x", layers=(PRESS, replace(PRESS, name="B"))), "one of premium"),
        (lambda: Policy("x", layers=tuple(replace(NEAR, name=n, coverage=0.1) for n in "ABCD")), "at most three"),
        (lambda: Policy("x", layers=(replace(NEAR, coverage=0.6), replace(NEAR, name="B", coverage=0.6))), "cover 120%"),
        (lambda: Policy("x", layers=(replace(NEAR, rolls=False, hold_to=0),)), "ends after 35 days at most"),
        (lambda: Policy("x", layers=(NEAR, NEAR)), "a name of its own"),
        (lambda: Policy("x", layers=(replace(NEAR, name="interest"),)), "a name of its own"),
        (lambda: Policy("x", layers=(ENGINE,)), "1 second engines and 0%"),
        (lambda: Policy("x", capital=Capital(engine=0.1)), "0 second engines and 10%"),
        (lambda: Policy("x", quorum=Quorum(16)), "quorum of 16 among 15"),
        (lambda: Quorum(3, ("vix_rsi", "cpi")), "among 2 voters can never be reached"),
        (lambda: Policy("x", cost_cap=0.0), "forbid every hedge"),
        (lambda: Policy("x", delay=-1), "cannot be acted on before"),
        (lambda: Capital(margin_use=0.9, reserve=0.2), "110% of one account"),
        (lambda: Capital(initial=0.0), "begins with something above 0"),
        (lambda: Capital(reserve=-0.1), "reserve -0.1"),
        (lambda: Capital(margin_use=0.0), "no condor could ever be sold"),
        (lambda: Capital(leverage=0.0), "leverage must be above 0"),
        (lambda: Scaling(low=2.0), "write low first"),
        (lambda: Scaling(every=0), "every 0"),
        (lambda: Trigger(any_of="vix_rsi"), "give a tuple"),
        (lambda: Trigger(drift=0.0), "0 at the centre"),
        (lambda: Trigger(vix_above=0.0), "points, such as 35"),
        (lambda: Trigger(moves=0.0), "one expected move away"),
        (lambda: CondorRule(every="day"), "every='day'"),
        (lambda: CondorRule(days=0), "0 days to expiry"),
        (lambda: CondorRule(take=1.0), "never earns more than its credit"),
        (lambda: CondorRule(stop=-1.0), "stop -1.0"),
        (lambda: CondorRule(close_days=45), "can be closed with 1 to 44 left"),
        (lambda: CondorRule(shift="strikes"), "shift='strikes'"),
        (lambda: CondorRule(shift="wings", shift_days=28), "choose 1 to 27 days"),
        (lambda: CondorRule(shift_drift=0.5), "only means something where condors are moved"),
        (lambda: CondorRule(shift="wings", shift_drift=0.0), "shift_drift 0"),
        (lambda: CondorRule(shift="wings", days=7), "none would ever be moved"),
        (lambda: only(4), "has 3, counted from 1"),
        (lambda: fixed_ratio(policy=unhedged()), "no layer to keep"),
        (lambda: Costs(multiple=-1.0), "multiple -1.0"),
        (lambda: Costs(fill=1.5), "nobody pays more"),
        (lambda: sweep([], MARKET), "0 policies"),
        (lambda: sweep([unhedged()], MARKET, processes=0), "0 processes"),
        (lambda: replay(Policy("x", layers=(replace(NEAR, trigger=Trigger(("moon",))),)), FACTS), "no signal 'moon'"),
        (lambda: replay(steward(), MARKET, voted=DailyMarket(MARKET.window(end="2019-12-31")).votes), "must be of the same days"),
        (lambda: replay(steward(), FACTS, voted=FACTS.votes), "write DailyMarket"),
        (lambda: cndr_tracking.cndr_tracking(pd.Series([1.0], [pd.Timestamp("2020-01-02")])), "replay both"),
    ],
)  # fmt: skip
def test_contradictions_are_refused_with_a_sentence(build, words):
    with pytest.raises(CourseError, match=words):
        build()


@pytest.mark.rule("R9")
def test_a_policy_is_one_value_that_never_changes():
    assert steward() == steward() and hash(steward()) == hash(steward()) and steward() != promoter()
    with pytest.raises(FrozenInstanceError):
        steward().delay = 0
    assert steward().with_capital(whole=False).capital.whole is False


@pytest.mark.rule("R25", "R32")
def test_presets_differ_in_what_they_say_they_differ_in():
    assert unhedged().condor == only(2).condor == fixed_ratio().condor == steward().condor
    assert [layer.name for layer in only(3).layers] == ["L3"] and only(1).capital.engine == 0
    assert sum(layer.coverage for layer in fixed_ratio(0.4).layers) == pytest.approx(0.4)
    assert all(layer.trigger.always and layer.budget is None for layer in fixed_ratio().layers)
    assert [layer.role for layer in promoter().layers] == ["hedge", "hedge", "engine", "premium"]
    assert all(layer.role != "premium" for layer in steward().layers + fixed_ratio(policy=promoter()).layers)
    assert only(4, promoter()).layers == (PRESS,) and only(4, promoter()).capital.engine == 0
    assert promoter().capital.margin_use > steward().capital.margin_use and promoter().quorum is None


def test_margin_is_shared_by_as_many_condors_as_overlap():
    assert [CondorRule(shift=x).at_once for x in (None, "wings", "expiry")] == [2, 2, 3]
    assert CondorRule(every="week", days=30).at_once == 5
    assert CondorRule(every="week", days=30, shift="expiry").at_once == 9
    assert CondorRule(every="expiry", shift="expiry").at_once == 1
    for rule in (CondorRule(), CondorRule(shift="expiry"), CondorRule(every="week", days=30, shift="expiry")):
        sales = condor_sales(rule, FACTS, 2000, 3000)
        alive = np.bincount(sales.row_day[sales.row_day < sales.closed[sales.row_sale]])
        assert np.quantile(alive[2100:2900], 0.95) <= rule.at_once


# -------------------------------------------------------------------------------------------------------- sizing


@pytest.mark.rule("R18", "R23")
def test_the_tightest_rule_decides_how_many_condors():
    policy = steward()
    rich = AccountState(1_000_000.0, 1_000_000.0, 0.0, 0.0, 10_000.0)
    assert condor_contracts(policy, rich, 4000.0, False)[0] == 15  # 30 % shared by two
    assert condor_contracts(policy, rich, 4000.0, True)[0] == 17  # a quarter of the reserve on top
    short = rich._replace(cash=100_000.0, margin=40_000.0)
    count, why = condor_contracts(policy, short, 4000.0, False)
    assert count == 6 and "quick ratio" in why
    assert condor_contracts(policy, rich._replace(equity=-5.0), 4000.0, False)[0] == 0
    assert condor_contracts(policy, rich._replace(each=200_000.0), 4000.0, False)[1].endswith(
        "less than one condor"
    )


@pytest.mark.rule("R11", "R13", "R14")
def test_vega_and_credit_bind_in_turn():
    policy = replace(steward(), scaling=None)
    unit = {"value": 1.0, "delta": 0.2, "forward": 20.0, "beta": 0.8}
    sized = lambda credit: layer_units(policy, NEAR, unit, vega=3200.0, credit=credit, charge=1.0, room=1e9)  # noqa: E731
    # A quarter of 3,200 is 800; one unit stands for 0.2 x 100 x 0.8 = 16 dollars a vol point, and costs 100 dollars.
    assert sized(1e6) == (50.0, "bound by 25% of the condors' vega")
    assert sized(4000.0) == (10.0, "bound by 25% of the credit")
    assert sized(300.0) == (0.0, "bound by 25% of the credit: less than one unit")
    scaled = replace(policy, scaling=Scaling())
    sizes = [
        layer_units(scaled, NEAR, unit, vega=3200.0, credit=1e6, charge=1.0, drift=d)[0]
        for d in (0.0, 0.5, 1.0, 2.0)
    ]
    assert sizes == [25.0, 50.0, 75.0, 75.0]
    engine = layer_units(policy, ENGINE, unit | {"delta": 1.0}, own=50_000.0)
    assert engine[0] == 25.0


@pytest.mark.rule("R22")
def test_premium_is_sized_by_what_it_may_lose_and_by_the_account():
    policy = replace(unhedged(), capital=Capital(reserve=0.2, deploy=0.5, quick=1.0, leverage=1.0))
    asked = AccountState(1_000_000.0, 1_000_000.0, 0.0, 0.0, 1_000.0)
    assert premium_units(policy, PRESS, asked, True) == (50.0, "5% of equity may be lost at most")
    tied = asked._replace(margin=780_000.0)
    assert premium_units(policy, PRESS, tied, False) == (20.0, "the reserve must stay")
    assert premium_units(policy, PRESS, tied, True)[0] == 50.0
    assert "quick ratio" in premium_units(policy, PRESS, asked._replace(cash=10_000.0), True)[1]
    assert premium_units(policy, PRESS, asked._replace(each=60_000.0), True)[1].endswith(
        "less than one spread"
    )
    assert premium_units(policy, PRESS, asked._replace(each=-1.0), True)[0] == 0.0
    assert premium_units(policy, PRESS, asked._replace(equity=-1.0), True)[0] == 0.0


@pytest.mark.rule("R14")
def test_the_cost_cap_looks_back_one_year():
    spent, credits = [0.0] * 400, [1000.0] * 400
    spent[50:] = [300.0] * 350
    credits[300:] = [2000.0] * 100
    assert not cap_reached(0.22, spent, credits, 20)
    assert not cap_reached(0.22, spent, credits, 299)
    assert cap_reached(0.22, spent, credits, 302) and not cap_reached(0.31, spent, credits, 302)


@pytest.mark.rule("R28")
def test_spreads_widen_with_vix_and_never_below_a_tick():
    costs = Costs(fill=1.0)
    assert costs.spx_half_spread(10.0, [10, 17, 30, 37, 80]) == pytest.approx([0.25, 0.25, 0.6, 1.75, 1.75])
    assert costs.spx_half_spread([0.10, 4.0], 12.0) == pytest.approx([0.025, 0.1])
    assert costs.vix_half_spread(20.0, [20, 40], "future") == pytest.approx([0.025, 0.05])
    assert costs.vix_half_spread(2.0, 20.0, "option") == pytest.approx(0.06)
    assert costs.times(0).vix_half_spread(50.0, 80.0, "etn") == 0 and costs.times(2).fee("spx") == 3.0


# --------------------------------------------------------------------------------------------------- daily market


@pytest.mark.rule("R11")
def test_events_are_known_ahead_and_the_same_when_history_is_cut():
    cut = DailyMarket(MARKET.window(end="2019-07-29"))
    assert (cut.events == FACTS.events[: len(cut.events)]).all()
    day = FACTS.sessions.get_loc(pd.Timestamp("2019-07-31"))  # a scheduled decision
    assert pd.Timestamp("2019-07-31") in pd.DatetimeIndex(scheduled_meetings())
    assert FACTS.events[day - 2 : day + 2].tolist() == [True, True, True, False]


def test_interest_is_that_of_the_day_before():
    at = FACTS.sessions.get_loc(pd.Timestamp("2023-06-05"))
    rate = MARKET.day("2023-06-02").rate
    assert FACTS.interest[at] == pytest.approx(np.expm1(rate * 3 / 365)) and FACTS.interest[0] == 0


@pytest.mark.rule("R10")
@pytest.mark.parametrize("instrument", sorted(set(INSTRUMENTS) - {"call spread sold"}))
def test_every_instrument_gains_in_a_spike(instrument):
    layer = Layer("A", instrument, coverage=0.5)
    policy = Policy("x", layers=(layer,), capital=Capital(whole=False, leverage=20.0))
    profit = replay(policy, FACTS, "2020-02-14", "2020-03-16").profit
    assert profit["A"].sum() > 0 > profit["condors"].sum()


@pytest.mark.rule("R10")
def test_weekly_layers_hold_one_to_two_weeks_at_purchase():
    layer = replace(NEAR, trigger=Trigger(), weekly=True, month=2, hold_to=0, budget=0.3)
    ledger = replay(Policy("x", layers=(layer,)), FACTS, "2018-01-02", "2018-12-31")
    purchases = ledger.record.inputs.hedges[0].purchases
    days = (purchases.expiry - FACTS.days[purchases.opened]).astype(int)
    assert len(days) > 25 and days.min() >= 8 and days.max() <= 16
    row = ledger.marks("2018-02-06").query("source == 'L1'").iloc[0]
    _, expiry, strike, word = row["contract"].split()
    assert row["price"] == pytest.approx(
        vix_chain(MARKET, "2018-02-06", expiry).option(word[0], float(strike)).price, abs=1e-6
    )


# ------------------------------------------------------------------------------------------------ benchmark condor


@pytest.mark.rule("R30")
def test_the_benchmark_condor_is_sold_on_third_fridays_for_the_index():
    ledger = cndr_tracking.replay_cndr(MARKET)
    sales, sold = ledger.record.inputs.sales, ledger.record.log.contracts
    days = FACTS.sessions[sales.opened]
    assert len(days) == 231 and (np.diff(sales.opened) > 15).all()
    assert (sales.expiry[:-1] == FACTS.days[sales.opened[1:]]).all()
    assert sold == pytest.approx(
        ledger.equity[days].to_numpy() / (100 * FACTS.surface.spot[sales.opened]), rel=1e-3
    )
    assert ledger.summary()["costs"] == 0


@pytest.mark.rule("R30")
def test_the_benchmark_condor_settles_between_two_closes():
    ledger = cndr_tracking.replay_cndr(MARKET)
    expiry = ledger.trades.query("why == 'expiry'").groupby("date").head(4)
    day = expiry["date"].iloc[-1]
    last = expiry[expiry["date"] == day]
    at = FACTS.sessions.get_loc(day)
    settled = FACTS.surface.spot[at - 1 : at + 1].mean()
    for row in last.itertuples():
        strike, word = float(row.contract.split()[2]), row.contract.split()[3]
        assert row.price == pytest.approx(
            max(settled - strike if word == "call" else strike - settled, 0), abs=1e-5
        )


@pytest.mark.rule("R30")
def test_the_benchmark_condor_is_said_to_run_ahead_of_its_index():
    found = cndr_tracking.cndr_tracking(cndr_tracking.replay_cndr(MARKET).equity)
    assert found["index"] == pytest.approx(713.49 / 771.31 - 1)
    assert found["least"] <= found["replay"] <= found["most"]
    assert found["apart_a_year"] == pytest.approx(((1 + found["replay"]) / (713.49 / 771.31)) ** (1 / 9) - 1)
    # Pinned, so that a change in the model shows: at mid prices the replay earns about 2 % a year more than the index.
    assert 0.015 < found["apart_a_year"] < 0.025


def test_the_command_writes_every_month(tmp_path, capsys):
    file = tmp_path / "cndr.csv"
    assert cndr_tracking.main([str(file)]) == 0
    table = pd.read_csv(file)
    assert list(table.columns) == ["month", "return"] and len(table) == 232
    assert table["month"].iloc[[0, -1]].tolist() == ["2007-04", "2026-07"]
    grown = (1 + table["return"]).prod() - 1
    assert grown == pytest.approx(cndr_tracking.replay_cndr(MARKET).equity.iloc[-1] / 1e6 - 1, abs=1e-4)
    assert "the public index -7.5%" in capsys.readouterr().out


# -------------------------------------------------------------------------------------------------------- sweeps


@pytest.mark.slow
def test_a_sweep_is_the_same_on_one_process_and_on_two():
    policies = [replace(steward(), name=f"k={k}", quorum=Quorum(k)) for k in (2, 3, 4)] * 5
    one, two = (
        sweep(policies, MARKET, "2019-06-03", "2020-06-30", processes=n, progress=False) for n in (1, 2)
    )
    pd.testing.assert_frame_equal(one, two)
    assert one.index.tolist() == [p.name for p in policies]
    assert one["profit"].iloc[0] == replay(policies[0], FACTS, "2019-06-03", "2020-06-30").summary()["profit"]


def test_the_table_of_policies_has_every_stretch():
    table = compare_policies({"unhedged": unhedged(), "steward": steward()})
    assert len(table) == 15 and table["profit"].notna().all(axis=None)
    alone = replay(unhedged(), FACTS, "2019-12-18", "2020-04-30").summary()
    assert table.loc["Feb-Apr 2020", ("profit", "unhedged")] == alone["profit"]
    one = compare_policies({"unhedged": unhedged()}, "Feb 2018")
    assert (
        one["profit"].equals(table.loc[["Feb 2018"], "profit"][["unhedged"]]) and CRASHES[0] not in one.index
    )


def test_an_episode_by_name_is_the_bundled_history_from_45_days_before():
    one, two = replay(steward(), "Feb 2018"), replay(steward(), FACTS, "2017-12-18", "2018-02-28")
    pd.testing.assert_frame_equal(one.daily, two.daily)
    same = replay(steward(), "Feb 2018", voted=FACTS.votes)
    assert same.record.log.decisions == one.record.log.decisions
    with pytest.raises(CourseError, match="'Feb 2018' has its own days"):
        replay(steward(), "Feb 2018", "2018-02-01")
    with pytest.raises(CourseError, match="no stretch 'March 2020'; there are Sep-Dec 2008"):
        replay(steward(), "March 2020")
