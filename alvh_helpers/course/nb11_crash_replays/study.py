"""What a notebook about crashes reads from its parameters cell, and the drawdowns of two policies side by side (K5)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from alvh_helpers.course.notebook import parameter
from alvh_helpers.errors import CourseError
from alvh_helpers.simulation.compare import Outcome

__all__ = ["CLAIM", "multiples", "reductions", "starts"]


CLAIM = 0.5
"""K5: the drawdown falls by more than this share."""


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


def reductions(without: Mapping[str, Outcome], hedged: Mapping[str, Outcome]) -> pd.DataFrame:
    """Set the drawdowns and profits of two policies side by side, a row a stretch (K5).

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
