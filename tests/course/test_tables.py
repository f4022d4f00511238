"""Tables are written in the format of each column."""

import numpy as np
import pandas as pd
import pytest

from alvh_helpers.course.notebook import neat
from alvh_helpers.errors import CourseError

FRAME = pd.DataFrame(
    {"dollars": [1234.5, -0.001], "share": [0.125, np.nan], "name": ["a", "b"]},
    index=pd.DatetimeIndex(["2020-02-18", "2020-02-19"], name="date"),
)


def test_each_column_has_its_format():
    shown = neat(FRAME, {"share": ".1%"})
    assert shown["dollars"].tolist() == ["1,234", "0"]
    assert shown["share"].tolist() == ["12.5%", "-"]
    assert shown["name"].tolist() == ["a", "b"]
    assert shown.index.tolist() == ["2020-02-18", "2020-02-19"] and shown.index.name == "date"


def test_one_format_for_all():
    assert neat(FRAME[["dollars"]], "+.2f")["dollars"].tolist() == ["+1234.50", "0.00"]
    assert neat(FRAME[["share"]], ".3f")["share"].tolist() == ["0.125", "-"]


def test_an_unknown_column_is_named():
    with pytest.raises(CourseError, match="no column 'euros'"):
        neat(FRAME, {"euros": ".0f"})


def test_names_of_several_levels_stay():
    index = pd.MultiIndex.from_tuples([("2017", "1:1"), ("2017", "2:1")], names=["year", "build"])
    shown = neat(pd.DataFrame({"end": [2617.4, -939.2]}, index=index), "+,.0f")
    assert shown.loc[("2017", "2:1"), "end"] == "-939" and shown.index.names == ["year", "build"]
