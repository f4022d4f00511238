"""European option values on arrays: Black-Scholes-Merton, Black-76, and their inverses.

Conventions, the same in every function here
--------------------------------------------
- Vols, rates and yields are decimals (20 % is 0.20), continuously compounded; time is in years (ACT/365).
- Values and Greeks are per unit of the underlying (no multiplier, no quantity) and signed for the holder:
  delta per 1 point; gamma per 1 point squared; vega per 1 vol point (0.01); theta per calendar day (the
  annual figure over 365); rho per 1 % (0.01) of the rate.
- Everything broadcasts. ``flag`` is 'c' or 'p', or an array or list of them. Results are float64 arrays of
  the common shape; if every argument is a single value, they are ``numpy.float64`` numbers.
- NaN in any argument gives NaN at that element. A bad flag, a spot or forward that is not above 0, a negative
  strike, time or vol, and anything infinite raise `CourseError`, which names the value and its position.
- Time 0 gives intrinsic value; delta is 0 or +-1, and +-1/2 exactly at the money; other Greeks are 0.
- Vol 0 gives the discounted intrinsic value of the forward, with the Greeks of that: delta, theta and rho are
  those of a forward contract in the money and 0 out of it, half of it exactly at the money; gamma, vega 0.
- Strike 0 is allowed: the call is the discounted forward itself, the put is worth nothing.

Sources: Black & Scholes (1973), Merton (1973), Black (1976); Haug, "The Complete Guide to Option Pricing
Formulas", whose worked examples are among the tests.
"""

from __future__ import annotations

import math
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from alvh_helpers.arrays import (
    DELTA,
    FEW,
    FORWARD,
    LIVE_TIME,
    LIVE_VOL,
    RATE,
    SPOT,
    STRIKE,
    TIME,
    VOL,
    YIELD,
    Bools,
    Column,
    Floats,
    Limit,
    broadcast_shape,
    check,
    flatten,
    read_flag,
    read_numbers,
    refuse,
)
from alvh_helpers.lognormal import (
    BLOCK,
    MOST_GROWTH,
    NO_DEVIATION,
    SCRATCH_ROWS,
    signs,
    too_much_growth,
    value_block,
    value_one,
)

__all__ = ["OptionValues", "black76", "black_scholes", "strike_for_delta"]


class OptionValues(NamedTuple):
    """Price and Greeks of options, each a float64 array of the common shape (units: see the module)."""

    price: Floats
    delta: Floats
    gamma: Floats
    vega: Floats
    theta: Floats
    rho: Floats


def black_scholes(
    flag: str | ArrayLike,
    spot: ArrayLike,
    strike: ArrayLike,
    time: ArrayLike,
    vol: ArrayLike,
    rate: ArrayLike = 0.0,
    dividend_yield: ArrayLike = 0.0,
) -> OptionValues:
    """Value European options on an index with a dividend yield (Black-Scholes-Merton).

    Parameters
    ----------
    flag : str or array of str
        'c' for a call, 'p' for a put.
    spot, strike : float or array
        Index level (above 0) and strike (0 or more), in points.
    time : float or array
        Years to expiry, ACT/365.
    vol, rate, dividend_yield : float or array
        Decimals a year; rate and yield continuously compounded.

    Returns
    -------
    OptionValues
        Price in points; delta and gamma for the spot; vega per vol point; theta per calendar day with the
        *spot* held still; rho per 1 % of the rate with spot and dividend yield held still.

    Raises
    ------
    CourseError
        If a value cannot be (see the module), if shapes do not fit, or if a discount factor overflows.
    """
    limits = (SPOT, STRIKE, TIME, VOL, RATE, YIELD)
    return _evaluate(flag, limits, (spot, strike, time, vol, rate, dividend_yield))


def black76(
    flag: str | ArrayLike,
    forward: ArrayLike,
    strike: ArrayLike,
    time: ArrayLike,
    vol: ArrayLike,
    rate: ArrayLike = 0.0,
) -> OptionValues:
    """Value European options on a forward or a future (Black 1976).

    It is Black-Scholes-Merton with a dividend yield equal to the rate: a future costs nothing to hold.

    Parameters
    ----------
    flag : str or array of str
        'c' for a call, 'p' for a put.
    forward, strike : float or array
        Forward (above 0) and strike (0 or more), in points.
    time : float or array
        Years to expiry, ACT/365.
    vol, rate : float or array
        Decimals a year; the rate only discounts.

    Returns
    -------
    OptionValues
        Price in points; delta and gamma for the *forward* (delta of a call is ``exp(-rT) N(d1)``); vega per
        vol point; theta per calendar day with the *forward* held still; rho per 1 % of the rate with the
        forward held still, which leaves only the discounting: ``-time * price * 0.01``.

    Raises
    ------
    CourseError
        If a value cannot be (see the module), if shapes do not fit, or if a discount factor overflows.
    """
    return _evaluate(flag, (FORWARD, STRIKE, TIME, VOL, RATE), (forward, strike, time, vol, rate))


def _evaluate(
    flag: str | ArrayLike, limits: tuple[Limit, ...], values: tuple[ArrayLike, ...]
) -> OptionValues:
    """Read the arguments, then value them: a few one by one, many block by block."""
    is_put = read_flag(flag)
    given = [read_numbers(limit, value) for limit, value in zip(limits, values)]
    shape = broadcast_shape(is_put, limits, given)
    size = math.prod(shape)
    if 0 < size <= FEW:
        return _evaluate_few(is_put, limits, given, shape)
    columns = [signs(flatten(is_put, shape)), *[flatten(g, shape) for g in given]]
    result = OptionValues(*[np.empty(shape) for _ in OptionValues._fields])
    flat = [r.reshape(-1) for r in result]
    rows = np.empty((SCRATCH_ROWS, min(size, BLOCK)))
    with np.errstate(all="ignore"):
        for start in range(0, size, BLOCK):
            part = slice(start, min(start + BLOCK, size))
            sign, *block = [c[part] if isinstance(c, np.ndarray) else c for c in columns]
            bounds = [check(limit, b, g) for limit, b, g in zip(limits, block, given)]
            _check_growth(limits, block, bounds)
            # No deviation in the block is less than that of its least time and vol; NaN counts as "may be".
            maybe_certain = not bounds[3][0] * math.sqrt(bounds[2][0]) >= NO_DEVIATION
            value_block(sign, block, [f[part] for f in flat], rows[:, : part.stop - start], maybe_certain)
    return result


def _evaluate_few(
    is_put: bool | Bools, limits: tuple[Limit, ...], given: list[Column], shape: tuple[int, ...]
) -> OptionValues:
    """Value a handful of contracts with plain floats: a NumPy call costs more than the arithmetic of a leg."""
    if not shape:
        return OptionValues(*map(np.float64, value_one(-1.0 if is_put else 1.0, *given)))
    columns = [repeat(-1.0 if is_put else 1.0)] if isinstance(is_put, bool) else [_sides(is_put, shape)]
    for limit, g in zip(limits, given):
        if isinstance(g, float):
            columns.append(repeat(g))
        else:
            flat = flatten(g, shape)
            check(limit, flat, g)
            columns.append(flat.tolist())
    contracts = map(value_one, *columns)
    return OptionValues(*np.array([*chain.from_iterable(zip(*contracts))]).reshape(6, *shape))


def _sides(is_put: Bools, shape: tuple[int, ...]) -> list[float]:
    return [-1.0 if put else 1.0 for put in flatten(is_put, shape).tolist()]


def _check_growth(limits: tuple[Limit, ...], block: list[Column], bounds: list[tuple[float, float]]) -> None:
    """Refuse rates that overflow a discount factor: nearly always percent where a decimal belongs."""
    longest = bounds[2][1]
    for limit, rate, (low, high) in zip(limits[4:], block[4:], bounds[4:]):
        if max(-low, high) * longest <= MOST_GROWTH:
            continue
        rates, times = np.broadcast_arrays(rate, block[2])
        for i in np.flatnonzero(np.abs(rates * times) > MOST_GROWTH):
            raise too_much_growth(limit.name, rates[i], times[i])


def strike_for_delta(
    delta: ArrayLike,
    flag: str | ArrayLike,
    forward: ArrayLike,
    time: ArrayLike,
    vol: ArrayLike,
    rate: ArrayLike = 0.0,
) -> Floats:
    """Return the strike whose option has a given Black-76 delta (closed form, vol the same at every strike).

    The delta is the one `black76` returns: for the forward, discounted by ``exp(-rate * time)``. For a
    put, 0.16 and -0.16 mean the same option ("the 16-delta put"); for a call only the positive sign does.
    On a smile, where vol depends on the strike, the caller iterates or reads the vol at the delta.

    Parameters
    ----------
    delta : float or array
        Delta, not 0, and smaller in size than the discount factor.
    flag : str or array of str
        'c' or 'p'.
    forward, time, vol, rate : float or array
        As in `black76`; time and vol above 0, for otherwise delta is a step and no strike has it.

    Returns
    -------
    float64 or array
        Strikes, in points.

    Raises
    ------
    CourseError
        If the delta cannot be reached (the sentence gives the range), or a value cannot be.

    Notes
    -----
    From delta = w e^{-rT} N(w d1): K = F exp(s^2/2 - w s N^{-1}(|delta| e^{rT})), s = vol sqrt(T).
    """
    is_put = read_flag(flag)
    limits = (DELTA, FORWARD, LIVE_TIME, LIVE_VOL, RATE)
    given = [read_numbers(limit, v) for limit, v in zip(limits, (delta, forward, time, vol, rate))]
    shape = broadcast_shape(is_put, limits, given)
    for limit, g in zip(limits, given):
        if np.size(g):
            check(limit, flatten(g, np.shape(g)), g)
    size, forward, time, vol, rate = (np.broadcast_to(g, shape) for g in given)
    sign = np.where(is_put, -1.0, 1.0)
    with np.errstate(all="ignore"):
        share = np.abs(size) * np.exp(rate * time)
        _check_delta(size, sign, share, rate * time)
        s = vol * np.sqrt(time)
        strike = forward * np.exp(s * (0.5 * s - sign * ndtri(share)))
    beyond = np.isinf(strike)
    if beyond.any():
        refuse("vol", vol, beyond, "so large a vol puts the strike of this delta beyond any number")
    return strike[()]


def _check_delta(delta: Floats, sign: Floats, share: Floats, growth: Floats) -> None:
    """Refuse deltas that no strike has: 0, as large as the discount factor, or a call's with a minus sign."""
    wrong = ~((share > 0.0) & (share < 1.0)) & ~np.isnan(share)
    if wrong.any():
        most = math.exp(-growth[wrong][0])
        refuse(
            "delta",
            delta,
            wrong,
            f"its size must lie between 0 and the discount factor {most:.6g}, both excluded",
        )
    wrong = (delta < 0.0) & (sign > 0.0)
    if wrong.any():
        refuse(
            "delta", delta, wrong, "a call's delta is positive; only a put's may be given with a minus sign"
        )


_MOVED = {
    "ImpliedVol": ("alvh_helpers.implied", "ImpliedVol"),
    "QuoteStatus": ("alvh_helpers.implied", "QuoteStatus"),
    "implied_vol": ("alvh_helpers.implied", "implied_vol"),
    "DELTA": ("alvh_helpers.arrays", "DELTA"),
    "FEW": ("alvh_helpers.arrays", "FEW"),
    "FORWARD": ("alvh_helpers.arrays", "FORWARD"),
    "LIVE_TIME": ("alvh_helpers.arrays", "LIVE_TIME"),
    "LIVE_VOL": ("alvh_helpers.arrays", "LIVE_VOL"),
    "RATE": ("alvh_helpers.arrays", "RATE"),
    "SPOT": ("alvh_helpers.arrays", "SPOT"),
    "STRIKE": ("alvh_helpers.arrays", "STRIKE"),
    "TIME": ("alvh_helpers.arrays", "TIME"),
    "VOL": ("alvh_helpers.arrays", "VOL"),
    "YIELD": ("alvh_helpers.arrays", "YIELD"),
    "Bools": ("alvh_helpers.arrays", "Bools"),
    "Column": ("alvh_helpers.arrays", "Column"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
    "Limit": ("alvh_helpers.arrays", "Limit"),
    "broadcast_shape": ("alvh_helpers.arrays", "broadcast_shape"),
    "check": ("alvh_helpers.arrays", "check"),
    "flatten": ("alvh_helpers.arrays", "flatten"),
    "read_flag": ("alvh_helpers.arrays", "read_flag"),
    "read_numbers": ("alvh_helpers.arrays", "read_numbers"),
    "refuse": ("alvh_helpers.arrays", "refuse"),
    "BLOCK": ("alvh_helpers.lognormal", "BLOCK"),
    "MOST_GROWTH": ("alvh_helpers.lognormal", "MOST_GROWTH"),
    "NO_DEVIATION": ("alvh_helpers.lognormal", "NO_DEVIATION"),
    "SCRATCH_ROWS": ("alvh_helpers.lognormal", "SCRATCH_ROWS"),
    "signs": ("alvh_helpers.lognormal", "signs"),
    "too_much_growth": ("alvh_helpers.lognormal", "too_much_growth"),
    "value_block": ("alvh_helpers.lognormal", "value_block"),
    "value_one": ("alvh_helpers.lognormal", "value_one"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
