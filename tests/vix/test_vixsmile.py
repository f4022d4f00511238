"""VIX options: anchored to VVIX, rising to the right, falling with time, in a band that keeps its order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import vx_expiries
from alvh_helpers.market.history import load_market
from alvh_helpers.pricing.black import black76
from alvh_helpers.pricing.smile import durrleman, variance_swap_total
from alvh_helpers.vix.index import vix_from_strip
from alvh_helpers.vix.options import (
    VIX_BANDS,
    VX_VOL,
    VixBand,
    vix_option_surface,
    vix_smile,
    vvix_term_factor,
)


@pytest.fixture(scope="module")
def table():
    return load_market().table


@pytest.mark.parametrize("band", VIX_BANDS)
def test_the_strip_of_thirty_day_vix_options_is_vvix_on_every_day(table, band):
    vvix = table["vvix"].dropna().to_numpy()
    surface = vix_option_surface(vvix, band)
    level = 100 * np.sqrt(variance_swap_total(*surface.smile(30 / 365)) / (30 / 365))
    assert_allclose(level, vvix, rtol=2e-6)


@pytest.mark.parametrize("vvix", [60, 95, 207])
def test_cboes_own_formula_gives_vvix_back(vvix):
    forward, time, strikes = 22.0, 30 / 365, np.arange(0.25, 600, 0.25)
    vol = vix_smile(vvix, forward, strikes, time)
    calls, puts = (black76(f, forward, strikes, time, vol, 0.02).price for f in "cp")
    assert_allclose(vix_from_strip(strikes, calls, puts, time, 0.02).vix, vvix, rtol=2e-3)


@given(st.floats(60, 207), st.integers(1, 300), st.sampled_from(list(VIX_BANDS)))
def test_smiles_are_free_of_butterflies_and_rise_to_the_right(vvix, days, band):
    theta, rho, eta = vix_option_surface(vvix, band).smile(days / 365)
    assert eta * (1 + rho) <= 2 + 1e-12
    assert durrleman(np.linspace(-6, 6, 61) * np.sqrt(theta), theta, rho, eta).min() >= 0
    vols = vix_smile(vvix, 20, 20 * np.array([1, 1.25, 1.5, 2, 3]), days / 365, band)
    assert (np.diff(vols) > 0).all()


@pytest.mark.parametrize("days", [5, 14, 30, 45, 90, 150])
def test_the_band_is_ordered_for_calls_above_the_future(days):
    low, mid, high = (vix_smile(95, 20, 20 * np.array([1.25, 1.5, 2]), days / 365, b) for b in VIX_BANDS)
    assert (low < mid).all()
    assert (mid < high).all()


def test_volatility_falls_with_time_as_stated():
    assert_allclose(vvix_term_factor(30 / 365), 1)
    factors = vvix_term_factor(np.array([7, 90, 180]) / 365)
    assert_allclose(factors, [1.15, 0.77, 0.62], atol=0.006)
    assert_allclose(vvix_term_factor(np.array([60, 200]) / 365, decay=0), 1)
    assert np.isfinite(vvix_term_factor(0.0))


def test_the_fall_with_time_is_that_of_the_futures(table):
    """Root mean squares of daily log changes by days to expiry against the stated curve."""
    squares = {}
    columns = [f"vx{i}" for i in range(1, 8)]
    values, days = table[columns].to_numpy(), table.index
    expiries = [vx_expiries(d, 7) for d in days[::5]]
    for row, listed in zip(range(0, len(days) - 1, 5), expiries):
        if listed[0] == days[row + 1] or listed[0] <= days[row]:
            continue  # the contract turns over: vx1 of tomorrow is another one
        changes = np.log(values[row + 1] / values[row])
        for change, expiry in zip(changes, listed):
            if np.isfinite(change):
                squares.setdefault(min((expiry - days[row]).days // 30, 6), []).append(change**2)
    stated = [
        VX_VOL["far"] + (VX_VOL["near"] - VX_VOL["far"]) * np.exp(-VX_VOL["rate"] * (30 * m + 15) / 365)
        for m in range(6)
    ]
    seen = [np.sqrt(252 * np.mean(squares[m])) for m in range(6)]
    assert_allclose(stated, seen, rtol=0.25)
    assert (np.diff(seen) < 0).all()


def test_vectorised_over_days_and_legs():
    vvix, forward = np.array([80, 100, 120.0]), np.array([[15.0], [20], [30]])
    strikes = forward * np.array([0.9, 1.0, 1.2, 1.5])
    time = np.array([[10], [30], [60]]) / 365
    together = vix_smile(vvix, forward, strikes, time)
    assert together.shape == (3, 4)
    for i in range(3):
        assert_allclose(vix_smile(vvix[i], forward[i, 0], strikes[i], time[i, 0]), together[i], rtol=1e-12)
    assert_allclose(vix_smile(vvix, forward[:, 0], strikes, time), together)
    assert_allclose(vix_option_surface(vvix).atm_vol(time)[:, 0], together[:, 1])


def test_missing_and_expired():
    vols = vix_smile([np.nan, 90], [20, np.nan], 22.0, 0.1)
    assert np.isnan(vols).all()
    assert np.isfinite(vix_smile(90, 20, [15, 20, 30], 0.0)).all()


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: vix_option_surface(0.9), "in points"),
        (lambda: vix_option_surface(-90), "in points"),
        (lambda: vix_option_surface(90, "wide"), "not one of low, mid, high"),
        (lambda: vix_option_surface(90, VixBand(-0.5, 0.5, 1)), "rho lies from 0"),
        (lambda: vix_option_surface(90, VixBand(0.5, 1.5, 1)), "rho lies from 0"),
        (lambda: vix_smile(90, -1, 20, 0.1), "forward -1"),
        (lambda: vix_smile(90, 20, 0, 0.1), "strike 0"),
    ],
)
def test_mistakes_are_explained(call, word):
    with pytest.raises(CourseError, match=word):
        call()
