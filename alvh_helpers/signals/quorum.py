"""The quorum (R8): a layer is added or resized only when k of n signals call, technical and fundamental ones.

The sources call it "multi-sig". An abstention is no vote: where too few voters have data, no quorum can be
reached, and the table says so instead of passing quietly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Bools
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market
from alvh_helpers.signals.fundamental import MacroRules, macro_readings
from alvh_helpers.signals.technical import TechnicalRules, technical_readings
from alvh_helpers.signals.voting import FUNDAMENTAL, TECHNICAL, Votes, gather

__all__ = ["Quorum", "activations", "decide", "roll_call", "votes"]


def votes(market: Market, technical: TechnicalRules | None = None, macro: MacroRules | None = None) -> Votes:
    """Return every signal's vote on every day of a history.

    Parameters
    ----------
    market : Market
        History; indicators start on its first day, so give all of it, also to replay a part of it.
    technical, macro : TechnicalRules, MacroRules, optional
        Levels and lengths.

    Returns
    -------
    Votes
        A vote of day t is made of what was known at that day's close: cutting the history at t changes none.
    """
    readings = [*technical_readings(market, technical), *macro_readings(market, macro)]
    return gather(readings, market.sessions)


def roll_call(voted: Votes) -> pd.DataFrame:
    """Return who votes: kind, what is measured, when it calls, when it is known, and how it voted in all.

    Returns
    -------
    DataFrame
        By signal: kind, measure, rule, known; ``votes``, days on which it did not abstain; ``calls``, share of
        these on which it called; ``activations``, how often it began to; ``first`` and ``last`` day of voting.
    """
    rows = {}
    for signal in voted.signals:
        column = pd.Series(voted.column(signal.name), voted.sessions).dropna()
        began = activations(column).sum()
        first, last = (column.index[0], column.index[-1]) if len(column) else (pd.NaT, pd.NaT)
        words = (signal.kind, signal.measure.rstrip(","), signal.rule, signal.known)
        rows[signal.name] = (*words, len(column), column.mean(), int(began), first, last)
    columns = ["kind", "measure", "rule", "known", "votes", "calls", "activations", "first", "last"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("signal")


@dataclass(frozen=True)
class Quorum:
    """How many must call for a hedge.

    Attributes
    ----------
    k : int
        Calls needed.
    voters : tuple of str, optional
        Names of the signals that vote; all of them when left out.
    technical, fundamental : int
        Of the k calls, how many must at least be of each kind.
    """

    k: int = 3
    voters: tuple[str, ...] | None = None
    technical: int = 1
    fundamental: int = 1

    def __post_init__(self) -> None:
        if self.k < 1 or min(self.technical, self.fundamental) < 0:
            raise CourseError(
                f"a quorum of {self.k}: at least 1 signal must call, and no kind fewer than 0 times"
            )
        if self.technical + self.fundamental > self.k:
            raise CourseError(
                f"a quorum of {self.k} cannot hold {self.technical} technical and {self.fundamental} fundamental "
                "calls: raise k or ask for fewer"
            )
        if self.voters is not None:
            object.__setattr__(self, "voters", tuple(self.voters))
            if self.k > len(self.voters):
                raise CourseError(
                    f"a quorum of {self.k} among {len(self.voters)} voters can never be reached"
                )


def decide(voted: Votes, quorum: Quorum) -> pd.DataFrame:
    """Return by day whether the quorum is reached, and who brought it about.

    Returns
    -------
    DataFrame
        ``calls``, ``technical``, ``fundamental``: signals that call; ``abstain``: how many have no data;
        ``possible``: whether those that vote could reach the quorum at all; ``reached``.

    Raises
    ------
    CourseError
        When a voter is unknown, or there are fewer voters (of a kind) than calls asked for.
    """
    chosen = voted if quorum.voters is None else voted.choose(quorum.voters)
    groups = {kind: list(chosen.of_kind(kind)) for kind in (TECHNICAL, FUNDAMENTAL)}
    least_of = {TECHNICAL: quorum.technical, FUNDAMENTAL: quorum.fundamental}
    _refuse_impossible(quorum.k, groups, least_of)
    table = chosen.table
    calls = {kind: (table[names] > 0).sum(axis=1) for kind, names in groups.items()}
    voting = {kind: table[names].notna().sum(axis=1) for kind, names in groups.items()}
    total, able = calls[TECHNICAL] + calls[FUNDAMENTAL], voting[TECHNICAL] + voting[FUNDAMENTAL]
    enough, could = total >= quorum.k, able >= quorum.k
    for kind, least in least_of.items():
        enough, could = enough & (calls[kind] >= least), could & (voting[kind] >= least)
    abstain = len(chosen.names) - able
    return pd.DataFrame({"calls": total, **calls, "abstain": abstain, "possible": could, "reached": enough})


def activations(called: ArrayLike) -> Bools:
    """Return the days on which a run of calls begins, shape (n,); the first counts when it calls, NaN ends a run as 0 does."""
    on = np.nan_to_num(np.asarray(called, dtype=float)) > 0
    return on & ~np.r_[False, on[:-1]]


def _refuse_impossible(k: int, groups: Mapping[str, list[str]], least_of: Mapping[str, int]) -> None:
    """Refuse a quorum that its voters cannot reach on any day."""
    total = sum(map(len, groups.values()))
    if k > total:
        raise CourseError(f"a quorum of {k} among {total} voters can never be reached")
    for kind, least in least_of.items():
        if len(groups[kind]) < least:
            raise CourseError(
                f"{least} {kind} calls are asked for, but only {len(groups[kind])} such signals vote"
            )
