# Two commands do everything on a fresh machine: `make run` and `make test`.
SHELL := /bin/bash
PORT ?= 8000
JOBS ?= $(shell nproc)
VENV := .venv
PYTHON := $(VENV)/bin/python
PACKAGES_RUN := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 gettext
PACKAGES_TEST := $(PACKAGES_RUN) chromium postgresql nginx-light poppler-utils openjdk-17-jdk-headless libjaxb-java libatomic1
CATALOGUE := locale/da/LC_MESSAGES/django.mo
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement

# Where it is set, each of the hundreds of processes that the tests start would compile the project anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test long lint migrated test-sqlite test-postgresql test-browser bench requirements nginx messages

run: $(VENV)/run.done $(CATALOGUE)
	@scripts/serve $(PYTHON) $(PORT)

test: $(VENV)/test.done $(CATALOGUE)
	@$(MAKE) --no-print-directory --jobs=2 --output-sync lint migrated
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-postgresql
	@$(MAKE) --no-print-directory test-browser
	@echo "Alle kontroller er bestået."

lint: $(VENV)/test.done $(CATALOGUE)
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/djlint --lint --quiet templates
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PYTHON) manage.py makemigrations --check --dry-run

# Begins while the linters run: every test on SQLite has a copy of it.
migrated: $(VENV)/test.done $(CATALOGUE)
	$(PYTHON) -m tests.migrated

# What is the same on both databases is asked on one of them here, and on both by `make long`.
test-sqlite: $(VENV)/test.done $(CATALOGUE)
	$(PYTHON) -m pytest -n $(JOBS) --dist loadgroup -m "not browser and not on_postgresql"

test-postgresql: $(VENV)/test.done $(CATALOGUE)
	scripts/with-postgres $(PYTHON) -m pytest -n $(JOBS) --dist loadgroup -m "not browser and not on_sqlite"

test-browser: $(VENV)/test.done $(CATALOGUE)
	$(PYTHON) -m pytest -n $(JOBS) --dist worksteal -m browser tests/browser

# Too long for every change: every walk at full length, at random, on both databases.
long: $(VENV)/test.done $(CATALOGUE)
	LONG=1 $(PYTHON) -m pytest -n $(JOBS) -m "long or on_postgresql"
	LONG=1 scripts/with-postgres $(PYTHON) -m pytest -n $(JOBS) -m "long or on_sqlite"

# How long a PDF takes, beside Chromium's print of the same HTML; pages a second, beside nginx; how long after "Udgiv" the new
# edition is read. Nothing else should run meanwhile.
# COUNTRY=1 makes a country of invented plans; COUNTRY=/folder takes the VAR_DIR where one has been made.
bench: $(VENV)/test.done $(CATALOGUE)
	$(PYTHON) scripts/bench_pdf.py
	$(PYTHON) scripts/bench_pages.py
	$(PYTHON) scripts/bench_publishing.py
	@[ -z "$(COUNTRY)" ] || $(PYTHON) scripts/bench_country.py

# After changing pyproject.toml: pin every package with its hash, naming no index.
requirements: $(VENV)/test.done
	$(VENV)/bin/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.txt
	$(VENV)/bin/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-header --quiet --constraints requirements.txt --output-file requirements-dev.txt

# After changing config/headers.py or config/nginx.py: what nginx.conf includes.
nginx: $(VENV)/test.done
	$(PYTHON) -c "from pathlib import Path; from config import nginx; [Path('deploy', name).write_text(text) for name, text in nginx.files().items()]"

# After changing a text: collect it into the catalogue, for translation by hand.
messages: $(VENV)/test.done
	$(PYTHON) manage.py makemessages --locale da --ignore .venv --ignore var --no-wrap

$(PYTHON):
	@scripts/system-packages $(PACKAGES_RUN)
	@python3 -c "import ensurepip" 2>/dev/null || scripts/system-packages python3-venv
	python3 -m venv $(VENV)

$(VENV)/run.done: requirements.txt $(PYTHON)
	@scripts/system-packages $(PACKAGES_RUN)
	$(INSTALL) requirements.txt
	@touch $@

$(VENV)/test.done: requirements-dev.txt $(PYTHON)
	@scripts/system-packages $(PACKAGES_TEST)
	$(INSTALL) requirements-dev.txt
	@touch $@ $(VENV)/run.done

$(CATALOGUE): locale/da/LC_MESSAGES/django.po
	msgfmt --check --output-file $@ $<
