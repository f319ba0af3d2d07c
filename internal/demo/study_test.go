package demo_test

import (
	"path/filepath"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/demo"
	"linkwork/internal/engagement/events"
	"linkwork/internal/engagement/groups"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviewees"
	"linkwork/internal/studies/photos"
	"linkwork/internal/studies/progress"
	"linkwork/internal/studies/questionnaires"
)

// TestTheStudiesHaveTheirTotals counts what was published from the rows that the
// demonstration made.
func TestTheStudiesHaveTheirTotals(t *testing.T) {
	clock := new(demo.Clock)
	d, err := db.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "demo.db"), db.WithClock(clock.Now), db.WithoutSync())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	cast, err := demo.Build(t.Context(), d, clock, "http://127.0.0.1:8080")
	if err != nil {
		t.Fatal(err)
	}
	err = d.Read(t.Context(), func(r *db.Snapshot) error {
		lead, err := access.Load(r, cast.Researcher, "Dr Lena Voss")
		if err != nil {
			return err
		}
		mine, err := studies.Mine(r, lead)
		if err != nil {
			return err
		}
		for _, s := range mine {
			if s.Name == "Link worker study" {
				linkWorkerTotals(t, r, lead, s)
			}
			if s.Name == "Retention study" {
				retentionTotals(t, r, lead, s)
			}
		}
		if len(mine) == 0 {
			t.Error("nobody leads a study")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func linkWorkerTotals(t *testing.T, r *db.Snapshot, lead access.Actor, s studies.Study) {
	seat, err := studies.Enter(r, lead, s.ID, studies.Follow)
	if err != nil {
		t.Fatal(err)
	}
	p, err := progress.Read(r, seat)
	if err != nil {
		t.Fatal(err)
	}
	interviews := []fieldwork.Kind{fieldwork.Interview}
	again, of := p.Followed("later", studies.Patient, "")
	for _, k := range []struct {
		what string
		rows []progress.Row
		want int
	}{
		{"patients at baseline", p.MetIn(interviews, "baseline", studies.Patient, ""), 61}, {"everybody at baseline", p.MetIn(interviews, "baseline", "", ""), 154},
		{"everybody again", p.MetIn(interviews, "later", "", ""), 49}, {"link workers again", p.MetIn(interviews, "later", studies.LinkWorker, ""), 7}, {"professionals again", p.MetIn(interviews, "later", studies.Professional, ""), 1},
		{"interviews", p.InterviewsHeld(""), 203}, {"patients again", again, 41}, {"of patients", of, 61},
		{"patients observed", p.MetIn([]fieldwork.Kind{fieldwork.Observation}, "", studies.Patient, ""), 35},
	} {
		if len(k.rows) != k.want {
			t.Errorf("%s: %d, want %d", k.what, len(k.rows), k.want)
		}
	}
	if planned, opened := p.Targets[0].Planned, len(p.Targets[0].Rows); planned != 6 || opened != 7 {
		t.Errorf("%d sites were planned and %d opened", planned, opened)
	}
	if !s.Reconstruction {
		t.Error("nothing says that it is a reconstruction")
	}
	exchangeTotals(t, r, lead, s)
	groupTotals(t, r, seat)
}

// groupTotals counts how often which group met, and who was there.
func groupTotals(t *testing.T, r *db.Snapshot, seat studies.Seat) {
	all, err := groups.List(r, seat)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		kind      groups.Kind
		met, came int
	}{{groups.PPI, 7, 6}, {groups.Public, 2, 10}, {groups.Advisory, 5, 6}, {groups.Steering, 3, 4}, {groups.Stakeholder, 0, 0}} {
		for _, g := range all {
			if g.Kind != want.kind {
				continue
			}
			held, err := groups.Held(r, seat, g.ID)
			if err != nil {
				t.Fatal(err)
			}
			came, err := groups.Contributors(r, seat, g.ID)
			if err != nil || len(held) != want.met || len(came) != want.came {
				t.Errorf("%s met %d times, and %d came; %v", g.Name, len(held), len(came), err)
			}
			if last := (dates.Date{Year: 2023, Month: 11, Day: 7}); g.Kind == groups.PPI && held[len(held)-1].Day() != last {
				t.Errorf("%s met last on %s", g.Name, held[len(held)-1].Day())
			}
		}
	}
	held, err := groups.Held(r, seat, "")
	if err != nil || len(held) != 17 {
		t.Errorf("%d meetings in all, want 17; %v", len(held), err)
	}
}

func retentionTotals(t *testing.T, r *db.Snapshot, lead access.Actor, s studies.Study) {
	seat, err := studies.Enter(r, lead, s.ID, studies.Follow)
	if err != nil {
		t.Fatal(err)
	}
	p, err := progress.Read(r, seat)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(p.Returned); n != 342 {
		t.Errorf("%d questionnaires count, want 342", n)
	}
	if n := len(p.InterviewsHeld("")); n != 20 {
		t.Errorf("%d were interviewed, want 20", n)
	}
	if n := p.Photographs; n == 0 || n > 60 {
		t.Errorf("%d photographs, want up to 60", n)
	}
	hung, err := photos.Gallery(r, s.ID)
	if err != nil || len(hung) == 0 {
		t.Errorf("%d hang in the gallery, %v", len(hung), err)
	}
	all, err := questionnaires.List(r, seat)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	if q := all[0]; q.State != questionnaires.Closed || dates.Of(q.ClosedAt) != (dates.Date{Year: 2023, Month: 11, Day: 30}) {
		t.Errorf("it is %s, closed %s", q.State, q.ClosedAt)
	}
	list, err := questionnaires.Responses(r, seat, all[0])
	if err != nil {
		t.Fatal(err)
	}
	f, err := all[0].Form(r)
	if err != nil {
		t.Fatal(err)
	}
	fitted, err := questionnaires.OddsOf(f, list, "past", "yes", []questionnaires.Predictor{{Question: "discrepancy", Units: 30}, {Question: "confidence", Units: -10}})
	if err != nil || fitted.N != 342 {
		t.Fatalf("%+v, %v", fitted, err)
	}
	for i, known := range []float64{6.86, 1.91} { // the coefficients with which the answers were made
		if in := fitted.Ratios[i].Interval; known < in.Low || known > in.High {
			t.Errorf("the interval %.2f to %.2f misses %.2f", in.Low, in.High, known)
		}
	}
	pool, err := interviewees.PoolOf(r, seat, all[0])
	if err != nil {
		t.Fatal(err)
	}
	if chosen, err := pool.Sample.Coverage("region", "employer"); err != nil || chosen.All.Chosen != 20 {
		t.Errorf("the sampler chose %+v, %v", chosen.All, err)
	}
}

// exchangeTotals checks the events against what was published of them.
func exchangeTotals(t *testing.T, r *db.Snapshot, lead access.Actor, s studies.Study) {
	seat, err := studies.Enter(r, lead, s.ID, studies.Involve)
	if err != nil {
		t.Fatal(err)
	}
	all, err := events.TookPlace(r, seat)
	if err != nil || len(all) != 3 {
		t.Fatalf("%d events, %v", len(all), err)
	}
	for i, want := range []string{"Birmingham, September 2023, 2 days", "Exeter, October 2023, 1 day", "Sheffield, November 2023, 1 day"} {
		e := all[i]
		if got := e.Town + ", " + dates.Of(e.Starts()).MonthWords() + ", " + dates.Days(len(e.Days)); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		there, err := events.Attendances(r, events.OfStudy(seat), e)
		if err != nil {
			t.Fatal(err)
		}
		kinds := make(map[events.Kind]int)
		for _, a := range events.Present(there) {
			kinds[a.Kind]++
		}
		blogs, err := events.Blogs(r, seat, e)
		if err != nil || len(blogs) != 1 {
			t.Errorf("%s: %d blogs, %v", e.Town, len(blogs), err)
		}
		reactions, err := events.Reactions(r, seat, e)
		if err != nil || len(reactions) < 20 {
			t.Errorf("%s: %d reactions, %v", e.Town, len(reactions), err)
		}
		switch e.Town {
		case "Birmingham":
			both, told := 0, 0
			for _, a := range there {
				if a.Day == e.Days[1].Date() && a.FromSite {
					both++
				}
				if a.SiteID != "" {
					told++
				}
			}
			if both != 7 || told != 2 {
				t.Errorf("%d came from the sites for both days, %d attendances say from which", both, told)
			}
		case "Sheffield":
			if kinds[events.Commissioner] != 1 || kinds[events.LinkWorker] == 0 || kinds[events.Manager] == 0 || kinds[events.Public] == 0 || kinds[events.Researcher] == 0 {
				t.Errorf("in Sheffield were %v", kinds)
			}
		}
	}
}
