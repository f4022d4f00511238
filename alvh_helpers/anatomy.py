"""What four strikes and a credit say about an iron condor: payoff, loss, break-evens, probabilities.

Everything here is per index point and per one condor: multiply by 100 for dollars a contract. The functions take arrays and
broadcast. Probabilities are risk-neutral and lognormal at one volatility; notebook 01 compares them with real frequencies.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from alvh_helpers.errors import CourseError

__all__ = [
    "CondorStrikes",
    "break_evens",
    "condor_payoff",
    "condor_strikes",
    "condor_value",
    "expected_move",
    "extrinsic_value",
    "max_loss",
    "probability_between",
    "probability_of_touch",
    "snap_strike",
]


_SIDES = np.array([1.0, -1.0, -1.0, 1.0])


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


def snap_strike(strike: ArrayLike, step: float = 5.0) -> NDArray[np.float64]:
    """Return the listed strike nearest to each wanted one (SPX lists every 5 points near the money).

    Parameters
    ----------
    strike : array_like
        Wanted strikes in index points.
    step : float
        Distance between listed strikes in index points.

    Raises
    ------
    CourseError
        When the step is not positive.
    """
    if not step > 0:
        raise CourseError(f"strike step is {step!r}: the distance between listed strikes must be above 0")
    return np.round(np.asarray(strike, dtype=float) / step) * step


def condor_value(prices: ArrayLike) -> NDArray[np.float64]:
    """Return what the four legs are worth together to whoever is short the condor.

    Parameters
    ----------
    prices : array_like, shape (..., 4)
        Option prices in index points in the order long put, short put, short call, long call.

    Returns
    -------
    ndarray, shape (...)
        Wings minus shorts, in index points: negative while buying back costs money. Its opposite on the
        day of the sale is the credit.
    """
    prices = np.asarray(prices, dtype=float)
    if prices.shape[-1:] != (4,):
        raise CourseError(
            f"prices have shape {prices.shape}: the last axis must hold the four legs of the condor"
        )
    return prices @ _SIDES


def condor_payoff(spot: ArrayLike, strikes: CondorStrikes, credit: float = 0.0) -> NDArray[np.float64]:
    """Return the profit or loss of a short iron condor at expiry, in index points.

    Parameters
    ----------
    spot : array_like, shape (...)
        Index levels at expiry.
    strikes : CondorStrikes
        From :func:`condor_strikes`.
    credit : float
        Premium received at the sale in index points; 0 gives the bare payoff of the legs.
    """
    spot = np.asarray(spot, dtype=float)[..., None]
    puts = np.maximum(np.array(strikes[:2]) - spot, 0.0)
    calls = np.maximum(spot - np.array(strikes[2:]), 0.0)
    return condor_value(np.concatenate([puts, calls], axis=-1)) + credit


def max_loss(strikes: CondorStrikes, credit: float) -> float:
    """Return the largest possible loss at expiry in index points, a positive number.

    Only one side can end in the money, so the wider wing decides: max(put width, call width) - credit.
    A credit above the wider wing would be free money and is refused.
    """
    widest = max(strikes.short_put - strikes.long_put, strikes.long_call - strikes.short_call)
    if credit >= widest:
        raise CourseError(
            f"a credit of {credit:g} points is not below the wider wing of {widest:g}: "
            "the condor could not lose, so a price in it is wrong"
        )
    return float(widest - credit)


def break_evens(strikes: CondorStrikes, credit: float) -> tuple[float, float]:
    """Return the two index levels at expiry between which the condor keeps a profit.

    Returns
    -------
    (float, float)
        Short put - credit and short call + credit. A side whose wing is narrower than the credit never
        loses at expiry: its break-even is 0 or infinity.

    Raises
    ------
    CourseError
        When the credit is not positive: nothing was received, so there is no profit to keep.
    """
    if not credit > 0:
        raise CourseError(
            f"the credit is {credit:g} points: a short condor must take in more than it pays out"
        )
    lower, upper = strikes.short_put - credit, strikes.short_call + credit
    if lower < strikes.long_put:
        lower = 0.0
    if upper > strikes.long_call:
        upper = np.inf
    return float(lower), float(upper)


def expected_move(spot: ArrayLike, vol: ArrayLike, time: ArrayLike) -> NDArray[np.float64]:
    """Return the move of one standard deviation, spot x vol x sqrt(time), in index points.

    Parameters
    ----------
    spot : array_like
        Index level.
    vol : array_like
        Annual volatility, a decimal.
    time : array_like
        Years (ACT/365).
    """
    spot, vol, time = (np.asarray(a, dtype=float) for a in (spot, vol, time))
    for name, values in (("spot", spot), ("vol", vol), ("time", time)):
        if np.any(values < 0):
            raise CourseError(
                f"{name} is {values.min():g}: an expected move needs numbers that are not negative"
            )
    return spot * vol * np.sqrt(time)


def probability_between(
    lower: ArrayLike, upper: ArrayLike, forward: ArrayLike, vol: ArrayLike, time: ArrayLike
) -> NDArray[np.float64]:
    """Return the risk-neutral chance that the index ends between two levels.

    Parameters
    ----------
    lower, upper : array_like
        Levels in index points; 0 and infinity are allowed.
    forward : array_like
        Forward of the index for that expiry.
    vol, time : array_like
        Annual volatility (decimal) and years.

    Notes
    -----
    Lognormal: N(-d2(upper)) - N(-d2(lower)), d2(K) = (ln(F/K) - vol^2 T/2) / (vol sqrt(T)).
    Source: Hull, "Options, Futures, and Other Derivatives", chapter on the Black-Scholes-Merton model.
    """
    lower, upper, forward, vol, time = (
        np.asarray(a, dtype=float) for a in (lower, upper, forward, vol, time)
    )
    if np.any(lower > upper):
        raise CourseError(f"the lower level {lower.max():g} is above the upper level {upper.min():g}")
    total = vol * np.sqrt(time)
    if not np.all(total > 0):
        raise CourseError("vol and time must both be above 0: without them nothing is left to chance")
    with np.errstate(divide="ignore"):
        low = (np.log(lower / forward) + total**2 / 2) / total
        high = (np.log(upper / forward) + total**2 / 2) / total
    return ndtr(high) - ndtr(low)


def probability_of_touch(
    barrier: ArrayLike,
    spot: ArrayLike,
    vol: ArrayLike,
    time: ArrayLike,
    rate: ArrayLike = 0.0,
    dividend_yield: ArrayLike = 0.0,
) -> NDArray[np.float64]:
    """Return the risk-neutral chance that the index trades at a level at any moment before expiry.

    Parameters
    ----------
    barrier : array_like
        The level in index points, above or below spot; at spot the chance is 1.
    spot, vol, time, rate, dividend_yield : array_like
        Index points, decimal volatility, years, continuously compounded decimals.

    Notes
    -----
    Reflection principle for geometric Brownian motion watched without pause: with b = |ln(H/S)|, drift
    m = sign(H - S)(r - q - vol^2/2), P = N((m T - b)/(vol sqrt T)) + e^{2 m b / vol^2} N((-m T - b)/(vol sqrt T)).
    Source: Haug, "The Complete Guide to Option Pricing Formulas", section on cash-or-nothing barriers.
    Daily closes see fewer touches than a continuous watch.
    """
    barrier, spot, vol, time = (np.asarray(a, dtype=float) for a in (barrier, spot, vol, time))
    if not (np.all(barrier > 0) and np.all(spot > 0) and np.all(vol > 0) and np.all(time > 0)):
        raise CourseError("barrier, spot, vol and time must all be above 0 for a chance of touching")
    side = np.where(barrier >= spot, 1.0, -1.0)
    distance = np.abs(np.log(barrier / spot))
    drift = side * (np.asarray(rate) - np.asarray(dividend_yield) - vol**2 / 2)
    total = vol * np.sqrt(time)
    direct = ndtr((drift * time - distance) / total)
    reflected = np.exp(2 * drift * distance / vol**2) * ndtr((-drift * time - distance) / total)
    return np.minimum(direct + reflected, 1.0)


def extrinsic_value(
    price: ArrayLike, flag: ArrayLike, spot: ArrayLike, strike: ArrayLike
) -> NDArray[np.float64]:
    """Return the part of an option's price that is not intrinsic value, in index points.

    Parameters
    ----------
    price, spot, strike : array_like
        Index points.
    flag : array_like of {'c', 'p'}
        Call or put.

    Notes
    -----
    Intrinsic is max(S - K, 0) or max(K - S, 0) on today's spot, as traders quote it. A European put deep
    in the money can be worth less than that, so the result may be slightly negative.
    """
    flag = np.asarray(flag)
    wrong = ~np.isin(flag, ("c", "p"))
    if wrong.any():
        raise CourseError(
            f"flag {flag[wrong].flat[0] if flag.ndim else flag.item()!r} is neither 'c' nor 'p'"
        )
    gap = np.asarray(spot, dtype=float) - np.asarray(strike, dtype=float)
    return np.asarray(price, dtype=float) - np.maximum(np.where(flag == "c", gap, -gap), 0.0)


_MOVED = {
    "SPX_MULTIPLIER": ("alvh_helpers.market.contracts", "SPX_MULTIPLIER"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
