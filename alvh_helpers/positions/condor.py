"""The iron condor as a trade: built on a surface, with plain, extra or longer-dated wings, and told in one table (R1).

A builder takes a surface and a day (or the market and a day), sells the shorts, buys the wings, and marks every leg at
the model's mid price. Costs of trading come later, in the replay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date, year_fraction
from alvh_helpers.market.contracts import SPX_MULTIPLIER
from alvh_helpers.market.history import Market
from alvh_helpers.positions.book import Book
from alvh_helpers.positions.drift import condor_drift, distance
from alvh_helpers.positions.legs import spx_option
from alvh_helpers.positions.payoff import break_even_spots, probability_of_profit, profit_extremes
from alvh_helpers.positions.strikes import (
    CONDOR_FLAGS,
    SHORT_MEASURES,
    WING_MEASURES,
    CondorStrikes,
    choose_strikes,
    condor_strikes,
)
from alvh_helpers.pricing.greeks import OptionGreeks, option_greeks
from alvh_helpers.pricing.surface import Surface, surface_of

__all__ = [
    "Condor",
    "condor_greeks",
    "condor_summary",
    "diagonal_condor",
    "iron_condor",
    "ratio_condor",
    "sell_condor",
]


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


def sell_condor(
    source: Market | Surface,
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

    Raises
    ------
    CourseError
        When strikes are out of order, an expiry is none or not after the day, wings are fewer than shorts, contracts
        are not above 0, or the credit is not positive.
    """
    day, end = as_date(date), as_date(expiry)
    late = end if wing_expiry is None else as_date(wing_expiry)
    _check_terms(day, end, late, wings_per_short, contracts)
    chosen = condor_strikes(*np.asarray(strikes, float))
    longs, shorts = contracts * wings_per_short, -contracts
    quantities, expiries = (longs, shorts, shorts, longs), (late, end, end, late)
    legs = (spx_option(*terms) for terms in zip(quantities, CONDOR_FLAGS, chosen, expiries))
    book = Book(tuple(legs)).traded(_surface_on(source, day), day)
    sold = Condor(book, chosen, day, end, late, contracts, wings_per_short)
    if sold.credit <= 0 and not allow_debit:
        raise CourseError(
            f"the credit is {sold.credit:.2f} points: the wings cost as much as the shorts bring; take fewer wings, or "
            "farther, nearer-dated ones, or pass allow_debit=True to study it as a purchase"
        )
    return sold


def _surface_on(source: Market | Surface, day: DateLike) -> Surface:
    """Return the surface of one day; refuse one that holds many."""
    surface = surface_of(source, day)
    if np.shape(surface.spot):
        raise CourseError("a condor is sold on one day: pass that day's surface, or the market and the day")
    return surface


def _check_terms(
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


def iron_condor(
    source: Market | Surface, expiry: DateLike, *, date: DateLike, contracts: float = 1.0, **choice: Any
) -> Condor:
    """Sell an iron condor: one long wing for each short, all of one expiry.

    Parameters
    ----------
    source, expiry, date, contracts
        As in `sell_condor`.
    **choice
        As in `choose_strikes`: ``short_delta`` (default 0.16), ``short_sd`` or ``short_points``; and
        ``wing_points`` (default 50), ``wing_delta`` or ``wing_sd``; each a number or a pair (put, call); ``step``.

    Raises
    ------
    CourseError
        As `sell_condor` and `choose_strikes` do.

    Examples
    --------
    ``iron_condor(market, "2020-03-20", date="2020-02-03", short_delta=0.15, wing_points=50)``
    """
    return _build(source, expiry, date, {"contracts": contracts}, choice)


def ratio_condor(
    source: Market | Surface,
    expiry: DateLike,
    *,
    date: DateLike,
    wings_per_short: float = 2.0,
    contracts: float = 1.0,
    allow_debit: bool = False,
    **choice: Any,
) -> Condor:
    """Sell a condor with more long wings than shorts: less credit, and a gain beyond the wings.

    Parameters
    ----------
    source, expiry, date, contracts, wings_per_short, allow_debit
        As in `sell_condor`; more than one wing a short.
    **choice
        As in `iron_condor`.
    """
    if not wings_per_short > 1:
        raise CourseError(
            f"wings_per_short {wings_per_short!r}: a ratio condor buys more wings than it sells shorts, say 2"
        )
    terms = {"contracts": contracts, "wings_per_short": wings_per_short, "allow_debit": allow_debit}
    return _build(source, expiry, date, terms, choice)


def diagonal_condor(
    source: Market | Surface,
    expiry: DateLike,
    wing_expiry: DateLike,
    *,
    date: DateLike,
    wings_per_short: float = 1.0,
    contracts: float = 1.0,
    allow_debit: bool = False,
    **choice: Any,
) -> Condor:
    """Sell a condor whose long wings expire later than its shorts, and so keep vega when the shorts have lost theirs.

    Parameters
    ----------
    source, expiry, wing_expiry, date, contracts, wings_per_short, allow_debit
        As in `sell_condor`; `wing_expiry` after `expiry`.
    **choice
        As in `iron_condor`; ``wing_delta`` is the delta of the longer-dated wing.
    """
    if as_date(wing_expiry) <= as_date(expiry):
        raise CourseError(
            f"wing expiry {as_date(wing_expiry):%Y-%m-%d} is not after {as_date(expiry):%Y-%m-%d}: "
            "a diagonal condor's wings outlive its shorts"
        )
    terms = {
        "contracts": contracts,
        "wings_per_short": wings_per_short,
        "allow_debit": allow_debit,
        "wing_expiry": wing_expiry,
    }
    return _build(source, expiry, date, terms, choice)


def condor_greeks(
    surface: Surface,
    strikes: ArrayLike,
    time: ArrayLike,
    *,
    wing_time: ArrayLike | None = None,
    wings_per_short: ArrayLike = 1.0,
) -> OptionGreeks:
    """Return price and Greeks of one condor per index point, for one day or every day at once.

    Parameters
    ----------
    strikes : array_like, shape D + (4,)
        As from `choose_strikes`, D being the surface's days.
    time, wing_time : array_like
        Years to the expiry of the shorts, and of the wings if they live longer; broadcast against D.
    wings_per_short : array_like
        Long wings for each short; broadcasts against D.

    Returns
    -------
    OptionGreeks, each of shape D
        Of whoever is short the condor, wings minus shorts: `price` is minus the credit. Both vegas are there:
        `vega` of the options' own volatilities, `vega_vix` per point of the VIX through the whole surface. `vol` is NaN.
    """
    strikes = np.asarray(strikes, float)
    shape = strikes.shape[:-1]
    near = np.broadcast_to(np.asarray(time, float), shape)
    far = near if wing_time is None else np.broadcast_to(np.asarray(wing_time, float), shape)
    wings = np.broadcast_to(np.asarray(wings_per_short, float), shape)
    each = option_greeks(surface, np.array(CONDOR_FLAGS), strikes, np.stack([far, near, near, far], axis=-1))
    quantity = np.stack([wings, -np.ones(shape), -np.ones(shape), wings], axis=-1)
    net = [(quantity * values).sum(axis=-1) for values in each]
    return OptionGreeks(*net)._replace(vol=np.full(shape, np.nan))


def condor_summary(sold: Condor, source: Market | Surface, date: DateLike | None = None) -> pd.Series:
    """Return everything one asks about a condor on a day, in one column.

    The day is by default that of the sale.

    Returns
    -------
    Series
        Points for strikes, credit and break-evens (at the shorts' expiry, and on the day itself); dollars for profit,
        loss, margin and Greeks; drift and distances (in expected moves) as in `drift.condor_drift` and `drift.distance`.
    """
    day = sold.date if date is None else as_date(date)
    surface, book = _surface_on(source, day), sold.book
    if day >= sold.expiry:
        raise CourseError(
            f"the shorts expired on {sold.expiry:%Y-%m-%d}: on {day:%Y-%m-%d} there is no condor"
        )
    time = float(year_fraction(day, sold.expiry))
    best, worst = profit_extremes(book, surface)
    to_put, to_call = distance(surface.spot, sold.strikes, surface.atm_vol(time), time)
    facts: dict[str, Any] = {"date": day, "expiry": sold.expiry, "days": (sold.expiry - day).days}
    facts |= sold.strikes._asdict() | {"spot": float(surface.spot), "credit": sold.credit}
    facts |= {"profit": book.profit(surface, day), "max_profit": best, "max_loss": worst}
    facts |= {"margin": book.margin(surface, day), "extrinsic": book.extrinsic(surface, day)}
    facts |= _edges("break_even", break_even_spots(book, surface))
    facts |= _edges("break_even_today", break_even_spots(book, surface, day))
    facts |= {"probability_of_profit": probability_of_profit(book, surface, day)}
    facts |= {"drift": float(condor_drift(surface.spot, sold.strikes))}
    facts |= {"moves_to_short_put": float(to_put), "moves_to_short_call": float(to_call)}
    greeks = book.greeks(surface, day)
    facts |= {name: getattr(greeks, name) for name in ("delta", "gamma", "vega", "theta", "rho")}
    return pd.Series(facts, name=f"{sold.contracts:g} condor", dtype=object)


def _edges(name: str, spots: Floats) -> dict[str, float]:
    return {f"{name}_{i}": float(s) for i, s in enumerate(spots, start=1)}


def _build(
    source: Market | Surface, expiry: DateLike, date: DateLike, terms: dict[str, Any], choice: dict[str, Any]
) -> Condor:
    day, end = as_date(date), as_date(expiry)
    late = as_date(terms.get("wing_expiry", end))
    _check_terms(day, end, late, terms.get("wings_per_short", 1.0), terms["contracts"])
    known = {*SHORT_MEASURES, *WING_MEASURES, "step"}
    if unknown := sorted(choice.keys() - known):
        raise CourseError(f"{unknown[0]!r} is no measure of a condor: there are {', '.join(sorted(known))}")
    surface = _surface_on(source, day)
    times = [float(year_fraction(day, when)) for when in (end, late)]
    strikes = choose_strikes(surface, times[0], wing_time=times[1], **choice)
    return sell_condor(surface, strikes, end, date=day, **terms)
