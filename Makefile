# Needs Python >= 3.11, make and the package registry. Another interpreter: make test PYTHON=python3.13

PYTHON ?= python3
VENV ?= .venv
INSTALLED = $(VENV)/installed
ALONE = tests/tui/test_responsiveness.py

# What runs is compiled once, as when it is installed, and not again by each of many processes.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test test-all test-thorough lint bench bench-app docs clean

run: $(INSTALLED)
	@if [ -t 0 ] && [ -t 1 ]; then $(VENV)/bin/fact tui profiles; else $(VENV)/bin/fact score profiles; fi

# Many tests wait for another process or a terminal, so more of them run at a time than there are
# cores; at the end the slowest are named. How soon the app answers is measured when they are done.
test: lint
	$(VENV)/bin/pytest --numprocesses $$($(VENV)/bin/python -c 'import os; print(os.cpu_count() + 2)') \
		--dist loadgroup --durations 10 --ignore $(ALONE)
	$(VENV)/bin/pytest $(ALONE)

# What must hold for all inputs is tried on twenty times as many of them.
test-thorough: $(INSTALLED)
	$(VENV)/bin/pytest --numprocesses auto --dist loadgroup --hypothesis-profile thorough

lint: $(INSTALLED)
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

# PYENV_VERSION lets pyenv's python3.12 run where 3.12 is installed but not selected.
test-all:
	@tested=; missing=; \
	for version in 3.11 3.12 3.13; do \
		export PYENV_VERSION=$$version; \
		if python$$version -c '' 2>/dev/null; then \
			$(MAKE) test PYTHON=python$$version VENV=.venv-$$version || exit 1; \
			tested="$$tested $$version"; \
		else \
			missing="$$missing $$version"; \
		fi; \
	done; \
	echo "tested on Python:$${tested:- none}; not found on this machine:$${missing:- none}"; \
	test -n "$$tested"

bench: $(INSTALLED)
	mkdir -p build
	$(VENV)/bin/pytest benchmarks --benchmark-only --benchmark-json=build/benchmarks.json
	$(VENV)/bin/python benchmarks/table.py build/benchmarks.json

# The app in a tmux of its own, on Linux.
bench-app: $(INSTALLED)
	$(VENV)/bin/python -m benchmarks.app_ready
	$(VENV)/bin/python -m benchmarks.app_keystrokes
	$(VENV)/bin/python -m benchmarks.app_folder
	$(VENV)/bin/python -m benchmarks.app_busy
	$(VENV)/bin/python -m benchmarks.creators

docs: $(INSTALLED)
	$(VENV)/bin/python docs/refresh.py

clean:
	rm -rf .venv .venv-* build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .benchmarks
	find engine plugins tui tests -type d -name __pycache__ -prune -exec rm -rf {} +

# --clear: a half-made environment, or one of another Python, is never built upon.
$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "factmatrix needs Python 3.11 or newer, $(PYTHON) is %d.%d; name another: make PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/python -m pip install --quiet --upgrade pip
	$(VENV)/bin/python -m pip install --quiet --editable . --group dev
	touch $@
