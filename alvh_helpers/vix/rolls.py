"""The roll engine: what holding VIX contracts through time earns and costs, every part booked apart.

Each night's gain is parted exactly, on the contract held: *theta*, what the option loses while the curve and
the vols stand still; *roll yield*, what the contract gains or loses by sliding down yesterday's curve as its
expiry comes nearer; *spot effect*, the rest, the move of the curve itself. Trading costs, spread and
commission, stand beside them. All in dollars, rounded to the cent, so that sums agree to the cent. Clock:
settlements; the option marks are a model's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Bools, Dates, Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.contracts import DAYS_A_YEAR, VIX_MULTIPLIER, VX_MULTIPLIER
from alvh_helpers.market.history import Market
from alvh_helpers.pricing.black import black76
from alvh_helpers.vix.futures import forward_at, next_sessions, term_structure
from alvh_helpers.vix.options import (
    VixSmile,
    known_vvix,
    listed_strike,
    strike_at_delta,
    vix_option_expiries,
    vix_smile,
)

__all__ = [
    "PARTS",
    "RollCosts",
    "RollLedger",
    "RollRule",
    "Schedule",
    "Signal",
    "Tenor",
    "backwardation",
    "expiry_eve",
    "run_roll",
    "schedule",
]

Signal = Callable[[Market], ArrayLike] | ArrayLike | None
Tenor = Callable[[Market], ArrayLike] | ArrayLike | int
_FARTHEST = 6  # the seventh month is not among the seven settlements on the eve of an expiry
_AHEAD = pd.Timedelta(days=320)
_CALM_VIX = 20.0

PARTS = ["spot", "roll_yield", "theta", "spread", "commission"]
"""Columns of a ledger that add up to its net."""


@dataclass(frozen=True, eq=False)
class RollRule:
    """A rule for holding one VIX contract through time.

    Signals are arrays of bools by day, or functions of the market that return one; what they say on day t
    must be known at the close of t.

    Attributes
    ----------
    instrument : str
        'future', 'call' or 'put'.
    month : int, array or callable
        Tenor rolled into: the k-th expiry that is later than the next session and has more than `hold_to`
        days left. An array by day, or a function of the market, chooses by slope.
    hold_to : int
        Roll once so many calendar days or fewer are left; 0: hold to the session before expiry.
    quantity : int
        Contracts, negative for short.
    delta : float
        Black-76 delta, in size, of the option bought at each roll.
    weekly : bool
        Whether the expiries include weekly VIX options; the k-th one is then a matter of weeks.
    enter_when : signal, optional
        Days on which a position may be opened, or rolled when due; None: always. When due without it, it is
        closed.
    leave_when : signal, optional
        Days on which the position is closed; it wins over the others.
    roll_when : signal, optional
        Days on which the position is rolled to the rule's tenor before it is due (an option also re-struck).
    """

    instrument: Literal["future", "call", "put"] = "future"
    month: Tenor = 1
    hold_to: int = 0
    quantity: int = 1
    delta: float = 0.30
    weekly: bool = False
    enter_when: Signal = None
    leave_when: Signal = None
    roll_when: Signal = None

    def __post_init__(self) -> None:
        if self.instrument not in ("future", "call", "put"):
            raise CourseError(f"instrument {self.instrument!r}: choose from 'future', 'call', 'put'")
        if self.weekly and self.instrument == "future":
            raise CourseError(
                "weekly futures have no settlements in this history: weekly expiries are for options only"
            )
        if self.quantity == 0 or self.hold_to < 0:
            raise CourseError(
                f"quantity {self.quantity}, hold_to {self.hold_to}: hold at least one contract, to 0 days or more"
            )


class Schedule(NamedTuple):
    """What is held overnight from each day, shape (n,): expiry (NaT for nothing), and whether it is new that day."""

    expiry: Dates
    new: Bools


def schedule(market: Market, rule: RollRule) -> Schedule:
    """Return which contract the rule holds overnight from each day.

    Raises
    ------
    CourseError
        When a signal or a tenor does not fit the history.
    """
    days = market.sessions.to_numpy().astype("M8[D]")
    later = next_sessions(market.sessions).to_numpy().astype("M8[D]")
    target = _targets(market, rule, days, later)
    enter, leave, roll = (
        _bools(market, signal, empty)
        for signal, empty in ((rule.enter_when, True), (rule.leave_when, False), (rule.roll_when, False))
    )
    nothing = np.datetime64("NaT", "D")
    expiry, new = np.full(len(days), nothing), np.zeros(len(days), dtype=bool)
    held = nothing
    for i, day in enumerate(days):
        if not np.isnat(held):
            due = held <= later[i] or (held - day).astype(int) <= rule.hold_to
            if leave[i] or (due and not enter[i]):
                held = nothing
            elif due or (roll[i] and (target[i] != held or rule.instrument != "future")):
                held, new[i] = target[i], True
        elif enter[i] and not leave[i]:
            held, new[i] = target[i], True
        expiry[i] = held
    return Schedule(expiry, new)


def backwardation(market: Market, ratio: str = "vix3m_vix") -> Bools:
    """Return the days on which a ratio of `futures.term_structure` is below 1: the inverted curve."""
    table = term_structure(market)
    if ratio not in table:
        raise CourseError(f"ratio {ratio!r}: choose from {', '.join(table.columns)}")
    return (table[ratio] < 1.0).to_numpy()


def expiry_eve(market: Market) -> Bools:
    """Return the sessions that are the last before a monthly VIX expiry: the days of a monthly re-strike."""
    later = next_sessions(market.sessions)
    monthly = vix_option_expiries(market.start, later[-1], weekly=False)
    known = np.searchsorted(monthly, market.sessions, side="right") < np.searchsorted(
        monthly, later, side="right"
    )
    return np.asarray(known)


def _targets(market: Market, rule: RollRule, days: Dates, later: Dates) -> Dates:
    """Return the expiry that the rule would roll into on each day."""
    month = rule.month(market) if callable(rule.month) else rule.month
    month = np.asarray(month)
    farthest = 26 if rule.weekly else _FARTHEST
    if month.shape not in ((), days.shape) or month.dtype.kind not in "iu":
        raise CourseError(f"month of shape {month.shape}: give one whole number, or one a day, {days.shape}")
    if (bad := (month < 1) | (month > farthest)).any():
        raise CourseError(f"month {month[bad].flat[0]}: the k-th expiry is one from 1 to {farthest}")
    listed = vix_option_expiries(market.start, market.end + _AHEAD, rule.weekly).to_numpy().astype("M8[D]")
    beyond = np.maximum(later, days + np.timedelta64(rule.hold_to, "D"))
    return listed[np.searchsorted(listed, beyond, side="right") + month - 1]


def _bools(market: Market, signal: Signal, empty: bool) -> Bools:
    """Return a signal as bools by day."""
    if signal is None:
        return np.full(len(market), empty)
    values = np.asarray(signal(market) if callable(signal) else signal)
    if values.shape != (len(market),) or values.dtype != bool:
        raise CourseError(
            f"a signal of {values.dtype} with shape {values.shape}: it must be True or False for each of {len(market)} days"
        )
    return values


@dataclass(frozen=True)
class RollCosts:
    """What a trade costs: assumptions, stated, to be shown at several multiples.

    Attributes
    ----------
    future_width : float
        Full bid-ask width of a VX future at VIX 20 or below, points (its tick is 0.05).
    option_width : float
        Full width of a VIX option as a share of its price at VIX 20 or below.
    option_least : float
        Least full width of a VIX option, points.
    fill : float
        Share of the half-width that is paid: 0 at mid, 1 at the touch.
    commission : float
        Dollars a contract and trade.
    multiple : float
        Factor on everything: 0, 1, 2, 4.

    Notes
    -----
    Widths grow in proportion to VIX above 20.
    """

    future_width: float = 0.05
    option_width: float = 0.06
    option_least: float = 0.05
    fill: float = 0.5
    commission: float = 2.0
    multiple: float = 1.0

    def half_spread(self, price: Floats, vix: Floats, future: bool) -> Floats:
        """Return what one unit pays beyond mid, in points, at prices and VIX levels of the same shape."""
        calm = self.future_width if future else np.maximum(self.option_least, self.option_width * price)
        return 0.5 * self.fill * self.multiple * calm * np.maximum(1.0, vix / _CALM_VIX)


@dataclass(frozen=True, eq=False)
class RollLedger:
    """What a roll rule did.

    Attributes
    ----------
    daily : DataFrame
        By day: ``contract`` held overnight from it (NaT for none), its ``days`` left, ``strike``, ``mark`` in
        points; then in dollars what the position held into the day gained, ``spot``, ``roll_yield``,
        ``theta``, and what the day's trades cost, ``spread`` and ``commission`` (negative), and the ``net``
        of all five; ``holding`` numbers the position a day's gain belongs to, -1 for none.
    holdings : DataFrame
        A row a position held: ``opened``, ``closed`` (NaT when still open), ``contract``, ``strike``,
        ``bought`` and ``sold`` in points, ``action`` (how it began: open or roll), and the same dollars; a
        trade's cost goes to the position it opens or closes.
    rule, costs : RollRule, RollCosts
        What was asked for.
    """

    daily: pd.DataFrame
    holdings: pd.DataFrame
    rule: RollRule
    costs: RollCosts

    def total(self) -> pd.Series:
        """Return the dollars of every part over the whole history, and the net."""
        return self.daily[[*PARTS, "net"]].sum().round(2)

    def by_year(self) -> pd.DataFrame:
        """Return the dollars of every part by calendar year."""
        return self.daily.groupby(pd.DatetimeIndex(self.daily.index).year)[[*PARTS, "net"]].sum().round(2)


def run_roll(
    market: Market, rule: RollRule, costs: RollCosts | None = None, smile: VixSmile = vix_smile
) -> RollLedger:
    """Hold a VIX contract through a history by a roll rule.

    Parameters
    ----------
    market : Market
        History of n days.
    rule : RollRule
        What is held and when it is rolled.
    costs : RollCosts, optional
        Trading costs; the default assumptions when left out.
    smile : callable
        ``smile(vvix, forward, strike, time)``, for options.

    Returns
    -------
    RollLedger
        Premium and gains earn no interest here.

    Raises
    ------
    CourseError
        When a contract the rule asks for was not listed (far months in 2007 and early 2008), or a signal does
        not fit.
    """
    costs = RollCosts() if costs is None else costs
    plan = schedule(market, rule)
    days = market.sessions.to_numpy().astype("M8[D]")
    strikes = _strikes(market, rule, plan, days, smile)
    parts, marks, old_marks = _nightly(market, rule, plan, strikes, days, smile)
    daily = pd.DataFrame(
        {"contract": plan.expiry.astype("M8[ns]"), "days": _days_left(plan.expiry, days)}, market.sessions
    )
    daily["strike"], daily["mark"] = strikes, marks
    scale = rule.quantity * (VX_MULTIPLIER if rule.instrument == "future" else VIX_MULTIPLIER)
    for name, points in parts.items():
        daily[name] = np.round(scale * points, 2) + 0.0
    # The rest of the rounded whole, so that the three add up to the gain of the contract to the cent.
    gain = np.round(scale * sum(parts.values()), 2)
    daily["spot"] = np.round(gain - daily["roll_yield"] - daily["theta"], 2) + 0.0
    return _with_trades(daily, plan, old_marks, market.table["vix"].to_numpy(), rule, costs)


def _strikes(market: Market, rule: RollRule, plan: Schedule, days: Dates, smile: VixSmile) -> Floats:
    """Return the strike held overnight from each day: chosen by delta when new, kept until the next; NaN for futures."""
    strikes = np.full(len(days), np.nan)
    at = np.flatnonzero(plan.new)
    left = _days_left(plan.expiry, days)
    forward = forward_at(market, left)
    if (unlisted := at[np.isnan(forward[at])]).size:
        raise CourseError(
            f"on {days[unlisted[0]]} no VIX future reached out to {plan.expiry[unlisted[0]]}: begin the window later"
        )
    if rule.instrument == "future" or not at.size:
        return strikes
    rate = market.table["rate"].to_numpy()
    flag = rule.instrument[0]
    time = left[at] / DAYS_A_YEAR
    strikes[at] = listed_strike(
        strike_at_delta(rule.delta, flag, forward[at], time, known_vvix(market)[at], rate[at], smile)
    )
    return np.where(np.isnat(plan.expiry), np.nan, pd.Series(strikes).ffill().to_numpy())


def _nightly(
    market: Market,
    rule: RollRule,
    plan: Schedule,
    strikes: Floats,
    days: Dates,
    smile: VixSmile,
) -> tuple[dict[str, Floats], Floats, Floats]:
    """Return each night's gain in points by part, the marks of what is held from each day, and of what was held into it."""
    vvix, rate = known_vvix(market), market.table["rate"].to_numpy()

    def price(forward: Floats, strike: Floats, left: Floats, vvix: Floats, rate: Floats) -> Floats:
        """Value what the rule holds: the future itself, or an option on it."""
        if rule.instrument == "future":
            return forward
        time = left / DAYS_A_YEAR
        return black76(
            rule.instrument[0], forward, strike, time, smile(vvix, forward, strike, time), rate
        ).price

    left = _days_left(plan.expiry, days)
    forward = forward_at(market, left)
    marks = price(forward, strikes, left, vvix, rate)
    old = np.r_[np.datetime64("NaT", "D"), plan.expiry[:-1]]
    old_left, old_strike = _days_left(old, days), np.r_[np.nan, strikes[:-1]]
    old_marks = price(forward_at(market, old_left), old_strike, old_left, vvix, rate)
    # Yesterday's world, one night later: same curve, same VVIX, same rate, fewer days.
    slid = np.r_[np.nan, forward_at(market, np.r_[old_left[1:], np.nan])[:-1]]
    past_vvix, past_rate, past_forward, past_mark = (
        np.r_[np.nan, x[:-1]] for x in (vvix, rate, forward, marks)
    )
    aged = price(past_forward, old_strike, old_left, past_vvix, past_rate)
    moved = price(slid, old_strike, old_left, past_vvix, past_rate)
    parts = {"spot": old_marks - moved, "roll_yield": moved - aged, "theta": aged - past_mark}
    return {name: np.nan_to_num(x) for name, x in parts.items()}, marks, old_marks


def _with_trades(
    daily: pd.DataFrame, plan: Schedule, old_marks: Floats, vix: Floats, rule: RollRule, costs: RollCosts
) -> RollLedger:
    """Book the trades' costs by day, and everything by holding."""
    future, contracts = rule.instrument == "future", abs(rule.quantity)
    scale = contracts * (VX_MULTIPLIER if future else VIX_MULTIPLIER)
    was = np.r_[False, ~np.isnat(plan.expiry[:-1])]
    closing = was & (plan.new | np.isnat(plan.expiry))
    fee = round(contracts * costs.commission * costs.multiple, 2)
    sides = {}
    for side, prices, trades in (
        ("closing", old_marks, closing),
        ("opening", daily["mark"].to_numpy(), plan.new),
    ):
        spread = np.where(
            trades, np.round(scale * costs.half_spread(np.nan_to_num(prices), vix, future), 2), 0.0
        )
        sides[side] = pd.DataFrame(
            {"spread": 0.0 - spread, "commission": 0.0 - np.where(trades, fee, 0.0)}, daily.index
        )
    daily[["spread", "commission"]] = (sides["closing"] + sides["opening"]).round(2)
    daily["net"] = daily[PARTS].sum(axis=1).round(2)
    number = np.cumsum(plan.new) - 1
    daily["holding"] = np.where(was, np.r_[-1, number[:-1]], -1)
    return RollLedger(daily, _holdings(daily, plan, closing, old_marks, sides), rule, costs)


def _holdings(
    daily: pd.DataFrame,
    plan: Schedule,
    closing: Bools,
    old_marks: Floats,
    sides: dict[str, pd.DataFrame],
) -> pd.DataFrame:
    """Return a row a position held, with its gains and the costs of opening and closing it."""
    start, end = np.flatnonzero(plan.new), np.flatnonzero(closing)
    count, done = len(start), len(end)
    table = daily.iloc[start].reset_index()[["date", "contract", "strike", "mark"]]
    table = table.rename(columns={"date": "opened", "mark": "bought"})
    table["action"] = np.where(closing[start], "roll", "open")
    table["closed"] = pd.Series(daily.index[end]).reindex(range(count))
    table["sold"] = np.r_[old_marks[end], np.full(count - done, np.nan)]
    gains = daily[daily["holding"] >= 0].groupby("holding")[["spot", "roll_yield", "theta"]].sum()
    table[gains.columns] = gains.reindex(range(count), fill_value=0.0).round(2)
    for name in ("spread", "commission"):
        opened, closed = sides["opening"][name].to_numpy()[start], sides["closing"][name].to_numpy()[end]
        table[name] = np.round(opened + np.r_[closed, np.zeros(count - done)], 2)
    table["net"] = table[PARTS].sum(axis=1).round(2)
    return table.rename_axis("holding")


def _days_left(expiry: Dates, days: Dates) -> Floats:
    """Return calendar days to each expiry, NaN where there is none."""
    return np.where(np.isnat(expiry), np.nan, (expiry - days).astype(float))
