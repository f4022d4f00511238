"""A structure builder: choose a condor's wings and see its vega, theta, credit, margin and crash mark at once."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from alvh_helpers.course import plots
from alvh_helpers.course.nb05_vega_positive.builds import Build, land, sold_vix_vega
from alvh_helpers.course.widgets import explorer
from alvh_helpers.market.calendar import DateLike, as_date, next_spx_expiry
from alvh_helpers.positions.condor import Condor
from alvh_helpers.positions.payoff import profit_over_spot
from alvh_helpers.positions.strikes import choose_strikes
from alvh_helpers.pricing.surface import SpxSurface

__all__ = ["Structure", "build_structure", "structure_builder", "structure_view"]


class Structure(NamedTuple):
    """What one wants to know of a condor before it is sold: its legs, and dollars of one condor.

    Vega per vol point of each option's own volatility, and per point of the VIX through the whole surface; theta per
    calendar day; credit received (negative: paid); margin by rule R29; profit and vega after the crash.
    """

    sold: Condor
    vega: float
    vix_vega: float
    theta: float
    credit: float
    margin: float
    crash: float
    crash_vega: float


def build_structure(
    surface: SpxSurface,
    date: DateLike,
    build: Build,
    *,
    crash: SpxSurface,
    crash_days: int,
    days: int = 45,
    short_delta: float = 0.16,
) -> Structure:
    """Sell a condor with the wings of a build, and mark it after a crash that takes `crash_days` calendar days.

    `crash` is the market after it, as from `replayed`; a width of None puts the wings where vega lands on the middle of
    the claimed range, an error when they cannot be placed; `days` are calendar days to the shorts' expiry one aims at.
    """
    day = as_date(date)
    sold = land(surface, day, _shorts(surface, day, days, short_delta), days, build)
    after = day + np.timedelta64(int(crash_days), "D")
    now = sold.book.greeks(surface, day)
    return Structure(
        sold=sold,
        vega=now.vega,
        vix_vega=100 * sold_vix_vega(surface, sold),
        theta=now.theta,
        credit=-sold.book.cost,
        margin=sold.book.margin(surface, day),
        crash=sold.book.profit(crash, after),
        crash_vega=sold.book.greeks(crash, after).vega,
    )


@plots.house_style()
def structure_view(
    surface: SpxSurface,
    date: DateLike,
    build: Build,
    *,
    crash: SpxSurface,
    crash_days: int,
    days: int = 45,
    short_delta: float = 0.16,
) -> tuple[Figure, str]:
    """Draw a structure's profit at the expiry of its shorts and after a crash, with its numbers beside it.

    Parameters as in `build_structure`; returns figure and alt text.
    """
    terms = {"crash": crash, "crash_days": crash_days, "days": days, "short_delta": short_delta}
    made = build_structure(surface, date, build, **terms)
    sold, spot = made.sold, float(surface.spot)
    lowest = np.clip(
        0.98 * sold.strikes.long_put, 0.6 * spot, 0.97 * min(float(crash.spot), sold.strikes.short_put)
    )
    highest = np.clip(1.02 * sold.strikes.long_call, 1.06 * spot, 1.25 * spot)
    levels = np.linspace(lowest, highest, 121)
    levels = np.union1d(levels, [k for k in sold.strikes if levels[0] < k < levels[-1]])
    at_end = profit_over_spot(sold.book, surface, sold.expiry, levels)
    stressed = profit_over_spot(sold.book, crash, sold.date + np.timedelta64(crash_days, "D"), levels)
    figure, (ax, side) = plots.new_figure(1, 2, height=4.8, width=10.5, width_ratios=[2.4, 1])
    ax.plot(levels, at_end, label=f"shorts expire, VIX {surface.vix:.0f}", **plots.line_style("together"))
    ax.plot(
        levels, stressed, label=f"after {crash_days} days, VIX {crash.vix:.0f}", **plots.line_style("condor")
    )
    ax.plot(crash.spot, made.crash, "X", color=plots.INK, markersize=11, label="crash mark", linestyle="none")
    plots.zero_line(ax)
    plots.dollar_axis(ax, "profit or loss of one condor")
    ax.set(xlabel="S&P 500 index (points)", xlim=(levels[0], levels[-1]))
    ax.legend(loc="best")
    facts = _facts(made)
    _write(side, facts)
    vega = f"{'Long' if made.vega > 0 else 'Short'} {abs(made.vega):,.0f} dollars of vega"
    money = f"for a {'credit' if made.credit > 0 else 'debit'} of {abs(made.credit):,.0f}"
    plots.headline(figure, f"{vega} {money}; the crash makes it {made.crash:+,.0f}")
    alt = (
        f"Line chart of profit over the index from {levels[0]:,.0f} to {levels[-1]:,.0f}, at the expiry of the shorts and after a crash to "
        f"{crash.spot:,.0f} with VIX {crash.vix:.0f}; beside it: "
        + ", ".join(f"{k} {v}" for k, v in facts.items())
    )
    return figure, f"{alt}."


def structure_builder(
    surface: SpxSurface,
    date: DateLike,
    build: Build,
    *,
    crash: SpxSurface,
    crash_days: int,
    days: int = 45,
    short_delta: float = 0.16,
) -> Any:
    """Return sliders over :func:`structure_view`: width, ratio and expiry of the wings, and the delta of the shorts.

    Parameters as in `build_structure`; the build's width must be given.
    """
    import ipywidgets as widgets

    spot = float(surface.spot)

    def draw(width: int, wings_per_short: float, later: int, short_delta: float) -> tuple[Figure, str]:
        """Draw one choice of the sliders."""
        terms = {"crash": crash, "crash_days": crash_days, "days": days, "short_delta": short_delta}
        return structure_view(surface, date, Build(wings_per_short, later, width / spot), **terms)

    return explorer(
        draw,
        width=widgets.IntSlider(
            value=round(build.width * spot / 5) * 5, min=5, max=800, step=5, description="width (points)"
        ),
        wings_per_short=widgets.FloatSlider(
            value=build.wings_per_short, min=1, max=4, step=0.5, description="wings per short"
        ),
        later=widgets.IntSlider(value=build.later, min=0, max=84, step=7, description="wings later (days)"),
        short_delta=widgets.FloatSlider(
            value=short_delta, min=0.05, max=0.35, step=0.01, description="short delta"
        ),
    )


def _shorts(surface: SpxSurface, day: Any, days: int, short_delta: float) -> NDArray[np.float64]:
    time = (next_spx_expiry(day, days) - day).days / 365
    return choose_strikes(surface, time, short_delta=short_delta)[1:3]


def _facts(made: Structure) -> dict[str, str]:
    """Return the numbers as one reads them."""
    strikes, sold = made.sold.strikes, made.sold
    return {
        "short put, call": f"{strikes.short_put:,.0f}, {strikes.short_call:,.0f}",
        "wings": f"{sold.wings_per_short:g} a short, {strikes.short_put - strikes.long_put:,.0f} points out",
        "wings later": f"{(sold.wing_expiry - sold.expiry).days} days",
        "vega": f"{made.vega:+,.0f}",
        "VIX vega": f"{made.vix_vega:+,.0f}",
        "theta a day": f"{made.theta:+,.0f}",
        "credit": f"{made.credit:,.0f}",
        "margin": f"{made.margin:,.0f}",
        "crash mark": f"{made.crash:+,.0f}",
        "vega after it": f"{made.crash_vega:+,.0f}",
    }


def _write(ax: Any, facts: dict[str, str]) -> None:
    """Write names and numbers in two columns."""
    ax.axis("off")
    for row, (name, text) in enumerate(facts.items()):
        y = 0.95 - 0.095 * row
        ax.text(0.0, y, name, transform=ax.transAxes, va="center", fontsize=10)
        ax.text(1.0, y, text, transform=ax.transAxes, va="center", ha="right", fontsize=10, fontweight="bold")
