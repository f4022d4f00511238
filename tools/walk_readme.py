"""Walk the set-up as newcomers do; standard library only, nothing is installed before the README says so.

    python tools/walk_readme.py                          # the README's first commands, in this checkout
    python tools/walk_readme.py situations               # the awkward ones, each in a throw-away clone
    python tools/walk_readme.py interrupted old_venv     # some of them

Every clone lies in a folder whose name has spaces and letters beyond ASCII, and is set up through make. A situation is
passed when the doctor is content and the first notebook, executed there, gives its stored outputs.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
NOTEBOOK = "notebooks/00_start_here.ipynb"
NOBODY = 65534


class Skipped(Exception):
    """A situation that cannot be had here."""


class Clone:
    """A fresh clone, and the circumstances under which its commands run."""

    def __init__(self, path: Path = REPO) -> None:
        """Clone what is committed here into a folder, unless this checkout itself is meant."""
        if path != REPO:
            subprocess.run(["git", "clone", "--quiet", str(REPO), str(path)], check=True)
        self.path = path
        self.python = sys.executable
        self.variables = {
            k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
        }
        self.user: dict[str, object] = {}

    def start(self, *command: str | Path, **options: object) -> subprocess.Popen:
        """Start a command at the top of the clone, as a group of processes."""
        options = {**_group(), **self.user, **options}
        return subprocess.Popen([str(c) for c in command], cwd=self.path, env=self.variables, **options)

    def run(self, *command: str | Path) -> str:
        """Run a command that must succeed and return what it printed."""
        with self.start(*command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
            printed = process.communicate()[0]
        if process.returncode:
            raise AssertionError(
                f"{shlex.join(map(str, command))} failed with {process.returncode}:\n{printed}"
            )
        return printed

    def make(self, target: str) -> str:
        """Run a target of make."""
        return self.run("make", target, f"PYTHON={self.python}")

    def course(self, code: str) -> None:
        """Run a part of course.py alone."""
        self.run(self.python, "-c", f"import course; course.{code}")

    def is_ready(self) -> str:
        """Set up, ask the doctor, and compare the first notebook; return what the set-up printed."""
        printed = self.make("setup")
        assert self.make("doctor").endswith("All checks passed.\n")
        again = self.make("setup")
        assert not again, f"the second set-up is not at once: {again}"
        compare = "-m pytest -q -p no:cacheprovider --nbval --nbval-current-env --nbval-cell-timeout=300"
        self.run(self.python, "course.py", "python", *compare.split(), NOTEBOOK)
        return printed


def _group() -> dict[str, object]:
    if os.name == "nt":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


# --------------------------------------------------------------------------------------------------- situations


def _with_pip(clone: Clone, version: str, bundled_until: tuple[int, int] = (9, 9)) -> None:
    """Set up with a certain pip, as one of the Pythons brings it."""
    if sys.version_info[:2] > bundled_until:
        raise Skipped(f"pip {version} does not run on this Python")
    clone.course("create()")
    pip = clone.path / ".venv" / "bin" / "python", "-m", "pip", "install", "--quiet"
    clone.run(*pip, "--upgrade", "pip" if version == "newest" else f"pip=={version}")
    start = time.monotonic()
    clone.course("install()")
    print(f"  {clone.run(*pip[:-2], '--version').split(' from ')[0]}: {time.monotonic() - start:.0f} seconds")
    clone.is_ready()


def pip_22_3(clone: Clone) -> None:
    """Use the pip of Python 3.11.0."""
    _with_pip(clone, "22.3", bundled_until=(3, 11))


def pip_23_2_1(clone: Clone) -> None:
    """Use the pip of Python 3.11.7 and 3.12.1, which fell over extras in the lock."""
    _with_pip(clone, "23.2.1", bundled_until=(3, 12))


def pip_24_0(clone: Clone) -> None:
    """Use the pip of Python 3.12.2 and later."""
    _with_pip(clone, "24.0")


def pip_newest(clone: Clone) -> None:
    """Use the newest pip of today."""
    _with_pip(clone, "newest")


def older_lock(clone: Clone) -> None:
    """Meet a lock that is older than the newest packages, as it will be in some months, with an old pip."""
    lock = clone.path / "requirements.lock"
    clone.make("setup")
    for name in ("coverage", "anyio", "packaging"):
        (newer,) = re.findall(rf"^{name}==(\S+)", lock.read_text(encoding="utf-8"), re.M)
        clone.run(clone.python, "course.py", "lock", "--upgrade-package", f"{name}<{newer}")
        assert f"\n{name}=={newer} " not in lock.read_text(encoding="utf-8")
    assert "has changed: .venv is renewed" in clone.is_ready()  # in the environment that is there
    clone.make("clean")
    _with_pip(clone, "23.2.1", bundled_until=(3, 12))  # and in a new one


def plain_c_locale(clone: Clone) -> None:
    """Set LC_ALL=C: Python 3.11 and 3.12 read the places of packages as ASCII."""
    clone.variables.pop("PYTHONUTF8", None)
    clone.variables.update(LANG="C", LC_ALL="C")
    clone.is_ready()


def no_home(clone: Clone) -> None:
    """Have no HOME at all."""
    clone.variables.pop("HOME", None)
    clone.is_ready()
    _lab_opens(clone)


def home_not_writable(clone: Clone) -> None:
    """Have a home that nobody can write into."""
    clone.variables["HOME"] = "/nonexistent"
    clone.is_ready()
    _lab_opens(clone)


def other_user(clone: Clone) -> None:
    """Be a user without rights or home; who is not root is one already."""
    if os.geteuid() == 0:
        clone.user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        clone.variables["HOME"] = "/nonexistent"
        for path in (clone.path.parent, *clone.path.parent.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
        clone.python = _first_that_works(clone, sys.executable, "/usr/bin/python3", "/usr/local/bin/python3")
    clone.is_ready()


def _first_that_works(clone: Clone, *pythons: str) -> str:
    """Return an interpreter that the clone's user may run and that the course can use."""
    question = "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"
    for python in pythons:
        with contextlib.suppress(OSError):
            if clone.start(python, "-c", question, stderr=subprocess.DEVNULL).wait() == 0:
                return python
    raise Skipped("no Python here that another user may run")


def old_venv(clone: Clone) -> None:
    """Meet a .venv that somebody made with Python 3.8."""
    old = _python("3.8")
    clone.run(old, "-m", "venv", ".venv")
    assert "of Python 3.8, too old" in clone.is_ready()
    clone.make("clean")
    told = subprocess.run([old, "course.py", "lab"], cwd=clone.path, capture_output=True, text=True)
    assert told.returncode and "This course needs Python 3.11 or newer" in told.stderr
    doctor = subprocess.run(
        [old, "-m", "alvh_helpers.doctor"], cwd=clone.path, capture_output=True, text=True
    )
    assert doctor.stdout.startswith("FAIL  Python: 3.8") and not doctor.stderr


def _python(version: str) -> str:
    """Return an interpreter of a version."""
    places = Path.home().glob(f".pyenv/versions/{version}.*/bin/python")
    found = shutil.which(f"python{version}")
    for python in [*map(str, places), *([found] if found else [])]:
        if subprocess.run([python, "-c", ""], capture_output=True).returncode == 0:
            return python
    raise Skipped(f"there is no Python {version} here")


def lost_python(clone: Clone) -> None:
    """Meet a .venv whose Python was removed or renewed by the system."""
    clone.make("setup")
    for python in clone.path.glob(".venv/bin/python*"):
        python.unlink()
        python.symlink_to("/nonexistent/python3")
    assert "Python of the .venv here is gone" in clone.is_ready()


def quoted_python(clone: Clone) -> None:
    """Choose an interpreter in a folder whose name has a space."""
    folder = clone.path.parent / "a dir"
    folder.mkdir()
    clone.python = str(folder / "python3")
    Path(clone.python).symlink_to(sys.executable)
    clone.is_ready()


def interrupted(clone: Clone) -> None:
    """Kill a set-up in the middle of installing."""
    setup = clone.start("make", "setup", f"PYTHON={clone.python}")
    while len(list(clone.path.glob(".venv/lib/*/site-packages/*.dist-info"))) < 20:
        assert setup.poll() is None, "the set-up ended before it could be interrupted"
        time.sleep(0.05)
    os.killpg(setup.pid, signal.SIGKILL)
    setup.wait()
    assert "was not finished" in clone.is_ready()


def other_venv_active(clone: Clone) -> None:
    """Activate another environment, set conda's variables, and let PYTHONPATH lead to broken packages."""
    other = clone.path.parent / "other"
    clone.run(clone.python, "-m", "venv", other)
    for name in ("numpy", "pip", "pytest"):
        (other / f"{name}.py").write_text("raise ImportError('the packages of another environment')\n")
    path = os.pathsep.join([str(other / "bin"), clone.variables["PATH"]])
    clone.variables.update(VIRTUAL_ENV=str(other), CONDA_PREFIX=str(other), CONDA_DEFAULT_ENV="base")
    clone.variables.update(PATH=path, PYTHONPATH=str(other), PIP_USER="1")
    clone.python = str(other / "bin" / "python3")
    clone.is_ready()


def port_in_use(clone: Clone) -> None:
    """Find somebody else's server on port 8888."""
    clone.make("setup")
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):  # in use already
            held.enter_context(socket.create_server(("127.0.0.1", 8888)))
        assert ":8888/" not in _lab_opens(clone)


def _lab_opens(clone: Clone) -> str:
    """Return the address at which ``make lab`` serves the first notebook."""
    with _served(clone, ["make", "lab", f"PYTHON={clone.python}"]) as (url, cells):
        assert cells > 10
        print(f"  JupyterLab at {url}")
    return url


SITUATIONS = {
    situation.__name__: situation
    for situation in (
        *(pip_22_3, pip_23_2_1, pip_24_0, pip_newest, older_lock, plain_c_locale, no_home, home_not_writable),
        *(other_user, old_venv, lost_python, quoted_python, interrupted, other_venv_active, port_in_use),
    )
}


def walk_situations(names: list[str]) -> None:
    """Walk through situations and leave with an error if one failed."""
    failed = []
    for name in names:
        print(f"{name}: {SITUATIONS[name].__doc__}", flush=True)
        start = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="Fußgänger ", ignore_cleanup_errors=True) as folder:
            try:
                SITUATIONS[name](Clone(Path(folder) / "Kürs für alle"))
                verdict = "passed"
            except Skipped as reason:
                verdict = f"skipped, {reason}"
            except (AssertionError, OSError, subprocess.SubprocessError) as problem:
                verdict = f"FAILED: {problem!r}"
                failed.append(name)
        print(f"  {verdict} ({time.monotonic() - start:.0f} seconds)", flush=True)
    if failed:
        sys.exit(f"{len(failed)} of {len(names)} situations failed: {', '.join(failed)}")


# ------------------------------------------------------------------------------------------- README, literally


def commands() -> list[str]:
    """Return the lines of the README's block of commands for this system, without their comments."""
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    with_make, without = re.findall(r"```bash\n(.*?)```", readme, re.S)[:2]
    lines = [line.split("#")[0].strip() for line in (without if os.name == "nt" else with_make).splitlines()]
    return [line for line in lines if line]


@contextlib.contextmanager
def _served(clone: Clone, command: list[str]) -> Iterator[tuple[str, int]]:
    """Start JupyterLab without a browser, yield its address and the first notebook's number of cells, and stop it."""
    clone.variables["LAB_FLAGS"] = "--no-browser --allow-root --log-level=ERROR"
    server = clone.start(*command)
    try:
        yield _first_notebook(clone, server, patience=900)
    finally:
        server.send_signal(signal.CTRL_BREAK_EVENT) if os.name == "nt" else os.killpg(
            server.pid, signal.SIGTERM
        )
        server.wait(60)


def _first_notebook(clone: Clone, server: subprocess.Popen, patience: float) -> tuple[str, int]:
    """Ask for the first notebook until the server hands it out."""
    end = time.monotonic() + patience
    while time.monotonic() < end and server.poll() is None:
        time.sleep(1)
        if not (clone.path / ".venv" / ".ready").is_file():
            continue
        listing = clone.run(clone.python, "course.py", "python", "-m", "jupyter_server", "list", "--jsonlist")
        for found in json.loads(listing):
            if Path(found["root_dir"]) == clone.path:
                url = f"{found['url']}api/contents/{NOTEBOOK}?token={found['token']}"
                with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
                    return found["url"], len(json.load(answer)["content"]["cells"])
    raise AssertionError("JupyterLab did not serve the first notebook")


def walk_readme() -> None:
    """Run the README's first block of commands; JupyterLab is asked for the first notebook and stopped."""
    here = Clone()
    for line in commands():
        print(f"$ {line}", flush=True)
        command = line.split()
        if command[-1] == "lab":
            with _served(here, command) as (url, cells):
                print(f"JupyterLab at {url} serves {NOTEBOOK} with {cells} cells", flush=True)
        elif here.start(*command).wait():
            sys.exit(f"{line} failed")


def main() -> None:
    """Walk the README, or the situations that were asked for."""
    asked = sys.argv[1:]
    unknown = set(asked) - {"situations", *SITUATIONS}
    if unknown:
        sys.exit(f"There is no situation {', '.join(unknown)}; there are: {', '.join(SITUATIONS)}")
    if asked:
        walk_situations(list(SITUATIONS) if "situations" in asked else asked)
    else:
        walk_readme()


if __name__ == "__main__":
    main()
