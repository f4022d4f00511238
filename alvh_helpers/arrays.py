"""What every formula does before it computes: read numbers and flags, broadcast them, refuse wrong ones; and roots.

Reading is strict about what a learner can get wrong (a flag that is no flag, a negative vol, dates where
years belong) and silent about what is merely missing: NaN passes, and comes out as NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.errors import CourseError

__all__ = [
    "DELTA",
    "FEW",
    "FORWARD",
    "LIVE_TIME",
    "LIVE_VOL",
    "RATE",
    "SPOT",
    "STRIKE",
    "TIME",
    "VOL",
    "YIELD",
    "Column",
    "Limit",
    "behind_days",
    "bracketed_roots",
    "broadcast_shape",
    "flatten",
    "line_up",
    "numeric_array",
    "read_flag",
    "read_numbers",
    "read_only",
    "refuse",
    "refuse_block",
    "sign_changes",
    "years_left",
]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Dates = NDArray[np.datetime64]

# A plain number stays a Python float: arithmetic with it is free, an array of copies is not.
Column = float | Floats

# Up to this many elements Python's own arithmetic beats the call overhead of NumPy.
FEW = 32

# Beyond this nothing is a quantity of finance any more, and products of a few such numbers overflow.
_LARGEST = 1e100
_FLAGS = frozenset("cp")
_FLAG_LESSON = "write 'c' for a call, 'p' for a put"
_ONE_LETTER = np.dtype("U1")


class Limit(NamedTuple):
    """What one argument may be: its name, its least value, whether that value is allowed, and the lesson."""

    name: str
    least: float
    attained: bool
    lesson: str


# Not quite 0, for the reciprocal of a yet smaller spot would overflow in gamma.
SPOT = Limit("spot", 1e-100, False, "an index level is a finite number above 0")
FORWARD = Limit("forward", 1e-100, False, "a forward price is a finite number above 0")
STRIKE = Limit("strike", 0.0, True, "a strike is a finite number, 0 or more")
TIME = Limit("time", 0.0, True, "time to expiry is in years (30 days are 30/365) and cannot be negative")
VOL = Limit("vol", 0.0, True, "a vol is a decimal (20 % is 0.20) and cannot be negative")
RATE = Limit("rate", -1e100, False, "a rate is a finite decimal (5 % is 0.05)")
YIELD = Limit("dividend_yield", -1e100, False, "a dividend yield is a finite decimal (1.5 % is 0.015)")

# For the inverse, which has no answer without uncertainty.
LIVE_TIME = TIME._replace(
    attained=False, lesson="without time left delta is a step, and no strike has this delta"
)

LIVE_VOL = VOL._replace(
    attained=False, lesson="without a vol above 0 delta is a step, and no strike has this delta"
)

DELTA = Limit("delta", -1e100, False, "a delta is a decimal (the 16-delta call has 0.16)")


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
        kind = array.dtype.kind
        if kind in "fiu" or (kind == "O" and array.ndim and not any(isinstance(v, str) for v in array.flat)):
            return array.astype(np.float64, copy=False)
    except (TypeError, ValueError):
        pass
    raise CourseError(f"{name} {value!r} is not a number: {lesson}")


def refuse_block(limit: Limit, block: Column, whole: Column) -> tuple[float, float]:
    """Refuse a block of values that breaks its limit, naming the first wrong value of the whole argument.

    Parameters
    ----------
    limit : Limit
        What the argument may be.
    block : float or array
        The values about to be used, flat. Plain numbers were checked when they were read.
    whole : array
        The argument as the caller gave it, so that the message can name a position the caller knows.

    Returns
    -------
    tuple of float
        Least and largest value; NaN among the values makes either of them unreliable.
    """
    if isinstance(block, float):
        return block, block
    if block.size <= FEW:
        values = block.tolist()
        low, high = min(values), max(values)
    else:
        low, high = np.minimum.reduce(block), np.maximum.reduce(block)
    if not (low > limit.least and high < _LARGEST):
        _check_bounds(limit, low, high, whole)
    return low, high


def _check_bounds(limit: Limit, low: float, high: float, whole: Column) -> None:
    # Written so that NaN, for which every comparison is false, takes the slow way and passes there.
    if (low > limit.least or (limit.attained and low == limit.least)) and high < _LARGEST:
        return
    values = np.asarray(whole)
    allowed = values >= limit.least if limit.attained else values > limit.least
    wrong = ~((allowed & (values < _LARGEST)) | np.isnan(values))
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
    if isinstance(flag, str) and flag in _FLAGS:
        return flag == "p"
    try:
        array = np.asarray(flag)
    except ValueError:  # rows of unequal length
        raise CourseError(f"flag {flag!r} is no array: {_FLAG_LESSON}") from None
    if array.size <= FEW or array.dtype != _ONE_LETTER:
        letters = array.ravel().tolist()
        known = _all_known(letters)
        puts = np.array([known and letter == "p" for letter in letters], dtype=bool)
    else:
        # Comparing code points is several times faster than comparing strings.
        codes = np.ascontiguousarray(array).view(np.uint32).ravel()
        puts = codes == ord("p")
        known = bool(np.count_nonzero(puts) + np.count_nonzero(codes == ord("c")) == codes.size)
    if not known:
        values = array.astype(object)
        wrong = np.array([not _all_known([v]) for v in values.flat]).reshape(array.shape)
        refuse("flag", values, wrong, _FLAG_LESSON)
    return (puts if array.ndim == 1 else puts.reshape(array.shape)) if array.ndim else bool(puts[0])


def _all_known(letters: list[Any]) -> bool:
    try:
        return _FLAGS.issuperset(letters)
    except TypeError:  # a list among them, which cannot even be looked up
        return False


def broadcast_shape(is_put: bool | Bools, limits: tuple[Limit, ...], given: list[Column]) -> tuple[int, ...]:
    """Return the common shape of the flags and the other arguments; plain numbers fit anything.

    Raises
    ------
    CourseError
        If the shapes do not fit together, naming each of them.
    """
    shape = None if isinstance(is_put, bool) else is_put.shape
    for column in given:
        if not isinstance(column, float):
            if shape is None:
                shape = column.shape
            elif column.shape != shape:
                return _unlike_shapes(is_put, limits, given)
    return () if shape is None else shape


def _unlike_shapes(is_put: bool | Bools, limits: tuple[Limit, ...], given: list[Column]) -> tuple[int, ...]:
    shapes = {"flag": np.shape(is_put), **{limit.name: np.shape(g) for limit, g in zip(limits, given)}}
    try:
        return np.broadcast_shapes(*shapes.values())
    except ValueError:
        sizes = ", ".join(f"{name} {shape}" for name, shape in shapes.items() if shape)
        raise CourseError(f"these shapes do not fit together: {sizes}") from None


_Argument = TypeVar("_Argument", Column, bool | Bools)


def flatten(column: _Argument, shape: tuple[int, ...]) -> _Argument:
    """Lay an argument out along the flattened result; a plain number or flag stays one."""
    if not isinstance(column, np.ndarray):
        return column
    if column.shape == shape:
        return column.reshape(-1) if len(shape) != 1 else column
    return np.broadcast_to(column, shape).reshape(-1)


_STEPS, _EPS = 100, 4.0 * np.finfo(float).eps


def bracketed_roots(function: Callable[[Floats], Floats], low: ArrayLike, high: ArrayLike) -> Floats:
    """Return one root of each element of a function, between a lower and an upper end.

    Parameters
    ----------
    function : callable
        Takes an array of the brackets' shape and returns its values, element by element.
    low, high : array_like
        Ends of the brackets; they broadcast.

    Returns
    -------
    ndarray
        Roots to rounding; NaN where the two ends have the same sign or a value is NaN.

    Notes
    -----
    Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function
    without using derivatives", Advances in Engineering Software 28 (1997): inverse quadratic steps while they
    can be trusted, bisection otherwise.
    """
    near, far = (np.array(x, dtype=float) for x in np.broadcast_arrays(low, high))
    f_near, f_far = np.asarray(function(near), float), np.asarray(function(far), float)
    bracketed = np.sign(f_near) * np.sign(f_far) <= 0
    step = np.full(near.shape, 0.5)
    for _ in range(_STEPS):
        x = near + step * (far - near)
        f = np.asarray(function(x), float)
        same = np.sign(f) == np.sign(f_near)
        old, f_old = np.where(same, near, far), np.where(same, f_near, f_far)
        far, f_far = np.where(same, far, near), np.where(same, f_far, f_near)
        near, f_near = x, f
        best = np.where(np.abs(f_near) < np.abs(f_far), near, far)
        width = np.abs(far - near)
        with np.errstate(divide="ignore", invalid="ignore"):
            least = _EPS * np.abs(best) / width
            step = _next_step((near, far, old), (f_near, f_far, f_old), least)
        zero = np.minimum(np.abs(f_near), np.abs(f_far)) == 0
        if (zero | ~(least < 0.5) | ~bracketed).all():
            break
    return np.where(bracketed, best, np.nan)


def _next_step(x: tuple[Floats, ...], f: tuple[Floats, ...], least: Floats) -> Floats:
    """Return how far to go from the nearest point to the far end, as a share: quadratic if safe, else a half."""
    (near, far, old), (f_near, f_far, f_old) = x, f
    place, height = (near - far) / (old - far), (f_near - f_far) / (f_old - f_far)
    safe = (height**2 < place) & ((1 - height) ** 2 < 1 - place)
    quadratic = f_near / (f_far - f_near) * f_old / (f_far - f_old) + (old - near) / (far - near) * f_near / (
        f_old - f_near
    ) * f_far / (f_old - f_far)
    step = np.where(safe & np.isfinite(quadratic), quadratic, 0.5)
    least = np.where(least < 0.5, least, 0.5)
    return np.clip(step, least, 1 - least)


def sign_changes(function: Callable[[Floats], Floats], nodes: ArrayLike) -> Floats:
    """Return where a function along a line changes its sign, lowest first.

    Parameters
    ----------
    function : callable
        Takes and returns an array of shape (n,).
    nodes : array_like, shape (n,)
        Points that part the line, rising. Between two of them at most one sign change is found: put every kink of
        a payoff among them.

    Returns
    -------
    ndarray
        Roots; a stretch on which the function is exactly 0 counts once if the signs on its sides differ, else not.
    """
    points = np.asarray(nodes, dtype=float)
    values = np.asarray(function(points), float)
    points, values = points[values != 0], values[values != 0]
    at = np.flatnonzero(np.sign(values[:-1]) * np.sign(values[1:]) < 0)
    if not len(at):
        return np.empty(0)
    return bracketed_roots(function, points[at], points[at + 1])


def line_up(x: ArrayLike, days: tuple[int, ...], ndim: int = 0) -> Floats:
    """Give an array the days as its leading axes and at least `ndim` axes in all.

    Parameters
    ----------
    x : array_like
        A scalar goes with every day; anything else has the days (or 1) as its leading axes.
    days : tuple of int
        Shape of the days; () for a single day, where everything lines up as NumPy has it.
    ndim : int
        Axes wanted; missing ones are put right behind the days.

    Raises
    ------
    CourseError
        If the leading axes are not the days.
    """
    x = np.asarray(x, float)
    if x.ndim == 0:
        x = np.broadcast_to(x, days)
    if x.ndim < len(days) or any(have not in (1, want) for have, want in zip(x.shape, days)):
        raise CourseError(
            f"an array of shape {x.shape} does not line up with days of shape {days}: "
            f"days come first, then legs, as in {(*days, 4)} or {(*(1 for _ in days), 4)}"
        )
    x = x.reshape(x.shape[: len(days)] + (1,) * (ndim - x.ndim) + x.shape[len(days) :])
    return np.broadcast_to(x, days + x.shape[len(days) :])


def behind_days(ndim: int, days: tuple[int, ...], *values: Floats) -> list[Floats]:
    """Give arrays of the days' shape empty axes behind, `ndim` in all, so that they broadcast against legs."""
    return [v.reshape(v.shape + (1,) * (ndim - len(days))) for v in values]


def years_left(time: ArrayLike, days: tuple[int, ...], least: float = 0.0) -> Floats:
    """Check times to expiry (years), line them up with the days, and raise them to `least`.

    Raises
    ------
    CourseError
        If a time is negative or the shapes do not fit.
    """
    time = np.asarray(time, float)
    if (bad := time < 0).any():
        raise CourseError(f"time {time[bad].flat[0]:g} is negative: it counts the years left to expiry")
    return np.maximum(line_up(time, days), least)


def read_only(x: ArrayLike) -> Floats:
    """Return a copy that nobody can write to, for values that must not change."""
    copy = np.array(x, dtype=float)
    copy.flags.writeable = False
    return copy
