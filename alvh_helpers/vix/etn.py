"""Exchange-traded VIX futures: index levels from the published daily roll rule, levered, inverse, after fees.

Clock: settlement to settlement (16:15 New York time before late October 2020, 16:00 after). Shares of an ETN
trade on an exchange that closes at 16:00 and may be far from this on a wild day: at settlement 2018-02-05 the
30-day mix had gained about 96 %, while its exchange-traded shares had gained about 34 % at 16:00.

Source of the rule: S&P Dow Jones Indices, "S&P VIX Futures Indices: Methodology" (short-term and mid-term),
in our own words. Weights count *contracts*, not dollars. A roll period begins with a VIX expiry and ends
before the next; of its dt business days, dr are still to come after day t. At the settlement of day t the
short-term index holds dr/dt of the first month and the rest of the second; the mid-term index holds a third
of that of the fourth, a third each of the fifth and sixth, and the rest of the last third in the seventh.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import days_to_vx_expiries, session_days
from alvh_helpers.market.contracts import DAYS_A_YEAR
from alvh_helpers.market.history import Market
from alvh_helpers.vix.futures import LISTED, days_to_expiries, settlements

__all__ = [
    "ETN_PRESETS",
    "Etn",
    "Months",
    "calendar_returns",
    "etn_index",
    "etn_preset",
    "mix_return",
    "roll_weights",
]

Months = Literal["short", "mid"]


@dataclass(frozen=True)
class Etn:
    """What an exchange-traded VIX product promises.

    Attributes
    ----------
    months : str
        'short' (months 1 and 2) or 'mid' (months 4 to 7).
    leverage : float
        Multiple of the day's return: 1, 1.5, 2, or -1 and -0.5 for the inverse.
    fee : float
        Yearly fee, a decimal.
    """

    months: Months = "short"
    leverage: float = 1.0
    fee: float = 0.0085


ETN_PRESETS = {
    "short-term 1x": Etn(),
    "short-term 1.5x": Etn(leverage=1.5, fee=0.0095),
    "short-term 2x": Etn(leverage=2.0, fee=0.0165),
    "short-term inverse": Etn(leverage=-1.0, fee=0.0135),
    "short-term half inverse": Etn(leverage=-0.5, fee=0.0095),
    "mid-term 1x": Etn(months="mid"),
}
"""Products of the kinds that have been listed, with fees of their order; none of them is a quote of a real one."""


def roll_weights(sessions: pd.DatetimeIndex, months: Months = "short") -> Floats:
    """Return how many contracts of each month the index holds overnight from each day, per contract in all.

    Parameters
    ----------
    sessions : DatetimeIndex, shape (n,)
        Trading days.
    months : str
        'short' for months 1 and 2, 'mid' for months 4 to 7.

    Returns
    -------
    ndarray, shape (n, 7)
        Weights on vx1..vx7 of that day; each row sums to 1. On the session before an expiry nothing is left
        of the nearest month.

    Raises
    ------
    CourseError
        When the months are neither 'short' nor 'mid'.
    """
    if months not in ("short", "mid"):
        raise CourseError(f"months {months!r}: write 'short' for months 1 and 2, or 'mid' for months 4 to 7")
    left = _share_left(sessions)
    weights = np.zeros((len(sessions), LISTED))
    if months == "short":
        weights[:, 0], weights[:, 1] = left, 1.0 - left
    else:
        weights[:, 3], weights[:, 6] = left / 3.0, (1.0 - left) / 3.0
        weights[:, 4:6] = 1.0 / 3.0
    return weights


def mix_return(market: Market, months: Months = "short") -> pd.Series:
    """Return the daily return of the futures mix alone: no leverage, fee or interest ("excess return").

    Returns
    -------
    Series
        Decimals by day, 0.0 on the first. What was held overnight, at this day's settlements over the day
        before's.

    Raises
    ------
    CourseError
        When a month that the index holds was not listed (vx6 and vx7 before 2008-04-21), or `months` is wrong.
    """
    weights, curve, sessions = roll_weights(market.sessions, months), settlements(market), market.sessions
    held, paid = weights[:-1], curve[:-1]
    # On its expiry day a contract is gone and every month moves one place nearer; nothing of the nearest was held.
    days = days_to_expiries(market)[:, 0]
    expired = (np.diff(sessions.to_numpy()) // np.timedelta64(1, "D")).astype(int) >= days[:-1]
    later = np.where(expired[:, None], np.roll(curve[1:], 1, axis=1), curve[1:])
    worth, cost = (np.where(held > 0, held * price, 0.0).sum(axis=1) for price in (later, paid))
    _refuse_unlisted(worth / cost, sessions, months)
    return pd.Series(np.r_[0.0, worth / cost - 1.0], sessions, name=f"{months}-term mix")


def etn_index(
    market: Market,
    months: Months = "short",
    leverage: float = 1.0,
    fee: float = 0.0085,
    tbill: bool = True,
) -> pd.Series:
    """Return the daily level of an exchange-traded VIX product that resets its leverage at every settlement.

    Parameters
    ----------
    market : Market
        History.
    months : str
        'short' (months 1 and 2, about 30 days) or 'mid' (months 4 to 7, about 5 months).
    leverage : float
        Multiple of each day's mix return: 1, 1.5, 2; negative for inverse products.
    fee : float
        Yearly fee, a decimal, accrued by calendar day.
    tbill : bool
        Whether the money earns the T-bill rate known the day before, by calendar day.

    Returns
    -------
    Series
        Level by day, 100 on the first. A product that has lost everything stays at 0.

    Raises
    ------
    CourseError
        When the fee is not from 0 to 0.2, the leverage is not within -3 to 3, or a month is missing.

    Notes
    -----
    level(t) = level(t-1) x (1 + leverage x mix return + T-bill return) x (1 - fee x calendar days / 365).
    """
    if not 0.0 <= fee <= 0.2:
        raise CourseError(f"fee {fee:g}: a yearly fee is a decimal from 0 to 0.2, 0.0085 for 0.85 %")
    if not -3.0 <= leverage <= 3.0:
        raise CourseError(
            f"leverage {leverage:g}: daily multiples from -3 to 3 are what this course looks at"
        )
    returns = mix_return(market, months).to_numpy()
    elapsed = np.r_[0.0, np.diff(market.sessions.to_numpy()) / np.timedelta64(1, "D")]
    rate = np.r_[0.0, market.table["rate"].to_numpy()[:-1]] if tbill else 0.0
    interest = np.expm1(rate * elapsed / DAYS_A_YEAR)
    growth = np.maximum(1.0 + leverage * returns + interest, 0.0) * (1.0 - fee * elapsed / DAYS_A_YEAR)
    return pd.Series(100.0 * np.cumprod(growth), market.sessions, name=f"{leverage:g}x {months}-term")


def etn_preset(market: Market, name: str) -> pd.Series:
    """Return the index of one of `ETN_PRESETS` by its name; a CourseError lists them when there is no such one."""
    if name not in ETN_PRESETS:
        raise CourseError(f"{name!r} is no preset; there are {', '.join(ETN_PRESETS)}")
    product = ETN_PRESETS[name]
    return etn_index(market, product.months, product.leverage, product.fee)


def calendar_returns(index: pd.Series) -> pd.Series:
    """Return the calendar-year returns of a daily level.

    Returns
    -------
    Series
        Decimals by year: last level of the year over the last level of the year before (in the first year:
        over the first level).
    """
    last = index.groupby(pd.DatetimeIndex(index.index).year).last()
    before = last.shift(1).fillna(index.iloc[0])
    return (last / before - 1.0).rename("return")


def _share_left(sessions: pd.DatetimeIndex) -> Floats:
    """Return dr/dt of each day: the share of the roll period's business days that are still to come."""
    days = sessions.to_numpy().astype("M8[D]")
    first = days.min() - np.timedelta64(40, "D")
    calendar = session_days()
    # The expiry before each day is the last one of a list that starts well before the first day.
    start = pd.DatetimeIndex([pd.Timestamp(first)])
    expiries = first + days_to_vx_expiries(start, int((days.max() - first).astype(int)) // 28 + 3)[0]
    at = np.searchsorted(expiries, days, side="right")
    begin, end = (np.searchsorted(calendar, expiries[k]) for k in (at - 1, at))
    return (end - np.searchsorted(calendar, days) - 1) / (end - begin)


def _refuse_unlisted(growth: Floats, sessions: pd.DatetimeIndex, months: str) -> None:
    missing = np.flatnonzero(np.isnan(growth))
    if len(missing):
        day = sessions[missing[-1] + 1]
        raise CourseError(
            f"the {months}-term index holds a month that was not listed until {day:%Y-%m-%d}: begin the window later"
        )
