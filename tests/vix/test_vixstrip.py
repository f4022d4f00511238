"""Cboe's formula: its own published example figure by figure, and the surface's strip against the index it came from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.pricing.surface import flat_surface, spx_surface
from alvh_helpers.vix.index import surface_quotes, vix_from_strip, vix_index

# The near-term strip of the worked example in Cboe's "Volatility Index Methodology: Cboe Volatility Index": mid prices
# of puts from 1370 and of calls to 2125, every 5 points except where the example lists none or a zero bid.
LOW = [*range(1370, 1405, 5), 1410, 1420, *range(1425, 1960, 5)]
PUTS = """
.2 .125 .15 .225 .225 .125 .125 .225 .225 .175 .225 .275 .175 .225 .2 .25 .25 .25 .25 .2 .25 .35 .175 .275 .325 .325 .3 .3
.35 .35 .325 .375 .375 .375 .5 .425 .425 .425 .475 .55 .525 .525 .525 .525 .675 .575 .625 .625 .625 .675 .675 .725 .725 .775
.675 .825 .825 .875 .875 .925 .975 1.025 1.025 1.075 1.125 1.125 1.175 1.225 1.275 1.325 1.375 1.425 1.475 1.55 1.6 1.675
1.75 1.825 1.9 2 2.075 2.175 2.25 2.375 2.525 2.625 2.775 2.95 3.075 3.3 3.45 3.65 3.9 4.1 4.35 4.65 4.95 5.25 5.6 6 6.4
6.85 7.35 7.9 8.3 9 9.65 10.6 11.4 12.1 13.25 14.15 15.25 16.55 18.25 19.75
"""
HIGH = [*range(1965, 2105, 5), 2125]
CALLS = """
21.05 18.1 15.25 12.75 10.45 8.45 6.65 4.95 3.8 2.875 2.025 1.45 1.125 .725 .525 .5 .4 .25 .325 .225 .175 .15 .15 .25 .225
.1 .2 .1 .1
"""
NEAR, NEXT = 34484 / 525600, 44954 / 525600


def cboe_example():
    puts = dict(zip(LOW, map(float, PUTS.split()))) | {1960: 21.30, 1965: 23.15}
    calls = dict(zip(HIGH, map(float, CALLS.split()))) | {1960: 24.25}
    # Zero bids, and beyond two of them in a row quotes that exist and must not count.
    puts |= {1345: 0, 1350: 0.10, 1355: 0.20, 1360: 0, 1365: 0, 1405: 0, 1415: 0}
    calls |= {2120: 0, 2150: 0, 2175: 0, 2200: 0, 2225: 0.075, 2250: 0}
    strikes = np.array(sorted(puts | calls), float)
    return strikes, *(np.array([side.get(k, np.nan) for k in strikes]) for side in (calls, puts))


def test_the_near_term_of_cboes_example():
    strikes, calls, puts = cboe_example()
    strip = vix_from_strip(strikes, calls, puts, NEAR, 0.00031664)
    assert_allclose(strip.forward, 1962.89996, atol=1e-5)
    assert strip.at_strike == 1960
    used = strikes[strip.contribution > 0]
    assert (used[0], used[-1], len(used)) == (1370, 2125, len(LOW) + 1 + len(HIGH))
    assert_allclose(strip.contribution.sum() * NEAR / 2, 0.0006320516, atol=1e-10)
    assert_allclose(strip.variance, 0.019233906, atol=1e-8)


def test_thirty_days_of_cboes_example():
    assert_allclose(vix_index(NEAR, 0.019233906, NEXT, 0.019423884), 13.93, atol=0.005)


def test_delta_k_spans_a_missing_strike_and_doubles_nothing_at_the_ends():
    strikes, calls, puts = cboe_example()
    strip = vix_from_strip(strikes, calls, puts, NEAR, 0.00031664)
    spacing = strip.contribution * strikes**2 / (2 / NEAR * np.exp(0.00031664 * NEAR))
    quoted = strip.contribution > 0
    at = dict(zip(strikes[quoted], spacing[quoted] / np.where(strikes < 1960, puts, calls)[quoted]))
    assert_allclose([at[1370], at[1400], at[1410], at[1965], at[2100], at[2125]], [5, 7.5, 10, 5, 15, 25])


@pytest.fixture(scope="module")
def history():
    t = load_market().table
    return spx_surface(*(t[c].to_numpy() for c in ("spx", "vix", "vix3m_filled", "rate", "dividend_yield")))


def part(surface, rows):
    return spx_surface(
        surface.spot[rows],
        surface.vix[rows],
        surface.vix3m[rows],
        surface.rate[rows],
        surface.dividend_yield[rows],
    )


def rebuilt(surface, days, step=5.0, low=0.02, high=3.0, smallest_bid=0.0, every=1):
    """The index of one expiry from a listed-like grid: every `step` points from 2 % to three times the spot."""
    out = []
    rows = np.argsort(surface.spot, kind="stable")[::every]
    for chunk in np.array_split(rows, max(1, len(rows) // 100)):
        some = part(surface, chunk)
        first = max(step, step * np.floor(low * some.spot.min() / step))
        grid = np.arange(first, high * some.spot.max(), step)
        strikes = np.broadcast_to(grid, (len(chunk), len(grid)))
        time = np.full(len(chunk), days / 365)
        calls, puts = surface_quotes(some, time, strikes, smallest_bid)
        out.append(vix_from_strip(strikes, calls, puts, time, some.rate).vix)
    return np.concatenate(out), rows


@pytest.mark.parametrize(("days", "index", "bound"), [(30, "vix", 0.02), (93, "vix3m", 0.05)])
def test_the_surfaces_own_strip_returns_the_index_on_every_day(history, days, index, bound):
    got, rows = rebuilt(history, days)
    error = got - getattr(history, index)[rows]
    assert len(error) == history.shape[0]
    assert np.abs(error).max() < bound
    assert abs(error.mean()) < bound / 4


def test_finer_grids_help_and_zero_bids_hurt(history):
    error = {}
    for name, given_ in {
        "5": {},
        "2.5": {"step": 2.5},
        "25": {"step": 25.0},
        "bids": {"smallest_bid": 0.05},
    }.items():
        got, rows = rebuilt(history, 30, every=60, **given_)
        error[name] = got - history.vix[rows]
    assert np.abs(error["2.5"]).max() < np.abs(error["5"]).max() < np.abs(error["25"]).max()
    assert error["bids"].mean() < 0 < error["5"].mean()


def test_a_flat_surface_returns_its_volatility():
    surface = flat_surface(4000, 0.2, 0.03, 0.01)
    strikes = np.arange(1500.0, 9000, 1)
    strip = vix_from_strip(strikes, *surface_quotes(surface, 30 / 365, strikes), 30 / 365, 0.03)
    assert_allclose(strip.vix, 20, atol=1e-3)
    assert_allclose(strip.forward, surface.forward(30 / 365), atol=1e-8)


def test_two_expiries_around_thirty_days():
    surface = spx_surface(4000, 20, 20.5, 0.02, 0.01)
    strikes = np.arange(100.0, 12000, 2.5)
    near, later = (
        vix_from_strip(strikes, *surface_quotes(surface, d / 365, strikes), d / 365, 0.02).variance
        for d in (25, 32)
    )
    assert_allclose(vix_index(25 / 365, near, 32 / 365, later), 20, atol=0.06)


@given(st.floats(10, 60), st.floats(0.8, 1.2), st.integers(10, 90))
def test_level_is_recovered_at_any_scale(vix, ratio, days):
    surface, strikes = spx_surface(1000, vix, vix * ratio), np.arange(5.0, 4000, 2.5)
    strip = vix_from_strip(strikes, *surface_quotes(surface, days / 365, strikes), days / 365)
    assert_allclose(strip.variance, surface.variance_swap(days / 365), rtol=0.01)


def test_unknown_prices_give_an_unknown_index():
    strip = vix_from_strip([90, 100, 110.0], [np.nan] * 3, [np.nan] * 3, 0.1)
    assert np.isnan(strip.vix)


STRIKES, PRICES = [90.0, 100, 110], [10.0, 3, 1]


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: vix_from_strip([90, 100.0], [10, 3.0], [1, 3.0], 0.1), "2 strikes"),
        (lambda: vix_from_strip([90, 110.0, 100], PRICES, PRICES[::-1], 0.1), "strike 100 is out of order"),
        (lambda: vix_from_strip(STRIKES, [10, -3, 1.0], PRICES[::-1], 0.1), "price -3"),
        (lambda: vix_from_strip(STRIKES, PRICES, PRICES[::-1], 0.0), "time 0"),
        (lambda: vix_from_strip(STRIKES, [1, 1, 1.0], [30, 30, 30.0], 0.1), "below every strike"),
        (lambda: vix_index(0.1, 0.04, 0.1, 0.04), "not later"),
    ],
)
def test_mistakes_are_explained(call, word):
    with pytest.raises(CourseError, match=word):
        call()
