"""A position as one value: legs that can be added, scaled, priced, settled and described.

Every question has the same form: ``book.value(market)`` for each day of a history, ``book.value(market, date)`` for one
day, ``book.value(surface, date)`` for a day as one imagines it (as many scenarios as the surface has shape). Answers
come as a Series or DataFrame by day, as plain numbers, or as arrays of the surface's shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike
from alvh_helpers.positions.legs import Leg, cash
from alvh_helpers.positions.margin import Uncovered, position_margin
from alvh_helpers.positions.valuation import Greeks, Marks, PricingContext, VegaBeta, context, mark

__all__ = ["Book", "Number", "book_of"]


def _ticket_table(legs: tuple[Leg, ...]) -> pd.DataFrame:
    """Return a row a leg: what was traded, and its cost in dollars (NaN while the price is unknown)."""
    names = [f.name for f in fields(Leg)]
    rows = [{n: getattr(leg, n) for n in names} | {"cost": leg.cost} for leg in legs]
    index = pd.Index([leg.label for leg in legs], name="leg")
    return pd.DataFrame(rows, index=index, columns=[*names, "cost"])


def _mark_table(marks: Marks) -> pd.DataFrame:
    """Return one day's marks by leg with the total below; what a leg does not have is left blank (NaN)."""
    legs, day = marks.legs, pd.Timestamp(str(marks.context.dates))
    spx = np.array([leg.kind == "SPX option" for leg in legs], dtype=bool)
    options = np.array([leg.is_option for leg in legs], dtype=bool)
    vix = ~spx & np.array([leg.kind != "cash" for leg in legs], dtype=bool)
    blank = np.full(len(legs), np.nan)
    table = pd.DataFrame(
        {
            "days": [(leg.expiry - day).days if leg.expiry is not None else np.nan for leg in legs],
            "traded": [np.nan if leg.price is None else leg.price for leg in legs],
            "mark": marks.price,
            "value": marks.worth,
            "extrinsic": np.where(options, marks.extrinsic, blank),
            "delta": np.where(spx, marks.delta, blank),
            "gamma": np.where(spx, marks.gamma, blank),
            "vega": np.where(spx, marks.vega, blank),
            "theta": np.where(options, marks.theta, blank),
            "rho": np.where(options, marks.rho, blank),
            "vix_delta": np.where(vix, marks.delta, blank),
            "vix_gamma": np.where(vix, marks.gamma, blank),
            "vol_of_vol_vega": np.where(options & ~spx, marks.vega, blank),
            "spx_vega_equivalent": np.where(vix, marks.spx_vega_equivalent, blank),
        },
        index=pd.Index([leg.label for leg in legs], name="leg"),
    )
    # An unknown beta must show as unknown in the total, not as nothing.
    total = table.drop(columns=["days", "traded", "mark"]).sum()
    total["spx_vega_equivalent"] = marks.spx_vega_equivalent.sum()
    return pd.concat([table, total.to_frame("total").T]).rename_axis("leg")


Number = float | Floats | pd.Series


@dataclass(frozen=True)
class Book:
    """A position: any mix of legs. ``+`` and ``-`` join, ``*`` scales, a minus sign takes the other side.

    Attributes
    ----------
    legs : tuple of Leg
        In the order of trading; the same contract may occur twice, at different prices.

    Notes
    -----
    `source`, `date` and `**terms` in the methods go to `valuation.context`: a `Market`, optionally one day of it; or a
    surface and its day, with ``vx={expiry: points}`` and ``vvix`` for VIX legs; ``etn={name: Series}`` for ETN legs;
    ``vega_beta`` for the SPX-vega equivalent; ``vix_smile`` for another VIX-option smile.
    """

    legs: tuple[Leg, ...] = ()

    def __post_init__(self) -> None:
        legs = tuple(self.legs)
        wrong = [leg for leg in legs if not isinstance(leg, Leg)]
        if wrong:
            raise CourseError(f"{wrong[0]!r} is no leg: build one with spx_option, vx_future and their like")
        object.__setattr__(self, "legs", legs)

    def __iter__(self) -> Iterator[Leg]:
        return iter(self.legs)

    def __len__(self) -> int:
        return len(self.legs)

    def __add__(self, other: Book | Leg) -> Book:
        return Book(self.legs + _legs(other))

    def __sub__(self, other: Book | Leg) -> Book:
        return self + -1 * Book(_legs(other))

    def __mul__(self, factor: float) -> Book:
        return Book(tuple(leg.scaled(factor) for leg in self.legs))

    __rmul__ = __mul__

    def __neg__(self) -> Book:
        return self * -1

    @property
    def cost(self) -> float:
        """Dollars paid for it at the traded prices (negative: received); NaN while an option's price is unknown."""
        return float(sum(leg.cost for leg in self.legs))

    def marks(self, source: Any, date: DateLike | None = None, **terms: Any) -> Marks:
        """Return prices, values and Greeks leg by leg, see `valuation.Marks`.

        Raises
        ------
        CourseError
            When a day is outside the history, or a leg cannot be priced there; the sentence says which and why.
        """
        return mark(self.legs, context(source, date, **terms))

    def value(self, source: Any, date: DateLike | None = None, **terms: Any) -> Number:
        """Return what the position is worth in dollars, settled legs at what they paid.

        Returns
        -------
        float, Series by day, or ndarray of the surface's shape
        """
        marks = self.marks(source, date, **terms)
        return _present(marks.context, marks.worth.sum(axis=-1), "value")

    def profit(self, source: Any, date: DateLike | None = None, **terms: Any) -> Number:
        """Return value less cost in dollars: profit since the trade, before commissions and interest."""
        if np.isnan(self.cost):
            missing = next(leg for leg in self.legs if np.isnan(leg.cost))
            raise CourseError(f"{missing.label} has no traded price: without it nobody knows the profit")
        return self.value(source, date, **terms) - self.cost

    def greeks(self, source: Any, date: DateLike | None = None, **terms: Any) -> Greeks | pd.DataFrame:
        """Return the position's signed dollar Greeks, see `valuation.Greeks` for names and units.

        Returns
        -------
        Greeks or DataFrame
            Numbers or arrays; for a whole history a DataFrame by day.
        """
        marks = self.marks(source, date, **terms)
        totals = marks.totals()
        if marks.context.index is None:
            numbers: list[Any] = [_present(marks.context, x) for x in totals]
            return Greeks(*numbers)
        return pd.DataFrame(totals._asdict(), index=marks.context.index)

    def spx_vega_equivalent(
        self, source: Any, date: DateLike | None = None, *, beta: VegaBeta, **terms: Any
    ) -> Number:
        """Return dollars per SPX vol point that the VIX legs make: their VIX delta x the beta of their future.

        `beta` is in VIX-future points per vol point of SPX; a callable takes the future's years to expiry.
        """
        return self._sum("spx_vega_equivalent", source, date, vega_beta=beta, **terms)

    def extrinsic(self, source: Any, date: DateLike | None = None, **terms: Any) -> Number:
        """Return the options' extrinsic value in dollars (R3): negative for who is short it, and hopes it decays."""
        return self._sum("extrinsic", source, date, **terms)

    def margin(
        self, source: Any, date: DateLike | None = None, *, uncovered: Uncovered = "refuse", **terms: Any
    ) -> Number:
        """Return the margin in dollars (R29); `margin.position_margin` gives its parts and states the rules."""
        marks = self.marks(source, date, **terms)
        return _present(marks.context, position_margin(marks, uncovered).total, "margin")

    def payoff(self, spx: ArrayLike, vix: ArrayLike | None = None) -> Number:
        """Return dollars paid if every leg settled at these levels: options at intrinsic value.

        Parameters
        ----------
        spx : array_like
            SPX settlement levels, points.
        vix : array_like, optional
            VIX settlement levels, points; needed when the book has VIX legs.

        Raises
        ------
        CourseError
            For VIX legs without `vix`, and for ETN shares, which never settle.
        """
        spx = np.asarray(spx, float)
        total = np.zeros(np.broadcast_shapes(spx.shape, () if vix is None else np.shape(vix)))
        for leg in self.legs:
            if leg.kind not in ("SPX option", "cash") and vix is None:
                raise CourseError(f"{leg.label} settles on the VIX: pass vix= as well")
            total = total + leg.payoff(spx if leg.kind == "SPX option" else vix)
        return total if total.ndim else float(total)

    def settled(self, source: Any, date: DateLike | None = None, **terms: Any) -> Book:
        """Return the book after one day's close: options that have expired are cash now, and no leg any more.

        Settling twice changes nothing: what has become cash cannot expire again.
        """
        marks = self.marks(source, date, **terms)
        if marks.context.shape:
            raise CourseError("settle one day at a time: pass the date as well")
        expired = [leg.kind == "SPX option" and np.isnan(p) for leg, p in zip(self.legs, marks.price)]
        return self._to_cash(expired, marks)

    def closed(
        self, source: Any, date: DateLike | None = None, *, legs: Iterable[Leg] | None = None, **terms: Any
    ) -> Book:
        """Return the book after selling legs (all of them, or those given) at the day's marks, for cash."""
        marks = self.marks(source, date, **terms)
        if marks.context.shape:
            raise CourseError("close on one day: pass the date as well")
        wanted = self.legs if legs is None else tuple(legs)
        absent = [leg for leg in wanted if leg not in self.legs]
        if absent:
            raise CourseError(f"{absent[0].label} is not in the book: only what is held can be closed")
        return self._to_cash([leg in wanted for leg in self.legs], marks)

    def traded(self, source: Any, date: DateLike | None = None, **terms: Any) -> Book:
        """Return the book with every leg's price set to the day's mark: as if traded there, at mid."""
        marks = self.marks(source, date, **terms)
        if marks.context.shape:
            raise CourseError("trade on one day: pass the date as well")
        if np.isnan(marks.price).any():
            late = self.legs[int(np.argmax(np.isnan(marks.price)))]
            raise CourseError(f"{late.label} has expired by then: it can no longer be traded")
        prices = zip(self.legs, marks.price)
        return Book(tuple(leg if leg.kind == "cash" else replace(leg, price=float(p)) for leg, p in prices))

    def describe(self, source: Any = None, date: DateLike | None = None, **terms: Any) -> pd.DataFrame:
        """Return the table that a trader reads on a day; without a source, what is on the trade ticket."""
        if source is None:
            return _ticket_table(self.legs)
        marks = self.marks(source, date, **terms)
        if marks.context.shape:
            raise CourseError("the table is of one day: pass the date as well")
        return _mark_table(marks)

    def _sum(self, name: str, source: Any, date: DateLike | None, **terms: Any) -> Number:
        marks = self.marks(source, date, **terms)
        return _present(marks.context, getattr(marks, name).sum(axis=-1), name)

    def _to_cash(self, which: list[bool], marks: Marks) -> Book:
        gone = np.array(which, dtype=bool) | np.array([leg.kind == "cash" for leg in self.legs], dtype=bool)
        dollars = float(marks.worth[gone].sum())
        kept = tuple(leg for leg, out in zip(self.legs, gone) if not out)
        return Book(kept + ((cash(dollars),) if dollars else ()))


def book_of(*legs: Leg | Book) -> Book:
    """Return a book of legs, and of the legs of other books."""
    return Book(tuple(leg for part in legs for leg in _legs(part)))


def _legs(part: Book | Leg) -> tuple[Leg, ...]:
    if isinstance(part, Leg):
        return (part,)
    if isinstance(part, Book):
        return part.legs
    raise CourseError(f"{part!r} is neither a book nor a leg: only positions can be added up")


def _present(context: PricingContext, values: Floats, name: str | None = None) -> Number:
    """Return a number, a Series by day, or the array itself."""
    if context.index is not None:
        return pd.Series(values, context.index, name=name)
    return values if np.ndim(values) else float(values)
