"""The stepper: the past only, the rules' own condors, a reader's futures at real settlements, and its buttons."""

import itertools

import numpy as np
import pandas as pd
import pytest

from alvh_helpers.course import plots
from alvh_helpers.course.nb11_crash_replays.widgets import (
    Order,
    Walk,
    paper_account,
    rules_account,
    step_view,
    stepper_explorer,
    told,
)
from alvh_helpers.errors import CourseError
from alvh_helpers.simulation.costs import Costs
from alvh_helpers.simulation.daily import DailyMarket, load_daily_market
from alvh_helpers.simulation.run import replay
from alvh_helpers.strategy.presets import only, steward

pytestmark = pytest.mark.rule("R31")

FACTS = load_daily_market()
MARKET = FACTS.market
START, END = "2019-12-18", "2020-04-30"
LEDGER = replay(steward(), FACTS, START, END)
ORDERS = {"2020-02-21": Order(5), "2020-03-02": Order(20, False), "2020-03-16": Order(0, True)}


def test_without_orders_the_account_is_that_of_the_condors_alone():
    account = paper_account(LEDGER, {}, END)
    # The ledger rounds each leg's mark to the cent.
    assert np.abs(account["total"] - LEDGER.profit["condors"]).max() < 0.06
    assert (account[["minis", "hedge"]] == 0).all(axis=None) and account["condors"].all()


def test_the_rules_account_is_the_ledgers_profit_without_interest():
    rules = rules_account(LEDGER, END)
    expected = LEDGER.profit.drop(columns="interest").sum(axis=1)
    assert np.abs(rules["total"] - expected).max() < 0.01


def test_futures_gain_what_their_contracts_settle():
    free = replay(steward(), FACTS, START, END, Costs(0))
    account = paper_account(free, {"2020-01-02": Order(3), "2020-03-20": Order(1)}, END)
    days, gained = account.index, 0.0
    assert account.loc["2020-01-02", "minis"] == 0 and account.loc["2020-01-03", "minis"] == 3
    for before, day in itertools.pairwise(days):
        held = account.loc[before]
        settled = MARKET.vx(held["future"])
        gained += 100.0 * held["minis"] * (settled[day] - settled[before])
        assert (pd.Timestamp(held["future"]) - before).days > 7
    assert account["hedge"].sum() == pytest.approx(gained, abs=0.05)
    assert account["hedge"].abs().sum() > 1000 and (account["costs"] == 0).all()


def test_futures_pay_for_every_contract_traded_rolls_included():
    account = paper_account(LEDGER, {"2020-01-02": Order(3)}, END)
    bare = paper_account(LEDGER, {}, END)
    paid = bare["costs"] - account["costs"]
    rolls = account["future"] != account["future"].shift()
    assert (paid[rolls & (account["minis"] > 0)] > 0).all()
    assert paid[paid > 0.005].index.tolist() == [
        day
        for day in account.index
        if day == pd.Timestamp("2020-01-03") or (rolls[day] and day > pd.Timestamp("2020-01-03"))
    ]


def test_condors_that_are_left_lose_no_more_and_are_not_sold_again_before_the_next_sale():
    account = paper_account(LEDGER, {"2020-02-25": Order(0, False), "2020-03-10": Order(0, True)}, END)
    gone = account["2020-02-27":"2020-03-19"]
    assert account.loc["2020-02-26", "costs"] < -1000
    assert (gone["condor"] == 0).all() and (gone["costs"] == 0).all()
    assert account.loc["2020-03-20", "costs"] < 0 and account["2020-03-23":]["condor"].abs().sum() > 0
    same = paper_account(LEDGER, {}, "2020-02-26")["condor"]
    pd.testing.assert_series_equal(account["condor"][:"2020-02-26"], same)


@pytest.mark.parametrize("day", ["2020-02-10", "2020-03-03", "2020-03-18"])
def test_nothing_of_a_later_day_is_known(day):
    cut = replay(steward(), DailyMarket(MARKET.window(end=day)), START)
    mine = _until(day)
    pd.testing.assert_frame_equal(paper_account(cut, mine, day), paper_account(LEDGER, mine, day))
    pd.testing.assert_frame_equal(rules_account(cut, day), rules_account(LEDGER, day))
    assert told(cut, day) == told(LEDGER, day)
    (first, alt), (second, same) = (step_view(x, day, mine, "2020-01-27") for x in (cut, LEDGER))
    assert alt == same
    for one, other in zip(first.axes, second.axes, strict=True):
        drawn = [[line.get_xydata().tobytes() for line in ax.lines] for ax in (one, other)]
        assert drawn[0] == drawn[1]


def _until(day):
    return {date: order for date, order in ORDERS.items() if date <= day}


def test_an_order_after_the_day_changes_nothing():
    late = ORDERS | {"2020-04-01": Order(50)}
    pd.testing.assert_frame_equal(
        paper_account(LEDGER, late, "2020-03-31"), paper_account(LEDGER, ORDERS, "2020-03-31")
    )


@pytest.mark.parametrize(
    ("orders", "until", "words"),
    [
        ({"2020-02-21": Order(-1)}, END, "whole number"),
        ({"2020-02-21": Order(2.5)}, END, "whole number"),
        ({"2020-02-21": Order(True)}, END, "whole number"),
        ({"2020-02-22": Order(1)}, END, "no trading day"),
        ({}, "2021-01-04", "no trading day"),
    ],
)
def test_senseless_orders_are_refused(orders, until, words):
    with pytest.raises(CourseError, match=words):
        paper_account(LEDGER, orders, until)


def test_a_view_before_its_beginning_is_refused():
    with pytest.raises(CourseError, match="before it"):
        step_view(LEDGER, "2020-01-10", since="2020-02-10")


def test_a_walk_moves_on_stops_at_the_end_and_keeps_its_orders_when_one_is_refused():
    walk = Walk(LEDGER, "2020-02-01")
    assert walk.day == pd.Timestamp("2020-01-27")
    walk.go_on(Order(4))
    with pytest.raises(CourseError):
        walk.go_on(Order(-4))
    assert walk.day == pd.Timestamp("2020-01-28") and list(walk.orders.values()) == [Order(4)]
    walk.go_on(Order(4), 500)
    assert walk.over and walk.day == pd.Timestamp(END) and "walk is over" in walk.words()
    walk.restart()
    assert not walk.over and not walk.orders


def test_the_buttons_walk_and_draw(monkeypatch):
    shown = []
    monkeypatch.setattr(plots, "show", lambda figure, alt: shown.append(alt))
    made = []

    def ledger_of(name):
        made.append(name)
        return replay(only(1), FACTS, "2017-12-15", "2018-02-28") if name == "Feb 2018" else LEDGER

    panel = stepper_explorer(ledger_of, "Feb-Apr 2020", ("Feb-Apr 2020", "Feb 2018"))
    top, buttons, _ = panel.children
    assert "2020-01-27" in shown[-1]
    buttons.children[0].click()
    top.children[1].value = 7
    buttons.children[1].click()
    assert "2020-02-04" in shown[-1]
    top.children[0].value = "Feb 2018"
    assert made == ["Feb-Apr 2020", "Feb 2018"] and "2018-01-25" in shown[-1] and top.children[1].value == 0
    buttons.children[2].click()
    assert "2018-01-25" in shown[-1]
