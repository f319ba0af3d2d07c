package photos

import (
	"context"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
)

// Hung is a place in the public gallery.
type Hung struct {
	Photo
	ItemID      string
	PublishedAt time.Time
	ByName      string
	Shown       Shown    // what everybody sees
	Not         *Refusal // why nothing is shown; nil where something is
}

// Hang puts items into the public gallery, all or none. An item that is not released
// for the web is refused: *db.Invalid with a field "item-<id>" for each, which says
// why. choices are items by photograph.
func Hang(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, choices map[string]string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Lead, "photos.hung", func(tx *db.Tx, s studies.Seat) (string, error) {
		all, err := List(tx, s)
		if err != nil {
			return "", err
		}
		var bad db.Invalid
		if len(choices) == 0 {
			bad.Add("items", "Choose at least one")
		}
		today, found := dates.Of(tx.Now()), 0
		for _, p := range all {
			itemID, chosen := choices[p.ID]
			if !chosen {
				continue
			}
			i, ok := p.Item(itemID)
			if !ok {
				return "", db.ErrNotFound
			}
			found++
			if x := p.judge(i, Web, today); x != nil {
				bad.Add("item-"+itemID, "Not published. "+x.Words)
			}
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		if found != len(choices) {
			return "", db.ErrNotFound
		}
		for _, p := range all {
			if itemID, chosen := choices[p.ID]; chosen {
				if err := p.hang(tx, itemID, s.By.Name); err != nil {
					return "", err
				}
			}
		}
		return studyID, nil
	})
	return err
}

func (p Photo) hang(tx *db.Tx, itemID, byName string) error {
	if _, err := tx.Exec(`INSERT INTO study_photo_gallery (photo_id, item_id, published_at, by_name) VALUES ($1, $2, $3, $4)
		ON CONFLICT (photo_id) DO UPDATE SET item_id = excluded.item_id, published_at = excluded.published_at, by_name = excluded.by_name, ended_at = NULL`, p.ID, itemID, db.Ms(tx.Now()), byName); err != nil {
		return err
	}
	return enterHanging(tx, p.ID)
}

// enterHanging enters in the list of uses whether a photograph is shown in the public
// gallery, after something that may have changed that. A withdrawal needs no entry: the
// use that rests on it says so itself.
func enterHanging(tx *db.Tx, photoID string) error {
	p, err := one(where(tx, `p.id = $1`, photoID))
	if err != nil || !p.Consents {
		return err
	}
	_, not := p.Show(Web, dates.Of(tx.Now()))
	switch {
	case p.InGallery && not == nil:
		return consent.Register(tx, p.StudyID, consent.Use{ParticipantID: p.ParticipantID, Covers: consent.TakePhotos, Kind: consent.UseGallery, SubjectID: p.ID, Label: "Photograph in the public gallery"})
	case p.InGallery:
		return consent.End(tx, consent.UseGallery, p.ID, not.Words)
	}
	return consent.End(tx, consent.UseGallery, p.ID, "It hangs in the gallery no more")
}

// TakeDown takes a photograph out of the public gallery.
func TakeDown(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Lead, "photos.taken-down", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := Get(tx, s, photoID); err != nil {
			return "", err
		}
		_, err := tx.Exec(`UPDATE study_photo_gallery SET ended_at = $2 WHERE photo_id = $1 AND ended_at IS NULL`, photoID, db.Ms(tx.Now()))
		if err != nil {
			return "", err
		}
		return photoID, enterHanging(tx, photoID)
	})
	return err
}

// Gallery is what everybody sees in the public gallery of a study, by prompt: what was
// put there if it may still be shown, else what else may be. What may not be shown any
// more leaves no gap that tells of it. The caller has checked that the study has a public
// page, or entered the study.
func Gallery(r db.Reader, studyID string) ([]Hung, error) {
	all, err := Hanging(r, studyID)
	return slices.DeleteFunc(all, func(h Hung) bool { return h.Not != nil }), err
}

// Hanging is Gallery with what hangs there and may not be shown now, for the team.
func Hanging(r db.Reader, studyID string) ([]Hung, error) {
	all, err := where(r, `p.study_id = $1 AND p.id IN (SELECT g.photo_id FROM study_photo_gallery g WHERE g.ended_at IS NULL)`, studyID)
	if err != nil {
		return nil, err
	}
	places, err := db.List(r, func(s db.Scanner) (h Hung, err error) {
		err = s.Scan(&h.Photo.ID, &h.ItemID, db.At(&h.PublishedAt), &h.ByName)
		return
	}, `SELECT g.photo_id, g.item_id, g.published_at, g.by_name FROM study_photo_gallery g JOIN study_photos p ON p.id = g.photo_id WHERE p.study_id = $1 AND g.ended_at IS NULL`, studyID)
	if err != nil {
		return nil, err
	}
	at := make(map[string]Hung, len(places))
	for _, h := range places {
		at[h.Photo.ID] = h
	}
	today := dates.Of(r.Now())
	hung := make([]Hung, 0, len(all))
	for _, p := range all {
		h := at[p.ID]
		h.Photo = p
		h.Shown, h.Not = p.showThis(h.ItemID, Web, today)
		hung = append(hung, h)
	}
	return hung, nil
}

// showThis is Show with one item before all others.
func (p Photo) showThis(itemID string, use Use, today dates.Date) (Shown, *Refusal) {
	if i, ok := p.Item(itemID); ok && p.judge(i, use, today) == nil {
		p.Items = []Item{i}
	}
	return p.Show(use, today)
}

// GalleryPicture is the picture of somebody's photograph that hangs in a study's
// public gallery; db.ErrNotFound unless it hangs there and may be shown, now.
func GalleryPicture(r db.Reader, studyID, photoID, itemID string, little bool) (pictures.Kept, error) {
	p, err := one(where(r, `p.id = $1 AND p.study_id = $2`, photoID, studyID))
	if err != nil {
		return pictures.Kept{}, err
	}
	if !p.InGallery {
		return pictures.Kept{}, db.ErrNotFound
	}
	return Picture(r, Web, photoID, itemID, little)
}
