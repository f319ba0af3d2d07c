package questionnaires

import (
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/studies/fieldwork"
)

// Audience is whom a questionnaire is for, and whether it is known who answered.
type Audience string

// The audiences.
const (
	Anybody      Audience = "anybody"      // with a link; nobody knows who answered
	Participants Audience = "participants" // under their study numbers, in waves
)

// Audiences lists all audiences.
var Audiences = []Audience{Anybody, Participants}

// Words says an audience to a reader.
func (a Audience) Words() string {
	return map[Audience]string{Anybody: "Anybody with a link, and nobody knows who answered", Participants: "Participants, under their study numbers"}[a]
}

// Numbered reports whether participants answer it under their study numbers.
func (q Questionnaire) Numbered() bool { return q.Audience == Participants }

// In reports whether a participant is asked it in a wave.
func (q Questionnaire) In(w fieldwork.Window) bool {
	return slices.Contains(q.Waves, w.Wave.ID) && (q.Who == "" || q.Who == w.Kind)
}

// wavesOf are the waves in which a questionnaire is asked.
func wavesOf(r db.Reader, id string) ([]string, error) {
	return db.List(r, func(s db.Scanner) (wave string, err error) {
		err = s.Scan(&wave)
		return
	}, `SELECT wave_id FROM study_questionnaire_waves WHERE questionnaire_id = $1 ORDER BY wave_id`, id)
}

func putWaves(tx *db.Tx, id string, waves []string) error {
	_, err := tx.Exec(`DELETE FROM study_questionnaire_waves WHERE questionnaire_id = $1`, id)
	for _, wave := range waves {
		if err == nil {
			_, err = tx.Exec(`INSERT INTO study_questionnaire_waves (questionnaire_id, wave_id) VALUES ($1, $2)`, id, wave)
		}
	}
	return err
}

// checkAudience tidies whom a questionnaire is for: what is set for the other audience
// goes.
func (x *Settings) checkAudience(waves []fieldwork.Wave, bad *db.Invalid) {
	if x.Audience == "" {
		x.Audience = Anybody
	}
	switch x.Audience {
	case Anybody:
		x.Who, x.Waves = "", nil
	case Participants:
		x.OptIn, x.OptInAs, x.Traits = false, "", nil
		x.checkWaves(waves, bad)
	default:
		bad.Add("audience", "Choose who answers it")
	}
}

func (x *Settings) checkWaves(waves []fieldwork.Wave, bad *db.Invalid) {
	if x.Who != "" && x.Who.Words() == "" {
		bad.Add("who", "Choose which participants")
	}
	known := make(map[string]fieldwork.Wave, len(waves))
	for _, w := range waves {
		known[w.ID] = w
	}
	slices.Sort(x.Waves)
	x.Waves = slices.Compact(x.Waves)
	for _, id := range x.Waves {
		switch w, there := known[id]; {
		case !there:
			bad.Add("waves", "Choose from the waves of the study")
		case w.Who != "" && x.Who != "" && w.Who != x.Who:
			bad.Add("waves", w.Name+" is for "+w.Who.Plural()+" only")
		}
	}
}
