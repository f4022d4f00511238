"""Exercises of notebook 05: which way a condor's vega points, what long vega pays, and what a box is."""

from __future__ import annotations

import math

from alvh_helpers.course.exercises import SHARE_MISTAKES, Exercise, Mistake
from alvh_helpers.course.nb05_vega_positive.builds import net_vega, width_for_vega
from alvh_helpers.pricing.surface import flat_surface

__all__ = ["EXERCISES"]


_FLAT = flat_surface(5000, 0.18)


_TIME = 45 / 365


def _vega(wings_per_short: float) -> float:
    """Return the net vega of the condor 4500/4650/5350/5500, index 5000, 45 days, vol 0.18."""
    return float(net_vega(_FLAT, [4500, 4650, 5350, 5500], _TIME, wings_per_short=wings_per_short))


def _width(target: float = 0.0, wings_per_short: float = 2.0) -> float:
    """Return how far out wings must lie for a vega, shorts 4650 and 5350."""
    return float(width_for_vega(_FLAT, [4650, 5350], _TIME, target, wings_per_short=wings_per_short))


def _theta() -> float:
    """Return dollars a day of theta: -vol x vega per 1.00 of vol / (2 x years), by the day."""
    return 100 * -0.20 * (0.30 * 100) / (2 * _TIME) / 365


EXERCISES = (
    Exercise(
        "05.1",
        "the net vega of a condor 4500/4650/5350/5500 with two wings a short (index 5000, 45 days, vol 0.18, no rates)",
        "index points per vol point, with its sign",
        lambda: _vega(2),
        mistakes=(
            Mistake(lambda v: _vega(1), "That is the plain condor: here each short has two wings."),
            Mistake(lambda v: _vega(0), "Those are the shorts alone: the wings are missing."),
            Mistake(lambda v: _vega(2) - _vega(0), "Those are the wings alone: the shorts are missing."),
            Mistake(lambda v: v / 2, "Both sides count, put and call: that is half of it."),
            Mistake(lambda v: 100 * v, "Those are dollars; the answer is wanted in index points."),
            Mistake(lambda v: -v, "Right size, wrong sign: wings are bought, shorts sold."),
        ),
    ),
    Exercise(
        "05.2",
        "the distance from shorts to wings at which two wings a short make the net vega zero (same market)",
        "index points",
        _width,
        rel_tol=0.004,
        mistakes=(
            Mistake(
                lambda v: _width(wings_per_short=1.5),
                "That is for three wings on two shorts; here it is two on one.",
            ),
            Mistake(lambda v: _width(wings_per_short=3), "That is for three wings a short; here it is two."),
            Mistake(
                lambda v: _width(0.265),
                "That is where the vega is in the middle of the claimed range, not zero.",
            ),
            Mistake(lambda v: 4650 - v, "That is the strike of the put wing; the distance is wanted."),
            Mistake(lambda v: 5350 + v, "That is the strike of the call wing; the distance is wanted."),
        ),
    ),
    Exercise(
        "05.3",
        "the theta of a structure with one expiry in 45 days, one vol of 0.20 and a net vega of +0.30 points",
        "dollars per calendar day, with its sign",
        _theta,
        mistakes=(
            Mistake(lambda v: -v, "Who is long vega at one expiry is long gamma, and pays theta for it."),
            Mistake(lambda v: v / 100, "Those are index points: a contract is 100 times as much."),
            Mistake(lambda v: 2 * v, "A two is missing: theta = -vol x vega / (2 x time)."),
            Mistake(lambda v: v / 2, "There is a two too many below the line."),
            Mistake(lambda v: 365 * v, "That is theta for a year; a calendar day is wanted."),
            Mistake(lambda v: v * 365 / 252, "A calendar day is a 365th of a year, here as for the 45 days."),
        ),
    ),
    Exercise(
        "05.4",
        "what makes a plain condor in the middle of its strikes less short vega",
        "choice",
        lambda: "narrower",
        choices={
            "narrower": "The nearer the wing, the more of the short's vega it gives back; at no width all of it.",
            "wider": "The further out a wing, the less vega it has to give back: the condor becomes more short.",
            "nearer": "Nearer to the money all four options have more vega, and the sold ones more of it: look at 20 against 15 delta.",
            "conversion": "A conversion pays a fixed sum whatever happens: it has no vega.",
        },
    ),
    Exercise(
        "05.5",
        "the rate that a 4500/4600 box locks at 98.90 points with 90 days left",
        "a decimal, continuously compounded",
        lambda: -math.log(0.9890) / (90 / 365),
        rel_tol=0.001,
        mistakes=(
            Mistake(lambda v: v * 90 / 365, "That is for the 90 days; a rate is for a year."),
            Mistake(
                lambda v: (100 / 98.9 - 1) * 365 / 90,
                "That is simple interest; continuous compounding takes a logarithm.",
            ),
            Mistake(lambda v: v * 252 / 365, "90 calendar days go with 365, not with 252."),
            *SHARE_MISTAKES[:3],
        ),
    ),
)
"""Exercises in the order in which the notebook asks them."""
