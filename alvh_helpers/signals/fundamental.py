"""Fundamental signals (R7): inflation, growth, the dollar, valuation, property, dividends and the short rate.

No signal knows a monthly figure before its publication (`market.MACRO_LAG_MONTHS`), and none uses one that
should have been replaced by now: from the month in which the next figure is due and missing, it abstains.
There is no consensus of forecasters in the data: a "surprise" here is a departure from the figure's own past.
Growth and producer prices are late vintages: revised since, so not exactly what was on the screen that day.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.contracts import SESSIONS_A_YEAR
from alvh_helpers.market.history import Market
from alvh_helpers.market.loading import MACRO_LAG_MONTHS, known_on
from alvh_helpers.signals.voting import FUNDAMENTAL, Reading, Signal

__all__ = ["MacroRules", "gordon_value", "known_by_day", "macro_readings", "surprise"]


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


_QUARTER = 63  # sessions
_PAST_MONTHS, _LEAST_MONTHS = 60, 24
_PAST_QUARTERS = 8


@dataclass(frozen=True)
class MacroRules:
    """When a fundamental signal calls for a hedge.

    Attributes
    ----------
    unusual : float
        Standard deviations from its own past at which inflation, growth or the dollar calls.
    pe_fall, reit_fall, gordon_gap : float
        Decimals: fall of the P/E in 63 sessions, of property shares from their 3-month high, and how far the
        dividend-discount value must lie below the price.
    rate_move : float
        Change of the T-bill rate in three months, either way, in percentage points.
    """

    unusual: float = 1.0
    pe_fall: float = 0.10
    reit_fall: float = 0.10
    gordon_gap: float = 0.15
    rate_move: float = 0.50

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not value > 0.0:
                raise CourseError(
                    f"{name} {value:g}: give the size of the move, above 0; its direction is fixed"
                )


def macro_readings(market: Market, rules: MacroRules | None = None) -> list[Reading]:
    """Return the fundamental signals by day.

    Returns
    -------
    list of Reading
        ``cpi``, ``ppi``, ``gdp``, ``reer``, ``pe``, ``reit``, ``gordon``, ``short_rate``.
    """
    rules = MacroRules() if rules is None else rules
    macro, sessions, spx = market.macro, market.sessions, market.table["spx"].to_numpy(dtype=float)
    return [
        _inflation("cpi", "consumer", macro, sessions, rules.unusual),
        _inflation("ppi", "producer", macro, sessions, rules.unusual),
        _growth(macro, sessions, rules.unusual),
        _dollar(macro, sessions, rules.unusual),
        _valuation(macro, sessions, spx, rules.pe_fall),
        _property(macro, sessions, rules.reit_fall),
        _dividends(macro, sessions, spx, rules.gordon_gap),
        _short_rate(macro, sessions, rules.rate_move),
    ]


def known_by_day(values: pd.Series, sessions: pd.DatetimeIndex, lag: int, every: int = 1) -> Floats:
    """Return the last published value by day, NaN from when the next one is due and missing.

    Parameters
    ----------
    values : Series
        Indexed by the first day of each month.
    sessions : DatetimeIndex, shape (n,)
        Days to fill.
    lag : int
        The value of month m counts from the first day of month m + `lag`.
    every : int
        Months from one value to the next: 1, or 3 for quarterly figures.

    Returns
    -------
    ndarray, shape (n,)
    """
    published = values.dropna()
    if published.empty:
        return np.full(len(sessions), np.nan)
    months = pd.Series(_month_number(published.index), published.index)
    age = _month_number(sessions) - known_on(months, sessions, lag)
    return np.where(age < lag + every, known_on(published, sessions, lag), np.nan)


def gordon_value(dividend: float, required_return: float, growth: float) -> float:
    """Return what a share is worth by Gordon's formula: next year's dividend / (required return - growth).

    In the unit of the dividend, which is that of the last twelve months; return and growth are decimals a year.

    Raises
    ------
    CourseError
        When growth is not below the required return.

    Notes
    -----
    Gordon (1959), "Dividends, earnings and stock prices".
    """
    if not growth < required_return:
        raise CourseError(
            f"growth {growth:.1%} is not below the required return {required_return:.1%}: dividends that outgrow "
            "what investors ask have no finite value"
        )
    return dividend * (1.0 + growth) / (required_return - growth)


def _inflation(
    name: str, label: str, macro: pd.DataFrame, sessions: pd.DatetimeIndex, unusual: float
) -> Reading:
    """Return the vote of price momentum: 3-month change, annualised, against the five years before."""
    momentum = (macro[name] / macro[name].shift(3)) ** 4 - 1.0
    z = pd.Series(surprise(momentum, _PAST_MONTHS, _LEAST_MONTHS), macro.index)
    measure = f"{label} prices, 3-month momentum in standard deviations from its past five years,"
    return _monthly(name, name, measure, z, sessions, unusual)


def _growth(macro: pd.DataFrame, sessions: pd.DatetimeIndex, unusual: float) -> Reading:
    """Return the vote of growth: the quarter's annualised rate against the eight quarters before."""
    gdp = macro["gdp"].dropna()
    z = pd.Series(surprise((gdp / gdp.shift(1)) ** 4 - 1.0, _PAST_QUARTERS, _PAST_QUARTERS), gdp.index)
    measure = "GDP growth in standard deviations from its past eight quarters"
    return _monthly("gdp", "gdp", measure, z, sessions, -unusual, every=3)


def _dollar(macro: pd.DataFrame, sessions: pd.DatetimeIndex, unusual: float) -> Reading:
    """Return the vote of the dollar: a rise of the real effective exchange rate, a flight to safety."""
    momentum = np.log(macro["reer"] / macro["reer"].shift(3))
    z = pd.Series(surprise(momentum, _PAST_MONTHS, _LEAST_MONTHS), macro.index)
    measure = "real dollar, 3-month momentum in standard deviations from its past five years,"
    return _monthly("reer", "reer", measure, z, sessions, unusual)


def _property(macro: pd.DataFrame, sessions: pd.DatetimeIndex, fall: float) -> Reading:
    """Return the vote of property shares: below the highest of this month end and the three before."""
    loss = macro["vnq"] / macro["vnq"].rolling(4).max() - 1.0
    return _monthly(
        "reit", "vnq", "property shares against their 3-month high", loss, sessions, -fall, form="+.1%"
    )


def _short_rate(macro: pd.DataFrame, sessions: pd.DatetimeIndex, move: float) -> Reading:
    """Return the vote of the short rate: three months' change, up or down."""
    change = known_by_day(macro["tbill"].diff(3), sessions, MACRO_LAG_MONTHS["tbill"])
    signal = Signal(
        "short_rate",
        FUNDAMENTAL,
        "T-bill rate, 3-month change in percentage points,",
        f"{move:g} or more, up or down",
        _known("tbill"),
        "+.2f",
    )
    # Published in hundredths: a change of exactly the limit must not hang on the last binary digit.
    return Reading.of(signal, np.abs(change) >= move - 1e-9, change)


def _valuation(macro: pd.DataFrame, sessions: pd.DatetimeIndex, spx: Floats, fall: float) -> Reading:
    """Return the vote of the trailing P/E: compressed within 63 sessions.

    The price is today's, the earnings those last reported: in a crash of earnings the multiple rises.
    """
    multiple = spx / known_by_day(macro["earnings"], sessions, MACRO_LAG_MONTHS["earnings"])
    change = np.full(len(spx), np.nan)
    change[_QUARTER:] = multiple[_QUARTER:] / multiple[:-_QUARTER] - 1.0
    signal = Signal(
        "pe", FUNDAMENTAL, "trailing P/E over 63 sessions", f"below {-fall:+.0%}", _known("earnings"), "+.1%"
    )
    return Reading.of(signal, change < -fall, change)


def _dividends(macro: pd.DataFrame, sessions: pd.DatetimeIndex, spx: Floats, gap: float) -> Reading:
    """Return the vote of the dividend-discount value against the price.

    Required return less growth is not guessed: it is what the market itself paid over the past five years, the
    mean of dividend / price (Gordon's formula solved for it), at least two years of it.
    """
    paid = pd.Series(known_by_day(macro["dividends"], sessions, MACRO_LAG_MONTHS["dividends"]) / spx)
    spread = paid.shift(1).rolling(5 * SESSIONS_A_YEAR, min_periods=2 * SESSIONS_A_YEAR).mean()
    distance = (paid / spread - 1.0).to_numpy()
    measure = "dividend-discount value against the price"
    signal = Signal("gordon", FUNDAMENTAL, measure, f"below {-gap:+.0%}", _known("dividends"), "+.1%")
    return Reading.of(signal, distance < -gap, distance)


def _monthly(
    name: str,
    column: str,
    measure: str,
    values: pd.Series,
    sessions: pd.DatetimeIndex,
    level: float,
    every: int = 1,
    form: str = "+.1f",
) -> Reading:
    """Return the vote of a monthly figure beyond a level: above a positive one, below a negative one."""
    number = known_by_day(values, sessions, MACRO_LAG_MONTHS[column], every)
    calls = number > level if level > 0 else number < level
    rule = f"{'above' if level > 0 else 'below'} {level:{form}}"
    return Reading.of(Signal(name, FUNDAMENTAL, measure, rule, _known(column), form), calls, number)


def _month_number(days: pd.Index) -> Floats:
    """Return months counted from 1970."""
    return days.to_numpy().astype("M8[M]").astype(np.int64).astype(float)


def _known(column: str) -> str:
    """Return in words when a monthly figure counts as known."""
    lag = MACRO_LAG_MONTHS[column]
    ordinal = {1: "month", 2: "2nd month", 3: "3rd month"}.get(lag, f"{lag}th month")
    return f"from the first day of the {ordinal} after"
