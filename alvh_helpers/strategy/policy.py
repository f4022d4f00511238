"""The whole rule set as one value (R9): condors, layers, quorum, scaling and capital.

A `Policy` never changes and holds nothing but numbers and names; with a history it says everything that will happen.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from alvh_helpers.errors import CourseError
from alvh_helpers.positions.strikes import Pair
from alvh_helpers.signals.quorum import Quorum
from alvh_helpers.strategy.layers import Layer

__all__ = ["LAST_WEEK", "Capital", "CondorRule", "Policy", "Scaling"]

_CALENDAR_DAYS = {"month": 365 / 12, "week": 7.0}
_FIVE_WEEKS = 35
_SIGNALS = 15  # voters of `signals.votes`

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
        lasts = self.days + (min(self.days, _FIVE_WEEKS) if self.shift == "expiry" else 0)
        return max(1, int(np.ceil(lasts / _CALENDAR_DAYS[self.every] - 0.2)))

    @property
    def exits(self) -> bool:
        """Whether a condor may be closed before its expiry by a profit, a loss or the days left."""
        return not (self.take is None and self.stop is None and self.close_days is None)

    @property
    def measures(self) -> dict[str, Pair]:
        """The measures of the strikes that are given."""
        names = ("short_delta", "short_sd", "wing_delta", "wing_sd", "wing_points")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


@dataclass(frozen=True)
class Scaling:
    """How the size of an open layer follows the position (R11).

    Attributes
    ----------
    low, high : float
        Factor on its size while the condor is at its centre, and when it is at a short strike or beyond: break-evens
        have then migrated; linear in the size of the drift between.
    event : float
        Further factor from two sessions before a scheduled FOMC decision, or a release of CPI or PPI, to that day.
    band : float
        A layer is resized when its size is off by more than this share.
    every : int
        Sessions between two resizings of a layer, at least.
    vega_theta : float, optional
        Resized only while the condors' vega over theta (R19) is above this; None: always.
    pause : float, optional
        Not resized while VIX is dislocated by more than so many standard deviations (R24); None: always.
    """

    low: float = 0.5
    high: float = 1.5
    event: float = 1.25
    band: float = 0.25
    every: int = 5
    vega_theta: float | None = 3.2
    pause: float | None = 2.0

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.high:
            raise CourseError(
                f"a size between {self.low:g} and {self.high:g} of itself: write low first, above 0"
            )
        if not (self.event > 0 and self.band >= 0 and self.every >= 1):
            raise CourseError(
                f"event {self.event:g}, band {self.band:g}, every {self.every}: a factor above 0, a share, and sessions of 1 or more"
            )


@dataclass(frozen=True)
class Capital:
    """The account and what it may risk (R18, R23).

    Attributes
    ----------
    initial : float
        Dollars at the start.
    margin_use : float
        Share of equity that the condors' margin is meant to take: each sale may take it divided by the condors that
        overlap (`CondorRule.at_once`). What is open already is not taken off, so after a fall the sum may be above it.
    reserve : float
        Share of equity that stays in T-bills.
    deploy : float
        Share of that reserve which may be used as margin too while a spike has just crested (R23).
    engine : float
        Share of the initial capital that is ring-fenced for the second engine (R12).
    engine_leverage : float
        VIX futures (times delta) that the engine may hold, as a multiple of its own capital. It buys no more than its
        capital can carry at the margin asked of customers, and is closed when the capital falls below the clearing
        house's own.
    leverage : float
        Margin of condors and value of VIX futures together may be so many times equity.
    quick : float
        Quick ratio below which no condor is sold.
    whole : bool
        Whole contracts only; False allows fractions, as though the account were very large.
    reinvest : bool
        Size by today's equity ("DRIP"); False by the initial capital.
    collateral : str
        'margin': condors as above; 'index': one condor for each index unit of capital, as benchmark indexes do.
    """

    initial: float = 1_000_000.0
    margin_use: float = 0.30
    reserve: float = 0.20
    deploy: float = 0.0
    engine: float = 0.0
    engine_leverage: float = 1.0
    leverage: float = 1.0
    quick: float = 1.0
    whole: bool = True
    reinvest: bool = True
    collateral: Literal["margin", "index"] = "margin"

    def __post_init__(self) -> None:
        if not 0 < self.initial < 1e12:
            raise CourseError(f"an account of {self.initial:,.0f} dollars: it begins with something above 0")
        shares = {name: getattr(self, name) for name in ("margin_use", "reserve", "deploy", "engine")}
        for name, share in shares.items():
            if not 0 <= share <= 1:
                raise CourseError(f"{name} {share:g}: it is a share of the account, 0 to 1")
        together = self.margin_use + self.reserve + self.engine
        if together > 1 + 1e-9:
            raise CourseError(
                f"margin {self.margin_use:.0%}, reserve {self.reserve:.0%} and engine {self.engine:.0%} are {together:.0%} of one "
                "account: they cannot be more than all of it"
            )
        if min(self.engine_leverage, self.leverage) <= 0 or self.quick < 0:
            raise CourseError("leverage must be above 0 and the quick ratio 0 or more")
        if self.margin_use == 0 and self.collateral == "margin":
            raise CourseError("margin_use 0: no condor could ever be sold")


@dataclass(frozen=True)
class Policy:
    """Everything that decides, in one value that never changes.

    Attributes
    ----------
    name : str
        Shown in tables.
    condor : CondorRule
        How condors are sold.
    layers : tuple of Layer
        Up to three of the hedge, its second engine among them, and one of premium taken; each with a name of its own.
    quorum : Quorum, optional
        Signals that must call before a hedge or an engine is opened, or a hedge made larger (R8), its trigger being on; a
        roll needs none, premium taken neither. None: the triggers alone decide.
    scaling : Scaling, optional
        How open layers are resized; None: never before their roll. A layer that was let in when there was no condor to
        hedge buys on the day of the next sale in either case.
    capital : Capital
        The account.
    cost_cap : float, optional
        Nothing is bought for a layer, at a roll neither, while the layers have cost more than this share of the credits of
        the last 252 sessions (R14; engine and premium apart).
    delay : int
        Sessions between a vote and the trade that it leads to: 1 trades at the next close, 0 at the same one. Votes,
        triggers, drift, crests and dislocations are seen with it; what is held, its vega and its prices are of the day.
    """

    name: str
    condor: CondorRule = field(default_factory=CondorRule)
    layers: tuple[Layer, ...] = ()
    quorum: Quorum | None = None
    scaling: Scaling | None = None
    capital: Capital = field(default_factory=Capital)
    cost_cap: float | None = None
    delay: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        names = [layer.name for layer in self.layers]
        sold = sum(layer.role == "premium" for layer in self.layers)
        crowd = sold > 1 or len(names) - sold > 3
        if len(set(names)) < len(names) or crowd or {"condors", "interest"} & set(names):
            raise CourseError(
                f"layers {', '.join(names)}: at most three of the hedge and one of premium, each with a name of its own"
            )
        if self.delay not in (0, 1, 2, 3, 4, 5):
            raise CourseError(
                f"delay {self.delay}: a vote is acted on 0 to 5 sessions later, it cannot be acted on before"
            )
        if self.cost_cap is not None and not self.cost_cap > 0:
            raise CourseError(
                f"a cost cap of {self.cost_cap:g} would forbid every hedge: leave the layers out instead"
            )
        self._check_cover()
        self._check_quorum()

    def _check_cover(self) -> None:
        """Refuse layers that cover too much, end too early, or lack their capital."""
        hedges = [layer for layer in self.layers if layer.role == "hedge"]
        if (total := sum(layer.coverage for layer in hedges)) > 1 + 1e-9:
            raise CourseError(
                f"the layers cover {total:.0%} of the vega together: above 100 % they are a bet, not a hedge"
            )
        for layer in self.layers:
            if layer.role != "premium" and not layer.rolls and layer.longest_days < self.condor.days:
                raise CourseError(
                    f"layer {layer.name!r} ends after {layer.longest_days} days at most and is not rolled, but the condor lives "
                    f"{self.condor.days}: let it roll, or hold a later month"
                )
        engines = [layer for layer in self.layers if layer.engine]
        if len(engines) > 1 or bool(engines) != (self.capital.engine > 0):
            raise CourseError(
                f"{len(engines)} second engines and {self.capital.engine:.0%} of the capital ring-fenced for one: there is "
                "either one engine with capital of its own, or none and no capital set apart"
            )

    def _check_quorum(self) -> None:
        """Refuse a quorum that can never be reached."""
        if self.quorum is not None and self.quorum.voters is None and self.quorum.k > _SIGNALS:
            raise CourseError(
                f"a quorum of {self.quorum.k} among {_SIGNALS} signals can never be reached: ask for fewer"
            )

    def with_capital(self, **changes: Any) -> Policy:
        """Return the policy with other capital rules, such as ``initial=50_000`` or ``whole=False``."""
        return replace(self, capital=replace(self.capital, **changes))
