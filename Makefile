# `make demo` and `make test` are each enough by themselves on a fresh checkout with Python 3.11+ and a C compiler.

VENV := .venv
BIN := $(VENV)/bin
# The interpreter to build the environment with; left empty, the first of python3, python3.14, ... that is 3.11+.
PYTHON ?=
EXTRAS := analysis,calendar,durable,editor,fast,files,frames,mcp,plots,ratings,site,testing,translating,web
# The lower half, which everything else stands on: under a minute of processor time.
QUICK := tests/test_findings.py tests/test_arguments.py tests/model tests/deontics tests/language tests/coaching \
	tests/reasoning tests/engines/test_registry.py tests/engines/compiled

# Where bytecode isn't kept, every command would compile whatever it imports.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test quick lint types imports tests docs site catalogues bench clean help

help:                                   ## what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

demo: $(VENV)/.installed                ## assess the essay's case and print the result
	@$(BIN)/coach-ethics assess examples/essay.yaml --policy essay

test: lint types imports tests          ## everything that must pass

quick: $(VENV)/.development             ## for the inner loop: the tests of the lower half, with few examples of each law
	HYPOTHESIS_PROFILE=few $(BIN)/pytest $(QUICK)

lint: $(VENV)/.development              ## ruff: lint and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.development             ## mypy, strict
	$(BIN)/mypy

imports: $(VENV)/.development           ## import-linter: who may import whom
	$(BIN)/lint-imports --no-logo --no-cache

tests: $(VENV)/.development             ## pytest, on all cores
	$(BIN)/pytest -n auto --dist loadgroup

docs: $(VENV)/.development              ## the documentation as a site, in build/docs
	$(BIN)/sphinx-build -W --keep-going -q -b html docs build/docs
	@echo "build/docs/README.html"

site: $(VENV)/.development              ## the shipped policies as a web site, in examples/site
	$(BIN)/coach-ethics publish icf-2025 icf-2020 icf-2015 global-code-v2 aoec apecs-2012 quebec-crha seven-point \
		essay confidentiality collusion withdrawal safety --out examples/site \
		$(if $(wildcard .browser/pyodide/package.json),--runtime .browser/pyodide)

catalogues: $(VENV)/.development        ## what there is to translate in the library, and what is read of each language
	$(BIN)/python -m tests.catalogues.library

bench: $(VENV)/.benchmarks              ## the benchmarks: docs/benchmarks.md, then the bars
	$(BIN)/python -m tests.benchmarks.report
	$(BIN)/pytest tests/benchmarks

clean:                                  ## remove the environments and what tools left
	rm -rf $(VENV) .venv-* dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find examples/site -mindepth 1 ! -name README.md -delete

$(VENV)/.installed: pyproject.toml .ci/environment
	@echo "setting up $(VENV) ..."
	@.ci/environment $(VENV) durable '' $(PYTHON)
	@touch $@

$(VENV)/.benchmarks: $(VENV)/.development
	@echo "setting up $(VENV) with what benchmarks compare with ..."
	@.ci/environment $(VENV) $(EXTRAS) benchmarks $(PYTHON)
	@touch $@

$(VENV)/.development: pyproject.toml .ci/environment
	@echo "setting up $(VENV) with what tests need ..."
	@.ci/environment $(VENV) $(EXTRAS) development $(PYTHON)
	@touch $@ $(VENV)/.installed
