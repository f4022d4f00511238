"""Mark 12 legs on 4,853 days: the surface in one call, and a loop over QuantLib; run: python tools/benchmarks/surface.py.

The loop is helped: QuantLib has no surface anchored to the VIX, so that it is handed each smile's fitted parameters (as raw
SVI) and only has to read the volatility and price the option. It runs on every 40th day and is scaled up.
"""

import time

import numpy as np
import QuantLib as ql

from alvh_helpers.market.history import load_market
from alvh_helpers.pricing.greeks import surface_price
from alvh_helpers.pricing.surface import SpxSurface, spx_surface

LEGS, EVERY = 12, 40


def best(function, rounds=7):
    """Return the shortest of several timings, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


def quantlib_loop(surface: SpxSurface, flags, strikes, years, rows):
    """Price the legs of some days one by one; returns prices, shape (rows, legs)."""
    theta, rho, eta = surface.smile(years)
    forward = surface.forward(years)
    out = np.empty((len(rows), strikes.shape[1]))
    for i, row in enumerate(rows):
        for leg in range(strikes.shape[1]):
            t, th, r, et = years[row, leg], theta[row, leg], rho[row, 0], eta[row, leg]
            phi = et / np.sqrt(th * (1 + th))
            svi = [th / 2 * (1 - r * r), th * phi / 2, np.sqrt(1 - r * r) / phi, r, -r / phi]
            section = ql.SviSmileSection(t, forward[row, leg], svi)
            kind = ql.Option.Put if flags[leg] == "p" else ql.Option.Call
            strike = strikes[row, leg]
            deviation = section.volatility(strike) * np.sqrt(t)
            discount = np.exp(-surface.rate[row] * t)
            out[i, leg] = ql.blackFormula(kind, strike, forward[row, leg], deviation, discount)
    return out


def main():
    """Print timings, their ratio and the largest difference in price."""
    table = load_market().table
    facts = [table[c].to_numpy() for c in ("spx", "vix", "vix3m_filled", "rate", "dividend_yield")]
    n = len(table)
    rng = np.random.default_rng(1)
    flags = np.array(["p"] * 6 + ["c"] * 6)
    strikes = np.round(facts[0][:, None] * np.linspace(0.85, 1.10, LEGS) / 5) * 5
    one_expiry = np.full((n, 1), 40 / 365)
    years = rng.integers(2, 120, (n, LEGS)) / 365
    spx_surface(4000, 20, 21).atm_vol(0.1)  # the first call solves the table of smiles once
    build = best(lambda: spx_surface(*facts))
    shared = best(lambda: surface_price(spx_surface(*facts), flags, strikes, one_expiry))
    own = best(lambda: surface_price(spx_surface(*facts), flags, strikes, years))
    surface = spx_surface(*facts)
    rows = np.arange(0, n, EVERY)
    loop = best(lambda: quantlib_loop(surface, flags, strikes, years, rows), 2) * n / len(rows)
    gap = np.abs(
        quantlib_loop(surface, flags, strikes, years, rows)
        - surface_price(surface, flags, strikes, years)[rows]
    )
    single = best(
        lambda: [
            surface_price(spx_surface(4000, 20, 21), "p", np.arange(3500.0, 4500, 5), 0.1) for _ in range(20)
        ]
    )
    print(
        f"{LEGS} legs x {n} days, volatility and price: {1e3 * shared:.1f} ms (one expiry a day), {1e3 * own:.1f} ms (one a leg)"
    )
    print(
        f"of which building the surface: {1e3 * build:.1f} ms; one day, 200 strikes: {1e3 * single / 20:.2f} ms"
    )
    print(
        f"QuantLib loop, scaled from every {EVERY}th day: {1e3 * loop:.0f} ms; ratio {loop / own:.0f}; largest price gap {gap.max():.1e}"
    )


if __name__ == "__main__":
    main()
