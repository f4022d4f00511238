"""Rates and ratios of an account: XIRR, CAPM, cost of capital, liquidity, what a hedge costs and covers (R14-R19).

Rates are decimals a year. A ratio whose divisor is 0 is infinite or NaN, as arithmetic has it, never an error:
an account of which nothing is asked has no liquidity problem.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Dates, Floats, sign_changes
from alvh_helpers.errors import CourseError
from alvh_helpers.risk.bootstrap import ANNUAL

__all__ = [
    "Capm",
    "Xirr",
    "capm",
    "cost_share",
    "coverage_realised",
    "fair_carry",
    "quick_ratio",
    "required_return",
    "vega_theta_ratio",
    "wacc",
    "xirr",
]

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


def _cash_flows(dates: Iterable[object], amounts: ArrayLike) -> tuple[Dates, Floats]:
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
    sums = np.bincount(at, weights=flows, minlength=len(unique)).astype(float)
    if len(unique) < 2 or not (sums > 0).any() or not (sums < 0).any():
        raise CourseError(
            "a rate of return needs money that goes in (negative) and money that comes out (positive), on two days"
        )
    return unique, sums


def _worth(days: Dates, flows: Floats) -> Callable[[Floats], Floats]:
    """Return the function that values the flows at growth rates ln(1 + r)."""
    years = (days - days[0]).astype(float) / 365.0
    return lambda growth: np.exp(-np.multiply.outer(growth, years)) @ flows


def _pyxirr(days: Dates, flows: Floats, guess: float = 0.1) -> float | None:
    """Return pyxirr's rate, None where it finds none."""
    import pyxirr

    return pyxirr.xirr(days.tolist(), flows.tolist(), guess=guess, silent=True)


class Capm(NamedTuple):
    """Fit of excess returns on the market's: beta, its standard error, alpha a year, and R squared."""

    beta: float
    stderr: float
    alpha: float
    r2: float


def capm(returns: ArrayLike, market: ArrayLike, rate: ArrayLike = 0.0) -> Capm:
    """Return beta and alpha of a position (R15).

    Parameters
    ----------
    returns, market : array_like, shape (n,)
        Decimals a day, of the same days; pairs with a missing value are left out.
    rate : float or array_like, shape (n,)
        T-bill rate, decimal a year.

    Returns
    -------
    Capm
        Least squares; the standard error is the plain one, which takes the days as independent.

    Raises
    ------
    CourseError
        When fewer than 3 pairs are left, or the market never moves.

    Notes
    -----
    Sharpe (1964), "Capital asset prices".
    """
    own, index, bill = np.broadcast_arrays(*(np.asarray(x, float) for x in (returns, market, rate)))
    used = np.isfinite(own) & np.isfinite(index) & np.isfinite(bill)
    y, x = (values[used] - bill[used] / ANNUAL for values in (own, index))
    n, off = len(x), x - x.mean() if len(x) else x
    if n < 3 or np.ptp(x) == 0:
        raise CourseError(f"{n} pairs of returns: a beta needs 3 or more, and a market that moves")
    beta = float(off @ y / (off @ off))
    alpha = float(y.mean() - beta * x.mean())
    left = y - alpha - beta * x
    total = float(((y - y.mean()) ** 2).sum())
    error = float(np.sqrt(left @ left / (n - 2) / (off @ off)))
    return Capm(beta, error, alpha * ANNUAL, 1.0 - float(left @ left) / total if total > 0 else np.nan)


def fair_carry(beta: ArrayLike, equity_premium: float = 0.05) -> Floats:
    """Return what a position should earn above T-bills by its beta: negative for a hedge (R15), a year.

    Parameters
    ----------
    beta : array_like
        To the index.
    equity_premium : float
        What the index is expected to earn above T-bills: an assumption.
    """
    return np.asarray(beta, dtype=float) * equity_premium


def required_return(
    rate: ArrayLike,
    beta: ArrayLike,
    equity_premium: float = 0.05,
    vol_beta: ArrayLike = 0.0,
    vol_premium: float = 0.0,
) -> Floats:
    """Return what an investor must expect of a position (R15): T-bills + beta x premium, of equity and of volatility.

    Parameters
    ----------
    rate : array_like
        T-bill rate, decimal a year.
    beta : array_like
        To the index.
    equity_premium : float
        Of the index above T-bills.
    vol_beta : array_like
        To the return of a volatility position (such as the front future); negative for a short condor.
    vol_premium : float
        What that volatility position is expected to earn, negative as a rule.
    """
    return (
        np.asarray(rate, float) + fair_carry(beta, equity_premium) + np.asarray(vol_beta, float) * vol_premium
    )


def wacc(equity: ArrayLike, debt: ArrayLike, cost_of_equity: ArrayLike, margin_rate: ArrayLike) -> Floats:
    """Return the weighted average cost of capital of an account with borrowed money (R16).

    Parameters
    ----------
    equity, debt : array_like
        Dollars, 0 or more; together above 0. There is no tax shield in it.
    cost_of_equity, margin_rate : array_like
        Decimals a year: the first from `required_return`, the second what the broker asks.

    Returns
    -------
    ndarray
        The hurdle: a decimal a year.

    Raises
    ------
    CourseError
        When an amount is negative, or there is no capital at all.
    """
    own, owed = np.asarray(equity, dtype=float), np.asarray(debt, dtype=float)
    total = own + owed
    if (own < 0).any() or (owed < 0).any() or (total <= 0).any():
        raise CourseError(
            "equity and debt are dollars of 0 or more, and together above 0: nothing else has a cost"
        )
    return (own * np.asarray(cost_of_equity, float) + owed * np.asarray(margin_rate, float)) / total


def quick_ratio(
    cash: ArrayLike,
    bills: ArrayLike,
    margin: ArrayLike,
    premium_due: ArrayLike = 0.0,
    stressed_variation: ArrayLike = 0.0,
) -> Floats:
    """Return the quick ratio of an account (R18); it must stay above 1.

    Parameters
    ----------
    cash, bills : array_like
        Dollars at hand: cash, and T-bills at market value.
    margin, premium_due, stressed_variation : array_like
        Dollars that may be asked for at once: margin of all positions, hedge premium still to pay, and the
        variation margin of a bad day.

    Returns
    -------
    ndarray
        Infinite where nothing can be asked for.
    """
    at_hand = np.asarray(cash, dtype=float) + np.asarray(bills, dtype=float)
    due = np.asarray(margin, float) + np.asarray(premium_due, float) + np.asarray(stressed_variation, float)
    return _ratio(at_hand, due)


def vega_theta_ratio(vega: ArrayLike, theta: ArrayLike) -> Floats:
    """Return dollars of vega per dollar of theta a day (R19, "P/CF"), both taken without sign.

    Parameters
    ----------
    vega : array_like
        Dollars per vol point.
    theta : array_like
        Dollars a calendar day.
    """
    return _ratio(np.abs(np.asarray(vega, dtype=float)), np.abs(np.asarray(theta, dtype=float)))


def cost_share(hedge_cost: ArrayLike, credit: ArrayLike) -> Floats:
    """Return what the hedges cost as a share of the condors' credit (R14, K4), all in dollars.

    Parameters
    ----------
    hedge_cost : array_like
        What was lost on the hedges, costs and all: negative when they gained.
    credit : array_like
        Received for the condors.
    """
    return _ratio(np.asarray(hedge_cost, dtype=float), np.asarray(credit, dtype=float))


def coverage_realised(hedge: ArrayLike, condor: ArrayLike, chosen: ArrayLike | None = None) -> float:
    """Return the share of the condor's losses that the hedge made good on some days (K2).

    Parameters
    ----------
    hedge, condor : array_like, shape (n,)
        Change in dollars by day.
    chosen : array_like of bool, shape (n,), optional
        The days, such as those on which VIX rose by 5 points; all when left out.

    Returns
    -------
    float
        Hedge gains / condor losses, both summed over the chosen days first: a mean of daily ratios would be
        ruled by days on which the condor hardly moved. NaN when it lost nothing in all.
    """
    gain, change = np.asarray(hedge, dtype=float), np.asarray(condor, dtype=float)
    used = np.isfinite(gain) & np.isfinite(change)
    used &= True if chosen is None else np.asarray(chosen, dtype=bool)
    lost = -change[used].sum()
    return float(gain[used].sum() / lost) if lost > 0 else np.nan


def _ratio(over: Floats, under: Floats) -> Floats:
    """Return a quotient; by 0 it is infinite, and 0 by 0 NaN."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(over / under)
