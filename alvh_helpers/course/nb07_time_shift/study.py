"""What staying long volatility costs (K18), and what came after it was bought (K13) or sold (K14) at high VIX.

Days of high VIX come in a handful of episodes, and days of one episode are nearly one observation. Intervals
therefore resample long blocks of the whole history, the number of episodes stands beside the number of days,
and the tables by episode matter more than any average. Counts of days in each draw come from `risk.block_counts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.contracts import VIX_MULTIPLIER, VX_MULTIPLIER
from alvh_helpers.market.history import Market, episodes_above, equity_excess
from alvh_helpers.pricing.black import black76
from alvh_helpers.risk.bootstrap import interval, mean_interval, resampled_means, resampled_slopes
from alvh_helpers.vix.betas import atm_vol_points
from alvh_helpers.vix.etn import etn_index
from alvh_helpers.vix.futures import contract_gain, forward_at, settlements
from alvh_helpers.vix.options import VixSmile, known_vvix, listed_strike, strike_at_delta, vix_smile
from alvh_helpers.vix.rolls import PARTS, RollCosts, RollLedger, RollRule, backwardation, schedule

__all__ = [
    "buying_high",
    "capm_table",
    "forward_returns",
    "forward_roll_costs",
    "premium_by_episode",
    "roll_cost_table",
]


_YEAR = 252.0


_LEAST_DAYS = 40  # of a call that must outlive 21 sessions


def roll_cost_table(ledgers: Mapping[int, RollLedger], slope: pd.Series, counts: Floats) -> pd.DataFrame:
    """Return what a year of staying long one VIX future costs, by tenor and by the slope of the evening before.

    Parameters
    ----------
    ledgers : mapping of month to RollLedger
        Of futures that roll when the next monthly expiry comes up, so that the k-th month is always held.
    slope : Series of ordered categories
        By day.
    counts : ndarray, shape (draws, days)
        Of the bootstrap.

    Returns
    -------
    DataFrame
        A row a month and slope, and one for all days: share of days, then as shares of the price of the future, a
        year of 252 such days: ``roll_yield`` (negative: what the slide along the curve cost), ``spot``, ``trading``,
        ``net`` with its 95 % interval ``low`` to ``high``; and ``roll_dollars``, the roll yield of one contract in
        dollars a year.

    Notes
    -----
    Below the front future's days the curve leans on spot VIX, so the last weeks of month 1 are parted between
    slide and spot by a model; their sum is not.
    """
    rows = []
    for month, ledger in ledgers.items():
        daily = ledger.daily
        price = VX_MULTIPLIER * daily["mark"].shift(1)
        days = [("all days", price.notna()), *((name, slope == name) for name in slope.cat.categories)]
        for name, chosen in days:
            scale = _YEAR / price[chosen].sum()
            sums = daily.loc[chosen, [*PARTS, "net"]].sum()
            parts = (sums["roll_yield"], sums["spot"], sums["spread"] + sums["commission"], sums["net"])
            net, paid = (resampled_means(counts, x, chosen) for x in (daily["net"], price))
            dollars = _YEAR * sums["roll_yield"] / chosen.sum()
            shares = [scale * part for part in parts]
            rows.append((month, name, chosen.mean(), *shares, dollars, *interval(_YEAR * net / paid)))
    names = ["roll_yield", "spot", "trading", "net", "roll_dollars", "low", "high"]
    return pd.DataFrame(rows, columns=["month", "slope", "share_of_days", *names])


def capm_table(
    ledgers: Mapping[Any, RollLedger], market: Market, counts: Floats, equity_premium: float = 0.05
) -> pd.DataFrame:
    """Return what long VIX futures paid beside what their beta to SPX makes fair, and alpha (R15).

    What falls when SPX rises must be expected to lose: its fair carry is beta x equity premium (a decimal a year
    above T-bills, assumed). One weighting throughout: daily returns in percent of the evening's price, after costs,
    each day counted once. Every interval is taken from the same draws.

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
    rows = {}
    for name, ledger in ledgers.items():
        gain = ledger.daily["net"] / (VX_MULTIPLIER * ledger.daily["mark"].shift(1))
        both = np.isfinite(gain.to_numpy()) & np.isfinite(stocks)
        row, drawn = {}, {}
        for into, c in ((row, np.ones((1, len(market)))), (drawn, counts)):
            into["paid"] = _YEAR * resampled_means(c, gain, both)
            into["beta"] = resampled_slopes(c, gain, stocks, both)
            into["fair"] = equity_premium * into["beta"]
            into["fair_realised"] = into["beta"] * _YEAR * resampled_means(c, stocks, both)
            into["alpha"] = into["paid"] - into["fair_realised"]
        row = {column: value[0] for column, value in row.items()}
        for column in ("paid", "alpha"):
            row[f"{column}_low"], row[f"{column}_high"] = interval(drawn[column])
        rows[name] = row
    names = ["paid", "paid_low", "paid_high", "beta", "fair", "fair_realised"]
    return pd.DataFrame.from_dict(rows, orient="index")[[*names, "alpha", "alpha_low", "alpha_high"]]


def forward_roll_costs(
    ledgers: Mapping[str, RollLedger], market: Market, counts: Floats, chosen: NDArray[np.bool_] | None = None
) -> pd.DataFrame:
    """Measure K18: what each rule cost a year on the chosen days (all when left out), and what that bought.

    Within each of the two instruments the first ledger is what the others are compared with.

    Returns
    -------
    DataFrame
        By rule, in dollars of one contract: ``net`` a year and its parts; ``hedge``: dollars gained per vol
        point of 45-day SPX volatility (slope of daily gains before costs); ``price``: dollars lost a year per
        dollar of hedge, with its 95 % interval ``low`` to ``high``; ``against_first``: its price less that of
        the first rule with the same instrument, ``diff_low`` to ``diff_high`` from the same draws. A cheaper
        hedge has the smaller price.
    """
    chosen = np.ones(len(market), bool) if chosen is None else np.asarray(chosen)
    atm = atm_vol_points(market).diff()
    rows, first = {}, {}
    for name, ledger in ledgers.items():
        daily, kind = ledger.daily, ledger.rule.instrument
        gain = daily[["spot", "roll_yield", "theta"]].sum(axis=1)
        found = []
        for c in (np.ones((1, len(market))), counts):
            hedge = resampled_slopes(c, gain, atm, chosen)
            found.append((-_YEAR * resampled_means(c, daily["net"], chosen) / hedge, hedge))
        (price, hedge), (drawn, _) = found
        start, start_drawn = first.setdefault(kind, (price, drawn))
        yearly = _YEAR * daily.loc[chosen, ["net", *PARTS]].mean()
        bounds = (*interval(drawn), price[0] - start[0], *interval(drawn - start_drawn))
        rows[name] = [*yearly, hedge[0], price[0], *bounds]
    columns = ["net", *PARTS, "hedge", "price", "low", "high", "against_first", "diff_low", "diff_high"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def forward_returns(
    market: Market, horizon: int, costs: RollCosts | None = None, smile: VixSmile = vix_smile
) -> pd.DataFrame:
    """Return what was earned by buying at each day's settlement and selling `horizon` (1 to 21) sessions later.

    Returns
    -------
    DataFrame
        By day of purchase, NaN where the history ends too soon: ``vix``, points, which nobody can buy, and
        ``vix_change``, the same as a share; as shares of the price after costs ``vx1``, front future rolled on the
        session before expiry, with a second pair of trades for every 21 sessions, and ``call``, one 30-delta VIX call
        of the first monthly expiry at least 40 days away; ``etn``, the 1x 30-day index after a fee of 0.85 %.

    Raises
    ------
    CourseError
        When the horizon is not 1 to 21.
    """
    if not 1 <= horizon <= 21:
        raise CourseError(f"horizon {horizon}: the call bought here outlives 1 to 21 sessions")
    costs = RollCosts() if costs is None else costs
    vix, index = market.table["vix"], etn_index(market)
    front, gained = settlements(market)[:, 0], contract_gain(market, 1).cumsum()
    fee = costs.commission * costs.multiple / VX_MULTIPLIER
    # Bought and sold once; rolls in between cost another pair of trades, about one a month.
    trading = 2.0 * (1.0 + horizon / 21.0) * (costs.half_spread(front, vix.to_numpy(), True) + fee)
    frame = {
        "vix": vix.shift(-horizon) - vix,
        "vix_change": vix.shift(-horizon) / vix - 1.0,
        "vx1": (gained.shift(-horizon) - gained - trading) / front,
        "etn": index.shift(-horizon) / index - 1.0,
        "call": _call_returns(market, horizon, costs, smile),
    }
    return pd.DataFrame(frame, index=vix.index)


def _call_returns(market: Market, horizon: int, costs: RollCosts, smile: VixSmile) -> Floats:
    """Return the return of a call bought each day and sold `horizon` sessions later, as a share of what it cost."""
    sessions, rate, vvix = market.sessions, market.table["rate"].to_numpy(), known_vvix(market)
    rank = RollRule("call", month=1, hold_to=_LEAST_DAYS - 1, roll_when=np.ones(len(market), dtype=bool))
    expiry = schedule(market, rank).expiry
    left = (expiry - sessions.to_numpy().astype("M8[D]")).astype(float)
    forward = forward_at(market, left)
    strike = listed_strike(strike_at_delta(rank.delta, "c", forward, left / 365.0, vvix, rate, smile))

    def price(forward: Floats, strike: Floats, left: Floats, vvix: Floats, rate: Floats) -> Floats:
        """Value calls off their futures at the smile's vol."""
        time = left / 365.0
        return black76("c", forward, strike, time, smile(vvix, forward, strike, time), rate).price

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


def buying_high(market: Market, returns: pd.DataFrame, counts: Floats, level: float = 35.0) -> pd.DataFrame:
    """Measure K13: what buying volatility earned after closes with VIX above a level, by the state of the curve.

    `returns` are those of `forward_returns`; blocks of half a year keep an episode together in the draws.

    Returns
    -------
    DataFrame
        By instrument (vx1, call, etn) and state (all; contango, vx1 below vx2; backwardation): days, episodes, mean
        return with its 95 % interval, median, share of days that gained, and ``otherwise``, the mean after all other
        days.
    """
    episode, inverted = episodes_above(market, level), backwardation(market, "vx2_vx1")
    high = (episode > 0).to_numpy()
    states = {"all": high, "backwardation": high & inverted, "contango": high & ~inverted}
    rows = []
    for name in ("vx1", "call", "etn"):
        values = returns[name].to_numpy()
        for state, chosen in states.items():
            own = values[chosen & np.isfinite(values)]
            if own.size:
                mean = mean_interval(values, chosen, counts)
                found = (own.size, episode[chosen].nunique(), *mean, np.median(own), (own > 0).mean())
                rows.append((name, state, *found, np.nanmean(values[~high])))
    columns = ["days", "episodes", "mean", "low", "high", "median", "gained", "otherwise"]
    return pd.DataFrame(rows, columns=["instrument", "state", *columns])


def premium_by_episode(market: Market, ledger: RollLedger, level: float = 35.0) -> pd.DataFrame:
    """Return what selling premium did in each episode of VIX above a level, and whether the first peak was the last.

    Returns
    -------
    DataFrame
        By episode, up to 21 sessions after its last day above: first day above the level, ``first_peak`` (the highest
        close before VIX first fell 20 % below it), ``peak`` (the highest of all) and its day, ``second_peak`` (whether
        the highest came later), and the dollars by part.
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
