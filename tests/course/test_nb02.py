"""Figures, sliders and position Greeks of notebook 02: they show what was computed, and survive odd input."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from alvh_helpers.course.nb02_condor_greeks import figures, widgets
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.positions.condor import surface_of
from alvh_helpers.pricing import black
from alvh_helpers.pricing.surface import flat_surface, spx_surface

STRIKES = np.array([2530.0, 2580, 2875, 2925])
SIDES = np.array([1, -1, -1, 1])


@pytest.fixture
def friday():
    return widgets.eve_of(load_market(), "2018-02-05")


def test_the_eve_is_the_session_before_and_the_first_day_has_none(friday):
    assert friday.date == pd.Timestamp("2018-02-02") and friday.vix == 17.31
    with pytest.raises(CourseError, match="first day of the history"):
        widgets.eve_of(load_market(), "2007-04-02")
    with pytest.raises(CourseError, match="no trading day"):
        widgets.eve_of(load_market(), "2018-02-04")


@pytest.fixture
def surface(friday):
    return surface_of(load_market(), friday.date)


def test_the_surface_of_a_day_is_built_from_its_own_closes(friday, surface):
    assert surface.spot == friday.spx and surface.vix == friday.vix and surface.vix3m == friday.vix3m
    assert surface.rate == friday.rate and surface.dividend_yield == friday.dividend_yield


def test_dollar_greeks_are_unit_greeks_times_hundred_times_condors():
    flat = flat_surface(2762.13, 0.1731, 0.014, 0.018)
    dollars = widgets.dollar_greeks(flat, STRIKES, 42 / 365, condors=7)
    unit = black.black_scholes(["p", "p", "c", "c"], 2762.13, STRIKES, 42 / 365, 0.1731, 0.014, 0.018)
    for name in ("price", "delta", "gamma", "vega", "theta", "rho"):
        assert_allclose(dollars[name], 700 * SIDES @ getattr(unit, name), rtol=1e-12)
    assert_allclose(dollars["vega_vix"], dollars["vega"], rtol=1e-4)
    assert "vol" not in dollars


def test_dollar_greeks_are_slopes_of_the_value_through_the_surface():
    surface, time = spx_surface(2762.13, 17.31, 17.03, 0.014, 0.018), 42 / 365
    moved = surface.bumped(spot=np.array([-0.5, 0.0, 0.5]))
    down, here, up = widgets.dollar_greeks(moved, STRIKES, time)["price"]
    greeks = widgets.dollar_greeks(surface, STRIKES, time)
    assert_allclose(greeks["price"], here, rtol=1e-12)
    assert_allclose(greeks["delta_sticky_moneyness"], up - down, rtol=1e-4)
    raised = surface.bumped(spot=np.zeros(2), vix=np.array([-0.05, 0.05]))
    less, more = widgets.dollar_greeks(raised, STRIKES, time)["price"]
    assert_allclose(greeks["vega_vix"], (more - less) / 0.1, rtol=1e-4)
    tomorrow = widgets.dollar_greeks(surface, STRIKES, time - 0.5 / 365)["price"]
    yesterday = widgets.dollar_greeks(surface, STRIKES, time + 0.5 / 365)["price"]
    assert_allclose(greeks["theta_surface"], tomorrow - yesterday, rtol=1e-3)


def test_a_condor_is_short_gamma_and_vega_at_the_centre_and_long_both_far_off():
    spots = np.array([2300.0, 2700, 3200])
    greeks = widgets.dollar_greeks(flat_surface(spots, 0.17), STRIKES, 30 / 365)
    assert (np.sign(greeks["gamma"]) == [1, -1, 1]).all()
    assert (np.sign(greeks["vega"]) == [1, -1, 1]).all()
    assert (np.sign(greeks["theta"]) == [-1, 1, -1]).all()


@pytest.mark.parametrize(
    ("y", "flips"),
    [([1, -1, -1, 3], [0.5, 2.25]), ([1, 0, -1, -2], [1.0]), ([1, 0, 1, 2], []), ([-1, -2, -3, -1], [])],
)
def test_sign_flips_are_where_a_line_through_the_points_crosses_zero(y, flips):
    assert_allclose(figures.sign_flips([0, 1, 2, 3], y), flips)


def _curves(**greeks):
    return {"case": {name: greeks.get(name, np.ones(5)) for name in ("delta", "gamma", "vega", "theta")}}


def test_greek_panels_tell_the_signs_of_the_first_case_in_the_title():
    x = np.arange(5.0)
    curves = _curves(gamma=np.array([1, -1, -1, -1, 1.0]), vega=-1 - x, theta=np.array([-1, -1, 1, 1, 1.0]))
    figure, alt = figures.greek_panels(x, curves, xlabel="index", bands={"wing": (1, 2), "now": (3, 3)})
    assert figure.get_suptitle() == (
        "case: gamma is below zero from 0 to 4,\nvega below zero, most so at 4, theta below zero up to 2"
    )
    assert "delta is above zero" in alt
    assert [text.get_text() for text in figure.axes[0].texts] == ["wing", "now"]
    wiggly = figures.greek_panels(x, _curves(vega=np.array([1, -1, 1, -1, 1.0])), xlabel="index")[1]
    assert "vega is of changing sign 4 times" in wiggly


@pytest.mark.parametrize(("size", "tick"), [(300.0, "$200"), (3.0, "$2.0"), (0.2, "$0.20")])
def test_small_greeks_keep_their_decimals(size, tick):
    figure, _ = figures.greek_panels(np.arange(5), _curves(gamma=np.linspace(-size, size, 5)), xlabel="x")
    figure.draw_without_rendering()
    assert tick in [label.get_text() for label in figure.axes[1].get_yticklabels()]


@pytest.mark.rule("R19")
def test_vega_per_theta_tells_when_each_line_falls_below_the_threshold():
    days = np.arange(3, 43)
    lines = {"VIX 17": days / 6, "VIX 90": 5.0 + 0 * days}
    figure, alt = figures.vega_per_theta(days, lines, threshold=3.2, start=7.0)
    assert "VIX 17 19 days left, VIX 90 never" in alt
    assert figure.axes[0].xaxis_inverted()
    assert "costs 7.0 days" in figure.axes[0].get_title(loc="left")


@pytest.mark.parametrize("at", [(-0.041, 20.0), (0.30, -50.0)])
def test_profit_map_counts_the_winning_days_and_marks_what_came(at):
    moves, changes = np.linspace(-0.05, 0.05, 21), np.linspace(-5, 21, 27)
    field = 1000 - 40 * changes[:, None] ** 2 - 2e6 * moves[None, :] ** 2
    seen = pd.DataFrame(
        {"move": [0, 0.01, -0.02, 0.04], "change": [0, -1, 2, 4.0], "profit": [9, 5, 3, -7.0]}
    )
    outcome = pd.Series({"move": at[0], "change": at[1], "profit": -812.0}, name=pd.Timestamp("2018-02-05"))
    figure, alt = figures.profit_map(moves, changes, field, seen, outcome)
    assert "Of 4 days that began with such a VIX, 75%" in figure.axes[0].get_title(loc="left")
    assert "2018-02-05 brought -812" in alt and "the worst -7" in alt
    cross = next(line for line in figure.axes[0].lines if line.get_marker() == "X")
    assert moves[0] <= cross.get_xdata()[0] / 100 <= moves[-1]
    assert changes[0] <= cross.get_ydata()[0] <= changes[-1]


@pytest.mark.parametrize("sign", [1, -1])
def test_profit_map_survives_fields_without_a_loss_or_a_gain(sign):
    moves, changes = np.linspace(-0.02, 0.02, 5), np.linspace(-2, 2, 5)
    field = sign * (1 + np.abs(changes[:, None]) + 0 * moves)
    row = pd.Series({"move": 0.0, "change": 0.0, "profit": 1.0}, name=pd.Timestamp("2018-02-05"))
    assert figures.profit_map(moves, changes, field, row.to_frame().T, row)[1]


def test_accounts_draw_steps_that_end_at_the_total():
    account = {"delta": 50.0, "gamma": -80, "rho": 0.1, "residual": -0.2, "total": -30.1}
    figure, alt = figures.accounts({"2018-02-05": account, "2018-02-06": account})
    bars = figure.axes[0].patches
    names = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert names == ["delta", "gamma", "residual", "total"], "idle parts are left out, the residual never"
    assert [bar.get_y() for bar in bars][1] == pytest.approx(50)
    assert bars[-1].get_height() == pytest.approx(-30.1)
    low, high = figure.axes[0].get_ylim()
    assert low < -30.1 and high > 50
    assert "the residual is 0.7% of it" in figure.axes[0].get_title(loc="left")
    assert "gamma -80" in alt and "2018-02-06" in alt


def test_misses_by_move_name_the_quietest_and_the_wildest_group():
    days = pd.RangeIndex(7)
    size = pd.Series([0.001, 0.002, 0.003, 0.007, 0.015, 0.025, 0.09], days)
    four = pd.Series([0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2], days)
    figure, alt = figures.misses_by_move({"4 Greeks": four, "7 Greeks": four / 2}, size)
    title = figure.axes[0].get_title(loc="left")
    assert title == "7 Greeks miss 1.0% of a quiet day and 10.0% of a wild one (medians)"
    assert "below 0.5 %: 4 Greeks 2.0%, 7 Greeks 1.0%; 0.5 to 1 %: 4 Greeks 5.0%" in alt
    labels = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert labels == [
        "below 0.5 %\n(3)",
        "0.5 to 1 %\n(1)",
        "1 to 2 %\n(1)",
        "2 to 3 %\n(1)",
        "above 3 %\n(1)",
    ]


def test_walks_tell_truth_and_prediction_at_the_end_of_the_way():
    way = np.linspace(0, 1, 5)
    walk = pd.DataFrame({"revalued": -100 * way, "four Greeks": -300 * way**2}, way)
    walk["seven Greeks"], walk["floor"] = -200 * way, -150.0
    figure, alt = figures.walks({"sold low": walk, "sold high": walk}, move=-0.12, change=24.9)
    assert figure.axes[0].get_title(loc="left") == "sold low:\n-100 true, -300 by four Greeks"
    assert figure.axes[1].get_xlim() == pytest.approx((0, -12))
    assert "index move of -12.0% and a VIX change of +24.9" in alt


def test_the_view_shows_the_moved_condor_over_the_evening(friday, surface):
    figure, alt = widgets.greeks_view(
        surface, days=42, short_delta=0.16, wing=50, vix=30, days_left=10, condors=10
    )
    moved, evening = figure.axes[2].lines[:2]
    assert (moved.get_label(), evening.get_label()) == ("VIX 30.0, 10 days left", "VIX 17.3, 42 days left")
    here = np.interp(friday.spx, evening.get_xdata(), evening.get_ydata())
    now = widgets.dollar_greeks(surface, STRIKES, 42 / 365, condors=10)
    assert here == pytest.approx(float(now["vega"]), rel=0.01)
    assert "vega is below zero" in alt


@pytest.mark.parametrize("vix", [8.0, 90.0])
@pytest.mark.parametrize(("delta", "wing"), [(0.05, 200), (0.45, 5)])
def test_the_view_survives_the_ends_of_its_sliders(surface, vix, delta, wing):
    _, alt = widgets.greeks_view(surface, days=42, short_delta=delta, wing=wing, vix=vix, days_left=1)
    assert "1 days left" in alt


def test_the_explorer_starts_at_the_evening_itself(surface):
    panel = widgets.greeks_explorer(surface, 42, 0.16, 50, 10)
    values = {w.description: w.value for row in panel.children[:-1] for w in row.children}
    assert values == {"VIX": 17.31, "days left": 42, "short delta": 0.16, "wings (points)": 50}
