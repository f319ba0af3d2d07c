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
