# Linkwork. `make demo` shows it with made-up people; `make test` checks it all.

include mk/assets.mk

.PHONY: demo build generate test bench bench-directory burden shots fuzz clean

demo: build
	./bin/linkwork demo

build: assets
	CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o bin/linkwork ./cmd/linkwork

# Pages are written as .templ files; the Go made from them is committed.
generate:
	go tool templ generate -path internal/web
	gofmt -w internal cmd

test: assets
	./scripts/test

# Numbers, not verdicts: see docs/performance.md for how to read them.
bench: build
	./scripts/bench
	go test -run '^$$' -bench . ./internal/studies/questionnaires ./internal/updates/readers ./internal/engagement/events
	go test -run '^$$' -bench Mailing -benchtime 1x ./cmd/linkwork

# The search of the directory beside other engines, on the same services.
bench-directory:
	./scripts/bench-directory

# Counts what everyday tasks cost, in a browser, and writes docs/burden.md.
burden: assets
	LINKWORK_TEST_BURDEN=write go test -count=1 -run 'TestBurden$$' ./cmd/linkwork

# Screenshots for docs/, taken from the demonstration in a real browser. Those
# that no page of the docs shows are thrown away.
shots: assets
	mkdir -p docs/screenshots
	rm -f docs/screenshots/*.png
	LINKWORK_TEST_SHOTS=$(CURDIR)/docs/screenshots go test -count=1 -run 'TestJourney$$|TestFromAnEmptyHouse/sqlite|TestTheUpdateOfDecember2023' ./cmd/linkwork
	for shot in docs/screenshots/*.png; do grep -rqF "screenshots/$$(basename $$shot)" README.md docs || rm $$shot; done

fuzz: assets
	./scripts/fuzz

clean:
	rm -rf bin node_modules internal/web/assets/dist/*
