"""Every parameters cell is moved: sensible values must give a result, senseless ones one clear sentence.

The notebooks run here outside Jupyter, cell by cell, with the parameters replaced. Whatever happens, it is a
result or a CourseError; any other exception fails.
"""

from __future__ import annotations

import contextlib
import io

import notebook_tools as nt
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from alvh_helpers.course import plots
from alvh_helpers.errors import CourseError

# notebook number -> parameter -> (values that must give a result, values that must give a sentence)
MOVES: dict[str, dict[str, tuple[list, list]]] = {
    "00": {
        "SALE_DATE": (
            ["2018-01-16", "2008-09-02", "2024-07-22"],
            ["2020-02-30", "2020-02-15", "1999-01-04", "soon", None],
        ),
        "DAYS": ([7, 30, 90], [0, -45, 4000, "many"]),
        "SHORT_DELTA": ([0.05, 0.30], [0, 0.7, -0.16, 16, "low"]),
        "WING": ([5, 25, 200], [0, -50, 1000, 5000, "wide"]),
        "CONDORS": ([1, 100], [0, -1, "ten"]),
        "FUTURES": ([0, 1, 5], [-1, "one"]),
    },
    "01": {
        "SALE_DATE": (
            ["2017-08-01", "2008-11-20", "2026-05-01"],
            ["2020-13-01", "2020-02-15", "2031-01-02", 7],
        ),
        "DAYS": ([14, 30, 60], [0, -1, 3000, "soon"]),
        "SHORT_DELTA": ([0.05, 0.35], [0, 0.8, "low"]),
        "PUT_WING": ([25, 150], [0, -5, 9000]),
        "CALL_WING": ([10, 75], [0, -5, "x"]),
    },
    "02": {
        "STORM_DAY": (["2011-08-08", "2026-07-16"], ["2018-02-04", "2007-04-02", "soon", None]),
        "CALM_DAY": (["2019-05-15"], ["2017-07-16", 7]),
        "CRASH_DAY": (["2008-10-13"], ["2020-03-15", "1987-10-19"]),
        "DAYS": ([14, 90], [0, -45, 4000, "many", 30.5]),
        "SHORT_DELTA": ([0.35], [0, 0.7, -0.16, 16, "low"]),
        "WING": ([5, 200], [0, -50, 5000, "wide"]),
        "CONDORS": ([1], [0, -1, 2.5, "ten"]),
    },
    "03": {
        "SALE_DATE": (["2008-11-20"], ["2020-02-30", "2020-02-15", "2026-07-10", "soon"]),
        "DAYS": ([10, 90], [0, 4, 500, "many"]),
        "SHORT_DELTA": ([0.30], [0, 0.7, -0.16, "low"]),
        "WING": ([10, 200], [0, -50, 5000, "wide"]),
        "CALM_DAY": (["2020-03-16"], ["2020-02-15", 17, None]),
        "VIX_OPTION_DAY": (["2017-11-03"], ["2020-02-15", "VIX"]),
        "EVERY": ([1000], [0, -1, 2.5, "all"]),
    },
    "06": {
        "STORM_DAY": (["2008-10-15"], ["2017-08-01", "2024-08-04", "2007-04-02", None]),
        "CALM_DAY": (["2007-04-03"], ["2007-04-02", "1999-01-04", 7]),
        "CALL_DELTA": ([0.9], [0, 1, -0.3, 30, "low"]),
        "CALL_DAYS": ([45], [0, -30, 400, 30.5, "soon"]),
        "COVER": ([1.0], [0, -0.5, 50, "half"]),
        "FEE": ([0.0], [-0.01, 0.85, "none"]),
        "PAUSE_AT": ([4], [0, -2, "z"]),
    },
    "07": {
        "COSTS": ([0], [-1, 100, "free"]),
        "BAND": (["high"], ["middle", 2, None]),
        "HIGH_VIX": ([60], [5, 90, "high"]),
        "HELD": ([5], [0, 63, 2.5]),
        "EQUITY_PREMIUM": ([0], [-0.05, 5, "fair"]),
        "SYNTHETIC_DAY": (["2026-07-16"], ["2025-04-05", "1999-01-04", "soon", None]),
        "DRAWS": ([20], [0, 1, 200.5, 1_000_000]),
    },
    "08": {
        "DATE": (["2018-01-26"], ["2020-02-15", "1999-01-04", "soon", None]),
        "COVERAGE": ([1.0], [0, -0.5, 50, "half"]),
        "BUDGET": ([0.4], [0, 25, "some"]),
        "COSTS": ([0], [-1, 100, "free"]),
        "CRASH": (["Apr 2025"], ["2017", "1987", None]),
        "ACCOUNT": ([10_000], [0, -50_000, "small"]),
        "EQUITY_PREMIUM": ([0], [-0.05, 5, "fair"]),
    },
    "09": {
        "HAND_DAY": (["2011-08-08"], ["2018-02-04", "2007-04-20", "soon", None]),
        "YEAR": ([2025], [2007, 2026, 2011.5, "last"]),
        "LEVEL": ([55], [0, 95, "high"]),
        "JUMP": ([5], [0, -3, 80, "big"]),
        "RISE": ([3], [0, 50, None]),
        "AHEAD": ([40], [5, 0, 20.5, 252]),
        "QUORUM": ([5], [1, 9, 2.5, "all"]),
        "COSTS": ([0], [-1, 100, "free"]),
        "DASHBOARD_DAY": (["2026-07-16"], ["2018-02-03", "1999-01-04", 7]),
        "DRAWS": ([50], [0, 1, 200.5, 1_000_000]),
    },
    "10": {
        "LEVEL": ([45], [10, 90, "high"]),
        "LEVERAGE": ([3], [0, -1, 50, "twice"]),
        "CRUSH": ([0.5], [0, 1, 25, None]),
        "COSTS": ([0], [-1, 100, "free"]),
        "TRADE": (["2011-08-09"], ["2017-05-02", "2020-02-29", "2026-07-16", "soon", None]),
        "DRAWS": ([50], [0, 200.5, 1_000_000]),
    },
    "04": {
        "DAYS": ([21], [0, -45, 4000, 45.5, "many"]),
        "SHORT_DELTA": ([0.30], [0, 0.7, -0.16, 16, "low"]),
        "WING": ([0.03], [0, -0.01, 50, "wide"]),
        "TURN": ([0.3], [0, -0.5, 3, "far"]),
        "LEVELS": ([(0.3,), [0.5, 0.8, 1.0]], [(), (0.8, 0.5), (-0.5,), 0.5, "low", None]),
        "MOVES": ([0], [-1, "near", float("nan")]),
        "EXAMPLE_DATE": (["2007-04-02", "2026-07-01"], ["2026-05-02", "1999-01-04", "soon", None]),
    },
    "05": {
        "CLAIM_DAY": (["2009-03-09", "2017-11-03"], ["2026-05-17", "2031-01-02", "soon", None]),
        "DAYS": ([21], [0, -45, 4000, 45.5, "many"]),
        "SHORT_DELTA": ([0.30], [0, 0.7, -0.16, 16, "low"]),
        "WING": ([250], [0, -50, 5000, "wide"]),
        "LOW": ([0.05], [0, -0.2, 0.9, "some"]),
        "HIGH": ([0.5], [0.1, 20, None]),
        "LATER": ([56], [0, 7, 300, 28.5, "next month"]),
        "CRASH_FROM": (["2020-02-19"], ["2020-02-28", "2019-01-02", "2020-02-22", "then"]),
        "CRASH_TO": (["2020-02-27"], ["2020-02-20", "2020-12-31", 7]),
        "EVERY": ([50], [0, -1, 2.5, "all"]),
    },
    "11": {
        "EPISODE": (["2017"], ["March 2020", 2020, None]),
        "READ_DAY": (["worst day"], ["Monday", 7]),
        "COSTS": ([(2, 1)], [(1, 1), (1,), (-1, 2), (1, 50), "free", None]),
        "RATIO": ([0.25], [0, -0.5, 50, "half"]),
        "STARTS": ([(30, 60)], [(20,), (20, -5), (20, 400), (20.5, 45), "early", None]),
        "DRAWS": ([20], [0, 1, 200.5, 1_000_000]),
        "BLOCK": ([10], [0, -63, 10_000, "a quarter"]),
    },
}


@pytest.fixture(autouse=True)
def _draw_quickly(monkeypatch):
    """Draw each figure once without its final layout: the notebooks' own run shows the finished pictures."""

    def draw(figure, alt):
        assert len(alt) >= 40
        figure.set_layout_engine("none")
        figure.set_dpi(20)
        FigureCanvasAgg(figure).draw()

    monkeypatch.setattr(plots, "show", draw)
    monkeypatch.setattr(Figure, "draw_without_rendering", lambda figure: None)


def _run(notebook, changed: dict[str, object]) -> str:
    """Execute the code cells with changed parameters; return what they printed."""
    space: dict[str, object] = {"__name__": "__main__"}
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        for cell in nt.code_cells(notebook):
            exec(compile(cell.source, "cell", "exec"), space)
            if "parameters" in nt.tags(cell):
                assert set(changed) <= set(space), f"no such parameter: {set(changed) - set(space)}"
                space.update(changed)
    return out.getvalue()


def _together() -> list:
    """Return (path, values of all parameters at once): the first sensible value of each."""
    paths = {p.stem[:2]: p for p in nt.NOTEBOOKS}
    return [
        pytest.param(paths[number], {name: good[0] for name, (good, _) in moves.items()}, id=number)
        for number, moves in MOVES.items()
    ]


def _alone() -> list:
    """Return (path, value of one parameter): further sensible values, the others as they are in the notebook."""
    paths = {p.stem[:2]: p for p in nt.NOTEBOOKS}
    return [
        pytest.param(paths[number], {name: value}, id=f"{number}-{name}={value}")
        for number, moves in MOVES.items()
        for name, (good, _) in moves.items()
        for value in good[1:]
    ]


def _senseless() -> list:
    """Return (path, value of one parameter) that must be refused."""
    paths = {p.stem[:2]: p for p in nt.NOTEBOOKS}
    return [
        pytest.param(paths[number], {name: value}, id=f"{number}-{name}={value}")
        for number, moves in MOVES.items()
        for name, (_, bad) in moves.items()
        for value in bad
    ]


@pytest.mark.parametrize("path", nt.NOTEBOOKS, ids=lambda p: p.stem)
def test_every_parameter_of_every_notebook_is_moved_both_ways(path):
    moves = MOVES[path.stem[:2]]
    assert set(moves) == set(nt.parameters(nt.read(path)))
    assert all(good and bad for good, bad in moves.values())


@pytest.mark.slow
@pytest.mark.parametrize(("path", "changed"), [*_together(), *_alone()])
def test_sensible_values_give_a_result(path, changed):
    assert len(_run(nt.read(path), changed)) > 500


@pytest.mark.parametrize(("path", "changed"), _senseless())
def test_a_senseless_value_gives_one_clear_sentence(path, changed):
    with pytest.raises(CourseError) as caught:
        _run(nt.read(path), changed)
    sentence = str(caught.value)
    assert len(sentence) > 25 and "\n" not in sentence
