package demo

import (
	"strings"

	"linkwork/internal/casework"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/freshness"
	"linkwork/internal/places"
	"linkwork/internal/shortlist"
	"linkwork/internal/taxonomies"
)

// countyList is a second list of services, with some that are there already.
const countyList = "county-list"

// keepDirectory brings a county's list that tells of some services again, in
// other words; lets workers say what is wrong with entries, and keep those they
// go back to; and puts three aside for the person whom the story is told of.
func (b *builder) keepDirectory() error {
	b.clock.Set(b.today.AddDays(-6).At(11, 0))
	if err := b.db.Write(b.ctx, bringCountyList); err != nil {
		return err
	}
	if err := b.db.Write(b.ctx, loadCountyTerms); err != nil {
		return err
	}
	if err := b.goTogether(); err != nil {
		return err
	}
	b.clock.Set(b.today.AddDays(-1).At(16, 10))
	if err := b.db.Write(b.ctx, b.sayWhatIsWrong); err != nil {
		return err
	}
	if err := b.sayWhereThereIsRoom(); err != nil {
		return err
	}
	if err := b.putAside(); err != nil {
		return err
	}
	return b.leaveOneToAnswer()
}

// goTogether tells enough people of one service that how it went for them is
// said where it is found.
func (b *builder) goTogether() error {
	worker := b.teams[0].Workers[0]
	outcomes := []string{"started", "started", "did-not-start", "started", "finished", "started"}
	var rows []casework.Row
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) error {
		load, err := casework.List(r, worker, casework.Mine, "", len(outcomes)+1)
		rows = load.Rows
		return err
	}); err != nil {
		return err
	}
	for i, row := range rows[1:min(len(rows), len(outcomes)+1)] {
		b.clock.Set(b.today.AddDays(-5).At(10, i))
		id, err := connections.Make(b.ctx, b.db, worker, once.Key{}, connections.Onward{PersonID: row.Person.ID, ServiceID: madeID("service", 1), Kind: connections.Signposted, BaseURL: b.base})
		if err != nil {
			return err
		}
		b.clock.Set(b.today.AddDays(-1).At(9, i))
		if err := connections.SetOutcome(b.ctx, b.db, worker, once.Key{}, row.Person.ID, id, outcomes[i], ""); err != nil {
			return err
		}
	}
	return nil
}

// leaveOneToAnswer sees to it that a service has a referral to answer, for
// whoever plays one.
func (b *builder) leaveOneToAnswer() error {
	worker := b.teams[0].Workers[0]
	var waiting []connections.Connection
	if err := b.db.Read(b.ctx, func(r *db.Snapshot) (err error) { waiting, err = connections.Awaiting(r, worker.AccountID); return err }); err != nil || len(waiting) > 0 {
		return err
	}
	cast, err := Find(b.ctx, b.db)
	if err != nil {
		return err
	}
	_, err = connections.Make(b.ctx, b.db, worker, once.Key{}, connections.Onward{PersonID: cast.Person, ServiceID: madeID("service", 2), Kind: connections.Referred,
		Share: connections.OnByDefault, Permission: true, PermissionHow: "said yes in person", BaseURL: b.base})
	return err
}

func bringCountyList(tx *db.Tx) error {
	if _, err := directory.AddSource(tx, directory.Source{ID: countyList, Title: "Saltmere County list of groups", Publisher: "Saltmere County", Kind: directory.File, Licence: "Open Government Licence v3.0"}); err != nil {
		return err
	}
	areas := places.MadeUpIn(patch(networks[0]))
	for n := 1; n <= 5; n++ {
		known, err := directory.Get(tx, madeID("service", n))
		if err != nil {
			return err
		}
		if _, err := directory.Upsert(tx, toldAgain(known, n)); err != nil {
			return err
		}
	}
	return addOwn(tx, areas[0])
}

// countyTerms is how the county sorts what helps, with words that are not ours.
const countyTerms = `id,name,parent,uri,synonyms
C1,Company and belonging,,https://saltmere.example/help/company,
C2,Befriending,C1,https://saltmere.example/help/befriending,telephone friends|good neighbours
C3,Lunch clubs,C1,https://saltmere.example/help/lunch-clubs,
C4,Warm places,C1,https://saltmere.example/help/warm-places,warm hubs|warm banks
C5,Money and rights,,https://saltmere.example/help/money,
C6,Debt advice,C5,https://saltmere.example/help/debt,
C7,Food parcels and pantries,C5,https://saltmere.example/help/food,food banks
C8,Growing and green spaces,,https://saltmere.example/help/green,gardening
`

// loadCountyTerms keeps the county's list of terms; nobody has decided yet what
// they stand for.
func loadCountyTerms(tx *db.Tx) error {
	reading, err := taxonomies.Read(strings.NewReader(countyTerms))
	if err != nil {
		return err
	}
	const file = "saltmere-terms.csv"
	if reading, err = reading.Named("Saltmere County list of help", file); err != nil {
		return err
	}
	_, err = taxonomies.Load(tx, taxonomies.By{Name: administrator}, file, reading)
	return err
}

// toldAgain is a service as the county writes it.
func toldAgain(s directory.Service, n int) directory.Service {
	id := func(part string) string { return madeID("county "+part, n) }
	origin := func(part string) directory.Origin {
		return directory.Origin{Source: countyList, SourceID: id(part), Record: []byte(`{"made_up":true}`)}
	}
	words := strings.Fields(s.Name)
	again := directory.Service{ID: id("service"), Name: strings.Join(words[1:], " ") + " (" + words[0] + ")", Description: s.Description + " Run by volunteers.", Status: directory.Active,
		Cost: s.Cost, Free: s.Free, Topics: s.Topics, Website: s.Website, Phone: s.Phone, Schedules: s.Schedules, Origin: origin("service"),
		Organisation: directory.Organisation{ID: id("org"), Name: s.Organisation.Name, Origin: origin("org")}}
	if len(s.Locations) > 0 {
		at := s.Locations[0]
		at.ID, at.Origin = id("place"), origin("place")
		again.Locations = []directory.Location{at}
	}
	return again
}

// addOwn adds a service that only the county knows.
func addOwn(tx *db.Tx, area places.Area) error {
	s := makeService(networks[0], kind{"Repair Café", "Bring what is broken; we mend it together.", "Purpose and creativity", "Free", directory.Yes, "Last Saturday of the month, 10am", "SA", "10:00", "13:00"}, area, 900, dates.Date{})
	s.Schedules = []directory.Schedule{{Summary: "Last Saturday of the month, 10am", Days: "SA", ByDay: "-1SA", Repeats: directory.Monthly, Opens: "10:00", Closes: "13:00"}}
	s.Source, s.Organisation.Source, s.Locations[0].Source = countyList, countyList, countyList
	_, err := directory.Upsert(tx, s)
	return err
}

func (b *builder) sayWhatIsWrong(tx *db.Tx) error {
	first, second := b.teams[0].Workers[0].Audit(), b.teams[0].Workers[1].Audit()
	if _, err := freshness.Tell(tx, first, madeID("service", 7), "moved", "It meets at the library now."); err != nil {
		return err
	}
	if _, err := freshness.Tell(tx, second, madeID("service", 11), "full", ""); err != nil {
		return err
	}
	return freshness.Check(tx, first, madeID("service", 1), freshness.ByVisit)
}

// sayWhereThereIsRoom writes down what two groups said by phone of new
// referrals.
func (b *builder) sayWhereThereIsRoom() error {
	worker := b.teams[0].Workers[0]
	for n, wish := range map[int]connections.Wish{
		13: {State: directory.Full, Until: b.today.AddDays(21)},
		6:  {State: directory.HasPlaces, Places: 4, AMonth: 3},
	} {
		if err := connections.WriteDownWish(b.ctx, b.db, worker, once.Key{}, madeID("service", n), wish); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) putAside() error {
	worker := b.teams[0].Workers[0]
	if err := b.db.Write(b.ctx, func(tx *db.Tx) error {
		for _, n := range []int{1, 2, 4} {
			if err := directory.Favour(tx, worker.AccountID, madeID("service", n), true); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	cast, err := Find(b.ctx, b.db)
	if err != nil {
		return err
	}
	for _, n := range []int{1, 6, 16} {
		if err := shortlist.Add(b.ctx, b.db, worker, cast.Person, madeID("service", n)); err != nil {
			return err
		}
	}
	return shortlist.Annotate(b.ctx, b.db, worker, cast.Person, madeID("service", 6), "Would go if somebody came along the first time.")
}
