"""All signals of the method on one table: days x signals, each vote with the number behind it.

``votes(market)`` is the door: seven technical voters (R6) and eight fundamental ones (R7).
"""

from __future__ import annotations

import pandas as pd

from alvh_helpers.ballot import Votes, gather
from alvh_helpers.macrosignals import MacroRules, macro_readings
from alvh_helpers.market.history import Market
from alvh_helpers.technical import TechnicalRules, technical_readings

__all__ = ["roll_call", "votes"]


def votes(market: Market, technical: TechnicalRules | None = None, macro: MacroRules | None = None) -> Votes:
    """Return every signal's vote on every day of a history.

    Parameters
    ----------
    market : Market
        History; indicators start on its first day, so give all of it, also to replay a part of it.
    technical, macro : TechnicalRules, MacroRules, optional
        Levels and lengths.

    Returns
    -------
    Votes
        A vote of day t is made of what was known at that day's close: cutting the history at t changes none.
    """
    readings = [*technical_readings(market, technical), *macro_readings(market, macro)]
    return gather(readings, market.sessions)


def roll_call(cast: Votes) -> pd.DataFrame:
    """Return who votes: kind, what is measured, when it calls, when it is known, and how it voted in all.

    Parameters
    ----------
    cast : Votes
        As `votes` returns them.

    Returns
    -------
    DataFrame
        By signal: kind, measure, rule, known; ``votes``, days on which it did not abstain; ``calls``, share of
        these on which it called; ``activations``, how often it began to; ``first`` and ``last`` day of voting.
    """
    rows = {}
    for signal in cast.signals:
        column = pd.Series(cast.column(signal.name), cast.sessions).dropna()
        began = ((column > 0) & ~(column.shift(1) > 0)).sum()
        first, last = (column.index[0], column.index[-1]) if len(column) else (pd.NaT, pd.NaT)
        words = (signal.kind, signal.measure.rstrip(","), signal.rule, signal.known)
        rows[signal.name] = (*words, len(column), column.mean(), int(began), first, last)
    columns = ["kind", "measure", "rule", "known", "votes", "calls", "activations", "first", "last"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("signal")


_MOVED = {
    "Signal": ("alvh_helpers.ballot", "Signal"),
    "Votes": ("alvh_helpers.ballot", "Votes"),
    "gather": ("alvh_helpers.ballot", "gather"),
    "MacroRules": ("alvh_helpers.macrosignals", "MacroRules"),
    "macro_readings": ("alvh_helpers.macrosignals", "macro_readings"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "TechnicalRules": ("alvh_helpers.technical", "TechnicalRules"),
    "technical_readings": ("alvh_helpers.technical", "technical_readings"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
