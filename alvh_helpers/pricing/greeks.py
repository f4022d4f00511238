"""Greeks of SPX options read off a surface, where one word may mean two numbers: both are here, named apart.

When the index moves, does an option keep its volatility (sticky strike) or does the smile move along (sticky moneyness)?
When "volatility rises by a point", is it this option's own, or the VIX? The answers differ by more than most hedges are worth.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats, behind_days, line_up
from alvh_helpers.market.contracts import DAYS_A_YEAR
from alvh_helpers.pricing.black import black_scholes
from alvh_helpers.pricing.smile import slice_derivatives
from alvh_helpers.pricing.surface import SHORTEST_TIME, VIX3M_BETA, FlatSurface, Surface

__all__ = ["OptionGreeks", "option_greeks", "surface_price"]

#: Half the bump of the VIX (points) and of time (years) for the two Greeks that have no closed form.
_VIX_STEP, _TIME_STEP = 1e-3, 1e-4 / DAYS_A_YEAR


class OptionGreeks(NamedTuple):
    """Price and Greeks per unit of the index, signed for the holder; shape of the days, then the legs.

    Attributes
    ----------
    price : ndarray
        Index points.
    vol : ndarray
        The option's implied volatility on the surface (decimal).
    delta_sticky_strike : ndarray
        Per index point, this strike keeping its volatility.
    delta_sticky_moneyness : ndarray
        Per index point, the smile moving along with the index (the VIX stays): what `SpxSurface.bumped` does.
    gamma : ndarray
        Per point squared, this strike keeping its volatility.
    vega : ndarray
        Per vol point (0.01) of the option's own volatility.
    vega_vix : ndarray
        Per point of the VIX, the VIX3M moving by a stated share, level, slope and skew of the surface following.
    theta : ndarray
        Per calendar day, index and this option's volatility standing still.
    theta_surface : ndarray
        Per calendar day, index and VIX standing still: the option also rolls down the term structure and the smile.
    vanna : ndarray
        Change of delta_sticky_strike per vol point.
    volga : ndarray
        Change of vega per vol point.
    rho : ndarray
        Per 1 % of the rate.
    """

    price: Floats
    vol: Floats
    delta_sticky_strike: Floats
    delta_sticky_moneyness: Floats
    gamma: Floats
    vega: Floats
    vega_vix: Floats
    theta: Floats
    theta_surface: Floats
    vanna: Floats
    volga: Floats
    rho: Floats


def surface_price(surface: Surface, flag: str | ArrayLike, strike: ArrayLike, time: ArrayLike) -> Floats:
    """Return prices (index points) of European options marked on a surface.

    Parameters
    ----------
    surface : SpxSurface or FlatSurface, shape D
        One day or many.
    flag : str or array of str
        'c' or 'p', broadcast against the strikes.
    strike, time : array_like
        Index points and years; days first, then legs.
    """
    vol = surface.vol(strike, time)
    return black_scholes(flag, *_market(surface, strike, time, vol)).price


def option_greeks(
    surface: Surface,
    flag: str | ArrayLike,
    strike: ArrayLike,
    time: ArrayLike,
    vix3m_beta: float = VIX3M_BETA,
) -> OptionGreeks:
    """Return price and Greeks of options through the surface, with each pair of meanings told apart.

    Parameters
    ----------
    surface : SpxSurface or FlatSurface, shape D
        One day or many. On a flat surface the two deltas agree, the two thetas agree, and vega_vix is vega.
    flag : str or array of str
        'c' or 'p', broadcast against the strikes.
    strike, time : array_like
        Index points and years (ACT/365); days first, then legs.
    vix3m_beta : float
        Points the VIX3M moves per point of the VIX, for vega_vix; ignored by a flat surface.

    Returns
    -------
    OptionGreeks
        At time 0 the deltas are those of the intrinsic value and all other Greeks are 0.

    Notes
    -----
    With sticky moneyness the volatility at a fixed strike moves by -(d vol / d k) / spot per point, k = ln(strike/forward).
    Vanna and volga in closed form: Haug, "The Complete Guide to Option Pricing Formulas", chapter 2.
    """
    vol = surface.vol(strike, time)
    spot, strike_, years, vol, rate, dividends = _market(surface, strike, time, vol)
    values = black_scholes(flag, spot, strike_, years, vol, rate, dividends)
    vanna, volga = _second_order(spot, strike_, years, vol, rate, dividends, values.vega)
    slide = -_smile_slope(surface, strike, time) / spot
    alive = years > 0
    return OptionGreeks(
        price=values.price,
        vol=vol,
        delta_sticky_strike=values.delta,
        delta_sticky_moneyness=values.delta + 100 * values.vega * np.where(alive, slide, 0.0),
        gamma=values.gamma,
        vega=values.vega,
        vega_vix=_vega_vix(surface, flag, strike, time, vix3m_beta),
        theta=values.theta,
        theta_surface=_theta_surface(surface, flag, strike, time),
        vanna=vanna,
        volga=volga,
        rho=values.rho,
    )


def _market(
    surface: Surface, strike: ArrayLike, time: ArrayLike, vol: Floats
) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
    """Return spot, strike, time, vol, rate and dividend yield with the days' axes in front, ready to broadcast."""
    spot, rate, dividends = behind_days(
        vol.ndim, surface.shape, surface.spot, surface.rate, surface.dividend_yield
    )
    strike, time = (line_up(x, surface.shape, vol.ndim) for x in (strike, time))
    return spot, strike, time, vol, rate, dividends


def _smile_slope(surface: Surface, strike: ArrayLike, time: ArrayLike) -> Floats:
    """Return d vol / d ln(strike / forward) at each option; 0 on a flat surface."""
    if isinstance(surface, FlatSurface):
        return np.zeros(())
    vol = surface.vol(strike, time)
    strike, years = (line_up(x, surface.shape, vol.ndim) for x in (strike, time))
    years = np.maximum(years, SHORTEST_TIME)
    k = np.log(strike / surface.forward(years))
    w, first, _ = slice_derivatives(k, *surface.smile(years))
    return first / (2 * np.sqrt(w * years))


def _second_order(
    spot: Floats, strike: Floats, years: Floats, vol: Floats, rate: Floats, dividends: Floats, vega: Floats
) -> tuple[Floats, Floats]:
    """Return vanna and volga from the vega; both 0 where there is no vega left."""
    deviation = vol * np.sqrt(years)
    usable = deviation > 0
    safe = np.where(usable, deviation, 1.0)
    d1 = (np.log(spot / strike) + (rate - dividends) * years) / safe + safe / 2
    d2 = d1 - safe
    # Per vol point: vega already carries 0.01, the second derivative in vol brings another.
    vanna = np.where(usable, -vega * d2 / (spot * safe), 0.0 * vega)
    volga = np.where(usable, 0.01 * vega * d1 * d2 * np.sqrt(years) / safe, 0.0 * vega)
    return vanna, volga


def _vega_vix(
    surface: Surface, flag: str | ArrayLike, strike: ArrayLike, time: ArrayLike, beta: float
) -> Floats:
    """Differentiate the price by the VIX through the whole surface (central difference)."""
    extra = {} if isinstance(surface, FlatSurface) else {"vix3m_beta": beta}
    up, down = (
        surface_price(surface.bumped(vix=step, **extra), flag, strike, time)
        for step in (_VIX_STEP, -_VIX_STEP)
    )
    return (up - down) / (2 * _VIX_STEP)


def _theta_surface(surface: Surface, flag: str | ArrayLike, strike: ArrayLike, time: ArrayLike) -> Floats:
    """Differentiate the price by the passing of time through the whole surface, per calendar day."""
    years = np.asarray(time, float)
    step = np.minimum(_TIME_STEP, years / 2)
    later, earlier = (surface_price(surface, flag, strike, years - sign * step) for sign in (1, -1))
    span = 2 * step * DAYS_A_YEAR
    return np.where(span > 0, (later - earlier) / np.where(span > 0, span, 1.0), 0.0 * later)
