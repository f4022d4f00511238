"""Sliders over the second engine: a threshold, a leverage and an exit, and what its purse makes of a crisis."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from alvh_helpers.course import plots
from alvh_helpers.course.nb10_second_engine.engine import EngineRules, EngineRun, engine_run
from alvh_helpers.course.widgets import explorer
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import EPISODES
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import DailyMarket
from alvh_helpers.strategy.layers import Layer
from alvh_helpers.strategy.presets import steward

__all__ = ["ENGINE_EPISODES", "engine_explorer", "engine_layer", "engine_view"]


ENGINE_EPISODES = tuple(name for name, episode in EPISODES.items() if episode.kind == "crash")
"""Episodes to choose from."""


_BEFORE, _AFTER = 10, 75  # calendar days around an episode


def engine_layer(level: float = 35.0, crush: float | None = 0.25, votes: bool = True) -> Layer:
    """Return the steward's engine with another threshold, exit, or without the vote of the MACD on VIX.

    It is sold when VIX is the share `crush` below its recent high; None: never for that reason.
    """
    layer = steward().layers[-1]
    trigger = replace(layer.trigger, vix_above=level, all_of=layer.trigger.all_of if votes else ())
    return replace(layer, trigger=trigger, crush=crush)


@plots.house_style()
def engine_view(
    facts: DailyMarket, episode: str, level: float, leverage: float, crush: float, costs: Costs | None = None
) -> tuple[Figure, str]:
    """Draw VIX with purchases and sales, and the engine's own capital with its margin, through an episode.

    Raises
    ------
    CourseError
        When there is no such episode.
    """
    if episode not in ENGINE_EPISODES:
        raise CourseError(f"no episode {episode!r}; there are: {', '.join(ENGINE_EPISODES)}")
    named = EPISODES[episode]
    start = pd.Timestamp(named.start) - pd.Timedelta(days=_BEFORE)
    end = min(pd.Timestamp(named.end) + pd.Timedelta(days=_AFTER), facts.sessions[-1])
    run = engine_run(facts, engine_layer(level, crush), EngineRules(leverage=leverage), start, end, costs)
    figure, (top, bottom) = plots.new_figure(2, 1, height=6.6, sharex=True, height_ratios=[1.25, 1])
    table = facts.table.loc[run.sessions[0] : run.sessions[-1]]
    for column, role, label in (("vix", "vix", "VIX"), ("vx1", "index", "front future")):
        top.plot(table[column], label=label, **plots.line_style(role))
    top.axhline(level, color=plots.INK, linewidth=1.0)
    top.annotate(
        f"threshold {level:g}", (0.005, level), xycoords=top.get_yaxis_transform(), xytext=(0, 3),
        textcoords="offset points", fontsize=9,
    )  # fmt: skip
    traded = run.units > 0
    bought = facts.sessions[run.lives.opened[traded]]
    sold = facts.sessions[np.minimum(run.sold[traded], run.start + len(run.sessions) - 1)]
    marks = {"markersize": 9, "markeredgewidth": 1.6, "linestyle": "", "color": plots.INK}
    top.plot(bought, table.loc[bought, "vix"], marker="^", label="bought", markerfacecolor="white", **marks)
    top.plot(sold, table.loc[sold, "vix"], marker="v", label="sold or rolled", **marks)
    top.set(ylabel="index points", ylim=(0, 1.12 * table["vix"].max()))
    top.legend(loc="upper right", ncols=2)
    own = _purse(bottom, run)
    count = f"{len(bought)} purchase{'' if len(bought) == 1 else 's'}"
    words = f"{episode}: {count} at {leverage:g}x, threshold {level:g}, {run.gain.sum():+,.0f} dollars"
    figure.suptitle(words, x=0.01, ha="left", fontweight="bold")
    alt = (
        f"Top, VIX and the front future through {episode} with the engine's purchases and sales; bottom, its own capital, from "
        f"{run.rules.capital:,.0f} to {own.iloc[-1]:,.0f} dollars, and the margin asked, {int(run.fenced.sum())} times closed by the ring-fence."
    )
    return figure, alt


def _purse(ax: Axes, run: EngineRun) -> pd.Series:
    """Draw an engine's own capital and its margin; return the capital by day."""
    own = pd.Series(run.own, run.sessions)
    ax.plot(own, label="own capital", **plots.line_style("together"))
    ax.plot(run.sessions, run.margin, label="margin asked", **plots.line_style("hedge"))
    fenced = run.sessions[run.sold[run.fenced] - run.start]
    if len(fenced):
        looks = {"markersize": 9, "color": plots.LINES["condor"]["color"]}
        ax.plot(fenced, own[fenced], "X", label="closed by the ring-fence", **looks)
    plots.zero_line(ax)
    plots.dollar_axis(ax)
    plots.date_axis(ax)
    ax.legend(loc="upper right")
    return own


def engine_explorer(
    facts: DailyMarket,
    episode: str,
    level: float = 35.0,
    leverage: float = 1.0,
    crush: float = 0.25,
    costs: Costs | None = None,
) -> Any:
    """Return sliders over :func:`engine_view`: episode, threshold, leverage and exit."""
    import ipywidgets as widgets

    return explorer(
        lambda **values: engine_view(facts, costs=costs, **values),
        episode=widgets.Dropdown(options=list(ENGINE_EPISODES), value=episode, description="episode"),
        level=widgets.FloatSlider(value=level, min=15, max=60, step=1, description="VIX above"),
        leverage=widgets.FloatSlider(value=leverage, min=0.5, max=6, step=0.5, description="leverage"),
        crush=widgets.FloatSlider(value=crush, min=0.05, max=0.9, step=0.05, description="vol crush"),
    )
