# Styles, scripts and icons: from the pinned npm packages and our own sources
# into internal/web/assets/dist, which the binary embeds. Included by the
# Makefile; needs Go, Node and npm.

DIST := internal/web/assets/dist
NHSUK := node_modules/nhsuk-frontend/dist/nhsuk

.PHONY: assets
assets: $(DIST)/app.css $(DIST)/app.js $(DIST)/third-party-notices.txt

# No install scripts run, and nothing is fetched unless the lock changed.
node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(DIST)/app.css: node_modules/.package-lock.json $(wildcard styles/*.scss styles/lw/*.scss)
	@mkdir -p $(DIST)
	npx --no-install sass --no-source-map --no-error-css --style=compressed --load-path=node_modules styles/linkwork.scss $@

# The design system's icons, without the NHS marks beside them.
$(DIST)/app.js: node_modules/.package-lock.json $(wildcard internal/web/assets/src/*)
	@mkdir -p $(DIST)/images
	cp $(NHSUK)/assets/images/nhsuk-icon-*.svg $(DIST)/images/
	rm -f $(DIST)/images/nhsuk-icon-mask.svg
	cp $(NHSUK)/nhsuk-frontend.min.js $(DIST)/
	cp internal/web/assets/src/* $(DIST)/
	@touch $@

$(DIST)/third-party-notices.txt: node_modules/.package-lock.json go.sum $(wildcard internal/tools/notices/*.go)
	@mkdir -p $(DIST)
	go run ./internal/tools/notices -o $@
