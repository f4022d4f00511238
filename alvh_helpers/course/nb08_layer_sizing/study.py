"""How many hedges a condor needs, what they cost and what they paid: R13 to R15, K2 and K4 over the whole history.

Condors and units of a hedge are looked at as though one of each were bought on every day that is asked for, so that no
policy's path decides what is seen. Whole contracts come from the replay's own rules (`strategy.sizing`), asked for one
day and one sale. What policies did comes from their ledgers, the second engine and premium left out. Counts of days in
each draw come from `risk.block_counts`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import Floats
from alvh_helpers.course.notebook import choice
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike
from alvh_helpers.positions.strikes import CONDOR_FLAGS, CONDOR_QUANTITIES, choose_strikes
from alvh_helpers.pricing.black import black_scholes
from alvh_helpers.risk.bootstrap import interval, mean_interval
from alvh_helpers.risk.ratios import capm
from alvh_helpers.simulation.condors import nearest_expiry
from alvh_helpers.simulation.daily import DailyMarket
from alvh_helpers.simulation.hedges import choose_layer_strikes, expected_cost, mark_units
from alvh_helpers.simulation.ledger import Ledger
from alvh_helpers.strategy.layers import Layer
from alvh_helpers.strategy.policy import CondorRule
from alvh_helpers.strategy.presets import unhedged
from alvh_helpers.strategy.sizing import AccountState, condor_contracts, layer_units, unit_margin
from alvh_helpers.vix.betas import spx_vega_equivalent
from alvh_helpers.vix.options import VixSmile, vix_smile

__all__ = [
    "ETN_PRICE",
    "WINGS",
    "Sized",
    "carry_table",
    "condors_by_day",
    "cost_by_period",
    "coverage_held",
    "coverage_ladder",
    "fitting_units",
    "hedge_layers",
    "nearest_coverage",
    "realised_coverage",
    "sized",
    "smallest_account",
    "units_by_day",
    "wing_rule",
]


ETN_PRICE = 50.0
"""Dollars at which an ETN share is counted: real notes are merged again and again, lest a share become nothing."""


WINGS = ("25 points", "50 points", "100 points", "200 points", "5 delta")
"""Wings that the explorer offers."""


_YEAR = 252.0


_SLACK = 1e-9


def coverage_ladder(delta: float = 0.35, short_delta: float = 0.15, month: int = 1) -> dict[str, Layer]:
    """Return one layer for each instrument of R13, all of the same month, by the name under which it is shown."""
    terms = {"month": month, "delta": delta, "short_delta": short_delta}
    names = {"VIX call": "call", "call spread": "call spread", "mini future": "mini future"}
    names |= {"financed mini": "financed mini future", "VX future": "future", "ETN share": "etn"}
    return {shown: Layer(shown, instrument, **terms) for shown, instrument in names.items()}


def condors_by_day(
    facts: DailyMarket, days: pd.DatetimeIndex, rule: CondorRule | None = None
) -> pd.DataFrame:
    """Return one condor sold on each of some trading days, at the model's mid prices; when the rule sells does not matter.

    Returns
    -------
    DataFrame
        By day: ``days`` to expiry, ``width`` of the wider wing in points; of one condor in dollars ``credit``, ``margin``
        (R29) and ``vega`` (positive: lost per vol point).
    """
    rule = CondorRule() if rule is None else rule
    at, sold = _positions(facts, days), days.to_numpy().astype("M8[D]")
    surface = facts.surface.at(at)
    left = (nearest_expiry(facts.spx_expiries(rule.weekly), sold, rule.days) - sold).astype(float)
    strikes = choose_strikes(surface, left / 365.0, **rule.measures)
    time = left[:, None] / 365.0
    spot, rate, dividends = (getattr(surface, x)[:, None] for x in ("spot", "rate", "dividend_yield"))
    legs = black_scholes(
        np.array(CONDOR_FLAGS), spot, strikes, time, surface.vol(strikes, time), rate, dividends
    )
    credit, width = -100.0 * legs.price @ CONDOR_QUANTITIES, np.diff(strikes)[:, [0, 2]].max(axis=1)
    table = {
        "days": left,
        "width": width,
        "credit": credit,
        "margin": np.maximum(100.0 * width - credit, 0.0),
    }
    return pd.DataFrame(table | {"vega": -100.0 * legs.vega @ CONDOR_QUANTITIES}, days)


def units_by_day(
    facts: DailyMarket, days: pd.DatetimeIndex, layer: Layer, smile: VixSmile = vix_smile
) -> pd.DataFrame:
    """Return one unit of a layer's instrument bought on each of some trading days.

    Returns
    -------
    DataFrame
        By day: ``expiry``; ``strike``, of the first option; ``forward`` (its future), ``price`` and ``delta`` in points;
        ``beta``, measured so far; of one unit in dollars ``margin``, ``equivalent`` (R13, per SPX vol point) and ``charge``
        (R14): an option's price, a future's slide down the curve until its roll.
    """
    at = _positions(facts, days)
    expiry = _expiries(facts, layer)[at]
    strikes = choose_layer_strikes(layer, facts, at, expiry, smile)
    legs, price, delta, forward, beta = mark_units(layer, facts, at, expiry, strikes, smile)
    charge = expected_cost(layer, facts, at, expiry, strikes, legs, smile)
    share = ETN_PRICE / price if layer.instrument == "etn" else 1.0
    option = layer.terms.kinds.index("option") if "option" in layer.terms.kinds else 0
    table = {"expiry": expiry, "strike": strikes[:, option], "forward": forward}
    table |= {"price": share * price, "delta": share * delta, "beta": beta}
    left = (expiry - facts.days[at]).astype(float)
    table |= {"margin": unit_margin(layer, left, forward) + np.zeros(len(at))}
    each = layer.terms.multiplier
    table |= {"equivalent": spx_vega_equivalent(share * delta, beta, multiplier=each)}
    return pd.DataFrame(table | {"charge": share * each * charge}, days)


class Sized(NamedTuple):
    """What one sale comes to on an account.

    ``condors`` and the rule ``why``; ``by_vega``, ``by_credit``: units that each rule asks for or allows, not rounded;
    ``units`` and the rule ``bound`` that decided; ``coverage`` reached (NaN without a condor); ``paid``: what the units are
    charged as a share of the credit.
    """

    condors: float
    why: str
    by_vega: float
    by_credit: float
    units: float
    bound: str
    coverage: float
    paid: float


def wing_rule(wing: str) -> CondorRule:
    """Return the course's condor with one of `WINGS`."""
    size, unit = choice("wing", wing, WINGS).split()
    return CondorRule() if unit == "delta" else CondorRule(wing_delta=None, wing_points=float(size))


def smallest_account(
    equivalent: float, vega: float, margin: float, share: float, low: float = 0.4, high: float = 0.6
) -> tuple[int, int, float]:
    """Return condors, units and dollars of the smallest account on which whole units cover from low to high of the vega.

    Parameters
    ----------
    equivalent, vega, margin : float
        Dollars: of one unit per vol point, of one condor per vol point (positive), tied up by one condor.
    share : float
        Of the account, that one sale may take as margin.

    Raises
    ------
    CourseError
        When a figure is not above 0, or high is not above low.
    """
    if not (min(equivalent, vega, margin, share, low) > 0 and high > low):
        raise CourseError(
            f"equivalent {equivalent:g}, vega {vega:g}, margin {margin:g}, share {share:g}, coverage {low:g} to {high:g}: "
            "all are above 0, and the low end is below the high one"
        )
    condors = 1
    # Once (high - low) of the vega is worth one whole unit, some number always fits: the search ends.
    while not (units := fitting_units(condors, equivalent, vega, low, high)):
        condors += 1
    return condors, units, condors * margin / share


def fitting_units(condors: int, equivalent: float, vega: float, low: float = 0.4, high: float = 0.6) -> int:
    """Return the smallest whole number of units that covers enough of some condors and not too much, or 0 if none does.

    A larger account is no guarantee: with more condors the number of units may fall between two whole ones. The arguments
    are those of `smallest_account`.
    """
    units = math.ceil(low * condors * vega / equivalent - _SLACK)
    return units if units <= high * condors * vega / equivalent + _SLACK else 0


def nearest_coverage(
    accounts: ArrayLike, equivalent: float, vega: float, margin: float, share: float, target: float = 0.5
) -> Floats:
    """Return the coverage of accounts, shape (n,) in dollars, that whole contracts bring nearest to a target.

    The other arguments are those of `smallest_account`. NaN where no condor can be sold.
    """
    condors = np.floor(np.asarray(accounts, dtype=float) * share / margin + _SLACK)
    sold = np.where(condors > 0, condors, np.nan) * vega
    return np.floor(target * sold / equivalent + 0.5) * equivalent / sold


def sized(
    facts: DailyMarket,
    date: DateLike,
    account: float,
    wing: str = "50 points",
    instrument: str = "call spread",
    coverage: float = 0.5,
    budget: float = 0.25,
) -> Sized:
    """Return what the steward's rules sell and buy on one day, on an account (dollars) without positions.

    `wing` is one of `WINGS`, `instrument` of `coverage_ladder`; `budget` is the share of the credit that may be spent.
    """
    day = facts.market.day(date)
    policy, layers = unhedged().with_capital(initial=float(account)), coverage_ladder()
    layer = replace(layers[choice("instrument", instrument, layers)], coverage=coverage, budget=budget)
    days = pd.DatetimeIndex([day.date])
    sold = condors_by_day(facts, days, wing_rule(wing)).iloc[0]
    unit = units_by_day(facts, days, layer).iloc[0]
    asked = AccountState(account, account, 0.0, 0.0, float(sold["margin"]))
    condors, why = condor_contracts(policy, asked, day.spx, False)
    vega, credit = condors * sold["vega"], condors * sold["credit"]
    room = account * policy.capital.leverage - condors * sold["margin"]
    points = unit["charge"] / layer.terms.multiplier
    terms = {"vega": vega, "credit": credit, "charge": points, "room": room}
    units, bound = layer_units(policy, layer, unit, **terms)
    by_vega = coverage * vega / unit["equivalent"]
    by_credit = budget * credit / unit["charge"] if unit["charge"] > 0 else math.inf
    reached = units * unit["equivalent"] / vega if vega > 0 else math.nan
    paid = units * unit["charge"] / credit if credit > 0 else math.nan
    return Sized(condors, why, by_vega, by_credit, units, bound, reached, paid)


def hedge_layers(ledger: Ledger) -> list[str]:
    """Return the names of a ledger's layers that are sized by vega: neither the second engine nor premium."""
    return [layer.name for layer in ledger.policy.layers if layer.role == "hedge"]


def coverage_held(ledger: Ledger) -> pd.DataFrame:
    """Return what a ledger's layers were to cover at each close.

    Returns
    -------
    DataFrame
        By day, dollars per SPX vol point: ``vega`` that the condors lose (negative: gain), ``answer`` of the layers; and
        ``coverage``, NaN while the condors lose nothing.
    """
    hedges = [k for k, layer in enumerate(ledger.policy.layers, 1) if layer.role == "hedge"]
    table = pd.DataFrame({"vega": -ledger.record.vegas[0]}, ledger.record.sessions)
    table["answer"] = ledger.record.vegas[hedges].sum(axis=0)
    return table.assign(coverage=table["answer"] / table["vega"].where(table["vega"] > _SLACK))


def realised_coverage(
    ledger: Ledger, counts: Floats, rises: Sequence[float] = (3.0, 5.0, 10.0)
) -> pd.DataFrame:
    """Return which share of the condors' losses the layers made good on days on which VIX rose by so many points (K2).

    Returns
    -------
    DataFrame
        By rise: ``days``; ``median eve``, the median coverage of the evening before; in dollars ``condors``, ``vega part``
        (vega of that evening x change of 45-day volatility) and ``layers``; ``realised`` = layers / -condors, with its
        interval ``low`` to ``high``; ``intended``, the layers' answer of that evening x the same change, and ``of vega``,
        the layers, both / -vega part. All but the median are sums over the days and their ratios.
    """
    facts, days, eve = ledger.market, ledger.record.sessions, coverage_held(ledger).shift(1)
    levels = facts.surface.vix, 100.0 * facts.surface.atm_vol(45.0 / 365.0)
    vix, vol = (pd.Series(x, facts.sessions).reindex(days).diff().to_numpy() for x in levels)
    gain = ledger.profit[hedge_layers(ledger)].sum(axis=1).to_numpy()
    change, part = ledger.profit["condors"].to_numpy(), -eve["vega"].to_numpy() * vol
    answer = eve["answer"].to_numpy() * vol
    rows = {}
    for rise in rises:
        up = vix >= rise
        lost, paid, expected, meant = (float(x[up].sum()) for x in (change, gain, part, answer))
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn = -(counts @ (gain * up)) / (counts @ (change * up))
        low, high = interval(drawn) if up.any() else (np.nan, np.nan)
        row = {"days": up.sum(), "median eve": eve["coverage"][up].median(), "condors": lost}
        row |= {"vega part": expected, "layers": paid, "realised": -paid / lost if lost else np.nan}
        shares = {"intended": meant, "of vega": paid}
        row |= {"low": low, "high": high} | {
            n: -x / expected if expected else np.nan for n, x in shares.items()
        }
        rows[f"VIX up {rise:g} or more"] = row
    return pd.DataFrame(rows).T


def carry_table(ledger: Ledger, counts: Floats, stocks: pd.Series, premium: float = 0.05) -> pd.DataFrame:
    """Return beta, fair carry and what was earned by each source of a ledger, shares of equity a year (R15).

    `stocks` is what the index earned above T-bills by day (`market.equity_excess`), `premium` what it is expected to earn
    in a year.

    Returns
    -------
    DataFrame
        By source and ``together``: ``beta``; ``fair`` = beta x premium; ``fair then`` = beta x what the index did earn;
        ``earned``, with its interval ``low`` to ``high``.
    """
    base = ledger.equity.shift(1).fillna(ledger.policy.capital.initial)
    shares = ledger.profit.drop(columns="interest").div(base, axis=0)
    shares["together"], index = shares.sum(axis=1), stocks.reindex(shares.index)
    rows = {}
    for name, share in shares.items():
        beta = capm(share, index).beta
        earned, low, high = _YEAR * np.array(mean_interval(share, None, counts))
        row = {"beta": beta, "fair": beta * premium, "fair then": beta * _YEAR * index.mean()}
        rows[name] = row | {"earned": earned, "low": low, "high": high}
    return pd.DataFrame(rows).T


def cost_by_period(ledger: Ledger, period: str = "cycle") -> pd.DataFrame:
    """Return what the layers cost against the condors' credit, by 'cycle' (from sale to sale) or calendar 'year' (K4, R14).

    Returns
    -------
    DataFrame
        By period: ``credit`` at mid and ``cost`` of the layers in dollars (negative: a gain), ``share`` = cost / credit.
    """
    record, cycles = ledger.record, ledger.record.inputs.sales
    sold = np.flatnonzero(record.log.contracts > 0)
    dollars = 100.0 * record.log.contracts[sold] * cycles.credit[sold]
    credit = pd.Series(dollars, ledger.market.sessions[cycles.opened[sold]]).groupby(level=0).sum()
    cost = -ledger.profit[hedge_layers(ledger)].sum(axis=1)
    if period == "year":
        credit, cost = (x.groupby(x.index.year).sum() for x in (credit, cost))
    elif period == "cycle":
        # What happens by the close of a day belongs to the sale before it.
        at = np.maximum(np.searchsorted(credit.index, cost.index) - 1, 0)
        cost = pd.Series(np.bincount(at, weights=cost, minlength=len(credit)), credit.index)
    else:
        raise CourseError(f"period {period!r}: costs are added up by 'cycle' or by 'year'")
    table = pd.DataFrame({"credit": credit, "cost": cost}).fillna(0.0)
    return table.assign(share=table["cost"] / table["credit"].where(table["credit"] > 0))


def _positions(facts: DailyMarket, days: pd.DatetimeIndex) -> NDArray[np.int64]:
    """Return the positions of trading days in the history, or refuse a day that is none."""
    at = facts.sessions.get_indexer(days)
    if not len(at) or (at < 0).any():
        raise CourseError(f"{list(days[at < 0].strftime('%Y-%m-%d'))}: give trading days of the history")
    return at


def _expiries(facts: DailyMarket, layer: Layer) -> NDArray[np.datetime64]:
    """Return the expiry that a layer would buy on each day of the history."""
    listed = facts.vix_expiries(layer.weekly)
    other = layer.month if layer.month_inverted is None else layer.month_inverted
    month = np.where(facts.inverted, other, layer.month)
    beyond = facts.days + np.timedelta64(layer.hold_to, "D")
    return listed[np.searchsorted(listed, beyond, side="right") + month - 1]
