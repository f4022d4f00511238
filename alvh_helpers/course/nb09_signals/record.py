"""What calls were worth (K12, K16, K17): what followed them, against what followed any day.

A hedge is for a spike. Here a day counts as the eve of one when VIX closes `rise` points or more above that
day's close at least once in the next `horizon` sessions. Such windows overlap and spikes come in clusters, so
every interval resamples long blocks of the whole history. Everywhere ``called`` is a table of days x callers
with 1, 0 or NaN (no data), ``ahead`` what followed each day, NaN where it is not known yet, and ``counts``
the draws of `risk.block_counts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market
from alvh_helpers.risk.bootstrap import interval, resampled_means
from alvh_helpers.signals.quorum import Quorum, activations, decide
from alvh_helpers.signals.voting import FUNDAMENTAL, TECHNICAL, Votes
from alvh_helpers.vix.futures import front_gain

__all__ = [
    "ACCOUNT_EDGE",
    "EDGE",
    "Lifts",
    "ablation_changes",
    "block_intervals",
    "call_record",
    "forward_moves",
    "group_means",
    "lift_table",
    "lifts",
    "like_days",
    "macro_help",
    "quorum_votes",
    "spike_ahead",
    "standing",
    "vix_rsi_study",
]


EDGE = 0.005
"""A bound of a share nearer to zero than this is moved across it by another seed or by longer blocks."""


ACCOUNT_EDGE = 0.001
"""The same for the return a year of an account."""


def spike_ahead(market: Market, rise: float = 5.0, horizon: int = 20) -> Floats:
    """Return by day whether VIX closes `rise` points higher within the next `horizon` sessions: 1 or 0.

    NaN on the last `horizon` days. It looks ahead on purpose: it judges signals, it is none.

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
        ahead[: len(highest)] = highest - vix[: len(highest)] >= rise
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

    How far VIX may still climb depends on where it stands. A signal that merely tells a high VIX from a low one
    is judged by that; against days of like VIX it is not. The groups are quantiles of the whole history: for
    judging, not for deciding.
    """
    return pd.qcut(market.table["vix"], groups, labels=False, duplicates="drop").to_numpy(dtype=np.int64)


def group_means(values: Floats, groups: NDArray[np.int64]) -> Floats:
    """Return by day the mean of the finite values of its group."""
    finite = np.isfinite(values)
    sums = np.bincount(groups, weights=np.where(finite, values, 0.0))
    sizes = np.bincount(groups, weights=finite)
    return (sums / np.where(sizes > 0, sizes, np.nan))[groups]


def quorum_votes(cast: Votes, quorums: Mapping[str, Quorum]) -> pd.DataFrame:
    """Return by day and quorum: 1 where it is reached, 0 where not, NaN where the voters with data could not."""
    tables = {name: decide(cast, rule) for name, rule in quorums.items()}
    return pd.DataFrame({n: t["reached"].astype(float).where(t["possible"]) for n, t in tables.items()})


class Lifts(NamedTuple):
    """What followed calls, less what followed any day on which the caller had data.

    By caller and outcome, shape (k, h): ``days``, calls that could be judged; ``called`` and ``base``, the mean
    outcome after calls and after all voting days. ``drawn``, shape (draws, k, h): their difference in each draw.
    """

    days: Floats
    called: Floats
    base: Floats
    drawn: Floats


def lifts(called: ArrayLike, outcomes: ArrayLike, counts: Floats, first: bool = False) -> Lifts:
    """Compare calls, shape (n, k), with any voting day by several outcomes, shape (n, h), at once.

    With `first` only the first day of each run of calls is judged.
    """
    votes, after = np.asarray(called, dtype=float), np.asarray(outcomes, dtype=float)
    known = np.isfinite(votes)
    on = np.column_stack([activations(v) for v in votes.T]) if first else np.nan_to_num(votes) > 0
    judged, value = np.isfinite(after), np.nan_to_num(after)
    shape = (votes.shape[1], after.shape[1])
    columns = [
        (side[:, :, None] * what[:, None, :]).reshape(len(votes), -1)
        for side in (on, known)
        for what in (judged, value)
    ]
    stacked = np.hstack(columns).astype(float)
    sums = np.vstack([stacked.sum(axis=0), counts @ stacked]).reshape(-1, 4, *shape)
    days, own, all_days, total = sums.swapaxes(0, 1)
    called_mean = own / np.where(days > 0, days, np.nan)
    base = total / np.where(all_days > 0, all_days, np.nan)
    return Lifts(days[0], called_mean[0], base[0], (called_mean - base)[1:])


def lift_table(
    called: pd.DataFrame, outcomes: pd.DataFrame, counts: Floats, first: bool = False
) -> pd.DataFrame:
    """Return `lifts` as a table: a row for each caller and outcome, with 95 % intervals.

    Returns
    -------
    DataFrame
        Indexed by ``signal`` and ``outcome``: ``days``, ``called``, ``base``, ``lift``, ``low``, ``high``.
    """
    found = lifts(called.to_numpy(), outcomes.to_numpy(), counts, first)
    rows = {}
    for i, name in enumerate(called):
        for j, outcome in enumerate(outcomes):
            lift = found.called[i, j] - found.base[i, j]
            point = (int(found.days[i, j]), found.called[i, j], found.base[i, j], lift)
            rows[name, outcome] = (*point, *interval(found.drawn[:, i, j]))
    index = pd.MultiIndex.from_tuples(rows, names=["signal", "outcome"])
    return pd.DataFrame(rows.values(), index, ["days", "called", "base", "lift", "low", "high"])


def vix_rsi_study(
    market: Market, vote: pd.Series, horizons: Sequence[int], tail: float, counts: Floats
) -> pd.DataFrame:
    """Measure K12: what VIX and the front future did after the RSI of VIX called, against all days.

    Returns
    -------
    DataFrame
        A row for each of ``sessions``, ``event`` ('level': every day above; 'crossing': the first of a run) and
        ``instrument`` (vix, vx1): ``days``; ``mean`` change in points, ``all`` days' mean, ``low`` and ``high`` of
        their difference (95 %), ``like``, the mean of days of like VIX, and ``beyond``, mean less like, with
        ``beyond_low`` and ``beyond_high``; ``tail``, how often the change was `tail` points or more, and
        ``tail_all``, ``tail_low``, ``tail_high`` the same way.
    """
    like, parts = like_days(market), {}
    for horizon in horizons:
        change = forward_moves(market, horizon).where(vote.notna(), axis=0)
        own = change.apply(lambda x: x - group_means(x.to_numpy(), like))
        spike = (change >= tail).where(change.notna())
        for event in ("level", "crossing"):
            mean, beyond, often = (
                lift_table(vote.to_frame(), y, counts, event == "crossing").droplevel("signal")
                for y in (change, own, spike)
            )
            table = mean[["days", "called", "base", "low", "high"]].set_axis(
                ["days", "mean", "all", "low", "high"], axis=1
            )
            table["like"] = table["mean"] - beyond["called"]
            for word, found in (("beyond", beyond), ("tail", often)):
                table[[word, f"{word}_all", f"{word}_low", f"{word}_high"]] = found[
                    ["called", "base", "low", "high"]
                ]
            parts[horizon, event] = table.drop(columns="beyond_all")
    return pd.concat(parts, names=["sessions", "event", "instrument"]).reset_index()


def call_record(called: pd.DataFrame, ahead: Floats) -> pd.DataFrame:
    """Return how often callers called, and how often they were right, on the days that can be judged.

    Returns
    -------
    DataFrame
        By caller: ``activations``, runs of calls; ``on``, share of the days on which it calls; ``right``, share of
        its calls that a spike followed; ``base``, the same of all days; ``false_positive_rate``, share of the days
        without a spike ahead on which it called; ``warned``, share of the days with one on which it called.
    """
    rows = {}
    for name, vote in called.items():
        known = vote.notna() & np.isfinite(ahead)
        on, after = vote[known] > 0, pd.Series(ahead, called.index)[known]
        shares = (on.mean(), after[on].mean(), after.mean(), on[after == 0].mean(), on[after == 1].mean())
        rows[name] = (int(activations(vote)[known].sum()), *shares)
    columns = ["activations", "on", "right", "base", "false_positive_rate", "warned"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def macro_help(
    cast: Votes, least: Sequence[int], ahead: Floats, like: NDArray[np.int64], counts: Floats
) -> pd.DataFrame:
    """Measure K17 on days: whether technical calls were right more often when a fundamental one agreed.

    Returns
    -------
    DataFrame
        By number of technical calls, at `least` so many: days with and without a fundamental call, how often a
        spike followed each, their ``difference`` and its interval (95 %); ``beyond``, the same difference after
        each day is set against days of like VIX, with ``beyond_low`` and ``beyond_high``.
    """
    table = decide(cast, Quorum(1, technical=0, fundamental=0))
    technical, agreed = table[TECHNICAL].to_numpy(), table[FUNDAMENTAL].to_numpy() > 0
    known, own, rows = np.isfinite(ahead), ahead - group_means(ahead, like), {}
    for calls in least:
        both, alone = ((technical >= calls) & side & known for side in (agreed, ~agreed))
        if not (both.any() and alone.any()):
            continue
        rows[calls] = [both.sum(), alone.sum(), ahead[both].mean(), ahead[alone].mean()]
        for y in (ahead, own):
            apart = resampled_means(counts, y, both) - resampled_means(counts, y, alone)
            rows[calls] += [y[both].mean() - y[alone].mean(), *interval(apart)]
    columns = ["days_with", "days_without", "right_with", "right_without", "difference", "low", "high"]
    columns += ["beyond", "beyond_low", "beyond_high"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("technical calls")


def ablation_changes(
    called: pd.DataFrame, ahead: Floats, counts: Floats, against: str = "all"
) -> pd.DataFrame:
    """Return what each quorum was worth, and how much less or more than one of them, on the same draws.

    Returns
    -------
    DataFrame
        By quorum: ``on``, share of days; ``right``; ``lift``, ``low``, ``high``; ``change`` against the one named,
        ``change_low``, ``change_high`` (95 %); ``warned``, share of the days with a spike ahead on which it called.
    """
    if against not in called:
        raise CourseError(f"no quorum {against!r}; there are {', '.join(called)}")
    found, at = lifts(called.to_numpy(), ahead[:, None], counts), list(called).index(against)
    lift, rows = (found.called - found.base)[:, 0], {}
    for i, name in enumerate(called):
        vote = called[name].to_numpy()
        eve = np.isfinite(vote) & (ahead == 1)
        apart = found.drawn[:, i, 0] - found.drawn[:, at, 0]
        worth = (lift[i], *interval(found.drawn[:, i, 0]), lift[i] - lift[at], *interval(apart))
        rows[name] = (float(np.nanmean(vote)), found.called[i, 0], *worth, float(vote[eve].mean()))
    columns = ["on", "right", "lift", "low", "high", "change", "change_low", "change_high", "warned"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("voters")


def block_intervals(
    called: pd.DataFrame, ahead: Floats, block: int, draws: int, rng: np.random.Generator
) -> pd.DataFrame:
    """Return what calls were worth with intervals from very many draws, for records that lie close to zero.

    The draws are those of `risk.block_counts`, summed block by block, so that none is ever laid out.

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


def standing(low: float, high: float, edge: float = EDGE) -> str:
    """Return where an interval lies: 'surely above' or 'surely below' zero, 'at the edge', or 'cannot be told'.

    A bound nearer to zero than `edge` is not sure.
    """
    if low > edge or high < -edge:
        return "surely above" if low > edge else "surely below"
    return "at the edge" if low > -edge or high < edge else "cannot be told"
