"""Signals against the storms themselves: who called on the eve, how early, how often for nothing, and what followed.

Ten storms are few. Next to every count stands what a caller that knows nothing would have reached by calling as often.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import comb
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.course.nb09_signals.record import reached
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import EPISODES, Market
from alvh_helpers.risk.bootstrap import interval
from alvh_helpers.signals.quorum import Quorum, activations
from alvh_helpers.signals.voting import Votes

__all__ = [
    "ACCOUNT_EDGE",
    "EDGE",
    "Lifts",
    "at_least_by_luck",
    "clusters",
    "first_jumps",
    "leads",
    "lift_table",
    "lifts",
    "quorum_votes",
    "standing",
    "verdict",
    "warning_record",
]


EDGE = 0.005
"""A bound of a share nearer to zero than this is moved across it by another seed or by longer blocks."""


ACCOUNT_EDGE = 0.001
"""The same for the return a year of an account."""


class Lifts(NamedTuple):
    """What followed calls, less what followed any day on which the caller had data.

    Attributes
    ----------
    days : ndarray, shape (k, h)
        Calls that could be judged.
    called, base : ndarray, shape (k, h)
        Mean outcome after calls, and after all voting days.
    drawn : ndarray, shape (draws, k, h)
        The difference of the two in each draw of the bootstrap.
    """

    days: Floats
    called: Floats
    base: Floats
    drawn: Floats


def quorum_votes(cast: Votes, quorums: Mapping[str, Quorum]) -> pd.DataFrame:
    """Return by day and quorum, under its name: 1 where it is reached, 0 where not, NaN where it could not be."""
    return pd.DataFrame({name: reached(cast, rule) for name, rule in quorums.items()}, cast.sessions)


def first_jumps(market: Market, jump: float = 3.0) -> pd.DataFrame:
    """Return for each crash of `episodes.EPISODES` the first close on which VIX rose by so many points in a day.

    Parameters
    ----------
    market : Market
        The whole history.
    jump : float
        Points.

    Returns
    -------
    DataFrame
        By episode: ``eve``, the session before; ``day`` of the jump; VIX ``before`` and ``after`` it; ``highest`` close
        of the episode. An episode without such a day is left out.

    Raises
    ------
    CourseError
        When the jump is not above 0, or no episode has one.
    """
    if not jump > 0:
        raise CourseError(f"a jump of {jump:g} points: a storm begins with a rise above 0")
    vix, rows = market.table["vix"], {}
    rise = vix.diff()
    for name, episode in EPISODES.items():
        inside = rise.loc[episode.start : episode.end]
        days = inside.index[inside >= jump]
        if episode.kind == "crash" and len(days):
            eve = vix.index[vix.index.get_loc(days[0]) - 1]
            highest = vix.loc[episode.start : episode.end].max()
            rows[name] = (eve, days[0], vix[eve], vix[days[0]], highest)
    if not rows:
        raise CourseError(f"VIX rose by {jump:g} points in a day in none of the episodes: ask for less")
    columns = ["eve", "day", "before", "after", "highest"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("episode")


def leads(called: pd.DataFrame, jumps: pd.DataFrame) -> pd.DataFrame:
    """Return how many sessions before each jump the call began that stood on its eve.

    Parameters
    ----------
    called : DataFrame, shape (n, k)
        1, 0 or NaN by day and caller.
    jumps : DataFrame
        From `first_jumps`.

    Returns
    -------
    DataFrame
        Callers x episodes: 1 or more; 0 when it did not call on the eve; NaN when it abstained.
    """
    found = {}
    for name, eve in jumps["eve"].items():
        past = called.loc[:eve].to_numpy()[::-1]
        standing = np.cumprod(np.nan_to_num(past) > 0, axis=0).sum(axis=0).astype(float)
        found[name] = np.where(np.isnan(past[0]), np.nan, standing)
    return pd.DataFrame(found, index=called.columns)


def warning_record(called: pd.DataFrame, jumps: pd.DataFrame, ahead: Floats) -> pd.DataFrame:
    """Return hits, misses and false alarms of each caller.

    Parameters
    ----------
    called : DataFrame, shape (n, k)
        1, 0 or NaN by day and caller.
    jumps : DataFrame
        From `first_jumps`.
    ahead : ndarray, shape (n,)
        From `signalstudies.spike_ahead`: 1, 0, NaN.

    Returns
    -------
    DataFrame
        By caller: ``storms`` in which it had data on the eve; ``on_eve``, how often it called then; ``expected`` of a
        caller that calls as often and knows nothing; ``luck``, how likely such a caller is to reach as many;
        ``sooner``, the median of the sessions by which the call was early; ``firings``, runs of calls that began;
        ``nothing``, those that no spike followed; ``nothing_share``; ``any_day``, the same share of all voting days.
    """
    early, known = leads(called, jumps), np.isfinite(ahead)
    rows = {}
    for name in called:
        vote, own = called[name].to_numpy(), early.loc[name].dropna()
        voting = np.isfinite(vote)
        storms, on_eve, often = len(own), int((own > 0).sum()), float(np.nanmean(vote))
        fired = activations(vote) & known
        nothing = int((ahead[fired] == 0).sum())
        rows[name] = (
            storms,
            on_eve,
            storms * often,
            at_least_by_luck(on_eve, storms, often),
            own[own > 0].median(),
            int(fired.sum()),
            nothing,
            nothing / fired.sum() if fired.any() else np.nan,
            float((ahead[voting & known] == 0).mean()),
        )
    columns = ["storms", "on_eve", "expected", "luck", "sooner"]
    columns += ["firings", "nothing", "nothing_share", "any_day"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("signal")


def at_least_by_luck(hits: int, tries: int, share: float) -> float:
    """Return the chance of so many hits or more in independent tries of equal chance (binomial)."""
    return float(sum(comb(tries, k) * share**k * (1 - share) ** (tries - k) for k in range(hits, tries + 1)))


def standing(low: float, high: float, edge: float = EDGE) -> str:
    """Return where an interval lies: 'surely above', 'surely below', 'at the edge', or 'cannot be told'.

    Parameters
    ----------
    low, high : float
        Bounds of a difference.
    edge : float
        How far from zero a bound must be to be sure; nearer than that it is 'at the edge'.
    """
    if low > edge or high < -edge:
        return "surely above" if low > edge else "surely below"
    return "at the edge" if low > -edge or high < edge else "cannot be told"


def verdict(supported: bool, refuted: bool, conditional: bool = False) -> str:
    """Return the word for a claim: what is surely so, what is surely not so, what is so under a condition, or neither."""
    if supported:
        return "supported"
    return "not supported" if refuted else "depends" if conditional else "not decided"


def clusters(called: pd.DataFrame) -> pd.DataFrame:
    """Return how calls hang together: runs, their length, and the days after a call that call as well.

    Parameters
    ----------
    called : DataFrame, shape (n, k)
        1, 0 or NaN by day and caller.

    Returns
    -------
    DataFrame
        By caller: ``days`` with a call, ``runs``, ``mean_run`` and ``longest`` run in sessions, ``again``: share of calls
        followed by another on the next session, ``alone``: that share if calls fell on days at random.
    """
    rows = {}
    for name in called:
        vote = called[name].to_numpy()
        on = np.nan_to_num(vote) > 0
        ends = np.flatnonzero(np.diff(np.r_[0, on.astype(int), 0]))
        lengths = ends[1::2] - ends[::2]
        again = float((on[1:] & on[:-1]).sum() / max(on[:-1].sum(), 1))
        longest = int(lengths.max(initial=0))
        rows[name] = (int(on.sum()), len(lengths), lengths.mean(), longest, again, float(np.nanmean(vote)))
    columns = ["days", "runs", "mean_run", "longest", "again", "alone"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("signal")


def lifts(called: ArrayLike, outcomes: ArrayLike, counts: Floats, first: bool = False) -> Lifts:
    """Return what followed calls against what followed any voting day, for many callers and outcomes at once.

    Parameters
    ----------
    called : array_like, shape (n, k)
        1, 0 or NaN by day and caller.
    outcomes : array_like, shape (n, h)
        What followed each day, NaN where it is not known.
    counts : ndarray, shape (draws, n)
        From `resample.block_counts`.
    first : bool
        Judge the first day of each run of calls only.
    """
    votes, after = np.asarray(called, dtype=float), np.asarray(outcomes, dtype=float)
    known = np.isfinite(votes)
    on = np.column_stack([activations(v) for v in votes.T]) if first else np.nan_to_num(votes) > 0
    judged, value = np.isfinite(after), np.nan_to_num(after)
    shape = (votes.shape[1], after.shape[1])
    columns = [
        (side[:, :, None] * what[:, None, :]).reshape(len(votes), -1)
        for side in (on, known)
        for what in (judged, value)
    ]
    stacked = np.hstack(columns).astype(float)
    sums = np.vstack([stacked.sum(axis=0), counts @ stacked]).reshape(-1, 4, *shape)
    days, own, all_days, total = sums.swapaxes(0, 1)
    called_mean = own / np.where(days > 0, days, np.nan)
    base = total / np.where(all_days > 0, all_days, np.nan)
    return Lifts(days[0], called_mean[0], base[0], (called_mean - base)[1:])


def lift_table(
    called: pd.DataFrame, outcomes: pd.DataFrame, counts: Floats, first: bool = False
) -> pd.DataFrame:
    """Return `lifts` as a table: a row for each caller and outcome, with 95 % intervals.

    Returns
    -------
    DataFrame
        Indexed by ``signal`` and ``outcome``: ``days``, ``called``, ``base``, ``lift``, ``low``, ``high``.
    """
    found = lifts(called.to_numpy(), outcomes.to_numpy(), counts, first)
    rows = {}
    for i, name in enumerate(called):
        for j, outcome in enumerate(outcomes):
            lift = found.called[i, j] - found.base[i, j]
            point = (int(found.days[i, j]), found.called[i, j], found.base[i, j], lift)
            rows[name, outcome] = (*point, *interval(found.drawn[:, i, j]))
    index = pd.MultiIndex.from_tuples(rows, names=["signal", "outcome"])
    return pd.DataFrame(rows.values(), index, ["days", "called", "base", "lift", "low", "high"])
