"""What VIX instruments did: K3 (how far futures move with volatility), and K2 seen from the side of the instruments.

Intervals come from a block bootstrap whose randomness is passed in.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.arrays import Floats
from alvh_helpers.market.contracts import VIX_MULTIPLIER
from alvh_helpers.market.history import Market
from alvh_helpers.pricing.black import black76
from alvh_helpers.risk.bootstrap import block_counts, interval, resampled_slopes
from alvh_helpers.vix.betas import beta_table, futures_moves
from alvh_helpers.vix.futures import forward_at
from alvh_helpers.vix.options import VixSmile, known_vvix, vix_smile
from alvh_helpers.vix.rolls import RollCosts, RollRule, run_roll

__all__ = ["CLAIMED_BETA", "call_marks", "claimed_betas", "share_delivered"]


CLAIMED_BETA = (0.70, 0.85)
"""Range that the source states for how far VIX futures and calls move with SPX implied volatility (K3)."""


_BLOCK = 21  # sessions that stay together in the bootstrap


def claimed_betas(market: Market, rng: np.random.Generator, draws: int = 1000) -> pd.DataFrame:
    """Measure K3: points that each future moves per vol point of 45-day SPX volatility, against `CLAIMED_BETA`.

    Returns
    -------
    DataFrame
        By future: beta to ``vix`` and to ``atm`` with Newey-West standard errors, ``low`` and ``high`` of the
        beta to atm by the block bootstrap (95 %), and where it stands to the claimed range: inside, below or
        above (whole interval) or unclear.
    """
    moves = futures_moves(market)
    counts = block_counts(len(moves), _BLOCK, draws, rng)
    to_atm, to_vix = (beta_table(market, to).set_index("future") for to in ("atm", "vix"))
    result = pd.DataFrame({"vix": to_vix["beta"], "vix_stderr": to_vix["stderr"]})
    result["atm"], result["atm_stderr"], result["atm_r2"] = to_atm["beta"], to_atm["stderr"], to_atm["r2"]
    bounds = [interval(resampled_slopes(counts, moves[name], moves["atm"])) for name in result.index]
    result["low"], result["high"] = zip(*bounds)
    floor, ceiling = CLAIMED_BETA
    inside = (result["low"] >= floor) & (result["high"] <= ceiling)
    conditions = [inside, result["high"] < floor, result["low"] > ceiling]
    return result.assign(claim=np.select(conditions, ["inside", "below", "above"], "unclear"))


def share_delivered(
    market: Market, rng: np.random.Generator, rises: Sequence[float] = (3.0, 5.0, 10.0), draws: int = 1000
) -> pd.DataFrame:
    """Measure K2 from the side of the instruments: what each delivered on days when VIX rose by so many points.

    A hedge that is sized by vega holds as many contracts as its beta to SPX volatility says. What it then
    delivers, as a share of what the sizing promised, is the points gained over beta x the rise of
    at-the-money volatility. The call has 30 delta and one month; it is bought monthly on the session before
    the last one expires, costs left out.

    Returns
    -------
    DataFrame
        By rise and instrument: days, mean rise of VIX and of 45-day volatility, mean points gained, points
        per point of VIX, ``delivered`` (1 is what the full-history beta promised) with its 95 % interval, and
        the worst day's share.
    """
    calls = run_roll(market, RollRule("call", delta=0.30), RollCosts(multiple=0.0)).daily["net"]
    moves = futures_moves(market).assign(call=calls / VIX_MULTIPLIER)
    counts = block_counts(len(moves), _BLOCK, draws, rng)
    rows = []
    for rise in rises:
        chosen = (moves["vix"] >= rise).to_numpy()
        for name in ("vx1", "vx2", "vx4", "mix30", "call"):
            rows.append((rise, name, int(chosen.sum()), *_delivered(moves, name, chosen, counts)))
    names = ["vix", "atm", "points", "per_vix_point", "beta", "delivered", "low", "high", "worst"]
    return pd.DataFrame(rows, columns=["rise", "instrument", "days", *names])


def _delivered(
    moves: pd.DataFrame, name: str, chosen: NDArray[np.bool_], counts: Floats
) -> tuple[float, ...]:
    """Return the figures of one instrument on the chosen days, as `share_delivered` lists them."""
    used = moves[[name, "atm"]].dropna()
    beta = np.polyfit(used["atm"], used[name], 1)[0]
    vix, vol, gain = (moves[column][chosen] for column in ("vix", "atm", name))
    gained, promised = (counts @ np.where(chosen, x, 0.0) for x in (moves[name], beta * moves["atm"]))
    bounds = interval(gained / np.where(promised > 0, promised, np.nan))
    means = (vix.mean(), vol.mean(), gain.mean(), gain.sum() / vix.sum(), beta)
    return (*means, gain.sum() / (beta * vol.sum()), *bounds, (gain / (beta * vol)).min())


def call_marks(market: Market, expiry: pd.Timestamp, strike: float, smile: VixSmile = vix_smile) -> pd.Series:
    """Return the marks of one VIX call, in points, on every day of a history that ends before its expiry."""
    left = (expiry - market.sessions).days.to_numpy(dtype=float)
    forward, time = forward_at(market, left), left / 365.0
    vol = smile(known_vvix(market), forward, np.full(len(left), strike), time)
    return pd.Series(
        black76("c", forward, strike, time, vol, market.table["rate"].to_numpy()).price, market.sessions
    )
