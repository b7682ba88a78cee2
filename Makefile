# Two commands do all the set-up: `make run` and `make test`. Only Python 3.11 or newer is needed beforehand.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
LITELLM := .venv-litellm

.PHONY: run test lint types docs clean

run: $(STAMP)
	$(BIN)/youju app

test: $(DEV_STAMP) system
	$(MAKE) lint types
	$(BIN)/python -m pytest

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV_STAMP)
	$(BIN)/mypy

# what the browser tests need besides Python: Chromium and Chinese fonts, on Debian and its kin
.PHONY: system
system:
	@sh .ci/system.sh

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新的版本。"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "建不了虚拟环境：Debian/Ubuntu 请先执行 sudo apt install python3-venv，再重试。"; exit 1; }

$(STAMP): $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(DEV_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

# a real server to test the models against; it pins an older openai, hence a virtual environment of its own (740 MB, a minute):
# make litellm && YOUJU_LITELLM_PYTHON=$PWD/.venv-litellm/bin/python make test
.PHONY: litellm
litellm: $(LITELLM)/.installed

$(LITELLM)/.installed:
	$(PYTHON) -m venv $(LITELLM)
	$(LITELLM)/bin/python -m pip install --quiet --disable-pip-version-check 'litellm[proxy]==1.106.2'
	touch $@

clean:
	rm -rf $(VENV) $(LITELLM) *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
