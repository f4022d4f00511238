"""The condor programme (R1, R20): the rule by which condors are sold, closed and moved, and the days of sale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alvh_helpers.facts import Facts
from alvh_helpers.strategy.policy import CondorRule

__all__ = ["nearest_expiry", "sale_days"]


Ints = NDArray[np.int64]


Dates = NDArray[np.datetime64]


_DAY = np.timedelta64(1, "D")


def sale_days(rule: CondorRule, facts: Facts, start: int, end: int) -> tuple[Ints, Dates]:
    """Return the days of sale and the expiries sold.

    Parameters
    ----------
    rule : CondorRule
        The programme.
    facts : Facts
        Of n trading days.
    start, end : int
        First and last position of the stretch.

    Returns
    -------
    opened : ndarray of int, shape (m,)
        Positions of the days of sale.
    expiry : ndarray of datetime64[D], shape (m,)
        The listed expiry nearest to each day plus ``rule.days``, the earlier of two as near.
    """
    days, listed = facts.days, facts.spx_expiries(rule.weekly)
    if rule.every == "expiry":
        opened, expiry = [start], [nearest_expiry(listed, days[start : start + 1], rule.days)[0]]
        while expiry[-1] <= days[end]:
            opened.append(int(np.searchsorted(days, expiry[-1])))
            expiry.append(nearest_expiry(listed, days[opened[-1] : opened[-1] + 1], rule.days)[0])
        return np.array(opened), np.array(expiry)
    fridays = facts.spx_expiries(rule.every == "week")
    opened = np.searchsorted(days, fridays[(fridays >= days[start]) & (fridays <= days[end])])
    return opened, nearest_expiry(listed, days[opened], rule.days)


def nearest_expiry(listed: Dates, days: Dates, ahead: int) -> Dates:
    """Return the listed expiry nearest to each day plus `ahead` that lies after the day, the earlier one of two as near.

    Parameters
    ----------
    listed : ndarray of datetime64[D]
        Expiries, rising.
    days : ndarray of datetime64[D], shape (m,)
        Days.
    ahead : int
        Calendar days.

    Returns
    -------
    ndarray of datetime64[D], shape (m,)
    """
    target = days + ahead * _DAY
    after = np.clip(np.searchsorted(listed, target), 1, len(listed) - 1)
    before = listed[after - 1]
    take_before = (target - before <= listed[after] - target) & (before > days)
    return np.where(take_before, before, listed[after])


_MOVED = {
    "CondorRule": ("alvh_helpers.strategy.policy", "CondorRule"),
    "_CALENDAR_DAYS": ("alvh_helpers.strategy.policy", "_CALENDAR_DAYS"),
    "LAST_WEEK": ("alvh_helpers.strategy.policy", "LAST_WEEK"),
    "Pair": ("alvh_helpers.strategy.policy", "Pair"),
    "_FIVE_WEEKS": ("alvh_helpers.strategy.policy", "_FIVE_WEEKS"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Facts": ("alvh_helpers.facts", "Facts"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
