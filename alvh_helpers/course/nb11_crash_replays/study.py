"""What hedging did in crashes and between them (K5, K7, R25, R32): drawdowns, what was paid, and how sure a difference is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from alvh_helpers.arrays import Floats
from alvh_helpers.course.notebook import parameter
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import EPISODES
from alvh_helpers.risk.bootstrap import STATISTICS, Comparison, interval, stationary_indices
from alvh_helpers.risk.measures import drawdown, period_returns
from alvh_helpers.simulation.compare import CRASHES, DAYS_BEFORE, HIGH_VIX, Outcome, column
from alvh_helpers.simulation.daily import load_daily_market
from alvh_helpers.strategy.policy import Policy
from alvh_helpers.strategy.presets import unhedged
from alvh_helpers.vix.options import VixSmile, vix_smile

__all__ = [
    "CLAIM",
    "Resampled",
    "by_crash",
    "by_weather",
    "crash_score",
    "judged",
    "multiples",
    "offsets",
    "reductions",
    "resampled",
    "scorecard",
    "start_luck",
    "starts",
    "storms",
    "verdict",
    "yearly_regret",
]


def by_weather(profit: pd.DataFrame) -> pd.DataFrame:
    """Split the profit of a whole history into the crash windows, the calm windows and all other days.

    Parameters
    ----------
    profit : DataFrame
        By day and source, dollars, as `ledger.Ledger.profit`.

    Returns
    -------
    DataFrame
        Rows ``ten crashes``, ``four calms``, ``other days``; columns ``days`` (share of all), each source, ``total``.
    """
    kind = pd.Series("other days", profit.index)
    for episode in EPISODES.values():
        inside = slice(episode.start, episode.end)
        kind[inside] = "ten crashes" if episode.kind == "crash" else "four calms"
    table = profit.groupby(kind).sum().reindex(["ten crashes", "four calms", "other days"]).fillna(0.0)
    table.insert(0, "days", kind.value_counts(normalize=True).reindex(table.index).fillna(0.0))
    return table.assign(total=table.drop(columns="days").sum(axis=1)).rename_axis(None)


def yearly_regret(without: pd.Series, hedged: pd.Series, initial: float) -> pd.DataFrame:
    """Return the two accounts' returns by calendar year, and what the hedge added (negative: regret).

    Parameters
    ----------
    without, hedged : Series
        Equity by day, both begun with `initial` dollars.
    initial : float
        Dollars at the start.

    Returns
    -------
    DataFrame
        By year: ``without``, ``hedged``, ``added``, decimals.
    """
    years = {}
    for name, equity in (("without", without), ("hedged", hedged)):
        last = equity.groupby(equity.index.year).last()
        years[name] = last / last.shift(1).fillna(initial) - 1.0
    table = pd.DataFrame(years)
    return table.assign(added=table["hedged"] - table["without"]).rename_axis("year")


def storms(names: Sequence[str] = CRASHES, days_before: int = DAYS_BEFORE) -> pd.DataFrame:
    """Return what kind of storm each episode was, from its account's first day to its end.

    Parameters
    ----------
    names : sequence of str
        Of `episodes.EPISODES`.
    days_before : int
        Calendar days by which the account begins before the episode.

    Returns
    -------
    DataFrame
        ``fall``: deepest fall of the index from its high; ``sessions``: from that high to the highest close of VIX;
        ``peak``: that close; ``above_35``: closes of VIX above 35; ``first_above``: sessions from the high to the first of
        them, NaN without one.
    """
    rows = {}
    for name in names:
        begin = pd.Timestamp(EPISODES[name].start) - pd.Timedelta(days=days_before)
        table = load_daily_market().table.loc[begin : EPISODES[name].end]
        spx, vix = table["spx"], table["vix"]
        fall, top = drawdown(spx), vix.idxmax()
        high = spx.index.get_loc(fall.start)
        over = np.flatnonzero(vix > HIGH_VIX)
        rows[name] = {
            "fall": -fall.depth,
            "sessions": spx.index.get_loc(top) - high,
            "peak": vix[top],
            "above_35": len(over),
            "first_above": over[0] - high if len(over) else np.nan,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def multiples(name: str, value: object) -> tuple[float, float]:
    """Read two multiples of the trading costs from a parameters cell: the first is shown in full, the second as the change.

    Raises
    ------
    CourseError
        When they are not two different numbers from 0 to 10.
    """
    if not isinstance(value, tuple | list) or len(value) != 2:
        raise CourseError(f"{name} is {value!r}: write two multiples of the trading costs, such as (1, 2)")
    first, second = (parameter(name, x, 0, 10) for x in value)
    if first == second:
        raise CourseError(f"{name} is {value!r}: two different multiples are compared, such as (1, 2)")
    return first, second


def starts(name: str, value: object) -> tuple[int, ...]:
    """Read calendar days before an episode from a parameters cell.

    Raises
    ------
    CourseError
        When they are not two to six whole numbers from 0 to 120.
    """
    if not isinstance(value, tuple | list) or not 2 <= len(set(value)) <= 6:
        raise CourseError(
            f"{name} is {value!r}: write two to six numbers of days before an episode, such as (20, 45)"
        )
    return tuple(int(parameter(name, days, 0, 120, whole=True)) for days in value)


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
