"""Exercises of notebook 03."""

from __future__ import annotations

import math

import numpy as np

from alvh_helpers.course.exercises import DOLLAR_MISTAKES, SHARE_MISTAKES, Exercise, Mistake
from alvh_helpers.pricing.black import black76, strike_for_delta
from alvh_helpers.pricing.smile import log_moneyness_at_delta
from alvh_helpers.pricing.surface import spx_surface

__all__ = ["EXERCISES"]


def _surface_move() -> float:
    """Return the 30-day expected move of an index at 5000 from the surface's at-the-money vol, VIX 20, VIX3M 21."""
    return 5000 * float(spx_surface(5000, 20, 21).atm_vol(30 / 365)) * math.sqrt(30 / 365)


def _short_side(delta: float) -> float:
    """Return how far from 5000, as a share, the option of this forward delta lies: VIX 16, VIX3M 18, 45 days."""
    smile = spx_surface(5000, 16, 18).smile(45 / 365)
    return math.exp(float(log_moneyness_at_delta(np.array(delta), *smile))) - 1


def _flat_call() -> float:
    """Return the same for the call with every strike at VIX."""
    return float(strike_for_delta(0.16, "c", 5000, 45 / 365, 0.16)) / 5000 - 1


def _vix_call(forward: float) -> float:
    """Return the dollars of a 35 call on the VIX with 16 days left at vol 1.40, off a given forward."""
    return 100 * float(black76("c", forward, 35, 16 / 365, 1.40).price)


_STRIP = 1e4 * 2 / (30 / 365) * 5 / 4500**2 * 12.5


EXERCISES = (
    Exercise(
        "03.1",
        "the 30-day expected move from the surface's at-the-money vol, index 5000, VIX 20, VIX3M 21, no rates",
        "index points",
        _surface_move,
        mistakes=(
            Mistake(
                lambda v: 5000 * 0.20 * math.sqrt(30 / 365),
                "That is VIX as it stands. VIX holds the price of far puts; the middle of the smile lies below it.",
            ),
            Mistake(
                lambda v: v * math.sqrt(365 / 252),
                "30 calendar days are 30/365 of a year, as in the surface.",
            ),
            Mistake(
                lambda v: v / 5000,
                "That is the move as a share of the index; the answer is wanted in points.",
            ),
            Mistake(
                lambda v: v / math.sqrt(30 / 365),
                "That is a whole year's move: multiply by the root of 30/365.",
            ),
        ),
    ),
    Exercise(
        "03.2",
        "what a put struck at 4500 adds to the VIX squared: mid 12.50, strikes every 5 points, 30 days, no rate",
        "points squared (VIX 20 is 400 of them)",
        lambda: _STRIP,
        mistakes=(
            Mistake(lambda v: v / 2, "The formula begins with 2/T: a variance swap is twice a log contract."),
            Mistake(
                lambda v: 2 * v, "Delta-K is half the distance between the two neighbours: 5 points, not 10."
            ),
            Mistake(
                lambda v: v * 30 / 365,
                "That is the total variance of 30 days: divide by the 30/365 of a year.",
            ),
            Mistake(lambda v: v / 1e4, "That is in decimals; in points squared it is 10,000 times as much."),
            Mistake(lambda v: v / 100, "Points squared are 100 x 100 times the decimal variance."),
        ),
    ),
    Exercise(
        "03.3",
        "how far above the index the 16-delta call lies on the surface: VIX 16, VIX3M 18, 45 days, no rates",
        "as a share of the index (0.05 is 5 %)",
        lambda: _short_side(0.16),
        mistakes=(
            Mistake(
                lambda v: _flat_call(),
                "That is the call with every strike at VIX. On the surface calls carry less vol, so it lies closer.",
            ),
            Mistake(
                lambda v: _short_side(-0.16),
                "That is the put: a put's delta has a minus sign, a call's has not.",
            ),
            Mistake(
                lambda v: 5000 * (1 + v), "That is the strike; the answer is wanted as a share of the index."
            ),
            *SHARE_MISTAKES[:3],
        ),
    ),
    Exercise(
        "03.4",
        "a VIX call struck at 35: spot VIX 38.57, future of its expiry 32.10, 16 days, vol 1.40, no rate",
        "dollars per contract",
        lambda: _vix_call(32.10),
        mistakes=(
            Mistake(
                lambda v: _vix_call(38.57),
                "That is the price off spot VIX, which nobody can buy or deliver. Use the future of the option's expiry.",
            ),
            Mistake(
                lambda v: 357.0,
                "That is spot VIX less the strike: the option lives off its future, and with time left it is worth more than intrinsic value.",
            ),
            *DOLLAR_MISTAKES,
        ),
    ),
    Exercise(
        "03.5",
        "at which strikes, placed by delta at flat VIX, the surface brought the model's chance to history's",
        "choice",
        lambda: "call",
        choices={
            "call": "The far call carries much less vol than VIX; with that, its chance is what history shows.",
            "put": "On the put side the surface went half of the way; what is left is what buyers of puts pay above history.",
            "both": "On the call side it did; on the put side half of the gap is still there.",
            "neither": "Look again at the row of the short call: surface and history nearly coincide.",
        },
    ),
)
"""Exercises in the order in which the notebook asks them."""
