"""Vega-positive condors through history: sold on many days at once, overnight, to expiry, and one after another.

Model replays, not chain backtests: every mark comes from the surface of the day, at mid prices and before trading costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from alvh_helpers.arrays import Floats
from alvh_helpers.course.nb05_vega_positive.builds import (
    CLAIMED,
    Build,
    land,
    leg_values,
    listed_width,
    strikes_at,
)
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, next_spx_expiry, spx_expiries
from alvh_helpers.market.history import Market
from alvh_helpers.positions.margin import position_margin
from alvh_helpers.positions.strikes import CONDOR_FLAGS, choose_strikes
from alvh_helpers.positions.valuation import context
from alvh_helpers.pricing.greeks import surface_price
from alvh_helpers.pricing.surface import SpxSurface, spx_surface, surface_of
from alvh_helpers.simulation.condors import nearest_expiry

__all__ = ["held", "overnight", "programme"]


class _Sales(NamedTuple):
    """Condors sold on many days at once: surfaces, strikes (n, 4), times (n, 4), quantities (4,), widths (n,)."""

    surface: SpxSurface
    expiry: pd.DatetimeIndex
    strikes: Floats
    times: Floats
    quantity: Floats
    width: Floats


def held(
    market: Market,
    dates: pd.DatetimeIndex,
    build: Build,
    *,
    days: int = 45,
    short_delta: float = 0.16,
    target: float = sum(CLAIMED) / 2,
    factor: float = 1.0,
) -> pd.DataFrame:
    """Sell the same condor on many days and hold each to the expiry of its shorts; later wings are sold there.

    Parameters
    ----------
    market : Market
        History that reaches to every expiry.
    dates : DatetimeIndex
        Days of sale.
    build, target
        As in `land`.
    days, short_delta
        Calendar days aimed at, and delta of the shorts.
    factor : float
        Multiplies VIX and VIX3M on all days: a test of how much the model's prices matter.

    Returns
    -------
    DataFrame
        By day of sale: ``vega`` (index points); ``width``, ``credit``, ``margin`` (R29: width less credit) and
        ``profit`` as shares of the index; before trading costs.
    """
    sold = _sell(market, dates, build, days, short_delta, target, factor)
    end = _surfaces(market, sold.expiry, factor)
    left = np.maximum(sold.times - sold.times[:, 1:2], 0.0)
    table = _opened(sold)
    final = surface_price(end, np.array(CONDOR_FLAGS), sold.strikes, left) @ sold.quantity
    table["profit"] = final / sold.surface.spot + table["credit"]
    return table.set_index(dates)


def overnight(
    market: Market,
    dates: pd.DatetimeIndex,
    build: Build,
    *,
    days: int = 45,
    short_delta: float = 0.16,
    target: float = sum(CLAIMED) / 2,
) -> pd.DataFrame:
    """Sell the same condor on many evenings and mark each at the next close, the gain split by cause.

    Parameters as in `held`; each day must have a next one.

    Returns
    -------
    DataFrame
        By evening: the columns of `held` but profit; ``move`` of the index (decimal) and ``rise`` of the VIX (points);
        ``gain`` and its parts as shares of the index: ``delta`` and ``gamma`` (each strike keeping its volatility),
        ``theta``, and ``volatility``, which is all the rest: what the options' volatilities did to the condor.
    """
    sessions = market.sessions
    at = sessions.get_indexer(dates)
    if (at < 0).any() or at.max() + 1 >= len(sessions):
        raise CourseError("every evening must be a session of the history that has a next one")
    sold = _sell(market, dates, build, days, short_delta, target, 1.0)
    after = _surfaces(market, sessions[at + 1])
    nights = (sessions[at + 1] - dates).days.to_numpy()
    now = leg_values(sold.surface, sold.strikes, sold.times)
    left = np.maximum(sold.times - nights[:, None] / 365, 0.0)
    then = surface_price(after, np.array(CONDOR_FLAGS), sold.strikes, left)
    moved, q = after.spot - sold.surface.spot, sold.quantity
    parts = {"gain": (then - now.price) @ q, "delta": now.delta @ q * moved}
    parts |= {"gamma": now.gamma @ q * moved**2 / 2, "theta": now.theta @ q * nights}
    split = pd.DataFrame(parts)
    split["volatility"] = 2 * split["gain"] - split.sum(axis=1)
    table = _opened(sold)
    table["move"], table["rise"] = moved / sold.surface.spot, after.vix - sold.surface.vix
    return table.join(split.div(sold.surface.spot, axis=0)).set_index(dates)


def programme(
    market: Market,
    builds: Mapping[str, Build],
    start: DateLike,
    end: DateLike,
    *,
    days: int = 45,
    short_delta: float = 0.16,
    target: float = sum(CLAIMED) / 2,
) -> pd.DataFrame:
    """Sell one condor of each build after another through a stretch of history, hold each to its expiry, mark it every day.

    All builds have the same shorts; `start` is the first day of sale, `end` the last of marks, else as in `held`.

    Returns
    -------
    DataFrame
        By session; columns (label, ``profit``), since the start, (label, ``vega``) and (label, ``margin``) by rule R29: dollars
        of one condor.
    """
    window = market.window(start, end)
    sale, parts, earned = window.sessions[0], [], dict.fromkeys(builds, 0.0)
    while sale < window.sessions[-1]:
        expiry = next_spx_expiry(sale, days)
        terms = context(market.window(sale, min(expiry, window.end)))
        today = surface_of(market, sale)
        shorts = choose_strikes(today, (expiry - sale).days / 365, short_delta=short_delta)[1:3]
        lives = {}
        for name, build in builds.items():
            book = land(today, sale, shorts, days, build, target).book
            marks = book.marks(terms)
            gained = earned[name] + marks.worth.sum(axis=-1) - book.cost
            lives[name, "profit"], lives[name, "vega"] = gained, marks.totals().vega
            lives[name, "margin"] = position_margin(marks).total
            earned[name] = float(gained[-1])
        parts.append(pd.DataFrame(lives, index=terms.index))
        sale = terms.index[-1]
    # On a day of expiry and sale the new condors' row stands: the profit is the same in both.
    return pd.concat(parts).groupby(level=0).last()


def _sell(
    market: Market,
    dates: pd.DatetimeIndex,
    build: Build,
    days: int,
    short_delta: float,
    target: float,
    factor: float = 1.0,
) -> _Sales:
    """Sell a build on many days: expiries are the listed ones nearest to the days aimed at."""
    surface = _surfaces(market, dates, factor)
    expiry, late = (_nearest_expiries(dates, aim) for aim in (days, days + build.later))
    near, far = ((ends - dates).days.to_numpy() / 365 for ends in (expiry, late))
    shorts = choose_strikes(surface, near, short_delta=short_delta)[:, 1:3]
    width = listed_width(surface, shorts, near, far, build, target)
    if (never := np.isnan(width)).any():
        raise CourseError(
            f"on {dates[never][0]:%Y-%m-%d} no width gives {build.wings_per_short:g} wings a short, {build.later} days later, "
            f"a vega of {target:+.2f}: aim at less, or let the wings live longer"
        )
    times = np.column_stack([far, near, near, far])
    quantity = np.array([build.wings_per_short, -1.0, -1.0, build.wings_per_short])
    return _Sales(surface, expiry, strikes_at(shorts, width), times, quantity, width)


def _opened(sold: _Sales) -> pd.DataFrame:
    """Return what each condor was on the evening of its sale."""
    values, spot = leg_values(sold.surface, sold.strikes, sold.times), sold.surface.spot
    credit = -(values.price @ sold.quantity) / spot
    width = sold.width / spot
    opened = {"vega": values.vega @ sold.quantity, "width": width, "credit": credit, "margin": width - credit}
    return pd.DataFrame(opened)


def _surfaces(market: Market, dates: pd.DatetimeIndex, factor: float = 1.0) -> SpxSurface:
    """Return the surfaces of many days, VIX and VIX3M multiplied by a factor."""
    there = surface_of(market, dates)
    vix, vix3m = factor * there.vix, factor * there.vix3m
    return spx_surface(there.spot, vix, vix3m, there.rate, there.dividend_yield)


def _nearest_expiries(dates: pd.DatetimeIndex, days: int) -> pd.DatetimeIndex:
    """Return the listed SPX expiry nearest to so many days after each date; of two equally near the earlier."""
    listed = spx_expiries(dates[0], dates[-1] + pd.Timedelta(days=days + 40))
    listed, evenings = (x.to_numpy().astype("M8[D]") for x in (listed, dates))
    return pd.DatetimeIndex(nearest_expiry(listed, evenings, days))
