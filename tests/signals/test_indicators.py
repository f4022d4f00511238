"""Indicators: TA-Lib and hand-worked numbers, from the first value on."""

import numpy as np
import pytest
import talib
from hypothesis import given
from hypothesis import strategies as st

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.signals.fundamental import surprise
from alvh_helpers.signals.technical import ema, macd, rolling_slope, rsi

pytestmark = pytest.mark.rule("R6")

# Cutler's and Wilder's textbook demonstration: 20 closes whose RSI(14) is printed in many manuals as 70.5.
CLOSES = [
    44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826,
    45.8931, 46.0328, 45.6140, 46.2820, 46.2820, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439,
]  # fmt: skip


@pytest.fixture(scope="module")
def series():
    table = load_market().table
    ratios = {"term": table["vx4"] / table["vx1"], "vvix": (table["vvix"] / table["vix"]).ffill()}
    return {
        name: np.asarray(x, float) for name, x in {"spx": table["spx"], "vix": table["vix"], **ratios}.items()
    }


@pytest.mark.parametrize("days", [2, 9, 14, 30])
def test_rsi_is_talibs_from_its_first_value(series, days):
    for name, values in series.items():
        ours, theirs = rsi(values, days), talib.RSI(values, days)
        assert np.isnan(ours[:days]).all() and np.isfinite(ours[days:]).all(), name
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-10, err_msg=name)


@pytest.mark.parametrize("setting", [(12, 26, 9), (5, 34, 5), (3, 10, 16)])
def test_macd_is_talibs_from_its_first_value(series, setting):
    for name, values in series.items():
        ours = macd(values, *setting)
        for part, theirs in zip(ours, talib.MACD(values, *setting)):
            shown = np.isfinite(theirs)
            assert shown.sum() == len(values) - setting[1] - setting[2] + 2
            np.testing.assert_allclose(part[shown], theirs[shown], rtol=0, atol=1e-10, err_msg=name)
        # TA-Lib hides the line until its signal line is there; here it is shown when it is known.
        assert np.flatnonzero(np.isfinite(ours.line))[0] == setting[1] - 1
        assert np.flatnonzero(np.isfinite(ours.signal))[0] == setting[1] + setting[2] - 2


def test_ema_is_talibs(series):
    for days in (1, 2, 12, 26):
        np.testing.assert_allclose(
            ema(series["spx"], days), talib.EMA(series["spx"], days) if days > 1 else series["spx"], atol=1e-9
        )


def test_rsi_of_the_textbook_closes():
    # Fourteen changes: rises sum to 3.3373, falls to 1.3946; 100 x 3.3373 / 4.7319 = 70.53.
    assert rsi(CLOSES)[14] == pytest.approx(70.53, abs=0.005)
    # The next fall of 0.2792: (13 x 0.238386 + 0) / 14 and (13 x 0.099593 + 0.2792) / 14, which is 66.32.
    assert rsi(CLOSES)[15] == pytest.approx(66.32, abs=0.005)


def test_macd_by_hand():
    # Averages of 2 and 3 days, weights 2/3 and 1/2, both begun on the third value.
    # slow: 4, then 7; fast: (3 + 7)/2 = 5, then 10 - (10 - 5)/3 = 8.3333; line 1, then 1.3333; signal of 1 day.
    found = macd([2.0, 3.0, 7.0, 10.0], 2, 3, 1)
    np.testing.assert_allclose(found.line, [np.nan, np.nan, 1.0, 4.0 / 3.0])
    np.testing.assert_allclose(found.histogram[2:], [0.0, 0.0], atol=1e-15)


def test_a_series_that_stands_still_is_neither_strong_nor_weak():
    assert (rsi(np.full(30, 5.0))[14:] == 50.0).all()
    assert (talib.RSI(np.full(30, 5.0))[14:] == 0.0).all()  # the one difference, on purpose


@given(st.lists(st.floats(1.0, 200.0), min_size=16, max_size=60))
def test_rsi_lies_between_its_ends_and_mirrors(values):
    found = rsi(values)[14:]
    assert ((found >= -1e-9) & (found <= 100 + 1e-9)).all()
    np.testing.assert_allclose(rsi(-np.array(values))[14:], 100.0 - found, atol=1e-6)


@given(st.integers(40, 120), st.integers(0, 2**16), st.integers(0, 30))
def test_later_values_change_nothing_before_them(days, seed, cut):
    values = np.random.default_rng(seed).lognormal(size=days)
    whole = (rsi(values), *macd(values), rolling_slope(values, 10), surprise(values, 20, 5))
    part = (rsi(values[: days - cut]), *macd(values[: days - cut]))
    part += (rolling_slope(values[: days - cut], 10), surprise(values[: days - cut], 20, 5))
    for a, b in zip(whole, part):
        np.testing.assert_array_equal(a[: days - cut], b)


def test_a_gap_is_a_gap_and_the_average_goes_on():
    values = np.random.default_rng(1).lognormal(size=80)
    holed, carried = values.copy(), values.copy()
    holed[[0, 1, 50]] = np.nan
    carried[50] = carried[49]
    for found, expected in [
        (rsi(holed), rsi(carried[2:])),
        (macd(holed).histogram, macd(carried[2:]).histogram),
    ]:
        assert np.isnan(found[[0, 1, 50]]).all()
        keep = np.delete(np.arange(2, 80), 48)
        np.testing.assert_allclose(found[keep], expected[keep - 2], rtol=1e-12)
    assert np.isnan(rsi(np.full(20, np.nan))).all() and np.isnan(macd(np.full(50, np.nan)).line).all()


def test_short_series_have_no_indicator():
    assert np.isnan(rsi(CLOSES[:14])).all() and np.isnan(macd(CLOSES).line).all()
    assert np.isnan(rolling_slope(CLOSES[:5], 6)).all()


def test_slopes_are_those_of_polyfit():
    values = np.random.default_rng(2).normal(size=60).cumsum()
    expected = [np.polyfit(np.arange(20), values[k - 19 : k + 1], 1)[0] for k in range(19, 60)]
    np.testing.assert_allclose(rolling_slope(values, 20)[19:], expected, atol=1e-12)
    values[30] = np.nan
    assert (
        np.isnan(rolling_slope(values, 20)[30:50]).all() and np.isfinite(rolling_slope(values, 20)[50:]).all()
    )


@pytest.mark.rule("R7")
def test_surprise_leaves_the_value_itself_out():
    values = [1.0, 2.0, 3.0, np.nan, 10.0]
    found = surprise(values, 3, 2)
    assert found[2] == pytest.approx((3 - 1.5) / np.std([1, 2], ddof=1))
    assert found[4] == pytest.approx((10 - 2.5) / np.std([2, 3], ddof=1))
    assert np.isnan(found[[0, 1, 3]]).all()
    assert np.isnan(surprise([5.0] * 10, 4, 2)).all()


def test_wrong_settings_are_answered_with_a_sentence():
    with pytest.raises(CourseError, match="RSI of 1 days"):
        rsi(CLOSES, 1)
    with pytest.raises(CourseError, match=r"MACD\(26, 12, 9\)"):
        macd(CLOSES, 26, 12)
    with pytest.raises(CourseError, match="average of 0 days"):
        ema(CLOSES, 0)
    with pytest.raises(CourseError, match="slope over 1 days"):
        rolling_slope(CLOSES, 1)
    with pytest.raises(CourseError, match="span 3, least 4"):
        surprise(CLOSES, 3, 4)
    with pytest.raises(CourseError, match=r"shape \(2, 2\)"):
        rsi(np.ones((2, 2)))
