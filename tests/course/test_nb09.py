"""The figures, the dashboard and the accounts of notebook 09: titles tell the data, and nothing is seen before its day."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from alvh_helpers.course.nb09_signals import figures, widgets
from alvh_helpers.course.nb09_signals.comparison import account_table
from alvh_helpers.course.nb09_signals.record import spike_ahead
from alvh_helpers.course.nb09_signals.storms import first_jumps, leads
from alvh_helpers.errors import CourseError
from alvh_helpers.risk.bootstrap import compare
from alvh_helpers.risk.measures import period_returns
from alvh_helpers.signals.quorum import Quorum, activations, decide, votes
from alvh_helpers.simulation.compare import outcome
from alvh_helpers.simulation.daily import load_daily_market
from alvh_helpers.strategy import presets


@pytest.fixture(scope="module")
def market():
    return load_daily_market().market


@pytest.fixture(scope="module")
def cast():
    return load_daily_market().votes


@pytest.fixture(scope="module")
def found():
    """Two accounts through the spring of 2020, and none with layers."""
    base = presets.steward()
    policies = {"none": replace(base, quorum=None), "5": replace(base, quorum=Quorum(5))}
    policies["unhedged"] = presets.unhedged(base)
    return {name: outcome(policy, "Feb-Apr 2020") for name, policy in policies.items()}


def title(figure):
    """Return a figure's headline, over all panels or over the first."""
    return figure.get_suptitle() or figure.axes[0].get_title(loc="left")


def test_a_year_counts_its_calls(market, cast):
    figure, alt = figures.year_of_signals(market, cast, 2011, 5.0, 20)
    ahead, inside = spike_ahead(market, 5.0, 20), market.sessions.year == 2011
    began = {n: activations(cast.column(n)) & inside for n in ("vix_rsi", "term_macd", "breadth")}
    hits, fired = (sum(int(f(b)) for b in began.values()) for f in (lambda b: ahead[b].sum(), np.sum))
    assert f"{hits} of {fired} calls" in title(figure)
    assert f"RSI of VIX {int(ahead[began['vix_rsi']].sum())} of {began['vix_rsi'].sum()}" in alt
    with pytest.raises(CourseError, match="1999 has 0 trading days"):
        figures.year_of_signals(market, cast, 1999, 5.0, 20)


def test_the_strip_tells_how_many_have_data(market, cast):
    figure, alt = figures.vote_strip(cast, first_jumps(market))
    last = cast.table["2026-07":].notna().sum(axis=1).mean()
    assert f"{last:.0f} of 15 have data" in title(figure) and "vix_rsi 11%" in alt


def test_k12_and_lifts_count_their_intervals():
    rows = [
        (h, e, i, 9, -1.0, 0.0, -2.0, high, -0.5)
        for h in (5, 10)
        for e in ("level", "crossing")
        for i, high in (("vix", -0.1 * h + 0.9), ("vx1", 1.0))
    ]
    table = pd.DataFrame(
        rows, columns=["sessions", "event", "instrument", "days", "mean", "all", "low", "high", "like"]
    )
    figure, _ = figures.k12_moves(table, 60.0)
    assert "2 of 4 intervals lie below" in title(figure)
    index = pd.MultiIndex.from_product([["a", "b", "c"], [5, 20]], names=["signal", "outcome"])
    lifts = pd.DataFrame(
        {
            "base": 0.3,
            "lift": 0.1,
            "low": [0.05, -0.1, -0.2, -0.3, 0.02, 0.01],
            "high": [0.2, 0.2, -0.01, 0.1, 0.2, 0.2],
        },
        index,
    )
    figure, alt = figures.lift_dots(lifts, (5, 20), 5.0, 2)
    assert "3 of 6 intervals surely lie above zero, 1 below" in title(figure) and "c within 20" in alt


def test_the_grid_of_storms_tells_who_called(market, cast):
    jumps = first_jumps(market)
    early = leads(cast.table, jumps)
    figure, alt = figures.storm_leads(early, jumps, 7)
    calls = (early > 0).sum()
    assert f"{calls.min()} to {calls.max()} of 15 called" in title(figure)
    assert "Dec 2018 vvix_macd;" in alt


def test_quorum_figures_tell_what_is_sure(found):
    curve = pd.DataFrame(
        {
            "warned": [0.6, 0.4],
            "false_positive_rate": [0.55, 0.3],
            "right": [0.35, 0.41],
            "base": 0.33,
            "low": [-0.01, 0.02],
            "high": [0.05, 0.12],
        },
        index=[2, 4],
    )
    figure, alt = figures.quorum_curves(curve, 5.0, 20)
    assert "surely better than any day: 4" in title(figure) and "4: 40% and 30%" in alt
    table = account_table(found, np.random.default_rng(1), draws=40)
    figure, alt = figures.accounts(table, 2)
    assert f"{table.loc['none', 'hedge_cost'] / 1000:,.0f} thousand without" in title(figure)
    made = pd.DataFrame({"none": [1_500.0, -400.0], "5": [2_000.0, 0.0]}, ["Feb-Apr 2020", "Aug 2024"])
    figure, alt = figures.hedge_map(made)
    assert "+1 with 'none', +2 with '5'" in title(figure) and "Feb-Apr 2020: +2, +2; Aug 2024: -0, +0" in alt


def test_macro_and_sweep_tell_hindsight_and_the_other_half():
    changes = pd.DataFrame(
        {"change": [0.01, 0.02], "change_low": [-0.01, 0.01], "change_high": 0.05}, ["without a", "without b"]
    )
    lags = [
        pd.DataFrame({"lift": 0.1, "low": low, "high": 0.2}, ["a", "b"])
        for low in ([0.01, -0.1], [0.05, 0.02])
    ]
    figure, _ = figures.macro_dots(changes, *lags)
    assert "1 of 2 changes are sure" in title(figure) and "1 as published, 2 with hindsight" in title(figure)
    index = pd.MultiIndex.from_tuples([(14, 60), (5, 50), (28, 60)], names=["days", "level"])
    sweep = pd.DataFrame({"lift_1": [0.0, -0.02, 0.08], "lift_2": [0.0, 0.03, -0.02]}, index)
    figure, alt = figures.sweep_halves(sweep, "2016")
    assert "-2.0 points after" in title(figure) and "-1.00" in title(figure) and "RSI(28) above 60" in alt


def test_the_dashboard_knows_nothing_of_later_days(market, cast):
    day = "2018-02-02"
    whole = widgets.dashboard_view(market, cast, day, Quorum(3))
    cut = market.window("2007-04-02", day)
    early = widgets.dashboard_view(cut, votes(cut), day, Quorum(3))
    assert whole[1] == early[1]
    strips = [figure.axes[1].collections[0].get_array() for figure, _ in (whole, early)]
    assert np.ma.allequal(*strips) and strips[0].shape == (15, 126)
    told = [[t.get_text() for t in figure.axes[1].texts] for figure, _ in (whole, early)]
    assert told[0] == told[1] and len(told[0]) == 15


def test_the_dashboard_tells_the_quorum(market, cast):
    for day, k in (("2020-02-21", 3), ("2018-02-02", 3), ("2008-09-12", 9)):
        row = decide(cast, Quorum(k)).loc[day]
        figure, _ = widgets.dashboard_view(market, cast, day, Quorum(k), 21)
        assert f"{row['calls']} of {15 - row['abstain']} call" in title(figure)
        assert ("not reached" in title(figure)) == (not row["reached"])
    figure, _ = widgets.dashboard_view(market, cast, "2007-04-05", Quorum(3), 21)
    assert "out of reach" in title(figure)
    with pytest.raises(CourseError, match="show 2 or more"):
        widgets.dashboard_view(market, cast, "2020-02-21", Quorum(3), 1)
    with pytest.raises(CourseError, match="no trading day"):
        widgets.dashboard_view(market, cast, "2020-02-22", Quorum(3))


def test_the_dashboard_widget_moves(market, cast, capsys):
    panel = widgets.dashboard(market, cast, "2020-02-21")
    controls = [w for row in panel.children[:-1] for w in row.children]
    assert [c.description for c in controls] == ["day", "sessions later", "calls needed", "sessions shown"]
    controls[1].value = 5


@pytest.mark.rule("K16")
def test_accounts_are_compared_as_elsewhere(found):
    table = account_table(found, np.random.default_rng(1), draws=300)
    assert table.loc["none", ["more", "more_low", "deeper_high"]].to_list() == [0, 0, 0]
    first, other = (period_returns(found[name].equity) for name in ("unhedged", "none"))
    for word, statistic in (("more", "mean"), ("deeper", "max drawdown")):
        slow = compare(first, other, np.random.default_rng(2), statistic=statistic, draws=300)
        row = table.loc["unhedged"]
        assert row[word] == pytest.approx(slow.difference, abs=1e-9)
        assert (row[f"{word}_low"], row[f"{word}_high"]) == pytest.approx(
            (slow.low, slow.high), abs=0.25 * (slow.high - slow.low)
        )
    assert table.loc["unhedged", "hedge_cost"] == 0 == table.loc["unhedged", "hedged"]
    layers = found["5"].profit[["L1", "L2", "L3"]].sum(axis=1)
    assert table.loc["5", "hedged"] == (layers != 0).mean()
    assert table.loc["5", "hedge_cost"] == pytest.approx(-layers.sum(), abs=1)
    with pytest.raises(CourseError, match="no account 'all'"):
        account_table(found, np.random.default_rng(1), "all")
