"""What policies came to in each episode and over the whole history: replayed once, remembered, set side by side.

A replay is a pure function of frozen values, so an outcome that was computed once is remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from alvh_helpers.costs import Costs
from alvh_helpers.errors import CourseError
from alvh_helpers.facts import load_facts
from alvh_helpers.ledger import Ledger
from alvh_helpers.market.history import EPISODES
from alvh_helpers.parameters import parameter
from alvh_helpers.replay import replay
from alvh_helpers.risk.measures import drawdown
from alvh_helpers.strategy.policy import Policy
from alvh_helpers.strategy.presets import only, unhedged
from alvh_helpers.sweep import DAYS_BEFORE, WHOLE, stretch_days
from alvh_helpers.vix.options import VixSmile, vix_smile

__all__ = [
    "CALMS",
    "CRASHES",
    "HIGH_VIX",
    "Outcome",
    "by_weather",
    "column",
    "episode_ledger",
    "ladder",
    "multiples",
    "outcome",
    "outcome_table",
    "starts",
    "storms",
    "yearly_regret",
]


CRASHES = tuple(name for name, e in EPISODES.items() if e.kind == "crash")
"""The ten crashes, in order of time."""


CALMS = tuple(name for name, e in EPISODES.items() if e.kind == "calm")
"""The four calm windows, in order of time."""


HIGH_VIX = 35.0
"""Closes above this let the second engine in (R12)."""


_FIGURES = ("profit", "drawdown", "worst_day", "hedge_share")


class Outcome(NamedTuple):
    """What a replay came to: the account's value by day, profit by source and day (dollars), and the summary."""

    equity: pd.Series
    profit: pd.DataFrame
    summary: pd.Series


def ladder(policy: Policy) -> dict[str, Policy]:
    """Return a policy taken apart: ``unhedged``, each of its layers alone by name, and ``all``."""
    alone = {layer.name: only(k, policy) for k, layer in enumerate(policy.layers, start=1)}
    return {"unhedged": unhedged(policy), **alone, "all": policy}


def episode_ledger(
    policy: Policy,
    stretch: str = WHOLE,
    costs: float = 1.0,
    days_before: int = DAYS_BEFORE,
    smile: VixSmile = vix_smile,
) -> Ledger:
    """Replay a policy through an episode by its name, or through the whole history.

    Parameters
    ----------
    policy : Policy
        The rules.
    stretch : str
        A key of `episodes.EPISODES`, or `WHOLE`.
    costs : float
        Multiple of the course's trading costs.
    days_before : int
        Calendar days by which the account, with fresh capital, begins before the episode.
    smile : callable
        Of VIX options, as in `replay.replay`.

    Raises
    ------
    CourseError
        When there is no such stretch, or the account would begin after its episode.
    """
    return replay(policy, load_facts(), *stretch_days(stretch, days_before), Costs(costs), smile=smile)


def outcome(
    policy: Policy,
    stretch: str = WHOLE,
    costs: float = 1.0,
    days_before: int = DAYS_BEFORE,
    smile: VixSmile = vix_smile,
) -> Outcome:
    """Return what `episode_ledger` came to, from memory when the same was asked before; the tables are copies."""
    found = _outcome(policy, stretch, float(costs), days_before, smile)
    return Outcome(*(table.copy() for table in found))


@cache
def _outcome(policy: Policy, stretch: str, costs: float, days_before: int, smile: VixSmile) -> Outcome:
    ledger = episode_ledger(policy, stretch, costs, days_before, smile)
    return Outcome(ledger.equity, ledger.profit, ledger.summary())


def outcome_table(
    policies: Mapping[str, Policy], stretches: Iterable[str], costs: float = 1.0
) -> pd.DataFrame:
    """Return the figures of every policy in every stretch.

    Parameters
    ----------
    policies : mapping of str to Policy
        By the name of their columns, as from `ladder`.
    stretches : iterable of str
        As in `episode_ledger`.
    costs : float
        Multiple of the trading costs.

    Returns
    -------
    DataFrame
        Rows by stretch; columns by figure and policy: ``profit`` and ``worst_day`` in dollars, ``drawdown`` as a share of the
        peak, ``hedge_share`` of the credits (negative: the layers gained).
    """
    rows = {
        stretch: {
            (figure, name): found[figure]
            for name, policy in policies.items()
            for found in [outcome(policy, stretch, costs).summary]
            for figure in _FIGURES
        }
        for stretch in stretches
    }
    table = pd.DataFrame.from_dict(rows, orient="index").astype(float)
    return table.reindex(columns=pd.MultiIndex.from_product([_FIGURES, policies]))


def column(policy: Policy, stretches: Sequence[str], costs: float = 1.0, **how: Any) -> dict[str, Outcome]:
    """Return one policy's outcomes by stretch; keywords as in `outcome`."""
    return {stretch: outcome(policy, stretch, costs, **how) for stretch in stretches}


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
    "only": ("alvh_helpers.strategy.presets", "only"),
    "unhedged": ("alvh_helpers.strategy.presets", "unhedged"),
    "Costs": ("alvh_helpers.costs", "Costs"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "load_facts": ("alvh_helpers.facts", "load_facts"),
    "Ledger": ("alvh_helpers.ledger", "Ledger"),
    "parameter": ("alvh_helpers.parameters", "parameter"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "replay": ("alvh_helpers.replay", "replay"),
    "drawdown": ("alvh_helpers.risk.measures", "drawdown"),
    "DAYS_BEFORE": ("alvh_helpers.sweep", "DAYS_BEFORE"),
    "WHOLE": ("alvh_helpers.sweep", "WHOLE"),
    "stretch_days": ("alvh_helpers.sweep", "stretch_days"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
