# The only door: every target makes the environment that it needs, by itself.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

HOST ?= 127.0.0.1
PORT ?= 5173
DATA ?= .instarecipe
WORKERS ?= 2

PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
SAM := .venv/sam/bin/sam
AWS := .venv/aws/bin/ministack
# Stamps, so that the second call is quick: the interpreter, what `make run` needs, what tests need, and what
# they look at the page with.
PYTHON_STAMP := .venv/.python
RUN := .venv/.run
DEV := .venv/.dev
BENCH := .venv/.bench
PEERS := .venv/.peers
NODE := node_modules/.installed
# A file of tests stays in one worker: its servers and data are its own.
PYTEST := $(PY) -m pytest -n $(WORKERS) --dist loadfile

help: ## this table
	@awk -F ':.*## ' '/^[a-z][a-z -]*:.*## / {printf "%-9s", $$1; if (length($$1) > 9) printf "\n%9s", ""; print " " $$2}' $(MAKEFILE_LIST)

# -- on this machine -----------------------------------------------------------------------------------

setup: $(DEV) ## .venv with all that tests and checks need

run: $(RUN) ## InstaRecipe on http://127.0.0.1:5173 (HOST=, PORT=, DATA=)
	@exec $(PY) -m local --host $(HOST) --port $(PORT) --data "$(DATA)"

test: check $(NODE) ## the checks, then every test
	$(PYTEST)

check: $(DEV) ## ruff, mypy and cfn-lint
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	.venv/bin/cfn-lint template.yaml $(wildcard infra/*.yaml)

test-unit test-contract test-functions test-journeys test-browser test-faults test-deploy: test-%: $(DEV) ## one folder
	$(PYTEST) tests/$*

test-browser: $(NODE)

# A component is tested by every test file that is named after one of its words.
WORDS_queue := queue item items enqueue admit registry submission counts
WORDS_process := process extraction parsing uploading deliver locks
WORDS_api := api routes http listing manage health auth pairing
WORDS_stream := stream live listen announce changes
WORDS_notify := notify notifications push subscriptions
WORDS_sweep := sweep recount revocation canary
test-queue test-process test-api test-stream test-notify test-sweep: test-%: $(DEV) ## one component, in all folders
	$(PYTEST) $(or $(sort $(wildcard $(foreach word,$(WORDS_$*),tests/*/test_$(word).py tests/*/test_$(word)_*.py))),\
		$(error No test is named after any of: $(WORDS_$*)))

# Its tests share nothing, so that any worker may take the next one.
faults: export FAULTS := $(if $(LONG),long,full)
faults: $(DEV) ## every fault, every crash point, 20 seeds (LONG=1: 200; SEED=7: that one again)
	$(PY) -m pytest -n $(WORKERS) --dist worksteal tests/faults$(if $(SEED),/test_soak.py) --quiet

fuzz: export HYPOTHESIS_PROFILE := long
fuzz: $(DEV) ## whatever strangers may send, for long and with other seeds each time
	$(PYTEST) tests/journeys/test_fuzz.py $$(grep -lr 'hypothesis import' tests/unit)

audit: .venv/audit/bin/pip-audit ## asks (the network) for known weaknesses of what is locked
	@weak=0; for lock in $(filter-out requirements-audit.lock,$(wildcard requirements*.lock)) layers/*/requirements.txt; do \
		echo "$$lock"; $< --disable-pip --require-hashes --requirement "$$lock" || weak=1; done; exit $$weak

bench: $(BENCH) $(NODE) ## measures the budgets of docs/performance.md, or a PART= of them
	$(PY) -m bench $(PART)

bench-peers: $(PEERS) ## the same contract on huey and Celery, beside ours (installs Redis by apt)
	@if ! command -v redis-server >/dev/null; then \
		as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); $$as_root apt-get update --quiet; \
		$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes --no-install-recommends redis-server; \
	fi
	$(PY) -m bench peers

screenshots: $(DEV) ## every page, wide and narrow, light and dark, in .screenshots/; the README's two anew
	$(PY) -m tests.browser.screenshots .screenshots

openapi: $(RUN) ## writes docs/openapi.json anew
	$(PY) -m instarecipe.openapi > .venv/openapi.json
	cp .venv/openapi.json layers/core/instarecipe/openapi.json
	mv .venv/openapi.json docs/openapi.json

# -- on AWS --------------------------------------------------------------------------------------------

export SAM_CLI_TELEMETRY := 0
# What the layers are built for; a cache each, since `sam build` does not see the difference.
export LAMBDA_MACHINE ?= aarch64
RUNTIME = LambdaRuntime=python$$($(PY) -c 'import sys; print("%d.%d" % sys.version_info[:2])')

build: $(RUN) $(SAM) ## what `make deploy` uploads, in .aws-sam/
	PATH="$(CURDIR)/.venv/bin:$$PATH" PYTHON="$(CURDIR)/$(PY)" $(SAM) build \
		--cache-dir .aws-sam/cache-$(LAMBDA_MACHINE) --parameter-overrides $(RUNTIME)

deploy: build $(DEV) ## a stack on AWS; asks the first time (STACK_NAME=, SET="Name=value ...")
	$(PY) -m ops.deploy --stack $(or $(STACK_NAME),instarecipe) --set $(RUNTIME) $(SET)

destroy: $(DEV) ## takes the stack away; what cooks own stays
	$(PY) -m ops.destroy --stack $(or $(STACK_NAME),instarecipe)

logs: $(SAM) ## the stack's log as it comes
	$(SAM) logs --stack-name $(or $(STACK_NAME),instarecipe) --tail

# With STACK_NAME these work on a stack, without it on this machine's data.
WHERE = $(if $(STACK_NAME),--stack $(STACK_NAME),--data "$(DATA)")

redrive: $(DEV) ## sends the dead letters again (STACK_NAME=)
	@$(PY) -m ops.redrive $(WHERE)

recount: $(DEV) ## counts every item anew and repairs wrong totals (STACK_NAME=)
	@$(PY) -m ops.recount $(WHERE)

restore: $(DEV) ## copies the rows of the table FROM= over those of a stack (STACK_NAME=)
	@$(PY) -m ops.restore --stack $(or $(STACK_NAME),instarecipe) --from $(or $(FROM),$(error FROM= says which table))

token: $(DEV) ## a new token for OWNER=, shown this once (SCOPES=admin, STACK_NAME=)
	@$(PY) -m ops.token $(WHERE) --owner "$(or $(OWNER),$(error OWNER= says whose it is))" $(if $(SCOPES),--scopes $(SCOPES))

secret: $(DEV) ## writes the secret NAME= of a stack (STACK_NAME=)
	@$(PY) -m ops.secret --stack $(or $(STACK_NAME),instarecipe) --name $(or $(NAME),$(error NAME= says which))

# On this machine the functions run on its own processor.
test-aws: export LAMBDA_MACHINE := $(shell uname -m | sed s/arm64/aarch64/)
test-aws: $(if $(STACK_NAME),,build $(AWS)) $(DEV) ## the template on a local AWS (STACK_NAME=: a real stack, with TOKEN=)
	$(PY) -m pytest tests/aws

# -- what is installed ---------------------------------------------------------------------------------

# Keeps what is pinned already; UPGRADE=--upgrade takes what is new.
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(UPGRADE)

lock: $(PYTHON_STAMP) ## pins all dependencies with their hashes (UPGRADE=--upgrade)
	$(PIP) uv
	$(COMPILE) --group dev pyproject.toml --output-file requirements-dev.lock
	$(COMPILE) --group build pyproject.toml --output-file requirements.lock
	$(COMPILE) --group bench --constraints requirements-dev.lock pyproject.toml --output-file requirements-bench.lock
	$(COMPILE) --group peers --constraints requirements-dev.lock pyproject.toml --output-file requirements-peers.lock
	for layer in base reading push; do $(COMPILE) --constraints requirements.lock \
		layers/$$layer/requirements.in --output-file layers/$$layer/requirements.txt; done
	echo aws-sam-cli | $(COMPILE) - --output-file requirements-sam.lock
	echo pip-audit | $(COMPILE) - --output-file requirements-audit.lock
	printf 'aws-sam-translator\nboto3\nministack==1.5.33\n' | $(COMPILE) - --output-file requirements-aws.lock

# Shims may be on the path and not work, so each is asked; `python3` last, since it may be any.
PYTHONS = $(or $(PYTHON),$(foreach version,3.13 3.12 3.11,python$(version) \
	"$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/$(version)*/bin/python$(version)) python3)
FITS := 'import ensurepip, sqlite3, ssl, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'

$(PYTHON_STAMP):
	@for python in $(PY) $(PYTHONS); do \
		if "$$python" -c $(FITS) 2>/dev/null; then \
			[ "$$python" = $(PY) ] || "$$python" -m venv --clear .venv; \
			touch $@; exit 0; \
		fi; \
	done; echo 'InstaRecipe needs Python 3.11, 3.12 or 3.13 with its venv module.' >&2; exit 1

$(RUN): requirements.lock pyproject.toml $(PYTHON_STAMP)
	@echo 'Installing what InstaRecipe needs to run.'
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.lock $(RUN)
	@echo 'Installing what the tests need.'
	@$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@

$(NODE): package-lock.json
	@if command -v npm >/dev/null; then \
		echo 'Installing axe-core and Lighthouse.'; npm ci --silent && touch $@; \
	else echo 'There is no npm: what axe-core and Lighthouse look at is not tested.'; fi

$(BENCH): requirements-bench.lock $(DEV)
	@echo 'Installing what the measurements compare with.'
	@$(PIP) --require-hashes --requirement $<
	@touch $@

$(PEERS): requirements-peers.lock $(DEV)
	@echo 'Installing huey and Celery.'
	@$(PIP) --require-hashes --requirement $<
	@touch $@

$(AWS): requirements-aws.lock $(PYTHON_STAMP)
	@echo 'Installing a local AWS in an environment of its own.'
	@$(PY) -m venv .venv/aws
	@.venv/aws/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

$(SAM): requirements-sam.lock $(PYTHON_STAMP)
	@echo 'Installing the SAM CLI in an environment of its own.'
	@$(PY) -m venv .venv/sam
	@.venv/sam/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

.venv/audit/bin/pip-audit: requirements-audit.lock $(PYTHON_STAMP)
	@echo 'Installing pip-audit in an environment of its own.'
	@$(PY) -m venv .venv/audit
	@.venv/audit/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

.PHONY: help setup run test check faults fuzz audit bench bench-peers screenshots openapi build deploy lock
.PHONY: destroy logs redrive recount restore token secret test-aws
.PHONY: test-unit test-contract test-functions test-journeys test-browser test-faults test-deploy
.PHONY: test-queue test-process test-api test-stream test-notify test-sweep
