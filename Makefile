# xiaohao: `make run` and `make test` are all a fresh Debian or Ubuntu with a Swift 6 toolchain needs.

PREFIX ?= /usr/local
DESTDIR ?=
RELEASE = swift build -c release --static-swift-stdlib -Xlinker -s -Xlinker --no-export-dynamic --product
BINARY = .build/release/xiaohao
DEMO = .build/demonstration/ledger.db
SERVER = $(or $(TMPDIR),/tmp)/xiaohao-postgres-$(shell id -u)

# Debian package : the header by which it is recognised
LIBRARIES = libncursesw5-dev:curses.h libzip-dev:zip.h libexpat1-dev:expat.h libxlsxwriter-dev:xlsxwriter.h \
            libssl-dev:openssl/evp.h libsqlite3-dev:sqlite3.h libpq-dev:postgresql/libpq-fe.h

# Debian package : the command or file by which it is recognised; what the tests verify signatures and look at documents with
TEST_TOOLS = openssh-client:ssh-keygen openssl:openssl sqlite3:sqlite3 \
             libreoffice-writer-nogui:soffice poppler-utils:pdftotext \
             fonts-noto-cjk:/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc \
             procps:ps \
             $(SERVER_TOOLS)

# The server that the tests and `make postgres` start in temporary folders; Debian keeps its programs out of the path.
SERVER_TOOLS = postgresql:$(or $(firstword $(wildcard /usr/lib/postgresql/*/bin/initdb)),initdb)

# What the benchmark prints beside the board, and counts instructions with.
BENCH_TOOLS = tig:tig git:git valgrind:valgrind

.PHONY: all run test test-tools postgres postgres-stop server bench bench-tools install lint deps clean

all: deps
	$(RELEASE) xiaohao

# Builds and opens the board on a demonstration ledger of its own; nothing of yours is touched.
run: all
	@test -e $(DEMO) || { mkdir -p $(dir $(DEMO)) && $(BINARY) --ledger $(DEMO) demo; }
	@$(BINARY) --ledger $(DEMO)

# What the tests write goes with them.
test: deps test-tools lint
	swift build --build-tests
	@scratch=$$(mktemp -d) && chmod 755 $$scratch && status=0 && \
	{ TMPDIR=$$scratch swift test --skip-build || status=$$?; } && \
	chmod -R u+rwX $$scratch && rm -rf $$scratch && exit $$status

# A private PostgreSQL server for trying a ledger on one; prints its address.
postgres: server
	@Tests/PostgresServer/try.sh start $(SERVER)

postgres-stop:
	@Tests/PostgresServer/try.sh stop $(SERVER)

bench: all bench-tools
	$(RELEASE) xiaohao-bench
	.build/release/xiaohao-bench $(BENCH)

install: all
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/xiaohao
	@set -e; share=$(DESTDIR)$(PREFIX)/share; \
	write() { install -d "$$(dirname "$$1")"; shift_to="$$1"; shift; $(BINARY) "$$@" > "$$shift_to"; chmod 644 "$$shift_to"; }; \
	write $$share/man/man1/xiaohao.1 manual --lang en; \
	write $$share/man/zh_CN/man1/xiaohao.1 manual --lang zh-Hans; \
	write $$share/man/zh_TW/man1/xiaohao.1 manual --lang zh-Hant; \
	write $$share/bash-completion/completions/xiaohao completions bash; \
	write $$share/zsh/site-functions/_xiaohao completions zsh; \
	write $$share/fish/vendor_completions.d/xiaohao.fish completions fish

lint:
	swift format lint --strict --recursive --parallel Sources Tests Package.swift

# C libraries that are missing, by their headers; says what it installs and why, and asks for root only then.
deps:
	@missing=""; \
	for pair in $(LIBRARIES); do \
	  header="$${pair#*:}"; \
	  found=$$(ls /usr/include/$$header /usr/include/*-linux-gnu/$$header 2>/dev/null | head -n 1); \
	  [ -n "$$found" ] || missing="$$missing $${pair%%:*}"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "Installing the C libraries that the build links:$$missing"; \
	  if [ "$$(id -u)" -eq 0 ]; then root=""; else root="sudo"; echo "(apt-get needs root: sudo may ask for your password)"; fi; \
	  $$root apt-get update -qq && $$root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $$missing; \
	fi
	@command -v swift >/dev/null || { echo "A Swift 6 toolchain is needed: https://www.swift.org/install/linux/"; exit 1; }

# Programs that only the tests, the benchmark or a private server need.
test-tools: TOOLS = $(TEST_TOOLS)
bench-tools: TOOLS = $(BENCH_TOOLS)
server: TOOLS = $(SERVER_TOOLS)
test-tools bench-tools server:
	@missing=""; \
	for pair in $(TOOLS); do \
	  sign="$${pair#*:}"; \
	  command -v "$$sign" >/dev/null || [ -e "$$sign" ] || missing="$$missing $${pair%%:*}"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "Installing what is used here:$$missing"; \
	  if [ "$$(id -u)" -eq 0 ]; then root=""; else root="sudo"; fi; \
	  $$root apt-get update -qq && $$root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $$missing; \
	fi

clean:
	swift package clean
