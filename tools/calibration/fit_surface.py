"""Refit the SPX smile to real quotes and print the fit; run by hand: python tools/calibration/fit_surface.py.

The quotes (implied vols by delta, from SPX option quotes of January to February 2018 and April to July 2019) belong to
their vendors and are no part of this project: the script reads them from a `shared/quotes` folder beside the
repository and does nothing where there is none. What it prints is what `alvh_helpers.regimes` and `alvh_helpers.fit` hold.
"""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import least_squares
from scipy.special import expit, ndtri

from alvh_helpers.course.model_error import DELTAS, EXPIRIES, REGIME_EDGES
from alvh_helpers.pricing.smile import atm_total_variance, skew_measures, total_variance
from alvh_helpers.pricing.surface import (
    LONG_RUN_VOL,
    REGIMES,
    TENOR_POWER,
    bound_use,
    regime_row,
    swap_total_variance,
)

REPO = Path(__file__).resolve().parents[2]
QUOTES = REPO.parent / "shared" / "quotes" / "skew_by_delta.csv"
KNOTS = REGIMES[:, 0]

# What 30-day smiles are known to look like where the quotes are thin: VIX, at-the-money vol over VIX, 25-delta
# put-minus-call over at-the-money, weight. They keep the fit in place in a crash, of which the quotes hold one.
FACTS = np.array(
    [
        (16, 0.83, 0.40, 2.0),
        (20, 0.82, 0.40, 2.5),
        (25, 0.82, 0.40, 3.0),
        (32, 0.825, 0.40, 4.0),
        (50, 0.855, 0.355, 5.0),
        (67, 0.885, 0.315, 6.0),
        (80, 0.895, 0.305, 6.0),
    ]
)


def load_quotes(path=QUOTES):
    """Return the slices that a fit can use: a VIX that day, 5 days or more to expiry."""
    market = pd.read_csv(REPO / "data" / "market.csv", parse_dates=["date"]).set_index("date")
    quotes = pd.read_csv(path, parse_dates=["date"]).join(market["vix3m"], on="date")
    return quotes[quotes["vix"].notna() & (quotes["dte"] >= 5)].reset_index(drop=True)


def arrays(quotes):
    """Return days x deltas arrays: quoted vols (decimals), log-moneyness of the quoted strikes, years, at-the-money."""
    names = [d for d in DELTAS if d != "atm"]
    vols = quotes[names].to_numpy(float)
    size = np.array([int(d[1:]) / 100 for d in names])
    d1 = ndtri(np.where([d[0] == "p" for d in names], 1 - size, size))
    time, atm = quotes["dte"].to_numpy()[:, None] / 365, quotes["atm"].to_numpy()[:, None]
    deviation = vols * np.sqrt(time)
    middle = len(names) // 2
    k = np.insert(deviation * (deviation / 2 - d1), middle, 0.0, axis=1)
    return np.insert(vols, middle, atm[:, 0], axis=1), k, time, atm


def model_vols(quotes, table=REGIMES, power=TENOR_POWER, long_run=LONG_RUN_VOL):
    """Return model vols at the quoted strikes, anchored to VIX and VIX3M alone, and with the level of the quotes."""
    _, k, time, atm = arrays(quotes)
    vix, vix3m = quotes["vix"].to_numpy()[:, None], quotes["vix3m"].to_numpy()[:, None]
    rho, odds = regime_row(vix, table)
    use = bound_use(odds, time, power)
    eta = 2 * use / (1 + np.abs(rho))
    theta = atm_total_variance(swap_total_variance(time, vix, vix3m, long_run), rho, use)
    anchored, levelled = (np.sqrt(total_variance(k, t, rho, eta) / time) for t in (theta, atm**2 * time))
    return anchored, levelled


def residuals(x, quotes):
    """Return what least squares minimises: shape and level against quotes (robust), the facts, and a little smoothness."""
    n = len(KNOTS)
    table = np.column_stack([KNOTS, -expit(x[:n]), expit(x[n : 2 * n])])
    vols, _, _, atm = arrays(quotes)
    anchored, levelled = model_vols(quotes, table, x[-2], x[-1])
    weight = np.where(quotes["dte"] <= 100, 1, 0.4) * np.where(quotes["dte"] <= 10, 0.7, 1)
    parts = [
        weight[:, None] * soft((levelled - vols) / atm / 0.03),
        1.5 * weight[:, None] * soft((anchored - vols) / atm / 0.05),
    ]
    rho, odds = regime_row(FACTS[:, 0], table)
    use = bound_use(odds, 30 / 365)
    theta = atm_total_variance((FACTS[:, 0] / 100) ** 2 * 30 / 365, rho, use)
    seen = skew_measures(theta, rho, 2 * use / (1 + np.abs(rho)), 30 / 365)
    parts.append(FACTS[:, 3] * (seen.atm * 100 / FACTS[:, 0] - FACTS[:, 1]) / 0.01)
    parts.append(FACTS[:, 3] * (seen.skew - FACTS[:, 2]) / 0.02)
    gaps = np.diff(np.log(KNOTS))[1:]
    parts += [np.diff(x[:n], 2) / gaps, np.diff(x[n : 2 * n], 2) / gaps]
    return np.concatenate([np.nan_to_num(p).ravel() for p in parts])


def soft(z, scale=1.5):
    """Quadratic in the middle, linear outside: wide quotes of a crash must not rule the fit."""
    return np.sign(z) * scale * np.sqrt(2 * (np.sqrt(1 + (z / scale) ** 2) - 1))


def fit(quotes):
    """Return the fitted table, tenor power and long-run vol."""
    start = np.array([-0.2, 0.4, 0.6, 0.6, 0.4, 0.2, 1.4, 1.7, 1.4, 2.0, 1.4, 0.4, 0.4, 0.2])
    x = least_squares(residuals, start, args=(quotes,)).x
    n = len(KNOTS)
    return np.column_stack([KNOTS, -expit(x[:n]), expit(x[n : 2 * n])]), x[-2], x[-1]


def summary(quotes):
    """Return the errors of the shipped parameters in vol points: one row a measure, regime and expiry group."""
    vols = arrays(quotes)[0]
    rows = []
    for measure, model in zip(("anchored", "shape"), model_vols(quotes)):
        error = 100 * (model - vols)
        for low, high in pairwise(REGIME_EDGES):
            for first, last in EXPIRIES:
                chosen = (
                    (quotes["vix"] >= low) & (quotes["vix"] < high) & quotes["dte"].between(first, last)
                ).to_numpy()
                if chosen.any():
                    e = error[chosen]
                    rows.append(
                        (
                            measure,
                            (low, high),
                            (first, last),
                            int(chosen.sum()),
                            np.nanmean(e, 0),
                            np.sqrt(np.nanmean(e**2, 0)),
                        )
                    )
    return rows


def main():
    if not QUOTES.exists():
        print(f"no quotes beside the repository ({QUOTES.parent.name}/{QUOTES.name}): nothing to fit")
        return
    quotes = load_quotes()
    table, power, long_run = fit(quotes)
    print(
        "refit: VIX, rho, share of the bound\n",
        np.round(table, 3),
        "\ntenor power",
        round(power, 3),
        "long-run vol",
        round(long_run, 3),
    )
    print("shipped:\n", REGIMES, TENOR_POWER, LONG_RUN_VOL)
    for measure, regime, days, n, bias, rms in summary(quotes):
        print(measure, *regime, *days, n, *(f"{x:.2f}" for x in (*bias, *rms)))


if __name__ == "__main__":
    main()
