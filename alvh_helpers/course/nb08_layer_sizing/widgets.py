"""Whole contracts: which account can hedge at all, which rule binds, and sliders over both (R13, R14).

The numbers of condors and units come from the replay's own rules (`sizing`), asked for one day and one sale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.course import plots
from alvh_helpers.course.nb08_layer_sizing.study import condors_by_day, coverage_ladder, units_by_day
from alvh_helpers.course.notebook import choice
from alvh_helpers.course.widgets import explorer
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike
from alvh_helpers.simulation.daily import DailyMarket
from alvh_helpers.strategy.policy import CondorRule
from alvh_helpers.strategy.presets import unhedged
from alvh_helpers.strategy.sizing import AccountState, condor_contracts, layer_units

__all__ = [
    "WINGS",
    "Sized",
    "account_explorer",
    "account_steps",
    "account_view",
    "fitting_units",
    "nearest_coverage",
    "sized",
    "smallest_account",
    "wing_rule",
]


WINGS = ("25 points", "50 points", "100 points", "200 points", "5 delta")
"""Wings that the explorer offers."""


_SLACK = 1e-9


class Sized(NamedTuple):
    """What one sale comes to on an account.

    ``condors`` and the rule ``why``; ``by_vega``, ``by_credit``: units that each rule asks for or allows, not rounded;
    ``units`` and the rule ``bound`` that decided; ``coverage`` reached (NaN without a condor); ``paid``: what the units are
    charged as a share of the credit.
    """

    condors: float
    why: str
    by_vega: float
    by_credit: float
    units: float
    bound: str
    coverage: float
    paid: float


def wing_rule(wing: str) -> CondorRule:
    """Return the course's condor with one of `WINGS`."""
    size, unit = choice("wing", wing, WINGS).split()
    return CondorRule() if unit == "delta" else CondorRule(wing_delta=None, wing_points=float(size))


def smallest_account(
    equivalent: float, vega: float, margin: float, share: float, low: float = 0.4, high: float = 0.6
) -> tuple[int, int, float]:
    """Return condors, units and dollars of the smallest account on which whole units cover enough and not too much.

    Parameters
    ----------
    equivalent, vega, margin : float
        Dollars: of one unit per vol point, of one condor per vol point (positive), tied up by one condor.
    share : float
        Of the account, that one sale may take as margin.
    low, high : float
        Coverage wanted.

    Raises
    ------
    CourseError
        When a figure is not above 0, or high is not above low.
    """
    if not (min(equivalent, vega, margin, share, low) > 0 and high > low):
        raise CourseError(
            f"equivalent {equivalent:g}, vega {vega:g}, margin {margin:g}, share {share:g}, coverage {low:g} to {high:g}: "
            "all are above 0, and the low end is below the high one"
        )
    condors = 1
    # Once (high - low) of the vega is worth one whole unit, some number always fits: the search ends.
    while not (units := fitting_units(condors, equivalent, vega, low, high)):
        condors += 1
    return condors, units, condors * margin / share


def fitting_units(condors: int, equivalent: float, vega: float, low: float = 0.4, high: float = 0.6) -> int:
    """Return the smallest whole number of units that covers enough of some condors and not too much, or 0 if none does.

    A larger account is no guarantee: with more condors the number of units may fall between two whole ones. The arguments
    are those of `smallest_account`.
    """
    units = math.ceil(low * condors * vega / equivalent - _SLACK)
    return units if units <= high * condors * vega / equivalent + _SLACK else 0


def nearest_coverage(
    accounts: ArrayLike, equivalent: float, vega: float, margin: float, share: float, target: float = 0.5
) -> Floats:
    """Return the coverage of accounts, shape (n,) in dollars, that whole contracts bring nearest to a target.

    The other arguments are those of `smallest_account`. NaN where no condor can be sold.
    """
    condors = np.floor(np.asarray(accounts, dtype=float) * share / margin + _SLACK)
    sold = np.where(condors > 0, condors, np.nan) * vega
    return np.floor(target * sold / equivalent + 0.5) * equivalent / sold


def sized(
    facts: DailyMarket,
    date: DateLike,
    account: float,
    wing: str = "50 points",
    instrument: str = "call spread",
    coverage: float = 0.5,
    budget: float = 0.25,
) -> Sized:
    """Return what the steward's rules sell and buy on one day, on an account without positions.

    Parameters
    ----------
    facts, date : DailyMarket, date-like
        The history and a trading day of it.
    account : float
        Dollars.
    wing, instrument : str
        One of `WINGS`, and of `sizingstudies.ladder`.
    coverage, budget : float
        Share of the vega, and share of the credit that may be spent on it.

    Returns
    -------
    Sized
    """
    day = facts.market.day(date)
    policy, layers = unhedged().with_capital(initial=float(account)), coverage_ladder()
    layer = replace(layers[choice("instrument", instrument, layers)], coverage=coverage, budget=budget)
    days = pd.DatetimeIndex([day.date])
    sold, unit = (
        condors_by_day(facts, days, wing_rule(wing)).iloc[0],
        units_by_day(facts, days, layer).iloc[0],
    )
    asked = AccountState(account, account, 0.0, 0.0, float(sold["margin"]))
    condors, why = condor_contracts(policy, asked, day.spx, False)
    vega, credit = condors * sold["vega"], condors * sold["credit"]
    room = account * policy.capital.leverage - condors * sold["margin"]
    points = unit["charge"] / layer.terms.multiplier
    terms = {"vega": vega, "credit": credit, "charge": points, "room": room}
    units, bound = layer_units(policy, layer, unit, **terms)
    by_vega = coverage * vega / unit["equivalent"]
    by_credit = budget * credit / unit["charge"] if unit["charge"] > 0 else math.inf
    reached = units * unit["equivalent"] / vega if vega > 0 else math.nan
    paid = units * unit["charge"] / credit if credit > 0 else math.nan
    return Sized(condors, why, by_vega, by_credit, units, bound, reached, paid)


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


def account_explorer(facts: DailyMarket, dates: Sequence[DateLike], **start: Any) -> Any:
    """Return sliders over :func:`account_view`.

    Parameters
    ----------
    facts : DailyMarket
        The history.
    dates : sequence of date-like
        Days to choose from, the first at the start.
    **start
        First values of account, wing, instrument, coverage and budget.
    """
    import ipywidgets as widgets

    names = {f"{d:%Y-%m-%d}, VIX {facts.market.day(d).vix:.1f}": d for d in pd.DatetimeIndex(dates)}

    def draw(day: str, account: int, **rest: Any) -> tuple[Figure, str]:
        """Draw one setting."""
        return account_view(facts, names[day], float(account), **rest)

    sizes = [25_000, 50_000, 100_000, 150_000, 250_000, 500_000, 1_000_000, 2_000_000]
    sizes = sorted({*sizes, int(start.get("account", 100_000))})
    slider = {"min": 0.1, "max": 1.0, "step": 0.05, "readout_format": ".0%"}
    return explorer(
        draw,
        day=widgets.Dropdown(options=list(names), description="day"),
        account=widgets.SelectionSlider(
            options=sizes, value=start.get("account", 100_000), description="account"
        ),
        wing=widgets.Dropdown(options=WINGS, value=start.get("wing", "50 points"), description="wings"),
        instrument=widgets.Dropdown(
            options=list(coverage_ladder()),
            value=start.get("instrument", "call spread"),
            description="instrument",
        ),
        coverage=widgets.FloatSlider(value=start.get("coverage", 0.5), description="coverage", **slider),
        budget=widgets.FloatSlider(value=start.get("budget", 0.25), description="share of credit", **slider),
    )


@plots.house_style()
def account_steps(
    accounts: ArrayLike,
    panels: Mapping[str, Mapping[str, tuple[ArrayLike, float]]],
    band: tuple[float, float] = (0.4, 0.6),
) -> tuple[Figure, str]:
    """Draw the coverage that whole contracts reach, over the size of the account, a panel a wing.

    Parameters
    ----------
    accounts : array_like, shape (n,)
        Dollars, rising.
    panels : mapping of title to (mapping of instrument to (coverage of shape (n,), smallest account in dollars))
        Coverage is NaN where no condor can be sold.
    band : (float, float)
        Coverage wanted.
    """
    accounts = np.asarray(accounts, dtype=float)
    figure, axes = plots.new_figure(1, len(panels), height=4.8, width=9.8, sharey=True, squeeze=False)
    told = []
    for ax, (title, lines) in zip(axes[0], panels.items()):
        ax.axhspan(*band, color="#e9dfc4", zorder=0.5)
        for (name, (coverage, least)), role in zip(lines.items(), ("condor", "hedge", "together", "vix")):
            label = f"{name}: first at {least:,.0f} dollars"
            ax.step(accounts, coverage, where="post", label=label, **plots.line_style(role))
        ax.set_xscale("log")
        ticks = [x for x in (10e3, 30e3, 100e3, 300e3, 1e6) if accounts[0] <= x <= accounts[-1]]
        ax.set_xticks(ticks, [f"{x / 1000:,.0f}k" for x in ticks])
        ax.set_xticks([], minor=True)
        ax.set_xlim(accounts[0], accounts[-1])
        ax.set(title=title, xlabel="account, dollars", ylim=(-0.04, 1.25))
        ax.title.set_fontsize(11)
        ax.legend(loc="upper right", fontsize=9)
        told.append(f"{title}: " + ", ".join(f"{name} {least:,.0f}" for name, (_, least) in lines.items()))
    plots.percent_axis(axes[0][0], "coverage nearest to the middle")
    smallest = min(least for lines in panels.values() for _, least in lines.values())
    largest = max(least for lines in panels.values() for _, least in lines.values())
    figure.suptitle(
        f"Smallest account that whole contracts hedge: {smallest:,.0f} to {largest:,.0f} dollars",
        x=0.01,
        ha="left",
        fontweight="bold",
        fontsize=12.5,
    )
    alt = f"Step charts of the coverage reached with whole contracts over the size of the account, band at {band[0]:.0%} to {band[1]:.0%}. Smallest accounts in dollars. "
    return figure, alt + "; ".join(told) + "."
