"""Measurements on VIX instruments: figures the course quotes, and each table against a second way to the same number."""

import numpy as np
import pandas as pd
import pytest

from alvh_helpers.course.nb06_vix_instruments.study import call_marks, claimed_betas, share_delivered
from alvh_helpers.market.history import load_market
from alvh_helpers.vix.betas import atm_vol_points, futures_moves
from alvh_helpers.vix.etn import calendar_returns, etn_index
from alvh_helpers.vix.options import BAND_SMILES, vix_chain


def rng():
    return np.random.default_rng(2024)


@pytest.fixture(scope="module")
def market():
    return load_market()


@pytest.fixture(scope="module")
def stormy(market):
    return market.window("2017-06-01", "2020-12-31")


def test_etn_figures_the_course_quotes(market):
    index = etn_index(market, fee=0.0085)
    years = 100 * calendar_returns(index)
    assert years.loc[[2012, 2017, 2018, 2020, 2025]].tolist() == pytest.approx(
        [-78.15, -72.35, 66.44, 12.37, -42.08], abs=0.05
    )
    assert calendar_returns(etn_index(market, "short", -1.0, 0.0085)).loc[2018] < -0.95
    days = 100 * index.pct_change().loc[["2018-02-05", "2020-03-16", "2024-08-05", "2025-04-08"]]
    assert days.tolist() == pytest.approx([96.07, 34.88, 42.43, 13.75], abs=0.02)


@pytest.mark.rule("K3")
def test_claimed_range_holds_for_a_month_out_at_best(market):
    table = claimed_betas(market, rng(), draws=300)
    assert (table.loc["vx2":"vx7", "claim"] == "below").all()
    assert 0.70 < table.loc["mix30", "atm"] < 0.85
    assert table.loc["vx1", "atm"] > 0.85
    assert ((table["low"] < table["atm"]) & (table["atm"] < table["high"])).all()
    assert (table["vix"] < table["atm"]).all()


@pytest.mark.rule("K2")
def test_share_delivered_by_hand(stormy):
    table = share_delivered(stormy, rng(), rises=(5.0,), draws=50).set_index("instrument")
    moves, atm = futures_moves(stormy), atm_vol_points(stormy).diff()
    days = moves["vix"] >= 5
    beta = np.cov(moves["vx2"].dropna(), atm.dropna())[0, 1] / atm.var()
    assert table.loc["vx2", "days"] == days.sum()
    assert table.loc["vx2", "delivered"] == pytest.approx(
        moves["vx2"][days].mean() / (beta * atm[days].mean())
    )
    assert (table["worst"] <= table["delivered"]).all()


@pytest.mark.parametrize("band", ["low", "high"])
def test_marks_of_a_call_are_those_of_its_chain(market, band):
    expiry, strike, smile = pd.Timestamp("2018-03-21"), 20.0, BAND_SMILES[band]
    marks = call_marks(market.window("2018-01-31", "2018-03-20"), expiry, strike, smile)
    for day in ("2018-01-31", "2018-02-05", "2018-03-20"):
        assert marks[day] == pytest.approx(vix_chain(market, day, expiry, smile).option("c", strike).price)
    assert marks.idxmax() == pd.Timestamp("2018-02-05")
