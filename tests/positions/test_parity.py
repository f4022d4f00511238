"""Conversions, reversals and boxes: no residual, no gamma, no vega, no break-even moved (K20)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.positions.book import book_of
from alvh_helpers.positions.condor import iron_condor, ratio_condor
from alvh_helpers.positions.legs import spx_option, vx_future
from alvh_helpers.positions.parity import (
    box,
    box_rate,
    box_residual,
    conversion,
    financed,
    mispricing_gain,
    parity_residual,
    reversal,
    synthetic_forward,
    what_it_moves,
)
from alvh_helpers.positions.valuation import context
from alvh_helpers.pricing.black import black76
from alvh_helpers.pricing.surface import spx_surface

pytestmark = pytest.mark.rule("R21")

MARKET = load_market()
DAY, EXPIRY, TIME = "2023-06-05", "2023-07-21", 46 / 365
SURFACE = context(MARKET, DAY).surface
FORWARD, DISCOUNT = float(SURFACE.forward(TIME)), float(np.exp(-SURFACE.rate * TIME))


def test_a_synthetic_forward_is_worth_the_discounted_forward_less_the_strike():
    for strike in (3800.0, 4275.0, 4700.0):
        held = synthetic_forward(EXPIRY, strike, 2)
        assert held.value(SURFACE, DAY) == pytest.approx(200 * DISCOUNT * (FORWARD - strike), abs=1e-8)
        assert held.payoff([3000.0, 5000.0]) == pytest.approx([200 * (3000 - strike), 200 * (5000 - strike)])


@given(
    st.floats(900, 6000),
    st.floats(10, 70),
    st.floats(0, 0.06),
    st.integers(-40, 40),
    st.integers(1, 60),
)
def test_boxes_have_no_residual(spot, vix, rate, shift, width):
    surface = spx_surface(spot, vix, vix, rate, 0.015)
    low = 5.0 * (round(spot / 5) + shift)
    held = box(EXPIRY, low, low + 5 * width)
    assert box_residual(held, surface, DAY) == pytest.approx(0, abs=1e-6)
    per_point = held.value(surface, DAY) / 100
    assert per_point == pytest.approx(5 * width * np.exp(-rate * TIME), abs=1e-9)


def test_a_conversion_is_worth_what_it_locks_and_a_reversal_is_its_other_side():
    held = conversion(SURFACE, EXPIRY, 4400, date=DAY, forward_strike=4275)
    assert held.payoff([3000.0, 4300.0, 6000.0]) == pytest.approx([12_500, 12_500, 12_500])
    assert box_residual(held, SURFACE, DAY) == pytest.approx(0, abs=1e-7)
    assert held.cost == pytest.approx(DISCOUNT * 12_500)
    other = reversal(SURFACE, EXPIRY, 4400, date=DAY, forward_strike=4275)
    assert other == -held
    flags = [(leg.flag, leg.strike, leg.quantity) for leg in held]
    assert flags == [("c", 4275, 1), ("p", 4275, -1), ("c", 4400, -1), ("p", 4400, 1)]
    nearest = 5 * round(FORWARD / 5)
    assert conversion(MARKET, EXPIRY, 4400, date=DAY).legs[0].strike == nearest
    assert conversion(MARKET, EXPIRY, nearest, date=DAY).legs[0].strike == nearest + 5


def test_parity_holds_on_the_model_and_a_mispriced_strike_shows():
    strikes = np.array([3800.0, 4200.0, 4275.0, 4500.0])
    vols = SURFACE.vol(strikes, TIME)
    call, put = (black76(f, FORWARD, strikes, TIME, vols, SURFACE.rate).price for f in "cp")
    assert parity_residual(call, put, FORWARD, strikes, DISCOUNT) == pytest.approx(np.zeros(4), abs=1e-9)
    dear = parity_residual(call + np.array([0, 0.8, 0, 0]), put, FORWARD, strikes, DISCOUNT)
    assert dear == pytest.approx([0, 0.8, 0, 0], abs=1e-9)
    assert mispricing_gain(dear, np.full((4, 4), 0.15)) == pytest.approx([0, 0.2, 0, 0], abs=1e-9)
    assert mispricing_gain(-0.8, [0.1, 0.1, 0.1, 0.1]) == pytest.approx(0.4)
    assert mispricing_gain(0.8, [0.3, 0.3, 0.3, 0.3]) == 0


def test_a_box_locks_the_rate():
    price = box(EXPIRY, 4000, 4500).value(MARKET, DAY) / 100
    assert box_rate(price, 500, TIME) == pytest.approx(MARKET.day(DAY).rate)
    for wrong in ((0, 500, TIME), (490, -1, TIME), (490, 500, 0)):
        with pytest.raises(CourseError, match="above 0"):
            box_rate(*wrong)


def test_bought_with_borrowed_money_a_box_makes_nothing():
    held = financed(box(EXPIRY, 4000, 4500).traded(SURFACE, DAY), SURFACE, DAY)
    assert held.payoff(4200.0) - held.cost == pytest.approx(0, abs=1e-8)
    assert financed(book_of(vx_future(1, "2023-06-21", 16.0)), SURFACE, DAY).cost == 0


@pytest.mark.rule("K20")
@pytest.mark.parametrize("build", [conversion, reversal])
@pytest.mark.parametrize(
    "position",
    [
        iron_condor(MARKET, EXPIRY, date=DAY),
        ratio_condor(MARKET, EXPIRY, date=DAY, short_delta=0.25, wing_delta=0.05, wings_per_short=1.5),
    ],
    ids=["iron", "ratio"],
)
def test_they_leave_gamma_vega_and_break_evens_where_they_were(build, position):
    added = build(MARKET, EXPIRY, 4300, date=DAY, quantity=20)
    greeks = added.greeks(MARKET, DAY)
    assert (greeks.delta, greeks.gamma, greeks.vega) == pytest.approx((0, 0, 0), abs=1e-7)
    table = what_it_moves(position.book, added, MARKET, DAY)
    unmoved = table.index.str.startswith(("delta", "gamma", "vega", "break_even"))
    assert unmoved.sum() == len(table) - 2 >= 5
    assert table.loc[unmoved, "moved"].abs().max() < 1e-7
    # It is a loan: it earns the rate by the day, and its price moves with the rate.
    assert table.loc["theta", "moved"] == pytest.approx(
        float(SURFACE.rate) * added.value(MARKET, DAY) / 365, rel=1e-6
    )
    assert table.loc["rho", "moved"] == pytest.approx(-0.01 * TIME * added.value(MARKET, DAY), rel=1e-6)


@pytest.mark.rule("K20")
def test_own_money_moves_the_break_evens_by_its_interest_alone():
    position = iron_condor(MARKET, EXPIRY, date=DAY)
    added = box(EXPIRY, 4000, 4500, quantity=2).traded(MARKET, DAY)
    table = what_it_moves(position.book, added, MARKET, DAY)
    interest = (2 * 50_000 - added.cost) / 100
    # The T-bill of the same money would have done the same.
    assert table.loc["break_even_1", "own_money"] == pytest.approx(
        table.loc["break_even_1", "before"] - interest
    )
    assert table.loc["break_even_2", "own_money"] == pytest.approx(
        table.loc["break_even_2", "before"] + interest
    )


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: box(EXPIRY, 4500, 4000), "the lower one comes first"),
        (lambda: box("2023-07-20", 4000, 4500), "no expiry of SPX options"),
        (lambda: box(EXPIRY, 4000, 4500, quantity=0), "quantity 0"),
        (lambda: conversion(SURFACE, EXPIRY, 4300, date=DAY, forward_strike=4300), "all four legs cancel"),
        (lambda: box_residual(book_of(spx_option(1, "c", 4300, EXPIRY)), SURFACE, DAY), "it locks nothing"),
        (lambda: box_residual(book_of(vx_future(1, "2023-06-21", 16.0)), SURFACE, DAY), "this book is not"),
    ],
)
def test_errors_teach(build, words):
    with pytest.raises(CourseError, match=words):
        build()
