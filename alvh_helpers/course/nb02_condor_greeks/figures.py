"""Figures of notebook 02: Greeks over whatever moves, vega per theta day, and the map of the next session's profit.

Each function returns the figure and its alt text for ``plots.show``; each title is computed from what is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import matplotlib.patheffects as effects
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import Floats
from alvh_helpers.course import plots

__all__ = [
    "accounts",
    "greek_panels",
    "misses_by_move",
    "profit_map",
    "sign_flips",
    "vega_per_theta",
    "walks",
]


_PANELS = {
    "delta": "delta: dollars per index point",
    "gamma": "gamma: dollars per point, per point",
    "vega": "vega: dollars per vol point",
    "theta": "theta: dollars per calendar day",
}


_ROLES = ("condor", "together", "hedge", "vix")


_HALO = [effects.withStroke(linewidth=2.5, foreground="white")]


def sign_flips(x: ArrayLike, y: ArrayLike) -> Floats:
    """Return where a sampled curve (x rising) changes its sign, by straight lines; points that are 0 are passed over."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    x, y = x[y != 0], y[y != 0]
    at = np.flatnonzero(np.sign(y[:-1]) * np.sign(y[1:]) < 0)
    return x[at] - y[at] * (x[at + 1] - x[at]) / (y[at + 1] - y[at])


@plots.house_style()
def greek_panels(
    x: ArrayLike,
    curves: Mapping[str, Mapping[str, ArrayLike]],
    *,
    xlabel: str,
    bands: Mapping[str, tuple[float, float]] | None = None,
) -> tuple[Figure, str]:
    """Draw delta, gamma, vega and theta (dollars) over one variable of shape (n,), one line a case; the title tells the first.

    At most four cases. `bands` are stretches of x to shade, such as the wings, or a line where both ends agree.
    """
    x = np.asarray(x, dtype=float)
    figure, axes = plots.new_figure(2, 2, height=6.6, sharex=True)
    for ax, (greek, name) in zip(axes.flat, _PANELS.items(), strict=True):
        for role, (label, greeks) in zip(_ROLES, curves.items(), strict=False):
            ax.plot(x, np.asarray(greeks[greek], dtype=float), label=label, **plots.line_style(role))
        plots.zero_line(ax)
        _dollars(ax)
        ax.set_title(name, fontsize=10.5, fontweight="normal", pad=18 if bands and ax in axes[0] else 6)
        _shade(ax, bands or {}, named=ax in axes[0])
    axes[0, 0].set_xlim(x[0], x[-1])
    for ax in axes[1]:
        ax.set_xlabel(xlabel)
    plots.legend_below(figure, axes[0, 0])
    first, greeks = next(iter(curves.items()))
    signs = {greek: _signs(x, greeks[greek]) for greek in _PANELS}
    title = f"{first}: gamma is {signs['gamma']},\nvega {signs['vega']}, theta {signs['theta']}"
    plots.headline(figure, title)
    alt = (
        f"Four line charts over {xlabel} from {x[0]:,.0f} to {x[-1]:,.0f}, one line each for {', '.join(curves)}. {first}: "
        + "; ".join(f"{greek} is {signs[greek]}" for greek in _PANELS)
    )
    return figure, f"{alt}."


def _dollars(ax: Axes) -> None:
    """Write dollars with as many decimals as the axis needs."""
    decimals = 0 if np.ptp(ax.get_ylim()) > 8 else 1 if np.ptp(ax.get_ylim()) > 0.8 else 2
    ax.yaxis.set_major_formatter(lambda v, _: f"{'-' if v < 0 else ''}${abs(v):,.{decimals}f}")


def _shade(ax: Axes, bands: Mapping[str, tuple[float, float]], *, named: bool) -> None:
    """Shade stretches of the x axis, their names above the frame."""
    for name, (start, end) in bands.items():
        if end > start:
            ax.axvspan(start, end, color="#e8edf2", zorder=0)
        else:
            ax.axvline(start, color="#9aa5b1", linewidth=1.0, linestyle=(0, (2, 2)), zorder=1.2)
        if named:
            look = {"ha": "center", "va": "bottom", "fontsize": 8.5, "clip_on": False}
            ax.text((start + end) / 2, 1.02, name, transform=ax.get_xaxis_transform(), **look)


def _signs(x: Floats, y: ArrayLike) -> str:
    """Say in words where a curve is below zero."""
    y, flips = np.asarray(y, dtype=float), sign_flips(x, y)
    if len(flips) == 0:
        most = x[np.argmax(np.abs(y))]
        return f"{'below' if y.min() < 0 else 'above'} zero, most so at {most:,.0f}"
    if len(flips) == 1:
        return f"{'below' if y[0] < 0 else 'above'} zero up to {flips[0]:,.0f}"
    if len(flips) == 2:
        return f"{'above' if y[0] < 0 else 'below'} zero from {flips[0]:,.0f} to {flips[1]:,.0f}"
    return f"of changing sign {len(flips)} times"


@plots.house_style()
def vega_per_theta(
    days_left: ArrayLike, by_vix: Mapping[str, ArrayLike], *, threshold: float, start: float
) -> tuple[Figure, str]:
    """Draw vega dollars per theta dollar a day (rule R19) as the days run out, one line a VIX, at most four.

    `threshold` is the ratio that the rule names, `start` the one on the evening of the sale; days are rising.
    """
    days_left = np.asarray(days_left, dtype=float)
    figure, ax = plots.new_figure(height=4.2)
    crossed = {}
    for role, (label, ratio) in zip(_ROLES, by_vix.items(), strict=False):
        style, ratio = plots.line_style(role), np.asarray(ratio, dtype=float)
        ax.plot(days_left, ratio, **style)
        start_of_line, look = (days_left[-1], ratio[-1]), {"color": style["color"], "fontweight": "bold"}
        ax.annotate(label, start_of_line, (6, 5), textcoords="offset points", fontsize=9.5, **look)
        below = days_left[ratio <= threshold]
        crossed[label] = f"{below.max():.0f} days left" if len(below) else "never"
    ax.axhline(threshold, color=plots.INK, linewidth=1.0, linestyle=(0, (2, 2)))
    ax.text(days_left[0], threshold, f"named by rule R19: {threshold:g}", va="bottom", ha="right", fontsize=9)
    ax.set_xlim(days_left[-1], days_left[0])
    ax.set_ylim(0, 1.15 * max(float(np.max(r)) for r in by_vix.values()))
    ax.set_xlabel("days left")
    ax.set_ylabel("theta days to earn back\none vol point")
    ax.set_title(f"On the evening of the sale one vol point costs {start:.1f} days of theta")
    alt = (
        f"Line chart of vega dollars per theta dollar a day over days left, from {days_left[-1]:.0f} down to {days_left[0]:.0f}. "
        f"The lines fall below {threshold:g} with: " + ", ".join(f"{k} {v}" for k, v in crossed.items())
    )
    return figure, f"{alt}."


@plots.house_style()
def profit_map(
    moves: ArrayLike,
    changes: ArrayLike,
    profit: ArrayLike,
    seen: pd.DataFrame,
    outcome: pd.Series,
) -> tuple[Figure, str]:
    """Draw the next session's profit over moves of the index and changes of the VIX, with the days that history saw.

    Moves (n,) in decimals, changes (m,) in points, profit (m, n) in dollars. `seen` has columns ``move``, ``change`` and
    ``profit``, a dot a row; `outcome` the same three for the day that came, its name is the date.
    """
    profit = np.asarray(profit, dtype=float)
    x, y = 100 * np.asarray(moves, dtype=float), np.asarray(changes, dtype=float)
    figure, ax = plots.new_figure(height=5.8)
    _field(ax, x, y, profit)
    ax.plot(100 * seen["move"], seen["change"], "o", ms=3.5, color="white", mec="#55606b", mew=0.7)
    text = f"{outcome.name:%Y-%m-%d}: {outcome['profit']:+,.0f}"
    _point(ax, 100 * outcome["move"], outcome["change"], text, (x, y))
    ax.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]))
    ax.set(xlabel="move of the index until the next close (%)", ylabel="change of the VIX (points)")
    won = float((seen["profit"] > 0).mean())
    ax.set_title(f"Of {len(seen):,} days that began with such a VIX, {won:.0%} would have brought a profit")
    alt = (
        f"Heat map with labelled contours: dollars of profit over the index's move ({x[0]:.1f} % to {x[-1]:.1f} %) and the VIX's change "
        f"({y[0]:.1f} to {y[-1]:.1f} points), from {profit.min():,.0f} to {profit.max():,.0f}. Dots mark {len(seen):,} days of history, "
        f"{won:.0%} of them with a profit, the worst {seen['profit'].min():,.0f}. {outcome.name:%Y-%m-%d} brought {outcome['profit']:,.0f}."
    )
    return figure, alt


def _field(ax: Axes, x: Floats, y: Floats, profit: Floats) -> None:
    """Colour a map by profit, with labelled contours that survive a greyscale printer; zero is the thick one."""
    reach = max(float(np.abs(profit).max()), 1.0)
    scale = TwoSlopeNorm(0.0, min(profit.min(), -0.15 * reach), max(profit.max(), 0.15 * reach))
    mesh = ax.pcolormesh(x, y, profit, cmap="BrBG", norm=scale, shading="gouraud", rasterized=True)
    levels = [v for v in MaxNLocator(9).tick_values(profit.min(), profit.max()) if v != 0]
    lines = ax.contour(x, y, profit, levels=levels, colors=plots.INK, linewidths=0.8)
    contours = [lines]
    if profit.min() < 0 < profit.max():
        contours.append(ax.contour(x, y, profit, levels=[0.0], colors=plots.INK, linewidths=2.6))
    for drawn in contours:
        for text in ax.clabel(drawn, fmt=lambda v: f"{v:+,.0f}" if v else "0", fontsize=8.5):
            text.set_path_effects(_HALO)
    ax.grid(False)
    name = "profit or loss (dollars)"
    ax.figure.colorbar(mesh, ax=ax, label=name, shrink=0.85, pad=0.02, format="{x:,.0f}")


def _point(ax: Axes, x: float, y: float, text: str, frame: tuple[Floats, Floats]) -> None:
    """Mark one point of a map with a cross and its name, on the side where there is room; pull it to the frame if outside."""
    (low, high), (bottom, top) = ((axis[0], axis[-1]) for axis in frame)
    right, up = x < (low + high) / 2, y < (bottom + top) / 2
    at = np.clip(x, low, high), np.clip(y, bottom, top)
    ax.plot(*at, "X", ms=13, color=plots.INK, mec="white", mew=1.5, clip_on=False, zorder=5)
    place = {"xytext": (12 if right else -12, 10 if up else -4), "ha": "left" if right else "right"}
    label = ax.annotate(text, at, textcoords="offset points", fontweight="bold", zorder=6, **place)
    label.set_path_effects(_HALO)


_GAIN, _LOSS = plots.LINES["hedge"]["color"], plots.LINES["condor"]["color"]


@plots.house_style()
def accounts(days: Mapping[str, Mapping[str, float]]) -> tuple[Figure, str]:
    """Draw accounts of days as steps from nothing to the day's profit, one panel a day.

    Parts in dollars, in the order of drawing; ``total`` comes last and is their sum.
    """
    figure, axes = plots.new_figure(1, len(days), height=4.8)
    names, told = next(iter(days.values())), []
    idle = {name for name in names if all(abs(account[name]) < 0.5 for account in days.values())}
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
        look = {"color": color, "hatch": "" if last or gain else "///", "edgecolor": "white"}
        ax.bar(i, step, 0.68, bottom=start, **look)
        place = {"textcoords": "offset points", "ha": "center", "va": "bottom" if gain else "top"}
        ax.annotate(f"{step:+,.0f}", (i, start + step), (0, 3 if gain else -4), fontsize=9, **place)
    plots.zero_line(ax)
    low, high = min(0.0, ends.min(), total), max(0.0, ends.max(), total)
    room = 0.09 * (high - low)
    ax.set_ylim(low - room, high + room)


@plots.house_style()
def misses_by_move(
    misses: Mapping[str, pd.Series], size: pd.Series, edges: Sequence[float] = (0.005, 0.01, 0.02, 0.03)
) -> tuple[Figure, str]:
    """Draw which share of a day's profit two accounts miss, by size of the day's move; the title tells the second.

    All in decimals, 0 or more; `edges` are where one group of moves ends and the next begins.
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


@plots.house_style()
def walks(cases: Mapping[str, pd.DataFrame], *, move: float, change: float) -> tuple[Figure, str]:
    """Draw true profit and the Greeks' predictions on the straight way to one day's move, one panel a condor.

    By share of the way (0 to 1), dollars in columns ``revalued``, ``four Greeks``, ``seven Greeks``, ``floor``; `move` of
    the index (decimal) and `change` of the VIX (points) are the whole way.
    """
    figure, axes = plots.new_figure(1, len(cases), height=4.8)
    told = []
    looks = {"four Greeks": "condor", "seven Greeks": "second", "revalued": "together"}
    for ax, (name, walk) in zip(np.atleast_1d(axes), cases.items(), strict=True):
        along, last = 100 * move * walk.index.to_numpy(dtype=float), walk.iloc[-1]
        for column, role in looks.items():
            ax.plot(along, walk[column], label=column, **plots.line_style(role))
        ax.plot(along, walk["floor"], label="largest possible loss", c="#6b7682", lw=1.2, ls=(0, (2, 2)))
        plots.zero_line(ax)
        plots.dollar_axis(ax)
        ax.set_xlim(0, along[-1])
        ax.set_xlabel("move of the index (%), the VIX in proportion")
        ax.set_title(f"{name}:\n{last['revalued']:+,.0f} true, {last['four Greeks']:+,.0f} by four Greeks")
        told.append(
            f"{name}: revalued {last['revalued']:,.0f}, four Greeks {last['four Greeks']:,.0f}, seven Greeks {last['seven Greeks']:,.0f}, "
            f"largest possible loss {last['floor']:,.0f}"
        )
    plots.legend_below(figure, np.atleast_1d(axes)[0])
    alt = f"Line charts of profit in dollars on the way to an index move of {move:.1%} and a VIX change of {change:+.1f} points. At its end, "
    return figure, alt + "; ".join(told) + "."
