"""Figures of VIX instruments: curves, what moved and by how much, the 30-day index, betas against a claim, calls, dislocations.

Each function returns the figure and its alt text for ``plots.show``; the title states what the data say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullFormatter, NullLocator

from alvh_helpers.course import plots
from alvh_helpers.errors import CourseError
from alvh_helpers.vix.futures import VxCurve

__all__ = [
    "beta_map",
    "betas_against_claim",
    "call_multiples",
    "day_curves",
    "dislocated_days",
    "etn_history",
    "shares_of_vix",
]


_ROLES = ("hedge", "second", "together", "condor", "vix", "model")


_MARKERS = ("o", "s", "D", "^", "v", "P")


_BAND = "#dfe6ec"


@plots.house_style()
def day_curves(curves: Mapping[str, VxCurve]) -> tuple[Figure, str]:
    """Draw the VX curve of one to six days, by name, each begun at spot VIX (circle)."""
    if not 1 <= len(curves) <= len(_ROLES):
        raise CourseError(f"{len(curves)} days cannot be told apart in one figure: draw 1 to {len(_ROLES)}")
    figure, ax = plots.new_figure(height=5.2)
    ends, told, below = [], [], 0
    for (name, curve), role in zip(sorted(curves.items(), key=lambda c: c[1].vix), _ROLES, strict=False):
        style, listed = plots.line_style(role), np.isfinite(curve.settlements)
        days, points = curve.days[listed], curve.settlements[listed]
        ax.plot([0, *days], [curve.vix, *points], **style)
        ax.plot(days, points, ".", color=style["color"], markersize=8)
        looks = {"color": style["color"], "markerfacecolor": "white", "markersize": 9, "markeredgewidth": 2}
        ax.plot(0, curve.vix, "o", zorder=4, **looks)
        ends.append((days[-1], float(points[-1]), f"{name}, VIX {curve.vix:.2f}", style["color"]))
        told.append(f"{name}: VIX {curve.vix:.2f}, front future {points[0]:.2f}, last {points[-1]:.2f}")
        below += points[0] < curve.vix
    ax.set(xlabel="calendar days to expiry (0: spot VIX)", ylabel="points")
    plots.label_ends(ax, ends)
    ax.set_title(f"On {below} of {len(curves)} days the front future settled below spot VIX")
    alt = "Line chart of VIX futures settlements by days to expiry, begun at spot VIX. "
    return figure, alt + "; ".join(told) + "."


@plots.house_style()
def shares_of_vix(shares: pd.DataFrame) -> tuple[Figure, str]:
    """Draw the share of the VIX's points that each instrument (row) gained on each day (column)."""
    figure, ax = plots.new_figure(height=1.6 + 0.42 * len(shares))
    rows = np.arange(len(shares))[::-1]
    for (day, column), role, marker in zip(shares.items(), _ROLES, _MARKERS, strict=False):
        looks = {"color": plots.LINES[role]["color"], "markersize": 8.5, "markeredgecolor": "white"}
        ax.plot(column, rows, marker, label=day, **looks)
    ax.axvline(1.0, color=plots.INK, linewidth=1.2)
    ax.set_yticks(rows, shares.index)
    ax.set_ylim(-0.6, len(shares) - 0.3)
    ax.set_xlim(0, max(1.08, 1.05 * np.nanmax(shares.to_numpy())))
    ax.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    ax.set_xlabel("points gained by one contract, as a share of the points that VIX gained")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.24), ncols=4, handletextpad=0.2)
    first = shares.iloc[0]
    ax.set_title(f"The front future gained {first.min():.0%} to {first.max():.0%} of what VIX gained")
    told = "; ".join(f"{name} {row.min():.0%} to {row.max():.0%}" for name, row in shares.iterrows())
    alt = f"Dot chart, share of the VIX's points gained on {', '.join(shares.columns)}: {told}."
    return figure, f"{alt} A line marks 100 %, VIX itself."


@plots.house_style()
def etn_history(level: pd.Series, years: pd.Series) -> tuple[Figure, str]:
    """Draw the level of a VIX futures index (100 on the first day), log scale, and its calendar years (decimals)."""
    figure, (top, bottom) = plots.new_figure(2, 1, height=6.8, height_ratios=[1, 1.15])
    top.plot(level.index, level, **plots.line_style("hedge") | {"linestyle": "-", "linewidth": 1.5})
    top.set_yscale("log")
    plots.date_axis(top)
    top.yaxis.set_minor_locator(NullLocator())
    top.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    top.set_ylabel("level (log scale)")
    colors = np.where(years < 0, plots.LINES["condor"]["color"], plots.LINES["hedge"]["color"])
    bottom.bar(years.index, years, 0.7, color=colors, edgecolor="white")
    for year, value in years.items():
        shift, side = (4, "bottom") if value >= 0 else (-4, "top")
        place = {"xytext": (0, shift), "textcoords": "offset points", "fontsize": 9}
        bottom.annotate(f"{value:+.0%}", (year, value), ha="center", va=side, **place)
    plots.zero_line(bottom)
    plots.percent_axis(bottom, "calendar year")
    bottom.set_xticks(list(years.index))
    low, high = float(years.min()), float(years.max())
    bottom.set_ylim(min(low, 0) - 0.16, max(high, 0) + 0.16)
    losing = int((years < 0).sum())
    top.set_title(
        f"{losing} of {len(years)} years lost; 100 in {level.index[0]:%Y-%m} became {level.iloc[-1]:.4f}"
    )
    told = ", ".join(f"{year} {value:+.0%}" for year, value in years.items())
    alt = f"Line chart of the index on a logarithmic axis, 100 on {level.index[0]:%Y-%m-%d}, {level.iloc[-1]:.4f} on {level.index[-1]:%Y-%m-%d}"
    return figure, f"{alt}; below, bars by calendar year: {told}."


@plots.house_style()
def betas_against_claim(
    table: pd.DataFrame, claim: tuple[float, float], what: str, every: str
) -> tuple[Figure, str]:
    """Draw betas with their 95 % intervals (columns ``beta``, ``low``, ``high``) against a claimed range, a point a row.

    `what` labels the x axis; `every` says for the title what a row is, in the plural.
    """
    figure, ax = plots.new_figure(height=4.4)
    x, beta = np.arange(len(table)), table["beta"].to_numpy()
    ax.axhspan(*claim, color=_BAND, zorder=0)
    reach = np.abs(table[["low", "high"]].to_numpy() - beta[:, None]).T
    ax.errorbar(x, beta, yerr=reach, fmt="o", color=plots.INK, capsize=4, markersize=6)
    ax.text(len(table) - 0.45, np.mean(claim), " claimed", va="center", color="#4d5a66", fontsize=9.5)
    ax.set_xticks(x, [str(name) for name in table.index], fontsize=9.5)
    ax.set(xlim=(-0.6, len(table) - 0.4), xlabel=what, ylabel="points per vol point of SPX")
    ax.set_ylim(0, 1.06 * table["high"].max())
    inside = (table["low"] >= claim[0]) & (table["high"] <= claim[1])
    near = (beta >= claim[0]) & (beta <= claim[1])
    ax.set_title(
        f"Inside {claim[0]:g} to {claim[1]:g}: {near.sum()} of {len(table)} {every}, {inside.sum()} with the whole interval"
    )
    told = "; ".join(
        f"{name} {row.beta:.2f} ({row.low:.2f} to {row.high:.2f})" for name, row in table.iterrows()
    )
    alt = f"Dot chart of betas with 95 % intervals, the claimed range {claim[0]:g} to {claim[1]:g} shaded."
    return figure, f"{alt} {told}."


@plots.house_style()
def beta_map(betas: pd.DataFrame, claim: tuple[float, float], rows: str) -> tuple[Figure, str]:
    """Draw a table of betas as a heat map; cells within the claimed range are framed, `rows` says what a row is."""
    figure, ax = plots.new_figure(height=1.4 + 0.44 * len(betas))
    values = betas.to_numpy(float)
    ax.imshow(values, cmap="Greys", vmin=0, vmax=1.6 * np.nanmax(values), aspect="auto")
    ax.grid(False)
    inside = (values >= claim[0]) & (values <= claim[1])
    for (i, j), value in np.ndenumerate(values):
        weight = "bold" if inside[i, j] else "normal"
        ax.text(j, i, "-" if np.isnan(value) else f"{value:.2f}", ha="center", va="center", fontweight=weight)
        if inside[i, j]:
            looks = {"fill": False, "edgecolor": plots.LINES["condor"]["color"], "linewidth": 2.4}
            ax.add_patch(Rectangle((j - 0.47, i - 0.45), 0.94, 0.9, **looks))
    ax.set_xticks(range(betas.shape[1]), betas.columns)
    ax.set_yticks(range(len(betas)), betas.index)
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    ax.set_ylabel(rows)
    held = f"holds in {inside.sum()} of {np.isfinite(values).sum()} cells (framed)"
    plots.headline(figure, f"The claim {claim[0]:g} to {claim[1]:g} {held}")
    told = "; ".join(
        f"{name}: " + ", ".join(f"{column} {value:.2f}" for column, value in row.items())
        for name, row in betas.iterrows()
    )
    alt = f"Heat map of betas, darker is larger, cells from {claim[0]:g} to {claim[1]:g} framed."
    return figure, f"{alt} {told}."


@plots.house_style()
def call_multiples(table: pd.DataFrame, delta: float) -> tuple[Figure, str]:
    """Draw what a call bought on the eve of each episode was worth, as a multiple of its price, with the band of smiles.

    The table has columns ``episode``, ``smile`` (low, mid, high), ``multiple`` (at its best) and ``at_end``.
    """
    wide = table.pivot_table(index="episode", columns="smile", values=["multiple", "at_end"])
    wide = wide.loc[list(dict.fromkeys(table["episode"]))[::-1]]
    figure, ax = plots.new_figure(height=4.8)
    rows = np.arange(len(wide))
    looks = {
        "multiple": ("at the best settlement", "o", plots.INK),
        "at_end": ("at the end", "s", plots.LINES["condor"]["color"]),
    }
    for (name, (label, marker, color)), shift in zip(looks.items(), (0.13, -0.13), strict=True):
        part = wide[name]
        ax.hlines(rows + shift, part.min(axis=1), part.max(axis=1), color=color, linewidth=2.2)
        face = color if name == "multiple" else "white"
        style = {"color": color, "markerfacecolor": face, "markeredgewidth": 1.8, "markersize": 7.5}
        ax.plot(part["mid"], rows + shift, marker, label=label, linestyle="", **style)
    ax.axvline(1.0, color=plots.INK, linewidth=1.2)
    ax.set_xscale("log")
    ax.set_xticks([0.1, 0.3, 1, 3, 10, 30], ["0.1", "0.3", "1", "3", "10", "30"])
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.set_yticks(rows, wide.index)
    ax.set_xlabel("worth, as a multiple of the price paid (log scale; bars: low to high smile)")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=2)
    best, end = wide["multiple"]["mid"], wide["at_end"]["mid"]
    ax.set_title(
        f"A {100 * delta:.0f}-delta call of the eve: {best.min():.1f} to {best.max():.0f} times its price at best; {(end < 1).sum()} of {len(end)} end below",
        fontsize=11,
    )
    told = "; ".join(f"{name}: best {best[name]:.1f}, end {end[name]:.2f}" for name in wide.index[::-1])
    alt = (
        "Dot chart on a logarithmic axis, multiples of the price paid, middle smile, bars for low and high: "
    )
    return figure, f"{alt}{told}."


@plots.house_style()
def dislocated_days(
    table: pd.DataFrame, pause_at: float, rise: float, marked: Sequence[str]
) -> tuple[Figure, str]:
    """Draw VIX changes over SPX returns, with the days on which the z-score pauses resizing.

    The table has, by day, ``spx`` (percent), ``vix`` (points) and ``z``; the title counts the days with a `rise` of VIX.
    """
    known = table.dropna()
    paused, spikes = known["z"].abs() > pause_at, known["vix"] >= rise
    figure, ax = plots.new_figure(height=4.9)
    calm, wild = known[~paused], known[paused]
    ax.plot(calm["spx"], calm["vix"], ".", color="#b8c2cc", markersize=4, label="other days")
    color = plots.LINES["condor"]["color"]
    looks = {"color": color, "markersize": 6, "markeredgewidth": 1.6, "label": f"|z| > {pause_at:g}"}
    ax.plot(wild["spx"], wild["vix"], "x", **looks)
    for day in marked:
        row = known.loc[pd.Timestamp(day)]
        back = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1}
        place = {"xytext": (8, 4), "textcoords": "offset points", "fontsize": 9, "bbox": back}
        ax.annotate(f"{day}, z {row.z:+.1f}", (row.spx, row.vix), **place)
    plots.zero_line(ax)
    ax.set(xlabel="S&P 500, percent in a day", ylabel="VIX, points in a day")
    ax.legend(loc="lower left")
    both = int((paused & spikes).sum())
    ax.set_title(
        f"Paused on {paused.mean():.0%} of all days, and on {both} of the {spikes.sum()} on which VIX rose {rise:g} or more"
    )
    named = "; ".join(f"{day} {known.at[pd.Timestamp(day), 'z']:+.1f}" for day in marked)
    alt = f"Scatter of daily VIX changes over S&P 500 returns, {len(known):,} days; crosses mark {paused.sum()} days with a z-score beyond {pause_at:g}."
    return figure, f"{alt} Z-scores: {named}."
