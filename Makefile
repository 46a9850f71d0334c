# `make report` compares the articles in seeds/, `make test` runs the checks and tests; both first
# make a private virtual environment in .venv/.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: report test picture clean

report: $(VENV)/.ready
	$(BIN)/claim-compare run seeds

test: $(VENV)/.ready-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile

# The CPU build of torch is asked for by name first, then through uv, which knows PyTorch's own
# index of CPU builds; the plain package, gigabytes with its CUDA libraries on Linux, comes last.
$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "claim-compare needs Python 3.11 or later: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet "torch==2.13.0+cpu" 2>/dev/null || \
	  { $(BIN)/pip install --quiet uv && \
	    $(BIN)/uv pip install --python $(BIN)/python --torch-backend cpu "torch==2.13.0"; } || \
	  $(BIN)/pip install --quiet "torch==2.13.0"
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/.ready-for-tests: $(VENV)/.ready
	$(BIN)/pip install --quiet --editable ".[test,training]"
	$(BIN)/python tests/published.py
	touch $@

# The pictures in README, taken with Debian's chromium.
picture: $(VENV)/.ready-for-tests
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf $(VENV) build *.egg-info
