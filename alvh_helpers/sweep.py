"""Many policies over one history, and one policy over the episodes: summaries side by side, with a progress bar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any

import pandas as pd
from tqdm import tqdm

from alvh_helpers.costs import Costs
from alvh_helpers.errors import CourseError
from alvh_helpers.facts import Facts
from alvh_helpers.market.calendar import DateLike
from alvh_helpers.market.history import EPISODES, Market
from alvh_helpers.replay import replay
from alvh_helpers.strategy.policy import Policy

__all__ = ["DAYS_BEFORE", "FIGURES", "WHOLE", "Row", "episode_table", "stretch_days", "sweep"]


FIGURES = ("profit", "return", "drawdown", "hedge_share", "worst_day")
"""Figures that `episode_table` shows of each ledger's summary."""


_CHUNK = 10


DAYS_BEFORE = 45
"""Calendar days by which an account begins before its episode: the condor that a storm hits was sold before it."""


WHOLE = "whole history"
"""Name of the stretch that is everything."""


Row = dict[str, Any]


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
        As in `replay.replay`, the same for all.
    processes : int
        Worker processes, 1 to 64; the result is the same for any number.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    DataFrame
        Figures of `ledger.Ledger.summary` by policy name; profit by layer is NaN where a policy has no such layer.

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
    rows: list[list[Row]] = [[] for _ in parts]
    with tqdm(total=len(chosen), unit="policy", disable=not progress) as bar:
        if processes == 1:
            facts = Facts(market)
            for policy in chosen:
                rows[0].append(_figures(policy, facts, start, end, costs))
                bar.update()
        else:
            # Started afresh, not forked: a fork of a process with threads, as every kernel is, may hang.
            fresh = get_context("spawn")
            with ProcessPoolExecutor(min(processes, len(parts)), mp_context=fresh) as pool:
                jobs = {
                    pool.submit(_chunk, part, market, start, end, costs): k for k, part in enumerate(parts)
                }
                for job in as_completed(jobs):
                    rows[jobs[job]] = job.result()
                    bar.update(len(parts[jobs[job]]))
    names = pd.Index([policy.name for policy in chosen], name="policy")
    return pd.DataFrame([row for part in rows for row in part], index=names)


def episode_table(
    policies: Iterable[Policy],
    market: Market | Facts,
    costs: Mapping[str, Costs] | None = None,
    days_before: int = DAYS_BEFORE,
) -> pd.DataFrame:
    """Return what each policy came to in every episode and over the whole history.

    Parameters
    ----------
    policies : iterable of Policy
        Such as `alvh.unhedged`, each layer alone, and all of them.
    market : Market or Facts
        The whole history.
    costs : mapping of str to Costs, optional
        By label; by default ``1x`` and ``2x``.
    days_before : int
        Calendar days by which an account begins before its episode, with fresh capital.

    Returns
    -------
    DataFrame
        Rows by stretch and costs, columns by figure (`FIGURES`) and policy: dollars, and decimals.
    """
    facts = market if isinstance(market, Facts) else Facts(market)
    labels = {"1x": Costs(), "2x": Costs(2.0)} if costs is None else dict(costs)
    chosen, cells = list(policies), {}
    for name in (*EPISODES, WHOLE):
        start, end = stretch_days(name, days_before)
        for label, assumed in labels.items():
            found = {policy.name: _figures(policy, facts, start, end, assumed) for policy in chosen}
            cells[name, label] = {
                (figure, who): row[figure] for figure in FIGURES for who, row in found.items()
            }
    return pd.DataFrame.from_dict(cells, orient="index").rename_axis(index=["stretch", "costs"])


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


def _chunk(
    policies: list[Policy], market: Market, start: DateLike | None, end: DateLike | None, costs: Costs | None
) -> list[Row]:
    facts = Facts(market)
    return [_figures(policy, facts, start, end, costs) for policy in policies]


def _figures(
    policy: Policy, facts: Facts, start: DateLike | None, end: DateLike | None, costs: Costs | None
) -> Row:
    return replay(policy, facts, start, end, costs).summary().to_dict()


_MOVED = {
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "Costs": ("alvh_helpers.costs", "Costs"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Facts": ("alvh_helpers.facts", "Facts"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "replay": ("alvh_helpers.replay", "replay"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
