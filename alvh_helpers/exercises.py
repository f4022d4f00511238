"""The exercises of all notebooks by number, and the check that a notebook calls.

The questions do not depend on a notebook's parameters: they name their own day or numbers, so that an answer
stays right whatever has been changed above.
"""

from __future__ import annotations

from typing import Any

from alvh_helpers.checks import Exercise, grade
from alvh_helpers.errors import CourseError
from alvh_helpers.exercises_basics import BASICS
from alvh_helpers.exercises_drift import DRIFT
from alvh_helpers.exercises_engine import ENGINE
from alvh_helpers.exercises_greeks import GREEKS
from alvh_helpers.exercises_replays import REPLAYS
from alvh_helpers.exercises_rolls import ROLLS
from alvh_helpers.exercises_signals import SIGNALS
from alvh_helpers.exercises_sizing import SIZING
from alvh_helpers.exercises_surface import SURFACE
from alvh_helpers.exercises_vega import VEGA
from alvh_helpers.exercises_vix import VIX_INSTRUMENTS

__all__ = ["EXERCISES", "check", "solution"]


EXERCISES: dict[str, Exercise] = {
    exercise.id: exercise
    for exercise in (
        *BASICS,
        *GREEKS,
        *SURFACE,
        *DRIFT,
        *VEGA,
        *VIX_INSTRUMENTS,
        *ROLLS,
        *SIZING,
        *SIGNALS,
        *ENGINE,
        *REPLAYS,
    )
}
"""Every exercise by its number, such as ``'01.2'``."""


def check(exercise_id: str, answer: Any = ...) -> None:
    """Print whether an answer is right and, if not, why it may be off.

    Parameters
    ----------
    exercise_id : str
        Number of the exercise, such as ``'01.2'``.
    answer : float or str
        Your answer; ``...`` while it is blank.
    """
    print(grade(_find(exercise_id), answer))


def solution(exercise_id: str, answer: Any) -> None:
    """Confirm a folded solution without giving its answer away to who has not unfolded it.

    Parameters
    ----------
    exercise_id : str
        Number of the exercise, such as ``'01.2'``.
    answer : float or str
        The solution's own answer.

    Raises
    ------
    CourseError
        When the solution is wrong: a mistake of the course, not of the learner.
    """
    verdict = grade(_find(exercise_id), answer)
    if not verdict.correct:
        raise CourseError(f"the solution of {exercise_id} does not pass its own check: {verdict.message}")
    print(f"\u2713 {exercise_id}: the folded solution passes the check. Try your own first.")


def _find(exercise_id: str) -> Exercise:
    """Return an exercise by its number."""
    if exercise_id not in EXERCISES:
        raise CourseError(f"there is no exercise {exercise_id!r}; there are: {', '.join(EXERCISES)}")
    return EXERCISES[exercise_id]


_MOVED = {
    "EXERCISES": ("alvh_helpers.course.exercises", "EXERCISES"),
    "Exercise": ("alvh_helpers.checks", "Exercise"),
    "grade": ("alvh_helpers.checks", "grade"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "BASICS": ("alvh_helpers.exercises_basics", "BASICS"),
    "DRIFT": ("alvh_helpers.exercises_drift", "DRIFT"),
    "ENGINE": ("alvh_helpers.exercises_engine", "ENGINE"),
    "GREEKS": ("alvh_helpers.exercises_greeks", "GREEKS"),
    "REPLAYS": ("alvh_helpers.exercises_replays", "REPLAYS"),
    "ROLLS": ("alvh_helpers.exercises_rolls", "ROLLS"),
    "SIGNALS": ("alvh_helpers.exercises_signals", "SIGNALS"),
    "SIZING": ("alvh_helpers.exercises_sizing", "SIZING"),
    "SURFACE": ("alvh_helpers.exercises_surface", "SURFACE"),
    "VEGA": ("alvh_helpers.exercises_vega", "VEGA"),
    "VIX_INSTRUMENTS": ("alvh_helpers.exercises_vix", "VIX_INSTRUMENTS"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
