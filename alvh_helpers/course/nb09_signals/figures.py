"""The figures of notebook 09: signals, what followed their calls, the storms, the quorum and its accounts.

Each function returns the figure and its alt text for ``plots.show``; the title states what the data say.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib import colormaps
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.ticker import MaxNLocator

from alvh_helpers.course import plots
from alvh_helpers.course.nb09_signals.record import ACCOUNT_EDGE, EDGE, spike_ahead, standing
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market
from alvh_helpers.signals.quorum import activations
from alvh_helpers.signals.voting import FUNDAMENTAL, TECHNICAL, Votes

__all__ = [
    "NO_DATA",
    "accounts",
    "hedge_map",
    "k12_moves",
    "lift_dots",
    "macro_dots",
    "quorum_curves",
    "storm_leads",
    "sweep_halves",
    "vote_strip",
    "year_of_signals",
]


NO_DATA = {"facecolor": "white", "edgecolor": "#9aa5b1", "hatch": "////", "linewidth": 0.0}
"""How days without data are drawn."""


_SHOWN = {"vix_rsi": "RSI of VIX", "term_macd": "MACD of vx4/vx1", "breadth": "A/D line (1,000s)"}


_LEAST_SESSIONS = 40


@plots.house_style()
def year_of_signals(market: Market, cast: Votes, year: int, rise: float, horizon: int) -> tuple[Figure, str]:
    """Draw a year of three signals below the index and VIX, each call that began, and whether a spike followed."""
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
    _headline(figure, finding)
    told_counts = "; ".join(f"{label} {hit} of {n}" for label, hit, n in counts)
    alt = f"Line charts of {year}: S&P 500 with VIX, and three signals with a triangle where each began to call. A spike followed: "
    return figure, f"{alt}{told_counts}; all days {often:.0%}."


@plots.house_style()
def vote_strip(cast: Votes, jumps: pd.DataFrame) -> tuple[Figure, str]:
    """Draw every vote of the history, a strip a signal, month by month, the storms of `first_jumps`, and how many had data."""
    month = cast.sessions.to_period("M")
    share = cast.table.groupby(month).mean()
    voters = cast.table.notna().sum(axis=1).groupby(month).mean()
    figure, (ax, below) = plots.new_figure(2, 1, height=7.0, width=9.6, sharex=True, height_ratios=[5, 1])
    edges = np.r_[share.index.start_time.to_numpy(), share.index[-1].end_time.to_numpy()]
    ax.patch.set(**NO_DATA)
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
        Patch(**NO_DATA, label="no data"),
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=4, fontsize=9)
    last = voters.iloc[-1]
    finding = f"{names[TECHNICAL]} technical voters flicker, {names[FUNDAMENTAL]} fundamental ones come in blocks; {last:.0f} of {len(cast.names)} have data at the end"
    _headline(figure, finding, 12.0)
    calls = ", ".join(f"{name} {value:.0%}" for name, value in cast.table.mean().items())
    alt = "Heat strip of votes by month and signal, dark where a signal called, hatched where it had no data, with lines at ten storms; below, the number of voters with data. Share of calls: "
    return figure, f"{alt}{calls}."


@plots.house_style()
def k12_moves(table: pd.DataFrame, level: float) -> tuple[Figure, str]:
    """Draw a table of `vix_rsi_study`: what VIX and the front future did after an RSI above a level, against all days."""
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
    _headline(figure, finding)
    return (
        figure,
        f"Dot charts with 95 % intervals of mean changes in points after 5, 10 and 20 sessions. {'; '.join(told)}.",
    )


@plots.house_style()
def lift_dots(table: pd.DataFrame, outcomes: Sequence[int], rise: float, border: int) -> tuple[Figure, str]:
    """Draw how much oftener a spike followed each signal's calls than any day, with intervals.

    The outcomes of the `lift_table` are sessions ahead, a panel each; the first `border` signals are technical.
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
    _headline(figure, finding)
    sure = "; ".join(f"{s} within {o}: {r.lift:+.1%}" for (s, o), r in table[table["low"] > EDGE].iterrows())
    alt = "Dot charts with 95 % intervals, a row a signal: how much oftener a spike followed its calls than any day. Surely above zero: "
    return figure, f"{alt}{sure or 'none'}."


def _headline(figure: Figure, finding: str, size: float = 12.5) -> None:
    """Write the finding over all panels."""
    figure.suptitle(finding, x=0.01, ha="left", fontweight="bold", fontsize=size)


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


@plots.house_style()
def storm_leads(early: pd.DataFrame, jumps: pd.DataFrame, border: int) -> tuple[Figure, str]:
    """Draw who called on the eve of each storm, and for how long (`leads`); the first `border` callers are technical."""
    figure, ax = plots.new_figure(height=1.9 + 0.33 * len(early), width=9.6)
    for row, values in enumerate(early.to_numpy()):
        for column, value in enumerate(values):
            _lead_cell(ax, column, row, value)
        own = values[np.isfinite(values)]
        ax.text(len(values) + 0.1, row + 0.5, f"{(own > 0).sum()} of {len(own)}", va="center", fontsize=9.5)
    ax.set(xlim=(0, len(jumps) + 1.0), ylim=(len(early), 0))
    ax.axhline(border, color=plots.INK, linewidth=1.6)
    ax.set_yticks(np.arange(len(early)) + 0.5, early.index)
    labels = [
        f"{name}\n{day:%d %b}\nVIX {vix:.0f}"
        for name, day, vix in zip(jumps.index, jumps["eve"], jumps["before"], strict=True)
    ]
    ax.set_xticks(np.arange(len(jumps)) + 0.5, labels, fontsize=8)
    ax.tick_params(length=0)
    ax.grid(False)
    ax.spines[:].set_visible(False)
    calls = (early > 0).sum()
    finding = f"On the eve {calls.min()} to {calls.max()} of {len(early)} called (number: sessions it had stood; hatched: no data)"
    ax.set_title(finding, fontsize=12)
    told = "; ".join(f"{name} {', '.join(early.index[early[name] > 0]) or 'nobody'}" for name in early)
    return figure, f"Grid of signals by storm: who called on the evening before VIX first jumped. {told}."


@plots.house_style()
def quorum_curves(curve: pd.DataFrame, rise: float, horizon: int) -> tuple[Figure, str]:
    """Draw what asking for more calls does (`call_record` by k, with intervals): days it is reached on, and how often it is right."""
    figure, (left, right) = plots.new_figure(1, 2, height=4.6, width=9.6)
    ks = curve.index.to_numpy()
    lines = {
        "warned": ("days with a spike ahead", "condor", "o"),
        "false_positive_rate": ("other days", "together", "s"),
    }
    for name, (label, role, marker) in lines.items():
        color = plots.LINES[role]["color"]
        left.plot(ks, curve[name], marker=marker, **plots.line_style(role))
        up = name == "warned"
        looks = {"color": color, "fontweight": "bold", "ha": "left" if up else "right"}
        shift = (8, 8) if up else (-8, -16)
        left.annotate(label, (ks[1], curve[name].iloc[1]), xytext=shift, textcoords="offset points", **looks)
    left.set_ylim(0, None)
    plots.percent_axis(left, "share on which the quorum is reached")
    base = curve["base"].to_numpy()
    reach = np.vstack([curve["right"] - (base + curve["low"]), base + curve["high"] - curve["right"]]).clip(
        min=0
    )
    looks = {"fmt": "o", "color": plots.LINES["together"]["color"], "capsize": 4, "markersize": 7}
    right.errorbar(ks, curve["right"], yerr=reach, **looks)
    right.plot(ks, base, color=plots.INK, linewidth=1.3, linestyle=(0, (4, 2)), label="any day")
    right.legend(loc="upper left", fontsize=9.5)
    plots.percent_axis(right, f"reached days with VIX {rise:g} higher in {horizon} sessions")
    for ax in (left, right):
        ax.set_xticks(ks)
        ax.set_xlabel("calls needed")
    sure = [f"{k}" for k in curve.index[curve["low"] > EDGE]]
    finding = f"From {ks[0]} calls to {ks[-1]}: right {curve['right'].iloc[0]:.0%} to {curve['right'].iloc[-1]:.0%}; surely better than any day: {', '.join(sure) or 'none'}"
    _headline(figure, finding, 12.0)
    told = "; ".join(
        f"{k}: {r.warned:.0%} and {r.false_positive_rate:.0%}, right {r.right:.0%}"
        for k, r in curve.iterrows()
    )
    return (
        figure,
        f"Two charts over the number of calls needed: share of days with and without a spike ahead on which the quorum was reached, and how often it was right, with 95 % intervals. {told}.",
    )


@plots.house_style()
def accounts(table: pd.DataFrame, dark: int) -> tuple[Figure, str]:
    """Draw an `account_table`: what the hedge cost, what it did to the drawdown, and the return against the first row.

    The first `dark` rows belong to the ladder of quorums; the others are drawn lighter.
    """
    figure, axes = plots.new_figure(1, 3, height=1.5 + 0.4 * len(table), width=9.6, sharey=True)
    rows = np.arange(len(table))[::-1]
    colors = [plots.LINES["together" if k < dark else "index"]["color"] for k in range(len(table))]
    for ax, name, label in (
        (axes[0], "hedge_cost", "layers cost, thousand dollars"),
        (axes[1], "drawdown", "deepest drawdown"),
    ):
        scale = 1 / 1000 if name == "hedge_cost" else 1
        values = table[name].to_numpy() * scale
        ax.barh(rows, values, 0.62, color=colors)
        for y, value in zip(rows, values, strict=True):
            text = f"{value:,.0f}" if name == "hedge_cost" else f"{value:.1%}"
            ax.text(max(value, 0.0), y, f" {text}", va="center", fontsize=9)
        ax.set_xlim(min(0.0, 1.1 * values.min()), 1.28 * max(values.max(), 1e-9))
        ax.set_xlabel(label)
        # Without the last tick: its label would touch the next panel's first.
        ax.xaxis.set_major_locator(MaxNLocator(4, prune="upper"))
    axes[1].xaxis.set_major_formatter(lambda x, _: f"{100 * x:.0f} %")
    for y, color, (_, row) in zip(rows, colors, table.iterrows(), strict=True):
        axes[2].plot([100 * row["more_low"], 100 * row["more_high"]], [y, y], color=color, linewidth=2.0)
        sure = standing(row["more_low"], row["more_high"], ACCOUNT_EDGE).startswith("surely")
        axes[2].plot(
            100 * row["more"], y, "o", color=color, markersize=7.5, markerfacecolor=color if sure else "white"
        )
    axes[2].axvline(0, color=plots.INK, linewidth=1.0)
    axes[2].set_xlabel(f"return a year above '{table.index[0]}', points")
    axes[0].set_yticks(rows, table.index)
    ladder = table.iloc[:dark]
    cheapest = ladder["hedge_cost"].idxmin()
    finding = f"The layers cost {ladder['hedge_cost'].iloc[0] / 1000:,.0f} thousand without a quorum, {ladder['hedge_cost'].min() / 1000:,.0f} with {cheapest}; drawdowns {ladder['drawdown'].min():.1%} to {ladder['drawdown'].max():.1%}"
    _headline(figure, finding, 11.5)
    told = "; ".join(
        f"{name}: cost {r.hedge_cost:,.0f}, drawdown {r.drawdown:.1%}, {r.more:+.2%} a year"
        for name, r in table.iterrows()
    )
    return (
        figure,
        f"Bars and dots by account: cost of the layers, deepest drawdown, return a year against the first with its 95 % interval. {told}.",
    )


@plots.house_style()
def hedge_map(made: pd.DataFrame) -> tuple[Figure, str]:
    """Draw what the layers made in each storm under each quorum, dollars, as a grid with numbers."""
    thousand = made / 1000
    figure, ax = plots.new_figure(height=1.5 + 0.4 * len(made), width=9.0)
    most = max(float(thousand.to_numpy().max()), 1.0)
    for (row, column), value in np.ndenumerate(thousand.to_numpy()):
        # The darker, the more was gained; a loss is hatched: it reads the same in grey.
        face = (
            {"facecolor": colormaps["Blues"](0.85 * value / most), "linewidth": 0.0}
            if value >= 0
            else NO_DATA
        )
        ax.add_patch(Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, **face))
        look = {
            "color": "white" if value > 0.6 * most else plots.INK,
            "fontweight": "bold" if value < 0 else "normal",
        }
        ax.text(column, row, f"{value:+.0f}", ha="center", va="center", fontsize=10.5, **look)
    ax.set(xlim=(-0.5, len(made.columns) - 0.5), ylim=(len(made) - 0.5, -0.5))
    ax.spines[:].set_visible(False)
    ax.set_xticks(range(len(made.columns)), made.columns)
    ax.set_yticks(range(len(made)), made.index)
    ax.set_xlabel("quorum")
    ax.tick_params(length=0)
    ax.grid(False)
    first, last = made.columns[0], made.columns[-1]
    finding = f"Layers in ten storms, thousand dollars: {thousand[first].sum():+,.0f} with '{first}', {thousand[last].sum():+,.0f} with '{last}'"
    ax.set_title(finding, fontsize=12)
    told = "; ".join(
        f"{name}: {', '.join(f'{x:+.0f}' for x in row)}"
        for name, row in zip(made.index, thousand.to_numpy(), strict=True)
    )
    return (
        figure,
        f"Grid of thousand dollars that the layers made by storm and quorum ({', '.join(made.columns)}). {told}.",
    )


@plots.house_style()
def macro_dots(changes: pd.DataFrame, honest: pd.DataFrame, cheating: pd.DataFrame) -> tuple[Figure, str]:
    """Draw the quorum without each macro signal, and each macro signal as published and as if known in the month itself."""
    figure, (left, right) = plots.new_figure(1, 2, height=4.8, width=9.6)
    rows = np.arange(len(changes))[::-1]
    reach = np.abs(changes[["change_low", "change_high"]].to_numpy() - changes[["change"]].to_numpy()).T
    looks = {"fmt": "o", "color": plots.LINES["together"]["color"], "capsize": 3, "markersize": 6.5}
    left.errorbar(100 * changes["change"], rows, xerr=100 * reach, **looks)
    left.set_yticks(rows, changes.index)
    left.set_xlabel("points by which the quorum is more often right")
    rows = np.arange(len(honest))[::-1]
    styles = (
        (honest, "as published", "together", "o", 0.14),
        (cheating, "no lag: looks ahead", "condor", "D", -0.14),
    )
    for table, label, role, marker, aside in styles:
        reach = np.abs(table[["low", "high"]].to_numpy() - table[["lift"]].to_numpy()).T
        looks = {"fmt": marker, "color": plots.LINES[role]["color"], "capsize": 3, "markersize": 6.5}
        right.errorbar(100 * table["lift"], rows + aside, xerr=100 * reach, label=label, **looks)
    right.set_yticks(rows, honest.index)
    right.set_xlabel("points above any day, the signal alone")
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=2, fontsize=9)
    for ax in (left, right):
        ax.axvline(0, color=plots.INK, linewidth=1.0)
    sure = int(((changes["change_low"] > EDGE) | (changes["change_high"] < -EDGE)).sum())
    before, after = int((honest["low"] > EDGE).sum()), int((cheating["low"] > EDGE).sum())
    finding = f"Left out: {sure} of {len(changes)} changes are sure. Macro signals above any day: {before} as published, {after} with hindsight"
    _headline(figure, finding, 11.5)
    told = "; ".join(
        f"{name} {honest.loc[name, 'lift']:+.1%}, without its lag {cheating.loc[name, 'lift']:+.1%}"
        for name in honest.index
    )
    return (
        figure,
        f"Dot charts with 95 % intervals. Left, the change of the quorum's hit rate when a voter is left out. Right, each macro signal against any day: {told}.",
    )


@plots.house_style()
def sweep_halves(sweep: pd.DataFrame, middle: str) -> tuple[Figure, str]:
    """Draw each rule's record in the second half of history, ``lift_2``, over that in the first, by (days, level).

    `middle` says in words what parts the halves.
    """
    figure, ax = plots.new_figure(height=4.8, width=8.0)
    best, source = sweep["lift_1"].idxmax(), (14, 60)
    x, y = 100 * sweep["lift_1"], 100 * sweep["lift_2"]
    ax.plot(x, y, "o", color=plots.LINES["index"]["color"], markersize=8)
    for key, role, label in ((best, "condor", "best before"), (source, "together", "the source's")):
        if key in sweep.index:
            ax.plot(x[key], y[key], "D", color=plots.LINES[role]["color"], markersize=10)
            ax.annotate(
                f"{label}: RSI({key[0]}) > {key[1]:g}",
                (x[key], y[key]),
                xytext=(0, 12),
                textcoords="offset points",
                ha="right" if x[key] > x.median() else "left",
                color=plots.LINES[role]["color"],
                fontweight="bold",
                fontsize=9.5,
            )
    ax.axhline(0, color=plots.INK, linewidth=1.0)
    ax.axvline(0, color=plots.INK, linewidth=1.0)
    ax.margins(0.12)
    ax.set_xlabel(f"points above any day, to {middle}")
    ax.set_ylabel(f"the same after {middle}")
    rank = sweep[["lift_1", "lift_2"]].corr("spearman").iloc[0, 1]
    finding = f"Best of {len(sweep)} rules before, {y[best]:+.1f} points after; rank correlation {rank:+.2f}"
    ax.set_title(finding)
    return (
        figure,
        f"Scatter of {len(sweep)} RSI rules, lift in the second half over lift in the first. Best in the first: RSI({best[0]}) above {best[1]:g}, {x[best]:+.1f} then {y[best]:+.1f} points; rank correlation {rank:+.2f}.",
    )


def _lead_cell(ax: Axes, column: int, row: int, value: float) -> None:
    """Draw one cell: dark with its lead, blank, or hatched."""
    dark = plots.LINES["together"]["color"]
    looks = (
        NO_DATA
        if np.isnan(value)
        else {"facecolor": to_rgb(dark) if value > 0 else "#f4f6f8", "linewidth": 0.0}
    )
    ax.add_patch(Rectangle((column + 0.04, row + 0.06), 0.92, 0.88, **looks))
    if value > 0:
        ax.text(column + 0.5, row + 0.5, f"{value:.0f}", ha="center", va="center", color="white", fontsize=9)
