# Everything runs in .venv, which each target makes if it is missing.
PYTHON ?= python3
BIN := .venv/bin
# Material's notice about MkDocs 2 would hide what a build says; the dependencies stay below 2.
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve docs screenshots test quick check format reference attack bench mutants clean chromium servers

site: .venv/.installed ## build the sample knowledge base for every audience into dist/
	$(BIN)/postmortems build
	@echo "Each audience has its site in dist/<audience>. Look at one with: make serve AS=sre"

# Not ?=, since make has a variable of this name: the assembler.
AS = staff
serve: .venv/.installed ## show the sample as one audience reads it (AS=sre) at http://127.0.0.1:8000; follow changes
	$(BIN)/postmortems serve --as $(AS)

docs: .venv/.installed ## build the documentation strictly into .cache/docs, with the public sample as its live demo
	$(BIN)/mkdocs build --strict --quiet --config-file docs.yml
	test -d dist/public || $(BIN)/postmortems build --audience public
	cp -R dist/public .cache/docs/demo

screenshots: .venv/.installed chromium ## take the pictures of docs/images from the sample, as on the day of its newest incident
	POSTMORTEMS_AUDIENCE=incident-board SOURCE_DATE_EPOCH=1795132800 $(BIN)/mkdocs build -q -d .cache/screenshots
	$(BIN)/python tools/screenshots.py .cache/screenshots docs/images

test: .venv/.installed chromium servers ## run all tests
	$(BIN)/pytest -n auto

quick: .venv/.installed ## run the fast tests: some two minutes on two cores
	$(BIN)/pytest -n auto -m "not slow and not browser and not servers"

check: .venv/.installed chromium servers ## run everything that must pass: format, lint, types, import rules, tests, strict build
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto
	$(BIN)/postmortems build
	$(MAKE) docs

format: .venv/.installed ## write the code as `make check` wants it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

reference: .venv/.installed ## write docs/reference and the words to translate from the code
	REGENERATE=1 $(BIN)/pytest -q -m "not slow" tests/test_reference.py tests/site/test_languages.py

ATTACK ?= 10000
STAGED ?= 500
attack: .venv/.installed ## draw sites with secrets that authors hide exactly or nearly, and compare what readers get (ATTACK=500 STAGED=20)
	ATTACK=$(ATTACK) STAGED=$(STAGED) $(BIN)/pytest -q tests/sources/test_attack.py tests/build/test_attack.py

BENCH ?= 100 1000
bench: .venv/.installed ## time builds of generated postmortems beside other programs that are installed (BENCH="100 300")
	$(BIN)/python benchmarks/speed.py --peers $(BENCH)
	$(BIN)/python benchmarks/speed.py --audiences 5 $(BENCH)

PACKAGE ?=
SAMPLE ?= 250
SEED ?= 1
mutants: .venv/.installed ## change code in small ways, and show what no test notices (PACKAGE=leaks SAMPLE=0 for all, SEED=2)
	PYTHONPATH=tools $(BIN)/python -m mutation_testing --sample $(SAMPLE) --seed $(SEED) $(PACKAGE)

clean: ## remove what was built
	rm -rf dist .venv

chromium: # what the browser tests drive; they skip, or fail where CI is set, if apt may not install it
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null \
	    && apt-get update -q && apt-get install -qy --no-install-recommends chromium; } \
	    || echo "There is no chromium and no way to install it here."

# What the tests of servers start; they skip, or fail where CI is set, if it may not be installed. Outside of a container
# apt may start services of them, so it is better to install them by hand there.
SERVERS := nginx apache2 caddy node
servers: .cache/servers/.installed
	@( for each in $(SERVERS); do PATH="$$PATH:/usr/sbin" command -v $$each >/dev/null || exit 1; done ) \
	    && test -e /usr/lib/apache2/modules/mod_auth_openidc.so \
	    || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -q \
	    && RUNLEVEL=1 apt-get install -qy --no-install-recommends nginx apache2 libapache2-mod-auth-openidc caddy \
	    $$(command -v node >/dev/null || echo nodejs); } || echo "Not all servers are here, and there is no way to install them."

# Of two programs, which are large, nothing but the schemas: of Azure's configuration, and of SARIF.
AZURE := @azure/static-web-apps-cli@2.0.10
SARIF := @microsoft/sarif-multitool-linux@5.7.0
.cache/servers/.installed: tests/servers/package.json Makefile
	@mkdir -p $(@D) && cp $< $(@D)/ \
	    && { command -v npm >/dev/null || { test "$$(id -u)" = 0 && apt-get update -q && apt-get install -qy nodejs npm; }; } \
	    && npm install --prefix $(@D) --no-audit --no-fund --ignore-scripts --loglevel=error \
	    && tar xzf "$(@D)/$$(cd $(@D) && npm pack --silent $(AZURE))" -C $(@D) package/schema \
	    && tar xzf "$(@D)/$$(cd $(@D) && npm pack --silent $(SARIF))" -C $(@D) package/sarif-2.1.0.json && rm -f $(@D)/*.tgz && touch $@ \
	    || echo "There is no npm here, or no way to what it installs."

.venv/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q plugins # Builds write no compiled files; of an installed package pip does.
	touch $@
