package fieldwork

import (
	"context"
	"regexp"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Wave is a round of data collection.
type Wave struct {
	ID, StudyID string
	Code, Name  string
	Who         studies.Kind // "" for all participants
	Ordinal     int          // 0 is the first
	FromDay     int          // days after the participant's first session; 0 for the first wave
	ToDay       int          // last day of the window; 0: no last day
}

// First reports whether it is the first wave.
func (w Wave) First() bool { return w.Ordinal == 0 }

// For reports whether a kind of participants belongs to the wave.
func (w Wave) For(k studies.Kind) bool { return w.Who == "" || w.Who == k }

const waveColumns = `SELECT w.id, w.study_id, w.code, w.name, w.who, w.ordinal, w.from_day, w.to_day FROM study_waves w`

func scanWave(s db.Scanner) (w Wave, err error) {
	err = s.Scan(&w.ID, &w.StudyID, &w.Code, &w.Name, &w.Who, &w.Ordinal, &w.FromDay, &w.ToDay)
	return
}

// Waves lists the waves of a study in order.
func Waves(r db.Reader, s studies.Seat) ([]Wave, error) {
	return db.List(r, scanWave, waveColumns+` WHERE w.study_id = $1 ORDER BY w.ordinal, w.id`, s.Study.ID)
}

func theWave(r db.Reader, studyID, id string) (Wave, error) {
	return db.One(r, scanWave, waveColumns+` WHERE w.study_id = $1 AND w.id = $2`, studyID, id)
}

var codeText = regexp.MustCompile(`^[a-z][a-z0-9-]{0,29}$`)

// AddWave adds a wave after those there are. *db.Invalid with the fields "code",
// "name", "from" or "to".
func AddWave(ctx context.Context, d *db.DB, by access.Actor, key once.Key, w Wave) (id string, err error) {
	return studies.Act(ctx, d, by, key, w.StudyID, studies.Lead, "wave.added", func(tx *db.Tx, s studies.Seat) (string, error) {
		w := w
		before, err := Waves(tx, s)
		if err != nil {
			return "", err
		}
		w.Ordinal = len(before)
		var bad db.Invalid
		bad.Trim("name", &w.Name, 60, "Enter a name, like 9 to 12 months")
		if !codeText.MatchString(w.Code) {
			bad.Add("code", "Use a short code of small letters, like baseline")
		}
		for _, x := range before {
			if x.Code == w.Code {
				bad.Add("code", "Another wave has this code")
			}
		}
		switch {
		case w.First() && w.FromDay != 0:
			bad.Add("from", "The first wave begins at once")
		case w.FromDay < 0 || w.FromDay > 3650 || !w.First() && w.FromDay == 0:
			bad.Add("from", "Enter days after the first session, up to 3,650")
		}
		if w.ToDay < 0 || w.ToDay > 3650 || w.ToDay != 0 && w.ToDay < w.FromDay {
			bad.Add("to", "The window ends after it begins")
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err = tx.Exec(`INSERT INTO study_waves (id, study_id, code, name, who, ordinal, from_day, to_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, id, w.StudyID, w.Code, w.Name, w.Who, w.Ordinal, w.FromDay, w.ToDay)
		return id, err
	})
}
