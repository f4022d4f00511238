"""A wrong input in a notebook shows one sentence, not a page of traceback."""

import io
from contextlib import redirect_stdout

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from alvh_helpers.errors import CourseError


def test_it_is_a_value_error():
    with pytest.raises(ValueError, match="names the value"):
        raise CourseError("names the value")


def test_a_notebook_shows_the_sentence_and_the_line_of_the_cell():
    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config)
    with redirect_stdout(io.StringIO()) as out:
        shell.run_cell("from alvh_helpers import positions\npositions.condor_strikes(5, 4, 6, 7)")
    InteractiveShell.clear_instance()
    text = out.getvalue()
    assert "long put 5 is not below short put 4" in text
    assert "positions.condor_strikes(5, 4, 6, 7)" in text
    assert "Traceback" not in text and "site-packages" not in text
    assert len(text.strip().splitlines()) == 2
