"""Exercises of notebook 04, and the judge of a learner's own thresholds."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import pandas as pd

from alvh_helpers.course.exercises import SHARE_MISTAKES, Exercise, Mistake
from alvh_helpers.course.nb04_drift.alarms import judge
from alvh_helpers.course.nb04_drift.history import CondorHistory, condors_of_history
from alvh_helpers.course.nb04_drift.pools import impermanent_loss
from alvh_helpers.course.notebook import neat
from alvh_helpers.market.history import load_market
from alvh_helpers.positions.drift import Thresholds, drift_path, first_crossings
from alvh_helpers.positions.strikes import CondorStrikes, condor_strikes

__all__ = ["EPISODE", "EXERCISES", "design_result", "episode_condors"]


EPISODE = "Apr 2025"
"""Where the thresholds of exercise 04.5 are judged."""


_AUGUST = condor_strikes(1920, 1950, 2180, 2210)


_AUGUST_EXPIRY = "2015-09-18"


@cache
def episode_condors(whole: bool = False) -> CondorHistory:
    """Return the condors that judge a design: sold and settled around `EPISODE`, or those of the whole history."""
    market = load_market()
    return condors_of_history(market if whole else market.episode(EPISODE, before=90, after=75))


def design_result(levels: Any = ..., moves: Any = ..., *, since_sale: bool = False) -> pd.DataFrame | None:
    """Judge a learner's thresholds on an episode, and beside it on the whole history, each threshold alone.

    Rising levels of drift, and expected moves to a short strike (0 switches it off), as in `judge`; profits in percent of the
    wing. While nothing is chosen (``...``): a sentence and None.
    """
    if levels is ... or moves is ...:
        print("Choose first: rising levels such as (0.3, 0.6), and a number of expected moves (0 for none).")
        return None
    chosen = Thresholds(levels, moves=moves)
    episode, whole = (judge(episode_condors(w), chosen, since_sale=since_sale) for w in (False, True))
    table = episode.assign(**{"mean of all": whole["mean"], "worst of all": whole["worst"]})
    profits = dict.fromkeys(("mean", "worst", "mean of all", "worst of all"), "+.1%")
    return neat(table, profits)


def _notice() -> float:
    """Return the calendar days from the sale of 2015-08-04 to the first day beyond drift 0.8."""
    path = _august(_AUGUST)
    date = first_crossings(path, Thresholds((0.8,), moves=0))["date"].iloc[0]
    return float((date - path.index[0]).days)


def _august(strikes: CondorStrikes) -> pd.DataFrame:
    return drift_path(load_market().window("2015-08-04", _AUGUST_EXPIRY), strikes, _AUGUST_EXPIRY)


def _gain_of_closing() -> float:
    """Return what closing at drift 0.5 made over holding, in percent of the wing, around the episode."""
    means = judge(episode_condors(), Thresholds((0.5,), moves=0))["mean"]
    return 100 * float(means["0.5"] - means["hold"])


_MOVE = 4260 * 0.16 * math.sqrt(20 / 365)


EXERCISES = (
    Exercise(
        "04.1",
        "the drift of the condor 3900/3950/4350/4400 with the index at 4260",
        "as a signed number, 1 at the short call",
        lambda: (4260 - 4150) / 200,
        mistakes=(
            Mistake(lambda v: v / 2, "That is divided by the whole distance of the shorts; take half of it."),
            Mistake(lambda v: 110 / 250, "The long strikes do not count: measure between the shorts."),
            Mistake(lambda v: 1 - v, "That is what is left to the short call."),
            Mistake(lambda v: 110.0, "Those are points; divide by half the distance of the shorts."),
            *SHARE_MISTAKES,
        ),
    ),
    Exercise(
        "04.2",
        "the distance of the short call 4350 from the index at 4260, 20 calendar days left, at-the-money volatility 0.16",
        "expected moves",
        lambda: 90 / _MOVE,
        mistakes=(
            Mistake(
                lambda v: v * math.sqrt(252 / 365), "20 calendar days go with 365 days a year, not with 252."
            ),
            Mistake(lambda v: 90.0, "Those are points; divide by the expected move."),
            Mistake(lambda v: 90 / (4260 * 0.16), "That expected move is a whole year's."),
            Mistake(
                lambda v: 90 / (4260 * 0.16 * 20 / 365), "Volatility grows with the square root of time."
            ),
            Mistake(lambda v: v / 100, "Volatility 0.16 is 16 %: a factor of 100 has crept in."),
            Mistake(lambda v: -v, "Right size, wrong sign: the short call is out of the money."),
        ),
    ),
    Exercise(
        "04.3",
        "the impermanent loss of a constant-product pool after a price rise of 69 %",
        "as a signed share of what holding would be worth",
        lambda: float(impermanent_loss(0.69)),
        mistakes=(
            Mistake(lambda v: -(0.69**2) / 8, "That is the rule of thumb for small moves; use the formula."),
            Mistake(
                lambda v: math.sqrt(1.69) - 1.345,
                "That is per unit put in; divide by what holding is worth, 1.345.",
            ),
            Mistake(
                lambda v: 0.3, "That is what the pool gained; compare it with holding, which gained 34.5 %."
            ),
            *SHARE_MISTAKES,
        ),
    ),
    Exercise(
        "04.4",
        "the days from the sale of 2015-08-04 to the first close beyond drift 0.8 on either side, condor 1920/1950/2180/2210",
        "calendar days",
        _notice,
        rel_tol=0.001,
        mistakes=(
            Mistake(lambda v: 13.0, "Those are sessions; the answer is wanted in calendar days."),
            Mistake(lambda v: 20.0, "That is the first close beyond the short strike, drift 1."),
            Mistake(lambda v: 16.0, "That is one close too early: the index was still well inside."),
        ),
    ),
    Exercise(
        "04.5",
        "mean profit of closing at drift 0.5 (no distance) less mean profit of holding, for the judged episode",
        "percent of the wing",
        _gain_of_closing,
        mistakes=(
            Mistake(lambda v: -v, "Right size, wrong sign: closing less holding."),
            Mistake(lambda v: v / 100, "That is a share; the answer is wanted in percent of the wing."),
        ),
    ),
)
"""Exercises in the order in which the notebook asks them."""
