"""Exercises of notebook 01."""

from __future__ import annotations

import math

import numpy as np

from alvh_helpers.course.exercises import DOLLAR_MISTAKES, SHARE_MISTAKES, Exercise, Mistake
from alvh_helpers.positions.payoff import max_loss, probability_between, probability_of_touch
from alvh_helpers.positions.strikes import condor_strikes
from alvh_helpers.pricing.black import black_scholes

__all__ = ["EXERCISES"]


_UNEQUAL = condor_strikes(3100, 3175, 3550, 3600)


def _put_spread_value() -> float:
    """Return the dollars of a 3175/3100 put spread with 30 days left, spot 3250, vol 0.25, no rates."""
    puts = black_scholes("p", 3250, np.array([3175, 3100]), 30 / 365, 0.25).price
    return 100 * float(puts[0] - puts[1])


def _touch() -> float:
    """Return the chance that 3250 falls to 3175 at any moment of 30 days at vol 0.25."""
    return float(probability_of_touch(3175, 3250, 0.25, 30 / 365))


def _end() -> float:
    """Return the chance that 3250 ends below 3175 after 30 days at vol 0.25."""
    return float(probability_between(0, 3175, 3250, 0.25, 30 / 365))


_MOVE = 5000 * 0.20 * math.sqrt(30 / 365)


EXERCISES = (
    Exercise(
        "01.1",
        "the price of the 3175/3100 put spread (long the higher strike), 30 days, spot 3250, vol 0.25, no rates",
        "dollars per contract",
        _put_spread_value,
        mistakes=DOLLAR_MISTAKES,
    ),
    Exercise(
        "01.2",
        "the largest loss at expiry of the condor 3100/3175/3550/3600 sold for 8.40 points",
        "dollars per contract, as a positive number",
        lambda: 100 * max_loss(_UNEQUAL, 8.4),
        mistakes=(
            Mistake(lambda v: 4160.0, "That is the narrower wing. The wider one decides."),
            Mistake(lambda v: 11660.0, "Only one side can end in the money: do not add the two wings."),
            Mistake(lambda v: 7500.0, "The credit is missing: it was received, so it lowers the loss."),
            Mistake(lambda v: 8340.0, "The credit comes off the loss; it is not added to it."),
            *DOLLAR_MISTAKES,
        ),
    ),
    Exercise(
        "01.3",
        "the one-standard-deviation move of an index at 5000 over 30 calendar days at VIX 20",
        "index points",
        lambda: _MOVE,
        mistakes=(
            Mistake(
                lambda v: 5000 * 0.20 * math.sqrt(30 / 252), "30 calendar days go with 365, not with 252."
            ),
            Mistake(lambda v: 5000 * 0.20 * 30 / 365, "Volatility grows with the square root of time."),
            Mistake(lambda v: 5000 * 0.20, "That is a whole year's move."),
            Mistake(lambda v: 100 * v, "VIX 20 means 0.20: points and decimals have been mixed."),
            Mistake(
                lambda v: v / 5000,
                "That is the move as a share of the index; the answer is wanted in points.",
            ),
        ),
    ),
    Exercise(
        "01.4",
        "the chance that an index at 3250 touches 3175 within 30 days (vol 0.25, no rates or dividends)",
        "as a number from 0 to 1",
        _touch,
        rel_tol=0.004,
        mistakes=(
            Mistake(
                lambda v: _end(),
                "That is the chance to end below; to touch on the way is about twice as likely.",
            ),
            Mistake(
                lambda v: 2 * _end(), "Twice the chance to end below is the rule of thumb; use the function."
            ),
            *SHARE_MISTAKES,
        ),
    ),
    Exercise(
        "01.5",
        "which change raises the largest loss of a condor without changing its short strikes",
        "choice",
        lambda: "wider",
        choices={
            "wider": "Wider wings cost less, so the credit grows, but by less than the width does.",
            "vix": "A higher VIX at the sale raises the credit, and a higher credit lowers the largest loss.",
            "time": "More days to expiry raise the credit at the sale, and a higher credit lowers the largest loss.",
            "narrower": "Narrower wings lower the largest loss, and the credit with it.",
        },
    ),
)
"""Exercises in the order in which the notebooks ask them."""
