"""The bundled history: one daily table, monthly facts, breadth and FOMC dates, and windows on them.

``load_market()`` reads and checks the files of ``data/`` and returns a `Market`. A `Market` never changes:
its tables are handed out as copies, and what a notebook does to them stays in that notebook.

Clocks: SPX, VIX, VIX3M and VVIX are closes; VX is the daily settlement (16:15 New York time before late
October 2020, 16:00 after), so on wild days before that the two are a quarter of an hour apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from numbers import Integral
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import (
    FIRST_DAY,
    DateLike,
    as_date,
    date_within,
    days_to_vx_expiries,
    vx_expiries,
    vx_expiry_ranks,
)
from alvh_helpers.market.contracts import DAYS_A_YEAR, VX_COLUMNS
from alvh_helpers.market.loading import (
    FILES,
    bundled_folder,
    dividend_yield_by_day,
    known_macro,
    rate_by_day,
    read_breadth,
    read_fomc,
    read_macro,
    read_market,
    vix3m_from_curve,
)

__all__ = ["EPISODES", "Day", "Episode", "Market", "episodes_above", "equity_excess", "load_market"]


class Episode(NamedTuple):
    """A named stretch of history: first and last calendar day, one line on it, and its kind."""

    start: str
    end: str
    description: str
    kind: Literal["crash", "calm"]


EPISODES: Mapping[str, Episode] = MappingProxyType(
    {
        "Sep-Dec 2008": Episode(
            "2008-09-01", "2008-12-31", "Lehman; VIX closes at 80.86 on 20 November", "crash"
        ),
        "May 2010": Episode(
            "2010-05-01", "2010-05-31", "flash crash of 6 May; VIX 45.79 on the 20th", "crash"
        ),
        "Aug 2011": Episode("2011-08-01", "2011-08-31", "US downgrade; VIX 48.00 on 8 August", "crash"),
        "Aug 2015": Episode("2015-08-01", "2015-08-31", "yuan devaluation; VIX 40.74 on 24 August", "crash"),
        "Feb 2018": Episode(
            "2018-02-01", "2018-02-28", "short-volatility ETNs collapse on 5 February", "crash"
        ),
        "Dec 2018": Episode("2018-12-01", "2018-12-31", "slow slide into Christmas; VIX 36.07", "crash"),
        "Feb-Apr 2020": Episode("2020-02-01", "2020-04-30", "pandemic; VIX 82.69 on 16 March", "crash"),
        "Jan-Oct 2022": Episode(
            "2022-01-01", "2022-10-31", "bear market without a spike; VIX at most 36.45", "crash"
        ),
        "Aug 2024": Episode("2024-08-01", "2024-08-31", "yen carry unwinds; VIX 38.57 on 5 August", "crash"),
        "Apr 2025": Episode("2025-04-01", "2025-04-30", "tariffs; VIX 52.33 on 8 April", "crash"),
        "2014": Episode("2014-01-01", "2014-12-31", "a calm year with a scare in October", "calm"),
        "2017": Episode("2017-01-01", "2017-12-31", "the calmest year: VIX averages 11", "calm"),
        "Apr-Jul 2019": Episode("2019-04-01", "2019-07-31", "sideways, with a dip in May", "calm"),
        "Jul 2023-Jun 2024": Episode(
            "2023-07-01", "2024-06-30", "calm, and drifting up from November", "calm"
        ),
    }
)
"""The episodes of the course: whole calendar months, from the first day of the first to the last of the last.

A single month is too short for a 45-day condor: `Market.episode` takes days before and after it.
"""

_ONE_DAY = pd.Timedelta(days=1)


class Day(NamedTuple):
    """The facts of one trading day; VIX and VX in index points, rates as decimals, NaN where not published."""

    date: pd.Timestamp
    spx: float
    vix: float
    vix3m: float
    vvix: float
    vx1: float
    vx2: float
    vx3: float
    vx4: float
    vx5: float
    vx6: float
    vx7: float
    rate: float
    dividend_yield: float
    vix3m_proxy: float
    vix3m_filled: float
    vix3m_is_proxy: bool

    @property
    def curve(self) -> np.ndarray:
        """Settlements vx1..vx7 as an array of shape (7,)."""
        return np.array(self[5:12])


@dataclass(frozen=True, eq=False, repr=False)
class Market:
    """A stretch of history that cannot be changed: made by `load_market`, cut by `window` and `episode`.

    Each access to a table makes a fresh copy: take it once, not in a loop.

    Attributes
    ----------
    table : DataFrame
        A row a trading day (``date``): spx, vix, vix3m, vvix, vx1..vx7 as published; rate (T-bill) and
        dividend_yield, continuously compounded decimals, lagged so that they never look ahead, the last
        known value carried forward (dividends are known to June 2023 only: the yield is a little too low
        after that); vix3m_proxy, a stand-in from the VX curve on every day; vix3m_filled, VIX3M where it
        was published and the stand-in before 2009-09-18; vix3m_is_proxy, True on those days.
    macro : DataFrame
        The raw monthly table, indexed by the first day of the month; in a window, as known on its last day.
    breadth : DataFrame
        NYSE advances and declines by day, with the source's gaps.
    fomc : DataFrame
        FOMC meetings by their last day; column scheduled.
    sessions : DatetimeIndex
        The trading days of the table.
    start, end : Timestamp
        First and last calendar day of the stretch.
    """

    _table: pd.DataFrame
    _macro: pd.DataFrame
    _breadth: pd.DataFrame
    _fomc: pd.DataFrame
    start: pd.Timestamp
    end: pd.Timestamp

    @property
    def table(self) -> pd.DataFrame:
        """Daily table."""
        return self._table.copy()

    @property
    def macro(self) -> pd.DataFrame:
        """Monthly table."""
        return self._macro.copy()

    @property
    def breadth(self) -> pd.DataFrame:
        """Advances and declines by day."""
        return self._breadth.copy()

    @property
    def fomc(self) -> pd.DataFrame:
        """FOMC meetings."""
        return self._fomc.copy()

    @property
    def sessions(self) -> pd.DatetimeIndex:
        """Trading days."""
        return _days_of(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def __repr__(self) -> str:
        return f"Market({self.start:%Y-%m-%d} to {self.end:%Y-%m-%d}, {len(self)} trading days)"

    def window(self, start: DateLike | None = None, end: DateLike | None = None) -> Market:
        """Cut the history to the days from `start` to `end`, both included.

        At the end every table loses what nobody knew that day: monthly values not yet published (by
        `MACRO_LAG_MONTHS`) and later meetings, even those that the Fed had announced ahead. At the start the
        daily tables and the meetings are cut; monthly values stay, because signals need years of them.

        Parameters
        ----------
        start, end : date-like, optional
            Any calendar days inside the history; the history's own bound when left out.

        Raises
        ------
        CourseError
            When a value is no date, lies outside the history, or no trading day is left.
        """
        first = self._within(as_date(self.start if start is None else start))
        last = self._within(as_date(self.end if end is None else end))
        if last < first:
            raise CourseError(f"the end {last:%Y-%m-%d} is before the start {first:%Y-%m-%d}")
        table = self._table.loc[first:last]
        if table.empty:
            raise CourseError(f"there is no trading day from {first:%Y-%m-%d} to {last:%Y-%m-%d}")
        macro = self._macro if last == self.end else known_macro(self._macro, last)
        return Market(table, macro, self._breadth.loc[first:last], self._fomc.loc[first:last], first, last)

    def episode(self, name: str, before: int = 0, after: int = 0) -> Market:
        """Cut the history to one of the `EPISODES`.

        Parameters
        ----------
        name : str
            As in `EPISODES`, for example ``"Feb-Apr 2020"``.
        before, after : int
            Calendar days to add, for a condor sold before the storm and held through it.

        Raises
        ------
        CourseError
            At an unknown name, negative days, or days beyond the history.
        """
        found = EPISODES.get(str(name))
        if found is None:
            raise CourseError(f"{name!r} is no episode; there are {', '.join(EPISODES)}")
        for days in (before, after):
            if not isinstance(days, Integral) or days < 0:
                raise CourseError(f"{days} days to add to an episode: give a whole number, 0 or more")
        return self.window(as_date(found.start) - before * _ONE_DAY, as_date(found.end) + after * _ONE_DAY)

    def day(self, date: DateLike) -> Day:
        """Return the facts of one trading day.

        Raises
        ------
        CourseError
            When the value is no date, outside the history, or no trading day.
        """
        stamp, sessions = self._within(as_date(date)), _days_of(self._table)
        at = int(sessions.searchsorted(stamp))
        if at == len(self) or sessions[at] != stamp:
            near = sessions[max(at - 1, 0) : at + 1]
            raise CourseError(f"{stamp:%Y-%m-%d} is no trading day; the nearest sessions are {_listed(near)}")
        return Day(stamp, *(value.item() for value in self._table.iloc[at]))

    def vx(self, expiry: DateLike) -> pd.Series:
        """Return the settlements of one VIX future through its life, as far as it was among the first seven.

        Parameters
        ----------
        expiry : date-like
            Day on which the contract expires (`calendar.vx_expiry` gives it).

        Returns
        -------
        Series
            Index points by trading day, up to the session before the expiry; its name is the expiry.

        Raises
        ------
        CourseError
            When the day is no monthly VIX expiry, or the contract has no settlement in this history.
        """
        stamp = as_date(expiry)
        near = vx_expiries(max(date_within(stamp) - 40 * _ONE_DAY, FIRST_DAY), 3)
        if stamp not in near:
            around = near[near < stamp][-1:].append(near[near > stamp][:1])
            raise CourseError(f"{stamp:%Y-%m-%d} is no monthly VIX expiry; the nearest are {_listed(around)}")
        rank = vx_expiry_ranks(self.sessions, stamp)
        alive = np.flatnonzero((rank >= 1) & (rank <= len(VX_COLUMNS)))
        curve = self._table[VX_COLUMNS].to_numpy()
        settled = pd.Series(curve[alive, rank[alive] - 1], self._table.index[alive], name=stamp).dropna()
        if settled.empty:
            raise CourseError(f"the VIX future of {stamp:%Y-%m-%d} has no settlement in {self!r}")
        return settled

    def _within(self, day: pd.Timestamp) -> pd.Timestamp:
        if day < self.start:
            raise CourseError(f"{day:%Y-%m-%d} is before the history, which begins {self.start:%Y-%m-%d}")
        if day > self.end:
            raise CourseError(f"{day:%Y-%m-%d} is after the history, which ends {self.end:%Y-%m-%d}")
        return day


def load_market(path: Path | str | None = None) -> Market:
    """Read and check the bundled history.

    Parameters
    ----------
    path : Path or str, optional
        Folder with market.csv, macro.csv, breadth.csv and fomc.csv. By default the ``data/`` folder beside
        the package, or the first one in the working directory or above it.

    Returns
    -------
    Market
        The same object again while the files stay as they are.

    Raises
    ------
    CourseError
        When the folder is not found, or a file holds what it must not; the sentence names file, row, column.
    """
    folder = bundled_folder() if path is None else Path(path).expanduser().resolve()
    if not folder.is_dir():
        raise CourseError(f"{folder} is no folder: name the folder that holds {', '.join(FILES)}")
    files = [folder / name for name in FILES if (folder / name).is_file()]
    return _load(folder, tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in files))


@lru_cache(maxsize=8)
def _load(folder: Path, stamp: tuple[tuple[int, int], ...]) -> Market:
    """Read the files; `stamp` (time and size of each) makes a changed file be read again."""
    table, macro = read_market(folder), read_macro(folder)
    sessions = _days_of(table)
    days, futures = days_to_vx_expiries(sessions, 4), table[VX_COLUMNS[:4]].to_numpy()
    table["rate"] = rate_by_day(macro, sessions)
    table["dividend_yield"] = dividend_yield_by_day(macro, sessions, table["spx"])
    table["vix3m_proxy"] = vix3m_from_curve(table["vix"], table["vvix"].ffill(), futures, days)
    table["vix3m_filled"] = table["vix3m"].fillna(table["vix3m_proxy"])
    table["vix3m_is_proxy"] = table["vix3m"].isna()
    return Market(table, macro, read_breadth(folder), read_fomc(folder), sessions[0], sessions[-1])


def _days_of(table: pd.DataFrame) -> pd.DatetimeIndex:
    """Return the trading days of a daily table."""
    return pd.DatetimeIndex(table.index)


def _listed(days: Iterable[pd.Timestamp]) -> str:
    """Return days as one says them."""
    return " and ".join(f"{day:%Y-%m-%d}" for day in days)


def equity_excess(market: Market) -> pd.Series:
    """Return what SPX earned each day with dividends, above T-bills, as a decimal; the first day is NaN.

    Dividend yield and rate are those known the evening before, for the calendar days in between.
    """
    table = market.table
    nights = table.index.to_series().diff().dt.days / DAYS_A_YEAR
    carry = (table["dividend_yield"] - table["rate"]).shift(1) * nights
    return (table["spx"].pct_change() + carry).rename("equity excess")


_APART = 63  # sessions without a high VIX that part two episodes


def episodes_above(market: Market, level: float = 35.0) -> pd.Series:
    """Return the number of the episode that each day with VIX above a level belongs to, 0 for other days.

    A new episode begins after 63 sessions without such a day.
    """
    high = (market.table["vix"] > level).to_numpy()
    at = np.flatnonzero(high)
    number = np.zeros(len(high), dtype=np.int64)
    if at.size:
        number[at] = 1 + np.r_[0, np.cumsum(np.diff(at) > _APART)]
    return pd.Series(number, market.sessions, name="episode")
