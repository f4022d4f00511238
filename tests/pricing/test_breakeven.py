"""Break-even over index and VIX: curves and roots agree with each other and with books whose answer is known."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from alvh_helpers.arrays import sign_changes
from alvh_helpers.errors import CourseError
from alvh_helpers.pricing.greeks import surface_price
from alvh_helpers.pricing.scenarios import break_even_curves, break_even_vix, leg_profit
from alvh_helpers.pricing.surface import spx_surface

pytestmark = pytest.mark.rule("R2")

SPOTS, VIXES = np.linspace(3200, 4600, 71), np.linspace(10, 60, 51)
CONDOR = ["p", "p", "c", "c"], np.array([3600.0, 3700, 4200, 4250]), 45 / 365, np.array([1, -1, -1, 1])


@pytest.fixture(scope="module")
def today():
    return spx_surface(4000, 18, 20, 0.03, 0.012)


def test_a_straight_line_is_traced_exactly():
    curves = break_even_curves(lambda s, v: (s - 4000) + 10 * (v - 20), SPOTS, VIXES)
    assert len(curves) == 1
    assert_allclose(curves[0][:, 0] - 4000 + 10 * (curves[0][:, 1] - 20), 0, atol=1e-8)


def test_roots_of_known_functions():
    assert_allclose(break_even_vix(lambda s, v: (v - 15.5) * (v - 41.25), 4000), [15.5, 41.25], atol=1e-8)
    assert break_even_vix(lambda s, v: 1 + 0 * v, 4000).size == 0
    assert_allclose(break_even_vix(lambda s, v: v - 9, 4000), [9])


def test_the_profit_of_legs_is_zero_today_and_full_revaluation_elsewhere(today):
    profit = leg_profit(today, *CONDOR)
    assert_allclose(profit(4000.0, 18.0), 0, atol=1e-9)
    there = spx_surface(3800, 30, 20 + 0.5 * 12, 0.03, 0.012)
    flags, strikes, time, quantity = CONDOR
    gain = quantity * (
        surface_price(there, flags, strikes, time) - surface_price(today, flags, strikes, time)
    )
    assert_allclose(leg_profit(today, *CONDOR, vix3m_beta=0.5)(3800.0, 30.0), 100 * gain.sum(), atol=1e-9)
    grid = profit(SPOTS[None, :], VIXES[:, None])
    assert grid.shape == (51, 71)
    assert_allclose(grid[3, 5], profit(SPOTS[5], VIXES[3]))


def test_at_expiry_the_condor_breaks_even_where_the_textbook_says(today):
    profit = leg_profit(today, *CONDOR, days=45)
    credit = -(CONDOR[3] * surface_price(today, *CONDOR[:3])).sum()
    spots = sign_changes(lambda s: profit(s, np.array(18.0)), np.linspace(3500, 4400, 201))
    assert_allclose(spots, [3700 - credit, 4200 + credit], atol=1e-6)
    assert break_even_vix(profit, 4000.0).size == 0


def test_curves_and_roots_agree_for_a_condor(today):
    profit = leg_profit(today, *CONDOR, days=10)
    curves = break_even_curves(profit, SPOTS, VIXES)
    assert curves
    for curve in curves:
        assert_allclose(profit(curve[:, 0], curve[:, 1]), 0, atol=15)  # dollars, of some 5,000 at risk
    at_spot = break_even_vix(profit, 4000.0, 10, 60)
    crossings = [
        np.interp(4000, piece[:, 0], piece[:, 1])
        for curve in curves
        for piece in [curve[i : i + 2][np.argsort(curve[i : i + 2, 0])] for i in range(len(curve) - 1)]
        if piece[0, 0] <= 4000 < piece[1, 0]
    ]
    assert_allclose(sorted(crossings), at_spot, atol=0.05)


def test_a_dearer_vix_narrows_a_short_condor(today):
    profit = leg_profit(today, *CONDOR, days=10)
    (root,) = break_even_vix(profit, 4000.0, 10, 60)
    assert root > 18
    assert profit(4000.0, root + 5) < 0 < profit(4000.0, root - 3)


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: break_even_curves(lambda s, v: s + v, [4000.0], VIXES), "index levels"),
        (lambda: break_even_curves(lambda s, v: s + v, SPOTS, VIXES[::-1]), "VIX levels"),
        (lambda: break_even_vix(lambda s, v: v, 4000, 50, 20), "range 50 to 20 is empty"),
        (lambda: leg_profit(spx_surface([4000, 4100.0], 20, 21), *CONDOR), "single day"),
    ],
)
def test_mistakes_are_explained(call, word):
    with pytest.raises(CourseError, match=word):
        call()
