"""What staying long volatility costs: by tenor and slope, and K18, rolling forward against holding and re-striking."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from alvh_helpers.market.contracts import VX_MULTIPLIER
from alvh_helpers.market.history import Market, equity_excess
from alvh_helpers.risk.bootstrap import block_counts, interval, resampled_means, resampled_slopes
from alvh_helpers.vix.betas import atm_vol_points
from alvh_helpers.vix.futures import slope_regime
from alvh_helpers.vix.options import VixSmile, vix_smile
from alvh_helpers.vix.rolls import PARTS, RollCosts, RollLedger, RollRule, expiry_eve, run_roll

__all__ = [
    "FORWARD_RULES",
    "SESSIONS_A_YEAR",
    "capm_table",
    "forward_roll_costs",
    "roll_cost_table",
    "run_rules",
]


SESSIONS_A_YEAR = 252.0


FORWARD_RULES: Mapping[str, RollRule] = {
    "front future, monthly": RollRule(month=1),
    "4th future, held to the end": RollRule(month=4),
    "4th future, rolled forward monthly": RollRule(month=4, roll_when=expiry_eve),
    "1-month call, re-struck monthly": RollRule("call", month=1),
    "4-month call, held to the end": RollRule("call", month=4),
    "4-month call, rolled forward monthly": RollRule("call", month=4, roll_when=expiry_eve),
}
"""The three ways of K18 to stay hedged, with futures and with 30-delta calls."""


def roll_cost_table(market: Market, costs: RollCosts | None = None) -> pd.DataFrame:
    """Return what a year of staying long one VIX future costs, by tenor and by the slope of the evening before.

    Parameters
    ----------
    market : Market
        History from May 2008 on (before, the sixth month was not always listed).
    costs : RollCosts, optional
        Trading costs; the default assumptions when left out.

    Returns
    -------
    DataFrame
        A row a month (1 to 6) and regime, and one for all days: share of days, then as shares of the price of
        the future, a year of 252 such days: ``roll_yield`` (negative: what the slide along the curve cost),
        ``spot``, ``trading``, ``net``; and ``roll_dollars``, the roll yield of one contract in dollars a
        year. The position rolls when the next monthly expiry comes up, so the k-th month is always held.

    Notes
    -----
    Below the front future's days the curve leans on spot VIX, so the last weeks of month 1 are parted between
    slide and spot by a model; their sum is not.
    """
    slope = slope_regime(market).shift(1)
    rows = []
    for month in range(1, 7):
        daily = run_roll(market, RollRule(month=month, roll_when=expiry_eve), costs).daily
        price = VX_MULTIPLIER * daily["mark"].shift(1)
        days = [("all days", price.notna()), *((name, slope == name) for name in slope.cat.categories)]
        for name, chosen in days:
            scale = SESSIONS_A_YEAR / price[chosen].sum()
            sums = daily.loc[chosen, [*PARTS, "net"]].sum()
            parts = (sums["roll_yield"], sums["spot"], sums["spread"] + sums["commission"], sums["net"])
            dollars = SESSIONS_A_YEAR * sums["roll_yield"] / chosen.sum()
            rows.append((month, name, chosen.mean(), *(scale * part for part in parts), dollars))
    names = ["month", "slope", "share_of_days", "roll_yield", "spot", "trading", "net", "roll_dollars"]
    return pd.DataFrame(rows, columns=names)


def capm_table(
    ledgers: Mapping[Any, RollLedger], market: Market, counts: np.ndarray, equity_premium: float = 0.05
) -> pd.DataFrame:
    """Return what long VIX futures paid beside what their beta to SPX makes fair, and alpha (R15).

    What falls when SPX rises must be expected to lose: its fair carry is beta x equity premium. One weighting
    throughout: daily returns in percent of the evening's price, after costs, each day counted once.

    Parameters
    ----------
    ledgers : mapping
        Of long futures, by any name: from `run_rules`.
    market : Market
        The history they were run on.
    counts : ndarray, shape (draws, days)
        From `resample.block_counts`; every interval is taken from the same draws.
    equity_premium : float
        What SPX is expected to earn above T-bills in a year, a decimal: an assumption.

    Returns
    -------
    DataFrame
        By ledger, decimals a year of 252 days (means, not compounded): ``paid`` with its 95 % interval
        ``paid_low`` to ``paid_high``; ``beta``; ``fair`` at the assumed premium; ``fair_realised`` at what SPX
        did earn above T-bills on the same days; ``alpha``, paid less fair_realised, with ``alpha_low`` to
        ``alpha_high``, beta and premium measured anew in every draw.

    Notes
    -----
    Alpha and beta are those of the time-series regression r = alpha + beta x (SPX with dividends less T-bill);
    a future needs no money, so r is an excess return already (Jensen 1968, Journal of Finance 23).
    """
    stocks = equity_excess(market).to_numpy()
    once = np.ones((1, len(market)))
    rows = {}
    for name, ledger in ledgers.items():
        gain = ledger.daily["net"] / (VX_MULTIPLIER * ledger.daily["mark"].shift(1))
        both = np.isfinite(gain.to_numpy()) & np.isfinite(stocks)
        found, drawn = {}, {}
        for into, c in ((found, once), (drawn, counts)):
            into["beta"] = resampled_slopes(c, gain, stocks, both)
            into["paid"] = SESSIONS_A_YEAR * resampled_means(c, gain, both)
            into["fair_realised"] = into["beta"] * SESSIONS_A_YEAR * resampled_means(c, stocks, both)
            into["alpha"] = into["paid"] - into["fair_realised"]
        row = {column: value[0] for column, value in found.items()} | {
            "fair": equity_premium * found["beta"][0]
        }
        for column in ("paid", "alpha"):
            row[f"{column}_low"], row[f"{column}_high"] = interval(drawn[column])
        rows[name] = row
    names = [
        "paid",
        "paid_low",
        "paid_high",
        "beta",
        "fair",
        "fair_realised",
        "alpha",
        "alpha_low",
        "alpha_high",
    ]
    return pd.DataFrame.from_dict(rows, orient="index")[names]


def run_rules(
    market: Market,
    rules: Mapping[str, RollRule] = FORWARD_RULES,
    costs: RollCosts | None = None,
    smile: VixSmile = vix_smile,
) -> dict[str, RollLedger]:
    """Return the ledger of each rule, over the same history with the same costs."""
    return {name: run_roll(market, rule, costs, smile) for name, rule in rules.items()}


def forward_roll_costs(
    ledgers: Mapping[str, RollLedger],
    market: Market,
    rng: np.random.Generator | None = None,
    slope: str | None = None,
    block: int = 63,
    draws: int = 1000,
    counts: np.ndarray | None = None,
) -> pd.DataFrame:
    """Measure K18: what each rule cost a year, and what that bought.

    Parameters
    ----------
    ledgers : mapping
        From `run_rules`; within each of the two instruments the first is what the others are compared with.
    market : Market
        The history they were run on.
    rng : Generator, optional
        Source of randomness; needed unless `counts` are given.
    slope : str, optional
        Only days after an evening of this slope ('backwardation', 'mild contango', 'steep contango').
    block, draws : int
        Of the bootstrap.
    counts : ndarray, shape (draws, days), optional
        From `resample.block_counts`, to share draws between calls instead of drawing.

    Returns
    -------
    DataFrame
        By rule, in dollars of one contract: ``net`` a year and its parts; ``hedge``: dollars gained per vol
        point of 45-day SPX volatility (slope of daily gains before costs); ``price``: dollars lost a year per
        dollar of hedge, with its 95 % interval ``low`` to ``high``; ``against_first``: its price less that of
        the first rule with the same instrument, ``diff_low`` to ``diff_high`` from the same draws. A cheaper
        hedge has the smaller price.
    """
    chosen = (
        np.ones(len(market), bool) if slope is None else (slope_regime(market).shift(1) == slope).to_numpy()
    )
    atm = atm_vol_points(market).diff().to_numpy()
    counts = block_counts(len(market), block, draws, rng) if counts is None else counts
    rows, first = {}, {}
    for name, ledger in ledgers.items():
        daily, kind = ledger.daily, ledger.rule.instrument
        gain = daily[["spot", "roll_yield", "theta"]].sum(axis=1).to_numpy()
        once = np.ones((1, len(market)))
        (price, hedge), (drawn, _) = (
            _price(c, daily["net"].to_numpy(), gain, atm, chosen) for c in (once, counts)
        )
        start, start_drawn = first.setdefault(kind, (price, drawn))
        yearly = SESSIONS_A_YEAR * daily.loc[chosen, ["net", *PARTS]].mean()
        bounds = (*interval(drawn), price[0] - start[0], *interval(drawn - start_drawn))
        rows[name] = [*yearly, hedge[0], price[0], *bounds]
    columns = ["net", *PARTS, "hedge", "price", "low", "high", "against_first", "diff_low", "diff_high"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def _price(
    counts: np.ndarray, net: np.ndarray, gain: np.ndarray, atm: np.ndarray, chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return dollars lost a year per dollar of hedge, and the hedge in dollars per vol point, in each draw."""
    hedge = resampled_slopes(counts, gain, atm, chosen)
    return -SESSIONS_A_YEAR * resampled_means(counts, net, chosen) / hedge, hedge
