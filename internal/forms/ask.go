package forms

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/forms/form"
	"linkwork/internal/links"
)

func (e Edition) what() asking.What {
	return asking.What{Kind: asking.Form, AboutID: e.FormID, Edition: e.Number}
}

// Ask sends a person a link to a form. *db.Invalid with the field "link" if there
// is no way to send it or nothing proves that it is them; see asking.Send.
// db.ErrNotFound for a form that is not in use.
func Ask(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, formID string, ways asking.Ways) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			e, err := Current(tx, formID)
			if err != nil {
				return "", err
			}
			a, err := asking.Send(tx, by, personID, e.what(), ways)
			if err != nil {
				return "", err
			}
			return a.ID, audit.Change(tx, by.Audit(), "form.asked", personID, "asking", a.ID)
		})
		return err
	})
	return id, err
}

// PlanToAsk says how a person would be asked by a link. See asking.PlanFor.
func PlanToAsk(r db.Reader, by access.Actor, personID, formID string, ways asking.Ways) (p asking.Plan, err error) {
	e, err := Current(r, formID)
	if err != nil {
		return p, err
	}
	return asking.PlanFor(r, by, personID, e.what(), ways)
}

// Prepare begins a form for a person and returns its link, and sends nothing.
func Prepare(tx *db.Tx, by access.Actor, personID, formID string) (link links.Link, err error) {
	e, err := Current(tx, formID)
	if err != nil {
		return link, err
	}
	a, link, err := asking.Prepare(tx, by, personID, e.what())
	if err != nil {
		return link, err
	}
	return link, audit.Change(tx, by.Audit(), "form.asked", personID, "asking", a.ID)
}

// Asked is a form in somebody's hands.
type Asked struct {
	asking.Asking
	Edition Edition
}

// Words says how it was answered.
func (a Asked) Words() string {
	switch a.Mode {
	case asking.Alone:
		return a.Mode.Words() + ", sent by " + a.AskedName
	case asking.Brought:
		words := a.Mode.Words()
		if a.CameFrom != "" {
			words += " (" + a.CameFrom + ")"
		}
		return words + " by " + a.AskedName
	}
	return "asked by " + a.AskedName
}

// Filling is the form as it is being filled in.
func (a Asked) Filling(today dates.Date) *form.Filling {
	return a.Asking.Filling(a.Edition.Form, today)
}

func withEditions(r db.Reader, askings []asking.Asking, err error) (all []Asked, _ error) {
	type edition struct {
		form   string
		number int
	}
	known := make(map[edition]Edition)
	for _, a := range askings {
		of := edition{a.AboutID, a.Edition}
		if _, read := known[of]; !read && err == nil {
			known[of], err = GetEdition(r, a.AboutID, a.Edition)
		}
		all = append(all, Asked{a, known[of]})
	}
	return all, err
}

// Waiting are the forms that a person was sent and has not finished, newest
// first. The caller has checked that its reader may see the person.
func Waiting(r db.Reader, personID string) ([]Asked, error) {
	all, err := asking.Waiting(r, personID, asking.Form)
	return withEditions(r, all, err)
}

// Answered are the forms that a person has answered, newest first. The caller has
// checked that its reader may see the person.
func Answered(r db.Reader, personID string) ([]Asked, error) {
	all, err := asking.Finished(r, personID, asking.Form)
	return withEditions(r, all, err)
}

// GetAnswered is one form that a person has answered; db.ErrNotFound for
// another's. The caller has checked that its reader may see the person.
func GetAnswered(r db.Reader, personID, id string) (Asked, error) {
	a, err := asking.Get(r, id)
	if err != nil {
		return Asked{}, err
	}
	if a.PersonID != personID || a.Kind != asking.Form || !a.Finished() {
		return Asked{}, db.ErrNotFound
	}
	e, err := GetEdition(r, a.AboutID, a.Edition)
	return Asked{a, e}, err
}

// Of is the form of an asking.
func Of(r db.Reader, a asking.Asking) (Asked, error) {
	e, err := GetEdition(r, a.AboutID, a.Edition)
	return Asked{a, e}, err
}

// Take saves the answer to one step of a form that is answered by a link.
// asking.ErrFinished if it was finished before, *db.Invalid with the field
// "answer" for an answer that does not fit, db.ErrNotFound for a step that is not
// asked. It returns the number of the step that comes next, 0 at the end.
func Take(ctx context.Context, d *db.DB, linkID, path string, given form.Given) (next int, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		next = 0
		a, err := opened(tx, linkID)
		if err != nil {
			return err
		}
		_, filling, err := a.Asking.Take(tx, a.Filling(dates.Of(tx.Now())), path, given)
		if step, more := filling.Next(path); more {
			next = filling.Number(step.Path)
		}
		return err
	})
	return next, err
}

func opened(tx *db.Tx, linkID string) (Asked, error) {
	a, err := asking.Open(tx, linkID)
	if err != nil {
		return Asked{Asking: a}, err
	}
	return Of(tx, a)
}

// RemoveRow takes one row of a repeat away from a form that is answered by a link.
// A row that is not there is no error.
func RemoveRow(ctx context.Context, d *db.DB, linkID, repeat string, row int) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		a, err := opened(tx, linkID)
		if err != nil {
			return err
		}
		return a.Keep(tx, a.Filling(dates.Of(tx.Now())).Remove(repeat, row))
	})
}

// Finish ends a form that is answered by a link: the answers stay as they are,
// and who asked is told. asking.ErrFinished if it was finished before, *db.Invalid
// for what is still missing, by path.
func Finish(ctx context.Context, d *db.DB, linkID string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, err := FinishIn(tx, linkID)
		return err
	})
}

// FinishIn is Finish within a write of a room above.
func FinishIn(tx *db.Tx, linkID string) (asking.Asking, error) {
	a, err := opened(tx, linkID)
	if err != nil {
		return a.Asking, err
	}
	return a.finish(tx, linkID, a.Filling(dates.Of(tx.Now())))
}

func (a Asked) finish(tx *db.Tx, linkID string, filling *form.Filling) (asking.Asking, error) {
	given, err := a.Asking.Finish(tx, filling)
	if err != nil {
		return given, err
	}
	if err := dropPictures(tx, given); err != nil {
		return given, err
	}
	if given.AccountID != "" {
		task := diary.Task{AccountID: given.AccountID, PersonID: given.PersonID, Kind: diary.Form, AboutID: given.ID, Title: "A form came back", Due: dates.Of(tx.Now())}
		if _, err := diary.Add(tx, task); err != nil {
			return given, err
		}
	}
	return given, audit.Change(tx, asking.By(linkID), "form.answered", given.PersonID, "asking", given.ID)
}

// TakeAll gives answers to a form that is answered by a link at once, by path. The errors
// are those of Take.
func TakeAll(ctx context.Context, d *db.DB, linkID string, answers map[string]form.Given) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		a, err := opened(tx, linkID)
		if err != nil {
			return err
		}
		filling := a.Filling(dates.Of(tx.Now()))
		for step, more := filling.Open(); more; step, more = filling.After(step.Path) {
			given, there := answers[step.Path]
			if !there {
				continue
			}
			if a.Asking, filling, err = a.Asking.Take(tx, filling, step.Path, given); err != nil {
				return err
			}
		}
		return nil
	})
}

// Record stores a form that staff asked on the edition that the page showed.
// *db.Invalid for what does not fit or is missing, by path; db.ErrNotFound for a
// form that is not in use, or a person whom by may not see.
func Record(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, e Edition, language string, filling *form.Filling) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			if err := access.SeePerson(tx, by, personID); err != nil {
				return "", err
			}
			a, err := asking.Together(tx, by, personID, e.what(), language, filling)
			if err != nil {
				return "", err
			}
			return a.ID, audit.Change(tx, by.Audit(), "form.recorded", personID, "asking", a.ID)
		})
		return err
	})
	return id, err
}
