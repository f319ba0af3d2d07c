package photos

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/files"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
)

// onItem does something to an item of a photograph that somebody handles.
func onItem(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID, itemID, what string, do func(*db.Tx, Photo, Item) error) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, what, func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := handled(tx, s, photoID)
		if err != nil {
			return "", err
		}
		i, ok := p.Item(itemID)
		if !ok {
			return "", db.ErrNotFound
		}
		if err := do(tx, p, i); err != nil {
			return "", err
		}
		return itemID, enterHanging(tx, p.ID)
	})
	return err
}

// SetAlt writes what a picture shows for those who do not see it. *db.Invalid with
// the field "alt".
func SetAlt(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID, itemID, alt string) error {
	return onItem(ctx, d, by, key, studyID, photoID, itemID, "photo.alt", func(tx *db.Tx, _ Photo, i Item) error {
		alt := alt
		var bad db.Invalid
		bad.Trim("alt", &alt, 300, "Say what it shows, in a sentence or two")
		if i.Kind == InWords {
			bad.Add("alt", "Words need no alternative text")
		}
		if err := bad.Err(); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE study_photo_items SET alt = $2, alt_by = $3 WHERE id = $1`, i.ID, alt, by.Name)
		return err
	})
}

// Check notes what a researcher found in a picture, risk by risk. *db.Invalid with the
// fields "risk-<code>".
func Check(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID, itemID string, found map[Risk]Found) error {
	return onItem(ctx, d, by, key, studyID, photoID, itemID, "photo.checked", func(tx *db.Tx, p Photo, i Item) error {
		if i.Kind == InWords {
			return db.ErrNotFound
		}
		var bad db.Invalid
		checks := make(map[Risk]Found, len(Risks))
		for _, x := range Risks {
			switch {
			case found[x].Words() == "":
				bad.Add("risk-"+string(x), "Choose one for "+x.Words())
			case x.ofPeople() && found[x] == Fine && !p.agreedTo():
				bad.Add("risk-"+string(x), "Nobody in it agreed yet. Note who agreed first, or cover them")
			}
			checks[x] = found[x]
		}
		if err := bad.Err(); err != nil {
			return err
		}
		body, err := json.Marshal(checks)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE study_photo_items SET checks = $2, checked_at = $3, checked_by = $4 WHERE id = $1`, i.ID, string(body), db.Ms(tx.Now()), by.Name)
		return err
	})
}

// agreedTo reports whether somebody in the photograph agreed to something.
func (p Photo) agreedTo() bool {
	for _, a := range p.Agreements {
		if a.EndedAt.IsZero() {
			return true
		}
	}
	return false
}

// readItem is the picture of an item for whoever handles the photograph.
func readItem(ctx context.Context, d *db.DB, by access.Actor, studyID, photoID, itemID string) (whole pictures.Kept, err error) {
	err = d.Read(ctx, func(r *db.Snapshot) error {
		s, err := studies.Enter(r, by, studyID, studies.Meet)
		if err != nil {
			return err
		}
		p, err := handled(r, s, photoID)
		if err != nil {
			return err
		}
		i, ok := p.Item(itemID)
		if !ok || i.Kind == InWords {
			return db.ErrNotFound
		}
		whole, err = pictures.Get(r, ownerOf(i.ID), i.pictureID)
		return err
	})
	return whole, err
}

// Cover makes an image from an item in which areas are black. Nothing of what they
// showed is in it. *db.Invalid with the fields "regions" or "why".
func Cover(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID, itemID string, regions []pictures.Region, why string) (id string, err error) {
	from, err := readItem(ctx, d, by, studyID, photoID, itemID)
	if err != nil {
		return "", err
	}
	whole, err := pictures.Redact(from.Picture, regions)
	var little pictures.Picture
	if err == nil {
		little, err = pictures.Thumb(whole, small)
	}
	if err != nil {
		return "", atField(unfit(err), "regions")
	}
	return build(ctx, d, by, key, studyID, photoID, Item{Kind: Image, MadeFrom: itemID, How: Covered, Why: why}, &whole, &little)
}

// atField moves a fault of a photograph to another field.
func atField(err error, field string) error {
	if bad, ok := err.(*db.Invalid); ok {
		for i := range bad.Fields {
			bad.Fields[i].Field = field
		}
	}
	return err
}

// Redraw keeps a picture that somebody drew after an item. *db.Invalid with the fields
// "drawing" or "why".
func Redraw(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID, itemID, why string, drawing []byte) (id string, err error) {
	if _, err := readItem(ctx, d, by, studyID, photoID, itemID); err != nil {
		return "", err
	}
	if len(drawing) == 0 {
		return "", db.Fault("drawing", "Choose the picture")
	}
	whole, err := pictures.Clean(drawing)
	var little pictures.Picture
	if err == nil {
		little, err = pictures.Thumb(whole, small)
	}
	if err != nil {
		return "", atField(unfit(err), "drawing")
	}
	return build(ctx, d, by, withFile(key, drawing), studyID, photoID, Item{Kind: Image, MadeFrom: itemID, How: Redrawn, Why: why}, &whole, &little)
}

// PutWords puts words in the place of a photograph, or of one that is missing: itemID
// is "" then. *db.Invalid with the fields "words" or "why".
func PutWords(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID, itemID, words, why string) (id string, err error) {
	return build(ctx, d, by, key, studyID, photoID, Item{Kind: InWords, MadeFrom: itemID, How: Written, Why: why, Words: words}, nil, nil)
}

// build stores what was made from an item.
func build(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID string, i Item, whole, small *pictures.Picture) (id string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Meet, "photo.made", func(tx *db.Tx, s studies.Seat) (string, error) {
		i := i
		p, err := handled(tx, s, photoID)
		if err != nil {
			return "", err
		}
		if _, ok := p.Item(i.MadeFrom); !ok && (i.MadeFrom != "" || p.There()) {
			return "", db.ErrNotFound
		}
		var bad db.Invalid
		if i.Kind == InWords {
			bad.Trim("words", &i.Words, 1000, "Write what stands in its place")
		}
		bad.Trim("why", &i.Why, 300, "Say why it is not the photograph itself")
		if err := bad.Err(); err != nil {
			return "", err
		}
		i.PhotoID, i.MadeBy = p.ID, s.By.Name
		return i.add(tx, whole, small)
	})
}

// Scrap takes away something that was made from a photograph. The photograph itself
// goes with Remove only.
func Scrap(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID, itemID string) error {
	return onItem(ctx, d, by, key, studyID, photoID, itemID, "photo.scrapped", func(tx *db.Tx, _ Photo, i Item) error {
		if i.Kind == Original {
			return db.ErrNotFound
		}
		return i.remove(tx)
	})
}

// remove takes the pictures and words of an item away. That it was there stays.
func (i Item) remove(tx *db.Tx) error {
	for _, id := range []string{i.pictureID, i.smallID} {
		if id == "" {
			continue
		}
		if err := pictures.Remove(tx, ownerOf(i.ID), id); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`UPDATE study_photo_items SET words = '', alt = '', removed_at = $2 WHERE id = $1 AND removed_at IS NULL`, i.ID, db.Ms(tx.Now()))
	return err
}

// Delete takes somebody's own photograph away, with what was made from it and the
// original. What was published cannot be called back.
func Delete(ctx context.Context, d *db.DB, key once.Key, linkID, photoID string) error {
	_, err := act(ctx, d, key, linkID, "photo.deleted", func(tx *db.Tx, a Album) (string, error) {
		p, err := a.Photo(photoID)
		if err != nil {
			return "", err
		}
		return p.ID, p.remove(tx, "deleted by the participant")
	})
	return err
}

// Destroy takes a photograph away for the team, as after a withdrawal in which somebody
// wants what they gave destroyed. *db.Invalid with the field "why".
func Destroy(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID, why string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "photo.destroyed", func(tx *db.Tx, s studies.Seat) (string, error) {
		why := why
		p, err := Get(tx, s, photoID)
		if err != nil {
			return "", err
		}
		if err := s.AtSite(studies.Meet, p.Participant.SiteID); err != nil {
			return "", err
		}
		var bad db.Invalid
		bad.Trim("why", &why, 200, "Say why it is destroyed")
		if err := bad.Err(); err != nil {
			return "", err
		}
		return p.ID, p.remove(tx, why)
	})
	return err
}

func (p Photo) remove(tx *db.Tx, why string) error {
	if !p.RemovedAt.IsZero() {
		return nil
	}
	for _, i := range p.Items {
		if err := i.remove(tx); err != nil {
			return err
		}
	}
	if p.OriginalID != "" {
		if err := files.Remove(tx, quarantine(p.ID), p.OriginalID, why); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`UPDATE study_photo_gallery SET ended_at = $2 WHERE photo_id = $1 AND ended_at IS NULL`, p.ID, db.Ms(tx.Now())); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE study_photos SET shows = '', people_words = '', workplace_words = '', missing_words = '', credit_name = '', removed_at = $2, removed_why = $3, version = version + 1 WHERE id = $1`,
		p.ID, db.Ms(tx.Now()), why); err != nil {
		return err
	}
	if err := consent.Destroyed(tx, consent.UsePhoto, p.ID, why); err != nil {
		return err
	}
	return enterHanging(tx, p.ID)
}

// OriginalOf is the file in quarantine for whoever leads the study and handles the
// photograph; db.ErrNotFound once it has expired, or consent was taken back. The look
// is to be noted with NoteLook first.
func OriginalOf(r db.Reader, s studies.Seat, photoID string) (files.File, error) {
	p, err := handled(r, s, photoID)
	if err != nil {
		return files.File{}, err
	}
	if err := s.AtSite(studies.Lead, p.Participant.SiteID); err != nil {
		return files.File{}, err
	}
	return files.Get(r, quarantine(p.ID), p.OriginalID)
}

// OriginalUntil is until when the original of a photograph is kept; zero once it is
// destroyed. That is no secret: its taker reads it too, and nobody opens it by knowing.
// The caller has reached the photograph.
func OriginalUntil(r db.Reader, p Photo) (time.Time, error) {
	f, err := files.Get(r, quarantine(p.ID), p.OriginalID)
	if errors.Is(err, db.ErrNotFound) {
		return time.Time{}, nil
	}
	return f.ExpiresAt, err
}

// NoteLook puts on the audit trail that an original was looked at.
func NoteLook(ctx context.Context, d *db.DB, by access.Actor, photoID string) error {
	return d.Write(ctx, func(tx *db.Tx) error { return studies.Note(tx, by, "photo.original-looked", photoID) })
}
