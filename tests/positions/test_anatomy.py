"""Payoff, loss, break-evens and probabilities of a condor against other ways of computing them."""

import numpy as np
import pytest
import QuantLib as ql
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from alvh_helpers import positions
from alvh_helpers.errors import CourseError
from alvh_helpers.positions import payoff
from alvh_helpers.pricing import black

STRIKES = positions.condor_strikes(3145, 3200, 3550, 3600)

condors = st.builds(
    lambda low, a, b, c: positions.condor_strikes(low, low + a, low + a + b, low + a + b + c),
    st.floats(10, 5000),
    st.floats(1, 300),
    st.floats(0, 800),
    st.floats(1, 300),
)


def test_payoff_of_a_condor_by_hand():
    spot = [3000, 3145, 3190, 3200, 3400, 3550, 3575, 3600, 4000]
    assert payoff.condor_payoff(spot, STRIKES, 6.0) == pytest.approx([-49, -49, -4, 6, 6, 6, -19, -44, -44])


@given(condors, st.floats(0.01, 0.99), st.lists(st.floats(0, 10_000), min_size=1, max_size=20))
def test_payoff_lies_between_the_largest_loss_and_the_credit(strikes, share, spots):
    credit = share * max(strikes[1] - strikes[0], strikes[3] - strikes[2])
    profit = payoff.condor_payoff(spots, strikes, credit)
    assert np.all(profit <= credit + 1e-9)
    assert np.all(profit >= -payoff.max_loss(strikes, credit) - 1e-9)


@given(condors, st.floats(0.01, 0.99))
def test_the_largest_loss_is_reached_at_one_of_the_ends(strikes, share):
    credit = share * max(strikes[1] - strikes[0], strikes[3] - strikes[2])
    ends = payoff.condor_payoff([0.0, 1e6], strikes, credit)
    assert ends.min() == pytest.approx(-payoff.max_loss(strikes, credit))


@pytest.mark.rule("R2")
@given(condors, st.floats(0.01, 0.99))
def test_break_evens_pay_nothing(strikes, share):
    credit = share * min(strikes[1] - strikes[0], strikes[3] - strikes[2])
    assert payoff.condor_payoff(payoff.break_evens(strikes, credit), strikes, credit) == pytest.approx(
        [0, 0], abs=1e-6
    )


@pytest.mark.rule("R2")
def test_a_side_narrower_than_the_credit_never_loses():
    strikes = positions.condor_strikes(3195, 3200, 3550, 3600)
    assert payoff.break_evens(strikes, 6.0) == (0.0, 3556.0)


@pytest.mark.parametrize(
    ("strikes", "words"),
    [
        ((3200, 3145, 3550, 3600), "long put 3200 is not below short put 3145"),
        ((3145, 3600, 3550, 3700), "short put 3600 is above short call 3550"),
        ((3145, 3200, 3550, 3500), "long call 3500 is not above short call 3550"),
        ((-5, 3200, 3550, 3600), "long put is -5"),
        ((float("nan"), 3200, 3550, 3600), "long put is nan"),
    ],
)
def test_strikes_out_of_order_are_named(strikes, words):
    with pytest.raises(CourseError, match=words):
        positions.condor_strikes(*strikes)


def test_a_credit_that_cannot_be_is_refused():
    with pytest.raises(CourseError, match=r"a credit of 60 points is not below the wider wing of 55"):
        payoff.max_loss(STRIKES, 60)
    with pytest.raises(CourseError, match=r"the credit is -1 points"):
        payoff.break_evens(STRIKES, -1)


@pytest.mark.rule("R1")
def test_snapping_goes_to_the_nearest_listed_strike():
    assert positions.snap_strike([3197.4, 3197.6, 3203]) == pytest.approx([3195, 3200, 3205])
    with pytest.raises(CourseError, match="strike step is 0"):
        positions.snap_strike(3200, 0)


def test_value_of_the_four_legs():
    assert payoff.condor_value([[2.0, 5.0, 4.0, 1.0], [0, 1, 0, 0]]) == pytest.approx([-6.0, -1.0])
    with pytest.raises(CourseError, match="four legs"):
        payoff.condor_value([1.0, 2.0, 3.0])


@pytest.mark.rule("R1")
def test_expected_move():
    assert positions.expected_move(5000, [0.2, 0.4], 0.25) == pytest.approx([500, 1000])
    with pytest.raises(CourseError, match=r"vol is -0\.2"):
        positions.expected_move(5000, -0.2, 0.25)


@given(st.floats(0.5, 1.5), st.floats(0.01, 1.0), st.floats(0.05, 1.5), st.floats(0.01, 2))
def test_probability_between_agrees_with_scipy(low, width, vol, time):
    total = vol * time**0.5
    law = norm(-(total**2) / 2, total)
    wanted = law.cdf(np.log(low + width)) - law.cdf(np.log(low))
    assert payoff.probability_between(low, low + width, 1.0, vol, time) == pytest.approx(wanted, abs=1e-12)


def test_probability_between_all_levels_is_one():
    assert payoff.probability_between(0, np.inf, 100, 0.2, 0.5) == pytest.approx(1.0)
    with pytest.raises(CourseError, match="above the upper"):
        payoff.probability_between(120, 80, 100, 0.2, 0.5)
    with pytest.raises(CourseError, match="vol and time"):
        payoff.probability_between(80, 120, 100, 0.2, 0.0)


def _quantlib_touch(barrier, spot, vol, days, rate, dividend_yield):
    """Return the chance of a touch from QuantLib's price of a one-touch that pays 1 at expiry."""
    today = ql.Date(18, 2, 2020)
    ql.Settings.instance().evaluationDate = today
    count = ql.Actual365Fixed()
    curves = [ql.YieldTermStructureHandle(ql.FlatForward(today, x, count)) for x in (dividend_yield, rate)]
    vols = ql.BlackVolTermStructureHandle(ql.BlackConstantVol(today, ql.NullCalendar(), vol, count))
    process = ql.BlackScholesMertonProcess(ql.QuoteHandle(ql.SimpleQuote(spot)), *curves, vols)
    kind = ql.Option.Call if barrier > spot else ql.Option.Put
    option = ql.VanillaOption(
        ql.CashOrNothingPayoff(kind, barrier, 1.0), ql.AmericanExercise(today, today + days, True)
    )
    option.setPricingEngine(ql.AnalyticDigitalAmericanEngine(process))
    return option.NPV() * np.exp(rate * days / 365)


@pytest.mark.parametrize("barrier", [2500, 3000, 3200, 3369, 3372, 3500, 4200])
@pytest.mark.parametrize(
    ("vol", "days", "rate", "q"), [(0.15, 45, 0.0155, 0.018), (0.8, 10, 0.0, 0.02), (0.3, 365, 0.05, 0.0)]
)
def test_probability_of_touch_agrees_with_quantlib(barrier, vol, days, rate, q):
    ours = payoff.probability_of_touch(barrier, 3370.29, vol, days / 365, rate, q)
    assert ours == pytest.approx(_quantlib_touch(barrier, 3370.29, vol, days, rate, q), abs=1e-8)


def test_a_touch_is_likelier_than_an_end_beyond():
    barrier = np.array([3000.0, 3200.0])
    touch = payoff.probability_of_touch(barrier, 3370, 0.2, 0.1)
    end = payoff.probability_between(0, barrier, 3370, 0.2, 0.1)
    assert np.all(touch > end)
    assert payoff.probability_of_touch(3370, 3370, 0.2, 0.1) == 1.0
    with pytest.raises(CourseError, match="above 0"):
        payoff.probability_of_touch(3000, 3370, 0.0, 0.1)


@pytest.mark.rule("R3")
def test_extrinsic_value():
    value = black.extrinsic_value([12.0, 55.0, 3.0], ["c", "c", "p"], 3250, [3260, 3200, 3200])
    assert value == pytest.approx([12.0, 5.0, 3.0])
    with pytest.raises(CourseError, match="'x'"):
        black.extrinsic_value(1.0, "x", 100, 100)
