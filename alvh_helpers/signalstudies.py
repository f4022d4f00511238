"""What the signals were worth: K12 (VIX RSI above 60), and the record of each trigger.

A hedge is for a spike. Here a day counts as the eve of one when VIX closes `rise` points or more above that
day's close at least once in the next `horizon` sessions. Such windows overlap and spikes come in clusters, so
every interval resamples long blocks of the whole history.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market
from alvh_helpers.risk.bootstrap import block_counts, interval
from alvh_helpers.signals.quorum import activations, votes
from alvh_helpers.signals.technical import TechnicalRules, technical_readings
from alvh_helpers.signals.voting import Votes
from alvh_helpers.vix.futures import front_gain

__all__ = [
    "forward_moves",
    "group_means",
    "like_days",
    "score",
    "spike_ahead",
    "trigger_record",
    "vix_rsi_study",
]


Floats = NDArray[np.float64]


Bools = NDArray[np.bool_]


_BLOCK, _DRAWS = 126, 1000


def spike_ahead(market: Market, rise: float = 5.0, horizon: int = 20, relative: bool = False) -> Floats:
    """Return whether VIX closes so much higher within the next sessions, by day.

    Parameters
    ----------
    market : Market
        History.
    rise : float
        VIX points above the day's own close.
    horizon : int
        Sessions ahead.
    relative : bool
        Take the rise as a share of the day's close (0.3 is 30 %).

    Returns
    -------
    ndarray, shape (n,)
        1, 0, and NaN on the last `horizon` days. It looks ahead on purpose: it judges signals, it is none.

    Raises
    ------
    CourseError
        When the rise or the horizon is not above 0.
    """
    if rise <= 0 or horizon < 1:
        raise CourseError(f"a rise of {rise:g} within {horizon} sessions: both must be above 0")
    vix = market.table["vix"].to_numpy(dtype=float)
    ahead = np.full(len(vix), np.nan)
    if len(vix) > horizon:
        highest = np.lib.stride_tricks.sliding_window_view(vix[1:], horizon).max(axis=1)
        step = rise * vix[: len(highest)] if relative else rise
        ahead[: len(highest)] = highest - vix[: len(highest)] >= step
    return ahead


def forward_moves(market: Market, horizon: int) -> pd.DataFrame:
    """Return what VIX and the front future did over the next sessions, 1 or more, by day.

    Returns
    -------
    DataFrame
        Points, NaN on the last `horizon` days: ``vix``, change of spot VIX, which nobody can buy; ``vx1``, gain
        of one front future, rolled at settlement on the session before expiry, before costs.
    """
    if horizon < 1:
        raise CourseError(f"{horizon} sessions ahead: look 1 or more ahead")
    gained, vix = front_gain(market).cumsum(), market.table["vix"]
    return pd.DataFrame({"vix": vix.shift(-horizon) - vix, "vx1": gained.shift(-horizon) - gained})


def like_days(market: Market, groups: int = 10) -> NDArray[np.int64]:
    """Return the group of days of like VIX that each day belongs to, from 0, equally many in each.

    How far VIX may still climb depends on where it stands: a rise of 30 % within a month followed 40 % of the
    days near 11 and 15 % of those near 40. A signal that merely tells a high VIX from a low one is judged by
    that; against days of like VIX it is not.

    Parameters
    ----------
    market : Market
        History.
    groups : int
        How many.

    Returns
    -------
    ndarray, shape (n,)
        By quantiles of the whole history: for judging, not for deciding.
    """
    return pd.qcut(market.table["vix"], groups, labels=False, duplicates="drop").to_numpy(dtype=np.int64)


def vix_rsi_study(
    market: Market,
    rng: np.random.Generator,
    level: float = 60.0,
    horizons: Sequence[int] = (5, 10, 20),
    tail: float = 5.0,
    block: int = _BLOCK,
    draws: int = _DRAWS,
) -> pd.DataFrame:
    """Measure K12: what VIX did after its RSI was above a level, against all days.

    Parameters
    ----------
    market : Market
        History.
    rng : Generator
        Source of randomness.
    level : float
        RSI(14) of VIX.
    horizons : sequence of int
        Sessions ahead.
    tail : float
        Points that count as a spike, at the end of the horizon.
    block, draws : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        A row for each horizon, event ('level': every day above; 'crossing': the first of a run) and
        instrument (vix, vx1): ``days``; ``mean`` change in points, ``all`` days' mean, ``low`` and ``high`` of their
        difference (95 %), ``like``, the mean of days of like VIX; ``tail`` frequency and ``tail_...`` the same way;
        ``beyond``, mean less like, with ``beyond_low`` and ``beyond_high`` (95 %).
    """
    found = next(
        r for r in technical_readings(market, TechnicalRules(vix_rsi=level)) if r.signal.name == "vix_rsi"
    )
    events = {"level": found.votes > 0, "crossing": activations(found.votes)}
    counts, like = block_counts(len(market), block, draws, rng), like_days(market)
    rows = []
    for horizon in horizons:
        moves = forward_moves(market, horizon)
        for event, chosen in events.items():
            for name in moves:
                change = np.where(np.isnan(found.votes), np.nan, moves[name].to_numpy())
                spike = np.where(np.isnan(change), np.nan, change >= tail)
                days = int((chosen & np.isfinite(change)).sum())
                figures = [
                    x
                    for y in (change, spike)
                    for x in (*_against_all(counts, y, chosen), _like(y, chosen, like))
                ]
                beyond, _, *reach = _against_all(counts, change - group_means(change, like), chosen)
                rows.append((horizon, event, name, days, *figures, beyond, *reach))
    names = ["mean", "all", "low", "high", "like", "tail", "tail_all", "tail_low", "tail_high", "tail_like"]
    names += ["beyond", "beyond_low", "beyond_high"]
    return pd.DataFrame(rows, columns=["sessions", "event", "instrument", "days", *names])


def score(
    called: ArrayLike, ahead: Floats, counts: Floats, like: NDArray[np.int64], every_day: bool = True
) -> dict[str, float]:
    """Return how right a call was.

    Parameters
    ----------
    called : array_like, shape (n,)
        1 or True where it calls, 0 or False where it does not, NaN where it abstains.
    ahead : ndarray, shape (n,)
        Of `spike_ahead`.
    counts : ndarray, shape (draws, n)
        Of `resample.block_counts`.
    like : ndarray of int, shape (n,)
        Of `like_days`.
    every_day : bool
        Judge every day on which it calls; else only the first day of each run.

    Returns
    -------
    dict
        ``activations``; ``on``, share of the voting days on which it calls; ``right``, share of its calls that
        a spike followed; ``false_alarms``, the rest; ``base``, the share of all voting days that a spike
        followed; ``lift``, right less base, with ``low`` and ``high`` (95 %); ``beyond``, right less the same
        share of days of like VIX, with ``beyond_low`` and ``beyond_high``; ``false_positive_rate``, share of
        the days without a spike ahead on which it called; ``warned``, share of the days with a spike ahead on
        which it called.
    """
    vote = np.asarray(called, dtype=float)
    known = np.isfinite(vote) & np.isfinite(ahead)
    on = known & (np.nan_to_num(vote) > 0)
    judged = on if every_day else on & activations(vote)
    outcome = np.where(known, ahead, np.nan)
    right, base, low, high = _against_all(counts, outcome, judged)
    own = outcome - group_means(outcome, like)
    beyond, _, beyond_low, beyond_high = _against_all(counts, own, judged)
    quiet, eve = known & (outcome == 0), known & (outcome == 1)
    return {
        "activations": int(activations(vote)[known].sum()),
        "on": _share(on, known),
        "right": right,
        "false_alarms": 1.0 - right,
        "base": base,
        "lift": right - base,
        "low": low,
        "high": high,
        "beyond": beyond,
        "beyond_low": beyond_low,
        "beyond_high": beyond_high,
        "false_positive_rate": _share(on, quiet),
        "warned": _share(on, eve),
    }


def trigger_record(
    market: Market,
    rng: np.random.Generator,
    cast: Votes | None = None,
    ahead: Floats | None = None,
    every_day: bool = False,
    block: int = _BLOCK,
    draws: int = _DRAWS,
) -> pd.DataFrame:
    """Return the record of each signal: how often it fired, how often it was right, how often a false alarm.

    Parameters
    ----------
    market : Market
        History.
    rng : Generator
        Source of randomness.
    cast : Votes, optional
        Of the same history; with the usual rules when left out.
    ahead : ndarray, shape (n,), optional
        What followed: `spike_ahead` with its usual figures when left out.
    every_day : bool
        Judge every day it calls, instead of the day it begins to.
    block, draws : int
        Of the bootstrap.

    Returns
    -------
    DataFrame
        By signal: kind, and the columns of `score`.
    """
    cast = votes(market) if cast is None else cast
    ahead = spike_ahead(market) if ahead is None else ahead
    counts = block_counts(len(market), block, draws, rng)
    like = like_days(market)
    rows = {
        s.name: {"kind": s.kind, **score(cast.column(s.name), ahead, counts, like, every_day)}
        for s in cast.signals
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("signal")


def group_means(values: Floats, groups: NDArray[np.int64]) -> Floats:
    """Return by day the mean of the finite values of its group."""
    finite = np.isfinite(values)
    sums = np.bincount(groups, weights=np.where(finite, values, 0.0))
    sizes = np.bincount(groups, weights=finite)
    return (sums / np.where(sizes > 0, sizes, np.nan))[groups]


def _against_all(counts: Floats, values: ArrayLike, chosen: Bools) -> tuple[float, float, float, float]:
    """Return the mean of the chosen days, that of all, and the interval of their difference."""
    values = np.asarray(values, dtype=float)
    finite = np.isfinite(values)
    if not (finite & chosen).any():
        return np.nan, float(values[finite].mean()) if finite.any() else np.nan, np.nan, np.nan
    # One product for all four sums: reading the draws is what takes time.
    own, known = finite & chosen, np.where(finite, values, 0.0)
    days_own, sum_own, days, total = (counts @ np.column_stack([own, own * known, finite, known])).T
    apart = sum_own / np.where(days_own > 0, days_own, np.nan) - total / np.where(days > 0, days, np.nan)
    return float(values[own].mean()), float(values[finite].mean()), *interval(apart)


def _like(values: ArrayLike, chosen: Bools, groups: NDArray[np.int64]) -> float:
    """Return the mean of all days, weighted to be of the same groups as the chosen ones."""
    values = np.asarray(values, dtype=float)
    used = chosen & np.isfinite(values)
    return float(group_means(values, groups)[used].mean()) if used.any() else np.nan


def _share(chosen: Bools, among: Bools) -> float:
    """Return how many of some days were chosen."""
    return float((chosen & among).sum() / among.sum()) if among.any() else np.nan


_MOVED = {
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "activations": ("alvh_helpers.signals.quorum", "activations"),
    "block_counts": ("alvh_helpers.risk.bootstrap", "block_counts"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "TechnicalRules": ("alvh_helpers.signals.technical", "TechnicalRules"),
    "votes": ("alvh_helpers.signals.quorum", "votes"),
    "technical_readings": ("alvh_helpers.signals.technical", "technical_readings"),
    "front_gain": ("alvh_helpers.vix.futures", "front_gain"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
