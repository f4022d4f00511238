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

from alvh_helpers.arrays import Bools, Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market
from alvh_helpers.risk.bootstrap import block_counts, interval, resampled_means
from alvh_helpers.signals.quorum import Quorum, activations, decide, votes
from alvh_helpers.signals.technical import TechnicalRules, technical_readings
from alvh_helpers.signals.voting import FUNDAMENTAL, TECHNICAL, Votes
from alvh_helpers.vix.futures import front_gain

__all__ = [
    "ablation",
    "block_intervals",
    "forward_moves",
    "group_means",
    "like_days",
    "macro_help",
    "quorum_curve",
    "reached",
    "score",
    "spike_ahead",
    "trigger_record",
    "vix_rsi_study",
]


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


_BLOCK, _DRAWS = 126, 1000


def quorum_curve(
    market: Market,
    rng: np.random.Generator,
    cast: Votes | None = None,
    ks: Sequence[int] = range(2, 10),
    both_kinds: bool = True,
    ahead: Floats | None = None,
    every_day: bool = False,
    block: int = _BLOCK,
    draws: int = _DRAWS,
) -> pd.DataFrame:
    """Measure K16: activations and false alarms of the quorum, by how many signals it takes.

    Parameters
    ----------
    market : Market
        History.
    rng : Generator
        Source of randomness.
    cast : Votes, optional
        Of the same history; with the usual rules when left out.
    ks : sequence of int
        Calls needed.
    both_kinds : bool
        At least one technical and one fundamental call among them, as the sources want it.
    ahead, every_day, block, draws : ndarray, bool, int, int
        As in `trigger_record`.

    Returns
    -------
    DataFrame
        By k: the columns of `score`. Days on which the voters with data could not reach the quorum are left out.
    """
    cast = votes(market) if cast is None else cast
    ahead = spike_ahead(market) if ahead is None else ahead
    counts = block_counts(len(market), block, draws, rng)
    least, like = int(both_kinds), like_days(market)
    rules = {k: Quorum(k, technical=least, fundamental=least) for k in ks}
    rows = {k: score(reached(cast, rule), ahead, counts, like, every_day) for k, rule in rules.items()}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("k")


def ablation(
    market: Market,
    rng: np.random.Generator,
    k: int = 4,
    cast: Votes | None = None,
    ahead: Floats | None = None,
    every_day: bool = False,
    block: int = _BLOCK,
    draws: int = _DRAWS,
) -> pd.DataFrame:
    """Measure K17 on signals: the quorum with all voters, without each fundamental one, with technical ones only.

    Parameters
    ----------
    market, rng, cast, ahead, every_day, block, draws : as in `quorum_curve`
        Same meaning.
    k : int
        Calls needed. With fewer voters the same k is harder to reach: look at ``warned`` beside ``lift``.

    Returns
    -------
    DataFrame
        By set of voters: the columns of `score`.
    """
    cast = votes(market) if cast is None else cast
    ahead = spike_ahead(market) if ahead is None else ahead
    counts = block_counts(len(market), block, draws, rng)
    rules, like = {"all": Quorum(k)}, like_days(market)
    for name in cast.of_kind(FUNDAMENTAL):
        rules[f"without {name}"] = Quorum(k, tuple(other for other in cast.names if other != name))
    rules["technical only"] = Quorum(k, cast.of_kind(TECHNICAL), fundamental=0)
    rows = {name: score(reached(cast, rule), ahead, counts, like, every_day) for name, rule in rules.items()}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("voters")


def macro_help(
    market: Market,
    rng: np.random.Generator,
    cast: Votes | None = None,
    least: Sequence[int] = (1, 2, 3, 4, 5),
    ahead: Floats | None = None,
    block: int = _BLOCK,
    draws: int = _DRAWS,
) -> pd.DataFrame:
    """Measure K17 on days: whether technical calls were right more often when a fundamental one agreed.

    Parameters
    ----------
    market, rng, cast, ahead, block, draws : as in `quorum_curve`
        Same meaning.
    least : sequence of int
        Technical calls at least.

    Returns
    -------
    DataFrame
        By number of technical calls: days with and without a fundamental call, how often a spike followed
        each, their difference, and its interval (95 %); ``beyond``, the same difference after each day is
        set against days of like VIX, with ``beyond_low`` and ``beyond_high``.
    """
    cast = votes(market) if cast is None else cast
    ahead = spike_ahead(market) if ahead is None else ahead
    counts = block_counts(len(market), block, draws, rng)
    table = decide(cast, Quorum(1, technical=0, fundamental=0))
    technical, agreed = table[TECHNICAL].to_numpy(), table[FUNDAMENTAL].to_numpy() > 0
    own, rows = ahead - group_means(ahead, like_days(market)), {}
    for calls in least:
        groups = [
            (technical >= calls) & agreed & np.isfinite(ahead),
            (technical >= calls) & ~agreed & np.isfinite(ahead),
        ]
        sizes = [int(g.sum()) for g in groups]
        if not min(sizes):
            continue
        right, beyond = ([float(y[g].mean()) for g in groups] for y in (ahead, own))
        apart, apart_own = (
            resampled_means(counts, y, groups[0]) - resampled_means(counts, y, groups[1])
            for y in (ahead, own)
        )
        rows[calls] = (
            *sizes,
            *right,
            right[0] - right[1],
            *interval(apart),
            beyond[0] - beyond[1],
            *interval(apart_own),
        )
    columns = ["days_with", "days_without", "right_with", "right_without", "difference", "low", "high"]
    columns += ["beyond", "beyond_low", "beyond_high"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("technical calls")


def block_intervals(
    called: pd.DataFrame, ahead: Floats, block: int, draws: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Return what calls were worth with intervals from very many draws, for records that lie close to zero.

    The draws are those of `resample.block_counts`, summed block by block, so that none is ever laid out.

    Parameters
    ----------
    called : DataFrame, shape (n, k)
        1, 0 or NaN by day and caller.
    ahead : ndarray, shape (n,)
        From `signalstudies.spike_ahead`.
    block, draws : int
        Sessions in a block; how many draws.
    rng : Generator
        Source of randomness.

    Returns
    -------
    DataFrame
        By caller: ``lift``, share of the calls that a spike followed less that of all voting days; ``low``, ``high`` (95 %).

    Raises
    ------
    CourseError
        When the block does not fit into the history, or there are no draws.
    """
    vote, n = called.to_numpy(dtype=float), len(called)
    if not 1 <= block <= n or draws < 1:
        raise CourseError(f"blocks of {block} days, {draws} draws: a block fits into the {n} days")
    on, known = np.nan_to_num(vote) > 0, np.isfinite(vote)
    judged, value = np.isfinite(ahead)[:, None], np.nan_to_num(ahead)[:, None]
    columns = np.hstack([on * judged, on * value, known * judged, known * value]).astype(float)
    running = np.vstack([np.zeros(columns.shape[1]), np.vstack([columns, columns]).cumsum(axis=0)])
    lengths = np.full(-(-n // block), block)
    lengths[-1] = n - block * (len(lengths) - 1)
    starts = rng.integers(0, n, size=(draws, len(lengths)))
    drawn = sum(running[at + size] - running[at] for at, size in zip(starts.T, lengths, strict=True))
    days, own, every, total = np.vstack([running[n], drawn]).reshape(draws + 1, 4, -1).swapaxes(0, 1)
    lift = own / np.where(days > 0, days, np.nan) - total / np.where(every > 0, every, np.nan)
    rows = [(x[0], *interval(x[1:])) for x in lift.T]
    return pd.DataFrame(rows, called.columns, ["lift", "low", "high"])


def reached(cast: Votes, quorum: Quorum) -> Floats:
    """Return by day 1 where a quorum is reached, 0 where not, NaN where the voters with data could not reach it."""
    table = decide(cast, quorum)
    return np.where(table["possible"], table["reached"].astype(float), np.nan)
