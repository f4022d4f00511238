"""Where a condor and the pool of its gamma part: its first delta, the VIX, and the rest, one by one and over the history (R4).

A pool has no delta against holding, no volatility, no wings and no expiry. A condor has all four, and each is a reason to
part from the pool that had its gamma on the evening of the sale.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.course.nb04_drift.history import CondorHistory
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import year_fraction
from alvh_helpers.market.contracts import SPX_MULTIPLIER
from alvh_helpers.market.history import Market
from alvh_helpers.positions.book import Book
from alvh_helpers.positions.condor import Condor
from alvh_helpers.positions.strikes import CONDOR_FLAGS, CONDOR_QUANTITIES
from alvh_helpers.pricing.greeks import surface_price
from alvh_helpers.pricing.surface import SpxSurface, spx_surface

__all__ = [
    "along_path",
    "beside_pool",
    "impermanent_loss",
    "matching_pool",
    "pool_misses",
    "pool_profit",
    "still_profits",
    "still_vix_profit",
]


def impermanent_loss(move: ArrayLike) -> Floats:
    """Return a constant-product pool's loss against holding the two assets, 2 sqrt(1+r)/(2+r) - 1, about -r^2/8.

    `move` is the relative price change r since the start, above -1. Per unit of what holding would be worth: the pool
    x y = k is worth V sqrt(1+r), the holding V (1 + r/2).
    """
    move = np.asarray(move, float)
    if (bad := move <= -1).any():
        raise CourseError(f"move {move[bad].flat[0]:g}: a price cannot lose all of its value or more")
    return 2 * np.sqrt(1 + move) / (2 + move) - 1


def pool_profit(value: ArrayLike, move: ArrayLike) -> Floats:
    """Return the dollars a pool of a starting value makes against holding: value x (sqrt(1+r) - 1 - r/2), never > 0.

    It is `impermanent_loss` in dollars; near the start it has gamma -V / (4 S^2) and no delta.
    """
    move = np.asarray(move, float)
    return np.asarray(value, float) * (1 + move / 2) * impermanent_loss(move)


def matching_pool(gamma: ArrayLike, spot: ArrayLike) -> Floats:
    """Return the value of the pool that has a given gamma (dollars per point squared): V = -4 S^2 gamma.

    Where gamma is positive there is no such pool, and the value comes out negative: providing liquidity is never long gamma.
    """
    return -4 * np.square(np.asarray(spot, float)) * np.asarray(gamma, float)


def beside_pool(book: Book, market: Market) -> pd.DataFrame:
    """Return a condor and the pool of the same gamma, day by day along a real path.

    The pool is sized once, on the first day, and earns fees at the rate at which the condor then earned theta;
    it is shown against holding, as the condor is shown against its credit.

    Parameters
    ----------
    book : Book
        SPX options with traded prices, sold on the first day of the history.
    market : Market
        The path; it may run up to the last expiry.

    Returns
    -------
    DataFrame
        By day: spx, move (since the first day), condor (profit, dollars), pool (impermanent loss, dollars), fees (dollars
        so far), pool_with_fees; and, of that day: gamma, theta, matching_value (`matching_pool`), fee_rate (theta a year
        over that value, NaN where the condor is not short gamma) and fair_rate: the yearly fees, as a share of the pool,
        that pay for its gamma at the VIX, VIX^2 / 8.

    Notes
    -----
    The pool's gamma costs 1/2 x V/(4 S^2) x S^2 vol^2 a year: Milionis, Moallemi, Roughgarden and Zhang, "Automated
    Market Making and Loss-Versus-Rebalancing" (2022). Theta of a delta-hedged option is the same sum.
    """
    table, greeks = market.table, book.greeks(market)
    spot = table["spx"].to_numpy()
    value = matching_pool(greeks["gamma"], spot)
    if not value[0] > 0:
        raise CourseError(f"gamma is {greeks['gamma'].iloc[0]:g} on the first day: no pool is long gamma")
    move = spot / spot[0] - 1
    years = (table.index - table.index[0]).days.to_numpy() / 365
    fees = greeks["theta"].iloc[0] * 365 * years
    pool = pool_profit(value[0], move)
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(value > 0, 365 * greeks["theta"] / value, np.nan)
    columns = {
        "spx": spot,
        "move": move,
        "condor": book.profit(market).to_numpy(),
        "pool": pool,
        "fees": fees,
    }
    columns |= {"pool_with_fees": pool + fees, "gamma": greeks["gamma"], "theta": greeks["theta"]}
    columns |= {"matching_value": value, "fee_rate": rate, "fair_rate": (table["vix"] / 100) ** 2 / 8}
    return pd.DataFrame(columns, index=table.index)


def still_vix_profit(sold: Condor, market: Market) -> pd.Series:
    """Return a condor's profit (dollars by day) had VIX and VIX3M stayed as at the sale: index and calendar alone.

    All legs of one expiry; the market runs from the day of the sale to the expiry at the latest.
    """
    table = market.table
    first = table.iloc[0]
    still = (first["vix"], first["vix3m_filled"], first["rate"], first["dividend_yield"])
    years = np.asarray(year_fraction(table.index, sold.expiry))
    strikes = np.broadcast_to(sold.strikes, (len(table), 4))
    value = _value(spx_surface(table["spx"], *still), strikes, years)
    return pd.Series(SPX_MULTIPLIER * sold.contracts * (value + sold.credit), table.index, name="VIX still")


def along_path(sold: Condor, market: Market) -> pd.DataFrame:
    """Return a condor and its pool along a real path, and what each reason contributed to the gap between them.

    One expiry for all legs, both wings equally wide. By day, as shares of the wing: ``condor``, ``still`` (with a VIX that
    stands still), ``pool`` (with its fees), ``gap`` (condor less pool) and its parts ``by delta`` (the first evening's),
    ``by VIX`` and ``by the rest``; and of that day, as in `beside_pool`: spx, gamma, theta, matching_value, fee_rate,
    fair_rate.
    """
    width = SPX_MULTIPLIER * sold.contracts * (sold.strikes.short_put - sold.strikes.long_put)
    table = beside_pool(sold.book, market)
    delta = sold.book.greeks(market, sold.date).delta
    parts = pd.DataFrame({"condor": table["condor"], "still": still_vix_profit(sold, market)})
    parts["pool"] = table["pool_with_fees"]
    parts["gap"] = parts["condor"] - parts["pool"]
    parts["by delta"] = delta * (table["spx"] - table["spx"].iloc[0])
    parts["by VIX"] = parts["condor"] - parts["still"]
    parts["by the rest"] = parts["gap"] - parts["by delta"] - parts["by VIX"]
    return (parts / width).join(table[["spx", "gamma", "theta", "matching_value", "fee_rate", "fair_rate"]])


def still_profits(history: CondorHistory) -> Floats:
    """Return the profit of every condor as if VIX and VIX3M had stayed as at its sale: shares of the wing, (n, m)."""
    sale = history.surface
    evening = (x[:, None] for x in (sale.vix, sale.vix3m, sale.rate, sale.dividend_yield))
    years = np.nan_to_num(np.maximum(history.years[:, None] - history.elapsed / 365, 0.0))
    strikes = np.broadcast_to(history.strikes[:, None, :], (*years.shape, 4))
    value = _value(spx_surface(history.spx, *evening), strikes, years)
    return (value - history.greeks.price[:, None]) / history.wing[:, None]


def pool_misses(history: CondorHistory, edges: ArrayLike) -> pd.DataFrame:
    """Return how far condors were from the pool of their first gamma, by how far they had drifted since the sale.

    Parameters
    ----------
    history : CondorHistory
        From `condors_of_history`.
    edges : array_like
        Edges of the groups, in units of drift since the sale, rising from 0; the last may be infinity.

    Returns
    -------
    DataFrame, a row a group
        ``evenings`` (condors times sessions after the sale and before expiry), and median sizes as shares of the wing:
        ``gap`` between condor and pool with fees, ``VIX`` (the part that VIX made), ``no VIX`` (what is left without
        it) and ``no VIX, no delta`` (without the condor's first delta either).
    """
    spot = history.spx[:, :1]
    value = matching_pool(history.greeks.gamma, spot[:, 0])[:, None]
    pool = pool_profit(value, history.spx / spot - 1) + history.greeks.theta[:, None] * history.elapsed
    leaning = history.greeks.delta[:, None] * (history.spx - spot)
    pool, leaning = pool / history.wing[:, None], leaning / history.wing[:, None]
    still = still_profits(history)
    later = history.live & (history.elapsed > 0)
    parts = {
        "gap": history.profit - pool,
        "VIX": history.profit - still,
        "no VIX": still - pool,
        "no VIX, no delta": still - pool - leaning,
    }
    table = pd.DataFrame({name: np.abs(part[later]) for name, part in parts.items()})
    drifted = np.abs(history.drift - history.drift[:, :1])[later]
    edges = np.asarray(edges, float)
    groups = table.groupby(pd.cut(drifted, edges, right=False), observed=False)
    medians = groups.median()
    medians.insert(0, "evenings", groups.size())
    named = pairwise(edges)
    medians.index = pd.Index([f"{a:g} to {b:g}" if np.isfinite(b) else f"{a:g} and more" for a, b in named])
    return medians


def _value(surface: SpxSurface, strikes: Floats, years: Floats) -> Floats:
    """Return the points that condors of strikes (..., 4) are worth to their seller."""
    return surface_price(surface, np.array(CONDOR_FLAGS), strikes, years[..., None]) @ CONDOR_QUANTITIES
