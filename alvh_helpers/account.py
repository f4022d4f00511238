"""The day loop: one account walks through history and decides, at each close, how many of what to hold.

Everything that does not depend on a decision is handed in, marked; what happens here is cash, size and reasons. Every
trade and every mark is rounded to the cent, so that sums agree to the cent.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .costs import Costs
from .cycles import HELD
from .facts import Facts
from .layerlives import ENDS
from .policy import Policy
from .sizing import Asked, cap_reached, condor_contracts, layer_units
from .till import Journal, Plan, Till

__all__ = ["run"]


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
        self.vega, self.theta = plan.cycles.vega.tolist(), plan.cycles.theta.tolist()
        self.spent, self.credits = [0.0] * n, [0.0] * n

    def walk(self) -> Journal:
        """Go through the days."""
        plan = self.plan
        sales = dict(zip(plan.cycles.opened.tolist(), range(len(plan.cycles.opened))))
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
            if t in sales:
                self._sell_condor(t, sales[t])
            for i in range(len(self.till.life)):
                if t in bought[i]:
                    self._begin_life(t, i, bought[i][t])
                elif self.till.life[i] >= 0:
                    self._look_after(t, i)
            self.spent[t] = -(self.till.hedge_cash + self.till.hedge_value(t, False))
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
        tied = sum(units * self.till.margin[c] for c, units, _ in self.till.open) + self.till.hedge_margin(
            t, False
        )
        asked = Asked(self.till.equity(t), self.till.cash, tied, self.till.stress(t), float(cycles.margin[j]))
        sold, why = condor_contracts(
            self.policy, asked, float(self.facts.surface.spot[t]), bool(self._crested(t))
        )
        credit = float(cycles.credit[j])
        if sold <= 0 or credit <= 0:
            self._note(
                t, "condors", "no sale", 0.0, why if credit > 0 else "the model's credit is not above 0"
            )
            return
        self.contracts[j] = sold
        self.till.open.append((j, sold, row - t))
        self.credits[t] += 100.0 * sold * credit
        self.till.trade(t, 0, j, [sold * x for x in HELD], cycles.price[row], self.plan.spread[row], "sale")
        self._note(t, "condors", "sale", sold, why)

    def _close_condor(self, t: int, item: tuple[int, float, int]) -> None:
        j, units, base = item
        cycles, row = self.plan.cycles, base + t
        self.till.open.remove(item)
        expired = bool(cycles.expired[j])
        spreads = np.zeros(4) if expired else self.plan.spread[row]
        why = "expiry" if expired else "exit"
        self.till.trade(t, 0, j, [-units * x for x in HELD], cycles.price[row], spreads, why)
        words = "its options expired" if expired else "its exit rule said so"
        self._note(t, "condors", why, units, words)

    def _crested(self, t: int) -> bool:
        seen = t - self.policy.delay
        return seen >= 0 and self.policy.capital.deploy > 0 and bool(self.facts.crested[seen])

    # ----------------------------------------------------------------------------------------- layers

    def _begin_life(self, t: int, i: int, life: int) -> None:
        lives = self.plan.hedges[i].lives
        self.till.life[i], self.till.base[i] = life, int(lives.first[life]) - t
        verb = "roll" if lives.rolled[life] else "open"
        units, why = self._wanted(t, i, adding=verb == "open")
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
        """Resize an open layer if the rules ask for it; close an engine that has lost its capital."""
        layer, units = self.policy.layers[i], self.till.held[i]
        row = self.till.base[i] + t
        self.units[i][row] = units
        if layer.engine:
            if units and self.till.engine_cash + self.till.hedge_value(t, True) < units * float(
                self.plan.hedges[i].margin[row]
            ):
                self._change(t, i, 0.0, "ring-fence")
                self._note(t, layer.name, "ring-fence", units, "its own capital no longer covers its margin")
            return
        scaling = self.policy.scaling
        if scaling is None or t - self.resized[i] < scaling.every or not self._may_resize(t):
            return
        wanted, why = self._wanted(t, i, adding=True)
        if abs(wanted - units) <= scaling.band * max(units, 1e-9):
            return
        if wanted > units and not (self.plan.quorum[t] and self.plan.on[i][t]):
            return
        self._change(t, i, wanted, "resize")
        self._note(t, layer.name, "resize", wanted - units, why)
        self.resized[i] = t

    def _may_resize(self, t: int) -> bool:
        rules, seen = self.policy.scaling, max(t - self.policy.delay, 0)
        if rules.pause is not None and self.facts.dislocated[seen] > rules.pause:
            return False
        if rules.vega_theta is None or not self.till.open:
            return True
        vega, theta = self.till.condor_sum(t, self.vega), self.till.condor_sum(t, self.theta)
        return abs(vega) > rules.vega_theta * abs(theta)

    def _wanted(self, t: int, i: int, adding: bool) -> tuple[float, str]:
        """Return how many units the rules ask for, and which rule decides."""
        row, layer = self.till.base[i] + t, self.policy.layers[i]
        unit = {name: column[row] for name, column in self.till.rows[i].items()}
        # A dying option has next to no delta left: nobody buys it in ever larger numbers.
        unit["delta"] = max(unit["delta"], 0.5 * self.till.rows[i]["delta"][self._first_row(i)])
        if layer.engine:
            own = self.till.engine_cash + self.till.hedge_value(t, True)
            return layer_units(self.policy, layer, unit, own=own)
        if (
            adding
            and self.policy.cost_cap is not None
            and cap_reached(self.policy.cost_cap, self.spent, self.credits, t)
        ):
            return self.till.held[
                i
            ], f"the layers have cost more than {self.policy.cost_cap:.0%} of the year's credits"
        credit = sum(100.0 * units * float(self.plan.cycles.credit[c]) for c, units, _ in self.till.open)
        room = self.policy.capital.leverage * self.till.equity(t) - sum(
            u * self.till.margin[c] for c, u, _ in self.till.open
        )
        return layer_units(
            self.policy, layer, unit,
            vega=abs(100.0 * self.till.condor_sum(t, self.vega)),
            credit=credit,
            charge=float(self.plan.hedges[i].lives.charge[self.till.life[i]]),
            room=room - self.till.notional(t, i),
            drift=float(self.plan.drift[t]),
            event=bool(self.facts.events[t]),
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
