# Two commands do everything: `make lab` opens the course, `make test` checks it. Both set up `.venv` first.
# Needs Python 3.11 or newer and make. Choose another interpreter with `make lab PYTHON=python3.12`.

ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN := .venv/Scripts
else
PYTHON ?= python3
BIN := .venv/bin
endif

VENV_PYTHON := $(BIN)/python
STAMP := .venv/.ready
LAB_FLAGS ?=
TEST_FLAGS ?=
WORKERS ?= 2
NBVAL := --nbval --nbval-current-env --nbval-cell-timeout=300

.PHONY: lab test setup lock lint format notebooks coverage bench doctor clean

lab: $(STAMP)  ## open the course in JupyterLab
	$(VENV_PYTHON) -m jupyterlab --ServerApp.root_dir="$(CURDIR)" $(LAB_FLAGS) notebooks/00_start_here.ipynb

test: $(STAMP)  ## lint, all tests, and every notebook executed and compared
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m pytest -n $(WORKERS) --dist loadfile $(NBVAL) $(TEST_FLAGS) tests notebooks

setup: $(STAMP)  ## only make the environment

# The stamp makes the second run instant; a changed lock or pyproject renews the environment.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c "import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f'This course needs Python 3.11 or newer; {sys.executable} is {v[0]}.{v[1]}. Try: make lab PYTHON=python3.11')"
	$(PYTHON) -m venv .venv
	$(VENV_PYTHON) -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements.lock
	$(VENV_PYTHON) -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	$(VENV_PYTHON) -c "import pathlib; pathlib.Path('$(STAMP)').touch()"

lock: $(STAMP)  ## renew requirements.lock (no URL in it, for every platform and Python 3.11+)
	$(VENV_PYTHON) -m uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --upgrade --output-file requirements.lock

lint: $(STAMP)
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .

format: $(STAMP)
	$(VENV_PYTHON) -m ruff check --fix .
	$(VENV_PYTHON) -m ruff format .

notebooks: $(STAMP)  ## build the lessons from docs/lessons and execute them (one: make notebooks NB=07)
	$(VENV_PYTHON) tools/notebook_tools.py build $(NB)

coverage: $(STAMP)  ## line coverage of alvh_helpers by tests and notebooks together, at least 95 %
	$(VENV_PYTHON) -m pytest $(NBVAL) --cov=alvh_helpers --cov-report=term-missing --cov-fail-under=95 $(TEST_FLAGS) tests notebooks

bench: $(STAMP)  ## speed of the pricing core against other implementations
	$(VENV_PYTHON) tools/benchmarks/greeks.py

doctor: $(STAMP)
	$(VENV_PYTHON) -m alvh_helpers.doctor

clean:
	$(PYTHON) -c "import shutil; shutil.rmtree('.venv', ignore_errors=True)"
