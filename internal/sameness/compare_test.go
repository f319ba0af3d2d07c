package sameness

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/places"
)

// lunch is a record with everything stated.
func lunch() Record {
	return Record{
		ID: "a", Source: "north", Name: "Harbour lunch club",
		Organisation: Organisation{Name: "Harbour Friends", Numbers: []Identifier{{"GB-CHC", "9000001"}}},
		Places:       []Place{{Postcode: "QX3 7LB", Point: places.Point{Lat: 53, Lon: -2}}},
		Phones:       []string{"01632 960001"}, Emails: []string{"hello@friends.example"}, Website: "https://friends.example/lunch",
		Topics: []string{"Food"}, Sessions: []Session{{time.Tuesday, "12:00", "14:00"}},
	}
}

// other is the same as another publisher lists it, changed by the caller.
func other(change func(r *Record)) Record {
	r := lunch()
	r.ID, r.Source = "b", "south"
	change(&r)
	return r
}

func metresAway(m float64) places.Point { return places.Point{Lat: 53 + m/111_195, Lon: -2} }

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		what   string
		change func(r *Record)
		band   Band
		says   string
	}{
		{"all the same", func(r *Record) {}, Link, "same charity number"},
		{"spelled otherwise", func(r *Record) {
			r.Name, r.Organisation.Name = "HARBOUR: Lunch Clubs", "The Harbour Friends Ltd"
			r.Phones, r.Website = []string{"+44 (0)1632 960 001"}, "www.friends.example/lunch/"
			r.Organisation.Numbers = []Identifier{{"charity number", "9000001"}}
		}, Link, "the names have the same words"},
		{"in other order", func(r *Record) { r.Name = "Lunch club, Harbour" }, Review, "the names have the same words"},
		{"no number", func(r *Record) { r.Organisation.Numbers = nil }, Review, "same organisation"},
		{"the same source", func(r *Record) { r.Source = "north" }, Review, ""},
		{"a slip", func(r *Record) { r.Name = "Harbour lucnh club" }, Review, "the names differ by a slip of the pen"},
		{"one word more", func(r *Record) { r.Name = "Harbour community lunch club" }, Review, "the names differ by one word (“community”)"},
		{"the organisation in the name", func(r *Record) { r.Name = "Harbour Friends: Harbour lunch club" }, Link, ""},
		{"another number", func(r *Record) { r.Organisation.Numbers[0].Number = "9000002" }, Review, "different charity numbers"},
		{"renamed organisation", func(r *Record) { r.Organisation = Organisation{Name: "Tidewater Action"} }, Review, "different organisations"},
		{"moved nearby", func(r *Record) { r.Places = []Place{{Postcode: "QX3 9ZZ", Point: metresAway(900)}} }, Review, "900 metres apart"},
		{"a few steps", func(r *Record) { r.Places = []Place{{Point: metresAway(115)}} }, Review, "120 metres apart"},
		{"another branch", func(r *Record) {
			r.Places, r.Phones = []Place{{Postcode: "QY1 1AA", Point: metresAway(20_000)}}, []string{"01632 960002"}
		}, Ignore, "about 12 miles apart: perhaps two branches"},
		{"another district", func(r *Record) { r.Places = []Place{{Postcode: "QY1 1AA"}} }, Review, "different postcode districts"},
		{"another day", func(r *Record) { r.Sessions[0].Day = time.Friday }, Review, "one service with two schedules"},
		{"another day in the name", func(r *Record) { r.Name, r.Sessions = "Friday Harbour lunch club", nil }, Review, "one service with two schedules"},
		{"another time", func(r *Record) { r.Sessions[0].Opens = "18:00" }, Review, "same day at another time"},
		{"another service", func(r *Record) { r.Name, r.Website = "Harbour debt advice", "https://friends.example/debt" }, Ignore, "the names differ"},
		{"nearly another name", func(r *Record) { r.Name = "Harbour book club" }, Ignore, ""},
		{"for carers", func(r *Record) { r.Name = "Harbour lunch club for carers" }, Review, "one name says more about whom it is for"},
		{"nothing stated", func(r *Record) {
			*r = Record{ID: "b", Source: "south", Name: r.Name, Organisation: Organisation{Name: "Harbour Friends"}}
		}, Ignore, "nothing says that they are in one place"},
		{"the old name beside", func(r *Record) { r.Name, r.AlternateName = "Second Helpings", "Harbour Lunch Club" }, Review, "the names are the same"},
		{"next door", func(r *Record) { r.Places = []Place{{Postcode: "QX3 7LD", Point: metresAway(60)}} }, Review, "60 metres apart"},
		{"another page", func(r *Record) { r.Website = "https://friends.example/meals" }, Review, "different pages of one website"},
	} {
		got := Compare(lunch(), other(c.change))
		if got.Band != c.band || !says(got, c.says) {
			t.Errorf("%s: %s, %d, %v; want %s and %q", c.what, got.Band, got.Score, got.Reasons, c.band, c.says)
		}
	}
}

func says(p Pair, words string) bool {
	for _, r := range p.Reasons {
		if strings.Contains(r.Words, words) {
			return true
		}
	}
	return words == ""
}

// TestGuards holds two services of one organisation apart, with everything but
// their names the same.
func TestGuards(t *testing.T) {
	for _, names := range [][2]string{
		{"Over 60s swimming", "Under 5s swimming"}, {"Swimming (55+)", "Swimming for toddlers"}, {"Youth club 11-16", "Youth club 5-10"},
		{"Men's shed", "Women's shed"}, {"Dads' group", "Mums' group"}, {"Walking for men", "Ladies walking"},
		{"Art class beginners", "Art class advanced"}, {"English level 1", "English level 2"},
		{"Carers' coffee", "Veterans' coffee"}, {"Bereavement support for children", "Bereavement support for adults"},
		{"Debt advice", "Housing advice"}, {"Lunch club", "Book club"}, {"Walking group", "Singing group"},
	} {
		a, b := lunch(), other(func(r *Record) {})
		a.Name, b.Name = names[0], names[1]
		if p := Compare(a, b); p.Band != Ignore {
			t.Errorf("%q and %q: %s, %d, %v", names[0], names[1], p.Band, p.Score, p.Reasons)
		}
	}
}

func TestOneSeries(t *testing.T) {
	friday := other(func(r *Record) { r.Sessions[0].Day = time.Friday })
	if p := Compare(lunch(), friday); !p.OneSeries || p.Band != Review {
		t.Errorf("%+v", p)
	}
	friday.Organisation = Organisation{Name: "Quite Another Club"}
	if p := Compare(lunch(), friday); p.OneSeries {
		t.Errorf("of two organisations: %+v", p)
	}
}
