"""What a move of index and VIX does to a position: its profit part by part, and where it neither gains nor loses.

A diagram over the index alone hides half of a condor's risk: with the index unchanged, a rise of the VIX loses money too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats, bracketed_roots, line_up
from alvh_helpers.errors import CourseError
from alvh_helpers.market.contracts import DAYS_A_YEAR, SPX_MULTIPLIER
from alvh_helpers.pricing.greeks import option_greeks, surface_price
from alvh_helpers.pricing.surface import VIX3M_BETA, SpxSurface, Surface, spx_surface

__all__ = [
    "Attribution",
    "Profit",
    "attribute_move",
    "break_even_curves",
    "break_even_vix",
    "leg_profit",
    "sum_legs",
]


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
    before: Surface,
    after: Surface,
    flag: str | ArrayLike,
    strike: ArrayLike,
    time: ArrayLike,
    quantity: ArrayLike,
    days: ArrayLike,
    multiplier: float = SPX_MULTIPLIER,
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
    time_after = np.maximum(line_up(time, before.shape, greeks.vol.ndim) - elapsed / DAYS_A_YEAR, 0.0)
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


#: Profit in dollars for arrays of index and VIX levels (points) that broadcast against each other.
Profit = Callable[[Floats, Floats], Floats]


def leg_profit(
    surface: SpxSurface,
    flag: str | ArrayLike,
    strike: ArrayLike,
    time: ArrayLike,
    quantity: ArrayLike,
    days: float = 0.0,
    multiplier: float = SPX_MULTIPLIER,
    vix3m_beta: float = VIX3M_BETA,
) -> Profit:
    """Return the profit of SPX option legs, bought or sold at today's surface, as a function of index and VIX.

    Parameters
    ----------
    surface : SpxSurface, shape ()
        The day of the trade.
    flag : str or array of str, shape (legs,)
        'c' or 'p'.
    strike, time, quantity : array_like, shape (legs,) or scalar
        Index points; years to expiry today; contracts, signed.
    days : float
        Calendar days from today at which the profit is taken.
    multiplier : float
        Dollars per index point.
    vix3m_beta : float
        Points the VIX3M moves per point of the VIX, from today's pair.

    Returns
    -------
    callable
        ``profit(spot, vix)`` in dollars, arrays that broadcast against each other.
    """
    if surface.shape != ():
        raise CourseError(f"a surface of {surface.shape} days has no one today: take a single day's surface")
    flags = np.atleast_1d(np.asarray(flag))
    strikes, years, held = (np.asarray(x, float) for x in (strike, time, quantity))
    cost = multiplier * np.sum(held * surface_price(surface, flags, strikes, years))
    left = np.maximum(years - days / DAYS_A_YEAR, 0.0)

    def profit(spot: Floats, vix: Floats) -> Floats:
        """Return the profit in dollars at levels of index and VIX (points)."""
        spot, vix = np.broadcast_arrays(np.asarray(spot, float), np.asarray(vix, float))
        vix3m = surface.vix3m + vix3m_beta * (vix - surface.vix)
        there = spx_surface(spot, vix, vix3m, surface.rate, surface.dividend_yield)
        legs = np.broadcast_shapes(flags.shape, strikes.shape, held.shape, left.shape)
        each, time_left = (np.broadcast_to(x, legs).reshape((1,) * spot.ndim + legs) for x in (strikes, left))
        price = surface_price(there, np.broadcast_to(flags, legs), each, time_left)
        return multiplier * np.sum(held * price, axis=-1) - cost

    return profit


def break_even_curves(profit: Profit, spots: ArrayLike, vixes: ArrayLike) -> list[Floats]:
    """Trace the curves of zero profit over a grid of index and VIX levels.

    Parameters
    ----------
    spots, vixes : array_like, shapes (n,) and (m,)
        Increasing levels in index points, at least two of each.

    Returns
    -------
    list of ndarray, shape (points, 2)
        One array a connected curve; columns index and VIX. Empty if the profit has one sign all over the grid.

    Raises
    ------
    CourseError
        If a grid has fewer than two levels or does not increase.
    """
    spots, vixes = _grid("index", spots), _grid("VIX", vixes)
    surface = np.asarray(profit(spots[None, :], vixes[:, None]), float)
    # Imported here: tracing contours is for the notebooks, and the package itself must load fast.
    from contourpy import contour_generator

    return [np.asarray(line) for line in contour_generator(spots, vixes, surface).lines(0.0)]


def break_even_vix(
    profit: Profit, spot: float, low: float = 9.0, high: float = 90.0, steps: int = 163
) -> Floats:
    """Find every VIX in a range at which the profit is zero, the index standing at one level.

    Parameters
    ----------
    spot, low, high : float
        Index level, and range of the VIX, points.
    steps : int
        Levels tried first; two roots closer than one step can go unseen.

    Returns
    -------
    ndarray, shape (roots,)
        VIX levels, increasing, exact to rounding; empty if there is none.
    """
    if not 0 < low < high:
        raise CourseError(
            f"VIX range {low:g} to {high:g} is empty: it runs from a low above 0 to a higher high"
        )

    def at_spot(vix: Floats) -> Floats:
        """Return the profit in dollars at levels of the VIX."""
        return np.asarray(profit(np.full_like(vix, spot), vix), float)

    levels = np.linspace(low, high, steps)
    values = at_spot(levels)
    at = np.flatnonzero(values[:-1] * values[1:] < 0)
    return np.sort(np.append(levels[values == 0], bracketed_roots(at_spot, levels[at], levels[at + 1])))


def _grid(name: str, levels: ArrayLike) -> Floats:
    levels = np.asarray(levels, float)
    if levels.ndim != 1 or levels.size < 2 or not (np.diff(levels) > 0).all():
        raise CourseError(
            f"{name} levels must be a row of at least two increasing numbers to trace a curve over"
        )
    return levels
