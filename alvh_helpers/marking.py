"""What each leg is worth, and its Greeks in dollars: on one day, on every day, or in many scenarios at once.

Units are those of the course: unit Greeks times quantity times multiplier, signed for the holder, for each leg in its
*own* underlying: SPX points for SPX options, points of its VIX future for everything on the VIX. SPX Greeks hold
each option's volatility still (sticky strike); theta holds spot, or the future, still.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.anatomy import extrinsic_value
from alvh_helpers.black import OptionValues, black76, black_scholes
from alvh_helpers.errors import CourseError
from alvh_helpers.legs import Leg
from alvh_helpers.market.calendar import session_on_or_before
from alvh_helpers.pricing import PricingContext

__all__ = ["Greeks", "Marks", "mark"]


Floats = NDArray[np.float64]


_ONE_DAY = pd.Timedelta(days=1)


class Greeks(NamedTuple):
    """A position's sensitivities in dollars; SPX and the VIX are never added up, nor are the two kinds of vega.

    Attributes
    ----------
    delta, gamma : ndarray
        Of the SPX options, per SPX point and per SPX point squared.
    vega : ndarray
        Of the SPX options, per point (0.01) of their own implied volatilities.
    theta : ndarray
        Of all options, per calendar day.
    rho : ndarray
        Of all options, per 1 % of the rate.
    vix_delta, vix_gamma : ndarray
        Of VIX options, VIX futures and ETN shares, per point of their VIX future and per point squared.
    vol_of_vol_vega : ndarray
        Of the VIX options, per point of their own implied volatilities. No hedge of anything in SPX.
    spx_vega_equivalent : ndarray
        Of VIX options, futures and ETN shares, per SPX vol point: vix_delta x beta of the future to SPX implied
        volatility. What stands against `vega`. NaN where the beta is not given.
    """

    delta: Floats
    gamma: Floats
    vega: Floats
    theta: Floats
    rho: Floats
    vix_delta: Floats
    vix_gamma: Floats
    vol_of_vol_vega: Floats
    spx_vega_equivalent: Floats


@dataclass(frozen=True, eq=False)
class Marks:
    """Marks of legs on days or scenarios: every array has shape D + (number of legs,).

    Attributes
    ----------
    legs : tuple of Leg
        The last axis.
    context : PricingContext
        What they were priced in.
    price : ndarray
        Points (ETN: dollars a share) of one unit; NaN once settled.
    value : ndarray
        Dollars of what is still open; a future counts what it has gained since it was traded.
    settled : ndarray
        Dollars that an expired SPX option paid, from the close of its expiry day on; 0 before. A leg is
        either open or settled, never both.
    extrinsic : ndarray
        Dollars of option value beyond intrinsic (SPX: on spot; VIX: on the future).
    delta, gamma, vega, theta, rho : ndarray
        Dollars, in the leg's own underlying.
    spx_vega_equivalent : ndarray
        Dollars per SPX vol point through the VIX future; 0 for SPX options and cash.
    """

    legs: tuple[Leg, ...]
    context: PricingContext
    price: Floats
    value: Floats
    settled: Floats
    extrinsic: Floats
    delta: Floats
    gamma: Floats
    vega: Floats
    theta: Floats
    rho: Floats
    spx_vega_equivalent: Floats

    @property
    def worth(self) -> Floats:
        """Dollars by leg, open value and settlement together."""
        return self.value + self.settled

    def totals(self) -> Greeks:
        """Return the position's Greeks, each of shape D."""
        spx = np.array([leg.kind == "SPX option" for leg in self.legs], dtype=bool)
        vix_options = np.array([leg.kind == "VIX option" for leg in self.legs], dtype=bool)

        def over(values: Floats, which: NDArray[np.bool_]) -> Floats:
            """Add up some of the legs."""
            return values[..., which].sum(axis=-1)

        return Greeks(
            delta=over(self.delta, spx),
            gamma=over(self.gamma, spx),
            vega=over(self.vega, spx),
            theta=self.theta.sum(axis=-1),
            rho=self.rho.sum(axis=-1),
            vix_delta=over(self.delta, ~spx),
            vix_gamma=over(self.gamma, ~spx),
            vol_of_vol_vega=over(self.vega, vix_options),
            spx_vega_equivalent=self.spx_vega_equivalent.sum(axis=-1),
        )


_COLUMNS = (
    "price",
    "value",
    "settled",
    "extrinsic",
    "delta",
    "gamma",
    "vega",
    "theta",
    "rho",
    "spx_vega_equivalent",
)


def mark(legs: tuple[Leg, ...], context: PricingContext) -> Marks:
    """Mark legs in a pricing context.

    Parameters
    ----------
    legs : tuple of Leg
        The position.
    context : PricingContext
        From `pricing.context`; its shape D are the days or scenarios.

    Returns
    -------
    Marks

    Raises
    ------
    CourseError
        When a VIX leg is marked on or after its expiry day, a VIX future was not listed, or an ETN's level is
        not given.
    """
    columns = {name: np.zeros((*context.shape, len(legs))) for name in _COLUMNS}
    groups = {"SPX option": _mark_spx, "VIX option": _mark_vix_options, "ETN": _mark_etn, "cash": _mark_cash}
    for kind in dict.fromkeys(leg.kind for leg in legs):
        at = [i for i, leg in enumerate(legs) if leg.kind == kind]
        marked = groups.get(kind, _mark_futures)([legs[i] for i in at], context)
        for name, values in marked.items():
            columns[name][..., at] = values
    return Marks(legs, context, **columns)


def _mark_spx(legs: list[Leg], context: PricingContext) -> dict[str, Floats]:
    """Mark SPX options on the surface; from the close of their expiry day on they are cash."""
    strikes, flags, dollars, expiries = _terms(legs)
    surface, years = context.surface, context.years_to(expiries)
    alive, years = years > 0, np.maximum(years, 0.0)
    spot, rate, dividends = (
        np.asarray(x)[..., None] for x in (surface.spot, surface.rate, surface.dividend_yield)
    )
    vols = surface.vol(np.broadcast_to(strikes, years.shape), years)
    values = black_scholes(flags, spot, strikes, years, vols, rate, dividends)
    marked = _in_dollars(values, dollars, extrinsic_value(values.price, flags, spot, strikes))
    if alive.all():
        return marked
    marked = {name: np.where(alive, column, 0.0) for name, column in marked.items()}
    marked["price"] = np.where(alive, values.price, np.nan)
    marked["settled"] = np.where(alive, 0.0, _settlements(legs, ~alive, context))
    return marked


def _settlements(legs: list[Leg], expired: NDArray[np.bool_], context: PricingContext) -> Floats:
    """Return what expired options paid, in dollars; only expiries that were reached are looked up."""
    paid = np.zeros((*context.shape, len(legs)))
    for i, leg in enumerate(legs):
        if expired[..., i].any():
            paid[..., i] = leg.payoff(context.spx_settlement(leg.expiry))
    return paid


def _mark_vix_options(legs: list[Leg], context: PricingContext) -> dict[str, Floats]:
    """Mark VIX options by Black-76 on the future of their own expiry."""
    strikes, flags, dollars, expiries = _terms(legs)
    forward, years = _vix_forwards(legs, expiries, context)
    vvix, strike = (
        np.broadcast_to(context.vvix[..., None], years.shape),
        np.broadcast_to(strikes, years.shape),
    )
    vols = context.vix_smile(vvix, forward, strike, years)
    values = black76(flags, forward, strikes, years, vols, np.asarray(context.surface.rate)[..., None])
    marked = _in_dollars(values, dollars, extrinsic_value(values.price, flags, forward, strikes))
    return marked | {"spx_vega_equivalent": marked["delta"] * context.beta_at(years)}


def _mark_futures(legs: list[Leg], context: PricingContext) -> dict[str, Floats]:
    """Mark VIX futures at their settlement: what they have gained since they were traded."""
    expiries = _terms(legs)[3]
    dollars = np.array([leg.quantity * leg.multiplier for leg in legs])
    forward, years = _vix_forwards(legs, expiries, context)
    gained = dollars * (forward - np.array([leg.price for leg in legs]))
    delta = np.broadcast_to(dollars, forward.shape)
    return {
        "price": forward,
        "value": gained,
        "delta": delta,
        "spx_vega_equivalent": delta * context.beta_at(years),
    }


def _mark_etn(legs: list[Leg], context: PricingContext) -> dict[str, Floats]:
    """Mark ETN shares at the level of their index."""
    marks = []
    for leg in legs:
        level, per_point, years = context.etn_of(leg.name)
        delta = leg.quantity * per_point
        beta = context.beta_at(np.full(context.shape, years))
        marks.append((level, leg.quantity * level, delta, delta * beta))
    names = ("price", "value", "delta", "spx_vega_equivalent")
    return {name: np.stack(column, axis=-1) for name, column in zip(names, zip(*marks))}


def _mark_cash(legs: list[Leg], context: PricingContext) -> dict[str, Floats]:
    return {"price": np.ones(1), "value": np.array([leg.quantity for leg in legs])}


def _terms(legs: list[Leg]) -> tuple[Floats, NDArray[np.str_], Floats, NDArray[np.datetime64]]:
    """Return strikes, flags, quantity x multiplier, and expiries of legs as arrays."""
    strikes = np.array([leg.strike or np.nan for leg in legs])
    flags = np.array([leg.flag or "c" for leg in legs])
    dollars = np.array([leg.quantity * leg.multiplier for leg in legs])
    expiries = np.array([leg.expiry.to_datetime64() for leg in legs], dtype="M8[D]")
    return strikes, flags, dollars, expiries


def _in_dollars(values: OptionValues, dollars: Floats, extrinsic: Floats) -> dict[str, Floats]:
    """Return price in points, and value, extrinsic value and Greeks of the position in dollars."""
    greeks = ("delta", "gamma", "vega", "theta", "rho")
    scaled = {name: dollars * getattr(values, name) for name in greeks}
    return {"price": values.price, "value": dollars * values.price, "extrinsic": dollars * extrinsic} | scaled


def _vix_forwards(
    legs: list[Leg], expiries: NDArray[np.datetime64], context: PricingContext
) -> tuple[Floats, Floats]:
    """Return the VIX future behind each leg and its years to expiry, or refuse a day on which there is none."""
    years = context.years_to(expiries)
    late = (years <= 0).reshape(-1, len(legs)).any(axis=0)
    if late.any():
        leg = legs[int(np.argmax(late))]
        last = session_on_or_before(leg.expiry - _ONE_DAY)
        raise CourseError(
            f"{leg.label} is marked on or after its expiry day, on which it settles at the opening: "
            f"close or roll it no later than the session before, {last:%Y-%m-%d}"
        )
    forward = context.vix_forward(expiries)
    missing = np.isnan(forward).reshape(-1, len(legs))
    if missing.any():
        day, which = np.argwhere(missing)[0]
        raise CourseError(
            f"no VIX future reaches {legs[which].expiry:%Y-%m-%d} on {context.dates.ravel()[day]}: the leg "
            f"{legs[which].label} has no price there; choose days on which it was listed, or pass vx={{expiry: points}}"
        )
    return forward, years


_MOVED = {
    "extrinsic_value": ("alvh_helpers.anatomy", "extrinsic_value"),
    "OptionValues": ("alvh_helpers.black", "OptionValues"),
    "black76": ("alvh_helpers.black", "black76"),
    "black_scholes": ("alvh_helpers.black", "black_scholes"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Leg": ("alvh_helpers.legs", "Leg"),
    "PricingContext": ("alvh_helpers.pricing", "PricingContext"),
    "session_on_or_before": ("alvh_helpers.market.calendar", "session_on_or_before"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
