"""What each leg is worth, and its Greeks in dollars: on one day, on every day, or in many scenarios at once.

Units are those of the course: unit Greeks times quantity times multiplier, signed for the holder, for each leg in its
*own* underlying: SPX points for SPX options, points of its VIX future for everything on the VIX. SPX Greeks hold
each option's volatility still (sticky strike); theta holds spot, or the future, still.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import Bools, Dates, Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date, days_to_vx_expiries, session_on_or_before
from alvh_helpers.market.contracts import DAYS_A_YEAR, VX_COLUMNS
from alvh_helpers.market.history import Market
from alvh_helpers.positions.legs import Leg
from alvh_helpers.pricing.black import OptionValues, black76, black_scholes, extrinsic_value
from alvh_helpers.pricing.surface import Surface, surface_of
from alvh_helpers.vix.futures import LISTED, forward_on_curve
from alvh_helpers.vix.options import VixSmile, known_vvix
from alvh_helpers.vix.options import vix_smile as course_vix_smile

__all__ = [
    "EtnQuote",
    "Greeks",
    "Marks",
    "PricingContext",
    "VegaBeta",
    "context",
    "mark",
]

VegaBeta = float | Callable[[Floats], ArrayLike]

_ONE_DAY = pd.Timedelta(days=1)
_GREEKS = ("delta", "gamma", "vega", "theta", "rho")
_COLUMNS = ("price", "value", "settled", "extrinsic", *_GREEKS, "spx_vega_equivalent")


class EtnQuote(NamedTuple):
    """Level of an ETN's index, and how it answers to VIX futures.

    Attributes
    ----------
    level : Series or array_like
        Dollars a share, by day.
    vix_delta : Series or array_like
        Dollars a share per point of its futures (leverage x level / their price); NaN while it does not matter.
    years : float
        Time to expiry of the future it stands for, which decides its beta.
    """

    level: pd.Series | ArrayLike
    vix_delta: pd.Series | ArrayLike = np.nan
    years: float = 30.0 / DAYS_A_YEAR


@dataclass(frozen=True, eq=False)
class PricingContext:
    """Everything that prices a leg, on `shape` days or scenarios; build it with `context`.

    Attributes
    ----------
    dates : ndarray of datetime64[D], shape D
        The day of each mark.
    surface : SpxSurface or FlatSurface, shape D
        Spot, rates and volatilities of SPX.
    vvix : ndarray, shape D
        Index points.
    vix_forward : callable
        Takes expiries, datetime64 of shape (n,), returns forwards of shape D + (n,), NaN where there is none.
    spx_settlement : callable
        Takes an expiry and returns the SPX close at which its options settled.
    vix_smile : callable
        ``vix_smile(vvix, forward, strike, time)`` returns vols of VIX options.
    etn : mapping of str to EtnQuote
        By the names that ETN legs carry.
    vega_beta : float, callable or None
        VIX-future points per vol point of SPX, the beta behind `spx_vega_equivalent`; a callable takes the
        future's years to expiry. None: not known, and the equivalent comes out as NaN.
    index : DatetimeIndex or None
        Days of a history; then totals come as Series.
    """

    dates: Dates
    surface: Surface
    vvix: Floats
    vix_forward: Callable[[Dates], Floats]
    spx_settlement: Callable[[pd.Timestamp], ArrayLike]
    vix_smile: VixSmile = course_vix_smile
    etn: Mapping[str, EtnQuote] = field(default_factory=lambda: MappingProxyType({}))
    vega_beta: VegaBeta | None = None
    index: pd.DatetimeIndex | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the days or scenarios; () for a single one."""
        return self.dates.shape

    def years_to(self, expiries: Dates) -> Floats:
        """Return the years (ACT/365) to each expiry, shape D + (n,); 0 or less once it is reached."""
        return (expiries - self.dates[..., None]).astype(np.int64) / DAYS_A_YEAR

    def etn_of(self, name: str) -> tuple[Floats, Floats, float]:
        """Return level and VIX delta of an ETN, of shape D, and its years; CourseError when it is not given."""
        if name not in self.etn:
            known = ", ".join(self.etn) or "none"
            raise CourseError(
                f"no index level is given for the ETN {name!r}: pass etn={{...}} (given: {known})"
            )
        quote = self.etn[name]
        quote = quote if isinstance(quote, EtnQuote) else EtnQuote(quote)
        return self._by_day(name, quote.level), self._by_day(name, quote.vix_delta), quote.years

    def beta_at(self, years: Floats) -> Floats:
        """Return the beta of VIX futures with so many years to expiry; NaN when none is given."""
        if self.vega_beta is None:
            return np.full(np.shape(years), np.nan)
        beta = self.vega_beta(years) if callable(self.vega_beta) else self.vega_beta
        return np.broadcast_to(np.asarray(beta, float), np.shape(years))

    def _by_day(self, name: str, values: pd.Series | ArrayLike) -> Floats:
        if isinstance(values, pd.Series):
            days = pd.DatetimeIndex(np.unique(self.dates))
            missing = days.difference(pd.DatetimeIndex(values.index))
            if len(missing):
                raise CourseError(f"the level of the ETN {name!r} is not given for {missing[0]:%Y-%m-%d}")
            values = values.reindex(pd.DatetimeIndex(self.dates.ravel())).to_numpy(float).reshape(self.shape)
        return np.broadcast_to(np.asarray(values, float), self.shape)


def context(source: Any, date: DateLike | None = None, **terms: Any) -> PricingContext:
    """Return the pricing context of a history, of one of its days, or of a surface.

    Parameters
    ----------
    source : Market, SpxSurface, FlatSurface or PricingContext
        A `Market` alone means every day of it; it must hold the expiry day of every leg that has expired. A surface may hold
        scenarios of one day, as `surface.bumped(spot=...)` makes them. A context is returned as it is.
    date : date-like, optional
        The day; a surface always needs one.
    **terms
        ``vix_smile``, ``etn`` and ``vega_beta`` as in `PricingContext`; ETN levels may be plain Series by day. With a surface
        also ``vx``, VIX futures in points by expiry, and ``vvix``, points, for the book's VIX legs; each broadcasts to shape D.

    Raises
    ------
    CourseError
        When a surface comes without a date, or the day lies outside the history.

    Notes
    -----
    A market's surface is that of `surface_of`, its VIX forwards are `futures.forward_at` on daily settlements, and settled
    SPX options took the close of their expiry day.
    """
    if isinstance(source, PricingContext):
        if date is not None or terms:
            raise CourseError("a pricing context already has its date and terms: pass it alone")
        return source
    if isinstance(source, Market):
        return _market_context(source, date, **terms)
    if date is None:
        raise CourseError("a surface does not know its day: say which, for example date='2020-02-18'")
    return _surface_context(source, date, **terms)


def _market_context(
    market: Market,
    date: DateLike | None,
    *,
    vix_smile: VixSmile = course_vix_smile,
    etn: Mapping[str, Any] | None = None,
    vega_beta: VegaBeta | None = None,
) -> PricingContext:
    """Return the pricing context of a whole history or of one of its days."""
    sessions, vvix, index = market.sessions, known_vvix(market), None if date is not None else market.sessions
    dates = sessions.to_numpy().astype("M8[D]")
    if date is not None:
        at = int(sessions.searchsorted(market.day(date).date))
        # VVIX as known on the day: carried forward from the days before it.
        sessions, dates, vvix = sessions[[at]], np.asarray(dates[at]), np.asarray(vvix[at])

    def forward(expiries: Dates) -> Floats:
        """Return the forwards of the history's own curve."""
        ahead = (expiries - dates[..., None]).astype(float).reshape(len(sessions), -1)
        rows, left = market.table.loc[sessions], days_to_vx_expiries(sessions, LISTED)
        vix, curve = rows["vix"].to_numpy(float), rows[VX_COLUMNS].to_numpy(float)
        found = forward_on_curve(vix, curve, left, np.where(ahead > 0, ahead, np.nan))
        return found.reshape((*dates.shape, -1))

    return PricingContext(
        dates=dates,
        surface=surface_of(market, date),
        vvix=vvix,
        vix_forward=forward,
        spx_settlement=lambda expiry: _close(market, expiry),
        vix_smile=vix_smile,
        etn=MappingProxyType(dict(etn or {})),
        vega_beta=vega_beta,
        index=index,
    )


def _surface_context(
    surface: Surface,
    date: DateLike,
    *,
    vx: Mapping[DateLike, ArrayLike] | None = None,
    vvix: ArrayLike = np.nan,
    vix_smile: VixSmile = course_vix_smile,
    etn: Mapping[str, Any] | None = None,
    vega_beta: VegaBeta | None = None,
) -> PricingContext:
    """Return the pricing context of an explicit surface on one day: a day as it was, or as one imagines it."""
    day = as_date(date)
    shape = np.shape(surface.spot)
    futures = {as_date(expiry): np.broadcast_to(level, shape) for expiry, level in (vx or {}).items()}

    def forward(expiries: Dates) -> Floats:
        """Return the futures that were given."""
        missing = np.full(shape, np.nan)
        return np.stack([futures.get(pd.Timestamp(e), missing) for e in expiries], axis=-1)

    def settled(expiry: pd.Timestamp) -> ArrayLike:
        """Return the surface's own spot, if the options expire on its day."""
        if expiry == day:
            return surface.spot
        raise CourseError(
            f"an SPX option that expired on {expiry:%Y-%m-%d} is marked on {day:%Y-%m-%d} without the history: "
            "settle it first, or pass the market instead of a surface"
        )

    return PricingContext(
        dates=np.full(shape, day.to_datetime64(), dtype="M8[D]"),
        surface=surface,
        vvix=np.broadcast_to(np.asarray(vvix, float), shape),
        vix_forward=forward,
        spx_settlement=settled,
        vix_smile=vix_smile,
        etn=MappingProxyType(dict(etn or {})),
        vega_beta=vega_beta,
    )


def _close(market: Market, expiry: pd.Timestamp) -> float:
    if expiry < market.start:
        raise CourseError(
            f"an SPX option expired on {expiry:%Y-%m-%d}, before the history given, which begins "
            f"{market.start:%Y-%m-%d}: settle it first or pass a longer history"
        )
    return market.day(expiry).spx


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

        def over(values: Floats, which: Bools) -> Floats:
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


def mark(legs: tuple[Leg, ...], context: PricingContext) -> Marks:
    """Mark legs in a pricing context.

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
    """Mark SPX options on the surface; from the close of their expiry day on they are cash.

    The reference: `simulation.condors` marks all condors of a replay by the same formula, faster, and is tested against it.
    """
    strikes, flags, dollars, expiries = _terms(legs)
    surface, years = context.surface, context.years_to(expiries)
    alive, years = years > 0, np.maximum(years, 0.0)
    spot, rate, dividends = (x[..., None] for x in (surface.spot, surface.rate, surface.dividend_yield))
    vols = surface.vol(np.broadcast_to(strikes, years.shape), years)
    values = black_scholes(flags, spot, strikes, years, vols, rate, dividends)
    marked = _in_dollars(values, dollars, extrinsic_value(values.price, flags, spot, strikes))
    if alive.all():
        return marked
    marked = {name: np.where(alive, column, 0.0) for name, column in marked.items()}
    marked["price"] = np.where(alive, values.price, np.nan)
    marked["settled"] = np.where(alive, 0.0, _settlements(legs, ~alive, context))
    return marked


def _settlements(legs: list[Leg], expired: Bools, context: PricingContext) -> Floats:
    """Return what expired options paid, in dollars; only expiries that were reached are looked up."""
    paid = np.zeros((*context.shape, len(legs)))
    for i, leg in enumerate(legs):
        if expired[..., i].any():
            paid[..., i] = leg.payoff(context.spx_settlement(leg.ends))
    return paid


def _mark_vix_options(legs: list[Leg], context: PricingContext) -> dict[str, Floats]:
    """Mark VIX options by Black-76 on the future of their own expiry."""
    strikes, flags, dollars, expiries = _terms(legs)
    forward, years = _vix_forwards(legs, expiries, context)
    vvix, strike = (np.broadcast_to(x, years.shape) for x in (context.vvix[..., None], strikes))
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
        level, per_point, years = context.etn_of(leg.name or "")
        delta = leg.quantity * per_point
        beta = context.beta_at(np.full(context.shape, years))
        marks.append((level, leg.quantity * level, delta, delta * beta))
    names = ("price", "value", "delta", "spx_vega_equivalent")
    return {name: np.stack(column, axis=-1) for name, column in zip(names, zip(*marks))}


def _mark_cash(legs: list[Leg], context: PricingContext) -> dict[str, Floats]:
    return {"price": np.ones(1), "value": np.array([leg.quantity for leg in legs])}


def _terms(legs: list[Leg]) -> tuple[Floats, NDArray[np.str_], Floats, Dates]:
    """Return strikes, flags, quantity x multiplier, and expiries of legs as arrays."""
    strikes = np.array([leg.strike or np.nan for leg in legs])
    flags = np.array([leg.flag or "c" for leg in legs])
    dollars = np.array([leg.quantity * leg.multiplier for leg in legs])
    expiries = np.array([leg.ends.to_datetime64() for leg in legs], dtype="M8[D]")
    return strikes, flags, dollars, expiries


def _in_dollars(values: OptionValues, dollars: Floats, extrinsic: Floats) -> dict[str, Floats]:
    """Return price in points, and value, extrinsic value and Greeks of the position in dollars."""
    scaled = {name: dollars * getattr(values, name) for name in _GREEKS}
    return {"price": values.price, "value": dollars * values.price, "extrinsic": dollars * extrinsic} | scaled


def _vix_forwards(legs: list[Leg], expiries: Dates, context: PricingContext) -> tuple[Floats, Floats]:
    """Return the VIX future behind each leg and its years to expiry, or refuse a day on which there is none."""
    years = context.years_to(expiries)
    late = (years <= 0).reshape(-1, len(legs)).any(axis=0)
    if late.any():
        leg = legs[int(np.argmax(late))]
        last = session_on_or_before(leg.ends - _ONE_DAY)
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
