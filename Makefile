# Everything that is done here by one word. 'make' alone lists the words.
# PYTHON=python3.12 takes another Python, ARGS="..." is handed on to the program that is started.

PYTHON ?=
ARGS ?=
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
QUICK := not devices and not speech and not network and not slow
BENCHMARKS := $(subst /,.,$(basename $(wildcard benchmarks/understanding/[mp]*.py benchmarks/[a-z]*.py)))
export PYTHON

.PHONY: help run test check bench model learn clean

help:
	@echo "make run    sets up what is missing and starts the voice helper"
	@echo "make test   sets up what is missing and runs all tests"
	@echo "make check  style, types, the quick tests and the typed benchmark"
	@echo "make bench  prints how well and how fast it answers"
	@echo "make model  fetches the recognition model"
	@echo "make learn  learns anew which questions are alike, after a change in prompts/"
	@echo "make clean  removes what was set up here, but not the model"

run:
	@sh scripts/set-up.sh run
	@$(BIN)/voice-helper $(ARGS)

test:
	@sh scripts/set-up.sh test
	@$(BIN)/voice-helper model fetch || echo "Tests that need the model will say so."
	@$(PYTEST) -n auto $(ARGS)

check:
	@sh scripts/set-up.sh test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m benchmarks.understanding.measure
	@$(PYTEST) -n auto -m "$(QUICK)" $(ARGS)

bench:
	@sh scripts/set-up.sh test
	@$(BIN)/voice-helper model fetch
	@for each in $(BENCHMARKS); do \
		echo "$$each:"; $(BIN)/python -m $$each $(ARGS) || exit 1; done

model:
	@sh scripts/set-up.sh run
	@$(BIN)/voice-helper model fetch $(ARGS)

learn:
	@sh scripts/set-up.sh test
	@$(BIN)/python -c "import torch" 2>/dev/null || { \
		echo "Installing PyTorch, which learning needs; this can take some minutes."; \
		$(BIN)/python -m pip install -q -e ".[learn]"; }
	@$(BIN)/python -m scripts.learn_likeness $(ARGS)
	@$(BIN)/python -m scripts.learn_endings $(ARGS)
	@$(BIN)/python -m scripts.print_acts > docs/acts.md

clean:
	@rm -rf .venv build dist out .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Clean. The model stays in models/fetched."
