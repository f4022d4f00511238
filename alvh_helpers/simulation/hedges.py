"""What a layer holds on which days, per unit: from each purchase to its roll or end, marked on every day in between.

Which contract a layer holds depends on the market and on the condor's drift, not on how many units an account can pay.
So every purchase of a history is chosen and marked in one go; the replay decides the number of units.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from alvh_helpers.arrays import Bools, Dates, Floats, Ints
from alvh_helpers.market.contracts import DAYS_A_YEAR
from alvh_helpers.pricing.black import black76
from alvh_helpers.simulation.daily import PRICE_DIGITS, DailyMarket, row_numbers
from alvh_helpers.strategy.layers import Layer
from alvh_helpers.vix.futures import forward_on_curve
from alvh_helpers.vix.options import VixSmile, listed_strike, vix_smile

__all__ = [
    "ENDS",
    "LayerPurchases",
    "choose_layer_strikes",
    "delayed",
    "expected_cost",
    "layer_purchases",
    "mark_units",
    "trigger_days",
]


ENDS = (
    "it is still held",
    "its trigger had been off for long enough",
    "of the vol crush",
    "its contract was due and is replaced",
    "its contract was due and its trigger was off",
)
"""How a purchase ends; the position of each word is its code in `LayerPurchases.end`."""

_FAR = np.datetime64("2100-01-01", "D")
_LOOKS, _ROUNDS = 8, 4
_HALVES = 30  # the strike with this number is 15, up to which they lie half a point apart


def choose_layer_strikes(
    layer: Layer, daily: DailyMarket, opened: Ints, expiry: Dates, smile: VixSmile
) -> Floats:
    """Return the strikes of each purchase, shape (m, legs), points on the listed grid; NaN for futures and ETN shares.

    `opened` and `expiry` (m,) are positions of the days of purchase, and the expiries bought.
    """
    flags = layer.terms.flags
    options = np.array([kind == "option" for kind in layer.terms.kinds])
    strikes = np.full((len(opened), len(flags)), np.nan)
    if not options.any() or not len(opened):
        return strikes
    if layer.instrument == "synthetic":
        forward = _forward(daily, opened, (expiry - daily.days[opened]).astype(float))
        return np.repeat(listed_strike(forward)[:, None], 2, axis=1)
    further = layer.wing_delta if layer.role == "premium" else layer.short_delta
    deltas = np.array((layer.delta, further))[: len(flags)][options]
    strikes[:, options] = _by_delta(deltas, daily, opened, expiry, smile)
    if options.sum() == 2:
        step = np.where(strikes[:, 0] < 15.0, 0.5, 1.0)
        strikes[:, 1] = np.maximum(strikes[:, 1], strikes[:, 0] + step)
    return strikes


def mark_units(
    layer: Layer, daily: DailyMarket, at: Ints, expiry: Dates, strikes: Floats, smile: VixSmile
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Mark units of a layer on the days at positions `at`, a row a day.

    Returns
    -------
    tuple of ndarray
        Prices of the legs (rows, legs) and the value of a unit (rows,), points; its delta, points per point of its future;
        its future, points; that future's beta. A future counts at its price; what it brings is settled daily.
    """
    terms = layer.terms
    if terms.kind == "etn":
        level, front = np.round(daily.etn[at], PRICE_DIGITS), _forward(daily, at, np.full(len(at), 30.0))
        return level[:, None], level, level / front, front, daily.betas[at, 0]
    days_left = (expiry - daily.days[at]).astype(float)
    rank = (daily.left[at] < days_left[:, None]).sum(axis=1)
    forward, beta = _forward(daily, at, days_left), daily.betas[at, rank]
    options = np.array([kind == "option" for kind in terms.kinds])
    price, delta = np.repeat(forward[:, None], len(options), axis=1), np.ones((len(at), len(options)))
    if options.any():
        flags = tuple(flag for flag, kind in zip(terms.flags, terms.kinds) if kind == "option")
        found = _options(flags, daily, at, forward, strikes[:, options], days_left / DAYS_A_YEAR, smile)
        price[:, options], delta[:, options] = found
    held = np.array(terms.held)
    return price, price @ held, delta @ held, forward, beta


def expected_cost(
    layer: Layer,
    daily: DailyMarket,
    opened: Ints,
    expiry: Dates,
    strikes: Floats,
    price: Floats,
    smile: VixSmile,
) -> Floats:
    """Return the points that a unit is expected to cost until its roll, shape (m,); `price` (m, legs) of the day of purchase.

    Options bought count in full. Futures and synthetic ones count their slide: what they lose if the curve of that day
    stands still until `hold_to` days are left; a call sold against a future is taken to slide along, so that what it
    loses on the same standing curve and VVIX counts against it. At least 0. Of premium taken it is the largest loss: the
    width of the spread less its credit.
    """
    terms, left = layer.terms, (expiry - daily.days[opened]).astype(float)
    if layer.role == "premium":
        return strikes[:, 1] - strikes[:, 0] + price @ np.array(terms.held)
    if terms.kind == "option" and layer.instrument != "synthetic":
        return price @ np.array(terms.held)
    if terms.kind == "etn":
        near, far = (_forward(daily, opened, np.full(len(opened), float(d))) for d in (0, 30))
        return price[:, 0] * np.maximum(1.0 - near / far, 0.0)
    stays = np.full(len(opened), float(layer.hold_to))
    slid = _forward(daily, opened, stays)
    slide = _forward(daily, opened, left) - slid
    if terms.kind == "mixed" and len(opened):
        time = np.maximum(stays, 1.0) / DAYS_A_YEAR
        later, _ = _options(("c",), daily, opened, slid, strikes[:, 1:], time, smile)
        slide = slide - (price[:, 1] - later[:, 0])
    return np.maximum(slide, 0.0)


def _by_delta(deltas: Floats, daily: DailyMarket, opened: Ints, expiry: Dates, smile: VixSmile) -> Floats:
    """Return listed strikes by purchase and call delta."""

    def find(at: Ints, until: Dates) -> Floats:
        """Search the strikes of purchases that were not asked for before."""
        left = (until - daily.days[at]).astype(float)
        columns = (_forward(daily, at, left), left / DAYS_A_YEAR, daily.vvix[at], daily.surface.rate[at])
        forward, time, vvix, rate = (x[:, None] for x in columns)
        return _listed_at_delta(deltas[None, :], forward, time, vvix, rate, smile)

    return np.array(daily.by_sale(("VIX strikes", smile, tuple(deltas.tolist())), opened, expiry, find))


def _listed_at_delta(
    delta: Floats, forward: Floats, time: Floats, vvix: Floats, rate: Floats, smile: VixSmile
) -> Floats:
    """Return the listed strikes nearest to those of call deltas, as `vix.strike_at_delta`, the reference, finds them.

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
    flags: tuple[str, ...], daily: DailyMarket, at: Ints, forward: Floats, strikes: Floats, time: Floats, smile: VixSmile
) -> tuple[Floats, Floats]:  # fmt: skip
    """Return prices (points) and deltas of VIX options, shape (rows, options)."""
    if not len(at):
        return np.empty(strikes.shape), np.empty(strikes.shape)
    columns = (daily.vvix[at], forward, time)
    vvix, level, years = (np.repeat(x[:, None], len(flags), axis=1) for x in columns)
    vol = smile(vvix, level, strikes, years)
    found = black76(np.array(flags), level, strikes, years, vol, daily.surface.rate[at][:, None])
    return np.round(found.price, PRICE_DIGITS), found.delta


def _forward(daily: DailyMarket, at: Ints, ahead: Floats) -> Floats:
    """Return the VIX forward so many calendar days ahead of the days at these positions."""
    vix, curve, left = daily.surface.vix[at], daily.curve[at], daily.left[at]
    return forward_on_curve(vix, curve, left, ahead[:, None])[:, 0]


class LayerPurchases(NamedTuple):
    """All purchases of a layer in a stretch of history, one unit of each.

    ``opened``, ``closed`` (m,): positions of days, ``closed`` the number of days for what is still held; ``expiry`` (m,)
    datetime64; ``strikes`` (m, k); ``rolled`` (m,): whether it replaced another; ``end`` (m,): code of `ENDS`; ``charge``
    (m,): points it is expected to cost until its roll, or of premium the largest loss. Then a row for each purchase and day:
    ``first`` (m,), ``row_day``, ``row_purchase``, ``price`` (rows, k) points, ``value`` (points of a unit, a future counted
    at its price), ``delta`` (points per point of its future), ``forward`` (its future, points), ``beta`` (points per SPX vol
    point).
    """

    opened: Ints
    closed: Ints
    expiry: Dates
    strikes: Floats
    rolled: Bools
    end: Ints
    charge: Floats
    first: Ints
    row_day: Ints
    row_purchase: Ints
    price: Floats
    value: Floats
    delta: Floats
    forward: Floats
    beta: Floats


def trigger_days(
    layer: Layer, daily: DailyMarket, drift: Floats, delay: int, near: Floats | None = None
) -> Bools:
    """Return the days on which a layer's trigger is on, shape (n,).

    Parameters
    ----------
    drift : ndarray, shape (n,)
        Largest size of the open condors' drift by day, NaN without one.
    delay : int
        Sessions between what is seen and what is done.
    near : ndarray, shape (n,), optional
        Expected moves to the nearest short strike by day, NaN without a condor; for a trigger that asks for it.
    """
    rule, n = layer.trigger, len(daily.days)
    on = np.full(n, not rule.either)
    for name in rule.any_of:
        on |= daily.votes.column(name) > 0
    if rule.drift is not None:
        on |= np.nan_to_num(drift) >= rule.drift
    if rule.moves is not None and near is not None:
        on |= near <= rule.moves
    for name in rule.all_of:
        on &= daily.votes.column(name) > 0
    if rule.vix_above is not None:
        on &= daily.surface.vix > rule.vix_above
    if rule.crested:
        on &= daily.crested
    return on if rule.always else delayed(on, delay)


def delayed(seen: Bools, delay: int) -> Bools:
    """Return what was seen so many sessions before each day; False before the first."""
    return np.r_[np.zeros(delay, dtype=bool), seen[: len(seen) - delay]]


def layer_purchases(
    layer: Layer,
    daily: DailyMarket,
    on: Bools,
    may_open: Bools,
    start: int,
    end: int,
    delay: int,
    smile: VixSmile = vix_smile,
) -> LayerPurchases:
    """Choose and mark every purchase of a layer.

    Parameters
    ----------
    on, may_open : ndarray of bool, shape (n,)
        Whether its trigger is on, and whether the quorum lets it in.
    start, end : int
        Positions of the first and the last day.
    delay : int
        Sessions between a vol crush seen and the sale.
    smile : callable
        Of VIX options: ``smile(vvix, forward, strike, time)``.
    """
    expiries = _targets(layer, daily, start, end)
    opened, closed, rolled, how = _path(layer, daily, on, may_open, expiries, start, end, delay)
    expiry = expiries[opened - start]
    first, row_purchase, age = row_numbers(np.minimum(closed, end) - opened + 1)
    row_day = opened[row_purchase] + age
    strikes = choose_layer_strikes(layer, daily, opened, expiry, smile)
    marked = mark_units(layer, daily, row_day, expiry[row_purchase], strikes[row_purchase], smile)
    charge = expected_cost(layer, daily, opened, expiry, strikes, marked[0][first], smile)
    return LayerPurchases(
        opened, closed, expiry, strikes, rolled, how, charge, first, row_day, row_purchase, *marked
    )


def _targets(layer: Layer, daily: DailyMarket, start: int, end: int) -> Dates:
    """Return the expiry that the layer would buy on each day of the stretch, by the slope of the curve."""
    stretch = slice(start, end + 1)
    days = daily.days[stretch]
    if layer.instrument == "etn":
        return np.full(len(days), _FAR)
    listed = daily.vix_expiries(layer.weekly)
    beyond = np.maximum(daily.later[stretch], days + np.timedelta64(layer.hold_to, "D"))
    other = layer.month if layer.month_inverted is None else layer.month_inverted
    month = np.where(daily.inverted[stretch], other, layer.month)
    return listed[np.searchsorted(listed, beyond, side="right") + month - 1]


def _path(
    layer: Layer, daily: DailyMarket, on: Bools, may_open: Bools, expiries: Dates, start: int, end: int, delay: int
) -> tuple[Ints, Ints, Bools, Ints]:  # fmt: skip
    """Walk through the days once: when is something bought, rolled, sold, and why."""
    stretch, n = slice(start, end + 1), len(daily.days)
    dates = (expiries, daily.days[stretch], daily.later[stretch])
    left, day, later = (x.astype(int).tolist() for x in dates)
    before = max(start - layer.off_days, 0)
    lately = np.convolve(on[before : end + 1], np.ones(layer.off_days))[start - before : end + 1 - before] > 0
    flags = (_crushed(layer, daily, delay)[stretch], lately, on[stretch], on[stretch] & may_open[stretch])
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


def _crushed(layer: Layer, daily: DailyMarket, delay: int) -> Bools:
    """Return the days on which VIX has fallen far enough from its recent high."""
    vix = daily.surface.vix
    if layer.crush is None:
        return np.zeros(len(vix), dtype=bool)
    return delayed(vix <= (1.0 - layer.crush) * daily.vix_high, delay)
