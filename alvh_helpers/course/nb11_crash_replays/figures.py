"""The figures of notebook 11: one replay, drawdowns with and without the hedge, and nineteen years around the crashes.

Each function returns the figure and its alt text for ``plots.show``; the title states what the data say.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from alvh_helpers.course import plots
from alvh_helpers.market.history import EPISODES
from alvh_helpers.simulation.compare import Outcome
from alvh_helpers.simulation.daily import load_daily_market
from alvh_helpers.simulation.ledger import Ledger

__all__ = ["accounts", "dumbbells", "gallery", "one_replay", "profit_by_source", "regret", "start_dots"]


# How bars of condors and layers are told apart, in the order of a ledger's sources.
_SOURCES = (
    {"color": plots.LINES["condor"]["color"]},
    {"color": plots.LINES["hedge"]["color"], "hatch": "///"},
    {"color": plots.LINES["second"]["color"], "hatch": "..."},
    {"color": plots.LINES["vix"]["color"], "hatch": "xx"},
    {"color": plots.LINES["model"]["color"], "hatch": "\\\\"},
)

_PLAIN = (
    {"color": "#dd9464"},
    {"color": plots.INK},
)  # bars of a day are too thin for hatches: light and dark


_SHADE = {"color": "#dfe5ea", "zorder": 0.5, "linewidth": 0}


_COLUMNS = 4  # of the gallery


_VIX_TOP = 260.0  # VIX fills the lower third of a panel


_GREY = "#d5dce2"


def _stack(
    ax: Axes, at: np.ndarray, table: pd.DataFrame, width: float, looks: tuple[dict[str, str], ...] = _SOURCES
) -> None:
    """Draw bars of several sources on top of each other, gains upwards and losses downwards from zero."""
    gained, lost = np.zeros(len(at)), np.zeros(len(at))
    for look, name in zip(looks, table, strict=False):
        value = table[name].to_numpy(dtype=float)
        base, some = np.where(value >= 0, gained, lost), value != 0  # a bar of nothing takes time to draw
        ax.bar(
            at[some],
            value[some],
            width,
            bottom=base[some],
            label=name,
            edgecolor="white",
            linewidth=0.4,
            **look,
        )
        gained, lost = gained + np.maximum(value, 0.0), lost + np.minimum(value, 0.0)
    plots.zero_line(ax)
    ax.grid(axis="x", visible=False)


@plots.house_style()
def one_replay(hedged: Ledger, alone: Ledger) -> tuple[Figure, str]:
    """Draw one stretch: the index and VIX, the account with and without its layers, and each day's profit by source."""
    figure, (top, middle, bottom) = plots.new_figure(
        3, 1, height=8.4, sharex=True, height_ratios=[1, 1.25, 1.25]
    )
    days = hedged.record.sessions
    market = hedged.market.table.loc[days]
    index = market["spx"] / market["spx"].iloc[0] - 1.0
    right = top.twinx()
    top.plot(days, index, **plots.line_style("together") | {"linewidth": 1.8})
    right.plot(days, market["vix"], **plots.line_style("vix"))
    plots.percent_axis(top, "SPX (solid)")
    right.set_ylabel("VIX (dash-dotted)")
    right.grid(visible=False)
    right.spines["right"].set_visible(True)
    paths = {
        "hedged": ("together", hedged.equity - hedged.policy.capital.initial),
        "without": ("condor", alone.equity - alone.policy.capital.initial),
    }
    plots.plot_paths(middle, paths, ylabel="profit so far")
    sources = hedged.profit.drop(columns="interest")
    together = {"condors": sources["condors"], "all layers": sources.drop(columns="condors").sum(axis=1)}
    _stack(bottom, date2num(days.to_numpy()), pd.DataFrame(together), 0.9, _PLAIN)
    plots.dollar_axis(bottom, "profit of the day")
    plots.date_axis(bottom)
    bottom.legend(loc="lower left", ncols=2, fontsize=9)
    ends = [float(path.iloc[-1]) for _, path in paths.values()]
    worst = int(sources["condors"].to_numpy().argmin())
    lost, layers = (float(made.iloc[worst]) for made in together.values())
    title = (
        f"Hedged {ends[0]:+,.0f} dollars, without layers {ends[1]:+,.0f}.\n"
        f"On the condors' worst day ({lost:+,.0f}) all layers together made {layers:+,.0f}"
    )
    _headline(figure, title, 12)
    alt = (
        f"Three charts from {days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}: SPX with VIX, VIX at most {market['vix'].max():.2f}; profit so "
        f"far of {hedged.policy.name}, {ends[0]:,.0f} dollars at the end, and without layers {ends[1]:,.0f}; bars of each day's "
        f"profit of condors and of all layers. The condors' worst day is {days[worst]:%Y-%m-%d}: {lost:,.0f}, layers {layers:,.0f}."
    )
    return figure, alt


@plots.house_style()
def dumbbells(table: pd.DataFrame, claim: float) -> tuple[Figure, str]:
    """Draw each stretch's drawdown without and with the hedge (`reductions`), and where the claim would put it."""
    figure, ax = plots.new_figure(height=1.9 + 0.42 * len(table))
    rows = np.arange(len(table))[::-1]
    ax.hlines(rows, table["hedged"], table["without"], color="#9aa5b1", linewidth=2.2, zorder=1.5)
    target = {"color": plots.LINES["hedge"]["color"], "markersize": 17, "markeredgewidth": 2.6}
    ax.plot((1.0 - claim) * table["without"], rows, "|", label=f"{claim:.0%} less", **target)
    dots = {"linestyle": "", "marker": "o", "markersize": 9, "markeredgewidth": 2.2}
    rust = plots.LINES["condor"]["color"]
    ax.plot(table["without"], rows, color=rust, markerfacecolor="white", label="without layers", **dots)
    ax.plot(table["hedged"], rows, color=plots.INK, label="hedged", **dots)
    for row, (cut, far) in zip(rows, zip(table["reduction"], table[["without", "hedged"]].max(axis=1))):
        text = f"{cut:.0%} less" if cut >= 0.005 else f"{-cut:.0%} more" if cut <= -0.005 else "the same"
        ax.annotate(text, (far, row), (10, 0), textcoords="offset points", va="center", fontsize=9.5)
    ax.set_yticks(rows, table.index)
    ax.xaxis.set_major_formatter(lambda x, _: f"{100 * x:.0f} %")
    ax.set_xlim(0, 1.16 * float(table[["without", "hedged"]].max().max()))
    ax.set_xlabel("deepest fall of the account from its peak")
    figure.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=3)
    crashes = table[table.index.isin(EPISODES)]
    reached = int((crashes["reduction"] > claim).sum())
    ax.set_title(f"The deepest fall shrank by more than {claim:.0%} in {reached} of {len(crashes)} episodes")
    told = "; ".join(f"{name} {row.without:.1%} and {row.hedged:.1%}" for name, row in table.iterrows())
    return figure, f"Dot chart of the largest drawdown without layers and hedged, by stretch: {told}."


@plots.house_style()
def accounts(equities: Mapping[str, tuple[str, pd.Series]]) -> tuple[Figure, str]:
    """Draw accounts by label, each a role and its dollars by day, on a log scale, the crash windows shaded."""
    figure, ax = plots.new_figure(height=5.2)
    for episode in EPISODES.values():
        if episode.kind == "crash":
            ax.axvspan(pd.Timestamp(episode.start), pd.Timestamp(episode.end), **_SHADE)
    for role, equity in equities.values():
        ax.plot(equity.index, np.log10(equity), **plots.line_style(role) | {"linewidth": 1.7})
    low, high = (f(np.log10(e).agg(f.__name__) for _, e in equities.values()) for f in (min, max))
    levels = [
        x * 10**k
        for k in range(2, 9)
        for x in (10, 15, 20, 30, 50, 70)
        if low - 0.05 < np.log10(x) + k < high + 0.05
    ]
    ax.set_yticks(np.log10(levels), [f"${x:,.0f}" for x in levels])
    ax.set_ylabel("account, log scale (crash windows shaded)")
    plots.date_axis(ax)
    ax.margins(x=0.01)
    ends = [
        (equity.index[-1], float(np.log10(equity.iloc[-1])), name, plots.LINES[role]["color"])
        for name, (role, equity) in equities.items()
    ]
    plots.label_ends(ax, ends)
    worth = {name: float(equity.iloc[-1]) for name, (_, equity) in equities.items()}
    best, least = max(worth, key=worth.get), min(worth, key=worth.get)
    start = next(iter(equities.values()))[1].index
    ax.set_title(
        f"After {len(start) / 252:.0f} years the account {best!r} stands highest ({worth[best] / 1e6:.2f} million dollars),\n"
        f"{least!r} lowest ({worth[least] / 1e6:.2f} million)",
        fontsize=12,
    )
    told = "; ".join(f"{name} {value:,.0f}" for name, value in worth.items())
    return (
        figure,
        f"Line chart of accounts on a log scale, {start[0]:%Y-%m-%d} to {start[-1]:%Y-%m-%d}, crash windows shaded; at the end, in dollars: {told}.",
    )


@plots.house_style()
def regret(table: pd.DataFrame) -> tuple[Figure, str]:
    """Draw what the hedge added to each calendar year's return, ``added``."""
    figure, ax = plots.new_figure(height=4.2)
    added = table["added"]
    gain = added > 0
    looks = ((gain, plots.LINES["hedge"]["color"], ""), (~gain, plots.LINES["condor"]["color"], "///"))
    for chosen, color, hatch in looks:
        ax.bar(added.index[chosen], added[chosen], 0.72, color=color, hatch=hatch, edgecolor="white")
    plots.zero_line(ax)
    plots.percent_axis(ax, "return hedged, less return without")
    ax.set_xticks(added.index[::2])
    ax.grid(axis="x", visible=False)
    ahead = ", ".join(str(year) for year in added.index[gain])
    ax.set_title(f"The hedge added to {int(gain.sum())} of {len(added)} years: {ahead or 'none'}")
    told = "; ".join(f"{year} {value:+.1%}" for year, value in added.items())
    return figure, f"Bars by calendar year of the hedged account's return less the other's: {told}."


@plots.house_style()
def start_dots(table: pd.DataFrame) -> tuple[Figure, str]:
    """Draw how profit without the hedge, and the drawdown's reduction, hang on the day an account began.

    Rows of `reductions`, by ``days`` before the episode and ``episode``.
    """
    names = list(dict.fromkeys(table.index.get_level_values("episode")))
    figure, axes = plots.new_figure(1, 2, height=1.6 + 0.42 * len(names), width=9.6, sharey=True)
    rows = np.arange(len(names))[::-1]
    for ax, column in zip(axes, ("profit_without", "reduction"), strict=True):
        _dots(ax, rows, _by_start(table, column))
    axes[0].set_yticks(rows, names)
    axes[0].set_xlabel("profit without layers, thousand dollars")
    axes[0].xaxis.set_major_formatter(lambda x, _: f"{x / 1000:,.0f}")
    axes[1].set_xlabel("drawdown smaller by")
    axes[1].xaxis.set_major_formatter(lambda x, _: f"{100 * x:.0f} %")
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=6)
    wide = _by_start(table, "profit_without")
    turned = int(((wide.min(axis=1) < 0) & (wide.max(axis=1) > 0)).sum())
    title = (
        f"{turned} of {len(names)} episodes turn from gain to loss with the day on which the account began"
    )
    _headline(figure, title, 12)
    cuts = _by_start(table, "reduction")
    told = "; ".join(
        f"{name} {wide.loc[name].min():,.0f} to {wide.loc[name].max():,.0f}, {cuts.loc[name].min():.0%} to {cuts.loc[name].max():.0%}"
        for name in names
    )
    return (
        figure,
        f"Dot charts by episode of the profit without layers and the drawdown's reduction for accounts begun on different days: {told}.",
    )


def _dots(ax: Axes, rows: np.ndarray, wide: pd.DataFrame) -> None:
    """Draw one row an episode, one mark a start."""
    ax.hlines(rows, wide.min(axis=1), wide.max(axis=1), color="#c3cbd3", linewidth=2.2, zorder=1.2)
    for k, days in enumerate(wide):
        shade = plots.INK if k % 2 else plots.LINES["condor"]["color"]
        looks = {"color": shade, "markerfacecolor": shade if k < 2 else "white", "markersize": 7}
        ax.plot(wide[days], rows, "oDs^vP"[k % 6], label=f"{days} days before", **looks)
    ax.axvline(0, color=plots.INK, linewidth=1.0)


def _by_start(table: pd.DataFrame, figure: str) -> pd.DataFrame:
    """Return one figure with a row an episode and a column a start, in the table's own order of episodes."""
    order = dict.fromkeys(table.index.get_level_values("episode"))
    return table.reset_index().pivot_table(index="episode", columns="days", values=figure).loc[list(order)]


@plots.house_style()
def gallery(
    without: Mapping[str, Outcome], hedged: Mapping[str, Outcome], initial: float
) -> tuple[Figure, str]:
    """Draw the account with and without its layers in every episode, small multiples on one scale, VIX shaded below."""
    names = list(without)
    rows = -(-len(names) // _COLUMNS)
    figure, axes = plots.new_figure(
        rows, _COLUMNS, height=0.6 + 2.75 * rows, width=12.6, sharey=True, squeeze=False
    )
    told = []
    for ax, name in zip(axes.flat, names, strict=False):
        paths = [found[name].equity / initial - 1.0 for found in (without, hedged)]
        _panel(ax, name, *paths)
        told.append(f"{name}: without {paths[0].iloc[-1]:+.1%}, hedged {paths[1].iloc[-1]:+.1%}")
    for ax in axes.flat[len(names) :]:
        ax.set_axis_off()
    handles = [
        Line2D([], [], label="without layers", **plots.line_style("condor")),
        Line2D([], [], label="hedged", **plots.line_style("together")),
        Patch(facecolor=_GREY, label="VIX, highest close"),
    ]
    if axes.size - len(names) >= 2:
        legend = axes.flat[len(names)].legend(handles=handles, loc="center left", fontsize=12)
        legend.set_in_layout(False)
        note = "Share of the account\nat the start, one scale.\nDashed: episode begins."
        side = {"va": "center", "fontsize": 12, "transform": axes.flat[-1].transAxes, "in_layout": False}
        axes.flat[-1].text(0.0, 0.5, note, **side)
    else:
        figure.legend(handles=handles, loc="outside lower center", ncols=3, fontsize=11)
    _headline(figure, _finding(without, hedged))
    alt = "Small line charts of the account as a share of its start, without layers and hedged, VIX shaded below. "
    return figure, alt + "; ".join(told) + "."


def _panel(ax: Axes, name: str, alone: pd.Series, hedged: pd.Series) -> None:
    """Draw one episode."""
    vix = load_daily_market().table["vix"].loc[alone.index[0] : alone.index[-1]]
    low = ax.get_xaxis_transform()  # days across, share of the panel's height upwards
    ax.fill_between(vix.index, vix / _VIX_TOP, color=_GREY, linewidth=0, transform=low, zorder=0.6)
    spot = {
        "xycoords": ("data", "axes fraction"),
        "textcoords": "offset points",
        "ha": "center",
        "fontsize": 9,
        "color": plots.INK,
    }
    # Inside the shape, under its highest point: above it the accounts' lines may pass.
    ax.annotate(f"{vix.max():.0f}", (vix.idxmax(), 0.0), (0, 3), **spot)
    ax.plot(alone.index, alone, **plots.line_style("condor") | {"linewidth": 1.9})
    ax.plot(hedged.index, hedged, **plots.line_style("together") | {"linewidth": 2.3})
    plots.zero_line(ax)
    ax.axvline(pd.Timestamp(EPISODES[name].start), color="#9aa5b1", linewidth=1.0, linestyle=(0, (2, 2)))
    plots.percent_axis(ax)
    span = (alone.index[-1] - alone.index[0]).days
    months = pd.date_range(alone.index[0], alone.index[-1], freq="MS")[:: 1 if span < 160 else 3]
    ax.set_xticks(months, [f"{month:%b}" for month in months])
    ax.grid(axis="x", visible=False)
    ax.margins(x=0.02)
    ax.set_title(f"{name}\n{alone.iloc[-1]:+.1%} without, {hedged.iloc[-1]:+.1%} hedged", fontsize=11, pad=6)


def _finding(without: Mapping[str, Outcome], hedged: Mapping[str, Outcome]) -> str:
    """Return the headline: in how many episodes the hedged account ended higher, and where it mattered most."""
    ends = pd.DataFrame(
        {k: [f[name].equity.iloc[-1] for name in without] for k, f in (("a", without), ("b", hedged))},
        list(without),
    )
    apart = ends["b"] - ends["a"]
    best, worst = apart.idxmax(), apart.idxmin()
    return (
        f"Hedged ended higher in {int((apart > 0).sum())} of {len(apart)} episodes: from {apart[worst]:+,.0f} dollars ({worst}) "
        f"to {apart[best]:+,.0f} ({best})"
    )


@plots.house_style()
def profit_by_source(table: pd.DataFrame, initial: float) -> tuple[Figure, str]:
    """Draw where profit and loss came from in every episode, stacked bars as a share of the start.

    By episode: ``condors`` and each layer in dollars; a column ``offset`` is not drawn.
    """
    sources = table.drop(columns="offset", errors="ignore") / initial
    figure, ax = plots.new_figure(height=4.9, width=10.4)
    at = np.arange(len(sources))
    _stack(ax, at, sources, 0.7)
    total = sources.sum(axis=1)
    ax.plot(
        at, total, "D", color=plots.INK, markerfacecolor="white", markeredgewidth=2, markersize=8, label="sum"
    )
    plots.percent_axis(ax, "share of the account at the start", 0)
    ax.set_xticks(at, [_wrapped(name) for name in sources.index], fontsize=9.5)
    gains, losses = sources.clip(lower=0).sum(axis=1), sources.clip(upper=0).sum(axis=1)
    room = 0.06 * (gains.max() - losses.min())
    ax.set_ylim(losses.min() - room, gains.max() + room)
    ax.legend(loc="lower left", ncols=2)
    layers = sources.drop(columns="condors")
    helped = int((layers.sum(axis=1) > 0).sum())
    most = layers.sum().idxmax()
    _headline(
        figure,
        f"Layers gained in {helped} of {len(sources)} episodes; {most} brought most, {layers[most].sum():+.1%} of an account in all",
    )
    told = "; ".join(
        f"{name}: " + ", ".join(f"{source} {value:+.1%}" for source, value in row.items())
        for name, row in sources.iterrows()
    )
    return figure, f"Stacked bars of profit by source and episode, as a share of the account: {told}."


def _wrapped(name: str) -> str:
    """Return an episode's name on two lines: months above, the year below; or from above, to below."""
    parts = name.split(" ")
    return name.replace("-", "-\n") if len(parts) == 3 else "\n".join(parts)


def _headline(figure: Figure, finding: str, size: float = 13) -> None:
    """Write the finding over all panels."""
    figure.suptitle(finding, x=0.01, ha="left", fontweight="bold", fontsize=size)
