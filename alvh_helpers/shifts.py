"""Condors moved when the layers are rolled (R20): on which days, and which of all that might be sold come about.

The days are those of the calendar, so that which condors exist depends on the market alone and not on what an account holds.
What a moved condor is does not depend on the one it replaces beyond its expiry: all that might be sold are listed first, by
dates alone, so that they can be marked in one go; then each is followed from its sale to its end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alvh_helpers.facts import Facts
from alvh_helpers.programme import nearest_expiry, sale_days
from alvh_helpers.strategy.policy import LAST_WEEK, CondorRule

__all__ = ["Candidates", "Node", "candidates", "chosen", "shift_sessions"]


Ints = NDArray[np.int64]


Bools = NDArray[np.bool_]


Node = tuple[int, int, bool]  # day of sale, expiry, and whether it may be moved (again)


class Candidates(NamedTuple):
    """All condors that might be sold: ``opened`` positions of days and ``expiry`` datetime64, each (m,).

    ``sales``: those that the programme itself sells (of 'expiry' the first one); ``heirs``: by candidate, the days on which it
    may be moved with the candidate that would follow it; ``next``: by candidate, the one sold when it expires, -1 for none.
    """

    opened: Ints
    expiry: NDArray[np.datetime64]
    sales: list[int]
    heirs: list[list[tuple[int, int]]]
    next: list[int]


def shift_sessions(rule: CondorRule, facts: Facts, start: int, end: int) -> Ints:
    """Return the days on which open condors are moved: the first session within `shift_days` of each monthly VIX expiry.

    Parameters
    ----------
    rule : CondorRule
        The programme.
    facts : Facts
        Of the whole history.
    start, end : int
        First and last position of the stretch; the first day itself is none of them.

    Returns
    -------
    ndarray of int
        Positions.
    """
    vix = facts.vix_expiries(False)
    at = np.searchsorted(facts.days, vix - np.timedelta64(rule.shift_days, "D"))
    inside = (at > start) & (at <= end)
    return np.unique(at[inside & (vix > facts.days[np.minimum(at, end)])])


def candidates(rule: CondorRule, facts: Facts, start: int, end: int) -> Candidates:
    """List all condors that might be sold in a stretch, by dates alone.

    Parameters
    ----------
    rule : CondorRule
        A programme that moves condors.
    facts : Facts
        Of the whole history.
    start, end : int
        First and last position of the stretch.

    Returns
    -------
    Candidates
    """
    dates, shifts = facts.days.astype(int), shift_sessions(rule, facts, start, end).tolist()
    ahead = nearest_expiry(facts.spx_expiries(rule.weekly), facts.days, rule.days).astype(int)
    opened, expiry = sale_days(rule, facts, start, end)
    goes_on = rule.every == "expiry" and rule.shift == "expiry"
    nodes: list[Node] = [(int(t), int(e), True) for t, e in zip(opened, expiry.astype(int))]
    nodes = nodes[:1] if goes_on else nodes
    known, sales = {node: k for k, node in enumerate(nodes)}, list(range(len(nodes)))
    heirs: list[list[tuple[int, int]]] = []
    after: list[int] = []

    def number(node: Node) -> int:
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
    return Candidates(columns[0], columns[1].astype("M8[D]"), sales, heirs, after)


def _moves(
    rule: CondorRule, node: Node, shifts: list[int], dates: Ints, ahead: Ints
) -> list[tuple[int, Node]]:
    """Return the days on which a condor may be moved, by dates alone, and what it is sold anew as."""
    day, until, free = node
    found: list[tuple[int, Node]] = []
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


def chosen(
    maybe: Candidates, leaves: Ints, moves: Callable[[int, int, int], bool]
) -> tuple[Ints, Ints, Bools, Ints]:
    """Follow each condor from its sale to its end, and those it is sold anew for.

    Parameters
    ----------
    maybe : Candidates
        What might be sold.
    leaves : ndarray of int, shape (m,)
        Position of the day on which a candidate is closed if it is never moved.
    moves : callable
        ``moves(candidate, day, heir)``: whether a candidate is sold anew as its heir on a day.

    Returns
    -------
    which, closed, moved, follows : ndarray
        Of each condor that comes about, in order of its sale: the candidate it is, the day it is closed, whether that is to
        be sold anew, and which one before it that it was sold anew for (-1: none).
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


_MOVED = {
    "Facts": ("alvh_helpers.facts", "Facts"),
    "LAST_WEEK": ("alvh_helpers.strategy.policy", "LAST_WEEK"),
    "CondorRule": ("alvh_helpers.strategy.policy", "CondorRule"),
    "nearest_expiry": ("alvh_helpers.programme", "nearest_expiry"),
    "sale_days": ("alvh_helpers.programme", "sale_days"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
