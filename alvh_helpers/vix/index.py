"""The VIX as Cboe computes it: a price for variance, added up over a strip of out-of-the-money options.

Source: Cboe, "Volatility Index Methodology: Cboe Volatility Index" (the successor of the VIX White Paper), whose
steps are kept in its order: forward, K0, selection of the strip, contributions, correction, interpolation to 30 days.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import Bools, Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.contracts import DAYS_A_YEAR
from alvh_helpers.pricing.black import black_scholes
from alvh_helpers.pricing.surface import Surface

__all__ = ["Strip", "surface_quotes", "vix_from_strip", "vix_index"]


class Strip(NamedTuple):
    """One expiry's strip, added up.

    Attributes
    ----------
    vix : ndarray, shape D
        100 x the square root of the annual variance: the index of this one expiry, in points.
    variance : ndarray, shape D
        Annual variance (volatility squared).
    forward : ndarray, shape D
        Forward from put-call parity, index points.
    at_strike : ndarray, shape D
        Cboe's K0: the first strike at or below the forward.
    contribution : ndarray, shape D + (n,)
        What each strike adds to the annual variance; 0 where it is not in the strip.
    """

    vix: Floats
    variance: Floats
    forward: Floats
    at_strike: Floats
    contribution: Floats


def vix_from_strip(
    strikes: ArrayLike, call_prices: ArrayLike, put_prices: ArrayLike, time: ArrayLike, rate: ArrayLike = 0.0
) -> Strip:
    """Compute the volatility index of one expiry by Cboe's published formula.

    Parameters
    ----------
    strikes : array_like, shape (n,) or D + (n,)
        Listed strikes in index points, increasing, n >= 3.
    call_prices, put_prices : array_like, shape D + (n,)
        Mid prices in points. A price of 0 or NaN stands for a zero bid: the option is left out, and beyond two
        such strikes in a row, seen from the money, nothing more is used.
    time : array_like, shape D
        Years to expiry, > 0.
    rate : array_like, shape D
        Continuously compounded decimal.

    Raises
    ------
    CourseError
        If strikes do not increase, a price is negative, the time is not above 0, or no strike lies below the forward.
    """
    arrays = (np.asarray(x, float) for x in (strikes, call_prices, put_prices))
    strikes, calls, puts = np.broadcast_arrays(*arrays)
    time, rate = np.asarray(time, float), np.asarray(rate, float)
    _check_strip(strikes, calls, puts, time)
    growth = np.exp(rate * time)
    forward = _parity_forward(strikes, calls, puts, growth)
    below = (strikes <= forward[..., None]) & ~np.isnan(forward)[..., None]
    at = np.maximum(below.sum(axis=-1) - 1, 0)
    if (bad := ~below.any(axis=-1) & ~np.isnan(forward)).any():
        raise CourseError(f"forward {forward[bad].flat[0]:g} lies below every strike: the strip has no puts")
    at_strike = np.take_along_axis(strikes, at[..., None], axis=-1)[..., 0]
    prices, used = _select(calls, puts, at)
    spacing = _spacing(strikes, used)
    contribution = 2 / time[..., None] * spacing / strikes**2 * growth[..., None] * prices
    variance = contribution.sum(axis=-1) - (forward / at_strike - 1) ** 2 / time
    variance = np.where(np.isnan(forward), np.nan, variance)
    return Strip(100 * np.sqrt(variance), variance, forward, at_strike, contribution)


def vix_index(
    near_time: ArrayLike,
    near_variance: ArrayLike,
    next_time: ArrayLike,
    next_variance: ArrayLike,
    days: float = 30.0,
) -> Floats:
    """Interpolate two expiries to a constant horizon, in total variance, as Cboe does.

    Parameters
    ----------
    near_time, next_time : array_like
        Years to the two expiries (ACT/365); the horizon should lie between them, as Cboe picks 23 to 37 days for 30.
    near_variance, next_variance : array_like
        Their annual variances, as `vix_from_strip` returns them.
    days : float
        Horizon in calendar days: 30 for the VIX, 93 for the VIX3M.

    Returns
    -------
    ndarray
        Index points.

    Raises
    ------
    CourseError
        If the next expiry is not later than the near one.
    """
    near_time, next_time = np.asarray(near_time, float), np.asarray(next_time, float)
    if (bad := next_time <= near_time).any():
        late = np.broadcast_to(next_time, bad.shape)[bad].flat[0]
        raise CourseError(
            f"next expiry {late:.4g} years out is not later than the near one: they bracket the horizon"
        )
    horizon = days / DAYS_A_YEAR
    weight = (next_time - horizon) / (next_time - near_time)
    total = near_time * near_variance * weight + next_time * np.asarray(next_variance, float) * (1 - weight)
    return 100 * np.sqrt(total / horizon)


def surface_quotes(
    surface: Surface, time: ArrayLike, strikes: ArrayLike, smallest_bid: float = 0.0
) -> tuple[Floats, Floats]:
    """Return call and put prices of a surface on a grid of strikes, as a strip needs them.

    Parameters
    ----------
    time : array_like, shape D
        Years to expiry, one a day.
    strikes : array_like, shape (n,) for one day, D + (n,) for many
        Index points.
    smallest_bid : float
        Prices below it become 0, a zero bid. 0.05 is one tick of an SPX option.

    Returns
    -------
    calls, puts : ndarray, shape D + (n,)
    """
    time = np.broadcast_to(np.asarray(time, float), surface.shape)[..., None]
    vol = surface.vol(strikes, time)
    spot, rate, dividends = (x[..., None] for x in (surface.spot, surface.rate, surface.dividend_yield))
    calls, puts = (black_scholes(flag, spot, strikes, time, vol, rate, dividends).price for flag in "cp")
    return np.where(calls < smallest_bid, 0.0, calls), np.where(puts < smallest_bid, 0.0, puts)


def _check_strip(strikes: Floats, calls: Floats, puts: Floats, time: Floats) -> None:
    if strikes.shape[-1] < 3:
        raise CourseError(f"{strikes.shape[-1]} strikes make no strip: Cboe's formula needs at least 3")
    if (bad := np.diff(strikes, axis=-1) <= 0).any() or (strikes <= 0).any():
        where = strikes[..., 1:][bad].flat[0] if bad.any() else strikes.min()
        raise CourseError(f"strike {where:g} is out of order: a strip's strikes are above 0 and increase")
    for prices in (calls, puts):
        if (bad := prices < 0).any():
            raise CourseError(f"price {prices[bad].flat[0]:g} is negative: write 0 where there is no bid")
    if (bad := time <= 0).any():
        raise CourseError(
            f"time {time[bad].flat[0]:g} is not above 0: an expired strip has no variance left to price"
        )


def _parity_forward(strikes: Floats, calls: Floats, puts: Floats, growth: Floats) -> Floats:
    """Return the forward from put-call parity at the strike where call and put cost most nearly the same."""
    gap = np.where((calls > 0) & (puts > 0), np.abs(calls - puts), np.inf)
    best = np.argmin(gap, axis=-1)[..., None]
    strike, call, put = (np.take_along_axis(x, best, axis=-1)[..., 0] for x in (strikes, calls, puts))
    quoted = np.isfinite(np.take_along_axis(gap, best, axis=-1)[..., 0])
    return np.where(quoted, strike + growth * (call - put), np.nan)


def _select(calls: Floats, puts: Floats, at: NDArray[np.intp]) -> tuple[Floats, Bools]:
    """Return the strip's price per strike (0 outside) and which strikes are in it."""
    index = np.arange(calls.shape[-1])
    low, high = index < at[..., None], index > at[..., None]
    # Below the money we walk down, so that the array is turned round for the same test.
    keep_puts = low & _alive((puts > 0)[..., ::-1], low[..., ::-1])[..., ::-1]
    keep_calls = high & _alive(calls > 0, high)
    middle = ~low & ~high
    prices = np.where(keep_puts, puts, 0.0) + np.where(keep_calls, calls, 0.0)
    prices = prices + np.where(middle, (np.nan_to_num(calls) + np.nan_to_num(puts)) / 2, 0.0)
    return prices, keep_puts | keep_calls | middle


def _alive(bid: Bools, side: Bools) -> Bools:
    """Tell, walking away from the money along the last axis, which bids count before two zero bids in a row."""
    missing = ~bid & side
    pair = np.zeros_like(missing)
    pair[..., 1:] = missing[..., 1:] & missing[..., :-1]
    return bid & ~np.logical_or.accumulate(pair, axis=-1)


def _spacing(strikes: Floats, used: Bools) -> Floats:
    """Return Cboe's delta-K: half the distance between the neighbours in the strip, the whole distance at its ends."""
    known = np.where(used, strikes, -np.inf)
    before = np.full_like(strikes, -np.inf)
    before[..., 1:] = np.maximum.accumulate(known, axis=-1)[..., :-1]
    known = np.where(used, strikes, np.inf)[..., ::-1]
    after = np.full_like(strikes, np.inf)
    after[..., :-1] = np.minimum.accumulate(known, axis=-1)[..., ::-1][..., 1:]
    inner = np.isfinite(before) & np.isfinite(after)
    low, high = np.where(np.isfinite(before), before, strikes), np.where(np.isfinite(after), after, strikes)
    return np.where(used, (high - low) / np.where(inner, 2, 1), 0.0)
