"""The figures of notebook 08: which rule binds, what a hedge paid and cost, a crash day by day, whole contracts.

Each function returns the figure and its alt text for ``plots.show``; the title states what the data say.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from alvh_helpers.course import plots

__all__ = [
    "account_steps",
    "binding_map",
    "cost_years",
    "crash_diary",
    "credit_shares",
    "losses_and_gains",
    "quick_history",
]


_BANDS = ((0.18, 0.22, "#c7d7de", "18-22 %"), (0.25, 0.40, "#e9dfc4", "25-40 %"))


@plots.house_style()
def credit_shares(share: pd.Series, levels: pd.Series, coverage: float, name: str) -> tuple[Figure, str]:
    """Draw the share of the credit (by day) that covering a part of the vega costs, a box for each level of VIX.

    `levels` are ordered categories on the same days; `name` is the instrument's.
    """
    figure, ax = plots.new_figure(height=4.8)
    shown = list(levels.cat.categories)
    for low, high, color, label in _BANDS:
        ax.axhspan(low, high, color=color, zorder=0.5)
        ax.text(len(shown) + 1.0, (low + high) / 2, label, va="center", ha="right", fontsize=9.5)
    groups = [share[levels == level].to_numpy() for level in shown]
    looks = {f"{part}props": {"color": plots.INK, "linewidth": 1.6} for part in ("whisker", "cap", "box")}
    looks["medianprops"] = {"color": plots.LINES["condor"]["color"], "linewidth": 2.6}
    drawn = ax.boxplot(groups, whis=(5, 95), showfliers=False, widths=0.5, patch_artist=True, **looks)
    for box in drawn["boxes"]:
        box.set_facecolor("white")
    ax.set_xticks(range(1, len(shown) + 1), [f"{s}\n{len(g)} days" for s, g in zip(shown, groups)])
    ax.set_xlim(0.5, len(shown) + 1.05)
    ax.set_ylim(0, None)
    ax.set_xlabel("VIX on the day")
    plots.percent_axis(ax, "share of the condor's credit")
    over = [(share > x).mean() for x in (0.22, 0.25, 0.40)]
    ax.set_title(
        f"{coverage:.0%} coverage: above 25 % of the credit on {over[1]:.0%} of days, above 40 % on {over[2]:.0%}"
    )
    told = "; ".join(f"{s}: {np.median(g):.0%}" for s, g in zip(shown, groups) if len(g))
    alt = f"Box chart of what {coverage:.0%} coverage by one purchase of a {name} costs as a share of the credit, by level of VIX, with bands at 18 to 22 and 25 to 40 %. Medians: {told}. Above 22 % on {over[0]:.0%} of days."
    return figure, alt


@plots.house_style()
def binding_map(table: pd.DataFrame, budget: float, coverage: float) -> tuple[Figure, str]:
    """Draw the coverage that a budget (share of the credit) buys: medians by delta of the call (row) and level of VIX.

    Each cell says whether it is the credit or the vega that binds.
    """
    figure, ax = plots.new_figure(height=4.6)
    values = table.to_numpy()
    ax.imshow(values, cmap="YlGnBu", aspect="auto", origin="lower", vmin=0.0, vmax=1.2)
    short = values < coverage
    for (row, column), value in np.ndenumerate(values):
        ink = "white" if value > 0.75 else plots.INK
        word, weight = ("credit", "normal") if short[row, column] else ("vega", "bold")
        looks = {"ha": "center", "va": "center", "color": ink, "weight": weight, "fontsize": 10}
        ax.text(column, row, f"{value:.0%}\n{word}", **looks)
    ax.set_xticks(range(table.shape[1]), table.columns)
    ax.set_yticks(range(table.shape[0]), [f"{d:.2f}" for d in table.index])
    ax.set(xlabel="VIX on the day", ylabel="delta of the VIX call")
    ax.grid(False)
    ax.set_title(
        f"{budget:.0%} of the credit buys less than {coverage:.0%} coverage in {short.sum()} of {short.size} cells"
    )
    alt = f"Map of the median coverage that {budget:.0%} of the credit buys, deltas {table.index[0]:.2f} to {table.index[-1]:.2f} by level of VIX: from {values.min():.0%} to {values.max():.0%}; the credit binds in {short.sum()} of {short.size} cells."
    return figure, alt


@plots.house_style()
def losses_and_gains(
    condors: pd.Series, layers: pd.Series, rise: pd.Series, band: tuple[float, float] = (0.4, 0.6)
) -> tuple[Figure, str]:
    """Draw what a layer gained against what the condors lost (dollars), a mark a day on which VIX rose by 3 points or more.

    `band` is the share of the loss that is claimed.
    """
    figure, ax = plots.new_figure(height=5.0)
    looks = {"3 to 5": ("o", "index", 26), "5 to 10": ("D", "hedge", 36), "10 or more": ("s", "condor", 52)}
    edges = pd.cut(rise, [3.0, 5.0, 10.0, np.inf], right=False, labels=list(looks))
    lost, paid = -condors / 1000, layers / 1000
    # Most days are small: a scale that is straight below a thousand dollars and logarithmic above shows them all.
    ax.set_xscale("symlog", linthresh=1.0, linscale=0.5)
    ax.set_yscale("symlog", linthresh=1.0, linscale=0.5)
    far = _wedge(ax, float(lost.max()), band)
    for label, (marker, role, size) in looks.items():
        own = edges == label
        style = {
            "color": plots.LINES[role]["color"],
            "marker": marker,
            "edgecolor": "white",
            "linewidth": 0.6,
        }
        ax.scatter(lost[own], paid[own], size, label=f"VIX up {label}: {own.sum()} days", **style)
    plots.zero_line(ax)
    ax.axvline(0, color=plots.INK, linewidth=1.0)
    ax.set(xlabel="loss of the condors, thousand dollars", ylabel="gain of the layer, thousand dollars")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda x, _: f"{x:g}")
    ax.set_ylim(top=2.0 * far)
    ax.legend(loc="upper left")
    losing = lost > 0
    inside = int(((paid / lost)[losing].between(*band)).sum())
    ax.set_title(
        f"On {inside} of {losing.sum()} losing days did the layer pay {band[0]:.0%} to {band[1]:.0%} of the loss"
    )
    alt = f"Scatter chart, a mark a day with VIX up 3 points or more: loss of the condors against gain of the layer, with a wedge at {band[0]:.0%} to {band[1]:.0%}. {inside} of {losing.sum()} losing days lie in it; {int((~losing).sum())} days were no loss. Summed, {paid.sum() / lost.sum():.0%} was paid."
    return figure, alt


@plots.house_style()
def crash_diary(diary: pd.DataFrame, unit: str) -> tuple[Figure, str]:
    """Draw a crash from above: index, vega of the condors and of the layer, units held, dollars.

    By day: ``spx``, ``vega`` (lost per vol point), ``answer``, ``units``, ``condors`` and ``layer`` (dollars so far).
    """
    figure, axes = plots.new_figure(4, 1, height=8.6, sharex=True, height_ratios=[0.9, 1.2, 0.9, 1.2])
    styles = {"condors": plots.line_style("condor"), "layer": plots.line_style("hedge")}
    axes[0].plot(diary.index, diary["spx"], **plots.line_style("together"))
    axes[0].set_ylabel("S&P 500")
    for ax, columns, label in (
        (axes[1], {"condors": "vega", "layer": "answer"}, "per vol point"),
        (axes[3], {"condors": "condors", "layer": "layer"}, "profit so far"),
    ):
        ends = []
        for name, column in columns.items():
            ax.plot(diary.index, diary[column], **styles[name])
            ends.append((diary.index[-1], float(diary[column].iloc[-1]), name, styles[name]["color"]))
        plots.zero_line(ax)
        plots.dollar_axis(ax, label)
        plots.label_ends(ax, ends)
    axes[2].step(diary.index, diary["units"], where="post", **styles["layer"])
    axes[2].set_ylabel(f"{unit}s held")
    axes[2].set_ylim(0, None)
    plots.date_axis(axes[-1])
    axes[-1].margins(x=0.01)
    low, worst = diary["vega"].idxmin(), diary["condors"].idxmin()
    held = diary["units"]
    title = f"{held.max():.0f} {unit}s at most, {held[low]:.0f} on {low:%Y-%m-%d}, when the condors' vega is lowest"
    plots.headline(figure, title)
    alt = f"Four line charts by day, {diary.index[0]:%Y-%m-%d} to {diary.index[-1]:%Y-%m-%d}: S&P 500; vega that the condors lose, {diary['vega'].iloc[0]:,.0f} dollars at first and {diary['vega'][low]:,.0f} on {low:%Y-%m-%d}, and the layer's answer; {unit}s held, at most {held.max():.0f} and {held[low]:.0f} on that day; profit, condors {diary['condors'].min():,.0f} on {worst:%Y-%m-%d}, layer {diary['layer'][worst]:,.0f} by then."
    return figure, alt


@plots.house_style()
def quick_history(quick: pd.DataFrame) -> tuple[Figure, str]:
    """Draw the lowest quick ratio of each month, a line a policy (column), log scale; infinite while nothing can be asked for."""
    figure, ax = plots.new_figure(height=4.6)
    ends, told = [], []
    for (name, ratio), role in zip(quick.items(), ("together", "condor", "index")):
        monthly = ratio.groupby(ratio.index.to_period("M")).min().replace(np.inf, np.nan)
        style = plots.line_style(role)
        ax.plot(monthly.index.to_timestamp(), monthly.to_numpy(), **style)
        ends.append(
            (monthly.index[-1].to_timestamp(), float(monthly.dropna().iloc[-1]), name, style["color"])
        )
        told.append(
            f"{name} {ratio.min():.2f} on {ratio.idxmin():%Y-%m-%d}, days below 1: {int((ratio < 1).sum())}"
        )
    ax.set_yscale("log")
    low, high = ax.get_ylim()
    ticks = [y for y in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100) if low <= y <= high]
    ax.set_yticks(ticks, [f"{y:g}" for y in ticks])
    ax.set_yticks([], minor=True)
    ax.axhline(1.0, color=plots.INK, linewidth=1.4)
    ax.set_ylabel("quick ratio, lowest of the month")
    plots.date_axis(ax)
    for x, y, text, color in ends:
        plots.label_line(ax, x, y, text, color)
    ax.set_title(
        "Lowest quick ratio: " + ", ".join(f"{name} {ratio.min():.2f}" for name, ratio in quick.items())
    )
    alt = "Line chart over the years of the lowest quick ratio of each month. Lowest: "
    return figure, alt + "; ".join(told) + "."


@plots.house_style()
def cost_years(years: pd.DataFrame, whole: pd.DataFrame) -> tuple[Figure, str]:
    """Draw what the layers cost as a share of the credit, a mark a year, and the whole history with its interval.

    `years` has a row a year and a column a policy, `whole` a row a policy with ``share``, ``low`` and ``high``.
    """
    figure, ax = plots.new_figure(height=1.6 + 0.75 * years.shape[1])
    for low, high, color, label in _BANDS:
        ax.axvspan(low, high, color=color, zorder=0.5)
        ax.text((low + high) / 2, years.shape[1] - 0.42, label, ha="center", va="center", fontsize=9.5)
    for row, name in enumerate(years.columns[::-1]):
        own, style = years[name].dropna(), plots.LINES["hedge"]
        ax.plot(
            own, np.full(len(own), row + 0.13), "|", color=style["color"], markersize=13, markeredgewidth=1.8
        )
        low, high, share = (float(whole.at[name, x]) for x in ("low", "high", "share"))
        ax.plot([low, high], [row - 0.15] * 2, color=plots.INK, linewidth=2.2)
        ax.plot(share, row - 0.15, "o", color=plots.LINES["condor"]["color"], markersize=8)
    ax.axvline(0, color=plots.INK, linewidth=1.0)
    ax.set_yticks(range(years.shape[1]), years.columns[::-1])
    ax.set_ylim(-0.6, years.shape[1] - 0.2)
    ax.xaxis.set_major_formatter(lambda x, _: f"{100 * x:.0f} %")
    ax.set_xlabel("cost of the layers, share of the credit (left of 0: a gain)")
    inside = years.apply(lambda column: column.between(0.18, 0.22).sum())
    first = years.columns[0]
    ax.set_title(
        f"{first}: {whole.at[first, 'share']:.0%} of all credits; {inside[first]} of {years[first].count()} years within 18-22 %"
    )
    told = "; ".join(
        f"{name} {row.share:.0%} ({row.low:.0%} to {row.high:.0%}), {inside[name]} years inside"
        for name, row in whole.iterrows()
    )
    alt = "Strip chart by policy of the layers' cost as a share of the credit, a mark a year, with the whole history and its 95 % interval, bands at 18 to 22 and 25 to 40 %: "
    return figure, f"{alt}{told}."


@plots.house_style()
def account_steps(
    accounts: ArrayLike,
    panels: Mapping[str, Mapping[str, tuple[ArrayLike, float]]],
    band: tuple[float, float] = (0.4, 0.6),
) -> tuple[Figure, str]:
    """Draw the coverage that whole contracts reach, over the size of the account (dollars, rising), a panel a wing.

    A panel holds, by instrument, the coverage of each account (NaN where no condor can be sold) and the smallest account
    in dollars that reaches the `band`.
    """
    accounts = np.asarray(accounts, dtype=float)
    figure, axes = plots.new_figure(1, len(panels), height=4.8, width=9.8, sharey=True, squeeze=False)
    told = []
    for ax, (title, lines) in zip(axes[0], panels.items()):
        ax.axhspan(*band, color="#e9dfc4", zorder=0.5)
        for (name, (coverage, least)), role in zip(lines.items(), ("condor", "hedge", "together", "vix")):
            label = f"{name}: first at {least:,.0f} dollars"
            ax.step(accounts, coverage, where="post", label=label, **plots.line_style(role))
        ax.set_xscale("log")
        ticks = [x for x in (10e3, 30e3, 100e3, 300e3, 1e6) if accounts[0] <= x <= accounts[-1]]
        ax.set_xticks(ticks, [f"{x / 1000:,.0f}k" for x in ticks])
        ax.set_xticks([], minor=True)
        ax.set_xlim(accounts[0], accounts[-1])
        ax.set(title=title, xlabel="account, dollars", ylim=(-0.04, 1.25))
        ax.title.set_fontsize(11)
        ax.legend(loc="upper right", fontsize=9)
        told.append(f"{title}: " + ", ".join(f"{name} {least:,.0f}" for name, (_, least) in lines.items()))
    plots.percent_axis(axes[0][0], "coverage nearest to the middle")
    sizes = [least for lines in panels.values() for _, least in lines.values()]
    title = f"Smallest account that whole contracts hedge: {min(sizes):,.0f} to {max(sizes):,.0f} dollars"
    plots.headline(figure, title)
    alt = f"Step charts of the coverage reached with whole contracts over the size of the account, band at {band[0]:.0%} to {band[1]:.0%}. Smallest accounts in dollars. "
    return figure, alt + "; ".join(told) + "."


def _wedge(ax: Axes, largest: float, band: tuple[float, float]) -> float:
    """Shade the claimed share of a loss up to a little beyond the largest, and return how far that is."""
    far = 1.3 * max(largest, 1.0)
    wedge = np.linspace(0.0, 1.0, 400) ** 4 * far
    ax.fill_between(wedge, band[0] * wedge, band[1] * wedge, color="#e0cf9a", zorder=0.5)
    at, note = 0.6 * far, f"{band[0]:.0%} to {band[1]:.0%}"
    ax.annotate(note, (at, 0.5 * at), (at, 1.1 * far), ha="center", arrowprops={"arrowstyle": "-"})
    return far
