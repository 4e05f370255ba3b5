# Set-up, the main job, the checks and the figures. Everything the program writes lives under var/.
PYTHON ?= python3.11
UV = var/uv/bin/uv
BIN = .venv/bin
export RASA_TELEMETRY_ENABLED = false
export SQLALCHEMY_SILENCE_UBER_WARNING = 1

.PHONY: run test bench eval lock clean

run: .venv/ready
	@$(BIN)/firstline run

test: .venv/ready browser
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	@$(BIN)/firstline check --no-dialogues
	@$(BIN)/firstline train
	@$(MAKE) --no-print-directory -j2 --output-sync=target test-running test-in-process

# What starts servers and browsers mostly waits for them: beside the rest it costs no time. Never a path of the project
# for their files: a socket's name must be short.
RUNNING = tests/browser tests/robustness tests/simulated_day
.PHONY: test-running test-in-process
test-running:
	@$(BIN)/pytest -q -p no:cacheprovider --basetemp="$$(mktemp -d)/t" $(RUNNING)

test-in-process:
	@$(BIN)/pytest -q -p no:cacheprovider --basetemp="$$(mktemp -d)/t" $(addprefix --ignore=,$(RUNNING))

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
