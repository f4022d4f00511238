"""ETN indexes: weights by hand, the whole rule against a slow one with named contracts, known days and years."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import trading_sessions, vx_expiries, vx_expiry
from alvh_helpers.market.history import load_market
from alvh_helpers.vix.etn import calendar_returns, etn_index, etn_preset, mix_return, roll_weights


@pytest.fixture(scope="module")
def market():
    return load_market()


@pytest.fixture(scope="module")
def early_2018(market):
    return market.window("2018-01-10", "2018-04-30")


def slow_index(market, months, fee, leverage=1.0):
    """The rule once more, day by day, with contracts held by name and business days counted one by one."""
    days, rate = list(market.sessions), market.table["rate"]
    level, levels, held = 100.0, [100.0], {}
    for at, day in enumerate(days):
        if held:
            cost = sum(q * market.vx(expiry)[days[at - 1]] for expiry, q in held.items())
            worth = sum(q * market.vx(expiry)[day] for expiry, q in held.items())
            calendar_days = (day - days[at - 1]).days
            interest = np.exp(rate.iloc[at - 1] * calendar_days / 365) - 1
            level *= (1 + leverage * (worth / cost - 1) + interest) * (1 - fee * calendar_days / 365)
            levels.append(level)
        coming = vx_expiries(day, 7)
        begin = max(
            e
            for e in [vx_expiry(d.year, d.month) for d in pd.date_range(day - pd.Timedelta(days=70), day)]
            if e <= day
        )
        period = trading_sessions(begin, coming[0] - pd.Timedelta(days=1))
        still = sum(session > day for session in period)
        share = still / len(period)
        mix = (
            {0: share, 1: 1 - share}
            if months == "short"
            else {3: share / 3, 4: 1 / 3, 5: 1 / 3, 6: (1 - share) / 3}
        )
        held = {coming[k]: q for k, q in mix.items() if q > 0}
    return pd.Series(levels, market.sessions)


@pytest.mark.parametrize(
    ("months", "leverage"), [("short", 1.0), ("mid", 1.0), ("short", -1.0), ("short", 1.5)]
)
def test_index_matches_the_slow_rule(early_2018, months, leverage):
    fast = etn_index(early_2018, months, leverage, fee=0.0089)
    slow = slow_index(early_2018, months, 0.0089, leverage)
    assert fast.to_numpy() == pytest.approx(slow.to_numpy(), rel=1e-12)


@given(st.sampled_from(["short", "mid"]), st.integers(2007, 2025), st.integers(1, 12))
def test_weights_sum_to_one_and_are_never_negative(months, year, month):
    start = pd.Timestamp(year, month, 1)
    weights = roll_weights(trading_sessions(start, start + pd.Timedelta(days=75)), months)
    assert weights.sum(axis=1) == pytest.approx(1.0, abs=1e-15)
    assert (weights >= 0).all()


def test_a_hand_worked_roll_month():
    """From the expiry of 2018-01-17 to the day before that of 2018-02-14 there are 20 sessions."""
    days = trading_sessions("2018-01-16", "2018-02-14")
    weights = roll_weights(days)[:, :2]
    by_hand = [(0, 20)] + [(k, 20 - k) for k in range(19, -1, -1)]
    assert weights[:-1] * 20 == pytest.approx(np.array(by_hand, float))
    # On the expiry day the old second month is the first, and one of the next period's 24 days is over.
    assert weights[-1] * 24 == pytest.approx([23, 1])
    mid = roll_weights(days, "mid")
    assert mid[1] * 60 == pytest.approx([0, 0, 0, 19, 20, 20, 1])


def test_nothing_of_the_expiring_contract_is_held_into_its_expiry_session(market):
    sessions = market.sessions
    last = [i for i, day in enumerate(sessions[:-1]) if vx_expiries(day, 1)[0] <= sessions[i + 1]]
    assert len(last) > 200
    assert (roll_weights(sessions)[last, 0] == 0).all()
    assert (roll_weights(sessions, "mid")[last, 3] == 0).all()


@pytest.mark.parametrize(("day", "percent"), [("2018-02-05", 96.1), ("2024-08-05", 42.4)])
def test_known_days_at_settlement(market, day, percent):
    assert 100 * mix_return(market)[day] == pytest.approx(percent, abs=0.1)


# Calendar-year returns of the exchange-traded 1x note after 0.89 %, at 16:00 prices, as fund pages show them. Before
# late October 2020 its clock and ours are a quarter of an hour apart.
@pytest.mark.parametrize(
    ("year", "percent", "apart"),
    [
        (2019, -67.82, 0.5),
        (2020, 11.04, 2.0),
        (2021, -72.41, 0.2),
        (2022, -23.80, 0.4),
        (2023, -72.52, 0.2),
        (2024, -26.22, 0.4),
    ],
)
def test_calendar_years_agree_with_the_listed_note(market, year, percent, apart):
    returns = calendar_returns(etn_index(market, fee=0.0089))
    assert 100 * returns[year] == pytest.approx(percent, abs=apart)


def test_fee_interest_and_leverage_act_as_they_say(market):
    year = market.window("2022-12-30", "2023-12-29")
    plain = etn_index(year, fee=0.0, tbill=False)
    assert plain.to_numpy() == pytest.approx(100 * np.cumprod(1 + mix_return(year).to_numpy()))
    with_fee = etn_index(year, fee=0.01, tbill=False)
    assert with_fee.iloc[-1] / plain.iloc[-1] == pytest.approx(np.exp(-0.01 * 364 / 365), rel=1e-5)
    assert etn_index(year, fee=0.0).iloc[-1] > plain.iloc[-1]
    nothing = etn_index(year, leverage=0.0, fee=0.0)
    assert 0.04 < nothing.iloc[-1] / 100 - 1 < 0.06  # T-bills of 2023


def test_inverse_note_lost_nearly_all_on_one_day_and_ruin_is_final(market):
    february = market.window("2018-02-01", "2018-02-28")
    inverse = etn_preset(february, "short-term inverse")
    assert inverse["2018-02-05"] / inverse["2018-02-02"] < 0.05
    ruined = etn_index(february, leverage=-2.0)
    assert ruined["2018-02-02"] > 0
    assert (ruined["2018-02-05":] == 0).all()


def test_two_times_resets_every_day(market):
    once, twice = (
        etn_index(market, leverage=k, fee=0.0, tbill=False).pct_change().dropna() for k in (1.0, 2.0)
    )
    alive = once > -0.5
    assert twice[alive].to_numpy() == pytest.approx(2 * once[alive].to_numpy(), abs=1e-12)


def test_index_does_not_look_ahead(market):
    whole, cut = etn_index(market), etn_index(market.window(end="2018-02-05"))
    pd.testing.assert_series_equal(cut, whole.loc[:"2018-02-05"])


def test_wrong_questions_are_answered_with_a_sentence(market):
    with pytest.raises(CourseError, match="not listed until 2008-04-21"):
        etn_index(market, "mid")
    with pytest.raises(CourseError, match="months 'long'"):
        etn_index(market, "long")
    with pytest.raises(CourseError, match="a yearly fee is a decimal"):
        etn_index(market, fee=0.85)
    with pytest.raises(CourseError, match="leverage 5"):
        etn_index(market, leverage=5)
    with pytest.raises(CourseError, match="no preset"):
        etn_preset(market, "VXX")
