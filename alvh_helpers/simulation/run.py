"""The replay: history and policy in, ledger out. A pure function: the same input gives the same bytes (R9).

A model replay, not a chain backtest: options are marked on surfaces that are anchored to each day's VIX and VVIX. What
does not depend on a decision is computed for the whole history at once; the loop over days only decides.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from alvh_helpers.arrays import Bools, Floats, Ints
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date
from alvh_helpers.market.contracts import SPX_MULTIPLIER
from alvh_helpers.market.history import EPISODES, Market, load_market
from alvh_helpers.positions.strikes import CONDOR_QUANTITIES
from alvh_helpers.signals.voting import Votes
from alvh_helpers.simulation.account import DayLog, Hedge, ReplayInputs, run
from alvh_helpers.simulation.condors import CondorSales, condor_sales, largest_drift, nearest_short
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import DailyMarket, load_daily_market
from alvh_helpers.simulation.hedges import LayerPurchases, delayed, layer_purchases, trigger_days
from alvh_helpers.simulation.ledger import Ledger, ReplayRecord
from alvh_helpers.strategy.layers import Layer
from alvh_helpers.strategy.policy import Policy
from alvh_helpers.strategy.sizing import unit_margin
from alvh_helpers.vix.options import VixSmile, vix_smile

__all__ = ["DAYS_BEFORE", "WHOLE", "replay", "stretch_days"]

DAYS_BEFORE = 45
"""Calendar days by which an account begins before its episode: the condor that a storm hits was sold before it."""

WHOLE = "whole history"
"""Name of the stretch that is everything."""


def replay(
    policy: Policy,
    market: Market | DailyMarket | str,
    start: DateLike | None = None,
    end: DateLike | None = None,
    costs: Costs | None = None,
    voted: Votes | None = None,
    smile: VixSmile = vix_smile,
) -> Ledger:
    """Replay a policy over history, day by day.

    Parameters
    ----------
    policy : Policy
        The rules, as from `alvh.steward`.
    market : Market, DailyMarket or str
        The whole history, also to replay a part of it: signals and betas need what came before. `DailyMarket` of it saves
        work when many policies are replayed. Or the name of an episode: the bundled history from 45 days before it, so that
        the condor it hits has been sold, to its end; `WHOLE` is all of it.
    start, end : date-like, optional
        First and last day of the account; the history's own when left out. Positions still open at the end stay in the
        equity at their marks.
    costs : Costs, optional
        Of trading; the default assumptions when left out.
    voted : Votes, optional
        What every signal said on every day; by default `signals.votes` of the market.
    smile : callable
        Of VIX options, ``smile(vvix, forward, strike, time)``: no quotes exist to check it, so show results for several.

    Raises
    ------
    CourseError
        When there is no such episode, or days are given beside it; when days are outside the history, votes are of other
        days, or a signal of the policy is unknown.
    """
    if isinstance(market, str):
        if start is not None or end is not None:
            raise CourseError(f"{market!r} has its own days: give an episode, or a market with two dates")
        start, end = stretch_days(market)
        market = load_daily_market() if voted is None else load_market()
    if isinstance(market, DailyMarket) and voted is not None:
        raise CourseError(
            "votes were passed beside DailyMarket, which have their own: write DailyMarket(market, votes)"
        )
    daily = market if isinstance(market, DailyMarket) else DailyMarket(market, voted)
    costs = Costs() if costs is None else costs
    first, last = _positions(daily, start, end)
    sales = condor_sales(policy.condor, daily, first, last)
    drift, near = largest_drift(sales, len(daily.days)), _near(policy, sales, daily)
    lag = policy.delay
    seen = np.r_[np.full(lag, np.nan), drift[: len(drift) - lag]]
    quorum = _quorum(policy, daily)
    on = tuple(trigger_days(layer, daily, drift, lag, near) for layer in policy.layers)
    purchases = [
        layer_purchases(layer, daily, days, quorum | (layer.role == "premium"), first, last, lag, smile)
        for layer, days in zip(policy.layers, on)
    ]
    vix = daily.surface.vix
    spread = costs.spx_half_spread(sales.price, vix[sales.row_day][:, None])
    hedges = tuple(_hedge(layer, bought, daily, costs) for layer, bought in zip(policy.layers, purchases))
    inputs = ReplayInputs(first, last, sales, spread, hedges, seen, quorum, on)
    return Ledger(policy, costs, daily, _record(policy, daily, inputs, run(policy, daily, inputs, costs)))


def stretch_days(stretch: str, days_before: int = DAYS_BEFORE) -> tuple[DateLike | None, DateLike | None]:
    """Return the first and last day of an account through an episode by its name; (None, None) for `WHOLE`.

    Raises
    ------
    CourseError
        When there is no such stretch, or the account would begin after its episode.
    """
    if stretch == WHOLE:
        return None, None
    if stretch not in EPISODES:
        raise CourseError(f"no stretch {stretch!r}; there are {', '.join(EPISODES)} and {WHOLE!r}")
    if days_before < 0:
        raise CourseError(f"{days_before} days before: an account begins before its episode, or with it")
    begin = pd.Timestamp(EPISODES[stretch].start) - pd.Timedelta(days=days_before)
    return begin, EPISODES[stretch].end


def _positions(daily: DailyMarket, start: DateLike | None, end: DateLike | None) -> tuple[int, int]:
    """Return the positions of the first and the last day, or refuse days outside the history."""
    market = daily.market
    begin = market.start if start is None else as_date(start)
    finish = market.end if end is None else as_date(end)
    for day in (begin, finish):
        if not market.start <= day <= market.end:
            raise CourseError(
                f"{day:%Y-%m-%d} is outside the history, {market.start:%Y-%m-%d} to {market.end:%Y-%m-%d}"
            )
    first = int(daily.sessions.searchsorted(begin))
    last = int(daily.sessions.searchsorted(finish, side="right")) - 1
    if last <= first:
        raise CourseError(
            f"from {begin:%Y-%m-%d} to {finish:%Y-%m-%d} there are fewer than two trading days to replay"
        )
    return first, last


def _near(policy: Policy, sales: CondorSales, daily: DailyMarket) -> Floats | None:
    """Return the distance of the nearest short strike by day where a layer asks for it."""
    if all(layer.trigger.moves is None for layer in policy.layers):
        return None
    return nearest_short(sales, daily)


def _quorum(policy: Policy, daily: DailyMarket) -> Bools:
    """Return the days on which the quorum lets a layer in."""
    n = len(daily.days)
    if policy.quorum is None or not policy.layers:
        return np.ones(n, dtype=bool)
    return delayed(daily.reached(policy.quorum), policy.delay)


def _hedge(layer: Layer, purchases: LayerPurchases, daily: DailyMarket, costs: Costs) -> Hedge:
    """Return a layer's purchases with what trading and holding a unit takes, by row."""
    vix = daily.surface.vix[purchases.row_day]
    legs = [costs.vix_half_spread(x, vix, kind) for x, kind in zip(purchases.price.T, layer.terms.kinds)]
    left = (purchases.expiry[purchases.row_purchase] - daily.days[purchases.row_day]).astype(float)
    margin = unit_margin(layer, left, purchases.forward)
    if layer.role == "premium":
        margin = layer.terms.multiplier * np.maximum(purchases.charge, 0.0)[purchases.row_purchase]
    return Hedge(purchases, np.column_stack(legs), margin)


def _record(policy: Policy, daily: DailyMarket, inputs: ReplayInputs, log: DayLog) -> ReplayRecord:
    """Add up marks and cash by day and source."""
    n, sales, stretch = len(daily.days), inputs.sales, slice(inputs.start, inputs.end + 1)
    alive = sales.row_day < sales.closed[sales.row_sale]
    held = log.contracts[sales.row_sale] * alive
    marks = [np.round(held[:, None] * CONDOR_QUANTITIES * SPX_MULTIPLIER * sales.price, 2) + 0.0]
    values = [_by_day(sales.row_day, marks[0].sum(axis=1), n)]
    margins = [_by_day(sales.row_day, held * sales.margin[sales.row_sale], n)]
    vegas = [_by_day(sales.row_day, SPX_MULTIPLIER * held * sales.vega, n)]
    for layer, hedge, units in zip(policy.layers, inputs.hedges, log.units):
        purchases, terms = hedge.purchases, layer.terms
        worth = np.round(units[:, None] * np.array(terms.held) * terms.multiplier * purchases.price, 2) + 0.0
        worth[:, [kind == "future" for kind in terms.kinds]] = 0.0
        marks.append(worth)
        values.append(_by_day(purchases.row_day, worth.sum(axis=1), n))
        margins.append(_by_day(purchases.row_day, np.where(units > 0, units * hedge.margin, 0.0), n))
        answer = units * terms.multiplier * purchases.delta * purchases.beta
        vegas.append(_by_day(purchases.row_day, np.where(units > 0, answer, 0.0), n))
    # Sums of cents are cents: rounding takes off what binary fractions leave behind.
    return ReplayRecord(
        inputs,
        log,
        sessions=daily.sessions[stretch],
        flows=np.round(log.flows[:, stretch], 2),
        engine_flow=log.engine_flow[stretch],
        values=np.array(values).round(2)[:, stretch],
        margins=np.array(margins).round(2)[:, stretch],
        vegas=np.array(vegas)[:, stretch],
        marks=tuple(marks),
    )


def _by_day(row_day: Ints, weights: Floats, n: int) -> Floats:
    return np.bincount(row_day, weights=weights, minlength=n).astype(float)
