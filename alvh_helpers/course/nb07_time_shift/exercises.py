"""Exercises of notebook 07, and the judge of a roll rule that the learner has chosen before seeing its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from alvh_helpers.course.exercises import DOLLAR_MISTAKES, Exercise, Mistake
from alvh_helpers.course.nb07_time_shift.study import forward_roll_costs
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market, load_market
from alvh_helpers.risk.bootstrap import block_counts, resampled_slopes
from alvh_helpers.vix.betas import atm_vol_points
from alvh_helpers.vix.options import VixSmile, vix_smile
from alvh_helpers.vix.rolls import RollCosts, RollLedger, RollRule, run_roll

__all__ = ["EXERCISES", "GUESSES", "judge", "judged"]


GUESSES: Mapping[str, str] = MappingProxyType(
    {
        "cheaper": "the whole 95 % interval of the difference lies below zero",
        "dearer": "the whole 95 % interval of the difference lies above zero",
        "undecided": "the interval holds zero, so this history cannot tell",
    }
)
"""What can be guessed of a rule against the first one with its instrument, and what would settle it."""


_BENCHMARKS = {"future": "front future, monthly", "call": "1-month call, re-struck monthly"}


_BLOCK = 63  # sessions that stay together in the bootstrap


_LEAST_HEDGE = 0.05


def judged(
    rule: RollRule,
    market: Market,
    rng: np.random.Generator,
    costs: RollCosts | None = None,
    smile: VixSmile = vix_smile,
    draws: int = 200,
) -> pd.DataFrame:
    """Measure a long roll rule against the first rule of K18 with the same instrument, over a history from May 2008 on.

    Returns
    -------
    DataFrame
        Rows: the whole history, its two halves, and the whole at twice the costs. Columns: ``hedge`` of the
        rule, dollars per vol point; ``price`` with ``low`` and ``high``, dollars lost a year per dollar of
        hedge; ``benchmark``, the price of the first rule; ``against_first`` with ``diff_low``, ``diff_high``.

    Raises
    ------
    CourseError
        When the rule is not long, or is flat so often that it hedges next to nothing.
    """
    if not isinstance(rule, RollRule) or rule.instrument not in _BENCHMARKS or rule.quantity < 0:
        raise CourseError(
            "the rule judged here is a RollRule that is long futures or calls: what gains when volatility rises"
        )
    costs = RollCosts() if costs is None else costs
    rules = {"first": RollRule(rule.instrument, month=1), "yours": rule}
    middle = market.sessions[len(market) // 2]
    first, second = market.window(end=middle), market.window(middle)
    once = {name: run_roll(market, each, costs, smile) for name, each in rules.items()}
    share = _hedge(once["yours"], market) / (rule.quantity * _hedge(once["first"], market))
    if share < _LEAST_HEDGE:
        raise CourseError(
            f"this rule gains {share:.0%} of what the first rule gains when volatility rises: it is no hedge"
        )
    dear = replace(costs, multiple=2 * costs.multiple)
    twice = {name: run_roll(market, each, dear, smile) for name, each in rules.items()}
    cases = {
        "whole history": (market, once),
        f"to {first.end:%Y-%m}": (first, once),
        f"from {second.start:%Y-%m}": (second, once),
        "at twice the costs": (market, twice),
    }
    rows = {}
    for case, (window, ledgers) in cases.items():
        cut = {n: replace(x, daily=x.daily.loc[window.start : window.end]) for n, x in ledgers.items()}
        table = forward_roll_costs(cut, window, block_counts(len(window), _BLOCK, draws, rng))
        rows[case] = {**table.loc["yours"], "benchmark": table.at["first", "price"]}
    kept = ["hedge", "price", "low", "high", "benchmark", "against_first", "diff_low", "diff_high"]
    return pd.DataFrame.from_dict(rows, orient="index")[kept]


def _hedge(ledger: RollLedger, market: Market) -> float:
    """Return the dollars that a ledger gained per vol point of 45-day S&P volatility, before costs."""
    gain = ledger.daily[["spot", "roll_yield", "theta"]].sum(axis=1)
    once = np.ones((1, len(market)))
    return float(resampled_slopes(once, gain, atm_vol_points(market).diff())[0])


def judge(
    rule: Any,
    guess: Any,
    market: Market,
    rng: np.random.Generator,
    costs: RollCosts | None = None,
    smile: VixSmile = vix_smile,
    draws: int = 200,
) -> str:
    """Return what became of a roll rule, once the rule *and* a guess (one of `GUESSES`) are written down, as lines of text.

    Nothing is computed while either is blank (``...``). The other arguments are those of `judged`.

    Raises
    ------
    CourseError
        When the guess is none of the words, or the rule cannot be judged.
    """
    if rule is ... or rule is None or guess is ... or guess is None:
        return "\u2026 Write both first, the rule and your guess: " + ", ".join(GUESSES) + "."
    if guess not in GUESSES:
        raise CourseError(f"the guess {guess!r} is none of: {', '.join(GUESSES)}")
    table = judged(rule, market, rng, costs, smile, draws)
    against = _BENCHMARKS[rule.instrument]
    lines = [f"Against: {against}. Dollars lost a year per dollar of hedge (95 % interval):"]
    for case, row in table.iterrows():
        lines.append(
            f"  {case:<19}{row.price:6.1f} ({row.low:.1f} to {row.high:.1f}), the other {row.benchmark:.1f}: "
            f"{row.against_first:+.1f} ({row.diff_low:+.1f} to {row.diff_high:+.1f})"
        )
    found = _settled(table.loc["whole history"])
    hit = "as you guessed" if found == guess else f"you guessed {guess}"
    lines.append(f"Verdict: {found}, {hit}: {GUESSES[found]}.")
    return "\n".join(lines)


def _settled(row: pd.Series) -> str:
    """Return which of the guesses the interval of the difference bears out."""
    return "cheaper" if row["diff_high"] < 0 else "dearer" if row["diff_low"] > 0 else "undecided"


def _of_2017(*parts: str) -> float:
    """Return the dollars that parts of the ledger brought to a front future held through 2017."""
    year = load_market().window("2017-01-01", "2017-12-31")
    return float(run_roll(year, RollRule(month=1)).total()[list(parts)].sum())


_RESIDUAL = (4.10 - 2.35) - 0.995 * (21.50 - 20.0)


EXERCISES = (
    Exercise(
        "07.1",
        "what one long second-month future makes in 10 days in which the curve stands still (vx1 20.00 at 20 days, vx2 21.50 at 50 days)",
        "dollars, with its sign",
        lambda: -1000 * (21.50 - 20.00) / 30 * 10,
        mistakes=(
            Mistake(
                lambda v: -1500.0,
                "That is the whole way from the second month to the first, 30 days long; only 10 days pass.",
            ),
            Mistake(lambda v: v / 1000, "Those are points: one VX future is 1,000 dollars a point."),
            Mistake(lambda v: v / 10, "The multiplier of the options is 100; the VX future has 1,000."),
            Mistake(
                lambda v: -v,
                "Right size, wrong sign: in contango the future slides down towards the nearer month.",
            ),
            Mistake(
                lambda v: -300.0,
                "The slope is the gap over the 30 days between the two expiries, not over the 50 days left.",
            ),
        ),
    ),
    Exercise(
        "07.2",
        "what the roll itself makes: sell one future at a settlement of 18.00, buy the next at 19.20, half the half-width of 0.05 paid on each, 2 dollars commission a trade",
        "dollars, with its sign",
        lambda: -(2 * 1000 * 0.5 * 0.5 * 0.05 + 2 * 2),
        mistakes=(
            Mistake(
                lambda v: -1200.0,
                "Both are exchanged at the same moment at what they are worth: the gap between two contracts is no loss.",
            ),
            Mistake(
                lambda v: -1229.0,
                "The trading costs are right; the gap of 1.20 points is not paid by anybody.",
            ),
            Mistake(lambda v: -25.0, "The commissions are missing: two trades, one sale and one purchase."),
            Mistake(lambda v: -14.5, "A roll is two trades: each pays its spread and its commission."),
            Mistake(lambda v: -54.0, "The half-width is 0.025, and half of that is paid."),
            Mistake(lambda v: -v, "Right size, wrong sign: it is paid."),
        ),
    ),
    Exercise(
        "07.3",
        "the roll yield of one front future held through 2017, rolled on the session before each expiry",
        "dollars, with its sign",
        lambda: _of_2017("roll_yield"),
        mistakes=(
            Mistake(lambda v: v / 1000, "Those are points: one VX future is 1,000 dollars a point."),
            Mistake(
                lambda v: -v, "Right size, wrong sign: 2017 was a year of contango, and the holder was long."
            ),
            Mistake(
                lambda v: _of_2017("net"), "That is the net: the spot effect of the year is in there too."
            ),
            Mistake(
                lambda v: _of_2017("spot", "roll_yield"),
                "That is roll yield and spot effect together, all that the futures gained or lost.",
            ),
            Mistake(
                lambda v: _of_2017("spot"), "That is the spot effect: what the curve's own moves brought."
            ),
        ),
    ),
    Exercise(
        "07.4",
        "what 10 conversions in VIX options lock (future 21.50; strike 20: call 4.10, put 2.35; discount 0.995), before trading costs",
        "dollars",
        lambda: 1000 * _RESIDUAL,
        rel_tol=0.004,
        mistakes=(
            Mistake(
                lambda v: v / 10, "That is one conversion: ten options of 100 go with one future of 1,000."
            ),
            Mistake(
                lambda v: v / 1000, "Those are points: ten options of 100 dollars are 1,000 dollars a point."
            ),
            Mistake(lambda v: 250.0, "Without the discount: what the options pay comes at expiry."),
            Mistake(lambda v: 1750.0, "Call less put is the price of the synthetic; what is it worth?"),
            *DOLLAR_MISTAKES[2:3],
        ),
    ),
    Exercise(
        "07.5",
        "which part made a long front future lose in the days after an inverted curve",
        "choice",
        lambda: "spot",
        choices={
            "spot": "In backwardation the slide pays the holder; the curve itself then fell faster than that.",
            "roll": "The roll yield was positive: an inverted curve slides up towards the nearer month.",
            "trading": "Spread and commission were about a hundredth of what the curve's moves took.",
            "theta": "A future has no time value to lose; options have.",
        },
    ),
)
"""Exercises in the order in which the notebook asks them."""
