"""docs/rules.md and docs/ARCHITECTURE.md name only what is there, and every rule that is built has a test."""

import importlib
import re
from functools import reduce
from types import SimpleNamespace

import pytest

RULES = [*(f"R{i}" for i in range(1, 33)), *(f"K{i}" for i in range(1, 21))]
TABLE = r"^\| ([RK]\d+) \| (.*) \| (.*) \|(.*)\|(.*)\|$"
NOT_YET = "not built yet"


@pytest.fixture(scope="module")
def page(repo):
    return (repo / "docs" / "rules.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rows(page):
    """Return tag -> (what it says, built, tested, taught)."""
    return {tag: tuple(cell.strip() for cell in rest) for tag, *rest in re.findall(TABLE, page, re.M)}


@pytest.fixture(scope="module")
def built(rows):
    return {tag: row for tag, row in rows.items() if row[1] != NOT_YET}


def exists(path):
    """Whether the package has what a path such as ``risk.ratios.wacc`` names: its longest module, then attributes."""
    parts = ["alvh_helpers", *path.split(".")]
    for cut in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:cut]))
        except ImportError:
            continue
        try:
            reduce(getattr, parts[cut:], found)
        except AttributeError:
            return False
        return True
    return False


def quoted(text):
    """Return what stands between single backquotes; blocks of code are left out."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S))


def mentioned(text):
    """Return the tags in a text; "R6 to R8" names R7 too."""
    found = set(re.findall(r"\b[RK]\d+\b", text))
    for kind, first, last in re.findall(r"\b([RK])(\d+) to \1(\d+)\b", text):
        found |= {f"{kind}{i}" for i in range(int(first), int(last) + 1)}
    return found


def marked(text):
    """Return the tags of all `rule` markers in the text of a test file."""
    return {
        tag for call in re.findall(r"mark\.rule\(([^)]*)\)", text) for tag in re.findall(r'"(\w+)"', call)
    }


def test_every_rule_and_claim_has_its_row_in_order(rows):
    assert list(rows) == RULES
    assert all(row[0] and row[1] for row in rows.values())


def test_what_is_said_to_be_built_is_there(rows):
    named = {path for row in rows.values() for cell in row[:2] for path in quoted(cell)}
    assert [path for path in sorted(named) if not exists(path)] == []
    assert [tag for tag, row in rows.items() if not quoted(row[1]) and row[1] != NOT_YET] == []


def test_every_rule_that_is_built_is_tested_by_files_that_carry_its_marker(repo, built):
    for tag, (_, _, tested, _) in built.items():
        assert quoted(tested), f"{tag} is built and no test carries its marker"
        for name in quoted(tested):
            assert tag in marked((repo / "tests" / name).read_text(encoding="utf-8")), f"{tag}: {name}"


def test_what_is_not_built_claims_no_test_and_no_lesson(rows):
    assert {row[2] + row[3] for row in rows.values() if row[1] == NOT_YET} == {""}


def test_markers_name_rules_that_are_built(repo, built):
    for path in (repo / "tests").rglob("test_*.py"):
        if path.name != "test_rules.py":
            assert marked(path.read_text(encoding="utf-8")) <= set(built), path.name


def test_lessons_name_what_they_are_said_to_teach(repo, page, built):
    links = dict(re.findall(r"^\[(\d\d)\]: (\S+)$", page, re.M))
    texts = {number: (repo / "docs" / link).read_text(encoding="utf-8") for number, link in links.items()}
    for tag, (_, _, _, taught) in built.items():
        lessons = re.findall(r"\[(\d\d)\](\*?)", taught)
        assert lessons, f"{tag} is taught nowhere"
        for number, star in lessons:
            assert bool(star) != (tag in mentioned(texts[number])), f"{tag}: lesson {number}"


@pytest.mark.parametrize("name", ["docs/ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_path_that_a_page_names_is_there(repo, name):
    wings = {p.stem for p in (repo / "alvh_helpers").glob("[a-z]*")}
    for text in quoted((repo / name).read_text(encoding="utf-8")):
        if re.fullmatch(r"[\w.]+", text) and text.split(".")[0] in wings:
            assert exists(text), f"{name} names {text}"
        elif re.fullmatch(r"(docs|tests|tools|data|alvh_helpers)/[\w/.]*", text):
            assert list(repo.glob(text.replace("NN_name", "*"))), f"{name} names {text}"


def test_the_option_keeps_the_tests_of_one_rule(repo, request):
    conftest = request.config.pluginmanager.getplugin(str(repo / "tests" / "conftest.py"))
    left_out = []
    config = SimpleNamespace(
        getoption=lambda name: "r13",
        hook=SimpleNamespace(pytest_deselected=lambda items: left_out.extend(items)),
    )

    def item(*tags):
        return SimpleNamespace(iter_markers=lambda name: [SimpleNamespace(args=tags)] if tags else [])

    both, other, plain = item("R2", "R13"), item("R1"), item()
    items = [both, other, plain]
    conftest.pytest_collection_modifyitems(config, items)
    assert items == [both] and left_out == [other, plain]
    with pytest.raises(pytest.UsageError, match="no test among those collected carries rule\\('R13'\\)"):
        conftest.pytest_collection_modifyitems(config, [other, plain])
