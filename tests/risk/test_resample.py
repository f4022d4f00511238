"""Block bootstrap: counts against blocks laid out one by one, means and slopes against resampled data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alvh_helpers.errors import CourseError
from alvh_helpers.risk.bootstrap import (
    block_counts,
    interval,
    mean_interval,
    resampled_means,
    resampled_slopes,
)


def laid_out(days, block, rng):
    """One draw, day by day."""
    needed = -(-days // block)
    starts = rng.integers(0, days, size=(1, needed))[0]
    return np.concatenate([(start + np.arange(block)) % days for start in starts])[:days]


@given(st.integers(2, 60), st.integers(1, 60), st.integers(0, 99))
def test_counts_are_those_of_blocks_laid_end_to_end(days, block, seed):
    block = min(block, days)
    counts = block_counts(days, block, 1, np.random.default_rng(seed))[0]
    drawn = laid_out(days, block, np.random.default_rng(seed))
    assert counts.sum() == days
    assert (counts == np.bincount(drawn, minlength=days)).all()


def test_means_and_slopes_are_those_of_the_resampled_days():
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(2, 80))
    y[11] = np.nan
    chosen = rng.random(80) < 0.7
    counts = block_counts(80, 7, 5, rng)
    for draw in range(5):
        days = np.repeat(np.arange(80), counts[draw].astype(int))
        days = days[chosen[days] & np.isfinite(y[days])]
        assert resampled_means(counts, y, chosen)[draw] == pytest.approx(y[days].mean())
        assert resampled_slopes(counts, y, x, chosen)[draw] == pytest.approx(
            np.polyfit(x[days], y[days], 1)[0]
        )


def test_interval_of_a_mean_of_independent_days_is_the_textbook_one():
    values = np.random.default_rng(4).normal(size=1000)
    draws = resampled_means(block_counts(1000, 1, 4000, np.random.default_rng(5)), values)
    low, high = interval(draws)
    reach = 1.96 * values.std() / np.sqrt(1000)
    assert (low, high) == pytest.approx((values.mean() - reach, values.mean() + reach), abs=0.08 * reach)


def test_blocks_widen_the_interval_of_days_that_resemble_each_other():
    steady = np.repeat(np.random.default_rng(6).normal(size=50), 20)
    width = [
        np.diff(interval(resampled_means(block_counts(1000, block, 500, np.random.default_rng(7)), steady)))[
            0
        ]
        for block in (1, 60)
    ]
    assert width[1] > 3 * width[0]


def test_a_draw_without_a_chosen_day_has_no_mean():
    chosen = np.arange(10) == 3
    means = resampled_means(
        np.array([[1.0] * 10, [2.0] * 3 + [0.0] * 4 + [2, 2, 0]]), np.arange(10.0), chosen
    )
    assert means[0] == 3.0
    assert np.isnan(means[1])
    assert interval(means) == (3.0, 3.0)


@given(st.lists(st.sampled_from([1.5, -2.0, 0.25, np.nan]), min_size=12, max_size=30), st.integers(0, 99))
def test_a_mean_with_its_interval_is_that_of_the_chosen_finite_values(values, seed):
    rng = np.random.default_rng(seed)
    chosen = rng.random(len(values)) < 0.8
    counts = block_counts(len(values), 3, 200, rng)
    own = [x for x, some in zip(values, chosen) if some and np.isfinite(x)]
    found = mean_interval(values, chosen, counts)
    if not own:
        assert np.isnan(found).all()
        return
    assert found.mean == pytest.approx(np.mean(own), abs=1e-12)
    assert (found.low, found.high) == interval(resampled_means(counts, values, chosen))
    assert mean_interval(values, None, counts) == mean_interval(values, np.ones(len(values), bool), counts)


def test_wrong_questions_are_answered_with_a_sentence():
    with pytest.raises(CourseError, match="blocks of 20 days"):
        block_counts(10, 20, 5, np.random.default_rng(0))
    with pytest.raises(CourseError, match="level 95"):
        interval([1.0, 2.0], 95)
    with pytest.raises(CourseError, match="of 0 draws"):
        interval([np.nan])
