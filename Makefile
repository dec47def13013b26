# Two commands do all set-up on a fresh machine with Swift: `make demo` and `make test`.
# `make build` makes the program that users get and prints its path as its last line.

SWIFT_FLAGS := --explicit-target-dependency-import-check error
STATIC      := GIT_REGISTRY_LINK=static swift build $(SWIFT_FLAGS) -c release --scratch-path .build-static
PROGRAM     := $(CURDIR)/.build-static/bin/git-registry
PACKAGES    := git git-lfs libgit2-dev libyaml-dev zlib1g-dev libpcre2-dev openssh-client python3-venv strace
VENV        := .build/venv

.PHONY: build demo test lint format docs bench setup clean

build: setup
	$(STATIC) -Xswiftc -static-executable --product git-registry
	@mkdir -p $(dir $(PROGRAM))
	@strip -o $(PROGRAM).new .build-static/release/git-registry && mv $(PROGRAM).new $(PROGRAM)
	@echo $(PROGRAM)

# Plays the main job with the program in a temporary folder.
demo: build
	@Tests/Demo/demo.sh $(PROGRAM)

# Everything: the plain build against shared libraries, its tests, and whole flows with the program that users get.
test: build $(VENV)/bin/check-jsonschema
	swift build $(SWIFT_FLAGS)
	GIT_REGISTRY_PROGRAM=$(PROGRAM) CHECK_JSONSCHEMA=$(CURDIR)/$(VENV)/bin/check-jsonschema \
	  swift test $(SWIFT_FLAGS)

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

format:
	swift format --in-place --recursive Package.swift Sources Tests

# Writes what is generated from the program's own values.
docs: build
	$(PROGRAM) explain --markdown > docs/rules.md

# Figures, each as a ratio to git in the same run.
bench: build
	python3 Benchmarks/main-job.py $(PROGRAM)
	python3 Benchmarks/history.py $(PROGRAM)

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

$(VENV)/bin/check-jsonschema: | setup
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check check-jsonschema==0.33.0

clean:
	rm -rf .build .build-static
