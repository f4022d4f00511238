"""Many policies over one history, and one policy over the episodes: summaries side by side, with a progress bar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from multiprocessing import get_context
from typing import Any, NamedTuple

import pandas as pd
from tqdm import tqdm

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike
from alvh_helpers.market.history import EPISODES, Market
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import DailyMarket, load_daily_market
from alvh_helpers.simulation.ledger import Ledger
from alvh_helpers.simulation.run import DAYS_BEFORE, WHOLE, replay, stretch_days
from alvh_helpers.strategy.policy import Policy
from alvh_helpers.strategy.presets import only, unhedged
from alvh_helpers.vix.options import VixSmile, vix_smile

__all__ = [
    "CALMS",
    "CRASHES",
    "HIGH_VIX",
    "Outcome",
    "column",
    "compare_policies",
    "episode_ledger",
    "outcome",
    "sweep",
    "taken_apart",
]


CRASHES = tuple(name for name, e in EPISODES.items() if e.kind == "crash")
"""The ten crashes, in order of time."""

CALMS = tuple(name for name, e in EPISODES.items() if e.kind == "calm")
"""The four calm windows, in order of time."""

HIGH_VIX = 35.0
"""Closes above this let the second engine in (R12)."""

_CHUNK = 10
_FIGURES = ("profit", "drawdown", "worst_day", "hedge_share")


def sweep(
    policies: Iterable[Policy],
    market: Market,
    start: DateLike | None = None,
    end: DateLike | None = None,
    costs: Costs | None = None,
    processes: int = 1,
    progress: bool = True,
) -> pd.DataFrame:
    """Replay many policies and return a row of figures for each.

    Parameters
    ----------
    policies : iterable of Policy
        Rows come in this order.
    market : Market
        The whole history.
    start, end, costs
        As in `replay`, the same for all.
    processes : int
        Worker processes, 1 to 64; the result is the same for any number.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    DataFrame
        Figures of `Ledger.summary` by policy name; profit by layer is NaN where a policy has no such layer.

    Raises
    ------
    CourseError
        When there is no policy, or the number of processes is not 1 to 64.
    """
    chosen = list(policies)
    if not chosen or processes not in range(1, 65):
        raise CourseError(
            f"{len(chosen)} policies on {processes} processes: give one policy or more, and 1 to 64 processes"
        )
    parts = [chosen[k : k + _CHUNK] for k in range(0, len(chosen), _CHUNK)]
    rows: list[list[dict[Any, Any]]] = [[] for _ in parts]
    with tqdm(total=len(chosen), unit="policy", disable=not progress) as bar:
        if processes == 1:
            daily = DailyMarket(market)
            for policy in chosen:
                rows[0] += _summaries([policy], daily, start, end, costs)
                bar.update()
        else:
            # Started afresh, not forked: a fork of a process with threads, as every kernel is, may hang.
            fresh = get_context("spawn")
            with ProcessPoolExecutor(min(processes, len(parts)), mp_context=fresh) as pool:
                asked = (market, start, end, costs)
                jobs = {pool.submit(_summaries, part, *asked): k for k, part in enumerate(parts)}
                for job in as_completed(jobs):
                    rows[jobs[job]] = job.result()
                    bar.update(len(parts[jobs[job]]))
    names = pd.Index([policy.name for policy in chosen], name="policy")
    return pd.DataFrame([row for part in rows for row in part], index=names)


def _summaries(policies: list[Policy], market: Market | DailyMarket, *how: Any) -> list[dict[Any, Any]]:
    """Return each policy's summary; `how` as in `replay`."""
    daily = market if isinstance(market, DailyMarket) else DailyMarket(market)
    return [replay(policy, daily, *how).summary().to_dict() for policy in policies]


class Outcome(NamedTuple):
    """What a replay came to: the account's value by day, profit by source and day (dollars), and the summary."""

    equity: pd.Series
    profit: pd.DataFrame
    summary: pd.Series


def taken_apart(policy: Policy) -> dict[str, Policy]:
    """Return a policy taken apart: ``unhedged``, each of its layers alone by name, and ``all``."""
    alone = {layer.name: only(k, policy) for k, layer in enumerate(policy.layers, start=1)}
    return {"unhedged": unhedged(policy), **alone, "all": policy}


def episode_ledger(
    policy: Policy,
    stretch: str = WHOLE,
    costs: float = 1.0,
    days_before: int = DAYS_BEFORE,
    smile: VixSmile = vix_smile,
) -> Ledger:
    """Replay a policy through an episode by its name, at a multiple of the course's costs.

    As ``replay(policy, stretch)``, where the account, with fresh capital, may begin more or fewer calendar days before.
    """
    return replay(policy, load_daily_market(), *stretch_days(stretch, days_before), Costs(costs), smile=smile)


def outcome(
    policy: Policy,
    stretch: str = WHOLE,
    costs: float = 1.0,
    days_before: int = DAYS_BEFORE,
    smile: VixSmile = vix_smile,
) -> Outcome:
    """Return what `episode_ledger` came to, from memory when the same was asked before; the tables are copies."""
    found = _outcome(policy, stretch, float(costs), days_before, smile)
    return Outcome(found.equity.copy(), found.profit.copy(), found.summary.copy())


@cache
def _outcome(policy: Policy, stretch: str, costs: float, days_before: int, smile: VixSmile) -> Outcome:
    ledger = episode_ledger(policy, stretch, costs, days_before, smile)
    return Outcome(ledger.equity, ledger.profit, ledger.summary())


def compare_policies(
    policies: Mapping[str, Policy], stretches: Iterable[str] = (*CRASHES, *CALMS, WHOLE), costs: float = 1.0
) -> pd.DataFrame:
    """Return the figures of every policy in every stretch, from the summaries of its `outcome`.

    For many policies through one stretch there is `sweep`, which can use several processors.

    Parameters
    ----------
    policies : mapping of str to Policy
        By the name of their columns, as from `taken_apart`.
    stretches : iterable of str
        Names of episodes, and `WHOLE`.
    costs : float
        Multiple of the trading costs.

    Returns
    -------
    DataFrame
        Rows by stretch; columns by figure and policy: ``profit`` and ``worst_day`` in dollars, ``drawdown`` as a share of the
        peak, ``hedge_share`` of the credits (negative: the layers gained).
    """
    rows = {
        stretch: {
            (figure, name): found[figure]
            for name, policy in policies.items()
            for found in [outcome(policy, stretch, costs).summary]
            for figure in _FIGURES
        }
        for stretch in ([stretches] if isinstance(stretches, str) else stretches)
    }
    table = pd.DataFrame.from_dict(rows, orient="index").astype(float)
    return table.reindex(columns=pd.MultiIndex.from_product([_FIGURES, policies]))


def column(policy: Policy, stretches: Sequence[str], costs: float = 1.0, **how: Any) -> dict[str, Outcome]:
    """Return one policy's outcomes by stretch; keywords as in `outcome`."""
    return {stretch: outcome(policy, stretch, costs, **how) for stretch in stretches}
