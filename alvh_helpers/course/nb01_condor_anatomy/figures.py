"""Figures of notebook 01: each function returns the figure and its alt text for ``plots.show``."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from alvh_helpers.course import plots

__all__ = ["chances", "extrinsic_decay", "payoffs"]


@plots.house_style()
def payoffs(
    spot: ArrayLike, today: ArrayLike, expiry: ArrayLike, levels: dict[str, float], *, days: int
) -> tuple[Figure, str]:
    """Draw a condor's profit over the index, today with some days left and at expiry.

    Index levels and dollars, each of shape (n,); `levels` are named vertical lines: spot, strikes or break-evens.
    """
    spot, today, expiry = (np.asarray(a, dtype=float) for a in (spot, today, expiry))
    figure, ax = plots.new_figure(height=4.8)
    curves = {"at expiry": ("together", expiry), f"with {days} days left": ("model", today)}
    title = f"It can win {expiry.max():,.0f} dollars and lose {-expiry.min():,.0f}"
    plots.plot_payoff(ax, spot, curves, levels=levels, title=title)
    alt = (
        f"Line chart: profit of one iron condor in dollars over the S&P 500 from {spot[0]:,.0f} to {spot[-1]:,.0f}. At expiry a plateau at "
        f"{expiry.max():,.0f} falls off on both sides to a floor of {expiry.min():,.0f}; with {days} days left the curve is a smooth hill "
        f"with its top at {today.max():,.0f}. Marked: "
        + ", ".join(f"{k} {v:,.0f}" for k, v in levels.items())
        + "."
    )
    return figure, alt


@plots.house_style()
def chances(table: pd.DataFrame) -> tuple[Figure, str]:
    """Draw the model's chances beside the frequencies in history with their intervals, a row an event.

    Columns ``model``, ``history``, ``low``, ``high``: probabilities, the last two an interval around history.
    """
    figure, ax = plots.new_figure(height=1.3 + 0.75 * len(table))
    rows = np.arange(len(table))[::-1]
    reach = np.abs(table[["low", "high"]].to_numpy() - table[["history"]].to_numpy()).T
    look = {"fmt": "o", "color": plots.INK, "capsize": 4, "label": "history, 95 % interval"}
    ax.errorbar(table["history"], rows, xerr=reach, **look)
    color = plots.LINES["condor"]["color"]
    ax.plot(table["model"], rows, "D", color=color, ms=8, mfc="white", label="model at VIX")
    ax.set_yticks(rows, table.index)
    ax.set_ylim(-0.6, len(table) - 0.4)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2)
    first = table.iloc[0]
    title = f"{table.index[0].capitalize()}: the model says {first.model:.0%}, history {first.history:.0%}"
    plots.headline(figure, title)
    alt = "Dot chart of probabilities, the model's against history's with 95 % intervals: " + "; ".join(
        f"{event}: model {100 * row.model:.0f} %, history {100 * row.history:.0f} % ({100 * row.low:.0f} to {100 * row.high:.0f})"
        for event, row in table.iterrows()
    )
    return figure, f"{alt}."


@plots.house_style()
def extrinsic_decay(days_left: ArrayLike, by_vix: dict[str, ArrayLike]) -> tuple[Figure, str]:
    """Draw the extrinsic value that the seller has still to earn (dollars) over the days left, one line a VIX level."""
    days_left = np.asarray(days_left, dtype=float)
    figure, ax = plots.new_figure(height=4.2)
    ends = []
    for role, (label, value) in zip(("condor", "together", "hedge", "vix"), by_vix.items(), strict=False):
        style = plots.line_style(role)
        ax.plot(days_left, value, **style)
        ends.append((days_left[0], float(np.asarray(value)[0]), label, style["color"]))
    ax.invert_xaxis()
    ax.set_xlabel("days left")
    plots.dollar_axis(ax, "extrinsic value still to be earned")
    ax.set_ylim(0, 1.12 * max(end[1] for end in ends))
    half = {
        k: float(np.interp(days_left.max() / 2, days_left[::-1], np.asarray(v)[::-1]) / np.asarray(v)[0])
        for k, v in by_vix.items()
    }
    focus = list(half)[len(half) // 2]
    look = {"textcoords": "offset points", "fontweight": "bold", "fontsize": 9.5}
    for x, y, label, color in ends:
        ax.annotate(label, (x, y), xytext=(4, 5), color=color, **look)
    ax.set_title(f"Half the time is gone, and {half[focus]:.0%} of the value is left at {focus}")
    alt = (
        "Line chart of the condor's extrinsic value in dollars as its days run out. Share left after half the time: "
        + ", ".join(f"{label} {share:.0%}" for label, share in half.items())
    )
    return figure, f"{alt}."
