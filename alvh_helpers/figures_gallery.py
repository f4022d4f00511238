"""The gallery of notebook 11: every episode in one picture, with and without the hedge, made to be projected on a wall."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from alvh_helpers import plots
from alvh_helpers.figures_replays import stack
from alvh_helpers.market.history import EPISODES
from alvh_helpers.simulation.compare import Outcome
from alvh_helpers.simulation.daily import load_facts

__all__ = ["gallery", "profit_by_source"]


_COLUMNS = 4


_VIX_TOP = 260.0  # VIX fills the lower third of a panel


_GREY = "#d5dce2"


def gallery(
    without: Mapping[str, Outcome], hedged: Mapping[str, Outcome], initial: float
) -> tuple[Figure, str]:
    """Draw the account with and without its layers in every episode, small multiples on one scale, VIX shaded below.

    Parameters
    ----------
    without, hedged : mapping of episode to Outcome
        As from `outcomes.column`.
    initial : float
        Dollars at each start.
    """
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
    vix = load_facts().table["vix"].loc[alone.index[0] : alone.index[-1]]
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


def profit_by_source(table: pd.DataFrame, initial: float) -> tuple[Figure, str]:
    """Draw where profit and loss came from in every episode, stacked bars as a share of the start.

    Parameters
    ----------
    table : DataFrame
        By episode: ``condors`` and each layer in dollars; a column ``offset`` is not drawn.
    initial : float
        Dollars at each start.
    """
    sources = table.drop(columns="offset", errors="ignore") / initial
    figure, ax = plots.new_figure(height=4.9, width=10.4)
    at = np.arange(len(sources))
    stack(ax, at, sources, 0.7)
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


def _headline(figure: Figure, finding: str) -> None:
    """Write the finding over all panels."""
    figure.suptitle(finding, x=0.01, ha="left", fontweight="bold", fontsize=13)


_MOVED = {
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "load_facts": ("alvh_helpers.simulation.daily", "load_facts"),
    "stack": ("alvh_helpers.figures_replays", "stack"),
    "Outcome": ("alvh_helpers.simulation.compare", "Outcome"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
