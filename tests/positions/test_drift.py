"""Drift and thresholds by hand; impermanent loss against a pool that is actually traded against."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alvh_helpers.course.nb04_drift.pools import (
    beside_pool,
    impermanent_loss,
    matching_pool,
    pool_profit,
)
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.positions.book import book_of
from alvh_helpers.positions.condor import iron_condor
from alvh_helpers.positions.drift import (
    Thresholds,
    condor_drift,
    distance,
    drift_path,
    fired,
    first_crossings,
)
from alvh_helpers.positions.legs import spx_option
from alvh_helpers.positions.strikes import condor_strikes
from alvh_helpers.pricing.surface import flat_surface

MARKET = load_market()
STRIKES = condor_strikes(3000, 3050, 3450, 3500)
moves = st.floats(-0.95, 10.0)


@pytest.mark.rule("R4")
def test_drift_is_0_in_the_middle_and_1_at_a_short_strike():
    assert condor_drift([3250, 3050, 3450, 3350, 3650], STRIKES) == pytest.approx([0, -1, 1, 0.5, 2])
    many = np.array([STRIKES, np.array(STRIKES) + 100])
    assert condor_drift([3250, 3250], many) == pytest.approx([0, -0.5])


@pytest.mark.rule("R5")
def test_distance_counts_expected_moves():
    put, call = distance(3250.0, STRIKES, 0.20, 0.25)
    assert (put, call) == pytest.approx((200 / 325, 200 / 325))
    put, call = distance([3000.0, 3450.0], STRIKES, 0.10, 1.0)
    assert put == pytest.approx([-50 / 300, 400 / 345]) and call == pytest.approx([450 / 300, 0])
    put, call = distance(3250.0, STRIKES, 0.20, 0.0)
    assert put == call == np.inf


@pytest.mark.rule("R5")
def test_a_path_and_the_thresholds_it_crosses():
    window = MARKET.window("2020-02-03", "2020-04-15")
    path = drift_path(window, STRIKES, "2020-03-20")
    assert path.index[-1] == pd.Timestamp("2020-03-19")
    assert path["drift"].to_numpy() == pytest.approx(((path["spx"] - 3250) / 200).to_numpy())
    thresholds = Thresholds((0.12, 0.5, 0.8), moves=0.5)
    beyond = fired(path, thresholds)
    crossings = first_crossings(path, thresholds)
    for level in (0.12, 0.5, 0.8):
        date = crossings.loc[f"{level:g}", "date"]
        assert abs(path["drift"][date]) >= level > path["drift"][:date].iloc[:-1].abs().max()
    assert crossings.loc["0.12", "side"] == "up"
    near = path[["put_moves", "call_moves"]].min(axis=1) < 0.5
    assert (beyond["moves"] == near).all() and near.any() and not near.all()
    assert not fired(path, Thresholds(moves=0))["moves"].any()
    never = first_crossings(path, Thresholds((9.0,), moves=0))
    assert never.loc["9", "date"] is pd.NaT and never.loc["9", "side"] == ""


@pytest.mark.rule("R5")
def test_thresholds_do_not_look_ahead():
    thresholds = Thresholds()
    whole = fired(drift_path(MARKET.window("2020-02-03", "2020-03-31"), STRIKES, "2020-03-20"), thresholds)
    short = fired(drift_path(MARKET.window("2020-02-03", "2020-02-25"), STRIKES, "2020-03-20"), thresholds)
    pd.testing.assert_frame_equal(short, whole.loc[:"2020-02-25"])


# ---------------------------------------------------------------------------------------------- impermanent loss


def _traded_pool(move, x=3.0, price=50.0):
    """Trade against a pool x y = k until its price has moved; return its value over that of the coins put in."""
    y = x * price
    k, new = x * y, price * (1 + move)
    x_left, y_left = np.sqrt(k / new), np.sqrt(k * new)
    return (x_left * new + y_left) / (x * new + y) - 1


@pytest.mark.rule("R4")
@given(moves)
def test_impermanent_loss_is_that_of_a_pool_traded_against(move):
    assert impermanent_loss(move) == pytest.approx(_traded_pool(move), abs=1e-12)


@pytest.mark.rule("R4")
@given(moves)
def test_identities_of_impermanent_loss(move):
    assert impermanent_loss(move) <= 0
    # Seen from the other coin the price has moved to its reciprocal, and the loss is the same.
    assert impermanent_loss(1 / (1 + move) - 1) == pytest.approx(float(impermanent_loss(move)), abs=1e-12)


@pytest.mark.rule("R4")
def test_known_values_of_impermanent_loss():
    # Doubling costs 5.72 %, a factor of four 20 %: figures that every text on the subject quotes.
    assert impermanent_loss([0.0, 1.0, 3.0]) == pytest.approx([0, -0.0571909584, -0.2], abs=1e-9)
    assert impermanent_loss(0.01) == pytest.approx(-(0.01**2) / 8, rel=0.02)
    with pytest.raises(CourseError, match="cannot lose all"):
        impermanent_loss(-1.0)


@pytest.mark.rule("R4")
def test_the_pool_has_the_gamma_that_is_claimed_and_no_delta():
    spot, value, step = 4000.0, 1e6, 0.5
    up, here, down = pool_profit(value, np.array([step, 0.0, -step]) / spot)
    assert (up - 2 * here + down) / step**2 == pytest.approx(-value / (4 * spot**2), rel=1e-3)
    assert (up - down) / (2 * step) == pytest.approx(0, abs=1e-4)
    assert matching_pool(-value / (4 * spot**2), spot) == pytest.approx(value)
    assert matching_pool(0.01, spot) < 0


@pytest.mark.rule("R4")
@given(st.floats(0.05, 0.8), st.floats(0.9, 1.1))
def test_a_fair_fee_is_an_options_theta_over_the_pool_of_its_gamma(vol, moneyness):
    # Without carry every option obeys theta = -1/2 gamma S^2 vol^2; the matching pool's fair fee follows.
    surface = flat_surface(4000.0, vol)
    sold = book_of(spx_option(-1, "p", 5 * round(800 * moneyness), "2023-07-21"))
    greeks = sold.greeks(surface, "2023-06-05")
    value = matching_pool(greeks.gamma, 4000.0)
    assert 365 * greeks.theta / value == pytest.approx(vol**2 / 8, rel=1e-6)


@pytest.mark.rule("R4")
def test_a_condor_and_its_pool_along_a_real_path():
    window = MARKET.window("2023-06-05", "2023-07-21")
    sold = iron_condor(MARKET, "2023-07-21", date="2023-06-05")
    table = beside_pool(sold.book, window)
    first = table.iloc[0]
    assert first["condor"] == pytest.approx(0, abs=1e-9) and first["pool"] == first["fees"] == 0
    assert first["matching_value"] == pytest.approx(-4 * first["spx"] ** 2 * first["gamma"])
    assert first["fee_rate"] * first["matching_value"] == pytest.approx(365 * first["theta"])
    assert (table["pool"] <= 0).all() and table["fees"].is_monotonic_increasing
    assert table["fees"].iloc[-1] == pytest.approx(46 * first["theta"])
    assert table["pool"].iloc[9] == pytest.approx(
        float(first["matching_value"] * (np.sqrt(1 + table["move"].iloc[9]) - 1 - table["move"].iloc[9] / 2))
    )
    assert table["condor"].iloc[-1] == pytest.approx(sold.book.profit(MARKET, "2023-07-21"))
    with pytest.raises(CourseError, match="no pool is long gamma"):
        beside_pool(-sold.book, window)


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: condor_drift(3000, condor_strikes(3000, 3200, 3200, 3400)), "both short strikes are 3200"),
        (lambda: Thresholds((0.5, 0.12)), "each larger than the one before"),
        (lambda: Thresholds(()), "give sizes above 0"),
        (lambda: Thresholds(moves=-1), "moves -1"),
        (
            lambda: drift_path(MARKET.window("2020-02-03", "2020-02-10"), STRIKES, "2020-01-17"),
            "no day before",
        ),
    ],
)
def test_errors_teach(build, words):
    with pytest.raises(CourseError, match=words):
        build()


@pytest.mark.parametrize(
    "wrong",
    [{"drift": "low"}, {"drift": 0.5}, {"drift": (float("nan"),)}, {"moves": "near"}, {"moves": None}],
)
def test_thresholds_that_make_no_sense_get_a_sentence(wrong):
    with pytest.raises(CourseError, match=r"(thresholds|drift levels|moves) "):
        Thresholds(**wrong)
