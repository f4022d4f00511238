"""Risk: hand-worked tables, SciPy, NumPy's polynomial roots and published examples."""

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.risk import bootstrap, measures, ratios
from alvh_helpers.risk.bootstrap import deepest_fall, max_drawdown
from alvh_helpers.risk.measures import shape

RETURNS = st.lists(st.floats(-0.3, 0.3), min_size=5, max_size=120).map(np.array)


@pytest.fixture(scope="module")
def spx():
    return load_market().table["spx"]


# ------------------------------------------------------------------------------------------------ drawdown


def test_drawdown_by_hand():
    days = pd.date_range("2020-01-06", periods=9, freq="D")
    equity = pd.Series([100.0, 110, 110, 99, 104, 88, 100, 110, 120], days)
    found = measures.drawdown(equity)
    assert found == (pytest.approx(0.2), 22.0, days[2], days[5], days[7], 5)


def test_a_fall_that_has_not_ended_has_no_recovery():
    found = measures.drawdown([100.0, 50.0, 75.0])
    assert (found.depth, found.start, found.trough, found.recovery, found.sessions) == (0.5, 0, 1, None, 2)


def test_an_account_that_only_rises_has_no_drawdown():
    assert measures.drawdown([1.0, 2.0, 3.0]) == (0.0, 0.0, 0, 0, 0, 0)


def test_an_account_below_zero_lost_more_than_all():
    assert measures.drawdown([100.0, 120.0, -30.0]).depth == pytest.approx(1.25)


def test_the_fall_of_2007_to_2009(spx):
    found = measures.drawdown(spx)
    # From 1565.15 on 9 October 2007 to 676.53 on 9 March 2009, regained on 28 March 2013.
    assert found.depth == pytest.approx(1 - 676.53 / 1565.15)
    assert [f"{day:%Y-%m-%d}" for day in found[2:5]] == ["2007-10-09", "2009-03-09", "2013-03-28"]


@given(RETURNS)
def test_drawdown_is_the_worst_of_all_pairs(returns):
    equity = np.r_[1.0, np.cumprod(1 + returns)]
    worst = max(1 - equity[j] / equity[i] for i in range(len(equity)) for j in range(i, len(equity)))
    assert measures.drawdown(equity).depth == pytest.approx(worst, abs=1e-12)
    assert max_drawdown(returns) == pytest.approx(worst, abs=1e-12)
    total = np.r_[0.0, np.cumsum(returns)]
    assert deepest_fall(returns) == pytest.approx(
        max(total[i] - total[j] for i in range(len(total)) for j in range(i, len(total))), abs=1e-12
    )


# ------------------------------------------------------------------------------------------------ tails


def test_historical_tail_by_hand():
    # Of 40 days 5 % are two: the second worst, and the mean of both.
    returns = np.r_[np.linspace(0.001, 0.038, 38), -0.05, -0.03]
    assert measures.tail_risk(returns) == (pytest.approx(0.03), pytest.approx(0.04))
    # Of 50 days two and a half: the third worst, and (0.05 + 0.03 + 0.5 x 0.01) / 2.5.
    returns = np.r_[np.linspace(0.001, 0.038, 47), -0.05, -0.03, -0.01]
    assert measures.tail_risk(returns) == (pytest.approx(0.01), pytest.approx(0.034))
    # Of 40 days 1 % is not even one: the worst.
    assert measures.tail_risk(returns[:-1], 0.99) == (pytest.approx(0.05), pytest.approx(0.05))


@given(RETURNS, st.sampled_from([0.9, 0.95, 0.99]))
def test_historical_value_at_risk_is_numpys_inverted_quantile(returns, level):
    var, es = measures.tail_risk(returns, level)
    assert var == -np.quantile(returns, 1 - level - 1e-12, method="inverted_cdf")
    assert var - 1e-12 <= es <= -returns.min() + 1e-12


@given(RETURNS, RETURNS)
def test_historical_shortfall_rewards_mixing(first, second):
    n = min(len(first), len(second))
    a, b = first[:n], second[:n]
    mixed = measures.tail_risk(a + b).es
    assert mixed <= measures.tail_risk(a).es + measures.tail_risk(b).es + 1e-12


def test_gaussian_tail_is_scipys(spx):
    returns = measures.period_returns(spx)
    curve = stats.norm(returns.mean(), returns.std())
    for level in (0.95, 0.99):
        var, es = measures.tail_risk(returns, level, "gaussian")
        assert var == pytest.approx(-curve.ppf(1 - level), rel=1e-12)
        beyond = integrate.quad(lambda x: x * curve.pdf(x), -1.0, -var)[0] / (1 - level)
        assert es == pytest.approx(-beyond, rel=1e-7)


@pytest.mark.parametrize("level", [0.95, 0.99])
def test_cornish_fisher_tail_is_the_integral_of_its_own_quantiles(spx, level):
    returns = measures.period_returns(spx)
    s, k = stats.skew(returns), stats.kurtosis(returns)
    np.testing.assert_allclose(shape(returns), (s, k), rtol=1e-10)

    def quantile(p):
        z = stats.norm.ppf(p)
        bent = z + (z**2 - 1) * s / 6 + (z**3 - 3 * z) * k / 24 - (2 * z**3 - 5 * z) * s**2 / 36
        return returns.mean() + returns.std() * bent

    var, es = measures.tail_risk(returns, level, "cornish-fisher")
    assert var == pytest.approx(-quantile(1 - level), rel=1e-10)
    assert es == pytest.approx(-integrate.quad(quantile, 0, 1 - level)[0] / (1 - level), rel=1e-6)


def test_cornish_fisher_of_a_normal_shape_is_gaussian():
    returns = stats.norm.ppf((np.arange(4000) + 0.5) / 4000) * 0.01
    for level in (0.95, 0.99):
        np.testing.assert_allclose(
            measures.tail_risk(returns, level, "cornish-fisher"),
            measures.tail_risk(returns, level, "gaussian"),
            rtol=5e-3,
        )


def test_where_cornish_fisher_is_a_distribution():
    assert measures.cornish_fisher_is_sound(0.0, 0.0) and measures.cornish_fisher_is_sound(0.0, 8.0)
    assert not measures.cornish_fisher_is_sound(0.0, 8.01) and not measures.cornish_fisher_is_sound(0.0, -0.1)
    # Maillard (2012) bounds the skewness at 6 (sqrt 2 - 1) = 2.485.
    bound = 6 * (np.sqrt(2) - 1)
    kurtosis = np.linspace(0, 30, 30001)
    assert any(measures.cornish_fisher_is_sound(bound - 0.001, k) for k in kurtosis)
    assert not any(measures.cornish_fisher_is_sound(bound + 0.001, k) for k in kurtosis)


@given(st.floats(-2.5, 2.5), st.floats(-1, 12))
def test_sound_means_that_the_quantiles_rise(skew, kurt):
    z = np.linspace(-60, 60, 24001)
    slope = 1 + z * skew / 3 + (z**2 - 1) * kurt / 8 - (6 * z**2 - 5) * skew**2 / 36
    if measures.cornish_fisher_is_sound(skew, kurt):
        assert (slope >= -1e-9).all()
    elif slope.min() > 0.01:
        assert kurt / 8 - skew**2 / 6 < 1e-3  # turns down further out than 60 standard deviations


def test_trailing_tail_is_the_tail_of_each_window(spx):
    returns = measures.period_returns(spx)[:700]
    for method in measures.METHODS:
        found = measures.trailing_tail_risk(returns, 252, 0.99, method)
        assert np.isnan(found.var[:251]).all()
        for at in (251, 400, 699):
            one = measures.tail_risk(returns[at - 251 : at + 1], 0.99, method)
            assert (found.var[at], found.es[at]) == pytest.approx(one, rel=1e-12)


def test_risk_table_of_spx(spx):
    table = measures.risk_table(measures.period_returns(spx))
    assert list(table["sound"]) == [True, True, False]
    # The day of 1 in 100 was worse than a normal curve says; the normal curve overstates the one of 1 in 20.
    assert table.loc["historical", "VaR 99%"] > 1.2 * table.loc["gaussian", "VaR 99%"]
    assert table.loc["historical", "VaR 95%"] < table.loc["gaussian", "VaR 95%"]


# ------------------------------------------------------------------------------------------------ rates


@pytest.mark.rule("R17")
def test_xirr_of_the_example_in_excels_manual():
    dates = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
    found = ratios.xirr(dates, [-10000, 2750, 4250, 3250, 2750])
    assert found.rate == pytest.approx(0.373362535, abs=1e-8)
    assert found.others == () and found.note == ""


def yearly(flows):
    return [np.datetime64("2010-01-01") + np.timedelta64(365 * k, "D") for k in range(len(flows))]


@pytest.mark.rule("R17")
@given(st.lists(st.floats(-100, 100).map(lambda x: round(x, 1)), min_size=2, max_size=8))
def test_xirr_finds_the_roots_of_the_polynomial(flows):
    flows = np.array([-150.0, *flows])
    if not (flows > 0).any():
        return
    roots = np.roots(flows[::-1])
    factors = roots[(np.abs(roots.imag) < 1e-9) & (roots.real > 0)].real
    rates = np.sort(1 / factors - 1)
    rates = rates[(rates > -0.99) & (rates < 100)]
    # Two roots that nearly coincide may hide between the nodes of any search.
    if len(rates) > 1 and np.diff(np.log1p(rates)).min() < 0.05:
        return
    if not len(rates):
        return
    found = ratios.xirr(yearly(flows), flows)
    both = np.sort([found.rate, *found.others])
    both = both[(both > -0.99) & (both < 100)]
    np.testing.assert_allclose(both, rates, rtol=1e-6, atol=1e-7)
    assert abs(found.rate) <= np.abs(both).min() + 1e-9
    assert bool(found.note) == bool(found.others)


@pytest.mark.rule("R17")
def test_two_rates_are_said_to_be_two():
    found = ratios.xirr(yearly([1, 1, 1]), [-100, 230, -132])
    assert found.rate == pytest.approx(0.10) and found.others == (pytest.approx(0.20),)
    assert found.note == (
        "These flows change sign 2 times, and 10.0% is not the only rate that fits them: so does 20.0%. "
        "Compare account values instead."
    )


@pytest.mark.rule("R17")
def test_order_and_split_of_flows_do_not_matter():
    dates, flows = ["2020-01-01", "2021-03-01", "2020-06-01", "2020-06-01"], [-100.0, 130.0, 10.0, -40.0]
    one = ratios.xirr(dates, flows).rate
    assert ratios.xirr(dates[::-1], flows[::-1]).rate == pytest.approx(one)
    assert ratios.xirr(["2020-01-01", "2020-06-01", "2021-03-01"], [-100, -30, 130]).rate == pytest.approx(
        one
    )


@pytest.mark.rule("R15")
def test_capm_is_scipys_line(spx):
    market = measures.period_returns(spx)
    noise = np.random.default_rng(1).normal(0, 0.01, len(market))
    own, rate = 0.4 * market + noise + 0.0001, np.full(len(market), 0.0252)
    found, line = ratios.capm(own, market, rate), stats.linregress(market - 0.0001, own - 0.0001)
    assert found.beta == pytest.approx(line.slope) and found.stderr == pytest.approx(line.stderr)
    assert found.alpha == pytest.approx(252 * line.intercept) and found.r2 == pytest.approx(line.rvalue**2)
    own[5] = np.nan
    assert np.isfinite(ratios.capm(own, market).beta)


@pytest.mark.rule("R14", "R15", "R16", "R18", "R19")
def test_rates_by_hand():
    # Beta -3 at a premium of 5 %: a hedge that should lose 15 % a year.
    assert ratios.fair_carry(-3.0) == pytest.approx(-0.15)
    # 4 % + 0.5 x 5 % + (-0.1) x (-40 %): short volatility must earn its premium too.
    assert ratios.required_return(0.04, 0.5, 0.05, -0.1, -0.4) == pytest.approx(0.105)
    # 80,000 of one's own at 10 %, 20,000 borrowed at 7 %.
    assert ratios.wacc(80_000, 20_000, 0.10, 0.07) == pytest.approx(0.094)
    # 30,000 + 50,000 at hand; 60,000 + 2,000 + 10,000 may be asked for.
    assert ratios.quick_ratio(30e3, 50e3, 60e3, 2e3, 10e3) == pytest.approx(80 / 72)
    assert ratios.vega_theta_ratio([-160.0, 80.0], [50.0, -20.0]).tolist() == [3.2, 4.0]
    assert ratios.cost_share([220.0, -50.0], [1000.0, 500.0]).tolist() == [0.22, -0.1]


@pytest.mark.rule("R18", "R19")
def test_ratios_without_a_divisor():
    assert ratios.quick_ratio(1.0, 0.0, 0.0) == np.inf
    assert np.isnan(ratios.vega_theta_ratio(0.0, 0.0))


@pytest.mark.rule("K2")
def test_coverage_sums_before_it_divides():
    hedge, condor = np.array([50.0, 0.0, -10.0, np.nan]), np.array([-100.0, -1.0, 20.0, -500.0])
    assert ratios.coverage_realised(hedge, condor, [True, True, False, True]) == pytest.approx(50 / 101)
    assert np.isnan(ratios.coverage_realised(hedge, condor, [False, False, True, False]))


# ------------------------------------------------------------------------------------------------ intervals


def test_blocks_have_the_length_asked_for_and_every_day_its_share():
    days = bootstrap.stationary_indices(200, 10.0, 500, np.random.default_rng(2))
    broken = (np.diff(days, axis=1) % 200) != 1
    # A fresh start lands on the day after by chance once in 200 times.
    assert broken.mean() == pytest.approx(0.1 * (1 - 1 / 200), abs=0.002)
    assert days.min() == 0 and days.max() == 199
    assert np.bincount(days.ravel()).std() / 500 < 0.15
    assert (
        np.diff(bootstrap.stationary_indices(50, 50.0, 20, np.random.default_rng(3)), axis=1) % 50 == 1
    ).mean() > 0.95


def test_variance_of_a_mean_is_politis_and_romanos():
    """The paper gives the bootstrap variance in closed form, from the autocovariances of the data."""
    rng = np.random.default_rng(4)
    x = np.zeros(300)
    for t in range(1, 300):
        x[t] = 0.6 * x[t - 1] + rng.normal()
    n, q, off = 300, 1 - 1 / 15, x - x.mean()
    lags = np.arange(1, n)
    covariance = np.array([off[:-i] @ off[i:] / n for i in lags])
    weight = (1 - lags / n) * q**lags + lags / n * q ** (n - lags)
    expected = (off @ off / n + 2 * weight @ covariance) / n
    drawn = x[bootstrap.stationary_indices(n, 15.0, 6000, rng)].mean(axis=1)
    assert drawn.var() == pytest.approx(expected, rel=0.06)
    assert expected > 2.5 * x.var() / n  # what independent days would say


def test_what_two_series_share_cancels():
    rng = np.random.default_rng(5)
    shared, own = rng.normal(0, 0.02, (2, 1000))
    found = bootstrap.compare(shared + 0.001, shared, rng, draws=200)
    assert (found.difference, found.low, found.high) == pytest.approx((0.252,) * 3)
    apart = bootstrap.compare(own + 0.001, shared, rng, draws=200)
    assert apart.high - apart.low > 0.2 and found.above_zero == 1.0


def test_half_the_position_has_about_half_the_drawdown(spx):
    returns = measures.period_returns(spx)
    found = bootstrap.compare(
        0.5 * returns, returns, np.random.default_rng(6), "max drawdown", reduction=True, draws=200
    )
    assert found.first == pytest.approx(max_drawdown(0.5 * returns)) and found.second == pytest.approx(
        0.5677539
    )
    assert found.difference == pytest.approx(1 - found.first / found.second)
    assert 0.35 < found.low < found.difference < found.high < 0.5


def test_every_figure_works_along_the_last_axis(spx):
    returns = measures.period_returns(spx)[:500]
    pair = np.stack([returns, returns[::-1]])
    for name, figure in bootstrap.STATISTICS.items():
        assert figure(pair)[1] == pytest.approx(figure(returns[::-1]), rel=1e-12), name
    assert bootstrap.STATISTICS["shortfall"](returns) == pytest.approx(measures.tail_risk(returns).es)
    assert bootstrap.STATISTICS["growth"](returns) == pytest.approx(np.prod(1 + returns) ** (252 / 500) - 1)
    assert bootstrap.STATISTICS["growth"](np.array([0.1, -1.0])) == -1.0


def test_equal_seeds_give_equal_intervals(spx):
    returns = measures.period_returns(spx[:600])
    pair = returns, 0.5 * returns
    a, b = (bootstrap.compare(*pair, np.random.default_rng(7), "volatility", draws=100) for _ in range(2))
    assert a == b and a.second == pytest.approx(a.first / 2)


def test_a_thousand_draws_of_the_whole_history_take_seconds(spx):
    returns = measures.period_returns(spx)
    start = time.perf_counter()
    bootstrap.compare(returns, 0.9 * returns, np.random.default_rng(8), "max drawdown")
    assert time.perf_counter() - start < 5.0  # about 0.5 on one core at rest


def test_several_series_share_their_days():
    """Each draw laid out by hand; draws held together in memory draw other days."""
    make = np.random.default_rng(5)
    series = {name: make.normal(0.0003, s, 700) for name, s in (("a", 0.01), ("b", 0.02), ("c", 0.03))}
    found = bootstrap.resample_together(series, ("mean", "max drawdown"), np.random.default_rng(9), 100, 21)
    rng = np.random.default_rng(9)
    days = np.vstack([bootstrap.stationary_indices(700, 21, n, rng) for n in (64, 36)])
    for name, x in series.items():
        assert found.happened[name, "mean"] == pytest.approx(252 * x.mean())
        assert found.drawn[name, "mean"] == pytest.approx(252 * x[days].mean(axis=1))
    deepest = [bootstrap.max_drawdown(series[name][days]) for name in ("a", "b")]
    apart = found.against("a", "b", "max drawdown", reduction=True)
    assert (apart.low, apart.high) == pytest.approx(bootstrap.interval(1 - deepest[0] / deepest[1]))
    assert apart.difference == pytest.approx(1 - apart.first / apart.second)
    whole = bootstrap.resample_together(series, ("mean",), np.random.default_rng(9), 100, 21, at_once=100)
    days = bootstrap.stationary_indices(700, 21, 100, np.random.default_rng(9))
    assert whole.drawn["c", "mean"] == pytest.approx(252 * series["c"][days].mean(axis=1))


# ------------------------------------------------------------------------------------------------ sentences


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: measures.drawdown([]), "one value a day"),
        (lambda: measures.drawdown([0.0, 1.0]), "equity begins at 0"),
        (lambda: measures.drawdown([1.0, np.nan]), "none of them missing"),
        (lambda: measures.period_returns([1.0, -2.0, 3.0]), "equity is -2 at position 1"),
        (lambda: measures.tail_risk([0.1]), "2 returns or more"),
        (lambda: measures.tail_risk([0.1, np.nan, 0.2]), "return nan at position 1"),
        (lambda: measures.tail_risk([0.1, 0.2], 95), "level 95: write a decimal"),
        (lambda: measures.tail_risk([0.1, 0.2], 0.95, "modified"), "no method 'modified'"),
        (lambda: measures.trailing_tail_risk([0.1, 0.2], 1), "window of 1"),
        (lambda: ratios.xirr(["2020-01-01", "2021-01-01"], [1, 2]), "money that goes in"),
        (lambda: ratios.xirr(["2020-01-01", "2020-01-01"], [-1, 2]), "on two days"),
        (lambda: ratios.xirr(["2020-01-01"], [-1, 2]), "1 dates and 2 amounts"),
        (lambda: ratios.xirr(["New Year", "2020-01-01"], [-1, 2]), "cannot be read"),
        (lambda: ratios.xirr(yearly([1, 1, 1]), [-100, 150, -100]), "no rate between"),
        (lambda: ratios.capm([0.1, 0.2], [0.1, 0.2]), "2 pairs of returns"),
        (lambda: ratios.capm([0.1, 0.2, 0.3], [0.1, 0.1, 0.1]), "a market that moves"),
        (lambda: ratios.wacc(-1, 2, 0.1, 0.1), "0 or more"),
        (
            lambda: bootstrap.stationary_indices(10, 20, 5, np.random.default_rng(0)),
            "blocks of 20 days on average",
        ),
        (
            lambda: bootstrap.resample_together(
                {"a": [1.0, np.nan], "b": [1.0, 2.0]}, ("mean",), np.random.default_rng(0)
            ),
            "none of them missing",
        ),
        (lambda: bootstrap.compare([1.0, 2.0], [1.0], np.random.default_rng(0)), "of the same days"),
        (
            lambda: bootstrap.compare([1.0, 2.0], [1.0, 2.0], np.random.default_rng(0), "beauty"),
            "no figure 'beauty'",
        ),
        (lambda: bootstrap.compare([1.0] * 99, [2.0] * 99, np.random.default_rng(0), draws=0), "0 draws"),
    ],
)
def test_wrong_questions_are_answered_with_a_sentence(call, sentence):
    with pytest.raises(CourseError, match=sentence):
        call()
