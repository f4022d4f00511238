"""Paper trading (R31): walk through a storm one day at a time, see only the past, give orders, be shown the rules' own.

The condors are those that a policy's ledger holds. A reader may leave them early and may hold mini VIX futures against
them; an order is given after a close and filled at a later one, with the same delay as the rules have.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date
from alvh_helpers.positions.strikes import HELD
from alvh_helpers.simulation.ledger import Ledger, day_position

__all__ = ["MINI", "Order", "paper_account", "rules_account", "told"]


Floats = NDArray[np.float64]


Ints = NDArray[np.int64]


MINI = 100.0
"""Dollars a point of a mini VIX future."""


_LEAST_DAYS = 7  # the future held is the first with more calendar days left than these


_MOST = 10_000


class Order(NamedTuple):
    """What a reader wants to hold from the next fill on: mini VIX futures, and the condors or none of them."""

    minis: int = 0
    condors: bool = True


def paper_account(ledger: Ledger, orders: Mapping[DateLike, Order], until: DateLike) -> pd.DataFrame:
    """Return what a reader's own orders came to, day by day, up to a day and no further.

    Parameters
    ----------
    ledger : Ledger
        Of the rules: its condors are the reader's too.
    orders : mapping of date-like to Order
        By the day after whose close they were given; each stands until the next. At first all condors, no futures.
    until : date-like
        Last day that is known.

    Returns
    -------
    DataFrame
        By day: ``minis`` held after the close, ``future`` (expiry of the contract), ``condors`` (whether they are kept);
        dollars of that day from ``condor`` and ``hedge`` before costs, ``costs`` (0 or less), and their sum ``total``. T-bill
        interest is left out.

    Raises
    ------
    CourseError
        When a day is none of the ledger's, or an order asks for no whole number of futures from 0 to 10,000.
    """
    start, last = ledger.record.plan.start, day_position(ledger, until)
    minis, keeps = _standing(ledger, orders, last)
    condor, paid = _condors(ledger, keeps, start, last)
    hedge, traded, expiry = _futures(ledger, minis, start, last)
    dollars = {
        "condor": condor,
        "hedge": hedge,
        "costs": -(paid + traded),
        "total": condor + hedge - paid - traded,
    }
    table = {"minis": minis, "future": expiry, "condors": keeps}
    table |= {name: np.round(values, 2) + 0.0 for name, values in dollars.items()}
    return pd.DataFrame(table, ledger.facts.sessions[start : last + 1]).rename_axis("date")


def rules_account(ledger: Ledger, until: DateLike) -> pd.DataFrame:
    """Return the dollars of each day up to a day: of the condors alone, of all layers, and ``total``, costs included.

    Raises
    ------
    CourseError
        When the day is none of the ledger's.
    """
    last = day_position(ledger, until) - ledger.record.plan.start
    profit = ledger.profit.iloc[: last + 1]
    hedges = profit.drop(columns=["condors", "interest"]).sum(axis=1)
    table = {"condors": profit["condors"], "layers": hedges, "total": profit["condors"] + hedges}
    return pd.DataFrame(table).round(2)


def told(ledger: Ledger, date: DateLike) -> str:
    """Return what the rules held and decided on a day, in plain words."""
    return "\n\n".join(ledger.explain(date).split("\n\n")[1:3])


def _standing(ledger: Ledger, orders: Mapping[DateLike, Order], last: int) -> tuple[Ints, NDArray[np.bool_]]:
    """Return what is to be held after each close, from orders that had been given by then."""
    start, delay = ledger.record.plan.start, ledger.policy.delay
    minis, keeps = np.zeros(last - start + 1, dtype=int), np.ones(last - start + 1, dtype=bool)
    for date, order in sorted((as_date(day), order) for day, order in orders.items()):
        if isinstance(order.minis, bool) or order.minis not in range(_MOST + 1):
            raise CourseError(
                f"an order for {order.minis!r} mini futures: write a whole number from 0 to {_MOST:,}"
            )
        filled = day_position(ledger, date) + delay - start
        minis[filled:], keeps[filled:] = order.minis, bool(order.condors)
    return minis, keeps


def _condors(ledger: Ledger, keeps: NDArray[np.bool_], start: int, last: int) -> tuple[Floats, Floats]:
    """Return by day what the kept condors gained at mid, and what trading them cost."""
    plan, held = ledger.record.plan, ledger.record.journal.contracts
    cycles, gained, paid = plan.cycles, np.zeros(last - start + 1), np.zeros(last - start + 1)
    for j in np.flatnonzero((held > 0) & (cycles.opened <= last)):
        opened, units = int(cycles.opened[j]), float(held[j])
        if not keeps[opened - start]:
            continue
        left = np.flatnonzero(~keeps[opened - start :])
        until = min(int(cycles.closed[j]), opened + int(left[0]) if left.size else last + 1)
        rows = cycles.first[j] + np.arange(min(until, last) - opened + 1)
        gained[opened + 1 - start : opened - start + len(rows)] += 100.0 * units * np.diff(cycles.value[rows])
        paid[opened - start] += _toll(ledger, int(rows[0]), units)
        settled = bool(cycles.expired[j]) and until == cycles.closed[j]
        if until <= last and not settled:
            paid[until - start] += _toll(ledger, int(rows[-1]), units)
    return gained, paid


def _toll(ledger: Ledger, row: int, units: float) -> float:
    """Return what it costs to trade so many condors at the spreads of a row."""
    legs = np.abs(HELD) * units
    spreads = 100.0 * legs @ ledger.record.plan.spread[row]
    return float(spreads + legs.sum() * ledger.costs.fee("spx"))


def _futures(
    ledger: Ledger, minis: Ints, start: int, last: int
) -> tuple[Floats, Floats, NDArray[np.datetime64]]:
    """Return by day what the futures gained and what trading them cost, and the expiry that is held."""
    facts, days = ledger.facts, np.arange(start, last + 1)
    which = np.argmax(facts.left[days] > _LEAST_DAYS, axis=1)
    expiry = facts.days[days] + facts.left[days, which].astype("m8[D]")
    price = facts.curve[days, which]
    # Yesterday's contract is today's first or second: the one with its expiry.
    same = facts.days[days[1:], None] + facts.left[days[1:]].astype("m8[D]") == expiry[:-1, None]
    later = facts.curve[days[1:], np.argmax(same, axis=1)]
    gained = np.r_[0.0, MINI * minis[:-1] * (later - price[:-1])]
    vix = facts.surface.vix[days]
    before, old = np.r_[0, minis[:-1]], np.r_[price[0], later]
    rolls = np.r_[False, expiry[1:] != expiry[:-1]]
    bought = np.where(rolls, minis, np.abs(minis - before))
    sold = np.where(rolls, before, 0)
    half = [ledger.costs.vix_half_spread(p, vix, "future") for p in (price, old)]
    fee = ledger.costs.fee("future")
    paid = bought * (MINI * half[0] + fee) + sold * (MINI * half[1] + fee)
    return gained, paid, expiry


_MOVED = {
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "HELD": ("alvh_helpers.positions.strikes", "HELD"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Ledger": ("alvh_helpers.simulation.ledger", "Ledger"),
    "day_position": ("alvh_helpers.simulation.ledger", "day_position"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
