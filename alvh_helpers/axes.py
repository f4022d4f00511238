"""Days first, legs second: how arrays of many days and many legs line up without loops.

A surface of many days has the shape of its days, say (4853,). What is asked of it may carry further axes for legs, as in
(4853, 12). NumPy lines arrays up from the last axis, so that an array of days needs empty axes behind it first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import CourseError

__all__ = ["behind_days", "line_up", "read_only", "years_left"]

Floats = NDArray[np.float64]


def line_up(x: ArrayLike, days: tuple[int, ...], ndim: int = 0) -> Floats:
    """Give an array the days as its leading axes and at least `ndim` axes in all.

    Parameters
    ----------
    x : array_like
        A scalar goes with every day; anything else has the days (or 1) as its leading axes.
    days : tuple of int
        Shape of the days; () for a single day, where everything lines up as NumPy has it.
    ndim : int
        Axes wanted; missing ones are put right behind the days.

    Raises
    ------
    CourseError
        If the leading axes are not the days.
    """
    x = np.asarray(x, float)
    if x.ndim == 0:
        x = np.broadcast_to(x, days)
    if x.ndim < len(days) or any(have not in (1, want) for have, want in zip(x.shape, days)):
        raise CourseError(
            f"an array of shape {x.shape} does not line up with days of shape {days}: "
            f"days come first, then legs, as in {(*days, 4)} or {(*(1 for _ in days), 4)}"
        )
    x = x.reshape(x.shape[: len(days)] + (1,) * (ndim - x.ndim) + x.shape[len(days) :])
    return np.broadcast_to(x, days + x.shape[len(days) :])


def behind_days(ndim: int, days: tuple[int, ...], *values: Floats) -> list[Floats]:
    """Give arrays of the days' shape empty axes behind, `ndim` in all, so that they broadcast against legs."""
    return [v.reshape(v.shape + (1,) * (ndim - len(days))) for v in values]


def years_left(time: ArrayLike, days: tuple[int, ...], least: float = 0.0) -> Floats:
    """Check times to expiry (years), line them up with the days, and raise them to `least`.

    Raises
    ------
    CourseError
        If a time is negative or the shapes do not fit.
    """
    time = np.asarray(time, float)
    if (bad := time < 0).any():
        raise CourseError(f"time {time[bad].flat[0]:g} is negative: it counts the years left to expiry")
    return np.maximum(line_up(time, days), least)


def read_only(x: ArrayLike) -> Floats:
    """Return a copy that nobody can write to, for values that must not change."""
    copy = np.array(x, dtype=float)
    copy.flags.writeable = False
    return copy
