# Two commands: `make run` opens the dashboard, `make test` runs every test that can run here.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: run test engines lint format lock clean help

help:  ## say what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(VENV)/.installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; set PYTHON=python3.x")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

run: $(VENV)/.installed  ## open the dashboard with the shipped data
	$(BIN)/incidents serve --port $(PORT)

test: $(VENV)/.installed  ## every test that needs only Python; INCIDENTS_TEST=all for the rest
	$(BIN)/python -m tests.run

engines: $(VENV)/.installed  ## install Spark and ClickHouse, for INCIDENTS_TEST=engines make test
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-engines.lock

lint: $(VENV)/.installed  ## style, types, import contracts
	$(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/lint-imports

format: $(VENV)/.installed
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock:  ## pin again after a change of dependencies (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --extra dev pyproject.toml -o requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --extra dev --extra spark --extra clickhouse -c requirements.lock pyproject.toml -o requirements-engines.lock

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
