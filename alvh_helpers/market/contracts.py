"""Facts of the contracts: what a point of each is worth, since when it is listed, and what a year is."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

__all__ = [
    "DAYS_A_YEAR",
    "FIRST_WEEKLY",
    "MULTIPLIERS",
    "SESSIONS_A_YEAR",
    "SPX_MULTIPLIER",
    "VIX_MULTIPLIER",
    "VX_COLUMNS",
    "VX_MULTIPLIER",
]

SPX_MULTIPLIER = VIX_MULTIPLIER = 100.0
"""Dollars per index point of one SPX or VIX option."""

VX_MULTIPLIER = 1000.0
"""Dollars per index point of one VX future; a mini (VXM) is worth a tenth of it."""

MULTIPLIERS = MappingProxyType(
    {
        "SPX option": SPX_MULTIPLIER,
        "VIX option": VIX_MULTIPLIER,
        "VX": VX_MULTIPLIER,
        "VXM": VX_MULTIPLIER / 10,
        "ETN": 1.0,
        "cash": 1.0,
    }
)
"""Dollars per point of one unit of each kind of leg: contract, share or dollar."""

VX_COLUMNS = [f"vx{k}" for k in range(1, 8)]
"""The monthly VX futures of the history, nearest first, as its table names them."""

FIRST_WEEKLY = dt.date(2005, 10, 28)
"""Expiries on other Fridays than the third (SPX Weeklys) are counted from here on."""

DAYS_A_YEAR = 365.0
"""Calendar days that make a year of an option's life (ACT/365)."""

SESSIONS_A_YEAR = 252
"""Trading days that make a year, for what is counted or averaged by session."""
