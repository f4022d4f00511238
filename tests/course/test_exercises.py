"""Every exercise: the right answer, each typical wrong one, a blank, and nonsense."""

import math

import pytest

from alvh_helpers.course.exercises import Exercise, all_exercises, check, grade, solution
from alvh_helpers.errors import CourseError

EXERCISES = all_exercises()
NUMERIC = [e for e in EXERCISES.values() if e.choices is None]
CHOICES = [e for e in EXERCISES.values() if e.choices is not None]


@pytest.mark.parametrize("exercise", NUMERIC, ids=lambda e: e.id)
def test_the_right_number_is_accepted_and_others_are_explained(exercise):
    right = float(exercise.answer())
    assert math.isfinite(right) and right != 0
    assert grade(exercise, right).correct is True
    assert grade(exercise, right * (1 + 0.5 * exercise.rel_tol)).correct is True
    reasons = set()
    for mistake in exercise.mistakes:
        verdict = grade(exercise, mistake.value(right))
        assert verdict.correct is False, mistake.why
        reasons.add(verdict.message)
        assert not math.isclose(mistake.value(right), right, rel_tol=3 * exercise.rel_tol), mistake.why
    assert reasons, "an exercise without typical mistakes explains nothing"
    assert all(any(m.why in reason for m in exercise.mistakes) for reason in reasons)
    assert "high" in grade(exercise, right + abs(right) * 0.2314).message
    assert "low" in grade(exercise, right - abs(right) * 0.2314).message


@pytest.mark.parametrize("exercise", CHOICES, ids=lambda e: e.id)
def test_each_choice_is_explained_and_one_is_right(exercise):
    verdicts = [grade(exercise, word) for word in exercise.choices]
    assert sum(v.correct for v in verdicts) == 1
    assert all(exercise.choices[w] in v.message for w, v in zip(exercise.choices, verdicts, strict=True))
    assert "none of the choices" in grade(exercise, "banana").message
    assert grade(exercise, f" {exercise.answer().upper()} ").correct is True


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.id)
@pytest.mark.parametrize("blank", [None, ...])
def test_a_blank_says_what_is_wanted(exercise, blank):
    verdict = grade(exercise, blank)
    assert verdict.correct is None
    assert exercise.asks in verdict.message and exercise.unit in verdict.message


@pytest.mark.parametrize("exercise", NUMERIC, ids=lambda e: e.id)
@pytest.mark.parametrize("nonsense", ["twelve", [1.0, 2.0], True, float("nan"), object()])
def test_nonsense_gets_a_sentence(exercise, nonsense):
    verdict = grade(exercise, nonsense)
    assert verdict.correct is False and len(verdict.message) > 20


def test_the_answer_is_not_given_away_by_a_wrong_one():
    exercise = Exercise("99.1", "a sum", "dollars", lambda: 4350.0)
    assert "4,350" not in grade(exercise, 5000).message
    assert "4,350" in grade(exercise, 4350).message


def test_check_prints_and_names_unknown_exercises(capsys):
    check("00.2", 4350)
    assert capsys.readouterr().out.startswith("\u2713 00.2: correct")
    with pytest.raises(CourseError, match=r"no exercise '77.7'"):
        check("77.7", 1)


def test_a_solution_confirms_without_the_answer(capsys):
    solution("00.2", 4350)
    assert "4,350" not in capsys.readouterr().out
    with pytest.raises(CourseError, match=r"the solution of 00\.2 does not pass"):
        solution("00.2", 43.5)
