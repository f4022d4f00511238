"""The account of a day: parts add up, small moves leave nothing unexplained, jumps do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.pricing.greeks import surface_price
from alvh_helpers.pricing.scenarios import attribute_move, sum_legs
from alvh_helpers.pricing.surface import flat_surface, spx_surface

CONDOR_FLAGS, QUANTITY = ["p", "p", "c", "c"], np.array([1, -1, -1, 1])
STRIKES = np.array([3600.0, 3700, 4200, 4300])


@given(st.floats(-0.12, 0.08), st.floats(-5, 40), st.floats(0, 5), st.floats(-0.01, 0.01))
def test_parts_add_up_to_full_revaluation(move, rise, days, rate):
    before = spx_surface(4000, 20, 21, 0.03, 0.012)
    after = spx_surface(4000 * (1 + move), 20 + rise, 21 + 0.6 * rise, 0.03 + rate, 0.012)
    account = attribute_move(before, after, CONDOR_FLAGS, STRIKES, 45 / 365, QUANTITY, days)
    assert_allclose(sum(account[:-1]), account.total, atol=1e-8)
    gain = surface_price(after, CONDOR_FLAGS, STRIKES, (45 - days) / 365) - surface_price(
        before, CONDOR_FLAGS, STRIKES, 45 / 365
    )
    assert_allclose(account.total, 100 * QUANTITY * gain, atol=1e-8)


def test_the_residual_vanishes_with_the_third_power_of_the_move():
    residuals = []
    for size in (1.0, 0.5, 0.25):
        before, after = flat_surface(4000, 0.2), flat_surface(4000 * (1 + 0.01 * size), 0.2 + 0.005 * size)
        residuals.append(attribute_move(before, after, "p", 3900.0, 0.2, 1, 0.0).residual)
    ratio = np.array(residuals[:-1]) / residuals[1:]
    assert (ratio > 6).all()
    assert (ratio < 10).all()


def test_each_cause_alone_shows_up_in_its_own_line():
    base = flat_surface(4000, 0.2, 0.03, 0.01)
    arguments = "c", 4100.0, 0.25, 1
    spot = attribute_move(base, flat_surface(4004, 0.2, 0.03, 0.01), *arguments, 0)
    assert spot.vega == spot.theta == spot.rho == spot.vanna == 0
    assert_allclose(spot.delta + spot.gamma, spot.total, rtol=1e-4)
    vol = attribute_move(base, flat_surface(4000, 0.203, 0.03, 0.01), *arguments, 0)
    assert vol.delta == vol.theta == 0
    assert_allclose(vol.vega + vol.volga, vol.total, rtol=1e-4)
    day = attribute_move(base, base, *arguments, 1)
    assert_allclose(day.theta, day.total, rtol=0.02)
    rate = attribute_move(base, flat_surface(4000, 0.2, 0.031, 0.01), *arguments, 0)
    assert_allclose(rate.rho, rate.total, rtol=0.02)


def test_an_option_that_expires_in_between_ends_at_its_intrinsic_value():
    before, after = spx_surface(4000, 20, 21), spx_surface(4150, 18, 20)
    account = attribute_move(before, after, ["c", "p"], [4100.0, 4100], 2 / 365, [1, 1], 3)
    end = np.array([50.0, 0]) * 100
    assert_allclose(account.total, end - 100 * surface_price(before, ["c", "p"], [4100.0, 4100], 2 / 365))
    assert all(np.isfinite(part).all() for part in account)


def test_the_whole_history_at_once_and_its_worst_days():
    table = load_market().table
    columns = table[["spx", "vix", "vix3m_filled", "rate", "dividend_yield"]].to_numpy().T
    before, after = spx_surface(*columns[:, :-1]), spx_surface(*columns[:, 1:])
    strikes = np.round(before.spot[:, None] * np.array([0.92, 0.94, 1.04, 1.06]) / 5) * 5
    days = np.diff(table.index.to_numpy()).astype("timedelta64[D]").astype(float)
    account = sum_legs(attribute_move(before, after, CONDOR_FLAGS, strikes, 40 / 365, QUANTITY, days))
    assert account.total.shape == (len(table) - 1,)
    quiet = np.abs(np.diff(columns[0]) / columns[0, :-1]) < 0.01
    explained = np.abs(account.residual[quiet]).sum() / np.abs(account.total[quiet]).sum()
    assert explained < 0.05
    crash = table.index[1:].get_loc("2018-02-05")
    one = sum_legs(
        attribute_move(
            spx_surface(*columns[:, crash]),
            spx_surface(*columns[:, crash + 1]),
            CONDOR_FLAGS,
            strikes[crash],
            40 / 365,
            QUANTITY,
            days[crash],
        )
    )
    assert_allclose([part[crash] for part in account], one, rtol=1e-8, atol=1e-6)
    assert one.total < 0
    assert one.vega < 0


@pytest.mark.parametrize(
    ("after", "days", "word"),
    [
        (spx_surface([4000, 4100.0], 20, 21), 1, "day after"),
        (spx_surface(4000, 20, 21), -1, "cannot lie before"),
    ],
)
def test_mistakes_are_explained(after, days, word):
    with pytest.raises(CourseError, match=word):
        attribute_move(spx_surface(4000, 20, 21), after, "p", 3900.0, 0.1, 1, days)
