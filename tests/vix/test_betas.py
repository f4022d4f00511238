"""Betas: standard errors against the formula written out, contracts by name, no look-ahead, known signs and sizes."""

import numpy as np
import pandas as pd
import pytest

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.vix.betas import (
    atm_vol_points,
    beta_table,
    dislocation,
    futures_moves,
    newey_west,
    spx_vega_equivalent,
)
from alvh_helpers.vix.futures import held_contract


@pytest.fixture(scope="module")
def market():
    return load_market()


@pytest.fixture(scope="module")
def spring(market):
    return market.window("2018-01-02", "2018-06-29")


def written_out(y, x, days, lags):
    """The sandwich as a double sum over all pairs of days, for the slope of a demeaned x; `days` are their places in time."""
    xc, n = x - x.mean(), len(x)
    slope = (xc * y).sum() / (xc**2).sum()
    u = y - y.mean() - slope * xc
    middle = 0.0
    for i in range(n):
        for j in range(n):
            apart = abs(days[i] - days[j])
            if apart <= lags:
                middle += (1 - apart / (lags + 1)) * u[i] * u[j] * xc[i] * xc[j]
    return slope, np.sqrt(middle) / (xc**2).sum()


@pytest.mark.parametrize("lags", [0, 1, 6])
def test_newey_west_is_the_double_sum(lags):
    rng = np.random.default_rng(7)
    x = rng.normal(size=120)
    noise = np.convolve(rng.normal(size=122), [1, 0.6, 0.3], "valid") * (1 + np.abs(x))
    y = 0.5 + 0.8 * x + noise
    fit = newey_west(y, x, lags=lags)
    slope, stderr = written_out(y, x, np.arange(120), lags)
    assert fit.slope == pytest.approx(slope)
    assert fit.stderr == pytest.approx(stderr)
    assert fit.r2 == pytest.approx(np.corrcoef(x, y)[0, 1] ** 2)
    assert (fit.slope, fit.intercept) == pytest.approx(tuple(np.polyfit(x, y, 1)))


def test_days_left_out_still_count_as_time():
    rng = np.random.default_rng(8)
    x, y = rng.normal(size=(2, 150))
    y[17] = np.nan
    chosen = rng.random(150) < 0.6
    used = np.flatnonzero(chosen & np.isfinite(y))
    fit = newey_west(y, x, chosen, lags=4)
    slope, stderr = written_out(y[used], x[used], used, 4)
    assert (fit.slope, fit.stderr, fit.n) == pytest.approx((slope, stderr, len(used)))


def test_plain_standard_error_is_the_textbook_one():
    x, y = np.random.default_rng(9).normal(size=(2, 80))
    _, covariance = np.polyfit(x, y, 1, cov=True)
    assert newey_west(y, x).plain_stderr == pytest.approx(np.sqrt(covariance[0, 0]))


@pytest.mark.parametrize("rank", [1, 4])
def test_moves_never_mix_two_contracts(spring, rank):
    moves, held, days = futures_moves(spring), held_contract(spring, rank), spring.sessions
    changed = [i for i in range(1, len(days)) if held.iloc[i] != held.iloc[i - 1]]
    assert len(changed) == 6
    for i in changed:
        for j in (i, i + 1):
            contract = spring.vx(held.iloc[j - 1])
            by_name = contract[days[j]] - contract[days[j - 1]]
            assert moves[f"vx{rank}"].iloc[j] == pytest.approx(by_name)


def test_mix_moves_with_the_contracts_it_holds(spring):
    moves = futures_moves(spring)
    inside = moves[["mix30", "vx1", "vx2"]].dropna()
    low, high = inside[["vx1", "vx2"]].min(axis=1), inside[["vx1", "vx2"]].max(axis=1)
    assert ((inside["mix30"] >= low - 1e-9) & (inside["mix30"] <= high + 1e-9)).all()


def test_beta_of_one_future_is_a_plain_regression_of_its_named_contracts(spring):
    held, days = held_contract(spring, 2), spring.sessions
    gains = [
        spring.vx(held.iloc[i - 1])[days[i]] - spring.vx(held.iloc[i - 1])[days[i - 1]]
        for i in range(1, len(days))
    ]
    slope = np.polyfit(spring.table["vix"].diff().iloc[1:], gains, 1)[0]
    table = beta_table(spring, "vix").set_index("future")
    assert table.loc["vx2", "beta"] == pytest.approx(slope)


@pytest.mark.rule("K3")
def test_betas_fall_with_tenor_and_have_the_right_sign(market):
    for against, sign in (("vix", 1), ("atm", 1), ("spx", -1), ("capm", -1)):
        table = beta_table(market, against).set_index("future")
        sizes = sign * table.loc[[f"vx{k}" for k in range(1, 8)], "beta"]
        assert (sizes > 0).all()
        assert sizes.is_monotonic_decreasing
        assert (table["stderr"] > 0).all()
        assert (
            table.loc["vx2", "beta"] * sign
            < table.loc["mix30", "beta"] * sign
            < table.loc["vx1", "beta"] * sign
        )


def test_volatility_series_is_an_argument(spring):
    atm = atm_vol_points(spring)
    assert (atm > 5).all()
    given = beta_table(spring, "atm", atm=2 * atm)
    own = beta_table(spring, "atm")
    assert given["beta"].to_numpy() == pytest.approx(own["beta"].to_numpy() / 2)


def test_regimes_part_the_days(market):
    table = beta_table(market, "vix", by="vix")
    counts = table[table["future"] == "vx1"]["n"]
    assert counts.sum() == len(market) - 1
    for by, first in (("slope", "backwardation"), ("clock", "VX at 16:00")):
        parts = beta_table(market, "spx", by=by)
        parts = parts[parts["future"] == "vx2"]
        assert parts["n"].sum() == len(market) - 1
        assert parts["regime"].iloc[0] == first
    by_days = beta_table(market, "atm", by="days")
    assert by_days["beta"].is_monotonic_decreasing
    assert by_days["future"].iloc[0] == "1-10 days"
    # Each contract is in exactly one bucket: more than one future a day beyond a month out, none missing.
    assert by_days["n"].iloc[3:].min() > 4000


def test_moves_do_not_look_ahead(market):
    whole, cut = futures_moves(market), futures_moves(market.window(end="2018-02-13"))
    pd.testing.assert_frame_equal(cut, whole.loc[:"2018-02-13"])


@pytest.mark.rule("R13")
def test_spx_vega_equivalent_is_in_dollars_per_vol_point():
    # One call of delta 0.30 on a future that moves 0.9 points per vol point: 27 dollars; a VX future: 900.
    assert spx_vega_equivalent(0.30, 0.9) == pytest.approx(27.0)
    assert spx_vega_equivalent(1.0, 0.9, multiplier=1000.0) == pytest.approx(900.0)
    assert spx_vega_equivalent([0.3, 0.5], 0.9, [-2, 1]).tolist() == pytest.approx([-54.0, 45.0])


@pytest.mark.rule("R24")
def test_dislocation_is_the_residual_of_a_line_fitted_before_the_day(market):
    part = market.window("2017-01-03", "2018-06-29")
    table = dislocation(part, window=120, least=60)
    change, move = part.table["vix"].diff().to_numpy(), 100 * part.table["spx"].pct_change().to_numpy()
    for at in (180, 273, 300):
        past = slice(at - 120, at)
        slope, intercept = np.polyfit(move[past], change[past], 1)
        residual = change[past] - intercept - slope * move[past]
        own = change[at] - intercept - slope * move[at]
        assert table["residual"].iloc[at] == pytest.approx(own, abs=1e-9)
        assert table["z"].iloc[at] == pytest.approx(own / np.sqrt((residual**2).sum() / 118), abs=1e-8)


@pytest.mark.rule("R24")
@pytest.mark.parametrize("window", [252, None])
def test_dislocation_does_not_look_ahead(market, window):
    whole, cut = dislocation(market, window), dislocation(market.window(end="2018-02-05"), window)
    pd.testing.assert_frame_equal(cut, whole.loc[:"2018-02-05"])
    assert cut["z"].iloc[-1] > 10
    assert cut["z"].iloc[:63].isna().all()


def test_wrong_questions_are_answered_with_a_sentence(market):
    with pytest.raises(CourseError, match="2 pairs"):
        newey_west([1, 2], [1, 2])
    with pytest.raises(CourseError, match="against 'vvix'"):
        beta_table(market, "vvix")
    with pytest.raises(CourseError, match="window 5"):
        dislocation(market, 5)
