# Needs Python 3.11 or later and make; everything else goes into .venv.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
UV := .lockenv/bin/uv

# Another interpreter: make setup PYTHON=python3.13. Otherwise the first that is new enough
# and can make environments (ensurepip is a package of its own on some systems).
PROBE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	"$$p" -c '$(PROBE)' 2>/dev/null && echo "$$p" && break; done)

# make demo DEMO="run scenarios/russia_2025.yaml --seed 7"; make test ARGS="-m 'not slow'".
DEMO ?= compare $(addprefix scenarios/,baby_steps.yaml road_map.yaml all_at_once.yaml) -n 1000 --brief
ARGS ?=

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# What hatch_build.py compiles, and what that imports.
SOURCES := $(wildcard sim/errors.py $(foreach part,catalogue documents events scenario law bargaining \
	agents engine engine/* outcomes outcomes/* wording,sim/$(part)/*.py))

# What Python keeps bytecode of, and thaw what it has read.
OWN := $(shell find sim -name '*.py' -o -name '*.yaml')

.PHONY: setup
setup: $(VENV)/.compiled $(VENV)/.bytecode ## Make .venv with the locked dependencies and thaw itself, compiled if possible

.PHONY: demo
demo: setup ## Compare three ways to negotiate, a thousand futures each, and write a brief
	@$(PY) run.py $(DEMO)

.PHONY: test
test: $(VENV)/.dev $(VENV)/.compiled $(VENV)/.bytecode ## Run the tests (ARGS="-m 'not slow'" for the quick ones)
	@$(PY) -m pytest $(ARGS)

# Each in an environment of its own below build/, with what the lock says; the sources as they are.
OTHERS ?= python3.11 python3.12 python3.13 python3.14
.PHONY: pythons
pythons: ## Run the quick tests with each other Python there is (ARGS="tests/law" for some of them)
	@for p in $(OTHERS); do \
		"$$p" -c '$(PROBE)' 2>/dev/null || { echo "$$p: there is none"; continue; }; \
		env=build/pythons/$${p##*/}; \
		if [ requirements-dev.lock -nt $$env/.locked ]; then \
			"$$p" -m venv --clear $$env; \
			$$env/bin/python -m pip --disable-pip-version-check --quiet install --no-compile \
				--require-hashes -r requirements-dev.lock; \
			touch $$env/.locked; \
		fi; \
		$$env/bin/python --version; \
		THAW_PURE=1 $$env/bin/python -m pytest -q -m 'not slow and not docs' $(ARGS); \
	done

.PHONY: quick
quick: $(VENV)/.dev $(VENV)/.compiled $(VENV)/.bytecode ## Run tests of all parts in a minute or so; of those that draw or run commands a few
	@$(PY) -m pytest -q --quick $(ARGS)

# The first futures of every scenario that comes with thaw are what they were, event by event, as
# they are when compiled: so what else is asked of scenarios is not asked of both.
.PHONY: pure
pure: $(VENV)/.dev ## Run the quick tests of what can be compiled with the sources instead
	@THAW_PURE=1 $(PY) -m pytest -q -m 'not slow and not docs' $(ARGS) \
		tests/bargaining tests/agents tests/engine tests/golden

.PHONY: lint
lint: $(VENV)/.dev ## Check style and formatting
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

.PHONY: format
format: $(VENV)/.dev ## Mend style and formatting
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

.PHONY: types
types: $(VENV)/.dev ## Check types
	@$(PY) -m mypy --strict sim run.py tools typing_tests

.PHONY: imports
imports: $(VENV)/.dev ## Check that the layers import only what lies below them
	@$(VENV)/bin/lint-imports --no-cache

# pytest answers 5 when there is nothing to run, which is no failure here.
.PHONY: docs
docs: doctests ## Run the examples in the documentation and in docstrings
	@$(PY) -m pytest -q -m docs tests || [ $$? -eq 5 ]

.PHONY: doctests
doctests: $(VENV)/.dev $(VENV)/.compiled ## Run the examples in docstrings
	@$(PY) -m pytest -q -n 0 --doctest-modules sim || [ $$? -eq 5 ]

.PHONY: site
site: $(VENV)/.dev ## Build the documentation as a site in build/site, its cells run, with a gallery
	@OPENBLAS_NUM_THREADS=1 $(PY) -m tools.executed
	@OPENBLAS_NUM_THREADS=1 $(PY) -m tools.gallery
	@$(PY) -m sphinx -q -W --keep-going -d build/site.trees docs build/site

.PHONY: pages
pages: $(VENV)/.dev ## Write the generated pages anew: events, names, figures, fields, architecture
	@$(PY) -m tools.case_table
	@$(PY) -m tools.pages

.PHONY: ci
ci: lint types imports doctests site pure test ## All checks; the documentation's examples are among the tests

.PHONY: assumptions
assumptions: setup ## Hold the assumptions against the case library, write the ensemble and its page (half an hour)
	@OPENBLAS_NUM_THREADS=1 $(PY) -m tools.assumptions
	@$(PY) -m tools.pages

RECORD := scenarios/china_1969.yaml $(wildcard scenarios/history/*.yaml)

.PHONY: validation
validation: setup ## Hold the model against the record and the patterns; write docs/validation.md
	@$(PY) run.py backtest $(RECORD) -n 2000 --into docs/validation.md
	@$(PY) run.py backtest scenarios/cases/*.yaml -n 300 --into docs/validation.md#library
	@$(PY) run.py check --only 'bar-*' --drawn -n 300 --no-figures --into docs/validation.md#drawn
	@$(PY) run.py check --ablate --into docs/validation.md
	@$(PY) run.py calibrate scenarios/calibrations/steps_and_survival.yaml --into docs/validation.md

.PHONY: bars
bars: setup ## Hold the second edition of the model against its bars and levers (N=500)
	@$(PY) run.py check --only 'bar-*' --levers -n $(or $(N),500) --no-figures

.PHONY: bench
bench: $(VENV)/.dev $(VENV)/.compiled ## Run every benchmark, one table at the end (ARGS=--quick to see it work)
	@$(PY) bench/all.py $(ARGS)

.PHONY: lock
lock: $(UV) ## Write both requirements files anew from pyproject.toml
	@$(call compile,requirements.lock,--group build --extra brief --extra tables)
	@$(call compile,requirements-dev.lock,--group build --extra brief --extra tables --extra dev \
		--extra cluster --constraint requirements.lock)

.PHONY: clean
clean: ## Remove environments, caches and builds (results stay)
	rm -rf .venv .lockenv .pytest_cache .hypothesis .mypy_cache .ruff_cache \
		.import_linter_cache build dist sim/compiled.stamp
	find sim -name '*.so' -delete -o -name '*.pyd' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@[ -n "$(PYTHON)" ] || { echo "thaw needs Python 3.11 or later with venv" >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear $(VENV)

# --no-compile halves the wait: most of what is installed is never imported. THAW_PURE: pip would
# compile in silence, and only once; below it is done whenever sources have changed.
$(VENV)/.core: requirements.lock pyproject.toml | $(PY)
	@echo "installing into $(VENV) …"
	@$(PIP) install --no-compile --require-hashes -r requirements.lock
	@THAW_PURE=1 $(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

# As old as its beginning, for sources may change meanwhile; not noted if it was not wanted.
$(VENV)/.compiled: $(VENV)/.core hatch_build.py sim/compiled.py $(SOURCES)
	@touch $@.part
	@$(PY) hatch_build.py
	@[ "$${THAW_PURE:-0}" != 0 ] || mv $@.part $@

# Of what was installed without bytecode, and of sources that have changed since.
$(VENV)/.bytecode: $(VENV)/.core tools/bytecode.py $(OWN) | $(VENV)/.compiled
	@touch $@.part
	@$(PY) -m tools.bytecode
	@mv $@.part $@

$(VENV)/.dev: $(VENV)/.core requirements-dev.lock
	@echo "installing what the checks need into $(VENV) …"
	@$(PIP) install --no-compile --require-hashes -r requirements-dev.lock
	@touch $@

.lockenv/bin/uv:
	@"$(PYTHON)" -m venv .lockenv
	@.lockenv/bin/python -m pip --disable-pip-version-check --quiet install 'uv>=0.8,<1'

# One lock for every platform and every Python from 3.11 on, the same versions on all of them;
# with neither comments nor addresses, so that it says nothing of where it was made.
define compile
$(UV) pip compile pyproject.toml $(2) --universal --python-version 3.11 --fork-strategy fewest \
	--upgrade --generate-hashes --no-header --no-annotate --no-emit-index-url \
	--no-emit-find-links --no-config --quiet --output-file $(1).part; \
{ echo "# Written by 'make lock' from pyproject.toml: do not edit."; cat $(1).part; } > $(1); \
rm $(1).part
endef
