# Needs python3 and nothing else. Each target installs what it needs, once.
VENV   := .venv
PYTHON := $(VENV)/bin/python
CORPUS ?=

RUNTIME := $(VENV)/.runtime-installed
DEV     := $(VENV)/.dev-installed

.PHONY: run test check format bench bench-page bench-screen measure docs help
.DEFAULT_GOAL := help

help: ## What can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

run: $(RUNTIME) ## Start the page
	$(PYTHON) -m streamlit run app.py

test: $(DEV) ## All tests
	$(PYTHON) -m pytest

check: $(DEV) ## Style, types, floors, then all tests
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(PYTHON) -m mypy
	$(VENV)/bin/lint-imports
	$(PYTHON) -m pytest

format: $(DEV) ## Put the source in shape
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

bench: $(DEV) ## How fast the engine is: make bench, or with CORPUS=folder
	$(PYTHON) -m benchmarks.engine $(if $(CORPUS),--corpus "$(CORPUS)")
	$(PYTHON) -m benchmarks.reading $(if $(CORPUS),--corpus "$(CORPUS)")

bench-page: $(DEV) ## How fast the page is, in Chromium and under load: about three minutes
	$(PYTHON) -m benchmarks.page

bench-screen: $(DEV) ## How fast 100,000 canvases are screened: the better part of an hour
	$(PYTHON) -m benchmarks.screening

measure: $(DEV) ## How right rules and reading are: make measure CORPUS=folder
	@test -n "$(CORPUS)" || { echo "Say where the labelled canvases are: make measure CORPUS=folder" >&2; exit 2; }
	$(PYTHON) -m benchmarks.measure "$(CORPUS)"
	$(PYTHON) -m benchmarks.readings "$(CORPUS)"
	$(PYTHON) -m benchmarks.readings --notes tests/measure/notes-en.yaml
	$(PYTHON) -m benchmarks.readings --notes tests/measure/notes-de.yaml
	$(PYTHON) -m benchmarks.readings --notes tests/measure/other-hand-en.yaml
	$(PYTHON) -m benchmarks.problems "$(CORPUS)"

docs: $(DEV) ## Write the generated pages of docs/ anew
	$(PYTHON) -m docs.generate

$(PYTHON):
	python3 -m venv $(VENV)

$(RUNTIME): requirements.txt | $(PYTHON)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(DEV): requirements.txt requirements-dev.txt | $(PYTHON)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(RUNTIME)
