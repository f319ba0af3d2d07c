package fieldwork

import (
	"context"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/participants"
)

// Standing is where somebody stands in a wave.
type Standing string

// The standings.
const (
	Early     Standing = "early"   // the window has not begun
	ToPlan    Standing = "to-plan" // within the window, nothing planned
	Arranged  Standing = "arranged"
	Done      Standing = "done"
	Late      Standing = "late" // the window is over, and nobody has said why
	NotPossib Standing = "not-possible"
	NotFor    Standing = "not-asked" // they did not agree to be contacted again, or went no further
)

// Standings lists all standings in the order of a list of what is due.
var Standings = []Standing{Late, ToPlan, Arranged, Early, Done, NotPossib, NotFor}

// Words says a standing to a reader.
func (s Standing) Words() string {
	return map[Standing]string{Early: "Not yet", ToPlan: "To arrange", Arranged: "Arranged", Done: "Done", Late: "Window over", NotPossib: "Not possible", NotFor: "Not to be asked"}[s]
}

// rank puts what is to be done first.
func (s Standing) rank() int { return slices.Index(Standings, s) }

// Due is one participant in one wave.
type Due struct {
	Window
	Standing Standing
	Session  Session // that is arranged or done
	Why      Reason  // not possible
}

// DueList is everybody who belongs to the waves of a study, with where they stand, at
// the sites of a seat, what is to be done first. A count on a page is the length of a part of this list.
func DueList(r db.Reader, s studies.Seat) ([]Due, error) {
	sessions, err := Sessions(r, s, studies.Meet, Filter{})
	if err != nil {
		return nil, err
	}
	of := bySession(sessions)
	all, err := windows(r, s, of)
	if err != nil {
		return nil, err
	}
	misses, err := misses(r, s)
	if err != nil {
		return nil, err
	}
	list := make([]Due, len(all))
	for i, w := range all {
		list[i] = Due{Window: w}
		list[i].stand(of[w.ID], misses[w.Wave.ID+w.ID], dates.Of(r.Now()))
	}
	slices.SortStableFunc(list, func(a, b Due) int { return a.Standing.rank() - b.Standing.rank() })
	return list, nil
}

func bySession(all []Session) map[string][]Session {
	of := make(map[string][]Session)
	for _, e := range all {
		for _, p := range e.Participants {
			of[p] = append(of[p], e)
		}
	}
	return of
}

// stand works out where the participant stands in the wave.
func (d *Due) stand(sessions []Session, why Reason, today dates.Date) {
	for _, e := range sessions {
		if e.WaveID != d.Wave.ID {
			continue
		}
		if e.State == Held || e.State == Planned && d.Session.State != Held {
			d.Session = e
		}
	}
	switch {
	case d.Session.State == Held:
		d.Standing = Done
	case why != "":
		d.Standing, d.Why = NotPossib, why
	case !d.May:
		d.Standing = NotFor
	case d.Session.State == Planned:
		d.Standing = Arranged
	case d.Early(today):
		d.Standing = Early
	case d.Over(today):
		d.Standing = Late
	default:
		d.Standing = ToPlan
	}
}

// misses are why participants could not be followed, by wave and participant.
func misses(r db.Reader, s studies.Seat) (map[string]Reason, error) {
	all := make(map[string]Reason)
	_, err := db.List(r, func(row db.Scanner) (key string, err error) {
		var wave, participant string
		var why Reason
		err = row.Scan(&wave, &participant, &why)
		all[wave+participant] = why
		return wave, err
	}, `SELECT m.wave_id, m.participant_id, m.why FROM study_wave_misses m JOIN study_waves w ON w.id = m.wave_id WHERE w.study_id = $1`, s.Study.ID)
	return all, err
}

// CouldNot notes that a participant could not be followed in a wave, and why.
func CouldNot(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, waveID, participantID string, why Reason, words string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "wave.missed", func(tx *db.Tx, s studies.Seat) (string, error) {
		words := words
		p, err := participants.Get(tx, s, studies.Meet, participantID)
		if err != nil {
			return "", err
		}
		if _, err := theWave(tx, studyID, waveID); err != nil {
			return "", err
		}
		var bad db.Invalid
		if why.Words() == "" {
			bad.Add("why", "Choose why not")
		}
		bad.Trim("words", &words, 300, "")
		if err := bad.Err(); err != nil {
			return "", err
		}
		_, err = tx.Exec(`INSERT INTO study_wave_misses (wave_id, participant_id, why, words, noted_at, by_name) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (wave_id, participant_id) DO UPDATE SET why = excluded.why, words = excluded.words, noted_at = excluded.noted_at, by_name = excluded.by_name`,
			waveID, p.ID, why, words, db.Ms(tx.Now()), by.Name)
		return participantID, err
	})
	return err
}

// Reopen takes back that a participant could not be followed.
func Reopen(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, waveID, participantID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "wave.reopened", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := participants.Get(tx, s, studies.Meet, participantID); err != nil {
			return "", err
		}
		_, err := tx.Exec(`DELETE FROM study_wave_misses WHERE wave_id = $1 AND participant_id = $2`, waveID, participantID)
		return participantID, err
	})
	return err
}

// Met is somebody who was met in a session that took place, under their study number.
type Met struct {
	ParticipantID, Number string
	Who                   studies.Kind
	SiteID                string
	SessionID             string
	Kind                  Kind
	WaveID                string
	On                    dates.Date
}

// MetList is every meeting of a participant in a session that took place, at the sites
// of a seat, first to last. It names nobody and is read by whoever follows the study.
func MetList(r db.Reader, s studies.Seat) ([]Met, error) {
	people, err := participants.List(r, s, studies.Follow, participants.Filter{})
	if err != nil {
		return nil, err
	}
	known := make(map[string]participants.Participant, len(people))
	for _, p := range people {
		known[p.ID] = p
	}
	sessions, err := Sessions(r, s, studies.Follow, Filter{State: Held})
	if err != nil {
		return nil, err
	}
	var all []Met
	for i := len(sessions) - 1; i >= 0; i-- {
		e := sessions[i]
		for _, id := range e.Participants {
			if p, there := known[id]; there {
				all = append(all, Met{p.ID, p.Number, p.Kind, p.SiteID, e.ID, e.Kind, e.WaveID, e.HeldOn})
			}
		}
	}
	return all, nil
}
