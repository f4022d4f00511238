"""The tables that a trader reads: what is on the ticket, and what it is worth today."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pandas as pd

from alvh_helpers.legs import Leg
from alvh_helpers.marking import Marks

__all__ = ["mark_table", "ticket_table"]


def ticket_table(legs: tuple[Leg, ...]) -> pd.DataFrame:
    """Return a row a leg: what was traded, and its cost in dollars (NaN while the price is unknown)."""
    names = [f.name for f in fields(Leg)]
    rows = [{n: getattr(leg, n) for n in names} | {"cost": leg.cost} for leg in legs]
    index = pd.Index([leg.label for leg in legs], name="leg")
    return pd.DataFrame(rows, index=index, columns=[*names, "cost"])


def mark_table(marks: Marks) -> pd.DataFrame:
    """Return one day's marks by leg with the total below; what a leg does not have is left blank (NaN)."""
    legs, day = marks.legs, pd.Timestamp(marks.context.dates.item())
    spx = np.array([leg.kind == "SPX option" for leg in legs], dtype=bool)
    options = np.array([leg.is_option for leg in legs], dtype=bool)
    vix = ~spx & np.array([leg.kind != "cash" for leg in legs], dtype=bool)
    blank = np.full(len(legs), np.nan)
    table = pd.DataFrame(
        {
            "days": [(leg.expiry - day).days if leg.expiry is not None else np.nan for leg in legs],
            "traded": [np.nan if leg.price is None else leg.price for leg in legs],
            "mark": marks.price,
            "value": marks.worth,
            "extrinsic": np.where(options, marks.extrinsic, blank),
            "delta": np.where(spx, marks.delta, blank),
            "gamma": np.where(spx, marks.gamma, blank),
            "vega": np.where(spx, marks.vega, blank),
            "theta": np.where(options, marks.theta, blank),
            "rho": np.where(options, marks.rho, blank),
            "vix_delta": np.where(vix, marks.delta, blank),
            "vix_gamma": np.where(vix, marks.gamma, blank),
            "vol_of_vol_vega": np.where(options & ~spx, marks.vega, blank),
            "spx_vega_equivalent": np.where(vix, marks.spx_vega_equivalent, blank),
        },
        index=pd.Index([leg.label for leg in legs], name="leg"),
    )
    # An unknown beta must show as unknown in the total, not as nothing.
    total = table.drop(columns=["days", "traded", "mark"]).sum()
    total["spx_vega_equivalent"] = marks.spx_vega_equivalent.sum()
    return pd.concat([table, total.to_frame("total").T]).rename_axis("leg")


_MOVED = {"Leg": ("alvh_helpers.legs", "Leg"), "Marks": ("alvh_helpers.marking", "Marks")}


def __getattr__(name):
    """Lead an old name to its new place."""
    from importlib import import_module

    if name in _MOVED:
        return getattr(import_module(_MOVED[name][0]), _MOVED[name][1])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
