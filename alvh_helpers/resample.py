"""The circular block bootstrap: how uncertain a figure is when neighbouring days resemble each other.

A draw lays blocks of consecutive days end to end, each begun at random, until the history's length is
reached. All that a mean or a slope needs to know of it is how often each day occurs: one row of
`block_counts`. Whatever is computed from several series takes the same row for all of them, so that what
happens on one day stays together.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.errors import CourseError

__all__ = ["block_counts", "interval", "resampled_means", "resampled_slopes"]


Floats = NDArray[np.float64]


def block_counts(days: int, block: int, draws: int, rng: np.random.Generator) -> Floats:
    """Return how often each day occurs in each draw of a circular block bootstrap.

    Parameters
    ----------
    days : int
        Length of the history.
    block : int
        Consecutive days that stay together.
    draws : int
        How many draws.
    rng : Generator
        Source of randomness.

    Returns
    -------
    ndarray, shape (draws, days)
        Whole numbers as floats; each row sums to `days`.

    Raises
    ------
    CourseError
        When the block does not fit into the history, or there are no draws.

    Notes
    -----
    Politis and Romano (1992), "A circular block-resampling procedure for stationary data". The last block is
    cut short where it would overrun.
    """
    if not 1 <= block <= days or draws < 1:
        raise CourseError(
            f"blocks of {block} days, {draws} draws: a block fits into the {days} days, and one draw is the least"
        )
    needed = -(-days // block)
    starts = rng.integers(0, days, size=(draws, needed))
    lengths = np.full(needed, block)
    lengths[-1] = days - block * (needed - 1)
    ends = starts + lengths
    # Each block adds 1 from its start up to its end, and a block that overruns goes on at the first day.
    steps = np.zeros((draws, 2 * days + 1))
    row = np.arange(draws)[:, None]
    np.add.at(steps, (row, starts), 1.0)
    np.add.at(steps, (row, ends), -1.0)
    level = steps.cumsum(axis=1)
    return level[:, :days] + level[:, days : 2 * days]


def resampled_means(counts: Floats, values: ArrayLike, chosen: ArrayLike | None = None) -> Floats:
    """Return the mean of the chosen, finite values in each draw, shape (draws,); NaN where a draw has none."""
    values = np.asarray(values, dtype=float)
    used = np.isfinite(values) & (True if chosen is None else np.asarray(chosen, dtype=bool))
    weight = counts @ used.astype(float)
    with np.errstate(invalid="ignore"):
        return counts @ np.where(used, values, 0.0) / np.where(weight > 0, weight, np.nan)


def resampled_slopes(counts: Floats, y: ArrayLike, x: ArrayLike, chosen: ArrayLike | None = None) -> Floats:
    """Return the least-squares slope of y on x, over the chosen finite pairs, in each draw, shape (draws,)."""
    y, x = np.asarray(y, dtype=float), np.asarray(x, dtype=float)
    used = np.isfinite(y) & np.isfinite(x) & (True if chosen is None else np.asarray(chosen, dtype=bool))
    n, sx, sy, sxx, sxy = (
        counts @ np.where(used, term, 0.0) for term in (np.ones(len(x)), x, y, x * x, x * y)
    )
    return (sxy - sx * sy / n) / (sxx - sx * sx / n)


def interval(draws: ArrayLike, level: float = 0.95) -> tuple[float, float]:
    """Return the percentile interval of resampled figures; draws that are NaN are left out.

    Raises
    ------
    CourseError
        When the level is not between 0 and 1, or no draw is finite.
    """
    draws = np.asarray(draws, dtype=float)
    finite = draws[np.isfinite(draws)]
    if not 0 < level < 1 or not finite.size:
        raise CourseError(
            f"level {level:g} of {finite.size} draws: an interval needs a level between 0 and 1, and draws"
        )
    low, high = np.quantile(finite, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


_MOVED = {"CourseError": ("alvh_helpers.errors", "CourseError")}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
