"""How much of a good record is luck, hindsight or choice: time shifts, missing lags, sweeps, storms left out.

The null is a calendar that has slipped. All votes are moved by the same number of sessions, round the end of the
history, so that they keep their runs and what they have in common, and only their tie with the market is cut.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import Floats
from alvh_helpers.course.nb09_signals.storms import lifts
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import EPISODES, Market
from alvh_helpers.market.loading import MACRO_LAG_MONTHS
from alvh_helpers.risk.bootstrap import interval
from alvh_helpers.signals.quorum import activations
from alvh_helpers.signals.technical import rsi
from alvh_helpers.signals.voting import Votes

__all__ = [
    "Luck",
    "ablation_changes",
    "luck_table",
    "rsi_sweep",
    "silenced",
    "without_lags",
    "without_storms",
]


_APART = 126  # sessions: a shift by less leaves the votes near where they were


class Luck(NamedTuple):
    """How many of k x h records stand out, and how many do when the calendar has slipped.

    Attributes
    ----------
    better, worse : int
        Records above (below) 97.5 % of what the same calls reach when shifted.
    better_by_luck, worse_by_luck : ndarray, shape (shifts,)
        The same count for every shift.
    chance : ndarray, shape (k, h)
        Share of shifts that reach at least as much, record by record.
    """

    better: int
    worse: int
    better_by_luck: NDArray[np.int64]
    worse_by_luck: NDArray[np.int64]
    chance: Floats

    def row(self) -> dict[str, float]:
        """Return the counts, what luck brings on average and at most (95 %), and how often it brings as many."""
        told: dict[str, float] = {}
        for name, count, drawn in (
            ("better", self.better, self.better_by_luck),
            ("worse", self.worse, self.worse_by_luck),
        ):
            most = float(np.quantile(drawn, 0.95))
            told |= {name: count, f"{name}, luck": float(drawn.mean()), f"{name}, luck at most": most}
            told |= {f"{name}, chance": float((drawn >= count).mean())}
        return told


def luck_table(called: ArrayLike, outcomes: ArrayLike, first: bool = False) -> Luck:
    """Count the records that stand out, against the same calls moved in time.

    Parameters
    ----------
    called : array_like, shape (n, k)
        1, 0 or NaN by day and caller.
    outcomes : array_like, shape (n, h)
        What followed each day, NaN where it is not known.
    first : bool
        Judge the first day of each run of calls only.

    Returns
    -------
    Luck
        Over all shifts of at least 126 sessions either way; callers move together, so what they share stays.

    Raises
    ------
    CourseError
        When the history is too short to be shifted.
    """
    vote, after = np.asarray(called, dtype=float), np.asarray(outcomes, dtype=float)
    n = len(vote)
    if n <= 3 * _APART:
        raise CourseError(f"{n} days of votes: shifting them by {_APART} or more needs over {3 * _APART}")
    on = np.column_stack([activations(v) for v in vote.T]) if first else np.nan_to_num(vote) > 0
    known, judged, value = np.isfinite(vote), np.isfinite(after), np.nan_to_num(after)
    at = np.r_[0, np.arange(_APART, n - _APART + 1)]
    own, days, total, all_days = (
        _shifted_sums(side.astype(float), what.astype(float))[at]
        for side in (on, known)
        for what in (value, judged)
    )
    # Sums of a Fourier transform: half a day is surely a day, and less surely none.
    lift = own / np.where(days > 0.5, days, np.nan) - total / np.where(all_days > 0.5, all_days, np.nan)
    here, elsewhere = lift[0], lift[1:]
    low, high = np.nanquantile(elsewhere, [0.025, 0.975], axis=0)
    sides = (here > high, here < low, elsewhere > high, elsewhere < low)
    better, worse, better_by_luck, worse_by_luck = (side.sum(axis=(-2, -1)) for side in sides)
    chance = np.where(np.isnan(here), np.nan, (elsewhere >= here).mean(axis=0))
    return Luck(int(better), int(worse), better_by_luck, worse_by_luck, chance)


def without_lags(market: Market) -> Market:
    """Return a history whose monthly figures are known in the month they describe: what a careless backtest does.

    It looks ahead, on purpose, and serves to show how much that flatters; no rule of the course ever sees it.
    """
    macro = market.macro
    months = pd.date_range(macro.index[0] - pd.DateOffset(months=12), macro.index[-1], freq="MS")
    moved = {}
    for name in macro:
        index = macro.index - pd.DateOffset(months=MACRO_LAG_MONTHS[name])
        moved[name] = pd.Series(macro[name].to_numpy(), index).reindex(months)
    return replace(market, _macro=pd.DataFrame(moved, months))


def silenced(cast: Votes, name: str, stretches: Iterable[tuple[str, str]]) -> Votes:
    """Return votes in which one voter does not call on the days of some stretches (first and last day of each)."""
    table = cast.table
    for first, last in stretches:
        table.loc[first:last, name] *= 0.0  # an abstention stays one
    return Votes(cast.signals, table.to_numpy(), cast.numbers.to_numpy(), cast.sessions)


def rsi_sweep(
    market: Market,
    ahead: Floats,
    lengths: Iterable[int] = (5, 7, 10, 14, 21, 28),
    levels: Iterable[float] = (50, 55, 60, 65, 70),
    least: int = 100,
) -> pd.DataFrame:
    """Return what the RSI of VIX was worth in each half of the history, for many lengths and levels.

    Parameters
    ----------
    market : Market
        History.
    ahead : ndarray, shape (n,)
        From `signalstudies.spike_ahead`.
    lengths, levels : iterables of int, of float
        Days of Wilder's average; level above which it calls.
    least : int
        Days on which a rule must call in each half to be listed.

    Returns
    -------
    DataFrame
        By ``days`` and ``level``: calls in each half (``calls_1``, ``calls_2``), and the share of them that a spike
        followed less that of all days of the half (``lift_1``, ``lift_2``).
    """
    vix, n = market.table["vix"].to_numpy(dtype=float), len(market)
    known, day, middle = np.isfinite(ahead), np.arange(n), n // 2
    seen = n - 1 - int(np.flatnonzero(known)[-1])  # sessions that `ahead` looks ahead
    # A day of the first half whose outcome lies in the second belongs to neither.
    halves = (known & (day < middle - seen), known & (day >= middle))
    rows = {}
    for days in lengths:
        index = rsi(vix, days)
        for level in levels:
            called = [half & (index > level) for half in halves]
            if min(c.sum() for c in called) >= least:
                lift = [
                    ahead[c].mean() - ahead[h & np.isfinite(index)].mean()
                    for c, h in zip(called, halves, strict=True)
                ]
                rows[days, level] = (*(int(c.sum()) for c in called), *lift)
    index = pd.MultiIndex.from_tuples(rows, names=["days", "level"])
    return pd.DataFrame(rows.values(), index, ["calls_1", "calls_2", "lift_1", "lift_2"])


def without_storms(
    market: Market, called: pd.DataFrame, ahead: Floats, counts: Floats, horizon: int = 20
) -> pd.DataFrame:
    """Return what calls were worth with all of history, and with each crash left out.

    Parameters
    ----------
    market : Market
        The whole history.
    called : DataFrame, shape (n, k)
        1, 0 or NaN by day and caller.
    ahead : ndarray, shape (n,)
        From `signalstudies.spike_ahead`.
    counts : ndarray, shape (draws, n)
        From `resample.block_counts`.
    horizon : int
        Sessions that `ahead` looks ahead: days from which the crash can be seen are left out too.

    Returns
    -------
    DataFrame
        Indexed by what is ``left out`` ('nothing' first) and ``signal``: ``lift`` with ``low`` and ``high`` (95 %).
    """
    sessions, outcomes = market.sessions, {"nothing": ahead}
    for name, episode in EPISODES.items():
        if episode.kind == "crash":
            start, end = sessions.searchsorted([pd.Timestamp(episode.start), pd.Timestamp(episode.end)])
            kept = ahead.copy()
            kept[max(start - horizon, 0) : end + 1] = np.nan
            outcomes[name] = kept
    found = lifts(called.to_numpy(), np.column_stack(list(outcomes.values())), counts)
    lift = found.called - found.base
    rows = {
        (name, signal): (lift[i, j], *interval(found.drawn[:, i, j]))
        for j, name in enumerate(outcomes)
        for i, signal in enumerate(called)
    }
    index = pd.MultiIndex.from_tuples(rows, names=["left out", "signal"])
    return pd.DataFrame(rows.values(), index, ["lift", "low", "high"])


def ablation_changes(
    called: pd.DataFrame, ahead: Floats, counts: Floats, against: str = "all"
) -> pd.DataFrame:
    """Return what each quorum was worth, and how much less or more than one of them, on the same draws.

    Parameters
    ----------
    called : DataFrame, shape (n, k)
        From `signalevents.quorum_votes`.
    ahead : ndarray, shape (n,)
        From `signalstudies.spike_ahead`.
    counts : ndarray, shape (draws, n)
        From `resample.block_counts`.
    against : str
        The column that the others are compared with.

    Returns
    -------
    DataFrame
        By quorum: ``on``, share of days; ``right``; ``lift``, ``low``, ``high``; ``change`` against the one named,
        ``change_low``, ``change_high`` (95 %); ``warned``, share of the days with a spike ahead on which it called.
    """
    if against not in called:
        raise CourseError(f"no quorum {against!r}; there are {', '.join(called)}")
    found, at = lifts(called.to_numpy(), ahead[:, None], counts), list(called).index(against)
    lift, rows = (found.called - found.base)[:, 0], {}
    for i, name in enumerate(called):
        vote = called[name].to_numpy()
        eve = np.isfinite(vote) & (ahead == 1)
        apart = found.drawn[:, i, 0] - found.drawn[:, at, 0]
        worth = (lift[i], *interval(found.drawn[:, i, 0]), lift[i] - lift[at], *interval(apart))
        rows[name] = (float(np.nanmean(vote)), found.called[i, 0], *worth, float(vote[eve].mean()))
    columns = ["on", "right", "lift", "low", "high", "change", "change_low", "change_high", "warned"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("voters")


def _shifted_sums(side: Floats, what: Floats) -> Floats:
    """Return sum over t of side[t] x what[t + s], round the end, for all shifts s: shape (n, k, h)."""
    n = len(side)
    first, second = np.fft.rfft(side, axis=0), np.fft.rfft(what, axis=0)
    return np.fft.irfft(np.conj(first)[:, :, None] * second[:, None, :], n=n, axis=0)
