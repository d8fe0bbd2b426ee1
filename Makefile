PYTHON ?= python3
VENV ?= .venv
IN ?= data/raw
OUT ?= data/out
GOLD ?= tests/gold/captures.jsonl
ARGS ?=

BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup extract report explain eval test deep lint rules-check bless fuzz bench lock clean

help: ## list the targets
	@echo "make TARGET, with TARGET one of"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## make .venv with the pinned packages

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed; name one: make PYTHON=python3.12 ..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

extract: $(READY) ## the claims of IN (data/raw) as tables in OUT (data/out)
	@$(BIN)/quantclaims run $(IN) -o $(OUT) $(ARGS)

report: $(READY) ## the tables in OUT as one page, OUT/report.html
	@$(BIN)/quantclaims report $(OUT) -o $(OUT)/report.html $(ARGS)

# T holds whatever people paste: neither make nor the shell may read its dollars and backticks.
unexport T
explain: export QUANTCLAIMS_T := $(value T)
explain: $(READY) ## why T="..." gives the claims it gives
	@$(BIN)/quantclaims explain $(ARGS) -- "$$QUANTCLAIMS_T"

eval: $(READY) ## the tables in OUT scored against GOLD (tests/gold/captures.jsonl)
	@$(BIN)/quantclaims eval $(OUT) --gold $(GOLD) $(ARGS)

test: $(READY) ## the tests, but those that take minutes
	@$(BIN)/python -m pytest -m "not deep" $(ARGS)

deep: $(READY) ## the tests that take minutes
	@$(BIN)/python -m pytest -m deep $(ARGS)

lint: $(READY) ## style, formatting and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

rules-check: $(READY) ## the rules run on their own examples and rejects
	@$(BIN)/quantclaims rules check $(ARGS)

bless: $(READY) ## take what the rules give on the captures now as what tests expect
	@$(BIN)/python -m tests.bless

fuzz: $(READY) ## a million generated inputs, or ARGS="--inputs N --seconds N --seed N"
	@$(BIN)/python -m tests.fuzz $(ARGS)

bench: $(READY) ## speed beside a bare tokeniser, bounds a second; ARGS=--memory for memory on two gigabytes
	@$(BIN)/python -m bench $(ARGS)

lock: $(READY) ## pin the newest packages that pyproject.toml allows
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --upgrade --group dev --group build \
		--custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

clean: ## remove the tables of OUT, caches and .venv
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .mypy_cache .hypothesis
	rm -rf $(OUT)/.quantclaims $(OUT)/papers $(OUT)/claims $(OUT)/rejected
	rm -f $(OUT)/papers.parquet $(OUT)/claims.parquet $(OUT)/rejected.parquet $(OUT)/run.json $(OUT)/report.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
