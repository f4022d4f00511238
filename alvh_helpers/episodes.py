"""The stretches of history that the course looks at by name: ten crashes and four calms."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

__all__ = ["EPISODES", "Episode"]


class Episode(NamedTuple):
    """A named stretch of history: first and last calendar day, one line on it, and its kind."""

    start: str
    end: str
    description: str
    kind: Literal["crash", "calm"]


EPISODES: Mapping[str, Episode] = MappingProxyType(
    {
        "Sep-Dec 2008": Episode(
            "2008-09-01", "2008-12-31", "Lehman; VIX closes at 80.86 on 20 November", "crash"
        ),
        "May 2010": Episode(
            "2010-05-01", "2010-05-31", "flash crash of 6 May; VIX 45.79 on the 20th", "crash"
        ),
        "Aug 2011": Episode("2011-08-01", "2011-08-31", "US downgrade; VIX 48.00 on 8 August", "crash"),
        "Aug 2015": Episode("2015-08-01", "2015-08-31", "yuan devaluation; VIX 40.74 on 24 August", "crash"),
        "Feb 2018": Episode(
            "2018-02-01", "2018-02-28", "short-volatility ETNs collapse on 5 February", "crash"
        ),
        "Dec 2018": Episode("2018-12-01", "2018-12-31", "slow slide into Christmas; VIX 36.07", "crash"),
        "Feb-Apr 2020": Episode("2020-02-01", "2020-04-30", "pandemic; VIX 82.69 on 16 March", "crash"),
        "Jan-Oct 2022": Episode(
            "2022-01-01", "2022-10-31", "bear market without a spike; VIX at most 36.45", "crash"
        ),
        "Aug 2024": Episode("2024-08-01", "2024-08-31", "yen carry unwinds; VIX 38.57 on 5 August", "crash"),
        "Apr 2025": Episode("2025-04-01", "2025-04-30", "tariffs; VIX 52.33 on 8 April", "crash"),
        "2014": Episode("2014-01-01", "2014-12-31", "a calm year with a scare in October", "calm"),
        "2017": Episode("2017-01-01", "2017-12-31", "the calmest year: VIX averages 11", "calm"),
        "Apr-Jul 2019": Episode("2019-04-01", "2019-07-31", "sideways, with a dip in May", "calm"),
        "Jul 2023-Jun 2024": Episode(
            "2023-07-01", "2024-06-30", "calm, and drifting up from November", "calm"
        ),
    }
)
"""The episodes of the course: whole calendar months, from the first day of the first to the last of the last.

A single month is too short for a 45-day condor: `market.Market.episode` takes days before and after it.
"""
