"""Each notebook is built from its text: same cells, same tags, in the one form that the tool writes."""

from __future__ import annotations

import notebook_tools as nt
import pytest

pytestmark = pytest.mark.parametrize("path", nt.NOTEBOOKS, ids=lambda p: p.stem)


def _cells(notebook):
    return [(c.cell_type, c.source, nt.tags(c)) for c in notebook.cells]


def test_text_and_notebook_agree(path):
    text = nt.text_path(path).read_text(encoding="utf-8")
    number = path.stem[:2]
    assert _cells(nt.from_text(text)) == _cells(nt.read(path)), (
        f"built from an older text: make notebooks NB={number} (or, to keep what was changed in JupyterLab, make text NB={number})"
    )
    assert nt.as_text(nt.read(path)) == text, f"not as the tool writes it: make text NB={number}"
