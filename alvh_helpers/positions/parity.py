"""Conversions, reversals and boxes: what put-call parity locks, and what it leaves where it was (R21).

SPX itself is no leg that one can trade, so its forward is held the way traders hold it: synthetically, as a long call
and a short put of one strike and expiry, worth discount x (forward - strike). A conversion (long forward, long
put, short call) therefore comes out as two synthetics against each other, which is a box: long the forward at
one strike, short it at the other. What it pays at expiry does not depend on the index, so it has no gamma and no
vega, and added to a position it moves no break-even.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date, year_fraction
from alvh_helpers.market.history import Market
from alvh_helpers.positions.book import Book
from alvh_helpers.positions.legs import spx_option
from alvh_helpers.positions.payoff import break_even_spots
from alvh_helpers.positions.strikes import snap_strike
from alvh_helpers.pricing.surface import Surface, surface_of

__all__ = [
    "box",
    "box_rate",
    "box_residual",
    "conversion",
    "financed",
    "mispricing_gain",
    "parity_residual",
    "reversal",
    "synthetic_forward",
    "what_it_moves",
]

_STEP = 5.0


def synthetic_forward(expiry: DateLike, strike: float, quantity: float = 1.0) -> Book:
    """Return a long SPX forward from listed legs: long call and short put of one strike and expiry.

    At expiry it pays (index - strike) x 100 dollars a contract, whichever way the index went; a negative quantity is a short
    forward.
    """
    return Book((spx_option(quantity, "c", strike, expiry), spx_option(-quantity, "p", strike, expiry)))


def box(expiry: DateLike, low: float, high: float, quantity: float = 1.0) -> Book:
    """Return a long box: the forward bought at the lower strike and sold at the upper; it pays their distance.

    Buying it lends money to expiry, selling it borrows.

    Raises
    ------
    CourseError
        When the lower strike is not below the upper one.
    """
    if not low < high:
        raise CourseError(
            f"box strikes {low:g} and {high:g}: the lower one comes first, and they must differ"
        )
    return synthetic_forward(expiry, low, quantity) + synthetic_forward(expiry, high, -quantity)


def conversion(
    source: Market | Surface,
    expiry: DateLike,
    strike: float,
    *,
    date: DateLike,
    forward_strike: float | None = None,
    quantity: float = 1.0,
) -> Book:
    """Return a conversion at the model's mid prices: long forward, long put, short call.

    Parameters
    ----------
    source : Market, SpxSurface or FlatSurface
        Where prices come from.
    expiry : date-like
        A listed SPX expiry.
    strike : float
        Strike of the put bought and the call sold: where the forward is sold again.
    date : date-like
        Day of the trade.
    forward_strike : float, optional
        Strike of the synthetic forward that is bought; by default the listed one nearest to the forward, or
        the next one if that is `strike` itself.
    quantity : float
        Contracts.

    Raises
    ------
    CourseError
        When the two strikes are the same: every leg would cancel.
    """
    bought = _forward_strike(source, expiry, strike, date) if forward_strike is None else forward_strike
    if bought == strike:
        raise CourseError(f"forward and options are both struck at {strike:g}: all four legs cancel")
    legs = synthetic_forward(expiry, bought, quantity) + synthetic_forward(expiry, strike, -quantity)
    return legs.traded(source, date)


def reversal(
    source: Market | Surface,
    expiry: DateLike,
    strike: float,
    *,
    date: DateLike,
    forward_strike: float | None = None,
    quantity: float = 1.0,
) -> Book:
    """Return a reversal (reverse conversion): short forward, short put, long call; the other side of `conversion`."""
    return conversion(source, expiry, strike, date=date, forward_strike=forward_strike, quantity=-quantity)


def parity_residual(
    call: ArrayLike, put: ArrayLike, forward: ArrayLike, strike: ArrayLike, discount: ArrayLike
) -> Floats:
    """Return call - put - discount x (forward - strike), in points: 0 where put-call parity holds.

    Positive: the call is dear against the put, and a conversion (sell the call, buy the put and the forward)
    earns it; negative: a reversal does. Arguments in points, the discount factor as a decimal; they broadcast.
    """
    call, put, forward, strike, discount = (
        np.asarray(x, float) for x in (call, put, forward, strike, discount)
    )
    return call - put - discount * (forward - strike)


def mispricing_gain(residual: ArrayLike, half_spreads: ArrayLike) -> Floats:
    """Return what repairing a mispriced strike earns, in points: the residual's size less the cost of trading.

    Parameters
    ----------
    residual : array_like
        From `parity_residual`.
    half_spreads : array_like, shape (..., 4)
        Points lost on each of the four legs (put, call, and the two of the synthetic forward).

    Returns
    -------
    ndarray
        0 where the spreads eat it all: nobody has to trade.
    """
    return np.maximum(np.abs(np.asarray(residual, float)) - np.sum(half_spreads, axis=-1), 0.0)


def box_residual(book: Book, source: Market | Surface, date: DateLike) -> float:
    """Return what a box, conversion or reversal is worth beyond its discounted payoff, in dollars: 0 without mispricing.

    Raises
    ------
    CourseError
        When the book's payoff depends on the index, so that there is nothing to discount.
    """
    surface = surface_of(source, date)
    locked, time = _locked(book, date)
    return float(book.value(surface, date) - locked * np.exp(-float(surface.rate) * time))


def box_rate(price: ArrayLike, width: ArrayLike, time: ArrayLike) -> Floats:
    """Return the rate that a box locks, continuously compounded: -ln(price / width) / time.

    Parameters
    ----------
    price, width : array_like
        Points paid, and points received at expiry; above 0.
    time : array_like
        Years, > 0.
    """
    price, width, time = (np.asarray(x, float) for x in (price, width, time))
    for name, value in (("price", price), ("width", width), ("time", time)):
        if (bad := ~(value > 0)).any():
            raise CourseError(f"{name} {value[bad].flat[0]:g}: a box has a price, a width and a time above 0")
    return -np.log(price / width) / time


def financed(book: Book, source: Market | Surface, date: DateLike) -> Book:
    """Return a book bought with borrowed money: each traded price carried to the leg's expiry at the T-bill rate.

    What it then makes at expiry is free of the interest that any idle money earns: nothing, for a fairly priced
    box, conversion or reversal.
    """
    rate = float(surface_of(source, date).rate)
    legs = (
        leg
        if leg.price is None or leg.expiry is None
        else replace(leg, price=leg.price * np.exp(rate * float(year_fraction(date, leg.expiry))))
        for leg in book
    )
    return Book(tuple(legs))


def what_it_moves(position: Book, added: Book, source: Market | Surface, date: DateLike) -> pd.DataFrame:
    """Return a position's Greeks and break-evens without and with a box, conversion or reversal (K20).

    Parameters
    ----------
    position : Book
        SPX options with traded prices, for example ``iron_condor(...).book``.
    added : Book
        From `conversion`, `reversal`, or ``box(...).traded(...)``; of the position's expiry.
    source, date
        The market and the day, or its surface.

    Returns
    -------
    DataFrame
        Rows delta, gamma, vega, theta, rho (dollars) and the break-evens at expiry (points). Columns ``before``;
        ``after``, the addition bought with borrowed money; ``moved``, after - before; ``own_money``, the addition paid
        from idle cash and its interest counted as a gain, which a T-bill would have earned as well. Theta and rho
        move because a box is a loan; delta, gamma, vega and break-evens do not.
    """
    surface = surface_of(source, date)
    columns = {
        "before": _facts(position, surface, date),
        "after": _facts(position + financed(added, surface, date), surface, date),
        "own_money": _facts(position + added, surface, date),
    }
    table = pd.DataFrame(columns)
    table.insert(2, "moved", table["after"] - table["before"])
    return table.rename_axis("measure")


def _facts(book: Book, surface: Surface, date: DateLike) -> pd.Series:
    greeks = book.greeks(surface, date)
    facts = {name: getattr(greeks, name) for name in ("delta", "gamma", "vega", "theta", "rho")}
    spots = break_even_spots(book, surface)
    return pd.Series(facts | {f"break_even_{i}": spot for i, spot in enumerate(spots, start=1)})


def _locked(book: Book, date: DateLike) -> tuple[float, float]:
    """Return what a book pays at its expiry whatever the index does, and the years to it."""
    expiries = {leg.ends for leg in book if leg.is_option}
    strikes = [leg.struck for leg in book if leg.is_option]
    if len(expiries) != 1 or any(leg.kind != "SPX option" for leg in book):
        raise CourseError("a box or conversion is made of SPX options of one expiry; this book is not")
    paid = np.asarray(book.payoff(np.array([0.0, *strikes, 2 * max(strikes)])))
    if np.ptp(paid) > 1e-6:
        raise CourseError(
            f"this book pays from {paid.min():,.0f} to {paid.max():,.0f} dollars, depending on the index: "
            "it locks nothing, so it is no box or conversion"
        )
    return float(paid[0]), float(year_fraction(date, expiries.pop()))


def _forward_strike(source: Market | Surface, expiry: DateLike, strike: float, date: DateLike) -> float:
    """Return the listed strike nearest to the forward that is not the strike itself."""
    surface = surface_of(source, date)
    forward = float(surface.forward(float(year_fraction(date, as_date(expiry)))))
    nearest = float(snap_strike(forward, _STEP))
    return nearest if nearest != strike else nearest + _STEP
