package sameness

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"linkwork/internal/places"
)

// county is a made-up directory of which it is known what is the same.
//
// 20,000 records from 20 sources. 85 of 100 are services of their own; 15 are
// made from one of those as another publisher would list it, always with
// another id and source, and with each of these defects by its own chance: name
// with one or two slips (30 of 100); name in other words: the organisation in
// front, the place behind, other order, a general word more or less (30); the
// service's name as alternate name and another in front (5); the organisation
// renamed (8) or with Ltd, CIC, "The" and the like (35); venue moved by 200 to
// 3,500 metres, with another postcode (8); postcode missing (15); point missing
// (20) or up to 90 metres off; phone missing (20) or another one (5), written in
// another way otherwise; email missing (30) or of another person (10); website
// missing (20), another page of it (10), otherwise with and without www, scheme,
// tracking; number missing (40); other topics (50); description rewritten (75);
// schedule missing (25), at another time (5). Two of 100 originals are listed by
// their own publisher once for each of two days, as a series.
//
// What is hard among the originals: organisations with up to 12 services of one
// phone, address, website, number and hall, many of them named alike ("Over 60s
// swimming", "Under 5s swimming"; "Men's shed", "Women's shed"; "Art class
// beginners", "Art class improvers"; "Yoga", "Chair yoga"); some 30 charities
// with 10 to 60 branches of one number, website and name in different towns, from
// 3 km apart; halls in which up to 35 organisations meet, also for services of
// the same name; a council of which nearly a thousand records give website and
// switchboard; phones, which come from the two ranges for made-up numbers and so
// are shared by two unrelated organisations on average. 45 of 100 organisations
// have no number; 10 of 100 records no phone, 30 no email, 20 no website, 8 no
// postcode, 15 no point, 30 no schedule.
//
// What it does not have: an organisation that lists both "Board games" and
// "Board games club" in one place and means two services; nobody could tell.
// Everything is in English, and no name is longer than ten words.
type county struct {
	records []Record
	truth   map[string]int     // record to service
	series  map[[2]string]bool // pairs that are one service on two days
}

type maker struct {
	*rand.Rand
	county
	towns  []town
	orgs   []madeOrg
	listed map[string]bool // organisations, and their services
}

type town struct {
	name, outcode string
	middle        places.Point
	halls         []Place
}

type madeOrg struct {
	Organisation
	phone, email, host string
	town               *town
	home               Place
}

func (m *maker) chance(percent int) bool { return m.IntN(100) < percent }

func pick[T any](m *maker, list []T) T { return list[m.IntN(len(list))] }

const madeUpSources = 20

// makeCounty makes n records from a seed.
func makeCounty(seed uint64, n int) county {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 7))}
	m.truth, m.series, m.listed = make(map[string]int), make(map[[2]string]bool), make(map[string]bool)
	m.makeTowns()
	originals := n * 85 / 100
	for len(m.records) < originals {
		m.makeOrganisation()
	}
	m.records = m.records[:originals]
	for len(m.records) < n {
		m.repeat(m.records[m.IntN(originals)])
	}
	return m.county
}

func (m *maker) makeTowns() {
	letters := []string{"QX", "QY", "QZ", "QW", "ZX", "ZY"}
	for i := range 60 {
		t := town{name: townNames[i%len(townNames)] + townEndings[i/len(townNames)], outcode: fmt.Sprintf("%s%d", letters[i%6], 1+i/6)}
		t.middle = places.Point{Lat: 52 + m.Float64()*1.2, Lon: -3 + m.Float64()*2}
		for range 12 {
			t.halls = append(t.halls, m.venue(&t, 1800))
		}
		m.towns = append(m.towns, t)
	}
}

// venue is a new place within some metres of the middle of a town.
func (m *maker) venue(t *town, within float64) Place {
	p := Place{Postcode: m.postcode(t.outcode), Point: m.near(t.middle, within)}
	if m.chance(40) {
		p.Identifiers = []Identifier{{"UPRN", fmt.Sprint(900_000_000 + m.IntN(90_000_000))}}
	}
	return p
}

// hall is one of a town's; most meet in the first ones.
func (m *maker) hall(t *town) Place {
	return t.halls[min(m.IntN(len(t.halls)), m.IntN(len(t.halls)), m.IntN(len(t.halls)))]
}

func (m *maker) postcode(outcode string) string {
	const letters = "ABDEFGHJLNPQRSTUWXYZ"
	return fmt.Sprintf("%s %d%c%c", outcode, m.IntN(10), letters[m.IntN(20)], letters[m.IntN(20)])
}

func (m *maker) near(p places.Point, metres float64) places.Point {
	return places.Point{Lat: p.Lat + (m.Float64()*2-1)*metres/111_000/1.42, Lon: p.Lon + (m.Float64()*2-1)*metres/67_000/1.42}
}

// makeOrganisation adds an organisation with its services: usually of one town,
// sometimes the council, sometimes a charity with branches.
func (m *maker) makeOrganisation() {
	switch n := len(m.orgs); {
	case n%80 == 40:
		m.makeBranches()
	default:
		o := m.organisation(m.newName(" "), &m.towns[m.IntN(60)])
		if n%15 == 7 { // a team of the council
			o.host, o.phone, o.Numbers = "county.example", "01632 960000", nil
			o.Name = "Midshire County Council " + pick(m, orgSecond) + " Team"
		}
		m.orgs = append(m.orgs, o)
		for range 1 + m.IntN(12) {
			m.makeService(o, m.whereOf(o), m.serviceName())
		}
	}
}

// newName is a name that no organisation has.
func (m *maker) newName(middle string) string {
	for {
		name := pick(m, orgFirst) + middle + pick(m, orgSecond) + " " + pick(m, orgLast)
		if !m.listed[name] {
			m.listed[name] = true
			return name
		}
	}
}

func (m *maker) organisation(name string, t *town) madeOrg {
	o := madeOrg{Organisation: Organisation{Name: name}, town: t, home: m.hall(t)}
	if m.chance(30) {
		o.home = m.venue(t, 1800)
	}
	if m.chance(55) {
		o.Numbers = []Identifier{{"GB-CHC", fmt.Sprint(9_000_000 + len(m.orgs)*7)}}
	}
	o.host = strings.ReplaceAll(strings.ToLower(name), " ", "-") + ".example"
	o.phone = m.phone()
	o.email = "hello@" + o.host
	return o
}

// whereOf is where a service of an organisation happens: mostly at its home.
func (m *maker) whereOf(o madeOrg) Place {
	if m.chance(25) {
		return m.hall(o.town)
	}
	return o.home
}

func (m *maker) phone() string {
	if m.chance(50) {
		return fmt.Sprintf("01632 960%03d", 1+m.IntN(999))
	}
	return fmt.Sprintf("07700 900%03d", m.IntN(1000))
}

// makeBranches adds one service in many towns, no two within 3 km.
func (m *maker) makeBranches() {
	o := m.organisation(m.newName(" National "), &m.towns[0])
	m.orgs = append(m.orgs, o)
	name := m.serviceName()
	var taken []places.Point
	for range 10 + m.IntN(51) {
		o.town = &m.towns[m.IntN(60)]
		o.home = m.venue(o.town, 1800)
		if slices.ContainsFunc(taken, func(p places.Point) bool { return places.Miles(p, o.home.Point)*metresInMile < 3000 }) {
			continue
		}
		taken = append(taken, o.home.Point)
		if m.chance(60) {
			o.phone = m.phone()
		}
		m.makeService(o, o.home, name)
	}
}
