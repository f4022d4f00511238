"""A slider panel over one day's smile: where the strikes lie and what the condor brings, against one vol for all strikes."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from alvh_helpers.course import plots
from alvh_helpers.course.widgets import explorer
from alvh_helpers.positions.condor import condor_greeks
from alvh_helpers.positions.strikes import CondorStrikes, choose_strikes
from alvh_helpers.pricing.surface import flat_surface, spx_surface

__all__ = ["smile_view", "surface_explorer"]


@plots.house_style()
def smile_view(
    spot: float,
    vix: float,
    vix3m: float,
    days: int,
    short_delta: float,
    wing: float,
    carry: tuple[float, float] = (0.0, 0.0),
) -> tuple[Figure, str]:
    """Draw a day's smile against flat VIX, with the condor's short strikes on both.

    Index, VIX, VIX3M and wing in points, calendar days; `carry` is rate and dividend yield, decimals.
    """
    time = days / 365
    surface, flat = spx_surface(spot, vix, vix3m, *carry), flat_surface(spot, vix / 100, *carry)
    reach = 2.6 * float(surface.atm_vol(time)) * np.sqrt(time)
    levels = np.linspace(np.exp(-1.25 * reach), np.exp(reach), 121)
    figure, ax = plots.new_figure(height=4.4)
    placed, credits = [], []
    names = {"every strike at VIX": (flat, "model", "D"), "surface": (surface, "condor", "o")}
    for name, (of, role, marker) in names.items():
        style = plots.line_style(role)
        ax.plot(levels, 100 * of.vol(spot * levels, time), label=name, **style)
        strikes = choose_strikes(of, time, short_delta=short_delta, wing_points=wing)
        placed.append(CondorStrikes(*strikes))
        credits.append(-100 * float(condor_greeks(of, strikes, time).price))
        shorts = strikes[1:3]
        looks = {"color": style["color"], "markerfacecolor": "white", "markersize": 9, "markeredgewidth": 2}
        ax.plot(shorts / spot, 100 * of.vol(shorts, time), marker, zorder=4, **looks)
    ax.set(xlabel="strike as a share of the index (markers: the short strikes)", ylabel="volatility (points)")
    ax.xaxis.set_major_formatter(lambda x, _: f"{100 * x:.0f} %")
    ax.set_ylim(0, None)
    ax.legend(loc="upper right")
    at_vix, own = placed
    ax.set_title(
        f"Credit {credits[1]:,.0f} dollars, not {credits[0]:,.0f}; "
        f"call at {own.short_call / spot - 1:+.1%}, not {at_vix.short_call / spot - 1:+.1%}"
    )
    alt = (
        f"Line chart of volatility over strikes at VIX {vix:.1f}, VIX3M {vix3m:.1f}, {days} days: the surface falls from puts to calls, flat VIX is level. "
        f"Short strikes {own.short_put:,.0f} and {own.short_call:,.0f} on the surface, {at_vix.short_put:,.0f} and "
        f"{at_vix.short_call:,.0f} at flat VIX; credits {credits[1]:,.0f} and {credits[0]:,.0f} dollars."
    )
    return figure, alt


def surface_explorer(
    spot: float,
    vix: float,
    vix3m: float,
    days: int,
    short_delta: float,
    wing: float,
    carry: tuple[float, float] = (0.0, 0.0),
) -> Any:
    """Return sliders over :func:`smile_view`, set to the given day at the start; the VIX3M slider is its ratio to the VIX."""
    import ipywidgets as widgets

    def draw(ratio: float, **values: Any) -> tuple[Figure, str]:
        """Draw with the VIX3M as a multiple of the VIX."""
        return smile_view(spot=spot, vix3m=ratio * values["vix"], carry=carry, **values)

    return explorer(
        draw,
        vix=widgets.FloatSlider(value=vix, min=9, max=85, step=0.5, description="VIX"),
        ratio=widgets.FloatSlider(
            value=round(vix3m / vix, 2), min=0.7, max=1.3, step=0.01, description="VIX3M / VIX"
        ),
        days=widgets.IntSlider(value=days, min=5, max=180, description="days to expiry"),
        short_delta=widgets.FloatSlider(
            value=short_delta, min=0.03, max=0.45, step=0.01, description="short delta"
        ),
        wing=widgets.IntSlider(value=int(wing), min=5, max=300, step=5, description="wings (points)"),
    )
