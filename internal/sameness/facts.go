package sameness

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/places"
	"linkwork/internal/words"
)

// facts is a record brought to the form in which it is compared. Lists are
// sorted and hold each thing once.
type facts struct {
	id, source  string
	names       []name       // the name, and the other one if there is one
	org         []string     // the telling words of the organisation's name
	orgWords    []string     // all of them
	numbers     []Identifier // of the organisation
	uprns       []Identifier // of places
	postcodes   []string     // "QX3 7LB"
	outcodes    []string
	points      []places.Point
	phones      []string
	emails      []string
	site        Site // zero when not known
	topics      []string
	sessions    []session
	days        days   // of the sessions, or else those the name says
	description uint64 // a hash of its words; zero when there is none
}

// session is a time in the week. Minutes are from midnight; -1 when not known.
type session struct {
	day   time.Weekday
	opens int
}

// factsOf reads a record. What cannot be read is unknown.
func factsOf(r Record) *facts {
	org := cut(r.Organisation.Name, longestName)
	f := &facts{id: r.ID, source: r.Source, org: organisationWords(org), orgWords: words.Stems(org), description: hashOf(r.Description)}
	f.readNames(r)
	f.numbers = tidyAll(r.Organisation.Numbers)
	f.readPlaces(r.Places)
	f.phones = each(r.Phones, func(s string) (string, bool) { p, err := ParsePhone(s); return p, err == nil })
	f.emails = each(r.Emails, ParseEmail)
	f.topics = each(r.Topics, func(s string) (string, bool) { s = packed(cut(s, longestName)); return s, s != "" })
	f.site, _ = ParseSite(r.Website)
	f.readSessions(r.Sessions)
	return f
}

func (f *facts) readNames(r Record) {
	f.names = append(f.names, readName(withoutOrganisation(r.Name, r.Organisation.Name)))
	if other := readName(withoutOrganisation(r.AlternateName, r.Organisation.Name)); other.key != "" && other.key != f.names[0].key {
		f.names = append(f.names, other)
	}
}

// withoutOrganisation drops an organisation's name of two words and more from
// the beginning or end of a service's: it says who, not what, and "Seniors
// Together" need not be for seniors. A name that is nothing else stays.
func withoutOrganisation(name, organisation string) string {
	own, all := words.Split(organisation), words.Split(cut(name, longestName))
	if len(own) < 2 || len(all) <= len(own) {
		return name
	}
	folded, org := strings.Trim(words.Fold(cut(name, longestName)), " ()-.,:"), strings.Trim(words.Fold(organisation), " ()-.,:")
	switch {
	case slices.Equal(all[:len(own)], own):
		return strings.TrimPrefix(folded, org)
	case slices.Equal(all[len(all)-len(own):], own):
		return strings.TrimSuffix(folded, org)
	}
	return name
}

// most is how many of a list are looked at.
const most = 50

// each brings texts to a common form, leaves out those that have none, sorts
// the others and drops repeats.
func each(texts []string, read func(string) (string, bool)) (tidy []string) {
	for _, text := range texts[:min(len(texts), most)] {
		if text, ok := read(text); ok {
			tidy = append(tidy, text)
		}
	}
	slices.Sort(tidy)
	return slices.Compact(tidy)
}

func tidyAll(list []Identifier) (tidy []Identifier) {
	for _, i := range list[:min(len(list), most)] {
		if i = i.Tidy(); i != (Identifier{}) {
			tidy = append(tidy, i)
		}
	}
	slices.SortFunc(tidy, func(a, b Identifier) int {
		return strings.Compare(a.Scheme+" "+a.Number, b.Scheme+" "+b.Number)
	})
	return slices.Compact(tidy)
}

func (f *facts) readPlaces(at []Place) {
	for _, place := range at[:min(len(at), most)] {
		f.uprns = append(f.uprns, place.Identifiers...)
		if place.Point.InUK() {
			f.points = append(f.points, place.Point)
		}
		postcode, err := places.ParsePostcode(place.Postcode)
		if err == nil {
			f.postcodes = append(f.postcodes, postcode.String())
		}
		if outcode, err := places.ParseOutcode(place.Postcode); err == nil {
			f.outcodes = append(f.outcodes, outcode)
		}
	}
	f.uprns = tidyAll(f.uprns)
	slices.Sort(f.postcodes)
	f.postcodes = slices.Compact(f.postcodes)
	slices.Sort(f.outcodes)
	f.outcodes = slices.Compact(f.outcodes)
}

func (f *facts) readSessions(sessions []Session) {
	for _, s := range sessions[:min(len(sessions), most)] {
		f.sessions = append(f.sessions, session{s.Day, minutes(s.Opens)})
		f.days = f.days.with(s.Day)
	}
	if len(f.sessions) == 0 {
		f.days = f.names[0].days
	}
}

// minutes reads "10:00" and "10:00:00+01:00".
func minutes(clock string) int {
	hour, rest, ok := strings.Cut(clock, ":")
	if !ok || len(rest) < 2 {
		return -1
	}
	h, err := strconv.ParseUint(hour, 10, 8)
	m, err2 := strconv.ParseUint(rest[:2], 10, 8)
	if err != nil || err2 != nil || h > 23 || m > 59 {
		return -1
	}
	return int(h)*60 + int(m)
}

// hashOf is a hash of the words of a description, so that markup and line ends
// do not matter much.
func hashOf(text string) uint64 {
	all := words.Split(cut(text, 2000))
	if len(all) < 5 { // "Lunch club" describes nothing
		return 0
	}
	h := fnv.New64a()
	for _, word := range all {
		h.Write([]byte(word))
		h.Write([]byte{' '})
	}
	return h.Sum64()
}
