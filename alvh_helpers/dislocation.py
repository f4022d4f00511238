"""When VIX moves off what SPX explains: the residual of VIX changes on SPX returns, and its z-score.

VIX closes at 16:15 New York time, SPX at 16:00: on days of a late storm, such as 2018-02-05, part of the
z-score is that quarter of an hour.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market

__all__ = ["dislocation"]


def dislocation(market: Market, window: int | None = 252, least: int = 63) -> pd.DataFrame:
    """Return by day how far VIX moved off what SPX explains: the z-score that pauses resizing beyond 2.

    Parameters
    ----------
    market : Market
        History.
    window : int, optional
        Sessions of the fit, which ends the day before; None for all days so far.
    least : int
        Sessions needed before the first z-score.

    Returns
    -------
    DataFrame
        ``expected``: VIX change in points that the line expects at today's SPX return; ``residual``: what VIX
        did beyond it; ``z``: over the residual standard deviation of the fit; NaN before there is a fit.

    Raises
    ------
    CourseError
        When the fit would have fewer than 10 sessions.
    """
    if least < 10 or (window is not None and window < least):
        raise CourseError(
            f"window {window}, least {least}: a line needs 10 sessions or more, and the window at least that many"
        )
    change = market.table["vix"].diff()
    move = 100.0 * market.table["spx"].pct_change()
    sums = pd.DataFrame(
        {"n": 1.0, "x": move, "y": change, "xx": move**2, "xy": move * change, "yy": change**2}
    )
    sums.iloc[0] = 0.0
    past = sums.cumsum().shift(1)
    if window is not None:
        past = past - past.shift(window).fillna(0.0)
    n = past["n"].where(past["n"] >= least)
    sxx, sxy, syy = (past[a + b] - past[a] * past[b] / n for a, b in ("xx", "xy", "yy"))
    slope = sxy / sxx
    expected = past["y"] / n + slope * (move - past["x"] / n)
    spread = np.sqrt((syy - slope * sxy) / (n - 2))
    return pd.DataFrame(
        {"expected": expected, "residual": change - expected, "z": (change - expected) / spread}
    )


_MOVED = {
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
