"""The figures, the slider and the judge of notebook 07: titles tell the data, frames add up, nothing is shown before a guess."""

import numpy as np
import pandas as pd
import pytest

from alvh_helpers.course.nb07_time_shift import figures, widgets
from alvh_helpers.course.nb07_time_shift.exercises import EXERCISES as ROLLS
from alvh_helpers.course.nb07_time_shift.exercises import GUESSES, judge, judged
from alvh_helpers.course.nb07_time_shift.study import premium_by_episode
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.signals.technical import after_crest
from alvh_helpers.vix.betas import atm_vol_points
from alvh_helpers.vix.rolls import RollCosts, RollRule, expiry_eve, run_roll

EPISODES = ["Sep-Dec 2008", "Feb 2018", "Feb-Apr 2020", "Apr 2025"]
ANSWERS = {exercise.id: exercise for exercise in ROLLS}


def rng():
    return np.random.default_rng(3)


@pytest.fixture(scope="module")
def market():
    return load_market()


@pytest.fixture(scope="module")
def few_years(market):
    return market.window("2017-01-01", "2020-12-31")


def title(figure):
    """Return a figure's headline, over all panels or over the first."""
    return figure.get_suptitle() or figure.axes[0].get_title(loc="left")


def test_stages_come_in_order_around_the_highest_close(market):
    window = market.episode("Feb-Apr 2020", before=15, after=32)
    days = figures.stages(window)
    assert list(days) == ["before", "half-way up", "peak", "10 sessions later", "21 sessions later"]
    assert list(days.values()) == sorted(days.values())
    vix = window.table["vix"]
    assert days["peak"] == pd.Timestamp("2020-03-16") == vix.idxmax()
    assert vix[days["before"]] == vix[: days["peak"]].min()
    assert window.sessions.get_loc(days["21 sessions later"]) - window.sessions.get_loc(days["peak"]) == 21
    jump = market.window("2018-01-26", "2018-02-09")
    assert "half-way up" not in figures.stages(jump), "VIX doubled on the day of its peak"
    assert "10 sessions later" not in figures.stages(jump), "behind the window"


def test_a_curve_begins_at_spot_and_has_no_hole(market):
    days, levels = figures.curve_of(market, "2020-03-16")
    assert days[0] == 0 and levels[0] == 82.69
    assert levels[1] == market.day("2020-03-16").curve[0]
    short, _ = figures.curve_of(market, "2008-04-15")
    assert len(short) < len(days) == 8 and np.isfinite(levels).all()


def test_the_four_crises_are_told_from_the_data(market):
    figure, alt = figures.episode_curves(market, EPISODES)
    peaks = market.table.loc[["2008-11-20", "2018-02-05", "2020-03-16", "2025-04-08"]]
    falls = peaks["vx1"] - peaks["vx4"]
    assert f"{falls.min():.1f} to {falls.max():.1f} points" in title(figure)
    assert "peak 2025-04-08, VIX 52.3" in alt


def test_the_split_of_costs_is_drawn_by_slope():
    rows = [
        (m, s, 0.5, 0.8, -0.9, -0.02, -0.12, -0.3, 0.1)
        for s in ("backwardation", "steep contango")
        for m in (1, 2)
    ]
    names = ["month", "slope", "share_of_days", "roll_yield", "spot", "trading", "net", "low", "high"]
    figure, alt = figures.cost_split(pd.DataFrame(rows, columns=names))
    assert title(figure) == "Backwardation: the slide brings month 1 +80% a year, its net is -12%"
    assert len(figure.axes) == 2 and "spot effect -90%" in alt


def test_decided_differences_are_counted():
    rows = {
        "first": (10.0, 5.0, 15.0, 0.0, 0.0, 0.0),
        "cheaper": (4.0, 1.0, 9.0, -6.0, -9.0, -1.0),
        "open": (9.0, 1.0, 15.0, -1.0, -5.0, 4.0),
        "dearer": (20.0, 11.0, 25.0, 10.0, 3.0, 14.0),
    }
    names = ["price", "low", "high", "against_first", "diff_low", "diff_high"]
    figure, alt = figures.hedge_prices(pd.DataFrame.from_dict(rows, orient="index", columns=names))
    assert title(figure).endswith("1 cheaper, 1 dearer, 1 undecided")
    assert "dearer 20.0 (11.0 to 25.0)" in alt


def test_first_days_are_counted_by_episode():
    returns = pd.DataFrame({"episode": ["a", "a", "b", "c"], "vx1": [0.5, -0.4, -0.1, -0.2]})
    figure, alt = figures.bought_high(returns, 21, 35.0)
    assert title(figure) == "Bought on the first close above 35: a gain in 1 of 3 episodes"
    assert "a +50%" in alt and "b -10%" in alt
    labels = [tick.get_text() for tick in figure.axes[0].get_yticklabels()]
    assert labels == ["c (1 day)", "b (1 day)", "a (2 days)"], "the first episode on top"


def test_second_peaks_are_counted_and_named(few_years):
    ledger = run_roll(few_years, RollRule("call", 2, quantity=-1, weekly=True, enter_when=after_crest))
    episodes = premium_by_episode(few_years, ledger, 35.0)
    figure, alt = figures.after_peaks(few_years, ledger, episodes)
    assert title(figure).startswith(f"In {int(episodes['second_peak'].sum())} of {len(episodes)} episodes")
    assert "Feb 2020: 40.1, then 82.7" in alt
    with pytest.raises(CourseError, match="no episode"):
        figures.after_peaks(few_years, ledger, episodes.iloc[:0])


def test_a_frame_adds_up_to_what_the_contracts_gained(market):
    window = market.window("2020-02-19", "2020-03-31")  # one contract until the 17th of March
    ledger = run_roll(window, RollRule(month=1, roll_when=expiry_eve), RollCosts(multiple=0.0))
    at = window.sessions.get_loc("2020-03-16")
    contract = market.vx("2020-03-18")
    gained = 1000 * (contract["2020-03-16"] - contract["2020-02-19"])
    figure, alt = widgets.curve_frame(window, ledger, at)
    assert f"net {gained:,.0f}." in alt and "trading 0" in alt
    assert f"net {gained:+,.0f} dollars" in title(figure)
    limits = [widgets.curve_frame(window, ledger, s)[0].axes for s in (0, at)]
    assert all(a.get_ylim() == b.get_ylim() for a, b in zip(*limits)), "axes stand still between frames"


def test_frames_stop_at_the_end_and_do_not_begin_before_the_start(market):
    window = market.episode("Apr 2025")
    ledger = run_roll(window, RollRule(month=2))
    last, beyond = (widgets.curve_frame(window, ledger, s)[1] for s in (len(window) - 1, 500))
    assert last == beyond
    with pytest.raises(CourseError, match="session -1"):
        widgets.curve_frame(window, ledger, -1)


def test_the_slider_offers_episode_month_and_session(market, capsys):
    panel = widgets.time_explorer(market, EPISODES[-2:])
    controls = [widget for row in panel.children[:-1] for widget in row.children]
    assert [c.description for c in controls] == ["episode", "month held", "session"]
    longest = max(len(market.episode(name, before=15, after=32)) for name in EPISODES[-2:])
    assert controls[-1].max == longest - 1
    controls[0].value, controls[1].value, controls[2].value = EPISODES[-2], 4, 30
    assert "Traceback" not in capsys.readouterr().out


def test_the_first_rule_differs_from_itself_by_nothing(few_years):
    table = judged(RollRule(month=1), few_years, rng(), draws=30)
    assert table.index[0] == "whole history" and len(table) == 4
    assert (table[["against_first", "diff_low", "diff_high"]] == 0).all().all()
    assert table.at["at twice the costs", "price"] > table.at["whole history", "price"]


def test_the_price_of_a_half_is_that_of_plain_least_squares(few_years):
    rule = RollRule(month=3, hold_to=10)
    table = judged(rule, few_years, rng(), draws=30)
    middle = few_years.sessions[len(few_years) // 2]
    half = few_years.window(end=middle)
    daily = run_roll(few_years, rule).daily.loc[:middle]
    gain = (daily["net"] - daily["spread"] - daily["commission"]).to_numpy()[1:]
    hedge = np.polyfit(atm_vol_points(half).diff().to_numpy()[1:], gain, 1)[0]
    assert table["hedge"].iloc[1] == pytest.approx(hedge, rel=1e-9)
    assert table["price"].iloc[1] == pytest.approx(-252 * daily["net"].mean() / hedge, rel=1e-9)


def test_two_contracts_cost_as_much_a_dollar_of_hedge_as_one(few_years):
    one, two = (judged(RollRule(month=2, quantity=q), few_years, rng(), draws=30) for q in (1, 2))
    assert two["hedge"].to_numpy() == pytest.approx(2 * one["hedge"].to_numpy())
    rest = one.columns.drop("hedge")
    assert two[rest].to_numpy() == pytest.approx(one[rest].to_numpy(), abs=1e-3)


def test_calls_are_judged_against_the_monthly_call(few_years):
    told = judge(RollRule("call", month=4), "undecided", few_years, rng(), draws=30)
    assert told.startswith("Against: 1-month call, re-struck monthly.")
    found = told.splitlines()[-1].removeprefix("Verdict: ").split(",")[0]
    assert found in GUESSES and ("as you guessed" in told) == (found == "undecided")


@pytest.mark.parametrize(("rule", "guess"), [(..., "cheaper"), (RollRule(), ...), (..., ...), (None, None)])
def test_nothing_is_computed_before_both_are_written(rule, guess):
    assert judge(rule, guess, None, None).startswith("\u2026 Write both first")


@pytest.mark.parametrize(
    "rule", ["front month", RollRule("put"), RollRule(quantity=-1)], ids=["a word", "put", "short"]
)
def test_only_long_volatility_is_judged(few_years, rule):
    with pytest.raises(CourseError, match="long futures or calls"):
        judge(rule, "cheaper", few_years, rng(), draws=30)


def test_a_rule_that_is_hardly_ever_there_is_no_hedge(few_years):
    rule = RollRule(enter_when=lambda m: np.arange(len(m)) == 5, leave_when=lambda m: np.arange(len(m)) > 6)
    with pytest.raises(CourseError, match="it is no hedge"):
        judged(rule, few_years, rng(), draws=30)


def test_a_guess_is_one_of_three_words(few_years):
    with pytest.raises(CourseError, match="the guess 'better' is none of"):
        judge(RollRule(), "better", few_years, rng())


def test_the_slide_of_2017_by_hand(market):
    days = market.window("2017-01-01", "2017-12-31").table
    expiries = pd.to_datetime(
        [
            f"2017-{x}"
            for x in [
                "01-18",
                "02-15",
                "03-22",
                "04-19",
                "05-17",
                "06-21",
                "07-19",
                "08-16",
                "09-20",
                "10-18",
                "11-15",
                "12-20",
            ]
        ]
        + ["2018-01-17", "2018-02-14", "2018-03-21"]
    )
    slide = 0.0
    for day, following in zip(days.index[:-1], days.index[1:], strict=True):
        held = expiries[expiries > following][0]
        ahead = expiries[expiries > day][:2]
        curve = [days.at[day, "vix"], days.at[day, "vx1"], days.at[day, "vx2"]]
        nodes = [0, *(ahead - day).days]
        before, after = np.interp([(held - day).days, (held - following).days], nodes, curve)
        slide += 1000 * (after - before)
    assert ANSWERS["07.3"].answer() == pytest.approx(slide, abs=0.5)


def test_what_a_conversion_locks_is_what_its_legs_pay():
    call, put, future, strike, discount = 4.10, 2.35, 21.50, 20.0, 0.995
    for settled in (10.0, 20.0, 45.0):
        paid = max(strike - settled, 0) - max(settled - strike, 0) + (settled - future)
        assert discount * paid + call - put == pytest.approx(ANSWERS["07.4"].answer() / 1000)
