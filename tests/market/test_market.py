"""The bundled history: known facts, refusals of bad data, no look-ahead, windows, the life of a contract."""

from __future__ import annotations

import csv
import datetime as dt
import math
import shutil
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from alvh_helpers.errors import CourseError
from alvh_helpers.market import calendar, history, loading
from alvh_helpers.market.calendar import days_to_vx_expiries
from alvh_helpers.market.loading import known_on, vix3m_from_curve

MARKET = history.load_market()
TABLE = MARKET.table
VX = [f"vx{k}" for k in range(1, 8)]
ROWS = st.integers(0, len(TABLE) - 1)
bounded = settings(derandomize=True, deadline=None, max_examples=50)


@pytest.fixture
def folder(repo, tmp_path):
    """A copy of the data that a test may spoil."""
    for name in ("market.csv", "macro.csv", "breadth.csv", "fomc.csv"):
        shutil.copyfile(repo / "data" / name, tmp_path / name)
    return tmp_path


def edit(folder, name, change):
    """Rewrite a csv file by a function of its rows, header included."""
    path = folder / name
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    rows = change(rows) or rows
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return folder


def put(row, column, value):
    """Return a change that writes one cell; rows are counted from 1 at the header."""

    def change(rows):
        rows[row - 1][rows[0].index(column)] = value

    return change


# ------------------------------------------------------------------------------------------ known facts


@pytest.mark.parametrize(
    ("date", "column", "value"),
    [
        ("2008-11-20", "vix", 80.86),
        ("2008-11-20", "spx", 752.44),
        ("2009-03-09", "spx", 676.53),
        ("2011-08-08", "vix", 48.00),
        ("2015-08-24", "vix", 40.74),
        ("2018-02-05", "vix", 37.32),
        ("2018-02-05", "vx1", 33.23),
        ("2020-03-16", "vix", 82.69),
        ("2020-03-16", "vx1", 72.63),
        ("2020-03-23", "spx", 2237.40),
        ("2024-08-05", "vix", 38.57),
        ("2025-04-08", "vix", 52.33),
    ],
)
def test_closes_that_everybody_knows(date, column, value):
    assert getattr(MARKET.day(date), column) == value
    assert TABLE.loc[date, column] == value


def test_the_table_has_the_agreed_columns():
    derived = ["rate", "dividend_yield", "vix3m_proxy", "vix3m_filled", "vix3m_is_proxy"]
    assert list(TABLE.columns) == ["spx", "vix", "vix3m", "vvix", *VX, *derived]
    assert TABLE.index.name == "date"
    assert TABLE.shape == (4853, 16)
    assert history.Day._fields == ("date", *TABLE.columns)
    assert TABLE[["rate", "dividend_yield", "vix3m_proxy", "vix3m_filled"]].notna().all().all()


def test_a_day_is_a_row_of_plain_values():
    day = MARKET.day("2020-03-16")
    assert day[1:] == tuple(TABLE.loc["2020-03-16"])
    assert all(type(value) is float for value in day[1:-1])
    assert day.vix3m_is_proxy is False
    np.testing.assert_array_equal(day.curve, TABLE.loc["2020-03-16", VX].to_numpy(dtype=float))
    with pytest.raises(AttributeError):
        day.spx = 0.0


# ------------------------------------------------------------------------------------ cannot be changed


def test_what_a_learner_writes_stays_in_the_notebook():
    for name, column in (("table", "spx"), ("macro", "cpi"), ("breadth", "advances"), ("fomc", "scheduled")):
        mine, before = getattr(MARKET, name), getattr(MARKET, name)
        mine[column] = 0
        mine.iloc[:, 0] = mine.iloc[::-1, 0].to_numpy()
        del mine[mine.columns[-1]]
        mine.index.name = "mine"
        pd.testing.assert_frame_equal(getattr(MARKET, name), before)
        pd.testing.assert_frame_equal(getattr(history.load_market(), name), before)
    sessions = MARKET.sessions
    sessions.name = "mine"
    assert MARKET.sessions.name == "date"
    with pytest.raises(AttributeError):
        MARKET.start = pd.Timestamp("2010-01-01")


def test_writing_through_numpy_changes_nothing_either():
    table = MARKET.table
    array = table["spx"].to_numpy()
    if array.flags.writeable:
        array[:] = 0.0
    window = MARKET.window("2020-01-01", "2020-12-31").table
    window.loc[:, "spx"] = 0.0
    pd.testing.assert_frame_equal(MARKET.table, TABLE)


def test_a_second_load_is_the_same_value_until_a_file_changes(folder):
    assert history.load_market() is history.load_market()
    first = history.load_market(folder)
    assert history.load_market(str(folder)) is first
    edit(folder, "market.csv", put(4854, "spx", "7600.125"))
    assert history.load_market(folder).day("2026-07-16").spx == 7600.125
    assert first.day("2026-07-16").spx == 7533.77


# ------------------------------------------------------------------------------------------- refusals

REFUSALS = [
    ("market.csv", lambda rows: [row[:-1] for row in rows], "row 1: column 'vx7' is missing"),
    ("market.csv", lambda rows: [[*row, row[-1]] for row in rows], "row 1: column 'vx7' is there twice"),
    (
        "market.csv",
        lambda rows: [rows[0] + ["vix9d"]],
        "row 1: column 'vix9d' is unknown; known are date, spx",
    ),
    ("market.csv", lambda rows: rows[:1], "has no row below its header"),
    ("market.csv", lambda rows: [*rows[:9], rows[9][:-1], *rows[10:]], "row 10: 11 cells stand under 12"),
    (
        "market.csv",
        put(1000, "date", "2011-02-30"),
        "row 1000 (2011-02-30), column 'date': 2011-02-30 is not a date",
    ),
    ("market.csv", put(1000, "date", "2011-W10-5"), "row 1000 (2011-W10-5), column 'date'"),
    ("market.csv", put(1000, "date", ""), "row 1000 (), column 'date': the cell is blank"),
    ("market.csv", put(3, "date", "2007-04-02"), "row 3 (2007-04-02), column 'date': 2007-04-02 repeats"),
    (
        "market.csv",
        lambda rows: [*rows[:4], rows[5], rows[4], *rows[6:]],
        "row 6 (2007-04-05), column 'date': 2007-04-05 comes after a later one",
    ),
    (
        "market.csv",
        lambda rows: rows[:100] + rows[106:],
        "row 101 (2007-08-30), column 'date': 2007-08-30 comes 9 days after the row before",
    ),
    ("market.csv", put(24, "vix", "13,5"), "row 24 (2007-05-03), column 'vix': 13,5 is no number"),
    ("market.csv", put(24, "vix", "nan"), "row 24 (2007-05-03), column 'vix': nan is no number"),
    ("market.csv", put(24, "spx", "inf"), "row 24 (2007-05-03), column 'spx': inf is no number"),
    ("market.csv", put(24, "spx", "True"), "row 24 (2007-05-03), column 'spx': True is no number"),
    ("market.csv", put(24, "vx1", "0"), "row 24 (2007-05-03), column 'vx1': 0 is no positive price"),
    ("market.csv", put(24, "vx1", "-14.5"), "row 24 (2007-05-03), column 'vx1': -14.5 is no positive price"),
    ("market.csv", put(24, "spx", ""), "row 24 (2007-05-03), column 'spx': the cell is blank"),
    ("market.csv", put(24, "vx5", " "), "row 24 (2007-05-03), column 'vx5': the cell is blank"),
    ("market.csv", put(624, "vix3m", ""), "row 624 (2009-09-18), column 'vix3m': the cell is blank"),
    ("market.csv", put(4854, "vvix", ""), "row 4854 (2026-07-16), column 'vvix': the cell is blank"),
    ("market.csv", put(4854, "vx7", ""), "row 4854 (2026-07-16), column 'vx7': the cell is blank"),
    ("macro.csv", lambda rows: [row[:3] + row[4:] for row in rows], "row 1: column 'reer' is missing"),
    (
        "macro.csv",
        lambda rows: rows[:50] + rows[51:],
        "row 51 (2010-03), column 'month': 2010-03 does not follow",
    ),
    (
        "macro.csv",
        put(20, "month", "2007-13"),
        "row 20 (2007-13), column 'month': 2007-13 is not a month written",
    ),
    ("macro.csv", put(20, "cpi", "-1"), "row 20 (2007-07), column 'cpi': -1 is no positive number"),
    ("macro.csv", put(20, "earnings", "n/a"), "row 20 (2007-07), column 'earnings': n/a is no number"),
    ("macro.csv", put(20, "tbill", ""), "row 20 (2007-07), column 'tbill': the cell is blank"),
    ("macro.csv", put(21, "gdp", "16000"), "row 21 (2007-08), column 'gdp': 16000 stands in a month that"),
    ("macro.csv", lambda rows: rows[:1] + rows[16:], "column 'tbill': no value is known by 2007-04-02"),
    ("breadth.csv", put(2, "advances", "-1"), "row 2 (2007-01-03), column 'advances': -1 is no count"),
    ("breadth.csv", put(2, "declines", "12.5"), "row 2 (2007-01-03), column 'declines': 12.5 is no count"),
    ("breadth.csv", put(2, "declines", ""), "row 2 (2007-01-03), column 'declines': the cell is blank"),
    ("breadth.csv", put(3, "date", "2007-01-03"), "row 3 (2007-01-03), column 'date'"),
    ("fomc.csv", put(2, "scheduled", "2"), "row 2 (2006-01-31), column 'scheduled': 2 is neither 0 nor 1"),
    ("fomc.csv", put(2, "date", "2006-1-31"), "row 2 (2006-1-31), column 'date': 2006-1-31 is not a date"),
]


@pytest.mark.parametrize(("name", "change", "said"), REFUSALS)
def test_bad_data_are_refused_by_file_row_and_column(folder, name, change, said):
    edit(folder, name, change)
    with pytest.raises(CourseError) as refusal:
        history.load_market(folder)
    assert str(refusal.value).startswith(name)
    assert said in str(refusal.value)


def test_a_file_that_is_missing_empty_or_no_csv_is_refused(folder):
    (folder / "fomc.csv").unlink()
    with pytest.raises(CourseError, match=r"fomc\.csv is missing in .*the data folder holds market\.csv"):
        history.load_market(folder)
    (folder / "fomc.csv").write_text("")
    with pytest.raises(CourseError, match=r"fomc\.csv is empty"):
        history.load_market(folder)
    (folder / "fomc.csv").write_bytes(b"date,scheduled\n\xff\xfe,1\n")
    with pytest.raises(CourseError, match=r"fomc\.csv is no readable csv file"):
        history.load_market(folder)


def test_what_a_spreadsheet_adds_does_no_harm(folder):
    text = (folder / "market.csv").read_text()
    (folder / "market.csv").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    pd.testing.assert_frame_equal(history.load_market(folder).table, TABLE)


def test_the_known_blanks_pass():
    blank = TABLE.isna()
    assert blank["vix3m"].sum() == 622
    assert list(TABLE.index[blank["vvix"]].strftime("%Y-%m-%d")) == ["2010-11-11", "2013-05-13"]
    assert (blank["vx6"].sum(), blank["vx7"].sum()) == (17, 115)


def test_a_folder_that_is_none_is_refused(tmp_path, folder):
    for path in (tmp_path / "nowhere", folder / "market.csv"):
        with pytest.raises(CourseError, match=r"is no folder: name the folder that holds market\.csv"):
            history.load_market(path)


def test_data_are_found_above_the_working_directory_or_asked_for(repo, folder, tmp_path):
    """The package installed apart from its data: here, copied somewhere else."""
    elsewhere = tmp_path / "site"
    shutil.copytree(repo / "alvh_helpers", elsewhere / "alvh_helpers")
    code = f"import sys; sys.path.insert(0, {str(elsewhere)!r}); from alvh_helpers import market; print(market.load_market())"
    run = {"capture_output": True, "text": True}
    notebooks = tmp_path / "clone" / "notebooks"
    notebooks.mkdir(parents=True)
    lost = subprocess.run([sys.executable, "-c", code], cwd=notebooks, **run)
    assert "data were not found beside the package" in lost.stderr
    assert "load_market('path/to/data')" in lost.stderr
    (tmp_path / "clone" / "data").mkdir()
    for file in folder.glob("*.csv"):
        shutil.copy(file, tmp_path / "clone" / "data")
    found = subprocess.run([sys.executable, "-c", code], cwd=notebooks, **run)
    assert found.stdout.strip() == "Market(2007-04-02 to 2026-07-16, 4853 trading days)"


def test_no_data_anywhere_is_said_with_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(
        loading, "__file__", str(tmp_path / "site" / "alvh_helpers" / "market" / "loading.py")
    )
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match=r"work inside a clone of the course, or name its folder"):
        history.load_market()


# ------------------------------------------------------------------------------- monthly facts by day


def test_the_rate_prices_a_91_day_bill_at_its_discount():
    # February 2020 averaged 1.52 % discount: 100 - 1.52 * 91/360 for a bill of 100.
    price = 1 - 0.0152 * 91 / 360
    assert math.exp(-MARKET.day("2020-03-16").rate * 91 / 365) == pytest.approx(price, abs=1e-15)
    # The bond-equivalent yield that the Treasury quotes lies between the discount and the rate found here.
    assert 0.0152 < MARKET.day("2020-03-16").rate < 365 * 0.0152 / (360 - 0.0152 * 91)


@pytest.mark.parametrize(
    ("column", "derived", "month", "first_use"),
    [("tbill", "rate", "2020-03", "2020-04-01"), ("dividends", "dividend_yield", "2019-12", "2020-04-01")],
)
def test_monthly_facts_act_from_their_stated_day_and_not_before(folder, column, derived, month, first_use):
    def change(rows):
        for row in rows[1:]:
            if row[0] >= month and row[rows[0].index(column)]:
                row[rows[0].index(column)] = "9.99"

    changed = history.load_market(edit(folder, "macro.csv", change)).table[derived]
    differs = changed.index[changed != TABLE[derived]]
    assert differs[0] == pd.Timestamp(first_use)


def test_the_last_known_dividend_is_carried_on():
    day = MARKET.day("2026-07-16")
    assert day.dividend_yield == pytest.approx(math.log(1 + 68.71 / 7533.77), abs=1e-12)
    assert MARKET.day("2023-09-29").dividend_yield == pytest.approx(math.log(1 + 68.54 / 4288.05), abs=1e-12)


def test_blanks_are_bridged_and_nothing_is_known_too_early():
    months = pd.date_range("2020-01-01", periods=4, freq="MS")
    days = pd.to_datetime(["2020-02-28", "2020-03-02", "2020-04-30", "2020-06-01", "2024-01-02"])
    values = pd.Series([1.0, np.nan, 3.0, 4.0], months)
    np.testing.assert_array_equal(known_on(values, days, 2), [np.nan, 1.0, 1.0, 4.0, 4.0])


# ----------------------------------------------------------------------------------- stand-in for VIX3M


def test_filled_is_published_where_there_is_and_the_proxy_before():
    early = TABLE.index < "2009-09-18"
    np.testing.assert_array_equal(TABLE["vix3m_is_proxy"], early)
    np.testing.assert_array_equal(TABLE["vix3m_filled"][early], TABLE["vix3m_proxy"][early])
    np.testing.assert_array_equal(TABLE["vix3m_filled"][~early], TABLE["vix3m"][~early])


def test_a_flat_curve_without_convexity_is_its_own_proxy():
    level, days = np.full(3, 20.0), np.array([[1, 29, 57, 92], [20, 55, 83, 111], [35, 63, 91, 126]])
    flat = vix3m_from_curve(level, np.zeros(3), np.full((3, 4), 20.0), days)
    np.testing.assert_allclose(flat, 20.0, rtol=1e-14)


def test_the_proxy_worked_by_hand():
    # Futures expire in 30, 60, 90 and 120 days, so F(30) and F(60) are vx1 and vx2 themselves.
    month = 0.8**2 * 30 / 365
    variance = 30 * 15**2 + 30 * 17**2 * math.exp(month) + 33 * 18**2 * math.exp(1.5 * month)
    found = vix3m_from_curve([15.0], [80.0], [[17.0, 18.0, 19.0, 19.5]], [[30, 60, 90, 120]])
    assert found[0] == pytest.approx(math.sqrt(variance / 93), rel=1e-14)


@pytest.mark.parametrize(
    ("above", "below", "bound"),
    [(0, 999, 0.36), (0, 15, 0.32), (15, 20, 0.33), (20, 30, 0.38), (30, 45, 0.55), (45, 999, 2.0)],
)
def test_the_error_of_the_proxy_by_regime(above, below, bound):
    """Mean absolute error against VIX3M as published, in points, on all days from 2009-09-18."""
    days = TABLE[~TABLE["vix3m_is_proxy"] & TABLE["vix"].between(above, below, inclusive="left")]
    error = (days["vix3m_proxy"] - days["vix3m"]).abs().mean()
    assert 0.8 * bound < error < bound  # near its bound: a proxy that got much better deserves a new number


def test_the_proxy_is_far_better_than_vix_itself():
    days = TABLE[~TABLE["vix3m_is_proxy"]]
    error = (days["vix3m_proxy"] - days["vix3m"]).abs().mean()
    assert error < 0.2 * (days["vix"] - days["vix3m"]).abs().mean()


def test_a_convexity_fitted_on_the_later_half_serves_the_earlier_one_no_better_than_theory():
    """Leave-out: the theory's 1 is not a fit, and a fit on either half comes out near it."""
    days = TABLE[~TABLE["vix3m_is_proxy"]]
    tenors = days_to_vx_expiries(days.index, 4)
    vvix = days["vvix"].ffill().to_numpy()

    def error(convexity):
        proxy = vix3m_from_curve(days["vix"], vvix, days[VX[:4]], tenors, convexity)
        return np.log(proxy / days["vix3m"].to_numpy())

    half = len(days) // 2
    later = brentq(lambda c: error(c)[half:].mean(), 0, 3)
    earlier = brentq(lambda c: error(c)[:half].mean(), 0, 3)
    assert (earlier, later) == (pytest.approx(1.10, abs=0.02), pytest.approx(1.20, abs=0.02))
    fitted, theory = (np.abs(error(c)[:half]).mean() for c in (later, 1.0))
    assert 0.017 < theory < fitted < 0.021
    assert np.abs(error(0.0)[:half]).mean() > 1.7 * theory  # and the correction is worth its while


# ---------------------------------------------------------------------------------- one contract's life


@given(row=ROWS, k=st.integers(1, 7))
@bounded
def test_a_contract_is_the_cell_that_the_calendar_says(row, k):
    day = TABLE.index[row]
    expiry = calendar.vx_expiries(day, 7)[k - 1]
    cell = TABLE[f"vx{k}"].iloc[row]
    if np.isnan(cell):
        if (TABLE.index < expiry).sum() > row + 150:
            return  # listed later
        life = MARKET.vx(expiry)
        assert day not in life.index
    else:
        life = MARKET.vx(expiry)
        assert life.name == expiry
        assert life[day] == cell
        assert life.index[-1] == min(TABLE.index[TABLE.index < expiry][-1], TABLE.index[-1])


@given(row=ROWS, n=st.integers(1, 12))
@bounded
def test_days_to_expiry_are_counted_to_the_listed_expiries(row, n):
    days = TABLE.index[row : row + 30]
    found = days_to_vx_expiries(days, n)
    for day, tenors in zip(days, found):
        assert tenors.tolist() == (calendar.vx_expiries(day, n) - day).days.tolist()


def test_every_settlement_belongs_to_exactly_one_contract():
    first = calendar.vx_expiries(TABLE.index[0], 1)[0]
    months = pd.period_range(first, "2027-01", freq="M")
    lives = [MARKET.vx(calendar.vx_expiry(month.year, month.month)) for month in months]
    assert sum(len(life) for life in lives) == TABLE[VX].notna().sum().sum()
    assert all(life.index.is_monotonic_increasing and life.index.is_unique for life in lives)


def test_the_columns_roll_on_the_day_the_calendar_says():
    """On an expiry day yesterday's vx2 is today's vx1; on the session before it nothing moves up."""
    curve = TABLE[VX[:5]].to_numpy()
    expiries = pd.DatetimeIndex([calendar.vx_expiry(y, m) for y in range(2008, 2026) for m in range(1, 13)])
    roll = np.searchsorted(TABLE.index, expiries)
    assert (TABLE.index[roll] == expiries).all()

    def jump(today, moved):
        """Median move of the curve when yesterday's columns are shifted by `moved`, calm and wild days alike."""
        yesterday = curve[today - 1][:, moved : 4 + moved]
        return np.median(np.abs(np.log(curve[today][:, :4] / yesterday)))

    assert jump(roll, 1) < 0.8 * jump(roll, 0)
    assert jump(roll - 1, 0) < 0.8 * jump(roll - 1, 1)


def test_the_front_contract_of_february_2018():
    life = MARKET.vx("2018-02-14")
    assert life.index[0] == pd.Timestamp("2017-07-19")
    assert life.index[-1] == pd.Timestamp("2018-02-13")
    assert life.loc["2018-02-01":"2018-02-06"].tolist() == [13.28, 15.63, 33.23, 23.88]


@pytest.mark.parametrize(
    ("expiry", "said"),
    [
        ("2020-02-20", "2020-02-20 is no monthly VIX expiry; the nearest are 2020-02-19 and 2020-03-18"),
        ("2014-03-19", "2014-03-19 is no monthly VIX expiry; the nearest are 2014-03-18 and 2014-04-16"),
        ("2027-05-18", "the VIX future of 2027-05-18 has no settlement in Market"),
        ("2007-03-21", "the VIX future of 2007-03-21 has no settlement in Market"),
        ("2003-01-05", "2003-01-05 is no monthly VIX expiry; the nearest are 2003-01-22"),
        ("1999-01-20", "1999-01-20 is outside the calendar"),
        ("soon", "soon is no date"),
    ],
)
def test_what_is_no_contract_is_refused(expiry, said):
    with pytest.raises(CourseError, match=said):
        MARKET.vx(expiry)


# ------------------------------------------------------------------------------------------- windows


@given(
    bounds=st.tuples(ROWS, ROWS).map(sorted), inner=st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted)
)
@bounded
def test_windows_nest_and_repeat(bounds, inner):
    first, last = (TABLE.index[row] for row in bounds)
    cut = MARKET.window(first, last)
    again = cut.window(first, last)
    span = bounds[1] - bounds[0]
    low, high = (TABLE.index[bounds[0] + round(share * span)] for share in inner)
    nested, direct = cut.window(low, high), MARKET.window(low, high)
    for name in ("table", "macro", "breadth", "fomc"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(cut, name))
        pd.testing.assert_frame_equal(getattr(nested, name), getattr(direct, name))
    pd.testing.assert_frame_equal(cut.table, TABLE.loc[first:last])


def test_a_window_accepts_days_without_trading_and_keeps_them_as_its_bounds():
    cut = MARKET.window("2014-01-01", dt.date(2014, 12, 31))
    assert (cut.sessions[0], len(cut)) == (pd.Timestamp("2014-01-02"), 252)
    assert repr(cut) == "Market(2014-01-01 to 2014-12-31, 252 trading days)"
    assert len(cut.window("2014-01-01")) == 252
    assert len(MARKET.window(end="2007-04-05")) == 4
    assert len(MARKET.window(pd.Timestamp("2026-07-15"))) == 2


def test_a_window_ends_what_was_known():
    cut = MARKET.window("2020-03-02", "2020-03-16")
    assert cut.fomc.index.strftime("%Y-%m-%d").tolist() == ["2020-03-03", "2020-03-15"]
    assert len(MARKET.window("2020-01-02", "2020-02-10").breadth) == 27
    known = {column: series.last_valid_index().strftime("%Y-%m") for column, series in cut.macro.items()}
    assert known == {
        "cpi": "2020-01",
        "ppi": "2020-01",
        "reer": "2020-01",
        "gdp": "2019-10",
        "tbill": "2020-02",
        "earnings": "2019-09",
        "dividends": "2019-11",
        "vnq": "2020-02",
    }
    pd.testing.assert_frame_equal(cut.macro.loc[:"2019-08"], MARKET.macro.loc[:"2019-08"])


def test_shortening_the_history_changes_no_earlier_day():
    for end in ("2008-10-10", "2013-06-28", "2020-03-16"):
        cut = MARKET.window(None, end)
        pd.testing.assert_frame_equal(cut.table, TABLE.loc[:end])
        alive = calendar.vx_expiries(end, 1)[0]
        pd.testing.assert_series_equal(cut.vx(alive), MARKET.vx(alive).loc[:end])


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2020-02-30", None, "2020-02-30 is no date"),
        ("2006-01-01", None, "2006-01-01 is before the history, which begins 2007-04-02"),
        (None, "2027-01-01", "2027-01-01 is after the history, which ends 2026-07-16"),
        ("2020-03-01", "2020-02-01", "the end 2020-02-01 is before the start 2020-03-01"),
        ("2020-02-15", "2020-02-17", "there is no trading day from 2020-02-15 to 2020-02-17"),
        (2020, None, "2020 is no date"),
    ],
)
def test_a_window_that_is_none_is_refused(start, end, said):
    with pytest.raises(CourseError, match=said):
        MARKET.window(start, end)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2020-02-15", "is no trading day; the nearest sessions are 2020-02-14 and 2020-02-18"),
        ("2007-04-01", "is before the history, which begins 2007-04-02"),
        ("tomorrow", "tomorrow is no date"),
    ],
)
def test_a_day_that_is_none_is_refused(day, said):
    with pytest.raises(CourseError, match=said):
        MARKET.day(day)


def test_a_day_at_the_edge_of_a_window_names_the_session_it_has():
    with pytest.raises(
        CourseError, match="2014-01-01 is no trading day; the nearest sessions are 2014-01-02"
    ):
        MARKET.window("2014-01-01", "2014-12-31").day("2014-01-01")
    with pytest.raises(
        CourseError, match="2019-08-31 is no trading day; the nearest sessions are 2019-08-30"
    ):
        MARKET.window("2019-08-01", "2019-08-31").day("2019-08-31")


# ------------------------------------------------------------------------------------------ episodes

PEAKS = {
    "Sep-Dec 2008": ("2008-11-20", 80.86),
    "May 2010": ("2010-05-20", 45.79),
    "Aug 2011": ("2011-08-08", 48.00),
    "Aug 2015": ("2015-08-24", 40.74),
    "Feb 2018": ("2018-02-05", 37.32),
    "Dec 2018": ("2018-12-24", 36.07),
    "Feb-Apr 2020": ("2020-03-16", 82.69),
    "Jan-Oct 2022": ("2022-03-07", 36.45),
    "Aug 2024": ("2024-08-05", 38.57),
    "Apr 2025": ("2025-04-08", 52.33),
}


@pytest.mark.parametrize("name", history.EPISODES)
def test_an_episode_is_whole_months_and_what_it_is_called(name):
    found, cut = history.EPISODES[name], MARKET.episode(name)
    start, end = pd.Timestamp(found.start), pd.Timestamp(found.end)
    assert (start.day, (end + pd.Timedelta(days=1)).day) == (1, 1)
    assert (cut.start, cut.end) == (start, end)
    vix = cut.table["vix"]
    assert found.kind == ("crash" if name in PEAKS else "calm")
    if found.kind == "crash":
        assert (f"{vix.idxmax():%Y-%m-%d}", vix.max()) == PEAKS[name]
    else:
        assert vix.mean() < 15
        assert vix.max() < 27


def test_a_condor_of_45_days_fits_when_an_episode_is_widened():
    cut = MARKET.episode("Feb 2018", before=30, after=45)
    assert (cut.start, cut.end) == (pd.Timestamp("2018-01-02"), pd.Timestamp("2018-04-14"))
    assert len(MARKET.episode(2014)) == 252


@pytest.mark.parametrize("days", [-1, 1.5, "10", None])
def test_an_episode_is_not_made_shorter(days):
    with pytest.raises(CourseError, match="give a whole number, 0 or more"):
        MARKET.episode("2014", before=days)


def test_an_unknown_episode_names_the_known_ones():
    with pytest.raises(
        CourseError, match=r"'covid' is no episode; there are Sep-Dec 2008, .*, Jul 2023-Jun 2024"
    ):
        MARKET.episode("covid")
