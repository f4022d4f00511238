"""Build the notebooks from their texts, or bring a change made in JupyterLab back into the text.

    python tools/notebook_tools.py build 07     # docs/lessons/07_*.py -> notebooks/07_*.ipynb, executed
    python tools/notebook_tools.py text 07      # notebooks/07_*.ipynb -> docs/lessons/07_*.py, nothing executed

Without a number: all. The text (jupytext's percent format) is the source. Building executes it from top to bottom in a
clean kernel and stores no more than a reader needs: what differs between machines (widget state, language version,
timings) is removed, so that a changed notebook shows only what changed.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient

REPO = Path(__file__).resolve().parent.parent
LESSONS = REPO / "docs" / "lessons"
NOTEBOOKS = sorted((REPO / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def read(path: Path):
    """Return a notebook."""
    return nbformat.read(path, as_version=4)


def code_cells(notebook) -> list:
    """Return the code cells that are not empty."""
    return [c for c in notebook.cells if c.cell_type == "code" and c.source.strip()]


def tags(cell) -> set[str]:
    """Return a cell's tags."""
    return set(cell.metadata.get("tags", []))


def tagged(notebook, tag: str) -> list:
    """Return the cells that carry a tag."""
    return [c for c in notebook.cells if tag in tags(c)]


def prose(notebook) -> str:
    """Return all Markdown of a notebook."""
    return "\n\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")


def parameters(notebook) -> dict[str, object]:
    """Return the names and literal values of the parameters cell."""
    (cell,) = tagged(notebook, "parameters")
    values = {}
    for node in ast.parse(cell.source).body:
        assert isinstance(node, ast.Assign) and len(node.targets) == 1, (
            "a parameters cell holds assignments only"
        )
        values[node.targets[0].id] = ast.literal_eval(node.value)
    return values


def output_text(cell) -> str:
    """Return everything that a cell printed or showed as text."""
    parts = []
    for output in cell.get("outputs", []):
        parts.append(output.get("text", ""))
        parts.append(output.get("data", {}).get("text/plain", ""))
        parts.append(output.get("data", {}).get("text/html", ""))
    return "\n".join("".join(p) for p in parts)


def text_path(path: Path) -> Path:
    """Return where a notebook's text stands."""
    return LESSONS / f"{path.stem}.py"


def as_text(notebook) -> str:
    """Return a notebook's cells and tags as text, without outputs."""
    bare = nbformat.v4.new_notebook()
    for cell in notebook.cells:
        make = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
        kept = {"tags": cell.metadata.tags} if tags(cell) else {}
        bare.cells.append(make(cell.source, metadata=kept))
    options = {"notebook_metadata_filter": "-all", "cell_metadata_filter": "tags,-all"}
    bare.metadata["jupytext"] = options
    return jupytext.writes(bare, fmt="py:percent")


def from_text(text: str):
    """Return the notebook that a text describes, not executed."""
    return jupytext.reads(text, fmt="py:percent")


def formatted(notebook, path: Path) -> None:
    """Write a notebook with its code in the house format."""
    nbformat.write(notebook, path)
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(path)], check=True)


def build(path: Path) -> None:
    """Build a notebook from its text: formatted, executed from top to bottom in a clean kernel, tidied."""
    notebook = from_text(text_path(path).read_text(encoding="utf-8"))
    tidy(notebook, path.stem[:2])
    formatted(notebook, path)
    notebook = read(path)
    NotebookClient(
        notebook,
        timeout=300,
        kernel_name="python3",
        coalesce_streams=True,
        resources={"metadata": {"path": path.parent}},
    ).execute()
    tidy(notebook, path.stem[:2])
    nbformat.write(notebook, path)
    text_path(path).write_text(as_text(notebook), encoding="utf-8")


def bring_back(path: Path) -> None:
    """Write a notebook's text anew from what stands in the notebook."""
    notebook = read(path)
    tidy(notebook, path.stem[:2])
    formatted(notebook, path)
    text_path(path).write_text(as_text(read(path)), encoding="utf-8")


def tidy(notebook, number: str) -> None:
    """Remove what differs between machines and give the cells stable names."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for i, cell in enumerate(notebook.cells):
        cell.id = f"n{number}-{i:03d}"
        keep = {k: v for k, v in cell.metadata.items() if k in ("tags", "jupyter")}
        if "solution" in keep.get("tags", []):
            keep["jupyter"] = {"source_hidden": True, "outputs_hidden": True}
        cell.metadata = nbformat.from_dict(keep)


def main() -> None:
    """Build the chosen notebooks, or bring them back as text."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=("build", "text"))
    parser.add_argument("numbers", nargs="*", help="such as 07; all when left out")
    asked = parser.parse_args()
    texts = [REPO / "notebooks" / f"{p.stem}.ipynb" for p in LESSONS.glob("[0-9][0-9]_*.py")]
    known = {p.stem[:2]: p for p in sorted({*NOTEBOOKS, *texts})}
    for number in asked.numbers or sorted(known):
        if number not in known:
            parser.error(f"there is no lesson {number}; there are: {', '.join(sorted(known))}")
        (build if asked.what == "build" else bring_back)(known[number])
        print(f"{known[number].name}: {'executed' if asked.what == 'build' else 'brought back'}", flush=True)


if __name__ == "__main__":
    main()
