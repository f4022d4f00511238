"""Exercises of notebook 06: VIX instruments."""

from __future__ import annotations

from alvh_helpers.course.exercises import DOLLAR_MISTAKES, Exercise, Mistake
from alvh_helpers.market.history import load_market

__all__ = ["EXERCISES"]


# Settlements of the first two futures on 2018-02-02 and 2018-02-05; 7 of 20 business days of the roll were left.
_BEFORE, _AFTER, _LEFT = (15.63, 14.98), (33.23, 27.98), 7 / 20


def _mix(left: float = _LEFT) -> float:
    """Return what a mix of contracts gained, as a decimal, with this share in the first month."""
    worth, cost = (left * pair[0] + (1 - left) * pair[1] for pair in (_AFTER, _BEFORE))
    return worth / cost - 1


def _by_dollars() -> float:
    """Return the same with weights taken as shares of the money."""
    gains = [after / before - 1 for before, after in zip(_BEFORE, _AFTER, strict=True)]
    return _LEFT * gains[0] + (1 - _LEFT) * gains[1]


def _gains() -> tuple[float, float]:
    """Return the points that the future of 2024-08-21 and spot VIX gained from 2024-08-02 to 2024-08-05."""
    market = load_market()
    contract = market.vx("2024-08-21")
    spot = market.day("2024-08-05").vix - market.day("2024-08-02").vix
    return contract["2024-08-05"] - contract["2024-08-02"], spot


_CALLS = 0.5 * 1100 / (0.30 * 0.60 * 100)


EXERCISES = (
    Exercise(
        "06.1",
        "what one long future of 2024-08-21 gained from the settlement of 2024-08-02 to that of 2024-08-05, as a share of what VIX gained",
        "as a share (0.5 is half)",
        lambda: _gains()[0] / _gains()[1],
        mistakes=(
            Mistake(lambda v: _gains()[0], "Those are the points; divide by the points that VIX gained."),
            Mistake(lambda v: 1 / v, "Upside down: the future's points over the VIX's."),
            Mistake(lambda v: 100 * v, "That is in percent; the answer is wanted as a share."),
            Mistake(
                lambda v: _gains()[1] - _gains()[0],
                "That is how far it fell behind; divide its own points by the VIX's.",
            ),
        ),
    ),
    Exercise(
        "06.2",
        "what the 30-day mix gained on 2018-02-05, from two settlements and 7 of 20 days left",
        "as a share (0.5 is half)",
        _mix,
        rel_tol=0.0005,
        mistakes=(
            Mistake(
                lambda v: _mix(1 - _LEFT),
                "Weights swapped: 7 of 20 days are left, so most is in the second month.",
            ),
            Mistake(
                lambda v: _by_dollars(),
                "The weights count contracts, not dollars: add up prices first, then divide.",
            ),
            Mistake(lambda v: _mix(1.0), "That is the first month alone."),
            Mistake(
                lambda v: _mix(6 / 20),
                "On the morning of 2018-02-05 one holds what was bought on the evening before: 7 of 20.",
            ),
            Mistake(lambda v: 100 * v, "That is in percent; the answer is wanted as a share."),
        ),
    ),
    Exercise(
        "06.3",
        "VIX calls that cover half of a vega of -1,100 dollars: delta 0.30, own vega 0.027, beta of their future 0.60",
        "contracts, not rounded",
        lambda: _CALLS,
        mistakes=(
            Mistake(
                lambda v: 550 / 2.7,
                "That is the call's own vega: it is about the volatility of VIX, not of the S&P.",
            ),
            Mistake(
                lambda v: v * 0.60, "The beta is missing: the future moves only 0.60 points per vol point."
            ),
            Mistake(lambda v: 2 * v, "That covers all of it; half was asked for."),
            Mistake(lambda v: v / 10, "A VIX option has a multiplier of 100; 1,000 belongs to the future."),
            Mistake(lambda v: v * 100, "The multiplier of 100 is missing."),
            Mistake(
                lambda v: v * 0.30,
                "The delta is missing: such a call moves 0.30 points per point of its future.",
            ),
            Mistake(
                lambda v: -v, "Right size, wrong sign: the condor is short vega, so the calls are bought."
            ),
        ),
    ),
    Exercise(
        "06.4",
        "the price of a VIX call less that of the put, both struck at 30: VIX 38.57, future of their expiry 32.10, no rate",
        "dollars for the pair",
        lambda: 100 * (32.10 - 30),
        mistakes=(
            Mistake(
                lambda v: 857.0,
                "That is parity off spot VIX. Nobody can hold VIX; the pair is worth the future less the strike.",
            ),
            Mistake(lambda v: 2100.0, "1,000 is the multiplier of the future; the options have 100."),
            *DOLLAR_MISTAKES,
        ),
    ),
    Exercise(
        "06.5",
        "which change makes a long VIX call, its delta kept at 0.30, gain more dollars per vol point of SPX",
        "choice",
        lambda: "nearer",
        choices={
            "nearer": "Delta, multiplier and beta make the equivalent, and a nearer future has the larger beta.",
            "farther": "A farther call has more vega of its own, but its future moves less with SPX volatility.",
            "vvix": "A higher VVIX makes the call dearer and moves its strike; at the same delta the equivalent stays.",
            "spot": "Spot VIX above the future changes nothing: delta, multiplier and the future's beta decide.",
        },
    ),
)
"""Exercises of the notebook on VIX instruments, in the order in which it asks them."""
