"""Roots of functions on arrays: many at once, each inside its own bracket, and all sign changes along a line.

A break-even, the strike of a delta, the spot at which a layer pays for itself: each is a root. A grid answers
only as finely as it is drawn; a bracketed root is exact to rounding.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["bracketed_roots", "sign_changes"]

Floats = NDArray[np.float64]

_STEPS = 100
_EPS = 4.0 * np.finfo(float).eps


def bracketed_roots(function: Callable[[Floats], Floats], low: ArrayLike, high: ArrayLike) -> Floats:
    """Return one root of each element of a function, between a lower and an upper end.

    Parameters
    ----------
    function : callable
        Takes an array of the brackets' shape and returns its values, element by element.
    low, high : array_like
        Ends of the brackets; they broadcast.

    Returns
    -------
    ndarray
        Roots to rounding; NaN where the two ends have the same sign or a value is NaN.

    Notes
    -----
    Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function
    without using derivatives", Advances in Engineering Software 28 (1997): inverse quadratic steps while they
    can be trusted, bisection otherwise.
    """
    near, far = (np.array(x, dtype=float) for x in np.broadcast_arrays(low, high))
    f_near, f_far = np.asarray(function(near), float), np.asarray(function(far), float)
    bracketed = np.sign(f_near) * np.sign(f_far) <= 0
    step = np.full(near.shape, 0.5)
    for _ in range(_STEPS):
        x = near + step * (far - near)
        f = np.asarray(function(x), float)
        same = np.sign(f) == np.sign(f_near)
        old, f_old = np.where(same, near, far), np.where(same, f_near, f_far)
        far, f_far = np.where(same, far, near), np.where(same, f_far, f_near)
        near, f_near = x, f
        best = np.where(np.abs(f_near) < np.abs(f_far), near, far)
        width = np.abs(far - near)
        with np.errstate(divide="ignore", invalid="ignore"):
            least = _EPS * np.abs(best) / width
            step = _next_step((near, far, old), (f_near, f_far, f_old), least)
        zero = np.minimum(np.abs(f_near), np.abs(f_far)) == 0
        if (zero | ~(least < 0.5) | ~bracketed).all():
            break
    return np.where(bracketed, best, np.nan)


def _next_step(x: tuple[Floats, ...], f: tuple[Floats, ...], least: Floats) -> Floats:
    """Return how far to go from the nearest point to the far end, as a share: quadratic if safe, else a half."""
    (near, far, old), (f_near, f_far, f_old) = x, f
    place, height = (near - far) / (old - far), (f_near - f_far) / (f_old - f_far)
    safe = (height**2 < place) & ((1 - height) ** 2 < 1 - place)
    quadratic = f_near / (f_far - f_near) * f_old / (f_far - f_old) + (old - near) / (far - near) * f_near / (
        f_old - f_near
    ) * f_far / (f_old - f_far)
    step = np.where(safe & np.isfinite(quadratic), quadratic, 0.5)
    least = np.where(least < 0.5, least, 0.5)
    return np.clip(step, least, 1 - least)


def sign_changes(function: Callable[[Floats], Floats], nodes: ArrayLike) -> Floats:
    """Return where a function along a line changes its sign, lowest first.

    Parameters
    ----------
    function : callable
        Takes and returns an array of shape (n,).
    nodes : array_like, shape (n,)
        Points that part the line, rising. Between two of them at most one sign change is found: put every kink of
        a payoff among them.

    Returns
    -------
    ndarray
        Roots; a stretch on which the function is exactly 0 counts once if the signs on its sides differ, else not.
    """
    nodes = np.asarray(nodes, dtype=float)
    values = np.asarray(function(nodes), float)
    nodes, values = nodes[values != 0], values[values != 0]
    at = np.flatnonzero(np.sign(values[:-1]) * np.sign(values[1:]) < 0)
    if not len(at):
        return np.empty(0)
    return bracketed_roots(function, nodes[at], nodes[at + 1])
