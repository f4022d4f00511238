"""Where mibian agrees with us, and where it stops: each of its wrong spots shown beside the right number.

The course begins with mibian because one contract at a time is how a person learns, and leaves it for the
reasons pinned here. A test that fails because a newer mibian is right is good news, and asks for new words.
"""

import math

import mibian
import numpy as np
import pytest

from alvh_helpers.pricing.black import black76, black_scholes
from alvh_helpers.pricing.implied import QuoteStatus, implied_vol

pytestmark = pytest.mark.filterwarnings("error")

# mibian takes percent and calendar days: spot, strike, rate(s), days; vol.
SPOT, STRIKE, DAYS, VOL = 4700.0, 4500.0, 45.0, 20.0
TIME = DAYS / 365
RATE, YIELD = 5.0, 1.5


def ours(flag, rate=RATE, dividend_yield=YIELD, strike=STRIKE):
    return black_scholes(flag, SPOT, strike, TIME, VOL / 100, rate / 100, dividend_yield / 100)


def book(n=100):
    rng = np.random.default_rng(20200218)
    spot = SPOT * np.exp(0.1 * rng.standard_normal(n))
    strike = spot * np.exp(0.15 * rng.standard_normal(n))
    return np.array(
        [
            spot,
            strike,
            rng.uniform(0, 8, n),
            rng.uniform(0, 4, n),
            rng.uniform(5, 700, n),
            rng.uniform(8, 80, n),
        ]
    )


# --- where mibian is right -----------------------------------------------------------------------


def test_black_scholes_agrees_in_everything():
    for spot, strike, rate, _, days, vol in book().T.tolist():
        theirs = mibian.BS([spot, strike, rate, days], volatility=vol)
        call, put = (black_scholes(f, spot, strike, days / 365, vol / 100, rate / 100) for f in "cp")
        close = {"rel": 1e-9, "abs": 1e-10 * spot}
        assert tuple(call) == pytest.approx(
            (theirs.callPrice, theirs.callDelta, theirs.gamma, theirs.vega, theirs.callTheta, theirs.callRho),
            **close,
        )
        assert tuple(put) == pytest.approx(
            (theirs.putPrice, theirs.putDelta, theirs.gamma, theirs.vega, theirs.putTheta, theirs.putRho),
            **close,
        )


def test_merton_agrees_in_everything():
    # Me takes the dividends of a year in points, not a yield.
    for spot, strike, rate, income, days, vol in book().T.tolist():
        theirs = mibian.Me([spot, strike, rate, income / 100 * spot, days], volatility=vol)
        call, put = (
            black_scholes(f, spot, strike, days / 365, vol / 100, rate / 100, income / 100) for f in "cp"
        )
        close = {"rel": 1e-9, "abs": 1e-10 * spot}
        assert tuple(call) == pytest.approx(
            (theirs.callPrice, theirs.callDelta, theirs.gamma, theirs.vega, theirs.callTheta, theirs.callRho),
            **close,
        )
        assert tuple(put) == pytest.approx(
            (theirs.putPrice, theirs.putDelta, theirs.gamma, theirs.vega, theirs.putTheta, theirs.putRho),
            **close,
        )


def test_garman_kohlhagen_agrees_but_for_vega_and_theta():
    for spot, strike, rate, income, days, vol in book().T.tolist():
        theirs = mibian.GK([spot, strike, rate, income, days], volatility=vol)
        call, put = (
            black_scholes(f, spot, strike, days / 365, vol / 100, rate / 100, income / 100) for f in "cp"
        )
        close = {"rel": 1e-9, "abs": 1e-10 * spot}
        assert (theirs.callPrice, theirs.callDelta, theirs.gamma, theirs.callRhoD) == pytest.approx(
            (call.price, call.delta, call.gamma, call.rho), **close
        )
        assert (theirs.putPrice, theirs.putDelta, theirs.putRhoD) == pytest.approx(
            (put.price, put.delta, put.rho), **close
        )


# --- where it is not -----------------------------------------------------------------------------


def test_garman_kohlhagen_vega_is_a_hundred_times_too_large():
    theirs = mibian.GK([SPOT, STRIKE, RATE, YIELD, DAYS], volatility=VOL)
    one_point_more = mibian.GK([SPOT, STRIKE, RATE, YIELD, DAYS], volatility=VOL + 1)
    assert one_point_more.callPrice - theirs.callPrice == pytest.approx(ours("c").vega, rel=0.02)
    assert theirs.vega == pytest.approx(100 * ours("c").vega)
    # BS and Me do give it per vol point, so the three classes do not even agree with each other.
    assert mibian.Me([SPOT, STRIKE, RATE, YIELD / 100 * SPOT, DAYS], volatility=VOL).vega == pytest.approx(
        ours("c").vega
    )


@pytest.mark.parametrize("flag", ["c", "p"])
def test_garman_kohlhagen_theta_discounts_the_strike_at_the_wrong_rate(flag):
    side = {"c": "call", "p": "put"}[flag]

    def mibian_price(days):
        return getattr(mibian.GK([SPOT, STRIKE, RATE, YIELD, days], volatility=VOL), f"{side}Price")

    decay = (mibian_price(DAYS - 0.01) - mibian_price(DAYS + 0.01)) / 0.02
    assert ours(flag).theta == pytest.approx(decay, rel=1e-6)
    theirs = getattr(mibian.GK([SPOT, STRIKE, RATE, YIELD, DAYS], volatility=VOL), f"{side}Theta")
    # Interest on the strike is discounted at the foreign rate, the dividend yield, instead of the domestic one.
    probability = ours(flag).rho / (0.01 * STRIKE * TIME * math.exp(-RATE / 100 * TIME))
    slip = math.exp(-RATE / 100 * TIME) - math.exp(-YIELD / 100 * TIME)
    assert theirs - ours(flag).theta == pytest.approx(
        RATE / 100 * STRIKE * probability * slip / 365, rel=1e-9
    )
    assert abs(theirs / decay - 1) > 1e-4


def test_parity_does_not_hold_for_its_own_prices():
    # putCallParity should be 0 for prices that satisfy parity; its discounting is not the one of its prices.
    bs = mibian.BS([SPOT, STRIKE, RATE, DAYS], volatility=VOL)
    theirs = mibian.BS([SPOT, STRIKE, RATE, DAYS], callPrice=bs.callPrice, putPrice=bs.putPrice).putCallParity
    bond, other_bond = math.exp(-RATE / 100 * TIME), 1.05**-TIME
    assert theirs == pytest.approx(STRIKE * (other_bond - bond), rel=1e-6)
    assert theirs > 0.6
    call, put = ours("c", dividend_yield=0.0).price, ours("p", dividend_yield=0.0).price
    assert call - put - SPOT + STRIKE * bond == pytest.approx(0.0, abs=1e-9)


def test_parity_with_dividends_forgets_the_dividends():
    args = [SPOT, STRIKE, RATE, YIELD / 100 * SPOT, DAYS]
    me = mibian.Me(args, volatility=VOL)
    theirs = mibian.Me(args, callPrice=me.callPrice, putPrice=me.putPrice).putCallParity
    dividends = SPOT * (1 - math.exp(-YIELD / 100 * TIME))
    assert theirs == pytest.approx(
        STRIKE * (1.05**-TIME - math.exp(-RATE / 100 * TIME)) - dividends, rel=1e-6
    )
    assert theirs < -7
    forward = SPOT * math.exp((RATE - YIELD) / 100 * TIME)
    residual = ours("c").price - ours("p").price - math.exp(-RATE / 100 * TIME) * (forward - STRIKE)
    assert residual == pytest.approx(0.0, abs=1e-9)


def test_implied_vol_is_as_good_as_the_digits_typed():
    # It stops as soon as the price, rounded to the digits of the number typed, agrees.
    wing = 5600.0
    price = float(ours("c", strike=wing).price)
    errors = {}
    for typed in (round(price, 1), round(price, 2), round(price, 4), price):
        theirs = mibian.Me([SPOT, wing, RATE, YIELD / 100 * SPOT, DAYS], callPrice=typed).impliedVolatility
        forward = SPOT * math.exp((RATE - YIELD) / 100 * TIME)
        exact = implied_vol(typed, "c", forward, wing, TIME, RATE / 100).vol
        again = black76("c", forward, wing, TIME, exact, RATE / 100).price
        assert again == pytest.approx(typed, rel=1e-12)
        errors[typed] = abs(theirs - 100 * exact)
    # In vol points; ours is exact for whatever was typed.
    assert errors[round(price, 1)] > 0.02
    assert errors[round(price, 2)] > 0.005
    assert errors[round(price, 4)] > 1e-5
    assert 1e-6 < errors[price] < 1e-4


@pytest.fixture
def short_search(monkeypatch):
    """Let mibian's bisection run 100 rounds instead of 10,000: as exact as floats are, and much quicker."""
    monkeypatch.setattr(mibian, "range", lambda n: range(min(n, 100)), raising=False)


def test_implied_vol_of_an_impossible_price_is_five_hundred(short_search):
    # A call cannot cost more than the index; mibian answers with the end of its search, without a word.
    theirs = mibian.BS([SPOT, STRIKE, RATE, DAYS], callPrice=SPOT + 1).impliedVolatility
    assert theirs == pytest.approx(500.0)
    forward = SPOT * math.exp(RATE / 100 * TIME)
    vol, status = implied_vol(SPOT + 1, "c", forward, STRIKE, TIME, RATE / 100)
    assert math.isnan(vol)
    assert status is QuoteStatus.ABOVE_MAXIMUM


def test_implied_vol_below_intrinsic_is_almost_nothing(short_search):
    theirs = mibian.BS([SPOT, STRIKE, RATE, DAYS], callPrice=100.0).impliedVolatility
    assert theirs == pytest.approx(1e-5)
    vol, status = implied_vol(100.0, "c", SPOT * math.exp(RATE / 100 * TIME), STRIKE, TIME, RATE / 100)
    assert math.isnan(vol)
    assert status is QuoteStatus.BELOW_INTRINSIC


def test_on_the_day_of_expiry_it_raises():
    with pytest.raises(ZeroDivisionError):
        mibian.BS([SPOT, STRIKE, RATE, 0], volatility=VOL)
    assert black_scholes("c", SPOT, STRIKE, 0, VOL / 100, RATE / 100).price == SPOT - STRIKE


@pytest.mark.parametrize("name", ["BS", "Me", "GK"])
def test_without_vol_it_silently_has_no_answer(name):
    args = [SPOT, STRIKE, RATE, DAYS] if name == "BS" else [SPOT, STRIKE, RATE, 0.0, DAYS]
    theirs = getattr(mibian, name)(args, volatility=0)
    assert theirs.callPrice is None
    assert theirs.callDelta is None
    values = black_scholes("c", SPOT, STRIKE, TIME, 0.0, RATE / 100)
    assert values.price == pytest.approx(SPOT - STRIKE * math.exp(-RATE / 100 * TIME))
    assert values.delta == 1.0


def test_it_takes_one_contract_at_a_time():
    with pytest.raises(TypeError):
        mibian.BS([SPOT, np.array([4500.0, 4600.0]), RATE, DAYS], volatility=VOL)
    assert black_scholes("c", SPOT, np.array([4500.0, 4600.0]), TIME, VOL / 100, RATE / 100).price.shape == (
        2,
    )
