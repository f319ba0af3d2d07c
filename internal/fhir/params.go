package fhir

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/fhir/r4"
	"linkwork/internal/referrals"
)

// How many resources a page of a search holds.
const (
	usualCount = 20
	mostCount  = 100
)

// search terms as asked for.
type terms struct {
	query      referrals.SenderQuery // what the store can look for
	identifier *criteria             // looked up first
	nothing    bool                  // a status that no referral can have
	ids        []string              // _id
	asked      url.Values            // for the links, without the place to go on from
}

// parseTerms reads the parameters of a search. The error is a refusal that
// names the parameter, never its value.
func parseTerms(typ, raw string) (terms, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return terms{}, badParam("", "The query cannot be read")
	}
	t := terms{asked: values}
	t.query.Limit = usualCount
	for name, all := range values {
		read, known := params[name]
		if !known {
			return terms{}, badParam(name, "This search parameter is not offered; it is refused rather than ignored")
		}
		if len(all) > 1 && name != "_lastUpdated" {
			return terms{}, badParam(name, "Give this parameter once; a comma separates choices")
		}
		for _, value := range all {
			if wrong := read(&t, typ, value); wrong != "" {
				return terms{}, badParam(name, wrong)
			}
		}
	}
	return t, nil
}

func badParam(name, text string) error {
	return refusal{http.StatusBadRequest, issue("value", "http."+name, text)}
}

// params are the search parameters and how each is read; the answer is what is
// wrong, or empty.
var params = map[string]func(t *terms, typ, value string) string{
	"_id":          readID,
	"_count":       readCount,
	"_cursor":      readCursor,
	"_format":      func(*terms, string, string) string { return "" },
	"_lastUpdated": readLastUpdated,
	"_pretty":      func(*terms, string, string) string { return "" },
	"_sort":        readSort,
	"identifier":   readIdentifier,
	"status":       readStatus,
}

func readID(t *terms, _, value string) string {
	for id := range strings.SplitSeq(value, ",") {
		if id == "" || len(id) > 64 || !clean(id) {
			return "An id has 1 to 64 letters, digits, - and ."
		}
		t.ids = append(t.ids, id)
	}
	if len(t.ids) > mostCount {
		return fmt.Sprintf("Give at most %d ids", mostCount)
	}
	return ""
}

func readCount(t *terms, _, value string) string {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		return "must be a whole number from 1"
	}
	t.query.Limit = min(n, mostCount)
	return ""
}

func readSort(_ *terms, _, value string) string {
	if value != "_lastUpdated" {
		return "Results come in the order of _lastUpdated, the oldest change first"
	}
	return ""
}

// readIdentifier reads system|value, |value (no system) or value (any system).
func readIdentifier(t *terms, _, value string) string {
	system, of, ok := strings.Cut(value, "|")
	if !ok {
		system, of = anySystem, value
	}
	if of == "" || strings.Contains(of, "|") || strings.Contains(value, ",") || !storable(value) {
		return "must be system|value, |value or value"
	}
	t.identifier = &criteria{system, of}
	return ""
}

func readStatus(t *terms, typ, value string) string {
	statuses := make(map[string]bool)
	for status := range strings.SplitSeq(value, ",") {
		if !r4.KnownCode(statusSets[typ], status) {
			return "is not a status of a " + typ
		}
		statuses[status] = true
	}
	t.query.States = statesFor(typ, statuses)
	t.nothing = len(t.query.States) == 0
	return ""
}

var statusSets = map[string]string{"ServiceRequest": "request-status", "Task": "task-status"}

// readLastUpdated narrows the time of the last change. Times are kept to the
// millisecond.
func readLastUpdated(t *terms, _, value string) string {
	prefix := "eq"
	if len(value) > 2 && value[0] >= 'a' {
		prefix, value = value[:2], value[2:]
	}
	span, ok := r4.DateTime(value).Span()
	if !ok {
		return "must be a date, or a date and time with seconds and a time zone, after one of eq, gt, ge, lt, le, sa, eb"
	}
	switch prefix {
	case "eq":
		t.from(span.From)
		t.before(span.To)
	case "ge":
		t.from(span.From)
	case "gt", "sa":
		t.from(span.To)
	case "lt", "eb":
		t.before(span.From)
	case "le":
		t.before(span.To)
	default:
		return "has a prefix other than eq, gt, ge, lt, le, sa, eb"
	}
	return ""
}

// from and before round up to the millisecond that times are kept to.
func (t *terms) from(moment time.Time) {
	if moment = ceil(moment); moment.After(t.query.UpdatedFrom) {
		t.query.UpdatedFrom = moment
	}
}

func (t *terms) before(moment time.Time) {
	if moment = ceil(moment); t.query.UpdatedBefore.IsZero() || moment.Before(t.query.UpdatedBefore) {
		t.query.UpdatedBefore = moment
	}
}

func ceil(moment time.Time) time.Time {
	if cut := moment.Truncate(time.Millisecond); !cut.Equal(moment) {
		return cut.Add(time.Millisecond)
	}
	return moment
}

// A cursor says after which change a page goes on.
func cursor(last referrals.Referral) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d %s", last.UpdatedAt.UnixMilli(), last.ID))
}

func readCursor(t *terms, _, value string) string {
	const wrong = "must come from a link of this server"
	text, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil || len(text) > 100 {
		return wrong
	}
	ms, id, ok := strings.Cut(string(text), " ")
	updated, err := strconv.ParseInt(ms, 10, 64)
	if !ok || err != nil || id == "" || !clean(id) {
		return wrong
	}
	t.query.AfterUpdated, t.query.AfterID = time.UnixMilli(updated), id
	return ""
}

// clean says whether a text can be an id.
func clean(id string) bool {
	return strings.IndexFunc(id, func(c rune) bool { return c <= ' ' || c > '~' }) < 0
}
