# Everything a person runs. `make` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash

VENV := .venv
PYTHON := $(VENV)/bin/python
UV := $(VENV)/uv/bin/uv

.PHONY: help setup dev browser widget run test screenshots ask check bench judge audit lock lint

help:  ## list these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

# uv puts Rasa on Python 3.11; pip would refuse it. It lives in a small environment of its own.
$(UV): requirements/uv.txt
	@echo "Setting up: uv"
	@python3 -m venv $(VENV)/uv
	@$(VENV)/uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/uv.txt
	@touch $@

$(VENV)/run.stamp: $(UV) requirements/run.txt requirements/build.txt $(wildcard compat/* compat/*/*.py)
	@echo "Setting up: the packages (about 350 MB)"
	@requirements/install.sh $(UV) $(VENV) requirements/run.txt
	@rm -f $(VENV)/dev.stamp $(VENV)/tuning.stamp; touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@echo "Setting up: what the tests need"
	@requirements/install.sh $(UV) $(VENV) requirements/dev.txt
	@rm -f $(VENV)/tuning.stamp; touch $@

# More than the tests need, and kept until they are set up anew.
$(VENV)/tuning.stamp: $(VENV)/run.stamp requirements/tuning.txt
	@echo "Setting up: what the second judge is tuned with"
	@requirements/install.sh $(UV) $(VENV) requirements/tuning.txt
	@touch $@

setup: $(VENV)/run.stamp  ## the environment in .venv, and a trained model
	@$(PYTHON) -m bot train --if-stale

dev: $(VENV)/dev.stamp
	@$(PYTHON) -m bot train --if-stale

# Node comes with the dev packages; npm's scripts are not run.
widget/node_modules/.stamp: $(VENV)/dev.stamp widget/package-lock.json
	@echo "Setting up: what the widget is built with"
	@cd widget && PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm ci --ignore-scripts --silent
	@touch $@

browser: dev widget/node_modules/.stamp
	@requirements/system.sh

widget: widget/node_modules/.stamp  ## build the widget into widget/dist/
	@cd widget && $(CURDIR)/$(VENV)/bin/node node_modules/typescript/bin/tsc --noEmit && $(CURDIR)/$(VENV)/bin/node build.mjs
	@gzip -9c widget/dist/widget.js | wc -c | xargs printf 'widget.js: %s bytes, compressed\n'

run: setup  ## serve the demo page, the widget and the web API on http://127.0.0.1:5005/
	@exec $(PYTHON) -m bot serve

ask: setup  ## chat in the terminal
	@exec $(PYTHON) -m bot ask

test: browser  ## run every test
	@$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check . && $(PYTHON) -m mypy
	@$(PYTHON) -m pytest

screenshots: browser  ## take the pictures in docs/images anew
	@GUIDE_SCREENSHOTS=$(CURDIR)/docs/images $(PYTHON) -m pytest tests/browser -k pictured

check: $(VENV)/dev.stamp  ## check the content
	@$(PYTHON) -m bot check

bench: browser  ## measure understanding and speed; writes benchmarks/results/
	@$(PYTHON) -m benchmarks

$(VENV)/audit/bin/pip-audit: requirements/audit.txt
	@echo "Setting up: pip-audit"
	@python3 -m venv $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@touch $@

judge: $(VENV)/tuning.stamp  ## tune the second judge on the examples; writes data/safety/judges
	@$(PYTHON) -m tuning

audit: $(VENV)/audit/bin/pip-audit  ## look for known vulnerabilities; fails when its data cannot be reached
	@$(VENV)/audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements/tuning.txt

lock: $(UV)  ## resolve the packages anew
	@requirements/lock.sh $(UV)

lint: $(VENV)/dev.stamp  ## format, and say what is wrong
	@$(PYTHON) -m ruff format . && $(PYTHON) -m ruff check --fix . && $(PYTHON) -m mypy
