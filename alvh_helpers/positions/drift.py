"""Drift of a condor and the thresholds it crosses (R4, R5), beside an automated market maker's impermanent loss.

A liquidity provider in a constant-product pool and the seller of a condor hold the same bet in two costumes: both are
short gamma, both are paid by the day, and both call the loss "impermanent" until it is realised.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import year_fraction
from alvh_helpers.market.history import Market
from alvh_helpers.positions.strikes import CondorStrikes, expected_move
from alvh_helpers.pricing.surface import surface_of

__all__ = ["Thresholds", "condor_drift", "distance", "drift_path", "fired", "first_crossings"]


def condor_drift(spot: ArrayLike, strikes: CondorStrikes | ArrayLike) -> Floats:
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
        object.__setattr__(self, "moves", moves)


def drift_path(market: Market, strikes: CondorStrikes, expiry: pd.Timestamp | str) -> pd.DataFrame:
    """Return drift and distances of a condor on every day of a history up to the day before its expiry.

    The market begins on the day of the sale; the expiry is that of the shorts.

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
    time = year_fraction(table.index, pd.Timestamp(expiry))
    moves = distance(table["spx"].to_numpy(), strikes, surface_of(table).atm_vol(time), time)
    where = {
        "drift": condor_drift(table["spx"].to_numpy(), strikes),
        "put_moves": moves[0],
        "call_moves": moves[1],
    }
    return pd.DataFrame({"spx": table["spx"], "vix": table["vix"], **where}, index=table.index)


def fired(path: pd.DataFrame, thresholds: Thresholds) -> pd.DataFrame:
    """Return, day by day, which thresholds a condor with a `drift_path` is beyond.

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
