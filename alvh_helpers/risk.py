"""Risk of an account, in one place: drawdown, tails, rates of return, ratios, and how sure a difference is.

The door to the rooms ``tails``, ``irr``, ``ratios`` and ``intervals``; drawdown itself is here. Losses and
drawdowns are positive numbers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.errors import CourseError
from alvh_helpers.tails import METHODS, cornish_fisher_is_sound, shape, tail_risk

__all__ = ["Drawdown", "drawdown", "period_returns", "risk_table", "underwater"]


Floats = NDArray[np.float64]


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


def underwater(equity: pd.Series | ArrayLike) -> Floats:
    """Return by day how far equity stands below its highest point so far, as a share of it, shape (n,), 0 or more.

    Raises
    ------
    CourseError
        As `drawdown`.
    """
    values = _equity(equity)
    return 1.0 - values / np.maximum.accumulate(values)


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


def risk_table(returns: ArrayLike, levels: tuple[float, ...] = (0.95, 0.99)) -> pd.DataFrame:
    """Return value at risk and shortfall of one series, by method and level.

    Parameters
    ----------
    returns : array_like, shape (n,)
        Decimals a period.
    levels : tuple of float
        As in `tail_risk`.

    Returns
    -------
    DataFrame
        Rows by method; columns ``VaR 95%``, ``ES 95%``, and so on; ``sound``: whether the method fits
        together (False for Cornish-Fisher where skewness and kurtosis bend it too far).
    """
    rows = {}
    for method in METHODS:
        figures = [x for level in levels for x in tail_risk(returns, level, method)]
        rows[method] = [*figures, method != "cornish-fisher" or cornish_fisher_is_sound(*shape(returns))]
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


_MOVED = {
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "STATISTICS": ("alvh_helpers.intervals", "STATISTICS"),
    "Comparison": ("alvh_helpers.intervals", "Comparison"),
    "compare": ("alvh_helpers.intervals", "compare"),
    "compare_equity": ("alvh_helpers.intervals", "compare_equity"),
    "stationary_indices": ("alvh_helpers.intervals", "stationary_indices"),
    "Xirr": ("alvh_helpers.irr", "Xirr"),
    "xirr": ("alvh_helpers.irr", "xirr"),
    "Capm": ("alvh_helpers.ratios", "Capm"),
    "capm": ("alvh_helpers.ratios", "capm"),
    "cost_share": ("alvh_helpers.ratios", "cost_share"),
    "coverage_realised": ("alvh_helpers.ratios", "coverage_realised"),
    "fair_carry": ("alvh_helpers.ratios", "fair_carry"),
    "quick_ratio": ("alvh_helpers.ratios", "quick_ratio"),
    "required_return": ("alvh_helpers.ratios", "required_return"),
    "vega_theta_ratio": ("alvh_helpers.ratios", "vega_theta_ratio"),
    "wacc": ("alvh_helpers.ratios", "wacc"),
    "METHODS": ("alvh_helpers.tails", "METHODS"),
    "TailRisk": ("alvh_helpers.tails", "TailRisk"),
    "cornish_fisher_is_sound": ("alvh_helpers.tails", "cornish_fisher_is_sound"),
    "shape": ("alvh_helpers.tails", "shape"),
    "tail_risk": ("alvh_helpers.tails", "tail_risk"),
    "trailing_tail_risk": ("alvh_helpers.tails", "trailing_tail_risk"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
