"""Which VIX contract a roll rule holds on which night: decided day by day from what is known at the close.

No contract is held into its expiry day: on the session before, at the latest, it is rolled or closed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market
from alvh_helpers.vix import next_sessions
from alvh_helpers.vixoptions import vix_option_expiries
from alvh_helpers.vixterm import term_structure

__all__ = ["RollRule", "Schedule", "Signal", "Tenor", "backwardation", "expiry_eve", "schedule"]


Signal = Callable[[Market], ArrayLike] | ArrayLike | None


Tenor = Callable[[Market], ArrayLike] | ArrayLike | int


_FARTHEST = 6  # the seventh month is not among the seven settlements on the eve of an expiry


_AHEAD = pd.Timedelta(days=320)


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

    expiry: NDArray[np.datetime64]
    new: NDArray[np.bool_]


def schedule(market: Market, rule: RollRule) -> Schedule:
    """Return which contract the rule holds overnight from each day.

    Parameters
    ----------
    market : Market
        History of n days.
    rule : RollRule
        The rule.

    Returns
    -------
    Schedule

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


def backwardation(market: Market, ratio: str = "vix3m_vix", below: float = 1.0) -> NDArray[np.bool_]:
    """Return the days on which a measure of `vixterm.term_structure` is below a level: the inverted curve."""
    table = term_structure(market)
    if ratio not in table:
        raise CourseError(f"ratio {ratio!r}: choose from {', '.join(table.columns)}")
    return (table[ratio] < below).to_numpy()


def expiry_eve(market: Market) -> NDArray[np.bool_]:
    """Return the sessions that are the last before a monthly VIX expiry: the days of a monthly re-strike."""
    later = next_sessions(market.sessions)
    monthly = vix_option_expiries(market.start, later[-1], weekly=False)
    known = np.searchsorted(monthly, market.sessions, side="right") < np.searchsorted(
        monthly, later, side="right"
    )
    return np.asarray(known)


def _targets(
    market: Market, rule: RollRule, days: NDArray[np.datetime64], later: NDArray[np.datetime64]
) -> NDArray[np.datetime64]:
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


def _bools(market: Market, signal: Signal, empty: bool) -> NDArray[np.bool_]:
    """Return a signal as bools by day."""
    if signal is None:
        return np.full(len(market), empty)
    values = np.asarray(signal(market) if callable(signal) else signal)
    if values.shape != (len(market),) or values.dtype != bool:
        raise CourseError(
            f"a signal of {values.dtype} with shape {values.shape}: it must be True or False for each of {len(market)} days"
        )
    return values


_MOVED = {
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "Market": ("alvh_helpers.market.history", "Market"),
    "next_sessions": ("alvh_helpers.vix", "next_sessions"),
    "vix_option_expiries": ("alvh_helpers.vixoptions", "vix_option_expiries"),
    "term_structure": ("alvh_helpers.vixterm", "term_structure"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
