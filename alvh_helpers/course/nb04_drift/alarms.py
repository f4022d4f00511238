"""When the thresholds of condors fired over the whole history, and what followed (R5); what a drift "of 12 %" may mean.

Neighbouring condors live through the same weeks: their number says little about how much is known, so intervals come from
resampled blocks of condors. An alarm is looked for before the expiry only, at closes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import Floats
from alvh_helpers.course.nb04_drift.history import CondorHistory
from alvh_helpers.errors import CourseError
from alvh_helpers.positions.drift import Thresholds
from alvh_helpers.positions.strikes import expected_move, surface_strike_for_delta
from alvh_helpers.pricing.surface import SpxSurface
from alvh_helpers.risk.bootstrap import interval, resampled_means

__all__ = [
    "drift_alarms",
    "drift_readings",
    "judge",
    "notice",
    "reached",
    "read_thresholds",
    "what_followed",
    "with_intervals",
]


_LEAST = 20  # alarms, for an interval to mean something


def read_thresholds(levels: Any, moves: Any) -> Thresholds:
    """Return thresholds as a learner wrote them.

    Raises
    ------
    CourseError
        When they are no numbers, or none that `drift.Thresholds` takes.
    """
    try:
        numbers, distance = tuple(float(x) for x in levels), float(moves)
    except (TypeError, ValueError):
        raise CourseError(
            f"levels {levels!r} and moves {moves!r}: give rising levels such as (0.5, 0.8) and a number such as 0.5"
        ) from None
    return Thresholds(numbers, moves=distance)


def drift_alarms(history: CondorHistory, thresholds: Thresholds, *, since_sale: bool = False) -> pd.DataFrame:
    """Return when each threshold first fired, on each side.

    Parameters
    ----------
    history : CondorHistory
        From `driftstudies.condors_of_history`.
    thresholds : Thresholds
        Levels of drift, and expected moves to a short.
    since_sale : bool
        Count the drift from where the index stood at the sale instead of from the middle of the shorts.

    Returns
    -------
    DataFrame, a row a condor
        Sessions since the sale, NaN where it never fired before the expiry; columns (threshold, side): thresholds named
        as by `drift.fired`, sides "up" and "down".
    """
    position = history.drift - (history.drift[:, :1] if since_sale else 0.0)
    fires = {}
    for level in thresholds.drift:
        fires[f"{level:g}", "up"] = position >= level
        fires[f"{level:g}", "down"] = position <= -level
    if thresholds.moves:
        fires["moves", "up"] = history.call_moves < thresholds.moves
        fires["moves", "down"] = history.put_moves < thresholds.moves
    first = {name: _first(beyond & history.live) for name, beyond in fires.items()}
    return pd.DataFrame(first, index=history.sales).rename_axis(columns=["threshold", "side"])


def what_followed(history: CondorHistory, first: pd.DataFrame, counts: Floats) -> pd.DataFrame:
    """Return how often each threshold fired, how index and VIX stood, and what the condor did from there to expiry.

    Parameters
    ----------
    history : CondorHistory
        From `driftstudies.condors_of_history`.
    first : DataFrame
        From `alarms`, or any table of sessions of the same form.
    counts : ndarray, shape (draws, condors)
        From `resample.block_counts`, for the 95 % intervals.

    Returns
    -------
    DataFrame, a row a column of `first`
        ``fired``, ``at_sale`` (fired on the evening of the sale), ``session`` (median), ``vix_change`` since the sale
        (median, points), ``mark`` (mean profit at the alarm); and each with ``_low`` and ``_high``: ``share`` of all
        condors, ``vix_rose`` and ``lost`` (shares of those that fired: VIX above that of the sale, settled with a loss),
        ``after`` (mean profit from the alarm to expiry). Profits are shares of the wing; below 20 alarms the intervals,
        and without any the figures, are NaN.
    """
    settled, rows, shares = history.settled, {}, {}
    for name, session in first.items():
        fired = session.notna().to_numpy()
        mark = history.at(history.profit, session)
        change = history.at(history.vix, session) - history.vix[:, 0]
        rows[name] = {"fired": fired.sum(), "at_sale": (session == 0).sum(), "session": session.median()}
        rows[name] |= {"vix_change": pd.Series(change).median(), "mark": pd.Series(mark).mean()}
        alarmed = {"vix_rose": change > 0, "lost": settled < 0, "after": settled - mark}
        shares[*name, "share"] = fired.astype(float)
        shares |= {(*name, kind): np.where(fired, values, np.nan) for kind, values in alarmed.items()}
    for (*name, kind), estimate in _estimates(pd.DataFrame(shares), counts).iterrows():
        ends = {f"{kind}_low": estimate["low"], f"{kind}_high": estimate["high"]}
        rows[tuple(name)] |= {kind: estimate["mean"]} | ends
    return pd.DataFrame.from_dict(rows, orient="index")


def _estimates(values: pd.DataFrame, counts: Floats) -> pd.DataFrame:
    """Return the mean of each column's numbers and its interval, if there are enough of them for one."""
    draws = resampled_means(counts, values.to_numpy())
    enough = values.notna().sum() >= _LEAST
    ends = [interval(draw) if some else (np.nan, np.nan) for draw, some in zip(draws.T, enough)]
    return pd.DataFrame(ends, columns=["low", "high"], index=values.columns).assign(mean=values.mean())


def with_intervals(
    table: pd.DataFrame, names: tuple[str, ...] = ("share", "vix_rose", "lost")
) -> pd.DataFrame:
    """Return a table of `what_followed` in which a share and its interval are one text: ``42% (36 to 47)``."""
    told = table.drop(columns=[f"{name}_{end}" for name in names for end in ("low", "high")])
    for name in names:
        ends = table[[name, f"{name}_low", f"{name}_high"]].to_numpy(float)
        told[name] = [
            "-"
            if np.isnan(mean)
            else f"{mean:.0%}" + ("" if np.isnan(low) else f" ({100 * low:.0f} to {100 * high:.0f})")
            for mean, low, high in ends
        ]
    return told


def notice(history: CondorHistory, first: pd.DataFrame) -> pd.DataFrame:
    """Return how much notice each alarm gave before the index first closed beyond the short strike of its side.

    Parameters
    ----------
    history : CondorHistory
        From `driftstudies.condors_of_history`.
    first : DataFrame
        From `alarms`.

    Returns
    -------
    DataFrame, a row a column of `first`
        ``breaches`` (condors with a close beyond that short, expiry included), ``on_time`` (share of them with the alarm
        on an earlier close), ``sessions`` (median notice of those), ``false`` (alarms that no breach followed).
    """
    rows = {}
    for (threshold, side), session in first.items():
        beyond = history.drift > 1 if side == "up" else history.drift < -1
        breach, session = _first(beyond), session.to_numpy()
        breached, lead = ~np.isnan(breach), breach - session
        early = lead > 0
        rows[threshold, side] = {
            "breaches": breached.sum(),
            "on_time": early.sum() / max(breached.sum(), 1),
            "sessions": np.median(lead[early]) if early.any() else np.nan,
            "false": (~np.isnan(session) & ~breached).sum(),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def judge(history: CondorHistory, thresholds: Thresholds, *, since_sale: bool = False) -> pd.DataFrame:
    """Return what a set of thresholds did for some condors, each threshold alone, whichever side fired first.

    Parameters
    ----------
    history, thresholds, since_sale
        As in `alarms`.

    Returns
    -------
    DataFrame, a row a threshold, last ``"hold"``
        ``fired`` (condors), ``session`` (median), ``false`` (fired, and yet settled without a loss), ``missed`` (settled
        with a loss and never fired), ``mean`` and ``worst``: profit, as a share of the wing, of who closes at the mark of
        the first alarm and otherwise holds to expiry.
    """
    first = drift_alarms(history, thresholds, since_sale=since_sale)
    either = first.T.groupby(level="threshold", sort=False).min().T
    either["hold"] = np.nan
    settled, rows = history.settled, {}
    for name, session in either.items():
        fired = session.notna().to_numpy()
        profit = np.where(fired, history.at(history.profit, session), settled)
        rows[name] = {
            "fired": fired.sum(),
            "session": session.median(),
            "false": (fired & (settled >= 0)).sum(),
            "missed": (~fired & (settled < 0)).sum(),
            "mean": profit.mean(),
            "worst": profit.min(),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def drift_readings(
    surface: SpxSurface, strikes: ArrayLike, time: ArrayLike, short_delta: float, share: float = 0.12
) -> dict[str, tuple[Floats, Floats]]:
    """Return where the index stands after a drift "of 12 %", for each way to read that.

    Parameters
    ----------
    surface : SpxSurface, shape D
        Evening of the sale, or many.
    strikes : array_like, shape D + (4,)
        Long put, short put, short call, long call.
    time : array_like, shape D
        Years to expiry.
    short_delta : float
        Delta of the shorts at the sale.
    share : float
        The number to be read, a decimal.

    Returns
    -------
    dict of reading to (up, down)
        Index levels, points, of shape D each.

    Notes
    -----
    For the delta the smile slides along with the index and no time passes, so that delta depends on strike / index only.
    """
    spot, time = surface.spot, np.asarray(time, float)
    _, put, call, _ = np.moveaxis(np.asarray(strikes, float), -1, 0)
    half, middle = (call - put) / 2, (call + put) / 2
    move = expected_move(spot, surface.atm_vol(time), time)
    flags = np.reshape(["p", "c"], (1,) * np.ndim(spot) + (2,))
    nearer = surface_strike_for_delta(surface, short_delta + share, flags, time[..., None])
    return {
        "of the index": (spot * (1 + share), spot * (1 - share)),
        "a year, as a trend": (spot * np.exp(share * time), spot * np.exp(-share * time)),
        "of one expected move": (spot + share * move, spot - share * move),
        "of the way to the short strike": (spot + share * (call - spot), spot - share * (spot - put)),
        "of half the shorts' distance, from the middle": (middle + share * half, middle - share * half),
        "of half the shorts' distance, from the sale": (spot + share * half, spot - share * half),
        "of the shorts' distance, from the sale": (spot + 2 * share * half, spot - 2 * share * half),
        "more delta on the short": (spot * call / nearer[..., 1], spot * put / nearer[..., 0]),
    }


def reached(history: CondorHistory, levels: dict[str, tuple[Floats, Floats]]) -> pd.DataFrame:
    """Return how often the index closed at or beyond such levels after the sale and up to the expiry.

    Parameters
    ----------
    history : CondorHistory
        From `driftstudies.condors_of_history`.
    levels : dict of name to (up, down)
        Levels of shape (n,), one a condor, as from `drift_readings` on `history.surface`.

    Returns
    -------
    DataFrame, a row a name
        ``up`` and ``down``: condors; ``share_up`` and ``share_down``: of all.
    """
    high, low = (extreme(history.spx[:, 1:], axis=1) for extreme in (np.nanmax, np.nanmin))
    rows = {name: ((high >= up).sum(), (low <= down).sum()) for name, (up, down) in levels.items()}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["up", "down"])
    return table.assign(share_up=table["up"] / len(history), share_down=table["down"] / len(history))


def _first(beyond: NDArray[np.bool_]) -> Floats:
    """Return the first session on which something holds, NaN where on none."""
    return np.where(beyond.any(axis=1), beyond.argmax(axis=1), np.nan)
