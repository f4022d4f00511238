"""Maps and tables of vega: plain condors by width, VIX and delta; builds while their wings move, days pass, a crash comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.course.nb05_vega_positive.builds import (
    Build,
    net_vega,
    strikes_at,
    usual_vix3m,
    vix_vega,
    width_for_vega,
)
from alvh_helpers.market.calendar import year_fraction
from alvh_helpers.market.history import Day, Market
from alvh_helpers.positions.condor import Condor, condor_greeks
from alvh_helpers.positions.strikes import choose_strikes
from alvh_helpers.pricing.surface import SpxSurface, spx_surface

__all__ = [
    "all_plain",
    "beta_table",
    "into_crash",
    "landed_table",
    "plain_map",
    "range_table",
    "sweep",
    "usual_surface",
    "waiting",
]


def usual_surface(market: Market, day: Day, vix: ArrayLike) -> SpxSurface:
    """Return surfaces of a day's index and rates at other VIX levels, each with the VIX3M that usually goes with it."""
    return spx_surface(day.spx, vix, usual_vix3m(market, vix), day.rate, day.dividend_yield)


def plain_map(surface: SpxSurface, days: float, short_delta: float, widths: ArrayLike) -> Floats:
    """Return the net vega of plain condors over surfaces and widths.

    Parameters
    ----------
    surface : SpxSurface, shape (m,)
        One market a row.
    days, short_delta
        Calendar days to expiry, and delta of the shorts.
    widths : array_like, shape (n,)
        Index points.

    Returns
    -------
    ndarray, shape (m, n)
        Index points per vol point.
    """
    widths, time = np.asarray(widths, float), days / 365
    shorts = choose_strikes(surface, np.full(surface.shape, time), short_delta=short_delta)[:, 1:3]
    size = (*surface.shape, len(widths))
    strikes = strikes_at(np.broadcast_to(shorts[:, None], (*size, 2)), np.broadcast_to(widths, size))
    return net_vega(_repeated(surface, len(widths)), strikes, time)


def all_plain(
    surface: SpxSurface, years: ArrayLike, deltas: Sequence[float], widths: Sequence[float]
) -> tuple[Floats, Floats]:
    """Return vega and VIX vega of a whole grid of plain condors.

    Parameters
    ----------
    surface : SpxSurface, shape (n,)
        Markets, one for each of the times.
    years : array_like, shape (n,)
        Years to expiry.
    deltas, widths : sequences of float
        Of the shorts; from shorts to wings, index points.

    Returns
    -------
    (ndarray, ndarray), each of shape (deltas, widths, n)
        Index points per vol point, and per point of the VIX.
    """
    own, by_vix = [], []
    for delta in deltas:
        shorts = choose_strikes(surface, years, short_delta=delta)[:, 1:3]
        four = np.stack([strikes_at(shorts, np.full(len(shorts), float(w))) for w in widths], axis=1)
        times = np.broadcast_to(np.asarray(years, float)[:, None], (len(shorts), len(widths)))
        many = _repeated(surface, len(widths))
        own.append(net_vega(many, four, times).T)
        by_vix.append(vix_vega(many, four, times).T)
    return np.array(own), np.array(by_vix)


def sweep(
    surface: SpxSurface, shorts: ArrayLike, time: float, wing_time: float, build: Build, widths: ArrayLike
) -> pd.DataFrame:
    """Return vega, VIX vega (index points) and theta (dollars a day) of a build while its wings move outwards.

    Parameters
    ----------
    surface : SpxSurface, shape ()
        The day.
    shorts : array_like, shape (2,)
        Short put and short call.
    time, wing_time : float
        Years to expiry of shorts and wings.
    build : Build
        Only its wings per short count.
    widths : array_like, shape (n,)
        Index points.
    """
    widths = np.asarray(widths, float)
    strikes = strikes_at(np.tile(shorts, (len(widths), 1)), widths)
    many = surface.bumped(spot=np.zeros(len(widths)))
    terms = {"wing_time": wing_time, "wings_per_short": build.wings_per_short}
    greeks = condor_greeks(many, strikes, time, **terms)
    columns = {"vega": greeks.vega, "vix_vega": greeks.vega_vix, "theta": 100 * greeks.theta}
    return pd.DataFrame(columns, index=widths)


def landed_table(surface: SpxSurface, sold: Mapping[str, Condor]) -> pd.DataFrame:
    """Return what condors are on the evening of their sale.

    Returns
    -------
    DataFrame
        By label: ``width``, ``vega`` and ``VIX vega`` in index points; ``credit``, ``theta a day`` and ``margin`` (R29)
        in dollars of one condor.
    """
    rows = {}
    for name, made in sold.items():
        greeks = made.book.greeks(surface, made.date)
        width = made.strikes.short_put - made.strikes.long_put
        rows[name] = {"width": width, "vega": greeks.vega / 100, "VIX vega": _vix_vega(surface, made)}
        margin = made.book.margin(surface, made.date)
        rows[name] |= {"credit": -made.book.cost, "theta a day": greeks.theta, "margin": margin}
    return pd.DataFrame.from_dict(rows, orient="index")


def range_table(
    surface: SpxSurface,
    shorts: ArrayLike,
    time: float,
    wings_per_short: float,
    ranges: Mapping[str, tuple[float, float]],
) -> pd.DataFrame:
    """Return between which widths a vega lies in each of several ranges, and what the middle of them brings.

    Parameters
    ----------
    surface, shorts, time
        As in `sweep`; the wings are of the shorts' own expiry.
    wings_per_short : float
        More than 1.
    ranges : mapping of label to (low, high)
        Index points of vega.

    Returns
    -------
    DataFrame
        By label: ``from width``, ``to width``; ``listed widths``, how many lie on the 5-point grid; ``credit`` and ``theta a
        day`` in dollars at the middle width.
    """
    rows = {}
    for label, (low, high) in ranges.items():
        near, far = (
            float(width_for_vega(surface, shorts, time, v, wings_per_short=wings_per_short))
            for v in (high, low)
        )
        middle = condor_greeks(
            surface, strikes_at(shorts, (near + far) / 2), time, wings_per_short=wings_per_short
        )
        listed = np.floor(far / 5) - np.ceil(near / 5) + 1
        rows[label] = {"from width": near, "to width": far, "listed widths": listed}
        rows[label] |= {"credit": -100 * float(middle.price), "theta a day": 100 * float(middle.theta)}
    return pd.DataFrame.from_dict(rows, orient="index")


def waiting(surface: SpxSurface, made: Condor, days_left: ArrayLike) -> Floats:
    """Return a condor's net vega (index points) with so many days left to its shorts, index and VIX standing still."""
    left = np.asarray(days_left, float) / 365
    return _vega(surface.bumped(spot=np.zeros(len(left))), made, left)


def into_crash(surface: SpxSurface, crash: SpxSurface, made: Condor, days: int, steps: int = 41) -> pd.Series:
    """Return a condor's net vega (index points) on a straight way into a crash, by the index's change (decimal).

    Parameters
    ----------
    surface, crash : SpxSurface, shape ()
        Where the way starts and ends: index, VIX and VIX3M move in proportion.
    made : Condor
        What was sold on the first day.
    days : int
        Calendar days that it takes.
    steps : int
        Points of the way.
    """
    share = np.linspace(0.0, 1.0, steps)
    pairs = ((getattr(surface, x), getattr(crash, x)) for x in ("spot", "vix", "vix3m"))
    way = spx_surface(*(a + share * (b - a) for a, b in pairs), surface.rate, surface.dividend_yield)
    left = float(year_fraction(made.date, made.expiry)) - share * days / 365
    return pd.Series(_vega(way, made, left), index=way.spot / surface.spot - 1)


def beta_table(surface: SpxSurface, sold: Mapping[str, Condor], betas: Sequence[float]) -> pd.DataFrame:
    """Return VIX vegas (index points) on the evening of the sale, by how many points the VIX3M follows the VIX."""
    columns = {name: [_vix_vega(surface, made, beta) for beta in betas] for name, made in sold.items()}
    return pd.DataFrame(columns, index=pd.Index(betas, name="VIX3M per VIX"))


def _vega(surface: SpxSurface, made: Condor, left: Floats) -> Floats:
    """Return the net vega of one condor in many markets, each with its time left to the shorts."""
    later = (made.wing_expiry - made.expiry).days / 365
    strikes = np.tile(np.array(made.strikes), (len(left), 1))
    return net_vega(surface, strikes, left, wing_time=left + later, wings_per_short=made.wings_per_short)


def _vix_vega(surface: SpxSurface, made: Condor, beta: float | None = None) -> float:
    near, far = (float(year_fraction(made.date, end)) for end in (made.expiry, made.wing_expiry))
    terms: dict[str, Any] = {"wing_time": far, "wings_per_short": made.wings_per_short}
    if beta is not None:
        terms["vix3m_beta"] = beta
    return float(vix_vega(surface, made.strikes, near, **terms))


def _repeated(surface: SpxSurface, times: int) -> SpxSurface:
    """Return surfaces of shape (n,) as ones of shape (n, times)."""
    of = (surface.spot, surface.vix, surface.vix3m, surface.rate, surface.dividend_yield)
    return spx_surface(*(np.repeat(x[:, None], times, axis=1) for x in of))
