"""A public benchmark as a policy (R30): the iron condor that Cboe's CNDR index follows.

``python tools/cndr_tracking.py cndr.csv`` writes the month-end returns of the whole history.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import Market, load_market
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.ledger import Ledger
from alvh_helpers.simulation.run import replay
from alvh_helpers.strategy.presets import cndr_like

__all__ = ["CNDR_LEVELS", "cndr_tracking", "main", "replay_cndr"]


CNDR_LEVELS = ((771.31, "2010-01-01", "2010-01-31"), (713.49, "2019-01-01", "2019-01-14"))
"""What is publicly known of the index's level, and between which days it was that: the article that quotes "January
2010" and "January 2019" is of 2019-01-14."""


def replay_cndr(market: Market, costs: Costs | None = None) -> Ledger:
    """Replay `cndr_like`; by default at mid prices and without commissions, as an index is computed."""
    return replay(cndr_like(), market, costs=Costs(multiple=0.0) if costs is None else costs)


def cndr_tracking(equity: pd.Series) -> pd.Series:
    """Compare an account's value with the two public levels of the index.

    Parameters
    ----------
    equity : Series
        By day, as from `Ledger.equity`, from January 2010 to January 2019 at least.

    Returns
    -------
    Series
        Growth between the two levels, decimals: ``index`` as published; ``replay``, ``least`` and ``most``: the mean, and the
        range, over all pairs of days that the levels may be of; ``apart_a_year``: how much more the replay grew, by year.

    Raises
    ------
    CourseError
        When the days are not covered.
    """
    (low, *from_days), (high, *to_days) = CNDR_LEVELS
    first, last = (equity.loc[slice(*days)].to_numpy() for days in (from_days, to_days))
    if not (len(first) and len(last)):
        raise CourseError(
            f"the public levels are of {from_days[0]} to {from_days[1]} and of {to_days[0]} to {to_days[1]}: replay both"
        )
    growth = last[None, :] / first[:, None] - 1.0
    index, own = high / low - 1.0, float(growth.mean())
    apart = ((1.0 + own) / (1.0 + index)) ** (1 / 9) - 1.0
    names = {
        "index": index,
        "replay": own,
        "least": growth.min(),
        "most": growth.max(),
        "apart_a_year": apart,
    }
    return pd.Series(names)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write month and return of `cndr_like` over the bundled history to a CSV file, and print its years; return 0."""
    parser = argparse.ArgumentParser(description="Write the month-end returns of cndr_like to a CSV file.")
    parser.add_argument("file", type=Path, help="where to, such as cndr.csv")
    parser.add_argument(
        "--costs", type=float, default=0.0, help="multiple of the course's trading costs; 0: mid prices"
    )
    chosen = parser.parse_args(arguments)
    ledger = replay_cndr(load_market(), Costs(multiple=chosen.costs))
    returns = ledger.monthly_returns()
    returns.to_csv(chosen.file, float_format="%.6f")
    years = (1.0 + returns).groupby(returns.index.year).prod() - 1.0
    print(f"{len(returns)} months written to {chosen.file}. By year:")
    print("\n".join(f"{year}  {value:+.1%}" for year, value in years.items()))
    found = cndr_tracking(ledger.equity)
    print(
        f"January 2010 to January 2019: {found['replay']:+.1%} ({found['least']:+.1%} to {found['most']:+.1%} by the days taken); "
        f"the public index {found['index']:+.1%}; apart by {found['apart_a_year']:+.2%} a year."
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
