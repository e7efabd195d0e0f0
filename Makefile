# The two commands that matter: `make run` and `make test`. `make help` lists the rest.

PYTHON ?= python3
PORT ?= 7860
PAPERS ?=
HOME_DIR ?= .panelqa/$(if $(PAPERS),papers,sample)
ARGS ?=

BIN := .venv/bin
STAMP := .venv/.installed
NEEDS := import sys; sys.exit(sys.version_info < (3, 11))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install run test gate check format clean

help:
	@echo 'make run       install, index the sample papers, open the page on http://127.0.0.1:$(PORT)'
	@echo '               PAPERS="folder ..." indexes your own papers, PORT=8000 takes another port,'
	@echo '               HOME_DIR=folder keeps the index elsewhere'
	@echo 'make test      install, run the tests (ARGS="-k panels" for some of them)'
	@echo 'make gate      install, ask the sample questions with known answers, fail when they are answered worse'
	@echo 'make check     install, run the linter, the formatter (as a check) and the type checker'
	@echo 'make format    install, put the code into its standard form'
	@echo 'make install   the set-up alone, into .venv (PYTHON=python3.12 takes another Python)'
	@echo 'make clean     remove all that these commands made, .venv and .panelqa included'

install: $(STAMP)

# Run again only when what is installed has changed: a second `make run` starts in seconds.
$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c '$(NEEDS)' || { echo "panelqa needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
	  "Install one and name it: make install PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "The environment .venv could not be made." \
	  "On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo 'Installing into .venv. The first time takes some minutes.'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0 -c constraints.txt -e ".[dev]"
	@touch $(STAMP)
	@echo 'Installed.'

run: install
	@$(BIN)/panelqa index $(if $(PAPERS),$(PAPERS),--sample) --home $(HOME_DIR)
	@$(BIN)/panelqa serve --home $(HOME_DIR) --port $(PORT)

test: install
	@$(BIN)/python -m pytest $(ARGS)

gate: install
	@$(BIN)/panelqa eval --gate --home .panelqa/gate $(ARGS)

check: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: install
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

clean:
	rm -rf .venv .panelqa .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
