"""Drift over the whole history: a condor for every Friday expiry (R4).

All condors are sold and marked at once, on arrays of shape (condors, sessions). Marks are the surface's; profit is a share of
the wing, so that a condor of 2008 can be added to one of 2026. `alarms` asks what their thresholds did, `pools` puts a
pool beside each.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import spx_expiries
from alvh_helpers.market.history import Market
from alvh_helpers.positions.drift import condor_drift, distance
from alvh_helpers.positions.strikes import CONDOR_FLAGS, CONDOR_QUANTITIES, choose_strikes, snap_strike
from alvh_helpers.pricing.black import OptionValues, black_scholes
from alvh_helpers.pricing.surface import SURFACE_COLUMNS, SpxSurface, spx_surface

__all__ = ["CondorHistory", "condors_of_history"]


@dataclass(frozen=True, eq=False)
class CondorHistory:
    """Condors sold by one recipe over the whole history, each followed to its expiry.

    Attributes
    ----------
    sales, expiries : DatetimeIndex of n
        By rising expiry.
    monthly : ndarray of bool, shape (n,)
        Whether the expiry is a third Friday's, which was listed 45 days ahead throughout.
    surface : SpxSurface, shape (n,)
        Of the evenings of the sale.
    years : ndarray, shape (n,)
        Time to expiry at the sale.
    strikes : ndarray, shape (n, 4)
        Points; `wing`, shape (n,), is the width of both wings.
    greeks : OptionValues, each of shape (n,)
        Of each condor at the sale, per index point, strikes keeping their volatility; `price` is minus the credit.
    last : ndarray of int, shape (n,)
        Sessions from the sale to the expiry.
    elapsed : ndarray, shape (n, m)
        Calendar days since the sale, by session; the arrays that follow have its shape.
    spx, vix, drift, put_moves, call_moves, profit : ndarray, shape (n, m)
        NaN after the expiry (distances already on it). `profit` is the mark since the sale as a share of the wing, at
        the expiry the settlement.
    """

    sales: pd.DatetimeIndex
    expiries: pd.DatetimeIndex
    monthly: NDArray[np.bool_]
    surface: SpxSurface
    years: Floats
    strikes: Floats
    wing: Floats
    greeks: OptionValues
    last: NDArray[np.int64]
    elapsed: Floats
    spx: Floats
    vix: Floats
    drift: Floats
    put_moves: Floats
    call_moves: Floats
    profit: Floats

    def __len__(self) -> int:
        return len(self.sales)

    @property
    def settled(self) -> Floats:
        """Profit at expiry as a share of the wing, shape (n,)."""
        return self.at(self.profit, self.last)

    @property
    def live(self) -> NDArray[np.bool_]:
        """Sessions before the expiry, shape (n, m): on these something may still fire."""
        return np.arange(self.spx.shape[1]) < self.last[:, None]

    @staticmethod
    def at(values: Floats, session: ArrayLike) -> Floats:
        """Return one value a condor, that of its session; NaN where the session is NaN."""
        session = np.asarray(session, float)
        found = np.take_along_axis(values, np.nan_to_num(session).astype(int)[:, None], axis=1)[:, 0]
        return np.where(np.isnan(session), np.nan, found)


def condors_of_history(
    market: Market,
    *,
    days: int = 45,
    short_delta: float = 0.16,
    wing: float = 0.015,
    weekly: bool = True,
    vix_factor: float = 1.0,
) -> CondorHistory:
    """Sell a condor for every Friday expiry of a history, and mark each on every session to its expiry.

    Parameters
    ----------
    market : Market
        The history; an error when no condor of so many days fits into it.
    days : int
        Calendar days before the expiry; the sale is on that day or, when it is none, on the session before.
    short_delta : float
        Delta of both shorts on the evening's surface.
    wing : float
        Width of the wings as a share of the index, rounded to the listed grid, at least 5 points.
    weekly : bool
        False for third Fridays only.
    vix_factor : float
        Multiplies every VIX and VIX3M: how much do results lean on the model's level?
    """
    sessions = market.sessions.to_numpy().astype("M8[D]")
    expiries = spx_expiries(market.start, market.end, weekly)
    ends = expiries.to_numpy().astype("M8[D]")
    ahead, one = np.timedelta64(days, "D"), np.timedelta64(1, "D")
    fits = (ends - ahead >= sessions[0]) & (ends <= sessions[-1])
    if not fits.any():
        raise CourseError(f"{days} days: no condor of so many days begins and ends within {market!r}")
    expiries, ends = expiries[fits], ends[fits]
    start = np.searchsorted(sessions, ends - ahead, side="right") - 1
    last = np.searchsorted(sessions, ends) - start
    at = np.minimum(start[:, None] + np.arange(last.max() + 1), (start + last)[:, None])
    closes = market.table[list(SURFACE_COLUMNS)].to_numpy() * np.array([1, vix_factor, vix_factor, 1, 1])
    surface = spx_surface(*closes[start].T)
    years = (ends - sessions[start]) / one / 365
    shorts = choose_strikes(surface, years, short_delta=short_delta)[:, 1:3]
    width = np.maximum(snap_strike(wing * surface.spot), 5.0)
    strikes = np.column_stack([shorts[:, 0] - width, shorts, shorts[:, 1] + width])
    monthly = expiries.isin(spx_expiries(market.start, market.end, weekly=False))
    greeks, paths = _follow(closes[at], (ends[:, None] - sessions[at]) / one / 365, strikes, width)
    for path in paths.values():
        path[np.arange(at.shape[1]) > last[:, None]] = np.nan
    sold = (market.sessions[start], expiries, monthly, surface, years, strikes, width, greeks, last)
    return CondorHistory(*sold, **paths)


def _follow(
    closes: Floats, years: Floats, strikes: Floats, width: Floats
) -> tuple[OptionValues, dict[str, Floats]]:
    """Return Greeks at the sale, and what happens to condors by session: closes (n, m, 5), years (n, m)."""
    surface = spx_surface(*np.moveaxis(closes, -1, 0))
    each = np.broadcast_to(strikes[:, None, :], (*years.shape, 4))
    # One look at the smiles for the legs and, as a fifth strike, the forward.
    vols = surface.vol(np.concatenate([each, surface.forward(years)[..., None]], axis=-1), years[..., None])
    spot, rate, dividends = (x[..., None] for x in (surface.spot, surface.rate, surface.dividend_yield))
    values = black_scholes(CONDOR_FLAGS, spot, each, years[..., None], vols[..., :4], rate, dividends)
    price, *greeks = (value @ CONDOR_QUANTITIES for value in values)
    moves = distance(surface.spot, each, vols[..., 4], years)
    put_moves, call_moves = (np.where(years > 0, side, np.nan) for side in moves)
    path = {
        "elapsed": np.round(365 * (years[:, :1] - years)),
        "spx": surface.spot.copy(),
        "vix": surface.vix.copy(),
        "drift": condor_drift(surface.spot, each),
        "put_moves": put_moves,
        "call_moves": call_moves,
        "profit": (price - price[:, :1]) / width[:, None],
    }
    return OptionValues(*(value[:, 0] for value in (price, *greeks))), path
