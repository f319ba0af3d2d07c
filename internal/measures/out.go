package measures

import (
	"context"
	"errors"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/instruments"
)

// TakeOut takes answers out, with nothing in their place: out of scores, charts,
// what is due and every figure. They stay on the record with who, when and why.
// *db.Invalid with the fields "how" and "why"; db.ErrNotFound for a person whom
// by may not see or another's answers, db.ErrConflict for those that are out.
func TakeOut(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string, how asking.OutHow, why string) error {
	return onResponse(ctx, d, by, key, personID, id, "measures.taken-out", func(tx *db.Tx, r Response) error {
		if how == asking.Corrected {
			how = "" // that is Correct's
		}
		return r.takeOut(tx, by, how, why)
	})
}

func (r Response) takeOut(tx *db.Tx, by access.Actor, how asking.OutHow, why string) error {
	if err := asking.CheckOut(how, &why); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE responses SET out_how = $2, out_why = $3, out_by = $4, out_at = $5 WHERE id = $1`, r.ID, how, why, by.Name, db.Ms(tx.Now())); err != nil {
		return err
	}
	// A score stands as long as its answers; they stay, and it could be worked out again.
	if _, err := tx.Exec(`DELETE FROM response_scores WHERE response_id = $1`, r.ID); err != nil {
		return err
	}
	return diary.FinishAbout(tx, r.ID)
}

// Correct puts other answers in the place of some that are wrong: they name the
// earlier ones, which stay with who, when and why. How they were asked stays as
// it was. *db.Invalid as for Record, and with the field "why"; db.ErrNotFound
// and db.ErrConflict as for TakeOut.
func Correct(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string, a Asked, why string) (worries []instruments.Worry, err error) {
	err = onResponse(ctx, d, by, key, personID, id, "measures.corrected", func(tx *db.Tx, earlier Response) error {
		offer, err := GetOffer(tx, earlier.Instrument)
		if err != nil {
			return err
		}
		later := Response{PersonID: personID, Instrument: offer.ID, Version: offer.Pack.Version, Day: a.Day, Mode: earlier.Mode, Who: a.Who, ByName: earlier.ByName, CorrectsID: id}
		answers, wrong := a.answers(tx, personID, offer)
		if later.Answers, err = answers, withFaults(wrong, asking.CheckOut(asking.Corrected, &why)); err != nil {
			return err
		}
		if err := earlier.takeOut(tx, by, asking.Corrected, why); err != nil {
			return err
		}
		if later.ID, err = later.insert(tx, offer, by.AccountID, ""); err != nil {
			return err
		}
		worries = later.Worries()
		return offer.corrected(tx, by, earlier, later)
	})
	return worries, err
}

// corrected notes that whoever corrects answers has read them. What was done
// about the earlier ones was done about these, unless they worry anew.
func (o Offer) corrected(tx *db.Tx, by access.Actor, earlier, later Response) error {
	anew := slices.ContainsFunc(later.Worries(), func(w instruments.Worry) bool {
		return !slices.ContainsFunc(earlier.Worries(), func(old instruments.Worry) bool { return old.Words == w.Words })
	})
	if !anew {
		for _, n := range earlier.Notes {
			if err := n.keep(tx, later.PersonID, later.ID); err != nil {
				return err
			}
		}
	}
	if err := note(tx, by, later.PersonID, later.ID, ""); err != nil || !anew {
		return err
	}
	return o.tellReader(tx, later.PersonID, by, later.ID, true)
}

// withFaults are the faults of two checks of one form together; any other error
// as it is.
func withFaults(first, second error) error {
	var bad db.Invalid
	for _, err := range []error{first, second} {
		if faults, ok := errors.AsType[*db.Invalid](err); ok {
			bad.Fields = append(bad.Fields, faults.Fields...)
		} else if err != nil {
			return err
		}
	}
	return bad.Err()
}
