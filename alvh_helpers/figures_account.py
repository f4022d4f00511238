"""Figures of notebook 02: the account of a day, how much accounts miss, and where the Greeks lose their way.

Each function returns the figure and its alt text for ``plots.show``; each title is computed from what is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from alvh_helpers import plots

__all__ = ["accounts", "misses_by_move", "walks"]


_GAIN, _LOSS = plots.LINES["hedge"]["color"], plots.LINES["condor"]["color"]


def accounts(days: Mapping[str, Mapping[str, float]]) -> tuple[Figure, str]:
    """Draw accounts of days as steps from nothing to the day's profit, one panel a day.

    Parameters
    ----------
    days : mapping of day to mapping of part to dollars
        Parts in the order of drawing; ``total`` comes last and is their sum.
    """
    figure, axes = plots.new_figure(1, len(days), height=4.8)
    idle = {
        name
        for name in next(iter(days.values()))
        if all(abs(account[name]) < 0.5 for account in days.values())
    }
    told = []
    for ax, (day, account) in zip(np.atleast_1d(axes), days.items(), strict=True):
        parts = [name for name in account if name == "residual" or name not in idle | {"total"}]
        _steps(ax, np.array([account[name] for name in parts]), account["total"])
        plots.dollar_axis(ax)
        ax.set_xticks(range(len(parts) + 1), [*parts, "total"], rotation=45, ha="right")
        ax.grid(axis="x", visible=False)
        miss = abs(account["residual"] / account["total"])
        ax.set_title(f"{day}: {account['total']:+,.0f} dollars,\nthe residual is {miss:.1%} of it")
        told.append(f"{day}: " + ", ".join(f"{name} {value:+,.0f}" for name, value in account.items()))
    return figure, "Bars that build up to the day's profit in dollars. " + "; ".join(told) + "."


def _steps(ax: Axes, steps: NDArray[np.float64], total: float) -> None:
    """Draw bars that begin where the one before ended, then the total, each with its number at its far end."""
    ends = np.cumsum(steps)
    starts = np.concatenate([[0.0], ends[:-1]])
    for i, (start, step) in enumerate([*zip(starts, steps), (0.0, total)]):
        gain, last = step >= 0, i == len(steps)
        color = plots.INK if last else _GAIN if gain else _LOSS
        ax.bar(
            i, step, 0.68, bottom=start, color=color, hatch="" if last or gain else "///", edgecolor="white"
        )
        place = {"ha": "center", "va": "bottom" if gain else "top"}
        ax.annotate(
            f"{step:+,.0f}",
            (i, start + step),
            (0, 3 if gain else -4),
            textcoords="offset points",
            fontsize=9,
            **place,
        )
    plots.zero_line(ax)
    low, high = min(0.0, ends.min(), total), max(0.0, ends.max(), total)
    room = 0.09 * (high - low)
    ax.set_ylim(low - room, high + room)


def misses_by_move(
    misses: Mapping[str, pd.Series], size: pd.Series, edges: Sequence[float] = (0.005, 0.01, 0.02, 0.03)
) -> tuple[Figure, str]:
    """Draw how much of a day's profit two accounts miss, by size of the day's move.

    Parameters
    ----------
    misses : mapping of account to Series by day
        For each of two accounts the share of the day's profit or loss that it misses (decimals, 0 or more). The title
        tells the second.
    size : Series by day
        Size of the index's move (decimals, 0 or more).
    edges : sequence of float
        Where one group of moves ends and the next begins.
    """
    groups = pd.cut(size, [0.0, *edges, np.inf], right=False, labels=_group_names(edges))
    counts = groups.value_counts(sort=False)
    figure, ax = plots.new_figure(height=4.4)
    rows, told = np.arange(len(counts), dtype=float), {group: [] for group in counts.index}
    looks = (("condor", "D", "--", "right", -8, -0.12), ("together", "o", "-", "left", 8, 0.12))
    for (name, miss), (role, marker, dash, side, pad, shift) in zip(misses.items(), looks, strict=True):
        low, median, high = (miss.groupby(groups, observed=False).quantile(q) for q in (0.1, 0.5, 0.9))
        color = plots.LINES[role]["color"]
        ax.vlines(rows + shift, low, high, color=color, linewidth=2.2, linestyle=dash)
        face = {"markerfacecolor": "white" if dash == "--" else color}
        ax.plot(rows + shift, median, marker, color=color, markersize=8, label=name, **face)
        place = {"textcoords": "offset points", "ha": side, "va": "center", "fontsize": 9, "color": color}
        for at, (group, value) in zip(rows + shift, median.items(), strict=True):
            ax.annotate(f"{value:.1%}", (at, value), (pad, 0), **place)
            told[group].append(f"{name} {value:.1%}")
    ax.set_yscale("log")
    plots.percent_axis(ax, "share of the day's profit or loss\nthat is not explained")
    ax.set_xticks(rows, [f"{group}\n({count:,})" for group, count in counts.items()])
    ax.set_xlim(-0.6, len(rows) - 0.4)
    ax.set_xlabel("size of the index's move (number of days)")
    ax.grid(axis="x", visible=False)
    ax.legend(loc="upper left", title="median, and four days in five")
    ax.set_title(
        f"{name} miss {median.iloc[0]:.1%} of a quiet day and {median.iloc[-1]:.1%} of a wild one (medians)"
    )
    alt = "Range chart, log scale, of the unexplained share of a day's profit by size of the index's move; medians: "
    return figure, alt + "; ".join(f"{group}: {', '.join(words)}" for group, words in told.items()) + "."


def _group_names(edges: Sequence[float]) -> list[str]:
    """Name the groups of moves between edges, in percent."""
    inner = [f"{100 * low:g} to {100 * high:g} %" for low, high in pairwise(edges)]
    return [f"below {100 * edges[0]:g} %", *inner, f"above {100 * edges[-1]:g} %"]


def walks(cases: Mapping[str, pd.DataFrame], *, move: float, change: float) -> tuple[Figure, str]:
    """Draw true profit and the Greeks' predictions on the straight way to one day's move, one panel a condor.

    Parameters
    ----------
    cases : mapping of name to DataFrame indexed by share of the way (0 to 1)
        Columns ``revalued``, ``four Greeks``, ``seven Greeks``: dollars; ``floor``: the largest possible loss.
    move, change : float
        The whole way: the index's move (decimal) and the VIX's change (points).
    """
    figure, axes = plots.new_figure(1, len(cases), height=4.8)
    told = []
    looks = {"four Greeks": "condor", "seven Greeks": "second", "revalued": "together"}
    for ax, (name, walk) in zip(np.atleast_1d(axes), cases.items(), strict=True):
        along, last = 100 * move * walk.index.to_numpy(dtype=float), walk.iloc[-1]
        for column, role in looks.items():
            ax.plot(along, walk[column], label=column, **plots.line_style(role))
        ax.plot(
            along,
            walk["floor"],
            label="largest possible loss",
            color="#6b7682",
            linewidth=1.2,
            linestyle=(0, (2, 2)),
        )
        plots.zero_line(ax)
        plots.dollar_axis(ax)
        ax.set_xlim(0, along[-1])
        ax.set_xlabel("move of the index (%), the VIX in proportion")
        ax.set_title(f"{name}:\n{last['revalued']:+,.0f} true, {last['four Greeks']:+,.0f} by four Greeks")
        told.append(
            f"{name}: revalued {last['revalued']:,.0f}, four Greeks {last['four Greeks']:,.0f}, seven Greeks {last['seven Greeks']:,.0f}, "
            f"largest possible loss {last['floor']:,.0f}"
        )
    handles, labels = np.atleast_1d(axes)[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=4, handlelength=3.5)
    alt = f"Line charts of profit in dollars on the way to an index move of {move:.1%} and a VIX change of {change:+.1f} points. At its end, "
    return figure, alt + "; ".join(told) + "."
