"""Implied volatility on arrays: every quote gets a vol or a reason, and none stops the others.

Method (ours, from published results). Each quote is turned into the out-of-the-money option of the same
strike; its undiscounted price as a share p of its maximum min(F, K) depends only on x = -|ln(F/K)| and the
total deviation s = vol sqrt(T). At s_c = sqrt(2|x|) the price has its inflection (Manaster & Koehler 1982).
Below it we solve 1/ln p = const, above it ln(1 - p) = const, both nearly straight in s (Jaeckel, "By
Implication", 2006; "Let's Be Rational", 2013), by Householder's third-order steps. First guesses: below, the
difference of two Mills ratios M in the price is taken as -s M'(h) at h = |x|/s, with M'(h) close to
-1/(1 + sqrt(pi/2) h + h^2); above, -ln(1 - p) as a parabola in s. Three steps reach the last digits everywhere.
Writing both prices with the scaled complementary error function keeps their logarithms exact in the far wings.
"""

from __future__ import annotations

import math
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import erfcx

from alvh_helpers.arrays import (
    Bools,
    Column,
    Floats,
    Limit,
    broadcast_shape,
    flatten,
    numeric_array,
    read_flag,
)
from alvh_helpers.pricing.black import BLOCK, INV_SQRT_2PI, MOST_GROWTH

__all__ = ["ImpliedVol", "QuoteStatus", "implied_vol"]

_STEPS = 3
_SQRT_HALF_PI = math.sqrt(0.5 * math.pi)
_HALF_LOG_2PI = 0.5 * math.log(2.0 * math.pi)
_INV_SQRT_2 = math.sqrt(0.5)

# A price in the money within a few roundings of its intrinsic value is at it.
_ROUNDING = 8.0 * np.finfo(np.float64).eps

_TERMS = tuple(
    Limit(name, -math.inf, True, "give one number or an array of numbers")
    for name in ("price", "forward", "strike", "time", "rate")
)


class QuoteStatus(IntEnum):
    """Why a quote has, or has not, an implied vol."""

    OK = 0
    """Solved. At intrinsic value, to rounding, the vol is 0."""
    MISSING = 1
    """The price or a term of the contract is NaN."""
    INVALID = 2
    """A term cannot be: forward or strike not above 0, or something infinite or beyond floats."""
    NO_TIME_LEFT = 3
    """Time is 0 or negative: the quote has expired, and no vol can explain its price."""
    NEGATIVE_PRICE = 4
    """The price is below 0."""
    BELOW_INTRINSIC = 5
    """The price is below the discounted intrinsic value of the forward."""
    ABOVE_MAXIMUM = 6
    """The price reaches the discounted forward (call) or the discounted strike (put)."""


class ImpliedVol(NamedTuple):
    """Implied vols (float64, NaN where there is none) and a `QuoteStatus` code each (int8)."""

    vol: Floats
    status: NDArray[np.int8]


def implied_vol(
    price: ArrayLike,
    flag: str | ArrayLike,
    forward: ArrayLike,
    strike: ArrayLike,
    time: ArrayLike,
    rate: ArrayLike = 0.0,
) -> ImpliedVol:
    """Return the Black-76 vol that gives each price, and a status for each quote.

    One bad quote never stops the others: whatever number is wrong in it, a negative price included, it gets
    NaN and a `QuoteStatus`, for single quotes as in arrays. Only what no table of quotes can contain is
    refused: a flag other than 'c' and 'p', something that is not a number, shapes that do not fit.

    Parameters
    ----------
    price : float or array
        Option prices in points, discounted (as quoted).
    flag : str or array of str
        'c' or 'p'.
    forward, strike : float or array
        In points.
    time : float or array
        Years to expiry, ACT/365.
    rate : float or array
        Continuously compounded decimal.

    Returns
    -------
    ImpliedVol
        ``vol`` (decimals, float64) and ``status`` (int8), of the common shape; for one quote a
        ``numpy.float64`` and a `QuoteStatus`.

    Raises
    ------
    CourseError
        For a bad flag, a non-number, or shapes that do not fit together.
    """
    columns = [_read(term, value) for term, value in zip(_TERMS, (price, forward, strike, time, rate))]
    is_put = read_flag(flag)
    shape = broadcast_shape(is_put, _TERMS, columns)
    vol, status = np.empty(shape), np.empty(shape, dtype=np.int8)
    flat_vol, flat_status = vol.reshape(-1), status.reshape(-1)
    flat = [flatten(c, shape) for c in columns]
    puts = flatten(is_put, shape)
    with np.errstate(all="ignore"):
        for start in range(0, vol.size, BLOCK):
            part = slice(start, min(start + BLOCK, vol.size))
            n = part.stop - start
            block = [np.full(n, c) if isinstance(c, float) else c[part] for c in flat]
            sign = np.where(puts if isinstance(puts, bool) else puts[part], -1.0, np.ones(n))
            flat_vol[part], flat_status[part] = _solve_block(sign, *block)
    found: tuple[Any, Any] = (vol, status) if shape else (flat_vol[0], QuoteStatus(int(flat_status[0])))
    return ImpliedVol(*found)


def _read(term: Limit, value: ArrayLike) -> Column:
    """Read numbers without refusing any: what is wrong with a quote goes into its status."""
    array = numeric_array(term.name, value, term.lesson)
    return array if array.ndim else array.item()


def _solve_block(
    sign: Floats, price: Floats, forward: Floats, strike: Floats, time: Floats, rate: Floats
) -> tuple[Floats, NDArray[np.int8]]:
    """Return vols and statuses of one block."""
    undiscounted = price * np.exp(rate * time)
    intrinsic = np.maximum(sign * (forward - strike), 0.0)
    most = np.minimum(forward, strike)
    extra = undiscounted - intrinsic
    largest = np.maximum(forward, strike)
    extra[(intrinsic > 0.0) & (np.abs(extra) <= _ROUNDING * largest)] = 0.0
    status = _classify(price, forward, strike, time, rate, extra, most)
    vol = np.where(status == QuoteStatus.OK, 0.0, np.nan)
    solve = (status == QuoteStatus.OK) & (extra > 0.0)
    if solve.all():
        solve = slice(None)
    x = -np.abs(np.log(forward[solve] / strike[solve]))
    extra, most = extra[solve], most[solve]
    if x.size:
        vol[solve] = _total_deviation(x, extra / most, (most - extra) / most) / np.sqrt(time[solve])
    return vol, status


def _classify(
    price: Floats, forward: Floats, strike: Floats, time: Floats, rate: Floats, extra: Floats, most: Floats
) -> NDArray[np.int8]:
    """Say for each quote whether it can be solved; the reason named first wins."""
    missing = np.isnan(price) | np.isnan(forward) | np.isnan(strike) | np.isnan(time) | np.isnan(rate)
    largest = np.maximum(np.maximum(forward, strike), time)
    invalid = ~((forward > 0.0) & (strike > 0.0) & (largest < np.inf) & (np.abs(rate * time) <= MOST_GROWTH))
    reasons = (
        (missing, QuoteStatus.MISSING),
        (invalid, QuoteStatus.INVALID),
        (time <= 0.0, QuoteStatus.NO_TIME_LEFT),
        (price < 0.0, QuoteStatus.NEGATIVE_PRICE),
        (extra < 0.0, QuoteStatus.BELOW_INTRINSIC),
        (extra >= most, QuoteStatus.ABOVE_MAXIMUM),
    )
    status = np.zeros(price.shape, dtype=np.int8)
    for holds, reason in reversed(reasons):
        status[holds] = reason
    return status


def _total_deviation(x: Floats, share: Floats, headroom: Floats) -> Floats:
    """Solve for s = vol sqrt(T), given x <= 0, the price's share of its maximum, and what is left to it."""
    inflection = np.sqrt(-2.0 * x)
    share_there = 0.5 * (1.0 - erfcx(np.sqrt(-x)))
    low = share < share_there
    # Each share of the maximum has its precise logarithm: a small one its own, the rest to 1 that of 1 - share.
    target = np.where(low, np.log(share), np.where(share < 0.5, np.log1p(-share), np.log(headroom)))
    # Above the inflection: -ln(1 - p) starts with the slope phi(0) / (1 - p) and ends as s^2 / 8.
    slope = INV_SQRT_2PI / (1.0 - share_there)
    rise = np.maximum(np.log1p(-share_there) - target, 0.0)
    s = inflection + 2.0 * rise / (slope + np.sqrt(slope * slope + 0.5 * rise))
    if low.any():
        s[low] = _guess_low(-x[low], -target[low], inflection[low], share_there[low])
    for _ in range(_STEPS):
        step = _householder_step(x, s, target, low)
        # No number: the price is lost in rounding, and the last guess stands.
        moved = np.where(np.isfinite(step), np.maximum(s + step, 0.25 * s), s)
        s = np.where(low, np.minimum(moved, inflection), np.maximum(moved, inflection))
    return s


def _guess_low(distance: Floats, depth: Floats, inflection: Floats, share_there: Floats) -> Floats:
    """Guess s below the inflection, from depth = -ln(share) and distance = |x|.

    With h = distance / s: share ~ s phi(d1) / (1 + sqrt(pi/2) h + h^2), one Newton step in ln h from the
    smaller of two upper bounds, the near-the-money one (share ~ s) and the far one (share ~ exp(-h^2/2)).
    """
    near = inflection * np.exp(-depth - np.log(share_there))
    h = distance / np.minimum(np.maximum(near, distance / np.sqrt(2.0 * depth)), inflection)
    mills = 1.0 + _SQRT_HALF_PI * h + h * h
    quarter = (0.5 * distance / h) ** 2
    excess = _HALF_LOG_2PI + 0.5 * (h * h - distance + quarter) + np.log(mills * h / distance) - depth
    growth = h * h - quarter + 1.0 + (_SQRT_HALF_PI * h + 2.0 * h * h) / mills
    h *= np.exp(-np.clip(excess / growth, -1.0, 1.0))
    return np.minimum(distance / h, inflection)


def _householder_step(x: Floats, s: Floats, target: Floats, low: Bools) -> Floats:
    """Return the third-order correction of s, for 1/ln(share) below the inflection and ln(headroom) above."""
    h, t = x / s, 0.5 * s
    d1 = h + t
    side = np.where(low, -1.0, 1.0)
    # share = exp(-d1^2/2) m with m = (erfcx(-d1/sqrt2) - erfcx(-d2/sqrt2)) / 2; headroom with d1 and a plus.
    m = 0.5 * np.abs(side * erfcx(side * d1 * _INV_SQRT_2) + erfcx((t - h) * _INV_SQRT_2))
    log_m = np.log(m) - 0.5 * d1 * d1
    ratio = INV_SQRT_2PI / m
    inverse = 1.0 / log_m
    newton = np.where(low, log_m * (target - log_m) / target, log_m - target) / ratio
    # Second and third derivative over the first: of the price in s, then of the objective in the price.
    bend = h * h / s - 0.5 * t
    twist = bend * bend - 3.0 * (h / s) ** 2 - 0.25
    c2 = np.where(low, -(1.0 + 2.0 * inverse), 1.0) * ratio
    c3 = np.where(low, 2.0 + 6.0 * inverse * (1.0 + inverse), 2.0) * ratio * ratio
    h2 = bend + c2
    h3 = twist + 3.0 * c2 * bend + c3
    return newton * (1.0 + 0.5 * h2 * newton) / (1.0 + newton * (h2 + newton * h3 / 6.0))
