"""Notebook 05: the measurements of vega against independent ones, its figures and the structure builder."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from vollib.black_scholes.greeks.analytical import vega as vollib_vega

from alvh_helpers.course.nb05_vega_positive import figures, history, widgets
from alvh_helpers.course.nb05_vega_positive.builds import (
    Build,
    land,
    listed_width,
    net_vega,
    plain_grid,
    replayed,
    sold_vix_vega,
    spread_sums,
    strikes_at,
    usual_vix3m,
    vix_vega,
    width_for_vega,
)
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.positions.condor import condor_greeks, sell_condor
from alvh_helpers.positions.strikes import choose_strikes
from alvh_helpers.pricing.greeks import option_greeks
from alvh_helpers.pricing.surface import flat_surface, spx_surface, surface_of
from alvh_helpers.risk.bootstrap import block_counts

DAY, TIME = pd.Timestamp("2026-05-12"), 45 / 365
SHORTS = np.array([6865.0, 7785.0])


@pytest.fixture(scope="module")
def market():
    return load_market()


@pytest.fixture(scope="module")
def surface(market):
    return surface_of(market, DAY)


@pytest.mark.rule("K1")
def test_net_vega_is_that_of_another_library_leg_by_leg():
    strikes = [4500.0, 4650, 5350, 5500]
    legs = [vollib_vega(f, 5000, k, TIME, 0.0, 0.18) for f, k in zip("ppcc", strikes)]
    for wings in (0.0, 1.0, 2.5):
        expected = wings * (legs[0] + legs[3]) - legs[1] - legs[2]
        assert_allclose(
            net_vega(flat_surface(5000, 0.18), strikes, TIME, wings_per_short=wings), expected, rtol=1e-9
        )


def test_both_vegas_agree_with_the_greeks_of_the_condor_room(surface):
    strikes, terms = strikes_at(SHORTS, 270.0), {"wing_time": 73 / 365, "wings_per_short": 2.0}
    greeks = condor_greeks(surface, strikes, TIME, **terms)
    assert_allclose(net_vega(surface, strikes, TIME, **terms), greeks.vega, rtol=1e-9)
    assert_allclose(vix_vega(surface, strikes, TIME, **terms), greeks.vega_vix, rtol=1e-6)
    up, down = (surface.bumped(vix=b, vix3m_beta=1.0) for b in (0.05, -0.05))
    moved = (
        condor_greeks(up, strikes, TIME, **terms).price - condor_greeks(down, strikes, TIME, **terms).price
    )
    assert_allclose(vix_vega(surface, strikes, TIME, vix3m_beta=1.0, **terms), moved / 0.1, rtol=1e-3)


@pytest.mark.rule("K1")
@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    spot=st.floats(0.7, 1.3),
    vix=st.floats(9, 70),
    slope=st.floats(0.85, 1.25),
    days=st.floats(1, 300),
    shorts=st.tuples(st.floats(0.8, 0.99), st.floats(1.01, 1.2)),
    width=st.floats(0.002, 0.3),
)
def test_the_sums_of_d1_decide_the_sign_of_each_spread(spot, vix, slope, days, shorts, width):
    there = spx_surface(5000 * spot, vix, slope * vix, 0.03, 0.015)
    strikes = strikes_at(5000 * np.array(shorts), 5000 * width)
    legs = option_greeks(there, np.array(list("ppcc")), strikes, days / 365).vega
    spreads = np.array([legs[0] - legs[1], legs[3] - legs[2]])
    sums = np.array(spread_sums(there, strikes, days / 365))
    clear = np.abs(spreads) > 1e-9
    assert (np.sign(spreads[clear]) == -np.sign(sums[clear])).all()
    if (sums > 0).all():
        assert net_vega(there, strikes, days / 365) <= 0


@pytest.mark.rule("K1")
@settings(derandomize=True, deadline=None, max_examples=40)
@given(
    vix=st.floats(9, 70),
    slope=st.floats(0.85, 1.25),
    days=st.floats(2, 300),
    delta=st.floats(0.05, 0.45),
    width=st.floats(0.002, 0.2),
    wider=st.floats(1.05, 3),
)
def test_plain_condors_are_short_vega_and_widening_makes_them_shorter(vix, slope, days, delta, width, wider):
    there, time = spx_surface(5000, vix, slope * vix, 0.03, 0.015), days / 365
    shorts = choose_strikes(there, time, short_delta=delta, step=0.01)[1:3]
    narrow, wide = (net_vega(there, strikes_at(shorts, 5000 * w), time) for w in (width, wider * width))
    assert wide <= narrow <= 0


def test_at_one_volatility_theta_and_vega_are_one_number():
    flat, strikes = flat_surface(5000, 0.20), [4500.0, 4700, 5350, 5600]
    for wings in (1.0, 2.0, 3.0):
        greeks = condor_greeks(flat, strikes, TIME, wings_per_short=wings)
        assert_allclose(greeks.theta, -0.20 * 100 * greeks.vega / (2 * TIME) / 365, rtol=1e-9)


@pytest.mark.rule("K1")
def test_the_width_for_a_vega_gives_that_vega_and_there_is_none_for_a_plain_condor(surface):
    for wings, late in ((2.0, TIME), (3.0, TIME), (1.0, 73 / 365)):
        terms = {"wing_time": late, "wings_per_short": wings}
        width = width_for_vega(surface, SHORTS, TIME, 0.265, **terms)
        assert_allclose(net_vega(surface, strikes_at(SHORTS, width), TIME, **terms), 0.265, atol=1e-9)
    assert np.isnan(width_for_vega(surface, SHORTS, TIME, 0.265))
    many = surface.bumped(spot=np.array([-100.0, 0, 100]))
    widths = width_for_vega(many, SHORTS + np.array([[-100.0], [0], [100]]), TIME, 0.0, wings_per_short=2.0)
    assert widths.shape == (3,) and (np.diff(widths) > 0).all()


def test_a_listed_width_lies_on_the_grid_beside_the_exact_one(surface):
    exact = width_for_vega(surface, SHORTS, TIME, 0.265, wings_per_short=2.0)
    listed = listed_width(surface, SHORTS, TIME, TIME, Build(2), 0.265)
    assert listed % 5 == 0 and abs(listed - exact) <= 2.5
    assert listed_width(surface, SHORTS, TIME, TIME, Build(width=1e-9), 0.265) == 5
    assert strikes_at([100.0, 120.0], 300.0).tolist() == [5, 100, 120, 420]


def test_a_landed_condor_has_its_terms_and_its_vega(surface):
    sold = land(surface, DAY, SHORTS, 45, Build(2), contracts=3)
    assert sold.expiry == pd.Timestamp("2026-06-26") == sold.wing_expiry
    assert [leg.quantity for leg in sold.book] == [6, -3, -3, 6]
    assert abs(sold.book.greeks(surface, DAY).vega / 300 - 0.265) < 0.1
    later = land(surface, DAY, SHORTS, 45, Build(1, 28))
    assert later.wing_expiry == pd.Timestamp("2026-07-24")
    assert land(surface, DAY, SHORTS, 45, Build(width=100 / surface.spot)).strikes[0] == 6765
    with pytest.raises(CourseError, match="no width gives 1 wings a short"):
        land(surface, DAY, SHORTS, 45, Build())


def test_the_usual_vix3m_is_near_what_history_saw(market):
    table = market.table.dropna(subset="vix3m")
    for level in (12, 16, 20, 30):
        near = table[(table["vix"] / level - 1).abs() < 0.05]
        assert abs(usual_vix3m(market, level) / near["vix3m"].median() - 1) < 0.04
    ratio = usual_vix3m(market, [12.0, 20, 60]) / [12, 20, 60]
    assert (np.diff(ratio) < 0).all() and ratio[0] > 1 > ratio[2]


def test_a_replayed_move_scales_the_index_and_adds_the_points(market, surface):
    crash = replayed(surface, market, "2020-02-21", "2020-02-28")
    assert_allclose(crash.spot / surface.spot, 2954.22 / 3337.75, rtol=1e-9)
    assert_allclose(crash.vix - surface.vix, 40.11 - 17.08, atol=1e-9)
    assert replayed(surface, market, "2020-03-18", "2020-04-17").vix == 5
    with pytest.raises(CourseError, match="not after its start"):
        replayed(surface, market, "2020-02-28", "2020-02-21")


@pytest.fixture(scope="module")
def cell(run_cells, market, surface):
    """Return a function that runs cells of the notebook with the names that stand before them."""
    day = market.day(DAY)
    given = {"market": market, "surface": surface, "day": day, "shorts": SHORTS, "time": TIME}
    given |= {"expiry": pd.Timestamp("2026-06-26"), "late": pd.Timestamp("2026-07-24")}
    return lambda *texts, **more: run_cells("05", *texts, **(given | more))


def usual_surface(market, vix):
    day = market.day(DAY)
    return spx_surface(day.spx, vix, usual_vix3m(market, vix), day.rate, day.dividend_yield)


def test_grids_hold_what_single_condors_have(market):
    there = usual_surface(market, np.array([14.0, 30.0]))
    terms = there, np.full(2, TIME), [0.15, 0.3], [50, 200, 400]
    own, by_vix = plain_grid(*terms), plain_grid(*terms, vega=vix_vega)
    assert own.shape == by_vix.shape == (2, 3, 2)
    assert_allclose(plain_grid(there, TIME, [0.15], [50, 200])[0], own[0, :2], rtol=1e-12)
    one = usual_surface(market, 30.0)
    shorts = choose_strikes(one, TIME, short_delta=0.15)[1:3]
    assert_allclose(own[0, 1, 1], net_vega(one, strikes_at(shorts, 200.0), TIME), rtol=1e-12)
    assert_allclose(by_vix[0, 1, 1], vix_vega(one, strikes_at(shorts, 200.0), TIME), rtol=1e-6)


def test_the_table_of_landed_condors_is_the_books_own(cell, surface):
    plan = {"later": Build(1, 28), "2:1": Build(2)}
    found = cell("def landed_table", plan=plan, claimed=(0.18, 0.35), aim=45)
    sold, table = found["sold"], found["landed_table"](found["sold"])
    for name, made in sold.items():
        assert_allclose(table.loc[name, "credit"], 100 * made.credit)
        assert_allclose(table.loc[name, "margin"], 100 * table.loc[name, "width"] - 100 * made.credit)
        assert_allclose(table.loc[name, "vega"], made.book.greeks(surface, DAY).vega / 100)
        assert_allclose(sold_vix_vega(surface, made, 0.64), table.loc[name, "VIX vega"], rtol=1e-9)
    assert sold_vix_vega(surface, sold["later"], 1.0) > table.loc["later", "VIX vega"]


def test_ranges_and_sweeps_agree(cell):
    found = cell("def width_range", "def sweep")
    row = found["width_range"](0.18, 0.35)
    near, far = row["from width"], row["to width"]
    found["out"] = np.array([near, (near + far) / 2, far])
    swept = found["sweep"](Build(2))
    assert_allclose(swept["vega"].iloc[[0, 2]], [0.35, 0.18], atol=1e-9)
    assert_allclose(swept["theta"].iloc[1], row["theta a day"], rtol=1e-9)
    assert row["listed widths"] == len(np.arange(np.ceil(near / 5), np.floor(far / 5) + 1))


def test_waiting_and_the_way_into_a_crash_start_and_end_where_the_book_does(cell, surface):
    sold = land(surface, DAY, SHORTS, 45, Build(1, 28))
    dates = {"CRASH_FROM": "2020-02-21", "CRASH_TO": "2020-02-28", "crash_days": 7}
    found = cell("def vega_in", "storm =", sold={"later": sold}, **dates)
    waited = found["vega_in"](surface.bumped(spot=np.zeros(2)), sold, np.array([25.0, 45.0]) / 365)
    assert_allclose(100 * waited[0], sold.book.greeks(surface, "2026-06-01").vega, rtol=1e-9)
    way, crash = found["storm"]["later"], found["crash"]
    assert_allclose(100 * way.iloc[0], sold.book.greeks(surface, DAY).vega, rtol=1e-9)
    assert_allclose(100 * way.iloc[-1], sold.book.greeks(crash, "2026-05-19").vega, rtol=1e-9)
    assert_allclose(way.index[-1], crash.spot / surface.spot - 1)


def test_ready_made_builders_sell_what_the_notebook_landed(cell, surface):
    plan = {"1:1": Build(width=100 / surface.spot), "2:1": Build(2), "28 d later": Build(1, 28)}
    texts = "def landed_table", "landed = landed_table", "positions.ratio_condor"
    terms = {"plan": plan, "later": "28 d later", "claimed": (0.18, 0.35), "aim": 45, "delta": 0.16}
    found = cell(*texts, **terms)
    for name, sold in found["sold"].items():
        assert (
            found["made"][name].strikes == sold.strikes
            and found["made"][name].wing_expiry == sold.wing_expiry
        )
        assert_allclose(found["summaries"][name]["vega"], 100 * found["landed"].loc[name, "vega"])


@pytest.mark.parametrize("build", [Build(width=0.0135), Build(2), Build(1, 28)])
def test_history_by_arrays_is_history_by_books(market, build):
    dates = market.sessions[[2500, 2501, 3230]]
    held, nights = (f(market, dates, build) for f in (history.held, history.overnight))
    for i, date in enumerate(dates):
        here = surface_of(market, date)
        expiry, late = (history._nearest_expiries(dates, d)[i] for d in (45, 45 + build.later))
        shorts = choose_strikes(here, (expiry - date).days / 365, short_delta=0.16)[1:3]
        width = held["width"].iloc[i] * here.spot
        book = sell_condor(
            market,
            strikes_at(shorts, width),
            expiry,
            date=date,
            wing_expiry=late,
            allow_debit=True,
            wings_per_short=build.wings_per_short,
        ).book
        unit = 100 * here.spot
        assert_allclose(held["profit"].iloc[i] * unit, book.profit(market, expiry), atol=1e-6)
        assert_allclose(held["credit"].iloc[i] * unit, -book.cost, rtol=1e-9)
        assert_allclose(held["margin"].iloc[i] * unit, book.margin(market, date), rtol=1e-9)
        tomorrow = market.sessions[market.sessions.get_loc(date) + 1]
        assert_allclose(nights["gain"].iloc[i] * unit, book.profit(market, tomorrow), atol=1e-6)
        assert_allclose(
            nights["delta"].iloc[i] / nights["move"].iloc[i] * 100, book.greeks(market, date).delta
        )
    parts = nights[["delta", "gamma", "theta", "volatility"]].sum(axis=1)
    assert_allclose(parts, nights["gain"], atol=1e-15)


def test_history_refuses_what_it_cannot_sell(market):
    with pytest.raises(CourseError, match="has a next one"):
        history.overnight(market, market.sessions[-1:], Build(2))
    with pytest.raises(CourseError, match="no width gives 1 wings a short"):
        history.held(market, market.sessions[:3], Build())
    with pytest.raises(CourseError, match="after the history, which ends"):
        history.held(market, market.sessions[-3:], Build(2))


def test_a_programme_is_one_condor_after_another(market):
    builds = {"plain": Build(width=0.0135), "2:1": Build(2)}
    run = history.programme(market, builds, "2018-01-16", "2018-03-29")
    first = surface_of(market, "2018-01-16")
    shorts = choose_strikes(first, 45 / 365, short_delta=0.16)[1:3]
    sold = land(first, "2018-01-16", shorts, 45, builds["2:1"])
    life = market.window("2018-01-16", sold.expiry)
    assert_allclose(run.loc[: sold.expiry, ("2:1", "profit")], sold.book.profit(life), atol=1e-6)
    assert_allclose(run.loc["2018-02-05", ("2:1", "vega")], sold.book.greeks(market, "2018-02-05").vega)
    assert_allclose(run.loc["2018-02-05", ("2:1", "margin")], sold.book.margin(market, "2018-02-05"))
    again = history.programme(market, builds, sold.expiry, "2018-03-29")
    earned = run.loc[sold.expiry, ("2:1", "profit")]
    assert_allclose(run.iloc[-1]["2:1"]["profit"], earned + again.iloc[-1]["2:1"]["profit"], atol=1e-6)
    assert run.index.equals(market.window("2018-01-16", "2018-03-29").sessions)


def test_tables_of_history_average_it(cell, market):
    dates, build = market.sessions[2400:2460], Build(2)
    to_expiry = cell("def to_expiry", aim=45, every=50, terms={})
    to_expiry["sales"] = dates
    counts = block_counts(len(dates), 10, 1000, np.random.default_rng(1))
    row = to_expiry["to_expiry"](build, counts)
    alone = 100 * history.held(market, dates, build)["profit"]
    assert_allclose([row[x] for x in ("profit", "worst", "best")], [alone.mean(), alone.min(), alone.max()])
    assert row["low"] < row["profit"] < row["high"] and row["won"] == 100 * (alone > 0).mean()
    window = market.window("2018-01-02", "2020-12-31")
    nights = cell("lesson.overnight", market=window, some={"2:1": build}, terms={})["rows"]["2:1"]
    assert_allclose(sum(nights[x] for x in ("delta", "gamma", "theta", "volatility")), nights["gain"])
    assert nights["low"] < nights["volatility"] < nights["high"]


def test_moves_after_are_what_the_closes_say(cell, market):
    day = market.day(DAY)._replace(vix=18.0)
    found = cell("begin = closes", day=day, ahead=22, sold={}, some={})
    begin, table = found["begin"], market.table
    assert begin["vix"].between(16.2, 19.8).all()
    date = begin.index[100]
    end = table.loc[: date + pd.Timedelta(days=22)].iloc[-1]
    assert_allclose(found["spot_seen"][100], day.spx * end["spx"] / table["spx"][date])
    assert found["vix_seen"][100] == end["vix"]
    assert begin.index[-1] + pd.Timedelta(days=22) <= table.index[-1]


def test_figures_tell_what_they_draw(cell):
    widths, vixes = np.geomspace(10, 400, 5), np.linspace(10, 40, 4)
    grid = -np.outer(1 / vixes, widths)
    figure, alt = figures.vega_map(widths, vixes, {"a": grid, "b": grid}, claimed=(0.18, 0.35))
    assert "nowhere above zero" in figure.get_suptitle() and "0 points of the map" in alt
    figure, alt = figures.vega_map(widths, vixes, {"a": grid + 5}, claimed=(0.18, 0.35))
    assert "at most +4.75" in figure.get_suptitle()
    spots, left = np.linspace(6500, 8200, 30), np.array([1.0, 20, 45])
    bowl = np.tile((np.abs(spots - 7300) - 600) / 100, (3, 1))
    figure, alt = figures.off_centre(spots, {"50": bowl[0]}, left, bowl, middles=(6800, 7800))
    assert "is never long vega" in figure.get_suptitle() and "6,800 and 7,800" in alt
    sweep = cell("def sweep")["sweep"]
    curves = {"1:1": sweep(Build()), "2:1": sweep(Build(2)), "later": sweep(Build(1, 28))}
    figure, alt = figures.price_of_vega(curves, claimed=(0.18, 0.35), flat=-18.0)
    assert "paying theta, 2:1;" in figure.get_suptitle() and "short the VIX, later" in figure.get_suptitle()
    assert "1:1 theta" not in alt and "2:1 theta -" in alt
    way = {"2:1": pd.Series([0.3, 9.0], index=[0.0, -0.11])}
    figure, alt = figures.vega_life([1.0, 45.0], {"2:1": [0.0, 0.5]}, way)
    assert "2:1 +0.2" in figure.get_suptitle() and "2:1 +9.00" in alt


def test_figures_of_history_name_the_best(market):
    index = market.sessions[:4]
    run = pd.DataFrame({("a", "profit"): [0.0, 1, 2, 3], ("b", "profit"): [0.0, 5, 6, 2]}, index)
    figure, alt = figures.episode_paths({"2007": run})
    assert figure.get_suptitle() == "Best at the end: a (2007)" and "a +3, b +2" in alt
    areas, gained = {"a": np.array([[1.0, -1], [1, -1]])}, pd.DataFrame({"a": [True, True, False, True]})
    figure, alt = figures.vol_space(
        [1.0, 2], [9.0, 50], areas, gained, dots=([1.5], [20.0]), marks={"day": (1.5, 20)}
    )
    assert "50 % of the area and for 75 % of the moves" in alt


@pytest.fixture(scope="module")
def setting(market, surface):
    return {"crash": replayed(surface, market, "2020-02-21", "2020-02-28"), "crash_days": 7}


def test_a_structure_is_what_its_book_says(surface, setting):
    build = Build(2, 28, 300 / surface.spot)
    made = widgets.build_structure(surface, DAY, build, **setting)
    book = made.sold.book
    assert made.sold.strikes.short_put - made.sold.strikes.long_put == 300
    assert_allclose(made.credit, 100 * made.sold.credit)
    assert_allclose(made.margin, book.margin(surface, DAY))
    assert_allclose(made.crash, book.value(setting["crash"], "2026-05-19") - book.cost)
    far = (made.sold.wing_expiry - DAY).days / 365
    by_vix = vix_vega(surface, made.sold.strikes, TIME, wing_time=far, wings_per_short=2)
    assert_allclose(made.vix_vega, 100 * by_vix)


def test_the_builder_draws_its_choice_and_says_what_is_wrong(surface, setting, capsys):
    figure, alt = widgets.structure_view(surface, DAY, Build(2, 0, 270 / surface.spot), **setting)
    assert "Long 30 dollars of vega for a credit of 962" in figure.get_suptitle()
    assert "margin 26,038" in alt and "270 points out" in alt
    panel = widgets.structure_builder(surface, DAY, Build(2, 0, 270 / surface.spot), **setting)
    sliders = [w for row in panel.children[:-1] for w in row.children]
    assert [s.value for s in sliders] == [270, 2.0, 0, 0.16]
    assert not any(s.continuous_update for s in sliders)
    with pytest.raises(CourseError, match="no width gives"):
        widgets.structure_view(surface, DAY, Build(), **setting)
