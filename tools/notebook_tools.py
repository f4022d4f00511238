"""Read, execute and tidy the notebooks: ``python tools/notebook_tools.py notebooks/*.ipynb`` (or `make notebooks`).

Executing stores outputs from top to bottom in a clean kernel and removes what differs between machines
(widget state, language version, timings), so that a changed notebook shows only what changed.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

REPO = Path(__file__).resolve().parent.parent
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


def execute(path: Path) -> None:
    """Execute a notebook from top to bottom in a clean kernel and store it tidied."""
    notebook = read(path)
    NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": path.parent}}
    ).execute()
    tidy(notebook, path.stem[:2])
    nbformat.write(notebook, path)


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


def main(names: list[str]) -> None:
    """Execute the named notebooks, or all of them."""
    for path in [Path(n).resolve() for n in names] or NOTEBOOKS:
        execute(path)
        print(f"{path.name}: executed", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
