"""Signals against storms, luck, hindsight and choice: each figure a second way, and nulls that know nothing."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from alvh_helpers.course.nb09_signals.luck import (
    ablation_changes,
    luck_table,
    rsi_sweep,
    silenced,
    without_lags,
    without_storms,
)
from alvh_helpers.course.nb09_signals.record import forward_moves, like_days, score, spike_ahead
from alvh_helpers.course.nb09_signals.storms import (
    at_least_by_luck,
    clusters,
    first_jumps,
    leads,
    lift_table,
    lifts,
    quorum_votes,
    standing,
    verdict,
    warning_record,
)
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.risk.bootstrap import block_counts
from alvh_helpers.signals.quorum import Quorum, decide, votes
from alvh_helpers.signals.technical import rsi

DRAWS = 60


def rng():
    return np.random.default_rng(9)


@pytest.fixture(scope="module")
def market():
    return load_market()


@pytest.fixture(scope="module")
def cast(market):
    return votes(market)


@pytest.fixture(scope="module")
def counts(market):
    return block_counts(len(market), 126, DRAWS, rng())


@pytest.fixture(scope="module")
def ahead(market):
    return spike_ahead(market)


def test_first_jumps_are_the_first_of_their_episode(market):
    jumps = first_jumps(market, 3.0)
    assert len(jumps) == 10 and (jumps["after"] - jumps["before"] >= 3).all()
    rise = market.table["vix"].diff()
    for row in jumps.itertuples():
        start = "2022-01-01" if row.Index == "Jan-Oct 2022" else f"{row.day:%Y-%m}-01"
        assert (rise[start : row.eve] < 3).all()
    assert jumps.loc["Feb 2018", "day"] == pd.Timestamp("2018-02-02")
    assert jumps.loc["Apr 2025", "eve"] == pd.Timestamp("2025-04-02")
    assert len(first_jumps(market, 15.0)) < 10
    with pytest.raises(CourseError, match="a jump of 0 points"):
        first_jumps(market, 0)
    with pytest.raises(CourseError, match="in none of the episodes"):
        first_jumps(market, 80)


def test_leads_count_the_standing_call_back_from_the_eve():
    days = pd.date_range("2020-01-01", periods=6)
    called = pd.DataFrame(
        {"a": [1, 0, 1, 1, 0, 0], "b": [1, 1, 1, 1, 1, 0], "c": [1, 1, np.nan, 1, np.nan, 1]}, days
    )
    jumps = pd.DataFrame({"eve": [days[3], days[4]]}, ["x", "y"])
    found = leads(called, jumps)
    assert found["x"].to_list() == [2, 4, 1]
    assert found.loc[["a", "b"], "y"].to_list() == [0, 5] and np.isnan(found.loc["c", "y"])


def test_warning_record_by_hand(market, cast, ahead):
    jumps = first_jumps(market)
    record = warning_record(cast.table, jumps, ahead)
    votes_on_eve = cast.table.loc[jumps["eve"]]
    for name in ("vix_rsi", "gordon", "breadth"):
        row, column = record.loc[name], cast.column(name)
        assert row["storms"] == votes_on_eve[name].notna().sum()
        assert row["on_eve"] == (votes_on_eve[name] > 0).sum()
        assert row["expected"] == pytest.approx(row["storms"] * np.nanmean(column))
    single = score(cast.column("vix_rsi"), ahead, np.ones((1, len(market))), like_days(market), False)
    assert record.loc["vix_rsi", "nothing_share"] == pytest.approx(single["false_alarms"])
    assert record.loc["vix_rsi", "any_day"] == pytest.approx(1 - single["base"])


def test_luck_of_hits_is_binomial():
    assert at_least_by_luck(0, 10, 0.3) == pytest.approx(1.0)
    for hits, tries, share in ((3, 10, 0.108), (8, 10, 0.495), (2, 7, 0.18)):
        assert at_least_by_luck(hits, tries, share) == pytest.approx(binom.sf(hits - 1, tries, share))


def test_clusters_by_hand():
    called = pd.DataFrame({"a": [1, 1, 0, 1, np.nan, 1, 1, 1, 0, 0.0]})
    row = clusters(called).loc["a"]
    assert row[["days", "runs", "longest"]].to_list() == [6, 3, 3]
    assert (
        row["mean_run"] == 2.0
        and row["again"] == pytest.approx(3 / 6)
        and row["alone"] == pytest.approx(6 / 9)
    )


def test_lifts_equal_one_score_at_a_time(market, cast, counts, ahead):
    table = cast.table[["vix_rsi", "breadth", "gordon"]]
    outcomes = pd.DataFrame({"spike": ahead, "vix": forward_moves(market, 10)["vix"]}, market.sessions)
    like = like_days(market)
    for first in (False, True):
        found = lift_table(table, outcomes, counts, first)
        for name in table:
            one = score(cast.column(name), ahead, counts, like, not first)
            row = found.loc[(name, "spike")]
            assert row["lift"] == pytest.approx(one["lift"]) and row["called"] == pytest.approx(one["right"])
            assert (row["low"], row["high"]) == pytest.approx((one["low"], one["high"]))
    chosen = (table["gordon"] > 0) & outcomes["vix"].notna()
    assert found.loc[("gordon", "vix"), "days"] < chosen.sum()
    every = lifts(table, outcomes, counts)
    assert every.called[2, 1] == pytest.approx(outcomes["vix"][chosen].mean())
    assert every.days[2, 1] == chosen.sum()


@pytest.mark.rule("K16")
def test_a_quorum_votes_like_its_decision(cast):
    rule = Quorum(5)
    found, table = quorum_votes(cast, {"five": rule})["five"], decide(cast, rule)
    assert found.isna().equals(~table["possible"])
    assert ((found > 0) == (table["reached"] & table["possible"])).all()


def test_luck_by_a_slow_second_way(cast, ahead):
    table = cast.table[["vix_rsi", "breadth"]].to_numpy()
    outcomes = ahead[:, None]
    found, n = luck_table(table, outcomes), len(table)

    def lift(shift):
        after = np.roll(outcomes[:, 0], -shift)
        ok = np.isfinite(after)
        on, known = np.nan_to_num(table[:, 0]) > 0, np.isfinite(table[:, 0])
        return after[on & ok].mean() - after[known & ok].mean()

    slow = [lift(s) >= lift(0) for s in range(126, n - 126 + 1)]
    assert found.chance[0, 0] == pytest.approx(np.mean(slow))
    assert len(found.better_by_luck) == n - 251


def test_luck_finds_a_seer_and_lets_a_coin_pass(ahead):
    n = len(ahead)
    coins = (rng().random((n, 8)) < 0.2).astype(float)
    seer = np.where(np.isnan(ahead), 0.0, ahead)
    alone = luck_table(seer[:, None], ahead[:, None])
    assert alone.better == 1 and alone.chance[0, 0] == 0.0
    found = luck_table(coins, ahead[:, None])
    row = found.row()
    assert row["better, luck"] == pytest.approx(8 * 0.025, abs=0.02) and row["better, chance"] > 0.01
    with pytest.raises(CourseError, match="300 days of votes"):
        luck_table(coins[:300], ahead[:300, None])


def test_without_lags_looks_ahead_and_the_lagged_votes_do_not(market, cast):
    early = votes(without_lags(market))
    assert early.names == cast.names
    assert early.table[list(cast.of_kind("technical"))].equals(cast.table[list(cast.of_kind("technical"))])
    # January's CPI counts in January instead of March.
    day, later = pd.Timestamp("2015-01-20"), pd.Timestamp("2015-03-20")
    assert early.numbers.loc[day, "cpi"] == cast.numbers.loc[later, "cpi"]
    assert early.numbers.loc["2015-05-20", "gdp"] == cast.numbers.loc["2015-08-20", "gdp"]
    assert early.numbers.loc["2015-01-20", "reit"] == cast.numbers.loc["2015-02-20", "reit"]


def test_hindsight_flatters_growth_and_property(market, cast, counts, ahead):
    early = votes(without_lags(market))
    outcome = pd.DataFrame({"spike": ahead}, market.sessions)
    honest, cheat = (lift_table(v.table[["gdp", "reit"]], outcome, counts) for v in (cast, early))
    assert (cheat["lift"] > honest["lift"] + 0.2).all() and (cheat["low"] > 0).all()
    assert (honest["low"] < 0).all()


def test_the_sweep_by_hand_and_the_halves_do_not_agree(market, ahead):
    table = rsi_sweep(market, ahead)
    index, n = rsi(market.table["vix"].to_numpy(), 14), len(market)
    late = np.arange(n) >= n // 2
    chosen = late & (index > 60) & np.isfinite(ahead)
    assert table.loc[(14, 60), "calls_2"] == chosen.sum()
    want = ahead[chosen].mean() - ahead[late & np.isfinite(ahead)].mean()
    assert table.loc[(14, 60), "lift_2"] == pytest.approx(want)
    assert (table[["calls_1", "calls_2"]] >= 100).all(axis=None)
    best = table["lift_1"].idxmax()
    assert table.loc[best, "lift_1"] > 0.05 and table.loc[best, "lift_2"] < 0
    assert table[["lift_1", "lift_2"]].corr("spearman").iloc[0, 1] < -0.5


def test_a_crash_left_out_takes_its_days_away(market, cast, counts, ahead):
    called = quorum_votes(cast, {"5": Quorum(5)})
    table = without_storms(market, called, ahead, counts)
    assert len(table) == 11
    assert table.loc[("nothing", "5"), "lift"] == pytest.approx(
        score(called["5"], ahead, counts, like_days(market))["lift"]
    )
    kept = ahead.copy()
    start, end = market.sessions.get_indexer(["2008-09-02", "2008-12-31"])
    kept[start - 20 : end + 1] = np.nan
    want = lifts(called, kept[:, None], counts)
    assert table.loc[("Sep-Dec 2008", "5"), "lift"] == pytest.approx((want.called - want.base)[0, 0])


@pytest.mark.rule("K17")
def test_ablation_compares_on_the_same_draws(cast, counts, ahead):
    rules = {"all": Quorum(3), "without cpi": Quorum(3, tuple(n for n in cast.names if n != "cpi"))}
    table = ablation_changes(quorum_votes(cast, rules), ahead, counts)
    assert table.loc["all", ["change", "change_low", "change_high"]].to_list() == [0, 0, 0]
    row = table.loc["without cpi"]
    assert row["change"] == pytest.approx(row["lift"] - table.loc["all", "lift"])
    # Paired: far narrower than either lift alone.
    assert row["change_high"] - row["change_low"] < 0.5 * (row["high"] - row["low"])
    with pytest.raises(CourseError, match="no quorum 'every'"):
        ablation_changes(quorum_votes(cast, rules), ahead, counts, "every")


@pytest.mark.parametrize(
    ("bounds", "word"),
    [
        ((0.006, 0.1), "surely above"),
        ((-0.1, -0.006), "surely below"),
        ((0.004, 0.1), "at the edge"),
        ((-0.004, 0.1), "at the edge"),
        ((-0.1, 0.004), "at the edge"),
        ((-0.006, 0.006), "cannot be told"),
        ((np.nan, np.nan), "cannot be told"),
    ],
)
def test_where_an_interval_lies(bounds, word):
    assert standing(*bounds) == word


def test_the_words_of_a_verdict():
    words = [
        verdict(*said) for said in ((True, False, True), (False, True), (False, False, True), (False, False))
    ]
    assert words == ["supported", "not supported", "depends", "not decided"]


def test_a_silenced_voter_only_loses_its_calls(cast):
    before, after = (
        cast.table,
        silenced(cast, "gdp", [("2025-02-01", "2025-04-30"), ("2008-01-01", "2008-09-30")]),
    )
    assert after.table["gdp"].sum() == before["gdp"].sum() - 61
    assert after.table["gdp"].isna().equals(before["gdp"].isna())
    assert after.table.drop(columns="gdp").equals(before.drop(columns="gdp"))
