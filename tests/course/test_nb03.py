"""What notebook 03 brings along: its figures and explorer, its exercises by hand."""

import math

import mibian
import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from alvh_helpers.course import model_error
from alvh_helpers.course.nb03_volatility_surface import figures, widgets
from alvh_helpers.course.nb03_volatility_surface.exercises import EXERCISES as SURFACE
from alvh_helpers.course.nb03_volatility_surface.widgets import smile_view
from alvh_helpers.errors import CourseError
from alvh_helpers.positions.strikes import choose_strikes
from alvh_helpers.pricing.black import black_scholes
from alvh_helpers.pricing.surface import flat_surface, spx_surface

SIDES = ("left", "center", "right")
ANSWER = {e.id: e.answer for e in SURFACE}


def title(figure):
    return figure._suptitle.get_text() if figure._suptitle else "".join(map(figure.axes[0].get_title, SIDES))


def test_the_view_tells_both_credits_of_shorts_at_their_deltas():
    figure, alt = smile_view(4000, 20, 21, 45, 0.16, 50, (0.03, 0.015))
    credits, calls = [], []
    for of in (spx_surface(4000, 20, 21, 0.03, 0.015), flat_surface(4000, 0.2, 0.03, 0.015)):
        strikes = choose_strikes(of, 45 / 365, short_delta=0.16, wing_points=50)
        vols = of.vol(strikes, 45 / 365)
        legs = black_scholes(list("ppcc"), 4000, strikes, 45 / 365, vols, 0.03, 0.015)
        assert_allclose(np.abs(legs.delta[1:3]), 0.16, atol=0.004)  # off by the 5-point grid
        credits.append(100 * (legs.price @ [-1, 1, 1, -1]))
        calls.append(strikes[2])
    assert f"Credit {credits[0]:,.0f} dollars, not {credits[1]:,.0f}" in title(figure)
    assert calls[0] < calls[1] and f"and {calls[0]:,.0f} on the surface" in alt


def test_the_explorer_starts_at_the_given_day():
    panel = widgets.surface_explorer(3370.29, 14.83, 16.10, 45, 0.16, 50)
    sliders = {w.description: w.value for row in panel.children[:-1] for w in row.children}
    assert sliders["VIX"] == 14.83 and sliders["VIX3M / VIX"] == 1.09 and sliders["days to expiry"] == 45


def test_smiles_carry_their_skew_in_the_alt_text_and_five_days_are_the_most():
    days = {"a": spx_surface(4000, 12, 14), "b": spx_surface(4000, 40, 32)}
    figure, alt = figures.smiles_and_terms(days, 45)
    for day in days.values():
        assert f"skew {float(day.skew(45 / 365)):.2f}" in alt
    assert "of the middle, calm or not" in title(figure)
    with pytest.raises(CourseError, match="6 days"):
        figures.smiles_and_terms({str(i): days["a"] for i in range(6)}, 45)


def test_the_shares_of_a_strip_are_counted_up_to_the_forward():
    level = np.linspace(0.5, 1.5, 101)
    _, alt = figures.strip_shares({"even": (level, np.ones(101))})
    assert "even: 50% from puts, 41% from strikes over 10 % below" in alt


def test_the_fit_figure_takes_its_title_from_the_table():
    rms, bias = (model_error.fit_errors("anchored", s).drop(columns="smiles") for s in ("rms", "bias"))
    figure, _ = figures.fit_lines(rms, bias)
    assert (
        title(figure)
        == f"Within {rms.iloc[:3].max().max():.1f} vol points while VIX is below 17; up to {rms.iloc[-1].max():.1f} above 25"
    )


def test_paths_profits_and_chances_say_their_numbers():
    days = pd.date_range("2020-02-18", periods=4)
    figure, _ = figures.remarked_paths(
        pd.Series([0, 50, -900, -3715.0], days), pd.Series([0, 20, -700, -4222.0], days), 1285.0, 778.0
    )
    assert "778" in title(figure) and "-4,222" in title(figure)
    table = pd.DataFrame(
        {"profit": [6301.0, 1922, -514], "standard error": [1132.0, 1135, 1378]}, list("abc")
    )
    figure, alt = figures.mean_profits(table)
    assert "6,301" in title(figure) and "-514" in title(figure) and "1 of 3 keep clear" in alt
    table = pd.DataFrame(
        [[0.14, 0.069, 0.065, 0.04, 0.08]], ["call"], ["flat VIX", "surface", "history", "low", "high"]
    )
    figure, _ = figures.chances_by_surface(table)
    assert title(figure) == "Call: 14.0% at flat VIX, 6.9% on the surface, 6.5% in history"


def test_vol_space_names_the_highest_vix_of_each_curve_and_survives_an_empty_one():
    path = pd.DataFrame({"spx": [3370.0, 3000], "vix": [14.8, 40]}, ["2020-02-18", "2020-02-27"])
    curve = np.array([[3200, 5.0], [3370, 15], [3500, 5]])
    curves = {"day of the sale": [curve], "15 days later": [curve + np.array([0, 4])], "30 days later": []}
    figure, _ = figures.vol_space(curves, path, (3370, 14.8), ["2020-02-27", "2020-09-09"])
    assert title(figure) == "On the day of the sale nothing is won above VIX 15; 15 days later, above 19"


def test_vix_calls_tell_the_mistake_at_a_strike_a_third_above_the_future():
    strikes = np.arange(20.0, 90)
    band = {"low": 10 - strikes / 10, "mid": 10.5 - strikes / 10, "high": 11 - strikes / 10}
    figure, alt = figures.vix_calls(strikes, 20 - strikes / 10, band, 60, 40, "2020-03-16")
    assert title(figure) == "2020-03-16: spot VIX misprices the 52 call by +9.5 points; the band is ±0.5"
    assert "14.80 off spot and 5.30 off its future" in alt


def test_exercises_by_hand():
    assert_allclose(ANSWER["03.2"](), 10_000 * 2 * 365 / 30 * 5 * 12.5 / 4500**2, rtol=1e-12)
    assert_allclose(
        ANSWER["03.4"](), 100 * mibian.BS([32.10, 35, 0, 16], volatility=140).callPrice, rtol=1e-9
    )
    assert_allclose(ANSWER["03.1"](), 5000 * spx_surface(1, 20, 21).vol(1.0, 30 / 365) * math.sqrt(30 / 365))
    strike = 5000 * (1 + ANSWER["03.3"]())
    vol = float(spx_surface(5000, 16, 18).vol(strike, 45 / 365))
    assert_allclose(black_scholes("c", 5000, strike, 45 / 365, vol).delta, 0.16, atol=1e-9)
