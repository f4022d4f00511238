"""A slider panel over one day's smile: where the strikes lie and what the condor brings, against one vol for all strikes."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure

from alvh_helpers.course import plots
from alvh_helpers.course.widgets import explorer
from alvh_helpers.errors import CourseError
from alvh_helpers.positions.payoff import condor_value
from alvh_helpers.positions.strikes import CondorStrikes, condor_strikes, snap_strike
from alvh_helpers.pricing.greeks import surface_price
from alvh_helpers.pricing.smile import log_moneyness_at_delta
from alvh_helpers.pricing.surface import FlatSurface, SpxSurface, flat_surface, spx_surface

__all__ = ["Placed", "place_condor", "smile_view", "surface_explorer"]


_FLAGS = ("p", "p", "c", "c")


class Placed(NamedTuple):
    """A condor placed by delta on a surface.

    Attributes
    ----------
    strikes : CondorStrikes
        Index points, on the 5-point grid.
    credit : float
        Points, at the surface's own prices.
    """

    strikes: CondorStrikes
    credit: float


def place_condor(surface: SpxSurface | FlatSurface, days: float, short_delta: float, wing: float) -> Placed:
    """Place a condor by forward delta at each strike's own volatility, and price it.

    Parameters
    ----------
    surface : SpxSurface or FlatSurface, shape ()
        One day.
    days : float
        Calendar days to expiry, > 0.
    short_delta : float
        Absolute forward delta of the short strikes, between 0 and 0.5.
    wing : float
        Points from each short strike to the bought one.

    Raises
    ------
    CourseError
        If a number is out of its range, or the strikes make no condor.
    """
    if not days > 0:
        raise CourseError(f"{days:g} days: a condor is sold with time left, at least a day")
    if not 0 < short_delta < 0.5:
        raise CourseError(
            f"short delta {short_delta:g}: a short strike out of the money has a delta between 0 and 0.5"
        )
    time = days / 365
    flat = isinstance(surface, FlatSurface)
    smile = (surface.level**2 * time, 0.0, 0.0) if flat else surface.smile(time)
    k = log_moneyness_at_delta(np.array([-short_delta, short_delta]), *smile)
    put, call = snap_strike(surface.forward(time) * np.exp(k))
    strikes = condor_strikes(put - wing, put, call, call + wing)
    prices = surface_price(surface, _FLAGS, np.array(strikes), time)
    return Placed(strikes, float(-condor_value(prices)))


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

    Parameters
    ----------
    spot, vix, vix3m : float
        Index points.
    days : int
        Calendar days to expiry.
    short_delta : float
        Absolute delta of the short strikes.
    wing : float
        Width of the wings in points.
    carry : (float, float)
        Rate and dividend yield, continuously compounded decimals.
    """
    time = days / 365
    surface, flat = spx_surface(spot, vix, vix3m, *carry), flat_surface(spot, vix / 100, *carry)
    reach = 2.6 * float(surface.atm_vol(time)) * np.sqrt(time)
    levels = np.linspace(np.exp(-1.25 * reach), np.exp(reach), 121)
    figure, ax = plots.new_figure(height=4.4)
    placed, names = {}, {"every strike at VIX": (flat, "model", "D"), "surface": (surface, "condor", "o")}
    for name, (of, role, marker) in names.items():
        style = plots.line_style(role)
        ax.plot(levels, 100 * of.vol(spot * levels, time), label=name, **style)
        placed[name] = place_condor(of, days, short_delta, wing)
        shorts = np.array(placed[name].strikes[1:3])
        looks = {"color": style["color"], "markerfacecolor": "white", "markersize": 9, "markeredgewidth": 2}
        ax.plot(shorts / spot, 100 * of.vol(shorts, time), marker, zorder=4, **looks)
    ax.set(xlabel="strike as a share of the index (markers: the short strikes)", ylabel="volatility (points)")
    ax.xaxis.set_major_formatter(lambda x, _: f"{100 * x:.0f} %")
    ax.set_ylim(0, None)
    ax.legend(loc="upper right")
    flat_, own = placed.values()
    ax.set_title(
        f"Credit {100 * own.credit:,.0f} dollars, not {100 * flat_.credit:,.0f}; "
        f"call at {own.strikes.short_call / spot - 1:+.1%}, not {flat_.strikes.short_call / spot - 1:+.1%}"
    )
    alt = (
        f"Line chart of volatility over strikes at VIX {vix:.1f}, VIX3M {vix3m:.1f}, {days} days: the surface falls from puts to calls, flat VIX is level. "
        f"Short strikes {own.strikes.short_put:,.0f} and {own.strikes.short_call:,.0f} on the surface, {flat_.strikes.short_put:,.0f} and {flat_.strikes.short_call:,.0f} at "
        f"flat VIX; credits {100 * own.credit:,.0f} and {100 * flat_.credit:,.0f} dollars."
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
