"""The ledger of a replay: what the account was worth, what it traded, why, and what that came to.

Tables are made from the replay's arrays when they are asked for, so a notebook may change them as it likes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date
from alvh_helpers.market.contracts import DAYS_A_YEAR, SPX_MULTIPLIER
from alvh_helpers.positions.strikes import CONDOR_FLAGS, CONDOR_QUANTITIES
from alvh_helpers.risk.measures import drawdown
from alvh_helpers.signals.quorum import decide
from alvh_helpers.simulation.account import DayLog, ReplayInputs
from alvh_helpers.simulation.condors import CondorSales, nearest_short
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import DailyMarket
from alvh_helpers.simulation.hedges import LayerPurchases
from alvh_helpers.strategy.policy import Policy

__all__ = ["Ledger", "ReplayRecord", "day_position"]


_DEEDS = {
    "sale": "sold {units:g} condors",
    "no sale": "sold no condor",
    "expiry": "settled {units:g} condors",
    "exit": "bought back {units:g} condors",
    "shift": "bought back {units:g} condors to sell them anew",
    "open": "opened with {units:g} units",
    "roll": "rolled into {units:g} units",
    "nothing bought": "was let in but bought nothing",
    "resize": "changed by {units:+g} units",
    "close": "closed {units:g} units",
    "ring-fence": "closed {units:g} units",
}


def _explain_day(ledger: Ledger, t: int) -> str:
    """Return the day at position `t` of the history as text; see `ledger.Ledger.explain`."""
    parts = [_account(ledger, t), _market(ledger, t), _decided(ledger, t)]
    if ledger.policy.layers:
        parts.append(_layers(ledger, t))
        parts.append(_votes(ledger, t))
    return "\n\n".join(parts)


def _account(ledger: Ledger, t: int) -> str:
    row, day = ledger.daily.iloc[t - ledger.record.inputs.start], ledger.market.sessions[t]
    gains = ledger.profit.iloc[t - ledger.record.inputs.start]
    named = ", ".join(f"{name} {value:+,.2f}" for name, value in gains.items())
    return (
        f"{day:%A %Y-%m-%d}, {ledger.policy.name}. The account is worth {row['equity']:,.2f} dollars: {row['cash']:,.2f} in "
        f"cash, {row['equity'] - row['cash']:+,.2f} in marks. The day's profit: {named}. Margin {row['margin']:,.0f}, quick "
        f"ratio {row['quick']:.2f}."
    )


def _market(ledger: Ledger, t: int) -> str:
    row = ledger.market.table.iloc[t]
    lines = [
        f"SPX {row['spx']:,.2f}, VIX {row['vix']:.2f}, front future {row['vx1']:.2f}. Held at the close:"
    ]
    for leg in ledger.marks(ledger.market.sessions[t]).itertuples():
        lines.append(
            f"  {leg.source}: {leg.units:+g} {leg.contract} at {leg.price:.2f} ({leg.value:+,.2f} dollars)"
        )
    return "\n".join(lines if len(lines) > 1 else [*lines, "  nothing but cash"])


def _decided(ledger: Ledger, t: int) -> str:
    rows = [row for row in ledger.record.log.decisions if row[0] == t]
    if not rows:
        return "Nothing was decided: no condor was due, no layer's trigger, roll or size changed."
    return "\n".join(
        f"{who.capitalize()}: {_DEEDS[what].format(units=units)}, because {_reason(why)}."
        for _, who, what, units, why in rows
    )


def _reason(why: str) -> str:
    return f"it is {why}" if why.startswith("bound by") else why


def _layers(ledger: Ledger, t: int) -> str:
    """Say of each layer whether its trigger is on."""
    lines = []
    for layer, on in zip(ledger.policy.layers, ledger.record.inputs.on):
        rule = layer.trigger
        asked = [" or ".join(rule.either)] if rule.either else []
        asked += [*rule.all_of, *([f"VIX above {rule.vix_above:g}"] if rule.vix_above is not None else [])]
        asked += ["a spike past its peak"] if rule.crested else []
        lines.append(
            f"{layer.name}'s trigger ({', and '.join(asked) or 'none: always'}) is {'on' if on[t] else 'off'}."
        )
    drift = ledger.record.inputs.drift[t]
    seen = "there was no condor" if np.isnan(drift) else f"the condors' drift was {drift:.2f}"
    return f"As of the votes that count today, {seen}{_near(ledger, t)}. " + " ".join(lines)


def _near(ledger: Ledger, t: int) -> str:
    """Say how near a short strike was, where a layer asks for it."""
    if all(layer.trigger.moves is None for layer in ledger.policy.layers) or t < ledger.policy.delay:
        return ""
    near = nearest_short(ledger.record.inputs.sales, ledger.market)[t - ledger.policy.delay]
    return "" if np.isnan(near) else f", the nearest short strike {near:.2f} expected moves away"


def _votes(ledger: Ledger, t: int) -> str:
    """Read out every vote that today's decisions were made on."""
    seen = t - ledger.policy.delay
    if seen < 0:
        return "There were no votes yet."
    votes, day = ledger.market.votes, ledger.market.sessions[seen]
    lines = [f"Votes of {day:%Y-%m-%d}:"]
    lines += [f"  {row.Index} ({row.kind}): {row.why}" for row in votes.explain(day).itertuples()]
    if ledger.policy.quorum is not None:
        row = decide(votes, ledger.policy.quorum).iloc[seen]
        verdict = "reached" if row["reached"] else "not reached"
        lines.append(
            f"  {row['calls']} call ({row['technical']} technical, {row['fundamental']} fundamental), {row['abstain']} abstain: "
            f"the quorum of {ledger.policy.quorum.k} is {verdict}."
        )
    return "\n".join(lines)


def day_position(ledger: Ledger, date: DateLike) -> int:
    """Return the position of a day in the whole history, or refuse a day that the ledger does not hold."""
    day, sessions = as_date(date), ledger.record.sessions
    if day not in sessions:
        raise CourseError(
            f"{day:%Y-%m-%d} is no trading day of this ledger, which runs from {sessions[0]:%Y-%m-%d} to {sessions[-1]:%Y-%m-%d}"
        )
    return int(sessions.searchsorted(day)) + ledger.record.inputs.start


def _contract_label(ledger: Ledger, source: int, which: int, leg: int) -> str:
    """Return what a trader calls a contract, such as ``SPX 2020-03-20 3200 put``."""
    inputs = ledger.record.inputs
    if source == 0:
        word = "call" if CONDOR_FLAGS[leg] == "c" else "put"
        return f"SPX {inputs.sales.expiry[which]} {inputs.sales.strikes[which, leg]:g} {word}"
    layer, purchases = ledger.policy.layers[source - 1], inputs.hedges[source - 1].purchases
    flag = layer.terms.flags[leg]
    if flag == "e":
        return "30-day VIX ETN"
    if flag == "f":
        return f"{'VX' if layer.terms.multiplier == 1000 else 'VXM'} {purchases.expiry[which]}"
    return (
        f"VIX {purchases.expiry[which]} {purchases.strikes[which, leg]:g} {'call' if flag == 'c' else 'put'}"
    )


def _mark_on(ledger: Ledger, source: int, which: int, leg: int, t: int) -> float:
    """Return the dollars of one contract on a day, 0 once it is closed."""
    inputs = ledger.record.inputs
    table = inputs.sales if source == 0 else inputs.hedges[source - 1].purchases
    if table.closed[which] <= t:
        return 0.0
    return float(ledger.record.marks[source][table.first[which] + t - table.opened[which], leg])


def _variation(ledger: Ledger, source: int, which: int, leg: int) -> float:
    """Return the variation margin that a future brought in its life, to the cent of each day; 0 for other legs."""
    terms = None if source == 0 else ledger.policy.layers[source - 1].terms
    if terms is None or terms.kinds[leg] != "future":
        return 0.0
    purchases, units = ledger.record.inputs.hedges[source - 1].purchases, ledger.record.log.units[source - 1]
    rows = slice(purchases.first[which], purchases.first[which] + (purchases.row_purchase == which).sum())
    # Multiplied in the order of the day loop, so that half cents round the same way.
    dollars = units[rows][:-1] * terms.multiplier * terms.held[leg]
    moves = dollars * np.diff(purchases.price[rows, leg])
    return float(sum(round(move, 2) for move in moves.tolist()))


class ReplayRecord(NamedTuple):
    """The arrays behind a ledger.

    ``inputs`` and ``log`` as in `simulation.account`; ``sessions`` (d,); by source (condors, then the layers; ``flows`` also the
    interest) and day: ``flows``, ``values`` in dollars, ``margins``, ``vegas`` in dollars per SPX vol point; ``engine_flow``
    (d,); ``marks``: by source, dollars of each leg on each of its rows.
    """

    inputs: ReplayInputs
    log: DayLog
    sessions: pd.DatetimeIndex
    flows: Floats
    engine_flow: Floats
    values: Floats
    margins: Floats
    vegas: Floats
    marks: tuple[Floats, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Ledger:
    """What a policy did over a stretch of history.

    Attributes
    ----------
    policy, costs : Policy, Costs
        What was replayed.
    market : DailyMarket
        On what.
    record : ReplayRecord
        The arrays; the methods make tables of them.
    """

    policy: Policy
    costs: Costs
    market: DailyMarket
    record: ReplayRecord

    def __repr__(self) -> str:
        days = self.record.sessions
        return f"Ledger({self.policy.name}, {days[0]:%Y-%m-%d} to {days[-1]:%Y-%m-%d}, equity {self.equity.iloc[-1]:,.2f})"

    @property
    def sources(self) -> list[str]:
        """Where profit comes from: the condors and each layer."""
        return ["condors", *(layer.name for layer in self.policy.layers)]

    @property
    def equity(self) -> pd.Series:
        """Account value by day, dollars: cash and marks."""
        r = self.record
        cash = self.policy.capital.initial + r.flows.sum(axis=0).cumsum()
        return pd.Series(np.round(cash + r.values.sum(axis=0), 2), r.sessions, name=self.policy.name)

    @property
    def profit(self) -> pd.DataFrame:
        """Profit of each day by source (condors, layers, interest), dollars; rows add up to the change in equity."""
        r = self.record
        table = {name: r.flows[k] + np.diff(r.values[k], prepend=0.0) for k, name in enumerate(self.sources)}
        return (pd.DataFrame(table | {"interest": r.flows[-1]}, r.sessions).round(2) + 0.0).rename_axis(
            "date"
        )

    @property
    def daily(self) -> pd.DataFrame:
        """State of the account at each close.

        ``equity``, ``cash`` (the engine's included), then the mark of the condors and of each layer (``mark ...``); ``margin``;
        ``engine``, the ring-fenced capital with its positions; ``quick``, the quick ratio (R18): cash over margin and a
        fifth of the value of all VIX futures, listed or synthetic; ``vega`` of the condors, ``hedge_vega`` of the layers,
        premium apart, dollars per SPX vol point; ``drift`` of the condors, as the policy saw it.
        """
        r = self.record
        cash = self.policy.capital.initial + r.flows.sum(axis=0).cumsum()
        table = {"equity": self.equity.to_numpy(), "cash": np.round(cash, 2)}
        table |= {f"mark {name}": r.values[k] for k, name in enumerate(self.sources)}
        margin, engine = r.margins.sum(axis=0), self._engine()
        stressed = margin + 0.2 * self._futures()
        with np.errstate(divide="ignore", invalid="ignore"):
            quick = np.where(stressed > 0, cash / stressed, np.inf)
        hedge = sum(r.vegas[k] for k in self._hedges) + np.zeros(len(cash))
        stretch = slice(r.inputs.start, r.inputs.end + 1)
        table |= {"margin": margin, "engine": engine, "quick": quick, "vega": r.vegas[0], "hedge_vega": hedge}
        return pd.DataFrame(table | {"drift": r.inputs.drift[stretch]}, r.sessions).rename_axis("date")

    @property
    def trades(self) -> pd.DataFrame:
        """Every leg traded: day, source, contract, units, price in points, cash before costs, spread, commission, why."""
        names, days = self.sources, self.market.sessions
        rows = [
            (days[t], names[source], _contract_label(self, source, which, k), *rest)
            for t, source, which, k, *rest in self.record.log.trades
        ]
        columns = ["date", "source", "contract", "units", "price", "cash", "spread", "commission", "why"]
        return pd.DataFrame(rows, columns=columns)

    @property
    def decisions(self) -> pd.DataFrame:
        """Every decision: day, who, what, units, and why in words."""
        rows = [(self.market.sessions[t], *rest) for t, *rest in self.record.log.decisions]
        return pd.DataFrame(rows, columns=["date", "who", "what", "units", "why"])

    @property
    def legs(self) -> pd.DataFrame:
        """Every contract held: source, label, first and last day of trading, cash of its trades, costs, last mark, profit."""
        found: dict[tuple[int, int, int], tuple[int, int, float, float]] = {}
        for t, *key, _, _, paid, spread, fee, _ in self.record.log.trades:
            first, _, cash, cost = found.get(tuple(key), (t, t, 0.0, 0.0))
            found[tuple(key)] = first, t, cash + paid, cost + spread + fee
        names, days, rows = self.sources, self.market.sessions, []
        for leg, (first, last, cash, cost) in found.items():
            mark, cash = _mark_on(self, *leg, self.record.inputs.end), cash + _variation(self, *leg)
            sums = (round(cash, 2), round(cost, 2), mark, round(cash - cost + mark, 2))
            rows.append((names[leg[0]], _contract_label(self, *leg), days[first], days[last], *sums))
        columns = ["source", "contract", "first", "last", "cash", "costs", "mark", "profit"]
        return pd.DataFrame(rows, columns=columns)

    def marks(self, date: DateLike) -> pd.DataFrame:
        """Return what is held at the close of a day, a row a leg: units, price in points, dollars.

        Raises
        ------
        CourseError
            When the day is no trading day of the ledger.
        """
        t = day_position(self, date)
        held: list[tuple[int, int, CondorSales | LayerPurchases, Floats]] = []
        inputs, log = self.record.inputs, self.record.log
        sales, sold = inputs.sales, log.contracts
        for j in np.flatnonzero((sales.opened <= t) & (sales.closed > t) & (sold > 0)).tolist():
            held.append((0, j, sales, sold[j] * CONDOR_QUANTITIES))
        for i, (layer, hedge) in enumerate(zip(self.policy.layers, inputs.hedges)):
            bought = hedge.purchases
            for j in np.flatnonzero((bought.opened <= t) & (bought.closed > t)).tolist():
                if units := log.units[i][bought.first[j] + t - bought.opened[j]]:
                    held.append((i + 1, j, bought, units * np.array(layer.terms.held)))
        rows = []
        for source, j, table, legs in held:
            row = table.first[j] + t - table.opened[j]
            for k, (units, price) in enumerate(zip(legs, table.price[row])):
                dollars = self.record.marks[source][row, k]
                rows.append(
                    (self.sources[source], _contract_label(self, source, j, k), units, price, dollars)
                )
        return pd.DataFrame(rows, columns=["source", "contract", "units", "price", "value"])

    def monthly_returns(self) -> pd.Series:
        """Return the account's return by calendar month, decimals; the first counts from the first day's opening equity."""
        last = self.equity.groupby(self.record.sessions.to_period("M")).last()
        before = last.shift(1)
        before.iloc[0] = self.policy.capital.initial
        return (last / before - 1.0).rename("return").rename_axis("month")

    def cash_flows(self) -> pd.DataFrame:
        """Return the dated flows between the account's free cash and the positions, dollars.

        ``trades``: credits, premiums and settlements, costs included, and variation margin; ``margin``: what the positions tie
        up (negative) or set free; on the last day what is still open is counted back at its mark. The net of both, day by
        day, is what `risk.xirr` needs for the return on margin (R17).

        Over many years a high internal rate leaves later flows next to no weight: at 54 % a dollar five years out counts 11
        cents. Show it by stretches, and beside it the profit over the mean margin.
        """
        r = self.record
        moved = -np.diff(r.margins.sum(axis=0), prepend=0.0)
        traded = r.flows[:-1].sum(axis=0).copy()
        moved[-1] += r.margins.sum(axis=0)[-1]
        traded[-1] += r.values.sum(axis=0)[-1]
        table = pd.DataFrame({"trades": np.round(traded, 2), "margin": np.round(moved, 2)}, r.sessions)
        return table.assign(net=table.sum(axis=1).round(2)).loc[(table != 0).any(axis=1)].rename_axis("date")

    def summary(self) -> pd.Series:
        """Return the figures of the whole stretch.

        ``profit`` and ``return`` (a year, compounded); ``drawdown`` (share of the peak) and its ``trough``; ``worst_day`` in
        dollars; profit by source; ``credits`` received at mid; ``hedge_cost``: what all layers lost (negative: gained), and
        ``hedge_share`` of the credits (R14, K4); ``premium``: what the layer that takes premium brought, where there is one
        (R22), no part of the hedge's cost; ``costs``: spreads and commissions; ``condors`` sold (contracts), ``won``: share of
        closed sales that gained.
        """
        equity, profit, initial = self.equity, self.profit, self.policy.capital.initial
        years = (equity.index[-1] - equity.index[0]).days / DAYS_A_YEAR
        worth = equity.iloc[-1] / initial
        deepest = drawdown(
            pd.concat([pd.Series([initial], [equity.index[0] - pd.Timedelta(days=1)]), equity])
        )
        figures = {
            "profit": equity.iloc[-1] - initial,
            "return": worth ** (1 / years) - 1 if worth > 0 else -1.0,
            "drawdown": deepest.depth,
            "trough": deepest.trough,
            "worst_day": min(profit.sum(axis=1).min(), 0.0),
        }
        figures |= {f"from {name}": profit[name].sum() for name in profit}
        sales, sold = self.record.inputs.sales, self.record.log.contracts
        credits = float(SPX_MULTIPLIER * (sold * sales.credit).sum())
        cost = -sum(profit[self.sources[k]].sum() for k in self._hedges)
        trades = self.record.log.trades
        figures |= {
            "credits": credits,
            "hedge_cost": cost + 0.0,
            "hedge_share": cost / credits if credits else np.nan,
        }
        taken = [profit[x.name].sum() for x in self.policy.layers if x.role == "premium"]
        figures |= {"premium": sum(taken)} if taken else {}
        figures |= {
            "costs": sum(row[7] + row[8] for row in trades),
            "condors": sold.sum(),
            "won": self._won(),
        }
        return pd.Series(figures, name=self.policy.name, dtype=object)

    def explain(self, date: DateLike) -> str:
        """Return in plain words what the account held on a day, what it decided and why, with every vote.

        Raises
        ------
        CourseError
            When the day is no trading day of the ledger.
        """
        return _explain_day(self, day_position(self, date))

    @property
    def _hedges(self) -> list[int]:
        """Positions, among the sources, of the layers that hedge: the engine too, premium not."""
        return [k for k, layer in enumerate(self.policy.layers, 1) if layer.role != "premium"]

    def _engine(self) -> Floats:
        """Return the engine's capital with its positions, by day."""
        own = self.policy.capital.initial * self.policy.capital.engine + self.record.engine_flow.cumsum()
        for k, layer in enumerate(self.policy.layers):
            own = own + (self.record.values[k + 1] if layer.engine else 0.0)
        return np.round(own, 2)

    def _futures(self) -> Floats:
        """Return the value of the VIX futures held, listed and synthetic, by day."""
        r, n = self.record, len(self.market.days)
        total = np.zeros(n)
        for layer, hedge, units in zip(self.policy.layers, r.inputs.hedges, r.log.units):
            each = layer.terms.futures
            worth = np.where(units > 0, units * layer.terms.multiplier * each * hedge.purchases.forward, 0.0)
            if each:
                total += np.bincount(hedge.purchases.row_day, weights=worth, minlength=n)
        return total[r.inputs.start : r.inputs.end + 1]

    def _won(self) -> float:
        """Return the share of closed sales that gained, costs included."""
        cash: dict[int, float] = {}
        for row in self.record.log.trades:
            if row[1] == 0:
                cash[row[2]] = cash.get(row[2], 0.0) + row[6] - row[7] - row[8]
        done = [v for j, v in cash.items() if self.record.inputs.sales.closed[j] <= self.record.inputs.end]
        return float(np.mean([v > 0 for v in done])) if done else np.nan
