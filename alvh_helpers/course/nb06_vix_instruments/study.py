"""What VIX instruments did: ETN years and days, K3 (how far futures move with volatility), K2 seen from the instruments.

Every function is a measurement on the bundled history: a Market in, a table out. Intervals come from a block
bootstrap whose randomness is passed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.arrays import Floats
from alvh_helpers.market.contracts import VIX_MULTIPLIER
from alvh_helpers.market.history import EPISODES, Market
from alvh_helpers.pricing.black import black76
from alvh_helpers.risk.bootstrap import block_counts, interval, resampled_slopes
from alvh_helpers.vix.betas import beta_table, futures_moves
from alvh_helpers.vix.etn import calendar_returns, etn_index
from alvh_helpers.vix.futures import forward_at
from alvh_helpers.vix.options import (
    BAND_SMILES,
    VixSmile,
    known_vvix,
    vix_chain,
    vix_option_expiries,
    vix_smile,
    vxth_weight,
)
from alvh_helpers.vix.rolls import RollCosts, RollRule, expiry_eve, run_roll

__all__ = [
    "CLAIMED_BETA",
    "KNOWN_DAYS",
    "calls_in_episodes",
    "claimed_betas",
    "etn_days",
    "etn_years",
    "instrument_moves",
    "share_delivered",
    "vxth_calls",
]


KNOWN_DAYS = ("2018-02-05", "2020-03-16", "2024-08-05", "2025-04-08")
"""Days whose moves the course quotes."""


CLAIMED_BETA = (0.70, 0.85)
"""Range that the source states for how far VIX futures and calls move with SPX implied volatility (K3)."""


_RISES = (3.0, 5.0, 10.0)


_INSTRUMENTS = ("vx1", "vx2", "vx4", "mix30", "call")


def etn_years(market: Market, fee: float = 0.0085) -> pd.DataFrame:
    """Return calendar-year returns of the 1x 30-day index and its levered and inverse kin.

    Parameters
    ----------
    market : Market
        History.
    fee : float
        Yearly fee of all of them, a decimal.

    Returns
    -------
    DataFrame
        Decimals by year; the first and last year of a history may be parts of years. Clock: settlement.
    """
    kinds = {"1x": 1.0, "1.5x": 1.5, "2x": 2.0, "-0.5x": -0.5, "-1x": -1.0}
    return pd.DataFrame({k: calendar_returns(etn_index(market, "short", x, fee)) for k, x in kinds.items()})


def etn_days(market: Market, days: Sequence[str] = KNOWN_DAYS, fee: float = 0.0085) -> pd.DataFrame:
    """Return what VIX, the front future and the 1x 30-day index did on single days, as decimals, settlement to settlement."""
    index, table = etn_index(market, fee=fee), market.table
    moves = futures_moves(market)
    front = moves["vx1"] / (table["vx1"] - moves["vx1"])
    columns = {"vix": table["vix"].pct_change(), "vx1": front, "30-day index": index.pct_change()}
    return pd.DataFrame(columns).loc[pd.DatetimeIndex(list(days))]


def claimed_betas(
    market: Market, rng: np.random.Generator, atm: pd.Series | None = None, block: int = 21, draws: int = 1000
) -> pd.DataFrame:
    """Measure K3: points that each future moves per vol point of 45-day SPX volatility, against 0.70 to 0.85.

    Parameters
    ----------
    market : Market
        History.
    rng : Generator
        Source of randomness.
    atm : Series, optional
        At-the-money SPX volatility by day, vol points.
    block, draws : int
        Sessions a block of the bootstrap, and how many draws.

    Returns
    -------
    DataFrame
        By future: beta to ``vix`` and to ``atm`` with Newey-West standard errors, ``low`` and ``high`` of the
        beta to atm by the block bootstrap (95 %), and where it stands to the claimed range: inside, below or
        above (whole interval) or unclear.
    """
    moves = futures_moves(market, atm)
    counts = block_counts(len(moves), block, draws, rng)
    table = beta_table(market, "atm", atm=atm).set_index("future")
    to_vix = beta_table(market, "vix", atm=atm).set_index("future")
    result = pd.DataFrame({"vix": to_vix["beta"], "vix_stderr": to_vix["stderr"]})
    result["atm"], result["atm_stderr"], result["atm_r2"] = table["beta"], table["stderr"], table["r2"]
    bounds = [interval(resampled_slopes(counts, moves[name], moves["atm"])) for name in result.index]
    result["low"], result["high"] = zip(*bounds)
    floor, ceiling = CLAIMED_BETA
    inside = (result["low"] >= floor) & (result["high"] <= ceiling)
    conditions = [inside, result["high"] < floor, result["low"] > ceiling]
    return result.assign(claim=np.select(conditions, ["inside", "below", "above"], "unclear"))


def instrument_moves(market: Market, smile: VixSmile = vix_smile, delta: float = 0.30) -> pd.DataFrame:
    """Return `betas.futures_moves` with the points gained each day by a one-month VIX call, bought monthly by delta.

    The call of the next monthly expiry is bought on the session before the last one expires; before costs.
    """
    ledger = run_roll(market, RollRule("call", delta=delta), RollCosts(multiple=0.0), smile)
    return futures_moves(market).assign(call=ledger.daily["net"] / VIX_MULTIPLIER)


def share_delivered(
    market: Market,
    rng: np.random.Generator,
    rises: Sequence[float] = _RISES,
    smile: VixSmile = vix_smile,
    block: int = 21,
    draws: int = 1000,
) -> pd.DataFrame:
    """Measure K2 from the side of the instruments: what each delivered on days when VIX rose by so many points.

    A hedge that is sized by vega holds as many contracts as its beta to SPX volatility says. What it then
    delivers, as a share of what the sizing promised, is the points gained over beta x the rise of
    at-the-money volatility.

    Parameters
    ----------
    market : Market
        History.
    rng : Generator
        Source of randomness.
    rises : sequence of float
        Least rises of VIX in a day, points.
    smile : callable
        ``smile(vvix, forward, strike, time)`` for the call.
    block, draws : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        By rise and instrument: days, mean rise of VIX and of 45-day volatility, mean points gained, points
        per point of VIX, ``delivered`` (1 is what the full-history beta promised) with its 95 % interval, and
        the worst day's share.
    """
    moves = instrument_moves(market, smile)
    counts = block_counts(len(moves), block, draws, rng)
    rows = []
    for rise in rises:
        chosen = (moves["vix"] >= rise).to_numpy()
        for name in _INSTRUMENTS:
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


def vxth_calls(market: Market, costs: RollCosts | None = None, smile: VixSmile = vix_smile) -> pd.DataFrame:
    """Return the calls of the VXTH rule, a row a month: 30-delta, one month, the weight set by their future.

    The rule exchanges them at each VIX expiry; here it is done at the settlement of the session before, so
    that the opening auction is not needed.

    Parameters
    ----------
    market : Market
        History.
    costs : RollCosts, optional
        Trading costs; the default assumptions when left out.
    smile : callable
        ``smile(vvix, forward, strike, time)``.

    Returns
    -------
    DataFrame
        ``opened``, ``closed``, ``contract``, ``strike``, ``bought`` and ``sold`` in points, ``forward`` at
        purchase, ``weight`` as a share of the portfolio, ``return`` of the calls after costs, and
        ``contribution``, weight times return. Positions still open are left out.
    """
    rule = RollRule("call", month=1, enter_when=expiry_eve)
    holdings = run_roll(market, rule, costs, smile).holdings.dropna(subset="closed")
    table = holdings[["opened", "closed", "contract", "strike", "bought", "sold"]].copy()
    table["forward"] = [market.vx(row.contract)[row.opened] for row in table.itertuples()]
    table["weight"] = vxth_weight(table["forward"])
    table["return"] = holdings["net"] / (VIX_MULTIPLIER * table["bought"])
    return table.assign(contribution=table["weight"] * table["return"])


def calls_in_episodes(
    market: Market, delta: float = 0.30, least_days: int = 30, smiles: Mapping[str, VixSmile] | None = None
) -> pd.DataFrame:
    """Return what a VIX call did that was bought on the eve of each crash and sold at the best, or the last, settlement.

    Nobody knows the eve: this is the most that a call could have done.

    Parameters
    ----------
    market : Market
        The whole history.
    delta : float
        Delta of the call.
    least_days : int
        Calendar days that its monthly expiry lies beyond the purchase, at least.
    smiles : mapping, optional
        Smiles by name; by default low, mid and high.

    Returns
    -------
    DataFrame
        By episode and smile: day bought, expiry, future, strike, points paid, best mark and its day, as a
        multiple, and the mark at the end (of the episode or on the session before expiry, whichever is
        first). Before costs.
    """
    rows = []
    for name, episode in ((n, e) for n, e in EPISODES.items() if e.kind == "crash"):
        bought = market.window(end=episode.start).sessions
        day = bought[bought < episode.start][-1]
        expiry = vix_option_expiries(
            day + pd.Timedelta(days=least_days), day + pd.Timedelta(days=80), weekly=False
        )[0]
        held = market.window(day, min(pd.Timestamp(episode.end), expiry - pd.Timedelta(days=1)))
        for band, smile in (BAND_SMILES if smiles is None else smiles).items():
            chain = vix_chain(market, day, expiry, smile)
            call = chain.option("c", delta=delta)
            marks = _marks(held, expiry, call.strikes[0], smile)
            best = (marks.max(), marks.idxmax(), marks.max() / call.price, marks.iloc[-1] / call.price)
            rows.append((name, band, day, expiry, chain.forward, call.strikes[0], call.price, *best))
    names = [
        "episode",
        "smile",
        "bought",
        "expiry",
        "forward",
        "strike",
        "paid",
        "best",
        "best_day",
        "multiple",
        "at_end",
    ]
    return pd.DataFrame(rows, columns=names)


def _marks(market: Market, expiry: pd.Timestamp, strike: float, smile: VixSmile) -> pd.Series:
    """Return the marks of one call, in points, on every day but the first of a short history."""
    left = (expiry - market.sessions).days.to_numpy(dtype=float)
    forward, time = forward_at(market, left), left / 365.0
    vol = smile(known_vvix(market), forward, np.full(len(left), strike), time)
    prices = black76("c", forward, strike, time, vol, market.table["rate"].to_numpy()).price
    return pd.Series(prices, market.sessions).iloc[1:]
