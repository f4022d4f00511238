"""VIX futures: the curve of a day, its slope, constant-maturity mixes, and what one future held overnight earns.

Clock: every figure here is a daily settlement (16:15 New York time before late October 2020, 16:00 after), in
index points. Spot VIX is the close; nobody can buy it. No contract is ever held into its expiry day: the
last settlement used is that of the session before, so the opening auction that settles it is never needed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats, Ints
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, day_index, days_to_vx_expiries, session_days
from alvh_helpers.market.contracts import DAYS_A_YEAR, VX_COLUMNS
from alvh_helpers.market.history import Market

__all__ = [
    "LISTED",
    "VxCurve",
    "contract_gain",
    "days_to_expiries",
    "forward_at",
    "forward_on_curve",
    "front_gain",
    "held_contract",
    "next_sessions",
    "settlements",
    "slope_regime",
    "term_structure",
    "vx_curve",
]

LISTED = len(VX_COLUMNS)
"""Monthly VX futures in the history: vx1 to vx7."""

_ONE_DAY = np.timedelta64(1, "D")


def settlements(market: Market) -> Floats:
    """Return the settlements vx1..vx7 of every day, shape (n, 7), index points, NaN where not listed."""
    return market.table[VX_COLUMNS].to_numpy(dtype=float)


def days_to_expiries(market: Market) -> Ints:
    """Return the calendar days to the next seven monthly expiries of every day, shape (n, 7)."""
    return days_to_vx_expiries(market.sessions, LISTED)


def forward_at(market: Market, days: ArrayLike) -> Floats:
    """Return the VIX forward so many calendar days ahead, on every day of a history.

    At a monthly expiry it is the future itself; between two it is interpolated linearly in time; before the
    first it runs from spot VIX (0 days) to vx1. Weekly VIX options have no future of their own in this
    history, so this line stands in for it: a model, and the weaker the nearer the expiry and the wilder the
    day.

    Parameters
    ----------
    market : Market
        History of n days.
    days : array_like, shape () or (n,) or (n, m)
        Calendar days ahead, 0 or more.

    Returns
    -------
    ndarray, shape (n,) or (n, m)
        Index points; NaN where no contract so far out was listed or the days are NaN.

    Raises
    ------
    CourseError
        When the days are negative.
    """
    ahead = np.asarray(days, dtype=float)
    if (bad := ahead < 0).any():
        raise CourseError(f"{ahead[bad].flat[0]:g} days: a forward lies ahead, at 0 days or more")
    columns = ahead if ahead.ndim == 2 else ahead.reshape(-1, 1)
    columns = np.broadcast_to(columns, (len(market), columns.shape[1]))
    vix = market.table["vix"].to_numpy(float)
    values = forward_on_curve(vix, settlements(market), days_to_expiries(market), columns)
    return values[:, 0] if np.ndim(days) < 2 else values


def forward_on_curve(vix: Floats, curve: Floats, left: Ints, ahead: Floats) -> Floats:
    """Return the forwards of `forward_at` for rows of any days: the one place where the curve is interpolated.

    Parameters
    ----------
    vix, curve, left : ndarray, shapes (rows,), (rows, 7), (rows, 7)
        Spot VIX, the settlements, and the calendar days to their expiries.
    ahead : ndarray, shape (rows, m)
        Calendar days ahead; NaN gives NaN, and so does what lies beyond the last future.
    """
    nodes, levels = np.column_stack([np.zeros(len(vix)), left]), np.column_stack([vix, curve])
    after = (nodes[:, None, :] <= ahead[..., None]).sum(axis=-1)
    k = np.clip(after - 1, 0, LISTED - 1)
    near, far = (np.take_along_axis(nodes, at, axis=1) for at in (k, k + 1))
    low, high = (np.take_along_axis(levels, at, axis=1) for at in (k, k + 1))
    weight = (ahead - near) / (far - near)
    # At a node the far month may be unlisted: its weight of 0 must not turn the node into NaN.
    between = np.where(weight == 0, low, (1 - weight) * low + weight * high)
    return np.where(weight <= 1, between, np.nan)


def term_structure(market: Market) -> pd.DataFrame:
    """Return measures of contango and backwardation by day.

    Returns
    -------
    DataFrame
        ``vx2_vx1``, ``vx4_vx1``: ratios of settlements, above 1 in contango; ``vix3m_vix``: the same of the
        spot indexes (the stand-in before 2009-09-18); ``vx1_vix``: premium of the front future over spot;
        ``roll_yield``: points a day that a long 30-day position loses (negative) or gains while the curve
        stands still, as a share of its price and by year: 365 (vx1 - vx2) / (days between them) / the 30-day
        forward.
    """
    table, curve, days = market.table, settlements(market), days_to_expiries(market)
    fall = (curve[:, 0] - curve[:, 1]) / (days[:, 1] - days[:, 0])
    return pd.DataFrame(
        {
            "vx2_vx1": curve[:, 1] / curve[:, 0],
            "vx4_vx1": curve[:, 3] / curve[:, 0],
            "vix3m_vix": table["vix3m_filled"].to_numpy() / table["vix"].to_numpy(),
            "vx1_vix": curve[:, 0] / table["vix"].to_numpy(),
            "roll_yield": DAYS_A_YEAR * fall / forward_at(market, 30.0),
        },
        index=table.index,
    )


def slope_regime(market: Market, edges: tuple[float, float] = (1.0, 1.1)) -> pd.Series:
    """Return the slope regime of each day by vx4/vx1: backwardation, mild contango or steep contango.

    A ratio on one of the two edges belongs to the steeper side.
    """
    names = ["backwardation", "mild contango", "steep contango"]
    ratio = term_structure(market)["vx4_vx1"]
    return pd.cut(ratio, [-np.inf, *edges, np.inf], right=False, labels=names).rename("slope")


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
    days: Ints
    settlements: Floats

    def frame(self) -> pd.DataFrame:
        """Return the curve as a table: expiry, days, settlement, points above spot VIX."""
        columns = {"expiry": self.expiries, "days": self.days, "settlement": self.settlements}
        table = pd.DataFrame(columns, index=pd.Index(VX_COLUMNS, name="future"))
        return table.assign(over_spot=table["settlement"] - self.vix).dropna(subset="settlement")


def vx_curve(market: Market, date: DateLike) -> VxCurve:
    """Return the VIX futures curve of one day.

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


def front_gain(market: Market) -> pd.Series:
    """Return the points gained each day by one long front-month future: `contract_gain` of rank 1.

    The future is held overnight and rolled at settlement on the session before its expiry. 0.0 on the first
    day. Multiply by `VX_MULTIPLIER` for dollars.
    """
    return contract_gain(market, 1)


def _rank_days(sessions: pd.DatetimeIndex, rank: int) -> Ints:
    """Return the calendar days from each day to the k-th monthly expiry after it."""
    if rank not in range(1, LISTED + 1):
        raise CourseError(
            f"month {rank}: a future that is held and rolled is one of the first {LISTED - 1}, 1 to 6"
        )
    return days_to_vx_expiries(sessions, rank)[:, rank - 1]
