"""What policies came to in each episode and over the whole history: replayed once, remembered, set side by side.

A replay is a pure function of frozen values, so an outcome that was computed once is remembered.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import EPISODES
from alvh_helpers.parameters import parameter
from alvh_helpers.risk.measures import drawdown
from alvh_helpers.simulation.compare import CRASHES, DAYS_BEFORE, HIGH_VIX
from alvh_helpers.simulation.daily import load_facts

__all__ = ["by_weather", "multiples", "starts", "storms", "yearly_regret"]


def by_weather(profit: pd.DataFrame) -> pd.DataFrame:
    """Split the profit of a whole history into the crash windows, the calm windows and all other days.

    Parameters
    ----------
    profit : DataFrame
        By day and source, dollars, as `ledger.Ledger.profit`.

    Returns
    -------
    DataFrame
        Rows ``ten crashes``, ``four calms``, ``other days``; columns ``days`` (share of all), each source, ``total``.
    """
    kind = pd.Series("other days", profit.index)
    for episode in EPISODES.values():
        inside = slice(episode.start, episode.end)
        kind[inside] = "ten crashes" if episode.kind == "crash" else "four calms"
    table = profit.groupby(kind).sum().reindex(["ten crashes", "four calms", "other days"]).fillna(0.0)
    table.insert(0, "days", kind.value_counts(normalize=True).reindex(table.index).fillna(0.0))
    return table.assign(total=table.drop(columns="days").sum(axis=1)).rename_axis(None)


def yearly_regret(without: pd.Series, hedged: pd.Series, initial: float) -> pd.DataFrame:
    """Return the two accounts' returns by calendar year, and what the hedge added (negative: regret).

    Parameters
    ----------
    without, hedged : Series
        Equity by day, both begun with `initial` dollars.
    initial : float
        Dollars at the start.

    Returns
    -------
    DataFrame
        By year: ``without``, ``hedged``, ``added``, decimals.
    """
    years = {}
    for name, equity in (("without", without), ("hedged", hedged)):
        last = equity.groupby(equity.index.year).last()
        years[name] = last / last.shift(1).fillna(initial) - 1.0
    table = pd.DataFrame(years)
    return table.assign(added=table["hedged"] - table["without"]).rename_axis("year")


def storms(names: Sequence[str] = CRASHES, days_before: int = DAYS_BEFORE) -> pd.DataFrame:
    """Return what kind of storm each episode was, from its account's first day to its end.

    Parameters
    ----------
    names : sequence of str
        Of `episodes.EPISODES`.
    days_before : int
        Calendar days by which the account begins before the episode.

    Returns
    -------
    DataFrame
        ``fall``: deepest fall of the index from its high; ``sessions``: from that high to the highest close of VIX;
        ``peak``: that close; ``above_35``: closes of VIX above 35; ``first_above``: sessions from the high to the first of
        them, NaN without one.
    """
    rows = {}
    for name in names:
        begin = pd.Timestamp(EPISODES[name].start) - pd.Timedelta(days=days_before)
        table = load_facts().table.loc[begin : EPISODES[name].end]
        spx, vix = table["spx"], table["vix"]
        fall, top = drawdown(spx), vix.idxmax()
        high = spx.index.get_loc(fall.start)
        over = np.flatnonzero(vix > HIGH_VIX)
        rows[name] = {
            "fall": -fall.depth,
            "sessions": spx.index.get_loc(top) - high,
            "peak": vix[top],
            "above_35": len(over),
            "first_above": over[0] - high if len(over) else np.nan,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def multiples(name: str, value: object) -> tuple[float, float]:
    """Read two multiples of the trading costs from a parameters cell: the first is shown in full, the second as the change.

    Raises
    ------
    CourseError
        When they are not two different numbers from 0 to 10.
    """
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise CourseError(f"{name} is {value!r}: write two multiples of the trading costs, such as (1, 2)")
    first, second = (parameter(name, x, 0, 10) for x in value)
    if first == second:
        raise CourseError(f"{name} is {value!r}: two different multiples are compared, such as (1, 2)")
    return first, second


def starts(name: str, value: object) -> tuple[int, ...]:
    """Read calendar days before an episode from a parameters cell.

    Raises
    ------
    CourseError
        When they are not two to six whole numbers from 0 to 120.
    """
    if not isinstance(value, tuple | list) or not 2 <= len(set(value)) <= 6:
        raise CourseError(
            f"{name} is {value!r}: write two to six numbers of days before an episode, such as (20, 45)"
        )
    return tuple(int(parameter(name, days, 0, 120, whole=True)) for days in value)


_MOVED = {
    "column": ("alvh_helpers.simulation.compare", "column"),
    "Outcome": ("alvh_helpers.simulation.compare", "Outcome"),
    "outcome_table": ("alvh_helpers.simulation.compare", "outcome_table"),
    "outcome": ("alvh_helpers.simulation.compare", "outcome"),
    "episode_ledger": ("alvh_helpers.simulation.compare", "episode_ledger"),
    "_outcome": ("alvh_helpers.simulation.compare", "_outcome"),
    "CRASHES": ("alvh_helpers.simulation.compare", "CRASHES"),
    "ladder": ("alvh_helpers.simulation.compare", "ladder"),
    "HIGH_VIX": ("alvh_helpers.simulation.compare", "HIGH_VIX"),
    "_FIGURES": ("alvh_helpers.simulation.compare", "_FIGURES"),
    "CALMS": ("alvh_helpers.simulation.compare", "CALMS"),
    "only": ("alvh_helpers.strategy.presets", "only"),
    "unhedged": ("alvh_helpers.strategy.presets", "unhedged"),
    "Costs": ("alvh_helpers.simulation.costs", "Costs"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "load_facts": ("alvh_helpers.simulation.daily", "load_facts"),
    "Ledger": ("alvh_helpers.simulation.ledger", "Ledger"),
    "parameter": ("alvh_helpers.parameters", "parameter"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "replay": ("alvh_helpers.simulation.run", "replay"),
    "drawdown": ("alvh_helpers.risk.measures", "drawdown"),
    "DAYS_BEFORE": ("alvh_helpers.simulation.compare", "DAYS_BEFORE"),
    "WHOLE": ("alvh_helpers.simulation.compare", "WHOLE"),
    "stretch_days": ("alvh_helpers.simulation.compare", "stretch_days"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
