"""The condor programme (R1, R20): the rule by which condors are sold, closed and moved, and the days of sale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from alvh_helpers.errors import CourseError
from alvh_helpers.facts import Facts

__all__ = ["LAST_WEEK", "CondorRule", "Pair", "nearest_expiry", "sale_days"]


Ints = NDArray[np.int64]


Dates = NDArray[np.datetime64]


Pair = float | tuple[float, float]


_DAY = np.timedelta64(1, "D")


_CALENDAR_DAYS = {"month": 365 / 12, "week": 7.0}


_FIVE_WEEKS = 35


LAST_WEEK = 7
"""Calendar days to expiry from which on a condor's wings are left alone."""


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
    shift : str, optional
        What happens to open condors on the days on which the first-month layer is rolled (R20): 'wings', each is bought back
        and sold anew around that day's SPX, for the same expiry; 'expiry', sold anew for an expiry `days` ahead. As many are
        sold as were bought back, or fewer where a sale may take no more margin. None: nothing.
    shift_days : int
        Those days: the first session with so many calendar days or fewer to the next monthly VIX expiry.
    shift_drift : float, optional
        Only condors whose drift at that close is at least so large are moved; None: all.

    Notes
    -----
    A condor sold that very day is not moved, nor one whose wings would come out the same or whose last week has begun, nor to
    an expiry that is no later. All four legs are traded, both ways. Where sales follow the calendar an expiry is moved once:
    moved each time, condors would never expire and pile up.
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
    shift: Literal["wings", "expiry"] | None = None
    shift_days: int = 7
    shift_drift: float | None = None

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

        self._check_shift()

    def _check_shift(self) -> None:
        """Refuse shifts that say nothing, or can never come about."""
        if self.shift not in (None, "wings", "expiry"):
            raise CourseError(f"shift={self.shift!r}: move the 'wings', the 'expiry', or nothing with None")
        if not 1 <= self.shift_days <= 27:
            raise CourseError(
                f"shift_days {self.shift_days}: VIX expiries are four or five weeks apart, choose 1 to 27 days before one"
            )
        if self.shift_drift is not None and not (self.shift and 0 < self.shift_drift < 3):
            raise CourseError(
                f"shift_drift {self.shift_drift:g} with shift={self.shift!r}: it is 0 at the centre and 1 at a short strike, and "
                "only means something where condors are moved"
            )
        if self.shift == "wings" and self.days <= LAST_WEEK:
            raise CourseError(
                f"shift='wings' for condors of {self.days} days: in its last week a condor is left alone, so that none would "
                "ever be moved"
            )

    @property
    def at_once(self) -> int:
        """How many condors overlap at most, as a rule: what the margin is shared among."""
        if self.every == "expiry":
            return 1
        # A condor whose expiry is moved has lived up to five weeks before that.
        lives = self.days + (min(self.days, _FIVE_WEEKS) if self.shift == "expiry" else 0)
        return max(1, int(np.ceil(lives / _CALENDAR_DAYS[self.every] - 0.2)))

    @property
    def exits(self) -> bool:
        """Whether a condor may be closed before its expiry by a profit, a loss or the days left."""
        return not (self.take is None and self.stop is None and self.close_days is None)

    @property
    def measures(self) -> dict[str, Pair]:
        """The measures of the strikes that are given."""
        names = ("short_delta", "short_sd", "wing_delta", "wing_sd", "wing_points")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


def sale_days(rule: CondorRule, facts: Facts, start: int, end: int) -> tuple[Ints, Dates]:
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
        opened, expiry = [start], [nearest_expiry(listed, days[start : start + 1], rule.days)[0]]
        while expiry[-1] <= days[end]:
            opened.append(int(np.searchsorted(days, expiry[-1])))
            expiry.append(nearest_expiry(listed, days[opened[-1] : opened[-1] + 1], rule.days)[0])
        return np.array(opened), np.array(expiry)
    fridays = facts.spx_expiries(rule.every == "week")
    opened = np.searchsorted(days, fridays[(fridays >= days[start]) & (fridays <= days[end])])
    return opened, nearest_expiry(listed, days[opened], rule.days)


def nearest_expiry(listed: Dates, days: Dates, ahead: int) -> Dates:
    """Return the listed expiry nearest to each day plus `ahead` that lies after the day, the earlier one of two as near.

    Parameters
    ----------
    listed : ndarray of datetime64[D]
        Expiries, rising.
    days : ndarray of datetime64[D], shape (m,)
        Days.
    ahead : int
        Calendar days.

    Returns
    -------
    ndarray of datetime64[D], shape (m,)
    """
    target = days + ahead * _DAY
    after = np.clip(np.searchsorted(listed, target), 1, len(listed) - 1)
    before = listed[after - 1]
    take_before = (target - before <= listed[after] - target) & (before > days)
    return np.where(take_before, before, listed[after])


_MOVED = {"CourseError": ("alvh_helpers.errors", "CourseError"), "Facts": ("alvh_helpers.facts", "Facts")}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
