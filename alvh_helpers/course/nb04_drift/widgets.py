"""Widgets of notebook 04: any condor of the history, its drift, its alarms, and its pool."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from alvh_helpers.course.nb04_drift.figures import drift_story
from alvh_helpers.course.nb04_drift.pools import beside_pool, still_vix_profit
from alvh_helpers.course.widgets import explorer
from alvh_helpers.market.calendar import DateLike, next_spx_expiry
from alvh_helpers.market.history import Market
from alvh_helpers.positions.condor import iron_condor
from alvh_helpers.positions.drift import Thresholds, drift_path

__all__ = ["drift_explorer", "drift_view"]


def drift_view(
    market: Market,
    *,
    sale: DateLike,
    days: int,
    short_delta: float,
    wing: float,
    levels: tuple[float, ...],
    moves: float,
) -> tuple[Figure, str]:
    """Sell a condor on any day of the history and draw its drift, its alarms, its profit and its pool.

    `days` are calendar days to expiry one aims at, `wing` a share of the index, `levels` and `moves` as in `Thresholds`.
    """
    day, expiry = market.day(sale), next_spx_expiry(sale, days)
    points = max(round(wing * day.spx / 5) * 5, 5)
    sold = iron_condor(market, expiry, date=day.date, short_delta=short_delta, wing_points=points)
    life = market.window(day.date, expiry)
    table = beside_pool(sold.book, life)
    profit = {
        "condor": ("condor", table["condor"]),
        "VIX still": ("model", still_vix_profit(sold, life)),
        "pool": ("second", table["pool_with_fees"]),
    }
    return drift_story(drift_path(life, sold.strikes, expiry), Thresholds(levels, moves=moves), profit)


def drift_explorer(
    market: Market, sale: DateLike, days: int, short_delta: float, wing: float, thresholds: Thresholds
) -> Any:
    """Return sliders over :func:`drift_view`, set to what is given; of the levels of drift only the outermost moves.

    A sale is offered on every fifth session, the given one among them.
    """
    import ipywidgets as widgets

    sessions = market.sessions
    first = market.day(sale).date
    full = sessions[sessions + pd.Timedelta(days=130) <= market.end]  # the longest condor must fit in
    offered = [f"{day:%Y-%m-%d}" for day in full[sessions.get_loc(first) % 5 :: 5].union([first])]
    return explorer(
        lambda level, **values: drift_view(market, levels=(level,), **values),
        sale=widgets.SelectionSlider(options=offered, value=f"{first:%Y-%m-%d}", description="sold on"),
        days=widgets.IntSlider(value=days, min=14, max=120, description="days to expiry"),
        short_delta=widgets.FloatSlider(
            value=short_delta, min=0.05, max=0.45, step=0.01, description="short delta"
        ),
        wing=widgets.FloatSlider(
            value=wing, min=0.002, max=0.06, step=0.001, readout_format=".1%", description="wings"
        ),
        level=widgets.FloatSlider(
            value=thresholds.drift[-1], min=0.05, max=1.5, step=0.01, description="drift level"
        ),
        moves=widgets.FloatSlider(
            value=thresholds.moves, min=0, max=1.5, step=0.05, description="moves to a short"
        ),
    )
