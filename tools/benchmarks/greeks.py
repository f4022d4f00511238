"""How fast is the pricing core? Run apart from the tests: `make bench`.

Everything is measured in this one run, in turns, so that a machine that slows down slows all of them down;
what counts are the ratios. Loops over single contracts run on fewer of them and are scaled per contract. The
exit code is 0 only if every target holds.
"""

from __future__ import annotations

import contextlib
import math
import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from scipy.special import ndtr

from alvh_helpers.pricing.black import black76, black_scholes
from alvh_helpers.pricing.implied import QuoteStatus, implied_vol

CONTRACTS = 1_000_000
BLOCK = 8192
ROUNDS = 9
RATE, YIELD = 0.03, 0.015
TARGETS = {"bare": 1.2, "mibian": 5000.0, "four legs": 40.0, "implied": 0.5, "vol error": 1e-7}


def contracts(n: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Index options as a course sees them: a week to a year, wings of 15 % and more, vols of 8 to 80 %."""
    spot = 4700.0 * np.exp(0.1 * rng.standard_normal(n))
    return {
        "flag": np.where(rng.random(n) < 0.5, "c", "p"),
        "spot": spot,
        "strike": spot * np.exp(0.15 * rng.standard_normal(n)),
        "time": rng.uniform(7 / 365, 1.0, n),
        "vol": rng.uniform(0.08, 0.8, n),
    }


def bare_numpy(sign, spot, strike, time, vol, rate, dividend_yield):
    """Price and five Greeks as bare as NumPy gets: no checks, no edge cases, blocks of 8k, all in place."""
    n = spot.size
    price, delta, gamma, vega, theta, rho = (np.empty(n) for _ in range(6))
    work = np.empty((8, BLOCK))
    for start in range(0, n, BLOCK):
        stop = min(start + BLOCK, n)
        part = slice(start, stop)
        w, S, K, T, v = sign[part], spot[part], strike[part], time[part], vol[part]
        q, A, B, root, s, d1, d2, half = work[:, : stop - start]
        out_delta, out_gamma, out_theta = delta[part], gamma[part], theta[part]
        np.exp(np.multiply(T, -dividend_yield, out=q), out=q)
        np.exp(np.multiply(T, -rate, out=B), out=B)
        np.multiply(S, q, out=A)
        B *= K
        np.sqrt(T, out=root)
        np.multiply(v, root, out=s)
        np.log(np.divide(A, B, out=d1), out=d1)
        d1 /= s
        d1 += np.multiply(s, 0.5, out=half)
        np.subtract(d1, s, out=d2)
        np.multiply(d1, d1, out=out_gamma)
        out_gamma *= -0.5
        np.exp(out_gamma, out=out_gamma)
        out_gamma *= 0.3989422804014327
        out_gamma *= q
        for d in (d1, d2):
            d *= w
            ndtr(d, out=d)
            d *= w
        np.multiply(d1, q, out=out_delta)
        d1 *= A
        d2 *= B
        np.subtract(d1, d2, out=price[part])
        np.multiply(out_gamma, S, out=vega[part])
        vega[part] *= root
        vega[part] *= 0.01
        s *= S
        out_gamma /= s
        np.multiply(d2, T, out=rho[part])
        rho[part] *= 0.01
        np.multiply(S, v, out=s)
        np.multiply(out_gamma, s, out=out_theta)
        out_theta *= s
        out_theta *= -0.5
        d1 *= dividend_yield
        d2 *= rate
        out_theta += d1
        out_theta -= d2
        out_theta *= 1 / 365
    return price, delta, gamma, vega, theta, rho


def mibian_loop(book: dict[str, np.ndarray]) -> None:
    """Loop over contracts with mibian's Garman-Kohlhagen, its only class with a yield; calls and puts come together."""
    import mibian

    for S, K, T, v in zip(*(book[k].tolist() for k in ("spot", "strike", "time", "vol"))):
        mibian.GK([S, K, 100 * RATE, 100 * YIELD, 365 * T], volatility=100 * v)


def vollib_loop(book: dict[str, np.ndarray]) -> None:
    """Loop over contracts with vollib: one call for the price and one for each Greek."""
    from vollib.black_scholes_merton import black_scholes_merton
    from vollib.black_scholes_merton.greeks import analytical as greeks

    six = (black_scholes_merton, greeks.delta, greeks.gamma, greeks.vega, greeks.theta, greeks.rho)
    for flag, S, K, T, v in zip(*(book[k].tolist() for k in ("flag", "spot", "strike", "time", "vol"))):
        for one in six:
            one(flag, S, K, T, RATE, v, YIELD)


def quantlib_loop(book: dict[str, np.ndarray]) -> None:
    """Loop over contracts with QuantLib's calculator, its lightest road to a price and all Greeks."""
    import QuantLib as ql

    kind = {"c": ql.Option.Call, "p": ql.Option.Put}
    for flag, S, K, T, v in zip(*(book[k].tolist() for k in ("flag", "spot", "strike", "time", "vol"))):
        bond, carry = math.exp(-RATE * T), math.exp(-YIELD * T)
        c = ql.BlackCalculator(ql.PlainVanillaPayoff(kind[flag], K), S * carry / bond, v * math.sqrt(T), bond)
        c.value(), c.delta(S), c.gamma(S), c.vega(T), c.thetaPerDay(S, T), c.rho(T)


def seconds(job: Callable[[], object]) -> float:
    """Time one run of a job."""
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin


def measure(rng: np.random.Generator) -> dict[str, list[float]]:
    """Time every candidate in turns; return seconds for each round, by name."""
    book = contracts(CONTRACTS, rng)
    numbers = [book[k] for k in ("spot", "strike", "time", "vol")]
    sign = np.where(book["flag"] == "p", -1.0, 1.0)
    few = {n: {k: v[:n] for k, v in book.items()} for n in (60, 400, 2000)}
    values = black76(book["flag"], *numbers, RATE)
    strikes, vols = np.array([4300.0, 4350.0, 5050.0, 5100.0]), np.array([0.25, 0.24, 0.15, 0.14])

    legs = (np.full(4, 4700.0), strikes, np.full(4, 45 / 365), vols, RATE, YIELD)
    four_signs = np.array([-1.0, -1.0, 1.0, 1.0])

    def four_legs() -> None:
        for _ in range(200):
            black_scholes(["p", "p", "c", "c"], 4700.0, strikes, 45 / 365, vols, RATE, YIELD)

    def bare_four_legs() -> None:
        for _ in range(200):
            bare_numpy(four_signs, *legs)

    jobs = {
        "ours": lambda: black_scholes(book["flag"], *numbers, RATE, YIELD),
        "bare": lambda: bare_numpy(sign, *numbers, RATE, YIELD),
        "implied": lambda: implied_vol(values.price, book["flag"], *numbers[:3], RATE),
        "four legs": four_legs,
        "bare four legs": bare_four_legs,
        "mibian": lambda: mibian_loop(few[60]),
        "vollib": lambda: vollib_loop(few[400]),
        "quantlib": lambda: quantlib_loop(few[2000]),
    }
    scale = {"mibian": 60, "vollib": 400, "quantlib": 2000, "four legs": 200, "bare four legs": 200}
    for mine, bare in zip(jobs["ours"](), jobs["bare"]()):
        np.testing.assert_allclose(mine, bare, rtol=1e-9, atol=1e-9)  # the rivals compute the same thing
    times: dict[str, list[float]] = {name: [] for name in jobs}
    # The two rivals for the narrow target meet four times a round, each first as often as second.
    order = [*jobs, "bare", "ours", "ours", "bare", "bare", "ours"]
    for turn in range(ROUNDS + 1):
        for name in order:
            taken = seconds(jobs[name]) / scale.get(name, CONTRACTS)
            if turn:  # the first turn warms up imports, caches and allocators
                times[name].append(taken)
    solved = implied_vol(values.price, book["flag"], *numbers[:3], RATE)
    matters = (values.vega > 1e-6 * book["spot"] * 0.01) & (solved.status == QuoteStatus.OK)
    times["vol error"] = [float(np.max(np.abs(solved.vol - book["vol"])[matters]))]
    times["vol share"] = [float(np.mean(matters))]
    return times


def report(times: dict[str, list[float]]) -> bool:
    """Print the table and the verdicts; return whether every target holds."""
    middle = {name: median(values) for name, values in times.items()}
    # An absolute time says something about the code only when the machine had nothing else to do.
    quickest = {name: min(values) for name, values in times.items()}
    ratio = {name: middle[name] / middle["ours"] for name in times}
    labels = {
        "ours": "ours (black_scholes)",
        "bare": "bare NumPy + ndtr, 8k blocks",
        "quantlib": "QuantLib loop",
        "vollib": "vollib loop",
        "mibian": "mibian loop",
    }
    print(f"price + 5 Greeks, {CONTRACTS:,} contracts, medians of {ROUNDS} rounds taken in turns")
    print(f"{'':32}{'ns/contract':>14}{'time over ours':>16}")
    for name, label in labels.items():
        print(f"{label:32}{1e9 * middle[name]:14,.0f}{ratio[name]:16,.2f}")
    slower = median([o / b for o, b in zip(times["ours"], times["bare"])])
    verdicts = [
        (slower <= TARGETS["bare"], f"over bare NumPy: {slower:.2f} (at most {TARGETS['bare']})"),
        (
            ratio["mibian"] >= TARGETS["mibian"],
            f"mibian over ours: {ratio['mibian']:,.0f} (at least {TARGETS['mibian']:,.0f})",
        ),
        (
            1e6 * quickest["four legs"] <= TARGETS["four legs"],
            f"one four-leg call: {1e6 * quickest['four legs']:.1f} us in the quickest round (at most"
            f" {TARGETS['four legs']:.0f}); median {1e6 * middle['four legs']:.1f} us,"
            f" {middle['four legs'] / middle['bare four legs']:.2f} of bare NumPy's time for the same legs",
        ),
        (
            1e-6 / middle["implied"] >= TARGETS["implied"],
            f"implied vol: {1e-6 / middle['implied']:.2f} M/s (at least {TARGETS['implied']})",
        ),
        (
            middle["vol error"] < TARGETS["vol error"],
            f"largest vol error: {middle['vol error']:.1e} (below {TARGETS['vol error']:.0e})"
            f" over the {100 * middle['vol share']:.1f} % with vega above 1e-6 of spot per 1.00 vol",
        ),
    ]
    print()
    for holds, sentence in verdicts:
        print(f"{'PASS' if holds else 'FAIL'}  {sentence}")
    return all(holds for holds, _ in verdicts)


if __name__ == "__main__":
    with contextlib.suppress(AttributeError):  # a console that cannot print its own language
        sys.stdout.reconfigure(errors="replace")
    sys.exit(0 if report(measure(np.random.default_rng(20200218))) else 1)
