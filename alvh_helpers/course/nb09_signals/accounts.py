"""What the quorum does to an account: the same rules replayed with other quorums, and with a smaller hedge instead.

Fewer or smaller hedges cost less whatever brings them about. So every quorum stands beside a policy that asks
nobody and simply holds less: only what it does better than that can be the votes' doing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import EPISODES
from alvh_helpers.risk.bootstrap import interval, max_drawdown, mean_a_year, stationary_indices
from alvh_helpers.risk.measures import period_returns
from alvh_helpers.signals.quorum import Quorum
from alvh_helpers.signals.voting import Votes
from alvh_helpers.simulation.compare import CRASHES, Outcome
from alvh_helpers.strategy.policy import Policy

__all__ = [
    "account_table",
    "hedges_by_episode",
    "hedging",
    "quorum_policies",
    "smaller",
    "voted_by",
    "without_pause",
]


_NOT_HEDGES = ("condors", "interest")


_BLOCK = 63.0  # sessions a block has on average: longer than a position lives


def quorum_policies(policy: Policy, ks: Sequence[int]) -> dict[str, Policy]:
    """Return a policy without quorum, and with each of several: 'none', then each k as text."""
    rules = {"none": None, **{f"{k}": Quorum(k) for k in ks}}
    return {name: replace(policy, name=f"quorum {name}", quorum=rule) for name, rule in rules.items()}


def smaller(policy: Policy, share: float) -> Policy:
    """Return a policy that asks nobody and holds less: coverage and budget of its layers times a share.

    The second engine stays as it is; it has capital of its own.

    Raises
    ------
    CourseError
        When the share is not above 0 and at most 1.
    """
    if not 0 < share <= 1:
        raise CourseError(f"a share of {share:g} of the hedge: it must be above 0 and at most 1")
    layers = tuple(
        layer
        if layer.role != "hedge"
        else replace(
            layer,
            coverage=share * layer.coverage,
            budget=None if layer.budget is None else share * layer.budget,
        )
        for layer in policy.layers
    )
    return replace(policy, name=f"{share:.0%} of the hedge", quorum=None, layers=layers)


def voted_by(policy: Policy, cast: Votes, kind: str, k: int) -> Policy:
    """Return a policy whose quorum asks the voters of one kind only, k of them."""
    rule = Quorum(k, cast.of_kind(kind), technical=0, fundamental=0)
    return replace(policy, name=f"{k} {kind}", quorum=rule)


def without_pause(policy: Policy) -> Policy:
    """Return a policy that resizes on dislocated days too (R24 left out)."""
    if policy.scaling is None:
        raise CourseError(f"{policy.name!r} never resizes, so there is no pause to leave out")
    return replace(policy, name="no pause", scaling=replace(policy.scaling, pause=None))


def hedging(outcome: Outcome) -> pd.Series:
    """Return by day what all layers together made, dollars."""
    return outcome.profit.drop(columns=list(_NOT_HEDGES)).sum(axis=1)


def hedges_by_episode(outcomes: Mapping[str, Outcome]) -> pd.DataFrame:
    """Return what the layers made in each crash, dollars: episodes x policies."""
    made = {name: hedging(outcome) for name, outcome in outcomes.items()}
    return pd.DataFrame(
        {
            name: [days.loc[EPISODES[e].start : EPISODES[e].end].sum() for e in CRASHES]
            for name, days in made.items()
        },
        list(CRASHES),
    )


def account_table(
    outcomes: Mapping[str, Outcome], rng: np.random.Generator, against: str = "none", draws: int = 500
) -> pd.DataFrame:
    """Return what accounts came to, and how they differ from one of them.

    Parameters
    ----------
    outcomes : mapping of name to Outcome
        Of the same stretch.
    rng : Generator
        Source of randomness; all accounts share the draws.
    against : str
        The account that the others are compared with.
    draws : int
        Of the stationary bootstrap, blocks of 63 sessions on average.

    Returns
    -------
    DataFrame
        By name: ``profit`` and ``hedge_cost`` in dollars, ``hedge_share`` of the credits, ``drawdown`` (share of the peak),
        ``hedged``: share of days on which a layer gained or lost; ``more``: mean return a year above the other's, with
        ``more_low`` and ``more_high`` (95 %); ``deeper``: its drawdown less the other's, ``deeper_low``, ``deeper_high``.
    """
    if against not in outcomes:
        raise CourseError(f"no account {against!r}; there are {', '.join(outcomes)}")
    figures = (mean_a_year, max_drawdown)
    returns = {name: period_returns(found.equity) for name, found in outcomes.items()}
    days = stationary_indices(len(returns[against]), _BLOCK, draws, rng)
    drawn = {name: [f(series[days]) for f in figures] for name, series in returns.items()}
    rows = {}
    for name, found in outcomes.items():
        told = found.summary[["profit", "hedge_cost", "hedge_share", "drawdown"]]
        row = told.astype(float).to_dict() | {"hedged": float((hedging(found) != 0).mean())}
        for k, word in enumerate(("more", "deeper")):
            apart = figures[k](returns[name]) - figures[k](returns[against])
            low, high = interval(drawn[name][k] - drawn[against][k])
            row |= {word: float(apart), f"{word}_low": low, f"{word}_high": high}
        rows[name] = row
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("policy")
