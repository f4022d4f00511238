"""Figures of notebook 04: drift and its alarms, the pool beside the condor, what followed, and the readings of "12 %".

Each function returns the figure and its alt text for ``plots.show``; each title is computed from what is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from alvh_helpers.course import plots
from alvh_helpers.positions.drift import Thresholds, first_crossings

__all__ = ["after_alarms", "beside_pools", "drift_story", "hills", "readings", "three_drifts"]


_MARKS = {"color": "white", "mec": plots.INK, "mew": 1.6, "linestyle": "", "zorder": 4}


_SIDES = {
    "all": ("o", "#9aa5b1", "every condor, from its sale"),
    "up": ("^", plots.INK, "upside alarm"),
    "down": ("v", "white", "downside alarm"),
}


@plots.house_style()
def three_drifts(paths: Mapping[str, pd.DataFrame], thresholds: Thresholds) -> tuple[Figure, str]:
    """Draw the drift of some condors (from `drift_path`) side by side, with the levels and the day on which each first fired."""
    figure, axes = plots.new_figure(1, len(paths), height=4.4, sharey=True, squeeze=False)
    for ax, (name, path) in zip(axes[0], paths.items(), strict=True):
        _drift_line(ax, path, thresholds)
        ax.set_title(name, fontsize=10.5, fontweight="normal")
        ax.set_xlabel("calendar days since the sale")
    axes[0, 0].set_ylabel("drift")
    handles, labels = axes[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(labels))
    starts = _listed(f"{path['drift'].iloc[0]:+.2f}" for path in paths.values())
    ends = _listed(f"{path['drift'].iloc[-1]:+.2f}" for path in paths.values())
    plots.headline(figure, f"Drift began at {starts}, not at 0,\nand stood at {ends} before expiry")
    told = "; ".join(
        f"{name}: from {path['drift'].iloc[0]:+.2f}, highest {path['drift'].max():+.2f}, lowest {path['drift'].min():+.2f}, "
        f"last {path['drift'].iloc[-1]:+.2f}"
        for name, path in paths.items()
    )
    alt = f"{len(paths)} line charts of drift over days since the sale, short strikes at +1 and -1, circles where a level fired first. {told}."
    return figure, alt


def _drift_line(ax: Axes, path: pd.DataFrame, thresholds: Thresholds) -> None:
    """Draw one drift, its band, its levels and its alarms."""
    days = (path.index - path.index[0]).days
    ax.axhspan(-1, 1, color="#eef1f4", zorder=0, label="between the shorts")
    for level in thresholds.drift:
        for side in (-level, level):
            ax.axhline(side, color="#8793a0", linewidth=0.9, linestyle=(0, (4, 3)), zorder=1.1)
    plots.zero_line(ax)
    ax.plot(days, path["drift"], color=plots.INK, linewidth=2.0, label="drift")
    when = first_crossings(path, thresholds)["date"].dropna()
    level, moves = when.drop("moves", errors="ignore"), when[when.index == "moves"]
    looks = (("drift level fires", "o", 8, level), ("distance fires", "D", 5.5, moves))
    for label, marker, size, dates in looks:
        since = (dates - path.index[0]).dt.days
        ax.plot(since, path["drift"][dates], marker, label=label, markersize=size, **_MARKS)


@plots.house_style()
def drift_story(
    path: pd.DataFrame, thresholds: Thresholds, profit: Mapping[str, tuple[str, pd.Series]]
) -> tuple[Figure, str]:
    """Draw one condor's drift (from `drift_path`) with its alarms, and below it dollars by day; the title tells the first.

    `profit` holds (role, Series) by label, such as the condor's own and that of its pool.
    """
    figure, (top, bottom) = plots.new_figure(2, 1, height=6.4, sharex=True, height_ratios=[1.2, 1])
    _drift_line(top, path, thresholds)
    top.set_ylabel("drift")
    top.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=9)
    ends = []
    for label, (role, dollars) in profit.items():
        style = plots.line_style(role)
        days = (dollars.index - path.index[0]).days
        bottom.plot(days, dollars.to_numpy(), **style)
        ends.append((days[-1], float(dollars.iloc[-1]), label, style["color"]))
    plots.zero_line(bottom)
    plots.dollar_axis(bottom, "profit since the sale")
    bottom.set_xlabel("calendar days since the sale")
    plots.label_ends(bottom, ends)
    fired = first_crossings(path, thresholds)["date"].dropna()
    label, (_, first) = next(iter(profit.items()))
    names = ", ".join(fired.index) or "none"
    plots.headline(figure, f"Fired: {names}. The {label} ends at {first.iloc[-1]:+,.0f} dollars")
    alt = (
        f"Line charts over days since the sale on {path.index[0]:%Y-%m-%d}: above the drift, from {path['drift'].iloc[0]:+.2f} to "
        f"{path['drift'].iloc[-1]:+.2f}, below dollars. "
        + "; ".join(f"{n} ends at {s.iloc[-1]:,.0f}, lowest {s.min():,.0f}" for n, (_, s) in profit.items())
        + f". Thresholds that fired: {names}."
    )
    return figure, alt


@plots.house_style()
def hills(spot: ArrayLike, evenings: Mapping[str, tuple[ArrayLike, ArrayLike]]) -> tuple[Figure, str]:
    """Draw a condor's profit and that of the pool of its gamma (dollars) over the index, one panel an evening.

    `evenings` holds (condor, pool) by name, arrays of the shape of `spot`, (n,).
    """
    spot = np.asarray(spot, dtype=float)
    figure, axes = plots.new_figure(1, len(evenings), height=4.4, sharey=True, squeeze=False)
    for ax, (name, (condor, pool)) in zip(axes[0], evenings.items(), strict=True):
        ax.plot(spot, condor, label="condor", **plots.line_style("condor"))
        ax.plot(spot, pool, label="pool with its fees", **plots.line_style("second"))
        plots.zero_line(ax)
        ax.set_title(name, fontsize=10.5, fontweight="normal")
        ax.set_xlabel("S&P 500 index (points)")
        ax.set_xlim(spot[0], spot[-1])
    plots.dollar_axis(axes[0, 0], "profit since the sale")
    axes[0, 0].legend(loc="lower center")
    last = [np.asarray(values, dtype=float) for values in list(evenings.values())[-1]]
    fallen = f"At {spot[0]:,.0f} the pool has lost {-last[1][0]:,.0f} dollars"
    plots.headline(figure, f"{fallen}, the condor {-last[0][0]:,.0f} and no more")
    alt = "Line charts of dollars over the index, a condor and the pool of its first gamma. " + "; ".join(
        f"{name}: at {spot[0]:,.0f} the condor {np.asarray(c)[0]:,.0f} and the pool {np.asarray(p)[0]:,.0f}, at {spot[-1]:,.0f} the condor "
        f"{np.asarray(c)[-1]:,.0f} and the pool {np.asarray(p)[-1]:,.0f}"
        for name, (c, p) in evenings.items()
    )
    return figure, f"{alt}."


@plots.house_style()
def beside_pools(tables: Mapping[str, pd.DataFrame]) -> tuple[Figure, str]:
    """Draw condors along their real paths, beside themselves with a VIX that stands still and beside their pools.

    By name a table of `along_path`.
    """
    figure, axes = plots.new_figure(1, len(tables), height=4.4, sharey=True, squeeze=False)
    looks = {
        "condor": ("condor", "condor"),
        "still": ("model", "condor, if VIX had stood still"),
        "pool": ("second", "pool with its fees"),
    }
    for ax, (name, table) in zip(axes[0], tables.items(), strict=True):
        days = (table.index - table.index[0]).days
        for column, (role, label) in looks.items():
            ax.plot(days, 100 * table[column], label=label, **plots.line_style(role))
        plots.zero_line(ax)
        ax.set_title(name, fontsize=10.5, fontweight="normal")
        ax.set_xlabel("calendar days since the sale")
    axes[0, 0].set_ylabel("profit (% of the wing)")
    plots.legend_below(figure, axes[0, 0])
    gaps = _listed(f"{100 * (t['condor'] - t['pool']).abs().max():.0f}" for t in tables.values())
    plots.headline(figure, f"Condor and pool part by up to {gaps} % of the wing")
    alt = (
        f"{len(tables)} line charts of profit in percent of the wing over days since the sale. "
        + "; ".join(
            f"{name}: condor ends at {100 * t['condor'].iloc[-1]:.0f} %, its pool at {100 * t['pool'].iloc[-1]:.0f} %"
            for name, t in tables.items()
        )
    )
    return figure, f"{alt}."


@plots.house_style()
def after_alarms(table: pd.DataFrame) -> tuple[Figure, str]:
    """Draw what a condor made on average from an alarm to its expiry, with intervals.

    From `what_followed`, rows (threshold, side); a side "all" stands for no alarm.
    """
    figure, ax = plots.new_figure(height=1.2 + 0.42 * len(table))
    rows = np.arange(len(table))[::-1]
    for side, (marker, fill, label) in _SIDES.items():
        here = table.index.get_level_values(1) == side
        if not here.any():
            continue
        values = 100 * table.loc[here, ["after", "after_low", "after_high"]].to_numpy(float)
        reach = np.abs(values[:, 1:] - values[:, :1]).T
        look = {"fmt": marker, "color": plots.INK, "markerfacecolor": fill, "markersize": 8, "capsize": 3}
        ax.errorbar(values[:, 0], rows[here], xerr=reach, label=label, **look)
    ax.axvline(0.0, color=plots.INK, linewidth=1.0)
    ax.set_yticks(rows, [f"{level}, {side} ({row.fired:,.0f})" for (level, side), row in table.iterrows()])
    ax.set_xlabel("mean profit from the alarm to expiry (% of the wing), 95 % interval")
    ax.set_ylim(-0.7, len(table) - 0.3)
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    known = table[table.index.get_level_values(1) != "all"].dropna(subset=["after_low"])
    zero = int(((known["after_low"] <= 0) & (known["after_high"] >= 0)).sum())
    plots.headline(figure, f"After {zero} of {len(known)} alarms the interval of what follows contains zero")
    alt = (
        "Dot chart of the mean profit from an alarm to expiry in percent of the wing, with 95 % intervals: "
        + "; ".join(
            f"{level} {side} {100 * row.after:+.1f} ({100 * row.after_low:+.1f} to {100 * row.after_high:+.1f})"
            for (level, side), row in table.dropna(subset=["after_low"]).iterrows()
        )
    )
    return figure, f"{alt}."


@plots.house_style()
def readings(
    levels: Mapping[str, tuple[float, float]], spot: float, strikes: Mapping[str, float], share: float
) -> tuple[Figure, str]:
    """Draw where the index would stand (up, down) under each reading of a drift `share`, strikes as vertical lines."""
    figure, ax = plots.new_figure(height=1.6 + 0.4 * len(levels))
    rows = np.arange(len(levels))[::-1]
    up, down = (np.array([float(pair[i]) for pair in levels.values()]) for i in (0, 1))
    ax.hlines(rows, np.minimum(up, down), np.maximum(up, down), color="#c3ccd5", linewidth=2)
    ax.plot(up, rows, "^", color=plots.INK, markersize=9, label="upside")
    ax.plot(down, rows, "v", color="white", markeredgecolor=plots.INK, markersize=9, label="downside")
    for i, (name, level) in enumerate({"spot": spot, **strikes}.items()):
        width, dash = (1.6, "-") if name == "spot" else (1.0, (0, (3, 2)))
        ax.axvline(level, color="#7d8995", zorder=1.1, linewidth=width, linestyle=dash)
        ax.text(level, len(levels) - 0.35 + 0.5 * (i % 2), name, ha="center", va="bottom", fontsize=9)
    ax.set_yticks(rows, [f"{share:.0%} {name}" for name in levels])
    ax.set_ylim(-0.6, len(levels) - 0.4)
    ax.set_xlabel("S&P 500 index (points)")
    ax.grid(axis="y", visible=False)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, -0.32), ncols=2)
    low, high = up.min() / spot - 1, up.max() / spot - 1
    plots.headline(figure, f'"{share:.0%} upside drift" is anything from {low:+.1%} to {high:+.1%}')
    alt = f"Dot chart: index level by reading of a drift of {share:.0%}, spot {spot:,.0f}, " + ", ".join(
        f"{name} {level:,.0f}" for name, level in strikes.items()
    )
    told = "; ".join(f"{name}: up {u:,.0f}, down {d:,.0f}" for name, u, d in zip(levels, up, down))
    return figure, f"{alt}. {told}."


def _listed(words: object) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
