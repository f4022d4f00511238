"""The level of volatility over all expiries of a day, from two published numbers: the VIX and the VIX3M.

A variance swap's total variance (volatility squared x years) can only grow with the expiry: what is still to come
cannot be negative. Everything here works on total variance and keeps that true, also when the VIX is far above the VIX3M.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["LEAST_FORWARD", "SHORT_END", "forward_variance", "swap_total_variance"]


Floats = NDArray[np.float64]


#: Calendar days that the VIX and the VIX3M look ahead.
VIX_DAYS, VIX3M_DAYS = 30.0, 93.0


#: Slope of the annual variance below 30 days, as a share of (VIX squared - forward variance from 30 to 93 days).
#: 70 closes of Cboe's nine-day VIX9D (2011-12 and 2020-21) give 0.63 by least squares; a flat end (0) would miss
#: them by 15 % rms, this one by 8.5 %.
SHORT_END = 0.6


#: Where forward variance goes beyond 93 days, as a volatility (fitted with the smile), and how fast a year (chosen:
#: half of the gap is gone after four months; the quotes, few beyond 200 days, cannot tell 1.5 from 2.5).
LONG_RUN_VOL, REVERSION = 0.20, 2.0


#: The forward variance from 30 to 93 days is never below this share of the VIX squared. It binds only when
#: VIX > 1.42 VIX3M, which no close has reached (largest ratio 1.34, 2020-02-28).
LEAST_FORWARD = 0.25


_STEEPEST = 0.75


def forward_variance(vix: ArrayLike, vix3m: ArrayLike) -> Floats:
    """Return the annual variance that VIX and VIX3M imply for the stretch from 30 to 93 days.

    Parameters
    ----------
    vix, vix3m : array_like
        Index points.

    Returns
    -------
    ndarray
        Variance (volatility squared, decimals), at least `LEAST_FORWARD` x VIX squared: where the VIX is so
        high that the published pair would allow calendar arbitrage, the VIX is kept and the VIX3M is not matched.
    """
    near, far = np.square(np.asarray(vix, float) / 100), np.square(np.asarray(vix3m, float) / 100)
    return np.maximum((VIX3M_DAYS * far - VIX_DAYS * near) / (VIX3M_DAYS - VIX_DAYS), LEAST_FORWARD * near)


def swap_total_variance(
    time: ArrayLike, vix: ArrayLike, vix3m: ArrayLike, long_run_vol: float = LONG_RUN_VOL
) -> Floats:
    """Return the total variance of a variance swap to any expiry, increasing in time.

    Parameters
    ----------
    time : array_like
        Years to expiry (ACT/365), >= 0.
    vix, vix3m : array_like
        Index points; broadcast against time.
    long_run_vol : float
        Where the forward volatility goes in the long run (decimal).

    Returns
    -------
    ndarray
        Volatility squared x years. Linear in time between 30 and 93 days, through VIX and VIX3M. Below 30 days the
        annual variance moves in a straight line away from the VIX squared, by `SHORT_END` of the gap to the forward
        variance and by no more than three quarters of itself. Beyond 93 days the forward variance reverts to
        `long_run_vol` squared at the rate `REVERSION`.
    """
    time = np.asarray(time, float)
    near, forward = np.square(np.asarray(vix, float) / 100), forward_variance(vix, vix3m)
    thirty, ninety = VIX_DAYS / 365, VIX3M_DAYS / 365
    tilt = np.clip(SHORT_END * (near - forward), -_STEEPEST * near, _STEEPEST * near)
    early = np.minimum(time, thirty)
    middle = np.clip(time - thirty, 0.0, ninety - thirty)
    late = np.maximum(time - ninety, 0.0)
    total = early * (near + tilt * (1 - early / thirty)) + forward * middle
    if not (late > 0).any():
        return total
    long_run = long_run_vol**2
    return total + long_run * late + (forward - long_run) * -np.expm1(-REVERSION * late) / REVERSION
