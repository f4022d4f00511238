"""The strikes, marks and expected cost of one unit of a layer, on the days on which it may be held.

VIX options are marked on the future of their own expiry; a future is its settlement; an ETN share its level.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from alvh_helpers.cycles import PRICE_DIGITS
from alvh_helpers.facts import Facts
from alvh_helpers.pricing.black import black76
from alvh_helpers.strategy.layers import Layer
from alvh_helpers.vix.futures import LISTED
from alvh_helpers.vix.options import VixSmile, listed_strike

__all__ = ["choose_layer_strikes", "expected_cost", "mark_units"]


Floats = NDArray[np.float64]


Ints = NDArray[np.int64]


Dates = NDArray[np.datetime64]


_LOOKS, _ROUNDS = 8, 4


_HALVES = 30  # the strike with this number is 15, up to which they lie half a point apart


def choose_layer_strikes(layer: Layer, facts: Facts, opened: Ints, expiry: Dates, smile: VixSmile) -> Floats:
    """Return the strikes of each purchase.

    Parameters
    ----------
    layer : Layer
        What is bought.
    facts : Facts
        Of the whole history.
    opened, expiry : ndarray, shape (m,)
        Positions of the days of purchase, and the expiries bought.
    smile : callable
        Of VIX options.

    Returns
    -------
    ndarray, shape (m, legs)
        Points on the listed grid; NaN for futures and ETN shares.
    """
    flags = layer.terms.flags
    options = np.array([kind == "option" for kind in layer.terms.kinds])
    strikes = np.full((len(opened), len(flags)), np.nan)
    if not options.any() or not len(opened):
        return strikes
    if layer.instrument == "synthetic":
        forward = _forward(facts, opened, (expiry - facts.days[opened]).astype(float))
        return np.repeat(listed_strike(forward)[:, None], 2, axis=1)
    further = layer.wing_delta if layer.role == "premium" else layer.short_delta
    deltas = np.array((layer.delta, further))[: len(flags)][options]
    strikes[:, options] = _by_delta(deltas, facts, opened, expiry, smile)
    if options.sum() == 2:
        step = np.where(strikes[:, 0] < 15.0, 0.5, 1.0)
        strikes[:, 1] = np.maximum(strikes[:, 1], strikes[:, 0] + step)
    return strikes


def mark_units(
    layer: Layer, facts: Facts, at: Ints, expiry: Dates, strikes: Floats, smile: VixSmile
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Mark units of a layer, a row a day.

    Parameters
    ----------
    layer : Layer
        What is held.
    facts : Facts
        Of the whole history.
    at, expiry : ndarray, shape (rows,)
        Positions of the days, and expiries.
    strikes : ndarray, shape (rows, legs)
        Points.
    smile : callable
        Of VIX options.

    Returns
    -------
    tuple of ndarray
        Prices of the legs (rows, legs) and the value of a unit (rows,), points; its delta, points per point of its future;
        its future, points; that future's beta. A future counts at its price; what it brings is settled daily.
    """
    terms = layer.terms
    if terms.kind == "etn":
        level, front = np.round(facts.etn[at], PRICE_DIGITS), _forward(facts, at, np.full(len(at), 30.0))
        return level[:, None], level, level / front, front, facts.betas[at, 0]
    days_left = (expiry - facts.days[at]).astype(float)
    rank = (facts.left[at] < days_left[:, None]).sum(axis=1)
    forward, beta = _forward(facts, at, days_left), facts.betas[at, rank]
    options = np.array([kind == "option" for kind in terms.kinds])
    price, delta = np.repeat(forward[:, None], len(options), axis=1), np.ones((len(at), len(options)))
    if options.any():
        flags = tuple(flag for flag, kind in zip(terms.flags, terms.kinds) if kind == "option")
        found = _options(flags, facts, at, forward, strikes[:, options], days_left / 365.0, smile)
        price[:, options], delta[:, options] = found
    held = np.array(terms.held)
    return price, price @ held, delta @ held, forward, beta


def expected_cost(
    layer: Layer, facts: Facts, opened: Ints, expiry: Dates, strikes: Floats, price: Floats, smile: VixSmile
) -> Floats:
    """Return the points that a unit is expected to cost until its roll.

    Parameters
    ----------
    layer, facts, opened, expiry, smile
        As in `choose_layer_strikes`.
    strikes, price : ndarray, shape (m, legs)
        Points, on the day of purchase.

    Returns
    -------
    ndarray, shape (m,)
        Options bought count in full. Futures and synthetic ones count their slide: what they lose if the curve of that day
        stands still until `hold_to` days are left; a call sold against a future is taken to slide along, so that what it
        loses on the same standing curve and VVIX counts against it. At least 0. Of premium taken it is the largest loss: the
        width of the spread less its credit.
    """
    terms, left = layer.terms, (expiry - facts.days[opened]).astype(float)
    if layer.role == "premium":
        return strikes[:, 1] - strikes[:, 0] + price @ np.array(terms.held)
    if terms.kind == "option" and layer.instrument != "synthetic":
        return price @ np.array(terms.held)
    if terms.kind == "etn":
        near, far = (_forward(facts, opened, np.full(len(opened), float(d))) for d in (0, 30))
        return price[:, 0] * np.maximum(1.0 - near / far, 0.0)
    stays = np.full(len(opened), float(layer.hold_to))
    slid = _forward(facts, opened, stays)
    slide = _forward(facts, opened, left) - slid
    if terms.kind == "mixed" and len(opened):
        time = np.maximum(stays, 1.0) / 365.0
        later, _ = _options(("c",), facts, opened, slid, strikes[:, 1:], time, smile)
        slide = slide - (price[:, 1] - later[:, 0])
    return np.maximum(slide, 0.0)


def _by_delta(deltas: Floats, facts: Facts, opened: Ints, expiry: Dates, smile: VixSmile) -> Floats:
    """Return listed strikes by purchase and call delta; those that were asked for before are not searched again."""
    known = facts.kept(("VIX strikes", smile, tuple(deltas.tolist())))
    keys = list(zip(opened.tolist(), expiry.astype(int).tolist()))
    new = [j for j, key in enumerate(keys) if key not in known]
    if new:
        at = opened[new]
        left = (expiry[new] - facts.days[at]).astype(float)
        columns = (_forward(facts, at, left), left / 365.0, facts.vvix[at], facts.surface.rate[at])
        found = _listed_at_delta(deltas[None, :], *(x[:, None] for x in columns), smile)
        known.update((keys[j], row) for j, row in zip(new, found))
    return np.array([known[key] for key in keys])


def _listed_at_delta(
    delta: Floats, forward: Floats, time: Floats, vvix: Floats, rate: Floats, smile: VixSmile
) -> Floats:
    """Return the listed strikes nearest to those of call deltas, as `vixoptions.strike_at_delta` finds them, only faster.

    Listed strikes are numbered; the border below a strike is passed while its call still has more than the delta. Seven
    borders are looked at in one go, four times, instead of halving 32 times: for few strikes it is the calls that take time.
    """
    columns = np.broadcast_arrays(delta, forward, time, vvix, rate)
    delta, forward, time, vvix, rate = (x[..., None] for x in columns)
    number = np.zeros(delta.shape, dtype=int)
    for round_ in range(_ROUNDS - 1, -1, -1):
        step = _LOOKS**round_
        ahead = number + step * np.arange(1, _LOOKS)
        border = np.where(ahead <= _HALVES, 0.5 * ahead - 0.25, ahead - 15.5)
        level, years, index = np.broadcast_arrays(forward, time, vvix, border)[:3]
        higher = black76("c", level, border, years, smile(index, level, border, years), rate).delta > delta
        number = number + step * higher.sum(axis=-1, keepdims=True)
    strike = np.where(number <= _HALVES, 0.5 * number, number - 15.0)
    return np.where(np.isnan(forward), np.nan, strike)[..., 0]


def _options(
    flags: tuple[str, ...], facts: Facts, at: Ints, forward: Floats, strikes: Floats, time: Floats, smile: VixSmile
) -> tuple[Floats, Floats]:  # fmt: skip
    """Return prices (points) and deltas of VIX options, shape (rows, options)."""
    if not len(at):
        return np.empty(strikes.shape), np.empty(strikes.shape)
    columns = (facts.vvix[at], forward, time)
    vvix, level, years = (np.repeat(x[:, None], len(flags), axis=1) for x in columns)
    vol = smile(vvix, level, strikes, years)
    found = black76(np.array(flags), level, strikes, years, vol, facts.surface.rate[at][:, None])
    return np.round(found.price, PRICE_DIGITS), found.delta


def _forward(facts: Facts, at: Ints, ahead: Floats) -> Floats:
    """Return the VIX forward so many calendar days ahead of the days at these positions: as `vixterm.forward_at`."""
    nodes = np.column_stack([np.zeros(len(at)), facts.left[at]])
    curve = np.column_stack([facts.surface.vix[at], facts.curve[at]])
    row = np.arange(len(at))
    k = np.clip((nodes <= ahead[:, None]).sum(axis=1) - 1, 0, LISTED - 1)
    weight = (ahead - nodes[row, k]) / (nodes[row, k + 1] - nodes[row, k])
    # At a node the far month may be unlisted: its weight of 0 must not turn the node into NaN.
    return np.where(weight == 0, curve[row, k], (1 - weight) * curve[row, k] + weight * curve[row, k + 1])


_MOVED = {
    "black76": ("alvh_helpers.pricing.black", "black76"),
    "PRICE_DIGITS": ("alvh_helpers.cycles", "PRICE_DIGITS"),
    "Facts": ("alvh_helpers.facts", "Facts"),
    "Layer": ("alvh_helpers.strategy.layers", "Layer"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "listed_strike": ("alvh_helpers.vix.options", "listed_strike"),
    "LISTED": ("alvh_helpers.vix.futures", "LISTED"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
