"""VX curve and held contracts: against the calendar, against a day-by-day loop, and against known days."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import vx_expiries
from alvh_helpers.market.history import load_market
from alvh_helpers.vix.futures import (
    contract_gain,
    forward_at,
    front_gain,
    held_contract,
    next_sessions,
    settlements,
    slope_regime,
    term_structure,
    vx_curve,
)


@pytest.fixture(scope="module")
def market():
    return load_market()


@pytest.fixture(scope="module")
def spring(market):
    return market.window("2018-01-02", "2018-06-29")


def test_curve_of_a_day_is_the_table_with_its_expiries(market):
    curve = vx_curve(market, "2024-08-05")
    assert list(curve.expiries) == list(vx_expiries("2024-08-05", 7))
    assert curve.settlements[0] == market.table.loc["2024-08-05", "vx1"]
    assert curve.vix == 38.57
    frame = curve.frame()
    # Spot overstates the hedge: the front future settled near 32 while VIX closed at 38.57.
    assert 31 < frame.loc["vx1", "settlement"] < 33
    assert frame.loc["vx1", "over_spot"] < -6


def test_no_contract_is_held_into_its_expiry_session(market):
    later = next_sessions(market.sessions)
    for rank in (1, 2, 4):
        assert (held_contract(market, rank).to_numpy() > later.to_numpy()).all()


def test_the_session_before_an_expiry_already_holds_the_next_contract(market):
    held = held_contract(market)
    # 2018-02-14 is an expiry: on the 12th one still holds it overnight to the 13th, on the 13th no more.
    assert held["2018-02-12"] == pd.Timestamp("2018-02-14")
    assert held["2018-02-13"] == pd.Timestamp("2018-03-21")


def test_next_session_is_the_next_row_of_the_table(market):
    assert (next_sessions(market.sessions)[:-1] == market.sessions[1:]).all()


@pytest.mark.parametrize("rank", [1, 2, 4])
def test_gain_is_that_of_one_named_contract_a_day(spring, rank):
    """Slow oracle: look every contract up by name, never by its place in the curve."""
    held, gain, days = held_contract(spring, rank), contract_gain(spring, rank), spring.sessions
    for before, today in pairwise(days):
        contract = spring.vx(held[before])
        assert gain[today] == pytest.approx(contract[today] - contract[before], abs=1e-12)


def test_seventh_month_is_blank_only_where_it_was_the_eighth(spring):
    expiry_days = [
        d
        for d in spring.sessions[1:]
        if (held_contract(spring, 1).shift(1)[d] != held_contract(spring, 1).shift(2)[d])
    ]
    gain = contract_gain(spring, 7)
    assert 5 <= gain.isna().sum() <= 6
    assert gain.index[gain.isna()].isin(pd.DatetimeIndex(expiry_days)).all()


def test_known_gain_of_2018_02_05_and_first_day_is_zero(market):
    gain = front_gain(market)
    assert gain.iloc[0] == 0.0
    assert gain.notna().all()
    assert gain["2018-02-05"] == pytest.approx(33.23 - 15.63)
    # The roll of 2018-02-13 is an exchange: the next day's gain is the March future's own.
    assert gain["2018-02-14"] == pytest.approx(
        market.vx("2018-03-21")["2018-02-14"] - market.vx("2018-03-21")["2018-02-13"]
    )


def test_a_single_day_gains_nothing(market):
    assert front_gain(market.window("2018-02-05", "2018-02-05")).tolist() == [0.0]


def test_gain_and_contract_do_not_look_ahead(market):
    whole, cut = front_gain(market), market.window(end="2018-02-13")
    pd.testing.assert_series_equal(front_gain(cut), whole.loc[:"2018-02-13"])
    pd.testing.assert_series_equal(held_contract(cut), held_contract(market).loc[:"2018-02-13"])
    assert contract_gain(market, 4).loc["2018"].notna().all()


def test_forward_meets_spot_and_every_future(market):
    days = vx_curve(market, "2020-03-16").days
    day = market.window("2020-03-16", "2020-03-16")
    curve = forward_at(day, np.r_[0, days][None, :].astype(float))[0]
    assert curve == pytest.approx(np.r_[82.69, settlements(day)[0]])
    middle = forward_at(day, (days[1] + days[2]) / 2.0)
    assert middle == pytest.approx(settlements(day)[0, 1:3].mean())
    assert np.isnan(forward_at(day, 400.0)).all()


def test_forward_matches_numpy_interpolation_every_day(spring):
    days, curve = np.linspace(0, 180, 9), settlements(spring)
    found = forward_at(spring, np.broadcast_to(days, (len(spring), 9)))
    for i in range(0, len(spring), 5):
        row = vx_curve(spring, spring.sessions[i])
        assert found[i] == pytest.approx(np.interp(days, np.r_[0, row.days], np.r_[row.vix, curve[i]]))


def test_forward_survives_months_that_were_not_listed(market):
    early = market.window("2007-04-02", "2008-06-30")
    last = np.array([vx_curve(early, day).days[4] for day in early.sessions], dtype=float)
    assert np.array_equal(forward_at(early, last), early.table["vx5"].to_numpy())


def test_constant_maturity_lies_within_the_curve(market):
    thirty, near = forward_at(market, 30.0), market.table[["vix", "vx1", "vx2", "vx3"]]
    assert ((thirty >= near.min(axis=1) - 1e-9) & (thirty <= near.max(axis=1) + 1e-9)).all()
    assert np.isfinite(forward_at(market, 150.0)).all()


def test_slope_measures_of_a_known_day(market):
    row = term_structure(market).loc["2018-02-05"]
    facts = market.day("2018-02-05")
    assert row["vx4_vx1"] == pytest.approx(facts.vx4 / facts.vx1)
    assert row["vix3m_vix"] == pytest.approx(28.13 / 37.32)
    assert row["roll_yield"] > 0  # backwardation pays the long
    regime = slope_regime(market)
    assert regime["2018-02-05"] == "backwardation"
    assert regime["2017-11-03"] == "steep contango"
    assert regime.notna().all()


def test_wrong_questions_are_answered_with_a_sentence(market):
    with pytest.raises(CourseError, match="-5 days"):
        forward_at(market, -5.0)
    with pytest.raises(CourseError, match="month 8"):
        contract_gain(market, 8)
    with pytest.raises(CourseError, match="no trading day"):
        vx_curve(market, "2018-02-04")
