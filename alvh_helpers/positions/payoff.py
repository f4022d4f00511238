"""A position over the index: its profit, break-evens at expiry and today, extremes, and its chances (R2).

Everything looks at one curve, the profit of a book over the index on some day. On the last day of all its legs that
curve is straight between strikes and needs no model; on any other day the surface moves along with the index
(sticky moneyness), the VIX standing still unless told otherwise. Roots are bracketed and then found to rounding.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import ndtr

from alvh_helpers.arrays import Floats, sign_changes
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date, year_fraction
from alvh_helpers.positions.book import Book
from alvh_helpers.positions.strikes import CONDOR_QUANTITIES, CondorStrikes
from alvh_helpers.pricing.black import INV_SQRT_2PI
from alvh_helpers.pricing.scenarios import Profit
from alvh_helpers.pricing.surface import SpxSurface, Surface

__all__ = [
    "break_even_spots",
    "break_evens",
    "condor_payoff",
    "condor_value",
    "max_loss",
    "probability_below",
    "probability_between",
    "probability_of_profit",
    "probability_of_touch",
    "profit_extremes",
    "profit_function",
    "profit_over_spot",
]

_SCAN = 120


def condor_value(prices: ArrayLike) -> Floats:
    """Return what the four legs are worth together to whoever is short the condor.

    Prices have shape (..., 4), in index points: long put, short put, short call, long call.

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
    return prices @ CONDOR_QUANTITIES


def condor_payoff(spot: ArrayLike, strikes: CondorStrikes, credit: float = 0.0) -> Floats:
    """Return the profit or loss of a short iron condor at expiry, in index points.

    `credit` is the premium received at the sale; 0 gives the bare payoff of the legs.
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


def probability_between(
    lower: ArrayLike, upper: ArrayLike, forward: ArrayLike, vol: ArrayLike, time: ArrayLike
) -> Floats:
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
) -> Floats:
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


def profit_over_spot(
    book: Book, surface: Surface, date: DateLike, spot: ArrayLike, vix_change: ArrayLike = 0.0
) -> Floats:
    """Return a book's profit in dollars at index levels, on a day.

    Parameters
    ----------
    book : Book
        SPX options (and cash) with their traded prices.
    surface : SpxSurface or FlatSurface of one day
        Where the volatilities come from; on a later date its VIX is taken to stand still.
    date : date-like
        Day of the marks: the day of the surface, or a later one up to the last expiry.
    spot : array_like
        Index levels, points, > 0.
    vix_change : array_like
        Points the VIX has moved as well (flat surface: vol points); broadcasts against `spot`.

    Returns
    -------
    ndarray
        Dollars since the trade, at the model's mid prices.
    """
    _check_book(book, surface)
    day = as_date(date)
    if all(leg.ends <= day for leg in book if leg.is_option) and day == _first_expiry(book):
        # Nothing is left to model: the payoff does not ask what volatility is.
        return np.asarray(book.payoff(np.add(spot, np.multiply(vix_change, 0.0)))) - book.cost
    moved = np.asarray(spot, float) - surface.spot
    moved, change = np.broadcast_arrays(moved, np.asarray(vix_change, float))
    return np.asarray(book.profit(surface.bumped(spot=moved, vix=change), day))


def break_even_spots(
    book: Book, surface: Surface, date: DateLike | None = None, vix_change: float = 0.0
) -> Floats:
    """Return the index levels at which a book breaks even, lowest first.

    Parameters
    ----------
    book, surface, vix_change
        As in `profit_over_spot`.
    date : date-like, optional
        By default the first expiry of the book.

    Returns
    -------
    ndarray
        Two for a condor, up to four with more wings than shorts, none for a box.
    """
    day = _first_expiry(book) if date is None else as_date(date)
    return sign_changes(lambda s: profit_over_spot(book, surface, day, s, vix_change), _nodes(book, surface))


def profit_function(book: Book, surface: Surface, date: DateLike) -> Profit:
    """Return a book's profit on a day in dollars as ``profit(spot, vix)``, for points that broadcast.

    With `scenarios.break_even_curves` it draws the edge of a profit over index and VIX (flat surface: volatility in points);
    with `scenarios.break_even_vix` it finds the VIX that a position can bear.
    """
    _check_book(book, surface)
    now = surface.vix if isinstance(surface, SpxSurface) else 100 * surface.level

    def profit(spot: Floats, vix: Floats) -> Floats:
        """Return the profit in dollars at levels of index and VIX (points)."""
        return profit_over_spot(book, surface, date, spot, np.asarray(vix, float) - now)

    return profit


def profit_extremes(book: Book, surface: Surface) -> tuple[float, float]:
    """Return the largest profit and loss of a book at its first expiry over all index levels, as positive dollars.

    Exact when all legs end there. Otherwise what later legs are then worth is the model's, and the index is taken to lie
    between half and one and a half times its level now.

    Returns
    -------
    (float, float)
        Infinity where calls are net long (profit) or net short (loss).
    """
    day = _first_expiry(book)
    if all(leg.ends == day for leg in book if leg.is_option):
        nodes = np.array([0.0, *sorted(leg.struck for leg in book if leg.is_option)])
    else:
        kinks = [leg.struck for leg in book if leg.is_option and leg.expiry == day]
        nodes = np.unique(np.append(np.linspace(0.5, 1.5, _SCAN) * surface.spot, kinks))
    calls = sum(leg.quantity for leg in book if leg.flag == "c")
    profit = partial(profit_over_spot, book, surface, day)
    best, worst = _extreme(profit, nodes, 1), _extreme(profit, nodes, -1)
    return (np.inf if calls > 1e-9 else best), (np.inf if calls < -1e-9 else -worst)


def probability_below(surface: Surface, level: ArrayLike, time: float) -> Floats:
    """Return the surface's own probability that the index ends below a level.

    The surface is of one day; levels are index points, 0 and infinity among them; time is in years, > 0.

    Notes
    -----
    Risk-neutral: N(-d2) + forward x phi(d1) sqrt(T) x (slope of the smile by strike), as the smile implies (Breeden and
    Litzenberger, 1978). Real frequencies differ, by what sellers of options are paid.
    """
    if not time > 0:
        raise CourseError(f"time {time:g}: a probability needs some time ahead, in years")
    level = np.asarray(level, float)
    strike = np.where((level > 0) & np.isfinite(level), level, surface.spot)
    step = 3e-5 * strike
    slope = (surface.vol(strike + step, time) - surface.vol(strike - step, time)) / (2 * step)
    vol, forward = surface.vol(strike, time), surface.forward(time)
    deviation = vol * np.sqrt(time)
    d1 = np.log(forward / strike) / deviation + deviation / 2
    below = ndtr(deviation - d1) + forward * np.exp(-0.5 * d1**2) * INV_SQRT_2PI * np.sqrt(time) * slope
    return np.where(level <= 0, 0.0, np.where(np.isposinf(level), 1.0, below))


def probability_of_profit(book: Book, surface: Surface, date: DateLike) -> float:
    """Return the surface's own probability that a book ends its first expiry with a profit.

    Risk-neutral, see `probability_below`; `date` is the surface's day.
    """
    expiry = _first_expiry(book)
    edges = np.concatenate([[0.0], break_even_spots(book, surface), [np.inf]])
    top = 4 * max(float(surface.spot), edges[-2])
    inner = np.concatenate([edges[:-1], [top]])
    middles = np.maximum((inner[1:] + inner[:-1]) / 2, 1e-6 * float(surface.spot))
    gains = profit_over_spot(book, surface, expiry, middles) > 0
    chances = np.diff(probability_below(surface, edges, float(year_fraction(date, expiry))))
    return float(chances[gains].sum())


def _first_expiry(book: Book) -> pd.Timestamp:
    return min(leg.ends for leg in book if leg.is_option)


def _check_book(book: Book, surface: Surface) -> None:
    if np.shape(surface.spot):
        raise CourseError("a profile is of one day: pass the surface of that day, not of a history")
    strange = [leg for leg in book if leg.kind not in ("SPX option", "cash")]
    if strange:
        raise CourseError(f"{strange[0].label}: a profile over SPX needs a book of SPX options only")
    if not any(leg.is_option for leg in book):
        raise CourseError("the book holds no option: its profit does not depend on the index")


def _nodes(book: Book, surface: Surface) -> Floats:
    """Return levels that part the line so finely that at most one break-even lies between two of them."""
    _check_book(book, surface)
    strikes = [leg.struck for leg in book if leg.is_option]
    low, high = 0.25 * min(*strikes, float(surface.spot)), 4 * max(*strikes, float(surface.spot))
    far = (1e-3 * low, 30 * high)
    return np.unique(np.concatenate([strikes, np.geomspace(low, high, _SCAN), far]))


def _extreme(function: Callable[[Floats], Floats], nodes: Floats, sign: int) -> float:
    """Return the largest (sign 1) or smallest (-1) value of a function, zooming in on the best of the nodes."""
    best = -np.inf
    for _ in range(8):
        values = sign * function(nodes)
        at = int(np.argmax(values))
        best = max(best, float(values[at]))
        nodes = np.linspace(nodes[max(at - 1, 0)], nodes[min(at + 1, len(nodes) - 1)], 21)
    return sign * best
