"""Trading days, and the days on which SPX options and monthly VIX futures expire.

VIX expiries need no exchange calendar: the rule looks at two kinds of days only, third Fridays and the
Wednesdays 30 days before them, and the only holidays that can fall there are Good Friday and Juneteenth.
The tests compare this short rule with the exchange calendar on every month from 2004 to 2030.
"""

from __future__ import annotations

import datetime as dt
import warnings
from functools import cache
from numbers import Integral, Real

import numpy as np
import pandas as pd
from dateutil.easter import easter
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Dates, Floats, Ints
from alvh_helpers.errors import CourseError
from alvh_helpers.market.contracts import DAYS_A_YEAR, FIRST_WEEKLY

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "DateLike",
    "as_date",
    "date_range",
    "date_within",
    "day_index",
    "days_to_vx_expiries",
    "next_spx_expiry",
    "session_days",
    "session_on_or_before",
    "spx_expiries",
    "trading_sessions",
    "vx_expiries",
    "vx_expiries_of",
    "vx_expiry",
    "vx_expiry_ranks",
    "year_fraction",
]

FIRST_DAY = pd.Timestamp("2003-01-02")
"""First day of the calendar (VIX futures began in March 2004, the course's history in April 2007)."""

LAST_DAY = pd.Timestamp("2030-12-31")
"""Last day of the calendar; holidays that are declared later are not in it."""

DateLike = str | dt.date | pd.Timestamp | np.datetime64

_FRIDAY = 4
_DAY, _MONTH = np.timedelta64(1, "D"), np.timedelta64(1, "M")
_JUNETEENTH_SINCE = 2022  # first year in which the exchanges closed for it


def as_date(value: DateLike) -> pd.Timestamp:
    """Read a date, such as ``"2020-02-18"``, as midnight of that day; the time of day is dropped.

    Raises
    ------
    CourseError
        When the value is no date.
    """
    try:
        if isinstance(value, str):
            return pd.Timestamp(dt.date.fromisoformat(value.strip()))
        if isinstance(value, dt.date | np.datetime64):
            stamp = pd.Timestamp(value)
            if not pd.isna(stamp):
                return stamp.tz_localize(None).normalize()
    except ValueError:
        pass
    raise CourseError(f"{value} is no date: write year-month-day, for example '2020-02-18'")


def trading_sessions(start: DateLike, end: DateLike) -> pd.DatetimeIndex:
    """Return the NYSE trading days from `start` to `end`, both included.

    Raises
    ------
    CourseError
        When a date is outside the calendar (2003-01-02 to 2030-12-31) or `end` is before `start`.
    """
    first, last = date_range(start, end)
    sessions = session_days()
    return day_index(sessions[(sessions >= first) & (sessions <= last)])


def session_on_or_before(date: DateLike) -> pd.Timestamp:
    """Return the day itself when the NYSE trades on it, otherwise the last session before it."""
    day = np.datetime64(date_within(as_date(date)).date())
    return pd.Timestamp(session_days()[np.searchsorted(session_days(), day, side="right") - 1])


def year_fraction(date: DateLike | ArrayLike, expiry: DateLike | ArrayLike) -> float | Floats:
    """Return the time from `date` to `expiry` in years, ACT/365 (calendar days over 365).

    Parameters
    ----------
    date, expiry : date-like or array of dates
        They broadcast against each other.

    Raises
    ------
    CourseError
        When a value is no date, or an expiry lies before its date.
    """
    start, end = np.broadcast_arrays(_days(date), _days(expiry))
    elapsed = (end - start).astype(np.int64)
    if (elapsed < 0).any():
        at = np.flatnonzero(elapsed.ravel() < 0)[0]
        raise CourseError(f"expiry {end.ravel()[at]} is before {start.ravel()[at]}: time runs forward only")
    years = elapsed / DAYS_A_YEAR
    return float(years) if years.ndim == 0 else years


@cache
def session_days() -> Dates:
    """Return all sessions of the calendar as days, read-only."""
    import exchange_calendars

    # Without bounds the package would end a year from today, and expiries lie beyond.
    with warnings.catch_warnings():
        # Its own use of pandas is its own affair; the result is compared with another calendar in the tests.
        warnings.simplefilter("ignore", DeprecationWarning)
        calendar = exchange_calendars.get_calendar("XNYS", start=FIRST_DAY, end=LAST_DAY)
    sessions = calendar.sessions.to_numpy().astype("M8[D]")
    sessions.flags.writeable = False
    return sessions


def day_index(days: Dates) -> pd.DatetimeIndex:
    """Return an array of days as a DatetimeIndex in nanoseconds, the unit of every index in the course."""
    return pd.DatetimeIndex(days.astype("M8[ns]"))


def date_within(day: pd.Timestamp) -> pd.Timestamp:
    """Return the day unchanged, or raise a CourseError when the calendar does not reach it."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise CourseError(
            f"{day:%Y-%m-%d} is outside the calendar, which runs from {FIRST_DAY:%Y-%m-%d} to {LAST_DAY:%Y-%m-%d}"
        )
    return day


def date_range(start: DateLike, end: DateLike) -> tuple[np.datetime64, np.datetime64]:
    """Return first and last day as ``datetime64[D]``, or raise a CourseError when they make no range."""
    first, last = date_within(as_date(start)), date_within(as_date(end))
    if last < first:
        raise CourseError(f"the end {last:%Y-%m-%d} is before the start {first:%Y-%m-%d}")
    return np.datetime64(first.date()), np.datetime64(last.date())


def _days(value: DateLike | ArrayLike) -> Dates:
    """Return one date or many as an array of days."""
    if isinstance(value, DateLike):
        return np.array(as_date(value).date(), dtype="M8[D]")
    values = np.asarray(value)
    if values.dtype.kind == "M":
        return values.astype("M8[D]")
    flat = [as_date(item).date() for item in values.ravel()]
    return np.array(flat, dtype="M8[D]").reshape(values.shape)


def vx_expiry(year: int, month: int) -> pd.Timestamp:
    """Return the day on which the monthly VIX futures and options of a month expire.

    The rule of the contract: the Wednesday 30 days before the third Friday of the following month; when that
    Wednesday or that Friday is a holiday, the business day before the Wednesday. The contract settles at
    that day's opening, so its last full session is the one before.

    Raises
    ------
    CourseError
        When there is no such month in the calendar.

    Notes
    -----
    Source: Cboe Futures Exchange, contract specification of VX, "Final Settlement Date".
    """
    return pd.Timestamp(vx_expiries_of(np.array([_month(year, month)]))[0])


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
        days = np.arange(max(first, np.datetime64(FIRST_WEEKLY)), last + 8 * _DAY)
        fridays = np.union1d(fridays, days[_weekday(days) == _FRIDAY])
    sessions = session_days()
    within = fridays[fridays <= sessions[-1]]
    moved = sessions[np.searchsorted(sessions, within, side="right") - 1]
    return day_index(moved[(moved >= first) & (moved <= last)])


def next_spx_expiry(date: DateLike, days: int, weekly: bool = True) -> pd.Timestamp:
    """Return the SPX expiry nearest to so many calendar days after a day.

    It is a session after that day; of two equally near, the earlier one.

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


def vx_expiries_of(months: Dates) -> Dates:
    """Return the VIX expiry of each month of an array of months."""
    friday = _third_fridays(np.add(months.astype("M8[M]"), _MONTH))
    wednesday = friday - 30 * _DAY
    closed = _holidays_that_matter()
    return wednesday - (np.isin(friday, closed) | np.isin(wednesday, closed)) * _DAY


def _third_fridays(months: Dates) -> Dates:
    """Return the third Friday of each month of an array of months."""
    first = months.astype("M8[M]").astype("M8[D]")
    return np.add(first, ((_FRIDAY - _weekday(first)) % 7 + 14) * _DAY)


@cache
def _holidays_that_matter() -> Dates:
    """Return the holidays that can fall on a third Friday or 30 days before one: Good Friday and Juneteenth."""
    years = range(FIRST_DAY.year, LAST_DAY.year + 3)
    good_fridays = [easter(year) - dt.timedelta(days=2) for year in years]
    junes = [dt.date(year, 6, 19) for year in years if year >= _JUNETEENTH_SINCE]
    # On a Saturday it is kept on the Friday before, on a Sunday on the Monday after.
    shift = {5: -1, 6: 1}
    kept = [day + dt.timedelta(days=shift.get(day.weekday(), 0)) for day in junes]
    return np.array([*good_fridays, *kept], dtype="M8[D]")


def _weekday(days: Dates) -> Ints:
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


def days_to_vx_expiries(sessions: pd.DatetimeIndex, n: int = 7) -> Ints:
    """Return the calendar days from each of m days to its next `n` monthly VIX expiries, shape (m, n)."""
    days = sessions.to_numpy().astype("M8[D]")
    expiries = _expiries_between(days[0], days[-1], further=n)
    first = np.searchsorted(expiries, days, side="right")
    return (expiries[first[:, None] + np.arange(n)] - days[:, None]).astype(np.int64)


def vx_expiry_ranks(sessions: pd.DatetimeIndex, expiry: pd.Timestamp) -> Ints:
    """Return by day the k for which `expiry` is the k-th monthly VIX expiry after it: 0 or less from that day on."""
    days, last = sessions.to_numpy().astype("M8[D]"), np.datetime64(expiry.date())
    expiries = _expiries_between(min(days[0], last), max(days[-1], last), further=1)
    return np.searchsorted(expiries, last) - np.searchsorted(expiries, days, side="right") + 1


def _expiries_between(first: np.datetime64, last: np.datetime64, further: int) -> Dates:
    """Return the VIX expiries of the months from one day to another, and of so many months more."""
    return vx_expiries_of(
        np.arange(first.astype("M8[M]"), last.astype("M8[M]") + np.timedelta64(further + 2, "M"))
    )
