"""The lognormal formula itself on checked numbers, price and five Greeks in one pass: one contract, or a block.

`black` reads and checks what a learner gives; here nothing but growth beyond floats is checked any more. The arithmetic writes into
space it is handed, so that a million contracts cost no more memory traffic than the results themselves.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from alvh_helpers.arrays import Bools, Column, Floats
from alvh_helpers.errors import CourseError

__all__ = [
    "BLOCK",
    "MOST_GROWTH",
    "NO_DEVIATION",
    "SCRATCH_ROWS",
    "signs",
    "too_much_growth",
    "value_block",
    "value_one",
]


# 8,192 doubles are 64 KiB: the ten or so columns in use at a time stay in the second-level cache.
BLOCK = 8192


SCRATCH_ROWS = 9


_INV_SQRT_2 = math.sqrt(0.5)


_INV_SQRT_2PI = 1.0 / math.sqrt(2.0 * math.pi)


# Below this total deviation vol * sqrt(time) the lognormal is a point: treated as no uncertainty at all.
NO_DEVIATION = 1e-100


# exp(700) is about the largest growth a float can hold.
MOST_GROWTH = 700.0


def value_one(
    sign: float,
    spot: float,
    strike: float,
    time: float,
    vol: float,
    rate: float,
    dividend_yield: float | None = None,
) -> tuple[float, float, float, float, float, float]:
    """Value one contract with plain floats, term by term as `value_block` does; no yield means Black-76."""
    bond = _discount_factor("rate", rate, time)
    carry = bond if dividend_yield is None else _discount_factor("dividend_yield", dividend_yield, time)
    a, b = spot * carry, strike * bond
    root = math.sqrt(time)
    s = vol * root
    if s < NO_DEVIATION:
        gap = a - b
        d1 = d2 = math.inf * gap if gap else 0.0
        density, s = 0.0 * abs(gap), 1.0
    else:
        ratio = a / b if b else math.inf
        d1 = (math.log(ratio) if ratio else -math.inf) / s + 0.5 * s
        d2 = d1 - s
        density = math.exp(-0.5 * d1 * d1) * _INV_SQRT_2PI * carry
    side1 = 0.5 * sign * math.erfc(-sign * d1 * _INV_SQRT_2)
    side2 = 0.5 * sign * math.erfc(-sign * d2 * _INV_SQRT_2)
    asset, cash = side1 * a, side2 * b
    # Rounding may leave a price a hair below its bound; the bound itself is exact. NaN comes first and stays.
    price = max(asset - cash, sign * (a - b), 0.0) + 0.0
    gamma = density / (spot * s)
    decay = 0.5 * gamma * (spot * vol) * (spot * vol)
    held = asset * (rate if dividend_yield is None else dividend_yield) - cash * rate
    theta = (held - decay) / 365.0 if time else 0.0 * held
    rho = time * 0.01 * (-price if dividend_yield is None else cash)
    # Adding 0 turns -0 into 0.
    return price, side1 * carry + 0.0, gamma, 0.01 * density * spot * root, theta + 0.0, rho + 0.0


def _discount_factor(name: str, rate: float, time: float) -> float:
    if abs(rate * time) > MOST_GROWTH:
        raise too_much_growth(name, rate, time)
    return math.exp(-rate * time)


def too_much_growth(name: str, rate: float, time: float) -> CourseError:
    """Word the refusal of a rate whose growth over the time no float can hold."""
    return CourseError(
        f"{name} {rate:.10g} over {time:.10g} years is beyond any number: rates are decimals (5 % is 0.05)"
    )


def signs(puts: bool | Bools) -> float | NDArray[np.int8]:
    """Return +1 for calls and -1 for puts; for arrays in bytes, the least to carry around."""
    if isinstance(puts, bool):
        return -1.0 if puts else 1.0
    result = puts.view(np.int8) * np.int8(-2)
    result += np.int8(1)
    return result


def value_block(
    sign: Column, block: list[Column], out: list[Floats], rows: Floats, maybe_certain: bool
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
    theta *= 1.0 / 365.0


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
    certain = s < NO_DEVIATION
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
    out *= _INV_SQRT_2PI
    out *= carry
    if certain is not None:
        where, a, b = certain
        out[where] = 0.0 * np.abs(a[where] - b[where])


_MOVED = {
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Bools": ("alvh_helpers.arrays", "Bools"),
    "Column": ("alvh_helpers.arrays", "Column"),
    "Floats": ("alvh_helpers.arrays", "Floats"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
