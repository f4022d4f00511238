"""VIX options: their expiries and forwards, and calls, puts, spreads and synthetic futures by delta or strike.

An option on the VIX is an option on the VIX future of its own expiry, not on spot VIX. Monthly expiries use
the future's settlement; weekly ones a forward interpolated in time (`vixterm.forward_at`), a model. Vols come
from a smile that is passed in, `smile(vvix, forward, strike, time)`, so that every result can be shown for
another one: no free quotes of VIX options exist to calibrate to. Prices are in index points; one contract is
100 times that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.black import OptionValues, black76
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import (
    DateLike,
    as_date,
    date_range,
    day_index,
    session_days,
    vx_expiries_of,
    year_fraction,
)
from alvh_helpers.market.history import Market
from alvh_helpers.vixsmile import vix_smile
from alvh_helpers.vixterm import forward_at

__all__ = [
    "Structure",
    "VixChain",
    "VixSmile",
    "known_vvix",
    "listed_strike",
    "strike_at_delta",
    "vix_chain",
    "vix_option_expiries",
    "vxth_weight",
]


Floats = NDArray[np.float64]


VixSmile = Callable[[ArrayLike, ArrayLike, ArrayLike, ArrayLike], Floats]


_WEDNESDAY = 2


_BISECTIONS = 32


class Structure(NamedTuple):
    """One or more VIX options bought and sold together: price and Greeks of one unit, signed for its holder.

    ``price`` in points (negative: a credit), ``delta`` per point of the future, ``gamma`` per point squared,
    ``vol_of_vol_vega`` per vol point of the VIX option itself, which is not SPX vega, ``theta`` per calendar
    day.
    """

    name: str
    flags: tuple[str, ...]
    strikes: tuple[float, ...]
    quantities: tuple[int, ...]
    price: float
    delta: float
    gamma: float
    vol_of_vol_vega: float
    theta: float


@dataclass(frozen=True, eq=False)
class VixChain:
    """The VIX options of one day and expiry, as the model sees them; build it with `vix_chain`.

    Attributes
    ----------
    date, expiry : Timestamp
        Day of the marks, and the expiry.
    forward : float
        VIX future of that expiry, index points.
    time : float
        Years to expiry, ACT/365.
    vvix, rate : float
        VVIX in index points; T-bill rate, a continuously compounded decimal.
    smile : callable
        ``smile(vvix, forward, strike, time)`` gives vols as decimals.
    """

    date: pd.Timestamp
    expiry: pd.Timestamp
    forward: float
    time: float
    vvix: float
    rate: float
    smile: VixSmile

    def values(self, flag: str | ArrayLike, strike: ArrayLike) -> OptionValues:
        """Return Black-76 price and Greeks of options with these strikes, points and decimals as in ``black``."""
        vol = self.smile(self.vvix, self.forward, strike, self.time)
        return black76(flag, self.forward, strike, self.time, vol, self.rate)

    def strike(self, delta: float, flag: str = "c") -> float:
        """Return the strike, in points, at which the option has this delta on the smile."""
        return float(strike_at_delta(delta, flag, self.forward, self.time, self.vvix, self.rate, self.smile))

    def option(self, flag: str, strike: float | None = None, delta: float | None = None) -> Structure:
        """Return one long call ('c') or put ('p'), chosen by strike or by delta."""
        chosen = self._choose(flag, strike, delta)
        return self._structure("call" if flag == "c" else "put", [(flag, chosen, 1)])

    def call_spread(
        self, strikes: tuple[float, float] | None = None, deltas: tuple[float, float] | None = None
    ) -> Structure:
        """Return a long call with a short call above it, chosen by two strikes or by two deltas (long first).

        Raises
        ------
        CourseError
            When the short call is not above the long one.
        """
        pairs = zip(strikes or (None, None), deltas or (None, None))
        low, high = (self._choose("c", strike, delta) for strike, delta in pairs)
        if high <= low:
            raise CourseError(
                f"the short call {high:g} is not above the long call {low:g}: a call spread buys the lower strike"
            )
        return self._structure("call spread", [("c", low, 1), ("c", high, -1)])

    def synthetic(self, strike: float | None = None) -> Structure:
        """Return a synthetic long future: long call and short put of one strike (by default the forward)."""
        at = self.forward if strike is None else strike
        return self._structure("synthetic future", [("c", at, 1), ("p", at, -1)])

    def _choose(self, flag: str, strike: float | None, delta: float | None) -> float:
        if (strike is None) == (delta is None):
            raise CourseError(
                f"strike {strike} and delta {delta}: choose an option by exactly one of the two"
            )
        return self.strike(delta, flag) if strike is None else float(strike)

    def _structure(self, name: str, legs: list[tuple[str, float, int]]) -> Structure:
        flags, strikes, quantities = zip(*legs)
        values = self.values(list(flags), np.array(strikes))
        sums = [float(np.dot(quantities, greek)) for greek in values[:5]]
        return Structure(name, flags, tuple(map(float, strikes)), quantities, *sums)


def vix_chain(market: Market, date: DateLike, expiry: DateLike, smile: VixSmile = vix_smile) -> VixChain:
    """Return the VIX options of one day and expiry.

    Parameters
    ----------
    market : Market
        History.
    date : date-like
        A trading day of it.
    expiry : date-like
        Expiry of the options, a later day; see `vix_option_expiries`.
    smile : callable
        ``smile(vvix, forward, strike, time)``; by default the middle of the course's three.

    Returns
    -------
    VixChain

    Raises
    ------
    CourseError
        When the expiry is not after the day, or no future so far out was listed.
    """
    day, end = market.day(date), as_date(expiry)
    if end <= day.date:
        raise CourseError(
            f"expiry {end:%Y-%m-%d} is not after {day.date:%Y-%m-%d}: an option must live for a day"
        )
    forward = forward_at(market.window(day.date, day.date), float((end - day.date).days))[0]
    if np.isnan(forward):
        raise CourseError(f"no VIX future reached out to {end:%Y-%m-%d} on {day.date:%Y-%m-%d}")
    vvix = known_vvix(market.window(end=day.date))[-1]
    return VixChain(day.date, end, float(forward), year_fraction(day.date, end), float(vvix), day.rate, smile)


def vix_option_expiries(start: DateLike, end: DateLike, weekly: bool = True) -> pd.DatetimeIndex:
    """Return the expiries of VIX options from `start` to `end`, both included.

    Monthly ones are those of the futures. Weekly ones are the other Wednesdays, moved to the session before
    when it is a holiday; they were listed from `FIRST_WEEKLY_VIX` on, but are given for all years.

    Parameters
    ----------
    start, end : date-like
        First and last day.
    weekly : bool
        False for the monthly ones alone.

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
    day, month = np.timedelta64(1, "D"), np.timedelta64(1, "M")
    monthly = vx_expiries_of(np.arange(first.astype("M8[M]") - month, last.astype("M8[M]") + 2 * month))
    expiries = monthly
    if weekly:
        days = np.arange(first - 7 * day, last + 8 * day)
        wednesdays = days[pd.DatetimeIndex(days).day_of_week == _WEDNESDAY]
        # In a monthly week the monthly option is the only one, also when it expires on the Tuesday.
        others = wednesdays[~np.isin(wednesdays, monthly) & ~np.isin(wednesdays - day, monthly)]
        sessions = session_days()
        moved = sessions[np.searchsorted(sessions, others[others <= sessions[-1]], side="right") - 1]
        expiries = np.union1d(monthly, moved)
    return day_index(expiries[(expiries >= first) & (expiries <= last)])


def known_vvix(market: Market) -> Floats:
    """Return VVIX by day, the day before's where it was not published (two days in the history)."""
    return market.table["vvix"].ffill().to_numpy(dtype=float)


def strike_at_delta(
    delta: ArrayLike,
    flag: str,
    forward: ArrayLike,
    time: ArrayLike,
    vvix: ArrayLike,
    rate: ArrayLike = 0.0,
    smile: VixSmile = vix_smile,
) -> Floats:
    """Return the strike whose option has a given delta on a smile, by bisection in log-strike.

    Parameters
    ----------
    delta : float or array
        Black-76 delta for the future, 0.01 to 0.95 in size; the sign of a put's may be left out.
    flag : str
        'c' or 'p'.
    forward, time, vvix, rate : float or array
        Index points, years, index points, decimal; they broadcast.
    smile : callable
        ``smile(vvix, forward, strike, time)``.

    Returns
    -------
    ndarray
        Strikes in points, exact to about a millionth; not rounded to a listed one.

    Raises
    ------
    CourseError
        When the delta is not within 0.01 to 0.95.
    """
    delta = np.asarray(delta, dtype=float)
    target = np.abs(delta)
    if (bad := ~((target >= 0.01) & (target <= 0.95))).any() or (flag == "c" and (delta < 0).any()):
        wrong = delta[bad].flat[0] if bad.any() else delta.flat[0]
        raise CourseError(
            f"delta {wrong:g}: VIX calls have deltas from 0.01 to 0.95, puts the same with a minus"
        )
    args = np.broadcast_arrays(target, *(np.asarray(x, float) for x in (forward, time, vvix, rate)))
    target, forward, time, vvix, rate = args
    # Five standard deviations either way, and a margin for the smile: no delta from 0.01 to 0.95 lies farther out.
    reach = 0.5 + 5.0 * vvix / 100.0 * np.sqrt(time)
    low, high = -reach, reach
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        strike = forward * np.exp(middle)
        found = np.abs(black76(flag, forward, strike, time, smile(vvix, forward, strike, time), rate).delta)
        higher = found > target if flag == "c" else found < target
        low, high = np.where(higher, middle, low), np.where(higher, high, middle)
    return forward * np.exp(0.5 * (low + high))


def listed_strike(strike: ArrayLike) -> Floats:
    """Return the nearest strike of today's grid: half points below 15, whole points from there on."""
    strike = np.asarray(strike, dtype=float)
    return np.where(strike < 15.0, np.round(2.0 * strike) / 2.0, np.round(strike))


def vxth_weight(front: ArrayLike) -> Floats:
    """Return the share of money that the VXTH rule puts into one-month 30-delta VIX calls, by the front VIX future.

    Nothing at 15 or below and above 50, 1 % up to 30, 0.5 % up to 50.

    Notes
    -----
    Source: Cboe, "VIX Tail Hedge Index" (VXTH), methodology; the rule looks at the forward of the calls it
    buys.
    """
    front = np.asarray(front, dtype=float)
    return np.select([front <= 15.0, front <= 30.0, front <= 50.0], [0.0, 0.01, 0.005], 0.0)


_MOVED = {
    "FIRST_WEEKLY_VIX": ("alvh_helpers.market.contracts", "FIRST_WEEKLY_VIX"),
    "VIX_MULTIPLIER": ("alvh_helpers.market.contracts", "VIX_MULTIPLIER"),
    "OptionValues": ("alvh_helpers.black", "OptionValues"),
    "black76": ("alvh_helpers.black", "black76"),
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "vx_expiries_of": ("alvh_helpers.market.calendar", "vx_expiries_of"),
    "year_fraction": ("alvh_helpers.market.calendar", "year_fraction"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "date_range": ("alvh_helpers.market.calendar", "date_range"),
    "day_index": ("alvh_helpers.market.calendar", "day_index"),
    "session_days": ("alvh_helpers.market.calendar", "session_days"),
    "vix_smile": ("alvh_helpers.vixsmile", "vix_smile"),
    "forward_at": ("alvh_helpers.vixterm", "forward_at"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
