"""Drift of a condor and the thresholds it crosses (R4, R5), beside an automated market maker's impermanent loss.

A liquidity provider in a constant-product pool and the seller of a condor hold the same bet in two costumes: both are
short gamma, both are paid by the day, and both call the loss "impermanent" until it is realised.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.anatomy import CondorStrikes, expected_move
from alvh_helpers.book import Book
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import year_fraction
from alvh_helpers.market.history import Market
from alvh_helpers.pricing import context

__all__ = [
    "Thresholds",
    "beside_pool",
    "distance",
    "drift",
    "drift_path",
    "fair_fee_rate",
    "fired",
    "first_crossings",
    "impermanent_loss",
    "matching_pool",
    "pool_profit",
]


Floats = NDArray[np.float64]


def drift(spot: ArrayLike, strikes: CondorStrikes | ArrayLike) -> Floats:
    """Return the drift of a condor: 0 midway between the short strikes, -1 and 1 at the short put and short call.

    Parameters
    ----------
    spot : array_like, shape D
        Index levels, points.
    strikes : CondorStrikes, or array_like of shape D + (4,)
        Long put, short put, short call, long call.

    Raises
    ------
    CourseError
        When the two short strikes are the same: a butterfly has no room to drift in.
    """
    _, short_put, short_call, _ = np.moveaxis(np.asarray(strikes, float), -1, 0)
    half = (short_call - short_put) / 2
    if (bad := half <= 0).any():
        where = np.asarray(short_put)[bad].flat[0]
        raise CourseError(f"both short strikes are {where:g}: without a gap between them there is no drift")
    return (np.asarray(spot, float) - (short_put + short_call) / 2) / half


def distance(
    spot: ArrayLike, strikes: CondorStrikes | ArrayLike, vol: ArrayLike, time: ArrayLike
) -> tuple[Floats, Floats]:
    """Return how far the short put and the short call are from spot, in expected moves to expiry.

    Parameters
    ----------
    spot : array_like, shape D
        Index levels, points.
    strikes : CondorStrikes, or array_like of shape D + (4,)
        Long put, short put, short call, long call.
    vol, time : array_like
        At-the-money volatility of the expiry (decimal) and years to it; one expected move is
        spot x vol x sqrt(time).

    Returns
    -------
    (ndarray, ndarray)
        Positive while the short is out of the money; infinite at expiry, signed.
    """
    _, short_put, short_call, _ = np.moveaxis(np.asarray(strikes, float), -1, 0)
    spot, move = np.asarray(spot, float), expected_move(spot, vol, time)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (spot - short_put) / move, (short_call - spot) / move


@dataclass(frozen=True)
class Thresholds:
    """Predetermined levels at which something enters (R5).

    Attributes
    ----------
    drift : tuple of float
        Levels of the drift's size, rising.
    moves : float
        A short strike within so many expected moves of spot fires as well; 0 switches it off.
    """

    drift: tuple[float, ...] = (0.12, 0.5, 0.8)
    moves: float = 0.5

    def __post_init__(self) -> None:
        try:
            levels = tuple(float(x) for x in self.drift)
            moves = float(self.moves)
        except (TypeError, ValueError):
            raise CourseError(
                f"thresholds {self.drift!r} and {self.moves!r}: give a list of drift levels, and a number of moves"
            ) from None
        if not levels or not levels[0] > 0 or not all(b > a for a, b in pairwise(levels)):
            raise CourseError(
                f"drift levels {self.drift!r}: give sizes above 0, each larger than the one before"
            )
        if not 0 <= moves < np.inf:
            raise CourseError(f"moves {self.moves!r}: a number of expected moves, 0 or more")
        object.__setattr__(self, "drift", levels)


def drift_path(market: Market, strikes: CondorStrikes, expiry: pd.Timestamp | str) -> pd.DataFrame:
    """Return drift and distances of a condor on every day of a history up to the day before its expiry.

    Parameters
    ----------
    market : Market
        From the day of the sale on.
    strikes : CondorStrikes
        Its strikes.
    expiry : date-like
        Expiry of its shorts.

    Returns
    -------
    DataFrame
        By day: spx, vix, drift, put_moves and call_moves (distances in expected moves).
    """
    table = market.table
    table = table[table.index < pd.Timestamp(expiry)]
    if table.empty:
        raise CourseError(
            f"the history {market!r} holds no day before the expiry {pd.Timestamp(expiry):%Y-%m-%d}"
        )
    window = context(market.window(table.index[0], table.index[-1]))
    time = year_fraction(table.index, pd.Timestamp(expiry))
    moves = distance(table["spx"].to_numpy(), strikes, window.surface.atm_vol(time), time)
    where = {"drift": drift(table["spx"].to_numpy(), strikes), "put_moves": moves[0], "call_moves": moves[1]}
    return pd.DataFrame({"spx": table["spx"], "vix": table["vix"], **where}, index=table.index)


def fired(path: pd.DataFrame, thresholds: Thresholds) -> pd.DataFrame:
    """Return, day by day, which thresholds a condor is beyond.

    Parameters
    ----------
    path : DataFrame
        From `drift_path`.
    thresholds : Thresholds
        The levels.

    Returns
    -------
    DataFrame of bool
        A column a drift level, named by it, and ``moves``.
    """
    size = path["drift"].abs()
    beyond = {f"{level:g}": size >= level for level in thresholds.drift}
    nearest = path[["put_moves", "call_moves"]].min(axis=1)
    return pd.DataFrame(beyond | {"moves": (nearest < thresholds.moves) & (thresholds.moves > 0)})


def first_crossings(path: pd.DataFrame, thresholds: Thresholds) -> pd.DataFrame:
    """Return when each threshold first fired, on which side, and how the index and the VIX stood.

    Returns
    -------
    DataFrame
        A row a threshold: date (NaT if it never fired), side ('up' or 'down'), spx, vix, drift.
    """
    beyond = fired(path, thresholds)
    rows = {}
    for name in beyond:
        days = beyond.index[beyond[name]]
        facts = path.loc[days[0]] if len(days) else pd.Series(np.nan, path.columns)
        side = "" if not len(days) else ("up" if facts["drift"] > 0 else "down")
        rows[name] = {"date": days[0] if len(days) else pd.NaT, "side": side} | facts[
            ["spx", "vix", "drift"]
        ].to_dict()
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("threshold")


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
    "CondorStrikes": ("alvh_helpers.anatomy", "CondorStrikes"),
    "expected_move": ("alvh_helpers.anatomy", "expected_move"),
    "Book": ("alvh_helpers.book", "Book"),
    "context": ("alvh_helpers.pricing", "context"),
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
