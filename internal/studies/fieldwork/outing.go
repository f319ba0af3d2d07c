package fieldwork

import (
	"context"
	"encoding/json"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
)

// Outing is a researcher alone with somebody.
type Outing struct {
	ID, StudyID, SiteID, SessionID string
	AccountID, Name                string
	Place                          string // where to look for them
	Phone                          string // theirs
	LeftAt, BackBy                 time.Time
	BackAt                         time.Time // zero while they are out
	AlarmAt                        time.Time // those who lead were told
	Answered, AnsweredBy           string    // what was done about the alarm
}

// Out reports whether they are not back yet.
func (o Outing) Out() bool { return o.BackAt.IsZero() }

// grace is how long after the time somebody is waited for.
const grace = 15 * time.Minute

// watch is the job that looks whether somebody is back.
const watch = "studies.fieldwork.watch"

type watchArgs struct {
	ID string `json:"id"`
}

const outingColumns = `SELECT o.id, o.study_id, o.site_id, o.session_id, o.account_id, o.name, o.place, o.phone, o.left_at, o.back_by, o.back_at, o.alarm_at, o.answered, o.answered_by FROM study_outings o`

func scanOuting(s db.Scanner) (o Outing, err error) {
	err = s.Scan(&o.ID, &o.StudyID, &o.SiteID, db.Text(&o.SessionID), &o.AccountID, &o.Name, &o.Place, &o.Phone, db.At(&o.LeftAt), db.At(&o.BackBy), db.At(&o.BackAt), db.At(&o.AlarmAt), &o.Answered, &o.AnsweredBy)
	return
}

// Outings lists who is out, and alarms that nobody has answered: for a lead those of
// everybody, for others their own.
func Outings(r db.Reader, s studies.Seat) ([]Outing, error) {
	own := s.By.AccountID
	if s.Has(studies.Lead) {
		own = ""
	}
	return db.List(r, scanOuting, outingColumns+` WHERE o.study_id = $1 AND ($2 = '' OR o.account_id = $2) AND (o.back_at IS NULL OR o.alarm_at IS NOT NULL AND o.answered = '') ORDER BY o.back_by, o.id`, s.Study.ID, own)
}

// GoOut notes that the actor goes to be alone with somebody, and by when they are
// back. *db.Invalid with the fields "place", "phone" or "back".
func GoOut(ctx context.Context, d *db.DB, by access.Actor, key once.Key, o Outing) (id string, err error) {
	return studies.Act(ctx, d, by, key, o.StudyID, studies.Meet, "outing.began", func(tx *db.Tx, s studies.Seat) (string, error) {
		o := o
		if err := s.AtSite(studies.Meet, o.SiteID); err != nil {
			return "", err
		}
		var bad db.Invalid
		bad.Trim("place", &o.Place, 300, "Say where to look for you")
		bad.Trim("phone", &o.Phone, 40, "Enter the phone number that you have with you")
		if _, _, ok := messages.Phone(o.Phone); o.Phone != "" && !ok {
			bad.Add("phone", "Enter a phone number, like 07700 900 982")
		}
		if !o.BackBy.After(tx.Now()) || o.BackBy.After(tx.Now().Add(24*time.Hour)) {
			bad.Add("back", "Enter a time to come within a day")
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		if _, err := tx.Exec(`INSERT INTO study_outings (id, study_id, site_id, session_id, account_id, name, place, phone, left_at, back_by, answered, answered_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '')`,
			id, o.StudyID, o.SiteID, db.Null(o.SessionID), by.AccountID, by.Name, o.Place, o.Phone, db.Ms(tx.Now()), db.Ms(o.BackBy)); err != nil {
			return "", err
		}
		return id, jobs.Enqueue(tx, watch, watchArgs{id}, o.BackBy.Add(grace))
	})
}

// ComeBack notes that the actor is back. Coming back twice does nothing.
func ComeBack(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "outing.ended", func(tx *db.Tx, _ studies.Seat) (string, error) {
		if _, err := db.One(tx, scanOuting, outingColumns+` WHERE o.id = $1 AND o.study_id = $2 AND o.account_id = $3`, id, studyID, by.AccountID); err != nil {
			return "", err
		}
		_, err := tx.Exec(`UPDATE study_outings SET back_at = $2 WHERE id = $1 AND back_at IS NULL`, id, db.Ms(tx.Now()))
		return id, err
	})
	return err
}

// AnswerAlarm notes what was done about somebody who was not back.
func AnswerAlarm(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, words string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Lead, "outing.answered", func(tx *db.Tx, _ studies.Seat) (string, error) {
		words := words
		if _, err := db.One(tx, scanOuting, outingColumns+` WHERE o.study_id = $1 AND o.id = $2`, studyID, id); err != nil {
			return "", err
		}
		var bad db.Invalid
		bad.Trim("answered", &words, 500, "Say what was done")
		if err := bad.Err(); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_outings SET answered = $3, answered_by = $4 WHERE id = $1 AND study_id = $2 AND alarm_at IS NOT NULL AND answered = ''`, id, studyID, words, by.Name)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return id, err
	})
	return err
}

// Handlers are the jobs that this room does.
func Handlers(d *db.DB) map[string]jobs.Handler {
	return map[string]jobs.Handler{watch: func(ctx context.Context, raw json.RawMessage) error {
		var args watchArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *db.Tx) error { return alarm(tx, args.ID) })
	}, consent.DestroyNotes: consent.DestroyingEach(d, destroyNote, consent.UseNote)}
}

// alarm tells everybody who leads the study that somebody is not back. A second time
// does nothing: the row says that they were told.
func alarm(tx *db.Tx, id string) error {
	o, err := db.One(tx, scanOuting, outingColumns+` WHERE o.id = $1`, id)
	if err != nil || !o.Out() || !o.AlarmAt.IsZero() {
		return err
	}
	if _, err := tx.Exec(`UPDATE study_outings SET alarm_at = $2 WHERE id = $1`, id, db.Ms(tx.Now())); err != nil {
		return err
	}
	leads, err := studies.LeadsOf(tx, o.StudyID)
	if err != nil {
		return err
	}
	for _, account := range leads {
		a, err := identity.Get(tx, account)
		if err != nil {
			return err
		}
		if _, err := messages.Queue(tx, messages.Message{Channel: messages.Email, To: a.Email, Purpose: "study-outing", AboutKind: "study-outing", AboutID: id, Subject: "A researcher has not checked in",
			Text: "Hello " + a.Name + ",\n\na researcher of your study is out alone and has not said that they are back. Open Linkwork, Studies, to see who, and call them now.\n"}); err != nil {
			return err
		}
	}
	return nil
}

// Forget throws away where researchers were, a week after they were back.
func Forget(tx *db.Tx) error {
	_, err := tx.Exec(`UPDATE study_outings SET place = '', phone = '' WHERE back_at IS NOT NULL AND back_at < $1 AND place <> '' AND (alarm_at IS NULL OR answered <> '')`, db.Ms(tx.Now().AddDate(0, 0, -7)))
	return err
}
