"""Set up, open and check the course without make: ``python course.py lab``.

The Makefile calls nothing but this file. It needs the standard library only, and Python 3.8 can still read it, so that
it can say what is wrong when Python is too old.
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

OLDEST = (3, 11)
REPO = Path(__file__).absolute().parent
VENV = REPO / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / ".ready"  # written last: without it, the environment is not trusted
PIP = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
NBVAL = ["--nbval", "--nbval-current-env", "--nbval-cell-timeout=300"]
FOREIGN = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "CONDA_")


def environment() -> dict[str, str]:
    """Return the variables under which everything runs: the same whatever else is active or missing."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    variables["PATH"] = os.pathsep.join([str(BIN), variables.get("PATH", os.defpath)])
    variables["PYTHONUTF8"] = "1"
    variables["PIP_USER"] = "0"
    variables["MPLCONFIGDIR"] = str(VENV / "matplotlib")
    home = "USERPROFILE" if os.name == "nt" else "HOME"
    if not (variables.get(home) and os.access(variables[home], os.W_OK)):
        # Jupyter's, IPython's and everybody else's folders are below the home: one inside the environment serves all.
        variables[home] = str(VENV / "home")
        variables["PIP_NO_CACHE_DIR"] = "1"
    return variables


def run(*command: str | Path, **variables: str) -> None:
    """Run a command at the top of the course; leave with its exit code when it fails."""
    child = subprocess.Popen(
        [str(part) for part in command], cwd=str(REPO), env={**environment(), **variables}
    )
    while child.returncode is None:
        with suppress(
            KeyboardInterrupt
        ):  # the child was interrupted too and may ask first, as JupyterLab does
            child.wait()
    if child.returncode:
        raise SystemExit(child.returncode)


def flags(name: str) -> list[str]:
    """Return the words of a variable such as LAB_FLAGS."""
    return shlex.split(os.environ.get(name, ""), posix=os.name != "nt")


# ------------------------------------------------------------------------------------------------------- set-up


def set_up() -> None:
    """Make the environment, or renew it, unless it is what the lock and pyproject.toml ask for."""
    version = version_of(PYTHON)
    if version and version >= OLDEST and STAMP.is_file():
        if STAMP.read_text(encoding="utf-8") == fingerprint():
            return
        say("requirements.lock or pyproject.toml has changed: .venv is renewed.")
        STAMP.unlink()
    else:
        if version and version < OLDEST:
            say(f"The .venv here is of Python {dotted(version)}, too old for this course: it is made anew.")
        elif version:
            say("The .venv here was not finished: it is made anew.")
        elif VENV.exists():
            say("The Python of the .venv here is gone: it is made anew.")
        create()
    install()


def version_of(python: str | Path) -> tuple[int, ...] | None:
    """Return the version of an interpreter, None if it does not run."""
    question = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([str(python), "-I", "-S", "-c", question], capture_output=True, check=True)
        return tuple(int(number) for number in answer.stdout.split())
    except (OSError, subprocess.CalledProcessError):
        return None


def fingerprint() -> str:
    """Return what the environment is made from, as one number."""
    made_from = [(REPO / name).read_bytes() for name in ("requirements.lock", "pyproject.toml")]
    return hashlib.sha256(b"\0".join(made_from)).hexdigest()


def create() -> None:
    """Make an empty environment in the place of whatever is there."""
    if sys.version_info < OLDEST:
        newer = next((f"python3.{n}" for n in range(20, 10, -1) if version_of(f"python3.{n}")), "python3.11")
        raise SystemExit(
            f"This course needs Python {dotted(OLDEST)} or newer; {sys.executable} is {dotted(sys.version_info[:2])}. "
            f"Try: make lab PYTHON={newer}  (without make: {newer} course.py lab)"
        )
    say(f"Setting up .venv with Python {dotted(sys.version_info[:3])}: a few minutes, about 1 GB.")
    run(getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", VENV)


def install() -> None:
    """Install what the lock says and the course itself, and prepare what would else be made at first use."""
    try:
        pip = (*PIP, "install", "--quiet", "--no-deps")
        # mibian is published as source only: built with the lock's own tool, not with the newest of that day.
        run(*pip, "--require-hashes", "-r", locked("setuptools"))
        run(*pip, "--require-hashes", "--no-build-isolation", "--use-pep517", "-r", locked("mibian"))
        # --no-deps above: older pips look for the newest of an extra in the lock and then miss its hash.
        run(*pip, "--require-hashes", "-r", "requirements.lock")
        run(*pip, "--no-build-isolation", "-e", ".")
        point_to_the_course()
        run(*PIP, "check")
        (VENV / "home").mkdir(exist_ok=True)
        run(PYTHON, "-c", "import matplotlib.font_manager")  # makes its list of fonts, which can be slow
    except SystemExit:
        say("The set-up stopped; the reason stands above. The next call begins again.")
        raise
    STAMP.write_text(fingerprint(), encoding="utf-8")


def locked(name: str) -> Path:
    """Return a file with the lock's lines on one package."""
    lock = (REPO / "requirements.lock").read_text(encoding="utf-8")
    found = re.search(rf"^{name}==.*?(?=^\S|\Z)", lock, re.M | re.S)
    part = VENV / f"{name}.lock"
    part.write_text(found.group(), encoding="utf-8")
    return part


def point_to_the_course() -> None:
    """Write the course's place into the environment as a relative path.

    Python 3.11 and 3.12 under LC_ALL=C cannot start when this file holds a letter beyond ASCII, as absolute paths may.
    """
    name = "_editable_impl_alvh_helpers.pth"
    for folder in (*VENV.glob("lib/python*/site-packages"), *VENV.glob("Lib/site-packages")):
        (folder / name).write_text(os.path.relpath(str(REPO), str(folder)) + "\n", encoding="ascii")


def say(sentence: str) -> None:
    """Print a sentence before what comes next prints."""
    print(sentence, flush=True)


def dotted(version: tuple[int, ...]) -> str:
    """Return a version as it is written."""
    return ".".join(str(number) for number in version)


# ----------------------------------------------------------------------------------------------------- commands


def setup() -> None:
    """Only make the environment in .venv."""
    set_up()


def lab(*more: str) -> None:
    """Open the course in JupyterLab."""
    set_up()
    run(
        *(PYTHON, "-m", "jupyterlab", f"--ServerApp.root_dir={REPO}"),
        *(*flags("LAB_FLAGS"), *more, "notebooks/00_start_here.ipynb"),
    )


def check(*more: str) -> None:
    """Lint, types and the quick tests, in a minute."""
    lint()
    _pytest("-m", "not slow", *_workers(), *more, "tests")


def test(*more: str) -> None:
    """Lint, types, all tests, and every notebook executed and compared."""
    lint()
    _pytest(*_workers(), *NBVAL, *more, "tests", "notebooks")


def coverage(*more: str) -> None:
    """Line coverage of alvh_helpers by tests and notebooks together, at least 95 %."""
    set_up()
    measure = ("--cov=alvh_helpers", "--cov-report=term-missing", "--cov-fail-under=95")
    _pytest(*NBVAL, *measure, *more, "tests", "notebooks")


def lint() -> None:
    """Lint and types."""
    set_up()
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    if "[tool.mypy]" in (REPO / "pyproject.toml").read_text(encoding="utf-8"):
        run(PYTHON, "-m", "mypy")


def _pytest(*arguments: str) -> None:
    # One thread for linear algebra: the workers are the parallel part.
    run(PYTHON, "-m", "pytest", *arguments, *flags("TEST_FLAGS"), OPENBLAS_NUM_THREADS="1")


def _workers() -> tuple[str, ...]:
    return ("-n", os.environ.get("WORKERS") or "2", "--dist", "loadfile")


def format() -> None:
    """Format code and notebooks."""
    set_up()
    run(PYTHON, "-m", "ruff", "check", "--fix", ".")
    run(PYTHON, "-m", "ruff", "format", ".")


def notebooks(*numbers: str) -> None:
    """Build the lessons from docs/lessons and execute them (one: make notebooks NB=07)."""
    set_up()
    run(PYTHON, "tools/notebook_tools.py", "build", *flags("NB"), *numbers)


def text(*numbers: str) -> None:
    """Bring changes made in JupyterLab back into docs/lessons (one: make text NB=07)."""
    set_up()
    run(PYTHON, "tools/notebook_tools.py", "text", *flags("NB"), *numbers)


def bench() -> None:
    """Speed of the pricing core against other implementations."""
    set_up()
    run(PYTHON, "tools/benchmarks/greeks.py")


def lock(*more: str) -> None:
    """Renew requirements.lock for every platform (all to the newest: python course.py lock --upgrade)."""
    set_up()
    run(
        *(
            PYTHON,
            "-m",
            "uv",
            "pip",
            "compile",
            "--quiet",
            "pyproject.toml",
            "--extra",
            "lab",
            "--group",
            "dev",
        ),
        *("--universal", "--python-version", dotted(OLDEST), "--generate-hashes", "--no-emit-index-url"),
        *("--no-annotate", "--no-header", *more, "--output-file", "requirements.lock"),
    )


def walk(*situations: str) -> None:
    """Try the set-up in awkward situations, each in a throw-away clone (half an hour)."""
    command = [sys.executable, "tools/walk_readme.py", *(situations or ["situations"])]
    raise SystemExit(subprocess.call(command, cwd=str(REPO)))  # in the caller's own environment


def doctor() -> None:
    """Say line by line what passes and what fails; changes nothing."""
    run(PYTHON if version_of(PYTHON) else sys.executable, "-m", "alvh_helpers.doctor")


def python(*arguments: str) -> None:
    """Run the environment's Python: python course.py python -m pytest tests/vix."""
    set_up()
    run(PYTHON, *arguments)


def clean() -> None:
    """Remove the environment."""
    shutil.rmtree(str(VENV), ignore_errors=True)


def help() -> None:
    """Print this list."""
    print("make COMMAND, or without make: python course.py COMMAND\n")
    for name, command in COMMANDS.items():
        print(f"  {name:<10} {command.__doc__.splitlines()[0]}")


FIRST = (lab, test, check, setup, doctor, format, notebooks, text)
COMMANDS = {c.__name__: c for c in (*FIRST, coverage, bench, lock, walk, python, clean, help)}


def main(name: str = "help", *arguments: str) -> None:
    """Run the named command."""
    if name not in COMMANDS:
        raise SystemExit(f"There is no command {name}; there are: {' '.join(COMMANDS)}")
    try:
        COMMANDS[name](*arguments)
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main(*sys.argv[1:])
