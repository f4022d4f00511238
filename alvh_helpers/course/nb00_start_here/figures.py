"""Figures of notebook 00: each function returns the figure and its alt text for ``plots.show``."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from alvh_helpers.course import plots
from alvh_helpers.positions.strikes import CondorStrikes

__all__ = ["hedged_paths", "profit_by_year"]


@plots.house_style()
def hedged_paths(
    condors: pd.Series, future: pd.Series, spot: pd.Series, strikes: CondorStrikes
) -> tuple[Figure, str]:
    """Draw condors, future and both together from the sale to expiry (dollars by day), over the index.

    The band between the short strikes is shaded.
    """
    together = condors + future
    best = together.idxmax()
    figure, (top, bottom) = plots.new_figure(2, 1, height=6.6, sharex=True, height_ratios=[3, 1])
    lines = {
        "condors": ("condor", condors),
        "VX future": ("hedge", future),
        "together": ("together", together),
    }
    plots.plot_paths(top, lines, ylabel="profit or loss since the sale")
    top.plot(best, together[best], "o", color=plots.INK, markersize=7)
    top.set_title(
        f"Together {together[best]:+,.0f} dollars on the best day, {together.iloc[-1]:+,.0f} at the end"
    )
    bottom.axhspan(strikes.short_put, strikes.short_call, color="#e8edf2", zorder=0)
    bottom.plot(spot.index, spot.to_numpy(), **plots.line_style("index"))
    plots.label_line(bottom, spot.index[-1], spot.iloc[-1], "S&P 500", "#5d6975")
    bottom.set_ylabel("points")
    alt = (
        f"Line chart, {spot.index[0]:%Y-%m-%d} to {spot.index[-1]:%Y-%m-%d}, dollars of profit since the sale. The condors "
        f"end at {condors.iloc[-1]:,.0f}; the VX future reaches {future.max():,.0f} and ends at {future.iloc[-1]:,.0f}; "
        f"together they reach {together[best]:,.0f} on {best:%Y-%m-%d} and end at {together.iloc[-1]:,.0f}. Below, the "
        "S&P 500 against the shaded band between the short strikes."
    )
    return figure, alt


@plots.house_style()
def profit_by_year(trades: pd.DataFrame) -> tuple[Figure, str]:
    """Draw yearly sums as bars; by day of sale, columns ``condors`` and ``futures``, dollars a trade."""
    by_year = trades[["condors", "futures"]].groupby(trades.index.year).sum()
    losing, years = int((by_year["futures"] < 0).sum()), len(by_year)
    figure, ax = plots.new_figure(height=4.2)
    looks = (
        ("condors", -0.2, "condor", "", "condors, sold at VIX"),
        ("futures", 0.2, "hedge", "///", "VX futures"),
    )
    for name, shift, role, hatch, label in looks:
        look = {"color": plots.LINES[role]["color"], "hatch": hatch, "label": label, "edgecolor": "white"}
        ax.bar(by_year.index + shift, by_year[name], 0.4, **look)
    plots.zero_line(ax)
    plots.dollar_axis(ax, "sum of the trades sold in the year")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=11))
    ax.legend(ncols=2, loc="upper left")
    ax.set_ylim(top=1.25 * max(by_year.to_numpy().max(), 1.0))
    ax.set_title(f"The futures lost money in {losing} of {years} years")
    alt = (
        f"Bar chart by year of sale, {by_year.index[0]} to {by_year.index[-1]}: dollars of the condors and of the VX futures. "
        f"The futures' bars are below zero in {losing} of {years} years; their best year is {by_year['futures'].idxmax()}."
    )
    return figure, alt
