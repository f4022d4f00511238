"""The VX curve as numbers by day: settlements, VIX forwards at any number of days, slope and its regimes.

Everything is a daily settlement in index points; spot VIX is the close. The door to this room is ``vix``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import days_to_vx_expiries
from alvh_helpers.market.history import Market

__all__ = [
    "LISTED",
    "constant_maturity",
    "days_to_expiries",
    "forward_at",
    "settlements",
    "slope_regime",
    "term_structure",
]


Floats = NDArray[np.float64]


LISTED = 7
"""Monthly VX futures in the history: vx1 to vx7."""


_COLUMNS = [f"vx{k}" for k in range(1, LISTED + 1)]


def settlements(market: Market) -> Floats:
    """Return the settlements vx1..vx7 of every day, shape (n, 7), index points, NaN where not listed."""
    return market.table[_COLUMNS].to_numpy(dtype=float)


def days_to_expiries(market: Market) -> NDArray[np.int64]:
    """Return the calendar days to the next seven monthly expiries of every day, shape (n, 7)."""
    return days_to_vx_expiries(market.sessions, LISTED)


def forward_at(market: Market, days: ArrayLike) -> Floats:
    """Return the VIX forward so many calendar days ahead, on every day of a history.

    At a monthly expiry it is the future itself; between two it is interpolated linearly in time; before the
    first it runs from spot VIX (0 days) to vx1. Weekly VIX options have no future of their own in this
    history, so this line stands in for it: a model, and the weaker the nearer the expiry and the wilder the
    day.

    Parameters
    ----------
    market : Market
        History of n days.
    days : array_like, shape () or (n,) or (n, m)
        Calendar days ahead, 0 or more.

    Returns
    -------
    ndarray, shape (n,) or (n, m)
        Index points; NaN where no contract so far out was listed or the days are NaN.

    Raises
    ------
    CourseError
        When the days are negative.
    """
    ahead = np.asarray(days, dtype=float)
    if (bad := ahead < 0).any():
        raise CourseError(f"{ahead[bad].flat[0]:g} days: a forward lies ahead, at 0 days or more")
    columns = ahead if ahead.ndim == 2 else ahead.reshape(-1, 1)
    columns = np.broadcast_to(columns, (len(market), columns.shape[1]))
    nodes = np.column_stack([np.zeros(len(market)), days_to_expiries(market)])
    curve = np.column_stack([market.table["vix"].to_numpy(float), settlements(market)])
    values = np.full(columns.shape, np.nan)
    for k in range(LISTED):
        near, far = nodes[:, [k]], nodes[:, [k + 1]]
        weight = (columns - near) / (far - near)
        between = (1 - weight) * curve[:, [k]] + weight * curve[:, [k + 1]]
        # At a node the far month may be unlisted: its weight of 0 must not turn the node into NaN.
        between = np.where(weight == 0, curve[:, [k]], between)
        values = np.where((weight >= 0) & (weight <= 1) & np.isnan(values), between, values)
    return values[:, 0] if np.ndim(days) < 2 else values


def constant_maturity(market: Market, days: float = 30.0) -> pd.Series:
    """Return a VIX forward of constant maturity by day, for example 30 days or 5 months (150 days).

    A level, not a position: its daily change is not what anybody earns, because it slides along the curve
    without paying for it. What one earns is `contract_gain` or an ETN index.

    Parameters
    ----------
    market : Market
        History.
    days : float
        Calendar days ahead. Below the front future's days it leans on spot VIX, as in `forward_at`.

    Returns
    -------
    Series
        Index points by day.
    """
    return pd.Series(forward_at(market, float(days)), market.sessions, name=f"forward {days:g} days")


def term_structure(market: Market) -> pd.DataFrame:
    """Return measures of contango and backwardation by day.

    Parameters
    ----------
    market : Market
        History.

    Returns
    -------
    DataFrame
        ``vx2_vx1``, ``vx4_vx1``: ratios of settlements, above 1 in contango; ``vix3m_vix``: the same of the
        spot indexes (the stand-in before 2009-09-18); ``vx1_vix``: premium of the front future over spot;
        ``roll_yield``: points a day that a long 30-day position loses (negative) or gains while the curve
        stands still, as a share of its price and by year: 365 (vx1 - vx2) / (days between them) / the 30-day
        forward.
    """
    table, curve, days = market.table, settlements(market), days_to_expiries(market)
    fall = (curve[:, 0] - curve[:, 1]) / (days[:, 1] - days[:, 0])
    return pd.DataFrame(
        {
            "vx2_vx1": curve[:, 1] / curve[:, 0],
            "vx4_vx1": curve[:, 3] / curve[:, 0],
            "vix3m_vix": table["vix3m_filled"].to_numpy() / table["vix"].to_numpy(),
            "vx1_vix": curve[:, 0] / table["vix"].to_numpy(),
            "roll_yield": 365.0 * fall / forward_at(market, 30.0),
        },
        index=table.index,
    )


def slope_regime(market: Market, edges: tuple[float, float] = (1.0, 1.1)) -> pd.Series:
    """Return the slope regime of each day by vx4/vx1: backwardation, mild contango or steep contango.

    Parameters
    ----------
    market : Market
        History.
    edges : (float, float)
        Ratios that part the three; a ratio on an edge belongs to the steeper side.

    Returns
    -------
    Series
        Ordered categories, by day.
    """
    names = ["backwardation", "mild contango", "steep contango"]
    ratio = term_structure(market)["vx4_vx1"]
    return pd.cut(ratio, [-np.inf, *edges, np.inf], right=False, labels=names).rename("slope")


_MOVED = {
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "days_to_vx_expiries": ("alvh_helpers.market.calendar", "days_to_vx_expiries"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
