"""VIX options: Black-76 against QuantLib, expiries against the calendar, structures against their definitions."""

import numpy as np
import pandas as pd
import pytest
import QuantLib as ql
from hypothesis import given
from hypothesis import strategies as st

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import session_on_or_before, vx_expiry
from alvh_helpers.market.history import load_market
from alvh_helpers.pricing.black import black76
from alvh_helpers.vix.options import (
    known_vvix,
    listed_strike,
    strike_at_delta,
    vix_chain,
    vix_option_expiries,
    vix_smile,
    vxth_weight,
)


@pytest.fixture(scope="module")
def market():
    return load_market()


def flat(vvix, forward, strike, time):
    """A smile that is none: VVIX at every strike."""
    return np.asarray(vvix, float) / 100 + 0.0 * (np.asarray(strike, float) + np.asarray(time, float))


@pytest.mark.parametrize("date", ["2017-11-03", "2018-02-05", "2020-03-16", "2024-08-05"])
@pytest.mark.parametrize("strike", [12.0, 20.0, 35.0])
def test_calls_and_puts_agree_with_quantlib(market, date, strike):
    chain = vix_chain(
        market, date, vx_expiry(2024, 9) if date > "2024" else pd.Timestamp(date) + pd.Timedelta(days=33)
    )
    vol = float(chain.smile(chain.vvix, chain.forward, strike, chain.time))
    for flag, kind in (("c", ql.Option.Call), ("p", ql.Option.Put)):
        discount = np.exp(-chain.rate * chain.time)
        oracle = ql.BlackCalculator(
            ql.PlainVanillaPayoff(kind, strike), chain.forward, vol * np.sqrt(chain.time), discount
        )
        ours = chain.option(flag, strike=strike)
        assert ours.price == pytest.approx(oracle.value(), rel=1e-10)
        assert ours.delta == pytest.approx(oracle.deltaForward(), rel=1e-10)
        assert ours.vol_of_vol_vega == pytest.approx(oracle.vega(chain.time) / 100, rel=1e-9)


def test_a_call_is_priced_off_its_future_not_off_spot(market):
    """On 2024-08-05 VIX closed at 38.57, yet the September future settled far below, and so did its calls."""
    chain = vix_chain(market, "2024-08-05", vx_expiry(2024, 9))
    assert chain.forward == market.vx(vx_expiry(2024, 9))["2024-08-05"]
    off_spot = black76(
        "c", 38.57, 30.0, chain.time, float(chain.smile(chain.vvix, 38.57, 30.0, chain.time)), chain.rate
    )
    assert off_spot.price > 1.7 * chain.option("c", strike=30.0).price


def test_weekly_forward_lies_between_spot_and_front(market):
    chain = vix_chain(market, "2024-08-05", "2024-08-14")
    spot, front = 38.57, market.day("2024-08-05").vx1
    assert front < chain.forward < spot
    assert chain.forward == pytest.approx(spot + (front - spot) * 9 / 16)


@given(
    st.floats(0.05, 0.9),
    st.sampled_from(["c", "p"]),
    st.floats(10, 60),
    st.floats(0.02, 0.5),
    st.floats(70, 180),
)
def test_strike_at_delta_has_that_delta(delta, flag, forward, time, vvix):
    strike = strike_at_delta(delta, flag, forward, time, vvix, 0.03)
    vol = vix_smile(vvix, forward, strike, time)
    assert abs(black76(flag, forward, strike, time, vol, 0.03).delta) == pytest.approx(delta, abs=1e-6)


def test_strikes_of_many_days_equal_those_of_single_days():
    forward, vvix = np.array([14.0, 22.0, 35.0]), np.array([85.0, 110.0, 150.0])
    together = strike_at_delta(0.3, "c", forward, 30 / 365, vvix, smile=flat)
    alone = [float(strike_at_delta(0.3, "c", f, 30 / 365, v, smile=flat)) for f, v in zip(forward, vvix)]
    assert together == pytest.approx(alone)


@pytest.mark.rule("R12")
def test_synthetic_is_the_discounted_future(market):
    chain = vix_chain(market, "2020-03-16", vx_expiry(2020, 5))
    for strike in (25.0, None, 60.0):
        synthetic = chain.synthetic(strike)
        discount = np.exp(-chain.rate * chain.time)
        assert synthetic.price == pytest.approx(
            discount * (chain.forward - (strike or chain.forward)), abs=1e-10
        )
        assert synthetic.delta == pytest.approx(discount)
        assert synthetic.gamma == pytest.approx(0, abs=1e-12)
        assert synthetic.vol_of_vol_vega == pytest.approx(0, abs=1e-12)


def test_call_spread_is_two_calls_and_bounded_by_its_width(market):
    chain = vix_chain(market, "2017-11-03", vx_expiry(2017, 12))
    spread = chain.call_spread(strikes=(15.0, 25.0))
    long, short = chain.option("c", strike=15.0), chain.option("c", strike=25.0)
    assert spread.price == pytest.approx(long.price - short.price)
    assert 0 < spread.price < 10
    by_delta = chain.call_spread(deltas=(0.4, 0.15))
    assert by_delta.delta == pytest.approx(0.25, abs=1e-6)
    assert by_delta.strikes[0] < by_delta.strikes[1]


def test_expiries_are_wednesdays_with_the_months_of_the_futures():
    days = vix_option_expiries("2016-01-01", "2025-12-31")
    monthly = vix_option_expiries("2016-01-01", "2025-12-31", weekly=False)
    assert list(monthly) == [vx_expiry(y, m) for y in range(2016, 2026) for m in range(1, 13)]
    assert monthly.isin(days).all()
    assert all(session_on_or_before(day) == day for day in days)
    weeks = pd.Series(days).dt.isocalendar()
    assert not weeks.duplicated(["year", "week"]).any()  # one expiry a week
    assert set(days.day_of_week) <= {0, 1, 2}
    assert (days.day_of_week == 2).mean() > 0.95
    assert len(days) >= 520


def test_unpublished_vvix_is_the_day_before_s(market):
    vvix = pd.Series(known_vvix(market), market.sessions)
    assert vvix.notna().all()
    assert vvix["2010-11-11"] == market.table.loc["2010-11-10", "vvix"]


def test_no_look_ahead(market):
    cut = market.window(end="2018-02-05")
    whole, early = (
        vix_chain(m, "2018-02-05", vx_expiry(2018, 3)).option("c", delta=0.3) for m in (market, cut)
    )
    assert whole == early


@pytest.mark.rule("R30")
def test_listed_strikes_and_vxth_weights():
    assert listed_strike([12.3, 14.8, 15.4, 33.7]).tolist() == [12.5, 15.0, 15.0, 34.0]
    assert vxth_weight([12, 15, 15.01, 30, 31, 50, 51]).tolist() == [0, 0, 0.01, 0.01, 0.005, 0.005, 0]


def test_wrong_questions_are_answered_with_a_sentence(market):
    chain = vix_chain(market, "2018-02-05", "2018-03-21")
    with pytest.raises(CourseError, match="25 is not above the long call 30"):
        chain.call_spread(strikes=(30.0, 25.0))
    with pytest.raises(CourseError, match="exactly one of the two"):
        chain.option("c")
    with pytest.raises(CourseError, match="delta 30"):
        chain.option("c", delta=30)
    with pytest.raises(CourseError, match="is not after 2018-02-05"):
        vix_chain(market, "2018-02-05", "2018-02-05")
    with pytest.raises(CourseError, match="no VIX future reached"):
        vix_chain(market, "2018-02-05", "2019-02-05")
