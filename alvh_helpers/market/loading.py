"""Reading the data files, refusing what would make a result silently wrong, and saying what was known on which day.

Every refusal is one sentence that names the file, the row (1-based line of the file, its header being row 1),
the date on it and the column. Columns must be exactly the known ones: a missing one is an error, and so is
an extra one, because a misspelt or shifted header would otherwise pass unseen.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Bools, Dates, Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.contracts import DAYS_A_YEAR, VX_COLUMNS

__all__ = [
    "FILES",
    "MACRO_LAG_MONTHS",
    "bundled_folder",
    "dividend_yield_by_day",
    "known_macro",
    "known_on",
    "rate_by_day",
    "read_breadth",
    "read_fomc",
    "read_macro",
    "read_market",
    "vix3m_from_curve",
]

FILES = ("market.csv", "macro.csv", "breadth.csv", "fomc.csv")
_MARKET = ("spx", "vix", "vix3m", "vvix", *VX_COLUMNS)
_MACRO = ("cpi", "ppi", "reer", "gdp", "tbill", "earnings", "dividends", "vnq")
_MAY_BE_NEGATIVE = ("tbill", "earnings")
_NEVER_BLANK_MACRO = ("tbill",)
_LONGEST_GAP = 7  # calendar days; the longest real one is 5 (New Year 2007, the storm of October 2012)

# Where market.csv may be blank: until this day (excluded), or on these days.
_BLANK_BEFORE = {
    "vix3m": dt.date(2009, 9, 18),  # first published close in the source
    "vx6": dt.date(2008, 4, 19),  # months that far out were not always listed before
    "vx7": dt.date(2008, 4, 16),
}

_BLANK_ON = {"vvix": (dt.date(2010, 11, 11), dt.date(2013, 5, 13))}

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


def bundled_folder() -> Path:
    """Return the folder of the bundled data: beside the package, else in the working directory or above it.

    Raises
    ------
    CourseError
        When there is none.
    """
    here = Path.cwd()
    beside = Path(__file__).resolve().parents[2]
    for place in (beside, here, *here.parents):
        if (place / "data" / "market.csv").is_file():
            return place / "data"
    raise CourseError(
        f"the course's data were not found beside the package ({beside}) or above {here}: "
        "work inside a clone of the course, or name its folder, load_market('path/to/data')"
    )


def read_market(folder: Path) -> pd.DataFrame:
    """Read ``market.csv``, the daily table.

    Returns
    -------
    DataFrame
        Indexed by trading day (``date``); columns spx, vix, vix3m, vvix, vx1..vx7 in index points, NaN where
        a blank is allowed.

    Raises
    ------
    CourseError
        At a missing or unknown column, a date that is none, repeated or out of order, a gap of more than
        7 days, a price that is no positive number, or a blank where there may be none.
    """
    table = _RawTable(folder / "market.csv", "date", _MARKET)
    dates = table.dates()
    table.refuse_gaps(dates)
    columns = {}
    for name in _MARKET:
        values, blank = table.numbers(name)
        table.refuse(name, blank & ~_may_be_blank(name, dates), "is blank")
        table.refuse(name, ~blank & ~(values > 0), "is no positive price")
        columns[name] = values
    return pd.DataFrame(columns, index=_index(dates, "date"))


def read_macro(folder: Path) -> pd.DataFrame:
    """Read ``macro.csv``, the monthly table.

    Returns
    -------
    DataFrame
        Indexed by the first day of each month (``month``); columns cpi, ppi, reer, gdp, tbill, earnings,
        dividends, vnq; NaN where nothing was published or found.

    Raises
    ------
    CourseError
        When months do not follow one another, a value is no number (or not positive, earnings and T-bill
        rate apart), the T-bill rate is blank, or GDP stands in a month that does not begin a quarter.
    """
    table = _RawTable(folder / "macro.csv", "month", _MACRO)
    dates = table.dates(monthly=True)
    columns = {}
    for name in _MACRO:
        values, blank = table.numbers(name)
        if name not in _MAY_BE_NEGATIVE:
            table.refuse(name, ~blank & ~(values > 0), "is no positive number")
        if name in _NEVER_BLANK_MACRO:
            table.refuse(name, blank, "is blank")
        columns[name] = values
    quarter_starts = dates.astype("M8[M]").astype(np.int64) % 3 == 0
    table.refuse(
        "gdp", ~np.isnan(columns["gdp"]) & ~quarter_starts, "stands in a month that begins no quarter"
    )
    return pd.DataFrame(columns, index=_index(dates, "month"))


def read_breadth(folder: Path) -> pd.DataFrame:
    """Read ``breadth.csv``: NYSE advancing and declining issues by day, with the gaps of its source.

    Returns
    -------
    DataFrame
        Indexed by ``date``; integer columns advances, declines.

    Raises
    ------
    CourseError
        At dates out of order or a count that is no non-negative whole number.
    """
    table = _RawTable(folder / "breadth.csv", "date", ("advances", "declines"))
    dates = table.dates()
    columns = {}
    for name in ("advances", "declines"):
        values, blank = table.numbers(name)
        table.refuse(name, blank | (values < 0) | (values % 1 != 0), "is no count of issues")
        columns[name] = values.astype(np.int64)
    return pd.DataFrame(columns, index=_index(dates, "date"))


def read_fomc(folder: Path) -> pd.DataFrame:
    """Read ``fomc.csv``: the last day of each meeting of the Federal Open Market Committee.

    Returns
    -------
    DataFrame
        Indexed by ``date``; boolean column scheduled, False for meetings that were called on short notice.

    Raises
    ------
    CourseError
        At dates out of order or a flag that is neither 0 nor 1.
    """
    table = _RawTable(folder / "fomc.csv", "date", ("scheduled",))
    dates = table.dates()
    values, blank = table.numbers("scheduled")
    table.refuse("scheduled", blank | ~np.isin(values, (0, 1)), "is neither 0 nor 1")
    return pd.DataFrame({"scheduled": values == 1}, index=_index(dates, "date"))


class _RawTable:
    """A csv file as text, with the one way to complain about a cell of it."""

    def __init__(self, path: Path, key: str, columns: Sequence[str]) -> None:
        self.name = path.name
        self.key = key
        header, self.rows = _read_rows(path)
        _check_header(self.name, header, (key, *columns))
        if not self.rows:
            raise CourseError(f"{self.name} has no row below its header")
        for row, cells in enumerate(self.rows, start=2):
            if len(cells) != len(header):
                raise CourseError(
                    f"{self.name}, row {row}: {len(cells)} cells stand under {len(header)} columns"
                )
        self.cells = dict(zip(header, zip(*self.rows)))

    def refuse(self, column: str, bad: np.ndarray, why: str) -> None:
        """Raise for the first row where `bad` is True."""
        if bad.any():
            at = int(np.flatnonzero(bad)[0])
            where = f"{self.name}, row {at + 2} ({self.cells[self.key][at]}), column {column!r}"
            cell = self.cells[column][at].strip()
            raise CourseError(f"{where}: {cell} {why}" if cell else f"{where}: the cell is blank")

    def dates(self, monthly: bool = False) -> Dates:
        """Return the key column as dates, strictly increasing (`monthly`: month after month)."""
        shape = "a month written 2020-02" if monthly else "a date written 2020-02-18"
        found = [_date(text + "-01" if monthly else text) for text in self.cells[self.key]]
        self.refuse(self.key, np.array([day is None for day in found]), f"is not {shape}")
        days = np.array(found, dtype="M8[D]")
        step = np.diff(days.astype("M8[M]" if monthly else "M8[D]").astype(np.int64), prepend=0)
        step[0] = 1
        self.refuse(self.key, step == 0, "repeats the row before")
        self.refuse(self.key, step < 0, "comes after a later one: rows must run from old to new")
        if monthly:
            self.refuse(self.key, step > 1, "does not follow the month of the row before")
        return days

    def refuse_gaps(self, dates: Dates) -> None:
        """Raise where more than 7 days lie between two rows."""
        gaps = np.diff(dates.astype(np.int64), prepend=0)
        gaps[0] = 0
        hole = gaps > _LONGEST_GAP
        if hole.any():
            days = gaps[hole][0]
            self.refuse(
                self.key, hole, f"comes {days} days after the row before: more than {_LONGEST_GAP} is a hole"
            )

    def numbers(self, column: str) -> tuple[np.ndarray, np.ndarray]:
        """Return a column as floats and where it is blank; raise at what is neither blank nor a number."""
        text = np.array(self.cells[column], dtype=object)
        values = np.asarray(pd.to_numeric(text, errors="coerce"), dtype=float)
        blank = np.isnan(values)  # narrowed down to those cells that really hold nothing
        blank[blank] = [not cell.strip() for cell in text[blank]]
        self.refuse(column, ~blank & ~np.isfinite(values), "is no number")
        return values, blank


def _read_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return header and rows of a csv file as text."""
    if not path.is_file():
        raise CourseError(
            f"{path.name} is missing in {path.parent}: the data folder holds {', '.join(FILES)}"
        )
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except (csv.Error, UnicodeDecodeError) as error:
        raise CourseError(f"{path.name} is no readable csv file: {error}") from None
    if not lines:
        raise CourseError(f"{path.name} is empty")
    return [name.strip() for name in lines[0]], lines[1:]


def _check_header(name: str, header: list[str], expected: Sequence[str]) -> None:
    """Raise when a column is missing, twice there or unknown."""
    for column in expected:
        if header.count(column) != 1:
            found = "is missing" if column not in header else "is there twice"
            raise CourseError(f"{name}, row 1: column {column!r} {found}")
    for column in header:
        if column not in expected:
            known = ", ".join(expected)
            raise CourseError(f"{name}, row 1: column {column!r} is unknown; known are {known}")


def _date(text: str) -> dt.date | None:
    """Return an ISO date, or None when the text is none."""
    try:
        return dt.date.fromisoformat(text) if len(text) == 10 and "W" not in text else None
    except ValueError:
        return None


def _may_be_blank(name: str, dates: Dates) -> Bools:
    """Tell by row where a column of market.csv may be blank."""
    before = np.datetime64(_BLANK_BEFORE.get(name, dt.date.min))
    return (dates < before) | np.isin(dates, np.array(_BLANK_ON.get(name, ()), dtype="M8[D]"))


def _index(dates: Dates, name: str) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(dates.astype("M8[ns]"), name=name)


def known_on(values: pd.Series, sessions: pd.DatetimeIndex, lag_months: int) -> Floats:
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
    """Return the monthly table as known on a day by `MACRO_LAG_MONTHS`: later values blank, empty last months dropped."""
    month = np.datetime64(date.date(), "M")
    known = macro.copy()
    for column, lag in MACRO_LAG_MONTHS.items():
        later = known.index.to_numpy().astype("M8[M]") + np.timedelta64(lag, "M") > month
        known.loc[later, column] = np.nan
    return known.loc[: known.dropna(how="all").index.max()]


def rate_by_day(macro: pd.DataFrame, sessions: pd.DatetimeIndex) -> Floats:
    """Return the 3-month T-bill rate by day, continuously compounded.

    The monthly average is a bank discount d (percent of face, ACT/360): a bill of 91 days costs
    1 - d*91/360, so the continuously compounded rate is -ln(1 - d*91/360) * 365/91. The rate of an average
    month stands for every day of the next one.

    Returns
    -------
    ndarray, shape (n,)
        Decimals a year (0.05 is 5 %), from ``tbill`` in percent a year.

    Raises
    ------
    CourseError
        When the monthly table begins too late for the first day.
    """
    discount = _filled(macro, "tbill", sessions) / 100.0
    return -np.log(1.0 - discount * _BILL_DAYS / 360.0) * DAYS_A_YEAR / _BILL_DAYS


def dividend_yield_by_day(macro: pd.DataFrame, sessions: pd.DatetimeIndex, spx: ArrayLike) -> Floats:
    """Return the dividend yield of the S&P 500 by day, continuously compounded.

    ln(1 + D/S) with D the dividends of the trailing twelve months, last known, and S that day's close.

    Returns
    -------
    ndarray, shape (n,)
        Decimals a year, from ``dividends`` in index points a year and closes of shape (n,).

    Raises
    ------
    CourseError
        When the monthly table begins too late for the first day.
    """
    return np.log1p(_filled(macro, "dividends", sessions) / np.asarray(spx, dtype=float))


def vix3m_from_curve(
    vix: ArrayLike, vvix: ArrayLike, futures: ArrayLike, days: ArrayLike, convexity: float = 1.0
) -> Floats:
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
    month = convexity * (np.asarray(vvix, dtype=float) / 100.0) ** 2 * 30.0 / DAYS_A_YEAR
    starts = (spot, _at_maturity(nodes, curve, 30.0), _at_maturity(nodes, curve, 60.0))
    pieces = (n * f**2 * np.exp(k * month) for n, f, k in zip(_STRETCHES, starts, _LOG_VARIANCE))
    return np.sqrt(sum(pieces) / sum(_STRETCHES))


def _at_maturity(nodes: Floats, curve: Floats, maturity: float) -> Floats:
    """Return the curve of each row, interpolated linearly at one maturity in days."""
    row = np.arange(len(nodes))
    left = np.minimum((nodes <= maturity).sum(axis=1) - 1, nodes.shape[1] - 2)
    weight = (maturity - nodes[row, left]) / (nodes[row, left + 1] - nodes[row, left])
    return (1.0 - weight) * curve[row, left] + weight * curve[row, left + 1]


def _filled(macro: pd.DataFrame, column: str, sessions: pd.DatetimeIndex) -> Floats:
    """Return a monthly column by day, or raise when it begins too late."""
    values = known_on(macro[column], sessions, MACRO_LAG_MONTHS[column])
    if np.isnan(values).any():
        raise CourseError(
            f"macro.csv, column {column!r}: no value is known by {sessions[0]:%Y-%m-%d}, the first row of market.csv"
        )
    return values
