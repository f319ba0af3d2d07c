package questionnaires_test

import (
	"fmt"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/studies"
	"linkwork/internal/studies/interviewees"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/questionnaires"
	"linkwork/internal/studies/studytest"
)

// furnishForBench is furnish without a test.
func furnishForBench(b *testing.B) *survey {
	s := &survey{Study: studytest.New(castest.New(b, dbtest.SQLite(b)))}
	var err error
	s.id, err = questionnaires.Bring(s.Context(), s.DB, s.Lead, keyless, s.ID, retention())
	s.OK(err)
	s.form = s.now().FormID
	s.publish(1)
	return s.opened(questionnaires.Settings{OptIn: true, OptInAs: studies.LinkWorker, Traits: []string{"region", "worker"}})
}

// BenchmarkAnswer is one complete questionnaire: begun by a link, three questions each
// saved for itself, finished. CPU is that of the whole process for one.
func BenchmarkAnswer(b *testing.B) {
	s := furnishForBench(b)
	door := s.door()
	b.Logf("fsyncs a second: %.0f", dbtest.FsyncRate(b))
	before := dbtest.Processor(b)
	for b.Loop() {
		own, err := questionnaires.Start(s.Context(), s.DB, keyless, door, "", questionnaires.Guard{})
		s.OK(err)
		link := s.link(own)
		for name, value := range worker {
			if name == "words" {
				continue
			}
			_, err := forms.Take(s.Context(), s.DB, link, name, form.Given{Values: []string{value}})
			s.OK(err)
		}
		s.OK(questionnaires.Finish(s.Context(), s.DB, link))
	}
	b.ReportMetric(float64((dbtest.Processor(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
}

// invited fills a study with people who were invited: one in twenty opted in.
func invited(b *testing.B, s *survey, n int) {
	stages := participants.Stages
	for from := 0; from < n; from += 5000 {
		s.Write(func(tx *db.Tx) error {
			for i := from; i < min(n, from+5000); i++ {
				id := tx.NewID()
				lost, source := "", participants.FromList
				if i%20 == 0 {
					source = participants.FromQuestionnaire
				}
				if i%3 == 0 {
					lost = string(participants.NoReply)
				}
				if _, err := tx.Exec(`INSERT INTO participants (id, study_id, site_id, number, kind, part, source, stage, lost, added_at, added_by) VALUES ($1, $2, $3, $4, 'link-worker', '', $8, $5, $6, $7, 'x')`,
					id, s.ID, s.A, fmt.Sprintf("P%05d", i), stages[i%len(stages)], lost, db.Ms(tx.Now()), source); err != nil {
					return err
				}
				if i%20 != 0 {
					continue
				}
				if _, err := tx.Exec(`INSERT INTO study_volunteers (participant_id, questionnaire_id, traits, day) VALUES ($1, $2, $3, $4)`, id, s.id, fmt.Sprintf(`{"region":%q,"worker":%q}`, []string{"north", "south"}[i%2], []string{"yes", "no"}[i/40%2]), s.Today()); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// BenchmarkFlow is what the page of the flow reads.
func BenchmarkFlow(b *testing.B) {
	for _, n := range []int{500, 5_000, 50_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := furnishForBench(b)
			invited(b, s, n)
			before := dbtest.Processor(b)
			for b.Loop() {
				s.Read(func(r *db.Snapshot) error {
					seat, err := studies.Enter(r, s.Lead, s.ID, studies.Follow)
					s.OK(err)
					_, err = participants.Tallies(r, seat, participants.Filter{})
					return err
				})
			}
			b.ReportMetric(float64((dbtest.Processor(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
		})
	}
}

// BenchmarkMatrix is what the page of the sample reads and works out.
func BenchmarkMatrix(b *testing.B) {
	for _, n := range []int{500, 5_000, 50_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := furnishForBench(b)
			invited(b, s, n)
			before := dbtest.Processor(b)
			for b.Loop() {
				s.Read(func(r *db.Snapshot) error {
					seat, err := studies.Enter(r, s.Lead, s.ID, studies.Meet)
					s.OK(err)
					q, err := questionnaires.Get(r, seat, s.id)
					s.OK(err)
					p, err := interviewees.PoolOf(r, seat, q)
					s.OK(err)
					_, err = p.Sample.Coverage("region", "worker")
					p.Sample.Suggest(5, "seed")
					return err
				})
			}
			b.ReportMetric(float64((dbtest.Processor(b)-before).Microseconds())/float64(b.N), "cpu-µs/op")
		})
	}
}
