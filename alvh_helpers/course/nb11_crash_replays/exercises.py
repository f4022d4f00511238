"""Exercises of notebook 11."""

from __future__ import annotations

from alvh_helpers.course.exercises import SHARE_MISTAKES, Exercise, Mistake
from alvh_helpers.market.history import load_market
from alvh_helpers.simulation.compare import outcome
from alvh_helpers.strategy.presets import unhedged

__all__ = ["EXERCISES"]


_TOP, _BOTTOM, _FIRST = 1_040_000.0, 920_000.0, 1_000_000.0


_WITHOUT, _HEDGED = 0.36, 0.27


def _variation() -> float:
    """Return the dollars that ten mini futures of May 2020 pay from the settlement of 2020-03-06 to that of 2020-03-09."""
    contract = load_market().vx("2020-05-20")
    return 100 * 10 * (contract["2020-03-09"] - contract["2020-03-06"])


def _spot() -> float:
    """Return the same with the moves of VIX itself."""
    market = load_market()
    return 100 * 10 * (market.day("2020-03-09").vix - market.day("2020-03-06").vix)


def _profit(days_before: int) -> float:
    """Return the profit of an account without layers through April 2025, begun so many days before it."""
    return float(outcome(unhedged(), "Apr 2025", days_before=days_before).summary["profit"])


EXERCISES = (
    Exercise(
        "11.1",
        "the deepest fall of an account worth 1,000,000, 1,040,000, 980,000, 1,020,000, 920,000 and 1,100,000 on six days",
        "as a share, positive",
        lambda: (_TOP - _BOTTOM) / _TOP,
        rel_tol=0.005,
        mistakes=(
            Mistake(
                lambda v: (_FIRST - _BOTTOM) / _FIRST, "That is the fall from the start; the peak was higher."
            ),
            Mistake(
                lambda v: (_TOP - _BOTTOM) / _FIRST,
                "Divide by the peak from which it fell, not by the start.",
            ),
            Mistake(
                lambda v: (_TOP - 980_000) / _TOP,
                "It went on falling: the recovery to 1,020,000 made no new peak.",
            ),
            Mistake(
                lambda v: (1_020_000 - _BOTTOM) / 1_020_000,
                "1,020,000 is no peak: the account had been higher before.",
            ),
            *SHARE_MISTAKES[:3],
        ),
    ),
    Exercise(
        "11.2",
        "by which share a drawdown of 36 % is reduced when it becomes 27 %",
        "as a share",
        lambda: 1 - _HEDGED / _WITHOUT,
        mistakes=(
            Mistake(
                lambda v: _WITHOUT - _HEDGED,
                "Those are percentage points; the claim speaks of a share of the drawdown.",
            ),
            Mistake(lambda v: _HEDGED / _WITHOUT, "That is what is left of it; how much is gone?"),
            Mistake(lambda v: _WITHOUT / _HEDGED - 1, "Measure from the drawdown without the hedge."),
            Mistake(lambda v: -v, "Right size, wrong sign: it became smaller."),
            Mistake(lambda v: 100 * v, "That is in percent; write it as a share, such as 0.1."),
        ),
    ),
    Exercise(
        "11.3",
        "what ten long mini VX futures of 2020-05-20, had they existed, paid from the settlement of 2020-03-06 to that of 2020-03-09",
        "dollars",
        _variation,
        mistakes=(
            Mistake(
                lambda v: 10 * v,
                "A mini future has 100 dollars a point; 1,000 is the large one's multiplier.",
            ),
            Mistake(lambda v: v / 10, "Ten contracts were held."),
            Mistake(lambda v: v / 1000, "Those are points: 100 dollars a point, ten contracts."),
            Mistake(lambda v: _spot(), "That is the move of VIX itself; the May future moved much less."),
            Mistake(lambda v: -v, "Right size, wrong sign: the futures were bought, and they rose."),
        ),
    ),
    Exercise(
        "11.4",
        "how many dollars more the account without layers, begun 20 days before April 2025, ended with than the one begun 45 days before",
        "dollars",
        lambda: _profit(20) - _profit(45),
        mistakes=(
            Mistake(
                lambda v: _profit(20),
                "That is the profit of the account that began 20 days before; what is the difference?",
            ),
            Mistake(
                lambda v: _profit(45),
                "That is the profit of the account that began 45 days before; what is the difference?",
            ),
            Mistake(lambda v: -v, "Right size, wrong sign: which of the two ended higher?"),
        ),
    ),
    Exercise(
        "11.5",
        "how layers can gain in a crash, with the same condors, while the account's deepest fall is as deep as without them",
        "choice",
        lambda: "timing",
        choices={
            "timing": "The deepest point came on a day on which the layers were not (or no longer) in gain; they earned before or after it.",
            "costs": "Costs are in the layers' profit already: a gain of theirs is a gain after costs.",
            "interest": "Interest is the same small sum on all days; it decides no drawdown of a crash.",
            "rounding": "Sums agree to the cent. A drawdown is not a matter of rounding.",
        },
    ),
)
"""Exercises in the order in which the notebook asks them."""
