"""Volatilities for VIX options: a smile on the VX future of the same expiry, its level set by the VVIX.

No free quotes of VIX options exist to fit to, so that these parameters are stated, not calibrated, and come as a band:
whatever leans on them is shown for "low", "mid" and "high". What is known and built in: VVIX is the strip of 30-day VIX
options; its term structure usually falls (Cboe, VVIX FAQ); the smile rises to the right, much the same at all levels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import behind_days, line_up, read_only, years_left
from alvh_helpers.errors import CourseError
from alvh_helpers.regimes import SHORTEST_TIME
from alvh_helpers.smile import total_variance
from alvh_helpers.surface import Smile
from alvh_helpers.varswap import atm_total_variance

__all__ = [
    "VIX_BANDS",
    "VX_VOL",
    "VixBand",
    "VixSurface",
    "vix_option_surface",
    "vix_smile",
    "vvix_term_factor",
]


Floats = NDArray[np.float64]


class VixBand(NamedTuple):
    """One set of assumptions on VIX options.

    Attributes
    ----------
    rho : float
        Tilt, > 0: calls far above the future are the dear ones.
    bound_use : float
        Share of the no-arbitrage bound in use, eta (1 + rho) / 2.
    decay : float
        How much of the measured fall of futures' volatility the options price beyond 30 days: 1 all, 0 none.
    """

    rho: float
    bound_use: float
    decay: float


#: Low, middle and high assumptions. At VVIX 90 and 30 days they put the at-the-money vol at 87, 82 and 81 and the
#: vol at one and a half times the future at 111, 123 and 127.
VIX_BANDS = {
    "low": VixBand(0.50, 0.50, 1.25),
    "mid": VixBand(0.70, 0.80, 1.00),
    "high": VixBand(0.80, 0.90, 0.75),
}


#: Annual volatility of a VX future by its years to expiry: far + (near - far) exp(-rate t), fitted to the root mean
#: squares of daily log changes of vx1 to vx7 by days to expiry, 2007-04 to 2026-07 (0.97 in the last week, 0.30 at 200 days).
VX_VOL = {"near": 1.043, "far": 0.296, "rate": 7.2}


_THIRTY_DAYS = 30.0 / 365.0


def vvix_term_factor(time: ArrayLike, decay: float = 1.0) -> Floats:
    """Return the variance-swap volatility of VIX options over the VVIX, by time to expiry.

    Parameters
    ----------
    time : array_like
        Years to expiry (ACT/365), >= 0.
    decay : float
        Power on the measured factor beyond 30 days: 1 as measured on futures, 0 no further fall. Below 30 days the
        factor is as measured in every band.

    Returns
    -------
    ndarray
        1 at 30 days; about 1.15 at a week, 0.77 at 90 days, 0.62 at 180 days for decay 1.

    Notes
    -----
    An option to T lives through all volatilities its future has from T down to expiry: the factor is the root of the mean
    of `VX_VOL` squared over that life, relative to 30 days.
    """
    return (_mean_vx_variance(np.asarray(time, float)) / _mean_vx_variance(np.asarray(_THIRTY_DAYS))) ** (
        decay / 2
    )


def _mean_vx_variance(time: Floats) -> Floats:
    """Average VX_VOL squared from expiry back to `time` years before it, in closed form."""
    near, far, rate = VX_VOL["near"], VX_VOL["far"], VX_VOL["rate"]
    x = rate * np.maximum(time, SHORTEST_TIME)
    once, twice = -np.expm1(-x) / x, -np.expm1(-2 * x) / (2 * x)
    return far**2 + 2 * far * (near - far) * once + (near - far) ** 2 * twice


@dataclass(frozen=True, eq=False)
class VixSurface:
    """Volatilities of VIX options of one day (shape ()) or many (shape D); build it with `vix_option_surface`.

    Axes as in `alvh_helpers.surface.SpxSurface`: days first, legs second.

    Attributes
    ----------
    vvix : ndarray, shape D
        Index points.
    band : VixBand
        The assumptions.
    """

    vvix: Floats
    band: VixBand
    _rho: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rho", np.full(self.vvix.shape, self.band.rho))

    @property
    def shape(self) -> tuple[int, ...]:
        """Days that the surface holds; () for a single day."""
        return self.vvix.shape

    def variance_swap(self, time: ArrayLike) -> Floats:
        """Return the annual variance of a strip of VIX options: (VVIX/100)^2 at 30 days."""
        years = years_left(time, self.shape, SHORTEST_TIME)
        (vvix,) = behind_days(years.ndim, self.shape, self.vvix)
        return np.square(vvix / 100 * vvix_term_factor(years, self.band.decay))

    def smile(self, time: ArrayLike) -> Smile:
        """Return the SSVI slice of an expiry as (theta, rho, eta)."""
        years = years_left(time, self.shape, SHORTEST_TIME)
        (rho,) = behind_days(years.ndim, self.shape, self._rho)
        use = np.full(years.shape, self.band.bound_use)
        theta = atm_total_variance(self.variance_swap(years) * years, self._rho, use)
        return Smile(theta, rho, 2 * use / (1 + rho))

    def atm_vol(self, time: ArrayLike) -> Floats:
        """Return the implied volatility (decimal) of the option struck at its future."""
        years = years_left(time, self.shape, SHORTEST_TIME)
        return np.sqrt(self.smile(years).theta / years)

    def vol(self, forward: ArrayLike, strike: ArrayLike, time: ArrayLike) -> Floats:
        """Return implied volatilities (decimals) for Black-76 on the VX future of the option's own expiry.

        Parameters
        ----------
        forward, strike : array_like
            VX future of the same expiry (never spot VIX) and strike, in index points, > 0.
        time : array_like
            Years to expiry, >= 0.

        Raises
        ------
        CourseError
            If a forward or a strike is not above 0.
        """
        forward, strike = np.asarray(forward, float), np.asarray(strike, float)
        for name, value in (("forward", forward), ("strike", strike)):
            if (bad := value <= 0).any():
                raise CourseError(
                    f"{name} {value[bad].flat[0]:g} is not above 0: VIX options are quoted in VIX points"
                )
        years = years_left(time, self.shape, SHORTEST_TIME)
        ndim = max(forward.ndim, strike.ndim, years.ndim, len(self.shape))
        forward, strike, years = (line_up(x, self.shape, ndim) for x in (forward, strike, years))
        return np.sqrt(total_variance(np.log(strike / forward), *self.smile(years)) / years)


def vix_option_surface(vvix: ArrayLike, band: str | VixBand = "mid") -> VixSurface:
    """Build the VIX-option smile of one day, or of many at once.

    Parameters
    ----------
    vvix : array_like, shape D
        VVIX closes in index points; NaN gives NaN.
    band : {"low", "mid", "high"} or VixBand
        Which assumptions; see `VIX_BANDS`.

    Raises
    ------
    CourseError
        If a VVIX is not above 0 or looks like a decimal, the band is unknown, or its numbers are out of range.
    """
    vvix = np.asarray(vvix, float)
    if (bad := vvix < 5).any():
        raise CourseError(
            f"VVIX {vvix[bad].flat[0]:g} is not an index level: VVIX is given in points, such as 90"
        )
    if isinstance(band, str):
        if band not in VIX_BANDS:
            raise CourseError(f"band {band!r} is not one of {', '.join(VIX_BANDS)}")
        band = VIX_BANDS[band]
    if not (0 <= band.rho < 1 and 0 <= band.bound_use <= 1):
        raise CourseError(
            f"rho {band.rho:g} with {band.bound_use:g} of the no-arbitrage bound makes no VIX smile: "
            "rho lies from 0 to below 1, the use of the bound from 0 to 1"
        )
    return VixSurface(read_only(vvix), band)


def vix_smile(
    vvix: ArrayLike, forward: ArrayLike, strike: ArrayLike, time: ArrayLike, band: str | VixBand = "mid"
) -> Floats:
    """Return implied volatilities of VIX options in one call; see `VixSurface.vol` for units and shapes."""
    return vix_option_surface(vvix, band).vol(forward, strike, time)


_MOVED = {
    "behind_days": ("alvh_helpers.arrays", "behind_days"),
    "line_up": ("alvh_helpers.arrays", "line_up"),
    "read_only": ("alvh_helpers.arrays", "read_only"),
    "years_left": ("alvh_helpers.arrays", "years_left"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "SHORTEST_TIME": ("alvh_helpers.regimes", "SHORTEST_TIME"),
    "total_variance": ("alvh_helpers.smile", "total_variance"),
    "Smile": ("alvh_helpers.surface", "Smile"),
    "atm_total_variance": ("alvh_helpers.varswap", "atm_total_variance"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
