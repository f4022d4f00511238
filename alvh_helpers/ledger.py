"""The ledger of a replay: what the account was worth, what it traded, why, and what that came to.

Tables are made from the replay's arrays when they are asked for, so a notebook may change them as it likes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.costs import Costs
from alvh_helpers.facts import Facts
from alvh_helpers.ledgertables import day_position, leg_table, mark_table, trade_table
from alvh_helpers.market.calendar import DateLike
from alvh_helpers.risk.measures import drawdown
from alvh_helpers.story import explain_day
from alvh_helpers.strategy.policy import Policy
from alvh_helpers.till import Journal, Plan

__all__ = ["Ledger", "Record"]


Floats = NDArray[np.float64]


class Record(NamedTuple):
    """The arrays behind a ledger.

    ``plan`` and ``journal`` as in ``account``; ``sessions`` (d,); by source (condors, then the layers; ``flows`` also the
    interest) and day: ``flows``, ``values`` in dollars, ``margins``, ``vegas`` in dollars per SPX vol point; ``engine_flow``
    (d,); ``marks``: by source, dollars of each leg on each of its rows.
    """

    plan: Plan
    journal: Journal
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
    facts : Facts
        On what.
    record : Record
        The arrays; the methods make tables of them.
    """

    policy: Policy
    costs: Costs
    facts: Facts
    record: Record

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
        stretch = slice(r.plan.start, r.plan.end + 1)
        table |= {"margin": margin, "engine": engine, "quick": quick, "vega": r.vegas[0], "hedge_vega": hedge}
        return pd.DataFrame(table | {"drift": r.plan.drift[stretch]}, r.sessions).rename_axis("date")

    @property
    def trades(self) -> pd.DataFrame:
        """Every leg traded: day, source, contract, units, price in points, cash before costs, spread, commission, why."""
        return trade_table(self)

    @property
    def decisions(self) -> pd.DataFrame:
        """Every decision: day, who, what, units, and why in words."""
        rows = [(self.facts.sessions[t], *rest) for t, *rest in self.record.journal.decisions]
        return pd.DataFrame(rows, columns=["date", "who", "what", "units", "why"])

    @property
    def legs(self) -> pd.DataFrame:
        """Every contract held: source, label, first and last day of trading, cash of its trades, costs, last mark, profit."""
        return leg_table(self)

    def marks(self, date: DateLike) -> pd.DataFrame:
        """Return what is held at the close of a day, a row a leg: units, price in points, dollars.

        Raises
        ------
        CourseError
            When the day is no trading day of the ledger.
        """
        return mark_table(self, day_position(self, date))

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
        day, is what `irr.xirr` needs for the return on margin (R17).

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
        years = (equity.index[-1] - equity.index[0]).days / 365.0
        worth = equity.iloc[-1] / initial
        deepest = drawdown(
            pd.concat([pd.Series([initial], [equity.index[0] - pd.Timedelta(days=1)]), equity])
        )
        facts = {
            "profit": equity.iloc[-1] - initial,
            "return": worth ** (1 / years) - 1 if worth > 0 else -1.0,
            "drawdown": deepest.depth,
            "trough": deepest.trough,
            "worst_day": min(profit.sum(axis=1).min(), 0.0),
        }
        facts |= {f"from {name}": profit[name].sum() for name in profit}
        cycles, sold = self.record.plan.cycles, self.record.journal.contracts
        credits = float(100.0 * (sold * cycles.credit).sum())
        cost = -sum(profit[self.sources[k]].sum() for k in self._hedges)
        trades = self.record.journal.trades
        facts |= {
            "credits": credits,
            "hedge_cost": cost + 0.0,
            "hedge_share": cost / credits if credits else np.nan,
        }
        taken = [profit[x.name].sum() for x in self.policy.layers if x.role == "premium"]
        facts |= {"premium": sum(taken)} if taken else {}
        facts |= {"costs": sum(row[7] + row[8] for row in trades), "condors": sold.sum(), "won": self._won()}
        return pd.Series(facts, name=self.policy.name, dtype=object)

    def explain(self, date: DateLike) -> str:
        """Return in plain words what the account held on a day, what it decided and why, with every vote.

        Raises
        ------
        CourseError
            When the day is no trading day of the ledger.
        """
        return explain_day(self, day_position(self, date))

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
        r, n = self.record, len(self.facts.days)
        total = np.zeros(n)
        for layer, hedge, units in zip(self.policy.layers, r.plan.hedges, r.journal.units):
            each = layer.terms.futures
            worth = np.where(units > 0, units * layer.terms.multiplier * each * hedge.lives.forward, 0.0)
            if each:
                total += np.bincount(hedge.lives.row_day, weights=worth, minlength=n)
        return total[r.plan.start : r.plan.end + 1]

    def _won(self) -> float:
        """Return the share of closed sales that gained, costs included."""
        cash: dict[int, float] = {}
        for row in self.record.journal.trades:
            if row[1] == 0:
                cash[row[2]] = cash.get(row[2], 0.0) + row[6] - row[7] - row[8]
        done = [v for j, v in cash.items() if self.record.plan.cycles.closed[j] <= self.record.plan.end]
        return float(np.mean([v > 0 for v in done])) if done else np.nan


_MOVED = {
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "Costs": ("alvh_helpers.costs", "Costs"),
    "Facts": ("alvh_helpers.facts", "Facts"),
    "day_position": ("alvh_helpers.ledgertables", "day_position"),
    "leg_table": ("alvh_helpers.ledgertables", "leg_table"),
    "mark_table": ("alvh_helpers.ledgertables", "mark_table"),
    "trade_table": ("alvh_helpers.ledgertables", "trade_table"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "drawdown": ("alvh_helpers.risk.measures", "drawdown"),
    "explain_day": ("alvh_helpers.story", "explain_day"),
    "Journal": ("alvh_helpers.till", "Journal"),
    "Plan": ("alvh_helpers.till", "Plan"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
