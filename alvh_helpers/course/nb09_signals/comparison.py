"""What the quorum does to an account, against accounts whose hedge is merely smaller."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from alvh_helpers.errors import CourseError
from alvh_helpers.risk.bootstrap import resample_together
from alvh_helpers.risk.measures import period_returns
from alvh_helpers.simulation.compare import Outcome

__all__ = ["account_table"]


def account_table(
    outcomes: Mapping[str, Outcome], rng: np.random.Generator, against: str = "none", draws: int = 500
) -> pd.DataFrame:
    """Return what accounts of the same days came to, and how they differ from one of them.

    The intervals (95 %) are of the stationary bootstrap, blocks of 63 sessions on average: longer than a position
    lives. All accounts share the draws.

    Returns
    -------
    DataFrame
        By name: ``profit`` and ``hedge_cost`` in dollars, ``hedge_share`` of the credits, ``drawdown`` (share of the peak),
        ``hedged``: share of days on which a layer gained or lost; ``more``: mean return a year above the other's, with
        ``more_low`` and ``more_high``; ``deeper``: its drawdown less the other's, ``deeper_low``, ``deeper_high``.
    """
    if against not in outcomes:
        raise CourseError(f"no account {against!r}; there are {', '.join(outcomes)}")
    words = {"more": "mean", "deeper": "max drawdown"}
    returns = {name: period_returns(found.equity) for name, found in outcomes.items()}
    drawn = resample_together(returns, tuple(words.values()), rng, draws, at_once=draws)
    rows = {}
    for name, found in outcomes.items():
        layers = found.profit.drop(columns=["condors", "interest"]).sum(axis=1)
        rows[name] = (
            found.summary[["profit", "hedge_cost", "hedge_share", "drawdown"]].astype(float).to_dict()
        )
        rows[name]["hedged"] = float((layers != 0).mean())
        for word, figure in words.items():
            apart = drawn.against(name, against, figure)
            rows[name] |= {word: apart.difference, f"{word}_low": apart.low, f"{word}_high": apart.high}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("policy")
