"""VIX futures: the curve of a day, its slope, constant-maturity mixes, and what one future held overnight earns.

Clock: every figure here is a daily settlement (16:15 New York time before late October 2020, 16:00 after), in
index points. Spot VIX is the close; nobody can buy it. No contract is ever held into its expiry day: the
last settlement used is that of the session before, so the opening auction that settles it is never needed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, day_index, days_to_vx_expiries, session_days
from alvh_helpers.market.history import Market
from alvh_helpers.vixterm import LISTED, settlements

__all__ = [
    "VxCurve",
    "contract_gain",
    "front_contract",
    "front_gain",
    "held_contract",
    "next_sessions",
    "vx_curve",
]


Floats = NDArray[np.float64]


_COLUMNS = [f"vx{k}" for k in range(1, LISTED + 1)]


_ONE_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, eq=False)
class VxCurve:
    """The VIX futures curve of one day.

    Attributes
    ----------
    date : Timestamp
        The session.
    vix : float
        Spot VIX at the close, index points.
    expiries : DatetimeIndex, shape (7,)
        Monthly expiries, nearest first.
    days : ndarray, shape (7,)
        Calendar days to each of them.
    settlements : ndarray, shape (7,)
        Index points, NaN where no such month was listed.
    """

    date: pd.Timestamp
    vix: float
    expiries: pd.DatetimeIndex
    days: NDArray[np.int64]
    settlements: Floats

    def frame(self) -> pd.DataFrame:
        """Return the curve as a table: expiry, days, settlement, points above spot VIX."""
        columns = {"expiry": self.expiries, "days": self.days, "settlement": self.settlements}
        table = pd.DataFrame(columns, index=pd.Index(_COLUMNS, name="future"))
        return table.assign(over_spot=table["settlement"] - self.vix).dropna(subset="settlement")


def vx_curve(market: Market, date: DateLike) -> VxCurve:
    """Return the VIX futures curve of one day.

    Parameters
    ----------
    market : Market
        History.
    date : date-like
        A trading day of it.

    Returns
    -------
    VxCurve

    Raises
    ------
    CourseError
        When the day is no trading day of the history.
    """
    day = market.day(date)
    days = days_to_vx_expiries(pd.DatetimeIndex([day.date]), LISTED)[0]
    return VxCurve(day.date, day.vix, day.date + pd.to_timedelta(days, unit="D"), days, day.curve)


def next_sessions(sessions: pd.DatetimeIndex) -> pd.DatetimeIndex:
    """Return the trading day that follows each day: known in advance, from the exchange calendar."""
    calendar = session_days()
    return day_index(calendar[np.searchsorted(calendar, sessions.to_numpy().astype("M8[D]"), side="right")])


def held_contract(market: Market, rank: int = 1) -> pd.Series:
    """Return the expiry of the future that a long holder of the k-th month holds overnight from each day.

    It is the k-th monthly expiry strictly after the *next* session, so on the session before an expiry the
    position has already rolled, at that day's settlement.

    Parameters
    ----------
    market : Market
        History.
    rank : int
        1 for the front month, up to 7.

    Returns
    -------
    Series
        Expiries by day.

    Raises
    ------
    CourseError
        When the rank is not 1 to 7.
    """
    later = next_sessions(market.sessions)
    return pd.Series(
        later + pd.to_timedelta(_rank_days(later, rank), unit="D"), market.sessions, name="contract"
    )


def contract_gain(market: Market, rank: int = 1) -> pd.Series:
    """Return the points that one long future of the k-th month gains each day, rolled at settlement.

    Parameters
    ----------
    market : Market
        History.
    rank : int
        1 for the front month, up to 7.

    Returns
    -------
    Series
        Index points gained from the settlement of the day before to this day's, on the contract of
        `held_contract` of the day before; 0.0 on the first day, NaN where it was not listed (for the seventh
        month also on expiry days: it was the eighth the day before). Before costs: a change of contract is an
        exchange at that day's settlements and earns nothing by itself.

    Raises
    ------
    CourseError
        When the rank is not 1 to 7.
    """
    _rank_days(market.sessions[:1], rank)
    if len(market) == 1:
        return pd.Series(0.0, market.sessions, name=f"gain of vx{rank}")
    curve = settlements(market)
    # What is held into day t is the k-th future of day t; the evening before it was the k-th or the next one.
    moved = _rank_days(market.sessions[1:], rank) + (np.diff(market.sessions.to_numpy()) // _ONE_DAY).astype(
        int
    )
    before = days_to_vx_expiries(market.sessions[:-1], LISTED)
    same = before == moved[:, None]
    bought = np.where(same.any(axis=1), curve[np.arange(len(curve) - 1), same.argmax(axis=1)], np.nan)
    return pd.Series(np.r_[0.0, curve[1:, rank - 1] - bought], market.sessions, name=f"gain of vx{rank}")


def front_contract(market: Market) -> pd.Series:
    """Return the expiry of the front future held overnight from each day: `held_contract` of rank 1."""
    return held_contract(market, 1)


def front_gain(market: Market) -> pd.Series:
    """Return the points gained each day by one long front-month future: `contract_gain` of rank 1.

    The future is held overnight and rolled at settlement on the session before its expiry. 0.0 on the first
    day. Multiply by `VX_MULTIPLIER` for dollars.
    """
    return contract_gain(market, 1)


def _rank_days(sessions: pd.DatetimeIndex, rank: int) -> NDArray[np.int64]:
    """Return the calendar days from each day to the k-th monthly expiry after it."""
    if rank not in range(1, LISTED + 1):
        raise CourseError(
            f"month {rank}: a future that is held and rolled is one of the first {LISTED - 1}, 1 to 6"
        )
    return days_to_vx_expiries(sessions, rank)[:, rank - 1]


_MOVED = {
    "VX_MULTIPLIER": ("alvh_helpers.market.contracts", "VX_MULTIPLIER"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "days_to_vx_expiries": ("alvh_helpers.market.calendar", "days_to_vx_expiries"),
    "day_index": ("alvh_helpers.market.calendar", "day_index"),
    "session_days": ("alvh_helpers.market.calendar", "session_days"),
    "LISTED": ("alvh_helpers.vixterm", "LISTED"),
    "constant_maturity": ("alvh_helpers.vixterm", "constant_maturity"),
    "days_to_expiries": ("alvh_helpers.vixterm", "days_to_expiries"),
    "forward_at": ("alvh_helpers.vixterm", "forward_at"),
    "settlements": ("alvh_helpers.vixterm", "settlements"),
    "slope_regime": ("alvh_helpers.vixterm", "slope_regime"),
    "term_structure": ("alvh_helpers.vixterm", "term_structure"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
