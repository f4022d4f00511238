"""The day loop: one account walks through history and decides, at each close, how many of what to hold.

Everything that does not depend on a decision is handed in, marked; what happens here is cash, size and reasons. Every
trade and every mark is rounded to the cent, so that sums agree to the cent.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from alvh_helpers.costs import Costs
from alvh_helpers.facts import Facts
from alvh_helpers.layerlives import ENDS
from alvh_helpers.positions.strikes import HELD
from alvh_helpers.strategy.policy import Policy
from alvh_helpers.strategy.sizing import (
    Asked,
    cap_reached,
    condor_contracts,
    fenced,
    layer_units,
    premium_units,
)
from alvh_helpers.till import Journal, Plan, Till

__all__ = ["run"]


# Plain numbers: NumPy's round differently at half cents, and slowly.
_HELD = tuple(HELD.tolist())


_ENDS = {
    "expiry": "their options expired",
    "exit": "the exit rule said so",
    "shift": "condors are moved on the day on which the first layer is rolled",
}


def run(policy: Policy, facts: Facts, plan: Plan, costs: Costs) -> Journal:
    """Walk one account through a stretch of history.

    Parameters
    ----------
    policy : Policy
        The rules.
    facts : Facts
        Of the whole history.
    plan : Plan
        From `replay`.
    costs : Costs
        Of trading.

    Returns
    -------
    Journal
    """
    return _Account(policy, facts, plan, costs).walk()


class _Account:
    """The state of one account on its way; it lives as long as one call of `run`."""

    def __init__(self, policy: Policy, facts: Facts, plan: Plan, costs: Costs) -> None:
        self.policy, self.facts, self.plan = policy, facts, plan
        self.till = Till(policy, facts, plan, costs)
        n = len(facts.days)
        self.resized = [-(10**6)] * len(policy.layers)
        self.contracts = np.zeros(len(plan.cycles.opened))
        self.units = [np.zeros(len(hedge.lives.row_day)) for hedge in plan.hedges]
        self.decisions: list[tuple[Any, ...]] = []
        self.sold_on = -1
        self.ratio = -1, False  # the day on which vega over theta was last looked at, and whether it was high
        self.vega, self.theta = plan.cycles.vega.tolist(), plan.cycles.theta.tolist()
        self.spent, self.credits = [0.0] * n, [0.0] * n
        # Single numbers come out of lists several times faster than out of arrays.
        self.drift, self.quorum = plan.drift.tolist(), plan.quorum.tolist()
        self.on = [days.tolist() for days in plan.on]
        scaled = policy.scaling is not None
        self.events = facts.events.tolist() if scaled else [False] * n
        self.dislocated = facts.dislocated.tolist() if scaled and policy.scaling.pause is not None else []

    def walk(self) -> Journal:
        """Go through the days."""
        plan = self.plan
        sales: dict[int, list[int]] = {}
        for j, day in enumerate(plan.cycles.opened.tolist()):
            sales.setdefault(day, []).append(j)
        ends = plan.cycles.closed.tolist()
        bought = [dict(zip(h.lives.opened.tolist(), range(len(h.lives.opened)))) for h in plan.hedges]
        sold = [h.lives.closed.tolist() for h in plan.hedges]
        interest = self.facts.interest.tolist()
        for t in range(plan.start, plan.end + 1):
            if t > plan.start:
                self.till.accrue(t, interest[t])
                self.credits[t] = self.credits[t - 1]
            for item in [item for item in self.till.open if ends[item[0]] == t]:
                self._close_condor(t, item)
            for i, life in enumerate(self.till.life):
                if life >= 0 and sold[i][life] == t:
                    self._end_life(t, i, life)
            for j in sales.get(t, ()):
                self._sell_condor(t, j)
            for i in range(len(self.till.life)):
                if t in bought[i]:
                    self._begin_life(t, i, bought[i][t])
                elif self.till.life[i] >= 0:
                    self._look_after(t, i)
            self.spent[t] = -(self.till.hedge_cash + self.till.layer_value(t, "hedge"))
        return Journal(
            self.contracts,
            tuple(self.units),
            self.till.flows,
            self.till.engine_flow,
            self.till.trades,
            self.decisions,
        )

    # ---------------------------------------------------------------------------------------- condors

    def _sell_condor(self, t: int, j: int) -> None:
        cycles = self.plan.cycles
        row = int(cycles.first[j])
        if cycles.follows[j] >= 0 and not self.contracts[cycles.follows[j]]:
            self._note(t, "condors", "no sale", 0.0, "there was none that could be moved")
            return
        asked = self._asked(t, float(cycles.margin[j]))
        sold, why = condor_contracts(self.policy, asked, float(self.facts.surface.spot[t]), self._crested(t))
        if cycles.follows[j] >= 0 and (before := float(self.contracts[cycles.follows[j]])) < sold:
            sold, why = before, "as many as are moved"
        credit = float(cycles.credit[j])
        if sold <= 0 or credit <= 0:
            self._note(
                t, "condors", "no sale", 0.0, why if credit > 0 else "the model's credit is not above 0"
            )
            return
        self.contracts[j], self.sold_on = sold, t
        self.till.open.append((j, sold, row - t))
        self.credits[t] += 100.0 * sold * credit
        self.till.trade(t, 0, j, [sold * x for x in _HELD], cycles.price[row], self.plan.spread[row], "sale")
        self._note(t, "condors", "sale", sold, why)

    def _asked(self, t: int, each: float) -> Asked:
        """Return the state of the account before something with this margin is sold."""
        till = self.till
        tied = sum(units * till.margin[c] for c, units, _ in till.open) + till.layer_margin(t)
        return Asked(till.equity(t), till.cash, tied, till.stress(t), each)

    def _close_condor(self, t: int, item: tuple[int, float, int]) -> None:
        j, units, base = item
        cycles, row = self.plan.cycles, base + t
        self.till.open.remove(item)
        expired = bool(cycles.expired[j])
        spreads = np.zeros(4) if expired else self.plan.spread[row]
        why = "expiry" if expired else "shift" if cycles.moved[j] else "exit"
        self.till.trade(t, 0, j, [-units * x for x in _HELD], cycles.price[row], spreads, why)
        self._note(t, "condors", why, units, _ENDS[why])

    def _crested(self, t: int) -> bool:
        seen = t - self.policy.delay
        return seen >= 0 and self.policy.capital.deploy > 0 and bool(self.facts.crested[seen])

    # ----------------------------------------------------------------------------------------- layers

    def _begin_life(self, t: int, i: int, life: int) -> None:
        lives = self.plan.hedges[i].lives
        self.till.life[i], self.till.base[i] = life, int(lives.first[life]) - t
        verb = "roll" if lives.rolled[life] else "open"
        units, why = self._wanted(t, i)
        self.resized[i] = t
        if units > 0:
            self._change(t, i, units, verb)
        self._note(t, self.policy.layers[i].name, verb if units > 0 else "nothing bought", units, why)

    def _end_life(self, t: int, i: int, life: int) -> None:
        units, why = self.till.held[i], ENDS[int(self.plan.hedges[i].lives.end[life])]
        if units:
            self._change(t, i, 0.0, "close")
            self._note(t, self.policy.layers[i].name, "close", units, why)
        self.till.life[i] = -1

    def _look_after(self, t: int, i: int) -> None:
        """Resize an open hedge if the rules ask for it; close an engine whose capital no longer carries it."""
        layer, units = self.policy.layers[i], self.till.held[i]
        row = self.till.base[i] + t
        self.units[i][row] = units
        if layer.engine:
            own = self.till.engine_cash + self.till.layer_value(t, "engine")
            if units and fenced(own, units * float(self.plan.hedges[i].margin[row])):
                self._change(t, i, 0.0, "ring-fence")
                self._note(t, layer.name, "ring-fence", units, "its own capital no longer covers its margin")
            return
        if layer.role == "premium":
            return
        # A layer that was let in when there was nothing to hedge buys with the next sale.
        waits = units == 0 and self.sold_on == t
        if not waits and not self._may_resize(t, i):
            return
        wanted, why = self._wanted(t, i)
        band = 0.0 if waits or self.policy.scaling is None else self.policy.scaling.band
        if abs(wanted - units) <= band * units or wanted == units:
            return
        if wanted > units and not (self.quorum[t] and self.on[i][t]):
            return
        verb = "open" if waits else "resize"
        self._change(t, i, wanted, verb)
        self._note(t, layer.name, verb, wanted - units, why)
        self.resized[i] = t

    def _may_resize(self, t: int, i: int) -> bool:
        rules, seen = self.policy.scaling, max(t - self.policy.delay, 0)
        if rules is None or t - self.resized[i] < rules.every:
            return False
        if rules.pause is not None and self.dislocated[seen] > rules.pause:
            return False
        if rules.vega_theta is None or not self.till.open:
            return True
        if self.ratio[0] != t:
            vega, theta = self.till.condor_sum(t, self.vega), self.till.condor_sum(t, self.theta)
            self.ratio = t, abs(vega) > rules.vega_theta * abs(theta)
        return self.ratio[1]

    def _wanted(self, t: int, i: int) -> tuple[float, str]:
        """Return how many units the rules ask for, and which rule decides."""
        till, layer, capital = self.till, self.policy.layers[i], self.policy.capital
        if layer.role == "premium":
            loss = layer.terms.multiplier * float(self.plan.hedges[i].lives.charge[till.life[i]])
            return premium_units(self.policy, layer, self._asked(t, loss), self._crested(t))
        unit = {name: column[till.base[i] + t] for name, column in till.rows[i].items()}
        # A dying option has next to no delta left: nobody buys it in ever larger numbers.
        least = 0.5 * till.rows[i]["delta"][self._first_row(i)]
        dying, unit["delta"] = unit["delta"] < least, max(unit["delta"], least)
        if layer.engine:
            own = till.engine_cash + till.layer_value(t, "engine")
            each = float(self.plan.hedges[i].margin[till.base[i] + t])
            return layer_units(self.policy, layer, unit, own=own, each=each)
        units, why = self._hedge_units(t, i, unit, capital.leverage * till.equity(t))
        why += ", counting half of its first delta" if dying else ""
        cap = self.policy.cost_cap
        if cap is not None and units > till.held[i] and cap_reached(cap, self.spent, self.credits, t):
            return till.held[i], f"the layers have cost more than {cap:.0%} of the year's credits"
        return units, why

    def _hedge_units(self, t: int, i: int, unit: dict[str, float], allowed: float) -> tuple[float, str]:
        till, layer = self.till, self.policy.layers[i]
        credit = sum(100.0 * units * float(self.plan.cycles.credit[c]) for c, units, _ in till.open)
        room = allowed - sum(units * till.margin[c] for c, units, _ in till.open)
        return layer_units(
            self.policy, layer, unit,
            vega=-100.0 * till.condor_sum(t, self.vega),
            credit=credit,
            charge=float(self.plan.hedges[i].lives.charge[till.life[i]]),
            room=room - till.notional(t, i),
            drift=self.drift[t],
            event=self.events[t],
        )  # fmt: skip

    def _first_row(self, i: int) -> int:
        return int(self.plan.hedges[i].lives.first[self.till.life[i]])

    def _change(self, t: int, i: int, units: float, why: str) -> None:
        """Hold so many units from now on."""
        hedge, layer, row = self.plan.hedges[i], self.policy.layers[i], self.till.base[i] + t
        change = units - self.till.held[i]
        legs = [change * x for x in layer.terms.held]
        self.till.trade(t, i + 1, self.till.life[i], legs, hedge.lives.price[row], hedge.spread[row], why)
        self.till.held[i] = units
        self.units[i][row] = units

    def _note(self, t: int, who: str, what: str, units: float, why: str) -> None:
        self.decisions.append((t, who, what, float(units), why))


_MOVED = {
    "Costs": ("alvh_helpers.costs", "Costs"),
    "HELD": ("alvh_helpers.positions.strikes", "HELD"),
    "Facts": ("alvh_helpers.facts", "Facts"),
    "ENDS": ("alvh_helpers.layerlives", "ENDS"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "Asked": ("alvh_helpers.strategy.sizing", "Asked"),
    "cap_reached": ("alvh_helpers.strategy.sizing", "cap_reached"),
    "condor_contracts": ("alvh_helpers.strategy.sizing", "condor_contracts"),
    "fenced": ("alvh_helpers.strategy.sizing", "fenced"),
    "layer_units": ("alvh_helpers.strategy.sizing", "layer_units"),
    "premium_units": ("alvh_helpers.strategy.sizing", "premium_units"),
    "Journal": ("alvh_helpers.till", "Journal"),
    "Plan": ("alvh_helpers.till", "Plan"),
    "Till": ("alvh_helpers.till", "Till"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
