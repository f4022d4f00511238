"""VIX options: their expiries and forwards, and calls, puts, spreads and synthetic futures by delta or strike.

An option on the VIX is an option on the VIX future of its own expiry, not on spot VIX. Monthly expiries use
the future's settlement; weekly ones a forward interpolated in time (`futures.forward_at`), a model. Vols come
from a smile that is passed in, `smile(vvix, forward, strike, time)`, so that every result can be shown for
another one: no free quotes of VIX options exist to calibrate to. Prices are in index points; one contract is
100 times that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats, behind_days, line_up, read_only, years_left
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import (
    DateLike,
    as_date,
    date_range,
    day_index,
    session_days,
    vx_expiries_of,
    year_fraction,
)
from alvh_helpers.market.contracts import DAYS_A_YEAR
from alvh_helpers.market.history import Market
from alvh_helpers.pricing.black import OptionValues, black76
from alvh_helpers.pricing.smile import atm_total_variance, total_variance
from alvh_helpers.pricing.surface import SHORTEST_TIME, Smile
from alvh_helpers.vix.futures import forward_at

__all__ = [
    "BAND_SMILES",
    "VIX_BANDS",
    "VX_VOL",
    "Structure",
    "VixBand",
    "VixChain",
    "VixSmile",
    "VixSurface",
    "known_vvix",
    "listed_strike",
    "strike_at_delta",
    "vix_chain",
    "vix_option_expiries",
    "vix_option_surface",
    "vix_smile",
    "vvix_term_factor",
    "vxth_weight",
]

VixSmile = Callable[[ArrayLike, ArrayLike, ArrayLike, ArrayLike], Floats]
"""Gives vols (decimals) of VIX options: ``smile(vvix, forward, strike, time)``."""


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
_THIRTY_DAYS = 30.0 / DAYS_A_YEAR
_WEDNESDAY = 2
_BISECTIONS = 32


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

    Axes as in `SpxSurface`: days first, legs second.

    Attributes
    ----------
    vvix : ndarray, shape D
        Index points.
    band : VixBand
        The assumptions.
    """

    vvix: Floats
    band: VixBand

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
        tilt, use = np.full(self.shape, self.band.rho), np.full(years.shape, self.band.bound_use)
        theta = atm_total_variance(self.variance_swap(years) * years, tilt, use)
        (rho,) = behind_days(years.ndim, self.shape, tilt)
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


class Structure(NamedTuple):
    """One or more VIX options bought and sold together: price and Greeks of one unit, signed for its holder.

    ``price`` in points (negative: a credit), ``delta`` per point of the future, ``gamma`` per point squared,
    ``vol_of_vol_vega`` per vol point of the VIX option itself, which is not SPX vega, ``theta`` per calendar
    day.
    """

    name: str
    flags: tuple[str, ...]
    strikes: tuple[float, ...]
    quantities: tuple[int, ...]
    price: float
    delta: float
    gamma: float
    vol_of_vol_vega: float
    theta: float


@dataclass(frozen=True, eq=False)
class VixChain:
    """The VIX options of one day and expiry, as the model sees them; build it with `vix_chain`.

    Attributes
    ----------
    date, expiry : Timestamp
        Day of the marks, and the expiry.
    forward : float
        VIX future of that expiry, index points.
    time : float
        Years to expiry, ACT/365.
    vvix, rate : float
        VVIX in index points; T-bill rate, a continuously compounded decimal.
    smile : callable
        ``smile(vvix, forward, strike, time)`` gives vols as decimals.
    """

    date: pd.Timestamp
    expiry: pd.Timestamp
    forward: float
    time: float
    vvix: float
    rate: float
    smile: VixSmile

    def values(self, flag: str | ArrayLike, strike: ArrayLike) -> OptionValues:
        """Return Black-76 price and Greeks of options with these strikes, points and decimals as in ``black``."""
        vol = self.smile(self.vvix, self.forward, strike, self.time)
        return black76(flag, self.forward, strike, self.time, vol, self.rate)

    def strike(self, delta: float, flag: str = "c") -> float:
        """Return the strike, in points, at which the option has this delta on the smile."""
        return float(strike_at_delta(delta, flag, self.forward, self.time, self.vvix, self.rate, self.smile))

    def option(self, flag: str, strike: float | None = None, delta: float | None = None) -> Structure:
        """Return one long call ('c') or put ('p'), chosen by strike or by delta."""
        chosen = self._choose(flag, strike, delta)
        return self._structure("call" if flag == "c" else "put", [(flag, chosen, 1)])

    def call_spread(
        self, strikes: tuple[float, float] | None = None, deltas: tuple[float, float] | None = None
    ) -> Structure:
        """Return a long call with a short call above it, chosen by two strikes or by two deltas (long first).

        Raises
        ------
        CourseError
            When the short call is not above the long one.
        """
        pairs = zip(strikes or (None, None), deltas or (None, None))
        low, high = (self._choose("c", strike, delta) for strike, delta in pairs)
        if high <= low:
            raise CourseError(
                f"the short call {high:g} is not above the long call {low:g}: a call spread buys the lower strike"
            )
        return self._structure("call spread", [("c", low, 1), ("c", high, -1)])

    def synthetic(self, strike: float | None = None) -> Structure:
        """Return a synthetic long future: long call and short put of one strike (by default the forward)."""
        at = self.forward if strike is None else strike
        return self._structure("synthetic future", [("c", at, 1), ("p", at, -1)])

    def _choose(self, flag: str, strike: float | None, delta: float | None) -> float:
        if strike is not None and delta is None:
            return float(strike)
        if delta is not None and strike is None:
            return self.strike(delta, flag)
        raise CourseError(f"strike {strike} and delta {delta}: choose an option by exactly one of the two")

    def _structure(self, name: str, legs: list[tuple[str, float, int]]) -> Structure:
        flags, strikes, quantities = zip(*legs)
        values = self.values(list(flags), np.array(strikes))
        sums = [float(np.dot(quantities, greek)) for greek in values[:5]]
        return Structure(name, flags, tuple(map(float, strikes)), quantities, *sums)


def vix_chain(market: Market, date: DateLike, expiry: DateLike, smile: VixSmile = vix_smile) -> VixChain:
    """Return the VIX options of one day and expiry, by default with the middle of the course's three smiles.

    Raises
    ------
    CourseError
        When the expiry is not after the day, or no future so far out was listed.
    """
    day, end = market.day(date), as_date(expiry)
    if end <= day.date:
        raise CourseError(
            f"expiry {end:%Y-%m-%d} is not after {day.date:%Y-%m-%d}: an option must live for a day"
        )
    forward = forward_at(market.window(day.date, day.date), float((end - day.date).days))[0]
    if np.isnan(forward):
        raise CourseError(f"no VIX future reached out to {end:%Y-%m-%d} on {day.date:%Y-%m-%d}")
    vvix = known_vvix(market.window(end=day.date))[-1]
    time = float(year_fraction(day.date, end))
    return VixChain(day.date, end, float(forward), time, float(vvix), day.rate, smile)


def vix_option_expiries(start: DateLike, end: DateLike, weekly: bool = True) -> pd.DatetimeIndex:
    """Return the expiries of VIX options from `start` to `end`, both included.

    Monthly ones are those of the futures. Weekly ones are the other Wednesdays, moved to the session before
    when it is a holiday; they were listed from 2015-10-08 on, but are given for all years: a thought experiment.

    Raises
    ------
    CourseError
        When a date is outside the calendar or `end` is before `start`.
    """
    first, last = date_range(start, end)
    day, month = np.timedelta64(1, "D"), np.timedelta64(1, "M")
    monthly = vx_expiries_of(np.arange(first.astype("M8[M]") - month, last.astype("M8[M]") + 2 * month))
    expiries = monthly
    if weekly:
        days = np.arange(first - 7 * day, last + 8 * day)
        wednesdays = days[pd.DatetimeIndex(days).day_of_week == _WEDNESDAY]
        # In a monthly week the monthly option is the only one, also when it expires on the Tuesday.
        others = wednesdays[~np.isin(wednesdays, monthly) & ~np.isin(wednesdays - day, monthly)]
        sessions = session_days()
        moved = sessions[np.searchsorted(sessions, others[others <= sessions[-1]], side="right") - 1]
        expiries = np.union1d(monthly, moved)
    return day_index(expiries[(expiries >= first) & (expiries <= last)])


def known_vvix(market: Market) -> Floats:
    """Return VVIX by day, the day before's where it was not published (two days in the history)."""
    return market.table["vvix"].ffill().to_numpy(dtype=float)


def strike_at_delta(
    delta: ArrayLike,
    flag: str,
    forward: ArrayLike,
    time: ArrayLike,
    vvix: ArrayLike,
    rate: ArrayLike = 0.0,
    smile: VixSmile = vix_smile,
) -> Floats:
    """Return the strike whose option has a given delta on a smile, by bisection in log-strike.

    Parameters
    ----------
    delta : float or array
        Black-76 delta for the future, 0.01 to 0.95 in size; the sign of a put's may be left out.
    forward, time, vvix, rate : float or array
        Index points, years, index points, decimal; they broadcast.

    Returns
    -------
    ndarray
        Strikes in points, exact to about a millionth; not rounded to a listed one.

    Raises
    ------
    CourseError
        When the delta is not within 0.01 to 0.95.
    """
    delta = np.asarray(delta, dtype=float)
    target = np.abs(delta)
    if (bad := ~((target >= 0.01) & (target <= 0.95))).any() or (flag == "c" and (delta < 0).any()):
        wrong = delta[bad].flat[0] if bad.any() else delta.flat[0]
        raise CourseError(
            f"delta {wrong:g}: VIX calls have deltas from 0.01 to 0.95, puts the same with a minus"
        )
    args = np.broadcast_arrays(target, *(np.asarray(x, float) for x in (forward, time, vvix, rate)))
    target, forward, time, vvix, rate = args
    # Five standard deviations either way, and a margin for the smile: no delta from 0.01 to 0.95 lies farther out.
    reach = 0.5 + 5.0 * vvix / 100.0 * np.sqrt(time)
    low, high = -reach, reach
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        strike = forward * np.exp(middle)
        found = np.abs(black76(flag, forward, strike, time, smile(vvix, forward, strike, time), rate).delta)
        higher = found > target if flag == "c" else found < target
        low, high = np.where(higher, middle, low), np.where(higher, high, middle)
    return forward * np.exp(0.5 * (low + high))


def listed_strike(strike: ArrayLike) -> Floats:
    """Return the nearest strike of today's grid: half points below 15, whole points from there on."""
    strike = np.asarray(strike, dtype=float)
    return np.where(strike < 15.0, np.round(2.0 * strike) / 2.0, np.round(strike))


def vxth_weight(front: ArrayLike) -> Floats:
    """Return the share of money that the VXTH rule puts into one-month 30-delta VIX calls, by the front VIX future.

    Nothing at 15 or below and above 50, 1 % up to 30, 0.5 % up to 50.

    Notes
    -----
    Source: Cboe, "VIX Tail Hedge Index" (VXTH), methodology; the rule looks at the forward of the calls it
    buys.
    """
    front = np.asarray(front, dtype=float)
    return np.select([front <= 15.0, front <= 30.0, front <= 50.0], [0.0, 0.01, 0.005], 0.0)


BAND_SMILES = {band: partial(vix_smile, band=band) for band in VIX_BANDS}
"""The low, middle and high smile, each to be passed as ``smile``: whatever leans on VIX options is shown for all three."""
