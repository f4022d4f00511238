"""Limits of parameters: inside passes, outside teaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alvh_helpers.course.notebook import choice, parameter
from alvh_helpers.errors import CourseError


@given(st.floats(1, 400))
def test_a_number_within_its_limits_passes(value):
    assert parameter("DAYS", value, 1, 400) == value


@given(
    st.one_of(
        st.floats(max_value=0.999),
        st.floats(min_value=400.001),
        st.sampled_from(["many", "", "45"]),
        st.none(),
        st.booleans(),
    )
)
def test_anything_else_is_named_with_its_limits(value):
    with pytest.raises(CourseError, match=r"^DAYS is .* 1 (to|and) 400$"):
        parameter("DAYS", value, 1, 400)


def test_counts_are_whole():
    assert parameter("CONDORS", 3.0, 1, 10, whole=True) == 3
    assert isinstance(parameter("CONDORS", 3.0, 1, 10, whole=True), int)
    with pytest.raises(CourseError, match=r"CONDORS is 2\.5: it counts things"):
        parameter("CONDORS", 2.5, 1, 10, whole=True)


def test_words_come_from_a_list():
    assert choice("SIDE", "put", ("put", "call")) == "put"
    with pytest.raises(CourseError, match="SIDE is 'left': choose one of 'put', 'call'"):
        choice("SIDE", "left", ("put", "call"))
