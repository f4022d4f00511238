"""The replay: history and policy in, ledger out. A pure function: the same input gives the same bytes (R9).

A model replay, not a chain backtest: options are marked on surfaces that are anchored to each day's VIX and VVIX. What
does not depend on a decision is computed for the whole history at once; the loop over days only decides.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alvh_helpers.arrays import Bools, Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date
from alvh_helpers.market.history import Market
from alvh_helpers.positions.strikes import CONDOR_QUANTITIES
from alvh_helpers.signals.voting import Votes
from alvh_helpers.simulation.account import DayLog, Hedge, ReplayInputs, run
from alvh_helpers.simulation.condors import CondorSales, condor_sales, largest_drift, nearest_short
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import DailyMarket
from alvh_helpers.simulation.hedges import LayerPurchases, delayed, layer_purchases, trigger_days
from alvh_helpers.simulation.ledger import Ledger, ReplayRecord
from alvh_helpers.strategy.layers import Layer
from alvh_helpers.strategy.policy import Policy
from alvh_helpers.strategy.sizing import unit_margin
from alvh_helpers.vix.options import VixSmile, vix_smile

__all__ = ["replay"]


def replay(
    policy: Policy,
    market: Market | DailyMarket,
    start: DateLike | None = None,
    end: DateLike | None = None,
    costs: Costs | None = None,
    cast: Votes | None = None,
    smile: VixSmile = vix_smile,
) -> Ledger:
    """Replay a policy over history, day by day.

    Parameters
    ----------
    policy : Policy
        The rules, as from `alvh.steward`.
    market : Market or DailyMarket
        The whole history, also to replay a part of it: signals and betas need what came before. `facts.DailyMarket` of it saves
        work when many policies are replayed.
    start, end : date-like, optional
        First and last day of the account; the history's own when left out. Positions still open at the end stay in the
        equity at their marks.
    costs : Costs, optional
        Of trading; the default assumptions when left out.
    cast : Votes, optional
        What every signal said on every day; by default `signals.votes` of the market.
    smile : callable
        Of VIX options, ``smile(vvix, forward, strike, time)``: no quotes exist to check it, so show results for several.

    Returns
    -------
    Ledger

    Raises
    ------
    CourseError
        When the days are outside the history, the votes are of other days, or a signal of the policy is unknown.
    """
    if isinstance(market, DailyMarket) and cast is not None:
        raise CourseError(
            "votes were passed beside DailyMarket, which have their own: write DailyMarket(market, votes)"
        )
    facts = market if isinstance(market, DailyMarket) else DailyMarket(market, cast)
    costs = Costs() if costs is None else costs
    first, last = _positions(facts, start, end)
    cycles = condor_sales(policy.condor, facts, first, last)
    drift, near = largest_drift(cycles, len(facts.days)), _near(policy, cycles, facts)
    lag = policy.delay
    seen = np.r_[np.full(lag, np.nan), drift[: len(drift) - lag]]
    quorum = _quorum(policy, facts)
    on = tuple(trigger_days(layer, facts, drift, lag, near) for layer in policy.layers)
    lives = [
        layer_purchases(layer, facts, days, quorum | (layer.role == "premium"), first, last, lag, smile)
        for layer, days in zip(policy.layers, on)
    ]
    vix = facts.surface.vix
    spread = costs.spx_half_spread(cycles.price, vix[cycles.row_day][:, None])
    hedges = tuple(_hedge(layer, life, facts, costs) for layer, life in zip(policy.layers, lives))
    plan = ReplayInputs(first, last, cycles, spread, hedges, seen, quorum, on)
    journal = run(policy, facts, plan, costs)
    return Ledger(policy, costs, facts, _record(policy, facts, plan, journal))


def _positions(facts: DailyMarket, start: DateLike | None, end: DateLike | None) -> tuple[int, int]:
    """Return the positions of the first and the last day, or refuse days outside the history."""
    market = facts.market
    begin = market.start if start is None else as_date(start)
    finish = market.end if end is None else as_date(end)
    for day in (begin, finish):
        if not market.start <= day <= market.end:
            raise CourseError(
                f"{day:%Y-%m-%d} is outside the history, {market.start:%Y-%m-%d} to {market.end:%Y-%m-%d}"
            )
    first = int(facts.sessions.searchsorted(begin))
    last = int(facts.sessions.searchsorted(finish, side="right")) - 1
    if last <= first:
        raise CourseError(
            f"from {begin:%Y-%m-%d} to {finish:%Y-%m-%d} there are fewer than two trading days to replay"
        )
    return first, last


def _near(policy: Policy, cycles: CondorSales, facts: DailyMarket) -> Floats | None:
    """Return the distance of the nearest short strike by day where a layer asks for it."""
    asked = any(layer.trigger.moves is not None for layer in policy.layers)
    return nearest_short(cycles, facts) if asked else None


def _quorum(policy: Policy, facts: DailyMarket) -> Bools:
    """Return the days on which the quorum lets a layer in."""
    n = len(facts.days)
    if policy.quorum is None or not policy.layers:
        return np.ones(n, dtype=bool)
    return delayed(facts.reached(policy.quorum), policy.delay)


def _hedge(layer: Layer, lives: LayerPurchases, facts: DailyMarket, costs: Costs) -> Hedge:
    """Return a layer's purchases with what trading and holding a unit takes, by row."""
    vix = facts.surface.vix[lives.row_day]
    legs = [costs.vix_half_spread(x, vix, kind) for x, kind in zip(lives.price.T, layer.terms.kinds)]
    left = (lives.expiry[lives.row_life] - facts.days[lives.row_day]).astype(float)
    margin = unit_margin(layer, left, lives.forward)
    if layer.role == "premium":
        margin = layer.terms.multiplier * np.maximum(lives.charge, 0.0)[lives.row_life]
    return Hedge(lives, np.column_stack(legs), margin)


def _record(policy: Policy, facts: DailyMarket, plan: ReplayInputs, journal: DayLog) -> ReplayRecord:
    """Add up marks and cash by day and source."""
    n, cycles, stretch = len(facts.days), plan.cycles, slice(plan.start, plan.end + 1)
    alive = cycles.row_day < cycles.closed[cycles.row_cycle]
    held = journal.contracts[cycles.row_cycle] * alive
    legs = np.round(held[:, None] * CONDOR_QUANTITIES * 100.0 * cycles.price, 2) + 0.0
    values, margins, vegas = [_by_day(cycles.row_day, legs.sum(axis=1), n)], [], []
    margins.append(_by_day(cycles.row_day, held * cycles.margin[cycles.row_cycle], n))
    vegas.append(_by_day(cycles.row_day, 100.0 * held * cycles.vega, n))
    marks = [legs]
    for layer, hedge, units in zip(policy.layers, plan.hedges, journal.units):
        lives, terms = hedge.lives, layer.terms
        worth = np.round(units[:, None] * np.array(terms.held) * terms.multiplier * lives.price, 2) + 0.0
        worth[:, [kind == "future" for kind in terms.kinds]] = 0.0
        marks.append(worth)
        values.append(_by_day(lives.row_day, worth.sum(axis=1), n))
        margins.append(_by_day(lives.row_day, np.where(units > 0, units * hedge.margin, 0.0), n))
        answer = units * terms.multiplier * lives.delta * lives.beta
        vegas.append(_by_day(lives.row_day, np.where(units > 0, answer, 0.0), n))
    # Sums of cents are cents: rounding takes off what binary fractions leave behind.
    flows = np.round(journal.flows[:, stretch], 2)
    table = (np.round(np.array(values), 2), np.round(np.array(margins), 2), np.array(vegas))
    values, margins, vegas = (x[:, stretch] for x in table)
    return ReplayRecord(
        plan,
        journal,
        facts.sessions[stretch],
        flows,
        journal.engine_flow[stretch],
        values,
        margins,
        vegas,
        tuple(marks),
    )


def _by_day(row_day: NDArray[np.int64], weights: Floats, n: int) -> Floats:
    return np.bincount(row_day, weights=weights, minlength=n).astype(float)
