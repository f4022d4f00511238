"""Drift of a condor and the thresholds it crosses (R4, R5), beside an automated market maker's impermanent loss.

A liquidity provider in a constant-product pool and the seller of a condor hold the same bet in two costumes: both are
short gamma, both are paid by the day, and both call the loss "impermanent" until it is realised.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market
from alvh_helpers.positions.book import Book
from alvh_helpers.positions.drift import Floats

__all__ = ["beside_pool", "fair_fee_rate", "impermanent_loss", "matching_pool", "pool_profit"]


def impermanent_loss(move: ArrayLike) -> Floats:
    """Return a constant-product pool's loss against holding the two assets, 2 sqrt(1+r)/(2+r) - 1.

    Parameters
    ----------
    move : array_like
        Relative price change r since the start, > -1 (0.12 for +12 %).

    Returns
    -------
    ndarray
        0 at r = 0, negative on both sides, about -r^2/8 near the start.

    Notes
    -----
    Per unit of what holding would be worth. The pool x y = k is worth V sqrt(1+r), the holding V (1 + r/2).
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
    """Return the value of the pool that has a given gamma: V = -4 S^2 gamma.

    Parameters
    ----------
    gamma : array_like
        Dollars per point squared, of a condor: negative near its centre. Where it is positive there is no such
        pool, and the value comes out negative: providing liquidity is never long gamma.
    spot : array_like
        Index level, points.
    """
    return -4 * np.square(np.asarray(spot, float)) * np.asarray(gamma, float)


def fair_fee_rate(vol: ArrayLike) -> Floats:
    """Return the yearly fees, as a share of the pool, that pay for its gamma at a volatility: vol^2 / 8.

    Source: Milionis, Moallemi, Roughgarden and Zhang, "Automated Market Making and Loss-Versus-Rebalancing" (2022).
    The pool's gamma costs 1/2 x V/(4 S^2) x S^2 vol^2 a year; theta of a delta-hedged option is the same sum.
    """
    return np.square(np.asarray(vol, float)) / 8


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
        over that value, NaN where the condor is not short gamma) and fair_rate (`fair_fee_rate` at the VIX).
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
    columns |= {"matching_value": value, "fee_rate": rate, "fair_rate": fair_fee_rate(table["vix"] / 100)}
    return pd.DataFrame(columns, index=table.index)


_MOVED = {
    "distance": ("alvh_helpers.positions.drift", "distance"),
    "drift_path": ("alvh_helpers.positions.drift", "drift_path"),
    "drift": ("alvh_helpers.positions.drift", "drift"),
    "first_crossings": ("alvh_helpers.positions.drift", "first_crossings"),
    "Floats": ("alvh_helpers.positions.drift", "Floats"),
    "Thresholds": ("alvh_helpers.positions.drift", "Thresholds"),
    "fired": ("alvh_helpers.positions.drift", "fired"),
    "CondorStrikes": ("alvh_helpers.positions.strikes", "CondorStrikes"),
    "expected_move": ("alvh_helpers.positions.strikes", "expected_move"),
    "Book": ("alvh_helpers.positions.book", "Book"),
    "context": ("alvh_helpers.positions.valuation", "context"),
    "year_fraction": ("alvh_helpers.market.calendar", "year_fraction"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
