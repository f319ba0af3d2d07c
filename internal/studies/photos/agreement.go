package photos

import (
	"context"
	"encoding/json"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// NoteAgreement notes that somebody in a photograph agreed, to what, and how.
// *db.Invalid with the fields "who", "how", "uses" or "agreed".
func NoteAgreement(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, a Agreement) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "photo.agreement", func(tx *db.Tx, s studies.Seat) (string, error) {
		a := a
		p, err := handled(tx, s, a.PhotoID)
		if err != nil {
			return "", err
		}
		if !p.There() {
			return "", db.ErrNotFound
		}
		if err := a.check(dates.Of(tx.Now())); err != nil {
			return "", err
		}
		uses, err := json.Marshal(a.Uses)
		if err != nil {
			return "", err
		}
		a.ID = tx.NewID()
		_, err = tx.Exec(`INSERT INTO study_photo_agreements (id, photo_id, who, how, uses, agreed_on, noted_by, noted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			a.ID, p.ID, a.Who, a.How, string(uses), a.AgreedOn, s.By.Name, db.Ms(tx.Now()))
		return a.ID, err
	})
	return err
}

func (a *Agreement) check(today dates.Date) error {
	var bad db.Invalid
	bad.Trim("who", &a.Who, 100, "Say who it is, without a name: “a colleague, on the left”")
	bad.Trim("how", &a.How, 200, "Say how they agreed: a signed form, a message, spoken")
	a.Uses = slices.DeleteFunc(slices.Clone(a.Uses), func(u Use) bool { return u.Words() == "" })
	if len(a.Uses) == 0 {
		bad.Add("uses", "Choose what they agreed to")
	}
	if a.AgreedOn.IsZero() {
		a.AgreedOn = today
	}
	if a.AgreedOn.After(today) {
		bad.Add("agreed", "The day must be today or earlier")
	}
	return bad.Err()
}

// EndAgreement notes that somebody in a photograph took their agreement back.
func EndAgreement(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID, id string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "photo.agreement", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := handled(tx, s, photoID); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_photo_agreements SET ended_at = coalesce(ended_at, $3) WHERE id = $1 AND photo_id = $2`, id, photoID, db.Ms(tx.Now()))
		if err == nil && n != 1 {
			err = db.ErrNotFound
		}
		if err != nil {
			return "", err
		}
		return id, enterHanging(tx, photoID)
	})
	return err
}

// coverPeople reports whether all that agreed did so for a use, and nobody took it
// back.
func (p Photo) coverPeople(u Use) bool {
	for _, a := range p.Agreements {
		if !a.EndedAt.IsZero() || !slices.Contains(a.Uses, u) {
			return false
		}
	}
	return len(p.Agreements) > 0
}
