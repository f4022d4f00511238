"""The condor programme (R1, R20): which condors are sold when, and what each is worth on every day of its life.

When a condor is sold, at which strikes, and when its exit rule closes it does not depend on how many of them an account
holds. So all condors of a history are chosen and marked in one go, per contract; the replay only decides how many.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .black import black_scholes
from .condortrade import FLAGS
from .errors import CourseError
from .facts import Facts
from .strikes import choose_strikes
from .surface import SpxSurface, spx_surface

__all__ = ["HELD", "PRICE_DIGITS", "CondorRule", "Cycles", "condor_cycles", "sale_days"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Pair = float | tuple[float, float]

HELD = np.array([1.0, -1.0, -1.0, 1.0])
"""Contracts of long put, short put, short call, long call in one condor."""

PRICE_DIGITS = 6
"""Decimals to which model prices are rounded, in points."""

_DAY = np.timedelta64(1, "D")
_CALENDAR_DAYS = {"month": 365 / 12, "week": 7.0}


@dataclass(frozen=True)
class CondorRule:
    """How condors are sold and closed; by default untouched ("non-trailed") and held to expiry.

    Attributes
    ----------
    every : str
        'month': on the third Friday; 'week': on every Friday (the session before when it is a holiday); 'expiry':
        one at a time, the next one on the day the last one expires.
    days : int
        Calendar days to expiry aimed at: the nearest listed expiry is sold.
    weekly : bool
        Whether all Fridays are expiries, or third Fridays only.
    short_delta, short_sd, wing_delta, wing_sd, wing_points : float or (put, call), optional
        Where the strikes are, as in `strikes.choose_strikes`; one measure for the shorts, one for the wings.
    take, stop : float, optional
        Close when so much of the credit has been earned (0.5), or lost (2.0: twice the credit); None: never.
    close_days : int, optional
        Close when so many calendar days or fewer are left; None: hold to expiry.
    settlement : str
        'close': options settle at the close of their expiry day; 'opening': in that day's opening auction, for which
        the mean of the closes on either side stands in.
    """

    every: Literal["month", "week", "expiry"] = "month"
    days: int = 45
    weekly: bool = True
    short_delta: Pair | None = 0.16
    short_sd: Pair | None = None
    wing_delta: Pair | None = 0.05
    wing_sd: Pair | None = None
    wing_points: Pair | None = None
    take: float | None = None
    stop: float | None = None
    close_days: int | None = None
    settlement: Literal["close", "opening"] = "close"

    def __post_init__(self) -> None:
        if self.every not in ("month", "week", "expiry") or self.settlement not in ("close", "opening"):
            raise CourseError(
                f"every={self.every!r}, settlement={self.settlement!r}: sell every 'month', 'week' or 'expiry', and "
                "settle at the 'close' or the 'opening'"
            )
        if not 1 <= self.days <= 365:
            raise CourseError(
                f"{self.days} days to expiry: the course sells condors of 1 to 365 calendar days"
            )
        for name in ("take", "stop"):
            value = getattr(self, name)
            if value is not None and not value > 0:
                raise CourseError(
                    f"{name} {value}: it is a share of the credit above 0, or None to hold to expiry"
                )
        if self.take is not None and self.take >= 1:
            raise CourseError(
                f"take {self.take:g}: a condor never earns more than its credit; write 0.5 for half"
            )
        if self.close_days is not None and not 0 < self.close_days < self.days:
            raise CourseError(
                f"close_days {self.close_days}: a condor of {self.days} days can be closed with 1 to {self.days - 1} left"
            )

    @property
    def at_once(self) -> int:
        """How many condors overlap at most, as a rule: what the margin is shared among."""
        if self.every == "expiry":
            return 1
        return max(1, int(np.ceil(self.days / _CALENDAR_DAYS[self.every] - 0.2)))

    @property
    def measures(self) -> dict[str, Pair]:
        """The measures of the strikes that are given."""
        names = ("short_delta", "short_sd", "wing_delta", "wing_sd", "wing_points")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


class Cycles(NamedTuple):
    """All condors of a stretch of history, one contract of each.

    ``opened`` and ``closed`` are positions of days, shape (m,); ``closed`` is the number of days of the history for a
    condor that is still open. ``expiry`` (m,), datetime64; ``strikes`` (m, 4), points; ``credit`` (m,) points at mid;
    ``margin`` (m,) dollars; ``expired`` (m,): held to the end. Then a row for each condor and day, one after another:
    ``first`` (m,) is a condor's first row, ``row_day`` and ``row_cycle`` say whose row it is, ``price`` (rows, 4) in points,
    ``value`` (points, of the holder: negative is what buying back costs), ``vega`` and ``theta`` (points per vol point and
    day), ``drift``.
    """

    opened: Ints
    closed: Ints
    expiry: NDArray[np.datetime64]
    strikes: Floats
    credit: Floats
    margin: Floats
    expired: NDArray[np.bool_]
    first: Ints
    row_day: Ints
    row_cycle: Ints
    price: Floats
    value: Floats
    vega: Floats
    theta: Floats
    drift: Floats


def sale_days(rule: CondorRule, facts: Facts, start: int, end: int) -> tuple[Ints, NDArray[np.datetime64]]:
    """Return the days of sale and the expiries sold.

    Parameters
    ----------
    rule : CondorRule
        The programme.
    facts : Facts
        Of n trading days.
    start, end : int
        First and last position of the stretch.

    Returns
    -------
    opened : ndarray of int, shape (m,)
        Positions of the days of sale.
    expiry : ndarray of datetime64[D], shape (m,)
        The listed expiry nearest to each day plus ``rule.days``, the earlier of two as near.
    """
    days, listed = facts.days, facts.spx_expiries(rule.weekly)
    if rule.every == "expiry":
        opened, expiry = [start], [_nearest(listed, days[start : start + 1], rule.days)[0]]
        while expiry[-1] <= days[end]:
            opened.append(int(np.searchsorted(days, expiry[-1])))
            expiry.append(_nearest(listed, days[opened[-1] : opened[-1] + 1], rule.days)[0])
        return np.array(opened), np.array(expiry)
    fridays = facts.spx_expiries(rule.every == "week")
    opened = np.searchsorted(days, fridays[(fridays >= days[start]) & (fridays <= days[end])])
    return opened, _nearest(listed, days[opened], rule.days)


def condor_cycles(rule: CondorRule, facts: Facts, start: int, end: int) -> Cycles:
    """Choose and mark all condors that a programme sells from one day to another.

    Parameters
    ----------
    rule : CondorRule
        The programme.
    facts : Facts
        Of the whole history.
    start, end : int
        Positions of the first and the last day.

    Returns
    -------
    Cycles
    """
    days, n = facts.days, len(facts.days)
    opened, expiry = sale_days(rule, facts, start, end)
    strikes = _strikes(rule, facts, opened, expiry)
    until = np.searchsorted(days, expiry)
    lengths = np.minimum(until, end) - opened + 1
    first = np.r_[0, lengths.cumsum()[:-1]].astype(int) if len(opened) else np.empty(0, int)
    row_cycle = np.repeat(np.arange(len(opened)), lengths)
    row_day = np.arange(len(row_cycle)) - first[row_cycle] + opened[row_cycle]
    price, vega, theta = _mark(rule, facts, row_day, strikes[row_cycle], expiry[row_cycle])
    value = price @ HELD
    credit = -value[first] if len(opened) else np.empty(0)
    closed = np.where(until <= end, until, n)
    closed, expired = _exits(rule, closed, until, opened, first, lengths, value, credit, expiry, days)
    wide = np.maximum(strikes[:, 1] - strikes[:, 0], strikes[:, 3] - strikes[:, 2])
    middle = 0.5 * (strikes[:, 1] + strikes[:, 2])[row_cycle]
    half = 0.5 * (strikes[:, 2] - strikes[:, 1])[row_cycle]
    drift = (facts.surface.spot[row_day] - middle) / np.where(half > 0, half, np.nan)
    margin = 100.0 * np.maximum(wide - credit, 0.0)
    return Cycles(
        opened, closed, expiry, strikes, credit, margin, expired, first, row_day, row_cycle,
        price, value, vega @ HELD, theta @ HELD, drift,
    )  # fmt: skip


def _nearest(
    listed: NDArray[np.datetime64], days: NDArray[np.datetime64], ahead: int
) -> NDArray[np.datetime64]:
    """Return the listed expiry nearest to each day plus `ahead` that lies after the day."""
    target = days + ahead * _DAY
    after = np.clip(np.searchsorted(listed, target), 1, len(listed) - 1)
    before = listed[after - 1]
    take_before = (target - before <= listed[after] - target) & (before > days)
    return np.where(take_before, before, listed[after])


def _strikes(rule: CondorRule, facts: Facts, opened: Ints, expiry: NDArray[np.datetime64]) -> Floats:
    """Return the strikes of each sale, shape (m, 4); those that were asked for before are not searched again."""
    known = facts.kept(("strikes", repr(rule.measures)))
    keys = list(zip(opened.tolist(), expiry.astype(int).tolist()))
    new = [j for j, key in enumerate(keys) if key not in known]
    if new:
        years = (expiry[new] - facts.days[opened[new]]).astype(float) / 365.0
        found = choose_strikes(_surface_at(facts, opened[new]), years, **rule.measures)
        known.update((keys[j], row) for j, row in zip(new, found))
    return np.array([known[key] for key in keys]).reshape(-1, 4)


def _surface_at(facts: Facts, at: Ints) -> SpxSurface:
    """Return the surface of the days at these positions; days may repeat."""
    s = facts.surface
    return spx_surface(*(x[at] for x in (s.spot, s.vix, s.vix3m, s.rate, s.dividend_yield)))


def _mark(
    rule: CondorRule, facts: Facts, row_day: Ints, strikes: Floats, expiry: NDArray[np.datetime64]
) -> tuple[Floats, Floats, Floats]:
    """Return prices (points), vegas and thetas of the four legs, a row a condor and day."""
    if not len(row_day):
        return np.empty((0, 4)), np.empty((0, 4)), np.empty((0, 4))
    surface = _surface_at(facts, row_day)
    years = (expiry - facts.days[row_day]).astype(float)[:, None] / 365.0
    vol = surface.vol(strikes, years)
    spot = surface.spot
    if rule.settlement == "opening":
        settled = 0.5 * (facts.surface.spot[row_day - 1] + spot)
        spot = np.where(years[:, 0] == 0, settled, spot)
    terms = (x[:, None] for x in (surface.rate, surface.dividend_yield))
    values = black_scholes(np.array(FLAGS), spot[:, None], strikes, years, vol, *terms)
    # A price is no finer than this; digits beyond it depend on how arrays are laid out in memory.
    return np.round(values.price, PRICE_DIGITS), values.vega, values.theta


def _exits(
    rule: CondorRule, closed: Ints, until: Ints, opened: Ints, first: Ints, lengths: Ints, value: Floats,
    credit: Floats, expiry: NDArray[np.datetime64], days: NDArray[np.datetime64],
) -> tuple[Ints, NDArray[np.bool_]]:  # fmt: skip
    """Return when each condor is closed, by its exit rule if that comes first, and whether it was held to expiry."""
    closed = closed.copy()
    if rule.take is None and rule.stop is None and rule.close_days is None:
        return closed, closed == until
    for j in range(len(opened)):
        inside = np.arange(1, lengths[j])
        profit = (value[first[j] + inside] + credit[j]) / credit[j]
        leave = np.zeros(len(inside), dtype=bool)
        if rule.take is not None:
            leave |= profit >= rule.take
        if rule.stop is not None:
            leave |= profit <= -rule.stop
        if rule.close_days is not None:
            leave |= (expiry[j] - days[opened[j] + inside]).astype(int) <= rule.close_days
        if leave.any():
            closed[j] = min(closed[j], opened[j] + 1 + int(np.argmax(leave)))
    return closed, closed == until
