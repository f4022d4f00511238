"""Figures of notebook 02: Greeks over whatever moves, vega per theta day, and the map of the next session's profit.

Each function returns the figure and its alt text for ``plots.show``; each title is computed from what is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.patheffects as effects
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from alvh_helpers import plots

__all__ = ["greek_panels", "profit_map", "sign_flips", "vega_per_theta"]


Floats = NDArray[np.float64]


_PANELS = {
    "delta": "delta: dollars per index point",
    "gamma": "gamma: dollars per point, per point",
    "vega": "vega: dollars per vol point",
    "theta": "theta: dollars per calendar day",
}


_ROLES = ("condor", "together", "hedge", "vix")


_HALO = [effects.withStroke(linewidth=2.5, foreground="white")]


def sign_flips(x: ArrayLike, y: ArrayLike) -> Floats:
    """Return where a sampled curve changes its sign, by straight lines between its points.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        The curve; x rises. Points that are exactly 0 are passed over.
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    x, y = x[y != 0], y[y != 0]
    at = np.flatnonzero(np.sign(y[:-1]) * np.sign(y[1:]) < 0)
    return x[at] - y[at] * (x[at + 1] - x[at]) / (y[at + 1] - y[at])


def greek_panels(
    x: ArrayLike,
    curves: Mapping[str, Mapping[str, ArrayLike]],
    *,
    xlabel: str,
    bands: Mapping[str, tuple[float, float]] | None = None,
) -> tuple[Figure, str]:
    """Draw delta, gamma, vega and theta over one variable, one line a case, each case the same in all panels.

    Parameters
    ----------
    x : array_like, shape (n,)
        What moves.
    curves : mapping of label to mapping of Greek to array of shape (n,)
        At most four cases; Greeks ``delta``, ``gamma``, ``vega``, ``theta`` in dollars. The title tells the first.
    xlabel : str
        Name and unit of x.
    bands : mapping of name to (from, to), optional
        Stretches of x that are shaded, such as the wings, or a line where both ends agree; named in the upper panels.
    """
    x = np.asarray(x, dtype=float)
    figure, axes = plots.new_figure(2, 2, height=6.6, sharex=True)
    for ax, (greek, name) in zip(axes.flat, _PANELS.items(), strict=True):
        for role, (label, greeks) in zip(_ROLES, curves.items(), strict=False):
            ax.plot(x, np.asarray(greeks[greek], dtype=float), label=label, **plots.line_style(role))
        plots.zero_line(ax)
        _dollars(ax)
        ax.set_title(name, fontsize=10.5, fontweight="normal", pad=18 if bands and ax in axes[0] else 6)
        _shade(ax, bands or {}, named=ax in axes[0])
    axes[0, 0].set_xlim(x[0], x[-1])
    for ax in axes[1]:
        ax.set_xlabel(xlabel)
    handles, labels = axes[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(labels), handlelength=3.5)
    first, greeks = next(iter(curves.items()))
    signs = {greek: _signs(x, greeks[greek]) for greek in _PANELS}
    figure.suptitle(
        f"{first}: gamma is {signs['gamma']},\nvega {signs['vega']}, theta {signs['theta']}",
        x=0.01,
        ha="left",
        fontweight="bold",
        fontsize=12.5,
    )
    alt = (
        f"Four line charts over {xlabel} from {x[0]:,.0f} to {x[-1]:,.0f}, one line each for {', '.join(curves)}. {first}: "
        + "; ".join(f"{greek} is {signs[greek]}" for greek in _PANELS)
    )
    return figure, f"{alt}."


def _dollars(ax: Axes) -> None:
    """Write dollars with as many decimals as the axis needs."""
    decimals = 0 if np.ptp(ax.get_ylim()) > 8 else 1 if np.ptp(ax.get_ylim()) > 0.8 else 2
    ax.yaxis.set_major_formatter(lambda v, _: f"{'-' if v < 0 else ''}${abs(v):,.{decimals}f}")


def _shade(ax: Axes, bands: Mapping[str, tuple[float, float]], *, named: bool) -> None:
    """Shade stretches of the x axis, their names above the frame."""
    for name, (start, end) in bands.items():
        if end > start:
            ax.axvspan(start, end, color="#e8edf2", zorder=0)
        else:
            ax.axvline(start, color="#9aa5b1", linewidth=1.0, linestyle=(0, (2, 2)), zorder=1.2)
        if named:
            middle, frame = (start + end) / 2, ax.get_xaxis_transform()
            ax.text(
                middle, 1.02, name, transform=frame, ha="center", va="bottom", fontsize=8.5, clip_on=False
            )


def _signs(x: Floats, y: ArrayLike) -> str:
    """Say in words where a curve is below zero."""
    y, flips = np.asarray(y, dtype=float), sign_flips(x, y)
    if len(flips) == 0:
        most = x[np.argmax(np.abs(y))]
        return f"{'below' if y.min() < 0 else 'above'} zero, most so at {most:,.0f}"
    if len(flips) == 1:
        return f"{'below' if y[0] < 0 else 'above'} zero up to {flips[0]:,.0f}"
    if len(flips) == 2:
        return f"{'above' if y[0] < 0 else 'below'} zero from {flips[0]:,.0f} to {flips[1]:,.0f}"
    return f"of changing sign {len(flips)} times"


def vega_per_theta(
    days_left: ArrayLike, by_vix: Mapping[str, ArrayLike], *, threshold: float, start: float
) -> tuple[Figure, str]:
    """Draw vega dollars per theta dollar a day (rule R19) as the days run out, one line a VIX.

    Parameters
    ----------
    days_left : array_like, shape (n,)
        Calendar days to expiry, rising.
    by_vix : mapping of label to array of shape (n,)
        Ratios; at most four.
    threshold : float
        The ratio that the rule names.
    start : float
        The ratio on the evening of the sale, for the title.
    """
    days_left = np.asarray(days_left, dtype=float)
    figure, ax = plots.new_figure(height=4.2)
    crossed = {}
    for role, (label, ratio) in zip(_ROLES, by_vix.items(), strict=False):
        style, ratio = plots.line_style(role), np.asarray(ratio, dtype=float)
        ax.plot(days_left, ratio, **style)
        start_of_line, look = (days_left[-1], ratio[-1]), {"color": style["color"], "fontweight": "bold"}
        ax.annotate(label, start_of_line, (6, 5), textcoords="offset points", fontsize=9.5, **look)
        below = days_left[ratio <= threshold]
        crossed[label] = f"{below.max():.0f} days left" if len(below) else "never"
    ax.axhline(threshold, color=plots.INK, linewidth=1.0, linestyle=(0, (2, 2)))
    ax.text(days_left[0], threshold, f"named by rule R19: {threshold:g}", va="bottom", ha="right", fontsize=9)
    ax.set_xlim(days_left[-1], days_left[0])
    ax.set_ylim(0, 1.15 * max(float(np.max(r)) for r in by_vix.values()))
    ax.set_xlabel("days left")
    ax.set_ylabel("theta days to earn back\none vol point")
    ax.set_title(f"On the evening of the sale one vol point costs {start:.1f} days of theta")
    alt = (
        f"Line chart of vega dollars per theta dollar a day over days left, from {days_left[-1]:.0f} down to {days_left[0]:.0f}. "
        f"The lines fall below {threshold:g} with: " + ", ".join(f"{k} {v}" for k, v in crossed.items())
    )
    return figure, f"{alt}."


def profit_map(
    moves: ArrayLike,
    changes: ArrayLike,
    profit: ArrayLike,
    seen: pd.DataFrame,
    outcome: pd.Series,
) -> tuple[Figure, str]:
    """Draw the next session's profit over moves of the index and changes of the VIX, with the days that history saw.

    Parameters
    ----------
    moves, changes : array_like, shapes (n,) and (m,)
        Moves of the index (decimals) and changes of the VIX (points).
    profit : array_like, shape (m, n)
        Dollars.
    seen : DataFrame
        Columns ``move``, ``change``, ``profit``: the days to compare with, as dots.
    outcome : Series
        The same three for the day that came; its name is the date.
    """
    profit = np.asarray(profit, dtype=float)
    x, y = 100 * np.asarray(moves, dtype=float), np.asarray(changes, dtype=float)
    figure, ax = plots.new_figure(height=5.8)
    _field(ax, x, y, profit)
    ax.plot(
        100 * seen["move"],
        seen["change"],
        "o",
        markersize=3.5,
        color="white",
        markeredgecolor="#55606b",
        markeredgewidth=0.7,
    )
    _point(
        ax,
        100 * outcome["move"],
        outcome["change"],
        f"{outcome.name:%Y-%m-%d}: {outcome['profit']:+,.0f}",
        (x, y),
    )
    ax.set(
        xlim=(x[0], x[-1]),
        ylim=(y[0], y[-1]),
        xlabel="move of the index until the next close (%)",
        ylabel="change of the VIX (points)",
    )
    won = float((seen["profit"] > 0).mean())
    ax.set_title(f"Of {len(seen):,} days that began with such a VIX, {won:.0%} would have brought a profit")
    alt = (
        f"Heat map with labelled contours: dollars of profit over the index's move ({x[0]:.1f} % to {x[-1]:.1f} %) and the VIX's change "
        f"({y[0]:.1f} to {y[-1]:.1f} points), from {profit.min():,.0f} to {profit.max():,.0f}. Dots mark {len(seen):,} days of history, "
        f"{won:.0%} of them with a profit, the worst {seen['profit'].min():,.0f}. {outcome.name:%Y-%m-%d} brought {outcome['profit']:,.0f}."
    )
    return figure, alt


def _field(ax: Axes, x: Floats, y: Floats, profit: Floats) -> None:
    """Colour a map by profit, with labelled contours that survive a greyscale printer; zero is the thick one."""
    reach = max(float(np.abs(profit).max()), 1.0)
    scale = TwoSlopeNorm(0.0, min(profit.min(), -0.15 * reach), max(profit.max(), 0.15 * reach))
    mesh = ax.pcolormesh(x, y, profit, cmap="BrBG", norm=scale, shading="gouraud", rasterized=True)
    levels = [v for v in MaxNLocator(9).tick_values(profit.min(), profit.max()) if v != 0]
    lines = ax.contour(x, y, profit, levels=levels, colors=plots.INK, linewidths=0.8)
    contours = [lines]
    if profit.min() < 0 < profit.max():
        contours.append(ax.contour(x, y, profit, levels=[0.0], colors=plots.INK, linewidths=2.6))
    for drawn in contours:
        for text in ax.clabel(drawn, fmt=lambda v: f"{v:+,.0f}" if v else "0", fontsize=8.5):
            text.set_path_effects(_HALO)
    ax.grid(False)
    name = "profit or loss (dollars)"
    ax.figure.colorbar(mesh, ax=ax, label=name, shrink=0.85, pad=0.02, format="{x:,.0f}")


def _point(ax: Axes, x: float, y: float, text: str, frame: tuple[Floats, Floats]) -> None:
    """Mark one point of a map with a cross and its name, on the side where there is room; pull it to the frame if outside."""
    (low, high), (bottom, top) = ((axis[0], axis[-1]) for axis in frame)
    right, up = x < (low + high) / 2, y < (bottom + top) / 2
    at = np.clip(x, low, high), np.clip(y, bottom, top)
    ax.plot(
        *at,
        "X",
        markersize=13,
        color=plots.INK,
        markeredgecolor="white",
        markeredgewidth=1.5,
        clip_on=False,
        zorder=5,
    )
    label = ax.annotate(
        text,
        at,
        xytext=(12 if right else -12, 10 if up else -4),
        textcoords="offset points",
        ha="left" if right else "right",
        fontweight="bold",
        zorder=6,
    )
    label.set_path_effects(_HALO)
