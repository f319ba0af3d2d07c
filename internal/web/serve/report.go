package serve

import (
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"regexp"
	"sync"
)

// ReportPath is where browsers report what the policy stopped.
const ReportPath = "/csp-report"

// Reports counts what browsers report. It keeps the name of the directive only:
// a report also holds addresses of pages and pieces of them.
type Reports struct {
	log *slog.Logger
	mu  sync.Mutex
	n   map[string]int
}

// NewReports returns an empty count that also logs to log.
func NewReports(log *slog.Logger) *Reports { return &Reports{log: log, n: map[string]int{}} }

// Count returns how many reports there were for each directive.
func (c *Reports) Count() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.n)
}

// ServeHTTP takes reports in both forms that browsers send.
func (c *Reports) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 64<<10))
	if err == nil {
		for _, d := range directives(body) {
			c.add(d)
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func (c *Reports) add(directive string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n[directive]++
	c.log.Warn("content stopped by policy", "directive", directive)
}

// known keeps a stranger from filling the log or the count with words of theirs.
var known = regexp.MustCompile(`^(default|script|style|img|font|connect|form|base|frame|object|media|worker|manifest|child)-(src|action|uri|ancestors)(-elem|-attr)?$`)

func directives(body []byte) []string {
	var old struct {
		Report struct {
			Effective string `json:"effective-directive"`
			Violated  string `json:"violated-directive"`
		} `json:"csp-report"`
	}
	if json.Unmarshal(body, &old) == nil {
		if old.Report.Effective == "" {
			old.Report.Effective = old.Report.Violated
		}
		return []string{named(old.Report.Effective)}
	}
	var list []struct {
		Type string
		Body struct{ EffectiveDirective string }
	}
	var out []string
	if json.Unmarshal(body, &list) == nil {
		for _, r := range list {
			if r.Type == "csp-violation" {
				out = append(out, named(r.Body.EffectiveDirective))
			}
		}
	}
	return out
}

func named(directive string) string {
	if known.MatchString(directive) {
		return directive
	}
	return "other"
}
