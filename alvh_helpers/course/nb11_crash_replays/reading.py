"""One replay, read closely: a policy in words, a day traced to its trades, sums that agree to the cent."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import fields

import numpy as np
import pandas as pd

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike
from alvh_helpers.market.contracts import MULTIPLIERS
from alvh_helpers.positions.strikes import CONDOR_FLAGS, CONDOR_QUANTITIES
from alvh_helpers.pricing.black import black_scholes
from alvh_helpers.pricing.surface import spx_surface
from alvh_helpers.simulation.ledger import Ledger, day_position
from alvh_helpers.strategy.layers import Layer
from alvh_helpers.strategy.policy import Policy, Scaling

__all__ = [
    "identities",
    "policy_in_words",
    "trace_day",
    "worst_evenings",
    "wrapped",
]


_WIDTH = 110


_FUTURES = ("VX", "VXM")


_TOLD = {"name", "instrument", "trigger", "month", "coverage", "budget", "hold_to", "engine", "risk"}


def policy_in_words(policy: Policy) -> str:
    """Return what a policy says, a line for the condors, each layer, the quorum and the account."""
    rule, capital = policy.condor, policy.capital
    strikes = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in rule.measures.items())
    end = "held to expiry" if rule.take is None and rule.stop is None else "with an exit rule"
    lines = [f"{policy.name}: one condor a {rule.every} of {rule.days} days, {strikes}, {end}"]
    lines += [_layer_in_words(layer) for layer in policy.layers]
    if policy.quorum is not None:
        q = policy.quorum
        lines.append(
            f"quorum: {q.k} calls, at least {q.technical} technical and {q.fundamental} fundamental; acted on {policy.delay} "
            "session(s) later"
        )
    if policy.scaling is not None:
        lines.append(_scaling_in_words(policy.scaling))
    if policy.cost_cap is not None:
        lines.append(f"cost cap: layers may cost {policy.cost_cap:.0%} of a year's credits")
    held = f", which may hold {capital.engine_leverage:g} times its own capital" if capital.engine else ""
    lines.append(
        f"account: {capital.initial:,.0f} dollars, {capital.margin_use:.0%} as margin, {capital.reserve:.0%} in reserve, "
        f"{capital.engine:.0%} for the engine{held}"
    )
    return wrapped("\n".join(lines))


def _scaling_in_words(rule: Scaling) -> str:
    """Return how the hedges' size follows the position."""
    vega = f", while vega/theta is above {rule.vega_theta:g}" if rule.vega_theta is not None else ""
    calm = (
        f", not while VIX is dislocated by more than {rule.pause:g} standard deviations"
        if rule.pause is not None
        else ""
    )
    return (
        f"scaling: a cover times {rule.low:g} with the index at the condor's centre, up to {rule.high:g} at a short strike, and "
        f"times {rule.event:g} at scheduled events; resized when it is {rule.band:.0%} off, every {rule.every} sessions at most"
        f"{vega}{calm}"
    )


def _layer_in_words(layer: Layer) -> str:
    """Return one layer as a line: what every layer has, then what is not as in a plain `Layer`."""
    rule = layer.trigger
    asked = [" or ".join(rule.either)] if rule.either else []
    asked += [*rule.all_of, *([f"VIX above {rule.vix_above:g}"] if rule.vix_above is not None else [])]
    asked += ["a crest behind"] if rule.crested else []
    sizes = {
        "hedge": f"covers {layer.coverage:.0%} of the vega",
        "engine": "sized by its own capital",
        "premium": f"may lose {layer.risk or 0:.0%} of equity",
    }
    cap = "" if layer.budget is None else f", at most {layer.budget:.0%} of the credit"
    plain = {f.name: f.default for f in fields(Layer)}
    rest = [f.name for f in fields(Layer) if f.name not in _TOLD and getattr(layer, f.name) != plain[f.name]]
    more = "".join(f"; {name} {getattr(layer, name)}" for name in rest)
    return (
        f"{layer.name}: {layer.instrument}, month {layer.month}; let in by {' and '.join(asked) or 'nothing: always on'}; "
        f"{sizes[layer.role]}{cap}; rolled with {layer.hold_to} days left{more}"
    )


def wrapped(text: str) -> str:
    """Return a text with long lines wrapped at words, what follows indented; empty lines stay."""
    rows = [
        textwrap.fill(line, _WIDTH, subsequent_indent="      ", break_on_hyphens=False)
        for line in text.splitlines()
    ]
    return "\n".join(rows)


def trace_day(ledger: Ledger, date: DateLike) -> pd.DataFrame:
    """Trace one day's profit to its contracts: what each was worth, what was traded, what it gained.

    Returns
    -------
    DataFrame
        A row a contract: ``source``, ``contract``, ``before`` (dollars at the last close), ``traded`` (cash of the day's
        trades), ``costs`` (0 or less), ``now`` (dollars at this close), ``variation`` (what a future paid in cash), ``profit``:
        now - before + traded + costs + variation. By source the profits are the ledger's, to the cent.

    Raises
    ------
    CourseError
        When the day is none of the ledger's, or its first.
    """
    at = day_position(ledger, date)
    if at == ledger.record.inputs.start:
        raise CourseError("the ledger's first day has no day before it: trace a later one")
    key, trades = ["source", "contract"], ledger.trades
    before, now = (_held(ledger.marks(ledger.market.sessions[k]), key) for k in (at - 1, at))
    done = trades[trades["date"] == ledger.market.sessions[at]].groupby(key, sort=False)
    sums = done[["cash", "spread", "commission"]].sum()
    price = pd.concat([now["price"], done["price"].last()])
    price = price[~price.index.duplicated()]
    index = before.index.union(now.index, sort=False).union(sums.index, sort=False)
    table = pd.DataFrame({"before": before["value"], "traded": sums["cash"]}, index).fillna(0.0)
    table["costs"] = 0.0 - (sums["spread"] + sums["commission"]).reindex(index, fill_value=0.0)
    table["now"] = now["value"].reindex(index, fill_value=0.0)
    # A future is marked at nothing: its moves are paid in cash every day.
    kind = index.get_level_values("contract").str.split(" ").str[0]
    multiplier = np.array([MULTIPLIERS[name] if name in _FUTURES else 0.0 for name in kind])
    moved = (price - before["price"]).mul(before["units"]).reindex(index).fillna(0.0).to_numpy(dtype=float)
    table["variation"] = np.round(multiplier * moved, 2) + 0.0
    parts = table[["now", "traded", "costs", "variation"]].sum(axis=1)
    return table.assign(profit=(parts - table["before"]).round(2) + 0.0).reset_index()


def _held(marks: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Return one row a contract, also when two sales hold the same one."""
    return marks.groupby(key, sort=False).agg({"units": "sum", "price": "last", "value": "sum"})


def identities(ledger: Ledger) -> pd.DataFrame:
    """Return sums of a ledger that must agree: their two sides in dollars, and whether they do, to the cent.

    Returns
    -------
    DataFrame
        Rows: change in equity against all profit by source and day; against what all contracts earned, and interest; cash
        and marks of every close against equity. Columns: ``one side``, ``other side``, ``agree``.
    """
    daily, profit = ledger.daily, ledger.profit
    change = ledger.equity.iloc[-1] - ledger.policy.capital.initial
    marks = daily.filter(like="mark ").sum(axis=1)
    pairs = {
        "change in equity, profit by source": (change, profit.to_numpy().sum()),
        "change in equity, contracts and interest": (
            change,
            ledger.legs["profit"].sum() + profit["interest"].sum(),
        ),
        "sum of all closes, cash and marks": (daily["equity"].sum(), (daily["cash"] + marks).sum()),
    }
    table = pd.DataFrame.from_dict(pairs, orient="index", columns=["one side", "other side"])
    agree = [round(100 * a) == round(100 * b) for a, b in pairs.values()]
    agree[-1] &= bool(((daily["equity"] - daily["cash"] - marks).abs() < 0.005).all())
    return table.assign(agree=["to the cent" if ok else "NO" for ok in agree])


def worst_evenings(ledgers: Mapping[str, Ledger]) -> pd.DataFrame:
    """Return the condors' worst day of each stretch, what made it, and what the layers made of it.

    Returns
    -------
    DataFrame
        By stretch: ``day``; ``condors`` and ``layers``, dollars of that day; ``offset``: the layers' as a share of the loss; ``cover``: the
        hedges' vega as a share of the condors' on the evening before (NaN when the condors were not short vega);
        ``index_alone``, ``vix_alone``: what the evening's condors would have made had only the index moved, or only VIX and
        VIX3M, without a day passing (the two overlap, so they need not add up); ``promised``: what hedges of that cover would
        have made had they moved as VIX alone moved the condors, cover times the loss of ``vix_alone``.
    """
    rows = {}
    for stretch, ledger in ledgers.items():
        condors = ledger.profit["condors"]
        layers = ledger.profit.drop(columns=["condors", "interest"]).sum(axis=1)
        where = max(int(condors.to_numpy().argmin()), 1)
        day, eve = condors.index[where], ledger.daily.iloc[where - 1]
        index, vix = _moved_alone(ledger, ledger.record.inputs.start + where)
        cover = -eve["hedge_vega"] / eve["vega"] if eve["vega"] < 0 else np.nan
        rows[stretch] = {
            "day": f"{day:%Y-%m-%d}",
            "condors": condors[day],
            "layers": layers[day],
            "offset": -layers[day] / condors[day],
            "cover": cover,
            "index_alone": index,
            "vix_alone": vix,
            "promised": -cover * vix + 0.0,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def _moved_alone(ledger: Ledger, at: int) -> tuple[float, float]:
    """Return dollars of the condors held on the evening before a day, had only the index, or only VIX, moved to that day."""
    cycles, held, s = ledger.record.inputs.sales, ledger.record.log.contracts, ledger.market.surface
    alive = np.flatnonzero((cycles.opened < at) & (cycles.closed >= at) & (held > 0))
    index, vix, rest = (np.repeat(days, len(alive)) for days in ([-1, 0, -1], [-1, -1, 0], [-1, -1, -1]))
    surface = spx_surface(
        s.spot[at + index], s.vix[at + vix], s.vix3m[at + vix], s.rate[at + rest], s.dividend_yield[at + rest]
    )
    years = (np.tile(cycles.expiry[alive], 3) - ledger.market.days[at - 1]).astype(float)[:, None] / 365.0
    strikes = np.tile(cycles.strikes[alive], (3, 1))
    terms = (x[:, None] for x in (surface.rate, surface.dividend_yield))
    flags = np.array(CONDOR_FLAGS)
    price = black_scholes(
        flags, surface.spot[:, None], strikes, years, surface.vol(strikes, years), *terms
    ).price
    worth = (100.0 * np.tile(held[alive], 3) * (price @ CONDOR_QUANTITIES)).reshape(3, -1).sum(axis=1)
    return float(worth[1] - worth[0]), float(worth[2] - worth[0])
