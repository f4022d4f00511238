"""What the second engine bought on the record (R12, K13), what else could have been bought, and how its rules compare.

High closes of VIX come in a handful of episodes. Tables therefore name every stay in the market and every episode;
sums over them are added, never averaged into an interval that so few cannot carry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.course.nb10_second_engine.engine import EngineRules, EngineRun, engine_run
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date
from alvh_helpers.market.history import Market, episodes_above
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import DailyMarket
from alvh_helpers.strategy.layers import Layer
from alvh_helpers.strategy.sizing import unit_margin
from alvh_helpers.vix.futures import contract_gain

__all__ = ["EXPOSURES", "engine_stays", "exposures", "first_closes", "sweep_engine"]


EXPOSURES = ("synthetic", "future", "mini future", "call", "etn")
"""Instruments that are compared as the engine's."""


_WHY = dict(enumerate(("still held", "trigger off", "vol crush", "roll", "contract due")))


def first_closes(market: Market, level: float = 35.0) -> pd.DataFrame:
    """Return what the first close above a level was like in every episode, and what came after it.

    Returns
    -------
    DataFrame
        By first day: ``vix`` and the front future ``vx1`` at its close; ``next_vix``, one session later; ``days`` above the
        level in the episode and the ``last`` of them; ``crest``, its highest close, its day (``crest_day``) and the sessions
        to it (``to_crest``); ``vix_more``, points from the first close to the crest, and ``future_more``, what a front future
        gained meanwhile, rolled on the session before its expiry.
    """
    vix, front = market.table["vix"], market.table["vx1"]
    number = episodes_above(market, level)
    gained, sessions = contract_gain(market, 1).cumsum(), market.sessions
    rows = {}
    for _, own in vix[number > 0].groupby(number[number > 0]):
        day, crest = own.index[0], own.idxmax()
        at = sessions.get_loc(day)
        rows[day] = {
            "vix": own.iloc[0],
            "vx1": front[day],
            "next_vix": vix.iloc[min(at + 1, len(vix) - 1)],
            "days": len(own),
            "last": own.index[-1],
            "crest": own.max(),
            "crest_day": crest,
            "to_crest": sessions.get_loc(crest) - at,
            "vix_more": own.max() - own.iloc[0],
            "future_more": gained[crest] - gained[day],
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("first close")


def exposures(
    facts: DailyMarket,
    layer: Layer,
    bought: DateLike,
    rules: EngineRules | None = None,
    costs: Costs | None = None,
) -> pd.DataFrame:
    """Return the same exposure built from each instrument on a day on which the engine is let in.

    Only the engine's instrument is varied; it begins on that day with all its capital.

    Returns
    -------
    DataFrame
        By instrument: whole ``units``; ``strike`` and ``price`` of one, points (of a synthetic call less put); ``paid`` for
        all and ``margin`` for them, dollars; ``per_point``, dollars gained per point of its future; ``costs`` of buying and
        selling; ``made`` until the engine sold or rolled this purchase, costs included.

    Raises
    ------
    CourseError
        When the engine was not let in that day, or the history ends on it.
    """
    day, costs = as_date(bought), Costs() if costs is None else costs
    if day >= facts.sessions[-1]:
        raise CourseError(
            f"on {day:%Y-%m-%d} the history ends: name an earlier day, on which the engine bought"
        )
    rows = {}
    for name in EXPOSURES:
        run = engine_run(facts, replace(layer, instrument=name), rules, day, None, costs)
        lives, terms = run.lives, run.layer.terms
        if not len(lives.opened) or facts.sessions[lives.opened[0]] != day:
            raise CourseError(f"on {day:%Y-%m-%d} the engine was not let in: name a day on which it bought")
        units, size = float(run.units[0]), terms.multiplier
        ends = np.array([0, int(min(run.sold[0], len(facts.days) - 1) - lives.opened[0])])
        spread = [
            costs.vix_half_spread(lives.price[ends, k], facts.surface.vix[lives.row_day[ends]], kind).sum()
            for k, kind in enumerate(terms.kinds)
        ]
        traded = units * (size * sum(spread) + 2.0 * sum(costs.fee(kind) for kind in terms.kinds))
        left = (lives.expiry[:1] - facts.days[lives.opened[:1]]).astype(float)
        rows[name] = {
            "units": units,
            "strike": lives.strikes[0, 0],
            "price": lives.value[0],
            "paid": 0.0 if terms.kind == "future" else units * size * lives.value[0],
            "margin": units * float(unit_margin(run.layer, left, lives.forward[:1])[0]),
            "per_point": units * size * lives.delta[0],
            "costs": traded,
            "made": units * size * np.diff(lives.value[ends])[0] - traded,
        }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("instrument")


def engine_stays(run: EngineRun, facts: DailyMarket, level: float = 35.0) -> pd.DataFrame:
    """Return every stay of an engine in the market, from a purchase over its rolls to the sale.

    `level` of VIX parts history into episodes, as in `market.episodes_above`.

    Returns
    -------
    DataFrame
        A row a stay: ``bought`` and ``sold`` (the last day for one that is still held), ``sessions`` between them, ``rolls``,
        ``units`` first bought; ``vix`` and ``future`` (its own) when bought; ``why`` it ended; ``episode``, the first day of the
        episode, and its ``crest``; dollars made to the crest (``to_crest``, 0 when it came before the purchase) and ``after``
        it, ``costs`` in both, their sum ``net``; ``share`` of its capital when bought; points that VIX and its futures gained
        (``vix_points``, ``future_points``).
    """
    lives = run.lives
    episodes = _Episodes.of(facts, level)
    begins, last = np.flatnonzero(~lives.rolled), len(lives.opened)
    rows = [_stay(run, facts, episodes, slice(a, b)) for a, b in zip(begins, [*begins[1:], last])]
    return pd.DataFrame(rows)


class _Episodes(NamedTuple):
    """Which episode had begun by each day (n,), and by number from 1: its first day and its crest, positions."""

    begun: NDArray[np.int64]
    first: dict[int, int]
    crest: dict[int, int]

    @classmethod
    def of(cls, facts: DailyMarket, level: float) -> _Episodes:
        """Find them."""
        number = episodes_above(facts.market, level).to_numpy()
        at = {k: np.flatnonzero(number == k) for k in range(1, number.max() + 1)}
        vix = facts.surface.vix
        crest = {k: int(days[vix[days].argmax()]) for k, days in at.items()}
        return cls(np.maximum.accumulate(number), {k: int(days[0]) for k, days in at.items()}, crest)


def _stay(run: EngineRun, facts: DailyMarket, episodes: _Episodes, own: slice) -> dict[str, object]:
    """Return one stay, the purchases `own`."""
    lives, vix, sessions = run.lives, facts.surface.vix, facts.sessions
    opened, last = int(lives.opened[own.start]), run.start + len(run.sessions) - 1
    gone = np.minimum(run.sold[own], last)
    sold, rows = int(gone[-1]), lives.first[own]
    number = int(episodes.begun[opened])
    crest = episodes.crest.get(number, opened)
    days = np.arange(opened, int(min(lives.closed[own][-1], last)) + 1)
    gain, cost = run.gain[days - run.start], run.cost[days - run.start].sum()
    before = gain[days <= crest].sum()
    had = run.rules.capital if run.rules.renew or opened == run.start else run.own[opened - 1 - run.start]
    return {
        "bought": sessions[opened],
        "sold": sessions[sold],
        "sessions": sold - opened,
        "rolls": own.stop - own.start - 1,
        "units": run.units[own.start],
        "vix": vix[opened],
        "future": lives.forward[rows[0]],
        "why": "ring-fence" if run.fenced[own][-1] else _WHY[int(lives.end[own][-1])],
        "episode": sessions[episodes.first[number]] if number else pd.NaT,
        "crest": sessions[crest] if number else pd.NaT,
        "to_crest": before,
        "after": gain.sum() - before,
        "costs": cost,
        "net": gain.sum(),
        "share": gain.sum() / had if had > 0 else np.nan,
        "vix_points": vix[sold] - vix[opened],
        "future_points": (lives.forward[rows + gone - lives.opened[own]] - lives.forward[rows]).sum(),
    }


def sweep_engine(
    facts: DailyMarket,
    layers: Mapping[tuple[object, ...], Layer],
    rules: EngineRules,
    costs: Costs | None = None,
    level: float = 25.0,
) -> pd.DataFrame:
    """Return what engines of several rules made, stretch by stretch.

    Every stay begins with the same capital, whatever `rules.renew` says. `level` of VIX parts history into stretches: the
    lowest of all thresholds, so that each stay belongs to one stretch.

    Returns
    -------
    DataFrame
        Dollars, rows as `layers` (by what is varied in them), a column for the first day of each stretch in which any of them bought; 0 where one
        did not.
    """
    episodes, found = _Episodes.of(facts, level), {}
    for name, layer in layers.items():
        run = engine_run(facts, layer, replace(rules, renew=True), None, None, costs)
        begins = run.lives.opened[~run.lives.rolled]
        # Nothing is gained outside a stay, so a stay's dollars are those from its purchase to the next one.
        net = np.add.reduceat(run.gain, begins - run.start) if len(begins) else np.empty(0)
        made = np.bincount(episodes.begun[begins], weights=net, minlength=len(episodes.first) + 1)
        found[name] = pd.Series(made[1:], facts.sessions[list(episodes.first.values())])
    table = pd.DataFrame(found).T
    return table.loc[:, (table != 0).any()]
