"""The internal rate of return of dated cash flows, and a warning where there is more than one (R17)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from alvh_helpers.arrays import sign_changes
from alvh_helpers.errors import CourseError

__all__ = ["Xirr", "xirr"]


Floats = NDArray[np.float64]


# Growth rates ln(1 + r) searched for roots, denser around 0: from -99.9994 % to 16 million % a year.
_GROWTH = 12.0 * np.linspace(-1.0, 1.0, 801) ** 3


class Xirr(NamedTuple):
    """Internal rate of return of dated cash flows.

    Attributes
    ----------
    rate : float
        Decimal a year, compounded yearly.
    others : tuple of float
        Further rates that fit the same flows; empty as a rule.
    note : str
        A sentence of warning when there are any, else empty.
    """

    rate: float
    others: tuple[float, ...]
    note: str


def xirr(dates: Iterable[object], amounts: ArrayLike) -> Xirr:
    """Return the yearly rate at which dated cash flows are worth nothing together (R17).

    Parameters
    ----------
    dates : iterable of date-like, length n
        Days of the flows, in any order.
    amounts : array_like, shape (n,)
        Dollars: what goes in is negative, what comes out positive.

    Returns
    -------
    Xirr
        ACT/365. When the flows change sign more than once there may be several rates: then the one nearest to
        0 is returned, the others beside it, and a note says so.

    Raises
    ------
    CourseError
        When dates and amounts do not match, all flows have one sign, all fall on one day, or no rate fits.

    Notes
    -----
    The rate itself comes from pyxirr.
    """
    days, flows = _cash_flows(dates, amounts)
    # One change of sign, and there is one rate: Descartes' rule.
    signs = np.sign(flows[flows != 0])
    if (np.diff(signs) != 0).sum() == 1 and (rate := _pyxirr(days, flows)) is not None:
        return Xirr(rate, (), "")
    found = sorted(np.expm1(sign_changes(_worth(days, flows), _GROWTH)).tolist(), key=abs)
    if not found:
        raise CourseError("no rate between -99.999 % and 10,000,000 % a year makes these flows worth nothing")
    others = tuple(sorted(found[1:]))
    note = ""
    if others:
        listed = ", ".join(f"{rate:.1%}" for rate in others)
        note = (
            f"These flows change sign {int((np.diff(signs) != 0).sum())} times, and {found[0]:.1%} is not the only "
            f"rate that fits them: so does {listed}. Compare account values instead."
        )
    exact = _pyxirr(days, flows, found[0])
    return Xirr(found[0] if exact is None or abs(exact - found[0]) > 1e-6 else exact, others, note)


def _cash_flows(dates: Iterable[object], amounts: ArrayLike) -> tuple[NDArray[np.datetime64], Floats]:
    """Read cash flows: one sum a day, in order of time, or refuse them."""
    try:
        days = np.array(list(dates), dtype="datetime64[D]")
    except (TypeError, ValueError):
        raise CourseError(
            "a date of the cash flows cannot be read: write 2020-03-16, or give dates"
        ) from None
    flows = np.asarray(amounts, dtype=float)
    if flows.shape != days.shape or not np.isfinite(flows).all() or np.isnat(days).any():
        raise CourseError(
            f"{len(days)} dates and {flows.size} amounts: each flow needs its date and its dollars"
        )
    unique, at = np.unique(days, return_inverse=True)
    sums = np.bincount(at, weights=flows, minlength=len(unique))
    if len(unique) < 2 or not (sums > 0).any() or not (sums < 0).any():
        raise CourseError(
            "a rate of return needs money that goes in (negative) and money that comes out (positive), on two days"
        )
    return unique, sums


def _worth(days: NDArray[np.datetime64], flows: Floats) -> Callable[[Floats], Floats]:
    """Return the function that values the flows at growth rates ln(1 + r)."""
    years = (days - days[0]).astype(float) / 365.0
    return lambda growth: np.exp(-np.multiply.outer(growth, years)) @ flows


def _pyxirr(days: NDArray[np.datetime64], flows: Floats, guess: float = 0.1) -> float | None:
    """Return pyxirr's rate, None where it finds none."""
    import pyxirr

    return pyxirr.xirr(days.tolist(), flows.tolist(), guess=guess, silent=True)


_MOVED = {
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "sign_changes": ("alvh_helpers.arrays", "sign_changes"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
