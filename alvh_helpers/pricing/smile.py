"""One expiry's smile: Gatheral and Jacquier's SSVI slice, its no-arbitrage bound and its skew measures.

A slice is three numbers: the at-the-money total variance ``theta``, the tilt ``rho`` and the curvature
``eta``. Total variance is volatility squared times years; log-moneyness is ``k = ln(strike / forward)``.

Sources: Gatheral and Jacquier, "Arbitrage-free SVI volatility surfaces", Quantitative Finance 14 (2014);
Durrleman's condition as in Gatheral, "The Volatility Surface" (2006), chapter 2.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import ArrayLike
from scipy.special import ndtri

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError

__all__ = [
    "Skew",
    "atm_total_variance",
    "durrleman",
    "log_moneyness_at_delta",
    "skew_measures",
    "slice_derivatives",
    "total_variance",
    "variance_swap_total",
]

# Trapezoid nodes in y with k = sqrt(theta) sinh(y): the integrand is analytic and dies off at both ends, so that the
# plain trapezoid rule is good to 2e-10 (checked against adaptive quadrature in the tests).
_Y = np.linspace(-6.0, 6.0, 161)
_NODES, _STRETCH = np.sinh(_Y), np.cosh(_Y) * (_Y[1] - _Y[0])

#: Chebyshev orders in (root total variance, |rho|, use of the bound), and where the fit ends; beyond it we solve exactly.
_ORDERS = {-1: (12, 10, 12), 1: (14, 12, 14)}
_LARGEST_ROOT, _LARGEST_RHO = 1.6, 0.95


class Skew(NamedTuple):
    """The three volatilities traders quote a smile by, and what they make of them.

    Attributes
    ----------
    put, atm, call : ndarray
        Implied volatilities (decimals) of the 25-delta put, at the forward, and of the 25-delta call.
    skew : ndarray
        (put - call) / atm: how much dearer the downside is, as a share of the at-the-money volatility.
    butterfly : ndarray
        ((put + call) / 2 - atm) / atm: how much dearer both wings are than the middle.
    """

    put: Floats
    atm: Floats
    call: Floats
    skew: Floats
    butterfly: Floats


def total_variance(k: ArrayLike, theta: ArrayLike, rho: ArrayLike, eta: ArrayLike) -> Floats:
    """Return the total implied variance w(k) of an SSVI slice.

    Parameters
    ----------
    k : array_like
        Log-moneyness ln(strike / forward).
    theta : array_like
        At-the-money total variance (volatility squared x years), >= 0.
    rho, eta : array_like
        Tilt in (-1, 1) and curvature >= 0, without units. With ``eta (1 + |rho|) <= 2`` the slice is free of butterfly
        arbitrage for every theta (Gatheral and Jacquier, 2014, section 4).

    Returns
    -------
    ndarray
        theta/2 (1 + rho phi k + sqrt((phi k + rho)^2 + 1 - rho^2)), phi = eta / sqrt(theta (1 + theta)).

    Notes
    -----
    Written with theta multiplied in, so that theta = 0 gives its limit instead of 0/0.
    """
    theta, rho = np.asarray(theta, float), np.asarray(rho, float)
    wing = eta * np.sqrt(theta / (1 + theta)) * k  # theta phi k
    return 0.5 * (theta + rho * wing + np.sqrt(wing * (wing + 2 * rho * theta) + theta * theta))


def slice_derivatives(
    k: ArrayLike, theta: ArrayLike, rho: ArrayLike, eta: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Return w(k), dw/dk and d2w/dk2 of an SSVI slice; parameters as in `total_variance`, theta > 0."""
    theta, rho, k = np.asarray(theta, float), np.asarray(rho, float), np.asarray(k, float)
    slope = eta * np.sqrt(theta / (1 + theta))
    wing = slope * k
    root = np.sqrt(wing * (wing + 2 * rho * theta) + theta * theta)
    first = 0.5 * slope * (rho + (wing + rho * theta) / root)
    second = 0.5 * slope**2 * theta**2 * (1 - rho**2) / root**3
    return 0.5 * (theta + rho * wing + root), first, second


def durrleman(k: ArrayLike, theta: ArrayLike, rho: ArrayLike, eta: ArrayLike) -> Floats:
    """Return Durrleman's g(k), which has the sign of the density that the smile implies.

    A slice is free of butterfly arbitrage where g >= 0. Parameters as in `total_variance`; theta > 0.
    """
    k = np.asarray(k, float)
    w, first, second = slice_derivatives(k, theta, rho, eta)
    return (1 - k * first / (2 * w)) ** 2 - first**2 / 4 * (1 / w + 0.25) + second / 2


def log_moneyness_at_delta(delta: ArrayLike, theta: ArrayLike, rho: ArrayLike, eta: ArrayLike) -> Floats:
    """Find where on the smile an option has a given forward delta, with the smile's own vol at that strike.

    Parameters
    ----------
    delta : array_like
        Undiscounted forward delta: negative for a put (-0.25), positive for a call (0.25).
    theta, rho, eta : array_like
        The slice, as in `total_variance`; theta > 0.

    Returns
    -------
    ndarray
        Log-moneyness ln(strike / forward); NaN where the inputs are NaN.

    Raises
    ------
    CourseError
        If a delta is not strictly between -1 and 1, or is 0.
    """
    delta = np.asarray(delta, float)
    if (bad := (np.abs(delta) >= 1) | (delta == 0)).any():
        raise CourseError(
            f"delta {delta[bad].flat[0]:g} belongs to no strike: use -0.25 for a 25-delta put, 0.25 for a call"
        )
    d1 = ndtri(np.where(delta < 0, 1 + delta, delta))
    theta, rho, eta, d1 = np.broadcast_arrays(*(np.asarray(x, float) for x in (theta, rho, eta, d1)))
    return _solve_d1(d1, theta, rho, eta)


def _solve_d1(d1: Floats, theta: Floats, rho: Floats, eta: Floats) -> Floats:
    """Solve -k/sqrt(w) + sqrt(w)/2 = d1 for k by Newton kept inside a shrinking bracket."""
    # d1 falls in k wherever the slice is free of butterfly arbitrage (Fukasawa 2012), so a bracket holds.
    reach = 60 * (np.sqrt(theta) + theta) * (1 + np.abs(d1))
    low, high = -reach, reach.copy()
    k = -d1 * np.sqrt(theta)
    for _ in range(60):
        w, first, _ = slice_derivatives(k, theta, rho, eta)
        root = np.sqrt(w)
        gap = -k / root + root / 2 - d1
        low, high = np.where(gap > 0, k, low), np.where(gap > 0, high, k)
        newton = k - gap / (-1 / root + first * (k / (2 * w * root) + 0.25 / root))
        inside = (newton > low) & (newton < high)
        new = np.where(inside, newton, (low + high) / 2)
        done = np.abs(new - k) <= 1e-13 * (1 + np.abs(k))
        k = new
        if (done | np.isnan(gap)).all():
            break
    return k


def skew_measures(theta: ArrayLike, rho: ArrayLike, eta: ArrayLike, time: ArrayLike) -> Skew:
    """Return the 25-delta skew and butterfly of a slice, both as a share of the at-the-money volatility.

    Parameters
    ----------
    theta, rho, eta : array_like
        The slice, as in `total_variance`; theta > 0.
    time : array_like
        Years to expiry (ACT/365), > 0.

    Returns
    -------
    Skew
        put, atm and call volatilities (decimals), skew and butterfly (shares of atm).
    """
    theta, rho, eta, time = np.broadcast_arrays(*(np.asarray(x, float) for x in (theta, rho, eta, time)))
    put, call = (
        np.sqrt(total_variance(log_moneyness_at_delta(d, theta, rho, eta), theta, rho, eta) / time)
        for d in (-0.25, 0.25)
    )
    atm = np.sqrt(theta / time)
    return Skew(put, atm, call, (put - call) / atm, ((put + call) / 2 - atm) / atm)


def variance_swap_total(theta: ArrayLike, rho: ArrayLike, eta: ArrayLike) -> Floats:
    """Return the total variance that a variance swap on an SSVI slice is struck at.

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
