"""The lognormal formula itself, on one block of checked numbers: price and five Greeks in one pass.

`black` reads and checks what a learner gives; here nothing is checked any more. The arithmetic writes into
space it is handed, so that a million contracts cost no more memory traffic than the results themselves.
"""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtr

from .inputs import Bools, Column, Floats

__all__ = ["BLOCK", "SCRATCH_ROWS", "value_block"]

# 8,192 doubles are 64 KiB: the ten or so columns in use at a time stay in the second-level cache.
BLOCK = 8192
SCRATCH_ROWS = 8
_INV_SQRT_2PI = 1.0 / math.sqrt(2.0 * math.pi)
# Below this total deviation vol * sqrt(time) the lognormal is a point: treated as no uncertainty at all.
_NO_DEVIATION = 1e-100


def value_block(sign: Column, block: list[Column], out: list[Floats], rows: Floats) -> None:
    """Fill one block of the six results; ``rows`` is scratch space.

    With A = spot e^{-qT} and B = strike e^{-rT}: d1 = ln(A/B)/s + s/2, d2 = d1 - s, s = vol sqrt(T), and with
    w = +-1 the price is w (A N(w d1) - B N(w d2)). Black-76 is the case q = r.
    """
    spot, strike, time, vol, rate = block[:5]
    price, delta, gamma, vega, _, _ = out
    a, b, root, s, d1, d2, carry, bond = rows
    bond = _discount(rate, time, bond)
    carry = bond if len(block) == 5 else _discount(block[5], time, carry)
    np.multiply(spot, carry, out=a)
    np.multiply(strike, bond, out=b)
    np.sqrt(time, out=root)
    np.multiply(vol, root, out=s)
    certain = _certain(s)
    _deviations(a, b, s, d1, d2, certain, scratch=delta)
    _density(d1, carry, gamma, None if certain is None else (certain, a, b))
    for d in (d1, d2):
        d *= sign
        ndtr(d, out=d)
        d *= sign
    np.multiply(d1, carry, out=delta)
    d1 *= a
    d2 *= b
    np.subtract(d1, d2, out=price)
    # Rounding may leave a price a hair below its bound; the bound itself is exact.
    a -= b
    a *= sign
    np.maximum(price, a, out=price)
    np.maximum(price, 0.0, out=price)
    np.multiply(gamma, spot, out=vega)
    vega *= root
    vega *= 0.01
    np.multiply(spot, s, out=s)
    gamma /= s
    _theta_and_rho(block, out, d1, d2, scratch=s)


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
    if np.any(np.equal(time, 0.0)):
        np.multiply(theta, 0.0, out=theta, where=np.broadcast_to(np.equal(time, 0.0), theta.shape))


def _discount(rate: Column, time: Column, row: Floats) -> Column:
    """exp(-rate * time): one number if both are numbers, else in ``row``."""
    if isinstance(rate, float) and isinstance(time, float):
        return math.exp(-rate * time)
    np.multiply(time, -rate, out=row)
    return np.exp(row, out=row)


def _certain(s: Floats) -> Bools | None:
    """Where nothing is uncertain any more (time or vol 0), or None, the usual case, if that is nowhere.

    The deviation is set to 1 there, so that no division by it spoils the rest.
    """
    if np.minimum.reduce(s) >= _NO_DEVIATION:
        return None
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
        # sign(0) * inf would be NaN; NaN itself must stay.
        gap = a[certain] - b[certain]
        d1[certain] = d2[certain] = np.where(gap == 0.0, 0.0, np.sign(gap) * np.inf)


def _density(d1: Floats, carry: Column, out: Floats, certain: tuple[Bools, Floats, Floats] | None) -> None:
    """Fill carry * phi(d1), the density behind gamma and vega; 0 where the outcome is certain."""
    np.multiply(d1, d1, out=out)
    out *= -0.5
    np.exp(out, out=out)
    out *= _INV_SQRT_2PI
    out *= carry
    if certain is not None:
        where, a, b = certain
        out[where] = 0.0 * (a[where] - b[where])
