package webtest

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Browser is a running browser. Its pages share nothing but the process.
type Browser struct{ ctx context.Context }

// flags keep the browser from talking to anybody but the server under test.
var flags = []string{
	"disable-quic", "no-first-run", "no-default-browser-check", "disable-background-networking",
	"disable-component-update", "disable-sync", "disable-default-apps", "disable-extensions",
	"disable-dev-shm-usage", "disable-breakpad", "metrics-recording-only", "hide-scrollbars",
	"disable-background-timer-throttling", "disable-renderer-backgrounding",
}

// Start starts a browser that ends with the test.
func Start(t testing.TB) *Browser {
	t.Helper()
	path := Need(t)
	opts := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WSURLReadTimeout(60 * time.Second),
		chromedp.Flag("force-color-profile", "srgb"),
	}
	for _, f := range flags {
		opts = append(opts, chromedp.Flag(f, true))
	}
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() { cancel(); stop() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("the browser %s did not start: %v", path, err)
	}
	return &Browser{ctx: ctx}
}

// Find returns the path of a browser, or the empty string.
func Find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p
		}
	}
	return ""
}

// Need is the path of a browser. Where there is none the test is left out, or fails where
// nothing may be.
func Need(t testing.TB) string {
	t.Helper()
	p := Find()
	if p == "" {
		missing(t, "no chromium: browser tests are left out")
	}
	return p
}

// missing skips, or fails where nothing may be left out.
func missing(t testing.TB, why string) {
	t.Helper()
	if strict() {
		t.Fatal(why)
	}
	t.Skip(why)
}

func strict() bool { return strings.TrimSpace(os.Getenv("LINKWORK_TEST_STRICT")) == "1" }
