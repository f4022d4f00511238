"""The dashboard of signals: every vote of one day, its number and threshold, and the history up to that day only."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from alvh_helpers.course import plots
from alvh_helpers.course.nb09_signals.figures import NO_DATA
from alvh_helpers.course.widgets import explorer
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date
from alvh_helpers.market.history import Market
from alvh_helpers.signals.quorum import Quorum, decide
from alvh_helpers.signals.voting import TECHNICAL, Votes

__all__ = ["dashboard", "dashboard_view"]


_LONGEST_RULE = 25


_SAID = {1.0: "CALLS", 0.0: "no"}


@plots.house_style()
def dashboard_view(
    market: Market, cast: Votes, date: DateLike, quorum: Quorum, back: int = 126
) -> tuple[Figure, str]:
    """Draw what every signal said on one day, the last of `back` sessions. Later days are not looked at.

    Raises
    ------
    CourseError
        When the value is no trading day, or there is no history to show.
    """
    if back < 2:
        raise CourseError(f"{back} sessions of history: show 2 or more")
    day = market.day(date).date
    at = market.sessions.get_loc(day) + 1
    start = max(at - back, 0)
    past = cast.table.iloc[start:at]
    figure, (top, ax) = plots.new_figure(2, 1, height=6.8, width=9.6, sharex=True, height_ratios=[1, 3.6])
    vix = market.table["vix"].iloc[start:at]
    top.plot(np.arange(len(vix)) + 0.5, vix, **plots.line_style("vix"))
    top.set_ylabel("VIX")
    plots.label_line(
        top, len(vix) - 0.5, float(vix.iloc[-1]), f"{vix.iloc[-1]:.2f}", plots.LINES["vix"]["color"]
    )
    _strip(ax, past, len(cast.of_kind(TECHNICAL)))
    _words(ax, cast, day)
    ticks = np.unique(np.linspace(0, len(past) - 1, 5).astype(int))
    ax.set_xticks(ticks + 0.5, [f"{past.index[k]:%Y-%m-%d}" for k in ticks], fontsize=9)
    row = decide(cast, quorum).loc[day]
    verdict = (
        "reached"
        if row["reached"]
        else "not reached"
        if row["possible"]
        else "out of reach: too few have data"
    )
    calls, voters = int(row["calls"]), len(cast.names) - int(row["abstain"])
    finding = f"{day:%Y-%m-%d}: {calls} of {voters} call ({row['technical']} technical, {row['fundamental']} fundamental); quorum of {quorum.k} {verdict}"
    figure.suptitle(finding, x=0.01, ha="left", fontweight="bold", fontsize=12)
    calling = ", ".join(past.columns[past.iloc[-1] > 0]) or "nobody"
    alt = f"Dashboard of {day:%Y-%m-%d}: VIX and every vote on {len(past)} sessions up to that day. {finding}. Calling: {calling}."
    return figure, alt


def dashboard(market: Market, cast: Votes, date: DateLike) -> Any:
    """Return a date picker and sliders over :func:`dashboard_view`: sessions later, calls needed, history shown."""
    import ipywidgets as widgets

    sessions = market.sessions

    def draw(day: Any, later: int, k: int, back: int) -> tuple[Figure, str]:
        """Draw the session on or after the day picked, or some sessions later."""
        if day is None:
            raise CourseError("no day is picked: choose one from the calendar")
        at = min(int(sessions.searchsorted(as_date(day))) + later, len(sessions) - 1)
        return dashboard_view(market, cast, sessions[at], Quorum(k), back)

    return explorer(
        draw,
        day=widgets.DatePicker(value=as_date(date).date(), description="day"),
        later=widgets.IntSlider(value=0, min=0, max=60, description="sessions later"),
        k=widgets.IntSlider(value=3, min=2, max=8, description="calls needed"),
        back=widgets.IntSlider(value=126, min=21, max=504, step=21, description="sessions shown"),
    )


def _strip(ax: Axes, past: pd.DataFrame, border: int) -> None:
    """Draw the votes of some sessions, a row a signal: dark for a call, hatched without data."""
    rows = np.arange(past.shape[1] + 1)
    ax.patch.set(**NO_DATA)
    votes = np.ma.masked_invalid(past.to_numpy().T)
    ax.pcolormesh(np.arange(len(past) + 1), rows, votes, cmap="Greys", vmin=0, vmax=1.15)
    ax.hlines(rows, 0, len(past), color="white", linewidth=2.0)
    ax.axhline(border, color=plots.INK, linewidth=1.4)
    ax.axvline(len(past) - 1, color=plots.LINES["condor"]["color"], linewidth=1.2)
    ax.set_yticks(rows[:-1] + 0.5, past.columns)
    ax.set(xlim=(0, len(past)), ylim=(len(rows) - 1, 0))
    ax.grid(False)


def _words(ax: Axes, cast: Votes, day: pd.Timestamp) -> None:
    """Write each signal's number, threshold and vote beside its row."""
    told = cast.explain(day)
    for row, signal in enumerate(cast.signals):
        vote, number = told.loc[signal.name, ["vote", "number"]]
        rule = signal.rule if len(signal.rule) <= _LONGEST_RULE else "diverges"
        known = f"{number:{signal.form}}" if np.isfinite(vote) else "-"
        text = f"{known:>8}  {_SAID.get(vote, 'no data'):<7}  ({rule})"
        look = {"fontweight": "bold"} if vote > 0 else {}
        ax.text(
            1.01,
            row + 0.5,
            text,
            transform=ax.get_yaxis_transform(),
            va="center",
            fontsize=8.5,
            family="monospace",
            **look,
        )
