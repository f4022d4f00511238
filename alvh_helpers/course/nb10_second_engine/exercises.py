"""Exercises of notebook 10: the second engine."""

from __future__ import annotations

from math import floor

import numpy as np

from alvh_helpers.course.exercises import DOLLAR_MISTAKES, Exercise, Mistake
from alvh_helpers.course.nb10_second_engine.engine import largest_leverage
from alvh_helpers.market.history import load_market

__all__ = ["EXERCISES", "LEFT_OUT"]


_DOLLARS, _LEVERAGE, _FUTURE, _VIX = 60_000, 2, 32.50, 39.00


LEFT_OUT = {
    30: (58.0, -10.0, -12.0, -9.0, -6.0),
    35: (18.0, -6.0, 30.0, -8.0, -7.0),
    40: (-2.0, 1.0, 44.0, -6.0, -1.0),
}
"""Exercise 10.4: thousand dollars by threshold in five episodes, made up."""


def _later(name: str, first: str = "2020-10-29") -> float:
    """Return the points by which a price rose from a day to 2020-11-05: ``'vix'``, or the November future."""
    market = load_market()
    path = market.table["vix"] if name == "vix" else market.vx("2020-11-18")
    return float(path["2020-11-05"] - path[first])


def _left_out() -> float:
    """Return what the thresholds that were best in the other four episodes made in the fifth, summed."""
    made = np.array(list(LEFT_OUT.values()))
    others = made.sum(axis=1, keepdims=True) - made
    return float(made[others.argmax(axis=0), np.arange(made.shape[1])].sum())


EXERCISES = (
    Exercise(
        "10.1",
        "how many whole synthetics an engine with 60,000 dollars of its own may hold at 2x: future 32.50, VIX 39.00, 100 dollars a point",
        "synthetics",
        lambda: floor(_LEVERAGE * _DOLLARS / (100 * _FUTURE)),
        rel_tol=0.002,
        mistakes=(
            Mistake(
                lambda v: floor(_DOLLARS / (100 * _FUTURE)),
                "That is 1x: its capital once, the rule is twice.",
            ),
            Mistake(
                lambda v: floor(_LEVERAGE * _DOLLARS / (100 * _VIX)),
                "Off spot VIX, which nobody can buy: a synthetic is worth its future.",
            ),
            Mistake(
                lambda v: floor(_LEVERAGE * _DOLLARS / (1000 * _FUTURE)),
                "Those are full futures of 1,000 dollars a point; a synthetic has 100.",
            ),
            Mistake(lambda v: v + 1, "Rounded up: one more would be above the limit."),
            Mistake(lambda v: _LEVERAGE * _DOLLARS / (100 * _FUTURE), "Nobody sells a part of a contract."),
        ),
    ),
    Exercise(
        "10.2",
        "the leverage at which margin takes all of the capital, when the exchange asks 25 % of a future's value and customers post 1.1 times that",
        "as a multiple of capital (2 is twice)",
        lambda: float(largest_leverage(22)[0]),
        mistakes=(
            Mistake(lambda v: 1 / 0.25, "Customers post 1.1 times what the exchange asks of its members."),
            Mistake(
                lambda v: 0.25 * 1.1, "That is the margin as a share of the future's value; turn it round."
            ),
            Mistake(lambda v: 1.1 / 0.25, "The 1.1 makes margin dearer, so it belongs to the 25 %."),
            Mistake(
                lambda v: 0.75, "That is what is left of each dollar; the question is how often it goes."
            ),
        ),
    ),
    Exercise(
        "10.3",
        "what one synthetic on the future of 2020-11-18 made from the settlement of 2020-10-29 to that of 2020-11-05, before costs",
        "dollars, with its sign",
        lambda: 100 * _later("future"),
        rel_tol=0.005,
        mistakes=(
            Mistake(lambda v: 10 * v, "That is a full future; a synthetic has 100 dollars a point."),
            Mistake(
                lambda v: 100 * _later("vix"), "That is what VIX did; the synthetic follows its own future."
            ),
            Mistake(
                lambda v: 100 * _later("future", "2020-10-28"),
                "From the close that was seen on; what is decided on it is bought a session later.",
            ),
            *DOLLAR_MISTAKES[::2],
        ),
    ),
    Exercise(
        "10.4",
        "the sum over the five episodes of what the threshold made in each that was best in the other four",
        "thousand dollars, with its sign",
        _left_out,
        mistakes=(
            Mistake(
                lambda v: max(map(sum, LEFT_OUT.values())),
                "That is the best threshold on all five episodes: chosen with the answers on the table.",
            ),
            Mistake(lambda v: sum(LEFT_OUT[35]), "That is the sum of 35, chosen by nothing."),
            Mistake(
                lambda v: sum(map(max, zip(*LEFT_OUT.values(), strict=True))),
                "That takes the best threshold *in* each episode; take the one that was best in the others.",
            ),
            Mistake(lambda v: v / len(LEFT_OUT[35]), "That is the mean; the sum is wanted."),
            Mistake(lambda v: -v, "Right size, wrong sign: did it gain or lose?"),
        ),
    ),
    Exercise(
        "10.5",
        "what happens to an engine at 5x whose future settles 27 % lower from one day to the next",
        "choice",
        lambda: "debt",
        choices={
            "closed": "The ring-fence looks at the close: it closes the position after the loss, not before it.",
            "margin": "Margin is what is asked for at the start, it is no limit to what can be lost.",
            "debt": "Five times 27 % is more than everything: its purse owes money, and a broker asks the one who has the other purse.",
            "crush": "The exit on a vol crush trades a session after the fall was seen; it does not undo the fall.",
        },
    ),
)
"""Exercises in the order in which the notebook asks them."""
