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
	return what.given(by, personID, WithStaff, language).stored(tx, filling)
}

// Bring stores answers that were given in another system. Else as Together.
func Bring(tx *db.Tx, by access.Actor, personID string, what What, from Origin, filling *form.Filling) (Asking, error) {
	a := what.given(by, personID, Brought, filling.Form.Main())
	a.Origin = from
	return a.stored(tx, filling)
}

func (w What) given(by access.Actor, personID string, m Mode, language string) Asking {
	return Asking{Kind: w.Kind, AboutID: w.AboutID, Edition: w.Edition, PersonID: personID, Mode: m, AccountID: by.AccountID, AskedName: by.Name, Language: language}
}

func (a Asking) stored(tx *db.Tx, filling *form.Filling) (Asking, error) {
	a, err := a.add(tx)
	if err != nil {
		return a, err
	}
	return a.Finish(tx, filling)
}

// TakeOut takes answers out, with nothing in their place. *db.Invalid as for
// CheckOut, db.ErrConflict for those that are not given or do not stand.
func (a Asking) TakeOut(tx *db.Tx, by access.Actor, how OutHow, why string) error {
	if err := CheckOut(how, &why); err != nil {
		return err
	}
	if !a.Finished() || !a.Out.Stands() {
		return db.ErrConflict
	}
	_, err := tx.Exec(`UPDATE askings SET out_how = $2, out_why = $3, out_by = $4, out_at = $5 WHERE id = $1`, a.ID, how, why, by.Name, db.Ms(tx.Now()))
	return err
}

// Correct puts other answers in the place of some that are wrong. They name the
// earlier ones; how these were asked stays as it was. *db.Invalid for what is
// missing or does not fit, by path, else as TakeOut.
func (a Asking) Correct(tx *db.Tx, by access.Actor, filling *form.Filling, from Origin, why string) (Asking, error) {
	if err := a.TakeOut(tx, by, Corrected, why); err != nil {
		return a, err
	}
	later := Asking{Kind: a.Kind, AboutID: a.AboutID, Edition: a.Edition, PersonID: a.PersonID, Mode: a.Mode, AccountID: a.AccountID, AskedName: a.AskedName, Language: a.Language, CorrectsID: a.ID, Origin: from}
	return later.stored(tx, filling)
}

// Known are the answers of a person to one form that came from another system
// with an identifier, or as the same content, and stand; the latest first.
func Known(r db.Reader, personID string, what What, from Origin) ([]Asking, error) {
	return db.List(r, scan, columns+` WHERE a.person_id = $1 AND a.kind = $2 AND a.about_id = $3 AND a.out_at IS NULL AND (a.identifier <> '' AND a.identifier = $4 OR a.content <> '' AND a.content = $5)
		ORDER BY a.finished_at DESC, a.id`, personID, what.Kind, what.AboutID, from.Identifier, from.Content)
}
