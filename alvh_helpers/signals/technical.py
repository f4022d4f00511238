"""Technical signals (R6): RSI and MACD of SPX, VIX, the term structure and VVIX/VIX, and breadth divergence.

Clock: SPX, VIX and VVIX are closes, VX the settlement of the same day; a vote is known when that day is over,
so what it triggers is traded at that close at the earliest, more honestly at the next.

The sources name the indicators, not always their sense. Here a signal calls for a hedge when SPX weakens, VIX
strengthens, the VX curve flattens, or VVIX gains on VIX: the market then pays up for VIX options before VIX
itself moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Bools, Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market
from alvh_helpers.signals.voting import TECHNICAL, Reading, Signal
from alvh_helpers.vix.futures import forward_at, settlements, term_structure

__all__ = [
    "Macd",
    "TechnicalRules",
    "after_crest",
    "breadth_divergence",
    "ema",
    "macd",
    "rolling_slope",
    "rsi",
    "technical_readings",
]


def after_crest(market: Market, fallen: float = 0.10, lookback: int = 10, least: float = 25.0) -> Bools:
    """Return the days that look like a peak just passed: an inverted curve, and VIX off its recent high.

    Parameters
    ----------
    fallen : float
        Share by which VIX must be below its highest close of the last `lookback` sessions.
    lookback : int
        Sessions.
    least : float
        VIX that the high must have reached.

    Returns
    -------
    ndarray of bool, shape (n,)
        Known at the close; that a higher peak may follow is not.
    """
    vix = market.table["vix"]
    crest = vix.rolling(lookback, min_periods=1).max()
    inverted = term_structure(market)["vx2_vx1"] < 1.0
    return ((vix <= (1.0 - fallen) * crest) & (crest >= least) & inverted).to_numpy()


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
        Changes in the first average, 2 or more.

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

    Shape (n,) like the values; NaN for the first `days` - 1 of them.

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

    Shape (n,) like the values.

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


def _smoothed(values: Floats, days: int, weight: float) -> Floats:
    """Return averages that start as the mean of the first values and take a share of each further one."""
    start = float(values[:days].mean())
    averages = accumulate(values[days:].tolist(), lambda old, new: old + weight * (new - old), initial=start)
    return np.fromiter(averages, dtype=float, count=len(values) - days + 1)


def _carried(values: ArrayLike) -> tuple[Floats, Bools, int]:
    """Return a series with its gaps filled by the last known value, where the gaps are, and where it begins."""
    series = np.asarray(values, dtype=float)
    if series.ndim != 1:
        raise CourseError(f"values of shape {series.shape}: an indicator takes one series at a time")
    missing = ~np.isfinite(series)
    if missing.all():
        return series, missing, len(series)
    at = np.maximum.accumulate(np.where(missing, 0, np.arange(len(series))))
    return series[at], missing, int(np.argmin(missing))


@dataclass(frozen=True)
class TechnicalRules:
    """When a technical signal calls for a hedge.

    Attributes
    ----------
    rsi_days : int
        Days of Wilder's average.
    vix_rsi : float
        The RSI of VIX calls above this level (60 in the sources).
    spx_rsi : float
        The RSI of SPX calls below this level: by default the mirror image, 40.
    fast, slow, signal : int
        Days of the MACD.
    divergence_days : int
        Sessions over which SPX and the advance-decline line are compared.
    fixed_term : bool
        Take the term structure between fixed 30 and 120 days instead of vx4/vx1. On an expiry day vx1 and vx4
        become other contracts, the ratio jumps, and its MACD changes side twice as often as on other days.
    """

    rsi_days: int = 14
    vix_rsi: float = 60.0
    spx_rsi: float = 40.0
    fast: int = 12
    slow: int = 26
    signal: int = 9
    divergence_days: int = 20
    fixed_term: bool = False

    def __post_init__(self) -> None:
        for level in (self.vix_rsi, self.spx_rsi):
            if not 0.0 < level < 100.0:
                raise CourseError(f"an RSI level of {level:g}: the index runs from 0 to 100")


def technical_readings(market: Market, rules: TechnicalRules | None = None) -> list[Reading]:
    """Return the technical signals by day.

    Parameters
    ----------
    market : Market
        History; the averages start on its first day, so give all of it and cut the votes afterwards.
    rules : TechnicalRules, optional
        Levels and lengths.

    Returns
    -------
    list of Reading
        ``spx_rsi``, ``vix_rsi``, ``spx_macd``, ``vix_macd``, ``term_macd``, ``vvix_macd``, ``breadth``.
    """
    rules = TechnicalRules() if rules is None else rules
    table = market.table
    spx, vix, vvix = (table[name].to_numpy(dtype=float) for name in ("spx", "vix", "vvix"))
    return [
        _rsi_reading("SPX", spx, rules.rsi_days, rules.spx_rsi, above=False),
        _rsi_reading("VIX", vix, rules.rsi_days, rules.vix_rsi, above=True),
        _macd_reading("spx", "SPX", spx, rules, above=False),
        _macd_reading("vix", "VIX", vix, rules, above=True),
        _macd_reading("term", *_term_structure(market, rules.fixed_term), rules, above=False),
        _macd_reading("vvix", "VVIX/VIX", vvix / vix, rules, above=True),
        _breadth_reading(market, rules.divergence_days),
    ]


def breadth_divergence(spx: ArrayLike, net: ArrayLike, days: int = 20) -> pd.DataFrame:
    """Return where SPX and the advance-decline line part ways.

    Parameters
    ----------
    spx : array_like, shape (n,)
        Closes.
    net : array_like, shape (n,)
        Advancing less declining issues of each day, NaN where not known.
    days : int
        Sessions to look back, today among them.

    Returns
    -------
    DataFrame
        ``unconfirmed``: SPX closes at its high of these days, the line does not; ``opposed``: SPX slopes up,
        the line down; ``slope``: of the line, net issues a day. All NaN where any of the days is not known:
        across a gap the line has no level.
    """
    price, moves = np.asarray(spx, dtype=float), np.asarray(net, dtype=float)
    missing = np.isnan(moves)
    line = np.where(missing, 0.0, moves).cumsum()
    highs = pd.DataFrame({"spx": price, "line": line}).rolling(days).max().to_numpy()
    slope = rolling_slope(line, days)
    unconfirmed = (price == highs[:, 0]) & (line < highs[:, 1])
    opposed = (rolling_slope(price, days) > 0) & (slope < 0)
    known = np.isfinite(slope) & (pd.Series(missing).rolling(days, min_periods=1).sum().to_numpy() == 0)
    columns = {"unconfirmed": unconfirmed.astype(float), "opposed": opposed.astype(float), "slope": slope}
    return pd.DataFrame({name: np.where(known, values, np.nan) for name, values in columns.items()})


def _term_structure(market: Market, fixed: bool) -> tuple[str, Floats]:
    """Return the slope of the VX curve and its name: above 1 in contango."""
    if fixed:
        return "VX 120 days/30 days", forward_at(market, 120.0) / forward_at(market, 30.0)
    curve = settlements(market)
    return "vx4/vx1", curve[:, 3] / curve[:, 0]


def _rsi_reading(label: str, closes: Floats, days: int, level: float, above: bool) -> Reading:
    """Return the vote of an RSI beyond a level."""
    index = rsi(closes, days)
    rule = f"{'above' if above else 'below'} {level:g}"
    signal = Signal(f"{label.lower()}_rsi", TECHNICAL, f"RSI({days}) of {label}", rule, "same close", ".1f")
    return Reading.of(signal, index > level if above else index < level, index)


def _macd_reading(name: str, label: str, closes: Floats, rules: TechnicalRules, above: bool) -> Reading:
    """Return the vote of a MACD line above or below its signal line."""
    histogram = macd(closes, rules.fast, rules.slow, rules.signal).histogram
    measure = f"MACD({rules.fast}, {rules.slow}, {rules.signal}) of {label} less its signal line"
    rule = "above 0" if above else "below 0"
    signal = Signal(f"{name}_macd", TECHNICAL, measure, rule, "same close", "+.3f")
    return Reading.of(signal, histogram > 0 if above else histogram < 0, histogram)


def _breadth_reading(market: Market, days: int) -> Reading:
    """Return the vote of a divergence between SPX and the advance-decline line."""
    breadth = market.breadth.reindex(market.sessions)
    net = (breadth["advances"] - breadth["declines"]).to_numpy(dtype=float)
    found = breadth_divergence(market.table["spx"].to_numpy(), net, days)
    signal = Signal(
        "breadth",
        TECHNICAL,
        f"{days}-day slope of the advance-decline line, net issues a day,",
        f"SPX is at a {days}-day high that the line does not share, or slopes up while the line slopes down",
        "same close",
        "+.0f",
    )
    calls = (found["unconfirmed"] + found["opposed"]).to_numpy() > 0
    return Reading.of(signal, calls, found["slope"].to_numpy())
