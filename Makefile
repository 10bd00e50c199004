# Everything runs from here. `make help` lists what there is.

PORT ?= 8000
PYTHON := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# uv trusts the certificates that the machine trusts, as pip and npm do.
export UV_SYSTEM_CERTS ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup serve site test test-long test-faults test-engines test-hosts test-servers audit check format bench bench-peers dist engine-modules lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

setup: ## create the environment (the other commands do this first)
	@python3 scripts/setup

serve: setup ## build the site and serve it at http://127.0.0.1:8000 (PORT=… for another), reloading on save
	@innerpersona serve --port $(PORT)

site: setup ## write the site to site/
	@innerpersona build $(PUBLISH)

test: ## run every test, browser tests included
	@python3 scripts/setup node-packages browser sandbox
	@node --import ./tests/js/texts.mjs --test --test-reporter=dot tests/js/*.test.mjs
	@$(PYTHON) -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

test-long: setup ## the long random tests: builds after 500 changes, 10,000 articles with slips, 100,000 made-up requests, 5,000 sheets, and more
	@INNERPERSONA_FUZZ=100000 node --import ./tests/js/texts.mjs --test --test-reporter=dot tests/js/fragment.test.mjs
	@INNERPERSONA_LONG=1 INNERPERSONA_FUZZ=100000 $(PYTHON) -m pytest --numprocesses auto -q \
		tests/site/test_incremental.py tests/property/site/test_check_and_build_agree.py tests/unit/quiz/test_quiz_fixtures.py tests/engine/test_parity.py \
		tests/publish/test_kills.py tests/unit/quiz/test_quiz_true_sentences.py tests/unit/quiz/test_quiz_self_check.py tests/unit/quiz/test_quiz_change.py
	@python3 scripts/setup browser
	@INNERPERSONA_HOSTILE=20000,200 INNERPERSONA_LONG=1 $(PYTHON) -m pytest -q tests/browser/test_hostile_articles.py tests/browser/test_every_page.py
	@INNERPERSONA_LONG=1 $(PYTHON) -m pytest --numprocesses auto -q -m sampled

test-faults: setup ## every file of the engine through every fault, and a tab closed at each question, in a browser
	@python3 scripts/setup browser
	@INNERPERSONA_LONG=1 $(PYTHON) -m pytest -q -s tests/browser/test_faults.py tests/browser/test_fault_stages.py

test-hosts: setup ## build the site through each host, in an environment of its own, and compare the files
	@$(PYTHON) tests/hosts/compare.py

test-engines: site ## Firefox and WebKit: every way out of a sealed page, the quizzes, the exchange of two people
	@python3 scripts/setup engines
	@INNERPERSONA_ENGINES=1 INNERPERSONA_SITE=site $(PYTHON) -m tests.alone xvfb-run -a $(PYTHON) -m pytest -q -s tests/engines $(ARGS)

test-servers: setup ## nginx and Caddy with the generated settings: answers, and a minute of load on each
	@python3 scripts/setup servers
	@INNERPERSONA_SERVERS=1 $(PYTHON) -m pytest -q -s tests/servers $(ARGS)

audit: setup ## ask whether locked packages of Python and npm have known vulnerabilities, where the network allows
	@python3 scripts/setup audit-packages
	@$(PYTHON) scripts/audit.py

check: ## formatters, linters and types
	@python3 scripts/setup node-packages
	@ruff format --check .
	@ruff check .
	@mypy
	@node_modules/.bin/prettier --check --log-level warn .
	@node_modules/.bin/tsc
	@node_modules/.bin/eslint overrides
	@innerpersona check

format: ## let the formatters write
	@python3 scripts/setup node-packages
	@ruff format .
	@ruff check --fix .
	@node_modules/.bin/prettier --write --log-level warn .

bench: site ## measure speed and sizes, and have Lighthouse and the Nu checker judge the pages
	@python3 scripts/setup browser bench-packages
	@$(PYTHON) scripts/bench/run.py

bench-peers: setup ## measure the build beside other generators, and draw the plot in README (ARGS="--runs 5 …")
	@python3 scripts/setup peers
	@$(PYTHON) scripts/bench/peers.py $(ARGS)

dist: setup ## build both wheels, innerpersona-site and innerpersona-quiz, into dist/
	@$(PYTHON) -m build --wheel --no-isolation --outdir dist . >/dev/null
	@$(PYTHON) -m build --wheel --no-isolation --outdir dist quiz >/dev/null
	@ls -1 dist

engine-modules: setup ## write the engine's module list anew
	@$(PYTHON) tests/engine/list_modules.py

lock: setup ## resolve the locked requirements anew
	@.cache/uv-*/bin/uv pip compile --quiet --python $(PYTHON) --generate-hashes --universal --python-version 3.13 \
		--group dev --no-emit-package innerpersona-quiz --custom-compile-command "make lock" \
		pyproject.toml quiz/pyproject.toml -o requirements/dev.txt
	@.cache/uv-*/bin/uv pip compile --quiet --python $(PYTHON) --generate-hashes --universal --python-version 3.13 \
		--group bench --constraints requirements/dev.txt --custom-compile-command "make lock" -o requirements/bench.txt
	@.cache/uv-*/bin/uv pip compile --quiet --python $(PYTHON) --generate-hashes --universal --python-version 3.13 \
		--group audit --custom-compile-command "make lock" -o requirements/audit.txt
	@.cache/uv-*/bin/uv pip compile --quiet --python $(PYTHON) --generate-hashes --universal --python-version 3.13 \
		--group peers --custom-compile-command "make lock" -o requirements/peers.txt
	@.cache/uv-*/bin/uv pip compile --quiet --python $(PYTHON) --generate-hashes --universal --python-version 3.13 \
		--group engines --constraints requirements/dev.txt --custom-compile-command "make lock" -o requirements/engines.txt
	@for host in $(patsubst requirements/host-%.txt,%,$(wildcard requirements/host-*.txt)); do \
		.cache/uv-*/bin/uv pip compile --quiet --python $(PYTHON) --generate-hashes --universal --python-version 3.13 \
		--group host-$$host --custom-compile-command "make lock" -o requirements/host-$$host.txt; done

clean: ## remove what was built; the environment and the caches stay
	@rm -rf site dist
