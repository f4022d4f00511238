"""The exercises of all notebooks by number, and the check that a notebook calls.

The questions do not depend on a notebook's parameters: they name their own day or numbers, so that an answer
stays right whatever has been changed above.
"""

from __future__ import annotations

from typing import Any

from alvh_helpers.checks import Exercise, grade
from alvh_helpers.errors import CourseError
from alvh_helpers.exercises_basics import BASICS

__all__ = ["EXERCISES", "check"]

EXERCISES: dict[str, Exercise] = {exercise.id: exercise for exercise in (*BASICS,)}
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
    if exercise_id not in EXERCISES:
        raise CourseError(f"there is no exercise {exercise_id!r}; there are: {', '.join(EXERCISES)}")
    print(grade(EXERCISES[exercise_id], answer))
