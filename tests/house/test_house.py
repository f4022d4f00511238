"""The house itself: wings that import only wings before them, one home for a name, a docstring on everything public."""

import ast
import doctest
import re
import subprocess
import sys
from collections import Counter
from importlib import import_module

import house_report
import pytest

import alvh_helpers

# From left to right; a wing imports only wings before it. Foundations first, lessons last.
ORDER = [
    "_lazy",
    "errors",
    "arrays",
    "market",
    "pricing",
    "risk",
    "vix",
    "positions",
    "signals",
    "strategy",
    "simulation",
    "claims",
    "course",
    "doctor",
]
NEEDS_ONLY = {"risk": {"errors", "arrays"}}


def _modules(repo):
    return sorted(p for p in (repo / "alvh_helpers").rglob("*.py") if p.name != "__init__.py")


def _name(repo, path):
    return ".".join(path.relative_to(repo).with_suffix("").parts)


def _imports(path):
    """Return the package's modules that a file imports, at the top or inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("alvh_helpers"):
            yield from (f"{node.module}.{a.name}" for a in node.names)
        elif isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.startswith("alvh_helpers"))


def test_a_wing_imports_only_wings_before_it(repo):
    for path in _modules(repo):
        wing = _name(repo, path).split(".")[1]
        for name in _imports(path):
            other = (*name.split("."), "")[1]
            if other == wing or other in ("", "_lazy"):
                continue
            assert ORDER.index(other) < ORDER.index(wing), f"{_name(repo, path)} imports {name}"
            assert other in NEEDS_ONLY.get(wing, ORDER), f"{wing} needs {other}"


def test_no_lesson_imports_another(repo):
    for path in _modules(repo):
        own = re.search(r"nb\d\d", _name(repo, path))
        found = {m for n in _imports(path) for m in re.findall(r"nb\d\d", n)}
        assert found <= ({own.group()} if own else set()), f"{_name(repo, path)} imports {found}"


def test_a_public_name_has_one_home_and_none_bears_its_modules_name(repo):
    homes = Counter()
    for path in _modules(repo):
        names = {
            n.name
            for n in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(n, ast.FunctionDef | ast.ClassDef)
        }
        lesson = re.search(r"nb\d\d", str(path))
        homes.update((lesson and lesson.group(), n) for n in names if not n.startswith("_"))
        assert path.stem not in names or path.stem == "doctor", (
            f"{path.stem}: a function bears its module's name"
        )
    assert [n for n, times in homes.items() if times > 1] == []


def test_functions_are_small(repo):
    for path in _modules(repo):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                body = function.body[1:] if ast.get_docstring(function) else function.body
                assert not body or body[-1].end_lineno - body[0].lineno < 40, f"{path.name}: {function.name}"


def _listed(tree):
    return next(
        (
            ast.literal_eval(n.value)
            for n in tree.body
            if isinstance(n, ast.Assign) and n.targets[0].id == "__all__"
        ),
        [],
    )


def test_everything_public_is_listed_and_documented(repo):
    for path in _modules(repo):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path.name
        public = {
            n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name[0] != "_"
        }
        assert public <= set(_listed(tree)), f"{path.name}: {public - set(_listed(tree))} not in __all__"
        members = [n for c in tree.body if isinstance(c, ast.ClassDef) for n in c.body]
        for node in [*tree.body, *members]:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{path.name}: {node.name}"


def test_the_package_imports_light(repo):
    for path in _modules(repo):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top = {a.name for n in tree.body if isinstance(n, ast.Import) for a in n.names}
        top |= {n.module for n in tree.body if isinstance(n, ast.ImportFrom) and n.module}
        assert not {
            m for m in top if m.split(".")[0] in {"mibian", "exchange_calendars"} or m == "scipy.stats"
        }, path.name


def _offered(face):
    """Return the public names by module that a wing's face offers, read from its table."""
    tree = ast.parse(face.read_text(encoding="utf-8"))
    table = next(
        ast.literal_eval(n.value.args[1])
        for n in tree.body
        if isinstance(n, ast.Assign) and isinstance(n.value, ast.Call)
    )
    return {module: names.split() for module, names in table.items()}


def test_a_wings_face_lists_exactly_its_public_names(repo):
    for face in (repo / "alvh_helpers").glob("*/__init__.py"):
        modules = [path for path in face.parent.glob("*.py") if path != face]
        listed = {p.stem: sorted(_listed(ast.parse(p.read_text(encoding="utf-8")))) for p in modules}
        assert {module: sorted(names) for module, names in _offered(face).items()} == listed, face.parent.name


def test_every_name_at_the_door_is_there(repo):
    offered = _offered(repo / "alvh_helpers" / "__init__.py")
    for name in alvh_helpers.__all__:
        getattr(alvh_helpers, name)
    for wing, names in offered.items():
        assert not wing or set(names) <= set(import_module(f"alvh_helpers.{wing}").__all__), wing
    assert set(dir(alvh_helpers)) == set(alvh_helpers.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'moon'"):
        alvh_helpers.moon


def test_the_quick_start_is_true():
    failed, tried = doctest.testmod(alvh_helpers)
    assert failed == 0 and tried > 5


def test_a_check_loads_little_and_an_import_nearly_nothing():
    code = (
        "import sys, alvh_helpers\n"
        "print(int('numpy' in sys.modules))\n"
        "from alvh_helpers.course import check\n"
        "check('00.1', ...)\n"
        "print(sum(name.startswith('alvh_helpers') for name in sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    with_numpy, *_, loaded = done.stdout.split()
    assert with_numpy == "0" and int(loaded) < 30


def test_imports_are_not_deep(repo):
    chain = house_report.longest_chain(house_report.modules(repo))
    assert len(chain) <= 16, " -> ".join(chain)


@pytest.mark.parametrize(
    "pattern", [r"index[-_]url\s*=", r"pypi\.org", r"anaconda\.org", r"filterwarnings\(.ignore"]
)
def test_no_file_names_a_registry_or_hides_warnings(repo, pattern):
    folders = [
        repo / name for name in ("alvh_helpers", "notebooks", "tests", "tools", "data", ".github", ".ci")
    ]
    files = [*repo.iterdir(), *(p for folder in folders for p in folder.rglob("*"))]
    kinds = {".py", ".toml", ".yml", ".md", ".lock", ".ipynb", ".cff", ""}
    for path in files:
        in_a_cache = any(part.endswith(("cache", "cache__", "checkpoints")) for part in path.parts)
        if path.is_file() and path.suffix in kinds and path.name != "test_house.py" and not in_a_cache:
            assert not re.search(pattern, path.read_text(encoding="utf-8", errors="ignore")), path
