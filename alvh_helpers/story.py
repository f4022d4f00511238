"""One day of a ledger in plain words: what is held, what was decided, and every vote with the number behind it."""

from __future__ import annotations

from typing import Any

import numpy as np

from alvh_helpers.cycles import nearest_short
from alvh_helpers.signals.quorum import decide

__all__ = ["explain_day"]


_DEEDS = {
    "sale": "sold {units:g} condors",
    "no sale": "sold no condor",
    "expiry": "settled {units:g} condors",
    "exit": "bought back {units:g} condors",
    "shift": "bought back {units:g} condors to sell them anew",
    "open": "opened with {units:g} units",
    "roll": "rolled into {units:g} units",
    "nothing bought": "was let in but bought nothing",
    "resize": "changed by {units:+g} units",
    "close": "closed {units:g} units",
    "ring-fence": "closed {units:g} units",
}


def explain_day(ledger: Any, t: int) -> str:
    """Return the day at position `t` of the history as text; see `ledger.Ledger.explain`."""
    parts = [_account(ledger, t), _market(ledger, t), _decided(ledger, t)]
    if ledger.policy.layers:
        parts.append(_layers(ledger, t))
        parts.append(_votes(ledger, t))
    return "\n\n".join(parts)


def _account(ledger: Any, t: int) -> str:
    row, day = ledger.daily.iloc[t - ledger.record.plan.start], ledger.facts.sessions[t]
    gains = ledger.profit.iloc[t - ledger.record.plan.start]
    named = ", ".join(f"{name} {value:+,.2f}" for name, value in gains.items())
    return (
        f"{day:%A %Y-%m-%d}, {ledger.policy.name}. The account is worth {row['equity']:,.2f} dollars: {row['cash']:,.2f} in "
        f"cash, {row['equity'] - row['cash']:+,.2f} in marks. The day's profit: {named}. Margin {row['margin']:,.0f}, quick "
        f"ratio {row['quick']:.2f}."
    )


def _market(ledger: Any, t: int) -> str:
    row = ledger.facts.table.iloc[t]
    lines = [
        f"SPX {row['spx']:,.2f}, VIX {row['vix']:.2f}, front future {row['vx1']:.2f}. Held at the close:"
    ]
    for leg in ledger.marks(ledger.facts.sessions[t]).itertuples():
        lines.append(
            f"  {leg.source}: {leg.units:+g} {leg.contract} at {leg.price:.2f} ({leg.value:+,.2f} dollars)"
        )
    return "\n".join(lines if len(lines) > 1 else [*lines, "  nothing but cash"])


def _decided(ledger: Any, t: int) -> str:
    rows = [row for row in ledger.record.journal.decisions if row[0] == t]
    if not rows:
        return "Nothing was decided: no condor was due, no layer's trigger, roll or size changed."
    return "\n".join(
        f"{who.capitalize()}: {_DEEDS[what].format(units=units)}, because {_reason(why)}."
        for _, who, what, units, why in rows
    )


def _reason(why: str) -> str:
    return f"it is {why}" if why.startswith("bound by") else why


def _layers(ledger: Any, t: int) -> str:
    """Say of each layer whether its trigger is on."""
    lines = []
    for layer, on in zip(ledger.policy.layers, ledger.record.plan.on):
        rule, asked = layer.trigger, []
        asked += [" or ".join(rule.either)] if rule.either else []
        asked += [*rule.all_of, *([f"VIX above {rule.vix_above:g}"] if rule.vix_above is not None else [])]
        asked += ["a spike past its peak"] if rule.crested else []
        lines.append(
            f"{layer.name}'s trigger ({', and '.join(asked) or 'none: always'}) is {'on' if on[t] else 'off'}."
        )
    drift = ledger.record.plan.drift[t]
    seen = "there was no condor" if np.isnan(drift) else f"the condors' drift was {drift:.2f}"
    return f"As of the votes that count today, {seen}{_near(ledger, t)}. " + " ".join(lines)


def _near(ledger: Any, t: int) -> str:
    """Say how near a short strike was, where a layer asks for it."""
    if all(layer.trigger.moves is None for layer in ledger.policy.layers) or t < ledger.policy.delay:
        return ""
    near = nearest_short(ledger.record.plan.cycles, ledger.facts)[t - ledger.policy.delay]
    return "" if np.isnan(near) else f", the nearest short strike {near:.2f} expected moves away"


def _votes(ledger: Any, t: int) -> str:
    """Read out every vote that today's decisions were made on."""
    seen = t - ledger.policy.delay
    if seen < 0:
        return "There were no votes yet."
    cast, day = ledger.facts.votes, ledger.facts.sessions[seen]
    lines = [f"Votes of {day:%Y-%m-%d}:"]
    lines += [f"  {row.Index} ({row.kind}): {row.why}" for row in cast.explain(day).itertuples()]
    if ledger.policy.quorum is not None:
        row = decide(cast, ledger.policy.quorum).iloc[seen]
        verdict = "reached" if row["reached"] else "not reached"
        lines.append(
            f"  {row['calls']} call ({row['technical']} technical, {row['fundamental']} fundamental), {row['abstain']} abstain: "
            f"the quorum of {ledger.policy.quorum.k} is {verdict}."
        )
    return "\n".join(lines)


_MOVED = {
    "nearest_short": ("alvh_helpers.cycles", "nearest_short"),
    "decide": ("alvh_helpers.signals.quorum", "decide"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
