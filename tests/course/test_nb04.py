"""Notebook 04's measurements, recomputed one condor at a time by the rooms that price one; its figures and its judge."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from alvh_helpers.course import nb04_drift
from alvh_helpers.course.nb04_drift import alarms, figures
from alvh_helpers.course.nb04_drift.exercises import design_result, episode_condors
from alvh_helpers.course.nb04_drift.pools import beside_pool
from alvh_helpers.course.nb04_drift.widgets import drift_explorer, drift_view
from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import spx_expiries
from alvh_helpers.market.history import load_market
from alvh_helpers.positions.condor import iron_condor, sell_condor
from alvh_helpers.positions.drift import Thresholds, condor_drift, drift_path, first_crossings
from alvh_helpers.positions.payoff import profit_over_spot
from alvh_helpers.positions.valuation import context
from alvh_helpers.pricing.greeks import option_greeks
from alvh_helpers.risk.bootstrap import block_counts

MARKET = load_market()
WINDOW = MARKET.window("2017-06-01", "2020-12-31")
HISTORY = nb04_drift.condors_of_history(WINDOW)
THRESHOLDS = Thresholds()
FIRST = alarms.drift_alarms(HISTORY, THRESHOLDS)
SOME = range(0, len(HISTORY), 17)


def _sold(i):
    return sell_condor(MARKET, HISTORY.strikes[i], HISTORY.expiries[i], date=HISTORY.sales[i])


def _life(i):
    return MARKET.window(HISTORY.sales[i], HISTORY.expiries[i])


def _by_hand(paths, settled=None, vix=None):
    """A tiny history with given drifts: rows of equal length, the last session is the expiry."""
    paths = np.asarray(paths, float)
    n, m = paths.shape
    cut = {
        f.name: getattr(HISTORY, f.name)[:n]
        for f in dataclasses.fields(HISTORY)
        if f.name not in ("surface", "greeks")
    }
    profit = np.zeros((n, m))
    profit[:, -1] = 0.2 if settled is None else settled
    cut |= {"drift": paths, "profit": profit, "last": np.full(n, m - 1), "monthly": np.full(n, True)}
    cut |= {"spx": np.ones((n, m)), "vix": np.full((n, m), 20.0) if vix is None else np.asarray(vix, float)}
    cut |= {"put_moves": np.full((n, m), 9.0), "call_moves": np.full((n, m), 9.0)}
    return nb04_drift.CondorHistory(surface=HISTORY.surface, greeks=HISTORY.greeks, **cut)


# ------------------------------------------------------------------------------------------------ the history


def test_there_is_one_condor_for_every_friday_that_fits():
    expiries = spx_expiries("2017-07-17", "2020-12-31")
    assert HISTORY.expiries.equals(expiries)
    ahead = (HISTORY.expiries - HISTORY.sales).days
    assert set(ahead) <= {45, 46, 47, 48} and (ahead == 45).mean() > 0.9
    assert HISTORY.sales.isin(MARKET.sessions).all()
    assert HISTORY.expiries[HISTORY.monthly].equals(spx_expiries("2017-07-17", "2020-12-31", weekly=False))
    thirds = nb04_drift.condors_of_history(WINDOW, weekly=False)
    assert len(thirds) == HISTORY.monthly.sum() and thirds.monthly.all()
    assert thirds.settled == pytest.approx(HISTORY.settled[HISTORY.monthly])


@pytest.mark.parametrize("i", SOME)
def test_each_condor_is_marked_as_the_book_marks_it(i):
    sold, life = _sold(i), _life(i)
    last, width = HISTORY.last[i], 100 * HISTORY.wing[i]
    assert len(life) == last + 1
    assert 100 * sold.credit == pytest.approx(-100 * HISTORY.greeks.price[i])
    assert HISTORY.profit[i, : last + 1] * width == pytest.approx(sold.book.profit(life).to_numpy(), abs=1e-6)
    assert np.isnan(HISTORY.profit[i, last + 1 :]).all()
    path = drift_path(life, sold.strikes, sold.expiry)
    for name in ("spx", "vix", "drift", "put_moves", "call_moves"):
        assert getattr(HISTORY, name)[i, :last] == pytest.approx(path[name].to_numpy()), name
    assert np.isnan(HISTORY.put_moves[i, last])
    assert HISTORY.drift[i, last] == pytest.approx(float(condor_drift(HISTORY.spx[i, last], sold.strikes)))
    assert HISTORY.elapsed[i, : last + 1].tolist() == (life.sessions - life.sessions[0]).days.tolist()


def test_the_recipe_is_kept():
    by_builder = iron_condor(
        MARKET, HISTORY.expiries[3], date=HISTORY.sales[3], wing_points=float(HISTORY.wing[3])
    )
    assert HISTORY.strikes[3] == pytest.approx(np.array(by_builder.strikes))
    assert np.abs(HISTORY.wing / HISTORY.surface.spot - 0.015).max() < 2.5 / HISTORY.surface.spot.min()
    richer = nb04_drift.condors_of_history(WINDOW, vix_factor=1.1)
    assert richer.vix[:, 0] == pytest.approx(1.1 * HISTORY.vix[:, 0])
    with pytest.raises(CourseError, match="no condor of so many days"):
        nb04_drift.condors_of_history(MARKET.window("2020-01-02", "2020-01-31"))


KINDS_CELL, MIDDLE = "kinds = np.select", "def middle_of"


@pytest.mark.rule("R4")
def test_kinds_by_hand(run_cells):
    made = _by_hand(
        [
            [0.2, 0.6, -0.6, 1.5],  # both sides: a whipsaw, whatever the end
            [0.2, 0.9, 0.9, 1.1],
            [0.2, -0.9, 0.49, -1.1],
            [0.2, 1.3, 0.9, 0.9],  # came back
            [0.2, 0.3, -0.2, -0.6],  # the expiry itself does not count for the turn
        ]
    )
    kinds = run_cells("04", KINDS_CELL, history=made, turn=0.5)["kinds"]
    assert kinds.tolist() == ["whipsaw", "upside", "downside", "other", "other"]
    assert run_cells("04", KINDS_CELL, history=made, turn=0.2)["kinds"][2] == "whipsaw"


def test_the_middle_condor_is_in_the_middle(run_cells):
    cells = run_cells("04", KINDS_CELL, MIDDLE, history=HISTORY, turn=0.5)
    for kind, i in cells["picks"].items():
        spans = []
        for k in np.flatnonzero((cells["kinds"] == kind) & HISTORY.monthly):
            before = HISTORY.drift[k, : HISTORY.last[k]]
            spans.append((before.max() - before.min(), k))
        spans.sort()
        assert spans[(len(spans) - 1) // 2][1] == i
    with pytest.raises(CourseError, match="no condor drifted as upside with TURN"):
        run_cells("04", KINDS_CELL, MIDDLE, history=_by_hand([[0.2, 0.3, 0.4]]), turn=0.5)


# ------------------------------------------------------------------------------------------------ alarms


@pytest.mark.rule("R5")
@pytest.mark.parametrize("i", SOME)
def test_alarms_are_the_first_crossings_of_each_path(i):
    path = drift_path(_life(i), _sold(i).strikes, HISTORY.expiries[i])
    dates = first_crossings(path, THRESHOLDS)["date"]
    either = FIRST.iloc[i].groupby(level="threshold").min()
    for name, date in dates.items():
        expected = np.nan if pd.isna(date) else path.index.get_loc(date)
        assert either[name] == pytest.approx(expected, nan_ok=True)


@pytest.mark.rule("R5")
def test_alarms_by_hand():
    made = _by_hand([[0.2, 0.5, -0.5, 0.9], [0.2, 0.3, 0.4, 0.0]])
    sides = alarms.drift_alarms(made, Thresholds((0.5, 0.8), moves=0))
    assert sides["0.5", "up"].iloc[0] == 1 and sides["0.5", "down"].iloc[0] == 2
    assert sides.iloc[1].isna().all() and sides["0.8", "up"].isna().all()  # 0.9 came at the expiry
    assert "moves" not in sides.columns.get_level_values(0)
    since = alarms.drift_alarms(made, Thresholds((0.5,), moves=0), since_sale=True)
    assert since["0.5", "up"].isna().all() and since["0.5", "down"].iloc[0] == 2


@pytest.mark.rule("R5")
def test_what_followed_is_what_a_loop_finds():
    counts = block_counts(len(HISTORY), 13, 300, np.random.default_rng(0))
    table = alarms.what_followed(HISTORY, FIRST, counts)
    for name in [("0.8", "up"), ("moves", "down")]:
        fired = [(i, int(k)) for i, k in enumerate(FIRST[name]) if k == k]
        rose = [HISTORY.vix[i, k] > HISTORY.vix[i, 0] for i, k in fired]
        marks = [HISTORY.profit[i, k] for i, k in fired]
        ends = [HISTORY.profit[i, HISTORY.last[i]] for i, _ in fired]
        row = table.loc[name]
        assert row["fired"] == len(fired) > 20 and row["share"] == pytest.approx(len(fired) / len(HISTORY))
        assert row["session"] == np.median([k for _, k in fired])
        assert row["vix_rose"] == pytest.approx(np.mean(rose)) and row["mark"] == pytest.approx(
            np.mean(marks)
        )
        assert row["lost"] == pytest.approx(np.mean(np.array(ends) < 0))
        assert row["after"] == pytest.approx(np.mean(np.array(ends) - marks))
        assert row["after_low"] < row["after"] < row["after_high"] and row["lost_low"] <= row["lost"]
    few = alarms.what_followed(HISTORY, FIRST.where(FIRST > 1e9), counts)
    assert few["after"].isna().all() and (few["fired"] == 0).all() and few["share"].eq(0).all()


def test_intervals_are_told_in_one_cell(run_cells):
    counts = block_counts(len(HISTORY), 13, 100, np.random.default_rng(0))
    given = {"lesson": nb04_drift, "history": HISTORY, "first": FIRST, "one_name": lambda table: table}
    followed = alarms.what_followed(HISTORY, FIRST, counts)
    followed.loc[("0.8", "up"), ["lost", "lost_low", "lost_high"]] = [0.42, 0.36, 0.47]
    followed.loc[("0.8", "down"), ["lost", "lost_low", "lost_high"]] = [0.42, np.nan, np.nan]
    followed.loc[("moves", "up"), "lost"] = np.nan
    shown = run_cells("04", "def with_interval", followed=followed, **given)["shown"]
    assert shown.loc[[("0.8", "up"), ("0.8", "down"), ("moves", "up")], "lost"].tolist()[:2] == [
        "42% (36 to 47)",
        "42%",
    ]
    assert shown.loc[("moves", "up"), "lost"] == "-"


def test_notice_and_verdicts_by_hand(run_cells):
    made = _by_hand(
        [
            [0.2, 0.6, 0.9, 1.2],  # warned at 1 by 0.5, at 2 by 0.8, beyond at expiry
            [0.2, 1.2, 0.6, 0.3],  # no warning: beyond at once, and a false end
            [0.2, 0.6, 0.3, 0.1],  # false alarm
            [0.2, -0.3, -0.4, -1.2],  # never fired, lost
        ],
        settled=[-0.7, 0.2, 0.2, -0.6],
    )
    thresholds = Thresholds((0.5, 0.8), moves=0)
    notice, first = (
        run_cells("04", "def notice", history=made)["notice"],
        alarms.drift_alarms(made, thresholds),
    )
    warned = {name: list(notice(name[1], session).values()) for name, session in first.items()}
    assert warned["0.5", "up"] == [2, 0.5, 2.0, 1] and warned["0.8", "up"] == [2, 0.5, 1.0, 0]
    assert warned["0.5", "down"][:2] == [1, 0]
    verdict = alarms.judge(made, thresholds)
    assert verdict.index.tolist() == ["0.5", "0.8", "hold"]
    assert verdict.loc["0.5", ["fired", "false", "missed"]].tolist() == [3, 2, 1]
    assert verdict.loc["0.8", ["fired", "false", "missed"]].tolist() == [2, 1, 1]
    # Marks are 0 before expiry here: who closes at an alarm gets nothing.
    assert verdict["mean"].tolist() == pytest.approx([-0.15, (0.2 - 0.6) / 4, -0.225])
    assert verdict.loc["hold", "worst"] == pytest.approx(-0.7) and verdict.loc[
        "0.5", "worst"
    ] == pytest.approx(-0.6)


def test_thresholds_as_learners_write_them():
    assert Thresholds([0.3, "0.6"], moves="0") == Thresholds((0.3, 0.6), moves=0.0)
    for levels, moves in [
        ("low", 0.5),
        (0.5, 0.5),
        (None, 0.5),
        ((0.5,), "near"),
        ((), 1),
        ((0.8, 0.5), 1),
        ((0.5,), -1),
    ]:
        with pytest.raises(CourseError):
            design_result(levels, moves)


# ------------------------------------------------------------------------------------------------ readings of "12 %"


READINGS = "def readings", "def either_way"


def test_each_reading_is_what_its_name_says(run_cells):
    found = run_cells("04", *READINGS)
    assert (found["P2_DELTA"], found["P2_SHARE"]) == (0.15, 0.12)
    surface, strikes, years = HISTORY.surface, HISTORY.strikes, HISTORY.years
    up, down = zip(*found["readings"](surface, strikes, years).values())
    spot, put, call = surface.spot, strikes[:, 1], strikes[:, 2]
    assert up[0] / spot == pytest.approx(1.12) and down[0] / spot == pytest.approx(0.88)
    assert np.log(up[1] / spot) / years == pytest.approx(0.12)
    assert (up[2] - spot) / (spot * surface.atm_vol(years) * np.sqrt(years)) == pytest.approx(0.12)
    assert (call - up[3]) / (call - spot) == pytest.approx(0.88) and (down[3] - put) / (
        spot - put
    ) == pytest.approx(0.88)
    assert condor_drift(up[4], strikes) == pytest.approx(0.12) and condor_drift(
        down[4], strikes
    ) == pytest.approx(-0.12)
    assert condor_drift(up[5], strikes) - condor_drift(spot, strikes) == pytest.approx(0.12)
    assert condor_drift(up[6], strikes) - condor_drift(spot, strikes) == pytest.approx(0.24)
    for levels, flag, strike in ((up[7], "c", call), (down[7], "p", put)):
        there = surface.bumped(spot=levels - spot)
        delta = option_greeks(there, flag, strike, years).delta_sticky_strike
        assert np.abs(delta) == pytest.approx(0.27, abs=1e-6)


def test_how_often_a_level_is_reached(run_cells):
    given = {"lesson": nb04_drift, "market": WINDOW, "wing": 0.015}
    found = run_cells("04", *READINGS, "top, bottom =", **given)
    p2 = found["p2"]
    spots = [MARKET.window(s, e).table["spx"].iloc[1:] for s, e in zip(p2.sales, p2.expiries)]
    for i, (up, down) in enumerate(found["readings"](p2.surface, p2.strikes, p2.years).values()):
        ups = sum(path.max() >= level for path, level in zip(spots, up))
        downs = sum(path.min() <= level for path, level in zip(spots, down))
        assert found["seen"][i] == pytest.approx((ups / len(p2), downs / len(p2)))


# ------------------------------------------------------------------------------------------------ the pool


@pytest.mark.rule("R4")
@pytest.mark.parametrize("i", [0, 34, 134])
def test_the_gap_to_the_pool_is_the_sum_of_its_parts(i):
    sold, life = _sold(i), _life(i)
    table, width = nb04_drift.along_path(sold, life), 100 * HISTORY.wing[i]
    beside = beside_pool(sold.book, life)
    assert (table["condor"] - table["pool"]).to_numpy() * width == pytest.approx(
        (beside["condor"] - beside["pool_with_fees"]).to_numpy(), abs=1e-6
    )
    parts = table[["by delta", "by VIX", "by the rest"]].sum(axis=1)
    assert parts.to_numpy() == pytest.approx(table["gap"].to_numpy()) and table["gap"].iloc[
        0
    ] == pytest.approx(0, abs=1e-9)
    # At expiry VIX no longer matters, and one condor is marked as all are.
    assert table["by VIX"].iloc[-1] == pytest.approx(0, abs=1e-9)
    still = nb04_drift.still_profits(HISTORY)[i]
    assert still[: HISTORY.last[i] + 1] == pytest.approx(table["still"].to_numpy(), abs=1e-9)
    assert np.isnan(still[HISTORY.last[i] + 1 :]).all()


def test_a_vix_that_stands_still_is_a_bumped_surface():
    sold, life = _sold(134), _life(134)
    still = nb04_drift.still_vix_profit(sold, life)
    day, spot = life.sessions[10], life.table["spx"].iloc[10]
    surface = context(MARKET, sold.date).surface
    assert still[day] == pytest.approx(float(profit_over_spot(sold.book, surface, day, spot)))


def test_misses_grow_with_drift():
    table = nb04_drift.pool_misses(HISTORY, [0, 0.1, 0.5, 1, np.inf])
    assert table.index.tolist() == ["0 to 0.1", "0.1 to 0.5", "0.5 to 1", "1 and more"]
    assert table["evenings"].sum() == (HISTORY.last - 1).sum()
    assert table["gap"].is_monotonic_increasing and (table["no VIX, no delta"] < table["no VIX"]).all()


# ------------------------------------------------------------------------------------------------ figures and widgets


def test_figures_say_what_they_show(run_cells):
    condors = {str(i): _sold(i) for i in (3, 34, 134)}
    lives = {k: MARKET.window(c.date, c.expiry) for k, c in condors.items()}
    paths = {k: drift_path(lives[k], c.strikes, c.expiry) for k, c in condors.items()}
    counts = block_counts(len(HISTORY), 13, 50, np.random.default_rng(0))
    first = FIRST.copy()
    first.insert(0, ("sale", "all"), 0.0)
    pools = {k: nb04_drift.along_path(c, lives[k]) for k, c in condors.items()}
    readings = run_cells("04", *READINGS)["readings"]
    levels = readings(HISTORY.surface, HISTORY.strikes, HISTORY.years)
    one = {k: (u[0], d[0]) for k, (u, d) in levels.items()}
    x = np.linspace(3000, 4000, 9)
    drawn = {
        f"{paths['3']['drift'].iloc[0]:+.2f}": figures.three_drifts(paths, THRESHOLDS),
        "lost 7,000": figures.hills(x, {"now": (-x, -x), "then": (x - 4000, -10000 + x)}),
        "of the wing": figures.beside_pools(pools),
        "of 8 alarms": figures.after_alarms(alarms.what_followed(HISTORY, first, counts)),
        "+12.0%": figures.readings(one, HISTORY.surface.spot[0], {"short put": 2800.0}, 0.12),
    }
    for words, (figure, alt) in drawn.items():
        assert words in figure._suptitle.get_text() and len(alt) > 80
        assert "nan" not in alt.lower()


def test_the_view_of_the_explorer():
    terms = {"days": 45, "short_delta": 0.16, "wing": 0.015, "levels": (0.8,), "moves": 0.5}
    figure, alt = drift_view(MARKET, sale="2022-04-05", **terms)
    assert "Fired: 0.8, moves" in figure._suptitle.get_text() and "-5,4" in figure._suptitle.get_text()
    assert len(alt) > 80
    with pytest.raises(CourseError, match="no trading day"):
        drift_view(MARKET, sale="2022-04-09", **terms)
    panel = drift_explorer(MARKET, "2022-04-05", 45, 0.16, 0.015, THRESHOLDS)
    sale, days = panel.children[0].children
    assert sale.value == "2022-04-05" and days.value == 45 and sale.options[-1] < "2026-03-20"
    late = drift_explorer(MARKET, "2026-07-01", 45, 0.16, 0.015, THRESHOLDS)
    assert late.children[0].children[0].value == "2026-07-01"


# ------------------------------------------------------------------------------------------------ the design exercise


def test_the_judge_waits_for_a_choice_and_then_tells_both_samples(capsys):
    assert design_result() is None and design_result((0.3,), ...) is None
    assert "Choose first" in capsys.readouterr().out
    table = design_result((0.5,), 0)
    assert table.index.tolist() == ["0.5", "hold"]
    hold = episode_condors().settled.mean()
    assert table.loc["hold", "mean"] == f"{hold:+.1%}"
    assert table.loc["hold", "mean of all"] == f"{episode_condors(whole=True).settled.mean():+.1%}"
    assert not table.equals(design_result((0.5,), 0, since_sale=True))
    with pytest.raises(CourseError, match="list of drift levels"):
        design_result("high", 1)


def test_the_judged_episode_was_not_told(run_cells):
    history = episode_condors(whole=True)
    picks = run_cells("04", KINDS_CELL, MIDDLE, history=history, turn=0.5)["picks"]
    told = {history.sales[i] for i in picks.values()}
    assert not told & set(episode_condors().sales) and len(episode_condors()) == 21
