"""How many: condors by margin, reserve and quick ratio; a hedge's units by vega, credit and leverage; premium by its risk.

Each answer comes with the sentence that says which rule decided, for the ledger to repeat.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from alvh_helpers.arrays import Floats
from alvh_helpers.market.contracts import SESSIONS_A_YEAR, SPX_MULTIPLIER
from alvh_helpers.positions.margin import CUSTOMER_FACTOR, futures_share
from alvh_helpers.strategy.layers import Layer
from alvh_helpers.strategy.policy import Capital, Policy

__all__ = [
    "FRACTION_DIGITS",
    "AccountState",
    "cap_reached",
    "condor_contracts",
    "engine_units",
    "fenced",
    "layer_units",
    "premium_units",
    "unit_margin",
]


FRACTION_DIGITS = 4
"""Decimals of a contract where fractions are allowed."""

_SLACK = 1e-9


class AccountState(NamedTuple):
    """State of the account as a condor or a call spread is to be sold: dollars, and the margin of one."""

    equity: float
    cash: float
    margin: float
    stress: float
    each: float


def condor_contracts(policy: Policy, state: AccountState, spot: float, crested: bool) -> tuple[float, str]:
    """Return how many condors are sold, 0 or more, and the rule that decides.

    Parameters
    ----------
    spot : float
        SPX, index points.
    crested : bool
        Whether a spike has just crested, so that part of the reserve may be used (R23).
    """
    rules = policy.capital
    base = _base(rules, state)
    if state.equity <= 0:
        return 0.0, "the account has nothing left"
    if rules.collateral == "index":
        count = base / (SPX_MULTIPLIER * spot) / policy.condor.at_once
        return _whole(count, rules.whole), "one condor for each index unit of capital"
    if state.each <= 0:
        return 0.0, "the condor has no margin: its credit is above its width"
    share = rules.margin_use + (rules.deploy * rules.reserve if crested else 0.0)
    limits = {
        f"{share:.0%} of equity may be margin, shared by {policy.condor.at_once}": share
        * base
        / policy.condor.at_once,
        **_account_limits(rules, state, crested),
    }
    return _carried(limits, state.each, rules.whole, "condor")


def layer_units(
    policy: Policy,
    layer: Layer,
    unit: Mapping[str, float],
    *,
    own: float | None = None,
    each: float = 0.0,
    vega: float = 0.0,
    credit: float = 0.0,
    charge: float = 0.0,
    room: float = math.inf,
    drift: float = 0.0,
    event: bool = False,
) -> tuple[float, str]:
    """Return how many units of a layer are to be held, 0 or more, and which rule decides.

    Parameters
    ----------
    unit : mapping
        Of one unit: value, delta, forward and beta, in points.
    own : float, optional
        For an engine: its own capital in dollars.
    each : float
        For an engine: margin of one unit, dollars; what its capital cannot carry is not bought.
    vega, credit : float
        Of the open condors: dollars lost per vol point, dollars received.
    charge : float
        Points that a unit is expected to cost.
    room : float
        Dollars of VIX futures that the account's leverage still allows.
    drift, event : float, bool
        Size of the condors' drift, and whether an event is due.
    """
    per_point = layer.terms.multiplier * unit["delta"]
    notional = per_point * unit["forward"]
    if not notional > 0:
        return 0.0, "its future was not listed, or the unit does not gain when VIX rises"
    if own is not None:
        count, why = engine_units(own, policy.capital.engine_leverage, notional, each)
        return _whole(count, policy.capital.whole), why
    if vega <= 0:
        return 0.0, "the condors have no short vega to hedge"
    size = _factor(policy, drift, event)
    limits = {
        f"{layer.coverage * size:.0%} of the condors' vega": layer.coverage
        * size
        * vega
        / (per_point * unit["beta"])
    }
    if layer.budget is not None and charge > 0:
        limits[f"{layer.budget:.0%} of the credit"] = (
            layer.budget * credit / (charge * layer.terms.multiplier)
        )
    limits[f"leverage of {policy.capital.leverage:g}"] = max(room, 0.0) / notional
    why, count = min(limits.items(), key=lambda item: item[1])
    units = _whole(count, policy.capital.whole)
    return units, f"bound by {why}" if units > 0 else f"bound by {why}: less than one unit"


def premium_units(policy: Policy, layer: Layer, state: AccountState, crested: bool) -> tuple[float, str]:
    """Return how many call spreads a premium layer sells (R22), 0 or more, and the rule that decides.

    As `condor_contracts`; the margin of one is the spread's largest loss.
    """
    rules = policy.capital
    if state.equity <= 0:
        return 0.0, "the account has nothing left"
    if not state.each > 0:
        return 0.0, "its future was not listed, or the spread's credit is not below its width"
    risk = layer.risk or 0.0  # a layer of premium always has one
    limits = {f"{risk:.0%} of equity may be lost at most": risk * _base(rules, state)}
    limits |= _account_limits(rules, state, crested)
    return _carried(limits, state.each, rules.whole, "spread")


def _base(rules: Capital, state: AccountState) -> float:
    """Return the dollars of which every limit takes its share."""
    return state.equity if rules.reinvest else min(rules.initial, state.equity)


def _carried(limits: Mapping[str, float], each: float, whole: bool, thing: str) -> tuple[float, str]:
    """Return how many things with a margin of `each` the tightest limit carries, and that limit."""
    why, room = min(limits.items(), key=lambda item: item[1])
    count = _whole(max(room, 0.0) / each, whole)
    return count, why if count > 0 else f"{why}, which is less than one {thing}"


def _account_limits(rules: Capital, state: AccountState, crested: bool) -> dict[str, float]:
    """Return the dollars of margin that the account still allows, by rule."""
    limits = {
        f"all margin together stays below {rules.leverage:g} times equity": rules.leverage * state.equity
        - state.margin,
        "the reserve must stay": (1.0 - rules.reserve * (1.0 - rules.deploy * crested)) * state.equity
        - state.margin,
    }
    if rules.quick > 0:
        limits[f"the quick ratio must stay above {rules.quick:g}"] = (
            state.cash / rules.quick - state.margin - state.stress
        )
    return limits


def engine_units(own: float, leverage: float, notional: float, each: float) -> tuple[float, str]:
    """Return how many units an engine's own capital carries, not rounded, and which of its two limits decides.

    Parameters
    ----------
    own, notional, each : float
        Dollars: its capital, the futures that a unit amounts to (above 0), the margin of a unit (0: it has none).
    leverage : float
        Futures it may hold, as a multiple of its capital.
    """
    own = max(own, 0.0)
    limits = {
        f"it may hold {leverage:g} times its own capital of {own:,.0f} dollars": own * leverage / notional
    }
    if each > 0:
        limits[f"its own capital of {own:,.0f} dollars carries no more margin"] = own / each
    why, count = min(limits.items(), key=lambda item: item[1])
    return count, why


def fenced(own: float, margin: float) -> bool:
    """Tell whether the ring-fence closes an engine: its capital, with its positions, is below what the clearing house asks.

    `margin` is what customers post for the positions; all in dollars.
    """
    return own < margin / CUSTOMER_FACTOR


def cap_reached(cap: float, spent: list[float], credits: list[float], t: int) -> bool:
    """Tell whether the layers have cost more than a share of the credits of the 252 sessions before day `t`.

    `spent` on the layers and `credits` received are dollars so far, by day.
    """
    if t == 0:
        return False
    past = max(t - 1 - SESSIONS_A_YEAR, 0)
    cost, earned = spent[t - 1] - spent[past], credits[t - 1] - credits[past]
    return earned > 0 and cost > cap * earned


def unit_margin(layer: Layer, days_left: Floats, forward: Floats) -> Floats:
    """Return the margin of one unit of a layer in dollars: of futures and synthetic ones; what is paid in full has none.

    Of premium taken it is the largest loss, which depends on each sale: see `simulation.hedges.expected_cost`.

    A call sold against a future of its own expiry adds nothing beyond its premium, which came in with it: the future covers
    it. That is an assumption: brokers who keep futures and options in accounts of their own ask for more.

    Parameters
    ----------
    days_left, forward : ndarray, shape (rows,)
        Calendar days to expiry, and the price of its future in points.
    """
    legs = zip(layer.terms.kinds, layer.terms.held)
    count = sum(abs(each) for kind, each in legs if kind == "future") + (layer.instrument == "synthetic")
    if not count:
        return np.zeros(len(forward))
    return count * layer.terms.multiplier * forward * futures_share(days_left) * CUSTOMER_FACTOR


def _factor(policy: Policy, drift: float, event: bool) -> float:
    """Return by how much break-even migration and events scale a layer."""
    rules = policy.scaling
    if rules is None:
        return 1.0
    away = min(drift, 1.0) if drift == drift else 0.0
    return (rules.low + (rules.high - rules.low) * away) * (rules.event if event else 1.0)


def _whole(count: float, whole: bool) -> float:
    """Round down to whole contracts, or to the nearest allowed fraction."""
    return float(math.floor(count + _SLACK)) if whole else round(float(count), FRACTION_DIGITS)
