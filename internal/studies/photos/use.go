package photos

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
)

// Usage is where a photograph was shown.
type Usage struct {
	ID, PhotoID, ItemID string
	Use                 Use
	Words               string // "Final report, page 12"
	On                  dates.Date
	ByName              string
	Final               bool // published: cannot be recalled
}

// Usages lists where a photograph was shown, the latest first. The caller has reached
// the photograph.
func Usages(r db.Reader, photoID string) ([]Usage, error) {
	return db.List(r, func(s db.Scanner) (u Usage, err error) {
		err = s.Scan(&u.ID, &u.PhotoID, &u.ItemID, &u.Use, &u.Words, &u.On, &u.ByName, &u.Final)
		return
	}, `SELECT id, photo_id, item_id, used_for, words, used_on, by_name, final FROM study_photo_uses WHERE photo_id = $1 ORDER BY used_on DESC, id DESC`, photoID)
}

// NoteUse notes that an item of a photograph is used outside of these pages, such as in
// a report. *db.Invalid with the field "item" says why it may not be; else "words" or
// "on".
func NoteUse(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, u Usage) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "photo.used", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := handled(tx, s, u.PhotoID)
		if err != nil {
			return "", err
		}
		return p.used(tx, s.By.Name, u)
	})
	return err
}

func (p Photo) used(tx *db.Tx, byName string, u Usage) (id string, err error) {
	today := dates.Of(tx.Now())
	var bad db.Invalid
	bad.Trim("words", &u.Words, 200, "Say where: “Final report, page 12”")
	if u.On.IsZero() {
		u.On = today
	}
	if u.On.After(today) {
		bad.Add("on", "The day must be today or earlier")
	}
	i, ok := p.Item(u.ItemID)
	if !ok {
		return "", db.ErrNotFound
	}
	if u.Use.Words() == "" {
		bad.Add("use", "Choose the use")
	} else if x := p.judge(i, u.Use, today); x != nil {
		bad.Add("item", x.Words)
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	u.ID = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO study_photo_uses (id, photo_id, item_id, used_for, words, used_on, by_name, final) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		u.ID, p.ID, i.ID, u.Use, u.Words, u.On, byName, u.Final); err != nil {
		return "", err
	}
	label := "Photograph in: " + u.Words
	if err := consent.Register(tx, p.StudyID, consent.Use{ParticipantID: p.ParticipantID, Covers: consent.TakePhotos, Kind: consent.UseShown, SubjectID: u.ID, Label: label}); err != nil {
		return "", err
	}
	if !u.Final {
		return u.ID, nil
	}
	return u.ID, consent.Fix(tx, consent.UseShown, u.ID, u.Words)
}
