"""What hedging did in crashes and between them (K5, K7, R25, R32): drawdowns, what was paid, and how sure a difference is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import EPISODES
from alvh_helpers.risk.bootstrap import STATISTICS, Comparison, interval, stationary_indices
from alvh_helpers.risk.measures import period_returns
from alvh_helpers.simulation.compare import CRASHES, Outcome, column
from alvh_helpers.strategy.policy import Policy
from alvh_helpers.strategy.presets import unhedged
from alvh_helpers.vix.options import VixSmile, vix_smile

__all__ = [
    "CLAIM",
    "Resampled",
    "by_crash",
    "crash_score",
    "judged",
    "offsets",
    "reductions",
    "resampled",
    "scorecard",
    "start_luck",
    "verdict",
]


Floats = NDArray[np.float64]


CLAIM = 0.5
"""K5: the drawdown falls by more than this share."""


_DRAWN = ("max drawdown", "growth")


_CHUNK = 64  # as in `intervals`: the same generator then draws the same days


def reductions(without: Mapping[str, Outcome], hedged: Mapping[str, Outcome]) -> pd.DataFrame:
    """Set the drawdowns and profits of two policies side by side, a row a stretch (K5).

    Parameters
    ----------
    without, hedged : mapping of stretch to Outcome
        As from `outcomes.column`, of the same stretches.

    Returns
    -------
    DataFrame
        ``without``, ``hedged``: drawdown as a share of the peak; ``reduction``: by which share it is smaller;
        ``profit_without``, ``profit_hedged`` in dollars, and ``kept``: hedged less without.
    """
    rows = {}
    for stretch, plain in without.items():
        first, second = plain.summary, hedged[stretch].summary
        rows[stretch] = {
            "without": first["drawdown"],
            "hedged": second["drawdown"],
            "reduction": 1.0 - second["drawdown"] / first["drawdown"] if first["drawdown"] else np.nan,
            "profit_without": first["profit"],
            "profit_hedged": second["profit"],
            "kept": second["profit"] - first["profit"],
        }
    return pd.DataFrame.from_dict(rows, orient="index").astype(float)


def scorecard(table: pd.DataFrame) -> dict[str, float]:
    """Count what a table of `reductions` says of K5.

    Returns
    -------
    dict
        ``episodes``; ``by more than half``: how many drawdowns fell by more than `CLAIM`; ``deeper``: how many grew;
        ``median reduction``; ``profit difference``: dollars, all stretches together.
    """
    cut = table["reduction"]
    return {
        "episodes": len(table),
        "by more than half": int((cut > CLAIM).sum()),
        "deeper": int((cut < 0).sum()),
        "median reduction": float(cut.median()),
        "profit difference": float(table["kept"].sum()),
    }


def offsets(found: Mapping[str, Outcome]) -> pd.DataFrame:
    """Return how much of the condors' loss each layer made good (K7), a row a stretch.

    Parameters
    ----------
    found : mapping of stretch to Outcome
        Of a hedged policy.

    Returns
    -------
    DataFrame
        ``condors`` and each layer in dollars; ``offset``: what all layers gained as a share of the condors' loss, NaN where
        the condors gained.
    """
    rows = {}
    for stretch, one in found.items():
        sums = one.profit.drop(columns="interest").sum()
        layers, lost = float(sums.drop("condors").sum()), -float(sums["condors"])
        rows[stretch] = {**sums, "offset": layers / lost if lost > 0 else np.nan}
    return pd.DataFrame.from_dict(rows, orient="index").astype(float)


def by_crash(without: pd.DataFrame, hedged: pd.DataFrame) -> pd.DataFrame:
    """Split the crash windows of a whole history: which of them made the loss, and in which the layers gained.

    Parameters
    ----------
    without, hedged : DataFrame
        Profit by day and source, dollars, as `ledger.Ledger.profit`.

    Returns
    -------
    DataFrame
        By crash: ``days``, share of all crash days; ``without``, dollars of the account without layers, and ``of_all`` as a
        share of all crashes; ``layers``, dollars of the other's layers, and ``of_gain``.
    """
    layers = hedged.drop(columns=["condors", "interest"]).sum(axis=1)
    rows = {}
    for name in CRASHES:
        inside = slice(EPISODES[name].start, EPISODES[name].end)
        total = without.loc[inside].sum(axis=1)
        rows[name] = {"days": len(total), "without": total.sum(), "layers": layers[inside].sum()}
    table = pd.DataFrame.from_dict(rows, orient="index").astype(float)
    shares = table / table.sum()
    table = table.assign(days=shares["days"], of_all=shares["without"], of_gain=shares["layers"])
    return table[["days", "without", "of_all", "layers", "of_gain"]]


def start_luck(
    without: Policy, hedged: Policy, starts: Sequence[int], names: Sequence[str] = CRASHES, costs: float = 1.0
) -> pd.DataFrame:
    """Return `reductions` of accounts that began at different times before each episode.

    Parameters
    ----------
    without, hedged : Policy
        The two policies.
    starts : sequence of int
        Calendar days before the episode.
    names : sequence of str
        Episodes.
    costs : float
        Multiple of the trading costs.

    Returns
    -------
    DataFrame
        Rows by episode and days before.

    Raises
    ------
    CourseError
        When there is no start to compare.
    """
    if not len(starts):
        raise CourseError("no start is given: name the days before an episode, such as (20, 45)")
    parts = {
        days: reductions(*(column(policy, names, costs, days_before=days) for policy in (without, hedged)))
        for days in starts
    }
    return (
        pd.concat(parts, names=["days", "episode"])
        .swaplevel()
        .sort_index(sort_remaining=False)
        .loc[list(names)]
    )


@dataclass(frozen=True, eq=False)
class Resampled:
    """Figures of several accounts on the same resampled days.

    Attributes
    ----------
    happened : DataFrame
        By account: ``max drawdown`` and ``growth`` (a year), as they were.
    drawn : mapping of (account, figure) to ndarray, shape (draws,)
        The same in every draw.
    """

    happened: pd.DataFrame
    drawn: Mapping[tuple[str, str], Floats]

    def against(
        self, first: str, second: str, figure: str, reduction: bool = False, level: float = 0.95
    ) -> Comparison:
        """Return the difference of a figure, first less second, as `intervals.compare` does; or the reduction, 1 - first/second."""
        a, b = self.drawn[first, figure], self.drawn[second, figure]
        one, two = (float(self.happened.at[name, figure]) for name in (first, second))
        with np.errstate(divide="ignore", invalid="ignore"):
            spread = 1.0 - a / b if reduction else a - b
        low, high = interval(spread, level)
        apart = 1.0 - one / two if reduction else one - two
        return Comparison(one, two, apart, low, high, float((spread > 0).mean()))


def resampled(
    equities: Mapping[str, pd.Series], rng: np.random.Generator, draws: int = 500, mean_block: float = 63.0
) -> Resampled:
    """Resample the days of several accounts together by the stationary bootstrap.

    Parameters
    ----------
    equities : mapping of str to Series
        Account values of the same days, above 0.
    rng : Generator
        Source of randomness.
    draws : int
        How many.
    mean_block : float
        Mean length of a block in days.

    Raises
    ------
    CourseError
        When the accounts are of different days, or as in `intervals.stationary_indices`.
    """
    if len({len(equity) for equity in equities.values()}) != 1:
        raise CourseError("accounts of different lengths: resample accounts of the same days")
    returns = {name: period_returns(equity) for name, equity in equities.items()}
    days = len(next(iter(returns.values())))
    found: dict[tuple[str, str], list[Floats]] = {(n, f): [] for n in returns for f in _DRAWN}
    for done in range(0, draws, _CHUNK):
        picked = stationary_indices(days, mean_block, min(_CHUNK, draws - done), rng)
        for name, series in returns.items():
            drawn = series[picked]
            for figure in _DRAWN:
                found[name, figure].append(STATISTICS[figure](drawn))
    rows = {n: {f: float(STATISTICS[f](series)) for f in _DRAWN} for n, series in returns.items()}
    happened = pd.DataFrame.from_dict(rows, orient="index")
    return Resampled(happened, {key: np.concatenate(parts) for key, parts in found.items()})


def verdict(low: float, high: float, claim: float = 0.0) -> str:
    """Return what an interval says of "more than `claim`": supported, not supported, or not decided.

    Raises
    ------
    CourseError
        When the interval is upside down.
    """
    if low > high:
        raise CourseError(f"an interval from {low:g} to {high:g}: write its lower end first")
    return "supported" if low > claim else "not supported" if high < claim else "not decided"


def judged(row: Mapping[str, float], claim: float = 0.0, form: str = ".0%") -> dict[str, str]:
    """Write a difference, its interval, and what that says of "more than `claim`", for a table of verdicts.

    Parameters
    ----------
    row : mapping
        ``difference``, ``low`` and ``high``, as of an `intervals.Comparison`.
    claim : float
        What is claimed to be exceeded.
    form : str
        Format specification of the numbers.
    """
    found, low, high = row["difference"], row["low"], row["high"]
    words = {"measured": f"{found:{form}}", "95 % interval": f"{low:{form}} to {high:{form}}"}
    return words | {"verdict": verdict(low, high, claim)}


def crash_score(policy: Policy, costs: float = 1.0, smile: VixSmile = vix_smile) -> dict[str, float]:
    """Return the `scorecard` of a policy in the ten crashes, against the same account without its layers.

    Parameters
    ----------
    policy : Policy
        With layers.
    costs : float
        Multiple of the trading costs.
    smile : callable
        Of VIX options.
    """
    alone = column(unhedged(policy), CRASHES, costs)
    return scorecard(reductions(alone, column(policy, CRASHES, costs, smile=smile)))


_MOVED = {
    "unhedged": ("alvh_helpers.strategy.presets", "unhedged"),
    "EPISODES": ("alvh_helpers.market.history", "EPISODES"),
    "CourseError": ("alvh_helpers.errors", "CourseError"),
    "STATISTICS": ("alvh_helpers.risk.bootstrap", "STATISTICS"),
    "Comparison": ("alvh_helpers.risk.bootstrap", "Comparison"),
    "stationary_indices": ("alvh_helpers.risk.bootstrap", "stationary_indices"),
    "CRASHES": ("alvh_helpers.simulation.compare", "CRASHES"),
    "Outcome": ("alvh_helpers.simulation.compare", "Outcome"),
    "column": ("alvh_helpers.simulation.compare", "column"),
    "Policy": ("alvh_helpers.strategy.policy", "Policy"),
    "interval": ("alvh_helpers.risk.bootstrap", "interval"),
    "period_returns": ("alvh_helpers.risk.measures", "period_returns"),
    "VixSmile": ("alvh_helpers.vix.options", "VixSmile"),
    "vix_smile": ("alvh_helpers.vix.options", "vix_smile"),
}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
