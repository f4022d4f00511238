"""The replay: to the cent, without looking ahead, a pure function, and right against independent pricing."""

from dataclasses import replace as changed
from functools import cache, partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import next_spx_expiry, vx_expiries
from alvh_helpers.market.history import load_market
from alvh_helpers.positions.book import Book
from alvh_helpers.positions.condor import iron_condor
from alvh_helpers.positions.drift import drift_path
from alvh_helpers.positions.legs import spx_option, vxm_future
from alvh_helpers.positions.margin import CUSTOMER_FACTOR
from alvh_helpers.positions.strikes import CondorStrikes
from alvh_helpers.pricing.black import black76
from alvh_helpers.signals.quorum import Quorum
from alvh_helpers.simulation.condors import condor_sales
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import DEFAULT_BETA, DailyMarket
from alvh_helpers.simulation.hedges import choose_layer_strikes
from alvh_helpers.simulation.run import replay
from alvh_helpers.strategy.layers import INSTRUMENTS, Layer, Trigger
from alvh_helpers.strategy.policy import Capital, CondorRule, Policy, Scaling
from alvh_helpers.strategy.presets import fixed_ratio, only, promoter, steward, unhedged
from alvh_helpers.vix.betas import futures_moves
from alvh_helpers.vix.futures import forward_at
from alvh_helpers.vix.options import listed_strike, vix_chain, vix_smile

MARKET = load_market()
FACTS = DailyMarket(MARKET)
MOVED = [
    changed(steward(), name=f"moved {x}", condor=CondorRule(shift=x, shift_drift=0.3))
    for x in ("wings", "expiry")
]
PRESETS = [unhedged(), steward(), promoter(), only(1), only(2), only(3), fixed_ratio(), *MOVED]
# Shrinking a policy takes minutes and makes it no clearer.
FEW = settings(derandomize=True, deadline=None, max_examples=30, phases=(Phase.explicit, Phase.generate))


@cache
def ledger_of(policy, start="2018-01-02", end="2020-06-30", multiple=1.0):
    return replay(policy, FACTS, start, end, Costs(multiple))


def check_accounts(ledger):
    """Every identity that must hold, from the tables alone."""
    equity, daily, profit = ledger.equity, ledger.daily, ledger.profit
    initial = ledger.policy.capital.initial
    marks = daily.filter(like="mark ").sum(axis=1)
    assert np.abs(equity - daily["cash"] - marks).max() < 0.005
    assert np.abs(profit.sum(axis=1) - np.diff(equity, prepend=initial)).max() < 0.005
    assert ledger.legs["profit"].sum() + profit["interest"].sum() == pytest.approx(
        equity.iloc[-1] - initial, abs=0.005
    )
    by_source = ledger.legs.groupby("source")["profit"].sum()
    assert by_source.to_dict() == pytest.approx(profit[by_source.index].sum().to_dict(), abs=0.005)
    assert ledger.cash_flows()["net"].sum() == pytest.approx(
        profit.drop(columns="interest").to_numpy().sum(), abs=0.005
    )
    assert ((1 + ledger.monthly_returns()).prod() - 1) * initial == pytest.approx(
        equity.iloc[-1] - initial, rel=1e-9, abs=0.01
    )
    for day in equity.index[:: max(1, len(equity) // 5)]:
        assert ledger.marks(day)["value"].sum() == pytest.approx(
            equity[day] - daily.loc[day, "cash"], abs=0.005
        )


def same_up_to(short, long):
    """The first ledger must be the beginning of the second."""
    last = short.equity.index[-1]
    pd.testing.assert_series_equal(short.equity, long.equity[:last], check_freq=False, rtol=0, atol=0)
    for name in ("decisions", "trades"):
        whole = getattr(long, name)
        expected = whole[whole["date"] <= last].reset_index(drop=True)
        pd.testing.assert_frame_equal(getattr(short, name), expected, rtol=0, atol=0, check_dtype=False)


# ------------------------------------------------------------------------------------------- accounts and purity


@pytest.mark.parametrize("policy", PRESETS, ids=lambda p: p.name)
def test_sums_agree_to_the_cent(policy):
    check_accounts(ledger_of(policy))


def test_the_whole_history_agrees_to_the_cent():
    check_accounts(replay(steward(), FACTS))


@pytest.mark.rule("R9")
@pytest.mark.parametrize("policy", [steward(), promoter()], ids=lambda p: p.name)
def test_same_input_same_bytes(policy):
    one, two = (replay(policy, market, "2019-06-03", "2020-06-30") for market in (MARKET, FACTS))
    assert one.equity.to_numpy().tobytes() == two.equity.to_numpy().tobytes()
    assert one.record.log.trades == two.record.log.trades
    assert one.record.log.decisions == two.record.log.decisions


@pytest.mark.rule("R9")
@pytest.mark.parametrize("policy", PRESETS, ids=lambda p: p.name)
@pytest.mark.parametrize("at", np.random.default_rng(6).integers(2500, 3320, 3))
def test_nothing_looks_ahead(policy, at):
    last = MARKET.sessions[at]
    cut = replay(policy, MARKET.window(end=last), "2017-03-01")
    same_up_to(cut, ledger_of(policy, "2017-03-01"))


@pytest.mark.rule("R9")
@pytest.mark.parametrize("at", [700, 4000])
def test_nothing_looks_ahead_over_the_whole_history(at):
    last = MARKET.sessions[at]
    same_up_to(replay(steward(), MARKET.window(end=last)), replay(steward(), FACTS))


def test_what_facts_keep_changes_no_result():
    """Facts that served other rules, smiles and stretches give the same bytes as new ones."""
    used, dear = DailyMarket(MARKET), partial(vix_smile, band="high")
    for policy, start, smile in ((promoter(), "2020-01-02", vix_smile), (steward(), "2019-06-03", dear)):
        replay(policy, used, start, "2020-06-30", smile=smile)
    for smile in (vix_smile, dear):
        one, two = (
            replay(steward(), facts, "2019-12-02", "2020-06-30", smile=smile)
            for facts in (used, DailyMarket(MARKET))
        )
        assert one.equity.to_numpy().tobytes() == two.equity.to_numpy().tobytes()
        assert one.record.log.trades == two.record.log.trades
    with pytest.raises(ValueError, match="read-only"):
        used.reached(steward().quorum)[0] = True


def test_facts_keep_tables_for_some_rules_only():
    facts = DailyMarket(MARKET.window(end="2009-12-31"))
    for number in range(200):
        facts.kept(number)[0] = number
    assert facts.kept(199) == {0: 199} and facts.kept(0) == {}


# -------------------------------------------------------------------------------------------------- any policy

triggers = st.builds(
    Trigger,
    any_of=st.sampled_from([(), ("vix_rsi",), ("vix_rsi", "breadth"), ("term_macd", "cpi")]),
    drift=st.sampled_from([None, 0.12, 0.5]),
    moves=st.sampled_from([None, None, 0.5]),
    all_of=st.sampled_from([(), ("vix_macd",)]),
    vix_above=st.sampled_from([None, 20.0]),
)
hedges = st.builds(
    Layer,
    name=st.sampled_from(["A", "B"]),
    instrument=st.sampled_from(sorted(set(INSTRUMENTS) - {"call spread sold"})),
    trigger=triggers,
    month=st.integers(1, 2),
    month_inverted=st.sampled_from([None, 3]),
    short_delta=st.sampled_from([0.1, 0.15]),
    coverage=st.floats(0.05, 0.5),
    budget=st.sampled_from([None, 0.1, 0.4]),
    hold_to=st.sampled_from([0, 7, 30]),
    off_days=st.integers(1, 15),
    crush=st.sampled_from([None, 0.2]),
)
premiums = st.builds(
    Layer,
    name=st.just("P"),
    instrument=st.just("call spread sold"),
    trigger=st.builds(Trigger, crested=st.booleans(), vix_above=st.sampled_from([None, 20.0])),
    month=st.integers(1, 2),
    weekly=st.booleans(),
    delta=st.sampled_from([0.2, 0.3, 0.5]),
    risk=st.floats(0.005, 0.3),
    hold_to=st.sampled_from([0, 1, 7]),
    off_days=st.integers(1, 40),
    crush=st.sampled_from([None, 0.4]),
)
rules = st.builds(
    CondorRule,
    every=st.sampled_from(["month", "week", "expiry"]),
    days=st.integers(14, 60),
    short_delta=st.sampled_from([0.12, 0.16, 0.25]),
    wing_delta=st.sampled_from([0.03, 0.05]),
    take=st.sampled_from([None, 0.5]),
    stop=st.sampled_from([None, 2.0]),
    close_days=st.sampled_from([None, 7]),
    settlement=st.sampled_from(["close", "opening"]),
    shift=st.sampled_from([None, None, "wings", "expiry"]),
    shift_days=st.integers(1, 27),
).flatmap(
    lambda rule: st.sampled_from([rule, changed(rule, shift_drift=0.5)]) if rule.shift else st.just(rule)
)
accounts = st.builds(
    Capital,
    initial=st.sampled_from([50_000.0, 1_000_000.0]),
    margin_use=st.floats(0.1, 0.7),
    reserve=st.just(0.2),
    deploy=st.sampled_from([0.0, 1.0]),
    leverage=st.floats(0.5, 3.0),
    whole=st.booleans(),
    reinvest=st.booleans(),
)
policies = st.builds(
    Policy,
    name=st.just("any"),
    condor=rules,
    layers=st.tuples(
        st.lists(hedges, max_size=2, unique_by=lambda x: x.name), st.lists(premiums, max_size=1)
    ).map(lambda found: (*found[0], *found[1])),
    quorum=st.sampled_from([None, Quorum(2), Quorum(3)]),
    scaling=st.sampled_from([None, Scaling(), Scaling(every=1, band=0.05, vega_theta=None, pause=None)]),
    capital=accounts,
    cost_cap=st.sampled_from([None, 0.2]),
    delay=st.integers(0, 2),
)


@FEW
@given(policies, st.integers(0, 4500), st.integers(40, 300))
@example(changed(steward(), delay=0), 2650, 200)
def test_any_policy_keeps_its_books_and_its_limits(policy, at, length):
    start, end = MARKET.sessions[at], MARKET.sessions[min(at + length, 4852)]
    ledger = replay(policy, FACTS, start, end)
    check_accounts(ledger)
    trades, daily = ledger.trades, ledger.daily
    assert (trades["date"].between(start, end)).all() and (trades[["spread", "commission"]] >= 0).all(
        axis=None
    )
    if policy.capital.whole:
        assert (trades["units"] % 1 == 0).all()
    sales = ledger.decisions.query("what == 'sale'")["date"]
    shared = policy.capital.margin_use + policy.capital.deploy * policy.capital.reserve
    margins = pd.Series(ledger.record.margins[0], ledger.equity.index)
    room = policy.capital.leverage * daily["equity"] + 1e5 * 0.02
    assert (margins[sales] <= np.maximum(room, shared * policy.capital.initial)[sales]).all()
    assert all((units >= 0).all() for units in ledger.record.log.units)


@pytest.mark.rule("R9")
@FEW
@given(policies, st.integers(400, 4500), st.integers(20, 150), st.integers(5, 60))
def test_no_policy_looks_ahead(policy, at, length, later):
    start, end = MARKET.sessions[at], MARKET.sessions[at + length]
    far = MARKET.sessions[min(at + length + later, 4852)]
    same_up_to(replay(policy, MARKET.window(end=end), start), replay(policy, FACTS, start, far))


# ------------------------------------------------------------------------------------------ independent pricing


@pytest.mark.rule("R1")
def test_one_condor_is_worth_what_the_book_says():
    policy = Policy(
        "one", CondorRule(every="expiry"), capital=Capital(margin_use=0.5, whole=True, initial=200_000.0)
    )
    ledger = replay(policy, FACTS, "2019-06-03", "2019-07-17", Costs(0))
    expiry = next_spx_expiry("2019-06-03", 45)
    sold = iron_condor(MARKET, expiry, date="2019-06-03", short_delta=0.16, wing_delta=0.05)
    life = MARKET.window("2019-06-03", "2019-07-17")
    contracts = ledger.record.log.contracts[0]
    assert contracts == np.floor(0.5 * 200_000 / sold.book.margin(MARKET, "2019-06-03"))
    expected = contracts * sold.book.profit(life)
    assert ledger.profit["condors"].cumsum().to_numpy() == pytest.approx(
        expected.to_numpy(), abs=0.03 * contracts
    )
    vega = contracts * sold.book.greeks(life)["vega"]
    assert ledger.daily["vega"].to_numpy() == pytest.approx(vega.to_numpy(), rel=1e-9)
    margin = contracts * sold.book.margin(life)
    assert ledger.daily["margin"].to_numpy() == pytest.approx(margin.to_numpy(), abs=0.01)


def test_an_expired_condor_pays_its_payoff():
    ledger = ledger_of(unhedged())
    sales = ledger.record.inputs.sales
    trades = ledger.trades.query("why == 'expiry'")
    day = trades["date"].iloc[0]
    close = MARKET.day(day).spx
    j = int(np.flatnonzero(sales.expiry == day.to_datetime64().astype("M8[D]"))[0])
    low, short_put, short_call, high = sales.strikes[j]
    payoffs = [
        max(low - close, 0),
        max(short_put - close, 0),
        max(close - short_call, 0),
        max(close - high, 0),
    ]
    assert trades["price"].iloc[:4].tolist() == pytest.approx(payoffs, abs=1e-9)
    assert (trades["spread"] == 0).all() and (trades["commission"] == 0).all()


@pytest.mark.rule("R10")
def test_layers_are_marked_as_the_chain_marks_them():
    ledger = ledger_of(steward())
    seen = 0
    for day in ledger.equity.index[60::97]:
        for row in ledger.marks(day).query("source != 'condors'").itertuples():
            kind, expiry, *rest = row.contract.split()
            if kind == "VIX":
                chain = vix_chain(MARKET, day, expiry)
                assert row.price == pytest.approx(chain.values(rest[1][0], float(rest[0])).price, abs=1e-6)
            else:
                assert row.price == MARKET.vx(expiry)[day] and row.value == 0.0
            seen += 1
    assert seen > 10


def unfinanced(policy):
    """The same policy with plain mini futures as second layer."""
    layers = (changed(x, instrument="mini future") if x.name == "L2" else x for x in policy.layers)
    return changed(policy, layers=tuple(layers))


def settled_gain(trades, last):
    """What mini futures brought in daily settlement, from the trades and the table of settlements alone."""
    gained = 0.0
    for name, group in trades.groupby("contract"):
        settled = MARKET.vx(name.split()[1])[:last]
        held = group.groupby("date")["units"].sum().cumsum().reindex(settled.index).ffill()
        gained += 100.0 * (held.shift(1) * settled.diff()).sum()
    return gained


def test_futures_are_settled_every_day():
    ledger = ledger_of(unfinanced(only(2)))
    trades = ledger.trades.query("source == 'L2'")
    assert len(trades) > 10 and (trades["cash"] == 0).all()
    gained = settled_gain(trades, ledger.equity.index[-1])
    paid = trades[["spread", "commission"]].to_numpy().sum()
    assert ledger.profit["L2"].sum() == pytest.approx(gained - paid, abs=0.5)


@pytest.mark.rule("R11")
def test_a_financed_future_pays_no_cash_and_its_call_does():
    ledger = ledger_of(only(2))
    trades = ledger.trades.query("source == 'L2'")
    is_call = trades["contract"].str.endswith("call")
    futures, calls = trades[~is_call], trades[is_call]
    assert len(calls) > 10 and calls["units"].tolist() == (-futures["units"]).tolist()
    assert (futures["cash"] == 0).all()
    assert calls["cash"].to_numpy() == pytest.approx(
        -100 * (calls["units"] * calls["price"]).to_numpy(), abs=0.006
    )
    gained = settled_gain(futures, ledger.equity.index[-1]) + calls["cash"].sum()
    paid = trades[["spread", "commission"]].to_numpy().sum()
    still = ledger.daily["mark L2"].iloc[-1]
    assert ledger.profit["L2"].sum() == pytest.approx(gained - paid + still, abs=0.5)
    for (_, future), (_, call) in zip(futures.iterrows(), calls.iterrows()):
        chain = vix_chain(MARKET, call["date"], call["contract"].split()[1])
        assert (
            future["contract"].split()[1] == call["contract"].split()[1] and future["price"] == chain.forward
        )
    purchases = ledger.record.inputs.hedges[0].purchases
    for day, expiry, strike in zip(purchases.opened, purchases.expiry, purchases.strikes[:, 1]):
        chain = vix_chain(MARKET, FACTS.sessions[day], pd.Timestamp(expiry))
        assert strike == pytest.approx(chain.strike(0.15), abs=0.5001)


@pytest.mark.rule("R11")
def test_a_financed_future_counts_with_its_delta_and_the_margin_of_its_future():
    ledger = ledger_of(changed(only(2), cost_cap=None))
    purchases, margins = ledger.record.inputs.hedges[0].purchases, ledger.record.inputs.hedges[0].margin
    for row in range(5, len(purchases.row_day), 61):
        day, life = FACTS.sessions[purchases.row_day[row]], purchases.row_purchase[row]
        expiry = pd.Timestamp(purchases.expiry[life])
        chain = vix_chain(MARKET, day, expiry)
        call = chain.option("c", purchases.strikes[life, 1])
        assert (
            purchases.delta[row] == pytest.approx(1 - call.delta, abs=1e-9) and 0 < purchases.delta[row] < 1
        )
        assert purchases.value[row] == pytest.approx(chain.forward - call.price, abs=1e-5)
        alone = Book([vxm_future(1, expiry, chain.forward)]).margin(MARKET, day)
        assert margins[row] == pytest.approx(alone, rel=1e-9)


@pytest.mark.rule("R11")
def test_a_financed_future_is_expected_to_cost_its_slide_less_what_its_call_loses():
    def flat(vvix, forward, strike, time):
        return np.full(np.broadcast_shapes(np.shape(strike), np.shape(time)), 0.8)

    ledgers = [
        replay(policy, FACTS, "2012-01-03", "2018-12-31", smile=flat)
        for policy in (only(2), unfinanced(only(2)))
    ]
    purchases, plain = (ledger.record.inputs.hedges[0].purchases for ledger in ledgers)
    assert (
        (purchases.opened == plain.opened).all()
        and (purchases.charge <= plain.charge).all()
        and (purchases.charge >= 0).all()
    )
    for k in np.flatnonzero(purchases.charge > 0):
        day = FACTS.sessions[purchases.opened[k]]
        now = vix_chain(MARKET, day, pd.Timestamp(purchases.expiry[k]), flat)
        later = forward_at(MARKET.window(day, day), 60.0)[0]
        then = black76("c", later, purchases.strikes[k, 1], 60 / 365, 0.8, now.rate).price
        call = now.option("c", purchases.strikes[k, 1]).price
        assert purchases.charge[k] == pytest.approx(now.forward - later - (call - then), abs=1e-5)
    assert (purchases.charge > 0).sum() > 20


def test_an_engine_may_hold_financed_futures_too():
    layer = Layer("E", "financed mini future", Trigger(vix_above=25.0), engine=True)
    ledger = ledger_of(Policy("x", layers=(layer,), capital=Capital(engine=0.1, engine_leverage=2.0)))
    check_accounts(ledger)
    assert ledger.profit["E"].abs().sum() > 0
    assert "engine" in ledger.daily and ledger.daily["engine"].iloc[-1] == pytest.approx(
        100_000 + ledger.profit["E"].sum(), abs=3000
    )


def test_sales_are_those_of_the_calendar():
    for rule in (
        CondorRule(),
        CondorRule(every="week"),
        CondorRule(every="expiry"),
        CondorRule(days=30, weekly=False),
    ):
        sales = condor_sales(rule, FACTS, 2000, 2400)
        days = FACTS.sessions[sales.opened]
        expected = [next_spx_expiry(day, rule.days, rule.weekly) for day in days]
        assert expected == list(pd.DatetimeIndex(sales.expiry.astype("M8[ns]")))
        if rule.every == "expiry":
            assert list(days[1:]) == expected[: len(days) - 1]


def test_an_exit_rule_closes_when_it_says():
    rule = CondorRule(take=0.5, stop=2.0, close_days=10)
    sales = condor_sales(rule, FACTS, 1000, 3000)
    for j in range(len(sales.opened) - 2):
        rows = sales.first[j] + np.arange(1, sales.closed[j] - sales.opened[j] + 1)
        earned = (sales.value[rows] + sales.credit[j]) / sales.credit[j]
        left = (sales.expiry[j] - FACTS.days[sales.row_day[rows]]).astype(int)
        leaves = (earned >= 0.5) | (earned <= -2.0) | (left <= 10)
        assert leaves[-1] and not leaves[:-1].any()


@pytest.mark.rule("R10")
@pytest.mark.parametrize("delta", [0.02, 0.15, 0.35, 0.6, 0.9])
@pytest.mark.parametrize("band", ["low", "high"])
def test_strikes_are_the_listed_ones_nearest_to_their_delta(delta, band):
    smile, at = partial(vix_smile, band=band), np.arange(100, 4800, 211)
    layer = Layer("A", "call", delta=delta, short_delta=0.01)
    expiry = FACTS.days[at] + np.random.default_rng(4).integers(2, 90, len(at)) * np.timedelta64(1, "D")
    found = choose_layer_strikes(layer, FACTS, at, expiry, smile)
    for day, end, strike in zip(FACTS.sessions[at], pd.DatetimeIndex(expiry.astype("M8[ns]")), found[:, 0]):
        chain = vix_chain(MARKET, day, end, smile)
        assert strike == listed_strike(strike)
        # Halfway to the strikes on either side its delta is passed.
        below, above = strike - (0.25 if strike <= 15 else 0.5), strike + (0.25 if strike < 15 else 0.5)
        more, less = chain.values("c", [below, above]).delta
        assert more > delta >= less, (day, strike)


# ------------------------------------------------------------------------------------------------ condors moved

MOVING = {
    "wings": CondorRule(shift="wings"),
    "wings, weekly": CondorRule(every="week", days=30, shift="wings", shift_days=3),
    "wings, drifted, with exits": CondorRule(shift="wings", shift_drift=0.4, take=0.5, stop=2.0),
    "expiry": CondorRule(shift="expiry"),
    "expiry, drifted": CondorRule(shift="expiry", shift_drift=0.4, shift_days=12),
    "expiry, one at a time": CondorRule(every="expiry", shift="expiry"),
    "expiry, one at a time, drifted": CondorRule(every="expiry", shift="expiry", shift_drift=0.6),
    "expiry, one at a time, with exits": CondorRule(every="expiry", days=30, shift="expiry", take=0.5),
}


def roll_days(rule, first, last):
    """The first session with so many days or fewer to each monthly VIX expiry, from the calendar alone."""
    found = set()
    for day in FACTS.sessions[first + 1 : last + 1]:
        expiry = vx_expiries(day, 1)[0]
        before = FACTS.sessions[FACTS.sessions.get_loc(day) - 1]
        if (expiry - day).days <= rule.shift_days < (expiry - before).days:
            found.add(day)
    return found


@pytest.mark.rule("R20")
@pytest.mark.slow
@pytest.mark.parametrize("rule", MOVING.values(), ids=list(MOVING))
def test_condors_are_moved_on_the_days_of_the_roll_and_on_no_others(rule):
    first, last = 1500, 2600
    sales, days = condor_sales(rule, FACTS, first, last), roll_days(rule, first, last)
    heirs = {int(parent): j for j, parent in enumerate(sales.follows) if parent >= 0}
    assert sorted(heirs) == np.flatnonzero(sales.moved).tolist() and len(heirs) > 8
    assert (np.diff(sales.opened) >= 0).all()
    for j in range(len(sales.opened)):
        opened, until = FACTS.sessions[sales.opened[j]], pd.Timestamp(sales.expiry[j])
        closed = FACTS.sessions[min(sales.closed[j], last)]
        rows = {FACTS.sessions[sales.row_day[r]]: r for r in np.flatnonzero(sales.row_sale == j)}
        for day in sorted(days):
            if not opened < day <= closed or day >= until or (day == closed and not sales.moved[j]):
                continue
            once = rule.shift == "expiry" and rule.every != "expiry" and sales.follows[j] >= 0
            new = until if rule.shift == "wings" else next_spx_expiry(day, rule.days, rule.weekly)
            sold = iron_condor(MARKET, new, date=day, **rule.measures).strikes
            late = (until - day).days <= 7 if rule.shift == "wings" else new <= until
            near = rule.shift_drift is not None and abs(sales.drift[rows[day]]) < rule.shift_drift
            same = rule.shift == "wings" and tuple(sold) == tuple(sales.strikes[j])
            if day == closed and sales.moved[j]:
                heir = heirs[j]
                assert not (once or late or near or same)
                assert FACTS.sessions[sales.opened[heir]] == day and pd.Timestamp(sales.expiry[heir]) == new
                assert tuple(sales.strikes[heir]) == tuple(sold)
            else:
                assert once or late or near or same
        assert not sales.moved[j] or closed in days


@pytest.mark.rule("R20")
def test_sales_follow_the_calendar_whether_condors_are_moved_or_not():
    for name, rule in MOVING.items():
        own = condor_sales(rule, FACTS, 1500, 2600)
        plain = condor_sales(changed(rule, shift=None, shift_drift=None), FACTS, 1500, 2600)
        if rule.every != "expiry":
            assert own.opened[own.follows < 0].tolist() == plain.opened.tolist(), name
            continue
        # One at a time: each sale of its own comes on the day on which the last one expired, or would have.
        for before, after in zip(own.expiry, own.opened[1:]):
            j = int(np.flatnonzero(own.opened == after)[-1])
            assert own.follows[j] >= 0 or FACTS.days[after] == before, name
        assert (np.bincount(own.row_day[own.row_day < own.closed[own.row_sale]])[1500:] <= 1).all()


@pytest.mark.rule("R20")
def test_moving_a_condor_is_paid_for_and_sized_like_a_sale():
    ledger = ledger_of(changed(unhedged(), condor=CondorRule(shift="wings")))
    check_accounts(ledger)
    trades, decisions = ledger.trades, ledger.decisions
    bought = trades.query("why == 'shift'")
    assert len(bought) > 40 and (bought[["spread", "commission"]] > 0).all(axis=None)
    for day, legs in bought.groupby("date"):
        sold = trades[(trades["why"] == "sale") & (trades["date"] == day)]
        assert len(sold) == len(legs) and (sold["spread"] > 0).all()
        assert {x.split()[1] for x in sold["contract"]} == {x.split()[1] for x in legs["contract"]}
    # As many as before, or fewer: re-centring is not a way to sell more.
    sales, contracts = ledger.record.inputs.sales, ledger.record.log.contracts
    heirs = np.flatnonzero(sales.follows >= 0)
    assert (contracts[heirs] <= contracts[sales.follows[heirs]]).all() and len(heirs) > 10
    assert (decisions.query("what == 'sale'")["why"] == "as many as are moved").any()
    day = bought["date"].iloc[0]
    text = ledger.explain(day)
    assert (
        "to sell them anew" in text
        and "condors are moved on the day on which the first layer is rolled" in text
    )


def test_what_was_never_sold_is_not_moved():
    poor = changed(unhedged(), condor=CondorRule(shift="wings")).with_capital(initial=20_000.0)
    ledger = ledger_of(poor, "2019-01-02", "2020-06-30")
    sales, contracts = ledger.record.inputs.sales, ledger.record.log.contracts
    heirs = np.flatnonzero(sales.follows >= 0)
    never = contracts[sales.follows[heirs]] == 0
    assert never.any() and (contracts[heirs[never]] == 0).all()
    assert (ledger.decisions["why"] == "there was none that could be moved").sum() == never.sum()


# ------------------------------------------------------------------------------------------- rules of the layers


@pytest.mark.rule("R12", "K19")
def test_the_engine_never_touches_the_condors():
    with_engine = ledger_of(only(3))
    layer = changed(steward().layers[2], trigger=Trigger(vix_above=190.0))
    asleep = ledger_of(changed(only(3), layers=(layer,)))
    assert with_engine.profit["L3"].abs().sum() > 0 and asleep.profit["L3"].abs().sum() == 0
    assert with_engine.record.log.contracts.tolist() == asleep.record.log.contracts.tolist()
    assert with_engine.daily["engine"].iloc[0] == pytest.approx(50_000.0)
    assert with_engine.daily["engine"].min() > 0


@pytest.mark.rule("R12")
@pytest.mark.parametrize("leverage", [1.0, 3.0, 8.0])
def test_the_engine_buys_no_more_than_its_capital_carries(leverage):
    engine = changed(steward().layers[2], crush=None, off_days=10)
    policy = changed(only(3), layers=(engine,), capital=changed(only(3).capital, engine_leverage=leverage))
    ledger = replay(policy, FACTS, "2008-09-02", "2012-01-03")
    hedge, units = ledger.record.inputs.hedges[0], ledger.record.log.units[0]
    purchases, own = hedge.purchases, pd.Series(ledger.daily["engine"])
    asked = units * hedge.margin
    day = FACTS.sessions[purchases.row_day]
    first = purchases.first[units[purchases.first] > 0]
    bought = own[day[first]].to_numpy()
    # The purchase's own costs are paid after it is sized.
    spent = 0.05 * bought
    assert len(first) > 3 and (asked[first] <= bought + spent).all()
    kept = np.setdiff1d(np.flatnonzero(units > 0), first)
    assert (asked[kept] / CUSTOMER_FACTOR <= own[day[kept]].to_numpy() + 0.01).all()
    why = ledger.decisions.query("who == 'L3' and what in ('open', 'roll')")["why"]
    assert why.str.contains("carries no more margin").any() == (leverage > 1)


@pytest.mark.rule("R12")
def test_the_engine_buys_only_above_its_level_and_on_the_next_close():
    ledger = ledger_of(only(3))
    opened = ledger.decisions.query("who == 'L3' and what == 'open'")["date"]
    before = FACTS.sessions[FACTS.sessions.get_indexer(opened) - 1]
    assert len(opened) and (MARKET.table.loc[before, "vix"] > 35).all()


@pytest.mark.rule("R5")
def test_a_short_strike_within_so_many_expected_moves_lets_a_layer_in():
    near = Layer("near", "call", Trigger(moves=0.5))
    policy = Policy("near", CondorRule(every="expiry"), layers=(near,))
    ledger = replay(policy, FACTS, "2020-01-02", "2020-03-18")
    on = pd.Series(ledger.record.inputs.on[0], FACTS.sessions)["2020-01-03":"2020-03-18"]
    sales = ledger.record.inputs.sales
    for j in range(len(sales.opened)):
        expiry = pd.Timestamp(sales.expiry[j])
        life = MARKET.window(FACTS.sessions[sales.opened[j]], min(expiry, pd.Timestamp("2020-03-17")))
        path = drift_path(life, CondorStrikes(*sales.strikes[j]), expiry)
        seen = path[["put_moves", "call_moves"]].min(axis=1)
        acted = on.reindex(FACTS.sessions[FACTS.sessions.get_indexer(seen.index) + 1])
        assert acted.tolist() == (seen <= 0.5).tolist()
    assert 5 < on.sum() < len(on) - 5
    assert "expected moves away" in ledger.explain("2020-03-02")


@pytest.mark.rule("R18")
@pytest.mark.parametrize("instrument", ["synthetic", "mini future", "call"])
def test_the_quick_ratio_stresses_futures_however_they_are_made(instrument):
    engine = changed(steward().layers[2], instrument=instrument)
    ledger = ledger_of(changed(only(3), layers=(engine,)))
    daily, units = ledger.daily, pd.Series(0.0, ledger.equity.index)
    purchases, day = ledger.record.inputs.hedges[0].purchases, ledger.equity.index
    worth = 100.0 * ledger.record.log.units[0] * purchases.forward
    units = units.add(
        pd.Series(worth, FACTS.sessions[purchases.row_day]).groupby(level=0).sum(), fill_value=0.0
    )
    stressed = daily["margin"] + (0.0 if instrument == "call" else 0.2) * units.reindex(day)
    held = stressed > 0
    assert daily["quick"][held].to_numpy() == pytest.approx((daily["cash"] / stressed)[held].to_numpy())
    assert (units > 0).any()


@pytest.mark.rule("R8")
def test_a_quorum_lets_in_less():
    free = changed(steward(), quorum=None)
    opened = [
        len(
            replay(policy, FACTS, "2012-01-03", "2016-01-04").decisions.query(
                "what in ('open', 'nothing bought')"
            )
        )
        for policy in (free, steward(), changed(steward(), quorum=Quorum(6)))
    ]
    assert opened[0] > opened[1] > opened[2]


@pytest.mark.rule("R32")
def test_a_fixed_ratio_is_kept_at_every_purchase():
    policy = changed(fixed_ratio(0.5), capital=Capital(whole=False, leverage=50.0))
    ledger = ledger_of(policy)
    vegas = pd.DataFrame(ledger.record.vegas.T, ledger.equity.index, ledger.sources)
    for name, days in ledger.decisions.query("what in ('open', 'roll')").groupby("who")["date"]:
        short = vegas.loc[days].query("condors < 0")
        share = -(short[name] / short["condors"]).to_numpy()
        # A layer that waited for a sale may find its option dying: it counts half its first delta at least.
        purchases = ledger.record.inputs.hedges[ledger.sources.index(name) - 1].purchases
        day = FACTS.sessions.get_indexer(short.index)
        life = np.searchsorted(purchases.opened, day, side="right") - 1
        delta = purchases.delta[purchases.first[life] + day - purchases.opened[life]]
        counted = np.maximum(delta, 0.5 * purchases.delta[purchases.first[life]])
        assert len(short) > 5 and share == pytest.approx(0.25 * delta / counted, abs=1e-3)
        assert (delta == counted).mean() > 0.9


@pytest.mark.rule("R13")
def test_whole_contracts_cover_less_on_a_small_account():
    large, small = (ledger_of(steward().with_capital(initial=x)) for x in (1_000_000.0, 20_000.0))
    shares = [
        (-x.daily["hedge_vega"] / x.daily["vega"].abs().clip(lower=1)).abs().mean() for x in (large, small)
    ]
    assert shares[1] < shares[0]
    reasons = small.decisions.query("what == 'nothing bought' or what == 'no sale'")["why"]
    assert reasons.str.contains("less than one").any()


@pytest.mark.rule("R13")
def test_betas_come_from_the_past_alone_and_approach_the_regression():
    cut = DailyMarket(MARKET.window(end="2015-06-30"))
    assert FACTS.betas[: len(cut.betas)] == pytest.approx(cut.betas, rel=1e-12)
    assert (FACTS.betas[:250] == DEFAULT_BETA).all()
    assert (np.diff(FACTS.betas[-1]) < 0).all()


def test_betas_are_the_slopes_of_contracts_held_overnight():
    moved = futures_moves(MARKET)
    for k in range(7):
        pair = moved[[f"vx{k + 1}", "atm"]].dropna().to_numpy()
        slope = (pair[:, 0] * pair[:, 1]).sum() / (pair[:, 1] ** 2).sum()
        # A contract's last night is in one and not in the other.
        assert FACTS.betas[-1, k] == pytest.approx(slope, abs=0.02)


@pytest.mark.rule("R28")
def test_costs_take_what_they_say():
    free, dear = (
        ledger_of(unhedged().with_capital(whole=False, reinvest=False), multiple=x) for x in (0.0, 4.0)
    )
    assert free.summary()["costs"] == 0 and dear.equity.iloc[-1] < free.equity.iloc[-1]
    row = dear.trades.iloc[1]
    share = np.interp(MARKET.day(row["date"]).vix, [17, 30, 37], [0.05, 0.12, 0.35])
    width = max(0.05 if row["price"] < 3 else 0.10, share * row["price"])
    assert row["spread"] == pytest.approx(abs(row["units"]) * 100 * 0.5 * 0.5 * 4 * width, abs=0.005)
    assert row["commission"] == pytest.approx(abs(row["units"]) * 1.5 * 4, abs=0.005)


# ------------------------------------------------------------------------------------------------ premium taken

PRESS = promoter().layers[3]


def with_press(policy=None, **changes):
    """The condors of a policy with premium taken at peaks, and nothing else; fractions, so that no limit rounds."""
    base = unhedged(policy)
    return changed(base, layers=(changed(PRESS, **changes),), capital=changed(base.capital, whole=False))


@pytest.mark.rule("R22")
def test_premium_is_sold_on_the_close_after_a_crest_at_its_deltas():
    ledger = ledger_of(with_press(), "2008-01-02", "2012-12-31")
    purchases = ledger.record.inputs.hedges[0].purchases
    assert len(purchases.opened) > 8 and FACTS.crested[purchases.opened - 1].all()
    for day, expiry, (short, wing) in zip(purchases.opened, purchases.expiry, purchases.strikes):
        chain = vix_chain(MARKET, FACTS.sessions[day], pd.Timestamp(expiry))
        assert short == listed_strike(chain.strike(0.30)) and wing == listed_strike(chain.strike(0.10))
        assert 7 < (expiry - FACTS.days[day]).astype(int) <= 42
    same = ledger_of(changed(with_press(), quorum=Quorum(6)), "2008-01-02", "2012-12-31")
    assert (same.record.inputs.hedges[0].purchases.opened == purchases.opened).all()


@pytest.mark.rule("R22")
def test_premium_never_loses_more_than_its_margin_and_costs():
    ledger = ledger_of(with_press(delta=0.5, wing_delta=0.3), "2007-06-01", "2026-06-30")
    purchases, profit = ledger.record.inputs.hedges[0].purchases, ledger.legs.query("source == 'premium'")
    trades = ledger.trades.query("source == 'premium' and why in ('open', 'roll')")
    worst = 0.0
    for (day, pair), life in zip(trades.groupby("date"), range(len(purchases.opened))):
        short, wing = pair.sort_values("units").itertuples()
        width = float(wing.contract.split()[2]) - float(short.contract.split()[2])
        largest = wing.units * 100 * (width - (short.price - wing.price))
        assert ledger.record.margins[1][ledger.equity.index.get_loc(day)] == pytest.approx(largest, abs=0.01)
        legs = profit[profit["contract"].isin([short.contract, wing.contract]) & (profit["first"] == day)]
        assert legs["profit"].sum() + legs["costs"].sum() >= -largest - 0.02
        assert largest <= PRESS.risk * ledger.daily["equity"][day] * 1.01
        worst = min(worst, legs["profit"].sum() / largest)
        assert purchases.closed[life] > purchases.opened[life]
    # Trading costs come on top of the largest loss; in storms they are large.
    assert worst < -1


@pytest.mark.rule("R22")
def test_premium_is_no_part_of_the_hedge():
    ledger = ledger_of(promoter(), "2008-08-01", "2009-03-31")
    figures, profit = ledger.summary(), ledger.profit
    assert figures["premium"] == figures["from premium"] == pytest.approx(profit["premium"].sum()) != 0
    assert figures["hedge_cost"] == pytest.approx(-profit[["L1", "L2", "L3"]].to_numpy().sum())
    assert "premium" not in ledger_of(steward()).summary()
    alone = ledger_of(with_press(), "2008-08-01", "2009-03-31")
    assert (
        (alone.daily["hedge_vega"] == 0).all()
        and (alone.record.vegas[1] <= 0).all()
        and alone.record.vegas[1].min() < 0
    )
    assert alone.summary()["hedge_cost"] == 0
    days = alone.record.margins[1] > 0
    assert days.any() and (alone.daily["margin"] == alone.record.margins.sum(axis=0)).all()


@pytest.mark.rule("R14")
def test_a_cost_cap_does_not_look_at_premium():
    """What premium loses buys no hedge less, and what it earns no hedge more."""
    capital = Capital(whole=False, margin_use=0.1, leverage=50.0, quick=0.0, reinvest=False)
    layer = changed(steward().layers[0], trigger=Trigger(), budget=None)
    policies = [
        Policy("x", layers=layers, capital=capital, cost_cap=0.05) for layers in ((layer,), (layer, PRESS))
    ]
    one, two = (ledger_of(policy, "2012-06-01", "2016-12-31") for policy in policies)
    assert one.decisions["why"].str.contains("have cost more than 5%").sum() > 3
    assert min(ledger.equity.min() for ledger in (one, two)) > 0.99e6
    assert one.record.log.units[0].tolist() == two.record.log.units[0].tolist()
    assert two.profit["premium"].sum() != 0


# ------------------------------------------------------------------------------------------------------- in words


@pytest.mark.rule("R9")
def test_a_day_is_explained_with_its_votes_and_figures():
    ledger = ledger_of(steward())
    text = ledger.explain("2018-02-07")
    for part in (
        "Wednesday 2018-02-07, steward",
        "VIX 27.73",
        "Votes of 2018-02-06",
        "vix_rsi",
        "the quorum of 3",
        "L1's trigger",
    ):
        assert part in text
    assert f"{ledger.equity['2018-02-07']:,.2f}" in text
    quiet = ledger_of(unhedged()).explain("2018-01-03")
    assert "nothing but cash" in quiet and "Nothing was decided" in quiet and "Votes" not in quiet


@pytest.mark.rule("R9")
def test_every_decision_can_be_explained():
    for policy in (steward(), promoter()):
        ledger = ledger_of(policy)
        words = {
            text
            for day in ledger.decisions["date"].unique()[::7]
            for text in ledger.explain(day).splitlines()
        }
        assert any(line.startswith("Condors: sold") for line in words)
        assert not any("{" in line or "nan" in line for line in words)


def test_a_summary_counts_what_the_tables_count():
    ledger = ledger_of(steward())
    figures, trades = ledger.summary(), ledger.trades
    assert figures["profit"] == pytest.approx(ledger.equity.iloc[-1] - 1e6)
    assert figures["costs"] == pytest.approx(trades[["spread", "commission"]].to_numpy().sum())
    credits = -trades.query("why == 'sale'").assign(x=lambda t: t["units"] * t["price"] * 100)["x"].sum()
    assert figures["credits"] == pytest.approx(credits)
    lost = -ledger.profit[["L1", "L2", "L3"]].to_numpy().sum()
    assert figures["hedge_share"] == pytest.approx(lost / credits)
    peak = np.maximum.accumulate(np.r_[1e6, ledger.equity])
    assert figures["drawdown"] == pytest.approx((1 - np.r_[1e6, ledger.equity] / peak).max())


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("1999-01-04", None, "outside the history"),
        ("2020-01-02", "2020-01-02", "fewer than two"),
        ("x", None, "no date"),
    ],
)
def test_days_outside_are_refused(start, end, words):
    with pytest.raises(CourseError, match=words):
        replay(unhedged(), FACTS, start, end)
    with pytest.raises(CourseError, match="no trading day of this ledger"):
        ledger_of(unhedged()).explain("2020-07-04")


@pytest.mark.rule("R29")
def test_a_book_of_the_marks_has_the_same_margin_for_condors():
    ledger = ledger_of(unhedged())
    marks = ledger.marks("2019-03-01")

    legs = [
        spx_option(r.units, r.contract.split()[-1][0], float(r.contract.split()[2]), r.contract.split()[1])
        for r in marks.itertuples()
    ]
    book = Book(legs)
    assert book.value(MARKET, "2019-03-01") == pytest.approx(marks["value"].sum(), abs=0.05)
