"""Measurements on signals: each figure by a second way, and what the course says about them."""

import numpy as np
import pandas as pd
import pytest
import talib

from alvh_helpers.course.nb09_signals.record import (
    ablation_changes,
    block_intervals,
    call_record,
    forward_moves,
    group_means,
    lift_table,
    lifts,
    like_days,
    macro_help,
    quorum_votes,
    spike_ahead,
    standing,
    vix_rsi_study,
)
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.risk.bootstrap import block_counts, interval, resampled_means
from alvh_helpers.signals.quorum import Quorum, activations, decide, votes
from alvh_helpers.vix.futures import contract_gain

DRAWS = 100


def rng():
    return np.random.default_rng(2026)


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


@pytest.fixture(scope="module")
def k12(market, cast, counts):
    found = vix_rsi_study(market, cast.table["vix_rsi"], (5, 10, 20), 5.0, counts)
    return found.set_index(["sessions", "event", "instrument"])


def test_a_spike_ahead_is_one_of_the_next_closes(market):
    vix, ahead = market.table["vix"].to_numpy(), spike_ahead(market)
    for at in (0, 100, 2727, 3243, 4832):
        assert ahead[at] == float(vix[at + 1 : at + 21].max() >= vix[at] + 5)
    assert np.isnan(ahead[-20:]).all() and np.isfinite(ahead[:-20]).all()
    assert ahead[market.sessions.get_loc("2018-02-02")] == 1.0


def test_forward_moves(market):
    moves, vix = forward_moves(market, 5), market.table["vix"].to_numpy()
    assert moves["vix"].iloc[100] == pytest.approx(vix[105] - vix[100])
    assert moves["vx1"].iloc[100] == pytest.approx(contract_gain(market, 1).iloc[101:106].sum())
    assert moves.iloc[-5:].isna().all(axis=None)


@pytest.mark.rule("K12")
def test_k12_by_a_second_way(market, k12):
    vix = market.table["vix"]
    rsi = pd.Series(talib.RSI(vix.to_numpy()), vix.index)
    above, change = rsi > 60, vix.shift(-10) - vix
    known = rsi.notna() & change.notna()
    first = above & ~above.shift(1, fill_value=False)
    for event, chosen in {"level": above & known, "crossing": first & known}.items():
        row = k12.loc[(10, event, "vix")]
        assert row["days"] == chosen.sum()
        assert row["mean"] == pytest.approx(change[chosen].mean())
        assert row["tail"] == pytest.approx((change[chosen] >= 5).mean())
        assert row["all"] == pytest.approx(change[known].mean())
        assert row["tail_all"] == pytest.approx((change[known] >= 5).mean())


@pytest.mark.rule("K12")
def test_k12_beyond_days_of_like_vix(market, k12):
    """What a crossing adds to a high VIX is sure after two weeks and a month, and of a day above at no horizon."""
    assert np.allclose(k12["beyond"], k12["mean"] - k12["like"])
    table, like = market.table["vix"], like_days(market)
    change = forward_moves(market, 10)["vix"].where(
        pd.Series(talib.RSI(table.to_numpy()), table.index).notna()
    )
    above = (talib.RSI(table.to_numpy()) > 60) & change.notna()
    by_group = change.groupby(like).mean()
    assert k12.loc[(10, "level", "vix"), "like"] == pytest.approx(by_group[like[above]].mean())
    vix = k12.xs("vix", level="instrument")
    assert (vix.xs("level", level="event")["beyond_high"] > 0).all()
    crossing = vix.xs("crossing", level="event")["beyond_high"]
    assert (crossing[[10, 20]] < 0).all() and crossing[5] > 0


@pytest.mark.rule("K12")
def test_k12_vix_falls_on_average_after_its_rsi_was_above_60(k12):
    """What the claim needs is a rise; the interval of the difference to all days lies below zero throughout."""
    vix = k12.xs("vix", level="instrument")
    assert (vix["mean"] < -0.5).all() and (vix["high"] < 0).all()
    # The front future, which can be bought, did neither better nor worse than on other days, by the same intervals.
    front = k12.xs("vx1", level="instrument")
    assert ((front["low"] < 0) & (front["high"] > 0)).all()


@pytest.mark.rule("K12")
def test_k12_spikes_are_more_frequent_within_a_week_and_not_within_a_month(k12):
    assert k12.loc[(5, "level", "vix"), "tail"] > 1.5 * k12.loc[(5, "level", "vix"), "tail_all"]
    assert k12.loc[(5, "level", "vx1"), "tail_low"] > 0
    month = k12.loc[(20, "level", "vix")]
    assert month["tail_low"] < 0 < month["tail_high"]


def test_a_record_by_hand():
    called = np.array([1, 1, 0, np.nan, 1, 0, 1, 0.0])
    ahead = np.array([1, 0, 1, 1, 0, 0, 1, np.nan])
    row = call_record(pd.DataFrame({"a": called}), ahead).loc["a"]
    # Known: positions 0, 1, 2, 4, 5, 6; calls on 0, 1, 4, 6, right on 0 and 6; spikes ahead on 0, 2, 6.
    assert row["activations"] == 3 and row["on"] == pytest.approx(4 / 6)
    assert row["right"] == 0.5 == row["base"]
    assert row["false_positive_rate"] == pytest.approx(2 / 3) and row["warned"] == pytest.approx(2 / 3)


def test_a_perfect_signal_and_a_coin(market, ahead, counts):
    called = pd.DataFrame({"perfect": ahead, "coin": rng().random(len(market)) < 0.2}, dtype=float)
    record = call_record(called, ahead)
    assert record.loc["perfect", ["right", "warned", "false_positive_rate"]].to_list() == [1, 1, 0]
    table = lift_table(called, pd.DataFrame({"spike": ahead}), counts).droplevel("outcome")
    assert table.loc["perfect", "low"] > 0.5
    assert table.loc["coin", "low"] < 0 < table.loc["coin", "high"] and abs(table.loc["coin", "lift"]) < 0.04


def test_like_days_are_tenths_by_vix(market):
    like, vix = like_days(market), market.table["vix"].to_numpy()
    assert (np.bincount(like) > 450).all() and len(np.bincount(like)) == 10
    assert vix[like == 0].max() <= vix[like == 1].min()
    means = group_means(vix, like)
    assert means[0] == pytest.approx(vix[like == like[0]].mean())


def test_telling_a_high_vix_from_a_low_one_is_no_skill(market, ahead, counts):
    """A signal that calls while VIX is in its lowest fifth has a record of its own; against like days it has none."""
    like = like_days(market)
    outcomes = pd.DataFrame({"spike": ahead, "own": ahead - group_means(ahead, like)})
    found = lifts((like < 2)[:, None], outcomes, counts)
    spike, own = (found.called - found.base)[0]
    assert abs(spike) > 0.02 and own == pytest.approx(0.0, abs=1e-12)


def test_against_days_of_like_vix_a_quorum_of_4_or_5_keeps_some_of_its_lift(market, cast, ahead, counts):
    called = quorum_votes(cast, {k: Quorum(k) for k in (4, 5)})
    own = ahead - group_means(ahead, like_days(market))
    found = lifts(called, pd.DataFrame({"spike": ahead, "own": own}), counts)
    spike, beyond = (found.called - found.base).T
    assert (beyond < spike).all() and (beyond > 0.03).all()


def test_no_trigger_is_surely_right_more_often_than_any_day_when_it_begins_to_call(market, cast, ahead):
    draws = block_counts(len(market), 126, 1000, rng())
    record = lift_table(cast.table, pd.DataFrame({"spike": ahead}), draws, first=True).droplevel("outcome")
    assert (record["low"] < 0).all() and len(record) == 15
    assert record["called"].max() < 0.55
    assert call_record(cast.table, ahead).loc["vix_rsi", "activations"] == 204


@pytest.mark.rule("K16")
def test_k16_a_higher_quorum_calls_less_and_is_hardly_more_often_right(cast, ahead):
    curve = call_record(quorum_votes(cast, {k: Quorum(k) for k in range(2, 10)}), ahead)
    assert (curve["on"].diff().dropna() < 0).all() and (curve["warned"].diff().dropna() < 0).all()
    # False positives become rare because calls do: warnings shrink almost as fast.
    ratio = curve["warned"] / curve["false_positive_rate"]
    assert ratio.max() < 1.8 and (curve["right"] - curve["base"]).max() < 0.12
    reached = decide(cast, Quorum(5))
    known = reached["possible"].to_numpy() & np.isfinite(ahead)
    right = ahead[known & reached["reached"].to_numpy()].mean()
    assert curve.loc[5, "right"] == pytest.approx(right)


def test_many_draws_are_the_same_draws(market, cast):
    table, ahead = cast.table[["pe", "breadth"]], spike_ahead(market)
    outcome = pd.DataFrame({20: ahead}, market.sessions)
    slow = lift_table(table, outcome, block_counts(len(market), 252, 40, rng())).droplevel("outcome")
    quick = block_intervals(table, ahead, 252, 40, rng())
    assert np.allclose(quick, slow[["lift", "low", "high"]])
    with pytest.raises(CourseError, match="blocks of 0 days"):
        block_intervals(table, ahead, 0, 40, rng())


@pytest.mark.rule("K16")
def test_k16_no_quorum_surely_keeps_off_any_day(market, cast):
    """Another seed, or longer blocks, moves the bound of a quorum of 4 or 5 across zero."""
    table = quorum_votes(cast, {k: Quorum(k) for k in range(2, 7)})
    half, year = (block_intervals(table, spike_ahead(market), b, 4000, rng())["low"] for b in (126, 252))
    assert (half < 0.01).all() and (year < 0.005).all() and half[[4, 5]].abs().max() < 0.01
    lows = [
        block_intervals(table[[5]], spike_ahead(market), 126, 500, np.random.default_rng(s)).loc[5, "low"]
        for s in range(12)
    ]
    assert min(lows) < 0 < max(lows)


@pytest.mark.rule("K17")
def test_k17_ablation_changes_one_voter_at_a_time(cast, ahead, counts):
    macro = cast.of_kind("fundamental")
    rules = {"all": Quorum(4), "technical only": Quorum(4, cast.of_kind("technical"), fundamental=0)}
    rules |= {f"without {n}": Quorum(4, tuple(x for x in cast.names if x != n)) for n in macro}
    called = quorum_votes(cast, rules)
    table = ablation_changes(called, ahead, counts)
    assert len(table) == 10 and np.allclose(table["right"], call_record(called, ahead)["right"])
    # Fewer voters cannot call on more days.
    assert (table["warned"].drop(["all", "technical only"]) <= table.loc["all", "warned"]).all()


@pytest.mark.rule("K17")
def test_k17_a_fundamental_vote_does_not_surely_help(market, cast, ahead, counts):
    table = macro_help(cast, (1, 2, 3, 4, 5), ahead, like_days(market), counts)
    said = cast.table
    technical = (said[list(cast.of_kind("technical"))] > 0).sum(axis=1) >= 3
    macro = (said[list(cast.of_kind("fundamental"))] > 0).any(axis=1)
    chosen = (technical & macro).to_numpy() & np.isfinite(ahead)
    assert table.loc[3, "days_with"] == chosen.sum()
    assert table.loc[3, "right_with"] == pytest.approx(ahead[chosen].mean())
    assert (table["difference"] > 0).all() and (table["low"] < 0).all()


def test_wrong_questions_are_answered_with_a_sentence(market):
    with pytest.raises(CourseError, match="rise of -5 within 20"):
        spike_ahead(market, -5.0)
    with pytest.raises(CourseError, match="0 sessions ahead"):
        forward_moves(market, 0)


def test_lifts_by_hand(market, cast, counts, ahead):
    table = cast.table[["vix_rsi", "breadth", "gordon"]]
    outcomes = pd.DataFrame({"spike": ahead, "vix": forward_moves(market, 10)["vix"]}, market.sessions)
    for first in (False, True):
        found = lift_table(table, outcomes, counts, first)
        for (name, outcome), row in found.iterrows():
            vote, after = table[name].to_numpy(), outcomes[outcome].to_numpy()
            known = np.isfinite(vote) & np.isfinite(after)
            on = known & (activations(vote) if first else vote > 0)
            assert row["days"] == on.sum() and row["called"] == pytest.approx(after[on].mean())
            assert row["base"] == pytest.approx(after[known].mean())
            drawn = resampled_means(counts, after, on) - resampled_means(counts, after, known)
            assert (row["low"], row["high"]) == pytest.approx(interval(drawn))
            assert row["lift"] == pytest.approx(row["called"] - row["base"])


@pytest.mark.rule("K16")
def test_a_quorum_votes_like_its_decision(cast):
    rule = Quorum(5)
    found, table = quorum_votes(cast, {"five": rule})["five"], decide(cast, rule)
    assert found.isna().equals(~table["possible"])
    assert ((found > 0) == (table["reached"] & table["possible"])).all()


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
