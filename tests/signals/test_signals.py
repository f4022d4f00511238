"""Signals: votes by second ways, abstentions, no look-ahead; the quorum against counting by hand."""

import time
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import talib
from hypothesis import given, settings
from hypothesis import strategies as st

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import days_to_vx_expiries
from alvh_helpers.market.history import load_market
from alvh_helpers.market.loading import MACRO_LAG_MONTHS
from alvh_helpers.signals.fundamental import MacroRules, gordon_value, known_by_day, macro_readings
from alvh_helpers.signals.quorum import Quorum, activations, decide, roll_call, votes
from alvh_helpers.signals.technical import TechnicalRules, breadth_divergence
from alvh_helpers.signals.voting import FUNDAMENTAL, TECHNICAL, Reading, Signal, gather

MACRO = ("cpi", "ppi", "gdp", "reer", "pe", "reit", "gordon", "short_rate")


@pytest.fixture(scope="module")
def market():
    return load_market()


@pytest.fixture(scope="module")
def cast(market):
    return votes(market)


def reading(name, kind, cast_votes):
    column = np.array(cast_votes, dtype=float)
    return Reading(Signal(name, kind, name, "above 0", "now"), column, column)


def small(technical, fundamental):
    rows = [reading(f"t{k}", TECHNICAL, v) for k, v in enumerate(technical)]
    rows += [reading(f"f{k}", FUNDAMENTAL, v) for k, v in enumerate(fundamental)]
    return gather(rows, pd.bdate_range("2020-01-01", periods=len(technical[0])))


# ------------------------------------------------------------------------------------------------ no look-ahead


def test_votes_up_to_a_day_are_the_same_when_history_ends_there(market, cast):
    table, numbers = cast.table, cast.numbers
    days = np.random.default_rng(7).choice(len(market), 16, replace=False)
    for at in [0, 30, 3231, 4852, *days]:
        day = market.sessions[at]
        cut = votes(market.window(None, day))
        pd.testing.assert_frame_equal(cut.table, table.loc[:day], check_exact=True, check_freq=False)
        pd.testing.assert_frame_equal(cut.numbers, numbers.loc[:day], check_exact=True, check_freq=False)


@pytest.mark.rule("R7")
def test_a_monthly_figure_is_not_known_before_its_lag(market):
    """A figure that shouts is heard on the first session of month + lag, not a day before."""
    shout = {"cpi": ("cpi", 1.5), "ppi": ("ppi", 1.5), "gdp": ("gdp", 0.5), "reer": ("reer", 1.5)}
    shout |= {
        "reit": ("vnq", 0.5),
        "short_rate": ("tbill", 4.0),
        "pe": ("earnings", 3.0),
        "gordon": ("dividends", 0.3),
    }
    month = pd.Timestamp("2014-04-01")
    for name, (column, factor) in shout.items():
        macro = market.macro
        macro.loc[month, column] *= factor
        changed = type(market)(market.table, macro, market.breadth, market.fomc, market.start, market.end)
        before, after = (
            next(r.numbers for r in macro_readings(m) if r.signal.name == name) for m in (market, changed)
        )
        moved = market.sessions[~((before == after) | (np.isnan(before) & np.isnan(after)))]
        known = month + pd.DateOffset(months=MACRO_LAG_MONTHS[column])
        assert moved[0] == market.sessions[market.sessions >= known][0], name


# ------------------------------------------------------------------------------------------------ votes


def test_every_vote_is_one_nought_or_an_abstention_without_number(cast):
    table, numbers = cast.table, cast.numbers
    assert set(np.unique(table.to_numpy()[table.notna()])) == {0.0, 1.0}
    assert (table.isna() == numbers.isna()).all(axis=None)
    assert cast.of_kind(FUNDAMENTAL) == MACRO and len(cast.of_kind(TECHNICAL)) == 7


@pytest.mark.rule("R6")
def test_technical_votes_follow_talib(market, cast):
    table = market.table
    closes = {"spx": table["spx"], "vix": table["vix"], "term": table["vx4"] / table["vx1"]}
    closes["vvix"] = table["vvix"].ffill() / table["vix"]
    sense = {"spx": -1.0, "vix": 1.0, "term": -1.0, "vvix": 1.0}
    found = cast.table
    for name, series in closes.items():
        bars = talib.MACD(series.to_numpy(dtype=float))[2]
        known = np.isfinite(bars) & found[f"{name}_macd"].notna().to_numpy() & (np.abs(bars) > 1e-9)
        assert known.sum() > 4800
        assert ((sense[name] * bars > 0) == (found[f"{name}_macd"] > 0))[known].all()
    assert ((talib.RSI(table["vix"].to_numpy()) > 60) == (found["vix_rsi"] > 0))[14:].all()
    assert ((talib.RSI(table["spx"].to_numpy()) < 40) == (found["spx_rsi"] > 0))[14:].all()


@pytest.mark.rule("R6")
def test_levels_are_those_of_the_rules(market, cast):
    other = votes(market, TechnicalRules(vix_rsi=70.0, rsi_days=7), MacroRules(reit_fall=0.2))
    assert (other.column("vix_rsi") > 0).sum() == (talib.RSI(market.table["vix"].to_numpy(), 7) > 70).sum()
    reit = cast.numbers["reit"]
    assert ((other.column("reit") > 0) == (reit < -0.2)).all()
    np.testing.assert_array_equal(other.column("cpi"), cast.column("cpi"))


@pytest.mark.rule("R6")
def test_between_fixed_days_the_term_structure_does_not_jump_at_expiry(market, cast):
    days = days_to_vx_expiries(market.sessions, 1)[:, 0]
    expiry = np.r_[False, np.diff(days) > 0]

    def flips(table):
        turned = table["term_macd"].diff().abs().to_numpy() > 0
        return turned[expiry].mean() / turned[~expiry].mean()

    assert flips(cast.table) > 1.9
    assert flips(votes(market, TechnicalRules(fixed_term=True)).table) < 1.5


@pytest.mark.rule("R6", "R7")
def test_abstentions_are_where_the_data_are_missing(cast):
    table = cast.table
    assert table["vvix_macd"][["2010-11-11", "2013-05-13"]].isna().all()
    assert table.loc["2013-05-14":, "vvix_macd"].notna().all()
    # Breadth: none from November 2015 to the twentieth session of 2017, a hole in August 2019, none after February 2020.
    breadth = table["breadth"]
    assert breadth.loc["2015-11-12":"2017-01-30"].isna().all() and np.isfinite(breadth["2017-01-31"])
    assert breadth.loc["2019-08-20":"2019-09-17"].isna().all() and np.isfinite(breadth["2019-09-18"])
    assert breadth.loc["2020-02-11":].isna().all()
    # Monthly series that end: earnings of June 2023 were replaced, by their lag of 6 months, in January 2024.
    assert np.isfinite(table.loc["2023-12-29", "pe"]) and table.loc["2024-01-02":, "pe"].isna().all()
    assert np.isfinite(table.loc["2024-03-28", "reer"]) and table.loc["2024-04-01":, "reer"].isna().all()
    # The consumer prices of October 2025 were never published: missing themselves, and three months later.
    cpi = table["cpi"]
    assert cpi.loc["2025-12-01":"2025-12-31"].isna().all() and cpi.loc["2026-03-02":"2026-03-31"].isna().all()
    assert (
        cpi.loc["2026-01-02":"2026-02-27"].notna().all() and cpi.loc["2026-04-01":"2026-06-30"].notna().all()
    )


@pytest.mark.rule("R7")
def test_fundamental_numbers_by_hand(market, cast):
    macro, numbers, spx = market.macro, cast.numbers, market.table["spx"]
    # Known in July 2022: prices of May.
    cpi = (macro["cpi"] / macro["cpi"].shift(3)) ** 4 - 1
    past = cpi["2017-05-01":"2022-04-01"]
    assert len(past) == 60
    expected = (cpi["2022-05-01"] - past.mean()) / past.std()
    assert numbers.loc["2022-07-15", "cpi"] == pytest.approx(expected) and expected > 2
    # Known in August 2020: growth of the quarter that began in April, the deepest fall on record.
    gdp = macro["gdp"].dropna()
    growth = (gdp / gdp.shift(1)) ** 4 - 1
    assert growth["2020-04-01"] == pytest.approx(-0.28, abs=0.02)
    eight = growth["2018-04-01":"2020-01-01"]
    assert numbers.loc["2020-08-14", "gdp"] == pytest.approx(
        (growth["2020-04-01"] - eight.mean()) / eight.std()
    )
    assert numbers.loc["2020-07-31", "gdp"] == numbers.loc["2020-05-01", "gdp"]
    # Known in April 2020: property shares at the end of March against the highest of December to March.
    vnq = macro["vnq"]
    assert numbers.loc["2020-04-15", "reit"] == pytest.approx(
        vnq["2020-03-01"] / vnq["2019-12-01":"2020-03-01"].max() - 1
    )
    # The P/E of 2022-06-16: price then over earnings of December 2021, against 63 sessions earlier.
    at = market.sessions.get_loc("2022-06-16")
    then = market.sessions[at - 63]
    assert then == pd.Timestamp("2022-03-17")
    pe = (spx["2022-06-16"] / macro["earnings"]["2021-12-01"]) / (spx[then] / macro["earnings"]["2021-09-01"])
    assert numbers.loc["2022-06-16", "pe"] == pytest.approx(pe - 1)
    # The short rate: bills of March 2020 less those of December 2019.
    bills = macro["tbill"]
    assert numbers.loc["2020-04-15", "short_rate"] == pytest.approx(bills["2020-03-01"] - bills["2019-12-01"])
    assert cast.table.loc["2020-04-15", "short_rate"] == 1.0


@pytest.mark.rule("R7")
def test_gordon_value():
    # A share that pays 2, grows 3 % and must return 8 % is worth 2.06 / 0.05 = 41.20.
    assert gordon_value(2.0, 0.08, 0.03) == pytest.approx(41.2)
    with pytest.raises(CourseError, match=r"growth 8.0% is not below the required return 8.0%"):
        gordon_value(2.0, 0.08, 0.08)


@pytest.mark.rule("R7")
def test_the_dividend_signal_is_gordons_formula_solved_for_its_spread(market, cast):
    day = market.sessions.get_loc("2021-06-30")
    known = known_by_day(market.macro["dividends"], market.sessions, MACRO_LAG_MONTHS["dividends"])
    spx = market.table["spx"].to_numpy()
    spread = (known / spx)[day - 1260 : day].mean()
    value = gordon_value(known[day], spread, 0.0)
    assert cast.numbers["gordon"].iloc[day] == pytest.approx(value / spx[day] - 1.0)


@pytest.mark.rule("R6")
def test_divergence_by_hand():
    up = np.arange(1.0, 31.0)
    gains, falls = np.full(30, 100.0), np.full(30, -100.0)
    assert breadth_divergence(up, gains)[["unconfirmed", "opposed"]].iloc[19:].to_numpy().sum() == 0
    both = breadth_divergence(up, falls).iloc[19:]
    assert (both["unconfirmed"] == 1).all() and (both["opposed"] == 1).all() and (both["slope"] == -100).all()
    # The line rises over the window but not on the last day: unconfirmed, and not opposed.
    late = gains.copy()
    late[-1] = -1.0
    last = breadth_divergence(up, late).iloc[-1]
    assert last["unconfirmed"] == 1 and last["opposed"] == 0 and last["slope"] > 0
    # SPX falls: whatever the line does is no divergence that matters to a hedge.
    assert breadth_divergence(up[::-1], falls)[["unconfirmed", "opposed"]].iloc[19:].to_numpy().sum() == 0
    holed = gains.copy()
    holed[5] = np.nan
    found = breadth_divergence(up, holed)["slope"]
    assert found.iloc[:25].isna().all() and found.iloc[25:].notna().all()


def test_explain_says_what_was_voted_and_why(cast):
    why = cast.explain("2020-03-16")
    assert why.loc["vix_rsi", "vote"] == 1.0
    assert why.loc["vix_rsi", "why"] == "RSI(14) of VIX 72.3: calls for a hedge (it calls when above 60)"
    assert why.loc["breadth", "why"].endswith("not known, so it abstains")
    with pytest.raises(CourseError, match="2020-03-15: it is no trading day"):
        cast.explain("2020-03-15")
    with pytest.raises(CourseError, match="no signal 'rsi'"):
        cast.column("rsi")


def test_votes_cannot_be_changed(cast):
    table = cast.table
    table.iloc[:] = 9.0
    cast.column("cpi")[:] = 9.0
    assert not (cast.table == 9.0).any(axis=None)
    with pytest.raises(ValueError, match="read-only"):
        cast._votes[0, 0] = 1.0


def test_roll_call_counts(cast):
    table = roll_call(cast)
    column = cast.table["vix_rsi"].dropna()
    assert table.loc["vix_rsi", "votes"] == len(column)
    assert table.loc["vix_rsi", "activations"] == ((column.diff() > 0).sum() + int(column.iloc[0] > 0))
    assert table.loc["cpi", "known"] == "from the first day of the 2nd month after"


def test_all_votes_are_quick(market):
    votes(market)
    best = min(_seconds(votes, market) for _ in range(5))
    assert best < 0.3, f"{best:.3f} s"  # about 0.07 on one core at rest


def _seconds(function, *args):
    start = time.perf_counter()
    function(*args)
    return time.perf_counter() - start


def test_wrong_rules_are_answered_with_a_sentence():
    with pytest.raises(CourseError, match="RSI level of 160"):
        TechnicalRules(vix_rsi=160)
    with pytest.raises(CourseError, match=r"reit_fall -0\.1"):
        MacroRules(reit_fall=-0.1)
    with pytest.raises(CourseError, match="a name of its own"):
        small([[1.0]], [[1.0]]) and gather(
            [reading("a", TECHNICAL, [1.0])] * 2, pd.DatetimeIndex(["2020-01-02"])
        )
    with pytest.raises(CourseError, match="votes 2"):
        gather([reading("a", TECHNICAL, [2.0])], pd.DatetimeIndex(["2020-01-02"]))


# ------------------------------------------------------------------------------------------------ quorum

VOTE = st.sampled_from([0.0, 1.0, np.nan])


@pytest.mark.rule("R8")
@settings(max_examples=80)
@given(
    st.lists(st.lists(VOTE, min_size=3, max_size=3), min_size=5, max_size=5),
    st.integers(2, 5),
    st.integers(0, 2),
)
def test_the_quorum_is_counted_right(columns, k, fundamental):
    table = decide(small(columns[:3], columns[3:]), Quorum(k, fundamental=min(fundamental, k - 1)))
    least = min(fundamental, k - 1)
    for day in range(3):
        said = [column[day] for column in columns]
        technical, macro = sum(v == 1 for v in said[:3]), sum(v == 1 for v in said[3:])
        row = table.iloc[day]
        assert row["calls"] == technical + macro and row["abstain"] == sum(np.isnan(v) for v in said)
        assert row["reached"] == (technical + macro >= k and technical >= 1 and macro >= least)
        voting = [sum(v == v for v in said[:3]), sum(v == v for v in said[3:])]
        assert row["possible"] == (sum(voting) >= k and voting[0] >= 1 and voting[1] >= least)
        assert row["possible"] or not row["reached"]


@pytest.mark.rule("R8")
def test_five_technical_calls_are_no_quorum_without_a_fundamental_one():
    cast = small([[1.0]] * 5, [[0.0]])
    assert not decide(cast, Quorum(3))["reached"].iloc[0]
    assert decide(cast, Quorum(3, fundamental=0))["reached"].iloc[0]


@pytest.mark.rule("R8")
def test_an_abstention_never_helps(market, cast):
    gone = cast.table
    table = decide(cast, Quorum(4))
    filled = [
        Reading(s, gone[s.name].fillna(0.0).to_numpy(), gone[s.name].fillna(0.0).to_numpy())
        for s in cast.signals
    ]
    assert (decide(gather(filled, market.sessions), Quorum(4))["reached"] == table["reached"]).all()


@pytest.mark.rule("R8")
def test_a_higher_quorum_is_reached_on_fewer_days(cast):
    reached = [decide(cast, Quorum(k))["reached"] for k in range(2, 12)]
    for low, high in pairwise(reached):
        assert (high <= low).all()
    assert reached[0].sum() == 2810 and reached[3].sum() == 1068


def test_voters_can_be_chosen(cast):
    two = decide(cast, Quorum(2, ("vix_rsi", "pe")))
    both = (cast.column("vix_rsi") > 0) & (cast.column("pe") > 0)
    assert (two["reached"].to_numpy() == both).all() and both.sum() > 50


def test_runs_begin_where_they_begin():
    assert activations([1, 1, 0, 1, np.nan, 1, 0]).tolist() == [True, False, False, True, False, True, False]


@pytest.mark.rule("R8")
@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda cast: Quorum(0), "at least 1 signal"),
        (lambda cast: Quorum(1), "cannot hold 1 technical and 1 fundamental"),
        (lambda cast: Quorum(3, ("cpi", "vix_rsi")), "3 among 2 voters can never be reached"),
        (lambda cast: decide(cast, Quorum(16)), "16 among 15 voters"),
        (
            lambda cast: decide(cast, Quorum(2, ("spx_rsi", "vix_rsi"))),
            "1 fundamental calls are asked for, but only 0",
        ),
        (lambda cast: decide(cast, Quorum(2, ("spx_rsi", "moon"))), "no signal 'moon'"),
    ],
)
def test_a_quorum_that_cannot_be_is_refused(cast, make, sentence):
    with pytest.raises(CourseError, match=sentence):
        make(cast)
