package sameness

import (
	"fmt"
	"strings"

	"linkwork/internal/places"
)

// repeat adds a record as another publisher would list it.
func (m *maker) repeat(r Record) {
	service := m.truth[r.ID]
	r.ID = m.nextID()
	r.Source = fmt.Sprintf("source %d", m.IntN(madeUpSources))
	m.spoilOrganisation(&r)
	m.spoilName(&r)
	m.spoilPlace(&r)
	m.spoilContacts(&r)
	if m.chance(50) {
		r.Topics = []string{pick(m, topics), pick(m, topics)}
	}
	if m.chance(75) {
		r.Description = m.description(r.Name)
	}
	m.spoilSchedule(&r)
	m.add(r, service)
}

func (m *maker) spoilName(r *Record) {
	was := r.Name
	switch n := m.IntN(100); {
	case n < 30:
		r.Name = m.slip(r.Name)
		if m.chance(30) {
			r.Name = m.slip(r.Name)
		}
	case n < 60:
		r.Name = m.inOtherWords(r)
	case n < 65:
		r.Name, r.AlternateName = pick(m, properNames)+" "+pick(m, activities), was
	}
}

func (m *maker) inOtherWords(r *Record) string {
	words := strings.Fields(r.Name)
	switch m.IntN(6) {
	case 0:
		return r.Organisation.Name + " - " + r.Name
	case 1:
		return r.Name + " (" + pick(m, townNames) + ")"
	case 2:
		return strings.Join(append(words[1:], words[0]), " ")
	case 3:
		return r.Name + pick(m, []string{" group", " club", " service", " session", " project"})
	case 4:
		return strings.ToUpper(r.Name)
	}
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(r.Name, " group"), " club"), " service")
}

// slip drops, doubles, changes or swaps one letter.
func (m *maker) slip(name string) string {
	letters := []byte(name)
	if len(letters) < 4 {
		return name
	}
	at := m.IntN(len(letters) - 1)
	switch m.IntN(4) {
	case 0:
		return string(append(letters[:at:at], letters[at+1:]...))
	case 1:
		return string(append(letters[:at+1:at+1], letters[at:]...))
	case 2:
		letters[at] = byte('a' + m.IntN(26))
	case 3:
		letters[at], letters[at+1] = letters[at+1], letters[at]
	}
	return string(letters)
}

func (m *maker) spoilOrganisation(r *Record) {
	o := &r.Organisation
	switch n := m.IntN(100); {
	case n < 8:
		o.Name = pick(m, orgFirst) + " " + pick(m, orgSecond) + " " + pick(m, orgLast)
	case n < 43:
		o.Name = pick(m, []string{"The ", "", ""}) + o.Name + pick(m, []string{" Ltd", " CIC", " (registered charity)", " Limited", " C.I.C."})
	}
	if m.chance(40) {
		o.Numbers = nil
	} else if len(o.Numbers) > 0 && m.chance(50) {
		o.Numbers = []Identifier{{"Charity number", " " + o.Numbers[0].Number}}
	}
}

func (m *maker) spoilPlace(r *Record) {
	at := r.Places[0]
	if m.chance(8) {
		outcode, _ := places.ParseOutcode(at.Postcode)
		if at.Point.Known() {
			at.Point = m.moved(at.Point)
		}
		if outcode != "" {
			at.Postcode = m.postcode(outcode)
		}
		at.Identifiers = nil
	} else if at.Point.Known() {
		at.Point = m.near(at.Point, 90)
	}
	if m.chance(15) {
		at.Postcode = ""
	} else if m.chance(30) {
		at.Postcode = strings.ToLower(strings.ReplaceAll(at.Postcode, " ", ""))
	}
	if m.chance(20) {
		at.Point = places.Point{}
	}
	if m.chance(50) {
		at.Identifiers = nil
	}
	r.Places = []Place{at}
}

func (m *maker) moved(from places.Point) places.Point {
	for {
		to := m.near(from, 3500)
		if metres := places.Miles(from, to) * metresInMile; metres > 200 && metres < 3500 {
			return to
		}
	}
}

func (m *maker) spoilContacts(r *Record) {
	switch n := m.IntN(100); {
	case n < 20:
		r.Phones = nil
	case n < 25:
		r.Phones = []string{m.phone()}
	case len(r.Phones) > 0:
		r.Phones = []string{m.otherSpelling(r.Phones[0])}
	}
	switch n := m.IntN(100); {
	case n < 30:
		r.Emails = nil
	case n < 40 && len(r.Emails) > 0:
		_, host, _ := strings.Cut(r.Emails[0], "@")
		r.Emails = []string{"bookings@" + host}
	}
	switch n := m.IntN(100); {
	case n < 20:
		r.Website = ""
	case n < 30 && r.Website != "":
		r.Website += "whats-on"
	case r.Website != "":
		r.Website = strings.TrimSuffix(strings.Replace(r.Website, "https://www.", pick(m, []string{"http://", "www.", "https://"}), 1), "/") + pick(m, []string{"", "/", "?utm_source=list"})
	}
}

func (m *maker) otherSpelling(phone string) string {
	digits := strings.ReplaceAll(phone, " ", "")
	return pick(m, []string{digits, phone, "+44 " + digits[1:], "+44 (0)" + digits[1:5] + " " + digits[5:], "(" + digits[:5] + ") " + digits[5:], "Tel: " + phone, phone + " ext 12"})
}

func (m *maker) spoilSchedule(r *Record) {
	switch n := m.IntN(100); {
	case n < 25:
		r.Sessions = nil
	case n < 30 && len(r.Sessions) > 0:
		s := r.Sessions[0]
		s.Opens, s.Closes = "19:30", "21:00"
		r.Sessions = []Session{s}
	}
}
