"""Exercises of notebook 02: Greeks of a condor and the account of a day."""

from __future__ import annotations

import numpy as np

from alvh_helpers.course.exercises import DOLLAR_MISTAKES, Exercise, Mistake
from alvh_helpers.market.calendar import year_fraction
from alvh_helpers.market.history import load_market
from alvh_helpers.positions.condor import surface_of
from alvh_helpers.positions.strikes import CONDOR_FLAGS, CONDOR_QUANTITIES
from alvh_helpers.pricing.black import black_scholes
from alvh_helpers.pricing.scenarios import Attribution, attribute_move, sum_legs

__all__ = ["EXERCISES"]


def _unit(greek: str, sides: np.ndarray = CONDOR_QUANTITIES) -> float:
    """Return a Greek per point of the condor 3600/3650/4300/4350: index 4000, 40 days, vol 0.20, no rates."""
    values = black_scholes(CONDOR_FLAGS, 4000, np.array([3600, 3650, 4300, 4350]), 40 / 365, 0.20)
    return float(sides @ getattr(values, greek))


def _storm() -> Attribution:
    """Return the account of the condor 2520/2570/2880/2930 of 2018-03-23 from 2018-02-02 to 2018-02-05."""
    friday, monday = (surface_of(load_market(), day) for day in ("2018-02-02", "2018-02-05"))
    strikes, years = [2520.0, 2570.0, 2880.0, 2930.0], year_fraction("2018-02-02", "2018-03-23")
    return sum_legs(attribute_move(friday, monday, CONDOR_FLAGS, strikes, years, CONDOR_QUANTITIES, days=3))


def _promised() -> float:
    """Return what delta, gamma, vega and theta together predict for 2018-02-05, in dollars."""
    parts = _storm()
    return float(parts.delta + parts.gamma + parts.vega + parts.theta)


EXERCISES = (
    Exercise(
        "02.1",
        "the profit that a delta of -4 and a gamma of -0.20 predict for a fall of 60 points",
        "dollars, negative if a loss",
        lambda: -4 * -60 + -0.20 * 60**2 / 2,
        mistakes=(
            Mistake(lambda v: -480.0, "Gamma enters with half the square of the move: a half is missing."),
            Mistake(lambda v: -600.0, "The index fell, so the delta of -4 earns: a sign is wrong."),
            Mistake(lambda v: 600.0, "Gamma is negative: the square of the move costs money either way."),
            Mistake(lambda v: 240.0, "That is delta alone; gamma belongs to it."),
            Mistake(lambda v: -360.0, "That is gamma alone; delta belongs to it."),
            Mistake(lambda v: 252.0, "Gamma goes with the move squared, not with the move."),
            Mistake(lambda v: 246.0, "Gamma goes with the move squared, not with the move."),
        ),
    ),
    Exercise(
        "02.2",
        "the vega of one short condor 3600/3650/4300/4350 (index 4000, 40 days, vol 0.20, no rates)",
        "dollars per vol point",
        lambda: 100 * _unit("vega"),
        mistakes=(
            Mistake(
                lambda v: 100 * _unit("vega", np.array([0.0, -1, -1, 0])),
                "That is the two shorts without their wings, a strangle.",
            ),
            Mistake(
                lambda v: 100 * _unit("vega", np.ones(4)),
                "The legs have signs: the wings are bought, the shorts sold.",
            ),
            Mistake(lambda v: 100 * _unit("theta"), "That is theta."),
            *DOLLAR_MISTAKES,
        ),
    ),
    Exercise(
        "02.3",
        "vega dollars over theta dollars a day of the same condor",
        "days, a positive number",
        lambda: -_unit("vega") / _unit("theta"),
        mistakes=(
            Mistake(lambda v: 1 / v, "That is theta over vega: vol points a day, not days a vol point."),
            Mistake(lambda v: v / 365, "Theta here is for a calendar day already; do not divide by 365."),
            Mistake(lambda v: v * 365 / 252, "Theta is for a calendar day, of which a year has 365."),
            Mistake(lambda v: v * 100, "Vega is per vol point, 0.01, not per 1.00."),
            Mistake(lambda v: -v, "Right size: the answer is wanted as a positive number of days."),
        ),
    ),
    Exercise(
        "02.4",
        "where a short condor is long vega",
        "choice",
        lambda: "beyond",
        choices={
            "centre": "Between the shorts more volatility makes it likelier that the index leaves: that costs the seller.",
            "short": "At a short strike that option's own vega is near its largest, and it is sold.",
            "beyond": "Beyond a wing most of the loss is there, and only movement can bring it back.",
            "nowhere": "Look at the vega panel of section 3 again: the line crosses zero on both sides.",
        },
    ),
    Exercise(
        "02.5",
        "what delta, gamma, vega and theta together predict for the condor on 2018-02-05",
        "dollars, negative if a loss",
        _promised,
        mistakes=(
            Mistake(lambda v: float(_storm().total), "That is the true profit, by full revaluation."),
            Mistake(
                lambda v: float(_storm().total - _storm().residual),
                "That is everything without the residual: vanna and volga are still in it.",
            ),
            Mistake(lambda v: v - float(_storm().theta), "Theta is missing."),
            Mistake(lambda v: v - float(_storm().delta), "Delta is missing."),
            Mistake(lambda v: float(_storm().delta + _storm().gamma + _storm().theta), "Vega is missing."),
            *DOLLAR_MISTAKES,
        ),
        rel_tol=0.003,
    ),
)
"""Exercises in the order in which the notebook asks them."""
