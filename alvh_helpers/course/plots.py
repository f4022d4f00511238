"""The house style and the few figures that several notebooks share; every figure carries alt text.

Lines are told apart by darkness, dash and a label at their end, so that they survive a greyscale printer
and colour-blind eyes.
"""

from __future__ import annotations

import contextlib
import io
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from alvh_helpers.errors import CourseError

__all__ = [
    "INK",
    "LINES",
    "date_axis",
    "dollar_axis",
    "headline",
    "house_style",
    "label_ends",
    "label_line",
    "legend_below",
    "line_style",
    "mark_level",
    "new_figure",
    "percent_axis",
    "plot_paths",
    "plot_payoff",
    "show",
    "zero_line",
]


INK = "#22303c"
"""Colour of text and axes."""


LINES: dict[str, dict[str, Any]] = {
    "condor": {"color": "#b3541e", "linestyle": "-", "linewidth": 2.0},
    "hedge": {"color": "#2a8fa8", "linestyle": (0, (5, 2)), "linewidth": 2.0},
    "together": {"color": "#14213d", "linestyle": "-", "linewidth": 2.8},
    "index": {"color": "#95a1ad", "linestyle": "-", "linewidth": 1.5},
    "vix": {"color": "#7a3b8f", "linestyle": (0, (3, 1.5, 1, 1.5)), "linewidth": 1.8},
    "model": {"color": "#c59a1a", "linestyle": (0, (1, 1.3)), "linewidth": 2.2},
    "second": {"color": "#4f8a3c", "linestyle": (0, (7, 2, 2, 2)), "linewidth": 1.8},
}
"""How each role is drawn in every notebook: the same thing always looks the same."""


_STYLE = {
    "figure.dpi": 110,
    "savefig.dpi": 160,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": "#9aa5b1",
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.titlesize": 12.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 12,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e3e8ed",
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "legend.frameon": False,
    "lines.solid_capstyle": "round",
    "figure.constrained_layout.use": True,
}


_ONE_AT_A_TIME = threading.RLock()


@contextlib.contextmanager
def house_style() -> Iterator[None]:
    """Draw in the house style: around a block, or as a decorator of a function that draws.

    Nothing global is left behind. One drawing at a time, because matplotlib's settings are shared by all threads and
    JupyterLab calls widgets in a second thread of the kernel.
    """
    with _ONE_AT_A_TIME, mpl.rc_context():
        mpl.rcdefaults()  # whatever a reader or the kernel has set; leaves the backend alone
        mpl.rcParams.update(_STYLE)
        yield


@house_style()
def new_figure(
    rows: int = 1, columns: int = 1, *, height: float = 4.4, width: float = 9.0, **kwargs: Any
) -> tuple:
    """Return ``(figure, axes)`` in the house size; keywords go to ``Figure.subplots``.

    The figure belongs to nobody but the caller: pyplot, which remembers every figure and draws into the latest one,
    would mix two drawings when a reader clicks fast.
    """
    figure = Figure(figsize=(width, height))
    return figure, figure.subplots(rows, columns, **kwargs)


@house_style()
def show(figure: Figure, alt: str) -> None:
    """Display a figure with its alt text; the last line of every figure cell.

    Parameters
    ----------
    figure : Figure
        The finished figure.
    alt : str
        What a reader who cannot see the figure needs to know: kind of figure, axes, finding. It is
        stored as the image's alt text and as the plain-text form of the output, so it is compared when
        the notebooks are tested.

    Raises
    ------
    CourseError
        When the alt text says too little (fewer than 40 characters).
    """
    if len(alt.strip()) < 40:
        raise CourseError(
            f"alt text {alt!r} is too short: say what is drawn, on which axes, and what it shows"
        )
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    width = int(figure.get_figwidth() * mpl.rcParams["figure.dpi"])
    from IPython.display import display  # only notebooks need IPython; importing the package stays light

    display(
        {"image/png": buffer.getvalue(), "text/plain": f"Figure: {alt}"},
        raw=True,
        metadata={"image/png": {"alt": alt, "width": width}},
    )


def line_style(role: str) -> dict[str, Any]:
    """Return the drawing keywords of a role such as ``'condor'`` or ``'hedge'``."""
    if role not in LINES:
        raise CourseError(f"no line style for {role!r}; there are: {', '.join(LINES)}")
    return dict(LINES[role])


def headline(figure: Figure, text: str, size: float = 12.5) -> None:
    """Write the finding of a figure of several panels above them; ``size`` in points."""
    figure.suptitle(text, x=0.01, ha="left", fontweight="bold", fontsize=size)


def legend_below(figure: Figure, ax: Axes) -> None:
    """Write one legend below all panels, with the lines of one of them."""
    figure.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=9, handlelength=3.5)


def zero_line(ax: Axes) -> None:
    """Draw the line between profit and loss."""
    ax.axhline(0.0, color=INK, linewidth=1.0, zorder=1.5)


def mark_level(ax: Axes, x: float, text: str, *, height: float = 0.98, align: str = "left") -> None:
    """Draw a thin vertical line with its name at a fraction of the axes' height."""
    ax.axvline(x, color="#9aa5b1", linewidth=1.0, linestyle=(0, (2, 2)), zorder=1.2)
    pad = " " if align == "left" else ""
    ax.text(
        x,
        height,
        f"{pad}{text}{'' if pad else ' '}",
        transform=ax.get_xaxis_transform(),
        ha=align,
        va="top",
        fontsize=9,
        color="#4d5a66",
    )


def label_line(ax: Axes, x: Any, y: float, text: str, color: str = INK, *, offset: float = 0.0) -> None:
    """Write a line's name at its right-hand end; ``offset`` moves it up, in points."""
    ax.annotate(
        text,
        (x, y),
        xytext=(6, offset),
        textcoords="offset points",
        va="center",
        color=color,
        fontweight="bold",
        fontsize=9.5,
        annotation_clip=False,
    )


def label_ends(ax: Axes, ends: Sequence[tuple[Any, float, str, str]], *, spacing: float = 13.0) -> None:
    """Write several line names at their right-hand ends without overlap.

    Parameters
    ----------
    ax : Axes
        Where; its limits must be final.
    ends : sequence of (x, y, text, color)
        Last point of each line.
    spacing : float
        Least distance between two names in points (1/72 inch).
    """
    ax.figure.draw_without_rendering()  # the layout decides the height of the axes
    low, high = ax.get_ylim()
    points_per_unit = ax.get_position().height * ax.figure.get_figheight() * 72 / (high - low)
    previous = -np.inf
    for x, y, text, color in sorted(ends, key=lambda end: end[1]):
        wanted = max(y * points_per_unit, previous + spacing)
        label_line(ax, x, y, text, color, offset=wanted - y * points_per_unit)
        previous = wanted


def dollar_axis(ax: Axes, label: str = "") -> None:
    """Write the y axis in dollars with thousands separators."""

    def dollars(value: float, _: int) -> str:
        """Write one tick, the minus before the dollar."""
        return f"-${-value:,.0f}" if value < 0 else f"${value:,.0f}"

    ax.yaxis.set_major_formatter(dollars)
    if label:
        ax.set_ylabel(label)


def percent_axis(ax: Axes, label: str = "", decimals: int = 0) -> None:
    """Write the y axis in percent of decimals (0.12 becomes 12 %)."""
    ax.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.{decimals}f} %")
    if label:
        ax.set_ylabel(label)


def date_axis(ax: Axes) -> None:
    """Write the x axis in short dates."""
    locator = mdates.AutoDateLocator(minticks=4, maxticks=9)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator))


def plot_paths(ax: Axes, paths: Mapping[str, tuple[str, pd.Series]], *, ylabel: str = "") -> Axes:
    """Draw dollar paths over time, each labelled at its end.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    paths : mapping of label to (role, Series indexed by date)
        Role names a line style of :data:`LINES`.
    ylabel : str
        Name of the y axis.
    """
    ends = []
    for label, (role, path) in paths.items():
        style = line_style(role)
        ax.plot(path.index, path.to_numpy(), **style)
        ends.append((path.index[-1], float(path.iloc[-1]), label, style["color"]))
    zero_line(ax)
    date_axis(ax)
    dollar_axis(ax, ylabel)
    ax.margins(x=0.01)
    label_ends(ax, ends)
    return ax


def plot_payoff(
    ax: Axes,
    spot: ArrayLike,
    curves: Mapping[str, tuple[str, ArrayLike]],
    *,
    levels: Mapping[str, float] | None = None,
    title: str = "",
) -> Axes:
    """Draw profit and loss in dollars over the index level.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    spot : array_like, shape (n,)
        Index levels.
    curves : mapping of label to (role, array of shape (n,))
        Dollars of profit or loss.
    levels : mapping of label to index level, optional
        Strikes, break-evens or spot, drawn as thin vertical lines with their names in a row on top.
    title : str
        The finding.
    """
    spot = np.asarray(spot, dtype=float)
    for label, (role, profit) in curves.items():
        ax.plot(spot, np.asarray(profit, dtype=float), label=label, **line_style(role))
    zero_line(ax)
    dollar_axis(ax, "profit or loss")
    ax.set_xlabel("S&P 500 index (points)")
    ax.set_xlim(spot[0], spot[-1])
    ax.set_ylim(top=ax.get_ylim()[1] + 0.18 * np.ptp(ax.get_ylim()))
    for i, (label, level) in enumerate((levels or {}).items()):
        if spot[0] <= level <= spot[-1]:
            mark_level(ax, level, label, height=0.99 - 0.065 * (i % 2))
    ax.legend(loc="lower center")
    ax.set_title(title)
    return ax
