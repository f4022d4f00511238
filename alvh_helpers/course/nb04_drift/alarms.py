"""When the thresholds of condors fired over the whole history, and what followed (R5).

Neighbouring condors live through the same weeks: their number says little about how much is known, so intervals come from
resampled blocks of condors. An alarm is looked for before the expiry only, at closes.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.arrays import Floats
from alvh_helpers.course.nb04_drift.history import CondorHistory
from alvh_helpers.positions.drift import Thresholds
from alvh_helpers.risk.bootstrap import interval, resampled_means

__all__ = ["drift_alarms", "judge", "what_followed"]


_LEAST = 20  # alarms, for an interval to mean something


def drift_alarms(history: CondorHistory, thresholds: Thresholds, *, since_sale: bool = False) -> pd.DataFrame:
    """Return when each threshold first fired, on each side: in sessions since the sale, NaN where never before the expiry.

    A row a condor; columns (threshold, side), thresholds named as by `fired`, sides "up" and "down". `since_sale` counts
    the drift from where the index stood at the sale instead of from the middle of the shorts.
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
        From `condors_of_history`.
    first : DataFrame
        From `drift_alarms`, or any table of sessions of the same form.
    counts : ndarray, shape (draws, condors)
        From `block_counts`, for the 95 % intervals.

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


def judge(history: CondorHistory, thresholds: Thresholds, *, since_sale: bool = False) -> pd.DataFrame:
    """Return what a set of thresholds did for some condors, each threshold alone, whichever side fired first.

    Parameters as in `drift_alarms`. A row a threshold, last ``"hold"``: ``fired`` (condors), ``session`` (median),
    ``false`` (fired, and yet settled without a loss), ``missed`` (settled with a loss and never fired); ``mean`` and
    ``worst`` profit, as a share of the wing, of who closes at the mark of the first alarm and otherwise holds.
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


def _first(beyond: NDArray[np.bool_]) -> Floats:
    """Return the first session on which something holds, NaN where on none."""
    return np.where(beyond.any(axis=1), beyond.argmax(axis=1), np.nan)
