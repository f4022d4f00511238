"""Indicators on one series of closes: RSI, moving averages, MACD, slopes, and how unusual a value is.

Every indicator looks back only: its value of a day needs that day and those before. A missing value gives a
missing indicator on its own day; afterwards the average goes on as if the last known value had stood.
"""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.errors import CourseError

__all__ = ["Macd", "ema", "macd", "rolling_slope", "rsi", "surprise"]


Floats = NDArray[np.float64]


class Macd(NamedTuple):
    """MACD of a series, each part of shape (n,), in the units of the series."""

    line: Floats
    signal: Floats
    histogram: Floats


def rsi(values: ArrayLike, days: int = 14) -> Floats:
    """Return Wilder's relative strength index.

    The averages of rises and of falls start as plain means of the first `days` changes; after that each takes
    1/`days` of the new change (Wilder's smoothing, slower than an exponential average of the same name).

    Parameters
    ----------
    values : array_like, shape (n,)
        Closes, in any unit.
    days : int
        Changes in the first average; 2 or more.

    Returns
    -------
    ndarray, shape (n,)
        0 to 100: 100 x average rise / (average rise + average fall). NaN for the first `days` values. A series
        that has not moved at all stands at 50, neither strong nor weak.

    Raises
    ------
    CourseError
        When there are fewer than 2 days, or the values are no single series.

    Notes
    -----
    Wilder, New Concepts in Technical Trading Systems (1978).
    """
    if days < 2:
        raise CourseError(f"an RSI of {days} days: average 2 changes or more, 14 is Wilder's choice")
    known, missing, start = _carried(values)
    result = np.full(len(known), np.nan)
    changes = np.diff(known[start:])
    if len(changes) < days:
        return result
    rise = _smoothed(np.maximum(changes, 0.0), days, 1.0 / days)
    both = rise + _smoothed(np.maximum(-changes, 0.0), days, 1.0 / days)
    result[start + days :] = np.where(both > 0, 100.0 * rise / np.where(both > 0, both, 1.0), 50.0)
    result[missing] = np.nan
    return result


def ema(values: ArrayLike, days: int) -> Floats:
    """Return the exponential moving average: weight 2/(days + 1), started as the mean of the first `days` values.

    Parameters
    ----------
    values : array_like, shape (n,)
        One series.
    days : int
        1 or more.

    Returns
    -------
    ndarray, shape (n,)
        NaN for the first `days` - 1 values.

    Raises
    ------
    CourseError
        When there are no days, or the values are no single series.
    """
    if days < 1:
        raise CourseError(f"an average of {days} days: average 1 day or more")
    known, missing, start = _carried(values)
    result = np.full(len(known), np.nan)
    if len(known) - start >= days:
        result[start + days - 1 :] = _smoothed(known[start:], days, 2.0 / (days + 1.0))
        result[missing] = np.nan
    return result


def macd(values: ArrayLike, fast: int = 12, slow: int = 26, signal: int = 9) -> Macd:
    """Return the moving-average convergence-divergence of a series.

    Parameters
    ----------
    values : array_like, shape (n,)
        Closes, or a ratio of closes.
    fast, slow : int
        Days of the two exponential averages; the line is fast less slow.
    signal : int
        Days of the exponential average of the line.

    Returns
    -------
    Macd
        ``line`` from value number `slow` on, ``signal`` and ``histogram`` (line less signal) `signal` - 1 later.

    Raises
    ------
    CourseError
        When the fast average is not faster, or the values are no single series.

    Notes
    -----
    Both averages start on the same day, each as the mean of its own last days up to it. Other conventions
    start each as early as it can: the two agree after some 150 values, not before.
    """
    if not 1 <= fast < slow or signal < 1:
        raise CourseError(
            f"MACD({fast}, {slow}, {signal}): the fast average needs fewer days than the slow one, and all need 1"
        )
    known, missing, start = _carried(values)
    line = np.full(len(known), np.nan)
    if len(known) - start >= slow:
        own = known[start:]
        quick = _smoothed(own[slow - fast :], fast, 2.0 / (fast + 1.0))
        line[start + slow - 1 :] = quick - _smoothed(own, slow, 2.0 / (slow + 1.0))
    average = ema(line, signal)
    line[missing], average[missing] = np.nan, np.nan
    return Macd(line, average, line - average)


def rolling_slope(values: ArrayLike, days: int = 20) -> Floats:
    """Return the least-squares slope of the last `days` values over time, per day, NaN where one is missing.

    Parameters
    ----------
    values : array_like, shape (n,)
        One series.
    days : int
        2 or more.

    Returns
    -------
    ndarray, shape (n,)

    Raises
    ------
    CourseError
        When there are fewer than 2 days.
    """
    if days < 2:
        raise CourseError(f"a slope over {days} days: a line needs 2 days or more")
    series = np.asarray(values, dtype=float)
    result = np.full(len(series), np.nan)
    n = len(series) - days + 1
    if n < 1:
        return result
    time = np.arange(days) - (days - 1) / 2.0
    # Day by day of the window, so that a slope is the same number in a longer history.
    result[days - 1 :] = sum(t * series[k : k + n] for k, t in enumerate(time)) / (time @ time)
    return result


def surprise(values: ArrayLike, span: int, least: int) -> Floats:
    """Return how many standard deviations each value lies above the mean of those before it.

    Parameters
    ----------
    values : array_like, shape (n,)
        One series; blanks are left out of mean and deviation.
    span : int
        Values before the one in question that make up the mean.
    least : int
        How many of them must be there.

    Returns
    -------
    ndarray, shape (n,)
        NaN before there are enough, and where the values before never moved.

    Raises
    ------
    CourseError
        When fewer than 2 are enough, or more than the span.
    """
    if not 2 <= least <= span:
        raise CourseError(f"span {span}, least {least}: a deviation needs 2 values, and at most the span")
    series = pd.Series(np.asarray(values, dtype=float))
    before = series.shift(1).rolling(span, min_periods=least)
    spread = before.std()
    return ((series - before.mean()) / spread.where(spread > 1e-12)).to_numpy()


def _smoothed(values: Floats, days: int, weight: float) -> Floats:
    """Return averages that start as the mean of the first values and take a share of each further one."""
    start = float(values[:days].mean())
    averages = accumulate(values[days:].tolist(), lambda old, new: old + weight * (new - old), initial=start)
    return np.fromiter(averages, dtype=float, count=len(values) - days + 1)


def _carried(values: ArrayLike) -> tuple[Floats, NDArray[np.bool_], int]:
    """Return a series with its gaps filled by the last known value, where the gaps are, and where it begins."""
    series = np.asarray(values, dtype=float)
    if series.ndim != 1:
        raise CourseError(f"values of shape {series.shape}: an indicator takes one series at a time")
    missing = ~np.isfinite(series)
    if missing.all():
        return series, missing, len(series)
    at = np.maximum.accumulate(np.where(missing, 0, np.arange(len(series))))
    return series[at], missing, int(np.argmin(missing))


_MOVED = {"CourseError": ("alvh_helpers.errors", "CourseError")}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
