# Everything a developer needs, with nothing but python3 (3.11 or newer), git and make. `make` alone lists it.
# ARGS goes on to the command behind a target:  make run ARGS="--port 8080"   make test ARGS="tests/loop -x"

ROUNDS = FEEDBACK_ATTACK_ROUNDS="$${FEEDBACK_ATTACK_ROUNDS:-25}"
BROWSERS = every_state no_trace each_guard_holds firefox webkit
STORIES = the_stories the_desk writing_a_reply a_meeting between_services one_text two_languages every_page
# Christmas Eve, Easter, a Sunday night, the hour that summer begins and ends
MOMENTS = 2026-12-24T23:50 2027-03-27T12:00 2026-11-22T22:30 2027-03-28T00:20 2026-10-25T00:40
# what is timed runs by itself
TIMED = $(patsubst %,tests/%.py,faults/test_a_whole_school attacks/test_slow_phones browser/test_how_soon_it_shows browser/test_lighthouse)

.DEFAULT_GOAL := help
.PHONY: help run test bench bench-servers attack lint lock translations clean

help: ## say what can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run: ## set everything up and start a throw-away partnership, with a link for each role
	@bin/ready run
	@exec .venv/bin/feedback demo $(ARGS)

test: ## set everything up, a browser too, and run every test on SQLite and PostgreSQL
	@bin/ready test
	@bin/test $(ARGS)

bench: ## measure this service beside its controls and print the table with its limits
	@bin/ready test
	@.venv/bin/python -m benchmarks $(ARGS)

bench-servers: ## weigh the servers that this could run on: CPU, memory, slow phones, stopping
	@bin/ready test
	@.venv/bin/python -m benchmarks.servers $(ARGS)

attack: ## the attacks and faults of tests/, thousands of moves, phones of three makes, other days of the year, how fast it is (FEEDBACK_ATTACK_ROUNDS, 25 unless said)
	@bin/ready test
	@$(ROUNDS) bin/test -rs $(TIMED:%=--ignore=%) tests/attacks tests/faults tests/loop/test_every_move.py $(patsubst %,tests/browser/test_%.py,$(BROWSERS) $(STORIES)) $(ARGS)
	@for at in $(MOMENTS); do echo "As if it were $$at"; FEEDBACK_TESTS_AT=$$at bin/test -q -k "not postgresql" $(TIMED:%=--ignore=%) tests/loop tests/journeys tests/attacks tests/browser || exit 1; done
	@$(ROUNDS) bin/test -rs -n 0 $(TIMED)

lint: ## the code's form, and whether the translations are those of the text that stands now
	@bin/ready test
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/python bin/translations.py --check

lock: ## write the lock files again from pyproject.toml (ARGS=--upgrade moves the versions on)
	@bin/lock $(ARGS)

translations: ## find every text to translate, bring the catalogues up to date and compile them
	@bin/ready test
	@.venv/bin/python bin/translations.py

clean: ## remove .venv and what tools left behind; databases and keys stay
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis build dist test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
