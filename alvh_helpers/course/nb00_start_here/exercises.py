"""Exercises of notebook 00."""

from __future__ import annotations

from alvh_helpers.course.exercises import DOLLAR_MISTAKES, Exercise, Mistake
from alvh_helpers.market.history import load_market
from alvh_helpers.positions.payoff import max_loss
from alvh_helpers.positions.strikes import condor_strikes

__all__ = ["EXERCISES"]


def _future_gain() -> float:
    """Return the gain of one March 2020 VX future from the settlement of 2020-02-18 to that of 2020-03-16."""
    contract = load_market().vx("2020-03-18")
    return 1000 * (contract["2020-03-16"] - contract["2020-02-18"])


def _spot_vix_gain() -> float:
    """Return what the same future would have gained had it moved like the VIX itself."""
    history = load_market()
    return 1000 * (history.day("2020-03-16").vix - history.day("2020-02-18").vix)


EXERCISES = (
    Exercise(
        "00.1",
        "the gain of one long March 2020 VX future from the settlement of 2020-02-18 to that of 2020-03-16",
        "dollars",
        _future_gain,
        mistakes=(
            Mistake(lambda v: v / 1000, "Those are points: one VX future is 1,000 dollars a point."),
            Mistake(lambda v: v / 10, "The multiplier of the options is 100; the VX future has 1,000."),
            Mistake(lambda v: _spot_vix_gain(), "That is the move of the VIX itself, which nobody can buy."),
            Mistake(lambda v: -v, "Right size, wrong sign: the future was bought, and it rose."),
        ),
    ),
    Exercise(
        "00.2",
        "the largest loss at expiry of one condor with both wings 50 points wide, sold for 6.50 points",
        "dollars, as a positive number",
        lambda: 100 * max_loss(condor_strikes(3150, 3200, 3550, 3600), 6.5),
        mistakes=(
            Mistake(lambda v: 5000.0, "The credit is yours whatever happens: it lowers the loss."),
            Mistake(lambda v: 9350.0, "Only one side can end in the money, so only one wing can be lost."),
            Mistake(lambda v: 5650.0, "The credit comes off the loss; it is not added to it."),
            *DOLLAR_MISTAKES,
        ),
    ),
    Exercise(
        "00.3",
        "what the chart of March 2020 alone cannot tell",
        "choice",
        lambda: "cost",
        choices={
            "cost": "One crash shows what the hedge paid; what it costs in all the months without one is not in it.",
            "direction": "The chart does tell that: the future rose as the condor fell.",
            "peak": "The chart does tell that: the day on which the future was worth most can be read off it.",
            "limit": "The chart does tell that: the condor's line goes flat where both strikes of a side are passed.",
        },
    ),
)
