"""What a whole smile is worth as one number: its variance swap, and the way back from that number.

The VIX squared is the price of a strip of options over all strikes, which is a variance swap. For a smile w(k) the
strip integral collapses to the mean of w under a standard normal in ``z = -d2(k)`` (Gatheral 2006, chapter 11;
Fukasawa, "The normalizing transformation of the implied volatility smile", Mathematical Finance 22, 2012).
Anchoring a surface to the VIX needs the way back: which at-the-money variance makes the strip cost what the VIX says?
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.smile import slice_derivatives

__all__ = ["atm_total_variance", "variance_swap_total"]


Floats = NDArray[np.float64]


# Trapezoid nodes in y with k = sqrt(theta) sinh(y): the integrand is analytic and dies off at both ends, so that the
# plain trapezoid rule is good to 2e-10 (checked against adaptive quadrature in the tests).
_Y = np.linspace(-6.0, 6.0, 161)


_NODES, _STRETCH = np.sinh(_Y), np.cosh(_Y) * (_Y[1] - _Y[0])


#: Chebyshev orders in (root total variance, |rho|, use of the bound), and where the fit ends; beyond it we solve exactly.
_ORDERS = {-1: (12, 10, 12), 1: (14, 12, 14)}


_LARGEST_ROOT, _LARGEST_RHO = 1.6, 0.95


def variance_swap_total(theta: ArrayLike, rho: ArrayLike, eta: ArrayLike) -> Floats:
    """Return the total variance that a variance swap on an SSVI slice is struck at.

    Parameters
    ----------
    theta, rho, eta : array_like
        The slice as in `alvh_helpers.smile.total_variance`.

    Returns
    -------
    ndarray
        E[-2 ln(S_T / F)] under the smile, in volatility squared x years. Square root over years = the smile's VIX.
    """
    theta, rho, eta = (
        x[..., None] for x in np.broadcast_arrays(*(np.asarray(x, float) for x in (theta, rho, eta)))
    )
    k = np.sqrt(theta) * _NODES
    w, first, _ = slice_derivatives(k, theta, rho, eta)
    root = np.sqrt(w)
    z = k / root + root / 2
    dz = (1 / root) * (1 - k * first / (2 * w)) + first / (4 * root)
    density = np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi)
    total = np.sum(w * density * dz * np.sqrt(theta) * _STRETCH, axis=-1)
    return np.where(theta[..., 0] > 0, total, np.where(theta[..., 0] == 0, 0.0, np.nan))


def atm_total_variance(total: ArrayLike, rho: ArrayLike, bound_use: ArrayLike) -> Floats:
    """Return the at-the-money total variance theta whose smile has a given variance swap.

    Parameters
    ----------
    total : ndarray, shape D + E
        Total variance of the swap (volatility squared x years), >= 0; D are days, E legs or expiries, either may be ().
    rho : ndarray, shape D
        Tilt of each day's smile, in (-1, 1).
    bound_use : ndarray, shape D + E
        ``eta (1 + |rho|) / 2``, the share of the no-arbitrage bound in use, in [0, 1].

    Returns
    -------
    ndarray, shape D + E
        theta; its own `variance_swap_total` returns `total` to 1e-7 of itself for rho < 0 and 2e-6 for rho > 0.

    Notes
    -----
    The share theta / total is a smooth function of three numbers. It is solved once at Chebyshev nodes, and every
    later call is a polynomial: that is what lets a whole history be marked in one go.
    """
    total, rho, use = np.asarray(total, float), np.asarray(rho, float), np.asarray(bound_use, float)
    use = np.broadcast_to(use, total.shape)
    positive = np.nan_to_num(rho) > 0
    if positive.any() and not positive.all():
        spread = positive.reshape(rho.shape + (1,) * (total.ndim - rho.ndim))
        low, high = np.minimum(rho, 0.0), np.maximum(rho, 0.0)
        share = np.where(spread, _share(total, high, use, 1), _share(total, low, use, -1))
    else:
        share = _share(total, rho, use, 1 if positive.any() else -1)
    return _beyond_fit(share * total, total, rho, use)


def _share(total: Floats, rho: Floats, use: Floats, sign: int) -> Floats:
    """Evaluate the Chebyshev fit of theta / total: rho once a day, the other two once an element."""
    table = _share_table(sign)
    n_root, n_rho, n_use = table.shape
    by_rho = _chebyshev_basis(2 * np.abs(rho).ravel() / _LARGEST_RHO - 1, n_rho)
    by_day = (by_rho @ np.moveaxis(table, 1, 0).reshape(n_rho, -1)).reshape(-1, n_root, n_use)
    cells = (max(rho.size, 1), -1)
    by_root = _chebyshev_basis((2 * np.sqrt(total) / _LARGEST_ROOT - 1).reshape(cells), n_root)
    by_use = _chebyshev_basis((2 * use - 1).reshape(cells), n_use)
    return np.sum((by_root @ by_day) * by_use, axis=-1).reshape(total.shape)


def _chebyshev_basis(x: Floats, order: int) -> Floats:
    """Return T_0(x) to T_{order-1}(x) along a new last axis; x is held in [-1, 1]."""
    return np.ascontiguousarray(chebyshev.chebvander(np.clip(x, -1.0, 1.0), order - 1))


@lru_cache(maxsize=2)
def _share_table(sign: int) -> Floats:
    """Solve theta / total at the Chebyshev nodes and return the coefficients (a pure function, kept once computed)."""
    orders = _ORDERS[sign]
    nodes = [np.cos(np.pi * (np.arange(n) + 0.5) / n) for n in orders]
    root, rho, use = np.meshgrid(
        (nodes[0] + 1) / 2 * _LARGEST_ROOT,
        (nodes[1] + 1) / 2 * _LARGEST_RHO,
        (nodes[2] + 1) / 2,
        indexing="ij",
    )
    table = _solve_theta(root**2, sign * rho, 2 * use / (1 + rho)) / root**2
    for axis, (x, n) in enumerate(zip(nodes, orders)):
        to_coefficients = chebyshev.chebvander(x, n - 1) * (2 / n)
        to_coefficients[:, 0] /= 2
        table = np.moveaxis(np.tensordot(to_coefficients, table, axes=(0, axis)), 0, axis)
    table.flags.writeable = False
    return table


def _solve_theta(total: Floats, rho: Floats, eta: Floats) -> Floats:
    """Solve variance_swap_total(theta) = total by the secant method in logarithms (elementwise, to 1e-11)."""
    goal = np.log(total)

    def _gap(x: Floats) -> Floats:
        return np.log(variance_swap_total(np.exp(x), rho, eta)) - goal

    old, new = goal - 0.3, goal - 0.2
    gap_old, gap_new = _gap(old), _gap(new)
    for _ in range(40):
        moved = np.abs(gap_new - gap_old) > 1e-15
        step = np.where(moved, gap_new * (new - old) / np.where(moved, gap_new - gap_old, 1.0), 0.0)
        old, gap_old, new = new, gap_new, new - step
        gap_new = _gap(new)
        if not (np.abs(gap_new) > 1e-11).any():
            break
    return np.exp(new)


def _beyond_fit(theta: Floats, total: Floats, rho: Floats, use: Floats) -> Floats:
    """Replace what lies outside the fitted box by the exact solution."""
    rho = np.broadcast_to(rho.reshape(rho.shape + (1,) * (total.ndim - rho.ndim)), total.shape)
    far = (total > _LARGEST_ROOT**2) | (np.abs(rho) > _LARGEST_RHO)
    if not far.any():
        return theta
    theta = np.array(theta)
    theta[far] = _solve_theta(total[far], rho[far], 2 * use[far] / (1 + np.abs(rho[far])))
    return theta


_MOVED = {"slice_derivatives": ("alvh_helpers.smile", "slice_derivatives")}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
