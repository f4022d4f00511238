"""How far VIX futures move with VIX, with SPX implied volatility and with SPX itself, and what a hedge is worth by that.

Every change is that of one and the same contract from one settlement to the next: at a roll two contracts are
never mixed. Regimes and days to expiry are those of the evening before, so nothing looks ahead. Clocks: SPX
closes at 16:00 New York time, VIX with its options at 16:15; VX settled at 16:15 before late October 2020 and
settles at 16:00 since, so it is never at the same moment as both.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.contracts import DAYS_A_YEAR, SESSIONS_A_YEAR, VIX_MULTIPLIER, VX_COLUMNS
from alvh_helpers.market.history import Market
from alvh_helpers.pricing.surface import surface_of
from alvh_helpers.vix.etn import mix_return, roll_weights
from alvh_helpers.vix.futures import LISTED, contract_gain, held_contract, settlements, slope_regime

__all__ = [
    "DAYS_EDGES",
    "VIX_EDGES",
    "Fit",
    "atm_vol_points",
    "beta_table",
    "dislocation",
    "futures_moves",
    "newey_west",
    "spx_vega_equivalent",
]

DAYS_EDGES = (0, 10, 20, 35, 65, 95, 125, 155, 240)
"""Calendar days to expiry that part the rows of ``beta_table(by="days")``."""

VIX_EDGES = (0.0, 15.0, 20.0, 30.0, np.inf)
"""VIX levels of the evening before that part its regimes."""

_SETTLES_EARLIER = pd.Timestamp("2020-10-26")
_NORMAL_95 = 1.959964
_AGAINST = ("vix", "atm", "spx", "capm")
_BY = ("all", "vix", "slope", "clock")


class Fit(NamedTuple):
    """A straight line y = intercept + slope x: standard errors of the slope robust (HAC) and plain, R squared, days."""

    slope: float
    stderr: float
    intercept: float
    r2: float
    n: int
    plain_stderr: float


def newey_west(y: ArrayLike, x: ArrayLike, chosen: ArrayLike | None = None, lags: int | None = None) -> Fit:
    """Fit a straight line by least squares, with the standard error of Newey and West.

    Parameters
    ----------
    y, x : array_like, shape (n,)
        In order of time; pairs with a NaN are left out.
    chosen : array_like of bool, shape (n,), optional
        Days to use. Days left out still count as time between the others, so a lag is always so many sessions.
    lags : int, optional
        Autocovariances used; by default 4 (n/100)^(2/9), rounded down.

    Raises
    ------
    CourseError
        When fewer than 3 pairs are left, or x does not vary.

    Notes
    -----
    V = (X'X)^-1 S (X'X)^-1, S = G0 + sum_j (1 - j/(lags+1)) (Gj + Gj'), Gj = sum_t u(t) u(t-j) x(t) x(t-j)'.
    Newey and West (1987), Econometrica 55; days left out as in Parzen (1963), Sankhya A 25.
    """
    y, x = np.asarray(y, dtype=float), np.asarray(x, dtype=float)
    used = np.isfinite(y) & np.isfinite(x) & (True if chosen is None else np.asarray(chosen, dtype=bool))
    n = int(used.sum())
    if n < 3 or np.ptp(x[used]) == 0:
        raise CourseError(f"{n} pairs: a line with a standard error needs at least 3, at different x")
    design = np.column_stack([np.ones(len(x)), x])
    inverse = np.linalg.inv(design[used].T @ design[used])
    line = inverse @ (design[used].T @ y[used])
    residual = np.where(used, y - design @ line, 0.0)
    scores = np.where(used[:, None], residual[:, None] * design, 0.0)
    reach = int(4 * (n / 100) ** (2 / 9)) if lags is None else lags
    spread = scores.T @ scores
    for j in range(1, reach + 1):
        cross = scores[j:].T @ scores[:-j]
        spread = spread + (1 - j / (reach + 1)) * (cross + cross.T)
    squares = residual @ residual
    total = ((y[used] - y[used].mean()) ** 2).sum()
    robust = np.sqrt((inverse @ spread @ inverse)[1, 1])
    plain = np.sqrt(squares / (n - 2) * inverse[1, 1])
    return Fit(float(line[1]), float(robust), float(line[0]), float(1 - squares / total), n, float(plain))


def atm_vol_points(market: Market, days: float = 45.0) -> pd.Series:
    """Return the modelled at-the-money SPX volatility of an expiry so many days ahead, by day, in vol points.

    A model: the SPX surface that is anchored to each day's VIX and VIX3M, read at its forward.
    """
    atm = surface_of(market).atm_vol(days / DAYS_A_YEAR)
    return pd.Series(100.0 * atm, market.sessions, name=f"atm {days:g} days")


def futures_moves(market: Market, atm: pd.Series | None = None) -> pd.DataFrame:
    """Return what moved each day: every future held overnight, the 30-day mix, VIX, SPX volatility and SPX.

    Parameters
    ----------
    market : Market
        History.
    atm : Series, optional
        At-the-money SPX volatility by day, in vol points; by default `atm_vol_points` of 45 days.

    Returns
    -------
    DataFrame
        ``vx1`` to ``vx7`` and ``mix30``: points gained by one contract (for the mix: one in all) held
        overnight; ``vix``: points; ``atm``: vol points; ``spx``: percent. The first day is NaN.
    """
    level = atm_vol_points(market) if atm is None else atm.reindex(market.sessions)
    moves = {f"vx{k}": contract_gain(market, k) for k in range(1, LISTED + 1)}
    weights, curve = roll_weights(market.sessions), settlements(market)
    paid = pd.Series((weights[:, :2] * curve[:, :2]).sum(axis=1), market.sessions).shift(1)
    moves["mix30"] = mix_return(market) * paid
    table = market.table
    moves |= {"vix": table["vix"].diff(), "atm": level.diff(), "spx": 100.0 * table["spx"].pct_change()}
    frame = pd.DataFrame(moves)
    frame.iloc[0] = np.nan
    return frame


def beta_table(
    market: Market, against: str = "atm", by: str = "all", atm: pd.Series | None = None
) -> pd.DataFrame:
    """Return the betas of VIX futures with standard errors, by tenor and regime.

    Parameters
    ----------
    market : Market
        History.
    against : str
        'vix': points per point of VIX; 'atm': points per vol point of modelled 45-day at-the-money SPX
        volatility, the beta behind `spx_vega_equivalent`; 'spx': points per 1 % of SPX; 'capm': percent per 1
        % of SPX, beta as in CAPM.
    by : str
        'all': vx1..vx7 and the 30-day mix; 'vix', 'slope' or 'clock': the same within each regime of the
        evening before (clock: by the hour at which VX settled); 'days': by days to expiry instead of month.
    atm : Series, optional
        As in `futures_moves`.

    Returns
    -------
    DataFrame
        A row a fit: future, regime, beta, stderr (Newey-West), low and high (95 %), r2, n. A hedge
        of least variance divides by beta / r2 instead of beta: it is smaller, because not all of the future's
        moves are those of SPX volatility.

    Raises
    ------
    CourseError
        When `against` or `by` is none of these.
    """
    if against not in _AGAINST or by not in (*_BY, "days"):
        raise CourseError(
            f"against {against!r} by {by!r}: choose from {', '.join(_AGAINST)}, by all, days, {', '.join(_BY[1:])}"
        )
    moves = futures_moves(market, atm)
    gains = _percent_gains(market, moves) if against == "capm" else moves[[*VX_COLUMNS, "mix30"]]
    if by == "days":
        gains = _by_days(market, gains[VX_COLUMNS].to_numpy())
    regimes = _regimes(market, "all" if by == "days" else by)
    x = moves["spx" if against == "capm" else against].to_numpy()
    rows = []
    for future in gains:
        for regime in regimes.cat.categories:
            fit = newey_west(gains[future].to_numpy(), x, (regimes == regime).to_numpy())
            reach = _NORMAL_95 * fit.stderr
            rows.append(
                (future, regime, fit.slope, fit.stderr, fit.slope - reach, fit.slope + reach, fit.r2, fit.n)
            )
    return pd.DataFrame(rows, columns=["future", "regime", "beta", "stderr", "low", "high", "r2", "n"])


def spx_vega_equivalent(
    delta: ArrayLike, beta: ArrayLike, quantity: ArrayLike = 1.0, multiplier: float = VIX_MULTIPLIER
) -> Floats:
    """Return the dollars that a VIX position gains per vol point of SPX implied volatility.

    Not to be mixed up with a VIX option's own vega, which is about the volatility of VIX.

    Parameters
    ----------
    delta : float or array
        Black-76 delta for the VIX future; 1 for the future itself.
    beta : float or array
        Points of that future per vol point of SPX volatility: ``beta_table(market, "atm")``.
    quantity : float or array
        Contracts, negative when short.
    multiplier : float
        Dollars a point: 100 for VIX options, 1000 for VX, 100 for VXM.
    """
    return np.asarray(delta, float) * np.asarray(beta, float) * np.asarray(quantity, float) * multiplier


def _percent_gains(market: Market, moves: pd.DataFrame) -> pd.DataFrame:
    """Return what a holder gained each day, in percent of the settlement of the day before."""
    gains = {"mix30": 100.0 * mix_return(market).where(moves["mix30"].notna())}
    curve = pd.DataFrame(settlements(market), market.sessions, columns=VX_COLUMNS)
    for name in VX_COLUMNS:
        # Settlement of the day before of the same contract: today's less what it gained.
        gains[name] = 100.0 * moves[name] / (curve[name] - moves[name])
    return pd.DataFrame(gains)[[*VX_COLUMNS, "mix30"]]


def _by_days(market: Market, gains: Floats) -> pd.DataFrame:
    """Return the mean gain by day of the contracts within each bucket of days to expiry, NaN where there is none."""
    sessions = market.sessions
    held = np.column_stack([held_contract(market, k).to_numpy() for k in range(1, LISTED + 1)])
    days = (held - sessions.to_numpy()[:, None]) / np.timedelta64(1, "D")
    before = np.vstack([np.full((1, LISTED), np.nan), days[:-1]])
    columns = {}
    for low, high in pairwise(DAYS_EDGES):
        inside = (before > low) & (before <= high) & np.isfinite(gains)
        count = inside.sum(axis=1)
        total = np.where(inside, gains, 0.0).sum(axis=1)
        columns[f"{low + 1}-{high} days"] = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return pd.DataFrame(columns, sessions)


def _regimes(market: Market, by: str) -> pd.Series:
    """Return the regime of the evening before each day, as ordered categories."""
    sessions = market.sessions
    if by == "all":
        return pd.Series("all days", sessions).astype("category")
    if by == "clock":
        late = pd.Series(np.where(sessions >= _SETTLES_EARLIER, "VX at 16:00", "VX at 16:15"), sessions)
        return late.astype("category")
    if by == "slope":
        return slope_regime(market).shift(1)
    names = ["VIX below 15", "15 to 20", "20 to 30", "30 and above"]
    return pd.cut(market.table["vix"].shift(1), VIX_EDGES, right=False, labels=names)


def dislocation(market: Market, window: int | None = SESSIONS_A_YEAR, least: int = 63) -> pd.DataFrame:
    """Return by day how far VIX moved off what SPX explains: the z-score that pauses resizing beyond 2.

    Parameters
    ----------
    market : Market
        History.
    window : int, optional
        Sessions of the fit, which ends the day before; None for all days so far.
    least : int
        Sessions needed before the first z-score.

    Returns
    -------
    DataFrame
        ``expected``: VIX change in points that the line expects at today's SPX return; ``residual``: what VIX
        did beyond it; ``z``: over the residual standard deviation of the fit; NaN before there is a fit.

    Raises
    ------
    CourseError
        When the fit would have fewer than 10 sessions.
    """
    if least < 10 or (window is not None and window < least):
        raise CourseError(
            f"window {window}, least {least}: a line needs 10 sessions or more, and the window at least that many"
        )
    change = market.table["vix"].diff()
    move = 100.0 * market.table["spx"].pct_change()
    sums = pd.DataFrame(
        {"n": 1.0, "x": move, "y": change, "xx": move**2, "xy": move * change, "yy": change**2}
    )
    sums.iloc[0] = 0.0
    past = sums.cumsum().shift(1)
    if window is not None:
        past = past - past.shift(window).fillna(0.0)
    n = past["n"].where(past["n"] >= least)
    sxx, sxy, syy = (past[a + b] - past[a] * past[b] / n for a, b in ("xx", "xy", "yy"))
    slope = sxy / sxx
    expected = past["y"] / n + slope * (move - past["x"] / n)
    spread = np.sqrt((syy - slope * sxy) / (n - 2))
    return pd.DataFrame(
        {"expected": expected, "residual": change - expected, "z": (change - expected) / spread}
    )
