"""The condors of a rule (R1, R20): which are sold when, and what each is worth on every day of its life.

When a condor is sold, at which strikes, and when its exit rule closes it does not depend on how many of them an account
holds. So all condors of a history are chosen and marked in one go, per contract; the replay only decides how many. The
marks are those of `positions.Book`, the reference, computed for all rows at once; a test compares the two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from alvh_helpers.arrays import Bools, Dates, Floats, Ints
from alvh_helpers.market.contracts import DAYS_A_YEAR, SPX_MULTIPLIER
from alvh_helpers.positions.drift import distance
from alvh_helpers.positions.strikes import CONDOR_FLAGS, CONDOR_QUANTITIES, choose_strikes
from alvh_helpers.pricing.black import black_scholes
from alvh_helpers.simulation.daily import PRICE_DIGITS, DailyMarket, row_numbers
from alvh_helpers.strategy.policy import LAST_WEEK, CondorRule

__all__ = ["CondorSales", "condor_sales", "largest_drift", "nearest_expiry", "nearest_short"]


_DAY = np.timedelta64(1, "D")


def _sale_days(rule: CondorRule, daily: DailyMarket, start: int, end: int) -> tuple[Ints, Dates]:
    """Return the positions of the days of sale and the expiries sold, each of shape (m,)."""
    days, listed = daily.days, daily.spx_expiries(rule.weekly)
    if rule.every == "expiry":
        opened, expiry = [start], [nearest_expiry(listed, days[start : start + 1], rule.days)[0]]
        while expiry[-1] <= days[end]:
            opened.append(int(np.searchsorted(days, expiry[-1])))
            expiry.append(nearest_expiry(listed, days[opened[-1] : opened[-1] + 1], rule.days)[0])
        return np.array(opened), np.array(expiry)
    fridays = daily.spx_expiries(rule.every == "week")
    opened = np.searchsorted(days, fridays[(fridays >= days[start]) & (fridays <= days[end])])
    return opened, nearest_expiry(listed, days[opened], rule.days)


def nearest_expiry(listed: Dates, days: Dates, ahead: int) -> Dates:
    """Return the listed expiry nearest to each day plus `ahead` that lies after the day, the earlier one of two as near."""
    target = days + ahead * _DAY
    after = np.clip(np.searchsorted(listed, target), 1, len(listed) - 1)
    before = listed[after - 1]
    take_before = (target - before <= listed[after] - target) & (before > days)
    return np.where(take_before, before, listed[after])


_Node = tuple[int, int, bool]  # day of sale, expiry, and whether it may be moved (again)


class _Candidates(NamedTuple):
    """All condors that might be sold: ``opened`` positions of days and ``expiry`` datetime64, each (m,).

    ``sales``: those that the rule itself sells (of 'expiry' the first one); ``heirs``: by candidate, the days on which it
    may be moved with the candidate that would follow it; ``next``: by candidate, the one sold when it expires, -1 for none.
    """

    opened: Ints
    expiry: Dates
    sales: list[int]
    heirs: list[list[tuple[int, int]]]
    next: list[int]


def _shift_sessions(rule: CondorRule, daily: DailyMarket, start: int, end: int) -> Ints:
    """Return the days on which condors are moved: the first session within `shift_days` of each monthly VIX expiry.

    The first day itself is none of them.
    """
    vix = daily.vix_expiries(False)
    at = np.searchsorted(daily.days, vix - np.timedelta64(rule.shift_days, "D"))
    inside = (at > start) & (at <= end)
    return np.unique(at[inside & (vix > daily.days[np.minimum(at, end)])])


def _candidates(rule: CondorRule, daily: DailyMarket, start: int, end: int) -> _Candidates:
    """List all condors that a rule which moves them might sell in a stretch, by dates alone."""
    dates, shifts = daily.days.astype(int), _shift_sessions(rule, daily, start, end).tolist()
    ahead = nearest_expiry(daily.spx_expiries(rule.weekly), daily.days, rule.days).astype(int)
    opened, expiry = _sale_days(rule, daily, start, end)
    goes_on = rule.every == "expiry" and rule.shift == "expiry"
    nodes: list[_Node] = [(int(t), int(e), True) for t, e in zip(opened, expiry.astype(int))]
    nodes = nodes[:1] if goes_on else nodes
    known, sales = {node: k for k, node in enumerate(nodes)}, list(range(len(nodes)))
    heirs: list[list[tuple[int, int]]] = []
    after: list[int] = []

    def number(node: _Node) -> int:
        """Return the candidate of this sale, noting it when it is new."""
        if node not in known:
            known[node] = len(nodes)
            nodes.append(node)
        return known[node]

    while len(heirs) < len(nodes):
        _, until, _ = node = nodes[len(heirs)]
        found = _moves(rule, node, shifts, dates, ahead)
        heirs.append([(t, number(heir)) for t, heir in found])
        expires = goes_on and until <= dates[end] and not (found and _certain(rule))
        then = int(np.searchsorted(dates, until))
        after.append(number((then, int(ahead[then]), True)) if expires else -1)
    columns = np.array(nodes, dtype=int).reshape(-1, 3).T
    return _Candidates(columns[0], columns[1].astype("M8[D]"), sales, heirs, after)


def _moves(
    rule: CondorRule, node: _Node, shifts: list[int], dates: Ints, ahead: Ints
) -> list[tuple[int, _Node]]:
    """Return the days on which a condor may be moved, by dates alone, and what it is sold anew as."""
    day, until, free = node
    found: list[tuple[int, _Node]] = []
    # Where sales follow the calendar an expiry is moved once.
    again = rule.every == "expiry" or rule.shift == "wings"
    for t in shifts[bisect_right(shifts, day) :] if free else ():
        if dates[t] >= until or (found and _certain(rule)):
            break
        if rule.shift == "expiry" and ahead[t] > until:
            found.append((t, (t, int(ahead[t]), again)))
        elif rule.shift == "wings" and until - dates[t] > LAST_WEEK:
            found.append((t, (t, until, again)))
    return found


def _certain(rule: CondorRule) -> bool:
    """Tell whether dates alone decide when a condor is moved."""
    return rule.shift == "expiry" and rule.shift_drift is None and not rule.exits


def _chosen(
    maybe: _Candidates, leaves: Ints, moves: Callable[[int, int, int], bool]
) -> tuple[Ints, Ints, Bools, Ints]:
    """Follow each condor from its sale to its end, and those it is sold anew for.

    ``leaves`` (m,): the day on which a candidate is closed if it is never moved; ``moves(candidate, day, heir)``: whether it
    is sold anew as its heir on a day. Returns of each condor that comes about, in order of its sale: the candidate it is, the
    day it is closed, whether that is to be sold anew, and which one before it that it was sold anew for (-1: none).
    """
    rows: list[tuple[int, int, bool, int]] = []
    for sale in maybe.sales:
        j, parent = sale, -1
        while j >= 0:
            end, heir = int(leaves[j]), -1
            for t, other in maybe.heirs[j]:
                if t < end and moves(j, t, other):
                    end, heir = t, other
                    break
            rows.append((j, end, heir >= 0, parent))
            j, parent = (heir, len(rows) - 1) if heir >= 0 else (maybe.next[j], -1)
    which, closed, moved, follows = np.array(rows, dtype=int).reshape(-1, 4).T
    order = np.argsort(maybe.opened[which], kind="stable")
    place = np.empty(len(order), dtype=int)
    place[order] = np.arange(len(order))
    before = follows[order]
    follows = np.where(before >= 0, place[before], -1)
    return which[order], closed[order], moved[order].astype(bool), follows


class CondorSales(NamedTuple):
    """All condors of a stretch of history, one contract of each.

    ``opened`` and ``closed`` are positions of days, shape (m,); ``closed`` is the number of days of the history for a
    condor that is still open. ``expiry`` (m,), datetime64; ``strikes`` (m, 4), points; ``credit`` (m,) points at mid;
    ``margin`` (m,) dollars; ``expired`` (m,): held to the end; ``moved`` (m,): closed to be sold anew; ``follows`` (m,): which
    one it was sold anew for, -1 for a sale of its own. Then a row for each condor and day, one after another:
    ``first`` (m,) is a condor's first row, ``row_day`` and ``row_sale`` say whose row it is, ``price`` (rows, 4) in points,
    ``value`` (points, of the holder: negative is what buying back costs), ``vega`` and ``theta`` (points per vol point and
    day), ``drift``.
    """

    opened: Ints
    closed: Ints
    expiry: Dates
    strikes: Floats
    credit: Floats
    margin: Floats
    expired: Bools
    moved: Bools
    follows: Ints
    first: Ints
    row_day: Ints
    row_sale: Ints
    price: Floats
    value: Floats
    vega: Floats
    theta: Floats
    drift: Floats


def condor_sales(rule: CondorRule, daily: DailyMarket, start: int, end: int) -> CondorSales:
    """Choose and mark all condors that a rule sells from one day to another, `start` and `end` being positions of days."""
    if rule.shift is None:
        return _marked(rule, daily, *_sale_days(rule, daily, start, end), end)
    maybe = _candidates(rule, daily, start, end)
    return _moved(rule, maybe, _marked(rule, daily, maybe.opened, maybe.expiry, end))


def _marked(rule: CondorRule, daily: DailyMarket, opened: Ints, expiry: Dates, end: int) -> CondorSales:
    """Choose the strikes of condors sold on these days for these expiries, mark them, and close them by their exit rule."""
    days, n = daily.days, len(daily.days)
    strikes = _strikes(rule, daily, opened, expiry)
    until = np.searchsorted(days, expiry)
    lengths = np.minimum(until, end) - opened + 1
    first, row_sale, age = row_numbers(lengths)
    row_day = opened[row_sale] + age
    price, vega, theta = _mark(rule, daily, row_day, strikes[row_sale], expiry[row_sale])
    value = price @ CONDOR_QUANTITIES
    credit = -value[first] if len(opened) else np.empty(0)
    closed = np.where(until <= end, until, n)
    closed, expired = _exits(rule, closed, until, opened, first, lengths, value, credit, expiry, days)
    wide = np.maximum(strikes[:, 1] - strikes[:, 0], strikes[:, 3] - strikes[:, 2])
    middle = 0.5 * (strikes[:, 1] + strikes[:, 2])[row_sale]
    half = 0.5 * (strikes[:, 2] - strikes[:, 1])[row_sale]
    drift = (daily.surface.spot[row_day] - middle) / np.where(half > 0, half, np.nan)
    margin = SPX_MULTIPLIER * np.maximum(wide - credit, 0.0)
    moved, follows = np.zeros(len(opened), dtype=bool), np.full(len(opened), -1)
    return CondorSales(
        opened, closed, expiry, strikes, credit, margin, expired, moved, follows, first, row_day, row_sale,
        price, value, vega @ CONDOR_QUANTITIES, theta @ CONDOR_QUANTITIES, drift,
    )  # fmt: skip


def _moved(rule: CondorRule, maybe: _Candidates, marked: CondorSales) -> CondorSales:
    """Pick the condors that come about from all that might, in order of their sale."""

    def moves(j: int, day: int, heir: int) -> bool:
        """Tell whether a condor is moved on a day into the one that would follow it."""
        drift = abs(marked.drift[marked.first[j] + day - marked.opened[j]])
        same = rule.shift == "wings" and (marked.strikes[j] == marked.strikes[heir]).all()
        return not same and (rule.shift_drift is None or drift >= rule.shift_drift)

    which, closed, moved, follows = _chosen(maybe, marked.closed, moves)
    first, row_sale, age = row_numbers(np.diff(np.r_[marked.first, len(marked.row_day)])[which])
    rows = marked.first[which][row_sale] + age
    found = {
        name: getattr(marked, name)[which] for name in ("opened", "expiry", "strikes", "credit", "margin")
    }
    found |= {
        name: getattr(marked, name)[rows] for name in ("row_day", "price", "value", "vega", "theta", "drift")
    }
    found |= {"closed": closed, "moved": moved, "follows": follows, "first": first, "row_sale": row_sale}
    return CondorSales(**found, expired=marked.expired[which] & ~moved)


def largest_drift(sales: CondorSales, n: int) -> Floats:
    """Return the largest size of the open condors' drift by day of n, NaN without one."""
    drift = np.full(n, -1.0)
    alive = sales.row_day < sales.closed[sales.row_sale]
    np.maximum.at(drift, sales.row_day[alive], np.abs(sales.drift[alive]))
    return np.where(drift < 0, np.nan, drift)


def nearest_short(sales: CondorSales, daily: DailyMarket) -> Floats:
    """Return by day how many expected moves spot is away from the nearest short strike of the open condors (R5).

    Shape (n,); below zero once a short strike is in the money; NaN without a condor. One expected move is spot times the
    at-the-money volatility of the condor's expiry times the root of the years to it, see `positions.distance`.
    """
    alive = sales.row_day < sales.closed[sales.row_sale]
    day, sale = sales.row_day[alive], sales.row_sale[alive]
    near = np.full(len(daily.days), np.inf)
    if len(day):
        surface = daily.surface.at(day)
        years = (sales.expiry[sale] - daily.days[day]).astype(float) / DAYS_A_YEAR
        sides = distance(surface.spot, sales.strikes[sale], surface.atm_vol(years), years)
        np.minimum.at(near, day, np.minimum(*sides))
    return np.where(np.isinf(near), np.nan, near)


def _strikes(rule: CondorRule, daily: DailyMarket, opened: Ints, expiry: Dates) -> Floats:
    """Return the strikes of each sale, shape (m, 4)."""
    measures: dict[str, Any] = rule.measures

    def find(at: Ints, until: Dates) -> Floats:
        """Choose the strikes of sales that were not asked for before."""
        return choose_strikes(
            daily.surface.at(at), (until - daily.days[at]).astype(float) / DAYS_A_YEAR, **measures
        )

    return np.array(daily.by_sale(("strikes", repr(measures)), opened, expiry, find)).reshape(-1, 4)


def _mark(
    rule: CondorRule, daily: DailyMarket, row_day: Ints, strikes: Floats, expiry: Dates
) -> tuple[Floats, Floats, Floats]:
    """Return prices (points), vegas and thetas of the four legs, a row a condor and day."""
    if not len(row_day):
        return np.empty((0, 4)), np.empty((0, 4)), np.empty((0, 4))
    surface = daily.surface.at(row_day)
    years = (expiry - daily.days[row_day]).astype(float)[:, None] / DAYS_A_YEAR
    vol = surface.vol(strikes, years)
    spot = surface.spot
    if rule.settlement == "opening":
        settled = 0.5 * (daily.surface.spot[row_day - 1] + spot)
        spot = np.where(years[:, 0] == 0, settled, spot)
    terms = (x[:, None] for x in (surface.rate, surface.dividend_yield))
    values = black_scholes(np.array(CONDOR_FLAGS), spot[:, None], strikes, years, vol, *terms)
    # A price is no finer than this; digits beyond it depend on how arrays are laid out in memory.
    return np.round(values.price, PRICE_DIGITS), values.vega, values.theta


def _exits(
    rule: CondorRule, closed: Ints, until: Ints, opened: Ints, first: Ints, lengths: Ints, value: Floats,
    credit: Floats, expiry: Dates, days: Dates,
) -> tuple[Ints, Bools]:  # fmt: skip
    """Return when each condor is closed, by its exit rule if that comes first, and whether it was held to expiry."""
    closed = closed.copy()
    if not rule.exits:
        return closed, closed == until
    for j in range(len(opened)):
        inside = np.arange(1, lengths[j])
        profit = (value[first[j] + inside] + credit[j]) / credit[j]
        leave = np.zeros(len(inside), dtype=bool)
        if rule.take is not None:
            leave |= profit >= rule.take
        if rule.stop is not None:
            leave |= profit <= -rule.stop
        if rule.close_days is not None:
            leave |= (expiry[j] - days[opened[j] + inside]).astype(int) <= rule.close_days
        if leave.any():
            closed[j] = min(closed[j], opened[j] + 1 + int(np.argmax(leave)))
    return closed, closed == until
