"""One kind of error for everything a learner can get wrong: a sentence that teaches, without a traceback."""

from __future__ import annotations

import traceback
from pathlib import Path

__all__ = ["CourseError"]

_PACKAGE = Path(__file__).resolve().parent


class CourseError(ValueError):
    """A wrong input, said in one clear sentence that names the value.

    It is a ``ValueError`` in every respect. Inside Jupyter it prints its sentence and the line of the
    learner's own cell that led to it, instead of a page of traceback through code that the learner did
    not write.
    """

    def _render_traceback_(self) -> list[str]:
        """Return what IPython prints for this exception: where in the cell, then the sentence."""
        frames = traceback.extract_tb(self.__traceback__)
        own = [f for f in frames if not _inside_libraries(f.filename)]
        where = f" (line {own[-1].lineno} of the cell: {own[-1].line})" if own and own[-1].line else ""
        return [f"This cannot be computed{where}:", f"  {self}"]


def _inside_libraries(filename: str) -> bool:
    """Tell whether a traceback frame lies in this package or in an installed library."""
    path = Path(filename)
    return _PACKAGE in path.parents or "site-packages" in path.parts or "<frozen" in filename
