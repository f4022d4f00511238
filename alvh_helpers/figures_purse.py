"""The engine's own purse drawn: its capital and margin through storms, and through history at several leverages.

Each function returns the figure and its alt text for ``plots.show``; the title states what the data say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from alvh_helpers import plots
from alvh_helpers.enginepurse import EngineRun

__all__ = ["purse_panels", "purses_by_leverage"]


_THOUSAND = 1000.0


def purse_panels(runs: Mapping[str, tuple[EngineRun, EngineRun]]) -> tuple[Figure, str]:
    """Draw an engine's own capital and the margin asked of it through several storms, at two leverages.

    Parameters
    ----------
    runs : mapping of name to (EngineRun, EngineRun)
        The same stretch at a low and a high leverage, with fresh capital.
    """
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


def purses_by_leverage(runs: Mapping[float, EngineRun]) -> tuple[Figure, str]:
    """Draw an engine's own capital through history at several leverages, on a ratio scale.

    Parameters
    ----------
    runs : mapping of leverage to EngineRun
        One to four of them.
    """
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


_MOVED = {"EngineRun": ("alvh_helpers.enginepurse", "EngineRun")}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
