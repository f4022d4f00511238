"""How large the house is: files and lines by wing, the longest chain of imports, what one exercise loads, cells.

    python tools/house_report.py                # this copy
    python tools/house_report.py /path/to/another/checkout

It reads the text of the files and imports nothing, except for the last count: a fresh interpreter runs
`check("00.1", ...)` in that copy and lists the modules of the package that this loaded.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

LOADED = """
import sys
try:
    from alvh_helpers.course.exercises import check
except ModuleNotFoundError:  # before there were wings
    from alvh_helpers.exercises import check
check("00.1", ...)
names = [m for m in sys.modules if m.startswith("alvh_helpers")]
print(len(names), "modules of the package,", len(sys.modules), "in all")
"""


def modules(repo: Path) -> dict[str, Path]:
    """Return the package's modules by dotted name; a package bears the name of its folder."""
    found = {}
    for path in sorted((repo / "alvh_helpers").rglob("*.py")):
        parts = path.relative_to(repo).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imported(name: str, files: dict[str, Path]) -> set[str]:
    """Return the modules of the package that a module's statements import, at the top or inside functions."""
    found = set()
    for node in ast.walk(ast.parse(files[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            # A relative import counts its dots from the module's own name.
            above = name.split(".")[: -node.level] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            inside = {f"{source}.{a.name}" for a in node.names}
            found |= inside & set(files) or {source}
    return (found & set(files)) - {name}


def longest_chain(files: dict[str, Path]) -> list[str]:
    """Return the longest chain of modules of which each imports the next."""
    graph = {name: imported(name, files) for name in files}

    @cache
    def below(name: str) -> tuple[str, ...]:
        tails = [below(other) for other in sorted(graph[name])]
        return (name, *max(tails, key=len, default=()))

    return list(max(map(below, graph), key=len))


def by_wing(repo: Path, files: dict[str, Path]) -> list[tuple[str, int, int]]:
    """Return wing, files and lines; files that stand in no wing's folder are one group."""
    count, lines = Counter(), Counter()
    for path in files.values():
        parts = path.relative_to(repo / "alvh_helpers").parts
        wing = "(no folder)" if len(parts) == 1 else parts[0]
        if len(parts) > 2:
            wing = "course, lessons"
        count[wing] += 1
        lines[wing] += len(path.read_text(encoding="utf-8").splitlines())
    return [(wing, count[wing], lines[wing]) for wing in count]


def cells(repo: Path) -> tuple[int, int]:
    """Return the number of notebooks and of their code cells that are not empty."""
    books = sorted((repo / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    total = 0
    for book in books:
        found = json.loads(book.read_text(encoding="utf-8"))["cells"]
        total += sum(c["cell_type"] == "code" and bool("".join(c["source"]).strip()) for c in found)
    return len(books), total


def main(repo: Path) -> None:
    """Print the report."""
    files = modules(repo)
    rows = by_wing(repo, files)
    for wing, count, lines in rows:
        print(f"{wing:>16} {count:4d} files {lines:7,d} lines")
    print(f"{'package':>16} {sum(r[1] for r in rows):4d} files {sum(r[2] for r in rows):7,d} lines")
    if len(rows) > 1:
        core = [p for n, p in files.items() if ".course" not in n and p.name != "__init__.py"]
        print(f"{'core':>16} {len(core):4d} files without course and the lists of names")
    for folder in ("tests", "tools", "docs/lessons"):
        texts = [p.read_text(encoding="utf-8") for p in (repo / folder).rglob("*.py")]
        print(f"{folder:>16} {len(texts):4d} files {sum(len(t.splitlines()) for t in texts):7,d} lines")
    chain = longest_chain(files)
    print(
        f"Longest chain of imports: {len(chain)} modules: " + " > ".join(c.split(".", 1)[-1] for c in chain)
    )
    environment = os.environ | {"PYTHONPATH": str(repo)}
    ran = subprocess.run(
        [sys.executable, "-c", LOADED], env=environment, cwd=repo, capture_output=True, text=True
    )
    print(
        "check('00.1', ...) loads "
        + (ran.stdout.splitlines() or ["nothing: " + ran.stderr.strip()[-200:]])[-1]
    )
    print("{} notebooks, {} code cells".format(*cells(repo)))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve())
