"""Margin of a position by stated rules (R29): defined-risk options, futures, premium paid, and naked options if allowed.

The rules are a strategy-based account's, simplified where said; a broker may ask for more, never rely on less.

1. SPX options, and VIX options apart from them, expiry by expiry. Every short needs a long of the same flag
   that expires no earlier: first one of its own expiry, then a spare one of a later expiry, the tightest first. The
   requirement of an expiry is the worst payoff of its covered legs over all settlement levels, longs at intrinsic
   value; plus what the options cost, less what they brought. For a condor that is max(put width, call
   width) x 100 - credit; for a long option or a long box its premium.
2. A short that nothing covers is refused, or (``uncovered="margin"``) margined naked: the option's mark + max(15 % of
   SPX - out-of-the-money amount, 10 % of SPX for calls or of the strike for puts); VIX options the same on
   their future with 20 % and 10 %.
3. VX and VXM futures, each expiry by itself, long or short, without credit for calendar spreads: contract value x
   `FUTURES_SHARE` by days to expiry x 1.1 for customers.
4. ETN shares: their full value, long or short. Cash: nothing.

Sources: the shape of rules 1 and 2 is that of Cboe's strategy-based margin rules; rule 3 is a stand-in, fitted to history.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.positions.legs import Leg
from alvh_helpers.positions.valuation import Marks

__all__ = [
    "CUSTOMER_FACTOR",
    "FUTURES_SHARE",
    "Margin",
    "Uncovered",
    "futures_share",
    "position_margin",
    "worst_payoff",
]

Uncovered = Literal["refuse", "margin"]
FUTURES_SHARE = MappingProxyType({7: 0.38, 22: 0.25, 45: 0.21, 75: 0.17, 105: 0.14, 135: 0.12, 200: 0.11})
"""Share of a VIX future's value that covers 99.5 % of its two-day rises, by calendar days to expiry.

Measured on all contracts of 2007-04 to 2026-07, so the early years look ahead. On 2018-02-05 one day was
worth more than three times it: margin is not the largest loss.
"""

CUSTOMER_FACTOR = 1.1
"""Customers post this multiple of what the clearing house asks of its members."""

_NAKED = MappingProxyType({"SPX option": (0.15, 0.10), "VIX option": (0.20, 0.10)})


class Margin(NamedTuple):
    """Dollars that a position ties up, by part; each of the shape of the days or scenarios."""

    spx_options: Floats
    vix_options: Floats
    futures: Floats
    etn: Floats

    @property
    def total(self) -> Floats:
        """All parts together: one part's gain pays for no other part's loss."""
        return self.spx_options + self.vix_options + self.futures + self.etn


def position_margin(marks: Marks, uncovered: Uncovered = "refuse") -> Margin:
    """Return the margin of marked legs by the rules of this module.

    Parameters
    ----------
    marks : Marks
        From `valuation.mark`. A leg with a traded price counts its cost at that price, whatever the day; one
        without counts it at the mark, as though it were opened on each day.
    uncovered : {'refuse', 'margin'}
        What to do with a short option that nothing covers.

    Raises
    ------
    CourseError
        When a short option is not covered and that is to be refused.
    """
    if uncovered not in ("refuse", "margin"):
        raise CourseError(f"uncovered={uncovered!r}: write 'refuse' or 'margin'")
    spx, vix = (_options(marks, kind, uncovered) for kind in ("SPX option", "VIX option"))
    return Margin(spx, vix, _futures(marks), _etn(marks))


def futures_share(days: ArrayLike) -> Floats:
    """Return the share of a VIX future's value that is asked as margin, by calendar days to its expiry."""
    return np.interp(np.asarray(days, float), list(FUTURES_SHARE), list(FUTURES_SHARE.values()))


def worst_payoff(legs: list[Leg]) -> float:
    """Return the smallest payoff of options of one underlying over all settlement levels, in dollars.

    A payoff bends only at strikes, so it is looked at there, at 0 and far out; -inf when calls are net short.
    """
    if sum(leg.quantity for leg in legs if leg.flag == "c") < -1e-9:
        return -np.inf
    levels = np.array([0.0, *(leg.struck for leg in legs)])
    total = sum((leg.payoff(levels) for leg in legs), np.zeros(len(levels)))
    return float(total.min())


def _options(marks: Marks, kind: str, uncovered: Uncovered) -> Floats:
    """Return the requirement of all options on one underlying: what is alive changes only at expiries."""
    at = [i for i, leg in enumerate(marks.legs) if leg.kind == kind]
    dates = marks.context.dates
    required = np.zeros(dates.shape)
    legs = [marks.legs[i] for i in at]
    ends = sorted({_day(leg) for leg in legs})
    for before, end in zip([np.datetime64("0001-01-01"), *ends], ends):
        days = (dates >= before) & (dates < end)
        if not days.any():
            continue
        alive = [(i, leg) for i, leg in zip(at, legs) if _day(leg) >= end]
        groups, naked = _cover([leg for _, leg in alive])
        if naked and uncovered == "refuse":
            raise CourseError(_uncovered(naked[0]))
        worst = sum(min(0.0, worst_payoff(group)) for group in groups)
        cost = sum(_cost(marks, i) for i, _ in alive)
        bare = sum(_naked(marks, leg) for leg in naked)
        # A credit above every requirement would be free money; margin is never negative.
        required = np.where(days, np.maximum(cost - worst + bare, 0.0), required)
    return required


def _day(leg: Leg) -> np.datetime64:
    return np.datetime64(leg.ends.date(), "D")


def _uncovered(leg: Leg) -> str:
    word = "call" if leg.flag == "c" else "put"
    return (
        f"nothing covers {leg.label}: each short {word} needs a long {word} that expires no earlier; "
        "buy wings, or pass uncovered='margin' for the naked rule"
    )


def _cost(marks: Marks, i: int) -> Floats | float:
    cost = marks.legs[i].cost
    return marks.value[..., i] if np.isnan(cost) else cost


def _naked(marks: Marks, leg: Leg) -> Floats:
    """Return the requirement of a naked short option, its mark included."""
    share, least = _NAKED[leg.kind]
    i = next(i for i, other in enumerate(marks.legs) if _same_contract(leg, other))
    if leg.kind == "SPX option":
        level = np.asarray(marks.context.surface.spot)
    else:
        level = marks.context.vix_forward(np.array([_day(leg)]))[..., 0]
    away = leg.struck - level if leg.flag == "c" else level - leg.struck
    floor = least * (level if leg.flag == "c" else leg.struck)
    points = marks.price[..., i] + np.maximum(share * level - np.maximum(away, 0.0), floor)
    return abs(leg.quantity) * leg.multiplier * points


def _same_contract(one: Leg, other: Leg) -> bool:
    return replace(one, quantity=1.0, price=None) == replace(other, quantity=1.0, price=None)


def _cover(legs: list[Leg]) -> tuple[list[list[Leg]], list[Leg]]:
    """Pair shorts with longs; return the covered legs by expiry, and the shorts that are left over.

    From the last expiry to the first, so that what a later expiry does not need can cover an earlier one.
    """
    groups: list[list[Leg]] = []
    naked: list[Leg] = []
    spare: list[Leg] = []
    for expiry in sorted({leg.ends for leg in legs}, reverse=True):
        group: list[Leg] = []
        for flag in ("p", "c"):
            own = [leg for leg in legs if leg.expiry == expiry and leg.flag == flag]
            longs = _tightest_first([leg for leg in own if leg.quantity > 0], flag)
            later = [leg for leg in spare if leg.flag == flag]
            shorts = _tightest_first([leg for leg in own if leg.quantity < 0], flag)
            need = -sum(leg.quantity for leg in shorts)
            taken, rest = _take(longs, need)
            more, later = _take(later, need - sum(leg.quantity for leg in taken))
            have = sum(leg.quantity for leg in (*taken, *more))
            # The shorts nearest the money are covered first: what is left naked is the cheapest to hold.
            covered, bare = _take(shorts, have)
            group += [*taken, *more, *covered]
            naked += bare
            spare = [leg for leg in spare if leg.flag != flag] + _tightest_first([*later, *rest], flag)
        groups.append(group)
    return groups, naked


def _tightest_first(legs: list[Leg], flag: str) -> list[Leg]:
    """Sort legs by how much they cover: puts by falling strike, calls by rising strike."""
    return sorted(legs, key=lambda leg: leg.struck if flag == "c" else -leg.struck)


def _take(legs: list[Leg], quantity: float) -> tuple[list[Leg], list[Leg]]:
    """Split legs, in their order, into the first `quantity` contracts and the rest."""
    first: list[Leg] = []
    rest: list[Leg] = []
    for leg in legs:
        wanted = min(abs(leg.quantity), max(quantity, 0.0))
        quantity -= wanted
        left = abs(leg.quantity) - wanted
        sign = np.sign(leg.quantity)
        if wanted > 1e-9:
            first.append(replace(leg, quantity=float(sign * wanted)))
        if left > 1e-9:
            rest.append(replace(leg, quantity=float(sign * left)))
    return first, rest


def _futures(marks: Marks) -> Floats:
    """Return the margin of futures: the net position of each expiry, VX and VXM together."""
    required = np.zeros(marks.context.shape)
    expiries: dict[pd.Timestamp, list[int]] = {}
    for i, leg in enumerate(marks.legs):
        if leg.is_future:
            expiries.setdefault(leg.ends, []).append(i)
    for expiry, at in expiries.items():
        dollars = sum(marks.legs[i].quantity * marks.legs[i].multiplier for i in at)
        days = (expiry.to_datetime64().astype("M8[D]") - marks.context.dates).astype(np.int64)
        required = required + abs(dollars) * marks.price[..., at[0]] * futures_share(days) * CUSTOMER_FACTOR
    return required


def _etn(marks: Marks) -> Floats:
    """Return the margin of ETN shares: the value of the net position in each, long or short."""
    names = [leg.name for leg in marks.legs]
    parts = [
        marks.value[..., [i for i, other in enumerate(names) if other == name]].sum(axis=-1)
        for name in dict.fromkeys(filter(None, names))
    ]
    return np.sum([np.abs(part) for part in parts], axis=0) + np.zeros(marks.context.shape)
