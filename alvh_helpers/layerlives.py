"""What a layer holds on which days, per unit: from each purchase to its roll or end, marked on every day in between.

Which contract a layer holds depends on the market and on the condor's drift, not on how many units an account can pay.
So every purchase of a history is chosen and marked in one go; the replay decides the number of units.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alvh_helpers.facts import Facts
from alvh_helpers.layermarks import choose_layer_strikes, expected_cost, mark_units
from alvh_helpers.strategy.layers import Layer
from alvh_helpers.vix.options import VixSmile, vix_smile

__all__ = ["ENDS", "Lives", "delayed", "layer_lives", "trigger_days"]


Floats = NDArray[np.float64]


Ints = NDArray[np.int64]


Bools = NDArray[np.bool_]


ENDS = (
    "it is still held",
    "its trigger had been off for long enough",
    "of the vol crush",
    "its contract was due and is replaced",
    "its contract was due and its trigger was off",
)
"""How a purchase ends; the position of each word is its code in `Lives.end`."""


_FAR = np.datetime64("2100-01-01", "D")


class Lives(NamedTuple):
    """All purchases of a layer in a stretch of history, one unit of each.

    ``opened``, ``closed`` (m,): positions of days, ``closed`` the number of days for what is still held; ``expiry`` (m,)
    datetime64; ``strikes`` (m, k); ``rolled`` (m,): whether it replaced another; ``end`` (m,): code of `ENDS`; ``charge``
    (m,): points it is expected to cost until its roll, or of premium the largest loss. Then a row for each purchase and day: ``first`` (m,), ``row_day``,
    ``row_life``, ``price`` (rows, k) points, ``value`` (points of a unit, a future counted at its price), ``delta`` (points per point of its future),
    ``forward`` (its future, points), ``beta`` (points per SPX vol point).
    """

    opened: Ints
    closed: Ints
    expiry: NDArray[np.datetime64]
    strikes: Floats
    rolled: Bools
    end: Ints
    charge: Floats
    first: Ints
    row_day: Ints
    row_life: Ints
    price: Floats
    value: Floats
    delta: Floats
    forward: Floats
    beta: Floats


def trigger_days(layer: Layer, facts: Facts, drift: Floats, delay: int, near: Floats | None = None) -> Bools:
    """Return the days on which a layer's trigger is on.

    Parameters
    ----------
    layer : Layer
        The layer.
    facts : Facts
        Of n days.
    drift : ndarray, shape (n,)
        Largest size of the open condors' drift by day, NaN without one.
    delay : int
        Sessions between what is seen and what is done.
    near : ndarray, shape (n,), optional
        Expected moves to the nearest short strike by day, NaN without a condor; for a trigger that asks for it.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    rule, n = layer.trigger, len(facts.days)
    on = np.full(n, not rule.either)
    for name in rule.any_of:
        on |= facts.votes.column(name) > 0
    if rule.drift is not None:
        on |= np.nan_to_num(drift) >= rule.drift
    if rule.moves is not None and near is not None:
        on |= near <= rule.moves
    for name in rule.all_of:
        on &= facts.votes.column(name) > 0
    if rule.vix_above is not None:
        on &= facts.surface.vix > rule.vix_above
    if rule.crested:
        on &= facts.crested
    return on if rule.always else delayed(on, delay)


def delayed(seen: Bools, delay: int) -> Bools:
    """Return what was seen so many sessions before each day; False before the first."""
    return np.r_[np.zeros(delay, dtype=bool), seen[: len(seen) - delay]]


def layer_lives(
    layer: Layer,
    facts: Facts,
    on: Bools,
    may_open: Bools,
    start: int,
    end: int,
    delay: int,
    smile: VixSmile = vix_smile,
) -> Lives:
    """Choose and mark every purchase of a layer.

    Parameters
    ----------
    layer : Layer
        The layer.
    facts : Facts
        Of n days.
    on, may_open : ndarray of bool, shape (n,)
        Whether its trigger is on, and whether the quorum lets it in.
    start, end : int
        Positions of the first and the last day.
    delay : int
        Sessions between a vol crush seen and the sale.
    smile : callable
        Of VIX options: ``smile(vvix, forward, strike, time)``.

    Returns
    -------
    Lives
    """
    expiries = _targets(layer, facts, start, end)
    opened, closed, rolled, how = _path(layer, facts, on, may_open, expiries, start, end, delay)
    expiry = expiries[opened - start]
    lengths = np.minimum(closed, end) - opened + 1
    first = np.r_[0, lengths.cumsum()[:-1]].astype(int) if len(opened) else np.empty(0, int)
    row_life = np.repeat(np.arange(len(opened)), lengths)
    row_day = np.arange(len(row_life)) - first[row_life] + opened[row_life]
    strikes = choose_layer_strikes(layer, facts, opened, expiry, smile)
    marked = mark_units(layer, facts, row_day, expiry[row_life], strikes[row_life], smile)
    charge = expected_cost(layer, facts, opened, expiry, strikes, marked[0][first], smile)
    return Lives(opened, closed, expiry, strikes, rolled, how, charge, first, row_day, row_life, *marked)


def _targets(layer: Layer, facts: Facts, start: int, end: int) -> NDArray[np.datetime64]:
    """Return the expiry that the layer would buy on each day of the stretch, by the slope of the curve."""
    stretch = slice(start, end + 1)
    days = facts.days[stretch]
    if layer.instrument == "etn":
        return np.full(len(days), _FAR)
    listed = facts.vix_expiries(layer.weekly)
    beyond = np.maximum(facts.later[stretch], days + np.timedelta64(layer.hold_to, "D"))
    other = layer.month if layer.month_inverted is None else layer.month_inverted
    month = np.where(facts.inverted[stretch], other, layer.month)
    return listed[np.searchsorted(listed, beyond, side="right") + month - 1]


def _path(
    layer: Layer, facts: Facts, on: Bools, may_open: Bools, expiries: NDArray[np.datetime64], start: int, end: int, delay: int
) -> tuple[Ints, Ints, Bools, Ints]:  # fmt: skip
    """Walk through the days once: when is something bought, rolled, sold, and why."""
    stretch, n = slice(start, end + 1), len(facts.days)
    dates = (expiries, facts.days[stretch], facts.later[stretch])
    left, day, later = (x.astype(int).tolist() for x in dates)
    before = max(start - layer.off_days, 0)
    lately = np.convolve(on[before : end + 1], np.ones(layer.off_days))[start - before : end + 1 - before] > 0
    flags = (_crushed(layer, facts, delay)[stretch], lately, on[stretch], on[stretch] & may_open[stretch])
    crushed, stays, on_list, may = (x.tolist() for x in flags)
    opened, closed, rolled, how = [], [], [], []
    held = 0
    for t in range(start, end + 1):
        d = t - start
        leaves = crushed[d] or not stays[d]
        if held:
            due = held <= later[d] or held - day[d] <= layer.hold_to
            if not (leaves or due):
                continue
            again = due and not leaves and on_list[d] and layer.rolls
            closed.append(t)
            how.append(2 if crushed[d] else 1 if leaves else 3 if again else 4)
            held = 0
            if not again:
                continue
        elif leaves or not may[d]:
            continue
        held = left[d]
        rolled.append(len(how) > 0 and how[-1] == 3 and closed[-1] == t)
        opened.append(t)
    if held:
        closed.append(n)
        how.append(0)
    return np.array(opened, int), np.array(closed, int), np.array(rolled, bool), np.array(how, int)


def _crushed(layer: Layer, facts: Facts, delay: int) -> Bools:
    """Return the days on which VIX has fallen far enough from its recent high."""
    vix = facts.surface.vix
    if layer.crush is None:
        return np.zeros(len(vix), dtype=bool)
    return delayed(vix <= (1.0 - layer.crush) * facts.vix_high, delay)


_MOVED = {
    "Facts": ("alvh_helpers.facts", "Facts"),
    "choose_layer_strikes": ("alvh_helpers.layermarks", "choose_layer_strikes"),
    "expected_cost": ("alvh_helpers.layermarks", "expected_cost"),
    "mark_units": ("alvh_helpers.layermarks", "mark_units"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
