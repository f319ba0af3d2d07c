package publish

import (
	"encoding/json"
	"slices"
	"strings"

	"linkwork/internal/places"
)

// facts are what a record can be asked for by.
type facts struct {
	MinimumAge *float64       `json:",omitempty"`
	MaximumAge *float64       `json:",omitempty"`
	Points     []places.Point `json:",omitempty"`
	Terms      []string       `json:",omitempty"` // ids of its topics and of what they belong to
	Taxonomies []string       `json:",omitempty"`
	Times      []times        `json:",omitempty"`
	Areas      []area         `json:",omitempty"` // where it is for people from; none is everywhere, or not stated
}

// times is when a schedule runs: days as MO,TU, clocks as 10:00.
type times struct {
	Days   []string `json:",omitempty"`
	Opens  string   `json:",omitempty"`
	Closes string   `json:",omitempty"`
}

func factsOf(service fields) (f facts) {
	f.MinimumAge, f.MaximumAge = numberOf(service["minimum_age"]), numberOf(service["maximum_age"])
	f.Times = timesIn(service["schedules"])
	for _, at := range objects(service["service_at_locations"]) {
		f.Times = append(f.Times, timesIn(at["schedules"])...)
		if location, ok := at["location"].(fields); ok {
			f.Times = append(f.Times, timesIn(location["schedules"])...)
			if p, ok := inUK(location["latitude"], location["longitude"]); ok {
				f.Points = append(f.Points, p)
			}
		}
	}
	for _, attribute := range objects(service["attributes"]) {
		if term, ok := attribute["taxonomy_term"].(fields); ok {
			f.Terms = add(f.Terms, textOf(term["id"]), textOf(term["parent_id"]))
			f.Taxonomies = add(f.Taxonomies, textOf(taxonomyOf(term, "")["id"]))
		}
	}
	for _, a := range objects(service["service_areas"]) {
		f.Areas = append(f.Areas, areaOf(a))
	}
	return f
}

// at narrows what is known of a service to one of its places.
func (f facts) at(place fields) facts {
	f.Points = nil
	if location, ok := place["location"].(fields); ok {
		if p, ok := inUK(location["latitude"], location["longitude"]); ok {
			f.Points = []places.Point{p}
		}
	}
	return f
}

func timesIn(schedules any) (all []times) {
	for _, s := range objects(schedules) {
		t := times{Opens: clock(s["opens_at"]), Closes: clock(s["closes_at"])}
		for part := range strings.SplitSeq(strings.ToUpper(textOf(s["byday"])), ",") {
			if part = strings.TrimSpace(part); len(part) >= 2 && slices.Contains(days, part[len(part)-2:]) {
				t.Days = append(t.Days, part[len(part)-2:])
			}
		}
		all = append(all, t)
	}
	return all
}

var days = []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}

// clock returns hours and minutes of a time of day, "" for none.
func clock(value any) string {
	text := textOf(value)
	if len(text) >= 4 && text[1] == ':' {
		text = "0" + text
	}
	if len(text) < 5 || text[2] != ':' {
		return ""
	}
	return text[:5]
}

func numberOf(value any) *float64 {
	n, ok := value.(json.Number)
	if !ok {
		return nil
	}
	f, err := n.Float64()
	if err != nil {
		return nil
	}
	return &f
}

func objects(value any) (all []fields) {
	list, _ := value.([]any)
	for _, element := range list {
		if o, ok := element.(fields); ok {
			all = append(all, o)
		}
	}
	return all
}

func add(list []string, more ...string) []string {
	for _, one := range more {
		if one != "" && !slices.Contains(list, one) {
			list = append(list, one)
		}
	}
	return list
}
