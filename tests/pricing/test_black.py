"""The pricing core against published tables, three other implementations, and what must hold of any price."""

import itertools
import math
import subprocess
import sys
import warnings

import numpy as np
import pandas as pd
import pytest
import QuantLib as ql
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import erfcx
from vollib.black import black as vollib_black
from vollib.black_scholes_merton import black_scholes_merton as vollib_merton
from vollib.black_scholes_merton.greeks import analytical as vollib_greeks

from alvh_helpers.arrays import FEW
from alvh_helpers.errors import CourseError
from alvh_helpers.pricing.black import BLOCK, OptionValues, black76, black_scholes, strike_for_delta

pytestmark = pytest.mark.filterwarnings("error")

SETTINGS = settings(derandomize=True, deadline=None, max_examples=100)
SPOT = 4700.0
GREEKS = ("delta", "gamma", "vega", "theta", "rho")

flags = st.sampled_from("cp")
spots = st.floats(1.0, 1e5)
moneyness = st.floats(-0.7, 0.7)
times = st.floats(1 / 365, 3.0)
vols = st.floats(0.03, 2.0)
rates = st.floats(-0.05, 0.15)
contracts = st.tuples(flags, spots, moneyness, times, vols, rates, rates)


def random_book(n, seed=20200218):
    """Contracts over the whole range that matters: a day to three years, 5 to 120 vol, far wings."""
    rng = np.random.default_rng(seed)
    flag = np.where(rng.random(n) < 0.5, "c", "p")
    spot = SPOT * np.exp(0.3 * rng.standard_normal(n))
    strike = spot * np.exp(0.3 * rng.standard_normal(n))
    time, vol = rng.uniform(1 / 365, 3.0, n), rng.uniform(0.05, 1.2, n)
    return flag, spot, strike, time, vol, rng.uniform(-0.01, 0.12, n), rng.uniform(0.0, 0.06, n)


def rows(*columns):
    return zip(*(np.asarray(c).tolist() for c in columns))


def quantlib_calculator(flag, forward, strike, time, vol, rate):
    kind = ql.Option.Call if flag == "c" else ql.Option.Put
    return ql.BlackCalculator(
        ql.PlainVanillaPayoff(kind, strike), forward, vol * math.sqrt(time), math.exp(-rate * time)
    )


# --- published values and other implementations --------------------------------------------------


def test_haug_black_scholes_call():
    # Haug 1998, section 1.1.1: stock 60, strike 65, three months, 8 %, 30 vol.
    assert black_scholes("c", 60, 65, 0.25, 0.30, 0.08).price == pytest.approx(2.1334, abs=5e-5)


def test_haug_merton_puts():
    # Haug 1998, section 1.1.2: index 100, strike 95, six months, 10 %, 5 % yield, 20 vol; and 75 against 70 at 35 vol.
    assert black_scholes("p", 100, 95, 0.5, 0.20, 0.10, 0.05).price == pytest.approx(2.4648, abs=5e-5)
    assert black_scholes("p", 75, 70, 0.5, 0.35, 0.10, 0.05).price == pytest.approx(4.0870, abs=5e-5)


@pytest.mark.parametrize("flag", ["c", "p"])
def test_haug_black76(flag):
    # Haug 1998, section 1.1.3: future 19, strike 19, nine months, 10 %, 28 vol; call and put are worth the same.
    assert black76(flag, 19, 19, 0.75, 0.28, 0.10).price == pytest.approx(1.7011, abs=5e-5)


def test_black_scholes_equals_quantlib():
    flag, spot, strike, time, vol, rate, dividend_yield = random_book(10_000)
    ours = black_scholes(flag, spot, strike, time, vol, rate, dividend_yield)
    theirs = []
    for f, s, k, t, v, r, q in rows(flag, spot, strike, time, vol, rate, dividend_yield):
        c = quantlib_calculator(f, s * math.exp((r - q) * t), k, t, v, r)
        theirs.append(
            (c.value(), c.delta(s), c.gamma(s), c.vega(t) / 100, c.thetaPerDay(s, t), c.rho(t) / 100)
        )
    assert_equal_where_it_matters(ours, np.array(theirs).T, spot)


def test_black76_equals_quantlib():
    flag, forward, strike, time, vol, rate, _ = random_book(10_000, seed=1)
    ours = black76(flag, forward, strike, time, vol, rate)
    theirs = []
    for f, s, k, t, v, r in rows(flag, forward, strike, time, vol, rate):
        c = quantlib_calculator(f, s, k, t, v, r)
        rho = -t * c.value() / 100
        theirs.append(
            (c.value(), c.deltaForward(), c.gammaForward(), c.vega(t) / 100, c.thetaPerDay(s, t), rho)
        )
    assert_equal_where_it_matters(ours, np.array(theirs).T, forward)


def assert_equal_where_it_matters(ours, theirs, spot):
    # QuantLib's normal distribution is exact to about 1e-16 absolutely, so its far tails are not a standard.
    matters = theirs[0] > 1e-5 * spot
    assert matters.mean() > 0.75
    # Below these sizes a Greek is negligible; a theta moreover passes through 0, where relative means nothing.
    least = {
        "delta": 1e-9,
        "gamma": 1e-9 / spot,
        "vega": 1e-9 * spot,
        "theta": 1e-6 * spot / 365,
        "rho": 1e-9 * spot,
    }
    for name, mine, other in zip(OptionValues._fields, ours, theirs):
        worst = np.max((np.abs(mine - other) / np.maximum(np.abs(other), least.get(name, 1e-300)))[matters])
        assert worst < 1e-10, f"{name} is off by {worst:.1e}"


def test_black_scholes_equals_vollib():
    book = random_book(2_000, seed=2)
    ours = black_scholes(*book)
    six = (vollib_merton, *(getattr(vollib_greeks, name) for name in GREEKS))
    theirs = np.array([[one(f, s, k, t, r, v, q) for one in six] for f, s, k, t, v, r, q in rows(*book)]).T
    matters = theirs[0] > 1e-9 * book[1]
    for name, mine, other in zip(OptionValues._fields, ours, theirs):
        scale = np.maximum(np.abs(other), 1e-8 * np.median(np.abs(other)))
        assert np.max((np.abs(mine - other) / scale)[matters]) < 1e-8, name


def test_far_wings_keep_their_relative_precision():
    # The price written with the scaled complementary error function does not underflow or cancel.
    deviation, d1 = (
        g.ravel() for g in np.meshgrid([0.01, 0.05, 0.2, 0.5, 1.5], [-2, -6, -10, -20, -30, -36])
    )
    strike = 100.0 * np.exp(0.5 * deviation**2 - d1 * deviation)
    h, t = np.log(100.0 / strike) / deviation, 0.5 * deviation
    tails = erfcx(-(h + t) / math.sqrt(2)) - erfcx(-(h - t) / math.sqrt(2))
    expected = 0.5 * np.sqrt(100.0 * strike) * np.exp(-0.5 * (h * h + t * t)) * tails
    assert expected.min() < 1e-280
    price = black76("c", 100.0, strike, 1.0, deviation).price
    np.testing.assert_allclose(price, expected, rtol=1e-9)
    assert np.all(np.diff(black76("p", 100.0, np.linspace(5.0, 60.0, 400), 0.25, 0.2).price) > 0)


def test_vollib_black_undiscounts_alike():
    book = random_book(500, seed=3)[:6]
    theirs = [vollib_black(f, s, k, t, r, v) for f, s, k, t, v, r in rows(*book)]
    np.testing.assert_allclose(black76(*book).price, theirs, rtol=1e-9, atol=1e-9)


# --- units and signs -----------------------------------------------------------------------------


@SETTINGS
@given(contracts)
def test_black_scholes_greeks_are_finite_differences(contract):
    flag, spot, k, time, vol, rate, q = contract
    arguments = {
        "spot": spot,
        "strike": spot * math.exp(k),
        "time": time + 0.05,
        "vol": vol + 0.05,
        "rate": rate,
    }
    assert_greeks_are_differences(black_scholes, flag, {**arguments, "dividend_yield": q}, "spot")


@SETTINGS
@given(contracts)
def test_black76_greeks_are_finite_differences(contract):
    flag, forward, k, time, vol, rate, _ = contract
    arguments = {"strike": forward * math.exp(k), "time": time + 0.05, "vol": vol + 0.05, "rate": rate}
    assert_greeks_are_differences(black76, flag, {"forward": forward, **arguments}, "forward")


def assert_greeks_are_differences(formula, flag, arguments, underlying):
    def slope(field, argument, step):
        up, down = ({**arguments, argument: arguments[argument] + way * step} for way in (1, -1))
        return (getattr(formula(flag, **up), field) - getattr(formula(flag, **down), field)) / (2 * step)

    values, level = formula(flag, **arguments), arguments[underlying]
    deviation = arguments["vol"] * math.sqrt(arguments["time"])
    step = 1e-4 * level * deviation
    assert values.delta == pytest.approx(slope("price", underlying, step), abs=1e-6)
    assert values.gamma == pytest.approx(slope("delta", underlying, step), abs=1e-6 / (level * deviation))
    # Per vol point, per calendar day, per 1 %: with everything else held still.
    assert values.vega == pytest.approx(0.01 * slope("price", "vol", 1e-5), abs=1e-7 * level)
    assert values.theta == pytest.approx(-slope("price", "time", 1e-6) / 365, abs=1e-7 * level)
    assert values.rho == pytest.approx(0.01 * slope("price", "rate", 1e-5), abs=1e-7 * level)


def test_units_by_hand():
    # At the money, no rates: price ~ 0.4 F s; vega is price per vol point; theta half the price over the days left.
    values = black76("c", 4700.0, 4700.0, 30 / 365, 0.20)
    assert values.price == pytest.approx(4700 * 0.2 * math.sqrt(30 / 365) * 0.39894, rel=1e-3)
    assert values.vega == pytest.approx(values.price / 20, rel=1e-3)
    assert values.theta == pytest.approx(-values.price / 60, rel=1e-3)
    assert values.gamma == pytest.approx(0.39894 / (4700 * 0.2 * math.sqrt(30 / 365)), rel=1e-3)


# --- what holds of any price ---------------------------------------------------------------------


@SETTINGS
@given(contracts)
def test_put_call_parity(contract):
    _, spot, k, time, vol, rate, q = contract
    strike = spot * math.exp(k)
    call, put = (black_scholes(f, spot, strike, time, vol, rate, q) for f in "cp")
    bond, carry = math.exp(-rate * time), math.exp(-q * time)
    assert call.price - put.price == pytest.approx(spot * carry - strike * bond, abs=1e-12 * (spot + strike))
    assert call.delta - put.delta == pytest.approx(carry, abs=1e-12)
    assert call.gamma == pytest.approx(put.gamma, rel=1e-12)
    assert call.vega == pytest.approx(put.vega, rel=1e-12)
    assert call.rho - put.rho == pytest.approx(0.01 * time * strike * bond, rel=1e-9)
    theta = (q * spot * carry - rate * strike * bond) / 365
    assert call.theta - put.theta == pytest.approx(theta, abs=1e-12 * (spot + strike))


@SETTINGS
@given(contracts)
def test_bounds_hold_exactly(contract):
    flag, forward, k, time, vol, rate, _ = contract
    strike, bond = forward * math.exp(k), math.exp(-rate * time)
    values = black76(flag, forward, strike, time, vol, rate)
    sign = 1 if flag == "c" else -1
    assert max(sign * (forward * bond - strike * bond), 0.0) <= values.price
    assert values.price <= (forward if flag == "c" else strike) * bond * (1 + 1e-15)
    assert 0 <= sign * values.delta <= bond
    assert values.gamma >= 0
    assert values.vega >= 0


@SETTINGS
@given(flags, times, vols, rates, rates)
def test_monotone_and_convex_in_strike(flag, time, vol, rate, q):
    strikes = np.linspace(0.4, 2.0, 161) * SPOT
    price = black_scholes(flag, SPOT, strikes, time, vol, rate, q).price
    steps = np.diff(price) * (-1 if flag == "c" else 1)
    assert np.all(steps >= -1e-9)
    assert np.all(steps <= math.exp(-rate * time) * np.diff(strikes) + 1e-9)
    assert np.all(np.diff(price, 2) >= -1e-9)


@SETTINGS
@given(contracts, st.floats(1e-6, 1e6))
def test_prices_scale_with_money(contract, unit):
    flag, spot, k, *rest = contract
    one = black_scholes(flag, spot, spot * math.exp(k), *rest)
    other = black_scholes(flag, spot * unit, spot * math.exp(k) * unit, *rest)
    # Rounding of the ratio spot / strike is amplified by the distance in standard deviations.
    close = {"rel": 1e-9, "abs": 1e-15 * spot * unit}
    assert other.price == pytest.approx(one.price * unit, **close)
    assert other.delta == pytest.approx(one.delta, rel=1e-9, abs=1e-15)
    assert other.gamma * unit == pytest.approx(one.gamma, rel=1e-9, abs=1e-15 / spot)
    assert other.vega == pytest.approx(one.vega * unit, **close)
    assert other.theta == pytest.approx(one.theta * unit, **close)
    assert other.rho == pytest.approx(one.rho * unit, **close)


@SETTINGS
@given(contracts)
def test_black76_is_black_scholes_with_the_yield_of_the_rate(contract):
    flag, forward, k, time, vol, rate, q = contract
    strike = forward * math.exp(k)
    future, index = (
        black76(flag, forward, strike, time, vol, rate),
        black_scholes(flag, forward, strike, time, vol, rate, rate),
    )
    for name in OptionValues._fields[:-1]:
        assert getattr(future, name) == pytest.approx(getattr(index, name), rel=1e-12)
    spot = forward * math.exp((q - rate) * time)
    assert black_scholes(flag, spot, strike, time, vol, rate, q).price == pytest.approx(
        future.price, rel=1e-9, abs=1e-9 * spot
    )


# --- broadcasting: one, few and many are the same numbers -----------------------------------------


@pytest.mark.parametrize("n", [1, 2, FEW, FEW + 1, BLOCK, BLOCK + 1, 2 * BLOCK + 5])
def test_arrays_equal_a_loop_over_numbers(n):
    book = random_book(n, seed=n)
    ours = np.array(black_scholes(*book))
    some = np.unique(np.r_[0, n // 2, n - 1])
    for i in some:
        one = black_scholes(*(c[i].item() for c in book))
        np.testing.assert_allclose(ours[:, i], one, rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("strikes", [5, 50])
def test_every_argument_broadcasts(strikes):
    flag = np.array([["c"], ["p"]])
    strike = np.linspace(4000, 5400, strikes)
    vol = np.array([0.1, 0.3])[:, None, None]
    values = black_scholes(flag, SPOT, strike, [[30 / 365]], vol, 0.02, np.float32(0.0))
    assert all(v.shape == (2, 2, strikes) and v.dtype == np.float64 and v.flags.writeable for v in values)
    for i, j, k in itertools.product(range(2), range(2), range(0, strikes, 4)):
        one = black_scholes("cp"[j], SPOT, strike[k], 30 / 365, vol[i, 0, 0], 0.02)
        np.testing.assert_allclose([v[i, j, k] for v in values], one, rtol=1e-11)


@pytest.mark.parametrize("n", [3, 100])
def test_strided_and_foreign_inputs(n):
    strike, flag = np.linspace(4000, 5400, 2 * n), np.tile(["c", "p"], n)
    plain = black76(flag[::2].copy(), SPOT, strike[::2].copy(), 0.1, 0.2)
    for view in (
        black76(flag[::2], SPOT, strike[::2], 0.1, 0.2),
        black76(flag[::2].astype(object), SPOT, strike[::2].astype(object), 0.1, 0.2),
        black76(flag[::2].astype("U4"), SPOT, strike[::2].astype(">f8"), 0.1, 0.2),
        black76(flag[::2].tolist(), int(SPOT), strike[::2].tolist(), 0.1, 0.2),
        black76(flag[::2].astype(">U1"), np.int64(SPOT), tuple(strike[::2]), 0.1, 0.2),
    ):
        np.testing.assert_array_equal(np.array(view), np.array(plain))


@pytest.mark.parametrize("n", [3, 100])
def test_columns_of_a_table_work(n):
    table = pd.DataFrame({"flag": ["c", "p"] * n, "strike": np.linspace(4000, 5400, 2 * n)})
    plain = black76(table["flag"].tolist(), SPOT, table["strike"].to_numpy(), 0.1, 0.2)
    for flag in (table["flag"], table["flag"].astype(object), table["flag"].astype("category")):
        values = black76(flag, SPOT, table["strike"], 0.1, 0.2)
        assert all(type(v) is np.ndarray for v in values)
        np.testing.assert_array_equal(np.array(values), np.array(plain))


def test_single_values_give_numbers_and_empty_arrays_stay_empty():
    values = black_scholes("c", 4700, 4700, 0.1, 0.2)
    assert all(type(v) is np.float64 for v in values)
    assert all(v.shape == (1,) for v in black_scholes(["c"], 4700, 4700, 0.1, 0.2))
    assert all(v.shape == (0, 2) for v in black_scholes("c", 4700, np.empty((0, 2)), 0.1, 0.2))


def test_inputs_are_left_alone():
    book = [np.array(c) for c in random_book(100)]
    before = [c.copy() for c in book]
    black_scholes(*book)
    for mine, old in zip(book, before):
        np.testing.assert_array_equal(mine, old)


# --- the edges -----------------------------------------------------------------------------------

MANY = pytest.mark.parametrize("repeat", [1, FEW + 1], ids=["few", "many"])


@MANY
@pytest.mark.parametrize("formula", [black_scholes, black76])
def test_expired_is_intrinsic(formula, repeat):
    strike = np.tile([4600.0, 4700.0, 4800.0], repeat)
    call, put = (formula(f, SPOT, strike, 0.0, 0.2, 0.05) for f in "cp")
    np.testing.assert_array_equal(call.price[:3], [100, 0, 0])
    np.testing.assert_array_equal(put.price[:3], [0, 0, 100])
    np.testing.assert_array_equal(call.delta[:3], [1, 0.5, 0])
    np.testing.assert_array_equal(put.delta[:3], [0, -0.5, -1])
    for values, greek in itertools.product((call, put), GREEKS[1:]):
        assert not np.any(getattr(values, greek))
    for values in (call, put):
        assert not np.any(np.signbit(np.array(values[2:]))), "no -0 to puzzle over"
        assert not np.any(np.signbit(values.price))


@MANY
@SETTINGS
@given(flags, moneyness, times, rates, rates)
def test_no_vol_is_the_discounted_intrinsic_of_the_forward(repeat, flag, k, time, rate, q):
    strike = SPOT * math.exp(k)
    values = black_scholes(flag, SPOT, np.full(repeat, strike), time, 0.0, rate, q)
    bond, carry, sign = math.exp(-rate * time), math.exp(-q * time), 1 if flag == "c" else -1
    owned = 0.5 + 0.5 * np.sign(sign * (SPOT * carry - strike * bond))
    assert values.price[0] == pytest.approx(max(sign * (SPOT * carry - strike * bond), 0.0), abs=1e-9)
    assert values.delta[0] == pytest.approx(sign * carry * owned)
    assert values.gamma[0] == values.vega[0] == 0
    assert values.theta[0] == pytest.approx(sign * owned * (q * SPOT * carry - rate * strike * bond) / 365)
    assert values.rho[0] == pytest.approx(0.01 * sign * owned * time * strike * bond)


@MANY
def test_no_vol_at_the_money_is_halfway(repeat):
    values = black76("c", np.full(repeat, 100.0), 100.0, 1.0, 0.0, 0.05)
    np.testing.assert_allclose(np.array(values)[:, 0], [0, 0.5 * math.exp(-0.05), 0, 0, 0, 0])


@SETTINGS
@given(flags, moneyness, vols)
def test_edges_are_limits(flag, k, vol):
    strike = SPOT * math.exp(k + math.copysign(1e-3, k))
    almost, over = black76(flag, SPOT, strike, 1e-12, vol), black76(flag, SPOT, strike, 0.0, vol)
    np.testing.assert_allclose(almost[:3], over[:3], atol=1e-9)
    almost, never = black76(flag, SPOT, strike, 1.0, 1e-9, 0.03), black76(flag, SPOT, strike, 1.0, 0.0, 0.03)
    np.testing.assert_allclose(almost, never, atol=1e-9)


@MANY
def test_strike_zero(repeat):
    for time, vol in [(0.5, 0.2), (0.0, 0.2), (0.5, 0.0)]:
        call, put = (black_scholes(f, SPOT, np.zeros(repeat), time, vol, 0.05, 0.02) for f in "cp")
        carry = math.exp(-0.02 * time)
        assert call.price[0] == pytest.approx(SPOT * carry, rel=1e-15)
        assert call.delta[0] == pytest.approx(carry, rel=1e-15)
        assert [v[0] for v in put] == [0] * 6


@MANY
@pytest.mark.parametrize("position", range(1, 7))
@pytest.mark.parametrize("time", [0.0, 0.3])
@pytest.mark.parametrize("vol", [0.0, 0.2])
def test_nan_in_is_nan_out_there_alone(position, time, vol, repeat):
    book = [
        ["c", "p", "c"] * repeat,
        *(np.tile(x, 3 * repeat) for x in (SPOT, 4600.0, time, vol, 0.02, 0.01)),
    ]
    whole = black_scholes(*book)
    book[position] = book[position].astype(float)
    book[position][1] = np.nan
    values = black_scholes(*book)
    for mine, untouched in zip(values, whole):
        assert np.isnan(mine[1])
        np.testing.assert_array_equal(np.delete(mine, 1), np.delete(untouched, 1))
    if position < 6:
        assert np.all(np.isnan(np.array(black76(*book[:6]))[:, 1]))
    assert all(np.isnan(black_scholes(*(c[1] for c in book))))


@MANY
def test_extremes_stay_finite_and_in_bounds(repeat):
    spot, strike = [1e-8, 100.0, 1e12], [0.0, 1e-8, 100.0, 1e12]
    cases = itertools.product(
        "cp", spot, strike, [0.0, 1e-12, 1 / 365, 50.0], [0.0, 1e-8, 0.2, 100.0, 1e6], [-0.5, 0.0, 5.0]
    )
    flag, s, k, t, v, r = (np.tile(c, repeat)[: len(c) * repeat] for c in map(np.array, zip(*cases)))
    for values in (black_scholes(flag, s, k, t, v, r, 0.01), black76(flag, s, k, t, v, r)):
        assert np.all(np.isfinite(np.array(values)))
        assert np.all(values.price >= 0)
    few = [slice(i, i + FEW) for i in range(0, len(s), len(s) // 5)]
    for part in few:
        piece = black76(flag[part], s[part], k[part], t[part], v[part], r[part])
        np.testing.assert_allclose(np.array(piece), np.array(values)[:, part], rtol=1e-9, atol=1e-300)


# --- what is refused, and how --------------------------------------------------------------------

GOOD = {
    "flag": "c",
    "spot": 4700.0,
    "strike": 4700.0,
    "time": 0.1,
    "vol": 0.2,
    "rate": 0.01,
    "dividend_yield": 0.0,
}


@pytest.mark.parametrize(
    ("argument", "value", "words"),
    [
        ("flag", "call", "flag 'call': write 'c' for a call, 'p' for a put"),
        ("flag", "C", "flag 'C'"),
        ("flag", ["c", "x"], "flag 'x' at position 1"),
        ("flag", ["c"] * 40 + ["x"], "flag 'x' at position 40"),
        ("flag", [["c"], ["put"]], r"flag 'put' at position \(1, 0\)"),
        ("flag", [1, -1], "flag 1 at position 0"),
        ("flag", np.array(["c", None]), "flag None at position 1"),
        ("flag", None, "flag None"),
        ("flag", [["c"], ["c", "p"]], "flag .* is no array"),
        ("flag", np.array([["c"], "p", None], dtype=object), r"flag \['c'\] at position 0"),
        ("spot", 0.0, "spot 0: an index level is a finite number above 0"),
        ("spot", -4700, "spot -4700"),
        ("spot", math.inf, "spot inf"),
        ("strike", -5.0, "strike -5"),
        ("strike", [4700, -5.0, -6.0], "strike -5 at position 1"),
        ("strike", np.r_[np.full(9000, 4700.0), np.nan, -5.0], "strike -5 at position 9001"),
        ("strike", [[4700.0, math.inf]], r"strike inf at position \(0, 1\)"),
        ("time", -1 / 365, "time -0.00273972602.*30 days are 30/365"),
        ("time", np.timedelta64(30, "D"), "time .* is not a number"),
        ("time", [np.datetime64("2020-02-18")], "time .* is not a number"),
        ("vol", -0.2, "vol -0.2: a vol is a decimal"),
        ("vol", np.where(np.arange(100) == 70, -1.0, 0.2), "vol -1 at position 70"),
        ("vol", "20%", "vol '20%' is not a number"),
        ("vol", None, "vol None is not a number"),
        ("vol", True, "vol True is not a number"),
        ("vol", [[0.2], [0.2, 0.3]], "vol .* is not a number"),
        ("rate", math.inf, "rate inf"),
        ("rate", [0.01, -math.inf], "rate -inf at position 1"),
        (
            "rate",
            8000.0,
            r"rate 8000 over 0.1 years is beyond any number: rates are decimals \(5 % is 0.05\)",
        ),
        ("dividend_yield", [0.0, -8000.0], "dividend_yield -8000 over 0.1 years"),
        ("rate", np.where(np.arange(90) == 70, -8000.0, np.nan), "rate -8000 over 0.1 years"),
        ("vol", np.array([0.2, "0.2"], dtype=object), "vol .* is not a number"),
        ("dividend_yield", math.inf, "dividend_yield inf"),
        ("strike", [1.0, 2.0, 3.0], None),
    ],
)
def test_wrong_values_are_named(argument, value, words):
    arguments = {**GOOD, argument: value}
    if words is None:
        arguments["vol"] = [0.1, 0.2]
        words = r"shapes do not fit together: strike \(3,\), vol \(2,\)"
    with pytest.raises(CourseError, match=words):
        black_scholes(**arguments)


def test_black76_says_forward():
    with pytest.raises(CourseError, match="forward 0: a forward price"):
        black76("c", 0, 100, 1, 0.2)


def test_nan_beside_a_wrong_value_hides_nothing():
    for values in itertools.permutations([math.nan, -0.2, 0.3]):
        with pytest.raises(CourseError, match=r"vol -0.2 at position"):
            black76("c", 100, 100, 1, list(values))


def test_import_is_light():
    code = "import sys, alvh_helpers.pricing.black; print([m for m in ('scipy.stats', 'mibian', 'pandas') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


# --- strike for delta ----------------------------------------------------------------------------


@SETTINGS
@given(flags, st.floats(0.001, 0.999), spots, times, vols, rates)
def test_strike_for_delta_round_trip(flag, share, forward, time, vol, rate):
    delta = share * math.exp(-rate * time)
    strike = strike_for_delta(delta, flag, forward, time, vol, rate)
    sign = 1 if flag == "c" else -1
    assert black76(flag, forward, strike, time, vol, rate).delta == pytest.approx(sign * delta, rel=1e-9)
    if flag == "p":
        assert strike_for_delta(-delta, flag, forward, time, vol, rate) == strike


def test_strike_for_delta_equals_quantlib():
    for flag, sign in [("c", 1), ("p", -1)]:
        kind = ql.Option.Call if flag == "c" else ql.Option.Put
        s, t, r = 0.2 * math.sqrt(45 / 365), 45 / 365, 0.03
        # QuantLib's spot delta with a foreign discount equal to the domestic one is the delta of a future's option.
        theirs = ql.BlackDeltaCalculator(
            kind, ql.DeltaVolQuote.Spot, 4700.0, math.exp(-r * t), math.exp(-r * t), s
        )
        ours = strike_for_delta(0.16, flag, 4700.0, t, 0.2, r)
        assert ours == pytest.approx(theirs.strikeFromDelta(sign * 0.16), rel=1e-9)


def test_strike_for_delta_broadcasts():
    strike = strike_for_delta([[0.05], [0.16]], ["p", "c"], SPOT, 45 / 365, [0.25, 0.15], 0.02)
    assert strike.shape == (2, 2)
    assert strike[0, 0] < strike[1, 0] < SPOT < strike[1, 1] < strike[0, 1]
    assert type(strike_for_delta(0.16, "p", SPOT, 0.1, 0.2)) is np.float64
    mixed = strike_for_delta([0.16, np.nan], "p", SPOT, 0.1, [0.2, 0.2])
    assert np.isfinite(mixed[0])
    assert np.isnan(mixed[1])
    assert strike_for_delta([], "p", SPOT, 0.1, 0.2).shape == (0,)
    assert strike_for_delta(np.full((2, 40), 0.2), "p", SPOT, 0.1, 0.2).shape == (2, 40)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            (0.99, "c", 100, 1, 0.2, 0.05),
            "delta 0.99: its size must lie between 0 and the discount factor 0.951229",
        ),
        ((16, "p", 100, 1, 0.2), "delta 16: its size must lie between 0 and the discount factor 1"),
        (([0.2, 0.0], "p", 100, 1, 0.2), "delta 0 at position 1"),
        ((-0.16, ["p", "c"], 100, 1, 0.2), "delta -0.16 at position 1: a call's delta is positive"),
        ((0.16, "c", 100, 0, 0.2), "time 0: without time left delta is a step"),
        ((0.16, "c", 100, 1, 0), "vol 0: without a vol above 0 delta is a step"),
        ((0.16, "c", 0, 1, 0.2), "forward 0"),
        ((0.16, "c", 100, 1, 100.0), "vol 100: so large a vol"),
        ((0.16, "x", 100, 1, 0.2), "flag 'x'"),
        ((math.inf, "c", 100, 1, 0.2), "delta inf"),
    ],
)
def test_impossible_deltas_are_named(arguments, words):
    with pytest.raises(CourseError, match=words):
        strike_for_delta(*arguments)


def test_no_warning_leaks():
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        for repeat in (1, FEW + 1):
            black_scholes(
                ["c", "p"] * repeat, 100.0, [0.0, np.nan] * repeat, [0.0, 50.0] * repeat, [1e6, 0.0] * repeat
            )
        strike_for_delta(0.16, ["c", "p"], 100.0, [1.0, np.nan], 0.2)
