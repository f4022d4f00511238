"""Sliders over figures: a compute function draws, a thin layer of widgets calls it again when something moves."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from alvh_helpers.course.nb01_condor_anatomy.figures import payoffs
from alvh_helpers.course.widgets import explorer
from alvh_helpers.positions.payoff import break_evens, condor_payoff, condor_value
from alvh_helpers.positions.strikes import CONDOR_FLAGS, condor_strikes, snap_strike
from alvh_helpers.pricing.black import black76, strike_for_delta

__all__ = ["condor_view", "payoff_explorer"]


def condor_view(
    spot: float, vix: float, days: int, short_delta: float, put_wing: float, call_wing: float, days_left: int
) -> tuple[Figure, str]:
    """Build a condor with every strike at VIX and draw its profit at expiry and with some days left.

    Index, VIX and wings in points, calendar days; the VIX stays what it was at the sale.
    """
    vol, time = vix / 100, days / 365
    put, call = snap_strike(strike_for_delta(short_delta, ["p", "c"], spot, time, vol))
    strikes = condor_strikes(put - put_wing, put, call, call + call_wing)
    prices = black76(CONDOR_FLAGS, spot, np.array(strikes), time, vol).price
    credit = float(-condor_value(prices))
    reach = 1.25 * max(spot - strikes.long_put, strikes.long_call - spot)
    levels = np.linspace(max(spot - reach, 1.0), spot + reach, 301)
    later = black76(CONDOR_FLAGS, levels[:, None], np.array(strikes), min(days_left, days) / 365, vol).price
    today = 100 * (condor_value(later) + credit)
    lower, upper = break_evens(strikes, credit)
    marks = {"spot": spot, "lower break-even": lower, "upper break-even": upper}
    return payoffs(
        levels, today, 100 * condor_payoff(levels, strikes, credit), marks, days=min(days_left, days)
    )


def payoff_explorer(
    spot: float, vix: float, days: int, short_delta: float, put_wing: float, call_wing: float
) -> Any:
    """Return sliders over :func:`condor_view`, set to the given condor at the start."""
    import ipywidgets as widgets

    return explorer(
        lambda **values: condor_view(spot=spot, **values),
        vix=widgets.FloatSlider(value=vix, min=8, max=90, step=0.5, description="VIX"),
        days=widgets.IntSlider(value=days, min=5, max=120, description="days at the sale"),
        short_delta=widgets.FloatSlider(
            value=short_delta, min=0.02, max=0.45, step=0.01, description="short delta"
        ),
        days_left=widgets.IntSlider(value=max(days // 2, 1), min=1, max=120, description="days left"),
        put_wing=widgets.IntSlider(
            value=int(put_wing), min=5, max=300, step=5, description="put wing (points)"
        ),
        call_wing=widgets.IntSlider(
            value=int(call_wing), min=5, max=300, step=5, description="call wing (points)"
        ),
    )
