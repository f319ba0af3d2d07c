package questionnaires

import (
	"context"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
)

// How is how a participant answers.
type How string

// The ways.
const (
	ByLink   How = "link"     // alone, by a link that was sent to them
	Together How = "together" // a researcher asks, and fills it in
	OnPaper  How = "paper"    // they filled it in on paper, and a researcher types it
)

// Words says a way to a reader.
func (h How) Words() string {
	return map[How]string{ByLink: "By their link", Together: "With a researcher", OnPaper: "On paper"}[h]
}

// Asked is a participant who is asked a questionnaire in a wave. It is zero for somebody
// whom nobody has asked.
type Asked struct {
	ID, QuestionnaireID, WaveID, ParticipantID string

	askingID   string
	How        How       // "" while nobody has asked
	SentAt     time.Time // the latest link
	Reminders  int       // sent since
	RemindAt   time.Time // the next; zero for none
	Unreminded bool      // they want none
	AnsweredOn dates.Date
	FinishedAt time.Time
	Missed     fieldwork.Reason // why they cannot be asked, "" while they can
}

// Finished reports whether the answers are given.
func (a Asked) Finished() bool { return !a.FinishedAt.IsZero() }

// Begun reports whether there are answers that are not finished.
func (a Asked) Begun() bool { return a.askingID != "" && !a.Finished() }

const askedColumns = `SELECT x.id, x.questionnaire_id, x.wave_id, x.participant_id, x.asking_id, x.way, x.sent_at, x.reminders, x.remind_at, x.unreminded, x.answered_on, x.finished_at, x.missed FROM study_asked x`

func scanAsked(s db.Scanner) (a Asked, err error) {
	err = s.Scan(&a.ID, &a.QuestionnaireID, &a.WaveID, &a.ParticipantID, db.Text(&a.askingID), &a.How, db.At(&a.SentAt), &a.Reminders, db.At(&a.RemindAt), &a.Unreminded, &a.AnsweredOn, db.At(&a.FinishedAt), &a.Missed)
	return
}

// Standing is where a participant stands with a questionnaire in a wave.
type Standing string

// The standings.
const (
	Late     Standing = "late"     // the window is over without an answer, and nobody has said why
	ToAsk    Standing = "to-ask"   // within the window, nobody has asked
	Waiting  Standing = "waiting"  // asked, no answer yet
	Early    Standing = "early"    // the window has not begun
	Answered Standing = "answered" // done
	Missed   Standing = "missed"   // cannot be asked
	NotFor   Standing = "not-for"  // their consent does not cover it, or they went no further
)

// Standings lists all standings in the order of a list of what is due.
var Standings = []Standing{Late, ToAsk, Waiting, Early, Answered, Missed, NotFor}

// Words says a standing to a reader.
func (s Standing) Words() string {
	return map[Standing]string{Late: "Window over", ToAsk: "To ask", Waiting: "Asked, no answer yet", Early: "Not yet", Answered: "Answered", Missed: "Not possible", NotFor: "Not to be asked"}[s]
}

// Due is one participant in one wave of a questionnaire.
type Due struct {
	fieldwork.Window
	Consents bool // to questionnaires
	Asked    Asked
	Standing Standing
}

// DueList is everybody who is asked a questionnaire in its waves, with where they stand,
// at the sites where a seat meets people, what is to be done first. A count on a page is
// the length of a part of this list.
func DueList(r db.Reader, s studies.Seat, q Questionnaire) (list []Due, err error) {
	if !q.Numbered() {
		return nil, nil
	}
	windows, err := fieldwork.Windows(r, s)
	if err != nil {
		return nil, err
	}
	asked, err := allAsked(r, q.ID)
	if err != nil {
		return nil, err
	}
	allowed, err := consent.WhoAllows(r, s, consent.AnswerForms)
	if err != nil {
		return nil, err
	}
	for _, w := range windows {
		if q.In(w) {
			d := Due{Window: w, Consents: allowed[w.ID], Asked: asked[w.Wave.ID+w.ID]}
			d.stand(dates.Of(r.Now()))
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b Due) int {
		return slices.Index(Standings, a.Standing) - slices.Index(Standings, b.Standing)
	})
	return list, nil
}

// Line is where one participant stands with a questionnaire in a wave.
type Line struct {
	Questionnaire
	Due
}

// LinesOf are the questionnaires that one participant is asked, wave by wave, that have
// opened, for whoever meets them.
func LinesOf(r db.Reader, s studies.Seat, participantID string) (lines []Line, err error) {
	all, err := List(r, s)
	for _, q := range all {
		if err != nil || !q.Numbered() || q.State == Draft || q.State == Test {
			continue
		}
		list, failed := DueList(r, s, q)
		if failed != nil {
			return nil, failed
		}
		for _, d := range list {
			if d.ID == participantID {
				lines = append(lines, Line{q, d})
			}
		}
	}
	return lines, err
}

func (d *Due) stand(today dates.Date) {
	switch {
	case d.Asked.Finished():
		d.Standing = Answered
	case d.Asked.Missed != "":
		d.Standing = Missed
	case !d.May || !d.Consents:
		d.Standing = NotFor
	case d.Early(today):
		d.Standing = Early
	case d.Over(today):
		d.Standing = Late
	case d.Asked.How == "":
		d.Standing = ToAsk
	default:
		d.Standing = Waiting
	}
}

// allAsked is who was asked a questionnaire, by wave and participant.
func allAsked(r db.Reader, id string) (map[string]Asked, error) {
	all, err := db.List(r, scanAsked, askedColumns+` WHERE x.questionnaire_id = $1`, id)
	of := make(map[string]Asked, len(all))
	for _, a := range all {
		of[a.WaveID+a.ParticipantID] = a
	}
	return of, err
}

// theDue is a participant in a wave whom a seat meets, with what is known of them; else
// db.ErrNotFound.
func theDue(r db.Reader, s studies.Seat, q Questionnaire, waveID, participantID string) (Due, error) {
	if _, err := participants.Get(r, s, studies.Meet, participantID); err != nil {
		return Due{}, err
	}
	list, err := DueList(r, s, q)
	if err != nil {
		return Due{}, err
	}
	i := slices.IndexFunc(list, func(d Due) bool { return d.ID == participantID && d.Wave.ID == waveID })
	if i < 0 {
		return Due{}, db.ErrNotFound
	}
	return list[i], nil
}

// row is the row of somebody in a wave, made if there is none.
func (d *Due) row(tx *db.Tx, q Questionnaire) error {
	if d.Asked.ID != "" {
		return nil
	}
	d.Asked = Asked{ID: tx.NewID(), QuestionnaireID: q.ID, WaveID: d.Wave.ID, ParticipantID: d.ID}
	_, err := tx.Exec(`INSERT INTO study_asked (id, questionnaire_id, wave_id, participant_id, way, reminders, unreminded, missed, missed_words, missed_by) VALUES ($1, $2, $3, $4, '', 0, FALSE, '', '', '')`,
		d.Asked.ID, q.ID, d.Wave.ID, d.ID)
	return err
}

// CouldNot notes that a participant cannot be asked in a wave, and why; "" takes that
// back. *db.Invalid with the fields "why" or "words".
func CouldNot(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, waveID, participantID string, why fieldwork.Reason, words string) error {
	return withDue(ctx, d, by, key, studyID, id, waveID, participantID, "questionnaire.missed", func(tx *db.Tx, _ studies.Seat, q Questionnaire, x Due) error {
		words := words
		var bad db.Invalid
		if why != "" && why.Words() == "" {
			bad.Add("why", "Choose why not")
		}
		bad.Trim("words", &words, 300, "")
		if err := bad.Err(); err != nil {
			return err
		}
		if x.Asked.Finished() {
			return db.ErrConflict
		}
		if err := x.row(tx, q); err != nil {
			return err
		}
		if err := x.Asked.endLinks(tx); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE study_asked SET missed = $2, missed_words = $3, missed_by = $4, remind_at = NULL WHERE id = $1`, x.Asked.ID, why, words, by.Name)
		return err
	})
}

// withDue is an act of somebody who meets a participant on a line of the list.
func withDue(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, waveID, participantID, what string, act func(*db.Tx, studies.Seat, Questionnaire, Due) error) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, what, func(tx *db.Tx, s studies.Seat) (string, error) {
		q, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		x, err := theDue(tx, s, q, waveID, participantID)
		if err != nil {
			return "", err
		}
		return id, act(tx, s, q, x)
	})
	return err
}
