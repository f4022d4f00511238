"""The SPX surface: anchored to VIX and VIX3M on every day, free of arbitrage, in line with quotes, days first."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from alvh_helpers.course.model_error import DELTAS, EXPIRIES, fit_errors
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.pricing.black import black_scholes
from alvh_helpers.pricing.smile import durrleman, total_variance, variance_swap_total
from alvh_helpers.pricing.surface import (
    LEAST_FORWARD,
    REGIMES,
    bound_use,
    flat_surface,
    forward_variance,
    regime_row,
    smooth_table,
    spx_surface,
    surface_of,
    swap_total_variance,
)

VIX = st.floats(9, 90)
RATIO = st.floats(0.7, 1.35)
DAYS = np.array([1, 2, 3, 5, 7, 10, 14, 20, 29, 30, 31, 45, 60, 92, 93, 94, 120, 180, 270, 365])


@pytest.fixture(scope="module")
def history():
    return surface_of(load_market())


@pytest.mark.parametrize(("days", "index"), [(30, "vix"), (93, "vix3m")])
def test_the_whole_smile_prices_the_published_index_on_every_day(history, days, index):
    level = 100 * np.sqrt(variance_swap_total(*history.smile(days / 365)) / (days / 365))
    assert_allclose(level, getattr(history, index), rtol=1e-6)
    assert_allclose(100 * np.sqrt(history.variance_swap(days / 365)), getattr(history, index), rtol=1e-12)


def test_no_arbitrage_on_any_day_of_the_history(history):
    years = np.broadcast_to(DAYS / 365, (*history.shape, len(DAYS)))
    theta, rho, eta = history.smile(years)
    assert (eta * (1 + np.abs(rho)) <= 2 + 1e-12).all()
    root = np.sqrt(theta)[..., None]
    slices = theta[..., None], rho[..., None], eta[..., None]
    for part in np.array_split(np.linspace(-8, 6, 29), 4):
        assert durrleman(part * root, *slices).min() > 0
    for part in np.array_split(np.linspace(-1.6, 0.9, 26), 4):
        assert np.diff(total_variance(part, *slices), axis=1).min() > 0


@given(VIX, st.floats(0.4, 3.0))
def test_no_calendar_arbitrage_even_when_the_pair_would_imply_it(vix, ratio):
    surface = spx_surface(4000, vix, max(vix / ratio, 5), 0.03, 0.01)
    theta, rho, eta = surface.smile(DAYS / 365)
    assert np.diff(surface.variance_swap(DAYS / 365) * DAYS).min() > 0
    k = np.linspace(-1.6, 0.9, 51)[:, None]
    assert np.diff(total_variance(k, theta, rho, eta), axis=1).min() > -1e-12
    assert durrleman(np.linspace(-8, 6, 57)[:, None] * np.sqrt(theta), theta, rho, eta).min() > 0


def test_the_floor_on_forward_variance_binds_only_beyond_what_was_ever_seen(history):
    raw = (93 * history.vix3m**2 - 30 * history.vix**2) / 63 / 1e4
    assert (raw > LEAST_FORWARD * (history.vix / 100) ** 2).all()
    assert_allclose(forward_variance(90, 30), LEAST_FORWARD * 0.81)


def test_term_structure_in_pieces():
    assert_allclose(
        swap_total_variance(np.array([30, 93]) / 365, 20, 25), [0.04 * 30 / 365, 0.0625 * 93 / 365]
    )
    middle = swap_total_variance(np.array([30, 61.5, 93]) / 365, 20, 25)
    assert_allclose(middle[1], (middle[0] + middle[2]) / 2)
    assert swap_total_variance(0.0, 20, 25) == 0
    # Inverted: dearer below 30 days than the VIX; upright: cheaper. Far out both approach the long run.
    near = np.sqrt(swap_total_variance(9 / 365, [40, 15], [32, 18]) / (9 / 365))
    assert near[0] > 0.40
    assert near[1] < 0.15
    far = np.sqrt(np.diff(swap_total_variance(np.array([[10.0], [10.1]]), [80, 10], [60, 12]), axis=0) / 0.1)
    assert_allclose(far, 0.20, atol=1e-3)


@given(VIX, RATIO, st.integers(1, 365), st.floats(0.7, 1.2), st.floats(0, 0.06), st.floats(0, 0.03))
def test_parity_and_order_of_prices_on_the_surface(vix, ratio, days, moneyness, rate, dividends):
    surface, time = spx_surface(4000, vix, vix / ratio, rate, dividends), days / 365
    strike = np.round(4000 * moneyness / 5) * 5 + np.arange(-50, 55, 5)
    vol = surface.vol(strike, time)
    calls, puts = (black_scholes(f, 4000, strike, time, vol, rate, dividends).price for f in "cp")
    assert_allclose(calls - puts, np.exp(-rate * time) * (surface.forward(time) - strike), atol=1e-7)
    slack = 1e-9 * 4000
    assert (np.diff(calls) <= slack).all()
    assert (np.diff(puts) >= -slack).all()
    assert (np.diff(calls, 2) >= -slack).all()


@pytest.mark.parametrize("vix", [9, 16, 35, 90])
def test_extreme_levels_still_make_a_smile(vix):
    surface = spx_surface(4000, vix, vix)
    vols = surface.vol(4000 * np.array([0.5, 0.9, 1, 1.1, 1.5]), 30 / 365)
    assert np.isfinite(vols).all()
    assert 0.70 < 100 * surface.atm_vol(30 / 365) / vix < 0.95
    assert 0.2 < surface.skew(30 / 365) < 0.5


def test_atm_and_skew_agree_with_the_smile_itself():
    surface, time = spx_surface(4000, 20, 22, 0.04, 0.015), 45 / 365
    assert_allclose(surface.vol(surface.forward(time), time), surface.atm_vol(time), rtol=1e-12)
    measures = surface.skew_measures(time)
    assert_allclose(measures.skew, (measures.put - measures.call) / measures.atm)
    assert_allclose(surface.skew(time), measures.skew)


def test_known_levels_by_regime():
    """30-day at-the-money over VIX and 25-delta skew: about .82 and .40 below VIX 35, .89 and .31 above 65."""
    vix = np.array([20, 25, 30, 35, 67, 75, 85.0])
    surface = spx_surface(4000, vix, vix)
    ratio, skew = 100 * surface.atm_vol(30 / 365) / vix, surface.skew(30 / 365)
    assert_allclose(ratio[:4].mean(), 0.82, atol=0.025)
    assert_allclose(skew[:4].mean(), 0.40, atol=0.03)
    assert_allclose(ratio[4:], 0.89, atol=0.01)
    assert_allclose(skew[4:], 0.31, atol=0.015)


def test_the_regimes_join_without_a_jump():
    vix = np.linspace(8, 95, 3481)
    _, rho, eta = spx_surface(4000, vix, vix).smile(30 / 365)
    assert np.abs(np.diff(rho)).max() < 0.004
    assert np.abs(np.diff(eta)).max() < 0.004
    slope = np.diff(smooth_table(np.log(vix), np.log(REGIMES[:, 0]), REGIMES[:, 1])) / np.diff(np.log(vix))
    assert np.abs(np.diff(slope)).max() < 0.05
    vols = spx_surface(4000, vix, vix).vol(np.full((1, 3), [3600, 4000, 4300.0]), 30 / 365)
    assert np.abs(np.diff(vols, axis=0)).max() < 6e-4


def test_smooth_table_meets_its_knots_and_never_overshoots():
    knots, values = np.array([1.0, 2.0, 4.0, 5.0]), np.array([0.0, 1.0, 1.2, 0.5])
    assert_allclose(smooth_table(knots, knots, values), values)
    assert_allclose(smooth_table([0.0, 9.0], knots, values), [0.0, 0.5])
    fine = smooth_table(np.linspace(1, 4, 301), knots, values)
    assert (np.diff(fine) >= 0).all()
    assert np.isnan(smooth_table(np.nan, knots, values))


def test_short_smiles_use_less_of_the_bound():
    _, odds = regime_row(20.0)
    use = bound_use(odds, np.array([0.0, 7, 30, 93, 365]) / 365)
    assert (np.diff(use) > 0).all()
    assert use[0] >= 0
    assert use[-1] < 1


def test_many_days_at_once_are_the_days_one_by_one(history):
    rng = np.random.default_rng(7)
    days = rng.choice(history.shape[0], 40, replace=False)
    many = spx_surface(
        *(getattr(history, c)[days] for c in ("spot", "vix", "vix3m", "rate", "dividend_yield"))
    )
    strike = many.spot[:, None] * rng.uniform(0.8, 1.1, (40, 12))
    time = rng.integers(0, 200, (40, 12)) / 365
    together = many.vol(strike, time)
    for i in range(40):
        one = spx_surface(many.spot[i], many.vix[i], many.vix3m[i], many.rate[i], many.dividend_yield[i])
        assert_allclose(one.vol(strike[i], time[i]), together[i], rtol=1e-12)


def test_shapes_days_first_then_legs():
    days = spx_surface([4000, 4100.0, 3900], [20, 18, 30.0], [21, 20, 28.0])
    assert days.vol(4000, 0.1).shape == (3,)
    assert days.vol([4000, 4100, 3900], 0.1).shape == (3,)
    assert days.vol(np.full((3, 4), 4000.0), 0.1).shape == (3, 4)
    assert days.vol(np.full((1, 4), 4000.0), np.full((3, 1), 0.1)).shape == (3, 4)
    assert days.vol(np.full((3, 4), 4000.0), [0.1, 0.2, 0.3]).shape == (3, 4)
    assert days.atm_vol(np.full((3, 5), 0.1)).shape == (3, 5)
    one = spx_surface(4000, 20, 21)
    assert one.vol(np.arange(3800.0, 4200, 100), np.array([[0.1], [0.2]])).shape == (2, 4)
    with pytest.raises(CourseError, match="days come first"):
        days.vol(np.full((1, 4), 4000.0)[0], 0.1)


def test_nothing_known_gives_nothing_and_expiry_gives_a_number():
    surface = spx_surface([4000, np.nan, 4000], [20, 20, np.nan], [21, 21, 21])
    vols = surface.vol(np.full((3, 2), [3900.0, 4100]), 0.1)
    assert np.isfinite(vols[0]).all()
    assert np.isnan(vols[1:]).all()
    last = spx_surface(4000, 20, 21).vol([3900, 4000, 4100], 0.0)
    assert np.isfinite(last).all()
    assert (last > 0).all()


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda: spx_surface(0, 20, 21), "not above 0"),
        (lambda: spx_surface(4000, -5, 21), "VIX -5"),
        (lambda: spx_surface(4000, 0.2, 21), "0.2 looks like a decimal"),
        (lambda: spx_surface(4000, 20, 0.21), "VIX3M 0.21 looks like a decimal"),
        (lambda: spx_surface(4000, 20, 21).vol(-1, 0.1), "strike -1"),
        (lambda: spx_surface(4000, 20, 21).vol(4000, -0.1), "time -0.1 is negative"),
        (lambda: flat_surface(4000, 20), "decimals"),
        (lambda: flat_surface(-1, 0.2), "not above 0"),
        (lambda: regime_row(0), "not above 0"),
    ],
)
def test_mistakes_are_explained(call, word):
    with pytest.raises(CourseError, match=word):
        call()


def test_flat_surface_has_one_volatility_and_the_same_methods():
    flat = flat_surface(4000, 0.2, 0.03, 0.01)
    strikes = np.arange(3500.0, 4600, 100)
    assert_allclose(flat.vol(strikes, 0.1), 0.2)
    assert_allclose(flat.variance_swap(0.1), 0.04)
    assert_allclose(flat.forward(0.5), 4000 * np.exp(0.01))
    assert flat.skew(0.1) == 0
    assert_allclose(flat.bumped(spot=10, vix=2).atm_vol(0.1), 0.22)
    assert flat_surface([4000, 4100.0], [0.2, 0.3]).vol(np.full((2, 3), 4000.0), 0.1).shape == (2, 3)


def test_a_bump_moves_spot_vix_and_vix3m_as_stated():
    up = spx_surface(4000, 20, 21).bumped(spot=-50, vix=2, vix3m_beta=0.5)
    assert (float(up.spot), float(up.vix), float(up.vix3m)) == (3950, 22, 22)
    grid = spx_surface(4000, 20, 21).bumped(spot=np.zeros((2, 3)), vix=np.arange(3.0))
    assert grid.shape == (2, 3)


def test_values_cannot_be_changed_from_outside():
    spots = np.array([4000.0, 4100])
    surface = spx_surface(spots, 20, 21)
    spots[0] = 1
    assert surface.spot[0] == 4000
    with pytest.raises(ValueError, match="read-only"):
        surface.spot[0] = 1


def test_the_summary_of_the_fit_is_complete():
    for measure in ("anchored", "shape"):
        for statistic in ("rms", "bias"):
            table = fit_errors(measure, statistic)
            assert list(table.columns) == ["smiles", *DELTAS]
            assert len(table) == 5
    assert fit_errors("shape", "rms")["atm"].max() == 0
    assert sum(fit_errors(expiries=e)["smiles"].sum() for e in EXPIRIES) == 132
    with pytest.raises(CourseError, match="not one of"):
        fit_errors("guess")


def test_the_fit_is_as_good_as_the_summary_says(repo):
    """Recompute every stored figure from the quotes, where they are at hand, and hold the fit to its bounds."""
    if not (repo.parent / "shared" / "quotes" / "skew_by_delta.csv").exists():
        pytest.skip("the quotes are not part of the project")
    sys.path.insert(0, str(repo / "tools" / "calibration"))
    from fit_surface import load_quotes, summary

    for measure, regime, days, smiles, bias, rms in summary(load_quotes()):
        for statistic, figures in (("bias", bias), ("rms", rms)):
            row = fit_errors(measure, statistic, days).loc[f"VIX {regime[0]}-{regime[1]}"]
            assert row["smiles"] == smiles
            assert_allclose(row[list(DELTAS)], figures, atol=0.0051)
        if days == (11, 63) and regime[1] <= 17:
            assert rms[1:-1].max() < (1.15 if measure == "anchored" else 1.05)


PARTS = ("spot", "vix", "vix3m", "rate", "dividend_yield")


@given(st.lists(st.integers(0, 4000), min_size=1, max_size=8), st.booleans())
def test_days_picked_out_of_a_surface_are_those_days(history, positions, from_the_table):
    market = load_market()
    days = market.sessions[positions]
    picked = surface_of(market.table.iloc[positions] if from_the_table else market, days)
    for of in (picked, history.at(positions)):
        for name in PARTS:
            assert (getattr(of, name) == getattr(history, name)[positions]).all()
    one = surface_of(market, str(days[0].date()))
    assert one.shape == history.at(positions[0]).shape == ()
    assert [float(getattr(one, n)) for n in PARTS] == [float(getattr(picked, n)[0]) for n in PARTS]
    assert surface_of(market.day(days[0])).vol(3000.0, 0.1) == one.vol(3000.0, 0.1)


def test_days_of_a_mask_and_surfaces_that_are_already_there(history):
    high = history.vix > 60
    assert (history.at(high).vix == history.vix[high]).all()
    flat = flat_surface(4000, 0.2)
    assert surface_of(flat, "2020-03-16") is flat
    assert surface_of(history) is history


@pytest.mark.parametrize("day", ["2020-03-15", ["2020-03-16", "2020-03-15"]])
def test_a_day_that_is_no_session_is_refused(day):
    with pytest.raises(CourseError, match="2020-03-15 is no trading day"):
        surface_of(load_market(), day)
