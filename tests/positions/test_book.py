"""The book: accounting to the cent, Greeks against finite differences, one settlement, margin by hand."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alvh_helpers.errors import CourseError
from alvh_helpers.market.calendar import spx_expiries, vx_expiries
from alvh_helpers.market.history import load_market
from alvh_helpers.positions.book import Book, book_of
from alvh_helpers.positions.legs import Leg, cash, etn_shares, spx_option, vix_option, vx_future, vxm_future
from alvh_helpers.positions.margin import CUSTOMER_FACTOR, futures_share, position_margin, worst_payoff
from alvh_helpers.positions.valuation import EtnQuote, PricingContext, context
from alvh_helpers.pricing.black import black76
from alvh_helpers.pricing.surface import flat_surface, spx_surface
from alvh_helpers.vix.etn import etn_index
from alvh_helpers.vix.options import vix_option_expiries, vix_smile

MARKET = load_market()
TABLE = MARKET.table
VVIX = TABLE["vvix"].ffill()
DAY, EXPIRY = "2020-02-03", "2020-03-20"
CONDOR = book_of(
    spx_option(1, "p", 3000, EXPIRY, 19.0),
    spx_option(-1, "p", 3050, EXPIRY, 25.0),
    spx_option(-1, "c", 3400, EXPIRY, 12.0),
    spx_option(1, "c", 3450, EXPIRY, 5.0),
)
FLAT = flat_surface(3250.0, 0.18, 0.02, 0.015)


# ------------------------------------------------------------------------------------------------- accounting


def _random_legs(rng, first, last):
    """Any mix of legs that can be held from the first to the last day; SPX options may expire on the way."""
    spot = TABLE["spx"][first]
    fridays = spx_expiries(first + pd.Timedelta(days=1), last + pd.Timedelta(days=60))
    vix_days = vix_option_expiries(last + pd.Timedelta(days=1), last + pd.Timedelta(days=50))
    months = [day for day in vx_expiries(first, 4) if day > last]
    legs = []
    for _ in range(rng.integers(2, 8)):
        kind = rng.choice(["SPX option", "SPX option", "VIX option", "VX", "VXM", "ETN", "cash"])
        many, flag = float(rng.choice([-3, -2, -1, 1, 2, 5])), str(rng.choice(["c", "p"]))
        if kind == "SPX option":
            strike = 5.0 * round(spot * rng.uniform(0.85, 1.15) / 5)
            legs.append(spx_option(many, flag, strike, rng.choice(fridays)))
        elif kind == "VIX option":
            legs.append(vix_option(many, flag, float(rng.integers(11, 40)), rng.choice(vix_days)))
        elif kind == "ETN":
            legs.append(etn_shares(100 * many, "short-term"))
        elif kind == "cash":
            legs.append(cash(1000 * many))
        else:
            build = vx_future if kind == "VX" else vxm_future
            legs.append(build(many, rng.choice(months), float(rng.uniform(12, 40))))
    return Book(tuple(legs))


@cache
def _days_ahead(date):
    return (vx_expiries(date, 4) - date).days.tolist()


def _price_by_hand(leg, date, etn):
    """One unit's price on one day from the formulas themselves, without marking, or what it settled at."""
    day = TABLE.loc[date]
    if leg.kind == "cash":
        return 1.0
    if leg.kind == "ETN":
        return etn[date]
    if leg.kind == "SPX option" and leg.expiry <= date:
        gap = TABLE["spx"][leg.expiry] - leg.strike
        return max(gap if leg.flag == "c" else -gap, 0.0)
    years = (leg.expiry - date).days / 365
    if leg.kind == "SPX option":
        forward = day.spx * np.exp((day.rate - day.dividend_yield) * years)
        vol = spx_surface(day.spx, day.vix, day.vix3m_filled, day.rate, day.dividend_yield).vol(
            leg.strike, years
        )
    else:
        ahead = _days_ahead(date)
        forward = np.interp(
            (leg.expiry - date).days, [0, *ahead], day[["vix", "vx1", "vx2", "vx3", "vx4"]].tolist()
        )
        if leg.is_future:
            return forward
        vol = vix_smile(VVIX[date], forward, leg.strike, years)
    return float(black76(leg.flag, forward, leg.strike, years, vol, day.rate).price)


@pytest.mark.slow
def test_legs_profits_add_up_to_value_and_cash_on_200_random_books_and_windows():
    rng = np.random.default_rng(4)
    index = etn_index(MARKET)
    settled_legs = 0
    for _ in range(200):
        start = int(rng.integers(300, len(TABLE) - 60))
        days = TABLE.index[start : start + int(rng.integers(3, 35))]
        first, last = days[0], days[-1]
        etn = {"short-term": index}
        held = _random_legs(rng, first, last)
        window = MARKET.window(first, last)

        marks = held.marks(window, etn=etn)
        by_leg = np.diff(marks.worth, axis=0).sum(axis=0)

        account = held
        for expiry in sorted({leg.expiry for leg in held if leg.kind == "SPX option" and leg.expiry <= last}):
            account = account.settled(MARKET, expiry, etn=etn)
        settled_legs += len(held) - sum(leg.kind != "cash" for leg in account)
        cash_held = sum(leg.quantity for leg in account if leg.kind == "cash")
        still_open = Book(tuple(leg for leg in account if leg.kind != "cash"))
        value = still_open.value(MARKET, last, etn=etn) if len(still_open) else 0.0
        change = value + cash_held - held.value(MARKET, first, etn=etn)
        assert by_leg.sum() == pytest.approx(change, abs=0.005)

        for leg, gained in zip(held, by_leg):
            moved = _price_by_hand(leg, last, index) - _price_by_hand(leg, first, index)
            assert gained == pytest.approx(leg.quantity * leg.multiplier * moved, abs=0.005), leg.label
    assert settled_legs > 200


def test_trades_and_closings_move_value_into_cash_and_nothing_else():
    bought = CONDOR.traded(MARKET, DAY) + vx_future(1, "2020-03-18", 17.43)
    account = book_of(cash(50_000), bought, cash(-bought.cost))
    assert account.value(MARKET, DAY) == pytest.approx(50_000 + 1000 * (MARKET.vx("2020-03-18")[DAY] - 17.43))
    later = "2020-03-10"
    closed = account.closed(MARKET, later, legs=[leg for leg in account if leg.is_future])
    assert closed.value(MARKET, later) == pytest.approx(account.value(MARKET, later), abs=1e-9)
    assert not any(leg.is_future for leg in closed)
    assert closed.closed(MARKET, later).describe()["kind"].tolist() == ["cash"]


def test_profit_is_value_less_cost():
    sold = CONDOR.traded(MARKET, DAY)
    assert sold.profit(MARKET, DAY) == pytest.approx(0, abs=1e-9)
    assert CONDOR.cost == -100 * (25 + 12 - 19 - 5)
    assert CONDOR.profit(MARKET, "2020-03-20") == pytest.approx(-5000 + 1300)
    with pytest.raises(CourseError, match="no traded price"):
        book_of(spx_option(1, "p", 3000, EXPIRY)).profit(MARKET, DAY)


# ---------------------------------------------------------------------------------------------------- settling


def test_an_expired_leg_is_cash_once_and_only_once():
    window = MARKET.window("2020-03-16", "2020-03-31")
    marks = CONDOR.marks(window)
    after = window.sessions >= EXPIRY
    assert (marks.value[after] == 0).all() and (marks.settled[~after] == 0).all()
    assert marks.worth[after].sum(axis=1) == pytest.approx(np.full(after.sum(), -5000.0))
    assert np.isnan(marks.price[after]).all() and not np.isnan(marks.price[~after]).any()
    assert not any(np.any(greek[after]) for greek in marks.totals())

    once = CONDOR.settled(MARKET, EXPIRY)
    assert once == book_of(cash(-5000.0))
    assert once.settled(MARKET, EXPIRY) == once == CONDOR.settled(MARKET, "2020-05-01")
    assert CONDOR.settled(MARKET, "2020-03-19") == CONDOR


def test_a_worthless_book_settles_to_nothing():
    assert book_of(spx_option(1, "c", 5000, EXPIRY)).settled(MARKET, EXPIRY) == Book()


def test_expiry_on_a_holiday_settles_on_the_session_before():
    thursday = "2019-04-18"  # the next day was Good Friday
    call = book_of(spx_option(1, "c", 2800, thursday))
    assert call.value(MARKET, thursday) == pytest.approx(100 * (TABLE["spx"][thursday] - 2800))
    with pytest.raises(CourseError, match="2019-04-19 is no expiry of SPX options"):
        spx_option(1, "c", 2800, "2019-04-19")


def test_a_vix_leg_cannot_be_marked_on_its_expiry_day():
    for leg in (vx_future(1, "2020-03-18", 15.0), vix_option(1, "c", 20, "2020-03-18")):
        assert book_of(leg).value(MARKET, "2020-03-17") > 0
        with pytest.raises(CourseError, match="no later than the session before, 2020-03-17"):
            book_of(leg).value(MARKET, "2020-03-18")


def test_an_expiry_before_the_history_asks_for_a_longer_one():
    with pytest.raises(CourseError, match="before the history given"):
        CONDOR.value(MARKET.window("2020-04-01", "2020-04-30"))
    with pytest.raises(CourseError, match="settle it first"):
        CONDOR.value(FLAT, "2020-04-01")


# ---------------------------------------------------------------------------------------------------- valuing


def test_one_day_a_window_and_a_surface_agree():
    held = CONDOR + vix_option(3, "c", 22, "2020-03-18") + vxm_future(-2, "2020-03-18", 16.0)
    window = MARKET.window("2020-02-03", "2020-03-13")
    values, greeks = held.value(window), held.greeks(window, vega_beta=0.8)
    for date in ("2020-02-03", "2020-02-28", "2020-03-13"):
        day = MARKET.day(date)
        surface = spx_surface(day.spx, day.vix, day.vix3m, day.rate, day.dividend_yield)
        terms = {"vx": {"2020-03-18": MARKET.vx("2020-03-18")[date]}, "vvix": day.vvix}
        assert held.value(MARKET, date) == pytest.approx(values[date], abs=1e-9)
        assert held.value(surface, date, **terms) == pytest.approx(values[date], abs=1e-9)
        alone = held.greeks(surface, date, vega_beta=0.8, **terms)
        assert greeks.loc[date].to_numpy() == pytest.approx(np.array(alone), rel=1e-9, abs=1e-9)


def test_scenarios_have_the_shape_of_the_surface():
    spots = np.linspace(2800, 3700, 7)
    values = CONDOR.value(FLAT.bumped(spot=spots - 3250.0), DAY)
    assert values.shape == (7,)
    assert values[3] == pytest.approx(CONDOR.value(FLAT.bumped(spot=spots[3] - 3250.0), DAY))


def test_payoff_at_settlement_levels():
    assert CONDOR.payoff([2900, 3025, 3200, 3425, 3500]) == pytest.approx([-5000, -2500, 0, -2500, -5000])
    mixed = book_of(vix_option(1, "c", 20, "2020-03-18"), vx_future(-1, "2020-03-18", 25.0), cash(7.0))
    assert mixed.payoff(3000, vix=30) == pytest.approx(1000 - 5000 + 7)
    with pytest.raises(CourseError, match="settles on the VIX"):
        mixed.payoff(3000)
    with pytest.raises(CourseError, match="never settle"):
        book_of(etn_shares(1, "x")).payoff(3000, vix=30)


@pytest.mark.rule("R3")
def test_extrinsic_value_is_what_intrinsic_leaves():
    put = book_of(spx_option(-2, "p", 3400, EXPIRY))
    assert put.extrinsic(FLAT, DAY) == pytest.approx(put.value(FLAT, DAY) + 200 * (3400 - 3250))
    call = book_of(vix_option(1, "c", 15, "2020-03-18"))
    terms = {"vx": {"2020-03-18": 17.0}, "vvix": 95.0}
    assert call.extrinsic(FLAT, DAY, **terms) == pytest.approx(call.value(FLAT, DAY, **terms) - 200)
    assert CONDOR.extrinsic(MARKET.window("2020-03-20", "2020-03-31")).abs().max() == 0


def test_weekly_vix_options_use_a_forward_between_spot_and_the_front_future():
    week = book_of(vix_option(1, "c", 1e-6, "2020-02-12"))
    days, front = 9, 16
    line = TABLE["vix"][DAY] + days / front * (TABLE["vx1"][DAY] - TABLE["vix"][DAY])
    discount = np.exp(-TABLE["rate"][DAY] * days / 365)
    assert week.value(MARKET, DAY) == pytest.approx(100 * line * discount, rel=1e-6)


def test_another_smile_for_vix_options_is_used():
    call = book_of(vix_option(1, "c", 20, "2020-03-18"))
    low = call.value(MARKET, DAY, vix_smile=lambda vvix, forward, strike, time: 0.5 + 0 * strike)
    forward, years = MARKET.vx("2020-03-18")[DAY], 44 / 365
    assert low == pytest.approx(100 * black76("c", forward, 20, years, 0.5, TABLE["rate"][DAY]).price)
    assert low < call.value(MARKET, DAY)


# ------------------------------------------------------------------------------------------------------ Greeks


@dataclass(frozen=True)
class Held:
    """A surface on which every strike and expiry keeps the volatility it had, whatever else is bumped."""

    base: Any
    spot: Any
    rate: Any
    dividend_yield: Any
    vol_change: float = 0.0
    years_gone: float = 0.0

    def vol(self, strike, time):
        return self.base.vol(strike, time + self.years_gone) + self.vol_change


class Later(PricingContext):
    """A context in which a fraction of a day has gone by."""

    gone = 0.0

    def years_to(self, expiries):
        return super().years_to(expiries) - self.gone


def _slope(function, step):
    return (function(step) - function(-step)) / (2 * step)


legs_of_spx = st.lists(
    st.builds(
        spx_option,
        st.sampled_from([-3.0, -1.0, 0.5, 2.0]),
        st.sampled_from(["c", "p"]),
        st.sampled_from([2700.0, 3000.0, 3200.0, 3300.0, 3600.0]),
        st.sampled_from(["2020-02-14", "2020-03-20", "2020-06-19"]),
    ),
    min_size=1,
    max_size=5,
)


@given(legs_of_spx, st.booleans())
def test_greeks_of_spx_books_are_finite_differences_of_value(legs, smiling):
    held = Book(tuple(legs))
    base = spx_surface(3250.0, 18.0, 19.0, 0.02, 0.015) if smiling else FLAT
    here = Held(base, base.spot, base.rate, base.dividend_yield)
    greeks = held.greeks(here, DAY)

    def value(**changes):
        return held.value(replace(here, **changes), DAY)

    def value_later(gone):
        moved = replace(context(replace(here, years_gone=gone), DAY))
        later = Later(**{name: getattr(moved, name) for name in moved.__dataclass_fields__})
        object.__setattr__(later, "gone", gone)
        return held.value(later)

    size = sum(abs(leg.quantity) for leg in held) * 100
    assert greeks.delta == pytest.approx(_slope(lambda h: value(spot=here.spot + h), 0.05), abs=1e-6 * size)
    curved = (value(spot=here.spot + 1.0) - 2 * value() + value(spot=here.spot - 1.0)) / 1.0**2
    assert greeks.gamma == pytest.approx(curved, abs=2e-6 * size)
    assert greeks.vega == pytest.approx(0.01 * _slope(lambda h: value(vol_change=h), 1e-5), abs=1e-5 * size)
    assert greeks.rho == pytest.approx(
        0.01 * _slope(lambda h: value(rate=here.rate + h), 1e-5), abs=1e-5 * size
    )
    assert greeks.theta == pytest.approx(_slope(value_later, 1e-4 / 365) / 365, abs=1e-5 * size)
    assert greeks.vix_delta == greeks.vol_of_vol_vega == greeks.spx_vega_equivalent == 0


def test_greeks_of_vix_books_are_finite_differences_of_value():
    held = book_of(
        vix_option(10, "c", 20, "2020-03-18"),
        vix_option(-10, "c", 30, "2020-03-18"),
        vx_future(-1, "2020-03-18", 16.0),
        vxm_future(3, "2020-03-18", 16.0),
    )

    def value(future=17.0, vol=0.9):
        terms = {"vx": {"2020-03-18": future}, "vix_smile": lambda v, f, k, t: vol + 0.002 * (k - 17) + 0 * f}
        return held.value(FLAT, DAY, vvix=90.0, **terms)

    def smile(v, f, k, t):
        return 0.9 + 0.002 * (k - 17) + 0 * f

    greeks = held.greeks(FLAT, DAY, vvix=90.0, vx={"2020-03-18": 17.0}, vix_smile=smile, vega_beta=0.75)
    assert greeks.vix_delta == pytest.approx(_slope(lambda h: value(17.0 + h), 1e-3), rel=1e-6)
    curved = (value(17.0 + 0.01) - 2 * value() + value(17.0 - 0.01)) / 0.01**2
    assert greeks.vix_gamma == pytest.approx(curved, rel=1e-4)
    assert greeks.vol_of_vol_vega == pytest.approx(
        0.01 * _slope(lambda h: value(vol=0.9 + h), 1e-5), rel=1e-6
    )
    assert greeks.spx_vega_equivalent == pytest.approx(0.75 * greeks.vix_delta)
    assert greeks.delta == greeks.gamma == greeks.vega == 0


@pytest.mark.parametrize(
    ("leg", "signs"),
    [
        (spx_option(1, "c", 3300, EXPIRY), {"delta": 1, "gamma": 1, "vega": 1, "theta": -1, "rho": 1}),
        (spx_option(1, "p", 3200, EXPIRY), {"delta": -1, "gamma": 1, "vega": 1, "theta": -1, "rho": -1}),
        (spx_option(-1, "p", 3200, EXPIRY), {"delta": 1, "gamma": -1, "vega": -1, "theta": 1, "rho": 1}),
        (
            vix_option(1, "c", 20, "2020-03-18"),
            {"vix_delta": 1, "vix_gamma": 1, "vol_of_vol_vega": 1, "theta": -1},
        ),
        (vix_option(1, "p", 15, "2020-03-18"), {"vix_delta": -1, "spx_vega_equivalent": -1}),
        (vx_future(1, "2020-03-18", 15.0), {"vix_delta": 1, "spx_vega_equivalent": 1, "vol_of_vol_vega": 0}),
        (vxm_future(-1, "2020-03-18", 15.0), {"vix_delta": -1, "vix_gamma": 0, "theta": 0}),
    ],
)
def test_signs(leg, signs):
    greeks = book_of(leg).greeks(MARKET, DAY, vega_beta=0.8)
    for name in greeks._fields:
        if name in signs:
            assert np.sign(getattr(greeks, name)) == signs[name], name


@pytest.mark.rule("R13")
def test_the_two_vegas_are_two_numbers():
    call = book_of(vix_option(1, "c", 20, "2020-03-18"))
    greeks = call.greeks(MARKET, DAY, vega_beta=0.8)
    assert greeks.spx_vega_equivalent > 10 * greeks.vol_of_vol_vega > 0
    assert call.spx_vega_equivalent(MARKET, DAY, beta=0.4) == pytest.approx(greeks.spx_vega_equivalent / 2)
    falling = call.spx_vega_equivalent(MARKET, DAY, beta=lambda years: 1 - years)
    assert falling == pytest.approx(greeks.vix_delta * (1 - 44 / 365))
    assert np.isnan(call.greeks(MARKET, DAY).spx_vega_equivalent)


def test_etn_shares_follow_the_index_that_is_given():
    index = etn_index(MARKET)
    held = book_of(etn_shares(200, "short-term", 30.0))
    window = MARKET.window("2020-02-03", "2020-03-20")
    values = held.value(window, etn={"short-term": index})
    assert values.to_numpy() == pytest.approx(200 * index[window.sessions].to_numpy())
    quote = EtnQuote(index, 1.5, 30 / 365)
    greeks = held.greeks(MARKET, DAY, etn={"short-term": quote}, vega_beta=0.8)
    assert (greeks.vix_delta, greeks.spx_vega_equivalent) == pytest.approx((300, 240))
    with pytest.raises(CourseError, match="no index level is given for the ETN 'short-term'"):
        held.value(window)
    with pytest.raises(CourseError, match="not given for 2020-03-20"):
        held.value(window, etn={"short-term": index[:"2020-03-19"]})


# ------------------------------------------------------------------------------------------------------ margin


def _condor(put_width=50, call_width=50, expiry=EXPIRY, credit=None):
    wing = 5.0
    short = wing if credit is None else wing + credit / 2
    return book_of(
        spx_option(1, "p", 3050 - put_width, expiry, wing),
        spx_option(-1, "p", 3050, expiry, short),
        spx_option(-1, "c", 3400, expiry, short),
        spx_option(1, "c", 3400 + call_width, expiry, wing),
    )


@pytest.mark.rule("R29")
@pytest.mark.parametrize(
    ("held", "dollars"),
    [
        (_condor(50, 50, credit=10), 5000 - 1000),
        (_condor(50, 100, credit=10), 10_000 - 1000),
        (_condor(75, 25, credit=4), 7500 - 400),
        (3 * _condor(50, 50, credit=10), 12_000),
        # Two expiries can both lose.
        (_condor(credit=10) + _condor(expiry="2020-04-17", credit=6), 4000 + 4400),
        # A long option and a long box cost their premium, a short box its width less the premium.
        (book_of(spx_option(2, "p", 3000, EXPIRY, 12.5)), 2500),
        (book_of(cash(9999.0)), 0),
        # Extra wings at the wing's strike change nothing but the credit: 50 x 100 + 2 x 5 x 100.
        (
            _condor(credit=10)
            + spx_option(1, "p", 3000, EXPIRY, 5.0)
            + spx_option(1, "c", 3450, EXPIRY, 5.0),
            5000,
        ),
        # Wings of a later expiry cover.
        (
            book_of(
                spx_option(1, "p", 3000, "2020-04-17", 20.0),
                spx_option(-1, "p", 3050, EXPIRY, 15.0),
            ),
            5000 + 500,
        ),
        # The farther of two longs is the spare one: the short put is covered 50 points below.
        (
            book_of(
                spx_option(-1, "p", 3050, EXPIRY, 15.0),
                spx_option(1, "p", 2900, EXPIRY, 5.0),
                spx_option(1, "p", 3000, EXPIRY, 9.0),
            ),
            5000 - 100,
        ),
        # VIX call spread bought, and sold.
        (
            book_of(vix_option(10, "c", 20, "2020-03-18", 1.5), vix_option(-10, "c", 30, "2020-03-18", 0.5)),
            1000,
        ),
        (
            book_of(vix_option(-10, "c", 20, "2020-03-18", 1.5), vix_option(10, "c", 30, "2020-03-18", 0.5)),
            10_000 - 1000,
        ),
    ],
)
def test_margin_by_hand(held, dollars):
    assert held.margin(MARKET, DAY) == pytest.approx(dollars)


@pytest.mark.rule("R29")
def test_margin_of_boxes():
    long = book_of(
        spx_option(1, "c", 3000, EXPIRY, 260.0),
        spx_option(-1, "p", 3000, EXPIRY, 20.0),
        spx_option(-1, "c", 3100, EXPIRY, 180.0),
        spx_option(1, "p", 3100, EXPIRY, 39.5),
    )
    assert long.margin(MARKET, DAY) == pytest.approx(9950)
    assert (-long).margin(MARKET, DAY) == pytest.approx(10_000 - 9950)


@pytest.mark.rule("R29")
def test_futures_margin_is_a_share_of_value_by_days_and_nets_within_an_expiry():
    front, second = MARKET.vx("2020-02-19")[DAY], MARKET.vx("2020-03-18")[DAY]
    one = book_of(vx_future(1, "2020-02-19", 15.0)).margin(MARKET, DAY)
    assert one == pytest.approx(1.1 * 1000 * front * (0.38 - 9 / 15 * 0.13))
    assert book_of(vx_future(-1, "2020-02-19", 15.0)).margin(MARKET, DAY) == pytest.approx(one)
    assert (
        book_of(vx_future(1, "2020-02-19", 15.0), vxm_future(-10, "2020-02-19", 14.0)).margin(MARKET, DAY)
        == 0
    )
    spread = book_of(vx_future(1, "2020-02-19", 15.0), vx_future(-1, "2020-03-18", 15.0)).margin(MARKET, DAY)
    assert spread == pytest.approx(one + CUSTOMER_FACTOR * 1000 * second * (0.25 - 22 / 23 * 0.04))


@pytest.mark.rule("R29")
def test_the_futures_share_covers_995_of_1000_two_day_rises_of_every_tenor():
    rises = []
    for expiry in pd.DatetimeIndex(vix_option_expiries("2007-06-01", "2026-09-30", weekly=False)):
        price = MARKET.vx(expiry)
        days = (expiry - price.index).days.to_numpy()
        rises.append(pd.DataFrame({"days": days, "rise": (price.shift(-2) / price - 1).to_numpy()}))
    rises = pd.concat(rises).dropna()
    bucket = pd.cut(rises["days"], [0, 15, 30, 60, 90, 120, 150, 300])
    beyond = (rises["rise"] > futures_share(rises["days"])).groupby(bucket, observed=True).mean()
    assert beyond.max() < 0.0065 and beyond.min() > 0.003


@pytest.mark.rule("R29")
def test_uncovered_shorts_are_refused_or_margined_naked():
    naked = book_of(spx_option(-1, "p", 3000, EXPIRY, 18.0), spx_option(-2, "c", 3400, EXPIRY, 12.0))
    with pytest.raises(CourseError, match="nothing covers -1 SPX 2020-03-20 3000 put"):
        naked.margin(MARKET, DAY)
    spot, price = TABLE["spx"][DAY], naked.marks(MARKET, DAY).price
    put = 100 * (price[0] + max(0.15 * spot - (spot - 3000), 0.10 * 3000))
    calls = 200 * (price[1] + max(0.15 * spot - (3400 - spot), 0.10 * spot))
    wanted = put + calls - 100 * 18 - 200 * 12
    assert naked.margin(MARKET, DAY, uncovered="margin") == pytest.approx(wanted)
    with pytest.raises(CourseError, match="uncovered='maybe'"):
        position_margin(naked.marks(MARKET, DAY), "maybe")


@pytest.mark.rule("R29")
def test_longs_that_expire_earlier_cover_nothing():
    early = book_of(spx_option(1, "p", 3000, "2020-02-21", 3.0), spx_option(-1, "p", 3050, EXPIRY, 15.0))
    with pytest.raises(CourseError, match="expires no earlier"):
        early.margin(MARKET, DAY)


@pytest.mark.rule("R29")
def test_a_long_covers_one_short_only():
    # One later put cannot cover the shorts of two expiries; the later expiry has the first claim on it.
    shared = book_of(
        spx_option(-1, "p", 3050, "2020-02-21", 10.0),
        spx_option(-1, "p", 3050, EXPIRY, 15.0),
        spx_option(1, "p", 3000, EXPIRY, 12.0),
    )
    with pytest.raises(CourseError, match="nothing covers -1 SPX 2020-02-21"):
        shared.margin(MARKET, DAY)


@pytest.mark.rule("R29")
def test_a_naked_synthetic_vix_future_is_margined_on_its_future():
    synthetic = book_of(vix_option(1, "c", 18, "2020-03-18", 2.5), vix_option(-1, "p", 18, "2020-03-18", 3.0))
    future = MARKET.vx("2020-03-18")[DAY]
    price = synthetic.marks(MARKET, DAY).price[1]
    wanted = 100 * (price + max(0.20 * future - max(future - 18, 0), 0.10 * 18)) + 100 * (2.5 - 3.0)
    assert synthetic.margin(MARKET, DAY, uncovered="margin") == pytest.approx(wanted)


def test_margin_over_a_window_ends_with_the_legs():
    window = MARKET.window("2020-03-16", "2020-04-20")
    both = _condor(credit=10) + _condor(expiry="2020-04-17", credit=6)
    required = both.margin(window)
    assert set(required[:"2020-03-19"]) == {8400.0}
    assert set(required["2020-03-20":"2020-04-16"]) == {4400.0}
    assert set(required["2020-04-17":]) == {0.0}


@pytest.mark.rule("R29")
def test_margin_comes_in_parts_that_add_up():
    held = (
        CONDOR
        + vix_option(1, "c", 20, "2020-03-18")
        + vx_future(1, "2020-03-18", 15.0)
        + etn_shares(-10, "s")
    )
    parts = position_margin(held.marks(MARKET, DAY, etn={"s": 30.0}))
    assert parts.etn == pytest.approx(300)
    assert parts.vix_options == pytest.approx(book_of(held.legs[4]).value(MARKET, DAY))
    assert (
        parts.total == pytest.approx(held.margin(MARKET, DAY, etn={"s": 30.0})) == pytest.approx(sum(parts))
    )


@pytest.mark.rule("R29")
@given(legs_of_spx)
def test_margin_is_never_below_the_worst_payoff_at_one_expiry(legs):
    legs = [replace(leg, expiry=pd.Timestamp(EXPIRY), price=10.0) for leg in legs]
    levels = np.linspace(0, 8000, 1601)
    scanned = Book(tuple(legs)).payoff(levels).min()
    worst = worst_payoff(legs)
    assert worst == -np.inf or worst <= scanned + 1e-6
    try:
        required = Book(tuple(legs)).margin(MARKET, DAY)
    except CourseError:
        return
    assert required >= max(0.0, Book(tuple(legs)).cost - min(0.0, scanned)) - 1e-6


# ----------------------------------------------------------------------------------------------------- algebra


def test_books_add_scale_and_cancel():
    assert 2 * CONDOR == CONDOR * 2
    assert (CONDOR + CONDOR).value(MARKET, DAY) == pytest.approx((2 * CONDOR).value(MARKET, DAY))
    assert (CONDOR - CONDOR).value(MARKET, DAY) == pytest.approx(0, abs=1e-9)
    assert (-CONDOR).value(MARKET, DAY) == pytest.approx(-CONDOR.value(MARKET, DAY))
    other = spx_option(1, "c", 3300, EXPIRY)
    assert (CONDOR + other).value(MARKET, DAY) == pytest.approx(
        CONDOR.value(MARKET, DAY) + book_of(other).value(MARKET, DAY)
    )
    assert len(CONDOR - other) == 5 and (CONDOR - other).legs[-1].quantity == -1
    # The same contract at another price is another trade: what was made on it stays.
    twice = book_of(vx_future(1, "2020-03-18", 15.0), vx_future(-1, "2020-03-18", 18.0))
    assert twice.value(MARKET, DAY) == pytest.approx(3000)


def test_the_traders_table_adds_up():
    held = CONDOR + vix_option(2, "c", 20, "2020-03-18", 1.4) + vx_future(1, "2020-03-18", 15.0) + cash(50.0)
    table = held.describe(MARKET, DAY, vega_beta=0.8)
    greeks = held.greeks(MARKET, DAY, vega_beta=0.8)
    assert table.index[-1] == "total" and table.index[0] == "+1 SPX 2020-03-20 3000 put"
    for name in greeks._fields:
        assert table.loc["total", name] == pytest.approx(getattr(greeks, name))
    assert table.loc["total", "value"] == pytest.approx(held.value(MARKET, DAY))
    assert table["days"].tolist()[:6] == [46, 46, 46, 46, 44, 44]
    assert np.isnan(held.describe(MARKET, DAY).loc["total", "spx_vega_equivalent"])
    ticket = CONDOR.describe()
    assert ticket["cost"].tolist() == [1900, -2500, -1200, 500]


# ------------------------------------------------------------------------------------------------------ errors


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: spx_option(0, "p", 3000, EXPIRY), "quantity 0"),
        (lambda: spx_option(float("nan"), "p", 3000, EXPIRY), "quantity nan is no number"),
        (lambda: CONDOR * 0, "quantity 0.*leave the leg out"),
        (lambda: spx_option(1, "x", 3000, EXPIRY), "flag 'x'"),
        (lambda: spx_option(1, "p", -5, EXPIRY), "strike -5"),
        (
            lambda: spx_option(1, "p", 3000, "2020-03-18"),
            "no expiry of SPX options: the nearest are 2020-03-13 and",
        ),
        (
            lambda: vx_future(1, "2020-03-20", 15.0),
            "no expiry of monthly VIX futures: the nearest are 2020-03-18",
        ),
        (lambda: vix_option(1, "c", 20, "2020-03-20"), "no expiry of VIX options"),
        (lambda: vx_future(1, "2020-03-18", None), "has no price"),
        (lambda: spx_option(1, "p", 3000, EXPIRY, -1.0), "price -1.0"),
        (lambda: Leg("ETN", 1), "name None"),
        (lambda: Leg("VX", 1), "needs the day on which it expires"),
        (lambda: Leg("cash", 1, "2020-03-20"), "never expires"),
        (lambda: Leg("VX", 1, "2020-03-18", 20.0, price=1.0), "only options have a strike"),
        (lambda: Leg("bond", 1), "'bond' is no kind of leg"),
        (lambda: Book(("condor",)), "'condor' is no leg"),
        (lambda: CONDOR + 3, "3 is neither a book nor a leg"),
        (lambda: CONDOR.value(MARKET, "2020-02-01"), "no trading day"),
        (lambda: CONDOR.value(MARKET, "2031-01-01"), "after the history"),
        (lambda: CONDOR.value(FLAT), "does not know its day"),
        (lambda: CONDOR.value(context(MARKET, DAY), DAY), "already has its date"),
        (lambda: CONDOR.settled(MARKET), "settle one day at a time"),
        (lambda: CONDOR.closed(MARKET), "close on one day"),
        (lambda: CONDOR.traded(MARKET), "trade on one day"),
        (lambda: CONDOR.traded(MARKET, "2020-03-23"), "has expired by then"),
        (lambda: CONDOR.describe(MARKET), "table is of one day"),
        (lambda: CONDOR.closed(MARKET, DAY, legs=[cash(1.0)]), "not in the book"),
        (
            lambda: book_of(vx_future(1, "2020-03-18", 15.0)).value(FLAT, DAY),
            "no VIX future reaches 2020-03-18",
        ),
        (
            lambda: book_of(vx_future(1, "2020-03-18", 15.0)).value(MARKET, "2019-01-02"),
            "no VIX future reaches",
        ),
    ],
)
def test_errors_teach(build, words):
    with pytest.raises(CourseError, match=words):
        build()
