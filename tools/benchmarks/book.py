"""Mark a 12-leg book on 4,853 days, with its surface, Greeks and margin; run: python tools/benchmarks/book.py.

As a ratio: the same book marked day by day, one context a day, on every 40th day and scaled up.
"""

import time
import tracemalloc

import numpy as np

from alvh_helpers.market.calendar import spx_expiries
from alvh_helpers.market.history import load_market
from alvh_helpers.positions.book import Book
from alvh_helpers.positions.condor import condor_greeks, condor_summary, iron_condor
from alvh_helpers.positions.legs import spx_option
from alvh_helpers.positions.margin import position_margin
from alvh_helpers.positions.strikes import choose_strikes
from alvh_helpers.positions.valuation import context, mark

LEGS, EVERY = 12, 40


def best(function, rounds=7):
    """Return the shortest of several timings, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return 1e3 * min(times)


def peak(function):
    """Return the most memory that a call held at once, in megabytes."""
    tracemalloc.start()
    function()
    used = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return used


def main():
    """Print timings, memory and the ratio."""
    market = load_market()
    days = len(market)
    # Expiries after the last day, so that every leg is alive, and has to be valued, on every day.
    expiries = spx_expiries("2026-07-17", "2027-12-31", weekly=False)
    strikes = 5 * np.round(np.linspace(1500, 6500, LEGS) / 5)
    legs = zip(
        np.resize([1, -1, -1, 1], LEGS), np.resize(list("ppcc"), LEGS), strikes, np.resize(expiries, LEGS)
    )
    alive = Book(spx_option(float(q), str(flag), float(k), expiry) for q, flag, k, expiry in legs)
    settling = Book(spx_option(leg.quantity, leg.flag, leg.strike, "2016-12-16", 10.0) for leg in alive)

    def whole(book):
        """Mark a book on the whole history, surface included."""
        return mark(book.legs, context(market))

    def by_day():
        """Mark the book on every 40th day, one at a time."""
        return [alive.value(market, day) for day in market.sessions[::EVERY]]

    together, alone = best(lambda: whole(alive)), best(by_day, 2) * EVERY
    same = whole(alive).worth.sum(axis=1)[::EVERY]
    print(f"{LEGS} legs, {days:,} days")
    print(
        f"  surface and marks with all Greeks     {together:8.1f} ms   peak {peak(lambda: whole(alive)):.0f} MB"
    )
    print(f"  the same, settling in 2016            {best(lambda: whole(settling)):8.1f} ms")
    marks = whole(settling)
    print(f"  margin on every day                   {best(lambda: position_margin(marks)):8.1f} ms")
    print(f"  day by day                            {alone:8.0f} ms   {alone / together:.0f} times as long")
    print(f"  largest difference                    {np.abs(same - by_day()).max():.1e} dollars")
    surface = context(market).surface
    strikes_by_day = choose_strikes(surface, 45 / 365)
    print(
        f"16-delta strikes for every day          {best(lambda: choose_strikes(surface, 45 / 365), 3):8.1f} ms"
    )
    greeks = best(lambda: condor_greeks(surface, strikes_by_day, 45 / 365), 3)
    print(f"credit and Greeks of those condors      {greeks:8.1f} ms")
    today = context(market, "2023-06-05").surface
    sold = iron_condor(today, "2023-07-21", date="2023-06-05")
    print(
        f"build one condor                        {best(lambda: iron_condor(today, '2023-07-21', date='2023-06-05')):8.1f} ms"
    )
    print(f"its summary                             {best(lambda: condor_summary(sold, today)):8.1f} ms")
    print(
        f"its value at 200 levels of the index    {best(lambda: sold.book.value(today.bumped(spot=np.linspace(-500, 500, 200)), '2023-06-20')):8.1f} ms"
    )


if __name__ == "__main__":
    main()
