"""The block bootstrap: how sure a mean, or a difference between two return series, is when days hang together.

Means and slopes need only how often each day is drawn: `block_counts`, and then a matrix product. Drawdowns need the
days in their order: `compare` draws lists of days, in blocks of random length, so that no day is special. Two policies
traded through the same days are compared on the same resampled days, so that what they share cancels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats, Ints
from alvh_helpers.errors import CourseError

__all__ = [
    "ANNUAL",
    "STATISTICS",
    "Comparison",
    "MeanInterval",
    "Resampled",
    "Statistic",
    "block_counts",
    "compare",
    "deepest_fall",
    "growth_a_year",
    "interval",
    "max_drawdown",
    "mean_a_year",
    "mean_interval",
    "resample_together",
    "resampled_means",
    "resampled_slopes",
    "sharpe",
    "stationary_indices",
    "volatility",
    "worst_twentieth",
]

Statistic = Callable[[Floats], Floats]

# Trading days a year, as `market.contracts.SESSIONS_A_YEAR`: risk stands without a market.
ANNUAL = 252.0
_CHUNK = 64  # draws at a time: keeps memory small


def block_counts(days: int, block: int, draws: int, rng: np.random.Generator) -> Floats:
    """Return how often each day occurs in each draw of a circular block bootstrap.

    Parameters
    ----------
    days, draws : int
        Length of the history, and how many draws.
    block : int
        Consecutive days that stay together.
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


class MeanInterval(NamedTuple):
    """A mean and the ends of its percentile interval."""

    mean: float
    low: float
    high: float


def mean_interval(values: ArrayLike, chosen: ArrayLike | None, counts: Floats) -> MeanInterval:
    """Return the mean of the chosen, finite values with its 95 % bootstrap interval.

    Parameters
    ----------
    values : array_like, shape (days,)
        A figure by day.
    chosen : array_like of bool, shape (days,), or None
        The days that count; None for all.
    counts : ndarray, shape (draws, days)
        From `block_counts`: pass the same to figures that are to be compared.

    Returns
    -------
    MeanInterval
        NaN throughout where no value is chosen.
    """
    values = np.asarray(values, dtype=float)
    own = values[np.isfinite(values) & (True if chosen is None else np.asarray(chosen, dtype=bool))]
    if not own.size:
        return MeanInterval(np.nan, np.nan, np.nan)
    return MeanInterval(float(own.mean()), *interval(resampled_means(counts, values, chosen)))


class Comparison(NamedTuple):
    """A figure of two series and their difference.

    Attributes
    ----------
    first, second : float
        The figure of each, as it happened.
    difference : float
        First less second; or, for a reduction, the share by which the first is smaller: 1 - first / second.
    low, high : float
        Interval of the difference.
    above_zero : float
        Share of the draws in which the difference is above 0.
    """

    first: float
    second: float
    difference: float
    low: float
    high: float
    above_zero: float


def stationary_indices(days: int, mean_block: float, draws: int, rng: np.random.Generator) -> Ints:
    """Return days drawn by the stationary bootstrap.

    Each day of a draw is, with probability 1/`mean_block`, any day at random; otherwise the day after the one
    before it, and after the last day the first.

    Returns
    -------
    ndarray, shape (draws, days)
        Positions 0 to `days` - 1.

    Raises
    ------
    CourseError
        When a block is shorter than a day or longer than the history, or there are no draws.

    Notes
    -----
    Politis and Romano (1994), "The stationary bootstrap", Journal of the American Statistical Association 89.
    """
    if not 1 <= mean_block <= days or draws < 1:
        raise CourseError(
            f"blocks of {mean_block:g} days on average, {draws} draws: a block has 1 to {days} days, and one draw "
            "is the least"
        )
    fresh = rng.random((draws, days)) < 1.0 / mean_block
    starts = rng.integers(0, days, size=(draws, days))
    at = np.arange(days)
    # Where the block of each day began; the first day always begins one.
    begun = np.maximum.accumulate(np.where(fresh, at, 0), axis=1)
    return (np.take_along_axis(starts, begun, axis=1) + at - begun) % days


def mean_a_year(returns: Floats) -> Floats:
    """Return the mean of daily returns, times 252."""
    return ANNUAL * returns.mean(axis=-1)


def growth_a_year(returns: Floats) -> Floats:
    """Return the compound growth of daily returns over 252 days; -1 when all is lost."""
    factors = np.maximum(1.0 + returns, 0.0)
    with np.errstate(divide="ignore"):
        return np.expm1(ANNUAL * np.log(factors).mean(axis=-1))


def volatility(returns: Floats) -> Floats:
    """Return the standard deviation of daily returns, a year of 252."""
    return np.sqrt(ANNUAL) * returns.std(axis=-1, ddof=1)


def sharpe(returns: Floats) -> Floats:
    """Return mean over standard deviation, a year of 252; give it returns above T-bills."""
    return mean_a_year(returns) / volatility(returns)


def max_drawdown(returns: Floats) -> Floats:
    """Return the deepest fall of compounded returns from their peak, the start among the peaks, 0 or more."""
    equity = np.cumprod(1.0 + returns, axis=-1)
    peaks = np.maximum(np.maximum.accumulate(equity, axis=-1), 1.0)
    return (1.0 - equity / peaks).max(axis=-1)


def deepest_fall(gains: Floats) -> Floats:
    """Return the deepest fall of summed gains from their peak, in their own unit (dollars), 0 or more."""
    total = np.cumsum(gains, axis=-1)
    peaks = np.maximum(np.maximum.accumulate(total, axis=-1), 0.0)
    return (peaks - total).max(axis=-1)


def worst_twentieth(returns: Floats) -> Floats:
    """Return the mean loss of the worst 5 % of days (at least one): a historical shortfall."""
    k = max(int(np.ceil(0.05 * returns.shape[-1] - 1e-9)), 1)
    return -np.partition(returns, k - 1, axis=-1)[..., :k].mean(axis=-1)


STATISTICS = MappingProxyType(
    {
        "mean": mean_a_year,
        "growth": growth_a_year,
        "volatility": volatility,
        "sharpe": sharpe,
        "max drawdown": max_drawdown,
        "max loss": deepest_fall,
        "shortfall": worst_twentieth,
    }
)
"""Figures to compare by name; each takes (..., n) daily returns (or gains in dollars) and works on the last axis."""


def compare(
    first: ArrayLike,
    second: ArrayLike,
    rng: np.random.Generator,
    statistic: str | Statistic = "mean",
    reduction: bool = False,
    mean_block: float = 63.0,
    draws: int = 1000,
    level: float = 0.95,
) -> Comparison:
    """Return the difference of a figure between two series with its bootstrap interval.

    Parameters
    ----------
    first, second : array_like, shape (n,)
        Returns (decimals) or gains (dollars) of the same days.
    rng : Generator
        Source of randomness.
    statistic : str or callable
        A name in `STATISTICS`, or a function on arrays (..., n) that works along the last axis.
    reduction : bool
        Compare by share instead of difference: 1 - first / second, for "the drawdown falls by half".
    mean_block : float
        Days a block has on average: longer than a position lives, so that its days stay together.
    draws : int
        How many draws.
    level : float
        Of the percentile interval.

    Raises
    ------
    CourseError
        When the series differ in length, a value is missing, or the figure has no such name.
    """
    pair = {"first": first, "second": second}
    drawn = resample_together(pair, (statistic,), rng, draws, mean_block)
    return drawn.against("first", "second", statistic, reduction, level)


class Resampled(NamedTuple):
    """Figures of several series by (series, figure): as they happened, and in each draw, shape (draws,)."""

    happened: Mapping[tuple[str, str | Statistic], float]
    drawn: Mapping[tuple[str, str | Statistic], Floats]

    def against(
        self, first: str, second: str, figure: str | Statistic, reduction: bool = False, level: float = 0.95
    ) -> Comparison:
        """Return a figure of two of the series, their difference and its interval, as `compare` does."""
        one, two = (self.happened[name, figure] for name in (first, second))
        spread = _apart(self.drawn[first, figure], self.drawn[second, figure], reduction)
        apart = float(_apart(np.array(one), np.array(two), reduction))
        return Comparison(one, two, apart, *interval(spread, level), float((spread > 0).mean()))


def resample_together(
    series: Mapping[str, ArrayLike],
    figures: Sequence[str | Statistic],
    rng: np.random.Generator,
    draws: int = 1000,
    mean_block: float = 63.0,
    at_once: int = _CHUNK,
) -> Resampled:
    """Return figures of several series on the same days, drawn by the stationary bootstrap.

    Parameters
    ----------
    series : mapping of name to array_like, shape (n,)
        Returns (decimals) or gains (dollars) of the same days.
    figures : sequence of str or callable
        As `compare` takes them.
    mean_block : float
        Days a block has on average.
    at_once : int
        Draws held in memory together; another number draws other days.

    Raises
    ------
    CourseError
        When the series differ in length, a value is missing, or a figure has no such name.
    """
    values = {name: np.asarray(x, dtype=float) for name, x in series.items()}
    shapes = {x.shape for x in values.values()}
    if len(shapes) != 1 or any(x.ndim != 1 or not np.isfinite(x).all() for x in values.values()):
        raise CourseError(
            f"series of shapes {', '.join(map(str, shapes))}: compare series of the same days, none of them missing"
        )
    for figure in figures:
        if isinstance(figure, str) and figure not in STATISTICS:
            raise CourseError(f"no figure {figure!r}; there are {', '.join(STATISTICS)}")
    if draws < 1:
        raise CourseError(f"{draws} draws: an interval needs 1 or more, 1000 for steady ends")
    asked = {(n, f): STATISTICS[f] if isinstance(f, str) else f for n in values for f in figures}
    found: dict[tuple[str, str | Statistic], list[Floats]] = {key: [] for key in asked}
    ((days,),) = shapes
    for done in range(0, draws, at_once):
        at = stationary_indices(days, mean_block, min(at_once, draws - done), rng)
        for name, x in values.items():
            drawn = x[at]
            for figure in figures:
                found[name, figure].append(asked[name, figure](drawn))
    happened = {key: float(statistic(values[key[0]])) for key, statistic in asked.items()}
    return Resampled(happened, {key: np.concatenate(parts) for key, parts in found.items()})


def _apart(first: Floats, second: Floats, reduction: bool) -> Floats:
    """Return how far two figures are apart; no reduction where there is nothing to reduce."""
    if not reduction:
        return first - second
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(second != 0, 1.0 - first / second, np.nan)
