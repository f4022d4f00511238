"""What a replay knows of the market, day by day, before any policy is looked at; made once, used by many.

Nothing here depends on a decision, and nothing on a later day: each array's value of day t is known at the close of t.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.arrays import Bools, Dates, Floats, Ints
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import session_days, spx_expiries
from alvh_helpers.market.contracts import DAYS_A_YEAR, SESSIONS_A_YEAR
from alvh_helpers.market.history import Market, load_market
from alvh_helpers.pricing.surface import SpxSurface, spx_surface
from alvh_helpers.signals.quorum import Quorum, decide, votes
from alvh_helpers.signals.technical import after_crest
from alvh_helpers.signals.voting import Votes
from alvh_helpers.vix.betas import dislocation
from alvh_helpers.vix.etn import etn_preset
from alvh_helpers.vix.futures import LISTED, days_to_expiries
from alvh_helpers.vix.options import vix_option_expiries

__all__ = [
    "DEFAULT_BETA",
    "ETN_NAME",
    "EVENT_SESSIONS",
    "PRICE_DIGITS",
    "DailyMarket",
    "load_daily_market",
    "row_numbers",
    "scheduled_meetings",
]


DEFAULT_BETA = 0.775
"""Middle of the 0.7 to 0.85 of P3: stands in for the measured beta during the first year of a history."""

EVENT_SESSIONS = 3
"""Sessions of an event window: the day of the announcement and the two before it."""

ETN_NAME = "short-term 1x"
"""The ETN that layers hold, a key of `vix.ETN_PRESETS`."""

PRICE_DIGITS = 6
"""Decimals to which model prices are rounded, in points."""

_CRUSH_DAYS = 20
_TABLES = 64
_HORIZON = 410  # calendar days beyond the history for which expiries are listed: condors reach a year ahead
_PRICE_DAYS = (9, 15)  # of the month: CPI and PPI come out then, as a rule; their dates are not in the data


@dataclass(frozen=True, eq=False)
class DailyMarket:
    """The arrays of a history of n days; each is computed when it is first asked for.

    ``voted``: what every signal said on every day, by default `signals.votes` of the market.
    """

    market: Market
    voted: Votes | None = None
    _known: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    _tables: dict[Any, dict[Any, Any]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The daily table."""
        return self.market.table

    @cached_property
    def sessions(self) -> pd.DatetimeIndex:
        """Trading days."""
        return self.market.sessions

    @cached_property
    def days(self) -> Dates:
        """Trading days as datetime64[D], shape (n,)."""
        return self.sessions.to_numpy().astype("M8[D]")

    @cached_property
    def surface(self) -> SpxSurface:
        """SPX surface of all days."""
        names = ("spx", "vix", "vix3m_filled", "rate", "dividend_yield")
        return spx_surface(*(self.table[name].to_numpy(float) for name in names))

    @cached_property
    def curve(self) -> Floats:
        """Settlements vx1..vx7, shape (n, 7), NaN where not listed."""
        return self.table[[f"vx{k}" for k in range(1, LISTED + 1)]].to_numpy(dtype=float)

    @cached_property
    def left(self) -> Ints:
        """Calendar days to the next seven monthly VIX expiries, shape (n, 7)."""
        return days_to_expiries(self.market)

    @cached_property
    def vvix(self) -> Floats:
        """VVIX, the day before's where it was not published, shape (n,)."""
        return self.table["vvix"].ffill().to_numpy(dtype=float)

    @cached_property
    def votes(self) -> Votes:
        """Every signal's vote on every day."""
        if self.voted is None:
            return votes(self.market)
        if not self.voted.sessions.equals(self.sessions):
            raise CourseError(
                f"votes of {len(self.voted)} days for a history of {len(self.sessions)}: they must be of the same days"
            )
        return self.voted

    @cached_property
    def interest(self) -> Floats:
        """What a dollar earned since the session before at that session's T-bill rate, shape (n,); 0 at first."""
        years = np.diff(self.days).astype(float) / DAYS_A_YEAR
        return np.r_[0.0, np.expm1(self.table["rate"].to_numpy()[:-1] * years)]

    @cached_property
    def dislocated(self) -> Floats:
        """Size of the z-score of VIX changes beyond what SPX explains (R24), shape (n,); NaN in the first months."""
        return dislocation(self.market)["z"].abs().to_numpy()

    @cached_property
    def crested(self) -> Bools:
        """Whether a spike looks to have passed its peak (R22, R23), shape (n,)."""
        return after_crest(self.market)

    @cached_property
    def vix_high(self) -> Floats:
        """Highest close of VIX in the last 20 sessions, today's among them, shape (n,)."""
        return self.table["vix"].rolling(_CRUSH_DAYS, min_periods=1).max().to_numpy()

    @cached_property
    def later(self) -> Dates:
        """The session after each day, by the exchange's calendar, shape (n,)."""
        sessions = session_days()
        return sessions[np.searchsorted(sessions, self.days, side="right")]

    def vix_expiries(self, weekly: bool) -> Dates:
        """Return the VIX expiries from the first day to most of a year beyond the last; worked out once, read-only."""
        return self._once(("vix", weekly), lambda: self._listed(vix_option_expiries, weekly))

    def spx_expiries(self, weekly: bool) -> Dates:
        """Return the SPX expiries from the first day to more than a year beyond the last; worked out once, read-only."""
        return self._once(("spx", weekly), lambda: self._listed(spx_expiries, weekly))

    def reached(self, quorum: Quorum) -> Bools:
        """Return the days on which a quorum is reached, shape (n,); worked out once, read-only."""
        return self._once(quorum, lambda: decide(self.votes, quorum)["reached"].to_numpy())

    def kept(self, name: Any) -> dict[Any, Any]:
        """Return a table for what is worked out from the market alone and asked for again; the oldest of many are dropped."""
        if name not in self._tables and len(self._tables) >= _TABLES:
            del self._tables[next(iter(self._tables))]
        return self._tables.setdefault(name, {})

    def by_sale(
        self, name: Any, opened: Ints, expiry: Dates, find: Callable[[Ints, Dates], Floats]
    ) -> list[Floats]:
        """Return what belongs to each day and expiry, such as strikes; only what is new is asked of `find`, in one go."""
        known = self.kept(name)
        keys = list(zip(opened.tolist(), expiry.astype(int).tolist()))
        new = [j for j, key in enumerate(keys) if key not in known]
        if new:
            known.update(zip((keys[j] for j in new), find(opened[new], expiry[new])))
        return [known[key] for key in keys]

    def _listed(self, expiries: Callable[..., pd.DatetimeIndex], weekly: bool) -> Dates:
        first, last = self.sessions[0], self.sessions[-1] + pd.Timedelta(days=_HORIZON)
        return expiries(first, last, weekly).to_numpy().astype("M8[D]")

    def _once(self, name: Any, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        if name not in self._known:
            found = np.array(make())
            found.flags.writeable = False
            self._known[name] = found
        return self._known[name]

    @cached_property
    def inverted(self) -> Bools:
        """Whether the futures curve is inverted, vx2 below vx1, shape (n,)."""
        return self.curve[:, 1] < self.curve[:, 0]

    @cached_property
    def events(self) -> Bools:
        """Whether a scheduled FOMC decision is due today or in the next two sessions, or CPI and PPI are, shape (n,).

        Meetings are announced a year ahead; the dates of CPI and PPI are taken as the 9th to the 15th of a month.
        """
        day_of_month = self.sessions.day
        prices = (day_of_month >= _PRICE_DAYS[0]) & (day_of_month <= _PRICE_DAYS[1])
        meetings = scheduled_meetings()
        at = np.minimum(np.searchsorted(meetings, self.days), len(meetings) - 1)
        ahead = np.busday_count(self.days, np.maximum(meetings[at], self.days))
        fomc = (ahead < EVENT_SESSIONS) & (meetings[at] >= self.days)
        return np.asarray(prices | fomc)

    @cached_property
    def betas(self) -> Floats:
        """Points of vx1..vx7 per vol point of 45-day SPX volatility, from all days so far, shape (n, 7).

        Slope through the origin of daily changes of one and the same contract. `DEFAULT_BETA` until a future has a
        year of them.
        """
        curve, left = self.curve, self.left
        gone = np.diff(self.days).astype(int) >= left[:-1, 0]
        # On an expiry day every month moves one place nearer, and the nearest is gone: it has no close to compare.
        nearer = np.column_stack([np.full(len(gone), np.nan), curve[1:, :-1]])
        later = np.where(gone[:, None], nearer, curve[1:])
        moves = np.vstack([np.zeros(LISTED), later - curve[:-1]])
        vol = 100.0 * self.surface.atm_vol(45.0 / DAYS_A_YEAR)
        change = np.r_[0.0, np.diff(vol)][:, None]
        used = np.isfinite(moves)
        sxy = np.where(used, moves * change, 0.0).cumsum(axis=0)
        sxx = np.where(used, change * change, 0.0).cumsum(axis=0)
        enough = used.cumsum(axis=0) > SESSIONS_A_YEAR
        return np.where(enough, sxy / np.where(sxx > 0, sxx, 1.0), DEFAULT_BETA)

    @cached_property
    def etn(self) -> Floats:
        """Level of the 30-day ETN after fees, shape (n,); it starts at 100."""
        return etn_preset(self.market, ETN_NAME).to_numpy()


def scheduled_meetings() -> Dates:
    """Return the last days of all scheduled FOMC meetings of the bundled data: a calendar, known a year ahead."""
    meetings = load_market().fomc
    return meetings.index[meetings["scheduled"].astype(bool)].to_numpy().astype("M8[D]")


def row_numbers(lengths: Ints) -> tuple[Ints, Ints, Ints]:
    """Return where each of several stretches begins when they are laid end to end, and of each row whose it is and which."""
    first = lengths.cumsum() - lengths
    owner = np.repeat(np.arange(len(lengths)), lengths)
    return first, owner, np.arange(len(owner)) - first[owner]


@cache
def load_daily_market() -> DailyMarket:
    """Return the bundled history as replays know it, computed once and shared by many of them."""
    return DailyMarket(load_market())
