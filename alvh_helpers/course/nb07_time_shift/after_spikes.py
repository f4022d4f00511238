"""Buying volatility when VIX is high (K13): what came after.

Days of high VIX come in a handful of episodes, and days of one episode are nearly one observation. Intervals
therefore resample long blocks of the whole history, the number of episodes stands beside the number of days,
and the tables by episode matter more than any average.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.contracts import VIX_MULTIPLIER, VX_MULTIPLIER
from alvh_helpers.market.history import Market, episodes_above
from alvh_helpers.pricing.black import black76
from alvh_helpers.risk.bootstrap import block_counts, interval, resampled_means
from alvh_helpers.signals.technical import after_crest
from alvh_helpers.vix.etn import etn_index
from alvh_helpers.vix.futures import contract_gain, forward_at, settlements
from alvh_helpers.vix.options import VixSmile, known_vvix, listed_strike, strike_at_delta, vix_smile
from alvh_helpers.vix.rolls import PARTS, RollCosts, RollLedger, RollRule, backwardation, run_roll, schedule

__all__ = ["buying_high", "forward_returns", "premium_by_episode", "premium_rules", "premium_summary"]


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
