"""Notebook 11: outcomes against plain replays, days traced to the cent, drawdowns by hand, intervals against `compare`."""

import re
from dataclasses import replace
from types import SimpleNamespace

import notebook_tools as nt
import numpy as np
import pandas as pd
import pytest

from alvh_helpers.course.nb11_crash_replays import figures, reading, study
from alvh_helpers.course.nb11_crash_replays.exercises import EXERCISES as REPLAYS
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import EPISODES
from alvh_helpers.pricing.black import black_scholes
from alvh_helpers.pricing.surface import spx_surface
from alvh_helpers.simulation import compare
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import load_daily_market
from alvh_helpers.simulation.run import replay
from alvh_helpers.strategy.layers import Trigger
from alvh_helpers.strategy.presets import promoter, steward, unhedged

ANSWERS = {exercise.id: exercise for exercise in REPLAYS}
SHORT = ("May 2010", "Feb 2018", "Apr 2025")
MINE, NONE = steward(), unhedged()


@pytest.fixture(scope="module")
def hedged():
    return compare.column(MINE, SHORT)


@pytest.fixture(scope="module")
def alone():
    return compare.column(NONE, SHORT)


@pytest.fixture(scope="module")
def storm():
    return compare.episode_ledger(MINE, "Feb-Apr 2020")


@pytest.fixture(scope="module")
def stored():
    """The text of every output of the stored lesson."""
    (path,) = [p for p in nt.NOTEBOOKS if p.stem.startswith("11")]
    return [nt.output_text(cell) for cell in nt.code_cells(nt.read(path))]


def row(stored, column, name):
    """Return the cells of one row of the stored table that has such a column."""
    (text,) = [x for x in stored if re.search(rf"<th>{column}</th>", x)]
    (found,) = re.findall(rf"<th>{name}</th>(.*?)</tr>", text, re.S)
    return re.findall(r"<td>(.*?)</td>", found)


def title(figure):
    """Return a figure's headline, over all panels or over the first."""
    return figure.get_suptitle() or figure.axes[0].get_title(loc="left")


# ------------------------------------------------------------------------------------------------ outcomes


def test_the_names_are_all_episodes_in_order():
    assert tuple(EPISODES) == compare.CRASHES + compare.CALMS
    assert (len(compare.CRASHES), len(compare.CALMS)) == (10, 4)


def test_an_outcome_is_a_plain_replay_and_stays_what_it_was():
    ledger = replay(MINE, load_daily_market(), "2017-12-18", "2018-02-28", Costs(2.0))
    found = compare.outcome(MINE, "Feb 2018", 2)
    assert found.equity.equals(ledger.equity) and found.profit.equals(ledger.profit)
    assert found.summary.equals(ledger.summary())
    found.equity.iloc[0] = found.summary["profit"] = 0.0
    found.profit["condors"] = 0.0
    again = compare.outcome(MINE, "Feb 2018", 2.0)
    assert again.equity.equals(ledger.equity) and again.profit.equals(ledger.profit)
    assert again.summary["profit"] == ledger.summary()["profit"]


def test_the_ladder_takes_a_policy_apart():
    steps = compare.taken_apart(MINE)
    assert list(steps) == ["unhedged", *(layer.name for layer in MINE.layers), "all"]
    assert steps["all"] is MINE and not steps["unhedged"].layers
    assert [steps[layer.name].layers for layer in MINE.layers] == [(layer,) for layer in MINE.layers]
    assert {step.condor for step in steps.values()} == {MINE.condor}


def test_the_table_holds_each_summary():
    steps = compare.taken_apart(MINE)
    table = compare.compare_policies(steps, SHORT[:1])
    for name, policy in steps.items():
        summary = compare.outcome(policy, SHORT[0]).summary
        for figure in ("profit", "drawdown", "worst_day", "hedge_share"):
            assert table.at[SHORT[0], (figure, name)] == summary[figure]


@pytest.mark.parametrize(
    ("call", "match"),
    [
        (lambda: compare.episode_ledger(MINE, "March 2020"), "no stretch 'March 2020'"),
        (lambda: compare.episode_ledger(MINE, "Feb 2018", days_before=-1), "-1 days before"),
        (lambda: study.multiples("COSTS", (1, 1)), "two different"),
        (lambda: study.multiples("COSTS", 2), "two multiples"),
        (lambda: study.starts("STARTS", (20,)), "two to six"),
        (lambda: study.starts("STARTS", (20, 300)), "between 0 and 120"),
    ],
)
def test_what_makes_no_sense_gets_a_sentence(call, match):
    with pytest.raises(CourseError, match=match):
        call()


def test_parameters_are_read():
    assert study.multiples("COSTS", [0, 4]) == (0.0, 4.0)
    assert study.starts("STARTS", (20, 45, 75)) == (20, 45, 75)


# ------------------------------------------------------------------------------------------------ one replay


@pytest.mark.rule("R9")
@pytest.mark.parametrize(("policy", "stretch"), [(MINE, "Feb-Apr 2020"), (promoter(), "Aug 2011")])
def test_every_day_is_traced_to_its_contracts_to_the_cent(policy, stretch):
    ledger = compare.episode_ledger(policy, stretch)
    for day, wanted in ledger.profit.iloc[1:].drop(columns="interest").iterrows():
        traced = reading.trace_day(ledger, day)
        sums = traced.groupby("source")["profit"].sum().round(2)
        assert sums.reindex(wanted.index, fill_value=0.0).tolist() == pytest.approx(
            wanted.tolist(), abs=0.001
        )
        assert not traced.duplicated(["source", "contract"]).any()
    with pytest.raises(CourseError, match="no day before it"):
        reading.trace_day(ledger, ledger.record.sessions[0])


def test_a_future_pays_its_variation_in_cash(storm):
    """Recomputed from the settlements of its contract."""
    day, before = "2020-03-09", "2020-03-06"
    traced = reading.trace_day(storm, day).set_index("contract")
    (name,) = [label for label in traced.index if label.startswith("VXM")]
    contract = load_daily_market().market.vx(name.split(" ")[1])
    units = storm.marks(before).set_index("contract").at[name, "units"]
    assert traced.at[name, "variation"] == pytest.approx(100 * units * (contract[day] - contract[before]))
    assert traced.at[name, "now"] == 0.0


def test_identities_agree_and_a_cent_too_much_is_found(storm):
    assert (reading.identities(storm)["agree"] == "to the cent").all()
    names = ("equity", "daily", "profit", "legs", "policy")
    for name, broken in (
        (
            "profit",
            storm.profit.assign(interest=storm.profit["interest"] + np.eye(len(storm.profit))[5] / 100),
        ),
        ("daily", storm.daily.assign(cash=storm.daily["cash"] + np.eye(len(storm.daily))[5] / 100)),
    ):
        values = {n: getattr(storm, n) for n in names} | {name: broken}
        assert (reading.identities(SimpleNamespace(**values))["agree"] == "NO").any()


def test_the_busiest_day_is_read_aloud(storm, stored):
    counts = storm.decisions["date"].value_counts()
    busy = min(day for day in counts.index if counts[day] == counts.max())
    assert any(text.startswith(f"{busy:%A %Y-%m-%d}, steward") for text in stored)


def test_a_policy_is_told_in_words():
    text = reading.policy_in_words(MINE)
    for layer in MINE.layers:
        assert f"{layer.name}: {layer.instrument}" in text
    assert "VIX above 35" in text and "quorum: 3 calls" in text and "1,000,000 dollars" in text
    changed = replace(
        MINE, layers=(replace(MINE.layers[0], trigger=Trigger(), off_days=17), *MINE.layers[1:])
    )
    assert "always on" in reading.policy_in_words(changed)
    assert "off_days 17" in reading.policy_in_words(changed)
    flat = " ".join(text.split())
    assert "scaling: a cover times 0.5" in flat and "up to 1.5" in flat and "vega/theta is above 3.2" in flat
    assert "may hold 3 times its own capital" in " ".join(reading.policy_in_words(promoter()).split())
    assert "scaling" not in reading.policy_in_words(NONE) and "times its own" not in reading.policy_in_words(
        NONE
    )


# ------------------------------------------------------------------------------------------------ studies


@pytest.mark.rule("K5")
def test_drawdowns_are_those_of_the_account_by_hand(alone, hedged):
    table = study.reductions(alone, hedged)
    for name in SHORT:
        deepest = []
        for found in (alone, hedged):
            equity = np.r_[1e6, found[name].equity]
            deepest.append((1 - equity / np.maximum.accumulate(equity)).max())
        row = table.loc[name]
        assert row[["without", "hedged"]].tolist() == pytest.approx(deepest)
        assert row["reduction"] == pytest.approx(1 - deepest[1] / deepest[0])
        ends = hedged[name].equity.iloc[-1] - alone[name].equity.iloc[-1]
        assert row["kept"] == pytest.approx(ends)


@pytest.mark.rule("K5")
def test_the_lesson_counts_halved_drawdowns(stored):
    cuts, kept = [], 0.0
    for name in compare.CRASHES:
        bare, full = (compare.outcome(p, name).equity.to_numpy() for p in (NONE, MINE))
        falls = [max(1 - x / np.maximum.accumulate(np.r_[1e6, x])[1:]) for x in (bare, full)]
        cuts.append(1 - falls[1] / falls[0])
        kept += full[-1] - bare[-1]
    cuts = np.array(cuts)
    told = ["10", f"{(cuts > 0.5).sum()}", f"{(cuts < 0).sum()}", f"{np.median(cuts):.0%}", f"{kept:,.0f}"]
    assert row(stored, "median reduction", "as above") == told


@pytest.mark.rule("K7")
def test_the_lesson_tells_what_the_layers_made_good(storm, stored):
    made = storm.profit.sum()
    layers = made.drop(["condors", "interest"])
    told = [f"{x:,.0f}" for x in (made["condors"], *layers)] + [f"{-layers.sum() / made['condors']:.0%}"]
    (text,) = [x for x in stored if "<th>offset</th>" in x and "<th>L3</th>" in x]
    (found,) = re.findall(r"<th>Feb-Apr 2020</th>(.*?)</tr>", text, re.S)
    assert re.findall(r"<td>(.*?)</td>", found) == told


def test_the_worst_day_is_told_with_its_eve(storm):
    row = reading.worst_evenings({"a": storm}).iloc[0]
    day = storm.profit["condors"].idxmin()
    eve = storm.daily.iloc[storm.record.sessions.get_loc(day) - 1]
    gained = storm.profit.loc[day, [layer.name for layer in MINE.layers]].sum()
    assert row["day"] == f"{day:%Y-%m-%d}" and row["condors"] == storm.profit["condors"].min()
    assert row["layers"] == pytest.approx(gained) and row["offset"] == pytest.approx(-gained / row["condors"])
    assert row["cover"] == pytest.approx(-eve["hedge_vega"] / eve["vega"])
    assert row["promised"] == pytest.approx(eve["hedge_vega"] / eve["vega"] * row["vix_alone"])


def test_one_thing_moved_alone_is_the_book_on_a_surface_of_its_own(storm):
    """Each condor of the evening priced by the book, at the old VIX and the new index, and the other way round."""
    row = reading.worst_evenings({"a": storm}).iloc[0]
    today = pd.Timestamp(row["day"])
    eve = storm.record.sessions[storm.record.sessions.get_loc(today) - 1]
    facts = load_daily_market().table.loc[[eve, today]]
    moved = {}
    for name, columns in (("none", []), ("index_alone", ["spx"]), ("vix_alone", ["vix", "vix3m_filled"])):
        state = facts.iloc[0].copy()
        state[columns] = facts.iloc[1][columns]
        surface = spx_surface(*(state[c] for c in ("spx", "vix", "vix3m_filled", "rate", "dividend_yield")))
        total = 0.0
        for leg in storm.marks(eve).query("source == 'condors'").itertuples():
            _, expiry, strike, flag = leg.contract.split(" ")
            time = (pd.Timestamp(expiry) - eve).days / 365
            vol = float(surface.vol(float(strike), time))
            terms = (state["spx"], float(strike), time, vol, state["rate"], state["dividend_yield"])
            total += 100 * leg.units * float(black_scholes(flag[0], *terms).price)
        moved[name] = total
    for name in ("index_alone", "vix_alone"):
        assert row[name] == pytest.approx(moved[name] - moved["none"], abs=0.01)


def test_storms_are_read_off_the_closes(stored):
    table = load_daily_market().table.loc["2019-12-18":"2020-04-30"]
    fall = (table["spx"] / table["spx"].cummax() - 1).min()
    ahead = table.loc["2020-02-19":]  # the high of the index
    sessions, above = len(ahead.loc[:"2020-03-16"]) - 1, (ahead["vix"] > 35).to_numpy()
    told = row(stored, "above_35", "Feb-Apr 2020")[:5]
    assert told == [f"{fall:.0%}", f"{sessions}", "82.69", f"{above.sum()}", f"{above.argmax()}"]


def test_crash_windows_and_calm_ones_are_told_apart(stored):
    profit = compare.outcome(MINE).profit
    windows = [[e for e in EPISODES.values() if e.kind == kind] for kind in ("crash", "calm")]
    parts = [pd.concat([profit[e.start : e.end] for e in part]) for part in windows]
    parts.append(profit.drop(parts[0].index).drop(parts[1].index))
    (text,) = [x for x in stored if "<th>ten crashes</th>" in x and "<th>layers</th>" in x]
    for name, part in zip(("ten crashes", "four calms", "other days"), parts, strict=True):
        (found,) = re.findall(rf"<th>{name}</th>(.*?)</tr>", text, re.S)
        dollars = [*part.sum(), part.to_numpy().sum(), part[["L1", "L2", "L3"]].to_numpy().sum()]
        told = [f"{len(part) / len(profit):.0%}", *(f"{x:,.0f}" for x in dollars)]
        assert re.findall(r"<td>(.*?)</td>", found) == ["0" if x == "-0" else x for x in told]


def test_the_longest_crash_has_its_share(stored):
    days = load_daily_market().sessions
    crashes = [EPISODES[name] for name in compare.CRASHES]
    share = len(days[(days >= "2022-01-01") & (days <= "2022-10-31")]) / sum(
        len(days[(days >= e.start) & (days <= e.end)]) for e in crashes
    )
    bare, full = (compare.outcome(p).profit for p in (NONE, MINE))
    lost = [bare[e.start : e.end].to_numpy().sum() for e in crashes]
    made = [full.loc[e.start : e.end, ["L1", "L2", "L3"]].to_numpy().sum() for e in crashes]
    at = compare.CRASHES.index("Jan-Oct 2022")
    told = [f"{share:.0%}", f"{lost[at]:,.0f}", f"{lost[at] / sum(lost):.0%}"]
    told += [f"{made[at]:,.0f}", f"{made[at] / sum(made):.0%}"]
    assert row(stored, "of_gain", "Jan-Oct 2022") == told


def test_what_the_hedge_added_by_year_is_told(stored):
    growth = []
    for policy in (NONE, MINE):
        equity = compare.outcome(policy).equity
        gained = equity / equity.shift(1, fill_value=1e6)
        growth.append(gained.groupby(equity.index.year).prod())
    told = "; ".join(f"{year} {x:+.1%}" for year, x in (growth[1] - growth[0]).items())
    assert any(told in text for text in stored)


def test_the_verdicts_follow_from_their_intervals(stored):
    for name, claim in (("whole history: halved", 50.0), ("income kept, a year", 0.0)):
        _, between, word = row(stored, "measured", name)
        low, high = (float(x.rstrip("%")) for x in between.split(" to "))
        assert word == ("supported" if low > claim else "not supported" if high < claim else "not decided")


def test_long_lines_are_wrapped_and_nothing_is_lost(storm):
    text = storm.explain("2020-03-11")
    wrapped = reading.wrapped(text)
    assert wrapped.split() == text.split() and wrapped.count("\n\n") == text.count("\n\n")
    assert max(map(len, wrapped.splitlines())) <= 110


# ------------------------------------------------------------------------------------------------ figures, exercises


def test_the_replay_tells_the_worst_day(storm):
    bare = compare.episode_ledger(NONE, "Feb-Apr 2020")
    figure, alt = figures.one_replay(storm, bare)
    worst = storm.profit["condors"].min()
    assert f"({worst:+,.0f})" in title(figure) and "82.69" in alt
    assert f"{storm.equity.iloc[-1] - 1e6:+,.0f} dollars" in title(figure)
    heights = sum(patch.get_height() for patch in figure.axes[2].patches)
    assert heights == pytest.approx(storm.profit.drop(columns="interest").to_numpy().sum())


def test_dumbbells_count_episodes_only():
    rows = {"May 2010": (0.2, 0.08, 0.6), "Feb 2018": (0.1, 0.11, -0.1), "whole history": (0.4, 0.1, 0.75)}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["without", "hedged", "reduction"])
    figure, alt = figures.dumbbells(table, 0.5)
    assert title(figure) == "The deepest fall shrank by more than 50% in 1 of 2 episodes"
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert texts == ["60% less", "10% more", "75% less"] and "Feb 2018 10.0% and 11.0%" in alt


def test_the_gallery_tells_ends_and_extremes(alone, hedged):
    figure, alt = figures.gallery(alone, hedged, 1e6)
    ends = {name: hedged[name].equity.iloc[-1] - alone[name].equity.iloc[-1] for name in SHORT}
    higher = sum(value > 0 for value in ends.values())
    assert title(figure).startswith(f"Hedged ended higher in {higher} of 3 episodes")
    assert f"{max(ends.values()):+,.0f} ({max(ends, key=ends.get)})" in title(figure)
    assert all(name in alt for name in SHORT)
    limits = {ax.get_ylim() for ax in figure.axes if ax.get_title(loc="left")}
    assert len(limits) == 1, "one scale for all"
    figure.set_dpi(20)
    figure.canvas.draw()


def test_bars_by_source_stack_to_the_sum(hedged):
    table = pd.DataFrame({name: found.profit.sum() for name, found in hedged.items()}).T
    table = table.drop(columns="interest").assign(offset=0.1)
    figure, alt = figures.profit_by_source(table, 1e6)
    layers = table.drop(columns=["condors", "offset"])
    assert title(figure).startswith(f"Layers gained in {int((layers.sum(axis=1) > 0).sum())} of 3")
    heights = sum(patch.get_height() for patch in figure.axes[0].patches)
    assert heights == pytest.approx(table.drop(columns="offset").to_numpy().sum() / 1e6)
    assert "May 2010: condors" in alt


def test_accounts_years_and_starts_are_told(alone, hedged):
    pair = {
        "without": ("condor", alone["Apr 2025"].equity),
        "steward": ("together", hedged["Apr 2025"].equity),
    }
    figure, alt = figures.accounts(pair)
    best = max(pair, key=lambda name: pair[name][1].iloc[-1])
    assert f"{best!r} stands highest" in title(figure) and "log scale" in alt
    years = pd.DataFrame({"added": [0.02, -0.01, -0.03]}, index=[2007, 2008, 2009])
    assert title(figures.regret(years)[0]) == "The hedge added to 1 of 3 years: 2007"
    parts = {
        n: study.reductions(*(compare.column(p, SHORT, days_before=n) for p in (NONE, MINE)))
        for n in (20, 75)
    }
    luck = pd.concat(parts, names=["days", "episode"])
    wide = luck["profit_without"].groupby(level="episode").agg(["min", "max"])
    turned = int(((wide["min"] < 0) & (wide["max"] > 0)).sum())
    assert title(figures.start_dots(luck)[0]).startswith(f"{turned} of 3 episodes turn")


def test_exercises_by_hand():
    path = np.array([1.0, 1.04, 0.98, 1.02, 0.92, 1.1])
    assert ANSWERS["11.1"].answer() == pytest.approx((1 - path / np.maximum.accumulate(path)).max())
    assert ANSWERS["11.2"].answer() == pytest.approx(0.25)
    settled = load_daily_market().market.vx("2020-05-20")
    assert ANSWERS["11.3"].answer() == pytest.approx(1000 * (settled["2020-03-09"] - settled["2020-03-06"]))
    ends = [
        replay(
            NONE, load_daily_market(), pd.Timestamp("2025-04-01") - pd.Timedelta(days=n), "2025-04-30"
        ).equity.iloc[-1]
        for n in (20, 45)
    ]
    assert ANSWERS["11.4"].answer() == pytest.approx(ends[0] - ends[1])
