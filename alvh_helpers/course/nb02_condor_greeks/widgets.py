"""Sliders over a condor's Greeks: sold on one evening, looked at with another index, VIX and number of days left."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.course.nb02_condor_greeks.figures import greek_panels
from alvh_helpers.course.widgets import explorer
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike
from alvh_helpers.market.contracts import SPX_MULTIPLIER
from alvh_helpers.market.history import Day, Market
from alvh_helpers.positions.condor import condor_greeks
from alvh_helpers.positions.strikes import choose_strikes
from alvh_helpers.pricing.surface import SpxSurface, spx_surface

__all__ = ["dollar_greeks", "eve_of", "greeks_explorer", "greeks_view", "surface_of_day"]


def eve_of(market: Market, date: DateLike) -> Day:
    """Return the facts of the session before a trading day.

    Raises
    ------
    CourseError
        When the date is no trading day of the history, or its first.
    """
    day, sessions = market.day(date).date, market.sessions
    if day == sessions[0]:
        raise CourseError(f"{day:%Y-%m-%d} is the first day of the history: nothing is known of its eve")
    return market.day(sessions[sessions.get_loc(day) - 1])


def surface_of_day(day: Day) -> SpxSurface:
    """Return the SPX surface of one day's closes."""
    return spx_surface(day.spx, day.vix, day.vix3m_filled, day.rate, day.dividend_yield)


def dollar_greeks(
    surface: SpxSurface, strikes: ArrayLike, time: ArrayLike, condors: float = 1.0
) -> dict[str, Floats]:
    """Return the Greeks of short condors in dollars: unit Greeks x 100 x condors.

    Parameters
    ----------
    surface : SpxSurface or FlatSurface, shape D
        One day, many days, or many imagined markets of one day.
    strikes : array_like, shape (4,) or D + (4,)
        Long put, short put, short call, long call.
    time : array_like
        Years to expiry; broadcasts against D.
    condors : float
        How many are sold.

    Returns
    -------
    dict of name to ndarray of shape D
        The names of `greeks.OptionGreeks` without ``vol``; ``price`` is the value, minus the credit on the day of the
        sale; ``delta`` stands for ``delta_sticky_strike``.
    """
    strikes = np.broadcast_to(np.asarray(strikes, float), (*surface.shape, 4))
    unit = condor_greeks(surface, strikes, time)._asdict()
    unit["delta"] = unit["delta_sticky_strike"]
    del unit["vol"]
    return {name: SPX_MULTIPLIER * condors * value for name, value in unit.items()}


def greeks_view(
    day: Day,
    *,
    days: int,
    short_delta: float,
    wing: float,
    vix: float,
    days_left: int,
    condors: float = 1.0,
) -> tuple[Figure, str]:
    """Draw the Greeks over the index of condors sold on one evening, then and with another VIX and fewer days.

    Parameters
    ----------
    day : Day
        Evening of the sale.
    days, days_left : int
        Calendar days to expiry at the sale, and when looked at.
    short_delta, wing : float
        Absolute delta of the shorts on the surface of the evening; width of both wings in points.
    vix : float
        VIX when looked at, in points; the VIX3M moves along by its usual share.
    condors : float
        How many are sold.
    """
    evening = surface_of_day(day)
    strikes = choose_strikes(evening, days / 365, short_delta=short_delta, wing_points=wing)
    left = min(days_left, days)
    reach = 0.6 * (strikes[3] - strikes[0]) + wing
    spot = np.linspace(max(day.spx - reach, 0.2 * day.spx), day.spx + reach, 121)
    cases = {
        f"VIX {vix:.1f}, {left} days left": (vix - day.vix, left),
        f"VIX {day.vix:.1f}, {days} days left": (0.0, days),
    }
    curves = {
        label: dollar_greeks(evening.bumped(spot=spot - day.spx, vix=change), strikes, n / 365, condors)
        for label, (change, n) in cases.items()
    }
    wings = {"put wing": tuple(strikes[:2]), "call wing": tuple(strikes[2:])}
    return greek_panels(spot, curves, xlabel="S&P 500 index (points)", bands=wings)


def greeks_explorer(day: Day, days: int, short_delta: float, wing: float, condors: float = 1.0) -> Any:
    """Return sliders over :func:`greeks_view`, set to the evening itself at the start."""
    import ipywidgets as widgets

    return explorer(
        lambda **values: greeks_view(day, days=days, condors=condors, **values),
        vix=widgets.FloatSlider(value=day.vix, min=8, max=90, step=0.5, description="VIX"),
        days_left=widgets.IntSlider(value=days, min=1, max=days, description="days left"),
        short_delta=widgets.FloatSlider(
            value=short_delta, min=0.05, max=0.45, step=0.01, description="short delta"
        ),
        wing=widgets.IntSlider(value=int(wing), min=5, max=200, step=5, description="wings (points)"),
    )
