package measures_test

import (
	"errors"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
)

func TestAnInstrumentGoesOffWhenNobodyReadsItsAnswers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		admin := c.Canalside.Second
		admin.Memberships = []access.Membership{{Role: access.Administrator}}
		person := c.Supported(c.Harbour.First)
		choose := func(reader string, version int) error {
			return measures.Choose(t.Context(), d, admin, once.Key{}, "gad7", measures.Choice{On: true, ReaderID: reader, Version: version})
		}
		ask := func() error {
			said := map[string]int{"gad_1": 0, "gad_2": 0, "gad_3": 0, "gad_4": 0, "gad_5": 0, "gad_6": 0, "gad_7": 0}
			_, err := measures.Record(t.Context(), d, c.Harbour.First, once.Key{}, person, measures.Numbers("gad7", c.Today(), said))
			return err
		}
		c.OK(choose(c.Harbour.Manager.AccountID, 0))
		c.OK(ask())
		c.Write(func(tx *db.Tx) error { return access.Leave(tx, c.Harbour.Manager.AccountID) })
		if err := ask(); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("asked though nobody reads: %v", err)
		}
		c.Read(func(r *db.Snapshot) error {
			o, err := measures.GetOffer(r, "gad7")
			if o.On || !o.ReaderLeft || o.Lacks() == "" {
				t.Errorf("%+v", o)
			}
			return err
		})
		castest.Refused(t, choose(c.Harbour.Manager.AccountID, 1), "reader")
		c.OK(choose(c.Harbour.Second.AccountID, 1))
		c.OK(ask())
	})
}

// TestAReversedScaleTellsTheSame turns a scale round and looks at the figures of
// the same people.
func TestAReversedScaleTellsTheSame(t *testing.T) {
	pack, _ := instruments.Find("gad7")
	up := pack.Main()
	down := up
	down.Better = instruments.Higher
	for first := up.Min; first <= up.Max; first++ {
		for later := up.Min; later <= up.Max; later++ {
			a, b := up.Compare(first, later, instruments.Reliable), down.Compare(up.Max-first, up.Max-later, instruments.Reliable)
			if a != b {
				t.Errorf("%g to %g is %s, turned round %s", first, later, a, b)
			}
		}
	}
}
