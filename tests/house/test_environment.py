"""The three lists of dependencies (pyproject.toml, environment.yml, requirements.lock) say the same."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from rattler import MatchSpec

BUILD_ONLY = {
    "hatchling",
    "editables",
}  # what `pip install -e .` builds with; conda cannot take them from the lock


@pytest.fixture(scope="module")
def project(repo):
    return tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def conda(repo):
    return yaml.safe_load((repo / "environment.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def locked(repo):
    """Return name -> list of (version, marker) of the lock."""
    text = (repo / "requirements.lock").read_text(encoding="utf-8")
    pins: dict[str, list] = {}
    for line in re.findall(r"^([A-Za-z0-9][^\\\n]*?)\s*\\?$", text, re.M):
        requirement = Requirement(line)
        (specifier,) = requirement.specifier
        pins.setdefault(canonicalize_name(requirement.name), []).append(
            (Version(specifier.version), requirement.marker)
        )
    return pins


def _runtime(project):
    """Return what the course's environment holds: the package's dependencies and those of the extra ``lab``."""
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["lab"],
    ]
    return {canonicalize_name(r.name): r.specifier for r in map(Requirement, wanted)}


def test_a_kernel_without_a_server_needs_no_server(project):
    names = {Requirement(line).name for line in project["project"]["dependencies"]}
    assert not names & {"jupyterlab", "nbval", "jupyter-server"}
    assert set(project["project"]["optional-dependencies"]) == {"lab"}


def _conda_side(conda):
    """Return name -> bounds of environment.yml, conda's part and pip's part."""
    plain, pip = {}, {}
    for entry in conda["dependencies"]:
        if isinstance(entry, dict):
            for line in entry["pip"]:
                if line != "-e .":
                    requirement = Requirement(line)
                    pip[canonicalize_name(requirement.name)] = requirement.specifier
        else:
            spec = MatchSpec(entry)
            plain[
                canonicalize_name(
                    str(spec.name.normalized if hasattr(spec.name, "normalized") else spec.name)
                )
            ] = SpecifierSet(str(spec.version or ""))
    return plain, pip


def test_conda_carries_the_same_names_and_bounds(project, conda):
    plain, pip = _conda_side(conda)
    assert plain.pop("python") == SpecifierSet(project["project"]["requires-python"])
    del plain["pip"]
    built_with = {name: plain.pop(name) for name in BUILD_ONLY}
    assert {**plain, **pip} == _runtime(project)
    assert set(pip) == {"mibian"}
    dev = {
        canonicalize_name(r.name): r.specifier for r in map(Requirement, project["dependency-groups"]["dev"])
    }
    assert all(dev[name] == bounds for name, bounds in built_with.items())


def test_conda_installs_the_course_itself(conda):
    assert conda["name"] == "alvh" and conda["channels"] == ["conda-forge"]
    assert conda["dependencies"][-1]["pip"][-1] == "-e ."


def test_the_lock_pins_every_dependency_within_its_bounds(project, locked):
    wanted = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["lab"],
        *project["dependency-groups"]["dev"],
    ]
    for requirement in map(Requirement, [*wanted, *project["build-system"]["requires"]]):
        pins = locked[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version, _ in pins), requirement


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_the_lock_serves_each_python(project, locked, python):
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    for name in _runtime(project):
        fitting = [v for v, marker in locked[name] if marker is None or marker.evaluate(environment)]
        assert len(fitting) == 1, f"{name} on {python}: {fitting}"


def test_the_lock_has_hashes_and_no_address(repo):
    text = (repo / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text and "index-url" not in text and "find-links" not in text
    for block in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in block, block


def test_environment_names_the_courses_packages(conda):
    plain, pip = _conda_side(conda)
    named = {"jupyterlab", "pandas", "numpy", "matplotlib", "ipywidgets", "nbval", "mibian"}
    assert named <= {*plain, *pip}


def test_readme_and_ci_run_the_same_command(repo):
    assert re.search(r"^make test$", (repo / ".ci" / "run").read_text(encoding="utf-8"), re.M)
    readme = (repo / "README.md").read_text(encoding="utf-8")
    assert (
        readme.index("make lab")
        < readme.index("make test")
        < readme.index("python course.py lab")
        < readme.index("python course.py test")
        < readme.index("conda env create -f environment.yml")
    )
