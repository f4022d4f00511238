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
from alvh_helpers.pricing.surface import SpxSurface

__all__ = ["dollar_greeks", "eve_of", "greeks_explorer", "greeks_view"]


def eve_of(market: Market, date: DateLike) -> Day:
    """Return the session before a trading day; refuses a day that is none, and the first of the history."""
    day, sessions = market.day(date).date, market.sessions
    if day == sessions[0]:
        raise CourseError(f"{day:%Y-%m-%d} is the first day of the history: nothing is known of its eve")
    return market.day(sessions[sessions.get_loc(day) - 1])


def dollar_greeks(
    surface: SpxSurface, strikes: ArrayLike, time: ArrayLike, condors: float = 1.0
) -> dict[str, Floats]:
    """Return the Greeks of short condors in dollars: unit Greeks x 100 x condors, each of the surface's shape D.

    `strikes` of shape (4,) or D + (4,), `time` in years. Names as in `OptionGreeks` without ``vol``; ``price`` is minus
    the credit on the day of the sale, ``delta`` stands for ``delta_sticky_strike``.
    """
    strikes = np.broadcast_to(np.asarray(strikes, float), (*surface.shape, 4))
    unit = condor_greeks(surface, strikes, time)._asdict()
    unit["delta"] = unit["delta_sticky_strike"]
    del unit["vol"]
    return {name: SPX_MULTIPLIER * condors * value for name, value in unit.items()}


def greeks_view(
    surface: SpxSurface,
    *,
    days: int,
    short_delta: float,
    wing: float,
    vix: float,
    days_left: int,
    condors: float = 1.0,
) -> tuple[Figure, str]:
    """Draw the Greeks over the index of condors sold on one evening's surface, then and with another VIX and fewer days.

    `days` and `days_left` are calendar days to expiry at the sale and when looked at, `wing` and `vix` points; the VIX3M
    moves along by its usual share.
    """
    index, evening = float(surface.spot), float(surface.vix)
    strikes = choose_strikes(surface, days / 365, short_delta=short_delta, wing_points=wing)
    left = min(days_left, days)
    reach = 0.6 * (strikes[3] - strikes[0]) + wing
    spot = np.linspace(max(index - reach, 0.2 * index), index + reach, 121)
    cases = {
        f"VIX {vix:.1f}, {left} days left": (vix - evening, left),
        f"VIX {evening:.1f}, {days} days left": (0.0, days),
    }
    curves = {
        label: dollar_greeks(surface.bumped(spot=spot - index, vix=change), strikes, n / 365, condors)
        for label, (change, n) in cases.items()
    }
    wings = {"put wing": tuple(strikes[:2]), "call wing": tuple(strikes[2:])}
    return greek_panels(spot, curves, xlabel="S&P 500 index (points)", bands=wings)


def greeks_explorer(
    surface: SpxSurface, days: int, short_delta: float, wing: float, condors: float = 1.0
) -> Any:
    """Return sliders over :func:`greeks_view`, set to the evening itself at the start."""
    import ipywidgets as widgets

    return explorer(
        lambda **values: greeks_view(surface, days=days, condors=condors, **values),
        vix=widgets.FloatSlider(value=float(surface.vix), min=8, max=90, step=0.5, description="VIX"),
        days_left=widgets.IntSlider(value=days, min=1, max=days, description="days left"),
        short_delta=widgets.FloatSlider(
            value=short_delta, min=0.05, max=0.45, step=0.01, description="short delta"
        ),
        wing=widgets.IntSlider(value=int(wing), min=5, max=200, step=5, description="wings (points)"),
    )
