"""Moved here."""

from __future__ import annotations

from types import MappingProxyType

import pandas as pd

__all__ = [
    "FIRST_WEEKLY",
    "FIRST_WEEKLY_VIX",
    "MULTIPLIERS",
    "SPX_MULTIPLIER",
    "VIX_MULTIPLIER",
    "VX_MULTIPLIER",
]


FIRST_WEEKLY = pd.Timestamp("2005-10-28")
"""Expiries on other Fridays than the third (SPX Weeklys) are counted from here on."""


SPX_MULTIPLIER = 100
"""Dollars per index point of one SPX (or VIX) option."""


VIX_MULTIPLIER = 100.0
"""Dollars per point of a VIX option."""


FIRST_WEEKLY_VIX = pd.Timestamp("2015-10-08")
"""First trading day of weekly VIX options; a weekly one before it is a thought experiment."""


VX_MULTIPLIER = 1000.0
"""Dollars per index point of one VX future; a mini (VXM) is worth a tenth of it."""


MULTIPLIERS = MappingProxyType(
    {"SPX option": 100.0, "VIX option": 100.0, "VX": 1000.0, "VXM": 100.0, "ETN": 1.0, "cash": 1.0}
)
"""Dollars per point of one unit of each kind of leg: contract, share or dollar."""
