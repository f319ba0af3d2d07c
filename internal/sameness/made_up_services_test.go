package sameness

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"linkwork/internal/places"
)

// serviceName is a name from a family of names that are alike and mean
// different services, or one of its own.
func (m *maker) serviceName() string {
	what := pick(m, activities)
	switch m.IntN(10) {
	case 0:
		return pick(m, []string{"Over 60s ", "Under 5s ", "Over 50s ", "11 to 16 ", "55+ "}) + what
	case 1:
		return pick(m, []string{"Men's ", "Women's ", "Ladies ", "Carers' ", "Veterans' "}) + what
	case 2:
		return what + pick(m, []string{" beginners", " improvers", " advanced", " level 1", " level 2"})
	case 3:
		return pick(m, qualities) + " " + strings.ToLower(what)
	case 4:
		return what + " for " + pick(m, []string{"adults", "children", "carers", "new parents", "people with dementia", "older people"})
	case 5:
		return pick(m, properNames) + " " + strings.ToLower(what)
	}
	return what + pick(m, []string{"", "", " group", " club", " sessions", " service"})
}

// bare is what a name loses so that "Board games" and "Board games club" are one.
var bare = regexp.MustCompile(`(?i)( (group|club|sessions?|service|project))+$`)

// makeService adds a service of an organisation, unless it has one of that name.
func (m *maker) makeService(o madeOrg, at Place, name string) {
	what := o.Name + "|" + bare.ReplaceAllString(name, "") + "|" + at.Postcode
	if m.listed[what] {
		return
	}
	m.listed[what] = true
	r := Record{ID: m.nextID(), Source: fmt.Sprintf("source %d", m.IntN(madeUpSources)), Name: name, Organisation: o.Organisation}
	if m.chance(8) {
		at.Postcode = ""
	}
	if m.chance(15) {
		at.Point = places.Point{}
	}
	r.Places = []Place{at}
	m.addContacts(&r, o)
	r.Topics = []string{pick(m, topics), pick(m, topics)}
	r.Description = m.description(name)
	if m.chance(70) {
		r.Sessions = []Session{m.session()}
	}
	m.add(r, len(m.records))
	if m.chance(2) && len(r.Sessions) > 0 {
		m.addSeries(r)
	}
}

func (m *maker) addContacts(r *Record, o madeOrg) {
	if m.chance(90) {
		r.Phones = []string{o.phone}
	}
	if m.chance(70) {
		r.Emails = []string{o.email}
	}
	if m.chance(80) {
		r.Website = "https://www." + o.host + "/"
		if m.chance(40) {
			r.Website += strings.ReplaceAll(strings.ToLower(r.Name), " ", "-")
		}
	}
}

func (m *maker) session() Session {
	hour := 9 + m.IntN(10)
	return Session{Day: time.Weekday(m.IntN(7)), Opens: fmt.Sprintf("%02d:00", hour), Closes: fmt.Sprintf("%02d:00", hour+2)}
}

func (m *maker) description(name string) string {
	return fmt.Sprintf("%s. %s %s %s", name, pick(m, sentences), pick(m, sentences), pick(m, sentences))
}

func (m *maker) nextID() string {
	return fmt.Sprintf("%016x", m.Uint64())
}

func (m *maker) add(r Record, service int) {
	m.truth[r.ID] = service
	m.records = append(m.records, r)
}

// addSeries lists the service again for another day.
func (m *maker) addSeries(r Record) {
	first := r.ID
	service := m.truth[first]
	r.ID = m.nextID()
	s := r.Sessions[0]
	s.Day = (s.Day + time.Weekday(1+m.IntN(6))) % 7
	r.Sessions = []Session{s}
	m.series[[2]string{min(first, r.ID), max(first, r.ID)}] = true
	m.add(r, service)
}
