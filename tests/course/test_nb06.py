"""The rooms of the notebook on VIX instruments: its figures say what was computed, its explorer prices the call it shows."""

import numpy as np
import pandas as pd
import pytest

from alvh_helpers.course.nb06_vix_instruments import figures, widgets
from alvh_helpers.errors import CourseError
from alvh_helpers.market.history import load_market
from alvh_helpers.pricing.black import black76
from alvh_helpers.vix.futures import VxCurve, vx_curve
from alvh_helpers.vix.options import vix_chain

CLAIM = (0.70, 0.85)


@pytest.fixture(scope="module")
def market():
    return load_market()


@pytest.fixture(scope="module")
def chain(market):
    return vix_chain(market, "2024-08-05", "2024-09-18")


def curve(vix, points):
    days = np.array([10, 40, 70])
    start = pd.Timestamp("2024-08-05")
    return VxCurve(start, vix, start + pd.to_timedelta(days, unit="D"), days, np.array(points, float))


def title(figure):
    return figure.axes[0].get_title(loc="left")


def test_curves_count_the_days_below_spot_and_skip_unlisted_months():
    figure, alt = figures.day_curves({"calm": curve(12, [13, 14, np.nan]), "storm": curve(40, [33, 30, 25])})
    assert title(figure) == "On 1 of 2 days the front future settled below spot VIX"
    assert "calm: VIX 12.00, front future 13.00, last 14.00" in alt
    with pytest.raises(CourseError, match="7 days cannot be told apart"):
        figures.day_curves({str(k): curve(12, [13, 14, 15]) for k in range(7)})


def test_a_real_curve_can_be_drawn(market):
    _, alt = figures.day_curves({"2024-08-05": vx_curve(market, "2024-08-05")})
    assert "VIX 38.57, front future 32.10" in alt


def test_shares_tell_the_range_of_the_first_row():
    shares = pd.DataFrame({"a": [0.5, 0.2], "b": [1.1, 0.1]}, index=["front future", "7th future"])
    figure, alt = figures.shares_of_vix(shares)
    assert title(figure) == "The front future gained 50% to 110% of what VIX gained"
    assert "7th future 10% to 20%" in alt


def test_etn_history_counts_losing_years():
    days = pd.date_range("2018-12-31", "2021-12-31", freq="D")
    level = pd.Series(np.geomspace(100, 10, len(days)), days)
    figure, alt = figures.etn_history(level, pd.Series({2019: -0.5, 2020: 0.2, 2021: -0.7}))
    assert title(figure) == "2 of 3 years lost; 100 in 2018-12 became 10.0000"
    assert "2020 +20%" in alt


def test_betas_are_counted_by_point_and_by_interval():
    table = pd.DataFrame(
        {"beta": [0.78, 0.80, 0.40], "low": [0.72, 0.60, 0.3], "high": [0.84, 1.0, 0.5]}, index=list("abc")
    )
    figure, alt = figures.betas_against_claim(table, CLAIM, "days", "tenors")
    assert title(figure) == "Inside 0.7 to 0.85: 2 of 3 tenors, 1 with the whole interval"
    assert "b 0.80 (0.60 to 1.00)" in alt


def test_the_map_frames_the_cells_within_the_claim():
    grid = pd.DataFrame({"calm": [0.8, 0.5], "wild": [1.2, np.nan]}, index=["near", "far"])
    figure, _ = figures.beta_map(grid, CLAIM, "days")
    assert figure.get_suptitle() == "The claim 0.7 to 0.85 holds in 1 of 3 cells (framed)"
    assert len(figure.axes[0].patches) == 1
    assert figure.axes[0].patches[0].get_xy() == pytest.approx((-0.47, -0.45))


def test_call_multiples_count_those_below_their_price():
    rows = [
        (e, s, m * f, n * f)
        for e, m, n in (("one", 5, 0.5), ("two", 8, 2))
        for s, f in (("low", 1.1), ("mid", 1), ("high", 0.9))
    ]
    table = pd.DataFrame(rows, columns=["episode", "smile", "multiple", "at_end"])
    figure, alt = figures.call_multiples(table, 0.3)
    assert title(figure) == "A 30-delta call of the eve: 5.0 to 8 times its price at best; 1 of 2 end below"
    assert alt.index("one: best 5.0") < alt.index("two: best 8.0")


def test_dislocated_days_count_pauses_and_spikes():
    days = pd.date_range("2024-08-01", periods=5)
    table = pd.DataFrame(
        {
            "spx": [0, 1, -3, -2, np.nan],
            "vix": [0, -1, 15, 6, np.nan],
            "z": [0.1, -2.5, 9, 1, np.nan],
        },
        index=days,
    )
    figure, alt = figures.dislocated_days(table, 2.0, 5.0, ["2024-08-03"])
    assert title(figure) == "Paused on 50% of all days, and on 1 of the 2 on which VIX rose 5 or more"
    assert "2024-08-03 +9.0" in alt


def test_call_profit_by_hand(chain):
    call = chain.option("c", strike=40.0)
    later = chain.forward + 10
    vol = chain.smile(chain.vvix - 20, later, 40.0, (44 - 7) / 365)
    worth = black76("c", later, 40.0, (44 - 7) / 365, vol, chain.rate).price
    found = widgets.call_profit(chain, 40.0, [10.0], days_later=7, vvix_change=-20)
    assert found[0] == pytest.approx(100 * (worth - call.price))


def test_call_profit_at_the_start_and_at_expiry(chain):
    moves = np.array([-40.0, 0.0, 30.0])
    paid = 100 * chain.option("c", strike=40.0).price
    assert widgets.call_profit(chain, 40.0, [0.0])[0] == pytest.approx(0, abs=1e-9)
    end = widgets.call_profit(chain, 40.0, moves, days_later=44)
    assert end == pytest.approx([-paid, -paid, 100 * (chain.forward + 30 - 40) - paid])
    with pytest.raises(CourseError, match="lives for 44 days"):
        widgets.call_profit(chain, 40.0, moves, days_later=45)


def test_the_view_survives_its_sliders(market):
    for day, month, delta, later, vvix, band in (
        ("2017-08-01", 1, 0.05, 0, -20, "low"),
        ("2020-03-16", 7, 0.90, 60, 80, "high"),
        ("2008-08-29", 2, 0.30, 5, 0, "mid"),
    ):
        figure, alt = widgets.call_view(market, day, month, delta, later, vvix, band)
        assert day in figure.get_suptitle() and "over moves of that future" in alt


def test_every_story_day_is_a_trading_day_and_odd_input_gets_a_sentence(market):
    assert all(day in market.sessions for day in map(pd.Timestamp, widgets.STORY_DAYS))
    for wrong in ({"month": 8}, {"band": "steep"}, {"days_later": 60, "month": 1}, {"delta": 3.0}):
        with pytest.raises(CourseError):
            widgets.call_view(market, "2024-08-05", **wrong)
    with pytest.raises(CourseError, match="no trading day"):
        widgets.call_view(market, "2024-08-04")


def test_the_explorer_has_a_control_for_every_argument(market):
    panel = widgets.vix_call_explorer(market, "2015-08-24", 0.25)
    controls = [widget for row in panel.children[:-1] for widget in row.children]
    assert {c.description for c in controls} == {
        "day",
        "monthly expiry",
        "delta",
        "days later",
        "VVIX moves by",
        "smile",
    }
    assert controls[0].value == "2015-08-24" and controls[0].options == tuple(sorted(controls[0].options))
