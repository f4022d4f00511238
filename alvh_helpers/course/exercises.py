"""Self-grading for exercises: not only whether an answer is off, but why.

A check never raises: a notebook with blank answers runs to its end.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from alvh_helpers.errors import CourseError

__all__ = [
    "DOLLAR_MISTAKES",
    "SHARE_MISTAKES",
    "Exercise",
    "Mistake",
    "Verdict",
    "all_exercises",
    "check",
    "exercises_of",
    "grade",
    "solution",
]


@dataclass(frozen=True)
class Mistake:
    """A typical wrong answer: what it would be, given the right one, and what it gives away."""

    value: Callable[[float], float]
    why: str


@dataclass(frozen=True)
class Exercise:
    """One exercise with one computable answer.

    Attributes
    ----------
    id : str
        Notebook number and position, such as ``'01.2'``.
    asks : str
        What the answer is, in a few words.
    unit : str
        Unit of the answer, such as ``'dollars'``; ``'choice'`` for a word.
    answer : callable
        Computes the right answer (a float or, for a choice, a str) from data and the package.
    rel_tol : float
        Accepted relative distance from it.
    mistakes : tuple of Mistake
        Wrong answers worth an explanation.
    choices : mapping of word to explanation, optional
        For a choice: every word that may be given, and why it is wrong (or right).
    """

    id: str
    asks: str
    unit: str
    answer: Callable[[], float | str]
    rel_tol: float = 0.01
    mistakes: tuple[Mistake, ...] = ()
    choices: dict[str, str] | None = None


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right (None while it is blank) and the sentence that says why."""

    correct: bool | None
    message: str

    def __str__(self) -> str:
        """Return the sentence with its sign."""
        sign = {True: "\u2713", False: "\u2717", None: "\u2026"}[self.correct]
        return f"{sign} {self.message}"


DOLLAR_MISTAKES = (
    Mistake(lambda v: v / 100, "That is per share: one SPX contract is 100 times the quoted points."),
    Mistake(lambda v: v * 100, "The multiplier of 100 is in there twice."),
    Mistake(lambda v: -v, "Right size, wrong sign: is this money in or money out, profit or loss?"),
    Mistake(lambda v: -v / 100, "Wrong sign, and per share instead of per contract (x 100)."),
)
"""Typical slips when the answer is dollars per contract."""


SHARE_MISTAKES = (
    Mistake(lambda v: v * 100, "That is in percent or per contract; the answer is wanted without the 100."),
    Mistake(lambda v: v / 100, "A factor of 100 too small: percent and decimals have been mixed."),
    Mistake(lambda v: -v, "Right size, wrong sign."),
    Mistake(lambda v: 1 - v, "That is the opposite event: 1 minus the answer."),
)
"""Typical slips when the answer is a probability, a share or a decimal."""


def grade(exercise: Exercise, answer: Any) -> Verdict:
    """Return whether an answer is right, wrong with the likely reason, or blank (``...`` or None), giving nothing away."""
    if answer is None or answer is ...:
        return Verdict(None, f"{exercise.id}: not answered yet. Wanted: {exercise.asks} ({exercise.unit}).")
    if exercise.choices is not None:
        return _grade_choice(exercise, exercise.choices, answer)
    value = _as_number(answer)
    if value is None:
        return Verdict(
            False, f"{exercise.id}: {answer!r} is not one number. Wanted: {exercise.asks} ({exercise.unit})."
        )
    return _grade_number(exercise, value)


def _grade_choice(exercise: Exercise, choices: dict[str, str], answer: Any) -> Verdict:
    """Grade a word out of a list."""
    word = str(answer).strip().lower()
    if word not in choices:
        return Verdict(False, f"{exercise.id}: {answer!r} is none of the choices: {', '.join(choices)}.")
    right = word == exercise.answer()
    return Verdict(right, f"{exercise.id}: {'correct' if right else 'not so'}. {choices[word]}")


def _grade_number(exercise: Exercise, value: float) -> Verdict:
    """Grade a number: right, a known slip, or the direction in which it is off."""
    right = float(exercise.answer())

    def near(target: float) -> bool:
        """Tell whether the value agrees with a target within the exercise's tolerance."""
        return math.isclose(value, target, rel_tol=exercise.rel_tol, abs_tol=1e-12)

    if not math.isfinite(value):
        return Verdict(
            False, f"{exercise.id}: the answer is {value}; something upstream is missing or divided by zero."
        )
    if near(right):
        return Verdict(
            True, f"{exercise.id}: correct, {exercise.asks} is {_readable(right)} {exercise.unit}."
        )
    for mistake in exercise.mistakes:
        if near(mistake.value(right)):
            return Verdict(False, f"{exercise.id}: not yet. {mistake.why}")
    direction = "high" if value > right else "low"
    return Verdict(
        False,
        f"{exercise.id}: not yet, too {direction}. Check each step of: {exercise.asks} ({exercise.unit}).",
    )


def _as_number(answer: Any) -> float | None:
    """Return a float, or None when the answer is not exactly one number."""
    if isinstance(answer, str | bool):
        return None
    try:
        values = np.asarray(answer, dtype=float).ravel()
    except (TypeError, ValueError):
        return None
    return float(values[0]) if values.size == 1 else None


def _readable(value: float) -> str:
    """Return about four significant digits, with thousands separators."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def check(exercise_id: str, answer: Any = ...) -> None:
    """Print whether your answer to an exercise, such as ``'01.2'``, is right and, if not, why it may be off.

    ``...`` stands for an answer that is still blank.
    """
    print(grade(_find(exercise_id), answer))


def solution(exercise_id: str, answer: Any) -> None:
    """Confirm a folded solution without giving its answer away to who has not unfolded it.

    Raises
    ------
    CourseError
        When the solution is wrong: a mistake of the course, not of the learner.
    """
    verdict = grade(_find(exercise_id), answer)
    if not verdict.correct:
        raise CourseError(f"the solution of {exercise_id} does not pass its own check: {verdict.message}")
    print(f"\u2713 {exercise_id}: the folded solution passes the check. Try your own first.")


def exercises_of(number: str) -> dict[str, Exercise]:
    """Return the exercises of a notebook by its number; only that notebook's code is imported."""
    folder = next((f for f in _folders() if f.startswith(f"nb{number}_")), None)
    if folder is None:
        return {}
    found = import_module(f"alvh_helpers.course.{folder}.exercises").EXERCISES
    return {exercise.id: exercise for exercise in found}


def all_exercises() -> dict[str, Exercise]:
    """Return the exercises of all notebooks by their numbers; imports the code of every lesson."""
    return {i: e for folder in _folders() for i, e in exercises_of(folder[2:4]).items()}


def _folders() -> list[str]:
    """Return the folders of all lessons, in order."""
    return sorted(path.name for path in Path(__file__).parent.glob("nb[0-9][0-9]_*"))


def _find(exercise_id: str) -> Exercise:
    """Return an exercise by its number."""
    known = exercises_of(str(exercise_id)[:2])
    if exercise_id not in known:
        raise CourseError(f"there is no exercise {exercise_id!r}; there are: {', '.join(all_exercises())}")
    return known[exercise_id]
