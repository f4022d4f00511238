"""How the SPX smile changes with the VIX and with time to expiry: the fitted table, and how well it fits.

Two numbers shape a smile once its level is given by the VIX: its tilt ``rho`` and the share of the no-arbitrage bound
that its curvature uses up, ``bound_use = eta (1 + |rho|) / 2``, which lies between 0 and 1 by construction.
Both are read from a short table by VIX, joined smoothly, so that a VIX of 34.9 and one of 35.1 give the same smile.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.errors import CourseError

__all__ = [
    "REGIMES",
    "SHORTEST_TIME",
    "TENOR_POWER",
    "bound_use",
    "regime_row",
    "smile_parameters",
    "smooth_table",
]


Floats = NDArray[np.float64]


#: The fitted table: VIX (index points), rho, and the share of the bound that the 30-day smile uses. Fitted by
#: tests/calibration/fit_surface.py to 132 smiles of SPX options (January to February 2018, April to July 2019; VIX 9
#: to 37) and, where those are thin, to what 30-day smiles are known to look like on average: at-the-money vol over VIX
#: about .82 and 25-delta skew about .40 below VIX 35, about .89 and .31 above 65.
REGIMES = np.array(
    [
        (10.0, -0.389, 0.860),
        (14.0, -0.626, 0.825),
        (19.0, -0.629, 0.793),
        (30.0, -0.555, 0.936),
        (50.0, -0.595, 0.768),
        (75.0, -0.694, 0.605),
    ]
)


#: How fast the odds of the bound's use grow with time to expiry: short-dated smiles are flatter in delta.
TENOR_POWER = 0.55


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


def regime_row(vix: ArrayLike, table: Floats = REGIMES) -> tuple[Floats, Floats]:
    """Return rho and the log-odds of the 30-day bound's use for a VIX in index points (same shape).

    Parameters
    ----------
    vix : array_like
        Index points, > 0.
    table : ndarray, shape (n, 3)
        Rows of VIX, rho and the share of the bound in use, as in `REGIMES`.

    Raises
    ------
    CourseError
        If a VIX is not above 0.
    """
    vix = np.asarray(vix, float)
    if (bad := vix <= 0).any():
        raise CourseError(
            f"VIX {vix[bad].flat[0]:g} is not above 0: it is an annual volatility in points, such as 16"
        )
    x, knots = np.log(vix), np.log(table[:, 0])
    odds = table[:, 2] / (1 - table[:, 2])
    return smooth_table(x, knots, table[:, 1]), smooth_table(x, knots, np.log(odds))


def bound_use(log_odds: ArrayLike, time: ArrayLike, power: float = TENOR_POWER) -> Floats:
    """Return the share of the no-arbitrage bound in use at a time to expiry.

    Parameters
    ----------
    log_odds : array_like
        Log-odds of the share that the 30-day smile uses, from `regime_row`.
    time : array_like
        Years to expiry; below one minute counts as one minute.
    power : float
        As `TENOR_POWER`.
    """
    years = np.maximum(np.asarray(time, float), SHORTEST_TIME)
    return 1 / (1 + np.exp(-np.asarray(log_odds, float)) * (years / _THIRTY_DAYS) ** -power)


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


_MOVED = {"CourseError": ("alvh_helpers.errors", "CourseError")}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
