# Peakend: everything a developer or a curious person does, by name. `make` alone lists it.

SHELL := /bin/sh
BIN := .venv/bin
READY := .venv/.ready
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run test test-all lint docs format lock upgrade tools dist clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The environment is made again only when the lock or the project's description has changed.
$(READY): requirements.lock pyproject.toml tools/setup.sh
	@sh tools/setup.sh
	@touch $@

run: $(READY) ## set up, then start the workbench with the demo study (ARGS="--port 8001" chooses the port)
	@exec $(BIN)/peakend web --demo --home .peakend $(ARGS)

test: $(READY) tools ## lint, types, order of rooms, tests (ARGS="-k peaks" chooses tests)
	@sh tools/check.sh $(ARGS)

test-all: export PEAKEND_TOOLS = required
test-all: $(READY) tools ## the same with the slow tests and the cluster; fails where chromium, LibreOffice or Java is missing
	@$(BIN)/uv pip install --quiet --require-hashes -r requirements-spark.lock
	@sh tools/check.sh -m "slow or not slow" $(ARGS)

lint: $(READY) ## lint, types and order of rooms only
	@sh tools/check.sh --without-tests

docs: $(READY) ## write the reference pages and check the documentation
	@$(BIN)/python tools/write_reference.py
	@$(BIN)/python tools/write_bad_inputs.py
	@$(BIN)/pytest tests/house/test_docs.py $(ARGS)

format: $(READY) ## put every file into the common form
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

lock: $(READY) ## write requirements.lock again, keeping versions where possible
	@sh tools/lock.sh

upgrade: $(READY) ## write requirements.lock again with the newest versions
	@sh tools/lock.sh --upgrade

tools: ## install the programs that some tests use (as root, on Debian); else say what is missing
	@sh tools/programs.sh

dist: $(READY) ## build the wheel and the source archive into dist
	@$(BIN)/uv build --no-build-isolation --python $(BIN)/python --quiet && ls -l dist

clean: ## remove everything that was made
	rm -rf .venv out dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
