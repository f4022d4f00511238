"""The rooms of notebook 10: the purse against the replay, stays and sweeps against other ways to add them up, figures."""

from dataclasses import replace

import notebook_tools as nt
import numpy as np
import pandas as pd
import pytest

from alvh_helpers.course.nb10_second_engine import figures, widgets
from alvh_helpers.course.nb10_second_engine.engine import EngineRules, engine_run, largest_leverage
from alvh_helpers.course.nb10_second_engine.exercises import EXERCISES as ENGINE
from alvh_helpers.course.nb10_second_engine.study import (
    engine_stays,
    exposures,
    first_closes,
    sweep_engine,
)
from alvh_helpers.course.nb10_second_engine.widgets import engine_layer, engine_view
from alvh_helpers.errors import CourseError
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import load_daily_market
from alvh_helpers.simulation.run import replay
from alvh_helpers.strategy.presets import only, steward, unhedged

ANSWERS = {exercise.id: exercise for exercise in ENGINE}


@pytest.fixture(scope="module")
def facts():
    return load_daily_market()


@pytest.fixture(scope="module")
def engine():
    return steward().layers[-1]


@pytest.fixture(scope="module")
def run(facts, engine):
    return engine_run(facts, engine)


@pytest.fixture(scope="module")
def stays(run, facts):
    return engine_stays(run, facts)


def title(figure):
    return figure.get_suptitle() or figure.axes[0].get_title(loc="left")


# ------------------------------------------------------------------------------------------- the purse


@pytest.mark.rule("R12")
@pytest.mark.parametrize(
    ("instrument", "leverage", "multiple"),
    [("synthetic", 1, 1), ("synthetic", 3, 2), ("call", 5, 1), ("mini future", 3, 1), ("etn", 1, 4)],
)
def test_the_purse_is_that_of_a_replay(facts, engine, instrument, leverage, multiple):
    layer, costs = replace(engine, instrument=instrument), Costs(multiple)
    policy = replace(only(3), layers=(layer,)).with_capital(engine_leverage=leverage)
    ledger = replay(policy, facts, "2008-01-01", "2012-12-31", costs)
    own = engine_run(facts, layer, EngineRules(leverage=leverage), "2008-01-01", "2012-12-31", costs)
    # A mark is rounded leg by leg in the replay and as a whole here: a cent apart at most.
    assert own.own == pytest.approx(ledger.daily["engine"].to_numpy(), abs=0.021)
    assert own.gain == pytest.approx(ledger.profit["L3"].to_numpy(), abs=0.021)
    fenced = ledger.decisions.query("what == 'ring-fence'")["date"]
    assert list(facts.sessions[own.sold[own.fenced]]) == list(fenced)
    traded = ledger.trades.query("source == 'L3'").groupby("date")[["spread", "commission"]].sum().sum(axis=1)
    assert own.cost[own.cost > 0] == pytest.approx(traded.to_numpy(), abs=0.005)


@pytest.mark.rule("R12")
def test_margin_is_that_of_a_replay(facts, engine, run):
    ledger = replay(only(3), facts, costs=Costs())
    assert run.margin == pytest.approx(ledger.record.margins[1], abs=0.01)


@pytest.mark.rule("R12")
@pytest.mark.parametrize("delay", [0, 2])
def test_delay_and_votes_are_those_of_a_replay(facts, delay):
    layer = engine_layer(30.0, None, votes=False)
    policy = replace(only(3), layers=(layer,), delay=delay, quorum=None)
    ledger = replay(policy, facts, "2020-01-02", "2021-06-30")
    own = engine_run(facts, layer, EngineRules(delay=delay, quorum=None), "2020-01-02", "2021-06-30")
    assert own.own == pytest.approx(ledger.daily["engine"].to_numpy(), abs=0.021)


@pytest.mark.rule("K19")
@pytest.mark.parametrize("leverage", [1.0, 5.0])
def test_the_engine_never_touches_the_condors(facts, engine, leverage):
    idle = replace(engine, trigger=replace(engine.trigger, vix_above=150.0))
    policies = [replace(only(3), layers=(x,)).with_capital(engine_leverage=leverage) for x in (engine, idle)]
    on, off = (replay(p, facts, "2008-01-01", "2009-12-31") for p in policies)
    assert (on.record.log.contracts == off.record.log.contracts).all()
    assert (on.profit["condors"] == off.profit["condors"]).all()
    assert on.profit["L3"].abs().sum() > 0 == off.profit["L3"].abs().sum()
    alone = replay(unhedged(), facts, "2008-01-01", "2009-12-31")
    assert alone.record.log.contracts.sum() > on.record.log.contracts.sum(), (
        "capital set apart sells fewer condors"
    )


def test_senseless_engines_are_refused(facts, engine):
    with pytest.raises(CourseError, match="'L1' is no engine"):
        engine_run(facts, steward().layers[0])
    with pytest.raises(CourseError, match="fewer than two trading days"):
        engine_run(facts, engine, start="2020-03-02", end="2020-03-02")
    with pytest.raises(CourseError, match="both above 0"):
        EngineRules(leverage=0)
    with pytest.raises(CourseError, match="delay 9"):
        EngineRules(delay=9)


@pytest.mark.rule("K19")
def test_the_largest_leverage_is_margin_turned_round():
    assert largest_leverage([7, 22]) == pytest.approx([1 / (0.38 * 1.1), 1 / (0.25 * 1.1)])
    assert ANSWERS["10.2"].answer() == pytest.approx(1 / 0.275)


# ------------------------------------------------------------------------------------------- the record


@pytest.mark.rule("K13")
def test_first_closes_by_going_through_the_days(facts):
    table, market = first_closes(facts.market), facts.market.table
    seen, last = [], -1000
    for i, vix in enumerate(market["vix"]):
        if vix > 35:
            if i - last > 63:
                seen.append(market.index[i])
            last = i
    assert list(table.index) == seen
    assert table["days"].sum() == (market["vix"] > 35).sum()
    assert table.loc["2024-08-05", ["vix", "vx1", "next_vix", "days"]].tolist() == [38.57, 32.10, 27.71, 1]
    row = table.loc["2020-02-27"]
    assert row["crest_day"] == pd.Timestamp("2020-03-16") and row["to_crest"] == 12
    future = facts.market.vx("2020-03-18")
    # The March contract is the front one until it is exchanged on the session before its expiry, the 17th.
    assert row["future_more"] == pytest.approx(future["2020-03-16"] - future["2020-02-27"])


def test_the_lesson_tells_the_worst_days_after_a_close_above_35(facts):
    (path,) = [p for p in nt.NOTEBOOKS if p.stem.startswith("10")]
    printed = "\n".join(nt.output_text(cell) for cell in nt.code_cells(nt.read(path)))
    for day, before, expiry in (
        ("2018-02-06", "2018-02-05", "2018-02-14"),
        ("2025-04-09", "2025-04-08", "2025-04-16"),
    ):
        future = facts.market.vx(expiry)
        fall = future[day] / future[before] - 1
        assert f"{day}: front future {fall:+.1%}; everything is lost at {-1 / fall:.1f}x" in printed


@pytest.mark.rule("K13")
def test_stays_add_up(run, stays, facts):
    assert stays["net"].sum() == pytest.approx(run.gain.sum(), abs=0.01)
    assert (stays["to_crest"] + stays["after"]).to_numpy() == pytest.approx(stays["net"].to_numpy())
    assert stays["costs"].sum() == pytest.approx(run.cost.sum())
    assert (stays["rolls"] + 1).sum() == len(run.lives.opened)
    gains = pd.Series(run.gain, run.sessions)
    for stay in stays.itertuples():
        assert gains[stay.bought : stay.sold].sum() == pytest.approx(stay.net, abs=0.01)
    late = stays[stays["crest"] < stays["bought"]]
    assert len(late) and (late["to_crest"] == 0).all()


def test_a_stay_by_hand(stays, facts):
    stay = stays.set_index("bought").loc["2022-03-08"]
    future = facts.market.vx("2022-04-20")
    points = future["2022-03-16"] - future["2022-03-08"]
    assert stay["future_points"] == pytest.approx(points)
    assert stay["net"] + stay["costs"] == pytest.approx(100 * stay["units"] * points, rel=0.002), (
        "less discount"
    )
    assert stay["vix_points"] == pytest.approx(
        facts.market.day("2022-03-16").vix - facts.market.day("2022-03-08").vix
    )
    assert stay["why"] == "trigger off"


def test_stays_that_renew_begin_with_the_same_capital(facts, engine):
    fresh = engine_stays(engine_run(facts, engine, EngineRules(renew=True)), facts).set_index("bought")
    alone = engine_run(facts, engine, EngineRules(renew=True), "2022-01-03", "2022-06-30")
    assert fresh.at[pd.Timestamp("2022-03-08"), "net"] == pytest.approx(alone.gain.sum(), abs=0.01)
    assert fresh["share"].to_numpy() == pytest.approx(fresh["net"].to_numpy() / 50_000)


def test_a_stay_that_the_ring_fence_ends_says_so(facts, engine):
    run = engine_run(facts, engine, EngineRules(leverage=5.0), "2018-12-01", "2019-03-01")
    stays = engine_stays(run, facts)
    assert stays["why"].tolist() == ["ring-fence"] and stays["sold"].tolist() == [pd.Timestamp("2018-12-31")]


def test_the_same_exposure_from_other_instruments(facts, engine):
    table = exposures(facts, engine, "2020-02-28", EngineRules(leverage=2.0), Costs(0.0))
    future = facts.market.vx("2020-03-18")
    bought, sold = future["2020-02-28"], future["2020-03-11"]
    units = np.floor(2 * 50_000 / (1000 * bought))
    assert table.at["future", "units"] == units and table.at["future", "costs"] == 0
    assert table.at["future", "made"] == pytest.approx(1000 * units * (sold - bought))
    assert table.at["synthetic", "made"] / table.at["synthetic", "units"] == pytest.approx(
        100 * (sold - bought), rel=2e-3
    )
    assert table.at["future", "margin"] == pytest.approx(
        units * 1000 * bought * 1.1 * np.interp(19, [7, 22], [0.38, 0.25])
    )
    assert table.at["call", "paid"] > 0 == table.at["call", "margin"]
    with pytest.raises(CourseError, match="2017-05-02 the engine was not let in"):
        exposures(facts, engine, "2017-05-02")
    with pytest.raises(CourseError, match="2026-07-16 the history ends"):
        exposures(facts, engine, facts.sessions[-1])


def test_a_sweep_is_its_runs(facts):
    layers = {(level,): engine_layer(level) for level in (30.0, 45.0)}
    table = sweep_engine(facts, layers, EngineRules(), level=25.0)
    for (level,), row in table.iterrows():
        run = engine_run(facts, engine_layer(level), EngineRules(renew=True))
        by_stretch = engine_stays(run, facts, 25.0).groupby("episode")["net"].sum()
        assert row[row != 0].to_dict() == pytest.approx(by_stretch.to_dict(), abs=0.01)
    assert list(table.columns) == sorted(table.columns)


def test_leaving_one_out_by_hand():
    assert ANSWERS["10.4"].answer() == -2 + 1 - 12 - 6 - 1


# ------------------------------------------------------------------------------------------ figures


def test_titles_count_what_the_tables_say(facts, run, stays):
    table = first_closes(facts.market)
    figure, alt = figures.first_close_rows(table, 35.0)
    assert title(figure).startswith(f"In {(table['to_crest'] == 0).sum()} of {len(table)} episodes")
    assert "2024-08-05 future 32.1, VIX 38.6" in alt
    gains = pd.Series(run.gain, run.sessions)
    paths = [gains[x.bought : x.sold].cumsum() for x in stays.itertuples()]
    figure, alt = figures.stay_paths(paths, stays)
    assert title(figure).startswith(f"{(stays['net'] > 0).sum()} of {len(stays)} stays gained")
    assert f"2008-09-18 {stays['net'].iloc[0]:+,.0f}" in alt


def test_purses_are_drawn_with_their_ring_fences(facts, engine, run):
    pair = [
        engine_run(facts, engine, EngineRules(leverage=x), "2018-12-03", "2019-01-31") for x in (1.0, 5.0)
    ]
    never = engine_run(facts, engine, None, "2024-07-15", "2024-09-15")
    figure, alt = figures.purse_panels({"2018": tuple(pair), "2024": (never, never)})
    assert "0 and 1 closed" in alt and "nothing bought" in [t.get_text() for t in figure.axes[1].texts]
    figure, alt = figures.purses_by_leverage({1.0: run})
    assert f"ended at {run.own[-1] / 1000:.0f} thousand" in title(figure) and "0 times closed" in alt


def test_rules_and_years_are_drawn():
    table = pd.DataFrame({30.0: [1000.0, -2000.0], 40.0: [500.0, 7000.0]}, index=["one", "other"])
    days = pd.to_datetime(["2008-07-02", "2020-02-24", "2021-09-20"])
    chosen = pd.DataFrame([[900.0, 100.0, 0.0], [-100.0, 800.0, -200.0]], index=[30.0, 40.0], columns=days)
    figure, alt = figures.rule_map(table, chosen)
    assert title(figure).startswith("The best of 4 rules made +7,000 dollars, the worst -2,000")
    assert "above 40 with other" in alt and "above 30 +1,000 from 2 stretches" in alt
    profit = pd.DataFrame({"condors": [-60.0, -40.0], "L3": [5.0, 20.0]}, index=days[:2])
    figure, alt = figures.side_by_side({"then": profit}, "L3")
    assert title(figure) == "Share of the condors' loss made good: +25% (then)"


def test_the_explorer_draws_what_its_sliders_say(facts, capsys):
    figure, alt = engine_view(facts, "Feb-Apr 2020", 35.0, 5.0, 0.25)
    assert "at 5x, threshold 35" in title(figure) and "2 times closed" in alt
    figure, alt = engine_view(facts, "Aug 2024", 35.0, 1.0, 0.25)
    assert ": 0 purchases" in title(figure) and "+0 dollars" in title(figure)
    with pytest.raises(CourseError, match="no episode '1987'"):
        engine_view(facts, "1987", 35.0, 1.0, 0.25)
    panel = widgets.engine_explorer(facts, "Apr 2025")
    controls = [widget for row in panel.children[:-1] for widget in row.children]
    assert [c.description for c in controls] == ["episode", "VIX above", "leverage", "vol crush"]
    controls[1].value = 25.0
    assert "Traceback" not in capsys.readouterr().out
