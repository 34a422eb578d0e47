# Each task stands here once, and `make check` is all that CI runs. `make help` reads the words after ##.
PYTHON ?= python3
BIN := .venv/bin
CODE := src tests tools
# One more than the machine has processors: some tests wait for processes and browsers.
WORKERS := $(shell expr $$(nproc) + 1)
# The web side once more, on a PostgreSQL of its own that is gone afterwards.
ON_POSTGRES = $(BIN)/python tools/temporary_postgres.py $(BIN)/pytest tests/web --numprocesses $(WORKERS) --dist worksteal
.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench fuzz golden lint format types contracts docs pictures lock clean

help: ## Show these words
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/dev .venv/debian ## Make .venv with all that development wants, and the Debian programs where allowed

demo: .venv/runtime ## Serve a sample office on this machine, and print its address and log-ins
	@$(BIN)/python -m dondoc demo

test: setup ## Run every test that this machine can run; ARGS="-k deadline" runs some
	@$(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal $(ARGS)
	@[ -n "$(ARGS)" ] || $(ON_POSTGRES)

check: setup lint types contracts ## All that must hold before a change is handed in
	@$(BIN)/python tools/write_pages.py --check
	@$(BIN)/python tools/make_sample.py --check
	@$(BIN)/python tools/bench.py --gate
	@$(BIN)/pytest --numprocesses $(WORKERS) --dist worksteal
	@$(ON_POSTGRES)

bench: setup ## Measure speed and memory against the budgets
	@$(BIN)/python tools/bench.py

fuzz: setup ## Hunt long with random and mutated inputs; FUZZ_EXAMPLES=20000 for longer
	@HYPOTHESIS_PROFILE=fuzz $(BIN)/pytest --numprocesses $(WORKERS) -m fuzz $(ARGS)

golden: .venv/dev ## Take today's scores on the annotated corpus as the baseline
	@$(BIN)/python -m tests.golden.scores

lint: .venv/dev ## Look for faults and for code that is not formatted
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check --quiet $(CODE) || { echo "Run: make format" >&2; exit 1; }

format: .venv/dev ## Format the code and mend what a machine can mend
	@$(BIN)/ruff check --fix --quiet $(CODE)
	@$(BIN)/ruff format --quiet $(CODE)

types: .venv/dev ## Check the types, strictly
	@DONDOC_DATA=.mypy_cache/data $(BIN)/mypy

contracts: .venv/dev ## Check that imports go one way
	@$(BIN)/lint-imports --no-logo

docs: .venv/dev ## Write the pages that are made from data and from real output
	@$(BIN)/python tools/write_pages.py
	@$(BIN)/python tools/draw_register.py

pictures: setup ## Take the pictures of the pages again, with Chromium
	@$(BIN)/python tools/take_pictures.py

lock: .venv/dev ## Lock the newest versions that pyproject.toml allows
	@tools/lock.sh --upgrade

clean: ## Remove the environment and every cache
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

# The stamps below make a second run start at once. The development lock holds the runtime lock, so it stamps both.
.venv/runtime: requirements.txt pyproject.toml tools/set_up_python.py
	@[ -e .venv/dev ] && [ .venv/dev -nt requirements.txt ] && [ .venv/dev -nt pyproject.toml ] || $(PYTHON) tools/set_up_python.py requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt pyproject.toml tools/set_up_python.py
	@$(PYTHON) tools/set_up_python.py requirements-dev.txt
	@touch $@ .venv/runtime

# No stamp where something was left out: the next run says so again, or finds it there.
.PHONY: .venv/debian
.venv/debian: .venv/dev
	@$(PYTHON) tools/set_up_debian.py
