"""What staying long volatility costs: by tenor and slope, and K18, rolling forward against holding and re-striking."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from .betas import atm_vol_points, beta_table
from .market import Market
from .resample import block_counts, interval, resampled_means, resampled_slopes
from .rolls import PARTS, RollCosts, RollLedger, RollRule, expiry_eve, run_roll
from .vix import VX_MULTIPLIER
from .vixoptions import VixSmile
from .vixsmile import vix_smile
from .vixterm import slope_regime

__all__ = ["FORWARD_RULES", "fair_carry", "forward_roll_costs", "roll_cost_table", "run_rules"]

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


def fair_carry(market: Market, equity_premium: float = 0.05, costs: RollCosts | None = None) -> pd.DataFrame:
    """Return what a long VIX future should have cost by its beta to SPX, beside what it did cost (R15).

    What falls when SPX rises must be expected to lose: its fair carry is beta x equity risk premium. What it
    lost beyond that is the price of the insurance itself.

    Parameters
    ----------
    market : Market
        History from May 2008 on.
    equity_premium : float
        What SPX is expected to earn above T-bills in a year, a decimal: an assumption.
    costs : RollCosts, optional
        Trading costs.

    Returns
    -------
    DataFrame
        By month: ``beta`` to SPX returns with ``stderr``, ``fair`` carry and ``paid`` (net of
        `roll_cost_table`) as decimals a year of the future's price, ``beyond``, paid less fair.
    """
    betas = (
        beta_table(market, "capm")
        .set_index("future")
        .loc[[f"vx{k}" for k in range(1, 7)], ["beta", "stderr"]]
    )
    table = roll_cost_table(market, costs)
    paid = table.loc[table["slope"] == "all days", "net"].to_numpy()
    fair = equity_premium * betas["beta"]
    return betas.assign(fair=fair, paid=paid, beyond=paid - fair)


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
    rng: np.random.Generator,
    slope: str | None = None,
    block: int = 63,
    draws: int = 1000,
) -> pd.DataFrame:
    """Measure K18: what each rule cost a year, and what that bought.

    Parameters
    ----------
    ledgers : mapping
        From `run_rules`; within each of the two instruments the first is what the others are compared with.
    market : Market
        The history they were run on.
    rng : Generator
        Source of randomness.
    slope : str, optional
        Only days after an evening of this slope ('backwardation', 'mild contango', 'steep contango').
    block, draws : int
        Of the bootstrap.

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
    counts = block_counts(len(market), block, draws, rng)
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
