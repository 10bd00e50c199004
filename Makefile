# Everything runs from here. `make help` lists what there is.

PORT ?= 8000
PYTHON := .venv/bin/python
export NO_MKDOCS_2_WARNING := 1
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup serve site test test-long check format bench engine-modules lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

setup: ## create the environment (the other commands do this first)
	@python3 scripts/setup

serve: setup ## build the site and serve it at http://127.0.0.1:8000 (PORT=… for another), reloading on save
	@innerpersona serve --port $(PORT)

site: setup ## write the site to site/
	@mkdocs build --quiet && echo "The site is in site/"

test: ## run every test, browser tests included
	@python3 scripts/setup node-packages browser
	@node --test --test-reporter=dot tests/js/*.test.mjs
	@$(PYTHON) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

test-long: setup ## what takes long and needs no browser: 100,000 made-up requests to the scoring package
	@INNERPERSONA_FUZZ=100000 $(PYTHON) -m pytest tests/unit/quiz/test_quiz_fixtures.py -q -k whatever_is_asked

check: ## formatters, linters and types
	@python3 scripts/setup node-packages
	@ruff format --check .
	@ruff check .
	@mypy
	@node_modules/.bin/prettier --check --log-level warn .
	@node_modules/.bin/tsc
	@innerpersona check

format: ## let the formatters write
	@python3 scripts/setup node-packages
	@ruff format .
	@ruff check --fix .
	@node_modules/.bin/prettier --write --log-level warn .

bench: site ## measure speed and sizes, and have Lighthouse and the Nu checker judge the pages
	@python3 scripts/setup browser bench-packages
	@$(PYTHON) scripts/bench/run.py

engine-modules: setup ## write the engine's module list anew
	@$(PYTHON) tests/engine/list_modules.py

lock: setup ## resolve the locked requirements anew
	@.cache/uv-*/bin/uv pip compile --quiet --python $(PYTHON) --generate-hashes --universal --python-version 3.13 \
		--group dev --no-emit-package innerpersona-quiz --custom-compile-command "make lock" \
		pyproject.toml quiz/pyproject.toml -o requirements/dev.txt
	@.cache/uv-*/bin/uv pip compile --quiet --python $(PYTHON) --generate-hashes --universal --python-version 3.13 \
		--group bench --constraints requirements/dev.txt --custom-compile-command "make lock" -o requirements/bench.txt

clean: ## remove what was built; the environment and the caches stay
	@rm -rf site
