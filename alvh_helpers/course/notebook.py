"""What a notebook's cells lean on: parameters that are read or refused in one sentence, and tables written as text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from numbers import Real

import pandas as pd

from alvh_helpers.errors import CourseError

__all__ = ["choice", "neat", "parameter"]


def parameter(name: str, value: object, least: float, most: float, *, whole: bool = False) -> float:
    """Return a number from a parameters cell if it lies within its limits, both of which are allowed.

    With ``whole`` it counts things and is returned as an int.

    Raises
    ------
    CourseError
        When the value is no number, not whole, or outside its limits; the sentence names all three.
    """
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise CourseError(f"{name} is {value!r}: it must be a number from {least:g} to {most:g}")
    number = float(value)
    if whole and not number.is_integer():
        raise CourseError(f"{name} is {value!r}: it counts things, so it must be a whole number")
    if not least <= number <= most:
        raise CourseError(f"{name} is {value!r}: it must lie between {least:g} and {most:g}")
    return int(number) if whole else number


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


def neat(frame: pd.DataFrame, formats: str | Mapping[str, str] = ",.0f") -> pd.DataFrame:
    """Return a table of text with every number written in its column's format.

    Parameters
    ----------
    frame : DataFrame
        Numbers; text is left as it is, a missing number becomes a dash. A daily index loses its clock.
    formats : str or mapping of column to str
        One format specification for all columns, such as ``',.0f'``, ``'+.1%'`` or ``'.2f'``, or one a column
        (columns that are not named keep ``',.0f'``).

    Raises
    ------
    CourseError
        When a format names a column that is not there.
    """
    by_column = {} if isinstance(formats, str) else dict(formats)
    unknown = set(by_column) - set(frame.columns)
    if unknown:
        raise CourseError(
            f"no column {sorted(unknown)[0]!r} in the table; there are: {', '.join(map(str, frame.columns))}"
        )
    default = formats if isinstance(formats, str) else ",.0f"
    shown = {c: [_written(v, by_column.get(c, default)) for v in frame[c]] for c in frame.columns}
    index = frame.index.strftime("%Y-%m-%d") if isinstance(frame.index, pd.DatetimeIndex) else frame.index
    written = pd.DataFrame(shown, index=index)
    return written.rename_axis(index=frame.index.names, columns=frame.columns.names)


def _written(value: object, spec: str) -> str:
    """Return one cell; minus zero is written as zero."""
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return "-"
    text = format(value, spec)
    return (
        text.replace("-", "", 1) if text.startswith("-") and not any(d in text for d in "123456789") else text
    )
