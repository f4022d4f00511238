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


@pytest.fixture(scope="session")
def repo() -> Path:
    """Return the top folder of the repository."""
    return Path(__file__).resolve().parent.parent
