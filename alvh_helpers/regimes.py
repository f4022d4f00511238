"""How the SPX smile changes with the VIX and with time to expiry: the fitted table, and how well it fits.

Two numbers shape a smile once its level is given by the VIX: its tilt ``rho`` and the share of the no-arbitrage bound
that its curvature uses up, ``bound_use = eta (1 + |rho|) / 2``, which lies between 0 and 1 by construction.
Both are read from a short table by VIX, joined smoothly, so that a VIX of 34.9 and one of 35.1 give the same smile.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import CourseError

__all__ = ["REGIMES", "TENOR_POWER", "smile_parameters"]

Floats = NDArray[np.float64]

#: The fitted table: VIX (index points), rho, and the share of the bound that the 30-day smile uses.
REGIMES = np.array(
    [
        (10.0, -0.393, 0.848),
        (14.0, -0.629, 0.817),
        (19.0, -0.629, 0.794),
        (30.0, -0.557, 0.933),
        (50.0, -0.595, 0.768),
        (75.0, -0.694, 0.605),
    ]
)

#: How fast the odds of the bound's use grow with time to expiry: short-dated smiles are flatter in delta.
TENOR_POWER = 0.59

#: One minute: at expiry itself a smile is undefined, so that the last minute's smile stands in for it.
SHORTEST_TIME = 1.0 / (365 * 24 * 60)

_THIRTY_DAYS = 30.0 / 365.0


def smile_parameters(vix: ArrayLike, time: ArrayLike = _THIRTY_DAYS) -> tuple[Floats, Floats]:
    """Return tilt and curvature (rho, eta) of the SPX smile for a level of the VIX and a time to expiry.

    Parameters
    ----------
    vix : array_like
        VIX in index points, > 0. Below the table's first and above its last row its end values hold.
    time : array_like
        Years to expiry (ACT/365), >= 0; broadcasts against vix. rho does not depend on it.

    Returns
    -------
    rho : ndarray
        Shape of vix.
    eta : ndarray
        Shape of vix and time broadcast. ``eta (1 + |rho|) <= 2`` always holds: no butterfly arbitrage.

    Notes
    -----
    logit(bound_use) = logit(table) + TENOR_POWER ln(time / 30 days). With a power of 0 the 25-delta skew would be
    nearly the same share of the at-the-money volatility at all expiries; quotes show it smaller for a week than for a quarter.
    """
    rho, log_odds = regime_row(vix)
    return rho, 2 * bound_use(log_odds, time) / (1 + np.abs(rho))


def regime_row(vix: ArrayLike) -> tuple[Floats, Floats]:
    """Return rho and the log-odds of the 30-day bound's use for a VIX in index points (same shape)."""
    vix = np.asarray(vix, float)
    if (bad := vix <= 0).any():
        raise CourseError(
            f"VIX {vix[bad].flat[0]:g} is not above 0: it is an annual volatility in points, such as 16"
        )
    x, knots = np.log(vix), np.log(REGIMES[:, 0])
    use = REGIMES[:, 2]
    return smooth_table(x, knots, REGIMES[:, 1]), smooth_table(x, knots, np.log(use / (1 - use)))


def bound_use(log_odds: ArrayLike, time: ArrayLike) -> Floats:
    """Return the share of the no-arbitrage bound in use at a time to expiry (years), from the 30-day log-odds."""
    years = np.maximum(np.asarray(time, float), SHORTEST_TIME)
    return 1 / (1 + np.exp(-np.asarray(log_odds, float)) * (years / _THIRTY_DAYS) ** -TENOR_POWER)


def smooth_table(x: ArrayLike, knots: Floats, values: Floats) -> Floats:
    """Join a table by a monotone cubic with a continuous slope, flat outside (Fritsch and Carlson, 1980).

    Parameters
    ----------
    x : array_like
        Where to read the table; NaN gives NaN.
    knots, values : ndarray, shape (n,)
        The table; knots increase.
    """
    x = np.asarray(x, float)
    inside = np.clip(x, knots[0], knots[-1])
    gaps, rises = np.diff(knots), np.diff(values) / np.diff(knots)
    # The harmonic mean of neighbouring slopes where they agree in sign, flat at every turning point and at both ends.
    same = rises[1:] * rises[:-1] > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        inner = np.where(same, 2 / (1 / rises[1:] + 1 / rises[:-1]), 0.0)
    slopes = np.concatenate([[0.0], inner, [0.0]])
    i = np.clip(np.searchsorted(knots, inside, side="right") - 1, 0, len(knots) - 2)
    t = (inside - knots[i]) / gaps[i]
    hermite = values[i] + gaps[i] * t * (slopes[i] * (1 - t) ** 2 - slopes[i + 1] * t * (1 - t))
    return hermite + t * t * (3 - 2 * t) * (values[i + 1] - values[i])
