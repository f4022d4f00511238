"""What every formula does before it computes: read numbers and flags, broadcast them, refuse wrong ones.

Reading is strict about what a learner can get wrong (a flag that is no flag, a negative vol, dates where
years belong) and silent about what is merely missing: NaN passes, and comes out as NaN.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple, NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import CourseError

__all__ = [
    "Limit",
    "broadcast_shape",
    "check",
    "flatten",
    "numeric_array",
    "put_mask",
    "read_flag",
    "read_numbers",
]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
# A plain number stays a Python float: arithmetic with it is free, an array of copies is not.
Column = float | Floats

# Up to this many elements Python's own min and max beat the call overhead of NumPy's reductions.
_FEW = 32
_CALL, _PUT = ord("c"), ord("p")


class Limit(NamedTuple):
    """What one argument may be: its name, its least value, whether that value is allowed, and the lesson."""

    name: str
    least: float
    attained: bool
    lesson: str


def read_numbers(limit: Limit, value: ArrayLike) -> Column:
    """Read one argument: a number becomes a checked ``float``, anything else a float64 array (not yet checked).

    Raises
    ------
    CourseError
        If the value is not numeric, or is a single number outside its limit.
    """
    if not isinstance(value, float):
        array = numeric_array(limit.name, value, limit.lesson)
        if array.ndim:
            return array
        value = array.item()
    number = float(value)
    _check_bounds(limit, number, number, number)
    return number


def numeric_array(name: str, value: ArrayLike, lesson: str) -> Floats:
    """Turn real numbers (missing ones allowed) into a float64 array; refuse text, dates and durations."""
    try:
        array = np.asarray(value)
        # Dates, durations and text would turn into numbers silently; only real numbers and missing ones may.
        if array.dtype.kind in "fiu" or (array.dtype.kind == "O" and array.ndim):
            return array.astype(np.float64, copy=False)
    except (TypeError, ValueError):
        pass
    raise CourseError(f"{name} {value!r} is not a number: {lesson}")


def check(limit: Limit, block: Column, whole: Column) -> None:
    """Refuse a block of values that breaks its limit, naming the first wrong value of the whole argument.

    Parameters
    ----------
    limit : Limit
        What the argument may be.
    block : float or array
        The values about to be used. Plain numbers were checked when they were read.
    whole : array
        The argument as the caller gave it, so that the message can name a position the caller knows.
    """
    if isinstance(block, float):
        return
    if block.size <= _FEW:
        values = block.tolist()
        _check_bounds(limit, min(values), max(values), whole)
    else:
        _check_bounds(limit, np.minimum.reduce(block), np.maximum.reduce(block), whole)


def _check_bounds(limit: Limit, low: float, high: float, whole: Column) -> None:
    # Written so that NaN, for which every comparison is false, takes the slow way and passes there.
    if (low > limit.least or (limit.attained and low == limit.least)) and high < math.inf:
        return
    values = np.asarray(whole)
    allowed = values >= limit.least if limit.attained else values > limit.least
    wrong = ~((allowed & (values < math.inf)) | np.isnan(values))
    if wrong.any():
        refuse(limit.name, values, wrong, limit.lesson)


def refuse(name: str, values: NDArray[Any], wrong: Bools, lesson: str) -> NoReturn:
    """Raise the sentence for the first element that is wrong: its name, value, position and the lesson."""
    position = tuple(int(i) for i in np.argwhere(wrong)[0])
    value = values[position]
    shown = f"{value:.10g}" if isinstance(value, float) else repr(value)
    where = f" at position {position[0] if len(position) == 1 else position}" if position else ""
    raise CourseError(f"{name} {shown}{where}: {lesson}")


def read_flag(flag: str | ArrayLike) -> bool | Bools:
    """Read 'c' and 'p' (a string, or any array or list of them) as "is a put".

    Raises
    ------
    CourseError
        If anything but 'c' and 'p' occurs, naming it and its position.
    """
    if isinstance(flag, str) and flag in ("c", "p"):
        return flag == "p"
    array = np.asarray(flag)
    if array.dtype == np.dtype("U1"):
        # Comparing code points is several times faster than comparing strings.
        codes = np.ascontiguousarray(array).view(np.uint32).reshape(array.shape)
        puts, calls = codes == _PUT, codes == _CALL
    else:
        array = array.astype(object)
        puts, calls = (np.array([v == s for v in array.flat], bool).reshape(array.shape) for s in ("p", "c"))
    if np.count_nonzero(puts) + np.count_nonzero(calls) != puts.size:
        refuse("flag", array.astype(object), ~(puts | calls), "write 'c' for a call, 'p' for a put")
    return puts if puts.ndim else bool(puts)


def put_mask(is_put: bool | Bools, shape: tuple[int, ...]) -> bool | Bools:
    """Lay the flags out along the flattened result, as `flatten` does with numbers."""
    return is_put if isinstance(is_put, bool) else np.broadcast_to(is_put, shape).reshape(-1)


def broadcast_shape(named: dict[str, Any]) -> tuple[int, ...]:
    """Return the common shape of the arguments; plain numbers fit anything.

    Raises
    ------
    CourseError
        If the shapes do not fit together, naming each of them.
    """
    shapes = [v.shape for v in named.values() if isinstance(v, np.ndarray)]
    if not shapes:
        return ()
    if all(s == shapes[0] for s in shapes):
        return shapes[0]
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        sizes = ", ".join(f"{k} {v.shape}" for k, v in named.items() if isinstance(v, np.ndarray))
        raise CourseError(f"these shapes do not fit together: {sizes}") from None


def flatten(column: Column, shape: tuple[int, ...]) -> Column:
    """Lay an argument out along the flattened result; a plain number stays one number."""
    if isinstance(column, float):
        return column
    if column.shape == shape:
        return column.reshape(-1)
    return np.broadcast_to(column, shape).reshape(-1)
