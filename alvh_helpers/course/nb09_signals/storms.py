"""Signals against the storms themselves: who called on the eve, how early, how often for nothing, and what followed.

Ten storms are few. Next to every count stands what a caller that knows nothing would have reached by calling as often.
"""

from __future__ import annotations

from math import comb

import numpy as np
import pandas as pd

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import EPISODES, Market
from alvh_helpers.signals.quorum import activations

__all__ = ["at_least_by_luck", "clusters", "first_jumps", "leads", "warning_record"]


def first_jumps(market: Market, jump: float = 3.0) -> pd.DataFrame:
    """Return for each crash of `market.EPISODES` the first close on which VIX rose by `jump` points in a day.

    Returns
    -------
    DataFrame
        By episode: ``eve``, the session before; ``day`` of the jump; VIX ``before`` and ``after`` it. An episode without such a day is left out.

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
            rows[name] = (eve, days[0], vix[eve], vix[days[0]])
    if not rows:
        raise CourseError(f"VIX rose by {jump:g} points in a day in none of the episodes: ask for less")
    columns = ["eve", "day", "before", "after"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("episode")


def leads(called: pd.DataFrame, jumps: pd.DataFrame) -> pd.DataFrame:
    """Return how many sessions before each jump the call began that stood on its eve.

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


def clusters(called: pd.DataFrame) -> pd.DataFrame:
    """Return how calls hang together: runs, their length, and the days after a call that call as well.

    Returns
    -------
    DataFrame
        By caller: ``days`` with a call, ``runs``, ``mean_run`` and ``longest`` run in sessions, ``again``: share of calls
        followed by another on the next session.
    """
    rows = {}
    for name in called:
        on = np.nan_to_num(called[name].to_numpy()) > 0
        ends = np.flatnonzero(np.diff(np.r_[0, on.astype(int), 0]))
        lengths = ends[1::2] - ends[::2]
        again = float((on[1:] & on[:-1]).sum() / max(on[:-1].sum(), 1))
        rows[name] = (int(on.sum()), len(lengths), lengths.mean(), int(lengths.max(initial=0)), again)
    columns = ["days", "runs", "mean_run", "longest", "again"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("signal")
