"""A slider through a crisis: the curve of the day, the future that a roll rule holds on it, and where its dollars came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from alvh_helpers.course import plots
from alvh_helpers.course.nb07_time_shift.figures import curve_of
from alvh_helpers.course.widgets import explorer
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market
from alvh_helpers.vix.rolls import RollCosts, RollLedger, RollRule, expiry_eve, run_roll

__all__ = ["curve_frame", "time_explorer"]


@plots.house_style()
def curve_frame(market: Market, ledger: RollLedger, session: int) -> tuple[Figure, str]:
    """Draw one frame of the moving picture: the curve of a day, the contract held, and the dollars so far.

    The ledger is that of a rule that holds a future on the window from its first day on. A session beyond the window's
    end is its last day.

    Raises
    ------
    CourseError
        When the session is negative.
    """
    if session < 0:
        raise CourseError(f"session {session}: the first day of the window is session 0")
    session = min(session, len(market) - 1)
    figure, (left, right) = plots.new_figure(1, 2, height=4.4, width=9.6, width_ratios=[1.7, 1])
    for role, at in (("index", 0), ("together", session)):
        days, level = curve_of(market, market.sessions[at])
        left.plot(
            days,
            level,
            marker="o",
            markersize=4,
            label=f"{market.sessions[at]:%Y-%m-%d}",
            **plots.line_style(role),
        )
    today = ledger.daily.iloc[session]
    looks = {"markersize": 14, "markeredgewidth": 2.4, "markerfacecolor": "none"}
    left.plot(
        today["days"], today["mark"], "o", color=plots.LINES["condor"]["color"], label="future held", **looks
    )
    left.set(xlabel="days to expiry (0: spot VIX)", ylabel="index points", ylim=(0, 1.08 * _highest(market)))
    left.legend(loc="upper right")
    parts = _parts(ledger)
    bars = parts.iloc[session]
    colors = [plots.LINES[role]["color"] for role in ("index", "condor", "vix", "together")]
    right.bar(range(4), bars, 0.6, color=colors, edgecolor="white", hatch=["///", "", "...", ""])
    right.set_xticks(range(4), [name.replace(" ", "\n") for name in bars.index])
    plots.zero_line(right)
    least, most = parts.min().min(), parts.max().max()
    right.set_ylim(1.1 * min(least, -1.0), 1.1 * max(most, 1.0))
    plots.dollar_axis(right, "dollars since the first day")
    vix = float(market.table["vix"].iloc[session])
    figure.suptitle(
        f"{market.sessions[session]:%Y-%m-%d}: VIX {vix:.2f}, net {bars['net']:+,.0f} dollars",
        x=0.01,
        ha="left",
        fontweight="bold",
    )
    told = ", ".join(f"{name} {dollars:,.0f}" for name, dollars in bars.items())
    alt = f"Left, the VIX curve of {market.sessions[session]:%Y-%m-%d} beside that of {market.start:%Y-%m-%d}, the future held at {today['mark']:.2f}. Right, dollars since then: {told}."
    return figure, alt


def time_explorer(market: Market, names: Sequence[str], costs: RollCosts | None = None) -> Any:
    """Return sliders over :func:`curve_frame`: one of some episodes, the month that is held, and the session."""
    import ipywidgets as widgets

    windows = {name: market.episode(name, before=15, after=32) for name in names}
    ledgers: dict[tuple[str, int], RollLedger] = {}

    def draw(episode: str, month: int, session: int) -> tuple[Figure, str]:
        """Draw a frame; a roll rule is run once for each episode and month."""
        key = (episode, month)
        if key not in ledgers:
            rule = RollRule(month=month, roll_when=expiry_eve)
            ledgers[key] = run_roll(windows[episode], rule, costs)
        return curve_frame(windows[episode], ledgers[key], session)

    longest = max(len(window) for window in windows.values()) - 1
    return explorer(
        draw,
        episode=widgets.Dropdown(options=list(names), value=names[-1], description="episode"),
        month=widgets.IntSlider(value=1, min=1, max=6, description="month held"),
        session=widgets.IntSlider(value=0, min=0, max=longest, description="session"),
    )


def _highest(market: Market) -> float:
    """Return the highest level of spot or futures in a window: a picture that moves needs axes that do not."""
    return float(market.table[["vix", *(f"vx{k}" for k in range(1, 8))]].max().max())


def _parts(ledger: RollLedger) -> pd.DataFrame:
    """Return the dollars since the first day, by day: the bars of the picture."""
    daily = ledger.daily
    columns = {
        "spot effect": daily["spot"],
        "roll yield": daily["roll_yield"],
        "trading": daily["spread"] + daily["commission"],
        "net": daily["net"],
    }
    return pd.DataFrame(columns).cumsum()
