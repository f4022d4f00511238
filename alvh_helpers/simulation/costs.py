"""What trading costs in a replay (R28): half a spread that widens with VIX, filled in part, commissions, ticks.

All of it is assumption, stated here, and multiplied by 0, 1, 2 or 4 wherever a result is shown. Cash settlement
at expiry costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike

from alvh_helpers.arrays import Floats
from alvh_helpers.errors import CourseError
from alvh_helpers.vix.rolls import RollCosts

__all__ = ["MULTIPLES", "SPX_WIDTH", "Costs"]


MULTIPLES = (0, 1, 2, 4)
"""Multiples of all costs at which results are shown."""

SPX_WIDTH = ((17.0, 0.05), (30.0, 0.12), (37.0, 0.35))
"""Full bid-ask width of an SPX option as a share of its mid price, by VIX.

Three facts on the 16-delta put: about 5 % at VIX 9-17, 8-16 % at 30, 35 % at the close of 2018-02-05; straight lines
between them, flat outside.
"""

_SMALL_TICK, _LARGE_TICK, _TICK_STEP = 0.05, 0.10, 3.0


@dataclass(frozen=True)
class Costs:
    """Trading costs; the defaults are the course's assumptions.

    Attributes
    ----------
    multiple : float
        Factor on everything: 0 is free, 1 as assumed.
    fill : float
        Share of the half-spread that is paid: 0 at mid, 1 at the touch. Of multi-leg orders about half.
    commission : float
        Dollars for one SPX option and trade; VIX products cost what `vix` says.
    vix : RollCosts
        Widths and commission of VIX futures and options; its own fill and multiple are not used.
    etn_width : float
        Full width of ETN shares as a share of their price at VIX 20 or below, in proportion to VIX above.
    """

    multiple: float = 1.0
    fill: float = 0.5
    commission: float = 1.50
    vix: RollCosts = field(default_factory=RollCosts)
    etn_width: float = 0.001

    def __post_init__(self) -> None:
        for name in ("multiple", "fill", "commission", "etn_width"):
            value = getattr(self, name)
            if not 0 <= value < np.inf:
                raise CourseError(f"{name} {value}: a cost is a finite number, 0 or more")
        if self.fill > 1:
            raise CourseError(f"fill {self.fill:g}: 0 fills at mid and 1 at the touch, nobody pays more")

    def times(self, multiple: float) -> Costs:
        """Return the same costs at another multiple."""
        return replace(self, multiple=multiple)

    def spx_half_spread(self, price: ArrayLike, vix: ArrayLike) -> Floats:
        """Return what one SPX option pays beyond its mid price, in index points; the arguments broadcast."""
        price = np.asarray(price, float)
        levels, widths = zip(*SPX_WIDTH)
        share = np.interp(np.asarray(vix, float), levels, widths)
        tick = np.where(price < _TICK_STEP, _SMALL_TICK, _LARGE_TICK)
        return 0.5 * self.fill * self.multiple * np.maximum(tick, share * price)

    def vix_half_spread(self, price: ArrayLike, vix: ArrayLike, kind: str) -> Floats:
        """Return what one unit of a VIX 'future', 'option' or 'etn' pays beyond its mid price, in its own points."""
        price, vix = np.asarray(price, float), np.asarray(vix, float)
        if kind == "etn":
            return 0.5 * self.fill * self.multiple * self.etn_width * price * np.maximum(1.0, vix / 20.0)
        stated = replace(self.vix, fill=self.fill, multiple=self.multiple)
        return stated.half_spread(price, vix, kind == "future")

    def fee(self, kind: str) -> float:
        """Return the commission of one contract, in dollars: 'spx', 'future', 'option'; ETN shares have none."""
        per_contract = {"spx": self.commission, "etn": 0.0}.get(kind, self.vix.commission)
        return per_contract * self.multiple
