"""The figures of notebook 07: curves in crises, what the roll costs, and what came after high closes and peaks.

Each function returns the figure and its alt text for ``plots.show``; the title states what the data say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from alvh_helpers.course import plots
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike
from alvh_helpers.market.history import Market
from alvh_helpers.vix.futures import vx_curve
from alvh_helpers.vix.rolls import RollLedger

__all__ = ["after_peaks", "bought_high", "cost_split", "curve_of", "episode_curves", "hedge_prices", "stages"]


_STAGES = {
    "before": "index",
    "half-way up": "model",
    "peak": "together",
    "10 sessions later": "hedge",
    "21 sessions later": "vix",
}


_PEAK_ROLES = ("together", "condor", "hedge", "second")


_AROUND = {"before": 15, "after": 32}


_SHOWN = 45


def stages(market: Market) -> dict[str, pd.Timestamp]:
    """Return the days of a crisis that are drawn: VIX lowest, half-way up, at its peak, 10 and 21 sessions later.

    Half-way is the first close above the geometric mean of the two ends. A day that falls on one already taken,
    or behind the window, is left out.
    """
    vix = market.table["vix"]
    peak = int(vix.to_numpy().argmax())
    low = int(vix.to_numpy()[: peak + 1].argmin())
    middle = np.sqrt(vix.iloc[low] * vix.iloc[peak])
    rising = low + int((vix.iloc[low : peak + 1] >= middle).to_numpy().argmax())
    taken: dict[str, pd.Timestamp] = {}
    for name, at in zip(_STAGES, (low, rising, peak, peak + 10, peak + 21), strict=True):
        # The peak may come on the first day above half-way: the peak keeps it.
        if (
            at < len(vix)
            and vix.index[at] not in taken.values()
            and not (name == "half-way up" and at == peak)
        ):
            taken[name] = vix.index[at]
    return taken


def curve_of(market: Market, date: DateLike) -> tuple[np.ndarray, np.ndarray]:
    """Return days ahead and levels of one day's curve, spot VIX first at 0 days, then the listed futures."""
    curve = vx_curve(market, date)
    days, levels = np.r_[0, curve.days], np.r_[curve.vix, curve.settlements]
    return days[np.isfinite(levels)], levels[np.isfinite(levels)]


@plots.house_style()
def episode_curves(market: Market, names: Sequence[str]) -> tuple[Figure, str]:
    """Draw the VIX curve on the days of `stages`, one panel an episode; `names` are four of the history's episodes."""
    figure, axes = plots.new_figure(2, 2, height=7.4, width=9.6)
    falls, told = [], []
    for ax, name in zip(axes.flat, names, strict=True):
        window = market.episode(name, **_AROUND)
        days = stages(window)
        for stage, day in days.items():
            at, level = curve_of(market, day)
            ax.plot(at, level, marker="o", markersize=3.5, **plots.line_style(_STAGES[stage]))
            ax.plot(at[0], level[0], "D", color=plots.LINES[_STAGES[stage]]["color"], markersize=6)
        top = window.table.loc[days["peak"]]
        falls.append(float(top["vx1"] - top["vx4"]))
        told.append(
            f"{name}: peak {days['peak']:%Y-%m-%d}, VIX {top['vix']:.1f}, vx1 {top['vx1']:.1f}, vx4 {top['vx4']:.1f}"
        )
        title = f"{name}: {days['peak']:%d %b} VIX {top['vix']:.1f}, vx1 {top['vx1']:.1f}"
        ax.set_title(title, fontsize=10.5)
        ax.set_ylim(0, None)
    for ax in axes[1]:
        ax.set_xlabel("days to expiry (diamond: spot VIX)")
    for ax in axes[:, 0]:
        ax.set_ylabel("index points")
    lines = [Line2D([], [], label=stage, **plots.line_style(role)) for stage, role in _STAGES.items()]
    figure.legend(handles=lines, loc="outside lower center", ncols=5)
    plots.headline(
        figure,
        f"At each peak the front future stood {min(falls):.1f} to {max(falls):.1f} points above the fourth",
    )
    alt = "Four line charts of the VIX curve, spot VIX and futures over days to expiry, before, on the way to, at and after a peak. "
    return figure, alt + "; ".join(told) + "."


@plots.house_style()
def cost_split(table: pd.DataFrame) -> tuple[Figure, str]:
    """Draw what a year of staying long costs, by month, parted into slide and move, one panel a slope: `roll_cost_table`."""
    slopes = [name for name in table["slope"].unique() if name != "all days"]
    figure, axes = plots.new_figure(1, len(slopes), height=4.8, width=9.6, sharey=True)
    roll, spot = (plots.LINES[role]["color"] for role in ("condor", "index"))
    told = []
    for ax, slope in zip(np.atleast_1d(axes), slopes, strict=True):
        rows = table[table["slope"] == slope]
        month, net = rows["month"].to_numpy(), rows["net"].to_numpy()
        bars = {"width": 0.4, "edgecolor": "white"}
        ax.bar(month - 0.2, rows["roll_yield"], color=roll, label="roll yield", **bars)
        ax.bar(month + 0.2, rows["spot"], color=spot, hatch="///", label="spot effect", **bars)
        reach = np.abs(rows[["low", "high"]].to_numpy() - net[:, None]).T
        looks = {"fmt": "o", "color": plots.INK, "markersize": 5, "capsize": 3, "linewidth": 1.3}
        ax.errorbar(month, net, yerr=reach, label="net, after costs (95 %)", **looks)
        plots.zero_line(ax)
        ax.set_title(f"{slope}, {rows['share_of_days'].iloc[0]:.0%} of days", fontsize=11)
        ax.set_xlabel("month held")
        ax.set_xticks(month)
        first = rows.iloc[0]
        told.append(
            f"{slope}: roll yield {first.roll_yield:+.0%}, spot effect {first.spot:+.0%}, net {first.net:+.0%}"
        )
    plots.percent_axis(axes[0], "share of the future's price, a year of such days")
    axes[-1].legend(loc="upper right", fontsize=9)
    first = table[table["slope"] == slopes[0]].iloc[0]
    plots.headline(
        figure,
        f"{slopes[0].capitalize()}: the slide brings month 1 {first.roll_yield:+.0%} a year, its net is {first.net:+.0%}",
    )
    alt = "Bar charts by month held and slope of the curve: roll yield and spot effect a year, with the net and its interval. Month 1, "
    return figure, alt + "; ".join(told) + "."


@plots.house_style()
def hedge_prices(table: pd.DataFrame) -> tuple[Figure, str]:
    """Draw the price of a hedge by roll rule, and its difference to the first of its kind: from `forward_roll_costs`."""
    figure, axes = plots.new_figure(
        1, 2, height=1.6 + 0.55 * len(table), width=9.6, sharey=True, width_ratios=[1.15, 1]
    )
    rows = np.arange(len(table))[::-1]
    columns = (("price", "low", "high"), ("against_first", "diff_low", "diff_high"))
    for ax, (value, low, high) in zip(axes, columns, strict=True):
        reach = np.abs(table[[low, high]].to_numpy() - table[[value]].to_numpy()).T
        shown = reach.max(axis=0) > 0
        looks = {"fmt": "o", "color": plots.INK, "capsize": 4, "markersize": 6}
        ax.errorbar(table.loc[shown, value], rows[shown], xerr=reach[:, shown], **looks)
        color = plots.LINES["condor"]["color"]
        ax.plot(table.loc[~shown, value], rows[~shown], "D", color=color, markersize=7)
        ax.axvline(0, color=plots.INK, linewidth=1.0)
    axes[0].set_yticks(rows, table.index)
    axes[0].set_ylim(-0.6, len(table) - 0.4)
    axes[0].set_xlabel("dollars lost a year per dollar of hedge")
    axes[1].set_xlabel("less the first rule (diamond) of its kind")
    others = table[(table["diff_low"] != 0) | (table["diff_high"] != 0)]
    cheaper, dearer = int((others["diff_high"] < 0).sum()), int((others["diff_low"] > 0).sum())
    open_ = len(others) - cheaper - dearer
    counts = f"{cheaper} cheaper, {dearer} dearer, {open_} undecided"
    plots.headline(figure, f"Rules further out against the first of their kind, at 95 %: {counts}")
    told = "; ".join(f"{name} {x.price:.1f} ({x.low:.1f} to {x.high:.1f})" for name, x in table.iterrows())
    alt = "Dot chart with 95 % intervals of the dollars lost a year per dollar of hedge, by rule: "
    return figure, f"{alt}{told}. Right, the difference to the first rule."


@plots.house_style()
def bought_high(returns: pd.DataFrame, held: int, level: float) -> tuple[Figure, str]:
    """Draw what a front future earned over `held` sessions when bought on each day with VIX above a level, a row an episode.

    `returns` has, by day of purchase in order of time, ``episode`` (its name) and ``vx1`` (decimal), without gaps.
    """
    names = list(dict.fromkeys(returns["episode"]))
    figure, ax = plots.new_figure(height=1.5 + 0.42 * len(names))
    looks = {
        "each day": {"marker": "|", "color": plots.LINES["hedge"]["color"], "markersize": 13},
        "first day": {"marker": "D", "color": plots.LINES["condor"]["color"], "markersize": 8},
        "mean of the days": {"marker": "o", "color": plots.INK, "markerfacecolor": "white", "markersize": 8},
    }
    ticks, told = [], []
    for row, name in enumerate(names[::-1]):
        own = returns.loc[returns["episode"] == name, "vx1"].to_numpy()
        for (label, look), x in zip(looks.items(), (own, own[:1], own.mean(keepdims=True)), strict=True):
            label = label if row == 0 else None
            ax.plot(x, np.full(len(x), row), linestyle="", markeredgewidth=1.5, label=label, **look)
        ticks.append(f"{name} ({len(own)} day{'s' * (len(own) > 1)})")
        told.append((name, float(own[0])))
    ax.axvline(0, color=plots.INK, linewidth=1.0)
    ax.set_yticks(range(len(names)), ticks)
    ax.set_xlabel(f"return of a front future held {held} sessions")
    ax.xaxis.set_major_formatter(lambda x, _: f"{100 * x:.0f} %")
    ax.legend(loc="lower right")
    gained = sum(first > 0 for _, first in told)
    plots.headline(
        figure, f"Bought on the first close above {level:g}: a gain in {gained} of {len(names)} episodes"
    )
    alt = f"Strip chart by episode of the return of a front future bought above VIX {level:g} and held {held} sessions. First day: "
    return figure, alt + "; ".join(f"{name} {first:+.0%}" for name, first in told) + "."


@plots.house_style()
def after_peaks(market: Market, ledger: RollLedger, episodes: pd.DataFrame) -> tuple[Figure, str]:
    """Draw VIX after each first peak, as a share of it, and what a seller of premium made from that day on.

    `episodes` are those of `premium_by_episode` for the same ledger. Those whose later peak was higher are drawn with
    names, and so is the last one; the others are grey.
    """
    if episodes.empty:
        raise CourseError("no episode of high VIX in this history: there is no peak to look behind")
    vix, net = market.table["vix"], ledger.daily["net"]
    figure, (top, bottom) = plots.new_figure(2, 1, height=7.2, sharex=True, height_ratios=[1.3, 1])
    named = episodes.index[episodes["second_peak"] | (episodes.index == episodes.index[-1])]
    # With a low level there may be more than can be told apart: the highest second peaks are named.
    rise = (episodes["peak"] / episodes["first_peak"]).loc[named].sort_values(ascending=False)
    roles = dict(zip(sorted(rise.index[: len(_PEAK_ROLES)]), _PEAK_ROLES, strict=False))
    ends: dict[str, list] = {"top": [], "bottom": []}
    for number, row in episodes.iterrows():
        start = vix.index.get_loc(vix.loc[row["from"] :].eq(row["first_peak"]).idxmax())
        share = (vix.iloc[start : start + _SHOWN + 1] / row["first_peak"]).to_numpy()
        made = np.r_[0.0, net.iloc[start + 1 : start + _SHOWN + 1].cumsum().to_numpy()]
        grey = {"color": "#c3cbd3", "linewidth": 1.2, "zorder": 1.3}
        style = plots.line_style(roles[number]) if number in roles else grey
        for panel, ax, path in (("top", top, share), ("bottom", bottom, made)):
            ax.plot(np.arange(len(path)), path, **style)
            if number in roles:
                end = (len(path) - 1, float(path[-1]))
                ends[panel].append((*end, f"{vix.index[start]:%b %Y}", style["color"]))
    top.axhline(1.0, color=plots.INK, linewidth=1.0)
    plots.percent_axis(top, "VIX as a share of the first peak")
    plots.zero_line(bottom)
    plots.dollar_axis(bottom, "seller's dollars, one call at a time")
    bottom.set_xlabel("sessions after the first peak")
    for ax, panel in ((top, "top"), (bottom, "bottom")):
        ax.margins(x=0.01)
        plots.label_ends(ax, ends[panel])
    higher = episodes[episodes["second_peak"]]
    top.set_title(f"In {len(higher)} of {len(episodes)} episodes the first peak was not the highest")
    told = "; ".join(
        f"{row['from']:%b %Y}: {row.first_peak:.1f}, then {row.peak:.1f}" for _, row in higher.iterrows()
    )
    alt = f"Two line charts over {_SHOWN} sessions after each first peak: VIX as a share of it, and the seller's profit. Higher second peaks: {told or 'none'}."
    return figure, alt
