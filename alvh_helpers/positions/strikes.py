"""Which four strikes: chosen by delta, by expected moves or in points, on the listed grid, for one day or for all (R1).

Shorts are chosen by one of three measures, wings by one of three; each measure may be a pair (put, call). A delta is
the size of the spot delta that `black_scholes` gives at the strike's own volatility on the smile; a standard
deviation is the expected move of the short expiry, spot x at-the-money vol x sqrt(T); points count from spot.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from alvh_helpers.arrays import Floats, bracketed_roots, read_flag
from alvh_helpers.errors import CourseError
from alvh_helpers.pricing.surface import Surface

__all__ = [
    "CONDOR_FLAGS",
    "CONDOR_QUANTITIES",
    "SHORT_MEASURES",
    "WING_MEASURES",
    "CondorStrikes",
    "Pair",
    "choose_strikes",
    "condor_strikes",
    "expected_move",
    "snap_strike",
    "surface_strike_for_delta",
]

CONDOR_FLAGS = ("p", "p", "c", "c")
"""Long put, short put, short call, long call."""

CONDOR_QUANTITIES = np.array([1.0, -1.0, -1.0, 1.0])
"""Contracts of long put, short put, short call, long call in one condor."""

Pair = float | tuple[float, float]
SHORT_MEASURES = ("short_delta", "short_sd", "short_points")
WING_MEASURES = ("wing_points", "wing_delta", "wing_sd")
_DEFAULT = {"short": ("short_delta", 0.16), "wing": ("wing_points", 50.0)}


class CondorStrikes(NamedTuple):
    """The four strikes of an iron condor in index points, lowest first."""

    long_put: float
    short_put: float
    short_call: float
    long_call: float


def condor_strikes(long_put: float, short_put: float, short_call: float, long_call: float) -> CondorStrikes:
    """Return the four strikes of a short iron condor, checked for their order.

    Parameters
    ----------
    long_put, short_put, short_call, long_call : float
        Strikes in index points, rising from left to right. The short put may equal the short call (an
        iron butterfly).

    Raises
    ------
    CourseError
        When a strike is no positive number or the order is broken; the sentence names the two strikes.
    """
    strikes = CondorStrikes(*(float(k) for k in (long_put, short_put, short_call, long_call)))
    for name, strike in strikes._asdict().items():
        if not (np.isfinite(strike) and strike > 0):
            raise CourseError(
                f"{name.replace('_', ' ')} is {strike:g}: a strike must be above 0, so a wing cannot reach below it"
            )
    if strikes.long_put >= strikes.short_put:
        raise CourseError(
            f"long put {strikes.long_put:g} is not below short put {strikes.short_put:g}: "
            "the put wing must lie below the short strike"
        )
    if strikes.short_put > strikes.short_call:
        raise CourseError(
            f"short put {strikes.short_put:g} is above short call {strikes.short_call:g}: "
            "the two short strikes have crossed, so one of them is always in the money"
        )
    if strikes.long_call <= strikes.short_call:
        raise CourseError(
            f"long call {strikes.long_call:g} is not above short call {strikes.short_call:g}: "
            "the call wing must lie above the short strike"
        )
    return strikes


def snap_strike(strike: ArrayLike, step: float = 5.0) -> Floats:
    """Return the listed strike nearest to each wanted one (SPX lists every 5 points near the money).

    Raises
    ------
    CourseError
        When the step is not positive.
    """
    if not step > 0:
        raise CourseError(f"strike step is {step!r}: the distance between listed strikes must be above 0")
    return np.round(np.asarray(strike, dtype=float) / step) * step


def expected_move(spot: ArrayLike, vol: ArrayLike, time: ArrayLike) -> Floats:
    """Return the move of one standard deviation, spot x vol (a decimal) x sqrt(years), in index points."""
    spot, vol, time = (np.asarray(a, dtype=float) for a in (spot, vol, time))
    for name, values in (("spot", spot), ("vol", vol), ("time", time)):
        if np.any(values < 0):
            raise CourseError(
                f"{name} is {values.min():g}: an expected move needs numbers that are not negative"
            )
    return spot * vol * np.sqrt(time)


def surface_strike_for_delta(
    surface: Surface, delta: ArrayLike, flag: str | ArrayLike, time: ArrayLike
) -> Floats:
    """Return the strike whose option has a given delta at its own volatility on the smile.

    Parameters
    ----------
    delta : array_like
        Size of the spot delta, above 0 and below 1; a put's minus may be left out.
    flag : str or array of str
        'c' or 'p'.
    time : array_like
        Years, > 0. All three broadcast against the surface's days D, which come first, legs after them: (4853, 1) and (1, 2).

    Returns
    -------
    ndarray, shape D, or D and then legs
        Points, not rounded to the listed grid; NaN where the surface is NaN.

    Raises
    ------
    CourseError
        When no strike has that delta.
    """
    size, time = np.abs(np.asarray(delta, float)), np.asarray(time, float)
    is_put = np.asarray(read_flag(flag))
    if (bad := ~(time > 0)).any():
        raise CourseError(f"time {time[bad].flat[0]:g}: an option needs time to expiry to have a delta")
    days = surface.shape
    legs = (1,) * (max(size.ndim, time.ndim, is_put.ndim) - len(days))
    shape = np.broadcast_shapes(days + legs, size.shape, time.shape, is_put.shape)
    size, time = np.broadcast_to(size, shape), np.broadcast_to(time, shape)
    share = size * np.exp(np.reshape(surface.dividend_yield, days + legs) * time)
    if (bad := (share <= 0) | (share >= 1)).any():
        wanted = size[bad].flat[0]
        hint = f"; write {wanted / 100:g} for {wanted:g}-delta" if wanted >= 1 else ""
        raise CourseError(f"no strike has delta {wanted:g}: deltas lie between 0 and 1{hint}")
    target = np.where(is_put, -ndtri(share), ndtri(share))
    forward = surface.forward(time)
    spread = surface.atm_vol(time) * np.sqrt(time)

    def gap(k: Floats) -> Floats:
        """Return how far d1 at a log-moneyness is from the wanted one."""
        deviation = surface.vol(forward * np.exp(k), time) * np.sqrt(time)
        return -k / deviation + deviation / 2 - target

    # Smiles lift the strike's vol over the at-the-money one by less than a factor of four on this side of the wings.
    reach = spread * (4 * np.abs(target) + 4) + 0.5
    strike = forward * np.exp(bracketed_roots(gap, -reach, reach))
    if (bad := np.isnan(strike) & ~np.isnan(spread)).any():
        raise CourseError(
            f"no strike has delta {size[bad].flat[0]:g} on this smile: take a delta nearer to 0.16"
        )
    return strike


def choose_strikes(
    surface: Surface,
    time: ArrayLike,
    *,
    short_delta: Pair | None = None,
    short_sd: Pair | None = None,
    short_points: Pair | None = None,
    wing_points: Pair | None = None,
    wing_delta: Pair | None = None,
    wing_sd: Pair | None = None,
    wing_time: ArrayLike | None = None,
    step: float = 5.0,
) -> Floats:
    """Return condor strikes on the listed grid, for one day or for every day of a history at once.

    Parameters
    ----------
    time : array_like
        Years to expiry of the short strikes; broadcasts against the surface's days D.
    short_delta, short_sd, short_points : float or (put, call)
        Where the shorts are: by delta (default 0.16), at so many expected moves, or points, from spot.
    wing_points, wing_delta, wing_sd : float or (put, call)
        Where the wings are: so many points (default 50) or expected moves beyond the shorts, or by delta.
    wing_time : array_like, optional
        Years to expiry of the wings when they live longer; it only matters for `wing_delta`.
    step : float
        Points between listed strikes.

    Returns
    -------
    ndarray, shape D + (4,)
        Long put, short put, short call, long call; NaN on days without data.

    Raises
    ------
    CourseError
        When two measures are given where one is needed, no strike has a delta, or the strikes are out of order.
    """
    given = (short_delta, short_sd, short_points), (wing_points, wing_delta, wing_sd)
    how_short, shorts = _one_of("short", SHORT_MEASURES, given[0])
    how_wing, wings = _one_of("wing", WING_MEASURES, given[1])
    time = np.broadcast_to(np.asarray(time, float), np.broadcast_shapes(surface.shape, np.shape(time)))
    spot = surface.spot
    move = expected_move(spot, surface.atm_vol(time), time)
    if how_short == "short_delta":
        puts, calls = _by_delta(surface, shorts, time)
    else:
        unit = move if how_short == "short_sd" else 1.0
        puts, calls = spot - shorts[0] * unit, spot + shorts[1] * unit
    puts, calls = snap_strike(puts, step), snap_strike(calls, step)
    if how_wing == "wing_delta":
        low, high = _by_delta(surface, wings, time if wing_time is None else wing_time)
    else:
        unit = move if how_wing == "wing_sd" else 1.0
        low, high = puts - wings[0] * unit, calls + wings[1] * unit
    strikes = np.stack(
        np.broadcast_arrays(snap_strike(low, step), puts, calls, snap_strike(high, step)), axis=-1
    )
    _check_order(strikes)
    return strikes


def _one_of(part: str, names: tuple[str, ...], values: tuple[Pair | None, ...]) -> tuple[str, Floats]:
    """Return which measure was given, and its value as a pair (put, call)."""
    chosen = [(name, value) for name, value in zip(names, values) if value is not None]
    if len(chosen) > 1:
        both = " and ".join(f"{name}={value}" for name, value in chosen)
        raise CourseError(f"{both}: choose the {part} strikes by one measure only")
    name, value = chosen[0] if chosen else _DEFAULT[part]
    try:
        pair = np.broadcast_to(np.asarray(value, float), (2,))
    except (TypeError, ValueError):
        raise CourseError(f"{name}={value!r}: give one number, or a pair (put, call)") from None
    if not (np.isfinite(pair).all() and (pair > 0).all()):
        lesson = (
            "the wings would lie on or inside the shorts" if part == "wing" else "measure outwards from spot"
        )
        raise CourseError(f"{name}={value!r} is not above 0: {lesson}")
    return name, pair


def _by_delta(surface: Surface, deltas: Floats, time: ArrayLike) -> tuple[Floats, Floats]:
    pair = (1,) * len(surface.shape) + (2,)
    time = np.broadcast_to(np.asarray(time, float), np.broadcast_shapes(surface.shape, np.shape(time)))
    found = surface_strike_for_delta(
        surface, deltas.reshape(pair), np.reshape(["p", "c"], pair), time[..., None]
    )
    return found[..., 0], found[..., 1]


def _check_order(strikes: Floats) -> None:
    """Refuse the first condor whose strikes are out of order, in the words of `condor_strikes`."""
    long_put, short_put, short_call, long_call = np.moveaxis(strikes, -1, 0)
    wrong = (long_put >= short_put) | (short_put > short_call) | (short_call >= long_call) | (long_put <= 0)
    if wrong.any():
        condor_strikes(*CondorStrikes(*strikes[wrong][0]))
