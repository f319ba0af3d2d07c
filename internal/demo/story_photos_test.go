package demo

import (
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/studies"
	"linkwork/internal/studies/photos"
	"linkwork/internal/studies/studytest"
)

// TestPhotographsAreTold tells of the photographs of 20 participants of a small study.
func TestPhotographsAreTold(t *testing.T) {
	d := dbtest.SQLite(t)
	s := studytest.New(castest.New(t, d))
	b := &builder{ctx: t.Context(), db: d, clock: new(Clock)}
	p := photographs{StudyID: s.ID, Lead: s.Lead, Field: s.Field, AskedOn: s.Today()}
	for range 20 {
		p.Participants = append(p.Participants, s.Consented(studies.LinkWorker, s.A).ID)
	}
	begun := time.Now()
	s.OK(b.takePhotographs(p))
	t.Logf("told in %s", time.Since(begun).Round(time.Millisecond))

	var all []photos.Photo
	var hung []photos.Hung
	var gaps []photos.Gap
	s.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, s.Lead, s.ID, studies.Read)
		s.OK(err)
		all, err = photos.List(r, seat)
		s.OK(err)
		gaps, err = photos.Gaps(r, seat)
		s.OK(err)
		hung, err = photos.Gallery(r, s.ID)
		return err
	})
	sent, missing := 0, 0
	for _, x := range all {
		if x.There() {
			sent++
		} else {
			missing++
		}
		if own, ok := x.Own(); ok {
			release, _ := x.Release(photos.Web)
			if no := x.May(own, photos.Web, dates.Of(d.Now())); no == nil && release.Form != photos.AsItIs {
				t.Errorf("%s is shown and was not released", x.ID)
			}
		}
	}
	marks, prompts := map[string]int{}, map[string]int{}
	for _, h := range hung {
		if h.Not != nil || h.Shown.Kind != photos.InWords && h.Shown.Alt == "" {
			t.Errorf("%+v", h.Not)
		}
		marks[h.Shown.Kind.Mark()]++
		prompts[h.Prompt.Words]++
	}
	t.Logf("%d photographs, %d missing, in the gallery %v", sent, missing, marks)
	if sent+missing != 60 || missing < 3 || len(gaps) != missing || len(prompts) != 3 || marks["O"] == 0 || marks["I"] == 0 || marks["R"] == 0 || len(hung) >= 60 {
		t.Errorf("%d photographs, %d missing, %d gaps, %v, %v", sent, missing, len(gaps), marks, prompts)
	}
}
