package letters

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
)

// frame is the page that Chromium prints: the letter with a few styles of its
// own, no script and nothing from a network.
const frame = `<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Letter</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>@page{size:A4;margin:20mm}body{font:12pt/1.45 Arial,"Liberation Sans",sans-serif;color:#000}h2{font-size:16pt}h3{font-size:12pt;margin:14pt 0 2pt}p{margin:0 0 6pt}
.lw-letter__asks{border:1.5pt solid #000;padding:4pt 10pt;margin:10pt 0}section{break-inside:avoid}
.lw-letter--large{font-size:18pt}.lw-letter--easy{font-size:16pt;line-height:1.8}</style></head><body>%s</body></html>`

// PDF prints the HTML of a finished letter with the Chromium at path. The file that it reads
// lies in a folder of its own that only this process may read, and is gone
// afterwards.
func PDF(ctx context.Context, path, html string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "linkwork-letter-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in, out := filepath.Join(dir, "letter.html"), filepath.Join(dir, "letter.pdf")
	if err := os.WriteFile(in, fmt.Appendf(nil, frame, Safe(html)), 0o600); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--user-data-dir="+filepath.Join(dir, "profile"), "--no-pdf-header-footer", "--print-to-pdf="+out, "file://"+in)
	if message, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("letters: chromium: %w (%d bytes of output)", err, len(message))
	}
	return os.ReadFile(out)
}

// NotePrint puts on the audit trail that a letter about a person left as a file.
func NotePrint(ctx context.Context, d *db.DB, by access.Actor, personID string) error {
	return d.Write(ctx, func(tx *db.Tx) error { return audit.View(tx, by.Audit(), personID, "letter as PDF") })
}
