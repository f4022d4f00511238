"""Trading days: what a date is, on which days the exchange trades, how far apart two days are.

Sessions are those of the New York Stock Exchange, taken from the package ``exchange_calendars``. It is
imported on the first question about a session, because it takes a few tenths of a second.
"""

from __future__ import annotations

import datetime as dt
import warnings
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.errors import CourseError

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "DateLike",
    "as_date",
    "date_range",
    "date_within",
    "day_index",
    "is_session",
    "session_days",
    "session_on_or_after",
    "session_on_or_before",
    "trading_sessions",
    "year_fraction",
]


FIRST_DAY = pd.Timestamp("2003-01-02")
"""First day of the calendar (VIX futures began in March 2004, the course's history in April 2007)."""


LAST_DAY = pd.Timestamp("2030-12-31")
"""Last day of the calendar; holidays that are declared later are not in it."""


DateLike = str | dt.date | pd.Timestamp | np.datetime64


def as_date(value: DateLike) -> pd.Timestamp:
    """Read a date: ISO text, ``date``, ``datetime``, ``Timestamp`` or ``datetime64``; the time of day is dropped.

    Parameters
    ----------
    value : str or date or Timestamp or datetime64
        For example ``"2020-02-18"``.

    Returns
    -------
    Timestamp
        Midnight of that day, without a time zone.

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

    Parameters
    ----------
    start, end : date-like
        First and last day, within 2003-01-02 to 2030-12-31.

    Returns
    -------
    DatetimeIndex
        Possibly empty.

    Raises
    ------
    CourseError
        When a date is outside the calendar or `end` is before `start`.
    """
    first, last = date_range(start, end)
    sessions = session_days()
    return day_index(sessions[(sessions >= first) & (sessions <= last)])


def is_session(date: DateLike) -> bool:
    """Tell whether the NYSE trades on a day.

    Parameters
    ----------
    date : date-like
        Day within the calendar; outside it a CourseError is raised.
    """
    day = np.datetime64(date_within(as_date(date)).date())
    sessions = session_days()
    return bool(sessions[np.searchsorted(sessions, day)] == day)


def session_on_or_before(date: DateLike) -> pd.Timestamp:
    """Return the day itself when the NYSE trades on it, otherwise the last session before it.

    Parameters
    ----------
    date : date-like
        Day within the calendar; outside it a CourseError is raised.
    """
    day = np.datetime64(date_within(as_date(date)).date())
    return pd.Timestamp(session_days()[np.searchsorted(session_days(), day, side="right") - 1])


def session_on_or_after(date: DateLike) -> pd.Timestamp:
    """Return the day itself when the NYSE trades on it, otherwise the next session after it.

    Parameters
    ----------
    date : date-like
        Day within the calendar; outside it a CourseError is raised.
    """
    day = np.datetime64(date_within(as_date(date)).date())
    return pd.Timestamp(session_days()[np.searchsorted(session_days(), day)])


def year_fraction(date: DateLike | ArrayLike, expiry: DateLike | ArrayLike) -> float | NDArray[np.float64]:
    """Return the time from `date` to `expiry` in years, ACT/365 (calendar days over 365).

    Parameters
    ----------
    date, expiry : date-like or array of dates
        They broadcast against each other.

    Returns
    -------
    float or ndarray
        A float when both are single dates.

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
    years = elapsed / 365.0
    return float(years) if years.ndim == 0 else years


@cache
def session_days() -> NDArray[np.datetime64]:
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


def day_index(days: NDArray[np.datetime64]) -> pd.DatetimeIndex:
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


def _days(value: DateLike | ArrayLike) -> NDArray[np.datetime64]:
    """Return one date or many as an array of days."""
    if isinstance(value, DateLike):
        return np.array(as_date(value).date(), dtype="M8[D]")
    values = np.asarray(value)
    if values.dtype.kind == "M":
        return values.astype("M8[D]")
    flat = [as_date(item).date() for item in values.ravel()]
    return np.array(flat, dtype="M8[D]").reshape(values.shape)


_MOVED = {"CourseError": ("alvh_helpers.errors", "CourseError")}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
