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
from collections.abc import Iterable
from itertools import chain, repeat
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

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
    flatten,
    read_flag,
    read_numbers,
    refuse,
    refuse_block,
)
from alvh_helpers.errors import CourseError
from alvh_helpers.market.contracts import DAYS_A_YEAR

__all__ = [
    "BLOCK",
    "INV_SQRT_2PI",
    "MOST_GROWTH",
    "OptionValues",
    "black76",
    "black_scholes",
    "extrinsic_value",
    "strike_for_delta",
]

# 8,192 doubles are 64 KiB: the ten or so columns in use at a time stay in the second-level cache.
BLOCK = 8192
_SCRATCH_ROWS = 9
_INV_SQRT_2 = math.sqrt(0.5)
INV_SQRT_2PI = 1.0 / math.sqrt(2.0 * math.pi)

# Below this total deviation vol * sqrt(time) the lognormal is a point: treated as no uncertainty at all.
_NO_DEVIATION = 1e-100

# exp(700) is about the largest growth a float can hold.
MOST_GROWTH = 700.0


def _value_one(
    sign: float,
    spot: float,
    strike: float,
    time: float,
    vol: float,
    rate: float,
    dividend_yield: float | None = None,
) -> tuple[float, float, float, float, float, float]:
    """Value one contract with plain floats, term by term as `_value_block` does; no yield means Black-76."""
    bond = _discount_factor("rate", rate, time)
    carry = bond if dividend_yield is None else _discount_factor("dividend_yield", dividend_yield, time)
    a, b = spot * carry, strike * bond
    root = math.sqrt(time)
    s = vol * root
    if s < _NO_DEVIATION:
        gap = a - b
        d1 = d2 = math.inf * gap if gap else 0.0
        density, s = 0.0 * abs(gap), 1.0
    else:
        ratio = a / b if b else math.inf
        d1 = (math.log(ratio) if ratio else -math.inf) / s + 0.5 * s
        d2 = d1 - s
        density = math.exp(-0.5 * d1 * d1) * INV_SQRT_2PI * carry
    side1 = 0.5 * sign * math.erfc(-sign * d1 * _INV_SQRT_2)
    side2 = 0.5 * sign * math.erfc(-sign * d2 * _INV_SQRT_2)
    asset, cash = side1 * a, side2 * b
    # Rounding may leave a price a hair below its bound; the bound itself is exact. NaN comes first and stays.
    price = max(asset - cash, sign * (a - b), 0.0) + 0.0
    gamma = density / (spot * s)
    decay = 0.5 * gamma * (spot * vol) * (spot * vol)
    held = asset * (rate if dividend_yield is None else dividend_yield) - cash * rate
    theta = (held - decay) / DAYS_A_YEAR if time else 0.0 * held
    rho = time * 0.01 * (-price if dividend_yield is None else cash)
    # Adding 0 turns -0 into 0.
    return price, side1 * carry + 0.0, gamma, 0.01 * density * spot * root, theta + 0.0, rho + 0.0


def _discount_factor(name: str, rate: float, time: float) -> float:
    if abs(rate * time) > MOST_GROWTH:
        raise _too_much_growth(name, rate, time)
    return math.exp(-rate * time)


def _too_much_growth(name: str, rate: float, time: float) -> CourseError:
    """Word the refusal of a rate whose growth over the time no float can hold."""
    return CourseError(
        f"{name} {rate:.10g} over {time:.10g} years is beyond any number: rates are decimals (5 % is 0.05)"
    )


def _signs(puts: Bools) -> NDArray[np.int8]:
    """Return +1 for calls and -1 for puts, in bytes: the least to carry around."""
    result = puts.view(np.int8) * np.int8(-2)
    result += np.int8(1)
    return result


def _value_block(
    sign: float | NDArray[np.int8], block: list[Column], out: list[Floats], rows: Floats, maybe_certain: bool
) -> None:
    """Fill one block of the six results; ``rows`` is scratch space, ``maybe_certain`` if a deviation may be 0.

    With A = spot e^{-qT} and B = strike e^{-rT}: d1 = ln(A/B)/s + s/2, d2 = d1 - s, s = vol sqrt(T), and with
    w = +-1 the price is w (A N(w d1) - B N(w d2)). Black-76 is the case q = r.
    """
    spot, strike, time, vol, rate = block[:5]
    price, delta, gamma, vega, theta, _ = out
    a, b, root, s, d1, d2, carry, bond, side = rows
    np.copyto(side, sign)
    bond = _discount(rate, time, bond)
    carry = bond if len(block) == 5 else _discount(block[5], time, carry)
    np.multiply(spot, carry, out=a)
    np.multiply(strike, bond, out=b)
    np.sqrt(time, out=root)
    np.multiply(vol, root, out=s)
    certain = _certain(s) if maybe_certain else None
    _deviations(a, b, s, d1, d2, certain, scratch=delta)
    _density(d1, carry, gamma, None if certain is None else (certain, a, b))
    for d in (d1, d2):
        d *= side
        ndtr(d, out=d)
        d *= side
    np.multiply(d1, carry, out=delta)
    d1 *= a
    d2 *= b
    np.subtract(d1, d2, out=price)
    # Rounding may leave a price a hair below its bound; the bound itself is exact.
    a -= b
    a *= side
    np.maximum(price, a, out=price)
    np.maximum(price, 0.0, out=price)
    np.multiply(gamma, spot, out=vega)
    vega *= root
    vega *= 0.01
    np.multiply(spot, s, out=s)
    gamma /= s
    _theta_and_rho(block, out, d1, d2, scratch=s)
    if certain is not None:
        np.multiply(theta, 0.0, out=theta, where=np.equal(time, 0.0))
        for result in out:
            result += 0.0  # an expired put out of the money has delta 0, not -0


def _theta_and_rho(
    block: list[Column], out: list[Floats], asset: Floats, cash: Floats, scratch: Floats
) -> None:
    """Fill theta and rho from gamma and the two parts of the price, asset w A N(w d1) and cash w B N(w d2)."""
    spot, _, time, vol, rate = block[:5]
    price, _, gamma, _, theta, rho = out
    if len(block) == 5:
        np.multiply(price, time, out=rho)
        rho *= -0.01
    else:
        np.multiply(cash, time, out=rho)
        rho *= 0.01
    np.multiply(spot, vol, out=scratch)
    np.multiply(gamma, scratch, out=theta)
    theta *= scratch
    theta *= -0.5
    asset *= rate if len(block) == 5 else block[5]
    cash *= rate
    theta += asset
    theta -= cash
    theta *= 1.0 / DAYS_A_YEAR


def _discount(rate: Column, time: Column, row: Floats) -> Column:
    """exp(-rate * time): one number if both are numbers, else in ``row``."""
    if isinstance(rate, float) and isinstance(time, float):
        return math.exp(-rate * time)
    np.multiply(time, -rate, out=row)
    return np.exp(row, out=row)


def _certain(s: Floats) -> Bools:
    """Say where nothing is uncertain any more (time or vol 0), and set the deviation to 1 there.

    So no division by it spoils the rest.
    """
    certain = s < _NO_DEVIATION
    s[certain] = 1.0
    return certain


def _deviations(
    a: Floats, b: Floats, s: Floats, d1: Floats, d2: Floats, certain: Bools | None, scratch: Floats
) -> None:
    """Fill d1 and d2; infinite where the outcome is certain, 0 where it is certain and at the money."""
    np.divide(a, b, out=d1)
    np.log(d1, out=d1)
    d1 /= s
    np.multiply(s, 0.5, out=scratch)
    d1 += scratch
    np.subtract(d1, s, out=d2)
    if certain is not None:
        # 0 * inf would be NaN; NaN itself must stay.
        gap = a[certain] - b[certain]
        d1[certain] = d2[certain] = np.where(gap == 0.0, 0.0, gap * np.inf)


def _density(d1: Floats, carry: Column, out: Floats, certain: tuple[Bools, Floats, Floats] | None) -> None:
    """Fill carry * phi(d1), the density behind gamma and vega; 0 where the outcome is certain."""
    np.multiply(d1, d1, out=out)
    out *= -0.5
    np.exp(out, out=out)
    out *= INV_SQRT_2PI
    out *= carry
    if certain is not None:
        where, a, b = certain
        out[where] = 0.0 * np.abs(a[where] - b[where])


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
    puts = flatten(is_put, shape)
    side = (-1.0 if puts else 1.0) if isinstance(puts, bool) else _signs(puts)
    columns = [flatten(g, shape) for g in given]
    result = OptionValues(*[np.empty(shape) for _ in OptionValues._fields])
    flat = [r.reshape(-1) for r in result]
    rows = np.empty((_SCRATCH_ROWS, min(size, BLOCK)))
    with np.errstate(all="ignore"):
        for start in range(0, size, BLOCK):
            part = slice(start, min(start + BLOCK, size))
            sign = side[part] if isinstance(side, np.ndarray) else side
            block = [c[part] if isinstance(c, np.ndarray) else c for c in columns]
            bounds = [refuse_block(limit, b, g) for limit, b, g in zip(limits, block, given)]
            _check_growth(limits, block, bounds)
            # No deviation in the block is less than that of its least time and vol; NaN counts as "may be".
            maybe_certain = not bounds[3][0] * math.sqrt(bounds[2][0]) >= _NO_DEVIATION
            _value_block(sign, block, [f[part] for f in flat], rows[:, : part.stop - start], maybe_certain)
    return result


def _evaluate_few(
    is_put: bool | Bools, limits: tuple[Limit, ...], given: list[Column], shape: tuple[int, ...]
) -> OptionValues:
    """Value a handful of contracts with plain floats: a NumPy call costs more than the arithmetic of a leg."""
    if not shape:
        numbers = cast("list[float]", given)
        one: list[Any] = list(map(np.float64, _value_one(-1.0 if is_put else 1.0, *numbers)))
        return OptionValues(*one)
    puts = flatten(is_put, shape)
    side = repeat(-1.0 if puts else 1.0) if isinstance(puts, bool) else _signs(puts).tolist()
    columns: list[Iterable[float]] = [side]
    for limit, g in zip(limits, given):
        flat = flatten(g, shape)
        refuse_block(limit, flat, g)
        columns.append(repeat(flat) if isinstance(flat, float) else flat.tolist())
    contracts = map(_value_one, *columns)
    return OptionValues(*np.array([*chain.from_iterable(zip(*contracts))]).reshape(6, *shape))


def _check_growth(limits: tuple[Limit, ...], block: list[Column], bounds: list[tuple[float, float]]) -> None:
    """Refuse rates that overflow a discount factor: nearly always percent where a decimal belongs."""
    longest = bounds[2][1]
    for limit, rate, (low, high) in zip(limits[4:], block[4:], bounds[4:]):
        if max(-low, high) * longest <= MOST_GROWTH:
            continue
        rates, times = np.broadcast_arrays(rate, block[2])
        for i in np.flatnonzero(np.abs(rates * times) > MOST_GROWTH):
            raise _too_much_growth(limit.name, rates[i], times[i])


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
            refuse_block(limit, flatten(g, np.shape(g)), g)
    size, level, years, vols, rates = (np.broadcast_to(g, shape) for g in given)
    sign = np.where(is_put, -1.0, 1.0)
    with np.errstate(all="ignore"):
        share = np.abs(size) * np.exp(rates * years)
        _check_delta(size, sign, share, rates * years)
        s = vols * np.sqrt(years)
        strike = level * np.exp(s * (0.5 * s - sign * ndtri(share)))
    beyond = np.isinf(strike)
    if beyond.any():
        refuse("vol", vols, beyond, "so large a vol puts the strike of this delta beyond any number")
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


def extrinsic_value(price: ArrayLike, flag: str | ArrayLike, spot: ArrayLike, strike: ArrayLike) -> Floats:
    """Return the part of an option's price that is not intrinsic value, in index points.

    Intrinsic is max(S - K, 0) or max(K - S, 0) on today's spot, as traders quote it. A European put deep
    in the money can be worth less than that, so the result may be slightly negative.
    """
    gap = np.asarray(spot, dtype=float) - np.asarray(strike, dtype=float)
    return np.asarray(price, dtype=float) - np.maximum(np.where(read_flag(flag), -gap, gap), 0.0)
