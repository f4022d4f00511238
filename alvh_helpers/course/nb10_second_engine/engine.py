"""The second engine by itself (R12): what it buys above a level of VIX, and what its ring-fenced purse makes of it.

The condors never look at the engine and the engine never looks at them, so its purse can be followed alone: the same
purchases as in a replay, the same cents, in a hundredth of the time. That is what makes sweeps of its rules cheap.
The reference is `simulation.account`, which books every purchase with the condors beside it: the tests hold the two
together, and where they differ it is right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.arrays import Floats, Ints
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date
from alvh_helpers.signals.quorum import Quorum
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import DailyMarket
from alvh_helpers.simulation.hedges import LayerPurchases, delayed, layer_purchases, trigger_days
from alvh_helpers.strategy.layers import Layer
from alvh_helpers.strategy.sizing import engine_units, fenced, unit_margin
from alvh_helpers.vix.options import VixSmile, vix_smile

__all__ = ["EngineRules", "EngineRun", "engine_run", "largest_leverage"]


_QUORUM = Quorum(3)  # the steward's, which the engine waits for too


@dataclass(frozen=True)
class EngineRules:
    """What surrounds the layer itself.

    Attributes
    ----------
    capital : float
        Dollars of its own at the start; the steward's are 5 % of its first million.
    leverage : float
        VIX futures that it may hold, as a multiple of its own capital on the day of purchase.
    quorum : Quorum, optional
        Signals that must call before it buys; None: its trigger alone decides.
    delay : int
        Sessions between what is seen and what is done, 0 to 5.
    renew : bool
        Whether each stay in the market begins with `capital` again, without interest, so that stays can be added up;
        False: what is left of it is carried on, as in a replay.
    """

    capital: float = 50_000.0
    leverage: float = 1.0
    quorum: Quorum | None = _QUORUM
    delay: int = 1
    renew: bool = False

    def __post_init__(self) -> None:
        if not (self.capital > 0 and self.leverage > 0):
            raise CourseError(
                f"capital {self.capital:g} and leverage {self.leverage:g}: an engine needs both above 0"
            )
        if self.delay not in range(6):
            raise CourseError(f"delay {self.delay}: a vote is acted on 0 to 5 sessions later")


class EngineRun(NamedTuple):
    """An engine's way through a stretch of history of d days.

    ``sessions`` (d,); by day: ``own``, its capital with its positions, ``gain``, its profit without interest, ``cost``,
    spreads and commissions in it, and ``margin``, what its positions tie up, all in dollars. By purchase (as in
    `simulation.LayerPurchases`): ``units`` bought, ``sold``, the position in the history of the day on which they went, and
    ``fenced``, whether the ring-fence closed them.
    """

    layer: Layer
    rules: EngineRules
    sessions: pd.DatetimeIndex
    start: int
    lives: LayerPurchases
    own: Floats
    gain: Floats
    cost: Floats
    margin: Floats
    units: Floats
    sold: Ints
    fenced: NDArray[np.bool_]


def engine_run(
    facts: DailyMarket,
    layer: Layer,
    rules: EngineRules | None = None,
    start: DateLike | None = None,
    end: DateLike | None = None,
    costs: Costs | None = None,
    smile: VixSmile = vix_smile,
) -> EngineRun:
    """Follow an engine's own purse from a first to a last day; those of the whole history when left out.

    The layer is the engine, such as the last of `alvh.steward`; rules and costs are the steward's when left out.

    Raises
    ------
    CourseError
        When the layer is no engine, or fewer than two trading days are asked for.
    """
    if not layer.engine:
        raise CourseError(f"layer {layer.name!r} is no engine: it is sized by the condors it hedges")
    rules, costs = EngineRules() if rules is None else rules, Costs() if costs is None else costs
    first, last = _positions(facts, start, end)
    on = trigger_days(layer, facts, np.full(len(facts.days), np.nan), rules.delay)
    may = np.ones(len(on), dtype=bool)
    if rules.quorum is not None:
        may = delayed(facts.reached(rules.quorum), rules.delay)
    lives = layer_purchases(layer, facts, on, may, first, last, rules.delay, smile)
    purse = _Purse(facts, layer, rules, lives, costs)
    purse.walk(first, last)
    days = slice(first, last + 1)
    by_day = (column[days] for column in (purse.own, purse.gain, purse.cost, purse.tied))
    return EngineRun(
        layer, rules, facts.sessions[days], first, lives, *by_day, purse.units, purse.sold, purse.fenced
    )


def largest_leverage(days_left: Floats | float) -> Floats:
    """Return the futures that margin alone allows as a multiple of capital, by calendar days to expiry."""
    future = Layer("future", "future", engine=True)
    days = np.atleast_1d(np.asarray(days_left, float))
    return future.terms.multiplier / unit_margin(future, days, np.ones(len(days)))


class _Purse:
    """The engine's cash and units on their way through the days, rounded to the cent as a replay rounds."""

    def __init__(
        self, facts: DailyMarket, layer: Layer, rules: EngineRules, lives: LayerPurchases, costs: Costs
    ) -> None:
        self.layer, self.rules, self.lives, self.terms = layer, rules, lives, layer.terms
        vix = facts.surface.vix[lives.row_day]
        kinds = self.terms.kinds
        self.spread = np.column_stack(
            [costs.vix_half_spread(x, vix, kind) for x, kind in zip(lives.price.T, kinds)]
        )
        left = (lives.expiry[lives.row_purchase] - facts.days[lives.row_day]).astype(float)
        self.margin = unit_margin(layer, left, lives.forward).tolist()
        self.fees = [costs.fee(kind) for kind in kinds]
        self.settled = self.terms.kind == "future"
        n, m = len(facts.days), len(lives.opened)
        self.own, self.gain, self.cost, self.tied = np.zeros((4, n))
        self.units, self.fenced = np.zeros(m), np.zeros(m, dtype=bool)
        self.sold = lives.closed.copy()
        self.cash, self.held, self.life, self.row = rules.capital, 0.0, -1, -1
        self.value = lives.value.tolist()
        self.interest = [0.0] * n if rules.renew else facts.interest.tolist()

    def walk(self, first: int, last: int) -> None:
        """Go through the days: interest and variation margin, then sales, purchases, and the ring-fence."""
        bought = dict(zip(self.lives.opened.tolist(), range(len(self.lives.opened))))
        ends, before = self.lives.closed.tolist(), 0.0
        idle = self.rules.renew  # without interest nothing happens while nothing is held
        for t in range(first, last + 1):
            if idle and self.life < 0 and t not in bought:
                self.own[t] = self.cash
                continue
            if t > first:
                self.cash += round(self.cash * self.interest[t], 2)
            self.row += 1
            if self.held and self.settled:
                self._book(t, self.held * (self.value[self.row] - self.value[self.row - 1]))
            if self.life >= 0 and ends[self.life] == t:
                self._hold(t, 0.0)
                self.life = -1
            if t in bought:
                self._buy(t, bought[t])
            elif self.held and fenced(self._worth() + self.cash, self.held * self.margin[self.row]):
                self.fenced[self.life], self.sold[self.life] = True, t
                self._hold(t, 0.0)
            worth = round(self._worth(), 2) if self.held else 0.0
            self.gain[t] += worth - before
            self.own[t], before = round(self.cash + worth, 2), worth
            self.tied[t] = self.held * self.margin[self.row] if self.held else 0.0

    def _buy(self, t: int, life: int) -> None:
        """Open a purchase with as many whole units as leverage and margin allow."""
        if self.rules.renew and not self.lives.rolled[life]:
            self.cash = self.rules.capital
        self.life, self.row = life, int(self.lives.first[life])
        notional = self.terms.multiplier * self.lives.delta[self.row] * self.lives.forward[self.row]
        asked = (self.cash, self.rules.leverage, notional, self.margin[self.row])
        units = np.floor(engine_units(*asked)[0] + 1e-9) if notional > 0 else 0.0
        self.units[life] = units
        self._hold(t, float(units))

    def _hold(self, t: int, units: float) -> None:
        """Trade to so many units, leg by leg."""
        change, size = units - self.held, self.terms.multiplier
        total = 0.0
        for k, (each, kind) in enumerate(zip(self.terms.held, self.terms.kinds) if change else ()):
            legs = abs(change * each)
            paid = 0.0 if kind == "future" else change * each * size * float(self.lives.price[self.row, k])
            cost = round(legs * size * float(self.spread[self.row, k]), 2) + round(legs * self.fees[k], 2)
            self.cost[t] += cost
            total -= round(paid, 2) + cost
        self.held = units
        self._book(t, total, 1.0)

    def _book(self, t: int, dollars: float, size: float | None = None) -> None:
        dollars = round(dollars * (self.terms.multiplier if size is None else size), 2)
        self.cash += dollars
        self.gain[t] += dollars

    def _worth(self) -> float:
        """Return what the units are worth; futures are settled daily and worth nothing more."""
        if not self.held or self.settled:
            return 0.0
        return self.held * self.terms.multiplier * self.value[self.row]


def _positions(facts: DailyMarket, start: DateLike | None, end: DateLike | None) -> tuple[int, int]:
    """Return the positions of the first and the last day."""
    sessions = facts.sessions
    first = 0 if start is None else int(sessions.searchsorted(as_date(start)))
    last = len(sessions) - 1 if end is None else int(sessions.searchsorted(as_date(end), side="right")) - 1
    if last <= first:
        raise CourseError(f"from {start} to {end} there are fewer than two trading days to follow an engine")
    return first, last
