"""What the quorum was worth: K16 (false hedges avoided, by k) and K17 (whether macro votes help), on signals alone.

What a hedge cost is another question, for the replay. Here a call is right when a spike follows it
(`signalstudies.spike_ahead`); intervals resample long blocks of the whole history.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market
from alvh_helpers.risk.bootstrap import block_counts, interval, resampled_means
from alvh_helpers.signals.quorum import Quorum, decide, votes
from alvh_helpers.signals.voting import FUNDAMENTAL, TECHNICAL, Votes
from alvh_helpers.signalstudies import group_means, like_days, score, spike_ahead

__all__ = ["ablation", "block_intervals", "macro_help", "quorum_curve", "reached"]


Floats = NDArray[np.float64]


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


_MOVED = {
    "FUNDAMENTAL": ("alvh_helpers.signals.voting", "FUNDAMENTAL"),
    "TECHNICAL": ("alvh_helpers.signals.voting", "TECHNICAL"),
    "Votes": ("alvh_helpers.signals.voting", "Votes"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "Quorum": ("alvh_helpers.signals.quorum", "Quorum"),
    "decide": ("alvh_helpers.signals.quorum", "decide"),
    "block_counts": ("alvh_helpers.risk.bootstrap", "block_counts"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "resampled_means": ("alvh_helpers.risk.bootstrap", "resampled_means"),
    "votes": ("alvh_helpers.signals.quorum", "votes"),
    "group_means": ("alvh_helpers.signalstudies", "group_means"),
    "like_days": ("alvh_helpers.signalstudies", "like_days"),
    "score": ("alvh_helpers.signalstudies", "score"),
    "spike_ahead": ("alvh_helpers.signalstudies", "spike_ahead"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
