# Every target does its own set-up: a virtual environment in .venv with the versions of constraints.txt.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test test-long test-browser bench lint ui clean

demo: $(READY)
	$(BIN)/gongkai refresh --home data/demo --landing warehouse/samples
	$(BIN)/gongkai marts --home data/demo

# A process for each core, up to four; the tests of a file stay together, since they share what was dear to make.
test: $(READY)
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile -m "not long and not browser"

test-long: $(READY)
	$(BIN)/python -m pytest -m long

# Needs Chromium (`apt-get install chromium`, or CHROMIUM=/path/to/it); nothing is downloaded.
test-browser: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[browser]"
	$(BIN)/python -m pytest -m browser tests/browser

bench: $(READY)
	$(BIN)/python tests/bench/bench.py

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy

ui: $(READY)
	$(BIN)/gongkai ui

# Leaves ./data alone but for the demo: it may be somebody's home, and an archive is not made anew.
clean:
	rm -rf .venv data/demo build gongkai.egg-info dbt_project/target dbt_project/logs
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev,seeds]"
	touch $@
