"""Figures of the volatility surface itself: smiles and term structures, the strip behind the VIX, the fit, a re-marked trade.

Each function returns the figure and its alt text for ``plots.show``; the title states what the data say.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter
from numpy.typing import ArrayLike

from alvh_helpers import plots
from alvh_helpers.errors import CourseError
from alvh_helpers.pricing.surface import SpxSurface

__all__ = ["ROLES", "fit_lines", "remarked_paths", "smiles_and_terms", "strip_shares"]


ROLES = ("hedge", "second", "together", "condor", "vix")
"""Line roles in the order in which several days or regimes are drawn, from the calmest to the wildest."""


_TICKS = (5, 10, 20, 40, 80)


def _log_vol_axis(ax: Axes) -> None:
    """Write a logarithmic axis of volatility with round ticks: equal ratios are equal distances."""
    ax.set_yscale("log")
    ax.set_yticks(_TICKS, [str(t) for t in _TICKS])
    ax.yaxis.set_minor_formatter(NullFormatter())


def _name_smile_axes(left: Axes, right: Axes, horizon: int) -> None:
    """Write the axes of the smile (left) and of the term structure (right)."""
    left.axvline(0, color="#9aa5b1", linewidth=1.0)
    left.set(xlabel="strike, in expected moves from the forward", ylabel="volatility (points, log scale)")
    right.set(xlabel="days to expiry (log scale); circles: VIX, VIX3M", xscale="log")
    right.set_xticks([7, 30, 93, 240], ["7", "30", "93", "240"])
    right.xaxis.set_minor_formatter(NullFormatter())
    _log_vol_axis(left)
    left.set_title(f"Smile at {horizon} days", fontsize=11)
    right.set_title("At-the-money vol by expiry", fontsize=11)


def smiles_and_terms(days: Mapping[str, SpxSurface], horizon: int) -> tuple[Figure, str]:
    """Draw the smile of each day at one horizon, and each day's at-the-money vol over all expiries.

    Parameters
    ----------
    days : mapping of name to SpxSurface of shape ()
        One to five days, the calmest first.
    horizon : int
        Calendar days to the expiry whose smile is drawn.
    """
    if not 1 <= len(days) <= len(ROLES):
        raise CourseError(f"{len(days)} days cannot be told apart in one figure: draw 1 to {len(ROLES)}")
    time, moves, out = horizon / 365, np.linspace(-2.5, 2.0, 91), np.geomspace(5, 250, 80)
    figure, (left, right) = plots.new_figure(1, 2, height=5.0, sharey=True, width_ratios=[1, 1.15])
    tilts, ends = {}, []
    for (name, day), role in zip(days.items(), ROLES, strict=False):
        style, atm = plots.line_style(role), float(day.atm_vol(time))
        strikes = day.forward(time) * np.exp(moves * atm * np.sqrt(time))
        left.plot(moves, 100 * day.vol(strikes, time), **style)
        term = 100 * day.atm_vol(out / 365)
        right.plot(out, term, **style)
        looks = {"color": style["color"], "markerfacecolor": "white", "linestyle": "", "zorder": 4}
        right.plot([30, 93], [day.vix, day.vix3m], "o", **looks)
        ends.append((out[-1], float(term[-1]), f"{name}, VIX {day.vix:.1f}", style["color"]))
        tilts[name] = (
            float(day.vix),
            float(day.skew(time)),
            float(day.atm_vol(7 / 365) / day.atm_vol(93 / 365)),
        )
    _name_smile_axes(left, right, horizon)
    plots.label_ends(right, ends)
    skews = [skew for _, skew, _ in tilts.values()]
    figure.suptitle(
        f"25-delta puts above calls by {min(skews):.0%} to {max(skews):.0%} of the middle, calm or not",
        x=0.01, ha="left", fontweight="bold", fontsize=11.5,
    )  # fmt: skip
    told = "; ".join(
        f"{name} at VIX {vix:.1f}: skew {skew:.2f}, one-week over three-month vol {slope:.2f}"
        for name, (vix, skew, slope) in tilts.items()
    )
    alt = f"Two line charts on a logarithmic vol axis. Left: smiles at {horizon} days fall from puts to calls. Right: at-the-money vol by days to expiry. {told}."
    return figure, alt


def strip_shares(days: Mapping[str, tuple[ArrayLike, ArrayLike]]) -> tuple[Figure, str]:
    """Draw how much of the VIX squared comes from strikes up to a level, for one or more days.

    Parameters
    ----------
    days : mapping of name to (strikes over the forward, contributions)
        Contributions to the annual variance as `vixstrip.vix_from_strip` returns them, strikes increasing.
    """
    figure, ax = plots.new_figure(height=4.2)
    puts, far = {}, {}
    for (name, (level, contribution)), role in zip(days.items(), ROLES, strict=False):
        level, share = np.asarray(level, float), np.cumsum(contribution) / np.sum(contribution)
        ax.plot(level, share, label=name, **plots.line_style(role))
        puts[name], far[name] = (float(np.interp(x, level, share)) for x in (1.0, 0.9))
    ax.axvline(1.0, color="#9aa5b1", linewidth=1.0)
    ax.text(1.005, 0.03, "forward", color="#4d5a66", fontsize=9)
    plots.percent_axis(ax, "share of the VIX squared so far")
    ax.set(xlim=(0.4, 1.3), ylim=(0, 1.03), xlabel="strikes up to this share of the forward")
    ax.xaxis.set_major_formatter(lambda x, _: f"{100 * x:.0f} %")
    ax.legend(loc="upper left")
    ax.set_title(
        f"Puts are {min(puts.values()):.0%} to {max(puts.values()):.0%} of the VIX squared; "
        f"those over 10 % below, {min(far.values()):.0%} to {max(far.values()):.0%}",
        fontsize=11.5,
    )
    told = "; ".join(f"{n}: {puts[n]:.0%} from puts, {far[n]:.0%} from strikes over 10 % below" for n in puts)
    return (
        figure,
        f"Line chart of the cumulative share of the VIX squared over strikes as a share of the forward. {told}.",
    )


def fit_lines(rms: pd.DataFrame, bias: pd.DataFrame) -> tuple[Figure, str]:
    """Draw the surface's errors against quotes by delta, one line a VIX regime: size on the left, sign on the right.

    Parameters
    ----------
    rms, bias : DataFrame
        From `fit.fit_errors`, without the count: rows are regimes, columns deltas, values vol points.
    """
    figure, axes = plots.new_figure(1, 2, height=4.6, sharey=True, width_ratios=[1, 1.25])
    places = np.arange(rms.shape[1])
    for ax, table, name in zip(
        axes, (rms, bias), ("root mean square", "mean: model less quote"), strict=True
    ):
        for role, (_, row) in zip(ROLES, table.iterrows(), strict=False):
            ax.plot(places, row, marker="o", markersize=3.5, **plots.line_style(role))
        ax.set_xticks(places[::2], rms.columns[::2])
        ax.set_title(name, fontsize=11)
        ax.set_xlabel("put delta, at the money, call delta")
        plots.zero_line(ax)
    axes[0].set_ylabel("vol points")
    ends = [
        (places[-1], float(row.iloc[-1]), str(regime), plots.LINES[role]["color"])
        for role, (regime, row) in zip(ROLES, bias.iterrows(), strict=False)
    ]
    plots.label_ends(axes[1], ends)
    calm, wild = rms.iloc[:3].to_numpy(), rms.iloc[-1]
    figure.suptitle(
        f"Within {calm.max():.1f} vol points while VIX is below 17; up to {wild.max():.1f} above 25",
        x=0.01, ha="left", fontweight="bold", fontsize=12.5,
    )  # fmt: skip
    told = "; ".join(f"{n}: {r.min():.1f} to {r.max():.1f} vol points" for n, r in rms.iterrows())
    return (
        figure,
        f"Line charts of the model's errors against quotes by delta. Root mean square by regime: {told}. Right, the mean error: mostly above zero.",
    )


def remarked_paths(
    flat: pd.Series, surface: pd.Series, flat_credit: float, surface_credit: float
) -> tuple[Figure, str]:
    """Draw the profit of the same condor, sold and marked at one vol for all strikes and on the surface.

    Parameters
    ----------
    flat, surface : Series indexed by date
        Dollars of profit since the sale, one condor.
    flat_credit, surface_credit : float
        Credits in dollars.
    """
    figure, ax = plots.new_figure(height=4.6)
    lines = {"every strike at VIX": ("model", flat), "surface": ("condor", surface)}
    plots.plot_paths(ax, lines, ylabel="profit of one condor since the sale")
    ax.set_title(
        f"A credit of {surface_credit:,.0f} dollars instead of {flat_credit:,.0f}, and an end at {surface.iloc[-1]:,.0f} instead of {flat.iloc[-1]:,.0f}",
        fontsize=11.5,
    )
    widest = (surface - flat).abs().idxmax()
    alt = (
        f"Line chart, {flat.index[0]:%Y-%m-%d} to {flat.index[-1]:%Y-%m-%d}, dollars of profit of one condor. At one vol it is sold for {flat_credit:,.0f} and ends at "
        f"{flat.iloc[-1]:,.0f}; on the surface it is sold for {surface_credit:,.0f} and ends at {surface.iloc[-1]:,.0f}. The two lines are farthest apart on {widest:%Y-%m-%d}."
    )
    return figure, alt


_MOVED = {
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "SpxSurface": ("alvh_helpers.pricing.surface", "SpxSurface"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
