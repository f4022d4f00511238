"""Exercises of notebook 09: an RSI by hand, runs, luck, false positives, hindsight."""

from __future__ import annotations

import numpy as np

from alvh_helpers.course.exercises import SHARE_MISTAKES, Exercise, Mistake
from alvh_helpers.market.history import load_market
from alvh_helpers.signals.quorum import activations
from alvh_helpers.signals.technical import rsi

__all__ = ["EXERCISES"]


_RISE, _FALL, _CHANGE, _DAYS = 0.50, 0.40, 2.00, 14


def _above_in_2018() -> np.ndarray:
    """Return whether the RSI of VIX was above 60, for the days of 2018 and the session before them."""
    market = load_market()
    index = rsi(market.table["vix"].to_numpy(), _DAYS)
    first, last = market.sessions.searchsorted(np.array(["2018-01-01", "2019-01-01"], dtype="M8[ns]"))
    return index[first - 1 : last] > 60


def _runs_in_2018() -> float:
    """Return how many runs above 60 began in 2018."""
    return float(activations(_above_in_2018())[1:].sum())


def _index(share: float) -> float:
    """Return the index after one more rise when each average takes this share of the new change."""
    rise = _RISE + share * (_CHANGE - _RISE)
    return 100 * rise / (rise + (1 - share) * _FALL)


EXERCISES = (
    Exercise(
        "09.1",
        "tonight's RSI(14) by Wilder (average rise 0.50, average fall 0.40, VIX rises by 2.00 points)",
        "from 0 to 100",
        lambda: _index(1 / _DAYS),
        rel_tol=0.003,
        mistakes=(
            Mistake(
                lambda v: _index(2 / (_DAYS + 1)),
                "That takes 2/15 of the new change, as an exponential average does; Wilder takes 1/14.",
            ),
            Mistake(
                lambda v: 100 * (_RISE + 1.5 / _DAYS) / (_RISE + 1.5 / _DAYS + _FALL),
                "The average fall shrinks as well: today's fall is 0, and it counts.",
            ),
            Mistake(
                lambda v: 100 * _RISE / (_RISE + _FALL), "That was last night's; today's rise is missing."
            ),
            Mistake(lambda v: v / 100, "Wilder's index runs from 0 to 100."),
            Mistake(
                lambda v: v / (100 - v), "That is the ratio of rise to fall, before it is made an index."
            ),
            Mistake(lambda v: 100 - v, "That is the share of the falls; a rising VIX has a high index."),
        ),
    ),
    Exercise(
        "09.2",
        "how many runs of days with RSI(14) of VIX above 60 began in 2018",
        "runs",
        _runs_in_2018,
        rel_tol=0.001,
        mistakes=(
            Mistake(
                lambda v: float(_above_in_2018()[1:].sum()),
                "Those are days above 60; a run counts once, on its first day.",
            ),
            Mistake(
                lambda v: float(np.abs(np.diff(_above_in_2018().astype(int))).sum()),
                "Those are crossings in both directions; count the upward ones.",
            ),
            Mistake(lambda v: v + 1, "One too many: does a run count that began before the year did?"),
        ),
    ),
    Exercise(
        "09.3",
        "how many of 12 x 4 records, each judged by a 90 % interval, lie wholly above zero by luck alone",
        "records on average",
        lambda: 12 * 4 * 0.05,
        mistakes=(
            Mistake(lambda v: 2 * v, "Those are both sides together; half of them lie below zero."),
            Mistake(
                lambda v: v / 2,
                "That is for intervals of 95 %; one of 90 % leaves out 10 %, half of it above.",
            ),
            Mistake(lambda v: v / 4, "There are four horizons, so 48 records."),
            Mistake(lambda v: v / 48, "That is the chance of a single record; there are 48."),
            Mistake(lambda v: 0.0, "An interval of 90 % leaves out 10 % of luck, half of it above."),
            Mistake(lambda v: float(round(v)), "An average need not be a whole number: do not round it."),
        ),
    ),
    Exercise(
        "09.4",
        "the false-positive rate of a quorum reached on 24 of 100 days, 10 of them among the 30 days that a spike followed",
        "decimal",
        lambda: 14 / 70,
        mistakes=(
            Mistake(
                lambda v: 14 / 24, "That is the share of its calls that were false; divide by the quiet days."
            ),
            Mistake(lambda v: 14 / 100, "Out of the days on which it could be wrong: those without a spike."),
            Mistake(lambda v: 10 / 30, "That is the share of spikes it warned of."),
            Mistake(lambda v: 24 / 100, "That is how often it calls, rightly or wrongly."),
            *SHARE_MISTAKES[:1],
            *SHARE_MISTAKES[3:],
        ),
    ),
    Exercise(
        "09.5",
        "why property shares and growth seem to see spikes coming when every figure counts in its own month",
        "choice",
        lambda: "lag",
        choices={
            "lag": "The figure of a month is made by that month, crash and all; whoever counts it from the first has read the newspaper of the last day.",
            "threshold": "The thresholds are the same with and without the lag.",
            "cluster": "Runs are as long with the lag as without: a shift leaves them whole.",
            "luck": "A shift of a month or four would not turn luck into intervals far above zero for just the figures that a crash moves.",
        },
    ),
)
"""Exercises in the order in which the notebook asks them."""
