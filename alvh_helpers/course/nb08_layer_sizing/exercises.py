"""Exercises of notebook 08: units by vega, what a credit buys, the smallest account, coverage as a ratio of sums."""

from __future__ import annotations

import math
from functools import cache

import pandas as pd

from alvh_helpers.course.exercises import DOLLAR_MISTAKES, SHARE_MISTAKES, Exercise, Mistake
from alvh_helpers.course.nb08_layer_sizing.study import condors_by_day, coverage_ladder, units_by_day
from alvh_helpers.simulation.daily import load_daily_market

__all__ = ["EXERCISES"]


_DAY = pd.DatetimeIndex(["2024-08-02"])


@cache
def _eve() -> tuple[float, float, float]:
    """Return vega of one condor, equivalent of one VIX call, and that call's beta on the evening of 2024-08-02."""
    facts = load_daily_market()
    call = units_by_day(facts, _DAY, coverage_ladder()["VIX call"]).iloc[0]
    return (
        float(condors_by_day(facts, _DAY)["vega"].iloc[0]),
        float(call["equivalent"]),
        float(call["beta"]),
    )


def _calls() -> float:
    """Return how many calls cover half of the vega of ten condors on that evening."""
    vega, equivalent, _ = _eve()
    return 0.5 * 10 * vega / equivalent


_BOUGHT = math.floor(0.25 * 10_750 / 54)


_EACH = 0.19 * 100 * 0.56


EXERCISES = (
    Exercise(
        "08.1",
        "how many VIX calls (35 delta, first month beyond 7 days) cover half of the vega of ten of the course's condors sold on 2024-08-02",
        "calls, not rounded",
        _calls,
        mistakes=(
            Mistake(lambda v: v / 10, "That is for one condor; ten were sold."),
            Mistake(lambda v: 2 * v, "That covers all of the vega; half was asked for."),
            Mistake(
                lambda v: v * _eve()[2],
                "The beta is missing: a point of the VIX future is not a vol point of SPX options.",
            ),
            Mistake(
                lambda v: v * 100, "One VIX option is 100 times its points: the multiplier belongs in there."
            ),
        ),
    ),
    Exercise(
        "08.2",
        "the coverage that a quarter of the credit buys in whole call spreads (credit 10,750 dollars, vega 1,640; a spread costs 0.54 points, delta 0.19, beta 0.56)",
        "decimal",
        lambda: _BOUGHT * _EACH / 1640,
        rel_tol=0.004,
        mistakes=(
            Mistake(
                lambda v: 0.25 * 10_750 / 54 * _EACH / 1640,
                "Nearly: nobody sells three quarters of a spread.",
            ),
            Mistake(lambda v: v / 0.56, "The beta is missing."),
            Mistake(
                lambda v: math.floor(10_750 / 54) * _EACH / 1640, "That spends the whole credit on the hedge."
            ),
            Mistake(lambda v: 0.5, "Half is what one wanted; how much does the money reach for?"),
            *SHARE_MISTAKES[:2],
        ),
    ),
    Exercise(
        "08.3",
        "the smallest account on which one whole VX future (564 dollars per vol point) covers 40 to 60 % of condors that lose 164 dollars per vol point and tie up 3,925 each, if a sale may take 15 % of the account",
        "dollars",
        lambda: 6 * 3925 / 0.15,
        mistakes=(
            Mistake(
                lambda v: 3925 / 0.15,
                "One such condor has 164 dollars of vega: the future covers it three times over.",
            ),
            Mistake(
                lambda v: 6 * 3925.0, "Right number of condors; but they may take only 15 % of the account."
            ),
            Mistake(lambda v: 7 * 3925 / 0.15, "That aims at 50 %; up to 60 % will do, with fewer condors."),
            Mistake(
                lambda v: 9 * 3925 / 0.15,
                "With nine condors one future covers 38 %: too little. The smallest account covers up to 60 %, with fewer condors.",
            ),
            Mistake(lambda v: 6 * 3925 / 0.30, "Two condors overlap, so one sale may take 15 %, not 30 %."),
            *DOLLAR_MISTAKES[:2],
        ),
    ),
    Exercise(
        "08.4",
        "the realised coverage of three days (condors -12,000, +4,000, -30,000 dollars; layer +6,000, -500, +9,000)",
        "decimal",
        lambda: 14_500 / 38_000,
        mistakes=(
            Mistake(
                lambda v: (6 / 12 + 0.5 / 4 + 9 / 30) / 3,
                "A mean of daily shares counts a day on which hardly anything happened as much as a crash: sum first.",
            ),
            Mistake(
                lambda v: 15 / 42,
                "The day on which the condors gained is one of the days; leaving it out chooses the days by their result.",
            ),
            Mistake(lambda v: (6 / 12 + 9 / 30) / 2, "A mean of daily shares: sum dollars first."),
            *SHARE_MISTAKES[:3],
        ),
    ),
    Exercise(
        "08.5",
        "why a hedge that is kept at half of the condors' vega sold its last spreads on 2020-02-27",
        "choice",
        lambda: "vega",
        choices={
            "vega": "The index had run through the short puts and the condors had turned long vega: half of nothing is nothing.",
            "credit": "No budget bound it: this policy has none.",
            "roll": "The contract had weeks to go; what fell was the number held, not the month.",
            "profit": "No rule of this policy looks at what the hedge has earned.",
        },
    ),
)
"""Exercises in the order in which the notebook asks them."""
