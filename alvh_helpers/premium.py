"""Selling short-dated VIX premium near a peak (K14, a first look): theta harvested, and what took it back.

Weekly VIX options were listed from October 2015; before that, and everywhere in their marks, this is a model:
the forward of a weekly expiry lies between spot VIX and the front future, and the level of the smile is an
assumption. How rich the premium looks is that assumption; how a second, higher peak hits a seller is not.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from alvh_helpers.market.history import Market, episodes_above
from alvh_helpers.risk.bootstrap import block_counts, interval
from alvh_helpers.signals.technical import after_crest
from alvh_helpers.vix.options import VixSmile, vix_smile
from alvh_helpers.vix.rolls import PARTS, RollCosts, RollLedger, RollRule, backwardation, run_roll

__all__ = ["premium_by_episode", "premium_rules", "premium_summary"]


def premium_rules(quantity: int = -1) -> dict[str, RollRule]:
    """Return the ways to sell short-dated VIX calls of K14: 30-delta calls of the second weekly expiry, 7 to 14 days out.

    On every day with an inverted curve (VIX3M below VIX), after a crest only, and, to compare, always.
    """
    sold = {"instrument": "call", "month": 2, "weekly": True, "quantity": quantity}
    return {
        "inverted curve": RollRule(**sold, enter_when=backwardation),
        "after a crest": RollRule(**sold, enter_when=after_crest),
        "always": RollRule(**sold),
    }


def premium_summary(
    market: Market,
    rng: np.random.Generator,
    rules: Mapping[str, RollRule] | None = None,
    costs: RollCosts | None = None,
    smile: VixSmile = vix_smile,
    block: int = 126,
    draws: int = 1000,
) -> pd.DataFrame:
    """Measure K14, a first look: theta harvested by short-dated calls that were sold, and what took it back.

    Returns
    -------
    DataFrame
        By rule, dollars of one contract over the history: the parts of the ledger and the net with the 95 %
        interval of a block bootstrap of days; positions, share that gained, best and worst position.
    """
    counts = block_counts(len(market), block, draws, rng)
    rows = {}
    for name, rule in (premium_rules() if rules is None else rules).items():
        ledger = run_roll(market, rule, costs, smile)
        nets = ledger.holdings["net"]
        low, high = interval(counts @ ledger.daily["net"].to_numpy())
        kept = (len(nets), (nets > 0).mean(), nets.max(), nets.min())
        rows[name] = [*ledger.total(), low, high, *kept]
    columns = [*PARTS, "net", "low", "high", "positions", "gained", "best", "worst"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def premium_by_episode(market: Market, ledger: RollLedger, level: float = 35.0) -> pd.DataFrame:
    """Return what selling premium did in each episode of high VIX, and whether the first peak was the last.

    Parameters
    ----------
    market : Market
        History.
    ledger : RollLedger
        Of a rule that sells premium.
    level : float
        As in `episodes_above`; an episode runs to 21 sessions after its last day above.

    Returns
    -------
    DataFrame
        By episode: first day above the level, ``first_peak`` (the highest close before VIX first fell 20 %
        below it), ``peak`` (the highest of all) and its day, ``second_peak`` (whether the highest came
        later), and the dollars by part.
    """
    vix, episode = market.table["vix"], episodes_above(market, level)
    rows = []
    for number in range(1, int(episode.max()) + 1):
        at = np.flatnonzero(episode == number)
        stretch = slice(at[0], min(at[-1] + 21, len(vix) - 1) + 1)
        inside = vix.iloc[stretch]
        crest = inside.cummax()
        off = np.flatnonzero(inside <= 0.8 * crest)
        first = crest.iloc[off[0]] if off.size else crest.iloc[-1]
        sums = ledger.daily[[*PARTS, "net"]].iloc[stretch].sum().round(2)
        rows.append((inside.index[0], first, inside.max(), inside.idxmax(), inside.max() > first, *sums))
    columns = ["from", "first_peak", "peak", "peak_day", "second_peak", *PARTS, "net"]
    return pd.DataFrame(rows, columns=columns)


_MOVED = {
    "after_crest": ("alvh_helpers.signals.technical", "after_crest"),
    "episodes_above": ("alvh_helpers.market.history", "episodes_above"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "block_counts": ("alvh_helpers.risk.bootstrap", "block_counts"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "PARTS": ("alvh_helpers.vix.rolls", "PARTS"),
    "RollCosts": ("alvh_helpers.vix.rolls", "RollCosts"),
    "RollLedger": ("alvh_helpers.vix.rolls", "RollLedger"),
    "RollRule": ("alvh_helpers.vix.rolls", "RollRule"),
    "backwardation": ("alvh_helpers.vix.rolls", "backwardation"),
    "run_roll": ("alvh_helpers.vix.rolls", "run_roll"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
    "term_structure": ("alvh_helpers.vix.futures", "term_structure"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
