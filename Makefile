# Linkwork. `make demo` shows it with made-up people; `make test` checks it all.

include mk/assets.mk

GENERATED := $(shell find internal/web -name '*.templ' 2>/dev/null)

.PHONY: demo build test bench shots fuzz clean

demo: build
	./bin/linkwork demo

build: assets
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o bin/linkwork ./cmd/linkwork

test: assets
	./scripts/test

clean:
	rm -rf bin node_modules $(DIST)/*
