"""Figures of what the surface changes: average profits, chances, break-even over index and VIX, and VIX calls.

Each function returns the figure and its alt text for ``plots.show``; the title states what the data say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from alvh_helpers import plots

__all__ = ["chances_by_surface", "mean_profits", "vix_calls", "vol_space"]


Floats = NDArray[np.float64]


def mean_profits(table: pd.DataFrame) -> tuple[Figure, str]:
    """Draw average profits with two standard errors either way, one row each.

    Parameters
    ----------
    table : DataFrame indexed by name
        Columns ``profit`` and ``standard error``, dollars a trade.
    """
    figure, ax = plots.new_figure(height=1.4 + 0.5 * len(table))
    rows = np.arange(len(table))[::-1]
    reach = 2 * table["standard error"]
    ax.errorbar(
        table["profit"],
        rows,
        xerr=reach,
        fmt="o",
        color=plots.LINES["condor"]["color"],
        capsize=4,
        markersize=7,
    )
    ax.axvline(0, color=plots.INK, linewidth=1.0)
    ax.set_yticks(rows, table.index)
    ax.set_ylim(-0.6, len(table) - 0.4)
    ax.xaxis.set_major_formatter(lambda x, _: f"-${-x:,.0f}" if x < 0 else f"${x:,.0f}")
    ax.set_xlabel("average profit a trade, with two standard errors either way")
    sure = (table["profit"].abs() > reach).sum()
    figure.suptitle(
        f"From {table['profit'].iloc[0]:,.0f} dollars a trade at VIX to {table['profit'].iloc[2]:,.0f} on the surface",
        x=0.01, ha="left", fontweight="bold", fontsize=12.5,
    )  # fmt: skip
    told = "; ".join(
        f"{n}: {r['profit']:,.0f} give or take {2 * r['standard error']:,.0f}" for n, r in table.iterrows()
    )
    alt = f"Dot chart of average profits in dollars a trade with two standard errors either way; {sure} of {len(table)} keep clear of zero. {told}."
    return figure, alt


def chances_by_surface(table: pd.DataFrame) -> tuple[Figure, str]:
    """Draw the chances of flat VIX and of the surface beside history's frequencies with their intervals.

    Parameters
    ----------
    table : DataFrame indexed by event
        Columns ``flat VIX``, ``surface``, ``history``, ``low``, ``high``: probabilities.
    """
    figure, ax = plots.new_figure(height=1.6 + 0.7 * len(table))
    rows = np.arange(len(table))[::-1]
    reach = np.abs(table[["low", "high"]].to_numpy() - table[["history"]].to_numpy()).T
    ax.errorbar(
        table["history"],
        rows,
        xerr=reach,
        fmt="o",
        color=plots.INK,
        capsize=4,
        label="history, 95 % interval",
    )
    looks = {"flat VIX": ("D", "model"), "surface": ("s", "condor")}
    for name, (marker, role) in looks.items():
        color = plots.LINES[role]["color"]
        ax.plot(
            table[name],
            rows + 0.16,
            marker,
            color=color,
            markersize=8,
            markerfacecolor="white",
            markeredgewidth=1.8,
            label=f"model: {name}",
        )
    ax.set_yticks(rows, table.index)
    ax.set(xlim=(0, None), ylim=(-0.6, len(table) - 0.4))
    ax.xaxis.set_major_locator(MaxNLocator(steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter(lambda x, _: f"{100 * x:.0f} %")
    ax.legend(loc="upper center", bbox_to_anchor=(0.4, -0.2), ncols=3)
    last, row = table.index[-1], table.iloc[-1]
    title = f"{last.capitalize()}: {row['flat VIX']:.1%} at flat VIX, {row['surface']:.1%} on the surface, {row['history']:.1%} in history"
    figure.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize=12)
    told = "; ".join(
        f"{event}: flat {r['flat VIX']:.1%}, surface {r['surface']:.1%}, history {r['history']:.1%} ({r['low']:.1%} to {r['high']:.1%})"
        for event, r in table.iterrows()
    )
    return figure, f"Dot chart of probabilities. {told}."


def vol_space(
    curves: Mapping[str, Sequence[Floats]],
    path: pd.DataFrame,
    start: tuple[float, float],
    told: Sequence[str],
) -> tuple[Figure, str]:
    """Draw break-even curves over index and VIX, with the path that the two took.

    Parameters
    ----------
    curves : mapping of name to curves from `breakeven.break_even_curves`
        One entry a day of marking; up to three.
    path : DataFrame indexed by date
        Columns ``spx`` and ``vix``, index points, from the sale on.
    start : (float, float)
        Index and VIX at the sale.
    told : sequence of dates (text)
        Days of the path that get their date written beside them.
    """
    figure, ax = plots.new_figure(height=5.4)
    tops = {}
    for role, (name, lines) in zip(("together", "hedge", "second"), curves.items(), strict=False):
        for i, line in enumerate(lines):
            ax.plot(
                line[:, 0], line[:, 1], label=None if i else f"zero profit, {name}", **plots.line_style(role)
            )
        tops[name] = max((float(line[:, 1].max()) for line in lines), default=np.nan)
    ax.plot(
        path["spx"],
        path["vix"],
        color=plots.LINES["condor"]["color"],
        linewidth=1.2,
        marker="o",
        markersize=3.5,
        label="the path, close by close",
    )
    for date in told:
        if date in path.index:
            at = (path.loc[date, "spx"], path.loc[date, "vix"])
            ax.annotate(
                str(date), at, xytext=(7, 4), textcoords="offset points", fontsize=8.5, color="#4d5a66"
            )
    ax.plot(*start, "D", color=plots.INK, markersize=7, label="sale")
    ax.set(xlabel="S&P 500 (points)", ylabel="VIX (points)")
    ax.set_ylim(0, 1.06 * max(float(path["vix"].max()), *(t for t in tops.values() if np.isfinite(t)), 30.0))
    ax.legend(loc="upper right")
    ax.text(start[0], 0.5 * start[1], "profit below a curve", ha="center", fontsize=9.5, color="#4d5a66")
    first, *later = tops
    title = f"On the {first} nothing is won above VIX {tops[first]:.0f}"
    ax.set_title(title + (f"; {later[0]}, above {tops[later[0]]:.0f}" if later else ""))
    alt = (
        "Chart of the S&P 500 against the VIX with the curves on which the condor makes neither profit nor loss; below a curve is profit. "
        + "; ".join(f"{n}: the curve reaches VIX {t:.0f}" for n, t in tops.items())
    )
    return (
        figure,
        f"{alt}. The path starts at {start[0]:,.0f} and VIX {start[1]:.1f} and reaches VIX {path['vix'].max():.1f} with the index at {path['spx'].min():,.0f} at its lowest.",
    )


def vix_calls(
    strikes: ArrayLike,
    off_spot: ArrayLike,
    band: Mapping[str, ArrayLike],
    spot: float,
    forward: float,
    day: str,
) -> tuple[Figure, str]:
    """Draw call prices over strikes: off spot VIX, and off the future of their expiry with the band of assumptions.

    Parameters
    ----------
    strikes : array_like, shape (n,)
        VIX points.
    off_spot : array_like, shape (n,)
        Prices with spot VIX in the place of the future: the mistake.
    band : mapping of "low", "mid", "high" to array_like of shape (n,)
        Prices off the future for three sets of assumptions on the smile.
    spot, forward : float
        Spot VIX and the future of the expiry.
    day : str
        For the title.
    """
    strikes, off_spot = np.asarray(strikes, float), np.asarray(off_spot, float)
    every = np.array([np.asarray(v, float) for v in band.values()])
    figure, ax = plots.new_figure(height=4.6)
    ax.fill_between(
        strikes,
        every.min(axis=0),
        every.max(axis=0),
        color=plots.LINES["hedge"]["color"],
        alpha=0.30,
        linewidth=0,
    )
    ax.plot(strikes, band["mid"], **plots.line_style("hedge"))
    ax.plot(strikes, off_spot, **plots.line_style("vix"))
    for level, text in ((spot, f"spot {spot:.2f}"), (forward, f"future {forward:.2f}")):
        plots.mark_level(ax, level, text)
    ax.set(
        xlabel="strike (VIX points)",
        ylabel="price of a call (points)",
        xlim=(strikes[0], strikes[-1]),
        ylim=(0, None),
    )
    ends = [(strikes[-1], float(off_spot[-1]), "off spot VIX", plots.LINES["vix"]["color"]),
            (strikes[-1], float(band["mid"][-1]), "off its future, with band", plots.LINES["hedge"]["color"])]  # fmt: skip
    plots.label_ends(ax, ends)
    at = int(np.argmin(np.abs(strikes - 1.3 * forward)))
    wide = float((every[:, at].max() - every[:, at].min()) / 2)
    error = float(off_spot[at] - band["mid"][at])
    ax.set_title(
        f"{day}: spot VIX misprices the {strikes[at]:.0f} call by {error:+.1f} points; the band is ±{wide:.1f}"
    )
    alt = (
        f"Line chart of VIX call prices over strikes from {strikes[0]:.0f} to {strikes[-1]:.0f} on {day}. With spot VIX at {spot:.2f} and the future at {forward:.2f}, the "
        f"{strikes[at]:.0f} call costs {off_spot[at]:.2f} off spot and {band['mid'][at]:.2f} off its future, where the assumptions on the smile move it by {wide:.2f} either way."
    )
    return figure, alt
