"""The doctor passes here and names every way in which an installation can be broken."""

import ast
import os
import shutil
import subprocess
import sys

import pytest

from alvh_helpers import doctor


def test_this_installation_is_healthy(capsys):
    assert doctor.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "All checks passed."
    assert all(line.startswith("PASS") for line in lines[:-1])
    for name in ("Python", "mibian", "kernel python3", "widget manager", "data/market.csv"):
        assert any(f"  {name}:" in line for line in lines)
    doctor.doctor()
    assert capsys.readouterr().out.startswith("All checks passed")


def test_a_changed_a_missing_and_an_unlisted_table_fail(tmp_path):
    shutil.copytree(doctor.DATA_DIR, tmp_path / "data")
    table = tmp_path / "data" / "market.csv"
    table.write_bytes(table.read_bytes().replace(b"3370.29", b"3370.30"))
    (tmp_path / "data" / "fomc.csv").unlink()
    failed = {f.name: f.detail for f in doctor.diagnose(tmp_path / "data") if not f.passed}
    assert set(failed) == {"data/market.csv", "data/fomc.csv"}
    assert "git checkout" in failed["data/market.csv"] and "missing" in failed["data/fomc.csv"]
    assert any("SHA256SUMS is missing" in f.detail for f in doctor.diagnose(tmp_path))


def test_versions_outside_the_bounds_fail(monkeypatch, capsys):
    real = doctor.metadata.version
    monkeypatch.setattr(doctor.metadata, "version", lambda name: "0.9" if name == "pandas" else real(name))
    assert doctor.main() == 1
    out = capsys.readouterr().out
    assert "FAIL  pandas: 0.9 (wanted >=" in out and "1 of" in out
    doctor.doctor()
    assert "Mend these first" in capsys.readouterr().out


def test_a_missing_package_and_an_uninstalled_course_fail(monkeypatch):
    def missing(name):
        raise doctor.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(doctor.metadata, "version", missing)
    assert {f.name for f in doctor._packages() if f.passed} <= {
        "jupyterlab",
        "nbval",
    }  # an extra may be missing
    monkeypatch.setattr(doctor.metadata, "requires", missing)
    (finding,) = doctor._packages()
    assert not finding.passed and "not installed" in finding.detail


def test_a_kernel_without_a_server_is_no_failure_but_a_wrong_version_is(monkeypatch):
    declared = ["numpy>=2.0", 'jupyterlab>=4.2; extra == "lab"', 'nothing>=1; python_version < "3"']
    monkeypatch.setattr(doctor.metadata, "requires", lambda name: declared)
    real = doctor.metadata.version

    def without_server(name):
        if name == "jupyterlab":
            raise doctor.metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(doctor.metadata, "version", without_server)
    numpy, server = doctor._packages()
    assert numpy.passed and server.passed and "not installed" in server.detail
    monkeypatch.setattr(
        doctor.metadata, "version", lambda name: "3.9" if name == "jupyterlab" else real(name)
    )
    assert [f.name for f in doctor._packages() if not f.passed] == ["jupyterlab"]


def test_without_any_package_it_reports_and_ends_well(repo):
    variables = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    bare = [sys.executable, "-S", "-m", "alvh_helpers.doctor"]  # -S: nothing but the standard library
    told = subprocess.run(bare, cwd=repo, env=variables, capture_output=True, text=True)
    lines = told.stdout.splitlines()
    assert told.returncode == 1 and not told.stderr
    assert lines[0].startswith("PASS  Python: ")
    assert all(line.startswith(("PASS  ", "FAIL  ")) for line in lines[:-1])
    assert {"FAIL  alvh-helpers", "FAIL  kernel python3", "FAIL  widget manager"} <= {
        line.split(":")[0] for line in lines
    }


@pytest.mark.parametrize(
    "name", ["course.py", *(f"alvh_helpers/{n}.py" for n in ("__init__", "_lazy", "doctor"))]
)
def test_python_3_8_can_read_what_it_has_to(repo, name):
    tree = ast.parse((repo / name).read_text(encoding="utf-8"), feature_version=(3, 8))
    outside = {a.name for node in tree.body if isinstance(node, ast.Import) for a in node.names}
    outside |= {node.module.split(".")[0] for node in tree.body if isinstance(node, ast.ImportFrom)}
    assert outside <= {*sys.stdlib_module_names, "alvh_helpers"}


def test_a_check_that_cannot_be_made_is_a_fail(monkeypatch):
    monkeypatch.setitem(sys.modules, "jupyter_core.paths", None)
    (failed,) = [f for f in doctor.diagnose() if not f.passed]
    assert failed.name == "widget manager" and "make setup" in failed.detail


def test_an_old_python_fails(monkeypatch):
    monkeypatch.setattr(doctor.sys, "version_info", (3, 10, 4))
    finding = doctor._python()
    assert not finding.passed and "3.11 or newer" in finding.detail


def test_kernel_and_widgets_missing(monkeypatch):
    from jupyter_client import kernelspec

    def none(self, name):
        raise kernelspec.NoSuchKernel(name)

    monkeypatch.setattr(kernelspec.KernelSpecManager, "get_kernel_spec", none)
    assert not doctor._kernel().passed
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda *_: ["/nowhere"])
    assert not doctor._widget_manager().passed


@pytest.mark.parametrize(("command", "passed"), [(sys.executable, True), ("/elsewhere/bin/python", False)])
def test_a_kernel_of_another_environment_is_seen(monkeypatch, command, passed):
    from jupyter_client import kernelspec

    spec = kernelspec.KernelSpec(argv=[command])
    monkeypatch.setattr(kernelspec.KernelSpecManager, "get_kernel_spec", lambda self, name: spec)
    assert doctor._kernel().passed is passed
