"""Roll engine: cents, expiries, one night worked by hand, signals, costs, and nothing known too early."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import vx_expiry
from alvh_helpers.market.history import load_market
from alvh_helpers.pricing.black import black76
from alvh_helpers.vix.futures import contract_gain, held_contract, next_sessions, vx_curve
from alvh_helpers.vix.options import vix_smile
from alvh_helpers.vix.rolls import PARTS, RollCosts, RollRule, backwardation, expiry_eve, run_roll, schedule

pytestmark = pytest.mark.rule("R20")

FREE = RollCosts(multiple=0.0)


@pytest.fixture(scope="module")
def market():
    return load_market()


@pytest.fixture(scope="module")
def year(market):
    return market.window("2018-01-02", "2018-12-31")


YEAR = load_market().window("2018-01-02", "2018-12-31")


def cents(values):
    return np.rint(100 * np.asarray(values, dtype=float)).astype(np.int64)


@st.composite
def rules(draw):
    bools = np.random.default_rng(draw(st.integers(0, 99))).random((3, len(YEAR))) < [[0.5], [0.05], [0.1]]

    def pick(row):
        return draw(st.sampled_from([None, bools[row]]))

    instrument = draw(st.sampled_from(["future", "call", "put"]))
    return RollRule(
        instrument,
        month=draw(st.integers(1, 4)),
        hold_to=draw(st.integers(0, 40)),
        quantity=draw(st.sampled_from([-3, -1, 1, 2])),
        weekly=instrument != "future" and draw(st.booleans()),
        enter_when=pick(0),
        leave_when=pick(1),
        roll_when=pick(2),
    )


@settings(max_examples=25, derandomize=True, deadline=None)
@given(rules())
def test_any_rule_adds_up_to_the_cent_and_never_meets_an_expiry(rule):
    ledger = run_roll(YEAR, rule)
    daily, holdings = ledger.daily, ledger.holdings
    for part in [*PARTS, "net"]:
        assert cents(daily[part]).sum() == cents(holdings[part]).sum() == cents(ledger.total()[part])
    assert (cents(daily[PARTS]).sum(axis=1) == cents(daily["net"])).all()
    assert (cents(holdings[PARTS]).sum(axis=1) == cents(holdings["net"])).all()
    held = daily["contract"].to_numpy()
    assert (np.isnat(held) | (held > next_sessions(YEAR.sessions).to_numpy())).all()
    assert np.allclose(
        daily[["spread", "commission"]].to_numpy(), np.minimum(daily[["spread", "commission"]], 0)
    )


def test_a_holding_gains_what_it_sold_for_less_what_it_cost(year):
    rule = RollRule("call", month=2, hold_to=20, quantity=3)
    done = run_roll(year, rule).holdings.dropna(subset="closed")
    gain = done[["spot", "roll_yield", "theta"]].sum(axis=1)
    # Up to a cent of rounding a night.
    assert gain.to_numpy() == pytest.approx(300 * (done["sold"] - done["bought"]).to_numpy(), abs=0.5)


@pytest.mark.parametrize("month", [1, 2, 4])
def test_always_long_earns_what_the_rolled_future_gains(market, month):
    later = market.window("2008-05-01")
    ledger = run_roll(later, RollRule(month=month, roll_when=np.ones(len(later), bool)), FREE)
    assert ledger.daily["net"].to_numpy() == pytest.approx(
        1000 * contract_gain(later, month).to_numpy(), abs=0.006
    )
    assert (ledger.daily["contract"].to_numpy() == held_contract(later, month).to_numpy()).all()


def test_one_night_by_hand(year):
    """2018-02-02 to 2018-02-05, a long April future: slide on Friday's curve, then Monday's move."""
    april = vx_expiry(2018, 4)
    ledger = run_roll(year, RollRule(month=3, hold_to=30), FREE).daily
    assert ledger["contract"]["2018-02-02"] == april
    friday, contract = vx_curve(year, "2018-02-02"), year.vx(april)
    left = (april - pd.Timestamp("2018-02-05")).days
    slid = np.interp(left, np.r_[0, friday.days], np.r_[friday.vix, friday.settlements])
    row = ledger.loc["2018-02-05"]
    assert row["roll_yield"] == pytest.approx(round(1000 * (slid - contract["2018-02-02"]), 2))
    assert row["spot"] == pytest.approx(round(1000 * (contract["2018-02-05"] - slid), 2), abs=0.011)
    assert row["theta"] == 0


def test_one_night_of_a_call_by_hand(year):
    """The same for a short call: time first (curve and vol still), then the slide, then the move."""
    daily = run_roll(year, RollRule("call", month=2, hold_to=15, quantity=-2), FREE).daily
    day, before = pd.Timestamp("2018-02-05"), pd.Timestamp("2018-02-02")
    contract, strike = daily["contract"][before], daily["strike"][before]
    friday, facts = vx_curve(year, before), year.day(before)
    left = np.array([(contract - before).days, (contract - day).days]) / 365

    def call(forward, time, vvix, rate):
        return black76("c", forward, strike, time, vix_smile(vvix, forward, strike, time), rate).price

    forward = year.vx(contract)[before]
    slid = np.interp(365 * left[1], np.r_[0, friday.days], np.r_[friday.vix, friday.settlements])
    start, aged, moved = (
        call(f, t, facts.vvix, facts.rate)
        for f, t in ((forward, left[0]), (forward, left[1]), (slid, left[1]))
    )
    end = call(year.vx(contract)[day], left[1], year.day(day).vvix, year.day(day).rate)
    row = daily.loc[day]
    assert row["theta"] == pytest.approx(-200 * (aged - start), abs=0.006)
    assert row["roll_yield"] == pytest.approx(-200 * (moved - aged), abs=0.006)
    assert row["spot"] == pytest.approx(-200 * (end - moved), abs=0.02)
    assert row["theta"] > 0  # what a seller of premium harvests
    assert row["spot"] < -1000  # and what the same night took back


@pytest.mark.parametrize(
    "rule",
    [
        RollRule(month=4, hold_to=60),
        RollRule("call", month=1, roll_when=expiry_eve),
        RollRule("call", month=2, weekly=True, quantity=-1, enter_when=backwardation),
    ],
)
@pytest.mark.parametrize("end", ["2018-02-05", "2018-02-13", "2018-03-29"])
def test_nothing_is_known_too_early(year, rule, end):
    whole, cut = run_roll(year, rule).daily, run_roll(year.window(end=end), rule).daily
    pd.testing.assert_frame_equal(cut, whole.loc[:end])


def test_rolls_happen_at_the_day_count(year):
    plan = schedule(year, RollRule(month=1, hold_to=10))
    days = year.sessions.to_numpy().astype("M8[D]")
    assert ((plan.expiry - days).astype(int) > 10).all()
    at = np.flatnonzero(plan.new)[1:]
    left_the_day_before = (plan.expiry[at - 1] - days[at - 1]).astype(int)
    assert (left_the_day_before > 10).all()
    assert ((plan.expiry[at - 1] - days[at]).astype(int) <= 10).all()


def test_tenor_by_slope_and_by_signal(year):
    inverted = backwardation(year)
    assert 0 < inverted.sum() < len(year)
    by_slope = RollRule(
        month=lambda m: np.where(backwardation(m), 4, 1), roll_when=lambda m: np.ones(len(m), bool)
    )
    held = schedule(year, by_slope).expiry
    near, far = (held_contract(year, k).to_numpy().astype("M8[D]") for k in (1, 4))
    assert (held == np.where(inverted, far, near)).all()


def test_leave_closes_and_only_enter_opens(year):
    enter, leave = np.zeros((2, len(year)), dtype=bool)
    enter[[10, 100]], leave[[14, 60]] = True, True
    plan = schedule(year, RollRule(month=1, enter_when=enter, leave_when=leave))
    assert np.flatnonzero(plan.new).tolist() == [10, 100]
    assert np.isnat(plan.expiry[:10]).all() and np.isnat(plan.expiry[14:100]).all()
    # The second one is closed when due, because no day after it may enter.
    assert not np.isnat(plan.expiry[100]) and np.isnat(plan.expiry[140])


def test_restrike_rolls_an_option_into_the_same_expiry(year):
    signal = np.zeros(len(year), dtype=bool)
    signal[25] = True
    rule = RollRule("call", month=1, roll_when=signal)
    plan, strikes = schedule(year, rule), run_roll(year, rule).daily["strike"]
    assert plan.new[25] and plan.expiry[25] == plan.expiry[24]
    assert strikes.iloc[25] != strikes.iloc[24]
    assert not schedule(year, RollRule(month=1, roll_when=signal)).new[25]


def test_costs_by_hand_and_by_multiple(year):
    one, four, none = (run_roll(year, RollRule(month=1), RollCosts(multiple=k)) for k in (1, 4, 0))
    trades = 2 * len(one.holdings) - 1  # the last position is still open
    assert one.total()["commission"] == -2.0 * trades
    # A calm roll: 2 sides x half of half of 0.05 points x 1000 dollars, VIX below 20.
    calm = one.daily.loc["2018-01-16"]
    assert calm["spread"] == -25.0
    assert four.total()["spread"] == pytest.approx(4 * one.total()["spread"], abs=0.5)
    assert none.total()[["spread", "commission"]].tolist() == [0, 0]
    assert four.total()["spot"] == one.total()["spot"]


def test_short_is_the_mirror_of_long_but_pays_the_same(year):
    long, short = (run_roll(year, RollRule("call", month=1, quantity=q)).daily for q in (1, -1))
    assert short["theta"].to_numpy() == pytest.approx(-long["theta"].to_numpy())
    assert short["spread"].to_numpy() == pytest.approx(long["spread"].to_numpy())
    assert short["theta"].sum() > 0


def test_a_rule_that_never_enters_does_nothing(year):
    ledger = run_roll(year, RollRule(enter_when=np.zeros(len(year), dtype=bool)))
    assert len(ledger.holdings) == 0
    assert (ledger.total() == 0).all()


def test_wrong_rules_are_answered_with_a_sentence(market, year):
    with pytest.raises(CourseError, match="instrument 'etn'"):
        RollRule("etn")
    with pytest.raises(CourseError, match="quantity 0"):
        RollRule(quantity=0)
    with pytest.raises(CourseError, match="weekly futures"):
        RollRule(weekly=True)
    with pytest.raises(CourseError, match="month 9"):
        run_roll(year, RollRule(month=9))
    with pytest.raises(CourseError, match="for each of 251 days"):
        run_roll(year, RollRule(roll_when=np.ones(5, dtype=bool)))
    with pytest.raises(CourseError, match="no VIX future reached"):
        run_roll(market, RollRule(month=6))
    with pytest.raises(CourseError, match="ratio 'vix9d'"):
        backwardation(year, "vix9d")
