"""Trading days and expiries, against QuantLib's calendar, published expiry lists and the history itself."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
import QuantLib as ql
from hypothesis import given, settings
from hypothesis import strategies as st

from alvh_helpers.errors import CourseError
from alvh_helpers.market import calendar
from alvh_helpers.market.history import load_market

ODD_VX_EXPIRIES = [
    "2008-02-19",
    "2014-03-18",
    "2019-03-19",
    "2022-03-15",
    "2024-06-18",
    "2025-03-18",
    "2026-05-19",
    "2027-05-18",
]
MONTHS = [(year, month) for year in range(2004, 2031) for month in range(1, 13)]
DAYS = st.dates(dt.date(2004, 1, 1), dt.date(2027, 10, 31))
bounded = settings(derandomize=True, deadline=None, max_examples=60)


def is_session(day):
    return calendar.session_on_or_before(day) == pd.Timestamp(day)


def third_friday(year, month):
    return pd.Timestamp(ql.Date.nthWeekday(3, ql.Friday, month, year).ISO())


def iso(days):
    return [f"{day:%Y-%m-%d}" for day in days]


# ------------------------------------------------------------------------------------------- sessions


def test_every_row_of_the_history_is_a_session_and_no_session_is_left_out():
    held = load_market().sessions
    pd.testing.assert_index_equal(calendar.trading_sessions(held[0], held[-1]), held, check_names=False)


def test_sessions_agree_with_quantlib_but_for_the_unforeseen_closures():
    nyse = ql.UnitedStates(ql.UnitedStates.NYSE)
    days = pd.date_range("2004-01-01", "2030-12-31")
    open_there = {d for d in days if nyse.isBusinessDay(ql.Date(d.day, d.month, d.year))}
    differ = open_there ^ set(calendar.trading_sessions(days[0], days[-1]))
    # Days of mourning and storms are entered by hand into every calendar; nothing else may differ.
    unforeseen = {"2004-06-11", "2007-01-02", "2012-10-29", "2012-10-30", "2018-12-05", "2025-01-09"}
    assert set(iso(differ)) <= unforeseen


@pytest.mark.parametrize("day", ["2012-10-29", "2018-12-05", "2021-12-24", "2022-06-20", "2025-01-09"])
def test_known_closures(day):
    assert not is_session(day)


@given(day=DAYS)
@bounded
def test_the_session_on_or_before_is_the_last_one_up_to_the_day(day):
    before = calendar.session_on_or_before(day)
    assert before <= pd.Timestamp(day)
    assert iso(calendar.trading_sessions(before, day)) == iso([before])
    assert calendar.session_on_or_before(before) == before


def test_the_calendar_reaches_from_its_first_to_its_last_day():
    assert calendar.session_on_or_before("2003-01-02") == pd.Timestamp("2003-01-02")
    assert calendar.session_on_or_before("2030-12-31") == pd.Timestamp("2030-12-31")
    for day in ("2003-01-01", "2031-01-01"):
        with pytest.raises(CourseError, match=f"{day} is outside the calendar, which runs from 2003-01-02"):
            calendar.session_on_or_before(day)


def test_a_range_must_run_forward():
    with pytest.raises(CourseError, match="the end 2020-01-02 is before the start 2020-02-01"):
        calendar.trading_sessions("2020-02-01", "2020-01-02")


def test_the_exchange_calendar_is_only_loaded_when_asked_for():
    code = (
        "import sys; from alvh_helpers.market import calendar as c; c.vx_expiries('2020-01-02', 7); "
        "assert 'exchange_calendars' not in sys.modules; c.session_on_or_before('2020-01-02'); "
        "assert 'exchange_calendars' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# ------------------------------------------------------------------------------------- VIX expiries


def test_the_eight_odd_expiries_are_the_only_ones_off_a_wednesday():
    expiries = [calendar.vx_expiry(year, month) for year, month in MONTHS if year <= 2027]
    assert iso(day for day in expiries if day.day_of_week != 2) == ODD_VX_EXPIRIES


def test_published_expiries():
    year = pd.DatetimeIndex([calendar.vx_expiry(2026, month) for month in range(1, 13)])
    published = "01-21 02-18 03-18 04-15 05-19 06-17 07-22 08-19 09-16 10-21 11-18 12-16"
    assert iso(year) == [f"2026-{day}" for day in published.split()]
    for day in ("2008-10-22", "2008-11-19", "2010-05-19", "2018-02-14", "2020-03-18", "2024-08-21"):
        assert calendar.vx_expiry(int(day[:4]), int(day[5:7])) == pd.Timestamp(day)


@pytest.mark.parametrize("year", range(2004, 2031))
def test_the_short_holiday_rule_is_the_exchange_calendar_where_it_matters(year):
    for month in range(1, 13):
        expiry = calendar.vx_expiry(year, month)
        following = (year, month + 1) if month < 12 else (year + 1, 1)
        if following[0] > 2030:
            continue
        friday = third_friday(*following)
        wednesday = friday - pd.Timedelta(days=30)
        assert friday.day_of_week == 4
        assert wednesday.day_of_week == 2
        if is_session(friday) and is_session(wednesday):
            assert expiry == wednesday
        else:
            assert expiry == calendar.session_on_or_before(wednesday - pd.Timedelta(days=1))
        assert is_session(expiry)


@given(day=DAYS, n=st.integers(1, 36))
@bounded
def test_vx_expiries_are_the_next_sessions_of_their_kind(day, n):
    ahead = calendar.vx_expiries(day, n)
    assert len(ahead) == n
    assert ahead.is_monotonic_increasing
    assert ahead[0] > pd.Timestamp(day)
    months = pd.period_range(ahead[0], periods=n, freq="M")
    assert iso(ahead) == iso(calendar.vx_expiry(month.year, month.month) for month in months)
    # Nothing was skipped: the expiry before the first one is not after the day.
    previous = months[0] - 1
    assert calendar.vx_expiry(previous.year, previous.month) <= pd.Timestamp(day)


def test_an_expiry_is_over_on_its_own_day():
    assert iso(calendar.vx_expiries("2008-02-18", 2)) == ["2008-02-19", "2008-03-19"]
    assert iso(calendar.vx_expiries("2008-02-19", 2)) == ["2008-03-19", "2008-04-16"]


@pytest.mark.parametrize("n", [0, -1, 37, 2.5, True, "7"])
def test_a_wrong_number_of_expiries_is_refused(n):
    with pytest.raises(CourseError, match="ask for a whole number from 1 to 36"):
        calendar.vx_expiries("2020-01-02", n)


# ------------------------------------------------------------------------------------- SPX expiries


@pytest.mark.parametrize(
    "friday", ["2008-03-21", "2014-04-18", "2019-04-19", "2022-04-15", "2025-04-18", "2026-06-19"]
)
def test_a_third_friday_on_a_holiday_expires_on_thursday(friday):
    day = pd.Timestamp(friday)
    assert third_friday(day.year, day.month) == day
    monthly = calendar.spx_expiries(day.replace(day=1), day + pd.offsets.MonthEnd(), weekly=False)
    assert iso(monthly) == iso([day - pd.Timedelta(days=1)])
    # The range may end on that Thursday, before the Friday whose expiry it is.
    assert len(calendar.spx_expiries(monthly[0], monthly[0])) == 1


def test_monthlies_are_third_fridays_or_the_session_before():
    monthly = calendar.spx_expiries("2004-01-01", "2030-12-31", weekly=False)
    assert iso(monthly) == iso(calendar.session_on_or_before(third_friday(*month)) for month in MONTHS)


def test_weeklies_are_one_session_a_week_and_hold_the_monthlies():
    weekly = calendar.spx_expiries("2006-01-01", "2030-12-31")
    assert np.diff(weekly.to_period("W-SUN").asi8).tolist() == [1] * (len(weekly) - 1)
    assert set(weekly.day_of_week) == {3, 4}
    assert set(calendar.spx_expiries("2006-01-01", "2030-12-31", weekly=False)) <= set(weekly)
    assert all(is_session(day) for day in weekly)


def test_weeklies_begin_in_october_2005():
    found = iso(calendar.spx_expiries("2005-09-01", "2005-11-11"))
    assert found == ["2005-09-16", "2005-10-21", "2005-10-28", "2005-11-04", "2005-11-11"]


@given(day=DAYS, days=st.integers(1, 120), weekly=st.booleans())
@bounded
def test_the_next_expiry_is_the_nearest(day, days, weekly):
    found = calendar.next_spx_expiry(day, days, weekly)
    start = pd.Timestamp(day)
    target = start + pd.Timedelta(days=days)
    listed = calendar.spx_expiries(start + pd.Timedelta(days=1), target + pd.Timedelta(days=60), weekly)
    assert found in listed
    assert abs(found - target) == min(abs(listed - target))


def test_the_45_day_expiry_of_the_first_notebook():
    assert calendar.next_spx_expiry("2020-02-18", 45) == pd.Timestamp("2020-04-03")


@pytest.mark.parametrize("days", [0, -3, float("nan"), "45", True, None])
def test_wrong_days_to_expiry_are_refused(days):
    with pytest.raises(CourseError, match="must live at least 1 day"):
        calendar.next_spx_expiry("2020-02-18", days)


def test_an_expiry_beyond_the_calendar_is_refused():
    with pytest.raises(CourseError, match="outside the calendar"):
        calendar.next_spx_expiry("2030-12-30", 45)
    with pytest.raises(CourseError, match="no SPX expiry near 2030-12-31: the calendar ends on 2030-12-31"):
        calendar.next_spx_expiry("2030-12-30", 1)


@pytest.mark.parametrize(
    ("year", "month", "said"), [(2020, 13, "13 is no month"), (1999, 1, "1999 is outside")]
)
def test_a_wrong_month_is_refused(year, month, said):
    with pytest.raises(CourseError, match=said):
        calendar.vx_expiry(year, month)


# ------------------------------------------------------------------------------------- dates and time


@pytest.mark.parametrize(
    "value",
    [
        "2020-02-18",
        " 2020-02-18 ",
        dt.date(2020, 2, 18),
        dt.datetime(2020, 2, 18, 15, 30),
        pd.Timestamp("2020-02-18 16:00", tz="America/New_York"),
        np.datetime64("2020-02-18"),
        np.datetime64("2020-02-18T09:31"),
    ],
)
def test_dates_are_read_whatever_their_type(value):
    assert calendar.as_date(value) == pd.Timestamp("2020-02-18")


@pytest.mark.parametrize(
    "value",
    ["2020-02-30", "18/02/2020", "", "soon", 2020, 20200218.0, None, pd.NaT, np.datetime64("NaT", "D")],
)
def test_what_is_no_date_is_refused_by_name(value):
    with pytest.raises(CourseError, match=f"^{value} is no date: write year-month-day"):
        calendar.as_date(value)


def test_year_fraction_counts_calendar_days():
    assert calendar.year_fraction("2020-02-18", "2020-04-03") == pytest.approx(45 / 365)
    assert calendar.year_fraction("2020-02-18", "2020-02-18") == 0.0
    assert isinstance(calendar.year_fraction("2020-02-18", "2021-02-18"), float)
    act365 = ql.Actual365Fixed()
    assert calendar.year_fraction("2023-12-29", "2024-03-15") == pytest.approx(
        act365.yearFraction(ql.Date(29, 12, 2023), ql.Date(15, 3, 2024)), abs=1e-15
    )


def test_year_fraction_broadcasts():
    days = calendar.trading_sessions("2020-02-18", "2020-02-21")
    expected = np.array([45, 44, 43, 42]) / 365
    np.testing.assert_allclose(calendar.year_fraction(days, "2020-04-03"), expected)
    np.testing.assert_allclose(calendar.year_fraction(iso(days), "2020-04-03"), expected)
    grid = calendar.year_fraction(days.to_numpy()[:, None], np.array(["2020-04-03", "2020-04-17"], "M8[D]"))
    np.testing.assert_allclose(grid, np.column_stack([expected, expected + 14 / 365]))


def test_time_does_not_run_backward():
    with pytest.raises(CourseError, match="expiry 2020-02-20 is before 2020-02-21: time runs forward only"):
        calendar.year_fraction(calendar.trading_sessions("2020-02-18", "2020-02-28"), "2020-02-20")
