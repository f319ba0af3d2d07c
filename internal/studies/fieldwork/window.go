package fieldwork

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
)

// Window is when something can be collected of a participant in a wave.
type Window struct {
	participants.Participant
	Wave     Wave
	From, To dates.Date // To is zero for no last day
	Counts   bool       // the wave has begun to count for them: it is the first, or something was collected
	May      bool       // they may still go on and, in a later wave, agreed to be contacted again
}

// Early reports whether the window has not begun.
func (w Window) Early(today dates.Date) bool { return !w.Counts || today.Before(w.From) }

// Over reports whether the last day is over.
func (w Window) Over(today dates.Date) bool { return !w.To.IsZero() && today.After(w.To) }

// Windows are those of everybody who has consented, wave by wave, at the sites of a
// seat, by number.
func Windows(r db.Reader, s studies.Seat) ([]Window, error) {
	sessions, err := Sessions(r, s, studies.Meet, Filter{})
	if err != nil {
		return nil, err
	}
	return windows(r, s, bySession(sessions))
}

func windows(r db.Reader, s studies.Seat, sessions map[string][]Session) (list []Window, err error) {
	waves, err := Waves(r, s)
	if err != nil {
		return nil, err
	}
	all, err := participants.List(r, s, studies.Meet, participants.Filter{Reached: participants.Consented})
	if err != nil {
		return nil, err
	}
	again, err := consent.WhoAllows(r, s, consent.ContactAgain)
	if err != nil {
		return nil, err
	}
	firsts, err := firstData(r, s)
	if err != nil {
		return nil, err
	}
	for id, held := range sessions {
		for _, e := range held {
			if first, there := firsts[id]; e.State == Held && (!there || e.HeldOn.Before(first)) {
				firsts[id] = e.HeldOn
			}
		}
	}
	for _, w := range waves {
		for _, p := range all {
			if w.For(p.Kind) {
				list = append(list, w.window(p, firsts[p.ID], again[p.ID]))
			}
		}
	}
	return list, nil
}

// window is that of a participant, of whom something was first collected on a day; zero
// for nothing yet.
func (w Wave) window(p participants.Participant, first dates.Date, again bool) Window {
	x := Window{Participant: p, Wave: w, Counts: w.First() || !first.IsZero(), May: p.Going() && (w.First() || again)}
	if first.IsZero() {
		return x
	}
	if !w.First() {
		x.From = first.AddDays(w.FromDay)
	}
	if w.ToDay > 0 {
		x.To = first.AddDays(w.ToDay)
	}
	return x
}

// firstData is on which day rooms above first collected something, by participant.
func firstData(r db.Reader, s studies.Seat) (map[string]dates.Date, error) {
	all := make(map[string]dates.Date)
	_, err := db.List(r, func(row db.Scanner) (id string, err error) {
		var day dates.Date
		err = row.Scan(&id, &day)
		all[id] = day
		return id, err
	}, `SELECT participant_id, day FROM study_first_data WHERE study_id = $1`, s.Study.ID)
	return all, err
}

// Collected notes, within the write of a room above, that something was collected of a
// participant in a wave on a day: how far they have come, and from when their windows
// count. waveID is "" for no wave.
func Collected(tx *db.Tx, s studies.Seat, p participants.Participant, waveID string, on dates.Date) error {
	if _, err := tx.Exec(`INSERT INTO study_first_data (participant_id, study_id, day) VALUES ($1, $2, $3)
		ON CONFLICT (participant_id) DO UPDATE SET day = excluded.day WHERE excluded.day < study_first_data.day`, p.ID, s.Study.ID, on); err != nil {
		return err
	}
	stage, err := stageIn(tx, s.Study.ID, waveID)
	if err != nil {
		return err
	}
	return participants.Reach(tx, s, p, stage, on)
}

// stageIn is how far somebody has come of whom something was collected in a wave: they
// took part, and in a later wave they stayed.
func stageIn(r db.Reader, studyID, waveID string) (participants.Stage, error) {
	if waveID == "" {
		return participants.TookPart, nil
	}
	wave, err := theWave(r, studyID, waveID)
	if err != nil || wave.First() {
		return participants.TookPart, err
	}
	return participants.Stayed, nil
}
