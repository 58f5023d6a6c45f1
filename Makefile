# make lab     open the course in JupyterLab        PORT=8888  BROWSER=no
# make check   lint, types and every test that starts no kernel, no browser and no database
# make test    everything that must hold
# make demo    grade a simulated class of 30
# make setup   the environment alone, with all packages

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8888
BROWSER ?= yes
PYTEST_FLAGS ?=
# Tests wait for browsers, kernels and limits of time a third of theirs: one worker more than processors.
WORKERS := $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1)))
# So many side by side, each does with one processor; and what one has compiled, the others read.
export OPENBLAS_NUM_THREADS := 1
unexport PYTHONDONTWRITEBYTECODE

# Quiet but for the address and errors; Ctrl-C stops it without a question.
LAB_FLAGS := --ip=127.0.0.1 --port=$(PORT) --log-level=ERROR -y --KernelManager.transport_encryption=auto
ifeq ($(BROWSER),no)
LAB_FLAGS += --no-browser
endif
ifeq ($(shell id -u),0)
LAB_FLAGS += --allow-root
endif

# `make lab` alone hides these: Jupyter's news, and what nbgrader has for instructors. Validate stays.
HIDDEN := @jupyterlab/apputils-extension:announcements $(addprefix @jupyter/nbgrader:, \
  menu assignment-list course-list formgrader create-assignment)
LAB_CONFIG := $(VENV)/etc/lab
LAB_PAGE := $(LAB_CONFIG)/labconfig/page_config.json

.PHONY: help lab check test lint links tests demo setup system sandbox format release clean

help:
	@sed -n 's/^# make/make/p' Makefile

setup: $(VENV)/ready-dev

# The packages of an extra of pyproject.toml; dev has those of the others.
$(VENV)/ready-%: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[$*]'
	@touch $@ $(if $(filter dev,$*),$(VENV)/ready-lab $(VENV)/ready-grade)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Name another: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "$(PYTHON) has no venv module. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

$(LAB_PAGE): $(VENV)/ready-lab
	@JUPYTER_CONFIG_DIR=$(LAB_CONFIG) $(BIN)/jupyter labextension disable --level=user $(HIDDEN) >/dev/null 2>&1
	@touch $@

lab: $(VENV)/ready-lab $(LAB_PAGE)
	@echo "JupyterLab on course/; its address follows. Stop it with Ctrl-C."
	@PATH="$(CURDIR)/$(BIN):$$PATH" JUPYTER_CONFIG_PATH="$(CURDIR)/$(LAB_CONFIG)" $(BIN)/jupyter lab course $(LAB_FLAGS)

# Two jobs at a time: the tests leave a processor idle while they wait for a browser.
check: setup
	@$(MAKE) --no-print-directory --jobs=2 lint tests PYTEST_FLAGS='-m "not integration" $(PYTEST_FLAGS)'

test: setup system
	@$(MAKE) --no-print-directory --jobs=2 lint links tests

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/codespell
	$(BIN)/mypy

links:
	$(BIN)/python -m pytest --quiet -p no:cacheprovider --check-links --check-links-ignore 'https?://.*' \
	  README.md CONTRIBUTING.md CHANGELOG.md docs/*.md solutions/*/*.ipynb

tests:
	$(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=loadgroup $(PYTEST_FLAGS)

demo: $(VENV)/ready-grade sandbox
	$(BIN)/autograder demo

release: $(VENV)/ready-grade
	$(BIN)/autograder release

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Debian packages: grading needs the sandbox; the tests a browser, a library of the program that
# drives it, and a database server as well.
sandbox: DEBIAN := bubblewrap
system: DEBIAN := bubblewrap chromium libatomic1 postgresql
sandbox system:
	@there() { \
	  case $$1 in \
	    bubblewrap) command -v bwrap;; \
	    libatomic1) ls /usr/lib*/libatomic.so.1 /usr/lib/*/libatomic.so.1 2>/dev/null | grep .;; \
	    postgresql) command -v initdb || ls /usr/lib/postgresql/*/bin/initdb;; \
	    *) command -v $$1;; \
	  esac >/dev/null 2>&1; \
	}; \
	missing=""; \
	for package in $(DEBIAN); do there $$package || missing="$$missing $$package"; done; \
	test -z "$$missing" && exit 0; \
	if ! command -v apt-get >/dev/null; then \
	  echo "Missing:$$missing. Install with your system's package manager, then run make again."; exit 1; fi; \
	if [ "$$(id -u)" = 0 ]; then sudo=""; \
	elif sudo -n true 2>/dev/null; then sudo="sudo"; \
	else echo "Missing:$$missing. Install by hand: sudo apt-get install$$missing"; exit 1; fi; \
	echo "Installing$$missing"; \
	$$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null

clean:
	rm -rf $(VENV) build demo *.egg-info
