"""How much of a good record is luck or hindsight: calls shifted in time, and figures known before they exist.

The null is a calendar that has slipped. All votes are moved by the same number of sessions, round the end of the
history, so that they keep their runs and what they have in common, and only their tie with the market is cut.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market
from alvh_helpers.market.loading import MACRO_LAG_MONTHS

__all__ = ["Luck", "luck_table", "without_lags"]


_APART = 126  # sessions: a shift by less leaves the votes near where they were


class Luck(NamedTuple):
    """How many records lie above (below) 97.5 % of what the same calls reach when shifted, and by shift as many."""

    better: int
    worse: int
    better_by_luck: NDArray[np.int64]
    worse_by_luck: NDArray[np.int64]

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


def luck_table(called: ArrayLike, outcomes: ArrayLike) -> Luck:
    """Count the records of calls (n, k) by outcomes (n, h) that stand out, against the same calls moved in time.

    All shifts of at least 126 sessions either way; callers move together, so what they share stays.

    Raises
    ------
    CourseError
        When the history is too short to be shifted.
    """
    vote, after = np.asarray(called, dtype=float), np.asarray(outcomes, dtype=float)
    n = len(vote)
    if n <= 3 * _APART:
        raise CourseError(f"{n} days of votes: shifting them by {_APART} or more needs over {3 * _APART}")
    on, known = np.nan_to_num(vote) > 0, np.isfinite(vote)
    judged, value = np.isfinite(after), np.nan_to_num(after)
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
    return Luck(int(better), int(worse), better_by_luck, worse_by_luck)


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


def _shifted_sums(side: Floats, what: Floats) -> Floats:
    """Return sum over t of side[t] x what[t + s], round the end, for all shifts s: shape (n, k, h)."""
    n = len(side)
    first, second = np.fft.rfft(side, axis=0), np.fft.rfft(what, axis=0)
    return np.fft.irfft(np.conj(first)[:, :, None] * second[:, None, :], n=n, axis=0)
