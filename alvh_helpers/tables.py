"""Tables as a reader wants them: each column rounded to what it means."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from alvh_helpers.errors import CourseError

__all__ = ["neat"]


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


_MOVED = {"CourseError": ("alvh_helpers.errors", "CourseError")}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
