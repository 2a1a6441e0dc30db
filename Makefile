# `make demo` and `make test` are each enough by themselves on a fresh checkout with Python 3.11+ and a C compiler.

VENV := .venv
BIN := $(VENV)/bin
# The interpreter to build the environment with; left empty, the first of python3, python3.13, ... that is 3.11+.
PYTHON ?=

# Where bytecode isn't kept, every command would compile whatever it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint types layers tests bench clean help

help:                                   ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.installed                ## assess the essay's case and print the result
	@$(BIN)/coach-ethics assess examples/essay.yaml --policy essay

test: lint types layers tests           ## everything that must pass

lint: $(VENV)/.development              ## ruff: lint and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.development             ## mypy, strict
	$(BIN)/mypy

layers: $(VENV)/.development            ## import-linter: the layers and the doors
	$(BIN)/lint-imports --no-logo --no-cache

tests: $(VENV)/.development             ## pytest, on all cores
	$(BIN)/pytest -n auto --dist loadgroup

bench: $(VENV)/.benchmarks              ## the benchmarks: docs/benchmarks.md, then the bars
	$(BIN)/python -m tests.benchmarks.report
	$(BIN)/pytest tests/benchmarks

clean:                                  ## remove the environments and what tools left
	rm -rf $(VENV) .venv-* dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/.installed: pyproject.toml .ci/environment
	@echo "setting up $(VENV) ..."
	@.ci/environment $(VENV) . $(PYTHON)
	@touch $@

$(VENV)/.benchmarks: $(VENV)/.development
	@echo "setting up $(VENV) with what benchmarks compare with ..."
	@.ci/environment $(VENV) '.[development,benchmarks]' $(PYTHON)
	@touch $@

$(VENV)/.development: pyproject.toml .ci/environment
	@echo "setting up $(VENV) with what tests need ..."
	@.ci/environment $(VENV) '.[development]' $(PYTHON)
	@touch $@ $(VENV)/.installed
