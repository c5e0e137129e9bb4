# The first Python on the PATH that suits the course. Another one: make lab PYTHON=/path/to/python3.12
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && echo $$p && exit; \
  done; echo python3)
VENV_PY = .venv/bin/python
ARGS =
LAB_ARGS =

.PHONY: help lab test lint notebooks bench pins clean set-up-lab set-up-test

help:
	@echo "make lab        install the course in .venv (once) and open it in JupyterLab"
	@echo "make test       the same, with the test tools; then run all tests   (options for pytest: ARGS=...)"
	@echo "make lint       check the style of code and notebooks"
	@echo "make notebooks  run notebooks again and store their outputs         (only some: FILES=...)"
	@echo "make bench      measure speed"
	@echo "make pins       write constraints.txt anew from the newest versions"
	@echo "make clean      delete .venv and everything else that can be made again"

set-up-lab:
	@$(PYTHON) tools/bootstrap.py lab

set-up-test:
	@$(PYTHON) tools/bootstrap.py test

lab: set-up-lab
	@$(VENV_PY) tools/start_lab.py $(LAB_ARGS)

test: set-up-test
	@$(VENV_PY) tools/run_tests.py $(ARGS)

lint: set-up-test
	@$(VENV_PY) -m ruff check .

notebooks: set-up-test
	@$(VENV_PY) tools/run_notebooks.py $(FILES)

bench: set-up-test
	@$(VENV_PY) -m benchmarks $(ARGS)

pins:
	@$(PYTHON) tools/renew_pins.py

clean:
	rm -rf .venv build dist .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
