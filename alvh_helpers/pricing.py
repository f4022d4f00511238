"""What the market says, gathered for pricing a book: surface, VIX forwards and smile, ETN levels, settlements.

A book says what is held, a `PricingContext` says at what terms everything is priced, on one day, on every day of a
history, or in a thousand imagined markets of one day. Nothing here is looked up later or elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date
from alvh_helpers.market.history import Market
from alvh_helpers.surface import spx_surface
from alvh_helpers.vixoptions import VixSmile, known_vvix
from alvh_helpers.vixsmile import vix_smile as course_vix_smile
from alvh_helpers.vixterm import forward_at

__all__ = ["Days", "EtnQuote", "PricingContext", "VegaBeta", "context", "market_context", "surface_context"]


Floats = NDArray[np.float64]


Days = NDArray[np.datetime64]


VegaBeta = float | Callable[[Floats], ArrayLike]


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
    years: float = 30.0 / 365.0


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

    dates: Days
    surface: Any
    vvix: Floats
    vix_forward: Callable[[Days], Floats]
    spx_settlement: Callable[[pd.Timestamp], ArrayLike]
    vix_smile: VixSmile = course_vix_smile
    etn: Mapping[str, EtnQuote] = field(default_factory=lambda: MappingProxyType({}))
    vega_beta: VegaBeta | None = None
    index: pd.DatetimeIndex | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the days or scenarios; () for a single one."""
        return self.dates.shape

    def years_to(self, expiries: Days) -> Floats:
        """Return the years (ACT/365) to each expiry, shape D + (n,); 0 or less once it is reached."""
        return (expiries - self.dates[..., None]).astype(np.int64) / 365.0

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
            missing = days.difference(values.index)
            if len(missing):
                raise CourseError(f"the level of the ETN {name!r} is not given for {missing[0]:%Y-%m-%d}")
            values = values.reindex(pd.DatetimeIndex(self.dates.ravel())).to_numpy(float).reshape(self.shape)
        return np.broadcast_to(np.asarray(values, float), self.shape)


def context(source: Any, date: DateLike | None = None, **terms: Any) -> PricingContext:
    """Return the pricing context of a history, of one of its days, or of a surface.

    Parameters
    ----------
    source : Market, SpxSurface, FlatSurface or PricingContext
        A `Market` alone means every day of it. A context is returned as it is.
    date : date-like, optional
        The day; a surface always needs one.
    **terms
        As in `market_context` and `surface_context`.

    Raises
    ------
    CourseError
        When a surface comes without a date, or the day lies outside the history.
    """
    if isinstance(source, PricingContext):
        if date is not None or terms:
            raise CourseError("a pricing context already has its date and terms: pass it alone")
        return source
    if isinstance(source, Market):
        return market_context(source, date, **terms)
    if date is None:
        raise CourseError("a surface does not know its day: say which, for example date='2020-02-18'")
    return surface_context(source, date, **terms)


def market_context(
    market: Market,
    date: DateLike | None = None,
    *,
    vix_smile: VixSmile = course_vix_smile,
    etn: Mapping[str, Any] | None = None,
    vega_beta: VegaBeta | None = None,
) -> PricingContext:
    """Return the pricing context of a whole history or of one of its days.

    The surface is that of `spx_surface` on each day's closes, with the VIX3M filled before 2009-09-18; VIX forwards
    are `vixterm.forward_at` on daily settlements; settled SPX options took the close of their expiry day.

    Parameters
    ----------
    market : Market
        The history; it must hold the expiry day of every leg that has expired.
    date : date-like, optional
        One trading day of it; every day when left out.
    vix_smile, etn, vega_beta
        As in `PricingContext`; ETN levels may be plain Series by day.

    Raises
    ------
    CourseError
        When the day is no trading day of the history.
    """
    table, index, vvix = market.table, market.sessions, known_vvix(market)
    dates = index.to_numpy().astype("M8[D]")
    if date is not None:
        stamp = market.day(date).date
        at, index = index.get_loc(stamp), None
        # VVIX as known on the day: carried forward from the days before it.
        dates, vvix, table = np.asarray(dates[at]), np.asarray(vvix[at]), table.iloc[at]

    # Cutting out a day takes longer than marking it: only for VIX legs, and once for all of them.
    curve = cache(lambda: market if date is None else market.window(stamp, stamp))

    def forward(expiries: Days) -> Floats:
        """Return the forwards of the history's own curve."""
        window = curve()
        days = (expiries - dates[..., None]).astype(float).reshape(len(window), -1)
        return forward_at(window, np.where(days > 0, days, np.nan)).reshape((*dates.shape, -1))

    columns = ("spx", "vix", "vix3m_filled", "rate", "dividend_yield")
    return PricingContext(
        dates=dates,
        surface=spx_surface(*(np.asarray(table[c], float) for c in columns)),
        vvix=vvix,
        vix_forward=forward,
        spx_settlement=lambda expiry: _close(market, expiry),
        vix_smile=vix_smile,
        etn=MappingProxyType(dict(etn or {})),
        vega_beta=vega_beta,
        index=index,
    )


def surface_context(
    surface: Any,
    date: DateLike,
    *,
    vx: Mapping[DateLike, ArrayLike] | None = None,
    vvix: ArrayLike = np.nan,
    vix_smile: VixSmile = course_vix_smile,
    etn: Mapping[str, Any] | None = None,
    vega_beta: VegaBeta | None = None,
) -> PricingContext:
    """Return the pricing context of an explicit surface on one day: a day as it was, or as one imagines it.

    Parameters
    ----------
    surface : SpxSurface or FlatSurface, shape D
        D may be a set of scenarios of that one day, as `surface.bumped(spot=...)` makes them.
    date : date-like
        The day.
    vx : mapping of expiry to array_like
        VIX futures, points, for each expiry that the book's VIX legs have; each broadcasts to shape D.
    vvix : array_like
        Index points, for VIX options.
    vix_smile, etn, vega_beta
        As in `PricingContext`.
    """
    day = as_date(date)
    shape = np.shape(surface.spot)
    futures = {as_date(expiry): np.broadcast_to(level, shape) for expiry, level in (vx or {}).items()}

    def forward(expiries: Days) -> Floats:
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


_MOVED = {
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "spx_surface": ("alvh_helpers.surface", "spx_surface"),
    "VixSmile": ("alvh_helpers.vixoptions", "VixSmile"),
    "known_vvix": ("alvh_helpers.vixoptions", "known_vvix"),
    "course_vix_smile": ("alvh_helpers.vixsmile", "vix_smile"),
    "forward_at": ("alvh_helpers.vixterm", "forward_at"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
