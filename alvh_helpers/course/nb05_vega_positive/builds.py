"""Which way does a condor's vega point? The measurements behind claim K1: by width, by ratio, by later wings.

Vega here is per index point of one condor, per vol point (0.01) of each option's own volatility, unless it says "VIX
vega": that one moves the whole surface with the VIX. A condor's quantities are wings bought less shorts sold.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats, behind_days, bracketed_roots
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date, next_spx_expiry
from alvh_helpers.market.history import Market
from alvh_helpers.positions.condor import Condor, sell_condor
from alvh_helpers.positions.strikes import CONDOR_FLAGS, choose_strikes, snap_strike
from alvh_helpers.pricing.black import OptionValues, black_scholes
from alvh_helpers.pricing.greeks import surface_price
from alvh_helpers.pricing.surface import VIX3M_BETA, SpxSurface, spx_surface, surface_of

__all__ = [
    "CLAIMED",
    "Build",
    "land",
    "leg_values",
    "listed_width",
    "net_vega",
    "plain_grid",
    "replayed",
    "sold_vix_vega",
    "spread_sums",
    "strikes_at",
    "usual_vix3m",
    "vix_vega",
    "width_for_vega",
]


#: The range that claim K1 names, "per contract"; read as index points per vol point of one condor.
CLAIMED = (0.18, 0.35)


_STEP = 5.0


_VIX_STEP = 1e-3


class Build(NamedTuple):
    """How the wings of a condor are bought.

    Attributes
    ----------
    wings_per_short : float
        Long wings for each short.
    later : int
        Calendar days by which the wings outlive the shorts.
    width : float or None
        Points from shorts to wings as a share of the index; None: wherever the net vega lands on the target.
    """

    wings_per_short: float = 1.0
    later: int = 0
    width: float | None = None


def usual_vix3m(market: Market, vix: ArrayLike) -> Floats:
    """Return the VIX3M that history saw with a level of the VIX: a line through the logarithms of both published closes."""
    closes = np.log(market.table[["vix", "vix3m"]].dropna().to_numpy())
    slope, level = np.polyfit(closes[:, 0], closes[:, 1], 1)
    return np.exp(level + slope * np.log(np.asarray(vix, float)))


def net_vega(
    surface: Any,
    strikes: ArrayLike,
    time: ArrayLike,
    *,
    wing_time: ArrayLike | None = None,
    wings_per_short: float = 1.0,
) -> Floats:
    """Return a condor's net vega of its options' own volatilities, wings less shorts.

    Parameters
    ----------
    surface : SpxSurface or FlatSurface, shape D
        One day, many days or many scenarios.
    strikes : array_like, shape D + (4,)
        Long put, short put, short call, long call; index points.
    time, wing_time : array_like
        Years to expiry of shorts and wings; broadcast against D.
    wings_per_short : float
        Long wings for each short.

    Returns
    -------
    ndarray, shape D
        Index points per vol point of one condor; x 100 for dollars.
    """
    strikes, times = _legs(strikes, time, wing_time)
    return leg_values(surface, strikes, times).vega @ _quantities(wings_per_short)


def vix_vega(
    surface: Any,
    strikes: ArrayLike,
    time: ArrayLike,
    *,
    wing_time: ArrayLike | None = None,
    wings_per_short: float = 1.0,
    vix3m_beta: float = VIX3M_BETA,
) -> Floats:
    """Return a condor's change per point of the VIX, level, slope and skew of the surface following.

    Parameters and result as in `net_vega`; `vix3m_beta` is how many points the VIX3M follows.
    """
    strikes, times = _legs(strikes, time, wing_time)
    ends = (surface.bumped(vix=s, vix3m_beta=vix3m_beta) for s in (_VIX_STEP, -_VIX_STEP))
    up, down = (surface_price(end, np.array(CONDOR_FLAGS), strikes, times) for end in ends)
    return (up - down) @ _quantities(wings_per_short) / (2 * _VIX_STEP)


def strikes_at(shorts: ArrayLike, width: ArrayLike) -> Floats:
    """Return the four strikes, shape D + (4,), from two shorts, shape D + (2,), and one width in points, shape D.

    A put wing wider than its short strike is high is put at 5 points, where it is worth nothing.
    """
    shorts, width = np.asarray(shorts, float), np.asarray(width, float)
    put, call = np.maximum(shorts[..., 0] - width, _STEP), shorts[..., 1] + width
    return np.stack([put, shorts[..., 0], shorts[..., 1], call], axis=-1)


def leg_values(surface: Any, strikes: Floats, times: Floats) -> OptionValues:
    """Return price and Greeks of the four legs at their own volatilities, each of the shape of strikes and times, D + (4,)."""
    vols = surface.vol(strikes, times)
    carry = behind_days(vols.ndim, surface.shape, surface.spot, surface.rate, surface.dividend_yield)
    return black_scholes(np.array(CONDOR_FLAGS), carry[0], strikes, times, vols, *carry[1:])


def spread_sums(surface: Any, strikes: ArrayLike, time: ArrayLike) -> tuple[Floats, Floats]:
    """Return the sums of d1 that decide which way each spread's vega points, for wings of the shorts' own expiry.

    Returns
    -------
    (ndarray, ndarray), each of shape D
        d1(long put) + d1(short put), and -(d1(short call) + d1(long call)), each d1 at the strike's own volatility. Above 0:
        that spread is short vega; below 0: long. Vega is forward x normal density of d1 x sqrt(T), so the option
        with d1 nearer to 0 has more of it; on a smile without butterfly arbitrage d1 falls as the strike rises
        (Fukasawa, 2012), so two strikes whose deltas are below a half in size always give a sum above 0.
    """
    strikes, times = _legs(strikes, time, None)
    deviation = surface.vol(strikes, times) * np.sqrt(times)
    d1 = np.log(surface.forward(times) / strikes) / deviation + deviation / 2
    return d1[..., 0] + d1[..., 1], -(d1[..., 2] + d1[..., 3])


def width_for_vega(
    surface: Any,
    shorts: ArrayLike,
    time: ArrayLike,
    target: float,
    *,
    wing_time: ArrayLike | None = None,
    wings_per_short: float = 1.0,
) -> Floats:
    """Return how far out both wings must lie for a condor's net vega to be `target` (index points).

    Shorts of shape D + (2,), else as in `net_vega`. In points, not rounded to listed strikes; NaN where no width gives it.
    """
    shorts = np.asarray(shorts, float)

    def gap(width: Floats) -> Floats:
        """Return how far the net vega is from the target."""
        terms = {"wing_time": wing_time, "wings_per_short": wings_per_short}
        return net_vega(surface, strikes_at(shorts, width), time, **terms) - target

    return bracketed_roots(gap, np.full(shorts.shape[:-1], 1.0), 0.8 * shorts[..., 0])


def listed_width(
    surface: Any, shorts: ArrayLike, time: ArrayLike, wing_time: ArrayLike, build: Build, target: float
) -> Floats:
    """Return a build's width on the 5-point grid, at least 5: its own, or the nearest to a target vega; NaN if none.

    Parameters as in `width_for_vega`.
    """
    if build.width is None:
        terms = {"wing_time": wing_time, "wings_per_short": build.wings_per_short}
        width = width_for_vega(surface, shorts, time, target, **terms)
    else:
        width = build.width * np.asarray(surface.spot)
    return np.maximum(snap_strike(width, _STEP), _STEP)


def land(
    source: Any,
    date: DateLike,
    shorts: ArrayLike,
    days: int,
    build: Build,
    target: float = sum(CLAIMED) / 2,
    contracts: float = 1.0,
) -> Condor:
    """Sell a condor whose wings lie where its net vega is nearest to a target, or at the build's own width.

    Parameters
    ----------
    source : Market or SpxSurface
        Where prices come from.
    date : date-like
        Day of the sale.
    shorts : array_like, shape (2,)
        Short put and short call.
    days : int
        Calendar days to the expiry of the shorts that one aims at.
    build : Build
        The wings.
    target : float
        Net vega wanted, index points; an error when no width has it, as for any plain condor and a target above 0.
    contracts : float
        Condors.
    """
    day = as_date(date)
    surface, shorts = surface_of(source, day), np.asarray(shorts, float)
    expiry, late = next_spx_expiry(day, days), next_spx_expiry(day, days + build.later)
    late = max(late, expiry)
    years = [(end - day).days / 365 for end in (expiry, late)]
    width = listed_width(surface, shorts, years[0], years[1], build, target)
    if np.isnan(width):
        raise CourseError(
            f"no width gives {build.wings_per_short:g} wings a short, {build.later} days later, a vega of {target:+.2f}"
        )
    terms = {"wing_expiry": late, "wings_per_short": build.wings_per_short, "contracts": contracts}
    return sell_condor(surface, strikes_at(shorts, width), expiry, date=day, allow_debit=True, **terms)


def plain_grid(
    surface: SpxSurface,
    years: ArrayLike,
    deltas: ArrayLike,
    widths: ArrayLike,
    vega: Callable[..., Floats] = net_vega,
) -> Floats:
    """Return the net vega of a whole grid of plain condors, shape (deltas, widths, n), index points.

    Parameters
    ----------
    surface : SpxSurface, shape (n,)
        Markets.
    years : float, or array_like of shape (n,)
        Time to expiry.
    deltas, widths : array_like
        Of the shorts; from shorts to wings, index points.
    vega : callable
        `net_vega` or `vix_vega`.
    """
    widths, years = np.asarray(widths, float), np.broadcast_to(np.asarray(years, float), surface.shape)
    size = (*surface.shape, len(widths))
    terms = (surface.spot, surface.vix, surface.vix3m, surface.rate, surface.dividend_yield)
    many, times = spx_surface(*(np.repeat(x[:, None], len(widths), axis=1) for x in terms)), years[:, None]
    found = []
    for delta in np.asarray(deltas, float):
        shorts = choose_strikes(surface, years, short_delta=delta)[:, None, 1:3]
        strikes = strikes_at(np.broadcast_to(shorts, (*size, 2)), np.broadcast_to(widths, size))
        found.append(vega(many, strikes, times).T)
    return np.array(found)


def sold_vix_vega(surface: SpxSurface, sold: Condor, vix3m_beta: float = VIX3M_BETA) -> float:
    """Return the VIX vega (index points) of a condor on the evening of its sale."""
    near, far = ((end - sold.date).days / 365 for end in (sold.expiry, sold.wing_expiry))
    terms = {"wing_time": far, "wings_per_short": sold.wings_per_short, "vix3m_beta": vix3m_beta}
    return float(vix_vega(surface, sold.strikes, near, **terms))


def replayed(surface: SpxSurface, market: Market, start: DateLike, end: DateLike) -> SpxSurface:
    """Return a day's surface after the move that index, VIX and VIX3M made between two closes of history.

    The index moves by the same ratio, VIX and VIX3M by the same points (no lower than 5).
    """
    before, after = market.day(start), market.day(end)
    if after.date <= before.date:
        raise CourseError(
            f"the move ends on {after.date:%Y-%m-%d}, not after its start {before.date:%Y-%m-%d}"
        )
    vix = np.maximum(surface.vix + after.vix - before.vix, 5.0)
    vix3m = np.maximum(surface.vix3m + after.vix3m_filled - before.vix3m_filled, 5.0)
    return spx_surface(
        surface.spot * after.spx / before.spx, vix, vix3m, surface.rate, surface.dividend_yield
    )


def _legs(strikes: ArrayLike, time: ArrayLike, wing_time: ArrayLike | None) -> tuple[Floats, Floats]:
    """Return strikes and times of the four legs, both of shape D + (4,)."""
    strikes = np.asarray(strikes, float)
    near = np.broadcast_to(np.asarray(time, float), strikes.shape[:-1])
    far = near if wing_time is None else np.broadcast_to(np.asarray(wing_time, float), strikes.shape[:-1])
    return strikes, np.stack([far, near, near, far], axis=-1)


def _quantities(wings_per_short: float) -> Floats:
    return np.array([wings_per_short, -1.0, -1.0, wings_per_short])
