"""The house style: figures carry alt text, names do not overlap, roles look the same everywhere."""

from itertools import pairwise

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgb

from alvh_helpers.course import plots
from alvh_helpers.errors import CourseError


def test_show_stores_the_alt_text(monkeypatch):
    shown = {}
    monkeypatch.setattr(
        "IPython.display.display", lambda data, raw, metadata: shown.update(data=data, meta=metadata)
    )
    figure, _ = plots.new_figure()
    alt = "Line chart of nothing over nothing: it stays at zero all the time."
    plots.show(figure, alt)
    assert shown["data"]["image/png"].startswith(b"\x89PNG")
    assert shown["data"]["text/plain"] == f"Figure: {alt}"
    assert shown["meta"]["image/png"]["alt"] == alt


def test_show_refuses_a_figure_without_words():
    figure, _ = plots.new_figure()
    with pytest.raises(CourseError, match="too short"):
        plots.show(figure, "a chart")


def test_roles_differ_in_greyscale_or_dash():
    seen = set()
    for style in plots.LINES.values():
        grey = round(float(np.dot(to_rgb(style["color"]), [0.299, 0.587, 0.114])) * 5)
        seen.add((grey, str(style["linestyle"])))
    assert len(seen) == len(plots.LINES)
    with pytest.raises(CourseError, match="no line style for 'moon'"):
        plots.line_style("moon")


def test_the_style_is_a_context_and_leaves_nothing_behind():
    before = dict(mpl.rcParams)
    with plots.house_style():
        assert mpl.rcParams["axes.titlelocation"] == "left"
        assert mpl.get_backend() == before["backend"]
    assert dict(mpl.rcParams) == before


def test_figures_are_nobodys_but_the_callers():
    plots.new_figure()
    assert plt.get_fignums() == []


def test_names_at_the_ends_of_lines_do_not_overlap():
    _, ax = plots.new_figure()
    days = pd.date_range("2020-02-18", periods=30, freq="B")
    paths = {name: ("condor", pd.Series(np.linspace(0, 100 + i, 30), days)) for i, name in enumerate("abc")}
    with plots.house_style():
        plots.plot_paths(ax, {**paths, "far": ("index", pd.Series(np.linspace(0, -400, 30), days))})
    ax.figure.draw_without_rendering()
    boxes = sorted((t.get_window_extent() for t in ax.texts), key=lambda b: b.y0)
    assert len(boxes) == 4
    assert all(low.y1 <= high.y0 + 4 for low, high in pairwise(boxes))


def test_dollars_and_percents_on_the_axes():
    _, (left, right) = plots.new_figure(1, 2)
    plots.dollar_axis(left, "profit")
    plots.percent_axis(right, "share", decimals=1)
    assert left.yaxis.get_major_formatter()(-1234.0, None) == "-$1,234"
    assert left.yaxis.get_major_formatter()(2000.0, None) == "$2,000"
    assert right.yaxis.get_major_formatter()(0.125, None) == "12.5 %"


def test_payoff_figure_marks_only_levels_in_view():
    _, ax = plots.new_figure()
    spot = np.linspace(3000, 3700, 50)
    levels = {"short put": 3200, "out of view": 9999}
    curves = {"at expiry": ("together", spot - 3300)}
    with plots.house_style():
        plots.plot_payoff(ax, spot, curves, levels=levels, title="It pays above 3300")
    assert [t.get_text().strip() for t in ax.texts] == ["short put"]
    assert ax.get_title(loc="left") == "It pays above 3300"
    plots.mark_level(ax, 3400, "right", align="right")
    assert ax.texts[-1].get_ha() == "right"
