"""The course's presets (R25, R32): the steward, the promoter, no hedge at all, each layer alone, one ratio throughout."""

from __future__ import annotations

from dataclasses import replace

from alvh_helpers.errors import CourseError
from alvh_helpers.signals.quorum import Quorum
from alvh_helpers.strategy.layers import Layer, Trigger
from alvh_helpers.strategy.policy import Capital, CondorRule, Policy, Scaling

__all__ = ["cndr_like", "fixed_ratio", "only", "promoter", "steward", "unhedged"]


def steward() -> Policy:
    """Return the patient preset (R25): capped, rules-based, three layers behind a quorum of three."""
    near = Layer(
        "L1",
        "call spread",
        Trigger(any_of=("vix_rsi", "breadth"), drift=0.12),
        month=1,
        coverage=0.25,
        budget=0.25,
        hold_to=7,
    )
    middle = Layer(
        "L2",
        "financed mini future",
        Trigger(any_of=("term_macd",), drift=0.5),
        month=2,
        month_inverted=3,
        short_delta=0.15,
        coverage=0.25,
        budget=0.25,
        hold_to=60,
    )
    engine = Layer(
        "L3",
        "synthetic",
        Trigger(all_of=("vix_macd",), vix_above=35.0),
        month=1,
        hold_to=7,
        off_days=5,
        crush=0.25,
        engine=True,
    )
    return Policy(
        "steward",
        layers=(near, middle, engine),
        quorum=Quorum(3),
        scaling=Scaling(),
        capital=Capital(margin_use=0.30, reserve=0.20, deploy=0.25, engine=0.05, engine_leverage=1.0),
        cost_cap=0.22,
    )


def promoter() -> Policy:
    """Return the levered preset (R25): weekly condors, half of each credit taken, most of the account as margin.

    It alone takes premium at peaks (R22): 30-delta calls of monthly expiries, which were listed in all years; weekly ones, from
    October 2015, would be a thought experiment before. A twentieth of equity may be lost in them at once, a third of what the
    engine is given: a peak that was not the last takes no more than that.
    """
    base = steward()
    near, middle, engine = base.layers
    press = Layer(
        "premium",
        "call spread sold",
        Trigger(crested=True),
        month=1,
        delta=0.30,
        wing_delta=0.10,
        risk=0.05,
        hold_to=7,
        off_days=30,
    )
    return Policy(
        "promoter",
        condor=CondorRule(every="week", days=30, short_delta=0.20, wing_delta=0.05, take=0.5),
        layers=(
            replace(near, instrument="call", coverage=0.15, budget=0.15),
            replace(middle, coverage=0.15, budget=0.15),
            replace(engine, off_days=10, crush=None),
            press,
        ),
        capital=Capital(
            margin_use=0.80,
            reserve=0.05,
            deploy=1.0,
            engine=0.15,
            engine_leverage=3.0,
            leverage=3.0,
            quick=0.0,
        ),
    )


def unhedged(policy: Policy | None = None) -> Policy:
    """Return a policy without its layers, quorum and engine: the same condors alone; by default the steward's."""
    base = steward() if policy is None else policy
    return replace(
        base,
        name="unhedged",
        layers=(),
        quorum=None,
        scaling=None,
        cost_cap=None,
        capital=replace(base.capital, engine=0.0),
    )


def only(number: int, policy: Policy | None = None) -> Policy:
    """Return a policy with one of its layers alone, counted from 1, everything else as it was; by default the steward's.

    Raises
    ------
    CourseError
        When there is no such layer.
    """
    base = steward() if policy is None else policy
    if number not in range(1, len(base.layers) + 1):
        raise CourseError(f"layer {number}: {base.name!r} has {len(base.layers)}, counted from 1")
    kept = base.layers[number - 1]
    capital = base.capital if kept.engine else replace(base.capital, engine=0.0)
    return replace(base, name=f"{kept.name} alone", layers=(kept,), capital=capital)


def fixed_ratio(coverage: float = 0.5, policy: Policy | None = None) -> Policy:
    """Return the rival that keeps one hedge ratio through everything (R32): always on, no votes, no scaling.

    Parameters
    ----------
    coverage : float
        Share of the condors' vega, held half in the first and half in the second layer's instrument.
    policy : Policy, optional
        Whose condors and instruments it uses; by default the steward's. Budgets, the cost cap, the engine and premium are
        left out: they would break the ratio.
    """
    base = steward() if policy is None else policy
    hedges = [layer for layer in base.layers if layer.role == "hedge"]
    if not hedges:
        raise CourseError(f"{base.name!r} has no layer to keep in a fixed ratio")
    kept = tuple(
        replace(layer, trigger=Trigger(), coverage=coverage / len(hedges), budget=None, crush=None)
        for layer in hedges
    )
    return replace(
        base,
        name=f"fixed {coverage:.0%}",
        layers=kept,
        quorum=None,
        scaling=Scaling(low=1.0, high=1.0, event=1.0, vega_theta=None, pause=None),
        cost_cap=None,
        capital=replace(base.capital, engine=0.0),
    )


def cndr_like() -> Policy:
    """Return the condor of Cboe's CNDR index: sell 20-delta, buy 5-delta, one month, on each third Friday, no hedge.

    One condor for each index unit of capital, fractions allowed; cash earns the T-bill rate.

    Notes
    -----
    Source of the rule: Cboe, "S&P 500 Iron Condor Index (CNDR)". Those options settle in the third Friday's opening auction
    (SOQ); the mean of the closes on either side stands in for it. The index sells its new options within that Friday; here
    it is done at its close. Strikes are on a 5-point grid, and prices are the model's.

    It runs ahead of its index. From January 2010 to January 2019 the public levels fell by 7.5 %; the replay gains 11 % at mid
    prices, 6 % when every leg is filled at the touch: 2.1 and 1.5 % a year more (tools/cndr_tracking.py). What else lies between the
    two (the model's wings, the morning's settlement and sale) cannot be told from two levels.
    """
    rule = CondorRule(
        every="month", days=30, weekly=False, short_delta=0.20, wing_delta=0.05, settlement="opening"
    )
    capital = Capital(initial=1_000_000.0, whole=False, collateral="index", reserve=0.0, quick=0.0)
    return Policy("cndr_like", condor=rule, capital=capital)
