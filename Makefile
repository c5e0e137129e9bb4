# The first Python on the PATH that suits the course. Another one: make lab PYTHON=/path/to/python3.12
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
  $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && echo $$p && exit; \
  done; echo python3)
# The environment's folder. Another one: make lab RNN_COURSE_VENV=/path/to/folder
RNN_COURSE_VENV ?= .venv
export RNN_COURSE_VENV
VENV_PY = $(RNN_COURSE_VENV)/bin/python
ARGS =
LAB_ARGS =
PORT = 8000

.PHONY: help lab test lesson lint notebooks runs bench diagnose site site-serve soak soak-instruments pins clean \
	set-up-lab set-up-test

help:
	@echo "make lab        install the course in .venv (once; RNN_COURSE_VENV: another folder) and open it in JupyterLab"
	@echo "make test       the same, with the test tools; then run all tests   (options for pytest: ARGS=...)"
	@echo "make lesson     check one lesson in some seconds: N=02"
	@echo "make lint       check the style of code and notebooks, and the types of the exercise engine"
	@echo "make notebooks  run notebooks again and store their outputs         (only some: FILES=...)"
	@echo "make runs       train again what the lessons show as stored runs     (only one: NAME=sunspots)"
	@echo "make bench      measure speed"
	@echo "make diagnose   see what the exercises say of answers they were not made for"
	@echo "make soak       try notebooks and instruments for an hour under settings and actions drawn by lot"
	@echo "make site       build the course as a static site, in site/"
	@echo "make site-serve show that site at http://localhost:8000             (another port: PORT=...)"
	@echo "make pins       write constraints.txt anew from the newest versions   (needs uv)"
	@echo "make clean      delete .venv and everything else that can be made again"

set-up-lab:
	@$(PYTHON) tools/bootstrap.py lab

set-up-test:
	@$(PYTHON) tools/bootstrap.py test

lab: set-up-lab
	@$(VENV_PY) tools/start_lab.py $(LAB_ARGS)

test: set-up-test
	@$(VENV_PY) tools/run_tests.py $(ARGS)

lesson: set-up-test
	@$(VENV_PY) tools/check_lesson.py $(N)

lint: set-up-test
	@$(VENV_PY) -m ruff check .
	@$(VENV_PY) -m ruff format --check .
	@$(VENV_PY) -m basedpyright --pythonpath $(VENV_PY)

notebooks: set-up-test
	@$(VENV_PY) tools/run_notebooks.py $(FILES)

runs: set-up-test
	@for script in tools/runs/$(or $(NAME),*).py; do $(VENV_PY) $$script || exit 1; done

bench: set-up-test
	@$(VENV_PY) -m benchmarks $(ARGS)

diagnose: set-up-test
	@$(VENV_PY) -m benchmarks.diagnose $(ARGS)

soak: set-up-test
	@$(VENV_PY) tools/run_soak.py $(ARGS)

soak-instruments: set-up-test
	@$(VENV_PY) tools/run_soak.py instruments $(ARGS)

site: set-up-test
	@$(VENV_PY) tools/build_site.py

site-serve:
	@$(VENV_PY) -m http.server --directory site $(PORT)

pins:
	@$(PYTHON) tools/renew_pins.py

clean:
	rm -rf .venv build dist site .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
