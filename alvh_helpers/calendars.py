"""Expiries: when an SPX option or a monthly VIX future expires; trading days, from ``sessions``, are here too.

VIX expiries need no exchange calendar: the rule looks at two kinds of days only, third Fridays and the
Wednesdays 30 days before them, and the only holidays that can fall there are Good Friday and Juneteenth.
The tests compare this short rule with the exchange calendar on every month from 2004 to 2030.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from numbers import Integral, Real

import numpy as np
import pandas as pd
from dateutil.easter import easter
from numpy.typing import NDArray

from alvh_helpers.errors import CourseError
from alvh_helpers.sessions import (
    FIRST_DAY,
    LAST_DAY,
    DateLike,
    as_date,
    date_range,
    date_within,
    day_index,
    session_days,
)

__all__ = [
    "FIRST_WEEKLY",
    "next_spx_expiry",
    "spx_expiries",
    "third_friday",
    "vx_expiries",
    "vx_expiries_of",
    "vx_expiry",
]


FIRST_WEEKLY = pd.Timestamp("2005-10-28")
"""Expiries on other Fridays than the third (SPX Weeklys) are counted from here on."""


_Days = NDArray[np.datetime64]


_FRIDAY = 4


_DAY, _MONTH = np.timedelta64(1, "D"), np.timedelta64(1, "M")


_JUNETEENTH_SINCE = 2022  # first year in which the exchanges closed for it


def third_friday(year: int, month: int) -> pd.Timestamp:
    """Return the third Friday of a month, holiday or not.

    It is the day on which the month's standard SPX options expire, unless it is a holiday: then they expire
    on the Thursday before, which ``spx_expiries(..., weekly=False)`` gives.

    Parameters
    ----------
    year, month : int
        Year (2003 to 2030) and month (1 to 12).

    Returns
    -------
    Timestamp

    Raises
    ------
    CourseError
        When there is no such month in the calendar.
    """
    return pd.Timestamp(_third_fridays(_month(year, month))[0])


def vx_expiry(year: int, month: int) -> pd.Timestamp:
    """Return the day on which the monthly VIX futures and options of a month expire.

    The rule of the contract: the Wednesday 30 days before the third Friday of the following month; when that
    Wednesday or that Friday is a holiday, the business day before the Wednesday. The contract settles at
    that day's opening, so its last full session is the one before.

    Parameters
    ----------
    year, month : int
        Year (2003 to 2030) and month (1 to 12) of the contract.

    Returns
    -------
    Timestamp

    Raises
    ------
    CourseError
        When there is no such month in the calendar.

    Notes
    -----
    Source: Cboe Futures Exchange, contract specification of VX, "Final Settlement Date".
    """
    return pd.Timestamp(vx_expiries_of(_month(year, month))[0])


def vx_expiries(date: DateLike, n: int = 7) -> pd.DatetimeIndex:
    """Return the next `n` monthly VIX expiries after a day.

    The k-th of them belongs to ``vx<k>`` of the market table: a contract is vx1 up to the session before its
    expiry, and on its expiry day the next one is vx1. Whether a month was listed that day is another matter.

    Parameters
    ----------
    date : date-like
        Day from which one looks ahead; an expiry on that very day is over and not counted.
    n : int
        How many, 1 to 36.

    Returns
    -------
    DatetimeIndex, shape (n,)

    Raises
    ------
    CourseError
        When the date lies outside the calendar or `n` is no number from 1 to 36.
    """
    day = date_within(as_date(date))
    if isinstance(n, bool) or not isinstance(n, Integral) or not 1 <= n <= 36:
        raise CourseError(f"{n} expiries were asked for: ask for a whole number from 1 to 36")
    first = np.datetime64(day.date(), "M")
    expiries = vx_expiries_of(first + np.arange(n + 1))
    return day_index(expiries[expiries > np.datetime64(day.date())][:n])


def spx_expiries(start: DateLike, end: DateLike, weekly: bool = True) -> pd.DatetimeIndex:
    """Return the Friday expiries of SPX options from `start` to `end`, both included.

    The course uses Friday expiries only. An expiry whose Friday is a holiday is moved to the session before,
    a Thursday. Monthlies are the third Fridays; the other Fridays count from 2005-10-28, the birth of the
    SPX Weeklys. Two liberties are taken and should be known: every expiry settles at the close (standard
    third-Friday options settle at the opening), and in the early years only the next week or two were
    listed (four weeks ahead until January 2014, six from then on, months ahead later), so a 45-day Friday
    that is no third Friday could not be traded then.

    Parameters
    ----------
    start, end : date-like
        First and last day.
    weekly : bool
        False for the monthlies alone.

    Returns
    -------
    DatetimeIndex
        Possibly empty.

    Raises
    ------
    CourseError
        When a date is outside the calendar or `end` is before `start`.

    Notes
    -----
    Source: Cboe, product pages of SPX and SPX Weeklys; Regulatory Circular RG14-010 (January 2014).
    """
    first, last = date_range(start, end)
    fridays = _third_fridays(np.arange(first.astype("M8[M]"), last.astype("M8[M]") + _MONTH))
    if weekly:
        # A holiday Friday just after `end` expires inside, on the Thursday: look a week further.
        days = np.arange(max(first, np.datetime64(FIRST_WEEKLY.date())), last + 8 * _DAY)
        fridays = np.union1d(fridays, days[_weekday(days) == _FRIDAY])
    sessions = session_days()
    within = fridays[fridays <= sessions[-1]]
    moved = sessions[np.searchsorted(sessions, within, side="right") - 1]
    return day_index(moved[(moved >= first) & (moved <= last)])


def next_spx_expiry(date: DateLike, days: int, weekly: bool = True) -> pd.Timestamp:
    """Return the SPX expiry nearest to so many calendar days after a day.

    Parameters
    ----------
    date : date-like
        Day of the trade.
    days : int
        Days to expiry one aims at, at least 1.
    weekly : bool
        False for the monthlies alone.

    Returns
    -------
    Timestamp
        A session after `date`; of two equally near the earlier one.

    Raises
    ------
    CourseError
        When the days are below 1 or the expiry would lie outside the calendar.
    """
    day = as_date(date)
    if isinstance(days, bool) or not isinstance(days, Real) or not 1 <= days < np.inf:
        raise CourseError(f"{days} days to expiry: an option that is sold today must live at least 1 day")
    target = date_within(day + pd.Timedelta(days=float(days)))
    reach = pd.Timedelta(days=35)
    after = date_within(day) + pd.Timedelta(days=1)
    listed = spx_expiries(max(after, target - reach), min(target + reach, LAST_DAY), weekly)
    if not len(listed):
        raise CourseError(f"no SPX expiry near {target:%Y-%m-%d}: the calendar ends on {LAST_DAY:%Y-%m-%d}")
    return listed[np.argmin(np.abs(listed - target))]


def vx_expiries_of(months: NDArray[np.datetime64]) -> _Days:
    """Return the VIX expiry of each month of an array of months."""
    friday = _third_fridays(np.atleast_1d(months).astype("M8[M]") + _MONTH)
    wednesday = friday - 30 * _DAY
    closed = _holidays_that_matter()
    return wednesday - (np.isin(friday, closed) | np.isin(wednesday, closed)) * _DAY


def _third_fridays(months: NDArray[np.datetime64]) -> _Days:
    """Return the third Friday of each month of an array of months."""
    first = np.atleast_1d(months).astype("M8[M]").astype("M8[D]")
    return first + ((_FRIDAY - _weekday(first)) % 7 + 14) * _DAY


@cache
def _holidays_that_matter() -> _Days:
    """Return the holidays that can fall on a third Friday or 30 days before one: Good Friday and Juneteenth."""
    years = range(FIRST_DAY.year, LAST_DAY.year + 3)
    good_fridays = [easter(year) - dt.timedelta(days=2) for year in years]
    junes = [dt.date(year, 6, 19) for year in years if year >= _JUNETEENTH_SINCE]
    # On a Saturday it is kept on the Friday before, on a Sunday on the Monday after.
    shift = {5: -1, 6: 1}
    kept = [day + dt.timedelta(days=shift.get(day.weekday(), 0)) for day in junes]
    return np.array([*good_fridays, *kept], dtype="M8[D]")


def _weekday(days: _Days) -> NDArray[np.int64]:
    """Return the day of the week, Monday 0 (1970-01-01 was a Thursday)."""
    return (days.astype("M8[D]").astype(np.int64) + 3) % 7


def _month(year: int, month: int) -> np.datetime64:
    """Return year and month as ``datetime64[M]``, or raise a CourseError when there is no such month."""
    if not isinstance(month, Integral) or not 1 <= month <= 12:
        raise CourseError(f"{month} is no month: it runs from 1 to 12")
    if not isinstance(year, Integral) or not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise CourseError(
            f"{year} is outside the calendar, which runs from {FIRST_DAY.year} to {LAST_DAY.year}"
        )
    return np.datetime64(f"{int(year):04d}-{int(month):02d}", "M")


_MOVED = {
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "FIRST_DAY": ("alvh_helpers.sessions", "FIRST_DAY"),
    "LAST_DAY": ("alvh_helpers.sessions", "LAST_DAY"),
    "DateLike": ("alvh_helpers.sessions", "DateLike"),
    "as_date": ("alvh_helpers.sessions", "as_date"),
    "date_range": ("alvh_helpers.sessions", "date_range"),
    "date_within": ("alvh_helpers.sessions", "date_within"),
    "day_index": ("alvh_helpers.sessions", "day_index"),
    "is_session": ("alvh_helpers.sessions", "is_session"),
    "session_days": ("alvh_helpers.sessions", "session_days"),
    "session_on_or_after": ("alvh_helpers.sessions", "session_on_or_after"),
    "session_on_or_before": ("alvh_helpers.sessions", "session_on_or_before"),
    "trading_sessions": ("alvh_helpers.sessions", "trading_sessions"),
    "year_fraction": ("alvh_helpers.sessions", "year_fraction"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
