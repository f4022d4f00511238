"""Figures of the volatility surface itself: smiles and term structures, the strip behind the VIX, the fit, a re-marked trade.

Each function returns the figure and its alt text for ``plots.show``; the title states what the data say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullFormatter
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.course import plots
from alvh_helpers.errors import CourseError
from alvh_helpers.pricing.surface import SpxSurface

__all__ = [
    "ROLES",
    "chances_by_surface",
    "fit_lines",
    "mean_profits",
    "remarked_paths",
    "smiles_and_terms",
    "strip_shares",
    "vix_calls",
    "vol_space",
]


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


@plots.house_style()
def smiles_and_terms(days: Mapping[str, SpxSurface], horizon: int) -> tuple[Figure, str]:
    """Draw each day's smile at one horizon (calendar days) and its at-the-money vol over all expiries; the calmest first."""
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
        tilts[name] = float(day.skew(time)), float(day.atm_vol(7 / 365) / day.atm_vol(93 / 365))
    _name_smile_axes(left, right, horizon)
    plots.label_ends(right, ends)
    skews = [skew for skew, _ in tilts.values()]
    title = f"25-delta puts above calls by {min(skews):.0%} to {max(skews):.0%} of the middle, calm or not"
    plots.headline(figure, title, 11.5)
    told = "; ".join(
        f"{name} at VIX {days[name].vix:.1f}: skew {skew:.2f}, one-week over three-month vol {slope:.2f}"
        for name, (skew, slope) in tilts.items()
    )
    alt = f"Two line charts on a logarithmic vol axis. Left: smiles at {horizon} days fall from puts to calls. Right: at-the-money vol by days to expiry. {told}."
    return figure, alt


@plots.house_style()
def strip_shares(days: Mapping[str, tuple[ArrayLike, ArrayLike]]) -> tuple[Figure, str]:
    """Draw how much of the VIX squared comes from strikes up to a level.

    By name of a day: strikes over the forward, rising, and contributions as `vix_from_strip` returns them.
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
    alt = "Line chart of the cumulative share of the VIX squared over strikes as a share of the forward."
    return figure, f"{alt} {told}."


@plots.house_style()
def fit_lines(rms: pd.DataFrame, bias: pd.DataFrame) -> tuple[Figure, str]:
    """Draw the surface's errors against quotes by delta, one line a VIX regime: size on the left, sign on the right.

    Both from `fit_errors` without the count: rows are regimes, columns deltas, values vol points.
    """
    figure, axes = plots.new_figure(1, 2, height=4.6, sharey=True, width_ratios=[1, 1.25])
    places = np.arange(rms.shape[1])
    panels = {"root mean square": rms, "mean: model less quote": bias}
    for ax, (name, table) in zip(axes, panels.items(), strict=True):
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
    title = f"Within {calm.max():.1f} vol points while VIX is below 17; up to {wild.max():.1f} above 25"
    plots.headline(figure, title)
    told = "; ".join(f"{n}: {r.min():.1f} to {r.max():.1f} vol points" for n, r in rms.iterrows())
    alt = f"Line charts of the model's errors against quotes by delta. Root mean square by regime: {told}."
    return figure, f"{alt} Right, the mean error: mostly above zero."


@plots.house_style()
def remarked_paths(
    flat: pd.Series, surface: pd.Series, flat_credit: float, surface_credit: float
) -> tuple[Figure, str]:
    """Draw the profit by day of the same condor, sold and marked at one vol for all strikes and on the surface; dollars."""
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


@plots.house_style()
def mean_profits(table: pd.DataFrame) -> tuple[Figure, str]:
    """Draw average profits with two standard errors either way; columns ``profit`` and ``standard error``, dollars a trade."""
    figure, ax = plots.new_figure(height=1.4 + 0.5 * len(table))
    rows = np.arange(len(table))[::-1]
    reach = 2 * table["standard error"]
    look = {"fmt": "o", "color": plots.LINES["condor"]["color"], "capsize": 4, "markersize": 7}
    ax.errorbar(table["profit"], rows, xerr=reach, **look)
    ax.axvline(0, color=plots.INK, linewidth=1.0)
    ax.set_yticks(rows, table.index)
    ax.set_ylim(-0.6, len(table) - 0.4)
    ax.xaxis.set_major_formatter(lambda x, _: f"-${-x:,.0f}" if x < 0 else f"${x:,.0f}")
    ax.set_xlabel("average profit a trade, with two standard errors either way")
    sure = (table["profit"].abs() > reach).sum()
    crude, _, own, *_ = table["profit"]
    plots.headline(figure, f"From {crude:,.0f} dollars a trade at VIX to {own:,.0f} on the surface")
    told = "; ".join(
        f"{n}: {r['profit']:,.0f} give or take {2 * r['standard error']:,.0f}" for n, r in table.iterrows()
    )
    alt = f"Dot chart of average profits in dollars a trade with two standard errors either way; {sure} of {len(table)} keep clear of zero. {told}."
    return figure, alt


@plots.house_style()
def chances_by_surface(table: pd.DataFrame) -> tuple[Figure, str]:
    """Draw the chances of flat VIX and of the surface beside history's frequencies with their intervals, a row an event.

    Columns ``flat VIX``, ``surface``, ``history``, ``low``, ``high``: probabilities.
    """
    figure, ax = plots.new_figure(height=1.6 + 0.7 * len(table))
    rows = np.arange(len(table))[::-1]
    reach = np.abs(table[["low", "high"]].to_numpy() - table[["history"]].to_numpy()).T
    look = {"fmt": "o", "color": plots.INK, "capsize": 4, "label": "history, 95 % interval"}
    ax.errorbar(table["history"], rows, xerr=reach, **look)
    for name, marker, role in (("flat VIX", "D", "model"), ("surface", "s", "condor")):
        look = {"color": plots.LINES[role]["color"], "ms": 8, "mfc": "white", "mew": 1.8}
        ax.plot(table[name], rows + 0.16, marker, label=f"model: {name}", **look)
    ax.set_yticks(rows, table.index)
    ax.set(xlim=(0, None), ylim=(-0.6, len(table) - 0.4))
    ax.xaxis.set_major_locator(MaxNLocator(steps=[1, 2, 5, 10]))
    ax.xaxis.set_major_formatter(lambda x, _: f"{100 * x:.0f} %")
    ax.legend(loc="upper center", bbox_to_anchor=(0.4, -0.2), ncols=3)
    last, row = table.index[-1], table.iloc[-1]
    title = f"{last.capitalize()}: {row['flat VIX']:.1%} at flat VIX, {row['surface']:.1%} on the surface, {row['history']:.1%} in history"
    plots.headline(figure, title, 12)
    told = "; ".join(
        f"{event}: flat {r['flat VIX']:.1%}, surface {r['surface']:.1%}, history {r['history']:.1%} ({r['low']:.1%} to {r['high']:.1%})"
        for event, r in table.iterrows()
    )
    return figure, f"Dot chart of probabilities. {told}."


@plots.house_style()
def vol_space(
    curves: Mapping[str, Sequence[Floats]],
    path: pd.DataFrame,
    start: tuple[float, float],
    told: Sequence[str],
) -> tuple[Figure, str]:
    """Draw break-even curves over index and VIX, with the path that the two took.

    `curves` from `break_even_curves`, up to three days of marking; the path has columns ``spx`` and ``vix`` from the
    sale on, its days as text; `start` is index and VIX at the sale; days in `told` get their date written beside them.
    """
    figure, ax = plots.new_figure(height=5.4)
    tops = {}
    for role, (name, lines) in zip(("together", "hedge", "second"), curves.items(), strict=False):
        for i, line in enumerate(lines):
            ax.plot(
                line[:, 0], line[:, 1], label=None if i else f"zero profit, {name}", **plots.line_style(role)
            )
        tops[name] = max((float(line[:, 1].max()) for line in lines), default=np.nan)
    look = {"color": plots.LINES["condor"]["color"], "lw": 1.2, "marker": "o", "ms": 3.5}
    ax.plot(path["spx"], path["vix"], label="the path, close by close", **look)
    look = {"textcoords": "offset points", "fontsize": 8.5, "color": "#4d5a66"}
    for date in told:
        if date in path.index:
            ax.annotate(str(date), path.loc[date, ["spx", "vix"]], xytext=(7, 4), **look)
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
    way = f"The path starts at {start[0]:,.0f} and VIX {start[1]:.1f} and reaches VIX {path['vix'].max():.1f}"
    return figure, f"{alt}. {way} with the index at {path['spx'].min():,.0f} at its lowest."


@plots.house_style()
def vix_calls(
    strikes: ArrayLike,
    off_spot: ArrayLike,
    band: Mapping[str, ArrayLike],
    spot: float,
    forward: float,
    day: str,
) -> tuple[Figure, str]:
    """Draw call prices (n,) over strikes (n,): off spot VIX, the mistake, and off the future of their expiry (`forward`).

    `band` holds the prices off the future by set of assumptions on the smile: low, mid, high. All in VIX points.
    """
    strikes, off_spot = np.asarray(strikes, float), np.asarray(off_spot, float)
    every = np.array([np.asarray(v, float) for v in band.values()])
    figure, ax = plots.new_figure(height=4.6)
    color = plots.LINES["hedge"]["color"]
    ax.fill_between(strikes, every.min(axis=0), every.max(axis=0), color=color, alpha=0.30, linewidth=0)
    ax.plot(strikes, band["mid"], **plots.line_style("hedge"))
    ax.plot(strikes, off_spot, **plots.line_style("vix"))
    for level, text in ((spot, f"spot {spot:.2f}"), (forward, f"future {forward:.2f}")):
        plots.mark_level(ax, level, text)
    ax.set(xlabel="strike (VIX points)", ylabel="price of a call (points)")
    ax.set(xlim=(strikes[0], strikes[-1]), ylim=(0, None))
    spot_end = (strikes[-1], float(off_spot[-1]), "off spot VIX", plots.LINES["vix"]["color"])
    plots.label_ends(
        ax, [spot_end, (strikes[-1], float(band["mid"][-1]), "off its future, with band", color)]
    )
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
