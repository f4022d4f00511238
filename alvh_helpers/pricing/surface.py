"""A volatility for every SPX strike and expiry of a day, so anchored that the surface's own VIX is that day's VIX.

`spx_surface` takes one day or a whole history; `flat_surface` is the textbook's single volatility with the same
methods. Neither is a chain of quotes: `course.model_error.fit_errors` says how far the model is from real ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats, behind_days, line_up, read_only, years_left
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date
from alvh_helpers.market.contracts import DAYS_A_YEAR
from alvh_helpers.market.history import Day, Market
from alvh_helpers.pricing.smile import Skew, atm_total_variance, skew_measures, total_variance

__all__ = [
    "LEAST_FORWARD",
    "REGIMES",
    "SHORTEST_TIME",
    "SHORT_END",
    "SURFACE_COLUMNS",
    "TENOR_POWER",
    "VIX3M_BETA",
    "FlatSurface",
    "Smile",
    "SpxSurface",
    "Surface",
    "bound_use",
    "flat_surface",
    "forward_variance",
    "regime_row",
    "smooth_table",
    "spx_surface",
    "surface_of",
    "swap_total_variance",
]

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

#: The fitted table: VIX (index points), rho, and the share of the bound that the 30-day smile uses. Fitted by
#: tools/calibration/fit_surface.py to 132 smiles of SPX options (January to February 2018, April to July 2019; VIX 9
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
SHORTEST_TIME = 1.0 / (DAYS_A_YEAR * 24 * 60)
_THIRTY_DAYS = 30.0 / DAYS_A_YEAR

#: Points the VIX3M moves per point of the VIX: slope of daily changes through the origin, 2009-09-18 to 2026-07-16.
VIX3M_BETA = 0.64

SURFACE_COLUMNS = ("spx", "vix", "vix3m_filled", "rate", "dividend_yield")
"""What `surface_of` reads of a day: the VIX3M is filled before 2009-09-18."""


def forward_variance(vix: ArrayLike, vix3m: ArrayLike) -> Floats:
    """Return the annual variance that VIX and VIX3M imply for the stretch from 30 to 93 days.

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
    thirty, ninety = VIX_DAYS / DAYS_A_YEAR, VIX3M_DAYS / DAYS_A_YEAR
    tilt = np.clip(SHORT_END * (near - forward), -_STEEPEST * near, _STEEPEST * near)
    early = np.minimum(time, thirty)
    middle = np.clip(time - thirty, 0.0, ninety - thirty)
    late = np.maximum(time - ninety, 0.0)
    total = early * (near + tilt * (1 - early / thirty)) + forward * middle
    if not (late > 0).any():
        return total
    long_run = long_run_vol**2
    return total + long_run * late + (forward - long_run) * -np.expm1(-REVERSION * late) / REVERSION


def regime_row(vix: ArrayLike, table: Floats = REGIMES) -> tuple[Floats, Floats]:
    """Return rho and the log-odds of the 30-day bound's use for a VIX in index points (same shape).

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
    """Return the share of the no-arbitrage bound in use at a time to expiry (years, at least a minute).

    logit(bound_use) = logit(the 30-day smile's share, from `regime_row`) + power x ln(time / 30 days). With a power of 0
    the 25-delta skew would be nearly the same share of the at-the-money volatility at all expiries; quotes show it
    smaller for a week than for a quarter.
    """
    years = np.maximum(np.asarray(time, float), SHORTEST_TIME)
    return 1 / (1 + np.exp(-np.asarray(log_odds, float)) * (years / _THIRTY_DAYS) ** -power)


def smooth_table(x: ArrayLike, knots: Floats, values: Floats) -> Floats:
    """Join a table by a monotone cubic with a continuous slope, flat outside (Fritsch and Carlson, 1980).

    `knots` increase; `knots` and `values` have shape (n,). NaN gives NaN.
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


class Smile(NamedTuple):
    """One SSVI slice, see `smile`: at-the-money total variance theta, tilt rho, curvature eta."""

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

    def at(self, rows: Any) -> SpxSurface:
        """Return the surface of the days at these positions: whatever indexes an array of the days."""
        names = ("spot", "vix", "vix3m", "rate", "dividend_yield")
        return spx_surface(*(getattr(self, name)[rows] for name in names))

    def forward(self, time: ArrayLike) -> Floats:
        """Return the SPX forward, spot x exp((rate - dividend yield) x time), in index points."""
        return _forward(self, time)

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
        """Return the surface after a move of spot and VIX, in index points, the VIX3M moving by its share of the VIX's."""
        change = np.asarray(vix, float)
        moved = self.spot + np.asarray(spot, float), self.vix + change, self.vix3m + vix3m_beta * change
        return spx_surface(*moved, self.rate, self.dividend_yield)

    def _swap(self, years: Floats) -> Floats:
        vix, vix3m = behind_days(years.ndim, self.shape, self.vix, self.vix3m)
        return swap_total_variance(years, vix, vix3m)


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
        return _forward(self, time)

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
        level = self.level + np.divide(vix, 100)
        return flat_surface(self.spot + np.asarray(spot, float), level, self.rate, self.dividend_yield)


Surface = SpxSurface | FlatSurface


def _forward(surface: Surface, time: ArrayLike) -> Floats:
    years, days = years_left(time, surface.shape), surface.shape
    spot, rate, dividends = behind_days(years.ndim, days, surface.spot, surface.rate, surface.dividend_yield)
    return spot * np.exp((rate - dividends) * years)


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


def surface_of(
    source: Market | pd.DataFrame | Day | Surface, days: DateLike | Iterable[DateLike] | None = None
) -> Surface:
    """Return the SPX surface of a market's day or days; a surface is returned as it is.

    Parameters
    ----------
    source : Market, DataFrame, Day or surface
        A history; rows of its table, or one of its days; or a surface, for which `days` is not read.
    days : date-like or several, optional
        Trading days of the market; all of them when left out.

    Raises
    ------
    CourseError
        When a day is no trading day of the market.
    """
    if isinstance(source, SpxSurface | FlatSurface):
        return source
    rows: Any = source
    if isinstance(source, Market):
        rows = source.table
        if isinstance(days, Iterable) and not isinstance(days, str):
            wanted = pd.DatetimeIndex([as_date(day) for day in days])
            if len(missing := wanted.difference(source.sessions)):
                source.day(missing[0])  # raises, and says what is wrong with it
            rows = rows.loc[wanted]
        elif days is not None:
            rows = source.day(days)
    return spx_surface(*(np.asarray(getattr(rows, name), float) for name in SURFACE_COLUMNS))


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
