"""A volatility for every SPX strike and expiry of a day, so anchored that the surface's own VIX is that day's VIX.

`spx_surface` takes one day or a whole history; `flat_surface` is the textbook's single volatility with the same
methods. Neither is a chain of quotes: `alvh_helpers.regimes.fit_errors` says how far the model is from real ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import behind_days, line_up, read_only, years_left
from alvh_helpers.errors import CourseError
from alvh_helpers.regimes import SHORTEST_TIME, bound_use, regime_row
from alvh_helpers.smile import Skew, skew_measures, total_variance
from alvh_helpers.term import swap_total_variance
from alvh_helpers.varswap import atm_total_variance

__all__ = ["VIX3M_BETA", "FlatSurface", "Smile", "SpxSurface", "flat_surface", "spx_surface"]


Floats = NDArray[np.float64]


#: Points the VIX3M moves per point of the VIX: slope of daily changes through the origin, 2009-09-18 to 2026-07-16.
VIX3M_BETA = 0.64


class Smile(NamedTuple):
    """One SSVI slice: at-the-money total variance theta, tilt rho, curvature eta (see `alvh_helpers.smile`)."""

    theta: Floats
    rho: Floats
    eta: Floats


@dataclass(frozen=True, eq=False)
class SpxSurface:
    """The SPX surface of one day (shape ()) or of many days at once (shape D); build it with `spx_surface`.

    Methods take strikes and times whose leading axes are the days: for 4,853 days and 12 legs, strikes of shape
    (4853, 12) and times of shape (4853, 12) or (4853, 1); scalars go with every day. Times are years, ACT/365.

    Attributes
    ----------
    spot, vix, vix3m : ndarray, shape D
        Index points.
    rate, dividend_yield : ndarray, shape D
        Continuously compounded decimals a year.
    """

    spot: Floats
    vix: Floats
    vix3m: Floats
    rate: Floats
    dividend_yield: Floats
    _rho: Floats = field(init=False, repr=False)
    _log_odds: Floats = field(init=False, repr=False)

    def __post_init__(self) -> None:
        rho, log_odds = regime_row(self.vix)
        object.__setattr__(self, "_rho", rho)
        object.__setattr__(self, "_log_odds", log_odds)

    @property
    def shape(self) -> tuple[int, ...]:
        """Days that the surface holds; () for a single day."""
        return self.spot.shape

    def forward(self, time: ArrayLike) -> Floats:
        """Return the SPX forward, spot x exp((rate - dividend yield) x time), in index points."""
        time = years_left(time, self.shape)
        spot, rate, dividends = behind_days(time.ndim, self.shape, self.spot, self.rate, self.dividend_yield)
        return spot * np.exp((rate - dividends) * time)

    def variance_swap(self, time: ArrayLike) -> Floats:
        """Return the annual variance (volatility squared) of a variance swap: (VIX/100)^2 at 30 days."""
        years = years_left(time, self.shape, SHORTEST_TIME)
        return self._swap(years) / years

    def smile(self, time: ArrayLike) -> Smile:
        """Return the SSVI slice of an expiry as (theta, rho, eta); the last minute's one at time 0."""
        years = years_left(time, self.shape, SHORTEST_TIME)
        rho, log_odds = behind_days(years.ndim, self.shape, self._rho, self._log_odds)
        use = bound_use(log_odds, years)
        theta = atm_total_variance(self._swap(years), self._rho, use)
        return Smile(theta, rho, 2 * use / (1 + np.abs(rho)))

    def vol(self, strike: ArrayLike, time: ArrayLike) -> Floats:
        """Return implied volatilities (decimals) of strikes (index points) at times to expiry (years)."""
        strike, years = np.asarray(strike, float), years_left(time, self.shape, SHORTEST_TIME)
        if (bad := strike <= 0).any():
            raise CourseError(
                f"strike {strike[bad].flat[0]:g} is not above 0: strikes are index points, such as 4700"
            )
        strike = line_up(strike, self.shape, years.ndim)
        years = line_up(years, self.shape, strike.ndim)
        k = np.log(strike / self.forward(years))
        return np.sqrt(total_variance(k, *self.smile(years)) / years)

    def atm_vol(self, time: ArrayLike) -> Floats:
        """Return the implied volatility (decimal) at the forward."""
        years = years_left(time, self.shape, SHORTEST_TIME)
        return np.sqrt(self.smile(years).theta / years)

    def skew(self, time: ArrayLike) -> Floats:
        """Return the 25-delta put volatility minus the 25-delta call volatility, as a share of the at-the-money one."""
        return self.skew_measures(time).skew

    def skew_measures(self, time: ArrayLike) -> Skew:
        """Return the 25-delta put, at-the-money and 25-delta call volatilities, skew and butterfly."""
        years = years_left(time, self.shape, SHORTEST_TIME)
        return skew_measures(*self.smile(years), years)

    def bumped(
        self, spot: ArrayLike = 0.0, vix: ArrayLike = 0.0, vix3m_beta: float = VIX3M_BETA
    ) -> SpxSurface:
        """Return the surface after a move of the spot and of the VIX, the VIX3M moving with it.

        Parameters
        ----------
        spot, vix : array_like
            Changes in index points, broadcast against the days.
        vix3m_beta : float
            Points the VIX3M moves per point of the VIX.
        """
        moved = self.vix + vix, self.vix3m + np.multiply(vix3m_beta, vix)
        return spx_surface(self.spot + spot, *moved, self.rate, self.dividend_yield)

    def _swap(self, years: Floats) -> Floats:
        return swap_total_variance(years, *behind_days(years.ndim, self.shape, self.vix, self.vix3m))


@dataclass(frozen=True, eq=False)
class FlatSurface:
    """One volatility for every strike and expiry, with the methods of `SpxSurface`; build it with `flat_surface`."""

    spot: Floats
    level: Floats
    rate: Floats
    dividend_yield: Floats

    @property
    def shape(self) -> tuple[int, ...]:
        """Days that the surface holds; () for a single day."""
        return self.spot.shape

    def forward(self, time: ArrayLike) -> Floats:
        """Return the forward, spot x exp((rate - dividend yield) x time), in index points."""
        return SpxSurface.forward(self, time)  # type: ignore[arg-type]

    def variance_swap(self, time: ArrayLike) -> Floats:
        """Return the annual variance: the volatility squared at every time."""
        return np.square(self.atm_vol(time))

    def vol(self, strike: ArrayLike, time: ArrayLike) -> Floats:
        """Return the one volatility (decimal) in the shape that strikes and times broadcast to."""
        strike, years = np.asarray(strike, float), years_left(time, self.shape)
        strike = line_up(strike, self.shape, years.ndim)
        years = line_up(years, self.shape, strike.ndim)
        return behind_days(years.ndim, self.shape, self.level)[0] + 0.0 * (strike + years)

    def atm_vol(self, time: ArrayLike) -> Floats:
        """Return the one volatility (decimal) in the shape of time."""
        years = years_left(time, self.shape)
        return behind_days(years.ndim, self.shape, self.level)[0] + 0.0 * years

    def skew(self, time: ArrayLike) -> Floats:
        """Return 0: puts and calls carry the same volatility."""
        return 0.0 * self.atm_vol(time)

    def bumped(self, spot: ArrayLike = 0.0, vix: ArrayLike = 0.0) -> FlatSurface:
        """Return the surface after a move of the spot (points) and of the volatility (vol points, 1 = 0.01)."""
        return flat_surface(
            self.spot + spot, self.level + np.divide(vix, 100), self.rate, self.dividend_yield
        )


def spx_surface(
    spot: ArrayLike, vix: ArrayLike, vix3m: ArrayLike, rate: ArrayLike = 0.0, dividend_yield: ArrayLike = 0.0
) -> SpxSurface:
    """Build the SPX volatility surface of one day, or of many days at once.

    Parameters
    ----------
    spot, vix, vix3m : array_like, shape D
        SPX, VIX and VIX3M closes in index points. NaN on a day gives NaN volatilities on that day.
    rate, dividend_yield : array_like, shape D
        Continuously compounded decimals a year.

    Returns
    -------
    SpxSurface

    Raises
    ------
    CourseError
        If a spot, VIX or VIX3M is not above 0, or the VIX looks like a decimal.
    """
    given = {"SPX": spot, "VIX": vix, "VIX3M": vix3m}
    for name, value in given.items():
        _check_level(name, np.asarray(value, float))
    arrays = np.broadcast_arrays(*(np.asarray(x, float) for x in (spot, vix, vix3m, rate, dividend_yield)))
    return SpxSurface(*(read_only(x) for x in arrays))


def flat_surface(
    spot: ArrayLike, vol: ArrayLike, rate: ArrayLike = 0.0, dividend_yield: ArrayLike = 0.0
) -> FlatSurface:
    """Build the textbook surface: one volatility for all strikes and expiries.

    Parameters
    ----------
    spot : array_like, shape D
        Index points, > 0.
    vol : array_like, shape D
        Volatility as a decimal (0.16), >= 0.
    rate, dividend_yield : array_like, shape D
        Continuously compounded decimals a year.

    Raises
    ------
    CourseError
        If the spot is not above 0, or the volatility is negative or looks like points instead of a decimal.
    """
    spot, vol = np.asarray(spot, float), np.asarray(vol, float)
    if (bad := spot <= 0).any():
        raise CourseError(f"SPX {spot[bad].flat[0]:g} is not above 0: it is an index level, such as 4700")
    if (bad := (vol < 0) | (vol > 5)).any():
        raise CourseError(f"vol {vol[bad].flat[0]:g} is not a volatility in decimals: write 0.16 for 16 %")
    arrays = np.broadcast_arrays(spot, vol, np.asarray(rate, float), np.asarray(dividend_yield, float))
    return FlatSurface(*(read_only(x) for x in arrays))


def _check_level(name: str, value: Floats) -> None:
    """Refuse an index level that is not positive, or a volatility index given as a decimal."""
    if (bad := value <= 0).any():
        raise CourseError(f"{name} {value[bad].flat[0]:g} is not above 0: it is an index level in points")
    if name != "SPX" and (bad := value < 1).any():
        raise CourseError(
            f"{name} {value[bad].flat[0]:g} looks like a decimal: it is given in points, 16 and not 0.16"
        )


_MOVED = {
    "behind_days": ("alvh_helpers.arrays", "behind_days"),
    "line_up": ("alvh_helpers.arrays", "line_up"),
    "read_only": ("alvh_helpers.arrays", "read_only"),
    "years_left": ("alvh_helpers.arrays", "years_left"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "SHORTEST_TIME": ("alvh_helpers.regimes", "SHORTEST_TIME"),
    "bound_use": ("alvh_helpers.regimes", "bound_use"),
    "regime_row": ("alvh_helpers.regimes", "regime_row"),
    "Skew": ("alvh_helpers.smile", "Skew"),
    "skew_measures": ("alvh_helpers.smile", "skew_measures"),
    "total_variance": ("alvh_helpers.smile", "total_variance"),
    "swap_total_variance": ("alvh_helpers.term", "swap_total_variance"),
    "atm_total_variance": ("alvh_helpers.varswap", "atm_total_variance"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
