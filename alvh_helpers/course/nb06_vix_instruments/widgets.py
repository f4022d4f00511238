"""One VIX call on one real day: its profit for every future move of its own future, as numbers, as a figure, with sliders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.course import plots
from alvh_helpers.course.widgets import explorer
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike
from alvh_helpers.market.contracts import VIX_MULTIPLIER
from alvh_helpers.market.history import Market
from alvh_helpers.pricing.black import black76
from alvh_helpers.vix.futures import VxCurve, vx_curve
from alvh_helpers.vix.options import BAND_SMILES, Structure, VixChain, vix_chain

__all__ = ["STORY_DAYS", "call_profit", "call_view", "vix_call_explorer"]


STORY_DAYS = (
    "2008-08-29",
    "2017-08-01",
    "2018-01-31",
    "2018-02-05",
    "2020-02-18",
    "2020-03-16",
    "2022-01-24",
    "2024-07-31",
    "2024-08-05",
    "2025-03-31",
    "2025-04-08",
)
"""Days that the explorer's menu offers."""


def call_profit(
    chain: VixChain, strike: float, moves: ArrayLike, days_later: int = 0, vvix_change: float = 0.0
) -> Floats:
    """Return the dollars, shape (n,), that one VIX call gains before costs when its future moves by so many points.

    The future does not fall below 5; `days_later` are calendar days since the purchase; VVIX moves by `vvix_change` points.

    Raises
    ------
    CourseError
        When the days pass the expiry, or VVIX would fall below 5.
    """
    days = round(365 * chain.time)
    if not 0 <= days_later <= days:
        raise CourseError(f"{days_later} days later: this call lives for {days} days from its purchase")
    later = np.maximum(chain.forward + np.asarray(moves, float), 5.0)
    left = (days - days_later) / 365.0
    vol = chain.smile(chain.vvix + vvix_change, later, np.full(later.shape, strike), left)
    worth = black76("c", later, strike, left, vol, chain.rate).price
    return VIX_MULTIPLIER * (worth - chain.option("c", strike=strike).price)


@plots.house_style()
def call_view(
    market: Market,
    date: DateLike,
    month: int = 2,
    delta: float = 0.30,
    days_later: int = 5,
    vvix_change: float = 0.0,
    band: str = "mid",
) -> tuple[Figure, str]:
    """Draw a day's VX curve, and the profit of a VIX call of its k-th monthly expiry over moves of its future.

    The dashed line is drawn for `days_later` calendar days and a VVIX moved by `vvix_change`, the full one at expiry.

    Raises
    ------
    CourseError
        When the day, the month, the band or the delta is none, or the days pass the expiry.
    """
    curve = vx_curve(market, date)
    if month not in range(1, 8) or band not in BAND_SMILES:
        raise CourseError(
            f"month {month}, smile {band!r}: months run from 1 to 7, smiles are {', '.join(BAND_SMILES)}"
        )
    chain = vix_chain(market, date, curve.expiries[month - 1], BAND_SMILES[band])
    call = chain.option("c", delta=delta)
    figure, (left, right) = plots.new_figure(1, 2, height=4.6, width_ratios=[1, 1.5])
    _draw_curve(left, curve, chain, call)
    told = _draw_profit(right, chain, call, days_later, vvix_change)
    title = (
        f"VIX {curve.vix:.2f}, but the {call.strikes[0]:.1f} call stands on a future of {chain.forward:.2f}"
    )
    plots.headline(figure, f"{curve.date:%Y-%m-%d}: {title}", 12)
    alt = (
        f"Left, the VX curve of {curve.date:%Y-%m-%d}: VIX {curve.vix:.2f}, future of {chain.expiry:%Y-%m-%d} {chain.forward:.2f}. "
        f"Right, profit in dollars of one call struck at {call.strikes[0]:.1f}, bought for {VIX_MULTIPLIER * call.price:,.0f}, over moves of that future. {told}"
    )
    return figure, alt


def _draw_curve(ax: Axes, curve: VxCurve, chain: VixChain, call: Structure) -> None:
    """Draw the curve with spot VIX, the call's future and its strike."""
    listed = np.isfinite(curve.settlements)
    days, points = curve.days[listed], curve.settlements[listed]
    ax.plot([0, *days], [curve.vix, *points], **plots.line_style("vix"))
    looks = {"color": plots.LINES["vix"]["color"], "markerfacecolor": "white", "markersize": 9}
    ax.plot(0, curve.vix, "o", markeredgewidth=2, zorder=4, **looks)
    at = round(365 * chain.time)
    ax.plot(at, chain.forward, "D", color=plots.INK, markersize=8, zorder=4)
    ax.plot([at, at], [chain.forward, call.strikes[0]], color="#9aa5b1", linewidth=1.2)
    ax.plot(at, call.strikes[0], "_", color=plots.INK, markersize=14, markeredgewidth=2.2)
    ax.annotate("strike", (at, call.strikes[0]), xytext=(9, -3), textcoords="offset points", fontsize=9)
    ax.annotate("its future", (at, chain.forward), xytext=(9, 4), textcoords="offset points", fontsize=9)
    ax.set(xlabel="days to expiry (circle: spot VIX)", ylabel="points")
    ax.set_ylim(0, 1.12 * max(curve.vix, points.max(), call.strikes[0]))


def _draw_profit(ax: Axes, chain: VixChain, call: Structure, days_later: int, vvix_change: float) -> str:
    """Draw the call's profit later and at expiry; return what it says."""
    span = max(1.6 * (call.strikes[0] - chain.forward), 0.5 * chain.forward)
    moves = np.linspace(-0.45 * chain.forward, 1.25 * span, 161)
    days = round(365 * chain.time)
    later = call_profit(chain, call.strikes[0], moves, days_later, vvix_change)
    end = call_profit(chain, call.strikes[0], moves, days)
    ax.plot(moves, end, label="at expiry", **plots.line_style("together"))
    name = f"{days_later} days later" + (f", VVIX {vvix_change:+g}" if vvix_change else "")
    ax.plot(moves, later, label=name, **plots.line_style("hedge"))
    plots.zero_line(ax)
    needed = float(np.interp(0.0, later, moves)) if later[0] < 0 < later[-1] else np.nan
    if np.isfinite(needed):
        ax.plot(needed, 0, "o", color=plots.LINES["hedge"]["color"], markersize=7, zorder=4)
        place = {"xytext": (6, -14), "textcoords": "offset points", "fontsize": 9}
        ax.annotate(f"break-even {needed:+.1f}", (needed, 0), **place)
    plots.dollar_axis(ax, "profit of one call")
    ax.set_xlabel("points that its own future moves")
    ax.legend(loc="upper left")
    still = float(call_profit(chain, call.strikes[0], [0.0], days_later, vvix_change)[0])
    return f"If the future stands still, the profit after {days_later} days is {still:,.0f} dollars; at expiry the call needs {call.strikes[0] + call.price - chain.forward:+.1f} points."


def vix_call_explorer(
    market: Market, date: str, delta: float = 0.30, days: Sequence[str] = STORY_DAYS
) -> Any:
    """Return menus and sliders over :func:`call_view`: day, expiry, delta, time, VVIX and smile."""
    import ipywidgets as widgets

    choices = sorted({*days, date})
    return explorer(
        lambda **values: call_view(market, **values),
        date=widgets.Dropdown(options=choices, value=date, description="day"),
        month=widgets.IntSlider(value=2, min=1, max=7, description="monthly expiry"),
        delta=widgets.FloatSlider(value=delta, min=0.05, max=0.90, step=0.05, description="delta"),
        days_later=widgets.IntSlider(value=5, min=0, max=60, description="days later"),
        vvix_change=widgets.IntSlider(value=0, min=-40, max=80, step=5, description="VVIX moves by"),
        band=widgets.Dropdown(options=list(BAND_SMILES), value="mid", description="smile"),
    )
