"""One smile: the formula, its bound, its density, its deltas, and its variance swap against independent integration."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.integrate import quad
from scipy.special import ndtr

from alvh_helpers.errors import CourseError
from alvh_helpers.pricing.black import black76
from alvh_helpers.pricing.smile import (
    atm_total_variance,
    durrleman,
    log_moneyness_at_delta,
    skew_measures,
    slice_derivatives,
    total_variance,
    variance_swap_total,
)

RHO = st.floats(-0.94, 0.94)
USE = st.floats(0.0, 1.0)
THETA = st.floats(1e-5, 0.8)
K = np.linspace(-2.0, 2.0, 81)


def textbook(k, theta, rho, eta):
    """The slice as Gatheral and Jacquier print it."""
    phi = eta / np.sqrt(theta * (1 + theta))
    return theta / 2 * (1 + rho * phi * k + np.sqrt((phi * k + rho) ** 2 + 1 - rho**2))


def strip_integral(theta, rho, eta):
    """2 x the integral over all strikes of out-of-the-money prices over strike squared (forward 1, no rates)."""

    def integrand(k):
        w = textbook(k, theta, rho, eta)
        d1 = -k / np.sqrt(w) + np.sqrt(w) / 2
        d2 = d1 - np.sqrt(w)
        put, call = np.exp(k) * ndtr(-d2) - ndtr(-d1), ndtr(d1) - np.exp(k) * ndtr(d2)
        return 2 * np.exp(-k) * (call if k > 0 else put)

    far = 8 + 25 * np.sqrt(theta)
    return sum(
        quad(integrand, a, b, epsabs=1e-13, epsrel=1e-11, limit=400)[0] for a, b in ((-far, 0), (0, far))
    )


@given(THETA, RHO, USE)
def test_total_variance_is_the_published_formula(theta, rho, use):
    eta = 2 * use / (1 + abs(rho))
    assert_allclose(total_variance(K, theta, rho, eta), textbook(K, theta, rho, eta), rtol=1e-9)


def test_a_smile_without_time_left_has_no_variance():
    assert total_variance(0.0, 0.0, -0.7, 1.0) == 0
    assert np.isnan(total_variance(0.1, np.nan, -0.7, 1.0))


@given(THETA, RHO, USE)
def test_no_butterfly_arbitrage_inside_the_bound(theta, rho, use):
    eta = 2 * use / (1 + abs(rho))
    assert (durrleman(K, theta, rho, eta) >= -1e-9).all()


def test_far_beyond_the_bound_a_butterfly_costs_less_than_nothing():
    assert durrleman(np.linspace(-1, 1, 401), 0.01, -0.7, 3.5).min() < 0


def test_durrlemans_sign_is_the_density_of_the_prices():
    theta, rho, eta = 0.02, -0.65, 1.1
    strikes = np.linspace(0.6, 1.4, 801)
    calls = black76("c", 1.0, strikes, 1.0, np.sqrt(total_variance(np.log(strikes), theta, rho, eta))).price
    density = np.diff(calls, 2) / np.diff(strikes)[0] ** 2
    inner = strikes[1:-1]
    w = total_variance(np.log(inner), theta, rho, eta)
    d2 = -np.log(inner) / np.sqrt(w) - np.sqrt(w) / 2
    model = durrleman(np.log(inner), theta, rho, eta) * np.exp(-d2 * d2 / 2) / np.sqrt(2 * np.pi * w) / inner
    assert_allclose(density, model, atol=2e-3)


@given(THETA, RHO, st.floats(0.05, 1.0))
def test_derivatives_are_those_of_the_curve(theta, rho, use):
    eta, step = 2 * use / (1 + abs(rho)), 1e-4 * np.sqrt(theta)
    k = np.sqrt(theta) * np.array([-2.0, -0.5, 0.3, 1.5])
    up, mid, down = (total_variance(k + s, theta, rho, eta) for s in (step, 0, -step))
    _, first, second = slice_derivatives(k, theta, rho, eta)
    assert_allclose(first, (up - down) / (2 * step), rtol=1e-4, atol=1e-6 * theta / np.sqrt(theta))
    assert_allclose(second, (up - 2 * mid + down) / step**2, rtol=0.1, atol=1e-2)


@given(
    THETA, st.floats(-0.9, 0.9), USE, st.sampled_from([-0.45, -0.25, -0.16, -0.05, 0.05, 0.16, 0.25, 0.45])
)
def test_the_strike_of_a_delta_has_that_delta(theta, rho, use, delta):
    eta = 2 * use / (1 + abs(rho))
    k = log_moneyness_at_delta(delta, theta, rho, eta)
    w = textbook(k, theta, rho, eta)
    found = ndtr(-k / np.sqrt(w) + np.sqrt(w) / 2)
    assert_allclose(found - (delta < 0), delta, atol=1e-9)


@pytest.mark.parametrize("delta", [0.0, 1.0, -1.0, 25.0])
def test_a_delta_that_no_option_has_is_refused(delta):
    with pytest.raises(CourseError, match="belongs to no strike"):
        log_moneyness_at_delta(delta, 0.01, -0.7, 1.0)


def test_skew_measures_of_a_flat_and_of_a_mirrored_smile():
    flat = skew_measures(0.04, 0.0, 0.0, 1.0)
    assert_allclose([flat.atm, flat.skew, flat.butterfly], [0.2, 0, 0], atol=1e-12)
    down, up = skew_measures(0.001, -0.5, 1.0, 0.1), skew_measures(0.001, 0.5, 1.0, 0.1)
    assert down.skew > 0 > up.skew
    assert_allclose(down.skew, -up.skew, atol=0.02)


@pytest.mark.parametrize(
    ("theta", "rho", "eta"),
    [
        (1e-4, -0.4, 1.2),
        (0.0016, -0.65, 1.0),
        (0.0025, 0.7, 0.94),
        (0.04, -0.7, 1.17),
        (0.3, 0.5, 0.6),
        (0.05, 0.0, 0.0),
    ],
)
def test_variance_swap_against_the_strip_over_all_strikes(theta, rho, eta):
    assert_allclose(variance_swap_total(theta, rho, eta), strip_integral(theta, rho, eta), rtol=1e-6)


def test_variance_swap_of_a_flat_smile_is_its_variance():
    assert_allclose(variance_swap_total([1e-6, 0.04, 1.0], 0.0, 0.0), [1e-6, 0.04, 1.0], rtol=1e-10)


@given(st.floats(1e-6, 2.4), RHO, USE)
def test_the_way_back_from_a_variance_swap(total, rho, use):
    theta = atm_total_variance(np.array(total), np.array(rho), np.array(use))
    back = variance_swap_total(theta, rho, 2 * use / (1 + abs(rho)))
    assert_allclose(back, total, rtol=2e-7 if rho <= 0 else 3e-6)


def test_the_way_back_outside_the_fitted_box_and_with_mixed_tilts():
    total = np.array([[4.0, 0.01], [0.02, 3.0], [0.5, 0.1]])
    rho, use = np.array([-0.5, 0.6, -0.97]), np.full((3, 2), 0.8)
    theta = atm_total_variance(total, rho, use)
    back = variance_swap_total(theta, rho[:, None], 2 * use / (1 + np.abs(rho[:, None])))
    assert_allclose(back, total, rtol=3e-6)


def test_nothing_known_and_nothing_left():
    got = atm_total_variance(np.array([[np.nan, 0.0]]), np.array([-0.6]), np.array([[0.8, 0.8]]))
    assert np.isnan(got[0, 0])
    assert got[0, 1] == 0
