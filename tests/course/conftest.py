"""Shared by the tests of the lessons: what a lesson defines in its own cells is tested too."""

from __future__ import annotations

import notebook_tools as nt
import pytest


@pytest.fixture(scope="session")
def run_cells():
    """Return a function that runs a lesson's imports and the cells in which some text stands, and returns all names."""

    def run(number, *texts, **given):
        (path,) = nt.LESSONS.glob(f"{number}_*.py")
        space = dict(given)
        for cell in nt.code_cells(nt.from_text(path.read_text(encoding="utf-8"))):
            if "imports" in nt.tags(cell) or any(text in cell.source for text in texts):
                exec(compile(cell.source, f"lesson {number}", "exec"), space)
        return space

    return run
