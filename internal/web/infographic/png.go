package infographic

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// frame is the page that Chromium draws: the sheet, no script and nothing from a network.
const frame = `<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Infographic</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>html,body{margin:0}svg{display:block}</style></head><body>%s</body></html>`

// PNG draws the sheet with the Chromium at path, twice as fine as the SVG says. The file
// that it reads lies in a folder that only this process may read, and is gone afterwards.
func (s Sheet) PNG(ctx context.Context, path string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "linkwork-infographic-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in, out := filepath.Join(dir, "sheet.html"), filepath.Join(dir, "sheet.png")
	svg, height := s.SVG()
	if err := os.WriteFile(in, fmt.Appendf(nil, frame, svg), 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--force-device-scale-factor=2", fmt.Sprintf("--window-size=%d,%d", Width, height),
		"--user-data-dir="+filepath.Join(dir, "profile"), "--screenshot="+out, "file://"+in)
	if message, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("infographic: chromium: %w (%d bytes of output)", err, len(message))
	}
	return os.ReadFile(out)
}
