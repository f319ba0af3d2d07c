package updates

import (
	"context"
	"encoding/json"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/photos"
	"linkwork/internal/updates/readers"
)

// move moves an edition on from where it stands. db.ErrConflict if somebody saved it in
// the meantime.
func move(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, what string, act func(*db.Tx, studies.Seat, Edition) error) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, what, func(tx *db.Tx, s studies.Seat) (string, error) {
		e, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		if e.Version != version {
			return "", db.ErrConflict
		}
		return id, act(tx, s, e)
	})
	return err
}

// AskApproval asks for approval of an edition of which no check stops it. *db.Invalid
// with the field "state".
func AskApproval(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int) error {
	return move(ctx, d, by, key, studyID, id, version, "update.asked", func(tx *db.Tx, s studies.Seat, e Edition) error {
		if e.State != Drafting {
			return db.Fault("state", "This update is not a draft")
		}
		if err := stopped(tx, s, e); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE update_editions SET state = $2, version = version + 1 WHERE id = $1`, id, Asked); err != nil {
			return err
		}
		return tryAgain(tx, id)
	})
}

// Approve approves an edition as it stands. Whoever wrote it last cannot.
func Approve(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int) error {
	return move(ctx, d, by, key, studyID, id, version, "update.approved", func(tx *db.Tx, s studies.Seat, e Edition) error {
		switch {
		case e.State != Asked:
			return db.Fault("state", "Nobody has asked for approval of this text")
		case e.EditedBy.AccountID == by.AccountID:
			return db.Fault("state", "You wrote this last. Somebody else has to approve it")
		}
		if err := stopped(tx, s, e); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE update_editions SET state = $2, approved_by = $3, approved_by_name = $4, approved_at = $5, version = version + 1 WHERE id = $1`, id, Approved, by.AccountID, by.Name, db.Ms(tx.Now())); err != nil {
			return err
		}
		return tryAgain(tx, id)
	})
}

// Publish puts an approved edition before everybody, as an issue that stays as it is. The
// checks are made once more: records can have changed since.
func Publish(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int) error {
	return move(ctx, d, by, key, studyID, id, version, "update.published", func(tx *db.Tx, s studies.Seat, e Edition) error {
		if e.State != Approved {
			return db.Fault("state", "This update is not approved")
		}
		if err := stopped(tx, s, e); err != nil {
			return err
		}
		i, _, err := compose(tx, s, e)
		if err != nil {
			return err
		}
		body, err := json.Marshal(i)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO update_issues (id, edition_id, number, body, correction, published_at, published_by, approved_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			tx.NewID(), id, i.Number, string(body), e.Correction, db.Ms(tx.Now()), by.Name, e.ApprovedBy.Name); err != nil {
			return err
		}
		if err := registerPictures(tx, s, i); err != nil {
			return err
		}
		if err := registerQuotes(tx, s, i); err != nil {
			return err
		}
		if err := endOrReopen(tx, i); err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE update_editions SET state = $2, correction = '', version = version + 1 WHERE id = $1`, id, Published)
		return err
	})
}

// endOrReopen ends the list of readers with a final edition. One that was final by mistake
// opens it again.
func endOrReopen(tx *db.Tx, i Issue) error {
	if i.Final {
		return readers.End(tx, i.StudyID, i.EditionID, i.Next.StudyID)
	}
	return readers.Reopen(tx, i.StudyID, i.EditionID)
}

// registerPictures enters the pictures of an issue among the uses of what their takers
// gave.
func registerPictures(tx *db.Tx, s studies.Seat, i Issue) error {
	hung, err := photos.Gallery(tx, s.Study.ID)
	if err != nil {
		return err
	}
	for _, x := range i.Sections {
		for _, h := range hung {
			if x.Kind != Picture || x.About != h.Photo.ID || !h.Consents {
				continue
			}
			use := consent.Use{ParticipantID: h.ParticipantID, Covers: consent.TakePhotos, Kind: consent.UseEdition, SubjectID: i.EditionID, Label: "Photograph in “" + i.Title + "”"}
			if err := consent.Register(tx, i.StudyID, use); err != nil {
				return err
			}
		}
	}
	return nil
}

// Correct opens a published edition again. words say what is wrong with it; they stand on
// the next issue. *db.Invalid with the field "correction".
func Correct(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, words string) error {
	return move(ctx, d, by, key, studyID, id, version, "update.reopened", func(tx *db.Tx, _ studies.Seat, e Edition) error {
		var bad db.Invalid
		words := words
		bad.Trim("correction", &words, 1000, "Say what was wrong. Readers see it on the corrected update")
		if err := bad.Err(); err != nil {
			return err
		}
		if e.State != Published {
			return db.Fault("correction", "This update is not published")
		}
		_, err := tx.Exec(`UPDATE update_editions SET state = $2, correction = $3, edited_by = $4, edited_by_name = $5, edited_at = $6, version = version + 1 WHERE id = $1`, id, Drafting, words, by.AccountID, by.Name, db.Ms(tx.Now()))
		return err
	})
}
