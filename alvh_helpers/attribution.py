"""Where a day's profit or loss came from: the Greeks' account of it, and what they leave unexplained.

The account is a second-order Taylor expansion in the index, in each option's own volatility, in time and in the rate.
What a jump of 11 % does to a condor is mostly in the last line, the residual: that is the lesson, not a defect.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import line_up
from alvh_helpers.errors import CourseError
from alvh_helpers.greeks import option_greeks, surface_price
from alvh_helpers.surface import FlatSurface, SpxSurface

__all__ = ["Attribution", "attribute_move", "sum_legs"]


Floats = NDArray[np.float64]


class Attribution(NamedTuple):
    """A move's profit in dollars, part by part; the parts before `total` add up to it.

    Attributes
    ----------
    delta : ndarray
        From the move of the index at the Greeks of before (sticky strike).
    gamma : ndarray
        From the move squared.
    vega : ndarray
        From the change of each option's own volatility (smile, level and roll-down together).
    vanna : ndarray
        From index and volatility moving together.
    volga : ndarray
        From the change of volatility squared.
    theta : ndarray
        From the calendar days gone by.
    rho : ndarray
        From the change of the rate.
    residual : ndarray
        What second order cannot explain.
    total : ndarray
        The profit of full revaluation.
    """

    delta: Floats
    gamma: Floats
    vega: Floats
    vanna: Floats
    volga: Floats
    theta: Floats
    rho: Floats
    residual: Floats
    total: Floats


def attribute_move(
    before: SpxSurface | FlatSurface,
    after: SpxSurface | FlatSurface,
    flag: str | ArrayLike,
    strike: ArrayLike,
    time: ArrayLike,
    quantity: ArrayLike,
    days: ArrayLike,
    multiplier: float = 100.0,
) -> Attribution:
    """Split the profit of option legs between two marks into Greeks and a residual.

    Parameters
    ----------
    before, after : SpxSurface or FlatSurface, shape D
        The surfaces of the two marks: one pair of days, or many pairs at once (days[:-1] and days[1:]).
    flag : str or array of str
        'c' or 'p', broadcast against the strikes.
    strike, time : array_like
        Index points; years to expiry at the first mark. Days first, then legs.
    quantity : array_like
        Contracts, signed: -1 is one sold.
    days : array_like, shape D
        Calendar days between the marks (3 over a weekend); an option that expires meanwhile ends at its intrinsic value.
    multiplier : float
        Dollars per index point, 100 for SPX options.

    Returns
    -------
    Attribution
        Dollars, one entry a leg: shape D + legs. `sum_legs` adds the legs up.

    Raises
    ------
    CourseError
        If the surfaces are of different shapes or the days are negative.
    """
    if before.shape != after.shape:
        raise CourseError(
            f"the marks hold {before.shape} and {after.shape} days: each day before needs its day after"
        )
    days = np.asarray(days, float)
    if (bad := days < 0).any():
        raise CourseError(
            f"{days[bad].flat[0]:g} days between the marks: the second mark cannot lie before the first"
        )
    greeks = option_greeks(before, flag, strike, time)
    elapsed, d_spot, d_rate = (
        line_up(x, before.shape, greeks.vol.ndim)
        for x in (days, after.spot - before.spot, after.rate - before.rate)
    )
    time_after = np.maximum(line_up(time, before.shape, greeks.vol.ndim) - elapsed / 365, 0.0)
    scale = np.asarray(quantity, float) * multiplier
    total = scale * (surface_price(after, flag, strike, time_after) - greeks.price)
    # An option that expires in between has no volatility at the second mark: its own change counts as none.
    d_vol = np.where(time_after > 0, 100 * (after.vol(strike, time_after) - greeks.vol), 0.0)
    parts = {
        "delta": scale * greeks.delta_sticky_strike * d_spot,
        "gamma": scale * greeks.gamma * d_spot**2 / 2,
        "vega": scale * greeks.vega * d_vol,
        "vanna": scale * greeks.vanna * d_spot * d_vol,
        "volga": scale * greeks.volga * d_vol**2 / 2,
        "theta": scale * greeks.theta * elapsed,
        "rho": scale * greeks.rho * 100 * d_rate,
    }
    return Attribution(**parts, residual=total - sum(parts.values()), total=total)


def sum_legs(attribution: Attribution) -> Attribution:
    """Add the legs (the last axis) up to the position's own account, in dollars."""
    return Attribution(*(np.sum(part, axis=-1) for part in attribution))


_MOVED = {
    "line_up": ("alvh_helpers.arrays", "line_up"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "option_greeks": ("alvh_helpers.greeks", "option_greeks"),
    "surface_price": ("alvh_helpers.greeks", "surface_price"),
    "FlatSurface": ("alvh_helpers.surface", "FlatSurface"),
    "SpxSurface": ("alvh_helpers.surface", "SpxSurface"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
