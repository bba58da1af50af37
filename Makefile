# Everything is done with Python 3.12 or newer, make, and the package registry; `make help` lists it.

PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.14 python; do \
	command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 12))' \
	2>/dev/null && { echo $$name; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OTHER := .venv-other
# With the system's certificates first, as behind a proxy of one's own, and then with uv's.
SYNC = UV_PROJECT_ENVIRONMENT=$(VENV) $(BIN)/uv sync --locked --inexact --quiet --python $(BIN)/python

PORT ?= 8000
HOST ?= 127.0.0.1
SERVE ?= 1
DEMO_STORE := demo-store
KG = KG_STORE=$(DEMO_STORE) $(BIN)/kg

.DEFAULT_GOAL := help
.PHONY: help setup setup-train setup-other demo test test-slow test-long coverage lint format clean

help:  ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## install the program and its tools into .venv

$(READY): pyproject.toml uv.lock
	@test -n "$(PYTHON)" || { echo "kg needs Python 3.12 or newer, and found none; see https://www.python.org/downloads/ (or: make PYTHON=/path/to/python3)." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python could not make a virtual environment; on Debian and Ubuntu install python3-venv." >&2; rm -rf $(VENV); exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.5"
	@UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 $(SYNC) || $(SYNC)
	@touch $@

setup-train: $(READY)  ## add the libraries of `kg train` (some gigabytes)
	@UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 $(SYNC) --extra train || $(SYNC) --extra train

setup-other: $(READY)  ## add .venv-other by another version of Python, to test that both build the same
	@mine=$$($(BIN)/python -c 'import sys; print(sys.version_info[1])'); \
	for name in python3.14 python3.13 python3.12 "$$HOME"/.pyenv/versions/3.*/bin/python; do \
		$$name -c "import sys; sys.exit(sys.version_info < (3, 12) or sys.version_info[1] == $$mine)" \
		2>/dev/null && { other=$$name; break; }; done; \
	test -n "$$other" || { echo "There is no other Python from 3.12 on; see https://www.python.org/downloads/." >&2; exit 1; }; \
	sync="$(BIN)/uv sync --locked --no-dev --quiet --python $$other"; export UV_PROJECT_ENVIRONMENT=$(OTHER); \
	UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1 $$sync || $$sync

demo: $(READY)  ## build a graph from examples/articles, ask it, and serve it (SERVE=0: do not; PORT=8000)
	@rm -rf $(DEMO_STORE)
	$(KG) build examples/articles
	$(KG) stats
	$(KG) query timeline --format table
	$(KG) query shared-statements --format table
	$(KG) query disputes --format table
ifneq ($(SERVE),0)
	$(KG) serve --host $(HOST) --port $(PORT)
endif

lint: $(READY)  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)  ## put the code into the project's format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: lint  ## style, types, and the fast tests
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow and not long and not browser"

coverage: $(READY)  ## branch coverage of the fast tests, which takes twice as long
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow and not long and not browser" --cov --cov-report=term

test-slow: $(READY)  ## the slow and the browser tests
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -m "(slow or browser) and not long and not timed"
	$(BIN)/pytest -m "timed and not long"

test-long: $(READY)  ## those that take minutes: memory of all exports, other Pythons, all queries on all graphs
	$(BIN)/pytest -m long

clean:  ## remove what was built; the sources stay
	rm -rf $(VENV) $(OTHER) $(DEMO_STORE) dist build .coverage htmlcov .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
