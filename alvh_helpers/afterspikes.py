"""Buying volatility when VIX is high (K13): what came after.

Days of high VIX come in a handful of episodes, and days of one episode are nearly one observation. Intervals
therefore resample long blocks of the whole history, the number of episodes stands beside the number of days,
and the tables by episode matter more than any average.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.errors import CourseError
from alvh_helpers.market.contracts import VIX_MULTIPLIER, VX_MULTIPLIER
from alvh_helpers.market.history import Market, episodes_above
from alvh_helpers.pricing.black import black76
from alvh_helpers.risk.bootstrap import block_counts, interval, resampled_means
from alvh_helpers.vix.etn import etn_index
from alvh_helpers.vix.futures import contract_gain, forward_at, settlements
from alvh_helpers.vix.options import VixSmile, known_vvix, listed_strike, strike_at_delta, vix_smile
from alvh_helpers.vix.rolls import RollCosts, RollRule, backwardation, schedule

__all__ = ["buying_high", "forward_returns"]


Floats = NDArray[np.float64]


_LEAST_DAYS = 40  # of a call that must outlive 21 sessions


def forward_returns(
    market: Market,
    horizon: int,
    costs: RollCosts | None = None,
    smile: VixSmile = vix_smile,
    delta: float = 0.30,
) -> pd.DataFrame:
    """Return what was earned by buying at each day's settlement and selling so many sessions later.

    Parameters
    ----------
    market : Market
        History.
    horizon : int
        Sessions held, 1 to 21.
    costs : RollCosts, optional
        Of futures and calls, both ways; the default assumptions when left out.
    smile : callable
        ``smile(vvix, forward, strike, time)`` for the call.
    delta : float
        Delta of the call, in size.

    Returns
    -------
    DataFrame
        By day of purchase, NaN where the history ends too soon: ``vix``, points, which nobody can buy;
        ``vx1``, front future rolled on the session before expiry, as a share of its price, with a second pair
        of trades for every 21 sessions; ``call``, one VIX call of the first monthly expiry at least 40 days
        away, as a share of its price; ``etn``, the 1x 30-day index after a fee of 0.85 %; ``vix_change``, of
        spot VIX as a share.

    Raises
    ------
    CourseError
        When the horizon is not 1 to 21.
    """
    if not 1 <= horizon <= 21:
        raise CourseError(f"horizon {horizon}: the call bought here outlives 1 to 21 sessions")
    costs = RollCosts() if costs is None else costs
    table, index = market.table, etn_index(market)
    front, vix = settlements(market)[:, 0], table["vix"].to_numpy()
    gained = contract_gain(market, 1).cumsum()
    fee = costs.commission * costs.multiple
    points = (gained.shift(-horizon) - gained).to_numpy()
    # Bought and sold once; rolls in between cost another pair of trades, about one a month.
    rolls = 1.0 + horizon / 21.0
    trading = 2.0 * rolls * (costs.half_spread(front, vix, True) + fee / VX_MULTIPLIER)
    frame = {
        "vix": table["vix"].shift(-horizon) - table["vix"],
        "vix_change": table["vix"].shift(-horizon) / table["vix"] - 1.0,
        "vx1": (points - trading) / front,
        "etn": index.shift(-horizon) / index - 1.0,
        "call": _call_returns(market, horizon, costs, smile, delta),
    }
    return pd.DataFrame(frame, index=table.index)


def buying_high(
    market: Market,
    rng: np.random.Generator,
    level: float = 35.0,
    horizons: Sequence[int] = (5, 10, 21),
    costs: RollCosts | None = None,
    smile: VixSmile = vix_smile,
    block: int = 126,
    draws: int = 1000,
) -> pd.DataFrame:
    """Measure K13: what buying volatility earned after closes with VIX above a level, by the state of the curve.

    Parameters
    ----------
    market : Market
        History.
    rng : Generator
        Source of randomness.
    level : float
        VIX above which one buys.
    horizons : sequence of int
        Sessions held.
    costs, smile : RollCosts, callable
        As in `forward_returns`.
    block, draws : int
        Of the bootstrap; half a year keeps an episode together.

    Returns
    -------
    DataFrame
        By horizon, instrument (vx1, call, etn) and state (all; contango, vx1 below vx2; backwardation): days,
        episodes, mean return with its 95 % interval, median, share of days that gained, and ``otherwise``,
        the mean after all other days.
    """
    counts = block_counts(len(market), block, draws, rng)
    episode = episodes_above(market, level)
    inverted = backwardation(market, "vx2_vx1")
    high = (episode > 0).to_numpy()
    states = {"all": high, "backwardation": high & inverted, "contango": high & ~inverted}
    rows = []
    for horizon in horizons:
        returns = forward_returns(market, horizon, costs, smile)
        for name in ("vx1", "call", "etn"):
            for state, chosen in states.items():
                values = returns[name].to_numpy()
                own = values[chosen & np.isfinite(values)]
                if not own.size:
                    continue
                bounds = interval(resampled_means(counts, values, chosen))
                found = (
                    own.size,
                    episode[chosen].nunique(),
                    own.mean(),
                    *bounds,
                    np.median(own),
                    (own > 0).mean(),
                )
                rows.append((horizon, name, state, *found, np.nanmean(values[~high])))
    columns = ["days", "episodes", "mean", "low", "high", "median", "gained", "otherwise"]
    return pd.DataFrame(rows, columns=["sessions", "instrument", "state", *columns])


def _call_returns(market: Market, horizon: int, costs: RollCosts, smile: VixSmile, delta: float) -> Floats:
    """Return the return of a call bought each day and sold `horizon` sessions later, as a share of what it cost."""
    sessions, rate, vvix = market.sessions, market.table["rate"].to_numpy(), known_vvix(market)
    rank = RollRule("call", month=1, hold_to=_LEAST_DAYS - 1, roll_when=np.ones(len(market), dtype=bool))
    expiry = schedule(market, rank).expiry
    left = (expiry - sessions.to_numpy().astype("M8[D]")).astype(float)
    forward = forward_at(market, left)
    strike = listed_strike(strike_at_delta(delta, "c", forward, left / 365.0, vvix, rate, smile))

    def price(forward: Floats, strike: Floats, left: Floats, vvix: Floats, rate: Floats) -> Floats:
        """Value calls off their futures at the smile's vol."""
        return black76(
            "c", forward, strike, left / 365.0, smile(vvix, forward, strike, left / 365.0), rate
        ).price

    fee = costs.commission * costs.multiple / VIX_MULTIPLIER
    vix = market.table["vix"].to_numpy()
    bought = price(forward, strike, left, vvix, rate)
    paid = bought + costs.half_spread(bought, vix, False) + fee
    later = np.full(len(left), np.nan)
    n = len(left) - horizon
    if n > 0:
        days = sessions.to_numpy()
        rest = left[:n] - (days[horizon:] - days[:n]) / np.timedelta64(1, "D")
        ahead = forward_at(market, np.r_[np.full(horizon, np.nan), rest])[horizon:]
        sold = price(ahead, strike[:n], rest, vvix[horizon:], rate[horizon:])
        later[:n] = np.maximum(sold - costs.half_spread(sold, vix[horizon:], False) - fee, 0.0)
    return later / paid - 1.0


_MOVED = {
    "_APART": ("alvh_helpers.market.history", "_APART"),
    "episodes_above": ("alvh_helpers.market.history", "episodes_above"),
    "black76": ("alvh_helpers.pricing.black", "black76"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "etn_index": ("alvh_helpers.vix.etn", "etn_index"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "block_counts": ("alvh_helpers.risk.bootstrap", "block_counts"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "resampled_means": ("alvh_helpers.risk.bootstrap", "resampled_means"),
    "RollCosts": ("alvh_helpers.vix.rolls", "RollCosts"),
    "RollRule": ("alvh_helpers.vix.rolls", "RollRule"),
    "backwardation": ("alvh_helpers.vix.rolls", "backwardation"),
    "schedule": ("alvh_helpers.vix.rolls", "schedule"),
    "VX_MULTIPLIER": ("alvh_helpers.market.contracts", "VX_MULTIPLIER"),
    "contract_gain": ("alvh_helpers.vix.futures", "contract_gain"),
    "VIX_MULTIPLIER": ("alvh_helpers.market.contracts", "VIX_MULTIPLIER"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "known_vvix": ("alvh_helpers.vix.options", "known_vvix"),
    "listed_strike": ("alvh_helpers.vix.options", "listed_strike"),
    "strike_at_delta": ("alvh_helpers.vix.options", "strike_at_delta"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
    "forward_at": ("alvh_helpers.vix.futures", "forward_at"),
    "settlements": ("alvh_helpers.vix.futures", "settlements"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
