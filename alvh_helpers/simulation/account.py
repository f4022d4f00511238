"""The day loop: one account walks through history and decides, at each close, how many of what to hold.

Everything that does not depend on a decision is handed in, marked; what happens here is cash, size and reasons. Every
trade and every mark is rounded to the cent, so that sums agree to the cent.

This is the reference for purchases and costs of the engine; lesson 10 follows the engine alone, as a quick copy of it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from alvh_helpers.arrays import Bools, Floats
from alvh_helpers.market.contracts import SPX_MULTIPLIER
from alvh_helpers.positions.strikes import CONDOR_QUANTITIES
from alvh_helpers.simulation.condors import CondorSales
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import DailyMarket
from alvh_helpers.simulation.hedges import ENDS, LayerPurchases
from alvh_helpers.strategy.layers import Instrument
from alvh_helpers.strategy.policy import Policy
from alvh_helpers.strategy.sizing import (
    AccountState,
    cap_reached,
    condor_contracts,
    fenced,
    layer_units,
    premium_units,
)

__all__ = ["Account", "DayLog", "Hedge", "ReplayInputs", "run"]


class Hedge(NamedTuple):
    """A layer's purchases with what the loop looks up by row: ``spread`` (rows, k) points, ``margin`` dollars a unit."""

    purchases: LayerPurchases
    spread: Floats
    margin: Floats


class ReplayInputs(NamedTuple):
    """Everything the day loop is told: positions of the first and last day, condors, hedges, and what may be done when.

    ``spread`` (rows, 4): half-spreads of the condors' legs; ``drift`` (n,): as seen with the policy's delay; ``quorum`` (n,):
    whether it lets a layer in; ``on``: by layer, whether its trigger is on, each (n,).
    """

    start: int
    end: int
    sales: CondorSales
    spread: Floats
    hedges: tuple[Hedge, ...]
    drift: Floats
    quorum: Bools
    on: tuple[Bools, ...]


class DayLog(NamedTuple):
    """What the loop wrote down.

    ``contracts`` (m,): condors of each sale; ``units``: by layer, units held after each row's day, (rows,);
    ``flows`` (sources, n): cash of condors, each layer, interest by day; ``engine_flow`` (n,); ``trades`` and ``decisions``:
    tuples in order of time.
    """

    contracts: Floats
    units: tuple[Floats, ...]
    flows: Floats
    engine_flow: Floats
    trades: list[tuple[Any, ...]]
    decisions: list[tuple[Any, ...]]


class Account:
    """Cash and positions of one account on its way through the days.

    Attributes
    ----------
    cash, engine_cash : float
        Dollars in the two purses.
    open : list
        Condors held: number of the sale, contracts, its first row less its first day.
    purchase, base, held : list
        By layer: the purchase that is held (-1: none), its first row less its first day, units.
    futures, marked : list
        By layer: of a unit's futures how many and their price by row; what the rest of a unit is worth by row, in points,
        None where there is nothing else.
    """

    def __init__(self, policy: Policy, daily: DailyMarket, inputs: ReplayInputs, costs: Costs) -> None:
        self.policy, self.inputs = policy, inputs
        self.fees = {kind: costs.fee(kind) for kind in ("spx", "option", "future", "etn")}
        n, layers = len(daily.days), len(policy.layers)
        self.engine_cash = policy.capital.initial * policy.capital.engine
        self.cash = policy.capital.initial - self.engine_cash
        self.open: list[tuple[int, float, int]] = []
        self.purchase, self.base, self.held = [-1] * layers, [0] * layers, [0.0] * layers
        self.flows, self.engine_flow = np.zeros((layers + 2, n)), np.zeros(n)
        self.trades: list[tuple[Any, ...]] = []
        self.hedge_cash = 0.0
        # Single numbers come out of lists several times faster than out of arrays.
        self.value, self.margin = inputs.sales.value.tolist(), inputs.sales.margin.tolist()
        names = ("value", "delta", "forward", "beta")
        self.rows = [{name: getattr(h.purchases, name).tolist() for name in names} for h in inputs.hedges]
        self.terms = [layer.terms for layer in policy.layers]
        self.kinds = [terms.kinds for terms in self.terms]
        self.roles = [layer.role for layer in policy.layers]
        parts = [_parted(terms, hedge.purchases) for terms, hedge in zip(self.terms, inputs.hedges)]
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
        multiplier = SPX_MULTIPLIER if source == 0 else self.terms[source - 1].multiplier
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
        condors = sum(SPX_MULTIPLIER * units * self.value[base + t] for _, units, base in self.open)
        return self.cash + condors + self.layer_value(t, "hedge") + self.layer_value(t, "premium")

    def condor_sum(self, t: int, column: list[float]) -> float:
        """Return a per-contract column summed over the open condors, on a day."""
        return sum(units * column[base + t] for _, units, base in self.open)

    def layer_margin(self, t: int) -> float:
        """Return the margin of the layers, the engine's apart, dollars."""
        hedges = enumerate(self.inputs.hedges)
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


def _parted(
    terms: Instrument, purchases: LayerPurchases
) -> tuple[list[tuple[float, list[float]]], list[float] | None]:
    """Part a unit into its futures, which are settled daily, and the rest, which is marked; by row, in points."""
    settled = np.array([kind == "future" for kind in terms.kinds])
    futures = [(terms.held[k], purchases.price[:, k].tolist()) for k in np.flatnonzero(settled)]
    if not settled.any():
        return [], purchases.value.tolist()
    rest = purchases.price[:, ~settled] @ np.array(terms.held)[~settled]
    return futures, None if settled.all() else rest.tolist()


# Plain numbers: NumPy's round differently at half cents, and slowly.
_HELD = tuple(CONDOR_QUANTITIES.tolist())

_ENDS = {
    "expiry": "their options expired",
    "exit": "the exit rule said so",
    "shift": "condors are moved on the day on which the first layer is rolled",
}


def run(policy: Policy, daily: DailyMarket, inputs: ReplayInputs, costs: Costs) -> DayLog:
    """Walk one account through a stretch of history; `daily` is of all of it, `inputs` as `replay` makes them."""
    return _DayLoop(policy, daily, inputs, costs).walk()


class _DayLoop:
    """The decisions of one account on its way, day by day."""

    def __init__(self, policy: Policy, daily: DailyMarket, inputs: ReplayInputs, costs: Costs) -> None:
        self.policy, self.daily, self.inputs = policy, daily, inputs
        self.account = Account(policy, daily, inputs, costs)
        n = len(daily.days)
        self.resized = [-(10**6)] * len(policy.layers)
        self.contracts = np.zeros(len(inputs.sales.opened))
        self.units = [np.zeros(len(hedge.purchases.row_day)) for hedge in inputs.hedges]
        self.decisions: list[tuple[Any, ...]] = []
        self.sold_on = -1
        self.ratio = -1, False  # the day on which vega over theta was last looked at, and whether it was high
        self.vega, self.theta = inputs.sales.vega.tolist(), inputs.sales.theta.tolist()
        self.spent, self.credits = [0.0] * n, [0.0] * n
        self.drift, self.quorum = inputs.drift.tolist(), inputs.quorum.tolist()
        self.on = [days.tolist() for days in inputs.on]
        scaling = policy.scaling
        self.events = daily.events.tolist() if scaling is not None else [False] * n
        paused = scaling is not None and scaling.pause is not None
        self.dislocated = daily.dislocated.tolist() if paused else []

    def walk(self) -> DayLog:
        """Go through the days."""
        inputs = self.inputs
        sold_on: dict[int, list[int]] = {}
        for j, day in enumerate(inputs.sales.opened.tolist()):
            sold_on.setdefault(day, []).append(j)
        ends = inputs.sales.closed.tolist()
        bought = [
            dict(zip(h.purchases.opened.tolist(), range(len(h.purchases.opened)))) for h in inputs.hedges
        ]
        sold = [h.purchases.closed.tolist() for h in inputs.hedges]
        interest = self.daily.interest.tolist()
        for t in range(inputs.start, inputs.end + 1):
            if t > inputs.start:
                self.account.accrue(t, interest[t])
                self.credits[t] = self.credits[t - 1]
            for item in [item for item in self.account.open if ends[item[0]] == t]:
                self._close_condor(t, item)
            for i, purchase in enumerate(self.account.purchase):
                if purchase >= 0 and sold[i][purchase] == t:
                    self._close_layer(t, i, purchase)
            for j in sold_on.get(t, ()):
                self._sell_condor(t, j)
            for i in range(len(self.account.purchase)):
                if t in bought[i]:
                    self._open_layer(t, i, bought[i][t])
                elif self.account.purchase[i] >= 0:
                    self._adjust(t, i)
            self.spent[t] = -(self.account.hedge_cash + self.account.layer_value(t, "hedge"))
        done = self.account
        return DayLog(
            self.contracts, tuple(self.units), done.flows, done.engine_flow, done.trades, self.decisions
        )

    # ---------------------------------------------------------------------------------------- condors

    def _sell_condor(self, t: int, j: int) -> None:
        sales = self.inputs.sales
        row = int(sales.first[j])
        if sales.follows[j] >= 0 and not self.contracts[sales.follows[j]]:
            self._note(t, "condors", "no sale", 0.0, "there was none that could be moved")
            return
        state = self._state(t, float(sales.margin[j]))
        sold, why = condor_contracts(self.policy, state, float(self.daily.surface.spot[t]), self._crested(t))
        if sales.follows[j] >= 0 and (before := float(self.contracts[sales.follows[j]])) < sold:
            sold, why = before, "as many as are moved"
        credit = float(sales.credit[j])
        if sold <= 0 or credit <= 0:
            self._note(
                t, "condors", "no sale", 0.0, why if credit > 0 else "the model's credit is not above 0"
            )
            return
        self.contracts[j], self.sold_on = sold, t
        self.account.open.append((j, sold, row - t))
        self.credits[t] += SPX_MULTIPLIER * sold * credit
        self.account.trade(
            t, 0, j, [sold * x for x in _HELD], sales.price[row], self.inputs.spread[row], "sale"
        )
        self._note(t, "condors", "sale", sold, why)

    def _state(self, t: int, each: float) -> AccountState:
        """Return the state of the account before something with this margin is sold."""
        account = self.account
        tied = sum(units * account.margin[c] for c, units, _ in account.open) + account.layer_margin(t)
        return AccountState(account.equity(t), account.cash, tied, account.stress(t), each)

    def _close_condor(self, t: int, item: tuple[int, float, int]) -> None:
        j, units, base = item
        sales, row = self.inputs.sales, base + t
        self.account.open.remove(item)
        expired = bool(sales.expired[j])
        spreads = np.zeros(4) if expired else self.inputs.spread[row]
        why = "expiry" if expired else "shift" if sales.moved[j] else "exit"
        self.account.trade(t, 0, j, [-units * x for x in _HELD], sales.price[row], spreads, why)
        self._note(t, "condors", why, units, _ENDS[why])

    def _crested(self, t: int) -> bool:
        seen = t - self.policy.delay
        return seen >= 0 and self.policy.capital.deploy > 0 and bool(self.daily.crested[seen])

    # ----------------------------------------------------------------------------------------- layers

    def _open_layer(self, t: int, i: int, purchase: int) -> None:
        purchases = self.inputs.hedges[i].purchases
        self.account.purchase[i], self.account.base[i] = purchase, int(purchases.first[purchase]) - t
        verb = "roll" if purchases.rolled[purchase] else "open"
        units, why = self._wanted(t, i)
        self.resized[i] = t
        if units > 0:
            self._change(t, i, units, verb)
        self._note(t, self.policy.layers[i].name, verb if units > 0 else "nothing bought", units, why)

    def _close_layer(self, t: int, i: int, purchase: int) -> None:
        units, why = self.account.held[i], ENDS[int(self.inputs.hedges[i].purchases.end[purchase])]
        if units:
            self._change(t, i, 0.0, "close")
            self._note(t, self.policy.layers[i].name, "close", units, why)
        self.account.purchase[i] = -1

    def _adjust(self, t: int, i: int) -> None:
        """Resize an open hedge if the rules ask for it; close an engine whose capital no longer carries it."""
        layer, units = self.policy.layers[i], self.account.held[i]
        row = self.account.base[i] + t
        self.units[i][row] = units
        if layer.engine:
            own = self.account.engine_cash + self.account.layer_value(t, "engine")
            if units and fenced(own, units * float(self.inputs.hedges[i].margin[row])):
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
        if rules.vega_theta is None or not self.account.open:
            return True
        if self.ratio[0] != t:
            vega, theta = self.account.condor_sum(t, self.vega), self.account.condor_sum(t, self.theta)
            self.ratio = t, abs(vega) > rules.vega_theta * abs(theta)
        return self.ratio[1]

    def _wanted(self, t: int, i: int) -> tuple[float, str]:
        """Return how many units the rules ask for, and which rule decides."""
        account, layer, capital = self.account, self.policy.layers[i], self.policy.capital
        if layer.role == "premium":
            loss = layer.terms.multiplier * float(self.inputs.hedges[i].purchases.charge[account.purchase[i]])
            return premium_units(self.policy, layer, self._state(t, loss), self._crested(t))
        unit = {name: column[account.base[i] + t] for name, column in account.rows[i].items()}
        # A dying option has next to no delta left: nobody buys it in ever larger numbers.
        least = (
            0.5 * account.rows[i]["delta"][int(self.inputs.hedges[i].purchases.first[account.purchase[i]])]
        )
        dying, unit["delta"] = unit["delta"] < least, max(unit["delta"], least)
        if layer.engine:
            own = account.engine_cash + account.layer_value(t, "engine")
            each = float(self.inputs.hedges[i].margin[account.base[i] + t])
            return layer_units(self.policy, layer, unit, own=own, each=each)
        units, why = self._hedge_units(t, i, unit, capital.leverage * account.equity(t))
        why += ", counting half of its first delta" if dying else ""
        cap = self.policy.cost_cap
        if cap is not None and units > account.held[i] and cap_reached(cap, self.spent, self.credits, t):
            return account.held[i], f"the layers have cost more than {cap:.0%} of the year's credits"
        return units, why

    def _hedge_units(self, t: int, i: int, unit: dict[str, float], allowed: float) -> tuple[float, str]:
        account, layer = self.account, self.policy.layers[i]
        credit = sum(
            SPX_MULTIPLIER * units * float(self.inputs.sales.credit[c]) for c, units, _ in account.open
        )
        room = allowed - sum(units * account.margin[c] for c, units, _ in account.open)
        return layer_units(
            self.policy, layer, unit,
            vega=-SPX_MULTIPLIER * account.condor_sum(t, self.vega),
            credit=credit,
            charge=float(self.inputs.hedges[i].purchases.charge[account.purchase[i]]),
            room=room - account.notional(t, i),
            drift=self.drift[t],
            event=self.events[t],
        )  # fmt: skip

    def _change(self, t: int, i: int, units: float, why: str) -> None:
        """Hold so many units from now on."""
        hedge, layer, row = self.inputs.hedges[i], self.policy.layers[i], self.account.base[i] + t
        change = units - self.account.held[i]
        legs = [change * x for x in layer.terms.held]
        self.account.trade(
            t, i + 1, self.account.purchase[i], legs, hedge.purchases.price[row], hedge.spread[row], why
        )
        self.account.held[i] = units
        self.units[i][row] = units

    def _note(self, t: int, who: str, what: str, units: float, why: str) -> None:
        self.decisions.append((t, who, what, float(units), why))
