package forms

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/forms/form"
)

// TakenOut are the answers of a person that do not stand any more, the latest
// first. The caller has checked that its reader may see the person.
func TakenOut(r db.Reader, personID string) ([]Asked, error) {
	all, err := asking.TakenOut(r, personID, asking.Form)
	return withEditions(r, all, err)
}

// TakeOut takes answers to a form out, with nothing in their place. They stay on
// the record with who, when and why. *db.Invalid with the fields "how" and "why";
// db.ErrNotFound for a person whom by may not see or another's answers,
// db.ErrConflict for those that are out.
func TakeOut(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string, how asking.OutHow, why string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		a, err := standing(tx, by, personID, id)
		if err != nil {
			return err
		}
		if how == asking.Corrected {
			how = "" // that is Correct's
		}
		if err := a.Asking.TakeOut(tx, by, how, why); err != nil {
			return err
		}
		if err := diary.FinishAbout(tx, id); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "form.taken-out", personID, "asking", id)
	})
}

func standing(tx *db.Tx, by access.Actor, personID, id string) (Asked, error) {
	if err := access.SeePerson(tx, by, personID); err != nil {
		return Asked{}, err
	}
	a, err := GetAnswered(tx, personID, id)
	if err == nil && !a.Out.Stands() {
		err = db.ErrConflict
	}
	return a, err
}

// Correct puts other answers in the place of some that are wrong, on the edition
// that they were given to. The earlier ones stay with who, when and why.
// *db.Invalid for what is missing or does not fit, by path, and with the field
// "why"; else as TakeOut.
func Correct(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string, filling *form.Filling, why string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		earlier, err := standing(tx, by, personID, id)
		if err != nil {
			return err
		}
		from := earlier.Origin
		from.AnsweredOn = earlier.Day()
		later, err := earlier.Asking.Correct(tx, by, filling, from, why)
		if err != nil {
			return err
		}
		if err := diary.FinishAbout(tx, id); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "form.corrected", personID, "asking", later.ID)
	})
}
