package outputs_test

import (
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

func list(s *studytest.Study, by access.Actor) (all []outputs.Output) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, by, s.ID, studies.Follow)
		s.OK(err)
		all, err = outputs.List(r, seat)
		return err
	})
	return all
}

func TestWhatCameOfAStudy(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		add := func(o outputs.Output) error {
			o.StudyID = s.ID
			_, err := outputs.Add(s.Context(), d, s.Lead, keyless, o)
			return err
		}
		castest.Refused(t, add(outputs.Output{Kind: "song", Title: "Holding"}), "kind")
		castest.Refused(t, add(outputs.Output{Kind: outputs.Paper}), "title")
		castest.Refused(t, add(outputs.Output{Kind: outputs.Paper, Title: "Holding", CameOut: s.Today()}), "address")
		castest.Refused(t, add(outputs.Output{Kind: outputs.Paper, Title: "Holding", CameOut: s.Today().AddDays(1), Venue: "A journal"}), "out")
		for _, address := range []string{"javascript:alert(1)", "http://example.org/x", "https://", "https://me:secret@example.org/", "//example.org"} {
			castest.Refused(t, add(outputs.Output{Kind: outputs.Blog, Title: "A day out", Address: address}), "address")
		}
		s.OK(add(outputs.Output{Kind: outputs.Paper, Title: "Holding", Authors: "L. Voss", Address: "doi:10.1234/Abc.5", CameOut: s.Today()}))
		s.OK(add(outputs.Output{Kind: outputs.Infographic, Title: "Holding in one picture"}))
		all := list(s, s.Lead)
		if len(all) != 2 || all[0].Title != "Holding in one picture" || all[1].Address != "https://doi.org/10.1234/Abc.5" {
			t.Errorf("%+v", all)
		}
		s.Read(func(r *db.Snapshot) error {
			public, err := outputs.Public(r, s.ID)
			if len(public) != 1 || public[0].Title != "Holding" {
				t.Errorf("everybody reads %+v", public)
			}
			return err
		})
		planned := all[0]
		planned.CameOut, planned.Venue = s.Today(), "The study’s page"
		s.OK(outputs.Change(s.Context(), d, s.Lead, keyless, planned))
		castest.Is(t, outputs.Change(s.Context(), d, s.Lead, keyless, planned), db.ErrConflict)
		castest.Is(t, outputs.Change(s.Context(), d, s.Field, keyless, planned), db.ErrNotFound)
		planned.Version++
		s.OK(outputs.Remove(s.Context(), d, s.Lead, keyless, planned))
		castest.Is(t, outputs.Remove(s.Context(), d, s.Lead, keyless, planned), db.ErrNotFound)
	})
}

// Two versions of one analysis gave other figures: both stay, and the difference is said.
func TestVersionsOfAnOutputAndWhatCameOfIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		ctx := s.Context()
		id, err := outputs.Add(ctx, d, s.Lead, keyless, outputs.Output{StudyID: s.ID, Kind: outputs.Paper, Title: "Referrals", Stage: outputs.InReview, Promised: s.Today().AddDays(-1)})
		s.OK(err)
		_, err = outputs.Add(ctx, d, s.Lead, keyless, outputs.Output{StudyID: s.ID, Kind: outputs.Paper, Title: "Referrals", Stage: outputs.Published})
		castest.Refused(t, err, "out")
		add := func(v outputs.Version, figures string) error {
			v.OutputID = id
			return outputs.AddVersion(ctx, d, s.Lead, keyless, s.ID, v, figures)
		}
		first, second := s.Today().AddDays(-30), s.Today().AddDays(-3)
		castest.Refused(t, add(outputs.Version{Name: "preprint", CameOut: first}, "9.4 million"), "figures")
		castest.Refused(t, add(outputs.Version{Name: "preprint", CameOut: first}, "Contacts: 1\nContacts: 2"), "figures")
		castest.Refused(t, add(outputs.Version{CameOut: first}, ""), "name")
		castest.Refused(t, add(outputs.Version{Name: "preprint", CameOut: s.Today().AddDays(1)}, ""), "day")
		castest.Refused(t, add(outputs.Version{Name: "preprint", CameOut: first, Address: "javascript:alert(1)"}, ""), "where")
		s.OK(add(outputs.Version{Name: "preprint", CameOut: first}, "Contacts: 9.4 million\nDeclined: 23%\nPractices: 1,736"))
		s.OK(add(outputs.Version{Name: "journal", CameOut: second, Words: "A practice had been counted twice"}, "Contacts: 9.5 million\nDeclined: 21.7%\nPractices: 1,736"))
		castest.Refused(t, outputs.NoteReach(ctx, d, s.Lead, keyless, s.ID, outputs.Reach{OutputID: id, Kind: outputs.WasCited, Day: s.Today()}), "reach_words")
		s.OK(outputs.NoteReach(ctx, d, s.Lead, keyless, s.ID, outputs.Reach{OutputID: id, Kind: outputs.Changed, Day: s.Today(), People: 40, Words: "A network gave holding a place in its job descriptions"}))
		castest.Is(t, outputs.NoteReach(ctx, d, s.Lead, keyless, s.ID, outputs.Reach{OutputID: "unknown", Kind: outputs.Changed, Day: s.Today(), Words: "x"}), db.ErrNotFound)
		s.Read(func(r *db.Snapshot) error {
			seat, err := studies.Enter(r, s.Lead, s.ID, studies.Follow)
			s.OK(err)
			all, err := outputs.Versions(r, seat, id)
			s.OK(err)
			changes := outputs.Differences(all[0], all[1])
			if len(changes) != 2 || changes[0] != (outputs.Difference{Name: "Contacts", Before: "9.4 million", After: "9.5 million"}) {
				t.Errorf("%+v", changes)
			}
			o, err := outputs.Get(r, seat, id)
			if !o.Late(s.Today()) || o.Out(s.Today()) {
				t.Errorf("a promise that was not kept: %+v", o)
			}
			return err
		})
		embargoed, err := outputs.Add(ctx, d, s.Lead, keyless, outputs.Output{StudyID: s.ID, Kind: outputs.Report, Title: "To come", CameOut: s.Today(), Venue: "A journal", Embargo: s.Today().AddDays(2)})
		s.OK(err)
		s.Read(func(r *db.Snapshot) error {
			public, err := outputs.Public(r, s.ID)
			for _, o := range public {
				if o.ID == embargoed {
					t.Error("everybody reads what is under embargo")
				}
			}
			return err
		})
	})
}
