"""Signals against storms, luck, hindsight and choice: each figure a second way, and nulls that know nothing."""

import notebook_tools as nt
import numpy as np
import pandas as pd
import pytest
import talib
from scipy.stats import binom

from alvh_helpers.course.nb09_signals.luck import luck_table, without_lags
from alvh_helpers.course.nb09_signals.record import lift_table, spike_ahead
from alvh_helpers.course.nb09_signals.storms import (
    at_least_by_luck,
    clusters,
    first_jumps,
    leads,
    warning_record,
)
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.risk.bootstrap import block_counts
from alvh_helpers.signals.quorum import activations, votes

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
    firings, known = activations(cast.column("vix_rsi")), np.isfinite(ahead)
    assert record.loc["vix_rsi", "firings"] == (firings & known).sum()
    assert record.loc["vix_rsi", "nothing_share"] == pytest.approx(1 - ahead[firings & known].mean())
    judged = known & np.isfinite(cast.column("vix_rsi"))
    assert record.loc["vix_rsi", "any_day"] == pytest.approx(1 - ahead[judged].mean())


def test_luck_of_hits_is_binomial():
    assert at_least_by_luck(0, 10, 0.3) == pytest.approx(1.0)
    for hits, tries, share in ((3, 10, 0.108), (8, 10, 0.495), (2, 7, 0.18)):
        assert at_least_by_luck(hits, tries, share) == pytest.approx(binom.sf(hits - 1, tries, share))


def test_clusters_by_hand():
    called = pd.DataFrame({"a": [1, 1, 0, 1, np.nan, 1, 1, 1, 0, 0.0]})
    row = clusters(called).loc["a"]
    assert row[["days", "runs", "longest"]].to_list() == [6, 3, 3]
    assert row["mean_run"] == 2.0 and row["again"] == pytest.approx(3 / 6)


def test_luck_by_a_slow_second_way(cast, ahead):
    table, n = cast.table[["vix_rsi", "breadth"]].to_numpy(), len(ahead)
    found = luck_table(table, ahead[:, None])

    def lift(vote, shift):
        after = np.roll(ahead, -shift)
        ok = np.isfinite(after) & np.isfinite(vote)
        return after[ok & (vote > 0)].mean() - after[ok].mean()

    slow = np.array([[lift(vote, s) for vote in table.T] for s in (0, *range(126, n - 126 + 1))])
    low, high = np.quantile(slow[1:], [0.025, 0.975], axis=0)
    assert (found.better, found.worse) == ((slow[0] > high).sum(), (slow[0] < low).sum())
    assert (found.better_by_luck == (slow[1:] > high).sum(axis=1)).mean() > 0.999
    assert (found.worse_by_luck == (slow[1:] < low).sum(axis=1)).mean() > 0.999


def test_luck_finds_a_seer_and_lets_a_coin_pass(ahead):
    n = len(ahead)
    coins = (rng().random((n, 8)) < 0.2).astype(float)
    seer = np.where(np.isnan(ahead), 0.0, ahead)
    alone = luck_table(seer[:, None], ahead[:, None])
    assert alone.better == 1 and alone.row()["better, chance"] < 0.03
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


def _told(start):
    """Return the alt text of the one figure of the stored lesson that begins so."""
    (path,) = [p for p in nt.NOTEBOOKS if p.stem.startswith("09")]
    texts = [nt.output_text(cell) for cell in nt.code_cells(nt.read(path))]
    (text,) = [x for x in texts if f"Figure: {start}" in x]
    return text


def test_the_lesson_tells_that_the_best_rule_of_one_half_fails_in_the_other(market, ahead):
    """Its sweep by another RSI."""
    vix, n = market.table["vix"].to_numpy(), len(market)
    day, known = np.arange(n), np.isfinite(ahead)
    halves = (known & (day < n // 2 - 20), known & (day >= n // 2))
    rows = {}
    for days in (5, 7, 10, 14, 21, 28):
        index = talib.RSI(vix, days)
        for level in (50, 55, 60, 65, 70):
            called = [half & (index > level) for half in halves]
            if min(c.sum() for c in called) >= 100:
                base = [ahead[half & np.isfinite(index)].mean() for half in halves]
                rows[days, level] = [ahead[c].mean() - b for c, b in zip(called, base, strict=True)]
    table = 100 * pd.DataFrame(rows, ["before", "after"]).T
    best, rank = table["before"].idxmax(), table.corr("spearman").iloc[0, 1]
    assert table.loc[best, "before"] > 5 and table.loc[best, "after"] < 0 and rank < -0.5
    first, second = table.loc[best]
    told = f"RSI({best[0]}) above {best[1]}, {first:+.1f} then {second:+.1f} points; rank correlation {rank:+.2f}"
    assert told in _told(f"Scatter of {len(table)} RSI rules")
