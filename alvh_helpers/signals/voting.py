"""Votes and how they are kept: who votes, what each says on each day, and the number behind it.

A vote is +1 (calls for a hedge), 0 (does not) or NaN: it abstains, because its data are missing. An abstention
is no vote against and can never help a quorum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from alvh_helpers.arrays import Bools, Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import DateLike, as_date

__all__ = ["FUNDAMENTAL", "TECHNICAL", "Reading", "Signal", "Votes", "gather"]


TECHNICAL: Final = "technical"
FUNDAMENTAL: Final = "fundamental"


class Signal(NamedTuple):
    """One voter.

    Attributes
    ----------
    name : str
        Short, as in the columns of the tables.
    kind : str
        'technical' or 'fundamental'.
    measure : str
        What is measured, in words.
    rule : str
        When it calls for a hedge, in words.
    known : str
        When the figure is known.
    form : str
        Format specification of the number, such as ``'.1f'``.
    """

    name: str
    kind: Literal["technical", "fundamental"]
    measure: str
    rule: str
    known: str
    form: str = ".2f"

    def says(self, vote: float, number: float) -> str:
        """Return the vote of one day as a sentence."""
        if np.isnan(vote):
            return f"{self.measure.rstrip(',')}: not known, so it abstains"
        verdict = "calls for a hedge" if vote > 0 else "no call"
        return f"{self.measure} {number:{self.form}}: {verdict} (it calls when {self.rule})"


class Reading(NamedTuple):
    """A signal with its votes and numbers, each of shape (n,); NaN where it abstains."""

    signal: Signal
    votes: Floats
    numbers: Floats

    @classmethod
    def of(cls, signal: Signal, calls: Bools, numbers: Floats) -> Reading:
        """Return a signal that votes +1 where it calls, else 0, and abstains where it has no number."""
        return cls(signal, np.where(np.isnan(numbers), np.nan, calls.astype(float)), numbers)


@dataclass(frozen=True, eq=False, repr=False)
class Votes:
    """What every signal said on every day. It cannot be changed: tables are handed out as copies.

    ``signals`` are the voters, in the order of the columns.
    """

    signals: tuple[Signal, ...]
    _votes: Floats
    _numbers: Floats
    _sessions: pd.DatetimeIndex

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the voters."""
        return tuple(signal.name for signal in self.signals)

    @property
    def table(self) -> pd.DataFrame:
        """Votes, days x signals: +1, 0 or NaN."""
        return pd.DataFrame(self._votes.copy(), self.sessions, list(self.names))

    @property
    def numbers(self) -> pd.DataFrame:
        """The figure behind each vote, days x signals, in the unit that the signal's `measure` names."""
        return pd.DataFrame(self._numbers.copy(), self.sessions, list(self.names))

    @property
    def sessions(self) -> pd.DatetimeIndex:
        """Trading days."""
        return self._sessions.copy()

    def __len__(self) -> int:
        return len(self._sessions)

    def __repr__(self) -> str:
        return f"Votes({len(self)} days, {len(self.signals)} signals: {', '.join(self.names)})"

    def column(self, name: str) -> Floats:
        """Return the votes of one signal, shape (n,).

        Raises
        ------
        CourseError
            When there is no such signal.
        """
        return self._votes[:, self._position(name)].copy()

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """Return the names of the technical or of the fundamental signals."""
        return tuple(signal.name for signal in self.signals if signal.kind == kind)

    def choose(self, names: Iterable[str]) -> Votes:
        """Return the votes of some signals only, in the order given.

        Raises
        ------
        CourseError
            When there is no such signal.
        """
        at = [self._position(name) for name in names]
        chosen = tuple(self.signals[k] for k in at)
        return Votes(chosen, _sealed(self._votes[:, at]), _sealed(self._numbers[:, at]), self._sessions)

    def explain(self, date: DateLike) -> pd.DataFrame:
        """Return what every signal said on one day, and why.

        Returns
        -------
        DataFrame
            A row a signal: kind, vote, number, and ``why``, a sentence.

        Raises
        ------
        CourseError
            When the value is no date, or no trading day of this history.
        """
        day = as_date(date)
        if day not in self._sessions:
            raise CourseError(f"there were no votes on {day:%Y-%m-%d}: it is no trading day of this history")
        at = self._sessions.get_loc(day)
        rows = [
            (signal.kind, vote, number, signal.says(vote, number))
            for signal, vote, number in zip(self.signals, self._votes[at], self._numbers[at])
        ]
        names = pd.Index(self.names, name="signal")
        return pd.DataFrame(rows, names, ["kind", "vote", "number", "why"])

    def _position(self, name: str) -> int:
        if name not in self.names:
            raise CourseError(f"no signal {name!r}; there are {', '.join(self.names)}")
        return self.names.index(name)


def gather(readings: Iterable[Reading], sessions: pd.DatetimeIndex) -> Votes:
    """Return the readings of several signals, at least one, as one value; they share the days, shape (n,).

    Raises
    ------
    CourseError
        When two signals share a name, or a vote is none of +1, 0 and NaN.
    """
    kept = list(readings)
    names = [reading.signal.name for reading in kept]
    if not kept or len(set(names)) < len(names):
        raise CourseError(f"signals {', '.join(names) or 'none'}: each voter needs a name of its own")
    for reading in kept:
        odd = reading.votes[np.isfinite(reading.votes) & ~np.isin(reading.votes, (0.0, 1.0))]
        if odd.size:
            raise CourseError(
                f"{reading.signal.name} votes {odd[0]:g}: a vote is 1 (hedge), 0 (no) or NaN (abstains)"
            )
    votes = np.column_stack([reading.votes for reading in kept])
    numbers = np.column_stack([reading.numbers for reading in kept])
    return Votes(tuple(r.signal for r in kept), _sealed(votes), _sealed(numbers), sessions)


def _sealed(values: Floats) -> Floats:
    """Return an array that cannot be written to."""
    sealed = np.array(values, dtype=float)
    sealed.flags.writeable = False
    return sealed
