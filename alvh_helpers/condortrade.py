"""A condor that has been sold: four given strikes, marked at the model's mid prices, and the terms of the sale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.anatomy import CondorStrikes, condor_strikes
from alvh_helpers.book import Book
from alvh_helpers.errors import CourseError
from alvh_helpers.legs import spx_option
from alvh_helpers.market.calendar import DateLike, as_date
from alvh_helpers.market.contracts import SPX_MULTIPLIER
from alvh_helpers.pricing import context

__all__ = ["FLAGS", "Condor", "check_terms", "condor", "surface_of"]


FLAGS = ("p", "p", "c", "c")
"""Long put, short put, short call, long call."""


@dataclass(frozen=True)
class Condor:
    """A short condor that has been sold: its legs at their traded prices, and the terms it was sold at.

    Attributes
    ----------
    book : Book
        Long put, short put, short call, long call, priced.
    strikes : CondorStrikes
        Index points.
    date, expiry, wing_expiry : Timestamp
        Day of the sale, expiry of the shorts, expiry of the wings.
    contracts : float
        Shorts sold on each side.
    wings_per_short : float
        Long wings bought for each short; 1 for the plain condor.
    """

    book: Book
    strikes: CondorStrikes
    date: pd.Timestamp
    expiry: pd.Timestamp
    wing_expiry: pd.Timestamp
    contracts: float
    wings_per_short: float

    @property
    def credit(self) -> float:
        """Points received per condor; negative is a debit."""
        return -self.book.cost / (SPX_MULTIPLIER * self.contracts)


def condor(
    source: Any,
    strikes: ArrayLike,
    expiry: DateLike,
    *,
    date: DateLike,
    wing_expiry: DateLike | None = None,
    wings_per_short: float = 1.0,
    contracts: float = 1.0,
    allow_debit: bool = False,
) -> Condor:
    """Sell a condor with given strikes at the model's mid prices.

    Parameters
    ----------
    source : SpxSurface, FlatSurface or Market
        Where prices come from; a market gives the surface of the day.
    strikes : array_like, shape (4,)
        Long put, short put, short call, long call, points.
    expiry : date-like
        Expiry of the shorts, a listed one after `date`.
    date : date-like
        Day of the sale.
    wing_expiry : date-like, optional
        Expiry of the wings, the same or later.
    wings_per_short : float
        Long wings for each short, at least 1.
    contracts : float
        Shorts on each side, > 0.
    allow_debit : bool
        Let a build that costs money pass, to be studied.

    Returns
    -------
    Condor

    Raises
    ------
    CourseError
        When strikes are out of order, an expiry is none or not after the day, wings are fewer than shorts, contracts
        are not above 0, or the credit is not positive.
    """
    day, end = as_date(date), as_date(expiry)
    late = end if wing_expiry is None else as_date(wing_expiry)
    check_terms(day, end, late, wings_per_short, contracts)
    chosen = condor_strikes(*np.asarray(strikes, float))
    longs, shorts = contracts * wings_per_short, -contracts
    quantities, expiries = (longs, shorts, shorts, longs), (late, end, end, late)
    legs = [spx_option(*terms) for terms in zip(quantities, FLAGS, chosen, expiries)]
    book = Book(legs).traded(surface_of(source, day), day)
    sold = Condor(book, chosen, day, end, late, contracts, wings_per_short)
    if sold.credit <= 0 and not allow_debit:
        raise CourseError(
            f"the credit is {sold.credit:.2f} points: the wings cost as much as the shorts bring; take fewer wings, or "
            "farther, nearer-dated ones, or pass allow_debit=True to study it as a purchase"
        )
    return sold


def surface_of(source: Any, day: pd.Timestamp) -> Any:
    """Return the surface of one day: of the market on that day, or the surface itself."""
    surface = context(source, day).surface
    if np.shape(surface.spot):
        raise CourseError("a condor is sold on one day: pass that day's surface, or the market and the day")
    return surface


def check_terms(
    day: pd.Timestamp, end: pd.Timestamp, late: pd.Timestamp, wings_per_short: float, contracts: float
) -> None:
    """Refuse expiries out of order, fewer wings than shorts, and a number of contracts that is none."""
    if end <= day:
        raise CourseError(
            f"expiry {end:%Y-%m-%d} is not after the sale on {day:%Y-%m-%d}: sell a later expiry"
        )
    if late < end:
        raise CourseError(f"the wings expire on {late:%Y-%m-%d}, before the shorts: they would then be naked")
    if not wings_per_short >= 1:
        raise CourseError(f"wings_per_short {wings_per_short!r}: each short needs at least one long wing")
    if not 0 < contracts < np.inf:
        raise CourseError(f"contracts {contracts!r}: say how many condors are sold, a number above 0")


_MOVED = {
    "SPX_MULTIPLIER": ("alvh_helpers.market.contracts", "SPX_MULTIPLIER"),
    "CondorStrikes": ("alvh_helpers.anatomy", "CondorStrikes"),
    "condor_strikes": ("alvh_helpers.anatomy", "condor_strikes"),
    "Book": ("alvh_helpers.book", "Book"),
    "context": ("alvh_helpers.pricing", "context"),
    "spx_option": ("alvh_helpers.legs", "spx_option"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
