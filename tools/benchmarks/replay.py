"""How long a replay of the whole history takes, how it grows with days and policies, and what memory it needs.

Run it as ``python tools/benchmarks/replay.py``; times are the best of several, in one process.
"""

import time
import tracemalloc
from dataclasses import replace

import numpy as np

from alvh_helpers.market.history import load_market
from alvh_helpers.signals.quorum import Quorum
from alvh_helpers.simulation.compare import sweep
from alvh_helpers.simulation.daily import DailyMarket
from alvh_helpers.simulation.run import replay
from alvh_helpers.strategy.presets import fixed_ratio, promoter, steward, unhedged


def best(task, times=4):
    """Return the shortest wall time in seconds."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        task()
        found.append(time.perf_counter() - begin)
    return min(found)


def other_deltas(delta):
    """Return the steward with other strikes everywhere."""
    base = steward()
    layers = (replace(layer, short_delta=delta) for layer in base.layers)
    return replace(base, condor=replace(base.condor, short_delta=delta), layers=tuple(layers))


def main():
    """Print the table."""
    market = load_market()
    replay(steward(), market, "2020-01-02", "2020-06-30")
    facts = DailyMarket(market)
    replay(steward(), facts)
    print(f"{len(market)} days      from scratch   facts ready")
    for policy in (unhedged(), steward(), fixed_ratio(), promoter()):
        fresh, ready = (best(lambda p=policy, x=x: replay(p, x)) for x in (market, facts))
        print(f"{policy.name:12} {fresh:12.3f} s {ready:11.3f} s")
    for start in ("2022-01-03", "2017-01-03", "2012-01-03", "2007-04-02"):
        spent = best(lambda s=start: replay(steward(), facts, s))
        print(f"steward from {start}: {spent:.3f} s")
    for start, end in (("2008-09-02", "2008-10-31"), ("2020-02-03", "2020-04-01")):
        for policy in (unhedged(), steward(), promoter()):
            spent = best(lambda p=policy, s=start, e=end: replay(p, facts, s, e), 12)
            print(f"{policy.name:12} {start} to {end}: {1000 * spent:.1f} ms")
    strange = iter(np.linspace(0.10, 0.20, 13))
    spent = best(lambda: replay(other_deltas(float(next(strange))), facts, "2020-02-03", "2020-04-01"), 12)
    print(f"steward, two months, deltas never seen before: {1000 * spent:.1f} ms")
    tracemalloc.start()
    replay(steward(), market)
    print(f"peak of one replay: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB")
    tracemalloc.stop()
    policies = [replace(steward(), name=f"{n}", quorum=Quorum(2 + n % 4)) for n in range(100)]
    for processes in (1, 2):
        spent = best(lambda n=processes: sweep(policies, market, processes=n), 1)
        print(f"100 policies on {processes} process(es): {spent:.1f} s")


if __name__ == "__main__":
    main()
