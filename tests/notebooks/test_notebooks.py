"""What every notebook must have besides outputs that compare: the skeleton, alt text, order, exercises."""

from __future__ import annotations

import re

import notebook_tools as nt
import pytest

from alvh_helpers.course.exercises import exercises_of

PARTS = (
    "## What you'll do",
    "## What you need",
    "## What breaks this",
    "## Exercises",
    "## Take-aways",
    "## Sources",
)

pytestmark = pytest.mark.parametrize("path", nt.NOTEBOOKS, ids=lambda p: p.stem)


def test_the_skeleton_is_there_in_order(path):
    text = nt.prose(nt.read(path))
    assert re.match(r"# \S", text), "the first line is the title"
    places = [text.find(part) for part in PARTS]
    assert -1 not in places, f"missing: {[p for p, at in zip(PARTS, places, strict=True) if at < 0]}"
    assert places == sorted(places)
    objectives = text[places[0] : places[1]]
    assert 3 <= len(re.findall(r"^- ", objectives, re.M)) <= 5, "three to five objectives"
    assert re.search(r"\b\d+ minutes", text[places[1] : places[2]]), "minutes are told"
    assert len(re.findall(r"^## ", text[places[1] : places[2]], re.M)) >= 3, (
        "at least two sections of content"
    )


def test_imports_and_parameters_have_one_cell_each(path):
    notebook = nt.read(path)
    (imports,) = nt.tagged(notebook, "imports")
    (params,) = nt.tagged(notebook, "parameters")
    assert "change me" in params.source
    assert nt.parameters(notebook)
    for cell in nt.code_cells(notebook):
        if cell is not imports:
            assert not re.search(r"^\s*(import|from)\s", cell.source, re.M), (
                f"import outside the cell: {cell.source}"
            )


def test_every_cell_was_executed_in_order_without_complaint(path):
    cells = nt.code_cells(nt.read(path))
    assert [c.execution_count for c in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", cell.source


def test_cells_are_short(path):
    for cell in nt.code_cells(nt.read(path)):
        assert len(cell.source.splitlines()) <= 30, cell.source


def test_every_figure_has_alt_text(path):
    figures = 0
    for cell in nt.code_cells(nt.read(path)):
        for output in cell.outputs:
            data = output.get("data", {})
            if "image/png" in data:
                figures += 1
                alt = output.metadata["image/png"]["alt"]
                assert len(alt) >= 40 and data["text/plain"] == f"Figure: {alt}"
    assert figures >= 1


def test_no_blanket_warning_filter_and_only_the_python3_kernel(path):
    notebook = nt.read(path)
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in nt.code_cells(notebook):
        assert not re.search(r"filterwarnings|simplefilter|catch_warnings|-W ?ignore|%%capture", cell.source)


def test_only_widgets_escape_the_comparison(path):
    for cell in nt.code_cells(nt.read(path)):
        if nt.tags(cell) & {"nbval-ignore-output", "nbval-skip"}:
            assert "nbval-skip" not in nt.tags(cell)
            assert re.search(r"explor|builder|dashboard|stepper|slider", cell.source), cell.source
    assert not nt.tagged(nt.read(path), "nbval-check-output")


def test_each_exercise_has_a_blank_a_check_and_a_folded_solution(path):
    notebook, number = nt.read(path), path.stem[:2]
    ids = list(exercises_of(number))
    assert ids, "a notebook without exercises"
    for exercise_id in ids:
        (blank,) = [c for c in nt.code_cells(notebook) if re.search(rf'check\(\s*"{exercise_id}"', c.source)]
        (solved,) = [
            c for c in nt.code_cells(notebook) if re.search(rf'solution\(\s*"{exercise_id}"', c.source)
        ]
        assert "= ..." in blank.source and "\u2026" in nt.output_text(blank)
        assert "solution" in nt.tags(solved) and solved.metadata["jupyter"]["source_hidden"] is True
        # A folded cell shows its first line, so that line must not be the answer.
        assert solved.source.startswith(f"# Solution of {exercise_id}")
        assert "\u2713" in nt.output_text(solved)
    used = set(re.findall(r'check\(\s*"([\d.]+)"', "\n".join(c.source for c in nt.code_cells(notebook))))
    assert used == set(ids), "every check is registered"


def test_links_between_files_lead_somewhere(path):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", nt.prose(nt.read(path))):
        assert (path.parent / target).exists(), target


_NUMBER = re.compile(r"(?<![\w.,-])\$?(\d[\d,]*(?:\.\d+)?)(?![\w])")


def _told(text: str) -> set[str]:
    """Return the numbers in a text that claim precision: decimals, or three digits and more."""
    found = {n.replace(",", "").rstrip(".") for n in _NUMBER.findall(text)}
    return {n for n in found if "." in n or len(n) >= 3}


def test_no_number_in_the_text_that_no_cell_computed(path):
    notebook = nt.read(path)
    text = nt.prose(notebook)
    text = text[: text.index("## Sources")]
    text = re.sub(r"`[^`]*`|\$[^$\n]+\$|\]\([^)]*\)|\d{4}-\d\d-\d\d|\b(?:19|20)\d\d\b", " ", text)
    shown = "\n".join(c.source + "\n" + nt.output_text(c) for c in nt.code_cells(notebook))
    shown = {n.replace(",", "") for n in re.findall(r"\d[\d,]*(?:\.\d+)?", shown)}
    assert not _told(text) - shown, "said in the text, computed nowhere"
