"""The figures of notebook 09 on single signals: a year of them, all votes at once, and what followed.

Each function returns the figure and its alt text for ``plots.show``; the title states what the data say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from alvh_helpers import plots
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market
from alvh_helpers.signalevents import EDGE, standing
from alvh_helpers.signals.quorum import activations
from alvh_helpers.signals.voting import FUNDAMENTAL, TECHNICAL, Votes
from alvh_helpers.signalstudies import spike_ahead

__all__ = ["k12_moves", "lift_dots", "vote_strip", "year_of_signals"]


_HATCH = {"facecolor": "white", "edgecolor": "#9aa5b1", "hatch": "////", "linewidth": 0.0}


_SHOWN = {"vix_rsi": "RSI of VIX", "term_macd": "MACD of vx4/vx1", "breadth": "A/D line (1,000s)"}


_LEAST_SESSIONS = 40


def year_of_signals(market: Market, cast: Votes, year: int, rise: float, horizon: int) -> tuple[Figure, str]:
    """Draw a year of three signals below the index and VIX, each call that began, and whether a spike followed.

    Parameters
    ----------
    market, cast : Market, Votes
        The whole history and its votes.
    year : int
        Calendar year.
    rise, horizon : float, int
        What counts as a spike, as in `signalstudies.spike_ahead`.
    """
    inside = market.sessions.year == year
    if inside.sum() < _LEAST_SESSIONS:
        raise CourseError(f"{year} has {inside.sum()} trading days in this history: choose a fuller year")
    days, ahead = market.sessions[inside], spike_ahead(market, rise, horizon)
    figure, axes = plots.new_figure(len(_SHOWN) + 1, 1, height=8.2, sharex=True, height_ratios=[1.5, 1, 1, 1])
    _market_panel(axes[0], days, market.table[inside])
    counts = []
    for ax, (name, label) in zip(axes[1:], _SHOWN.items(), strict=True):
        began = activations(cast.column(name))[inside]
        line = _signal_line(market, cast, name)[inside]
        ax.plot(days, line, color=plots.INK, linewidth=1.3)
        level = float(cast.signals[cast.names.index(name)].rule.split()[-1]) if name == "vix_rsi" else 0.0
        if name != "breadth":
            ax.axhline(level, color=plots.INK, linewidth=0.9, linestyle=(0, (4, 2)))
        told = ahead[inside]
        for spiked, face in ((1.0, plots.LINES["condor"]["color"]), (0.0, "white")):
            at = began & (told == spiked)
            looks = {
                "markersize": 8,
                "markeredgewidth": 1.5,
                "markeredgecolor": plots.LINES["condor"]["color"],
            }
            ax.plot(days[at], line[at], "v", color=face, **looks)
        known = began & np.isfinite(told)
        counts.append((label, int((told[known] == 1).sum()), int(known.sum())))
        ax.set_ylabel(label, fontsize=9.5)
    plots.date_axis(axes[-1])
    _year_legend(figure, rise, horizon)
    hits, fired = (sum(c[k] for c in counts) for k in (1, 2))
    often = np.nanmean(ahead[inside])
    finding = f"{year}: a spike followed {hits} of {fired} calls that began, and {often:.0%} of all days"
    figure.suptitle(finding, x=0.01, ha="left", fontweight="bold", fontsize=12.5)
    told_counts = "; ".join(f"{label} {hit} of {n}" for label, hit, n in counts)
    alt = f"Line charts of {year}: S&P 500 with VIX, and three signals with a triangle where each began to call. A spike followed: "
    return figure, f"{alt}{told_counts}; all days {often:.0%}."


def vote_strip(cast: Votes, jumps: pd.DataFrame) -> tuple[Figure, str]:
    """Draw every vote of the history as a strip a signal, month by month, and how many voters had data.

    Parameters
    ----------
    cast : Votes
        Of the whole history.
    jumps : DataFrame
        From `signalevents.first_jumps`: where the storms are marked.
    """
    month = cast.sessions.to_period("M")
    share = cast.table.groupby(month).mean()
    voters = cast.table.notna().sum(axis=1).groupby(month).mean()
    figure, (ax, below) = plots.new_figure(2, 1, height=7.0, width=9.6, sharex=True, height_ratios=[5, 1])
    edges = np.r_[share.index.start_time.to_numpy(), share.index[-1].end_time.to_numpy()]
    ax.patch.set(**_HATCH)
    rows = np.arange(len(cast.names) + 1)
    ax.pcolormesh(edges, rows, np.ma.masked_invalid(share.to_numpy().T), cmap="Greys", vmin=0, vmax=1)
    ax.hlines(rows, edges[0], edges[-1], color="white", linewidth=1.5)
    border = len(cast.of_kind(TECHNICAL))
    ax.axhline(border, color=plots.INK, linewidth=1.6)
    ax.set_yticks(rows[:-1] + 0.5, cast.names)
    ax.invert_yaxis()
    ax.grid(False)
    color = plots.LINES["condor"]["color"]
    for name, day in jumps["day"].items():
        ax.axvline(day, color=color, linewidth=1.2)
        ax.text(day, -0.15, name, rotation=38, ha="left", va="bottom", fontsize=8.5, color=color)
    below.step(edges[:-1], voters, where="post", color=plots.INK, linewidth=1.4)
    below.set(ylim=(0, len(cast.names) + 1), ylabel="with data")
    names = {TECHNICAL: border, FUNDAMENTAL: len(cast.names) - border}
    handles = [
        Patch(facecolor="#111111", label="called all month"),
        Patch(facecolor="#bdbdbd", label="a third of it"),
    ]
    handles += [
        Patch(facecolor="white", edgecolor="#9aa5b1", label="never"),
        Patch(**_HATCH, label="no data"),
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=9)
    last = voters.iloc[-1]
    finding = f"{names[TECHNICAL]} technical voters flicker, {names[FUNDAMENTAL]} fundamental ones come in blocks; {last:.0f} of {len(cast.names)} have data at the end"
    figure.suptitle(finding, x=0.01, ha="left", fontweight="bold", fontsize=12.0)
    calls = ", ".join(f"{name} {value:.0%}" for name, value in cast.table.mean().items())
    alt = "Heat strip of votes by month and signal, dark where a signal called, hatched where it had no data, with lines at ten storms; below, the number of voters with data. Share of calls: "
    return figure, f"{alt}{calls}."


def k12_moves(table: pd.DataFrame, level: float) -> tuple[Figure, str]:
    """Draw what VIX and the front future did after the RSI of VIX was above a level, against all days.

    Parameters
    ----------
    table : DataFrame
        From `signalstudies.vix_rsi_study`.
    level : float
        The level.
    """
    figure, axes = plots.new_figure(1, 2, height=4.6, width=9.6, sharey=True)
    looks = {"level": ("o", "condor", -0.16), "crossing": ("D", "together", 0.16)}
    told, names = [], {"vix": "VIX, which nobody can buy", "vx1": "one front future, rolled"}
    for ax, (instrument, label) in zip(axes, names.items(), strict=True):
        own = table[table["instrument"] == instrument]
        for event, (marker, role, aside) in looks.items():
            rows = own[own["event"] == event]
            at, mean, base = np.arange(len(rows)) + aside, rows["mean"].to_numpy(), rows["all"].to_numpy()
            reach = np.vstack([mean - (base + rows["low"]), base + rows["high"] - mean]).clip(min=0)
            style = {"fmt": marker, "color": plots.LINES[role]["color"], "capsize": 4, "markersize": 7}
            ax.errorbar(at, mean, yerr=reach, label=f"after {_event(event, level)}", **style)
            ax.hlines(base, at - 0.14, at + 0.14, color=plots.INK, linewidth=2.2, label=None)
            ax.plot(at, rows["like"], "x", color=plots.INK, markersize=7)
            told.append(f"{label}, {event}: " + ", ".join(f"{m:+.1f}" for m in mean))
        plots.zero_line(ax)
        ax.set_title(label, fontsize=11)
        ax.set_xticks(np.arange(len(rows)), [f"{h}" for h in rows["sessions"]])
        ax.set_xlabel("sessions later")
    axes[0].set_ylabel("mean change, points (95 % of the difference)")
    handles, labels = axes[0].get_legend_handles_labels()
    handles += [
        Line2D([], [], color=plots.INK, linewidth=2.2),
        Line2D([], [], color=plots.INK, marker="x", linestyle=""),
    ]
    figure.legend(
        handles, [*labels, "all days", "days of like VIX"], loc="outside lower center", ncols=4, fontsize=9
    )
    vix = table[table["instrument"] == "vix"]
    below = int((vix["high"] < 0).sum())
    least, most = vix["mean"].min(), vix["mean"].max()
    finding = f"After an RSI above {level:g} VIX moved {least:+.1f} to {most:+.1f} points: {below} of {len(vix)} intervals lie below other days"
    figure.suptitle(finding, x=0.01, ha="left", fontweight="bold", fontsize=12.5)
    return (
        figure,
        f"Dot charts with 95 % intervals of mean changes in points after 5, 10 and 20 sessions. {'; '.join(told)}.",
    )


def lift_dots(table: pd.DataFrame, outcomes: Sequence[int], rise: float, border: int) -> tuple[Figure, str]:
    """Draw how much oftener a spike followed each signal's calls than any day, with intervals.

    Parameters
    ----------
    table : DataFrame
        From `signalevents.lift_table`; its outcomes are sessions ahead.
    outcomes : sequence of int
        Which to draw, a panel each.
    rise : float
        Points that make a spike.
    border : int
        How many of the first signals are technical.
    """
    figure, axes = plots.new_figure(1, len(outcomes), height=5.6, width=9.6, sharey=True)
    color, names = plots.LINES["together"]["color"], table.index.unique("signal")
    rows = np.arange(len(names))[::-1]
    for ax, outcome in zip(axes, outcomes, strict=True):
        own = 100 * table.xs(outcome, level="outcome")[["lift", "low", "high"]].reindex(names)
        for y, lift, low, high in zip(rows, own["lift"], own["low"], own["high"], strict=True):
            sure = standing(low, high, 100 * EDGE).startswith("surely")
            ax.plot([low, high], [y, y], color=color, linewidth=1.6, solid_capstyle="butt")
            ax.plot(lift, y, "o", color=color, markersize=7.5, markerfacecolor=color if sure else "white")
        ax.axvline(0, color=plots.INK, linewidth=1.0)
        ax.axhline(len(names) - border - 0.5, color="#9aa5b1", linewidth=1.0)
        base = table.xs(outcome, level="outcome")["base"].median()
        ax.set_title(f"{outcome} sessions (any day {base:.0%})", fontsize=10.5)
        ax.set_xlabel("percentage points")
    axes[0].set_yticks(rows, names)
    above, below = int((table["low"] > EDGE).sum()), int((table["high"] < -EDGE).sum())
    finding = (
        f"VIX {rise:g} points higher: {above} of {len(table)} intervals surely lie above zero, {below} below"
    )
    figure.suptitle(finding, x=0.01, ha="left", fontweight="bold", fontsize=12.5)
    sure = "; ".join(f"{s} within {o}: {r.lift:+.1%}" for (s, o), r in table[table["low"] > EDGE].iterrows())
    alt = "Dot charts with 95 % intervals, a row a signal: how much oftener a spike followed its calls than any day. Surely above zero: "
    return figure, f"{alt}{sure or 'none'}."


def _signal_line(market: Market, cast: Votes, name: str) -> np.ndarray:
    """Return the line to draw for a signal: its number, but of breadth the advance-decline line itself."""
    if name != "breadth":
        return cast.numbers[name].to_numpy()
    net = market.breadth["advances"].sub(market.breadth["declines"]).reindex(market.sessions)
    return (net.cumsum() / 1000).to_numpy()


def _market_panel(ax: Axes, days: pd.DatetimeIndex, table: pd.DataFrame) -> None:
    """Draw the index, and VIX on an axis of its own."""
    ax.plot(days, table["spx"], **plots.line_style("index"))
    ax.set_ylabel("S&P 500")
    ax.margins(x=0.01)
    right = ax.twinx()
    right.plot(days, table["vix"], **plots.line_style("vix"))
    right.set_ylabel("VIX")
    right.grid(False)
    right.spines["right"].set_visible(True)


def _year_legend(figure: Figure, rise: float, horizon: int) -> None:
    """Say what the lines and the triangles mean."""
    color = plots.LINES["condor"]["color"]
    looks = {
        "marker": "v",
        "linestyle": "",
        "markersize": 8,
        "markeredgecolor": color,
        "markeredgewidth": 1.5,
    }
    handles = [
        Line2D([], [], label="S&P 500", **plots.line_style("index")),
        Line2D([], [], label="VIX", **plots.line_style("vix")),
        Line2D(
            [],
            [],
            color=color,
            label=f"began to call; VIX closed {rise:g} higher within {horizon} sessions",
            **looks,
        ),
        Line2D([], [], color="white", label="began to call; it did not", **looks),
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=8.5)


def _event(event: str, level: float) -> str:
    """Return in words when K12 counts a day."""
    return f"a day above {level:g}" if event == "level" else f"a crossing of {level:g}"


_MOVED = {
    "FUNDAMENTAL": ("alvh_helpers.signals.voting", "FUNDAMENTAL"),
    "TECHNICAL": ("alvh_helpers.signals.voting", "TECHNICAL"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "activations": ("alvh_helpers.signals.quorum", "activations"),
    "EDGE": ("alvh_helpers.signalevents", "EDGE"),
    "standing": ("alvh_helpers.signalevents", "standing"),
    "spike_ahead": ("alvh_helpers.signalstudies", "spike_ahead"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
