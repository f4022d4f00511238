"""Series that are derived by day from the raw tables: T-bill rate, dividend yield, a stand-in for VIX3M.

Monthly facts become daily ones without looking ahead: a value of month m counts from the first session of
month m + lag, and the lag is longer than the publication took in the ordinary course of things. After the
last known value the last one is carried forward.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.calendars import vx_expiries_of
from alvh_helpers.errors import CourseError

__all__ = [
    "MACRO_LAG_MONTHS",
    "days_to_vx_expiries",
    "dividend_yield_by_day",
    "known_macro",
    "known_on",
    "rate_by_day",
    "vix3m_from_curve",
    "vx_expiry_ranks",
]


MACRO_LAG_MONTHS: Mapping[str, int] = MappingProxyType(
    {
        "cpi": 2,  # released around the 12th of the next month
        "ppi": 2,  # the same week
        "reer": 2,  # around the 20th of the next month
        "gdp": 4,  # advance estimate at the end of the month after the quarter; index is the quarter's first month
        "tbill": 1,  # the average is complete when the month is over
        "earnings": 6,  # monthly values are interpolated to the quarter's end (+2), reported within 3 months more
        "dividends": 4,  # interpolated to the quarter's end (+2), published in the month after
        "vnq": 1,  # the price of the month's last session
    }
)
"""A value of month m counts as known from the first day of month m + this many months.

Two things it cannot undo: the government shutdowns that delayed a release longer (autumn 2013 for CPI and
PPI, winter 2018-19 for GDP, autumn 2025 for all three), and later revisions (GDP and PPI are one late vintage).
"""


_BILL_DAYS = 91


_STRETCHES = (30.0, 30.0, 33.0)  # days that make up the 93 of VIX3M: from now, from day 30, from day 60


_LOG_VARIANCE = (0.0, 1.0, 1.5)  # variance of ln VIX up to the start of each, in units of VVIX^2 x 30/365


def known_on(values: pd.Series, sessions: pd.DatetimeIndex, lag_months: int) -> NDArray[np.float64]:
    """Carry a monthly series forward onto days, from the day it counts as known.

    Parameters
    ----------
    values : Series
        Indexed by the first day of each month; blanks are skipped.
    sessions : DatetimeIndex, shape (n,)
        Days to fill.
    lag_months : int
        The value of month m counts from the first day of month m + `lag_months`.

    Returns
    -------
    ndarray, shape (n,)
        The last known value by day, NaN before the first.
    """
    published = values.dropna()
    months = published.index.to_numpy().astype("M8[M]") + np.timedelta64(lag_months, "M")
    at = np.searchsorted(months, sessions.to_numpy().astype("M8[M]"), side="right") - 1
    return np.where(at >= 0, published.to_numpy(dtype=float)[np.maximum(at, 0)], np.nan)


def known_macro(macro: pd.DataFrame, date: pd.Timestamp) -> pd.DataFrame:
    """Return the monthly table as it was known on a day: later values blank, empty last months dropped.

    Parameters
    ----------
    macro : DataFrame
        The monthly table.
    date : Timestamp
        The day of knowledge.

    Returns
    -------
    DataFrame
        Same columns. By `MACRO_LAG_MONTHS`.
    """
    month = np.datetime64(date.date(), "M")
    known = macro.copy()
    for column, lag in MACRO_LAG_MONTHS.items():
        later = known.index.to_numpy().astype("M8[M]") + np.timedelta64(lag, "M") > month
        known.loc[later, column] = np.nan
    return known.loc[: known.dropna(how="all").index.max()]


def rate_by_day(macro: pd.DataFrame, sessions: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Return the 3-month T-bill rate by day, continuously compounded.

    The monthly average is a bank discount d (percent of face, ACT/360): a bill of 91 days costs
    1 - d*91/360, so the continuously compounded rate is -ln(1 - d*91/360) * 365/91. The rate of an average
    month stands for every day of the next one.

    Parameters
    ----------
    macro : DataFrame
        Monthly table with ``tbill`` in percent a year.
    sessions : DatetimeIndex, shape (n,)
        Days to fill.

    Returns
    -------
    ndarray, shape (n,)
        Decimals a year (0.05 is 5 %).

    Raises
    ------
    CourseError
        When the monthly table begins too late for the first day.
    """
    discount = _filled(macro, "tbill", sessions) / 100.0
    return -np.log(1.0 - discount * _BILL_DAYS / 360.0) * 365.0 / _BILL_DAYS


def dividend_yield_by_day(
    macro: pd.DataFrame, sessions: pd.DatetimeIndex, spx: ArrayLike
) -> NDArray[np.float64]:
    """Return the dividend yield of the S&P 500 by day, continuously compounded.

    ln(1 + D/S) with D the dividends of the trailing twelve months, last known, and S that day's close.

    Parameters
    ----------
    macro : DataFrame
        Monthly table with ``dividends`` in index points a year.
    sessions : DatetimeIndex, shape (n,)
        Days to fill.
    spx : array_like, shape (n,)
        Closes, index points.

    Returns
    -------
    ndarray, shape (n,)
        Decimals a year.

    Raises
    ------
    CourseError
        When the monthly table begins too late for the first day.
    """
    return np.log1p(_filled(macro, "dividends", sessions) / np.asarray(spx, dtype=float))


def vix3m_from_curve(
    vix: ArrayLike, vvix: ArrayLike, futures: ArrayLike, days: ArrayLike, convexity: float = 1.0
) -> NDArray[np.float64]:
    """Return a stand-in for VIX3M from spot VIX, the VX curve and VVIX. No number in it is fitted.

    A 93-day variance is three stretches end to end. VIX prices the first 30 days. The next 30 begin where a
    VIX future 30 days out ends, and the last 33 where one 60 days out ends; futures F(d) are interpolated in
    days, spot VIX at 0. A future prices expected volatility, a variance needs the expected square, which is
    larger: with a lognormal VIX, E[VIX^2] = F^2 exp(v), v the variance of ln VIX until then. VVIX gives it
    for 30 days; for 60 it is taken as 1.5 times that, not twice, because VIX reverts to its mean (1.5 is a
    speed of about 4 a year).

    Parameters
    ----------
    vix, vvix : array_like, shape (n,)
        Closes, in points.
    futures : array_like, shape (n, 4)
        Settlements vx1..vx4.
    days : array_like, shape (n, 4)
        Calendar days to their expiries.
    convexity : float
        Factor on v: 1 is the theory, 0 leaves the correction out.

    Returns
    -------
    ndarray, shape (n,)
        VIX points.

    Notes
    -----
    Against VIX3M as published, 2009-09-18 to 2026-07-16, the mean absolute error is 0.34 points (0.3 below
    a VIX of 20, 0.4 to 30, 0.5 to 45, and 1.8 above, where it is too high); from 2009-09-18 to the end of
    2010, nearest to the days it serves, it is 0.50, nearly all of it too high. A fitted `convexity` is 1.10
    on the first half of those years and 1.20 on the second. The tests hold it to these figures.
    """
    spot = np.asarray(vix, dtype=float)
    nodes = np.column_stack([np.zeros(len(spot)), np.asarray(days, dtype=float)])
    curve = np.column_stack([spot, np.asarray(futures, dtype=float)])
    month = convexity * (np.asarray(vvix, dtype=float) / 100.0) ** 2 * 30.0 / 365.0
    starts = (spot, _at_maturity(nodes, curve, 30.0), _at_maturity(nodes, curve, 60.0))
    pieces = (n * f**2 * np.exp(k * month) for n, f, k in zip(_STRETCHES, starts, _LOG_VARIANCE))
    return np.sqrt(sum(pieces) / sum(_STRETCHES))


def days_to_vx_expiries(sessions: pd.DatetimeIndex, n: int = 7) -> NDArray[np.int64]:
    """Return by day the calendar days to each of the next `n` monthly VIX expiries.

    Parameters
    ----------
    sessions : DatetimeIndex, shape (m,)
        Days.
    n : int
        How many expiries.

    Returns
    -------
    ndarray, shape (m, n)
        Column k-1 belongs to ``vx<k>``.
    """
    days = sessions.to_numpy().astype("M8[D]")
    expiries = _expiries_between(days[0], days[-1], further=n)
    first = np.searchsorted(expiries, days, side="right")
    return (expiries[first[:, None] + np.arange(n)] - days[:, None]).astype(np.int64)


def vx_expiry_ranks(sessions: pd.DatetimeIndex, expiry: pd.Timestamp) -> NDArray[np.int64]:
    """Return by day the k for which `expiry` is the k-th monthly VIX expiry after the day.

    Parameters
    ----------
    sessions : DatetimeIndex, shape (n,)
        Days.
    expiry : Timestamp
        A monthly VIX expiry.

    Returns
    -------
    ndarray, shape (n,)
        1 for the front month, 0 or less from the expiry day on.
    """
    days, last = sessions.to_numpy().astype("M8[D]"), np.datetime64(expiry.date())
    expiries = _expiries_between(min(days[0], last), max(days[-1], last), further=1)
    return np.searchsorted(expiries, last) - np.searchsorted(expiries, days, side="right") + 1


def _expiries_between(first: np.datetime64, last: np.datetime64, further: int) -> NDArray[np.datetime64]:
    """Return the VIX expiries of the months from one day to another, and of so many months more."""
    return vx_expiries_of(
        np.arange(first.astype("M8[M]"), last.astype("M8[M]") + np.timedelta64(further + 2, "M"))
    )


def _at_maturity(
    nodes: NDArray[np.float64], curve: NDArray[np.float64], maturity: float
) -> NDArray[np.float64]:
    """Return the curve of each row, interpolated linearly at one maturity in days."""
    row = np.arange(len(nodes))
    left = np.minimum((nodes <= maturity).sum(axis=1) - 1, nodes.shape[1] - 2)
    weight = (maturity - nodes[row, left]) / (nodes[row, left + 1] - nodes[row, left])
    return (1.0 - weight) * curve[row, left] + weight * curve[row, left + 1]


def _filled(macro: pd.DataFrame, column: str, sessions: pd.DatetimeIndex) -> NDArray[np.float64]:
    """Return a monthly column by day, or raise when it begins too late."""
    values = known_on(macro[column], sessions, MACRO_LAG_MONTHS[column])
    if np.isnan(values).any():
        raise CourseError(
            f"macro.csv, column {column!r}: no value is known by {sessions[0]:%Y-%m-%d}, the first row of market.csv"
        )
    return values


_MOVED = {
    "vx_expiries_of": ("alvh_helpers.calendars", "vx_expiries_of"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
