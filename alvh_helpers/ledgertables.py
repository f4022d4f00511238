"""The longer tables of a ledger: every trade, every contract with what it earned, and the marks of one day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date
from alvh_helpers.positions.strikes import FLAGS, HELD

__all__ = ["contract_label", "day_position", "leg_table", "mark_table", "trade_table"]


_COLUMNS = ["date", "source", "contract", "units", "price", "cash", "spread", "commission", "why"]


def day_position(ledger: Any, date: DateLike) -> int:
    """Return the position of a day in the whole history, or refuse a day that the ledger does not hold."""
    day, sessions = as_date(date), ledger.record.sessions
    if day not in sessions:
        raise CourseError(
            f"{day:%Y-%m-%d} is no trading day of this ledger, which runs from {sessions[0]:%Y-%m-%d} to {sessions[-1]:%Y-%m-%d}"
        )
    return int(sessions.get_loc(day)) + ledger.record.plan.start


def contract_label(ledger: Any, source: int, which: int, leg: int) -> str:
    """Return what a trader calls a contract, such as ``SPX 2020-03-20 3200 put``."""
    plan = ledger.record.plan
    if source == 0:
        word = "call" if FLAGS[leg] == "c" else "put"
        return f"SPX {plan.cycles.expiry[which]} {plan.cycles.strikes[which, leg]:g} {word}"
    layer, lives = ledger.policy.layers[source - 1], plan.hedges[source - 1].lives
    flag = layer.terms.flags[leg]
    if flag == "e":
        return "30-day VIX ETN"
    if flag == "f":
        return f"{'VX' if layer.terms.multiplier == 1000 else 'VXM'} {lives.expiry[which]}"
    return f"VIX {lives.expiry[which]} {lives.strikes[which, leg]:g} {'call' if flag == 'c' else 'put'}"


def trade_table(ledger: Any) -> pd.DataFrame:
    """Return every leg traded, a row each, as described in `ledger.Ledger.trades`."""
    sessions, names = ledger.facts.sessions, ledger.sources
    rows = [
        (
            sessions[t],
            names[source],
            contract_label(ledger, source, which, k),
            units,
            price,
            paid,
            spread,
            fee,
            why,
        )
        for t, source, which, k, units, price, paid, spread, fee, why in ledger.record.journal.trades
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def leg_table(ledger: Any) -> pd.DataFrame:
    """Return what each contract earned, as described in `ledger.Ledger.legs`."""
    last, n, sums = ledger.record.plan.end, len(ledger.facts.days), {}
    for t, source, which, k, _, _, paid, spread, fee, _ in ledger.record.journal.trades:
        entry = sums.setdefault((source, which, k), [t, t, 0.0, 0.0])
        entry[1], entry[2], entry[3] = t, entry[2] + paid, entry[3] + spread + fee
    sessions, names, rows = ledger.facts.sessions, ledger.sources, []
    for (source, which, k), (first, final, paid, cost) in sums.items():
        mark = _mark_on(ledger, source, which, k, last)
        gained = _variation(ledger, source, which, k)
        label = contract_label(ledger, source, which, k)
        profit = round(paid + gained - cost + mark, 2)
        rows.append(
            (
                names[source],
                label,
                sessions[first],
                sessions[min(final, n - 1)],
                round(paid + gained, 2),
                round(cost, 2),
                mark,
                profit,
            )
        )
    columns = ["source", "contract", "first", "last", "cash", "costs", "mark", "profit"]
    return pd.DataFrame(rows, columns=columns)


def mark_table(ledger: Any, t: int) -> pd.DataFrame:
    """Return what is held at the close of the day at position `t`, as described in `ledger.Ledger.marks`."""
    plan, journal, rows = ledger.record.plan, ledger.record.journal, []
    cycles = plan.cycles
    for j in np.flatnonzero((cycles.opened <= t) & (cycles.closed > t) & (journal.contracts > 0)):
        row = cycles.first[j] + t - cycles.opened[j]
        for k in range(4):
            units, price = journal.contracts[j] * HELD[k], cycles.price[row, k]
            rows.append(
                ("condors", contract_label(ledger, 0, j, k), units, price, ledger.record.marks[0][row, k])
            )
    for i, (layer, hedge) in enumerate(zip(ledger.policy.layers, plan.hedges)):
        lives = hedge.lives
        for life in np.flatnonzero((lives.opened <= t) & (lives.closed > t)):
            row = lives.first[life] + t - lives.opened[life]
            held = journal.units[i][row]
            for k, each in enumerate(layer.terms.held if held else ()):
                label = contract_label(ledger, i + 1, life, k)
                rows.append(
                    (layer.name, label, held * each, lives.price[row, k], ledger.record.marks[i + 1][row, k])
                )
    return pd.DataFrame(rows, columns=["source", "contract", "units", "price", "value"])


def _mark_on(ledger: Any, source: int, which: int, leg: int, t: int) -> float:
    """Return the dollars of one contract on a day, 0 once it is closed."""
    plan = ledger.record.plan
    table = plan.cycles if source == 0 else plan.hedges[source - 1].lives
    if table.closed[which] <= t:
        return 0.0
    return float(ledger.record.marks[source][table.first[which] + t - table.opened[which], leg])


def _variation(ledger: Any, source: int, which: int, leg: int) -> float:
    """Return the variation margin that a future brought through its life, to the cent of each day; 0 for other legs."""
    terms = None if source == 0 else ledger.policy.layers[source - 1].terms
    if terms is None or terms.kinds[leg] != "future":
        return 0.0
    lives, units = ledger.record.plan.hedges[source - 1].lives, ledger.record.journal.units[source - 1]
    rows = slice(lives.first[which], lives.first[which] + (lives.row_life == which).sum())
    # Multiplied in the order of the day loop, so that half cents round the same way.
    dollars = units[rows][:-1] * terms.multiplier * terms.held[leg]
    moves = dollars * np.diff(lives.price[rows, leg])
    return float(sum(round(move, 2) for move in moves.tolist()))


_MOVED = {
    "DateLike": ("alvh_helpers.market.calendar", "DateLike"),
    "as_date": ("alvh_helpers.market.calendar", "as_date"),
    "FLAGS": ("alvh_helpers.positions.strikes", "FLAGS"),
    "HELD": ("alvh_helpers.positions.strikes", "HELD"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
