"""Shared by all tests: a plotting backend without windows, repeatable properties, kernels without a network."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import matplotlib
import pytest
from hypothesis import settings

matplotlib.use("Agg")
settings.register_profile("course", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("course")

_STARTUP = Path(__file__).parent / "kernel_startup" / "00_no_network.py"


def pytest_configure(config):
    """Start every notebook kernel with a profile that refuses any connection beyond this computer."""
    folder = Path(tempfile.mkdtemp(prefix="alvh-ipython-"))
    startup = folder / "profile_default" / "startup"
    startup.mkdir(parents=True)
    shutil.copy(_STARTUP, startup)
    os.environ["IPYTHONDIR"] = str(folder)
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_addoption(parser):
    """Let `pytest --rule R13` run the tests of one rule or claim only."""
    parser.addoption("--rule", metavar="TAG", help="run only tests of this rule or claim of docs/rules.md")


def pytest_collection_modifyitems(config, items):
    """Keep the tests that carry the marker of the rule asked for; without any, say so instead of passing."""
    tag = (config.getoption("--rule") or "").upper()
    if not tag:
        return
    chosen = [i for i in items if any(tag in marker.args for marker in i.iter_markers("rule"))]
    if not chosen:
        raise pytest.UsageError(
            f"no test among those collected carries rule({tag!r}); docs/rules.md names the tests of every rule and "
            "claim, or says that it is not built yet"
        )
    config.hook.pytest_deselected(items=[i for i in items if i not in chosen])
    items[:] = chosen


@pytest.fixture(scope="session")
def repo() -> Path:
    """Return the top folder of the repository."""
    return Path(__file__).resolve().parent.parent
