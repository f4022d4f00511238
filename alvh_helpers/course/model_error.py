"""How far the surface is from real quotes: the summary of the fit, by delta, by level of the VIX and by time to expiry.

The figures are errors (model minus quote, in vol points) over 132 smiles of real SPX options: January to February 2018,
with the crash of 2018-02-05, and April to July 2019. The quotes are not part of the project; a test recomputes every
figure wherever they are at hand, and tools/calibration/fit_surface.py prints them.
"""

from __future__ import annotations

import pandas as pd

from alvh_helpers.errors import CourseError

__all__ = ["DELTAS", "EXPIRIES", "REGIME_EDGES", "fit_errors"]


#: Puts from 5 to 40 delta, at the money, calls from 40 to 5 delta: the strikes at which quotes and model are compared.
DELTAS = ("p5", "p10", "p16", "p25", "p40", "atm", "c40", "c25", "c16", "c10", "c5")

#: Groups of days to expiry, both ends included.
EXPIRIES = ((5, 10), (11, 63), (64, 200), (201, 402))

#: Edges of the VIX regimes; the quotes' VIX closes run from 9.15 to 37.32.
REGIME_EDGES = (9, 11, 13, 17, 25, 40)


# measure, VIX from and to, days from and to, smiles; then the bias and then the rms, each for the deltas above.
_SUMMARY = """
anchored 9 11 11 63 9 0.10 0.70 0.85 0.83 0.64 0.51 0.38 0.37 0.51 0.67 0.81 0.42 0.78 0.88 0.83 0.66 0.58 0.56 0.64 0.75 0.86 0.98
anchored 11 13 5 10 7 0.62 0.64 0.78 0.61 0.24 -0.01 -0.28 -0.56 -0.64 -0.67 -0.77 1.02 0.94 1.30 1.26 1.22 1.25 1.31 1.36 1.30 1.24 1.21
anchored 11 13 11 63 10 0.41 0.83 0.92 0.89 0.70 0.56 0.43 0.36 0.37 0.40 0.37 0.58 0.89 0.96 0.91 0.73 0.60 0.53 0.56 0.61 0.62 0.60
anchored 11 13 64 200 4 0.03 0.11 0.07 0.01 0.03 0.04 0.15 0.46 0.67 0.77 0.73 0.15 0.23 0.26 0.28 0.27 0.27 0.28 0.49 0.69 0.78 0.74
anchored 11 13 201 402 2 0.48 0.17 -0.18 -0.43 -0.50 -0.55 -0.37 0.24 0.63 0.67 0.56 0.49 0.20 0.19 0.44 0.50 0.55 0.38 0.26 0.65 0.67 0.60
anchored 13 17 5 10 10 1.83 1.91 1.78 1.59 1.24 1.00 0.74 0.34 0.11 -0.04 -0.22 2.52 2.45 2.34 2.22 2.02 1.89 1.77 1.58 1.43 1.34 1.27
anchored 13 17 11 63 28 0.84 0.94 0.87 0.71 0.48 0.36 0.26 0.22 0.24 0.26 0.19 1.12 1.07 1.02 0.95 0.92 0.90 0.87 0.82 0.77 0.72 0.64
anchored 13 17 64 200 18 0.61 0.49 0.31 0.10 -0.07 -0.13 -0.12 0.07 0.21 0.24 0.11 0.77 0.61 0.49 0.46 0.55 0.59 0.59 0.51 0.48 0.44 0.34
anchored 13 17 201 402 9 0.71 0.27 -0.07 -0.39 -0.56 -0.68 -0.62 -0.17 0.12 0.24 0.15 0.75 0.33 0.18 0.44 0.63 0.76 0.71 0.36 0.30 0.35 0.29
anchored 17 25 5 10 6 0.26 0.60 0.48 0.24 0.04 -0.01 -0.05 -0.06 -0.01 0.05 0.11 3.07 2.74 2.64 2.56 2.60 2.60 2.51 2.21 1.94 1.65 1.26
anchored 17 25 11 63 14 0.50 0.82 0.76 0.57 0.31 0.21 0.21 0.36 0.52 0.65 0.69 1.62 1.55 1.55 1.56 1.62 1.59 1.50 1.20 1.04 1.05 1.15
anchored 17 25 64 200 6 0.68 0.41 0.09 -0.27 -0.59 -0.67 -0.59 -0.16 0.19 0.40 0.44 1.21 0.78 0.48 0.43 0.68 0.79 0.80 0.63 0.62 0.69 0.69
anchored 17 25 201 402 3 0.94 0.37 -0.10 -0.52 -0.79 -0.94 -0.88 -0.31 0.11 0.35 0.33 1.02 0.45 0.22 0.55 0.84 1.01 0.99 0.55 0.44 0.52 0.46
anchored 25 40 11 63 6 -3.24 -0.24 0.67 1.49 1.89 1.98 2.28 2.65 2.87 2.98 2.36 4.94 2.03 2.20 2.30 2.45 2.47 2.65 3.03 3.52 3.93 3.28
shape 9 11 11 63 9 -0.47 0.17 0.34 0.33 0.14 0.00 -0.12 -0.10 0.07 0.25 0.41 0.88 0.65 0.62 0.48 0.18 0.00 0.17 0.28 0.31 0.41 0.54
shape 11 13 5 10 7 0.62 0.64 0.78 0.61 0.25 0.00 -0.27 -0.57 -0.66 -0.69 -0.78 0.99 0.95 0.85 0.64 0.26 0.00 0.29 0.59 0.69 0.75 0.87
shape 11 13 11 63 10 -0.23 0.24 0.35 0.33 0.15 0.00 -0.12 -0.17 -0.12 -0.06 -0.05 0.58 0.50 0.50 0.42 0.19 0.00 0.17 0.32 0.35 0.35 0.37
shape 11 13 64 200 4 -0.01 0.07 0.03 -0.03 -0.01 0.00 0.11 0.43 0.64 0.73 0.70 0.24 0.16 0.06 0.03 0.01 0.00 0.12 0.45 0.68 0.77 0.73
shape 11 13 201 402 2 1.11 0.75 0.38 0.11 0.05 0.00 0.17 0.74 1.11 1.11 0.96 1.11 0.76 0.38 0.11 0.05 0.00 0.17 0.75 1.11 1.11 0.99
shape 13 17 5 10 10 0.76 0.87 0.77 0.58 0.24 0.00 -0.27 -0.64 -0.85 -0.95 -1.06 1.49 1.16 0.90 0.64 0.26 0.00 0.28 0.70 0.95 1.11 1.33
shape 13 17 11 63 28 0.41 0.55 0.50 0.35 0.12 -0.00 -0.10 -0.13 -0.09 -0.05 -0.09 1.41 1.04 0.76 0.47 0.15 0.00 0.14 0.30 0.38 0.44 0.53
shape 13 17 64 200 18 0.76 0.63 0.44 0.23 0.06 0.00 0.01 0.19 0.32 0.35 0.20 1.17 0.85 0.59 0.32 0.08 0.00 0.06 0.24 0.38 0.42 0.34
shape 13 17 201 402 9 1.48 1.00 0.63 0.30 0.12 0.00 0.06 0.47 0.72 0.79 0.65 1.57 1.07 0.69 0.34 0.13 0.00 0.07 0.47 0.72 0.80 0.67
shape 17 25 5 10 6 0.26 0.61 0.49 0.24 0.05 0.00 -0.04 -0.06 -0.01 0.05 0.13 2.25 1.62 1.19 0.78 0.25 0.00 0.26 0.62 0.79 0.95 1.15
shape 17 25 11 63 14 0.26 0.60 0.55 0.36 0.10 0.00 -0.00 0.15 0.32 0.47 0.53 2.29 1.53 1.09 0.65 0.19 0.00 0.23 0.66 1.01 1.30 1.61
shape 17 25 64 200 6 1.45 1.13 0.79 0.41 0.08 0.00 0.08 0.48 0.78 0.96 0.95 1.90 1.42 1.01 0.58 0.15 0.00 0.17 0.54 0.83 1.00 0.98
shape 17 25 201 402 3 2.00 1.37 0.87 0.43 0.15 0.00 0.05 0.57 0.93 1.11 1.03 2.12 1.47 0.96 0.50 0.17 0.00 0.11 0.58 0.94 1.12 1.03
shape 25 40 11 63 6 -5.60 -2.40 -1.38 -0.50 -0.09 0.00 0.32 0.78 1.12 1.36 0.87 6.39 2.78 1.87 0.87 0.28 0.00 0.55 1.66 2.55 3.20 2.68
"""


def fit_errors(
    measure: str = "anchored", statistic: str = "rms", expiries: tuple[int, int] = (11, 63)
) -> pd.DataFrame:
    """Return the surface's errors against real quotes, in vol points: one row a VIX regime, one column a delta.

    Parameters
    ----------
    measure : {"anchored", "shape"}
        "anchored": the model knew nothing but that day's VIX and VIX3M closes, as everywhere in the course. Part of its
        error is that quotes and closes are not of the same minute. "shape": the model was given the quoted
        at-the-money volatility too, so that only the shape of the smile is judged.
    statistic : {"rms", "bias"}
        Root mean square, or mean of model minus quote (above 0: the model is too dear).
    expiries : tuple of int
        One of `EXPIRIES`, days to expiry.

    Returns
    -------
    DataFrame
        Index "VIX 13-17" and so on; columns "smiles" (how many) and the deltas of `DELTAS`.

    Raises
    ------
    CourseError
        If a choice is not one of those above.
    """
    for name, value, choices in (
        ("measure", measure, ("anchored", "shape")),
        ("statistic", statistic, ("rms", "bias")),
        ("expiries", tuple(expiries), EXPIRIES),
    ):
        if value not in choices:
            raise CourseError(f"{name} {value!r} is not one of {', '.join(map(str, choices))}")
    first = 6 if statistic == "bias" else 6 + len(DELTAS)
    rows = [line.split() for line in _SUMMARY.strip().splitlines()]
    chosen = [r for r in rows if r[0] == measure and (int(r[3]), int(r[4])) == tuple(expiries)]
    errors = [[float(x) for x in r[first : first + len(DELTAS)]] for r in chosen]
    regimes = pd.Index([f"VIX {r[1]}-{r[2]}" for r in chosen], name="regime")
    table = pd.DataFrame(errors, regimes, columns=list(DELTAS))
    table.insert(0, "smiles", [int(r[5]) for r in chosen])
    return table
