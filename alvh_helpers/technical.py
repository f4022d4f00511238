"""Technical signals (R6): RSI and MACD of SPX, VIX, the term structure and VVIX/VIX, and breadth divergence.

Clock: SPX, VIX and VVIX are closes, VX the settlement of the same day; a vote is known when that day is over,
so what it triggers is traded at that close at the earliest, more honestly at the next.

The sources name the indicators, not always their sense. Here a signal calls for a hedge when SPX weakens, VIX
strengthens, the VX curve flattens, or VVIX gains on VIX: the market then pays up for VIX options before VIX
itself moves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.ballot import TECHNICAL, Reading, Signal
from alvh_helpers.errors import CourseError
from alvh_helpers.indicators import macd, rolling_slope, rsi
from alvh_helpers.market.history import Market
from alvh_helpers.vix.futures import forward_at, settlements

__all__ = ["TechnicalRules", "breadth_divergence", "technical_readings"]


Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TechnicalRules:
    """When a technical signal calls for a hedge.

    Attributes
    ----------
    rsi_days : int
        Days of Wilder's average.
    vix_rsi : float
        The RSI of VIX calls above this level (60 in the sources).
    spx_rsi : float
        The RSI of SPX calls below this level: by default the mirror image, 40.
    fast, slow, signal : int
        Days of the MACD.
    divergence_days : int
        Sessions over which SPX and the advance-decline line are compared.
    fixed_term : bool
        Take the term structure between fixed 30 and 120 days instead of vx4/vx1. On an expiry day vx1 and vx4
        become other contracts, the ratio jumps, and its MACD changes side twice as often as on other days.
    """

    rsi_days: int = 14
    vix_rsi: float = 60.0
    spx_rsi: float = 40.0
    fast: int = 12
    slow: int = 26
    signal: int = 9
    divergence_days: int = 20
    fixed_term: bool = False

    def __post_init__(self) -> None:
        for level in (self.vix_rsi, self.spx_rsi):
            if not 0.0 < level < 100.0:
                raise CourseError(f"an RSI level of {level:g}: the index runs from 0 to 100")


def technical_readings(market: Market, rules: TechnicalRules | None = None) -> list[Reading]:
    """Return the technical signals by day.

    Parameters
    ----------
    market : Market
        History; the averages start on its first day, so give all of it and cut the votes afterwards.
    rules : TechnicalRules, optional
        Levels and lengths.

    Returns
    -------
    list of Reading
        ``spx_rsi``, ``vix_rsi``, ``spx_macd``, ``vix_macd``, ``term_macd``, ``vvix_macd``, ``breadth``.
    """
    rules = TechnicalRules() if rules is None else rules
    table = market.table
    spx, vix, vvix = (table[name].to_numpy(dtype=float) for name in ("spx", "vix", "vvix"))
    return [
        _rsi_reading("SPX", spx, rules.rsi_days, rules.spx_rsi, above=False),
        _rsi_reading("VIX", vix, rules.rsi_days, rules.vix_rsi, above=True),
        _macd_reading("spx", "SPX", spx, rules, above=False),
        _macd_reading("vix", "VIX", vix, rules, above=True),
        _macd_reading("term", *_term_structure(market, rules.fixed_term), rules, above=False),
        _macd_reading("vvix", "VVIX/VIX", vvix / vix, rules, above=True),
        _breadth_reading(market, rules.divergence_days),
    ]


def breadth_divergence(spx: ArrayLike, net: ArrayLike, days: int = 20) -> pd.DataFrame:
    """Return where SPX and the advance-decline line part ways.

    Parameters
    ----------
    spx : array_like, shape (n,)
        Closes.
    net : array_like, shape (n,)
        Advancing less declining issues of each day, NaN where not known.
    days : int
        Sessions to look back, today among them.

    Returns
    -------
    DataFrame
        ``unconfirmed``: SPX closes at its high of these days, the line does not; ``opposed``: SPX slopes up,
        the line down; ``slope``: of the line, net issues a day. All NaN where any of the days is not known:
        across a gap the line has no level.
    """
    price, moves = np.asarray(spx, dtype=float), np.asarray(net, dtype=float)
    missing = np.isnan(moves)
    line = np.where(missing, 0.0, moves).cumsum()
    highs = pd.DataFrame({"spx": price, "line": line}).rolling(days).max().to_numpy()
    slope = rolling_slope(line, days)
    unconfirmed = (price == highs[:, 0]) & (line < highs[:, 1])
    opposed = (rolling_slope(price, days) > 0) & (slope < 0)
    known = np.isfinite(slope) & (pd.Series(missing).rolling(days, min_periods=1).sum().to_numpy() == 0)
    columns = {"unconfirmed": unconfirmed.astype(float), "opposed": opposed.astype(float), "slope": slope}
    return pd.DataFrame({name: np.where(known, values, np.nan) for name, values in columns.items()})


def _term_structure(market: Market, fixed: bool) -> tuple[str, Floats]:
    """Return the slope of the VX curve and its name: above 1 in contango."""
    if fixed:
        return "VX 120 days/30 days", forward_at(market, 120.0) / forward_at(market, 30.0)
    curve = settlements(market)
    return "vx4/vx1", curve[:, 3] / curve[:, 0]


def _rsi_reading(label: str, closes: Floats, days: int, level: float, above: bool) -> Reading:
    """Return the vote of an RSI beyond a level."""
    index = rsi(closes, days)
    rule = f"{'above' if above else 'below'} {level:g}"
    signal = Signal(f"{label.lower()}_rsi", TECHNICAL, f"RSI({days}) of {label}", rule, "same close", ".1f")
    return Reading(signal, _vote(index > level if above else index < level, index), index)


def _macd_reading(name: str, label: str, closes: Floats, rules: TechnicalRules, above: bool) -> Reading:
    """Return the vote of a MACD line above or below its signal line."""
    histogram = macd(closes, rules.fast, rules.slow, rules.signal).histogram
    measure = f"MACD({rules.fast}, {rules.slow}, {rules.signal}) of {label} less its signal line"
    rule = "above 0" if above else "below 0"
    signal = Signal(f"{name}_macd", TECHNICAL, measure, rule, "same close", "+.3f")
    return Reading(signal, _vote(histogram > 0 if above else histogram < 0, histogram), histogram)


def _breadth_reading(market: Market, days: int) -> Reading:
    """Return the vote of a divergence between SPX and the advance-decline line."""
    breadth = market.breadth.reindex(market.sessions)
    net = (breadth["advances"] - breadth["declines"]).to_numpy(dtype=float)
    found = breadth_divergence(market.table["spx"].to_numpy(), net, days)
    number = found["slope"].to_numpy()
    signal = Signal(
        "breadth",
        TECHNICAL,
        f"{days}-day slope of the advance-decline line, net issues a day,",
        f"SPX is at a {days}-day high that the line does not share, or slopes up while the line slopes down",
        "same close",
        "+.0f",
    )
    return Reading(signal, _vote((found["unconfirmed"] + found["opposed"]).to_numpy() > 0, number), number)


def _vote(calls: NDArray[np.bool_], number: Floats) -> Floats:
    """Return +1 or 0, NaN where there is no number."""
    return np.where(np.isnan(number), np.nan, calls.astype(float))


_MOVED = {
    "TECHNICAL": ("alvh_helpers.ballot", "TECHNICAL"),
    "Reading": ("alvh_helpers.ballot", "Reading"),
    "Signal": ("alvh_helpers.ballot", "Signal"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "macd": ("alvh_helpers.indicators", "macd"),
    "rolling_slope": ("alvh_helpers.indicators", "rolling_slope"),
    "rsi": ("alvh_helpers.indicators", "rsi"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "forward_at": ("alvh_helpers.vix.futures", "forward_at"),
    "settlements": ("alvh_helpers.vix.futures", "settlements"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
