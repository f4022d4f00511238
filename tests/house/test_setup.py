"""``course.py`` sets up once, trusts nothing unfinished, and runs the same whatever else is active."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import walk_readme
import yaml

needs_make = pytest.mark.skipif(not shutil.which("make"), reason="no make here")
not_windows = pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")


@pytest.fixture
def course(repo, tmp_path, monkeypatch):
    """Return course.py at home in a temporary folder, where commands are noted instead of run."""
    spec = importlib.util.spec_from_file_location("course_script", repo / "course.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.REPO, module.VENV = tmp_path, tmp_path / ".venv"
    module.BIN = module.VENV / "bin"
    module.PYTHON, module.STAMP = module.BIN / "python", module.VENV / ".ready"
    module.version = None  # of the environment's Python
    module.ran = []

    def note(*command, **variables):
        words = " ".join(str(part) for part in command)
        module.ran.append(words)
        if "-m venv" in words:
            shutil.rmtree(module.VENV, ignore_errors=True)
            module.VENV.mkdir()
            module.version = (3, 12)

    monkeypatch.setattr(module, "really_run", module.run, raising=False)
    monkeypatch.setattr(module, "really_version_of", module.version_of, raising=False)
    monkeypatch.setattr(module, "run", note)
    monkeypatch.setattr(module, "version_of", lambda python: module.version)
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(repo / name, tmp_path)
    for name in ("LAB_FLAGS", "TEST_FLAGS", "WORKERS", "NB"):
        monkeypatch.delenv(name, raising=False)
    return module


# ------------------------------------------------------------------------------------------------------- set-up


def test_the_first_setup_installs_the_lock_and_nothing_else(course, capsys):
    course.setup()
    assert "-m venv --clear" in course.ran[0] and ".venv" in course.ran[0]
    installs = [line for line in course.ran if " install " in line]
    assert all("--no-deps" in line for line in installs)
    assert all("--require-hashes" in line for line in installs[:-1]) and installs[-1].endswith("-e .")
    assert course.ran.index(installs[-1]) < len(course.ran) - 2  # then the check and the fonts
    assert any(line.endswith("pip --disable-pip-version-check check") for line in course.ran)
    assert "matplotlib.font_manager" in course.ran[-1]
    assert course.STAMP.read_text() == course.fingerprint()
    assert "Setting up" in capsys.readouterr().out


def test_the_second_setup_does_nothing(course, capsys):
    course.setup()
    course.ran.clear()
    capsys.readouterr()
    course.setup()
    assert not course.ran and not capsys.readouterr().out


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_file_renews_what_is_there(course, capsys, name):
    course.setup()
    course.ran.clear()
    with (course.REPO / name).open("a") as file:
        file.write("\n# changed\n")
    course.setup()
    assert course.ran and not any("-m venv" in line for line in course.ran)
    assert "has changed" in capsys.readouterr().out
    assert course.STAMP.read_text() == course.fingerprint()


@pytest.mark.parametrize(
    ("version", "sentence"),
    [
        ((3, 8), "of Python 3.8, too old"),
        (None, "Python of the .venv here is gone"),
        ((3, 11), "not finished"),
    ],
)
def test_an_environment_of_no_use_is_made_anew(course, capsys, version, sentence):
    if version == (3, 11):
        course.VENV.mkdir()  # usable, but without its stamp
    else:
        course.setup()
    course.version = version
    course.ran.clear()
    course.setup()
    assert "-m venv --clear" in course.ran[0]
    printed = capsys.readouterr().out
    assert len(re.findall(r"made anew", printed)) == 1 and sentence in printed


@pytest.mark.parametrize("renewed", [False, True])
@pytest.mark.parametrize("step", ["mibian.lock", "requirements.lock", "-e .", " check", "font_manager"])
def test_a_setup_that_stops_is_not_trusted(course, monkeypatch, capsys, step, renewed):
    if renewed:
        course.setup()
        (course.REPO / "requirements.lock").open("a").write("\n")
    note = course.run

    def stop(*command):
        note(*command)
        if step in course.ran[-1]:
            raise SystemExit(1)

    monkeypatch.setattr(course, "run", stop)
    with pytest.raises(SystemExit):
        course.setup()
    assert not course.STAMP.exists() and "begins again" in capsys.readouterr().out
    monkeypatch.setattr(course, "run", note)
    course.ran.clear()
    course.setup()
    assert "-m venv --clear" in course.ran[0] and course.STAMP.exists()


def test_an_old_python_is_told_plainly(course, monkeypatch):
    monkeypatch.setattr(course.sys, "version_info", (3, 8, 18))
    with pytest.raises(
        SystemExit, match=r"needs Python 3\.11 or newer; .* is 3\.8\. Try: make lab PYTHON=python3"
    ):
        course.lab()
    assert not course.ran and not course.VENV.exists()


def test_the_course_is_found_by_a_relative_path(course):
    folder = course.VENV / "lib" / "python3.12" / "site-packages"
    folder.mkdir(parents=True)
    course.point_to_the_course()
    (written,) = folder.glob("*.pth")
    assert written.read_text(encoding="ascii").strip() == str(Path("..", "..", "..", ".."))


@not_windows
def test_versions_are_asked_for_not_believed(course, tmp_path):
    script = tmp_path / "python"
    script.write_text("#!/bin/sh\necho 3 8\n")
    script.chmod(0o755)
    assert course.really_version_of(script) == (3, 8)
    assert course.really_version_of(sys.executable) == sys.version_info[:2]
    assert course.really_version_of(tmp_path / "nothing") is None
    script.write_text("#!/bin/sh\nexit 1\n")
    assert course.really_version_of(script) is None


# -------------------------------------------------------------------------------------------------- environment


def test_other_environments_do_not_reach_in(course, monkeypatch):
    foreign = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "CONDA_PREFIX", "CONDA_DEFAULT_ENV")
    for name in foreign:
        monkeypatch.setenv(name, "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    variables = course.environment()
    assert not set(foreign) & set(variables)
    assert variables["PIP_USER"] == "0" and variables["PYTHONUTF8"] == "1"
    assert variables["MPLCONFIGDIR"].startswith(str(course.VENV))
    assert variables["PATH"].split(os.pathsep)[0] == str(course.BIN)


@not_windows
@pytest.mark.parametrize("home", [None, "", "/nonexistent"])
def test_without_a_home_there_is_one_inside(course, monkeypatch, tmp_path, home):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert course.environment()["HOME"] == str(tmp_path)
    monkeypatch.delenv("HOME") if home is None else monkeypatch.setenv("HOME", home)
    assert course.environment()["HOME"] == str(course.VENV / "home")


def test_a_command_that_fails_hands_on_its_code(course):
    with pytest.raises(SystemExit) as left:
        course.really_run(sys.executable, "-c", "import os, sys; sys.exit(int(os.environ['CODE']))", CODE="3")
    assert left.value.code == 3
    course.really_run(sys.executable, "-c", "")


# ----------------------------------------------------------------------------------------------------- commands


def test_flags_are_handed_on(course, monkeypatch):
    monkeypatch.setenv("LAB_FLAGS", "--no-browser --ServerApp.token='a b'")
    monkeypatch.setenv("TEST_FLAGS", "-k parity")
    monkeypatch.setenv("WORKERS", "3")
    monkeypatch.setenv("NB", "07 08")
    course.lab("--port=9999")
    assert course.ran[-1].endswith(
        "--no-browser --ServerApp.token=a b --port=9999 notebooks/00_start_here.ipynb"
    )
    course.test("-x")
    assert "-n 3" in course.ran[-1] and "--nbval " in course.ran[-1] and course.ran[-1].endswith("-k parity")
    assert "tests notebooks" in course.ran[-1] and "not slow" not in course.ran[-1]
    course.notebooks()
    assert course.ran[-1].endswith("build 07 08")
    course.text("09")
    assert course.ran[-1].endswith("text 07 08 09")


@pytest.mark.parametrize("configured", [False, True])
def test_check_is_lint_types_and_the_quick_tests(course, configured):
    settings = course.REPO / "pyproject.toml"
    settings.write_text("[tool.mypy]\n" if configured else "")
    course.setup()
    course.ran.clear()
    course.check()
    tools = [line.split("-m ", 1)[1] for line in course.ran]
    assert tools[:2] == ["ruff check .", "ruff format --check ."]
    assert ("mypy" in tools) is configured
    assert tools[-1] == "pytest -m not slow -n 2 --dist loadfile tests"


def test_the_doctor_sets_nothing_up(course):
    course.doctor()
    assert course.ran == [f"{sys.executable} -m alvh_helpers.doctor"]
    course.version, course.ran[:] = (3, 12), []
    course.doctor()
    assert course.ran == [f"{course.PYTHON} -m alvh_helpers.doctor"]


def test_the_lock_is_made_from_everything_that_is_installed(course):
    course.lock("--upgrade")
    for words in ("--extra lab", "--group dev", "--generate-hashes", "--no-emit-index-url", "--upgrade"):
        assert words in course.ran[-1]


def test_an_unknown_command_is_named(course):
    with pytest.raises(SystemExit, match="no command labs; there are: lab test check"):
        course.main("labs")


@needs_make
@not_windows
def test_make_only_calls_course_py_also_from_a_folder_with_a_space(repo, tmp_path):
    python = tmp_path / "a dir" / "python3"
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    told = subprocess.run(
        ["make", f"PYTHON={python}"], cwd=repo, capture_output=True, text=True, check=True
    ).stdout
    makefile = (repo / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^COMMANDS := (.*)$", makefile, re.M).group(1).split()
    listed = re.findall(r"^  (\w+) ", told, re.M)
    assert set(targets) == set(listed) - {"python"}
    assert re.findall(r"^\t(.*)$", makefile, re.M) == ['@"$(PYTHON)" course.py $@']


# ------------------------------------------------------------------------------- what the README and others say


def test_readme_names_both_ways(monkeypatch):
    monkeypatch.setattr(walk_readme.os, "name", "posix")
    assert walk_readme.commands() == ["make lab", "make test"]
    monkeypatch.setattr(walk_readme.os, "name", "nt")
    assert walk_readme.commands() == ["python course.py lab", "python course.py test"]


def test_hooks_before_a_commit(repo):
    settings = yaml.safe_load((repo / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = {hook["id"]: hook for source in settings["repos"] for hook in source["hooks"]}
    assert set(hooks) == {"ruff", "ruff-format", "text-against-notebooks", "check-added-large-files"}
    assert (repo / hooks["text-against-notebooks"]["entry"].split()[-1]).is_file()


def test_workflows_walk_every_situation(repo):
    text = (repo / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8")
    steps = [step.get("run", "") for job in yaml.safe_load(text)["jobs"].values() for step in job["steps"]]
    assert any(step.startswith("make walk") for step in steps) and "python tools/walk_readme.py" in steps
