"""The till of a replay: what is held, what it is worth, and every dollar that moves, rounded to the cent.

Two purses: the account's own and the second engine's, ring-fenced, whose losses never reach the other.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from alvh_helpers.costs import Costs
from alvh_helpers.cycles import Cycles
from alvh_helpers.facts import Facts
from alvh_helpers.layerlives import Lives
from alvh_helpers.strategy.layers import Instrument
from alvh_helpers.strategy.policy import Policy

__all__ = ["Hedge", "Journal", "Plan", "Till"]


Floats = NDArray[np.float64]


Bools = NDArray[np.bool_]


class Hedge(NamedTuple):
    """A layer's purchases with what the loop looks up by row: ``spread`` (rows, k) points, ``margin`` dollars a unit."""

    lives: Lives
    spread: Floats
    margin: Floats


class Plan(NamedTuple):
    """Everything the loop is told: positions of the first and last day, condors, hedges, and what may be done when.

    ``spread`` (rows, 4): half-spreads of the condors' legs; ``drift`` (n,): as seen with the policy's delay; ``quorum`` (n,):
    whether it lets a layer in; ``on``: by layer, whether its trigger is on, each (n,).
    """

    start: int
    end: int
    cycles: Cycles
    spread: Floats
    hedges: tuple[Hedge, ...]
    drift: Floats
    quorum: Bools
    on: tuple[Bools, ...]


class Journal(NamedTuple):
    """What the loop wrote down.

    ``contracts`` (m,): condors sold of each cycle; ``units``: by layer, units held after each row's day, (rows,);
    ``flows`` (sources, n): cash of condors, each layer, interest by day; ``engine_cash`` (n,); ``trades`` and ``decisions``:
    tuples in order of time.
    """

    contracts: Floats
    units: tuple[Floats, ...]
    flows: Floats
    engine_flow: Floats
    trades: list[tuple[Any, ...]]
    decisions: list[tuple[Any, ...]]


class Till:
    """Cash and positions of one account on its way through the days; it lives as long as one replay.

    Attributes
    ----------
    cash, engine_cash : float
        Dollars in the two purses.
    open : list
        Condors held: number of the cycle, contracts, its first row less its first day.
    life, base, held : list
        By layer: the purchase that is held (-1: none), its first row less its first day, units.
    roles : list
        By layer: 'hedge', 'engine' or 'premium'.
    futures, marked : list
        By layer: of a unit's futures how many and their price by row; what the rest of a unit is worth by row, in points,
        None where there is nothing else.
    """

    def __init__(self, policy: Policy, facts: Facts, plan: Plan, costs: Costs) -> None:
        self.policy, self.plan = policy, plan
        self.fees = {kind: costs.fee(kind) for kind in ("spx", "option", "future", "etn")}
        n, layers = len(facts.days), len(policy.layers)
        self.engine_cash = policy.capital.initial * policy.capital.engine
        self.cash = policy.capital.initial - self.engine_cash
        self.open: list[tuple[int, float, int]] = []
        self.life, self.base, self.held = [-1] * layers, [0] * layers, [0.0] * layers
        self.flows, self.engine_flow = np.zeros((layers + 2, n)), np.zeros(n)
        self.trades: list[tuple[Any, ...]] = []
        self.hedge_cash = 0.0
        # Single numbers come out of lists several times faster than out of arrays.
        self.value, self.margin = plan.cycles.value.tolist(), plan.cycles.margin.tolist()
        names = ("value", "delta", "forward", "beta")
        self.rows = [{name: getattr(h.lives, name).tolist() for name in names} for h in plan.hedges]
        self.terms = [layer.terms for layer in policy.layers]
        self.kinds = [terms.kinds for terms in self.terms]
        self.roles = [layer.role for layer in policy.layers]
        parts = [_parted(terms, hedge.lives) for terms, hedge in zip(self.terms, plan.hedges)]
        self.futures = [futures for futures, _ in parts]
        self.marked = [marked for _, marked in parts]

    def accrue(self, t: int, rate: float) -> None:
        """Book a day's T-bill interest on cash (a debt pays the same) and the futures' variation margin."""
        own, engine = round(self.cash * rate, 2), round(self.engine_cash * rate, 2)
        self.cash += own
        self.engine_cash += engine
        self.flows[-1, t] = own + engine
        self.engine_flow[t] += engine
        for i, units in enumerate(self.held):
            if not units:
                continue
            row = self.base[i] + t
            for each, prices in self.futures[i]:
                gain = units * self.terms[i].multiplier * each * (prices[row] - prices[row - 1])
                self.book(t, i + 1, round(gain, 2))

    def book(self, t: int, source: int, dollars: float) -> None:
        """Put cash where it belongs: a source of 0 are the condors, i + 1 is layer i."""
        self.flows[source, t] += dollars
        role = self.roles[source - 1] if source else "condors"
        if role == "engine":
            self.engine_cash += dollars
            self.engine_flow[t] += dollars
        else:
            self.cash += dollars
            self.hedge_cash += dollars if role == "hedge" else 0.0

    def trade(
        self, t: int, source: int, which: int, units: list[float], prices: Floats, spreads: Floats, why: str
    ) -> None:
        """Trade legs at these prices; an expiry has no spreads."""
        multiplier = 100.0 if source == 0 else self.terms[source - 1].multiplier
        kinds = ("spx",) * len(units) if source == 0 else self.kinds[source - 1]
        total = 0.0
        for k, (unit, price, kind) in enumerate(zip(units, prices, kinds)):
            paid = 0.0 if kind == "future" else -round(unit * multiplier * float(price), 2)
            spread = round(abs(unit) * multiplier * float(spreads[k]), 2)
            fee = 0.0 if why == "expiry" else round(abs(unit) * self.fees[kind], 2)
            total += paid - spread - fee
            self.trades.append((t, source, which, k, unit, float(price), paid + 0.0, spread, fee, why))
        self.book(t, source, round(total, 2))

    def layer_value(self, t: int, role: str) -> float:
        """Return what the open units of a role are worth; futures are settled daily and worth nothing more."""
        total = 0.0
        for i, units in enumerate(self.held):
            marked = self.marked[i]
            if units and marked is not None and self.roles[i] == role:
                total += units * self.terms[i].multiplier * marked[self.base[i] + t]
        return total

    def equity(self, t: int) -> float:
        """Return what the account is worth without the engine's ring-fenced capital."""
        condors = sum(100.0 * units * self.value[base + t] for _, units, base in self.open)
        return self.cash + condors + self.layer_value(t, "hedge") + self.layer_value(t, "premium")

    def condor_sum(self, t: int, column: list[float]) -> float:
        """Return a per-contract column summed over the open condors, on a day."""
        return sum(units * column[base + t] for _, units, base in self.open)

    def layer_margin(self, t: int) -> float:
        """Return the margin of the layers, the engine's apart, dollars."""
        hedges = enumerate(self.plan.hedges)
        return sum(
            self.held[i] * float(h.margin[self.base[i] + t])
            for i, h in hedges
            if self.held[i] and self.roles[i] != "engine"
        )

    def notional(self, t: int, but: int) -> float:
        """Return the VIX futures that the other hedges amount to today by their deltas, in dollars."""
        total = 0.0
        for i, units in enumerate(self.held):
            if units and i != but and self.roles[i] == "hedge":
                row, multiplier = self.base[i] + t, self.terms[i].multiplier
                total += units * multiplier * self.rows[i]["delta"][row] * self.rows[i]["forward"][row]
        return total

    def stress(self, t: int) -> float:
        """Return the variation margin of a bad day for long futures, listed or synthetic: a fifth of their value."""
        worth = 0.0
        for i, units in enumerate(self.held):
            if units and self.roles[i] != "engine" and self.terms[i].futures:
                forward = self.rows[i]["forward"][self.base[i] + t]
                worth += units * self.terms[i].multiplier * self.terms[i].futures * forward
        return 0.2 * worth


def _parted(terms: Instrument, lives: Lives) -> tuple[list[tuple[float, list[float]]], list[float] | None]:
    """Part a unit into its futures, which are settled daily, and the rest, which is marked; by row, in points."""
    settled = np.array([kind == "future" for kind in terms.kinds])
    futures = [(terms.held[k], lives.price[:, k].tolist()) for k in np.flatnonzero(settled)]
    if not settled.any():
        return [], lives.value.tolist()
    rest = lives.price[:, ~settled] @ np.array(terms.held)[~settled]
    return futures, None if settled.all() else rest.tolist()


_MOVED = {
    "Costs": ("alvh_helpers.costs", "Costs"),
    "Cycles": ("alvh_helpers.cycles", "Cycles"),
    "Facts": ("alvh_helpers.facts", "Facts"),
    "Lives": ("alvh_helpers.layerlives", "Lives"),
    "Instrument": ("alvh_helpers.strategy.layers", "Instrument"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
