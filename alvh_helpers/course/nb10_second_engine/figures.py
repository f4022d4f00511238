"""The figures of notebook 10: first closes above a level, every stay of the engine, and its rules compared.

Each function returns the figure and its alt text for ``plots.show``; the title states what the data say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from alvh_helpers.course import plots
from alvh_helpers.course.nb10_second_engine.engine import EngineRun

__all__ = ["first_close_rows", "purse_panels", "purses_by_leverage", "rule_map", "side_by_side", "stay_paths"]


_THOUSAND = 1000.0


@plots.house_style()
def purse_panels(runs: Mapping[str, tuple[EngineRun, EngineRun]]) -> tuple[Figure, str]:
    """Draw an engine's own capital and the margin asked of it through several storms, at a low and a high leverage."""
    count = len(runs)
    figure, axes = plots.new_figure(-(-count // 3), 3, height=3.1 * -(-count // 3), width=9.6, squeeze=False)
    shares = [_panel(ax, name, pair) for ax, (name, pair) in zip(axes.flat, runs.items())]
    for ax in axes.flat[count:]:
        ax.set_axis_off()
    for ax in axes[:, 0]:
        ax.set_ylabel("thousand dollars")
    handles, labels = axes.flat[0].get_legend_handles_labels()
    unique = dict(zip(labels, handles))
    figure.legend(unique.values(), unique.keys(), loc="outside lower center", ncols=4)
    low, high = (run.rules.leverage for run in next(iter(runs.values())))
    _headline(figure, f"At {low:g}x margin took at most {max(shares):.0%} of the engine's own capital")
    told = [
        f"{name}: ends at {a.own[-1]:,.0f} and {b.own[-1]:,.0f} dollars, {int(a.fenced.sum())} and {int(b.fenced.sum())} closed"
        for name, (a, b) in runs.items()
    ]
    alt = f"Line charts of the engine's own capital at {low:g}x and {high:g}x leverage and its margin through storms: "
    return figure, alt + "; ".join(told) + "."


def _panel(ax: Axes, name: str, pair: tuple[EngineRun, EngineRun]) -> float:
    """Draw one storm; return the largest share of its capital that the first purse had as margin."""
    for run, role in zip(pair, ("together", "condor")):
        own = pd.Series(run.own, run.sessions) / _THOUSAND
        ax.plot(own, **plots.line_style(role), label=f"own capital, {run.rules.leverage:g}x")
        closed = run.sessions[run.sold[run.fenced] - run.start]
        ax.plot(closed, own[closed], "X", markersize=9, color=plots.INK, label="closed by the ring-fence")
    first = pair[0]
    label = f"margin asked, {first.rules.leverage:g}x"
    ax.plot(first.sessions, first.margin / _THOUSAND, **plots.line_style("hedge"), label=label)
    share = float(np.nanmax(first.margin / np.where(first.own > 0, first.own, np.nan)))
    ax.set_title(f"{name}: margin at most {share:.0%}", fontsize=10.5)
    ax.set_ylim(bottom=min(0.0, *(run.own.min() / _THOUSAND for run in pair)))
    locator = mdates.AutoDateLocator(minticks=3, maxticks=6)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(mdates.ConciseDateFormatter(locator))
    if not first.units.any():
        ax.text(0.5, 0.5, "nothing bought", transform=ax.transAxes, ha="center")
    ax.tick_params(axis="x", labelsize=8.5)
    return share


@plots.house_style()
def purses_by_leverage(runs: Mapping[float, EngineRun]) -> tuple[Figure, str]:
    """Draw an engine's own capital through history at one to four leverages, on a ratio scale."""
    figure, ax = plots.new_figure(height=5.0, width=9.6)
    ends, told, marked = [], [], False
    for (leverage, run), role in zip(runs.items(), ("together", "hedge", "condor", "vix")):
        style = plots.line_style(role)
        own = pd.Series(run.own, run.sessions) / _THOUSAND
        ax.plot(own.clip(lower=0.1), **style)
        closed = run.sessions[run.sold[run.fenced] - run.start]
        ax.plot(closed, own[closed], "x", markersize=6, color=style["color"], label=None if marked or not len(closed) else "closed by the ring-fence")  # fmt: skip
        marked = marked or len(closed) > 0
        ends.append((own.index[-1], float(own.iloc[-1]), f"{leverage:g}x", style["color"]))
        told.append(
            f"{leverage:g}x ends at {run.own[-1]:,.0f} dollars, {int(run.fenced.sum())} times closed by the ring-fence"
        )
    ax.set_yscale("log")
    ax.set_yticks([5, 10, 20, 50, 100, 200, 500], ["5", "10", "20", "50", "100", "200", "500"])
    ax.minorticks_off()
    ax.set_ylabel("thousand dollars, ratio scale")
    plots.date_axis(ax)
    ax.margins(x=0.01)
    begun = next(iter(runs.values())).rules.capital
    ax.axhline(begun / _THOUSAND, color=plots.INK, linewidth=1.0)
    if marked:
        ax.legend(loc="upper right")
    _label_log(ax, ends)
    kept = [f"{run.own[-1] / _THOUSAND:.0f}" for run in runs.values()]
    names = ", ".join(f"{leverage:g}x" for leverage in runs)
    _headline(
        figure,
        f"{begun / _THOUSAND:.0f} thousand at {names} ended at {', '.join(kept)} thousand, interest included",
    )
    return figure, "Line chart of the engine's own capital through history by leverage: " + "; ".join(
        told
    ) + "."


def _label_log(ax: Axes, ends: Sequence[tuple[Any, float, str, str]]) -> None:
    """Write line names at their ends on a ratio scale, where `plots.label_ends` would measure wrongly."""
    ax.figure.draw_without_rendering()
    low, high = np.log(ax.get_ylim())
    per_unit = ax.get_position().height * ax.figure.get_figheight() * 72 / (high - low)
    previous = -np.inf
    for x, y, text, color in sorted(ends, key=lambda end: end[1]):
        wanted = max(np.log(max(y, 0.1)) * per_unit, previous + 13.0)
        plots.label_line(ax, x, max(y, 0.1), text, color, offset=wanted - np.log(max(y, 0.1)) * per_unit)
        previous = wanted


def _headline(figure: Figure, finding: str) -> None:
    """Write the finding over all panels."""
    figure.suptitle(finding, x=0.01, ha="left", fontweight="bold", fontsize=12.5)


@plots.house_style()
def first_close_rows(table: pd.DataFrame, level: float) -> tuple[Figure, str]:
    """Draw the `first_closes` above a level of VIX, a row an episode: the front future, VIX, and its later crest."""
    figure, ax = plots.new_figure(height=1.6 + 0.42 * len(table))
    rows = np.arange(len(table))[::-1]
    looks: dict[str, dict[str, Any]] = {
        "vx1": {"label": "front future that day", "marker": "s", "color": plots.LINES["hedge"]["color"]},
        "vix": {"label": "VIX, first close above", "marker": "o", "color": plots.INK},
        "crest": {
            "label": "VIX, highest close later",
            "marker": "^",
            "color": plots.LINES["condor"]["color"],
            "markerfacecolor": "white",
        },
    }
    ax.hlines(rows, table["vix"], table["crest"], color="#c3cbd3", linewidth=3, zorder=1.4)
    for column, look in looks.items():
        shown = table["crest"] > table["vix"] if column == "crest" else np.ones(len(table), dtype=bool)
        ax.plot(
            table.loc[shown, column], rows[shown], linestyle="", markersize=9, markeredgewidth=1.8, **look
        )
    plots.mark_level(ax, level, f"{level:g}", height=1.0)
    ax.set_yticks(rows, [f"{day:%Y-%m-%d}" for day in table.index])
    ax.set_ylim(-0.7, len(table) - 0.3)
    ax.set_xlabel("index points")
    figure.legend(loc="outside lower center", ncols=3)
    at_once = int((table["to_crest"] == 0).sum())
    _headline(
        figure,
        f"In {at_once} of {len(table)} episodes the first close above {level:g} was the crest itself",
    )
    told = "; ".join(
        f"{day:%Y-%m-%d} future {row.vx1:.1f}, VIX {row.vix:.1f}, crest {row.crest:.1f}"
        for day, row in table.iterrows()
    )
    return figure, f"Dot chart by episode of the first close of VIX above {level:g}: {told}."


@plots.house_style()
def stay_paths(paths: Sequence[pd.Series], stays: pd.DataFrame) -> tuple[Figure, str]:
    """Draw the dollars of every stay from its purchase to its sale, in the order of `engine_stays`, and the crests."""
    figure, ax = plots.new_figure(height=5.6, width=9.6)
    order = stays["net"].sort_values()
    named = sorted({*order.index[:2], *order.index[-2:]})  # the two largest losses and gains
    roles = dict(zip(named, ("together", "condor", "hedge", "vix")))
    ends, marked = [], False
    for path, (number, stay) in zip(paths, stays.iterrows(), strict=True):
        x = np.arange(len(path))
        grey = {"color": "#b4bec8", "linewidth": 1.2, "zorder": 1.3}
        style = plots.line_style(roles[number]) if number in roles else grey
        ax.plot(x, path, **style)
        if number in roles:
            ends.append((x[-1], float(path.iloc[-1]), f"{stay['bought']:%b %Y}", style["color"]))
        if stay["bought"] <= stay["crest"] <= stay["sold"]:
            at = path.index.get_loc(stay["crest"])
            ax.plot(
                at, path.iloc[at], "o", markersize=9, markerfacecolor="white", markeredgewidth=1.8,
                color=style["color"], label=None if marked else "crest of the episode",
            )  # fmt: skip
            marked = True
    plots.zero_line(ax)
    plots.dollar_axis(ax, "dollars since the purchase, after costs")
    ax.set_xlabel("sessions since the purchase")
    ax.margins(x=0.01)
    if marked:
        ax.legend(loc="upper left")
    plots.label_ends(ax, ends)
    for text in ax.texts:
        text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1.0, "alpha": 0.85})
    gained, total = stays["net"] > 0, stays["net"].sum()
    best = order.iloc[::-1][:2]
    _headline(
        figure,
        f"{int(gained.sum())} of {len(stays)} stays gained; the best {len(best)} made {best.sum():+,.0f}, the others {total - best.sum():+,.0f} dollars",
    )
    told = "; ".join(f"{stays.at[k, 'bought']:%Y-%m-%d} {stays.at[k, 'net']:+,.0f}" for k in named)
    return (
        figure,
        f"Line chart of the engine's dollars in each stay over sessions since its purchase. Largest gains and losses: {told}.",
    )


@plots.house_style()
def side_by_side(profits: Mapping[str, pd.DataFrame], engine: str) -> tuple[Figure, str]:
    """Draw condors, engine and both together, as in `Ledger.profit`, through several stretches, one panel each."""
    figure, axes = plots.new_figure(1, len(profits), height=4.6, width=9.6, sharey=True, squeeze=False)
    told, shares = [], []
    for ax, (name, profit) in zip(axes.flat, profits.items()):
        paths = {
            "condors": ("condor", profit["condors"].cumsum()),
            "engine": ("hedge", profit[engine].cumsum()),
            "both": ("together", profit[["condors", engine]].sum(axis=1).cumsum()),
        }
        plots.plot_paths(ax, paths)
        ends = [float(path.iloc[-1]) for _, path in paths.values()]
        ax.set_title(f"{name}: condors {ends[0]:+,.0f}, engine {ends[1]:+,.0f}", fontsize=10.5)
        ax.tick_params(axis="x", labelsize=9)
        shares.append(f"{-ends[1] / ends[0]:+.0%} ({name})" if ends[0] < 0 else f"none to make good ({name})")
        told.append(f"{name}: condors {ends[0]:+,.0f}, engine {ends[1]:+,.0f}, both {ends[2]:+,.0f}")
    plots.dollar_axis(axes[0, 0], "dollars since the first day")
    _headline(figure, f"Share of the condors' loss made good: {', '.join(shares)}")
    alt = "Line charts of the dollars of condors, engine and both: "
    return figure, alt + "; ".join(told) + "."


@plots.house_style()
def rule_map(table: pd.DataFrame, chosen: pd.DataFrame) -> tuple[Figure, str]:
    """Draw what engines of several rules made in all, and how few stretches that came from.

    Dollars: `table` by rule in words and threshold; `chosen`, of one rule, by threshold and stretch.
    """
    figure, (left, right) = plots.new_figure(
        1, 2, height=1.9 + 0.42 * len(table), width=9.6, width_ratios=[1.25, 1]
    )
    shown = table.to_numpy() / _THOUSAND
    pale = LinearSegmentedColormap.from_list("pale", ["#7d8893", "#ffffff"])
    left.imshow(shown, cmap=pale, aspect="auto")
    for (i, j), value in np.ndenumerate(shown):
        bold = "bold" if value > 0 else "normal"
        left.text(j, i, f"{value:+.0f}", ha="center", va="center", fontweight=bold, fontsize=10)
    left.set_xticks(range(table.shape[1]), [f"{x:g}" for x in table.columns])
    left.set_yticks(range(len(table)), table.index, fontsize=9)
    left.set_xlabel("VIX above")
    left.set_title("all stretches, thousand dollars", fontsize=10.5)
    left.grid(False)
    _stretch_bars(right, chosen)
    low, high = table.to_numpy().min(), table.to_numpy().max()
    at = np.unravel_index(table.to_numpy().argmax(), table.shape)
    _headline(
        figure,
        f"The best of {table.size} rules made {high:+,.0f} dollars, the worst {low:+,.0f}: chosen with hindsight",
    )
    told = "; ".join(
        f"above {x:g} {own.sum():+,.0f} from {int((own != 0).sum())} stretches"
        for x, own in chosen.iterrows()
    )
    alt = f"Heat map of the engine's dollars by threshold and rule, best above {table.columns[at[1]]:g} with {table.index[at[0]]}. Right, dollars by stretch: {told}."
    return figure, alt


def _stretch_bars(right: Axes, chosen: pd.DataFrame) -> None:
    """Draw the dollars of each stretch by threshold, and their sum; the two largest stretches are named."""
    most = chosen.sum().nlargest(2).index
    for row, (_level, own) in enumerate(chosen.iterrows()):
        traded = own[own != 0] / _THOUSAND
        looks = {"markersize": 16, "markeredgewidth": 2, "color": plots.LINES["hedge"]["color"]}
        right.plot(traded, np.full(len(traded), row), "|", **looks)
        right.plot(own.sum() / _THOUSAND, row, "D", markersize=8, color=plots.LINES["condor"]["color"])
        # The lower one's name to its left, the higher one's to its right: they may stand close together.
        named = traded[traded.index.isin(most)].sort_values()
        for (day, dollars), side in zip(named.items(), ("right", "left")):
            right.text(dollars, row - 0.27, f"{day:%Y}", ha=side, fontsize=9)
    right.set_yticks(range(len(chosen)), [f"{x:g}" for x in chosen.index])
    right.set_ylim(len(chosen) - 0.5, -0.5)
    right.axvline(0, color=plots.INK, linewidth=1.0)
    right.margins(x=0.12)
    right.set_xlabel("thousand dollars (diamond: sum)")
    right.set_ylabel("VIX above")
    right.set_title("each stretch, the preset's rule", fontsize=10.5)
