package asking

import (
	"encoding/json"
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/links"
)

// ErrFinished means that the answers of an asking are given.
var ErrFinished = errors.New("asking: finished already")

// Filling is the asking as it is being filled in.
func (a Asking) Filling(f form.Form, today dates.Date) *form.Filling {
	return form.Fill(f, a.Answers, today)
}

// Open is the asking that a link is for, to be answered now. ErrFinished if that
// is over, links.ErrEnded if the link was taken back or has run out.
func Open(tx *db.Tx, linkID string) (Asking, error) {
	a, err := OfLink(tx, linkID)
	if err != nil {
		return a, err
	}
	if a.Finished() {
		return a, ErrFinished
	}
	link, err := links.Get(tx, linkID)
	if err == nil && link.Ended(tx) {
		err = links.ErrEnded
	}
	return a, err
}

// Take saves the answer to one step. *db.Invalid with the field "answer" for one
// that does not fit, db.ErrNotFound for a step that is not asked. It returns the
// asking with the answers so far, and how it goes on from them.
func (a Asking) Take(tx *db.Tx, filling *form.Filling, path string, given form.Given) (Asking, *form.Filling, error) {
	if _, asked := filling.Step(path); !asked {
		return a, filling, db.ErrNotFound
	}
	next, err := filling.Take(path, given)
	if fault, ok := errors.AsType[form.Fault](err); ok {
		var bad db.Invalid
		bad.Add("answer", fault.Words)
		return a, filling, bad.Err()
	}
	if err != nil {
		return a, filling, err
	}
	a.Answers, a.SavedAt = next.Answers, tx.Now()
	return a, next, a.keep(tx)
}

// Keep saves the answers as they are now.
func (a Asking) Keep(tx *db.Tx, filling *form.Filling) error {
	a.Answers, a.SavedAt = filling.Answers, tx.Now()
	return a.keep(tx)
}

func (a Asking) keep(tx *db.Tx) error {
	body, err := json.Marshal(a.Answers)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE askings SET answers = $2, saved_at = $3 WHERE id = $1`, a.ID, string(body), db.Ms(a.SavedAt))
	return err
}

// Finish stores the answers as they stay and ends the asking: its links are used
// up and nobody is reminded. *db.Invalid for what is still missing or does not
// fit, by path; then nothing has changed.
func (a Asking) Finish(tx *db.Tx, filling *form.Filling) (Asking, error) {
	answers, faults := filling.Finish()
	var bad db.Invalid
	for _, fault := range faults {
		bad.Add(fault.Path, fault.Words)
	}
	if err := bad.Err(); err != nil {
		return a, err
	}
	a.Answers, a.FinishedAt, a.SavedAt, a.RemindAt = answers, tx.Now(), tx.Now(), noTime
	if err := a.keep(tx); err != nil {
		return a, err
	}
	if _, err := tx.Exec(`UPDATE askings SET finished_at = $2, remind_at = NULL WHERE id = $1`, a.ID, db.Ms(a.FinishedAt)); err != nil {
		return a, err
	}
	return a, a.useLinks(tx)
}

// useLinks uses up all links to an asking.
func (a Asking) useLinks(tx *db.Tx) error {
	ids, err := linksTo(tx, a.ID)
	for _, id := range ids {
		if used := links.Use(tx, id); used != nil && !errors.Is(used, links.ErrEnded) {
			return used
		}
	}
	return err
}

func linksTo(r db.Reader, askingID string) ([]string, error) {
	return db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return id, err
	}, `SELECT link_id FROM asking_links WHERE asking_id = $1 ORDER BY link_id`, askingID)
}

// Speak chooses the language in which an asking is answered.
func Speak(tx *db.Tx, a Asking, language string) error {
	_, err := tx.Exec(`UPDATE askings SET language = $2 WHERE id = $1`, a.ID, language)
	return err
}

// By is who answers by a link, for the audit trail.
func By(linkID string) audit.Actor {
	return audit.Actor{ID: "link:" + linkID, Name: "The person themselves", Role: "person"}
}

// Together stores answers that staff asked for, with the language that they were
// asked in. *db.Invalid for what is missing or does not fit, by path. The caller
// has checked that by may see the person.
func Together(tx *db.Tx, by access.Actor, personID string, what What, language string, filling *form.Filling) (Asking, error) {
	a, err := Asking{Kind: what.Kind, AboutID: what.AboutID, Edition: what.Edition, PersonID: personID, Mode: WithStaff, AccountID: by.AccountID, AskedName: by.Name, Language: language}.add(tx)
	if err != nil {
		return a, err
	}
	return a.Finish(tx, filling)
}
