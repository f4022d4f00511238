"""Figures and sliders: what they show is what was computed, and they survive odd input."""

import numpy as np
import pandas as pd
import pytest

from alvh_helpers.course import plots
from alvh_helpers.course import widgets as course_widgets
from alvh_helpers.course.nb00_start_here import figures
from alvh_helpers.course.nb01_condor_anatomy import figures as nb01_figures
from alvh_helpers.course.nb01_condor_anatomy import widgets
from alvh_helpers.errors import CourseError
from alvh_helpers.positions import strikes

DAYS = pd.date_range("2020-02-18", periods=6, freq="B")
STRIKES = strikes.condor_strikes(3155, 3205, 3555, 3605)


def test_hedged_paths_names_the_best_day_of_both_together():
    condors = pd.Series([0, -10, -300, -500, -500, -500.0], DAYS)
    future = pd.Series([0, 50, 200, 900, 600, 450.0], DAYS)
    figure, alt = figures.hedged_paths(condors, future, pd.Series(np.linspace(3370, 2900, 6), DAYS), STRIKES)
    assert figure.axes[0].get_title(loc="left") == "Together +400 dollars on the best day, -50 at the end"
    assert "reach 400 on 2020-02-21" in alt


def test_profit_by_year_counts_the_losing_years():
    days = pd.to_datetime(["2019-03-01", "2019-06-03", "2020-02-18", "2021-01-04"])
    trades = pd.DataFrame({"condors": [5.0, 5, -9, 5], "futures": [-1.0, -1, 9, -2]}, index=days)
    figure, alt = figures.profit_by_year(trades)
    assert figure.axes[0].get_title(loc="left") == "The futures lost money in 2 of 3 years"
    assert "best year is 2020" in alt


def test_chances_tell_model_and_history():
    table = pd.DataFrame(
        {"model": [0.68, 0.2], "history": [0.85, 0.1], "low": [0.8, 0.05], "high": [0.9, 0.15]},
        index=["stays", "falls"],
    )
    figure, alt = nb01_figures.chances(table)
    assert "model 68 %, history 85 % (80 to 90)" in alt
    assert figure.get_suptitle() == "Stays: the model says 68%, history 85%"


@pytest.mark.rule("R3")
def test_extrinsic_decay_tells_what_is_left_after_half_the_time():
    days = np.arange(40, 0, -1)
    figure, alt = nb01_figures.extrinsic_decay(days, {"VIX 10": days * 10.0, "VIX 20": np.full(40, 500.0)})
    assert "VIX 10 50%" in alt and "VIX 20 100%" in alt
    assert figure.axes[0].xaxis_inverted()


def test_condor_view_agrees_with_the_anatomy():
    figure, alt = widgets.condor_view(3370, 14.83, 45, 0.16, 50, 50, 20)
    lower, upper = [float(x.get_xdata()[0]) for x in figure.axes[0].lines[-2:]]
    assert lower < 3370 < upper
    assert "with 20 days left" in alt
    profit = figure.axes[0].lines[0].get_ydata()
    assert profit.max() - profit.min() == pytest.approx(5000)


@pytest.mark.parametrize("vix", [8.0, 90.0])
@pytest.mark.parametrize("wing", [5, 300])
def test_condor_view_survives_the_ends_of_its_sliders(vix, wing):
    for days, delta in ((5, 0.02), (120, 0.45)):
        _, alt = widgets.condor_view(3370, vix, days, delta, wing, 5, 120)
        assert "profit of one iron condor" in alt


def test_the_explorer_redraws_and_says_what_is_wrong(capsys):
    drawn = []

    def draw(size):
        drawn.append(size)
        if size > 5:
            raise CourseError("size 6 is more than there is")
        figure, _ = plots.new_figure()
        return figure, "A figure without lines that stands for a figure with lines."

    import ipywidgets as widgets

    slider = widgets.IntSlider(value=3, min=1, max=9)
    course_widgets.explorer(draw, size=slider)
    slider.value = 6
    assert drawn == [3, 6] and slider.continuous_update is False
    assert "size 6 is more than there is" in capsys.readouterr().out


def test_the_payoff_explorer_starts_where_the_notebook_is():
    panel = widgets.payoff_explorer(2476.35, 10.09, 45, 0.16, 50, 25)
    values = {w.description: w.value for row in panel.children[:-1] for w in row.children}
    assert values["VIX"] == pytest.approx(10.09) and values["call wing (points)"] == 25
