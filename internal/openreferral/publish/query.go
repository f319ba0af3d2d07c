package publish

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/places"
)

const (
	usualSize = 50
	mostSize  = 500
	metres    = 1609.344 // in a mile
)

// query is what somebody asks a list for. Every part narrows.
type query struct {
	kind          string
	page, size    int
	full, minimal bool
	lines         bool // one record a line, without pages
	conditions    []func(entry) bool
}

// faults are parameters that cannot be read, by name.
type faults map[string]string

// reading is a query being read from the parameters of a request.
type reading struct {
	r      db.Reader
	values url.Values
	q      query
	bad    faults
}

// read reads the parameters of a list. Unknown ones are passed over, as the
// standard asks; ones that cannot be read are named.
func read(r db.Reader, dir *directory.Directory, kind string, values url.Values) (query, faults, error) {
	in := reading{r, values, query{kind: kind, size: usualSize, page: 1}, faults{}}
	in.q.page = in.whole("page", 1, 1_000_000, 1)
	in.q.size = in.whole("per_page", 1, mostSize, usualSize)
	in.q.full, in.q.minimal = in.yes("full"), in.yes("minimal")
	in.format()
	in.modifiedAfter()
	if kind == kindService || kind == kindAt {
		in.topics()
		in.ages()
		in.times()
		if err := in.place(); err != nil {
			return query{}, nil, err
		}
	}
	in.belongs()
	err := in.words(dir)
	return in.q, in.bad, err
}

func (in *reading) text(name string) string { return strings.TrimSpace(in.values.Get(name)) }

func (in *reading) narrow(fits func(entry) bool) { in.q.conditions = append(in.q.conditions, fits) }

func (in *reading) whole(name string, least, most, usual int) int {
	text := in.text(name)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		in.bad[name] = "must be a whole number from " + strconv.Itoa(least) + " to " + strconv.Itoa(most)
		return usual
	}
	return n
}

func (in *reading) yes(name string) bool {
	text := in.text(name)
	if text == "" {
		return false
	}
	yes, err := strconv.ParseBool(strings.ToLower(text))
	if err != nil {
		in.bad[name] = "must be true or false"
	}
	return yes
}

func (in *reading) format() {
	switch in.text("format") {
	case "", "json":
	case "ndjson":
		in.q.lines = true
	default:
		in.bad["format"] = "must be json or ndjson"
	}
}

// modifiedAfter is inclusive, as the standard says.
func (in *reading) modifiedAfter() {
	text := in.text("modified_after")
	if text == "" {
		return
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02"} {
		if t, err := time.Parse(layout, text); err == nil {
			in.narrow(func(e entry) bool { return !e.at().Before(t) })
			return
		}
	}
	in.bad["modified_after"] = "must be a date and time, like 2026-11-26T09:30:00Z"
}

func (in *reading) topics() {
	if id := in.text("taxonomy_term_id"); id != "" {
		in.narrow(func(e entry) bool { return slices.Contains(e.facts.Terms, strings.ToLower(id)) })
	}
	if id := in.text("taxonomy_id"); id != "" {
		in.narrow(func(e entry) bool { return slices.Contains(e.facts.Taxonomies, strings.ToLower(id)) })
	}
}

// ages are the limits as documented; age is that of a person, whom a service
// without limits is for too.
func (in *reading) ages() {
	if least, ok := in.years("minimum_age"); ok {
		in.narrow(func(e entry) bool { return e.facts.MinimumAge != nil && *e.facts.MinimumAge >= least })
	}
	if most, ok := in.years("maximum_age"); ok {
		in.narrow(func(e entry) bool { return e.facts.MaximumAge != nil && *e.facts.MaximumAge <= most })
	}
	if age, ok := in.years("age"); ok {
		in.narrow(func(e entry) bool {
			return (e.facts.MinimumAge == nil || *e.facts.MinimumAge <= age) && (e.facts.MaximumAge == nil || *e.facts.MaximumAge >= age)
		})
	}
}

func (in *reading) years(name string) (float64, bool) {
	text := in.text(name)
	if text == "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0 || n > 200 {
		in.bad[name] = "must be an age in years"
		return 0, false
	}
	return n, true
}

// times are asked of one schedule together: open on that day at that time.
func (in *reading) times() {
	day, start, end := in.day(), in.clock("start_time"), in.clock("end_time")
	if day == "" && start == "" && end == "" {
		return
	}
	in.narrow(func(e entry) bool {
		return slices.ContainsFunc(e.facts.Times, func(t times) bool {
			return (day == "" || slices.Contains(t.Days, day)) &&
				(start == "" || t.Opens != "" && t.Opens >= start) && (end == "" || t.Closes != "" && t.Closes <= end)
		})
	})
}

func (in *reading) day() string {
	text := strings.ToUpper(in.text("day"))
	if text == "" {
		return ""
	}
	for _, name := range []string{"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"} {
		if text == name || text == name[:2] || text == name[:3] {
			return name[:2]
		}
	}
	in.bad["day"] = "must be a day of the week, like MO or Monday"
	return ""
}

func (in *reading) clock(name string) string {
	text := in.text(name)
	if text == "" {
		return ""
	}
	for _, layout := range []string{"15:04", "15:04:05", "15:04Z07:00", "15:04:05Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Format("15:04")
		}
	}
	in.bad[name] = "must be a time of day, like 14:30"
	return ""
}

// place reads postcode and proximity. A postcode alone asks whom a service is
// for: only one whose area is known and elsewhere is left out.
func (in *reading) place() error {
	text, far := in.text("postcode"), in.text("proximity")
	if text == "" {
		if far != "" {
			in.bad["proximity"] = "needs a postcode to measure from"
		}
		return nil
	}
	from, err := places.Locate(in.r, text)
	if err != nil && !errors.Is(err, places.ErrUnknown) {
		if _, err := places.ParseOutcode(text); err != nil {
			in.bad["postcode"] = "must be a UK postcode or its first half"
			return nil
		}
		return err
	}
	if err != nil {
		in.bad["postcode"] = "is not one whose place is known here"
		return nil
	}
	if far == "" {
		in.narrow(func(e entry) bool { return meant(e.facts.Areas, from.Area) })
		return nil
	}
	distance, err := strconv.ParseFloat(far, 64)
	if err != nil || distance < 0 || distance > 1_000_000 {
		in.bad["proximity"] = "must be a distance in metres"
		return nil
	}
	in.narrow(func(e entry) bool {
		return slices.ContainsFunc(e.facts.Points, func(p places.Point) bool { return places.Miles(from.Point, p)*metres <= distance })
	})
	return nil
}

func meant(areas []area, from places.Area) bool {
	if len(areas) == 0 {
		return true
	}
	for _, a := range areas {
		if yes, known := a.covers(from); yes || !known {
			return true
		}
	}
	return false
}

// belongs reads what a record is part of.
func (in *reading) belongs() {
	switch in.q.kind {
	case kindService:
		if id := in.text("organization_id"); id != "" {
			in.narrow(func(e entry) bool { return e.parent == strings.ToLower(id) })
		}
	case kindTerm:
		if id := in.text("taxonomy_id"); id != "" {
			in.narrow(func(e entry) bool { return e.parent == strings.ToLower(id) })
		}
	}
}

// words reads what is searched for in everything that is said.
func (in *reading) words(dir *directory.Directory) error {
	words := in.text("search")
	if words == "" {
		return nil
	}
	if len(words) > 500 {
		in.bad["search"] = "must be 500 characters or fewer"
		return nil
	}
	snapshot, ok := in.r.(*db.Snapshot)
	if !ok || in.q.kind != kindService && in.q.kind != kindAt {
		return nil
	}
	ids, err := dir.Everything(snapshot, directory.Query{Words: words})
	found := make(map[string]bool, len(ids))
	for _, id := range ids {
		found[id] = true
	}
	of := in.q.kind
	in.narrow(func(e entry) bool {
		if of == kindAt {
			return found[e.parent]
		}
		return found[e.id]
	})
	return err
}

func (q query) fits(e entry) bool {
	for _, condition := range q.conditions {
		if !condition(e) {
			return false
		}
	}
	return true
}
