"""Figures of notebook 05: the map of a condor's vega, what long vega is paid with, and what became of it.

Each function returns the figure and its alt text for ``plots.show``; each title is computed from what is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib.patheffects as effects
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullLocator
from numpy.typing import ArrayLike

from alvh_helpers.course import plots

__all__ = ["episode_paths", "off_centre", "price_of_vega", "vega_life", "vega_map", "vol_space"]


_ROLES = ("condor", "together", "hedge", "vix")


_HALO = [effects.withStroke(linewidth=2.5, foreground="white")]


_BAND = "#c9d3dc"


@plots.house_style()
def vega_map(
    widths: ArrayLike, vixes: ArrayLike, panels: Mapping[str, ArrayLike], *, claimed: tuple[float, float]
) -> tuple[Figure, str]:
    """Draw a plain condor's vega over the width of its wings (n,) and the VIX (m,), one panel (m, n) a delta; all in points."""
    widths, vixes = np.asarray(widths, float), np.asarray(vixes, float)
    grids = {name: np.asarray(grid, float) for name, grid in panels.items()}
    low, high = min(g.min() for g in grids.values()), max(g.max() for g in grids.values())
    levels = [-16, -12, -8, -6, -4, -3, -2, -1, -0.5, 0, 1, 2, 4]
    figure, axes = plots.new_figure(1, len(grids), height=4.8, width=10.0, sharey=True, squeeze=False)
    for ax, (name, grid) in zip(axes[0], grids.items()):
        mesh = ax.pcolormesh(widths, vixes, grid, cmap="cividis", vmin=low, vmax=0, shading="gouraud")
        _contours(ax, widths, vixes, grid, levels, "g")
        ax.set_xscale("log")
        ax.set_xticks([x for x in (10, 25, 50, 100, 200, 400, 800) if widths[0] <= x <= widths[-1]])
        ax.xaxis.set_major_formatter(lambda x, _: f"{x:g}")
        ax.xaxis.set_minor_locator(NullLocator())
        ax.grid(False)
        ax.set_xlabel("width of the wings (points)")
        ax.set_title(name, fontsize=10.5, fontweight="normal")
    axes[0, 0].set_ylabel("VIX at the sale")
    figure.colorbar(mesh, ax=axes[0], label="net vega (points per vol point)", shrink=0.9, pad=0.02)
    inside = sum(int(((g >= claimed[0]) & (g <= claimed[1])).sum()) for g in grids.values())
    where = "nowhere above zero" if high <= 0 else f"at most {high:+.2f}"
    plots.headline(figure, f"One wing a short, one expiry: vega is {where}")
    alt = (
        f"Heat maps with labelled contours of a plain condor's net vega over wing width ({widths[0]:.0f} to {widths[-1]:.0f} points) and VIX "
        f"({vixes[0]:.0f} to {vixes[-1]:.0f}), panels {', '.join(grids)}. Vega runs from {low:.2f} to {high:.2f} and falls with width; "
        f"{inside} points of the map lie in the claimed range {claimed[0]:g} to {claimed[1]:g}."
    )
    return figure, alt


@plots.house_style()
def off_centre(
    spots: ArrayLike,
    by_width: Mapping[str, ArrayLike],
    days_left: ArrayLike,
    grid: ArrayLike,
    *,
    middles: tuple[float, float],
) -> tuple[Figure, str]:
    """Draw vega over the index (n,) for several widths, and over index and days left (m, n) for one of them; all in points.

    At most four widths; `middles` are the geometric middles of the one width's put and call wing.
    """
    spots, days_left, grid = (np.asarray(x, float) for x in (spots, days_left, grid))
    figure, (left, right) = plots.new_figure(1, 2, height=4.8, width=10.5)
    for role, (width, vega) in zip(_ROLES, by_width.items(), strict=False):
        left.plot(spots, np.asarray(vega, float), label=f"{width} points", **plots.line_style(role))
    plots.zero_line(left)
    left.set(xlabel="S&P 500 index (points)", ylabel="net vega (points per vol point)")
    left.set_title("on the evening of the sale, by width", fontsize=10.5, fontweight="normal")
    left.legend(loc="lower left", handlelength=3.2)
    reach = np.abs(grid).max()
    right.pcolormesh(spots, days_left, grid, cmap="BrBG", vmin=-reach, vmax=reach, shading="gouraud")
    _contours(right, spots, days_left, grid, MaxNLocator(8).tick_values(grid.min(), grid.max()), "+g")
    right.contour(spots, days_left, grid, levels=[0.0], colors=plots.INK, linewidths=2.6)
    for middle in middles:
        right.axvline(middle, color=plots.INK, linewidth=1.4, linestyle=(0, (1, 1.5)))
    right.set(xlabel="S&P 500 index (points)", ylabel="days left", xlim=(spots[0], spots[-1]))
    right.set_title("thick: zero; dotted: middles of the wings", fontsize=10.5, fontweight="normal")
    right.grid(False)
    between = grid[:, (spots > middles[0]) & (spots < middles[-1])]
    never = "never" if (between <= 0).all() else f"at {(between > 0).sum():,} of {between.size:,} points"
    plots.headline(figure, f"Between the middles of its wings a plain condor is {never} long vega")
    alt = (
        f"Left, line chart of net vega over the index from {spots[0]:,.0f} to {spots[-1]:,.0f} for widths {', '.join(by_width)}: "
        "below zero in the middle, deeper for wider wings, above zero beyond the wings. Right, heat map over index and days left: the zero line runs at the "
        f"middles of the wings, {middles[0]:,.0f} and {middles[-1]:,.0f}, closer the fewer days are left."
    )
    return figure, alt


@plots.house_style()
def price_of_vega(
    curves: Mapping[str, pd.DataFrame], *, claimed: tuple[float, float], flat: float
) -> tuple[Figure, str]:
    """Draw theta, and vega against the VIX, over net vega: one curve a build, its wings moving outwards; at most four.

    Columns ``vega`` and ``vix_vega`` (points) and ``theta`` (dollars a day). `claimed` is shaded; `flat` is theta per
    point of vega if all options had one volatility, a line through zero.
    """
    figure, axes = plots.new_figure(1, 2, height=4.8, width=10.5)
    columns = {"theta": "theta (dollars a day)", "vix_vega": "VIX vega (points per VIX point)"}
    middle, reached = sum(claimed) / 2, {}
    reach = 1.05 * float(next(iter(curves.values()))["vega"].abs().max())
    ends = np.array([-reach, reach])
    axes[0].plot(ends, flat * ends, label="one volatility", **plots.line_style("model"))
    for role, (label, curve) in zip(_ROLES, curves.items(), strict=False):
        for ax, column in zip(axes, columns):
            shown = curve.loc[curve["vega"].abs() <= reach, ["vega", column]].to_numpy()
            ax.plot(*shown.T, label=label, **plots.line_style(role))
        rising = curve.sort_values("vega")
        if rising["vega"].iloc[0] < middle < rising["vega"].iloc[-1]:
            reached[label] = [float(np.interp(middle, rising["vega"], rising[c])) for c in columns]
    for ax, name in zip(axes, columns.values()):
        ax.axvspan(*claimed, color="#8b98a5", zorder=1.4)
        ax.axvline(0.0, color=plots.INK, linewidth=1.0, zorder=1.5)
        plots.zero_line(ax)
        ax.set(xlabel="net vega, each option's own volatility (points)", ylabel=name, xlim=ends)
    plots.legend_below(figure, axes[0])
    pays = [label for label, (theta, _) in reached.items() if theta < 0]
    short = [label for label, (theta, vix) in reached.items() if theta >= 0 and vix < 0]
    names = f"paying theta, {_and(pays)};\nearning theta and short the VIX, {_and(short)}"
    plots.headline(figure, f"In the claimed range (bar): {names}")
    told = (
        f"{k} theta {theta:+,.0f} dollars a day, VIX vega {vix:+.2f}" for k, (theta, vix) in reached.items()
    )
    alt = "Two line charts over net vega, the wings moving out along each curve: theta, and vega against the VIX. In the middle of the claimed range: "
    return figure, alt + "; ".join(told) + "."


@plots.house_style()
def vega_life(
    days_left: ArrayLike, waiting: Mapping[str, ArrayLike], crashing: Mapping[str, pd.Series]
) -> tuple[Figure, str]:
    """Draw what becomes of a vega (points): as the days run out in a still market, and along the way into a crash.

    `crashing` holds Series by the index's change (decimals, 0 first); days are rising.
    """
    figure, (left, right) = plots.new_figure(1, 2, height=4.6, width=10.5)
    for role, (label, vega) in zip(_ROLES, waiting.items(), strict=False):
        left.plot(days_left, np.asarray(vega, float), label=label, **plots.line_style(role))
        right.plot(100 * crashing[label].index, crashing[label], **plots.line_style(role))
    for ax in (left, right):
        plots.zero_line(ax)
    left.set(xlabel="days left (nothing else moves)", ylabel="net vega (points per vol point)")
    left.set_xlim(np.max(days_left), np.min(days_left))
    right.set(xlabel="change of the index on the way into the crash (%)")
    if crashing[label].index[-1] < 0:
        right.invert_xaxis()
    plots.legend_below(figure, left)
    half = {k: float(np.interp(np.max(days_left) / 2, days_left, v)) for k, v in waiting.items()}
    told = ", ".join(f"{label} {vega:+.1f}" for label, vega in half.items())
    plots.headline(figure, f"Half the time gone and nothing moved, vega is: {told}")
    ends = ", ".join(f"{label} {way.iloc[-1]:+.2f}" for label, way in crashing.items())
    alt = f"Two line charts of net vega. Left, over days left in a still market; with half the time gone: {told}. Right, on the way into a crash; at its end: {ends}."
    return figure, alt


@plots.house_style()
def episode_paths(runs: Mapping[str, pd.DataFrame]) -> tuple[Figure, str]:
    """Draw dollars of profit of several builds through several stretches of history, one panel each.

    Tables by date with columns (label, ``profit``), the same labels in each, at most four.
    """
    figure, axes = plots.new_figure(1, len(runs), height=4.6, width=10.5, squeeze=False)
    ends = {}
    for ax, (name, run) in zip(axes[0], runs.items()):
        profit = run.xs("profit", axis=1, level=1)
        for role, label in zip(_ROLES, profit, strict=False):
            ax.plot(profit.index, profit[label].to_numpy(), label=label, **plots.line_style(role))
        plots.zero_line(ax)
        plots.dollar_axis(ax)
        locator = AutoDateLocator(minticks=3, maxticks=5)
        ax.xaxis.set_major_locator(locator)
        ax.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
        ax.tick_params(labelsize=8.5)
        ax.set_title(name, fontsize=10.5, fontweight="normal")
        ends[name] = profit.iloc[-1]
    axes[0, 0].set_ylabel("profit of one condor since the start")
    plots.legend_below(figure, axes[0, 0])
    plots.headline(
        figure, "Best at the end: " + ", ".join(f"{end.idxmax()} ({name})" for name, end in ends.items())
    )
    told = (f"{name}: " + ", ".join(f"{k} {v:+,.0f}" for k, v in end.items()) for name, end in ends.items())
    alt = "Line charts of dollars of profit by day, one panel a stretch. At the end: "
    return figure, alt + "; ".join(told) + "."


@plots.house_style()
def vol_space(
    spots: ArrayLike,
    vixes: ArrayLike,
    profits: Mapping[str, ArrayLike],
    gained: pd.DataFrame,
    *,
    dots: tuple[ArrayLike, ArrayLike],
    marks: Mapping[str, tuple[float, float]],
) -> tuple[Figure, str]:
    """Draw where builds gain and lose over index (n,) and VIX (m,), one panel a build, and where history went.

    `profits` in dollars, (m, n), above 0 is shaded; `gained`, a column a label, says which of history's moves would have
    brought a profit; `dots` and `marks` are (index, VIX).
    """
    figure, axes = plots.new_figure(1, len(profits), height=4.8, width=10.5, sharey=True, squeeze=False)
    spots, vixes, share = np.asarray(spots, float), np.asarray(vixes, float), gained.mean()
    for ax, (label, profit) in zip(axes[0], profits.items()):
        ax.contourf(spots, vixes, profit, levels=[0.0, np.inf], colors=[_BAND])
        ax.contour(spots, vixes, profit, levels=[0.0], colors=plots.INK, linewidths=2.2)
        ax.plot(*dots, ".", color="#7a3b8f", markersize=3, zorder=3, label="history's moves")
        for marker, (name, point) in zip("oX", marks.items()):
            ax.plot(*point, marker, color=plots.INK, mec="white", ms=10, ls="none", zorder=4, label=name)
        ax.set_title(
            f"{label}: {share[label]:.0%} of history's moves gain", fontsize=10.5, fontweight="normal"
        )
        ax.set(xlabel="S&P 500 index (points)", xlim=(spots[0], spots[-1]), ylim=(vixes[0], vixes[-1]))
        ax.xaxis.set_major_locator(MaxNLocator(4))
    axes[0, 0].set_ylabel("VIX")
    plots.legend_below(figure, axes[0, 0])
    plots.headline(
        figure,
        f"Profit (shaded) halfway: after most moves {share.idxmax()} gains, after fewest {share.idxmin()}",
    )
    alt = (
        "Shaded areas of profit over index and VIX with half the time gone, with dots where history's moves lead. "
        + "; ".join(
            f"{label}: a profit on {100 * np.mean(np.asarray(profit) > 0):.0f} % of the area and for {100 * share[label]:.0f} % of the moves"
            for label, profit in profits.items()
        )
    )
    return figure, f"{alt}."


def _contours(ax: Axes, x: Any, y: Any, grid: Any, levels: Any, spec: str) -> None:
    """Draw labelled contours that a reader of a greyscale print can follow."""
    lines = ax.contour(x, y, grid, levels=levels, colors=plots.INK, linewidths=0.8, linestyles="-")
    for text in ax.clabel(lines, fmt=lambda v: f"{v:{spec}}", fontsize=8.5):
        text.set_path_effects(_HALO)


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or "no build"
