"""Measurements on signals: each figure by a second way, and what the course says about them."""

import numpy as np
import pandas as pd
import pytest
import talib

from alvh_helpers.course.nb09_signals.record import (
    ablation,
    block_intervals,
    forward_moves,
    group_means,
    like_days,
    macro_help,
    quorum_curve,
    reached,
    score,
    spike_ahead,
    trigger_record,
    vix_rsi_study,
)
from alvh_helpers.course.nb09_signals.storms import lift_table
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.risk.bootstrap import block_counts
from alvh_helpers.signals.quorum import Quorum, decide, votes
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
def k12(market):
    return vix_rsi_study(market, rng(), draws=DRAWS).set_index(["sessions", "event", "instrument"])


def test_a_spike_ahead_is_one_of_the_next_closes(market):
    vix, ahead = market.table["vix"].to_numpy(), spike_ahead(market)
    for at in (0, 100, 2727, 3243, 4832):
        assert ahead[at] == float(vix[at + 1 : at + 21].max() >= vix[at] + 5)
    assert np.isnan(ahead[-20:]).all() and np.isfinite(ahead[:-20]).all()
    share = spike_ahead(market, 0.5, 10, relative=True)
    for at in (0, 2727, 3243, 4842):
        assert share[at] == float(vix[at + 1 : at + 11].max() >= 1.5 * vix[at])
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


def test_score_by_hand():
    called = np.array([1, 1, 0, np.nan, 1, 0, 1, 0.0])
    ahead = np.array([1, 0, 1, 1, 0, 0, 1, np.nan])
    counts = block_counts(8, 2, 50, rng())
    like = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    every = score(called, ahead, counts, like)
    # Known: positions 0, 1, 2, 4, 5, 6; calls on 0, 1, 4, 6, right on 0 and 6; spikes ahead on 0, 2, 6.
    assert every["activations"] == 3 and every["on"] == pytest.approx(4 / 6)
    assert every["right"] == 0.5 and every["false_alarms"] == 0.5 and every["base"] == 0.5
    # Like days: spikes ahead on 2 of positions 0 to 2, and on 1 of 4 to 6; 1/2 - (2/3 + 2/3 + 1/3 + 1/3)/4 is 0.
    assert every["beyond"] == pytest.approx(0.0)
    assert every["false_positive_rate"] == pytest.approx(2 / 3) and every["warned"] == pytest.approx(2 / 3)
    first = score(called, ahead, counts, like, every_day=False)
    assert first["right"] == pytest.approx(2 / 3) and first["low"] <= first["lift"] <= first["high"]


def test_a_perfect_signal_and_a_coin(market):
    ahead, counts = spike_ahead(market), block_counts(len(market), 126, DRAWS, rng())
    like = like_days(market)
    perfect = score(ahead, ahead, counts, like)
    assert perfect["right"] == 1.0 and perfect["warned"] == 1.0 and perfect["false_positive_rate"] == 0.0
    assert perfect["low"] > 0.5
    coin = score(rng().random(len(market)) < 0.2, ahead, counts, like)
    assert coin["low"] < 0 < coin["high"] and abs(coin["lift"]) < 0.04


def test_like_days_are_tenths_by_vix(market):
    like, vix = like_days(market), market.table["vix"].to_numpy()
    assert (np.bincount(like) > 450).all() and len(np.bincount(like)) == 10
    assert vix[like == 0].max() <= vix[like == 1].min()
    means = group_means(vix, like)
    assert means[0] == pytest.approx(vix[like == like[0]].mean())


def test_telling_a_high_vix_from_a_low_one_is_no_skill(market):
    """A signal that calls while VIX is in its lower half seems right by shares; to like days it is not."""
    counts, like = block_counts(len(market), 126, DRAWS, rng()), like_days(market)
    ahead = spike_ahead(market, 0.3, relative=True)
    low = score(like < 5, ahead, counts, like)
    assert low["low"] > 0.02 and low["beyond"] == pytest.approx(0.0, abs=1e-12)
    by_group = pd.Series(ahead).groupby(like).mean()
    assert by_group[0] == pytest.approx(0.40, abs=0.01) and by_group[9] == pytest.approx(0.15, abs=0.01)


def test_measured_against_like_days_points_and_shares_agree_on_the_quorum(market, cast):
    """By shares alone a quorum of 4 or 5 looks useless, by points useful: the level of VIX, not the votes."""
    for k in (4, 5):
        points = quorum_curve(market, rng(), cast, [k], every_day=True, draws=DRAWS).loc[k]
        ahead = spike_ahead(market, 0.3, relative=True)
        shares = quorum_curve(market, rng(), cast, [k], ahead=ahead, every_day=True, draws=DRAWS).loc[k]
        assert points["lift"] - shares["lift"] > 0.045
        assert abs(points["beyond"] - shares["beyond"]) < 0.02
        assert min(points["beyond"], shares["beyond"]) > 0.03


def test_no_trigger_is_surely_right_more_often_than_any_day_when_it_begins_to_call(market, cast):
    record = trigger_record(market, rng(), cast)
    assert (record["low"] < 0).all() and len(record) == 15
    assert record["false_alarms"].min() > 0.45
    row = record.loc["vix_rsi"]
    assert row["activations"] == 204 and row["false_alarms"] == pytest.approx(1 - row["right"])


@pytest.mark.rule("K16")
def test_k16_a_higher_quorum_calls_less_and_is_hardly_more_often_right(market, cast):
    curve = quorum_curve(market, rng(), cast, every_day=True, draws=DRAWS)
    assert list(curve.index) == list(range(2, 10))
    assert (curve["on"].diff().dropna() < 0).all() and (curve["warned"].diff().dropna() < 0).all()
    # False positives become rare because calls do: warnings shrink almost as fast.
    ratio = curve["warned"] / curve["false_positive_rate"]
    assert ratio.max() < 1.8 and curve["lift"].max() < 0.12
    reached = decide(cast, Quorum(5))
    known = reached["possible"].to_numpy() & np.isfinite(spike_ahead(market))
    right = spike_ahead(market)[known & reached["reached"].to_numpy()].mean()
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
    table = pd.DataFrame({k: reached(cast, Quorum(k)) for k in range(2, 7)}, market.sessions)
    half, year = (block_intervals(table, spike_ahead(market), b, 4000, rng())["low"] for b in (126, 252))
    assert (half < 0.01).all() and (year < 0.005).all() and half[[4, 5]].abs().max() < 0.01
    lows = [
        block_intervals(table[[5]], spike_ahead(market), 126, 500, np.random.default_rng(s)).loc[5, "low"]
        for s in range(12)
    ]
    assert min(lows) < 0 < max(lows)


@pytest.mark.rule("K17")
def test_k17_ablation_changes_one_voter_at_a_time(market, cast):
    table = ablation(market, rng(), 4, cast, draws=DRAWS)
    assert len(table) == 10 and "without cpi" in table.index
    curve = quorum_curve(market, rng(), cast, ks=[4], draws=DRAWS)
    assert table.loc["all", "right"] == curve.loc[4, "right"]
    # Fewer voters cannot call on more days.
    assert (table["warned"].drop(["all", "technical only"]) <= table.loc["all", "warned"]).all()


@pytest.mark.rule("K17")
def test_k17_a_fundamental_vote_does_not_surely_help(market, cast):
    table = macro_help(market, rng(), cast, draws=DRAWS)
    ahead = spike_ahead(market)
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
