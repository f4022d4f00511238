"""Read the values of a notebook's parameters cell, or say in one sentence why one makes no sense."""

from __future__ import annotations

import math
from collections.abc import Iterable
from numbers import Real

from alvh_helpers.errors import CourseError

__all__ = ["choice", "parameter"]


def parameter(name: str, value: object, least: float, most: float, *, whole: bool = False) -> float:
    """Return a number from a parameters cell if it lies within its limits.

    Parameters
    ----------
    name : str
        The parameter's name in the cell.
    value : float or int
        What stands there now.
    least, most : float
        Smallest and largest value that makes sense; both are allowed.
    whole : bool
        Whether it counts things, so that it must be a whole number.

    Returns
    -------
    float or int
        The value itself; an int when it must be whole.

    Raises
    ------
    CourseError
        When the value is no number, not whole, or outside its limits; the sentence names all three.
    """
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise CourseError(f"{name} is {value!r}: it must be a number from {least:g} to {most:g}")
    if whole and value != int(value):
        raise CourseError(f"{name} is {value!r}: it counts things, so it must be a whole number")
    if not least <= value <= most:
        raise CourseError(f"{name} is {value!r}: it must lie between {least:g} and {most:g}")
    return int(value) if whole else float(value)


def choice(name: str, value: object, allowed: Iterable[str]) -> str:
    """Return a word from a parameters cell if it is one of the allowed ones.

    Raises
    ------
    CourseError
        When it is not; the sentence lists the allowed words.
    """
    words = list(allowed)
    if value not in words:
        raise CourseError(f"{name} is {value!r}: choose one of {', '.join(repr(w) for w in words)}")
    return str(value)


_MOVED = {"CourseError": ("alvh_helpers.errors", "CourseError")}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
