package questionnaires

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
)

// Ways is how a link can reach a participant from here.
type Ways struct {
	BaseURL string // of the link, without a slash at the end
	Texts   bool   // text messages can be sent
}

// NotSent is a participant to whom nothing could be sent, and why.
type NotSent struct{ Number, Why string }

// Ask sends a participant a link to a questionnaire of a wave, or a new one to somebody
// who was sent one: the earlier ends. *db.Invalid with the field "link" says why nothing
// can be sent.
func Ask(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, waveID, participantID string, ways Ways) error {
	return withDue(ctx, d, by, key, studyID, id, waveID, participantID, "questionnaire.asked", func(tx *db.Tx, s studies.Seat, q Questionnaire, x Due) error {
		return x.send(tx, s, q, ways)
	})
}

// AskAll sends a link to everybody whom nobody has asked in a wave and whose window has
// begun. It returns to how many, and to whom nothing could be sent.
func AskAll(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, waveID string, ways Ways) (sent int, not []NotSent, err error) {
	_, err = studies.Act(ctx, d, by, key, studyID, studies.Meet, "questionnaire.asked", func(tx *db.Tx, s studies.Seat) (string, error) {
		sent, not = 0, nil
		q, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		list, err := DueList(tx, s, q)
		if err != nil {
			return "", err
		}
		for _, x := range list {
			if x.Wave.ID != waveID || x.Standing != ToAsk {
				continue
			}
			err := x.send(tx, s, q, ways)
			if why, refused := errors.AsType[*db.Invalid](err); refused {
				not = append(not, NotSent{x.Number, why.Fields[0].Message})
			} else if err != nil {
				return "", err
			} else {
				sent++
			}
		}
		return id, nil
	})
	return sent, not, err
}

// mayAsk is *db.Invalid with the field "link" unless somebody can be asked now.
func (d Due) mayAsk(r db.Reader, q Questionnaire) error {
	switch {
	case !q.LetsIn(r.Now()) || q.State != Open:
		return db.Fault("link", "The questionnaire is not open")
	case d.Standing == NotFor:
		return db.Fault("link", "They are not to be asked: their consent does not cover it, or they went no further")
	case d.Standing == Answered:
		return db.Fault("link", "They have answered")
	case d.Standing == Missed:
		return db.Fault("link", "It was noted that they cannot be asked. Take that back first")
	}
	return nil
}

// send writes to a participant. What was begun is kept; the earlier links end.
func (d *Due) send(tx *db.Tx, s studies.Seat, q Questionnaire, ways Ways) error {
	if err := d.mayAsk(tx, q); err != nil {
		return err
	}
	if err := d.row(tx, q); err != nil {
		return err
	}
	d.Asked.SentAt, d.Asked.Reminders = tx.Now(), 0
	t, err := d.Asked.telling(tx, q, s.Study, ways, d.again())
	if err != nil {
		return err
	}
	if err := participants.Tell(tx, s, t); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE study_asked SET way = $2, sent_at = $3 WHERE id = $1`, d.Asked.ID, ByLink, db.Ms(tx.Now())); err != nil {
		return err
	}
	return d.Asked.planReminder(tx, d.again())
}

// again reports whether asking is contacting somebody again after a while: a patient's
// practice has to have said that they may be.
func (d Due) again() bool { return !d.Wave.First() }

func (a Asked) endLinks(tx *db.Tx) error { return links.RevokeFor(tx, LinkPurpose, a.ID) }

// telling is the message with a new link; only the hash of the earlier is kept, and it
// ends.
func (a Asked) telling(tx *db.Tx, q Questionnaire, study studies.Study, ways Ways, again bool) (t participants.Telling, err error) {
	if err := a.endLinks(tx); err != nil {
		return t, err
	}
	link, err := links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: a.ID, Expires: q.Last()})
	if err != nil {
		return t, err
	}
	who, err := q.Introduce(tx, study)
	if err != nil {
		return t, err
	}
	subject, text := who.asks(q, a.Reminders > 0)
	m := messages.Message{Subject: subject, Text: text, Secret: ways.BaseURL + Path + "/" + link.Token, Purpose: LinkPurpose, AboutKind: "study-asked", AboutID: a.ID}
	return participants.Telling{ParticipantID: a.ParticipantID, Again: again, Texts: ways.Texts, Message: m}, nil
}

// asks is what a participant is sent, first or as a reminder. Neither the subject nor a
// text names the study, which may be about an illness.
func (i Introduction) asks(q Questionnaire, reminder bool) (subject, text string) {
	subject, opening := "Some questions for you", "You take part in our research, and we would like to ask you some questions."
	if reminder {
		subject, opening = "A reminder of some questions", "Some days ago we sent you some questions. If you would like to answer, you still can."
	}
	text = "Hello,\n\n" + opening + " You can answer until " + q.ClosesOn.Long() + ":\n\n{secret}\n\nYou do not have to. If you want no reminder, the link lets you say so.\n"
	return subject, text + i.signature()
}

// jobRemind reminds one participant once.
const jobRemind = "studies.questionnaires.remind"

type reminder struct {
	AskedID string
	SentMs  int64 // of the link that it is about: a link that is sent again has reminders of its own
	Number  int   // from 1: a job that runs twice sends it once
	Again   bool  // it comes after a while
}

// planReminder plans the next reminder, at the time of day at which they were asked.
func (a Asked) planReminder(tx *db.Tx, again bool) error {
	var at time.Time
	if a.Reminders < len(remindAfter) {
		at = a.SentAt.AddDate(0, 0, remindAfter[a.Reminders])
	}
	if _, err := tx.Exec(`UPDATE study_asked SET reminders = $2, remind_at = $3 WHERE id = $1`, a.ID, a.Reminders, db.Ms(at)); err != nil || at.IsZero() {
		return err
	}
	return jobs.Enqueue(tx, jobRemind, reminder{a.ID, a.SentAt.UnixMilli(), a.Reminders + 1, again}, at)
}

func (ways Ways) remind(d *db.DB) jobs.Handler {
	return func(ctx context.Context, raw json.RawMessage) error {
		var job reminder
		if err := json.Unmarshal(raw, &job); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *db.Tx) error { return job.send(tx, ways) })
	}
}

// send sends a reminder unless the reason for it has gone: answered, closed, sent again
// since, not wanted, consent taken back, the window over.
func (job reminder) send(tx *db.Tx, ways Ways) error {
	a, err := db.One(tx, scanAsked, askedColumns+` WHERE x.id = $1`, job.AskedID)
	if err != nil || a.RemindAt.IsZero() || a.Reminders != job.Number-1 || a.SentAt.UnixMilli() != job.SentMs {
		return err
	}
	q, err := unscoped(tx, a.QuestionnaireID)
	if err != nil {
		return err
	}
	may, err := a.mayAnswer(tx, q)
	if err != nil {
		return err
	}
	if !may || a.Unreminded || a.Finished() {
		return a.remindNoMore(tx)
	}
	study, err := studies.Unscoped(tx, q.StudyID)
	if err != nil {
		return err
	}
	a.Reminders++
	if err := a.remindNow(tx, q, study, ways, job.Again); err != nil {
		return err
	}
	return a.planReminder(tx, job.Again)
}

func (a Asked) remindNoMore(tx *db.Tx) error {
	_, err := tx.Exec(`UPDATE study_asked SET remind_at = NULL WHERE id = $1`, a.ID)
	return err
}

// remindNow sends a reminder, unless they are not to be contacted now. Where nothing can
// be sent to them any more, they have no link.
func (a Asked) remindNow(tx *db.Tx, q Questionnaire, study studies.Study, ways Ways, again bool) error {
	p, err := participants.Unscoped(tx, a.ParticipantID)
	if err != nil {
		return err
	}
	if err := p.MayHear(tx, again); err != nil {
		return unlessRefused(err)
	}
	t, err := a.telling(tx, q, study, ways, again)
	if err != nil {
		return err
	}
	if err := participants.TellByItself(tx, t); err != nil {
		return errors.Join(unlessRefused(err), a.endLinks(tx))
	}
	return nil
}

// unlessRefused is an error, but nil for one that says why somebody cannot be reached.
func unlessRefused(err error) error {
	if _, refused := errors.AsType[*db.Invalid](err); refused {
		return nil
	}
	return err
}

// mayAnswer reports whether somebody who was asked may answer now.
func (a Asked) mayAnswer(r db.Reader, q Questionnaire) (bool, error) {
	if q.State != Open || !q.LetsIn(r.Now()) || a.Missed != "" {
		return false, nil
	}
	p, err := participants.Unscoped(r, a.ParticipantID)
	if err != nil || !p.Going() {
		return false, err
	}
	return consent.Allows(r, a.ParticipantID, consent.AnswerForms)
}

// dayFits is *db.Invalid with the field "day" for answers before the questionnaire opened
// or before the participant first consented.
func (d Due) dayFits(r db.Reader, q Questionnaire, day dates.Date) error {
	if day.Before(q.OpensOn) {
		return db.Fault("day", "The questionnaire opened on "+q.OpensOn.Long()+". The day on the paper is that day or later")
	}
	first, err := consent.FirstDay(r, d.ID)
	if err == nil && day.Before(first) {
		err = db.Fault("day", "They consented on "+first.Long()+". The day on the paper is that day or later")
	}
	return err
}

// Fill begins the answers of a participant that a researcher types, and returns the token
// of the link at which they are typed. For answers on paper the day is that on the paper.
// *db.Invalid with the fields "how", "day" or "link".
func Fill(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, waveID, participantID string, how How, day dates.Date) (token string, err error) {
	err = withDue(ctx, d, by, key, studyID, id, waveID, participantID, "questionnaire.filled", func(tx *db.Tx, s studies.Seat, q Questionnaire, x Due) error {
		token = ""
		var bad db.Invalid
		if how != Together && how != OnPaper {
			bad.Add("how", "Choose how they answer")
		}
		day := day
		switch {
		case how == Together:
			day = dates.Of(tx.Now())
		case how == OnPaper && (day.IsZero() || day.After(dates.Of(tx.Now()))):
			bad.Add("day", "Enter the day on the paper, today or earlier")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		if err := x.mayAsk(tx, q); err != nil {
			return err
		}
		if err := x.dayFits(tx, q, day); err != nil {
			return err
		}
		if err := x.row(tx, q); err != nil {
			return err
		}
		token, err = x.Asked.begin(tx, q, s.Study, how, day, "")
		return err
	})
	return token, err
}
