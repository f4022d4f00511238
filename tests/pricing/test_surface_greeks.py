"""Greeks through the surface against finite differences of its prices, and against QuantLib where it has an opinion."""

import numpy as np
import pytest
import QuantLib as ql
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from alvh_helpers.pricing.black import black_scholes
from alvh_helpers.pricing.greeks import option_greeks, surface_price
from alvh_helpers.pricing.surface import flat_surface, spx_surface

VIX, DAYS = st.floats(9, 80), st.integers(2, 300)
CONDOR_FLAGS, MONEYNESS = ["p", "p", "c", "c"], np.array([0.85, 0.95, 1.02, 1.1])


def market(vix, ratio=0.95):
    return spx_surface(4000, vix, vix / ratio, 0.03, 0.012)


@given(VIX, DAYS)
def test_sticky_strike_keeps_the_volatility(vix, days):
    surface, strike, time = market(vix), 4000 * MONEYNESS, days / 365
    greeks, step = option_greeks(surface, CONDOR_FLAGS, strike, time), 0.4
    up, mid, down = (
        black_scholes(CONDOR_FLAGS, 4000 + s, strike, time, greeks.vol, 0.03, 0.012) for s in (step, 0, -step)
    )
    assert_allclose(greeks.delta_sticky_strike, (up.price - down.price) / (2 * step), atol=1e-5)
    assert_allclose(greeks.gamma, (up.delta - down.delta) / (2 * step), atol=1e-6)
    assert_allclose(greeks.price, mid.price)


@given(VIX, DAYS)
def test_sticky_moneyness_is_what_the_surface_does_when_only_the_index_moves(vix, days):
    surface, strike, time = market(vix), 4000 * MONEYNESS, days / 365
    greeks, step = option_greeks(surface, CONDOR_FLAGS, strike, time), 0.05
    up, down = (surface_price(surface.bumped(spot=s), CONDOR_FLAGS, strike, time) for s in (step, -step))
    assert_allclose(greeks.delta_sticky_moneyness, (up - down) / (2 * step), atol=2e-5)


def test_the_two_deltas_differ_and_in_the_known_direction():
    greeks = option_greeks(market(20), CONDOR_FLAGS, 4000 * MONEYNESS, 45 / 365)
    # A falling smile: when the index rises and the smile moves along, this strike's volatility rises too.
    assert (greeks.delta_sticky_moneyness[:3] > greeks.delta_sticky_strike[:3]).all()


@given(VIX, DAYS)
def test_vega_of_its_own_volatility_vanna_and_volga(vix, days):
    surface, strike, time = market(vix), 4000 * MONEYNESS, days / 365
    greeks, step = option_greeks(surface, CONDOR_FLAGS, strike, time), 1e-5
    up, down = (
        black_scholes(CONDOR_FLAGS, 4000, strike, time, greeks.vol + s, 0.03, 0.012) for s in (step, -step)
    )
    assert_allclose(greeks.vega, 0.01 * (up.price - down.price) / (2 * step), rtol=1e-4, atol=1e-6)
    assert_allclose(greeks.vanna, 0.01 * (up.delta - down.delta) / (2 * step), rtol=1e-3, atol=1e-7)
    assert_allclose(greeks.volga, 0.01 * (up.vega - down.vega) / (2 * step), rtol=1e-3, atol=1e-6)


@given(VIX, DAYS, st.floats(0, 1))
def test_vega_to_the_vix_moves_the_whole_surface(vix, days, beta):
    surface, strike, time = market(vix), 4000 * MONEYNESS, days / 365
    greeks, step = option_greeks(surface, CONDOR_FLAGS, strike, time, vix3m_beta=beta), 3e-4
    up, down = (
        surface_price(
            spx_surface(4000, vix + s, vix / 0.95 + beta * s, 0.03, 0.012), CONDOR_FLAGS, strike, time
        )
        for s in (step, -step)
    )
    assert_allclose(greeks.vega_vix, (up - down) / (2 * step), rtol=0.02, atol=2e-3)


@given(VIX, st.integers(4, 300))
def test_the_two_thetas(vix, days):
    surface, strike, time, step = market(vix), 4000 * MONEYNESS, (days + 0.5) / 365, 1e-6
    greeks = option_greeks(surface, CONDOR_FLAGS, strike, time)
    fixed = [
        black_scholes(CONDOR_FLAGS, 4000, strike, time + s, greeks.vol, 0.03, 0.012).price
        for s in (-step, step)
    ]
    rolled = [surface_price(surface, CONDOR_FLAGS, strike, time + s) for s in (-step, step)]
    assert_allclose(greeks.theta, (fixed[0] - fixed[1]) / (2 * step) / 365, rtol=1e-3, atol=1e-5)
    assert_allclose(greeks.theta_surface, (rolled[0] - rolled[1]) / (2 * step) / 365, rtol=1e-3, atol=1e-4)


def test_on_a_flat_surface_the_meanings_agree_and_quantlib_agrees():
    flat, strike, time = flat_surface(4000, 0.2, 0.03, 0.012), 3900.0, 0.5
    greeks = option_greeks(flat, "p", strike, time)
    assert_allclose(greeks.delta_sticky_strike, greeks.delta_sticky_moneyness)
    assert_allclose(greeks.vega, greeks.vega_vix, rtol=1e-6)
    assert_allclose(greeks.theta, greeks.theta_surface, rtol=1e-5)
    forward, deviation, discount = 4000 * np.exp(0.018 * time), 0.2 * np.sqrt(time), np.exp(-0.03 * time)
    oracle = ql.BlackCalculator(ql.PlainVanillaPayoff(ql.Option.Put, strike), forward, deviation, discount)
    assert_allclose(greeks.price, oracle.value(), rtol=1e-12)
    assert_allclose(greeks.delta_sticky_strike, oracle.delta(4000), rtol=1e-10)
    assert_allclose(greeks.gamma, oracle.gamma(4000), rtol=1e-10)
    assert_allclose(100 * greeks.vega, oracle.vega(time), rtol=1e-10)
    assert_allclose(100 * greeks.rho, oracle.rho(time), rtol=1e-10)


def test_expiry_leaves_delta_of_the_intrinsic_value_only():
    greeks = option_greeks(market(20), ["p", "p", "c", "c"], [3900.0, 4100, 3900, 4100], 0.0)
    assert_allclose(greeks.delta_sticky_strike, [0, -1, 1, 0])
    assert_allclose(greeks.delta_sticky_moneyness, [0, -1, 1, 0])
    assert_allclose(greeks.price, [0, 100, 100, 0])
    for name in ("gamma", "vega", "vega_vix", "theta", "theta_surface", "vanna", "volga", "rho"):
        assert_allclose(getattr(greeks, name), 0, atol=1e-12, err_msg=name)


def test_days_and_legs_and_missing_days():
    surface = spx_surface([4000, np.nan, 3000], [20, 20, 40], [21, 21, 35], 0.03, 0.012)
    greeks = option_greeks(surface, ["p", "c"], np.full((3, 2), [3000.0, 4100]), 30 / 365)
    for name, values in greeks._asdict().items():
        assert values.shape == (3, 2), name
        assert np.isnan(values[1]).all(), name
        assert np.isfinite(values[[0, 2]]).all(), name
    one = option_greeks(spx_surface(3000, 40, 35, 0.03, 0.012), ["p", "c"], [3000.0, 4100], 30 / 365)
    for name, values in one._asdict().items():
        assert_allclose(getattr(greeks, name)[2], values, rtol=1e-9, atol=1e-8, err_msg=name)


@pytest.mark.parametrize("vix", [12, 20, 60])
def test_a_condor_is_short_vega_in_both_senses(vix):
    surface = market(vix)
    width = vix / 100 * np.sqrt(45 / 365)
    strikes = 4000 * np.exp(np.array([-1.6, -1.2, 1.0, 1.3]) * width)
    greeks = option_greeks(surface, ["p", "p", "c", "c"], strikes, 45 / 365)
    quantity = np.array([1, -1, -1, 1])
    assert (quantity * greeks.vega).sum() < 0
    assert (quantity * greeks.vega_vix).sum() < 0
