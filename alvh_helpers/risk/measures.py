"""What an account can lose: drawdown, value at risk and expected shortfall, all as positive numbers."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import ndtri

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError

__all__ = [
    "METHODS",
    "Drawdown",
    "TailRisk",
    "cornish_fisher_is_sound",
    "drawdown",
    "period_returns",
    "risk_table",
    "shape",
    "tail_risk",
    "trailing_tail_risk",
]

METHODS = ("historical", "gaussian", "cornish-fisher")
"""Ways to the tail: the worst days themselves; a normal curve; a normal curve bent by skewness and kurtosis."""


class TailRisk(NamedTuple):
    """Value at risk and expected shortfall: losses, positive, decimals a period."""

    var: Floats | float
    es: Floats | float


def tail_risk(returns: ArrayLike, level: float = 0.95, method: str = "historical") -> TailRisk:
    """Return value at risk and expected shortfall.

    Parameters
    ----------
    returns : array_like, shape (..., n)
        Decimals a period, along the last axis.
    level : float
        0.95 or 0.99: how much of the time the loss is smaller than the value at risk.
    method : str
        One of `METHODS`. 'historical': the k-th worst return, k = n(1 - level) rounded up, and the mean of the
        worst n(1 - level), a part of a day counted as a part. 'gaussian': from mean and standard deviation.
        'cornish-fisher': the normal quantile bent by skewness and excess kurtosis, and the mean of these
        quantiles beyond it.

    Returns
    -------
    TailRisk
        Floats, or arrays of the leading shape.

    Raises
    ------
    CourseError
        When a return is missing, there are too few, the level is not between 0.5 and 1, or the method unknown.

    Notes
    -----
    Historical: Acerbi and Tasche (2002), "On the coherence of expected shortfall". Cornish-Fisher: Cornish and
    Fisher (1938); its shortfall is the integral of that expansion over the tail, in closed form. Moments
    divide by n. Where `cornish_fisher_is_sound` is False the bent curve is no distribution any more.
    """
    values = _returns(returns)
    if not 0.5 < level < 1.0:
        raise CourseError(f"level {level:g}: write a decimal between 0.5 and 1, such as 0.95 or 0.99")
    if method not in METHODS:
        raise CourseError(f"no method {method!r}; there are {', '.join(METHODS)}")
    var, es = (
        _historical(values, 1.0 - level) if method == "historical" else _moments(values, 1.0 - level, method)
    )
    return TailRisk(float(var), float(es)) if values.ndim == 1 else TailRisk(var, es)


def trailing_tail_risk(
    returns: ArrayLike, window: int = 252, level: float = 0.95, method: str = "historical"
) -> TailRisk:
    """Return the value at risk and the shortfall of the last `window` returns, by period.

    Parameters
    ----------
    returns : array_like, shape (n,)
        Decimals a period.
    window : int
        How many returns, that of the period itself among them.
    level, method : float, str
        As in `tail_risk`.

    Returns
    -------
    TailRisk
        Arrays of shape (n,), NaN for the first `window` - 1 periods.

    Raises
    ------
    CourseError
        As `tail_risk`, and when the window is below 2.
    """
    values = _returns(returns)
    if window < 2 or values.ndim != 1:
        raise CourseError(
            f"a window of {window} over {values.ndim}-dimensional returns: 2 or more of one series"
        )
    var, es = np.full((2, len(values)), np.nan)
    if len(values) >= window:
        views = np.lib.stride_tricks.sliding_window_view(values, window)
        var[window - 1 :], es[window - 1 :] = tail_risk(views, level, method)
    return TailRisk(var, es)


def cornish_fisher_is_sound(skewness: float, kurtosis: float) -> bool:
    """Tell whether the Cornish-Fisher curve still rises everywhere, as the quantiles of a distribution must.

    Parameters
    ----------
    skewness, kurtosis : float
        Of the returns; kurtosis in excess of the normal curve's 3.

    Returns
    -------
    bool
        False outside a region that ends at an excess kurtosis of 8 without skewness: daily returns of an index
        or of a condor lie outside.

    Notes
    -----
    Maillard (2012), "A user's guide to the Cornish Fisher expansion": the slope of the cubic is itself a
    quadratic, which must have no root.
    """
    a = kurtosis / 8.0 - skewness**2 / 6.0
    b = skewness / 3.0
    c = 1.0 - kurtosis / 8.0 + 5.0 * skewness**2 / 36.0
    return bool(c >= 0.0 and a >= 0.0 and b * b <= 4.0 * a * c)


def _historical(values: Floats, tail: float) -> tuple[Floats, Floats]:
    """Return the k-th worst loss and the mean of the worst share."""
    n = values.shape[-1]
    days = max(n * tail, 1.0)
    k = int(np.ceil(days - 1e-9))
    worst = np.sort(np.partition(values, k - 1, axis=-1)[..., :k], axis=-1)
    shortfall = (worst[..., : k - 1].sum(axis=-1) + (days - (k - 1)) * worst[..., k - 1]) / days
    return -worst[..., k - 1], -shortfall


def _moments(values: Floats, tail: float, method: str) -> tuple[Floats, Floats]:
    """Return value at risk and shortfall from moments."""
    mean, spread = values.mean(axis=-1), values.std(axis=-1)
    z = float(ndtri(tail))
    beyond = float(np.exp(-z * z / 2.0) / np.sqrt(2.0 * np.pi)) / tail
    if method == "gaussian":
        return -(mean + spread * z), -(mean - spread * beyond)
    skew, kurt = shape(values)
    bent = z + (z**2 - 1) * skew / 6 + (z**3 - 3 * z) * kurt / 24 - (2 * z**3 - 5 * z) * skew**2 / 36
    bow = 1 + z * skew / 6 + (z**2 - 1) * kurt / 24 - (2 * z**2 - 1) * skew**2 / 36
    return -(mean + spread * bent), -(mean - spread * beyond * bow)


def shape(values: ArrayLike) -> tuple[Floats, Floats]:
    """Return skewness and excess kurtosis along the last axis (moments divide by n); 0 where nothing moves."""
    values = _returns(values)
    off = values - values.mean(axis=-1, keepdims=True)
    square = off * off
    variance = square.mean(axis=-1)
    live = np.where(variance > 0, variance, 1.0)
    skew = (square * off).mean(axis=-1) / live**1.5
    kurt = (square * square).mean(axis=-1) / live**2 - 3.0
    return np.where(variance > 0, skew, 0.0), np.where(variance > 0, kurt, 0.0)


def _returns(returns: ArrayLike) -> Floats:
    """Read returns, or refuse them."""
    values = np.asarray(returns, dtype=float)
    if values.ndim == 0 or values.shape[-1] < 2:
        raise CourseError(f"returns of shape {values.shape}: a tail needs 2 returns or more")
    wrong = np.argwhere(~np.isfinite(values))
    if len(wrong):
        at = tuple(int(x) for x in wrong[0])
        raise CourseError(f"return {values[at]} at position {at[-1]}: leave out missing days first")
    return values


class Drawdown(NamedTuple):
    """The deepest fall of an equity curve.

    Attributes
    ----------
    depth : float
        Loss from the peak as a share of it, 0 or more.
    loss : float
        The same in the equity's own unit.
    start, trough : label
        Day of the peak and of the lowest point: labels of the series, or positions of an array.
    recovery : label or None
        First day back at the peak, None if there was none.
    sessions : int
        Steps from the peak to the recovery, or to the end.
    """

    depth: float
    loss: float
    start: Any
    trough: Any
    recovery: Any
    sessions: int


def drawdown(equity: pd.Series | ArrayLike) -> Drawdown:
    """Return the deepest fall of an equity curve from its highest point so far.

    Parameters
    ----------
    equity : Series or array_like, shape (n,)
        What the account is worth by day, cash and open positions; above 0 at its first day.

    Returns
    -------
    Drawdown
        The deepest by share of the peak, the first of several alike. Below zero the share is above 1.

    Raises
    ------
    CourseError
        When there are no values, one is missing, or the first is not above 0.
    """
    values = _equity(equity)
    peaks = np.maximum.accumulate(values)
    share = 1.0 - values / peaks
    trough = int(np.argmax(share))
    # The last day at the peak, not the first: the fall begins when the peak is left.
    start = int(np.flatnonzero(values[: trough + 1] == peaks[trough])[-1])
    back = np.flatnonzero(values[trough:] >= peaks[trough])
    recovery = trough + int(back[0]) if back.size else None
    label = equity.index if isinstance(equity, pd.Series) else range(len(values))
    end = len(values) - 1 if recovery is None else recovery
    return Drawdown(
        float(share[trough]),
        float(peaks[trough] - values[trough]),
        label[start],
        label[trough],
        None if recovery is None else label[recovery],
        end - start,
    )


def period_returns(equity: pd.Series | ArrayLike) -> Floats:
    """Return the simple returns of an equity curve, shape (n - 1,).

    Raises
    ------
    CourseError
        When the equity falls to 0 or below before its last day: from there on a return means nothing.
    """
    values = _equity(equity)
    broke = np.flatnonzero(values[:-1] <= 0)
    if broke.size:
        raise CourseError(
            f"the equity is {values[broke[0]]:g} at position {broke[0]}: an account at 0 or below has no return"
        )
    return np.diff(values) / values[:-1]


def risk_table(returns: ArrayLike) -> pd.DataFrame:
    """Return value at risk and shortfall of one series of returns, by method and level.

    Returns
    -------
    DataFrame
        Rows by method; columns ``VaR 95%``, ``ES 95%``, and so on; ``sound``: whether the method fits
        together (False for Cornish-Fisher where skewness and kurtosis bend it too far).
    """
    rows, levels = {}, (0.95, 0.99)
    skewness, kurtosis = (float(x) for x in shape(returns))
    for method in METHODS:
        figures = [x for level in levels for x in tail_risk(returns, level, method)]
        rows[method] = [*figures, method != "cornish-fisher" or cornish_fisher_is_sound(skewness, kurtosis)]
    names = [f"{name} {level:.0%}" for level in levels for name in ("VaR", "ES")]
    return pd.DataFrame.from_dict(rows, orient="index", columns=[*names, "sound"])


def _equity(equity: pd.Series | ArrayLike) -> Floats:
    """Read an equity curve, or refuse it."""
    values = np.asarray(equity, dtype=float)
    if values.ndim != 1 or not len(values) or not np.isfinite(values).all():
        raise CourseError("equity needs one value a day, and none of them missing")
    if values[0] <= 0:
        raise CourseError(
            f"equity begins at {values[0]:g}: a drawdown is a share of a peak, and needs one above 0"
        )
    return values
