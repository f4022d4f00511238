"""Check an installation line by line: ``python -m alvh_helpers.doctor``.

PASS or FAIL for Python, every package against the bounds that the course declares, the notebook kernel,
the widget manager and the checksums of the bundled data. A FAIL says what to do about it. One asks when the set-up
failed, so it runs without any package, on any Python from 3.8 on, and never ends in a traceback.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.requirements import Requirement

__all__ = ["DATA_DIR", "Finding", "diagnose", "doctor", "main"]


DATA_DIR = Path(__file__).resolve().parent.parent / "data"
"""Where the bundled tables lie."""


_REPAIR = "run `make setup` (or `python course.py setup`), or `conda env update -f environment.yml`"


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    name: str
    passed: bool
    detail: str

    def __str__(self) -> str:
        """Return the line as it is printed."""
        return f"{'PASS' if self.passed else 'FAIL'}  {self.name}: {self.detail}"


def diagnose(data_dir: Path = DATA_DIR) -> list[Finding]:
    """Return all findings, in the order in which a repair would go.

    Parameters
    ----------
    data_dir : Path
        Folder of the bundled tables with their ``SHA256SUMS``.
    """
    return [
        *_guarded("Python", lambda: [_python()]),
        *_guarded("packages", _packages),
        *_guarded("kernel python3", lambda: [_kernel()]),
        *_guarded("widget manager", lambda: [_widget_manager()]),
        *_guarded("data", lambda: _data(Path(data_dir))),
    ]


def doctor() -> None:
    """Print a short report for a notebook: one line if all is well, else every FAIL."""
    findings = diagnose()
    failed = [f for f in findings if not f.passed]
    for finding in failed:
        print(finding)
    if failed:
        print(
            f"{len(failed)} of {len(findings)} checks failed. Mend these first; the notebooks rely on them."
        )
    else:
        print("All checks passed: Python, packages, kernel, widgets, data. You can start.")


def main() -> int:
    """Print every line; the exit code is 1 when any check failed."""
    sys.stdout.reconfigure(
        errors="backslashreplace"
    )  # a path may hold letters that this terminal cannot show
    findings = diagnose()
    for finding in findings:
        print(finding)
    failed = sum(not f.passed for f in findings)
    print("All checks passed." if not failed else f"{failed} of {len(findings)} checks failed.")
    return int(failed > 0)


def _guarded(name: str, check: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """Yield a check's findings; a check that cannot be made at all is a FAIL as well."""
    try:
        yield from check()
    except Exception as problem:
        yield Finding(name, False, f"{type(problem).__name__}: {problem}; {_REPAIR}")


def _python() -> Finding:
    """Check the interpreter's version."""
    found = ".".join(str(n) for n in sys.version_info[:3])
    advice = "" if sys.version_info >= (3, 11) else "; the course needs 3.11 or newer"
    return Finding("Python", not advice, f"{found}{advice}")


def _packages() -> Iterator[Finding]:
    """Check every dependency that the package's own metadata declares; those of an extra may be missing."""
    try:
        declared = metadata.requires("alvh-helpers") or []
    except metadata.PackageNotFoundError:
        yield Finding("alvh-helpers", False, f"not installed in {sys.prefix}: {_REPAIR}")
        return
    from packaging.requirements import Requirement  # comes with matplotlib

    for requirement in map(Requirement, declared):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield _package(requirement)
        elif requirement.marker.evaluate({"extra": "lab"}):
            yield _package(requirement, "not installed; a kernel without its own server does not need it")


def _package(requirement: Requirement, excuse: str = "") -> Finding:
    """Check one installed version against its bounds."""
    name, bounds = requirement.name, requirement.specifier
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, bool(excuse), excuse or f"missing, wanted {bounds}: {_REPAIR}")
    passed = bounds.contains(found, prereleases=True)
    return Finding(name, passed, f"{found} (wanted {bounds})" + ("" if passed else f": {_REPAIR}"))


def _kernel() -> Finding:
    """Check that the ``python3`` kernel of the notebooks runs in this very environment."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        command = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        return Finding("kernel python3", False, f"not found: {_REPAIR}")
    if not Path(command).is_absolute():  # a bare name is resolved to the running interpreter
        return Finding("kernel python3", True, "runs in the environment that starts it")
    same = Path(command).parent == Path(sys.executable).parent
    advice = "" if same else f", but this check runs {sys.executable}: start JupyterLab from this environment"
    return Finding("kernel python3", same, f"runs {command}{advice}")


def _widget_manager() -> Finding:
    """Check that JupyterLab has the extension that draws sliders."""
    from jupyter_core.paths import jupyter_path

    for folder in jupyter_path("labextensions"):
        package = Path(folder) / "@jupyter-widgets" / "jupyterlab-manager" / "package.json"
        if package.is_file():
            version = json.loads(package.read_text(encoding="utf-8"))["version"]
            return Finding("widget manager", True, f"jupyterlab-manager {version}")
    return Finding("widget manager", False, f"JupyterLab cannot draw sliders: {_REPAIR}")


def _data(folder: Path) -> Iterator[Finding]:
    """Check every bundled table against its listed SHA256."""
    listing = folder / "SHA256SUMS"
    if not listing.is_file():
        yield Finding("data", False, f"{listing} is missing: clone the repository again")
        return
    for line in listing.read_text(encoding="utf-8").splitlines():
        wanted, name = line.split()
        table = folder / name.lstrip("*")
        if not table.is_file():
            yield Finding(f"data/{table.name}", False, "missing: restore it with `git checkout -- data`")
            continue
        intact = hashlib.sha256(table.read_bytes()).hexdigest() == wanted
        advice = (
            "as published" if intact else "changed since it was published: `git checkout -- data` restores it"
        )
        yield Finding(f"data/{table.name}", intact, advice)


if __name__ == "__main__":
    raise SystemExit(main())
