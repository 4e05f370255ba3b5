# Set-up, the main job, the checks and the figures. Everything the program writes lives under var/.
PYTHON ?= python3.11
UV = var/uv/bin/uv
BIN = .venv/bin
export RASA_TELEMETRY_ENABLED = false
export SQLALCHEMY_SILENCE_UBER_WARNING = 1

# Compiled once, whatever the environment says: the tests alone start fifty programs, and Rasa's bytecode is 4 s of each.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX = $(CURDIR)/var/pycache

.PHONY: run test bench eval lock clean

run: .venv/ready
	@$(BIN)/firstline run

# Three at a time on two cores, because what starts servers and browsers mostly waits for them. What needs no model is
# tested while that is trained; the rest begins with what takes longest.
PARTS = trained test-untrained lint checked test-robustness test-in-process test-browser
test: .venv/ready browser
	@rm -f var/times
	@$(MAKE) --no-print-directory -j3 --output-sync=target $(PARTS)
	@cat var/times

# $(call timed,COMMAND): and notes how long it took.
timed = @mkdir -p var; begun=$$(date +%s); $(1) && echo "$@: $$(($$(date +%s) - begun)) s" >> var/times
# Never a path of the project for a test's files: a socket's name must be short.
PYTEST = $(BIN)/pytest -q -p no:cacheprovider --basetemp="$$(mktemp -d)/t"
BROWSER = tests/browser tests/simulated_day
HELDBACK = tests/understanding/test_heldback.py
UNTRAINED = tests/understanding tests/responses tests/recovery tests/waits

.PHONY: $(PARTS)
trained:
	$(call timed,$(BIN)/firstline train)

lint:
	$(call timed,$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy)

checked:
	$(call timed,$(BIN)/firstline check --no-dialogues)

test-untrained:
	$(call timed,$(PYTEST) --ignore=$(HELDBACK) $(UNTRAINED))

test-robustness: trained
	$(call timed,$(PYTEST) tests/robustness)

test-browser: trained
	$(call timed,$(PYTEST) $(BROWSER) $(HELDBACK))

test-in-process: trained
	$(call timed,$(PYTEST) $(addprefix --ignore=,tests/robustness $(BROWSER) $(UNTRAINED)))

bench: .venv/ready
	@$(BIN)/python -m scripts.bench
	@$(BIN)/python -m scripts.bench.day

# FIRSTLINE_PUBLIC_DATA: where the public sets are, if not beside the project; without them it does without.
eval: .venv/ready
	@$(BIN)/python -m scripts.eval

# The interpreter is asked for its own path: a python3.11 on PATH may be a shim that uv cannot use.
$(UV):
	@$(PYTHON) -m venv var/uv && var/uv/bin/pip install --quiet uv==0.13.9

.venv/ready: requirements.lock | $(UV)
	@echo "Installing what the lock names ..."
	@$(UV) venv --quiet --clear --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv
	@$(UV) pip install --quiet --python .venv --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation -e .
	@touch $@

lock: | $(UV)
	@$(UV) pip compile --quiet pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-annotate --no-header --python-version 3.11 -o requirements.lock

# Debian's Chromium where we may install it, Playwright's own elsewhere.
.PHONY: browser
browser: .venv/ready
	@command -v chromium >/dev/null || scripts/browser

clean:
	@rm -rf var .venv
