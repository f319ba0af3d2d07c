package measures_test

import (
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/forms/form"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
)

const otherTable = "dimension,level,value\n" +
	"MO,2,-0.1\nMO,3,-0.1\nMO,4,-0.1\nMO,5,-0.1\nSC,2,0\nSC,3,0\nSC,4,0\nSC,5,0\nUA,2,0\nUA,3,0\nUA,4,0\nUA,5,0\nPD,2,0\nPD,3,0\nPD,4,0\nPD,5,0\nAD,2,0\nAD,3,0\nAD,4,0\nAD,5,0\n"

func TestAnotherValueSetChangesNoScore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		admin, worker := c.Canalside.Second, c.Harbour.First
		admin.Memberships = []access.Membership{{Role: access.Administrator}}
		person := c.Supported(worker)
		c.OK(measures.Choose(t.Context(), d, admin, once.Key{}, "eq5d5l", measures.Choice{On: true, Permission: "EuroQol, 2026"}))
		ask := func(daysAgo int, profile string) error {
			asked := measures.Asked{Instrument: "eq5d5l", Day: c.Today().AddDays(-daysAgo), Who: measures.Themselves, Given: map[string]form.Given{"profile": {Values: []string{profile}}, "vas": {Values: []string{"60"}}}}
			_, err := measures.Record(t.Context(), d, worker, once.Key{}, person, asked)
			return err
		}
		castest.Refused(t, ask(100, "2132"), "profile")
		castest.Refused(t, measures.ChooseValueSet(t.Context(), d, admin, once.Key{}, "eq5d5l", "nobody"), "value_set")
		castest.Is(t, measures.ChooseValueSet(t.Context(), d, worker, once.Key{}, "eq5d5l", "uk-2026"), db.ErrNotFound)
		castest.Is(t, measures.ChooseValueSet(t.Context(), d, admin, once.Key{}, "ons4", "uk-2026"), db.ErrNotFound)
		c.OK(measures.ChooseValueSet(t.Context(), d, admin, once.Key{}, "eq5d5l", "uk-2026"))
		c.OK(ask(100, "21321"))
		own := measures.LoadedSet{Label: instruments.Label{Name: "Ours", Country: "Nowhere", Version: "2", Source: "Made up"}, Permission: "None is needed", Table: otherTable}
		lacking := own
		lacking.Source, lacking.Table = " ", "a,b\n"
		_, err := measures.LoadValueSet(t.Context(), d, admin, once.Key{}, "eq5d5l", lacking)
		castest.Refused(t, err, "set_source")
		id, err := measures.LoadValueSet(t.Context(), d, admin, once.Key{}, "eq5d5l", own)
		c.OK(err)
		c.OK(measures.ChooseValueSet(t.Context(), d, admin, once.Key{}, "eq5d5l", id))
		c.OK(ask(50, "21321"))
		c.OK(ask(0, "11111"))
		c.Read(func(r *db.Snapshot) error {
			all, err := measures.Of(r, person)
			if err != nil {
				return err
			}
			var got []string
			for _, x := range all {
				s, _ := x.Score("index")
				got = append(got, measures.Number(s.Value)+" "+s.By.Words())
			}
			if want := "0.83 UK value set 2026, United Kingdom, version 1|0.9 Ours, Nowhere, version 2|1 Ours, Nowhere, version 2"; strings.Join(got, "|") != want {
				t.Errorf("%q", got)
			}
			for _, change := range measures.ByInstrument(all)[0].Changes() {
				if change.ID == "index" && change.First != 0.9 {
					t.Errorf("an index is compared with one of another value set: %+v", change)
				}
			}
			o, err := measures.GetOffer(r, "eq5d5l")
			if err != nil {
				return err
			}
			index, _ := o.Pack.Scale("index")
			g, err := measures.GroupOf(r, c.Harbour.Manager, measures.Inquiry{Pack: o.Pack, Scale: index, From: c.Today().AddMonths(-12), To: c.Today()})
			if len(g.People) != 1 || g.People[0].First != 0.9 || !g.People[0].Followed {
				t.Errorf("%+v", g.People)
			}
			return err
		})
	})
}
