"""Which rule binds on an account, with sliders (R13, R14)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from alvh_helpers.course import plots
from alvh_helpers.course.nb08_layer_sizing.study import WINGS, coverage_ladder, sized
from alvh_helpers.course.widgets import explorer
from alvh_helpers.market.calendar import DateLike
from alvh_helpers.simulation.daily import DailyMarket

__all__ = ["account_explorer", "account_view"]


@plots.house_style()
def account_view(
    facts: DailyMarket,
    date: DateLike,
    account: float,
    wing: str = "50 points",
    instrument: str = "call spread",
    coverage: float = 0.5,
    budget: float = 0.25,
) -> tuple[Figure, str]:
    """Draw how many units each rule allows on an account, and what whole contracts make of it; arguments as `sized`."""
    found = sized(facts, date, account, wing, instrument, coverage, budget)
    figure, ax = plots.new_figure(height=3.4)
    bars = {f"{coverage:.0%} of the vega": found.by_vega, f"{budget:.0%} of the credit": found.by_credit}
    finite = [x for x in bars.values() if math.isfinite(x)]
    far = 1.25 * max(*finite, found.units, 1.0)
    colors = [plots.LINES[role]["color"] for role in ("hedge", "condor")]
    ax.barh([2, 1], [min(x, far) for x in bars.values()], 0.55, color=colors, edgecolor="white")
    ax.barh([0], [found.units], 0.55, color=plots.LINES["together"]["color"], edgecolor="white")
    for y, x in zip((2, 1, 0), (*bars.values(), found.units)):
        text = (
            f"{x:,.0f}" if y == 0 else (f"{x:,.1f}" if math.isfinite(x) else "no limit: it slides for free")
        )
        ax.text(min(x, far), y, f" {text}", va="center", fontweight="bold")
    ax.set_yticks([2, 1, 0], [*bars, "whole units bought"])
    ax.set_xlim(0, 1.12 * far)
    ax.set_xlabel(f"units: {instrument}")
    if found.condors > 0:
        told = f"{found.condors:.0f} condor{'s' * (found.condors != 1)}, {found.coverage:.0%} covered: {found.bound}"
    else:
        told = f"No condor: {found.why}"
    ax.set_title(told, fontsize=11.5)
    alt = f"Bar chart of units by rule on {pd.Timestamp(date):%Y-%m-%d}, account {account:,.0f} dollars, wings {wing}: vega asks for {found.by_vega:.1f}, the credit allows {found.by_credit:.1f}, bought {found.units:.0f}. {told}."
    return figure, alt


def account_explorer(facts: DailyMarket, dates: Sequence[DateLike], account: int = 100_000) -> Any:
    """Return sliders over :func:`account_view`: some days, the first at the start, and sizes of the account."""
    import ipywidgets as widgets

    names = {f"{d:%Y-%m-%d}, VIX {facts.market.day(d).vix:.1f}": d for d in pd.DatetimeIndex(dates)}

    def draw(day: str, account: int, **rest: Any) -> tuple[Figure, str]:
        """Draw one setting."""
        return account_view(facts, names[day], float(account), **rest)

    sizes = {25_000, 50_000, 100_000, 150_000, 250_000, 500_000, 1_000_000, 2_000_000, account}
    slider = {"min": 0.1, "max": 1.0, "step": 0.05, "readout_format": ".0%"}
    return explorer(
        draw,
        day=widgets.Dropdown(options=list(names), description="day"),
        account=widgets.SelectionSlider(options=sorted(sizes), value=account, description="account"),
        wing=widgets.Dropdown(options=WINGS, value="50 points", description="wings"),
        instrument=widgets.Dropdown(
            options=list(coverage_ladder()), value="call spread", description="instrument"
        ),
        coverage=widgets.FloatSlider(value=0.5, description="coverage", **slider),
        budget=widgets.FloatSlider(value=0.25, description="share of credit", **slider),
    )
