"""Implied vols: the vol comes back from the price, and every quote that has none says why."""

import math

import numpy as np
import pytest
import QuantLib as ql
from hypothesis import given
from hypothesis import strategies as st
from vollib.black.implied_volatility import implied_volatility as vollib_implied

from alvh_helpers.errors import CourseError
from alvh_helpers.pricing.black import black76
from alvh_helpers.pricing.implied import ImpliedVol, QuoteStatus, implied_vol

pytestmark = pytest.mark.filterwarnings("error")

OK = QuoteStatus.OK
FORWARD = 4700.0


def random_book(n, seed=20200218):
    rng = np.random.default_rng(seed)
    flag = np.where(rng.random(n) < 0.5, "c", "p")
    forward = FORWARD * np.exp(0.3 * rng.standard_normal(n))
    strike = forward * np.exp(0.4 * rng.standard_normal(n))
    return (
        flag,
        forward,
        strike,
        rng.uniform(1 / 365, 3.0, n),
        rng.uniform(0.03, 2.0, n),
        rng.uniform(-0.01, 0.1, n),
    )


def test_vol_comes_back_where_vega_is_not_negligible():
    flag, forward, strike, time, vol, rate = random_book(200_000)
    values = black76(flag, forward, strike, time, vol, rate)
    solved = implied_vol(values.price, flag, forward, strike, time, rate)
    # Vega above 1e-6 of the forward per 1.00 vol: a cent on 4700 is then at most 2 vols, so nothing is left out.
    matters = 100 * values.vega > 1e-6 * forward
    assert matters.mean() > 0.95
    assert np.all(solved.status[matters] == OK)
    assert np.max(np.abs(solved.vol - vol)[matters]) < 1e-7
    assert np.all(np.isfinite(solved.vol) == (solved.status == OK))


def test_out_of_the_money_vols_come_back_to_the_last_digits():
    # An out-of-the-money price holds all digits of its vol, however far out.
    x, s = (g.ravel() for g in np.meshgrid(np.r_[0.0, -np.logspace(-6, 2, 161)], np.logspace(-3, 1.2, 211)))
    d1 = x / s + 0.5 * s
    # Not so far out that N(d2) leaves the range of normal floats, nor so high that the price is at its maximum.
    keep = (d1 - s > -37.0) & (d1 < 5.0)
    x, s = x[keep], s[keep]
    solved = implied_vol(black76("c", 1.0, np.exp(-x), 1.0, s).price, "c", 1.0, np.exp(-x), 1.0)
    assert np.all(solved.status == OK)
    assert np.max(np.abs(solved.vol / s - 1.0)) < 1e-10


def test_equals_vollib_and_quantlib():
    flag, forward, strike, time, vol, rate = random_book(400, seed=5)
    values = black76(flag, forward, strike, time, vol, rate)
    matters = np.flatnonzero(100 * values.vega > 1e-3 * forward)
    assert matters.size > 200
    ours = implied_vol(values.price, flag, forward, strike, time, rate).vol
    for i in matters:
        f, p, F, K, T, r = flag[i], *(float(c[i]) for c in (values.price, forward, strike, time, rate))
        assert ours[i] == pytest.approx(vollib_implied(p, F, K, r, T, f), rel=1e-8)
        kind = ql.Option.Call if f == "c" else ql.Option.Put
        s = ql.blackFormulaImpliedStdDev(kind, K, F, p, math.exp(-r * T), 0.0, 0.3, 1e-13, 1000)
        assert ours[i] == pytest.approx(s / math.sqrt(T), rel=1e-7)


@given(
    st.sampled_from("cp"),
    st.floats(1.0, 1e5),
    st.floats(-3.0, 3.0),
    st.floats(1 / 365, 3.0),
    st.floats(0.03, 2.0),
    st.floats(-0.05, 0.15),
)
def test_price_comes_back_always(flag, forward, deviations, time, vol, rate):
    strike = forward * math.exp(deviations * vol * math.sqrt(time))
    price = black76(flag, forward, strike, time, vol, rate).price
    solved = implied_vol(price, flag, forward, strike, time, rate)
    assert solved.status is OK
    assert solved.vol == pytest.approx(vol, rel=1e-9)
    again = black76(flag, forward, strike, time, solved.vol, rate).price
    assert again == pytest.approx(price, rel=1e-12)


@given(st.floats(0.0, 1.0), st.floats(-2.0, 2.0), st.sampled_from("cp"))
def test_any_price_between_the_bounds_has_a_vol(share, k, flag):
    strike = FORWARD * math.exp(k)
    intrinsic = max((FORWARD - strike) * (1 if flag == "c" else -1), 0.0)
    most = FORWARD if flag == "c" else strike
    price = intrinsic + share * (most - intrinsic)
    vol, status = implied_vol(price, flag, FORWARD, strike, 1.0)
    if status is OK:
        assert black76(flag, FORWARD, strike, 1.0, vol).price == pytest.approx(price, rel=1e-12, abs=1e-9)
    else:
        assert status is QuoteStatus.ABOVE_MAXIMUM
        assert price >= most * (1 - 1e-15)


@given(st.lists(st.floats(0.001, 0.999), min_size=2, max_size=40, unique=True), st.floats(0.5, 2.0))
def test_dearer_is_more_volatile(shares, ratio):
    shares = np.sort(shares)
    strike = FORWARD * max(ratio, 1.0)
    vol = implied_vol(shares * FORWARD, "c", FORWARD, strike, 0.25).vol
    assert np.all(np.diff(vol) >= 0)


BAD = [
    ((math.nan, "c", 100, 100, 0.5, 0.0), QuoteStatus.MISSING),
    ((5.0, "c", math.nan, 100, 0.5, 0.0), QuoteStatus.MISSING),
    ((5.0, "c", 100, math.nan, 0.5, 0.0), QuoteStatus.MISSING),
    ((5.0, "c", 100, 100, math.nan, 0.0), QuoteStatus.MISSING),
    ((5.0, "c", 100, 100, 0.5, math.nan), QuoteStatus.MISSING),
    ((5.0, "c", 0, 100, 0.5, 0.0), QuoteStatus.INVALID),
    ((5.0, "c", -100, -100, 0.5, 0.0), QuoteStatus.INVALID),
    ((5.0, "p", 100, 0, 0.5, 0.0), QuoteStatus.INVALID),
    ((5.0, "p", 100, math.inf, 0.5, 0.0), QuoteStatus.INVALID),
    ((5.0, "p", 100, 100, math.inf, 0.0), QuoteStatus.INVALID),
    ((5.0, "p", 100, 100, 0.5, math.inf), QuoteStatus.INVALID),
    ((5.0, "p", 100, 100, 0.5, 9000.0), QuoteStatus.INVALID),
    ((5.0, "c", 100, 100, 0.0, 0.0), QuoteStatus.NO_TIME_LEFT),
    ((5.0, "c", 100, 100, -0.1, 0.0), QuoteStatus.NO_TIME_LEFT),
    ((-0.05, "c", 100, 120, 0.5, 0.0), QuoteStatus.NEGATIVE_PRICE),
    ((19.0, "c", 120, 100, 0.5, 0.0), QuoteStatus.BELOW_INTRINSIC),
    ((19.0, "p", 100, 120, 0.5, 0.05), QuoteStatus.BELOW_INTRINSIC),
    ((100.0, "c", 100, 120, 0.5, 0.0), QuoteStatus.ABOVE_MAXIMUM),
    ((120.0, "p", 100, 120, 0.5, 0.0), QuoteStatus.ABOVE_MAXIMUM),
    ((119.0, "p", 100, 120, 0.5, 0.05), QuoteStatus.ABOVE_MAXIMUM),
    ((math.inf, "c", 100, 120, 0.5, 0.0), QuoteStatus.ABOVE_MAXIMUM),
]


@pytest.mark.parametrize(("quote", "status"), BAD)
def test_a_bad_quote_says_why(quote, status):
    solved = implied_vol(*quote)
    assert math.isnan(solved.vol)
    assert solved.status is status


def test_bad_quotes_never_stop_the_good_ones():
    good = (black76("p", 100, 90, 0.5, 0.3, 0.02).price, "p", 100, 90, 0.5, 0.02)
    quotes = [quote for bad, _ in BAD for quote in (good, bad)] * 300
    vol, status = implied_vol(*(np.array(c) for c in zip(*quotes)))
    np.testing.assert_allclose(vol[::2], 0.3, rtol=1e-12)
    assert np.all(np.isnan(vol[1::2]))
    assert status.dtype == np.int8
    np.testing.assert_array_equal(status.reshape(300, -1)[0], [s for _, why in BAD for s in (OK, why)])
    np.testing.assert_array_equal(status.reshape(300, -1)[-1], status.reshape(300, -1)[0])


@pytest.mark.parametrize("flag", ["c", "p"])
def test_at_intrinsic_the_vol_is_zero(flag):
    strike = np.array([80.0, 100.0, 125.0])
    price = black76(flag, 100.0, strike, 0.5, 0.0, 0.05).price
    solved = implied_vol(price * (1 - 1e-16), flag, 100.0, strike, 0.5, 0.05)
    np.testing.assert_array_equal(solved.vol, 0.0)
    np.testing.assert_array_equal(solved.status, OK)


def test_deep_in_the_money_is_never_below_intrinsic():
    # Rounding must not turn a price of our own into an impossible one.
    flag, forward, strike, time, vol, rate = random_book(100_000, seed=8)
    price = black76(flag, forward, strike, time, 0.1 * vol, rate).price
    status = implied_vol(price, flag, forward, strike, time, rate).status
    assert set(np.unique(status)) <= {OK}


def test_every_possible_price_gets_a_finite_vol():
    rng = np.random.default_rng(11)
    n = 50_000
    forward = 10.0 ** rng.uniform(-8, 8, n)
    strike = forward * np.exp(10.0 ** rng.uniform(-18, 2, n) * rng.choice([-1.0, 0.0, 1.0], n))
    share = np.where(
        rng.random(n) < 0.5, 10.0 ** rng.uniform(-300, 0, n), 1.0 - 10.0 ** rng.uniform(-16, 0, n)
    )
    flag = np.where(strike < forward, "p", "c")
    price = share * np.minimum(forward, strike)
    vol, status = implied_vol(price, flag, forward, strike, 1.0)
    possible = (price < np.minimum(forward, strike)) & (price >= 0)
    np.testing.assert_array_equal(status == OK, possible)
    assert np.all(np.isfinite(vol[possible]) & (vol[possible] >= 0.0))
    # However odd the numbers, the vol gives the price back, to the rounding of the two terms of its formula.
    again = black76(flag, forward, strike, 1.0, np.where(possible, vol, np.nan)).price
    assert np.max((np.abs(again - price) / forward)[possible]) < 1e-13


def test_broadcasts_and_keeps_its_shape():
    strike, vol = np.linspace(4000, 5500, 7), np.array([[0.1], [0.2]])
    flag = np.where(strike < FORWARD, "p", "c")
    price = black76(flag, FORWARD, strike, 0.25, vol, 0.02).price
    solved = implied_vol(price, flag, FORWARD, strike, 0.25, 0.02)
    assert isinstance(solved, ImpliedVol)
    assert solved.vol.shape == solved.status.shape == (2, 7)
    np.testing.assert_allclose(solved.vol, np.broadcast_to(vol, (2, 7)), rtol=1e-10)
    one = implied_vol(price[0, 0], "p", FORWARD, 4000, 0.25, 0.02)
    assert (type(one.vol), type(one.status)) == (np.float64, QuoteStatus)
    assert implied_vol([], "p", FORWARD, 4000, 0.25).vol.shape == (0,)


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ((5.0, "x", 100, 100, 0.5), "flag 'x'"),
        (("5", "c", 100, 100, 0.5), "price '5' is not a number"),
        ((5.0, "c", 100, [1, 2], [1, 2, 3]), r"strike \(2,\), time \(3,\)"),
    ],
)
def test_what_no_table_of_quotes_contains_is_refused(quote, words):
    with pytest.raises(CourseError, match=words):
        implied_vol(*quote)
