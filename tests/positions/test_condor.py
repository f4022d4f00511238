"""Condor builders, break-evens and chances against closed forms, another pricer and numerical integration."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import simpson
from vollib.black_scholes_merton import black_scholes_merton as vollib_price

from alvh_helpers.arrays import bracketed_roots, sign_changes
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.positions import payoff
from alvh_helpers.positions.book import Book, book_of
from alvh_helpers.positions.condor import (
    condor_greeks,
    condor_summary,
    diagonal_condor,
    iron_condor,
    ratio_condor,
    sell_condor,
)
from alvh_helpers.positions.legs import spx_option, vx_future
from alvh_helpers.positions.payoff import (
    break_even_spots,
    probability_below,
    probability_of_profit,
    profit_extremes,
    profit_function,
    profit_over_spot,
)
from alvh_helpers.positions.strikes import choose_strikes, surface_strike_for_delta
from alvh_helpers.positions.valuation import context
from alvh_helpers.pricing import scenarios
from alvh_helpers.pricing.black import black_scholes
from alvh_helpers.pricing.surface import flat_surface, spx_surface

MARKET = load_market()
DAY, EXPIRY, LATER = "2023-06-05", "2023-07-21", "2023-08-18"
TIME = 46 / 365
FLAT = flat_surface(4273.79, 0.15, 0.05, 0.015)
SMILE = spx_surface(4273.79, 14.73, 17.0, 0.05, 0.015)
surfaces = st.builds(
    lambda spot, vix, ratio, rate: spx_surface(spot, vix, ratio * vix, rate, 0.015),
    st.floats(800, 7000),
    st.floats(10, 60),
    st.floats(0.9, 1.25),
    st.floats(0, 0.05),
)


# ------------------------------------------------------------------------------------------------------- roots


def test_roots_are_those_of_the_function():
    wanted = np.array([0.3, 1.0, 2.5, 9.9])
    found = bracketed_roots(lambda x: np.expm1(x - wanted) * (1 + x**2), 0.0, np.full(4, 10.0))
    assert found == pytest.approx(wanted, abs=1e-13)
    assert np.isnan(bracketed_roots(lambda x: x**2 + 1, -1.0, 1.0))
    assert bracketed_roots(lambda x: x - 2, 2.0, 5.0) == 2.0
    assert sign_changes(np.cos, np.linspace(0, 9, 10)) == pytest.approx(np.pi * np.array([0.5, 1.5, 2.5]))
    assert sign_changes(lambda x: np.maximum(np.abs(x - 5) - 1, 0), np.linspace(0, 10, 21)).size == 0


# ----------------------------------------------------------------------------------------------------- strikes


@pytest.mark.rule("R1")
@given(surfaces, st.floats(0.03, 0.45), st.sampled_from(["c", "p"]), st.floats(5 / 365, 0.5))
def test_a_strike_found_by_delta_has_that_delta_on_the_smile(surface, delta, flag, time):
    strike = surface_strike_for_delta(surface, delta, flag, time)
    terms = (surface.spot, strike, time, surface.vol(strike, time), surface.rate, surface.dividend_yield)
    assert abs(black_scholes(flag, *terms).delta) == pytest.approx(delta, abs=1e-10)


def test_on_a_flat_surface_the_strike_is_the_closed_form():
    from scipy.stats import norm

    share = 0.16 * np.exp(0.015 * TIME)
    d1, s = norm.ppf(share), 0.15 * np.sqrt(TIME)
    wanted = 4273.79 * np.exp((0.05 - 0.015) * TIME + s**2 / 2 - s * d1)
    assert surface_strike_for_delta(FLAT, 0.16, "c", TIME) == pytest.approx(wanted, abs=1e-8)


@pytest.mark.rule("R1")
def test_every_day_of_a_history_at_once_is_each_day_alone():
    window = MARKET.window("2020-01-15", "2020-04-15")
    many = context(window).surface
    strikes = choose_strikes(many, TIME, short_delta=(0.15, 0.20), wing_points=(50, 75))
    for i in (0, 29, 62):
        day = window.sessions[i]
        alone = choose_strikes(
            context(MARKET, day).surface, TIME, short_delta=(0.15, 0.20), wing_points=(50, 75)
        )
        assert strikes[i].tolist() == alone.tolist()
    assert (strikes % 5 == 0).all() and (strikes[:, 1] - strikes[:, 0] == 50).all()
    assert (strikes[:, 3] - strikes[:, 2] == 75).all()


def test_days_without_data_have_no_strikes_and_spoil_no_others():
    vix = np.array([20.0, np.nan, 30.0])
    strikes = choose_strikes(spx_surface(4000.0, vix, vix), TIME)
    assert np.isnan(strikes[1]).all() and not np.isnan(strikes[[0, 2]]).any()


@pytest.mark.rule("R1")
def test_strikes_by_expected_moves_and_by_points():
    move = 4273.79 * 0.15 * np.sqrt(TIME)
    strikes = choose_strikes(FLAT, TIME, short_sd=1.0, wing_sd=(1.0, 0.5))
    wanted = [4273.79 - 2 * move, 4273.79 - move, 4273.79 + move, 4273.79 + 1.5 * move]
    assert np.abs(strikes - wanted).max() <= 5.0 and (strikes % 5 == 0).all()
    assert choose_strikes(FLAT, TIME, short_points=(200, 150), wing_points=40).tolist() == [
        4035,
        4075,
        4425,
        4465,
    ]
    by_delta = choose_strikes(SMILE, TIME, short_delta=0.20, wing_delta=0.05)
    deltas = black_scholes(
        ["p", "p", "c", "c"], SMILE.spot, by_delta, TIME, SMILE.vol(by_delta, TIME), 0.05, 0.015
    ).delta
    assert np.abs(deltas) == pytest.approx([0.05, 0.20, 0.20, 0.05], abs=0.008)


@pytest.mark.rule("R1")
def test_a_coarser_grid():
    strikes = choose_strikes(SMILE, TIME, wing_points=100, step=25)
    assert (strikes % 25 == 0).all()


# -------------------------------------------------------------------------------------------------- iron condor


@pytest.mark.rule("R1")
def test_credit_is_that_of_another_pricer():
    sold = iron_condor(FLAT, EXPIRY, date=DAY, contracts=3)
    prices = [
        vollib_price(flag, 4273.79, strike, TIME, 0.05, 0.15, 0.015)
        for flag, strike in zip("ppcc", sold.strikes)
    ]
    assert sold.credit == pytest.approx(prices[1] + prices[2] - prices[0] - prices[3], abs=1e-9)
    assert sold.book.cost == pytest.approx(-300 * sold.credit)
    assert [leg.quantity for leg in sold.book] == [3, -3, -3, 3]
    assert sold.book.profit(FLAT, DAY) == pytest.approx(0, abs=1e-9)


@pytest.mark.rule("R2")
def test_payoff_loss_and_break_evens_are_those_of_the_anatomy():
    sold = iron_condor(SMILE, EXPIRY, date=DAY, wing_points=(75, 50))
    spots = np.linspace(3000, 5500, 251)
    profit = profit_over_spot(sold.book, SMILE, EXPIRY, spots)
    assert profit == pytest.approx(100 * payoff.condor_payoff(spots, sold.strikes, sold.credit))
    assert profit_extremes(sold.book, SMILE) == pytest.approx(
        (100 * sold.credit, 100 * payoff.max_loss(sold.strikes, sold.credit))
    )
    wanted = payoff.break_evens(sold.strikes, sold.credit)
    assert break_even_spots(sold.book, SMILE) == pytest.approx(wanted, abs=1e-9)
    assert sold.book.margin(SMILE, DAY) == pytest.approx(100 * payoff.max_loss(sold.strikes, sold.credit))


@pytest.mark.rule("R2")
@pytest.mark.parametrize(
    "sold",
    [
        iron_condor(SMILE, EXPIRY, date=DAY, short_delta=0.2, wing_points=100),
        ratio_condor(SMILE, EXPIRY, date=DAY, short_delta=0.25, wing_delta=0.08, wings_per_short=1.5),
        diagonal_condor(SMILE, EXPIRY, LATER, date=DAY, short_delta=0.25, wing_delta=0.05),
    ],
    ids=["iron", "ratio", "diagonal"],
)
@pytest.mark.parametrize("date", [DAY, "2023-06-20", EXPIRY])
def test_break_evens_make_nothing_and_signs_change_there(sold, date):
    spots = break_even_spots(sold.book, SMILE, date)
    assert len(spots) >= 2
    assert profit_over_spot(sold.book, SMILE, date, spots) == pytest.approx(np.zeros(len(spots)), abs=1e-6)
    if date != DAY:
        around = profit_over_spot(sold.book, SMILE, date, np.concatenate([spots - 0.5, spots + 0.5]))
        assert (np.sign(around[: len(spots)]) == -np.sign(around[len(spots) :])).all()


def test_extremes_are_those_of_a_fine_scan():
    sold = diagonal_condor(SMILE, EXPIRY, LATER, date=DAY, short_delta=0.25, wing_delta=0.05)
    spots = np.append(np.linspace(0.5, 1.5, 20_001) * float(SMILE.spot), sold.strikes)
    scan = profit_over_spot(sold.book, SMILE, EXPIRY, spots)
    best, worst = profit_extremes(sold.book, SMILE)
    assert best == pytest.approx(scan.max(), abs=0.01) and best >= scan.max() - 1e-9
    assert worst == pytest.approx(-scan.min(), abs=0.01)


@pytest.mark.rule("R2")
def test_vol_space_break_evens_agree_with_the_profile():
    sold = iron_condor(SMILE, EXPIRY, date=DAY)
    profit = profit_function(sold.book, SMILE, "2023-06-20")
    now = float(SMILE.vix)
    spots = sign_changes(lambda spot: profit(spot, np.array(now + 2.0)), np.linspace(3500, 5000, 201))
    assert spots == pytest.approx(break_even_spots(sold.book, SMILE, "2023-06-20", vix_change=2.0), abs=1e-8)
    quiet, loud = (break_even_spots(sold.book, SMILE, "2023-06-20", change) for change in (-2.0, 2.0))
    assert quiet[0] < loud[0] < loud[1] < quiet[1]
    (bearable,) = scenarios.break_even_vix(profit, float(SMILE.spot))
    assert float(profit(SMILE.spot, bearable)) == pytest.approx(0, abs=1e-5)
    flat = profit_function(sold.book, FLAT, "2023-06-20")
    assert flat(4273.79, 15.0) == pytest.approx(sold.book.profit(FLAT, "2023-06-20"))


# ----------------------------------------------------------------------------------------------- probabilities


def _density(surface, time, levels):
    """Second derivative of undiscounted call prices by strike (Breeden-Litzenberger), by plain differences."""
    step = levels[1] - levels[0]
    wide = np.concatenate([[levels[0] - step], levels, [levels[-1] + step]])
    vols = surface.vol(wide, time)
    calls = black_scholes("c", surface.spot, wide, time, vols, surface.rate, surface.dividend_yield).price
    return np.exp(float(surface.rate) * time) * np.diff(calls, 2) / step**2


@pytest.mark.parametrize("surface", [FLAT, SMILE, spx_surface(2386.13, 82.69, 72.0, 0.001, 0.02)])
def test_probability_is_the_integral_of_the_density_of_the_surface(surface):
    spot = float(surface.spot)
    levels = np.linspace(0.002 * spot, 4 * spot, 40_001)
    density = _density(surface, TIME, levels)
    assert simpson(density, x=levels) == pytest.approx(1, abs=2e-4)
    for cut in (8000, 10_000, 12_000):
        part = simpson(density[: cut + 1], x=levels[: cut + 1])
        assert probability_below(surface, levels[cut], TIME) == pytest.approx(part, abs=3e-5)
    assert probability_below(surface, [0.0, np.inf], TIME).tolist() == [0, 1]


def test_probability_of_profit_is_the_density_over_the_profitable_levels():
    for sold in (
        iron_condor(SMILE, EXPIRY, date=DAY),
        ratio_condor(SMILE, EXPIRY, date=DAY, short_delta=0.25, wing_delta=0.08, wings_per_short=1.5),
    ):
        levels = np.linspace(200, 17_000, 84_001)
        gains = sold.book.payoff(levels) > sold.book.cost
        wanted = np.sum(_density(SMILE, TIME, levels) * gains) * (levels[1] - levels[0])
        assert probability_of_profit(sold.book, SMILE, DAY) == pytest.approx(wanted, abs=2e-4)


def test_on_a_flat_surface_the_chance_is_lognormal():
    sold = iron_condor(FLAT, EXPIRY, date=DAY)
    low, high = payoff.break_evens(sold.strikes, sold.credit)
    wanted = payoff.probability_between(low, high, FLAT.forward(TIME), 0.15, TIME)
    assert probability_of_profit(sold.book, FLAT, DAY) == pytest.approx(float(wanted), abs=1e-10)


# ---------------------------------------------------------------------------------------- ratio, diagonal, Greeks


def test_extra_wings_cost_credit_and_gain_beyond_them():
    plain = iron_condor(SMILE, EXPIRY, date=DAY, short_delta=0.25, wing_delta=0.08)
    ratio = ratio_condor(SMILE, EXPIRY, date=DAY, short_delta=0.25, wing_delta=0.08, wings_per_short=1.5)
    assert ratio.strikes == plain.strikes and 0 < ratio.credit < plain.credit
    assert [leg.quantity for leg in ratio.book] == [1.5, -1, -1, 1.5]
    best, _ = profit_extremes(ratio.book, SMILE)
    assert best == np.inf
    assert len(break_even_spots(ratio.book, SMILE)) == 4
    assert ratio.book.greeks(SMILE, DAY).vega > plain.book.greeks(SMILE, DAY).vega


@pytest.mark.rule("K1")
def test_later_wings_keep_their_vega():
    plain = iron_condor(SMILE, EXPIRY, date=DAY, short_delta=0.25, wing_points=150)
    late = diagonal_condor(
        SMILE, EXPIRY, LATER, date=DAY, short_delta=0.25, wing_points=150, allow_debit=True
    )
    assert late.strikes == plain.strikes
    assert [f"{leg.expiry:%Y-%m-%d}" for leg in late.book] == [LATER, EXPIRY, EXPIRY, LATER]
    assert late.book.greeks(SMILE, DAY).vega > plain.book.greeks(SMILE, DAY).vega
    assert late.credit < plain.credit


def test_greeks_over_arrays_are_the_books():
    window = MARKET.window("2020-02-03", "2020-03-02")
    many = context(window).surface
    strikes = choose_strikes(many, TIME)
    net = condor_greeks(many, strikes, TIME, wing_time=74 / 365, wings_per_short=1.5)
    late = diagonal_condor(SMILE, EXPIRY, LATER, date=DAY, wings_per_short=1.5, allow_debit=True)
    alone = condor_greeks(SMILE, late.strikes, TIME, wing_time=74 / 365, wings_per_short=1.5)
    greeks = late.book.greeks(SMILE, DAY)
    assert -alone.price == pytest.approx(late.credit)
    for name, other in (("delta_sticky_strike", "delta"), ("gamma",) * 2, ("vega",) * 2, ("theta",) * 2):
        assert 100 * getattr(alone, name) == pytest.approx(getattr(greeks, other))
    bumped = [late.book.value(SMILE.bumped(vix=h), DAY) for h in (0.01, -0.01)]
    assert 100 * alone.vega_vix == pytest.approx((bumped[0] - bumped[1]) / 0.02, rel=1e-6)
    first = condor_greeks(
        context(MARKET, "2020-02-03").surface, strikes[0], TIME, wing_time=74 / 365, wings_per_short=1.5
    )
    assert net.price.shape == (len(window),) and net.price[0] == pytest.approx(first.price)


@pytest.mark.rule("K1")
def test_a_plain_condor_is_short_vega_short_gamma_and_paid_by_the_day():
    greeks = iron_condor(SMILE, EXPIRY, date=DAY).book.greeks(SMILE, DAY)
    assert greeks.vega < 0 and greeks.gamma < 0 and greeks.theta > 0


def test_summary_answers_everything_at_once():
    sold = iron_condor(MARKET, EXPIRY, date=DAY)
    facts = condor_summary(sold, MARKET)
    assert (
        facts["days"] == 46
        and facts["credit"] == sold.credit
        and facts["profit"] == pytest.approx(0, abs=1e-9)
    )
    assert facts["max_profit"] + facts["max_loss"] == pytest.approx(5000)
    assert facts["break_even_1"] == pytest.approx(sold.strikes.short_put - sold.credit)
    later = condor_summary(sold, MARKET, "2023-07-03")
    assert later["profit"] == pytest.approx(sold.book.profit(MARKET, "2023-07-03"))
    assert later["moves_to_short_call"] < facts["moves_to_short_call"]
    with pytest.raises(CourseError, match="there is no condor"):
        condor_summary(sold, MARKET, EXPIRY)


# ------------------------------------------------------------------------------------------------------ errors


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (
            lambda: sell_condor(SMILE, (4100, 4050, 4400, 4450), EXPIRY, date=DAY),
            "long put 4100 is not below",
        ),
        (
            lambda: sell_condor(SMILE, (4000, 4450, 4400, 4500), EXPIRY, date=DAY),
            "short strikes have crossed",
        ),
        (
            lambda: sell_condor(SMILE, (4000, 4050, 4400, 4390), EXPIRY, date=DAY),
            "long call 4390 is not above",
        ),
        (lambda: iron_condor(SMILE, EXPIRY, date=DAY, short_delta=0.6), "short strikes have crossed"),
        (lambda: iron_condor(SMILE, EXPIRY, date=DAY, wing_delta=0.3), "the put wing must lie below"),
        (lambda: iron_condor(SMILE, EXPIRY, date=DAY, wing_points=1), "the put wing must lie below"),
        (lambda: iron_condor(SMILE, EXPIRY, date=DAY, wing_points=-50), "on or inside the shorts"),
        (lambda: iron_condor(SMILE, EXPIRY, date=DAY, short_delta=16), "no strike has delta 16.*write 0.16"),
        (lambda: iron_condor(SMILE, EXPIRY, date=DAY, short_delta=0.16, short_sd=1), "by one measure only"),
        (lambda: iron_condor(SMILE, EXPIRY, date=DAY, short_delta="low"), "give one number, or a pair"),
        (lambda: iron_condor(SMILE, EXPIRY, date=DAY, width=50), "'width' is no measure of a condor"),
        (lambda: iron_condor(SMILE, EXPIRY, date=DAY, step=0), "strike step is 0"),
        (lambda: iron_condor(SMILE, "2023-07-20", date=DAY), "2023-07-20 is no expiry of SPX options"),
        (lambda: iron_condor(SMILE, "2023-06-02", date=DAY), "not after the sale"),
        (lambda: iron_condor(MARKET, EXPIRY, date="2023-06-04"), "no trading day"),
        (lambda: iron_condor(MARKET, "2001-01-19", date="2001-01-02"), "before the history"),
        (lambda: iron_condor(SMILE, EXPIRY, date=DAY, contracts=0), "contracts 0"),
        (lambda: iron_condor(SMILE, EXPIRY, date=DAY, contracts=-1), "contracts -1"),
        (lambda: iron_condor(SMILE.bumped(spot=[0.0, 1.0]), EXPIRY, date=DAY), "sold on one day"),
        (lambda: ratio_condor(SMILE, EXPIRY, date=DAY, wings_per_short=4), "the credit is -.*allow_debit"),
        (lambda: ratio_condor(SMILE, EXPIRY, date=DAY, wings_per_short=1), "buys more wings than it sells"),
        (lambda: diagonal_condor(SMILE, EXPIRY, EXPIRY, date=DAY), "outlive its shorts"),
        (lambda: diagonal_condor(SMILE, LATER, EXPIRY, date=DAY), "outlive its shorts"),
        (
            lambda: sell_condor(SMILE, (4000, 4050, 4400, 4450), LATER, date=DAY, wing_expiry=EXPIRY),
            "then be naked",
        ),
        (
            lambda: sell_condor(SMILE, (4000, 4050, 4400, 4450), EXPIRY, date=DAY, wings_per_short=0.5),
            "at least one",
        ),
        (lambda: surface_strike_for_delta(SMILE, 0.2, "x", TIME), "flag '?x"),
        (lambda: surface_strike_for_delta(SMILE, 0.2, "c", 0.0), "needs time to expiry"),
        (lambda: surface_strike_for_delta(SMILE, 0.0, "c", TIME), "no strike has delta 0"),
        (lambda: probability_below(SMILE, 4000, 0.0), "needs some time"),
        (lambda: break_even_spots(Book(), SMILE, DAY), "holds no option"),
        (
            lambda: profit_over_spot(book_of(vx_future(1, "2023-06-21", 16.0)), SMILE, DAY, 4000),
            "SPX options only",
        ),
        (
            lambda: profit_over_spot(
                book_of(spx_option(1, "c", 4300, EXPIRY, 9.0)), SMILE.bumped(spot=[1.0]), DAY, 4000
            ),
            "a profile is of one day",
        ),
    ],
)
def test_errors_teach(build, words):
    with pytest.raises(CourseError, match=words):
        build()


@pytest.mark.rule("R1")
def test_a_plain_condor_takes_in_a_credit_on_every_day_of_the_history():
    table = MARKET.table
    many = context(MARKET).surface
    strikes = choose_strikes(many, 45 / 365)
    credit = -condor_greeks(many, strikes, 45 / 365).price
    assert (credit > 0).all() and (credit < 50).all() and len(credit) == len(table)
