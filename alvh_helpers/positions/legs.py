"""One leg of a position: an option on SPX or on the VIX, a VIX future, ETN shares, or cash.

A leg is what a trade ticket says: how many, of what, which expiry and strike, at which price. What it is
worth is for `valuation` to say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from numbers import Real

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import FIRST_DAY, LAST_DAY, DateLike, as_date, spx_expiries
from alvh_helpers.market.contracts import MULTIPLIERS
from alvh_helpers.vix.options import vix_option_expiries

__all__ = ["Leg", "cash", "etn_shares", "spx_option", "vix_option", "vx_future", "vxm_future"]

_OPTIONS = ("SPX option", "VIX option")
_FUTURES = ("VX", "VXM")


@dataclass(frozen=True)
class Leg:
    """One leg; the functions below build it with fewer words.

    Attributes
    ----------
    kind : str
        A key of `MULTIPLIERS`.
    quantity : float
        Contracts, shares or (cash) dollars: positive is long, negative short, never 0.
    expiry : Timestamp or None
        Of options and futures: SPX options expire at the close of that day; VIX products settle at its opening,
        so they are last held on the session before.
    strike : float or None
        Of options, index points.
    flag : 'c', 'p' or None
        Of options: call or put.
    price : float or None
        What one unit was traded at, in points (ETN: dollars a share). A future needs it, for it is worth what it
        has gained since; an option may have it, and then the book knows its credit.
    name : str or None
        Of ETN shares: which index they follow.
    """

    kind: str
    quantity: float
    expiry: pd.Timestamp | None = None
    strike: float | None = None
    flag: str | None = None
    price: float | None = None
    name: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in MULTIPLIERS:
            raise CourseError(f"{self.kind!r} is no kind of leg: choose one of {', '.join(MULTIPLIERS)}")
        _check_quantity(self.kind, self.quantity)
        if self.expiry is not None:
            object.__setattr__(self, "expiry", as_date(self.expiry))
        _check_expiry(self)
        _check_terms(self)

    @property
    def multiplier(self) -> float:
        """Dollars per point of one unit."""
        return MULTIPLIERS[self.kind]

    @property
    def is_option(self) -> bool:
        """Whether it is an option, on SPX or on the VIX."""
        return self.kind in _OPTIONS

    @property
    def is_future(self) -> bool:
        """Whether it is a VIX future, VX or VXM."""
        return self.kind in _FUTURES

    @property
    def ends(self) -> pd.Timestamp:
        """Expiry of an option or a future, which always has one."""
        assert self.expiry is not None
        return self.expiry

    @property
    def struck(self) -> float:
        """Strike of an option, which always has one."""
        assert self.strike is not None
        return self.strike

    @property
    def cost(self) -> float:
        """Dollars paid for it (negative: received), NaN while its price is unknown; a future costs nothing."""
        if self.kind == "cash":
            return self.quantity
        if self.is_future:
            return 0.0
        return math.nan if self.price is None else self.quantity * self.multiplier * self.price

    @property
    def label(self) -> str:
        """What a trader calls it, for example ``-2 SPX 2020-03-20 3200 put``."""
        if self.kind == "cash":
            return f"cash {self.quantity:,.2f}"
        if self.kind == "ETN":
            return f"{self.quantity:+g} {self.name}"
        if self.is_future:
            return f"{self.quantity:+g} {self.kind} {self.expiry:%Y-%m-%d}"
        word = "call" if self.flag == "c" else "put"
        return f"{self.quantity:+g} {self.kind[:3]} {self.expiry:%Y-%m-%d} {self.strike:g} {word}"

    def payoff(self, level: ArrayLike | None = None) -> Floats:
        """Return the dollars it pays if its underlying settles at these levels (SPX or VIX points).

        Raises
        ------
        CourseError
            For ETN shares, which never settle.
        """
        if self.kind == "cash":
            return np.asarray(self.quantity, float)
        if self.kind == "ETN":
            raise CourseError(f"{self.label}: ETN shares never settle, so they have no payoff")
        if self.is_future:
            return self.quantity * self.multiplier * (np.asarray(level, float) - (self.price or 0.0))
        gap = np.asarray(level, float) - self.struck
        return self.quantity * self.multiplier * np.maximum(gap if self.flag == "c" else -gap, 0.0)

    def scaled(self, factor: float) -> Leg:
        """Return the leg with its quantity multiplied; -1 is the other side of the same trade."""
        return replace(self, quantity=self.quantity * factor)


def spx_option(
    quantity: float, flag: str, strike: float, expiry: DateLike, price: float | None = None
) -> Leg:
    """Return an SPX option leg: European, cash-settled at the close of its expiry day, 100 dollars a point.

    Parameters
    ----------
    quantity : float
        Contracts, negative when sold.
    flag : 'c' or 'p'
        Call or put.
    strike : float
        Index points.
    expiry : date-like
        A day of `calendar.spx_expiries`.
    price : float, optional
        Points paid or received per contract.

    Raises
    ------
    CourseError
        When one of them cannot be; the sentence says which and why.
    """
    return Leg("SPX option", quantity, as_date(expiry), strike, flag, price)


def vix_option(
    quantity: float, flag: str, strike: float, expiry: DateLike, price: float | None = None
) -> Leg:
    """Return a VIX option leg; parameters as `spx_option`, `expiry` a day of `vix_option_expiries`.

    It is an option on the VIX *future* of its expiry: spot VIX is not what it follows.
    """
    return Leg("VIX option", quantity, as_date(expiry), strike, flag, price)


def vx_future(quantity: float, expiry: DateLike, price: float) -> Leg:
    """Return VX futures (1,000 dollars a point) of a monthly expiry, traded at a price in VIX points."""
    return Leg("VX", quantity, as_date(expiry), price=price)


def vxm_future(quantity: float, expiry: DateLike, price: float) -> Leg:
    """Return mini VIX futures (100 dollars a point) of a monthly expiry, traded at a price in VIX points.

    Listed since August 2020; before that they stand for a tenth of a VX.
    """
    return Leg("VXM", quantity, as_date(expiry), price=price)


def etn_shares(quantity: float, name: str, price: float | None = None) -> Leg:
    """Return shares of a volatility ETN, worth the level of the index called `name` in the pricing context."""
    return Leg("ETN", quantity, name=name, price=price)


def cash(dollars: float) -> Leg:
    """Return dollars, which earn nothing here: interest belongs to the account, not to the position."""
    return Leg("cash", dollars)


@cache
def _spx_expiries() -> frozenset[pd.Timestamp]:
    return frozenset(spx_expiries(FIRST_DAY, LAST_DAY))


@cache
def _vix_expiries(weekly: bool) -> frozenset[pd.Timestamp]:
    # The calendar of expiries needs the month after: the last ones would lie beyond it.
    return frozenset(vix_option_expiries(FIRST_DAY, LAST_DAY - pd.Timedelta(days=60), weekly))


def _check_quantity(kind: str, quantity: float) -> None:
    if isinstance(quantity, bool) or not isinstance(quantity, Real) or not math.isfinite(quantity):
        raise CourseError(f"quantity {quantity!r} is no number: write 1 for one bought, -1 for one sold")
    if quantity == 0:
        raise CourseError(f"quantity 0 of a leg of kind {kind!r} is no position: leave the leg out instead")


def _check_expiry(leg: Leg) -> None:
    """Refuse an expiry on which nothing of that kind expires, naming the nearest ones."""
    if not (leg.is_option or leg.is_future):
        if leg.expiry is not None:
            raise CourseError(f"expiry {leg.expiry:%Y-%m-%d}: a leg of kind {leg.kind!r} never expires")
        return
    if leg.expiry is None:
        raise CourseError(f"a leg of kind {leg.kind!r} needs the day on which it expires")
    known = _spx_expiries() if leg.kind == "SPX option" else _vix_expiries(leg.is_option)
    if leg.expiry in known:
        return
    before = max((day for day in known if day < leg.expiry), default=None)
    after = min((day for day in known if day > leg.expiry), default=None)
    near = " and ".join(f"{day:%Y-%m-%d}" for day in (before, after) if day is not None)
    name = {"SPX option": "SPX options", "VIX option": "VIX options"}.get(leg.kind, "monthly VIX futures")
    raise CourseError(f"{leg.expiry:%Y-%m-%d} is no expiry of {name}: the nearest are {near}")


def _check_terms(leg: Leg) -> None:
    """Refuse a strike, flag, price or name that is missing, superfluous or wrong."""
    if leg.is_option:
        if not isinstance(leg.strike, Real) or not 0 < leg.strike < math.inf:
            raise CourseError(f"strike {leg.strike!r}: an option's strike is a positive number of points")
        if leg.flag not in ("c", "p"):
            raise CourseError(f"flag {leg.flag!r}: write 'c' for a call, 'p' for a put")
    elif leg.strike is not None or leg.flag is not None:
        raise CourseError(f"only options have a strike and a flag, a leg of kind {leg.kind!r} has none")
    if leg.is_future and leg.price is None:
        raise CourseError(
            f"{leg.label} has no price: a future is worth what it has gained since it was traded"
        )
    if leg.price is not None and not (isinstance(leg.price, Real) and 0 <= leg.price < math.inf):
        raise CourseError(f"price {leg.price!r} of {leg.label}: a traded price is a number, 0 or more")
    if (leg.kind == "ETN") != isinstance(leg.name, str):
        raise CourseError(f"name {leg.name!r}: ETN shares, and only they, name the index that they follow")
