"""The house itself: small rooms, imports only leftwards, a docstring on everything public, no strange addresses."""

import ast
import re

import pytest

# From left to right: a room imports only rooms of earlier rows, or earlier rooms of its own row.
ROWS = """
errors inputs parameters tables resample
sessions calendars episodes market_checks market_series market
lognormal implied black roots anatomy
axes smile varswap term regimes fit surface vixstrip greeks attribution breakeven
vixterm vixsmile vixoptions vix etn betas dislocation rollschedule rolls
vixstudies rollstudies afterspikes premium
indicators ballot technical macrosignals signals quorum signalstudies quorumstudies signalevents signalluck
legs pricing marking margin ticket book profile strikes drift condortrade condor parity
driftstudies driftpools driftalarms vegastudies vegamaps vegahistory
tails irr ratios intervals risk
costs facts programme shifts cycles layers layermarks layerlives policy alvh sizing till account story ledgertables ledger replay rivals sweep
sizingstudies enginepurse enginestudies outcomes quorumledgers replaystudies episodestudies stepper
checks
exercises_basics exercises_greeks exercises_surface exercises_drift exercises_vega exercises_vix exercises_rolls
exercises_sizing exercises_signals exercises_engine exercises_replays
exercises
plots figures figures_greeks figures_surface figures_account figures_repriced
figures_drift figures_vega figures_vix figures_rolls
figures_sizing figures_signals figures_quorum figures_purse figures_engine figures_replays figures_gallery
explore explore_greeks explore_surface explore_drift explore_builder explore_vix explore_rolls
explore_sizing explore_signals explore_engine explore_stepper
doctor
"""
ORDER = ROWS.split()


def _modules(repo):
    return sorted((repo / "alvh_helpers").glob("[a-z]*.py"))


def _imported_rooms(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (
            node.level or (node.module or "").startswith("alvh_helpers")
        ):
            module = (node.module or "").removeprefix("alvh_helpers").lstrip(".")
            yield from [module.split(".")[0]] if module else [a.name for a in node.names]
        elif isinstance(node, ast.Import):
            yield from [a.name.split(".")[1] for a in node.names if a.name.startswith("alvh_helpers.")]


def _functions(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_every_room_has_its_place_and_imports_only_leftwards(repo):
    assert {p.stem for p in _modules(repo)} <= set(ORDER), "a room without a place in ROWS"
    for path in _modules(repo):
        for room in _imported_rooms(ast.parse(path.read_text(encoding="utf-8"))):
            assert ORDER.index(room) < ORDER.index(path.stem), f"{path.stem} imports {room}, to its right"


def test_rooms_and_functions_are_small(repo):
    for path in _modules(repo):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, path.name
        for function in _functions(ast.parse(text)):
            body = function.body[1:] if ast.get_docstring(function) else function.body
            if body:
                assert body[-1].end_lineno - body[0].lineno < 40, f"{path.name}: {function.name}"


def test_everything_public_is_listed_and_documented(repo):
    for path in _modules(repo):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path.name
        public = {
            n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and n.name[0] != "_"
        }
        listed = next(
            (
                ast.literal_eval(n.value)
                for n in tree.body
                if isinstance(n, ast.Assign) and n.targets[0].id == "__all__"
            ),
            [],
        )
        assert public <= set(listed), f"{path.name}: {public - set(listed)} not in __all__"
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


@pytest.mark.parametrize(
    "pattern", [r"index[-_]url\s*=", r"pypi\.org", r"anaconda\.org", r"filterwarnings\(.ignore"]
)
def test_no_file_names_a_registry_or_hides_warnings(repo, pattern):
    folders = [repo / name for name in ("alvh_helpers", "notebooks", "tests", "data", ".github", ".ci")]
    files = [*repo.iterdir(), *(p for folder in folders for p in folder.rglob("*"))]
    kinds = {".py", ".toml", ".yml", ".md", ".lock", ".ipynb", ".cff", ""}
    for path in files:
        in_a_cache = any(part.endswith(("cache", "cache__", "checkpoints")) for part in path.parts)
        if path.is_file() and path.suffix in kinds and path.name != "test_house.py" and not in_a_cache:
            assert not re.search(pattern, path.read_text(encoding="utf-8", errors="ignore")), path
