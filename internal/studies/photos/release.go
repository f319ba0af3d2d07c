package photos

import (
	"context"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Terms are what a participant says about where their photograph may be shown.
type Terms struct {
	Forms      map[Use]Form // a use that is not there is left as it was
	Until      dates.Date   // the last day; zero: as long as it is not taken back
	Licence    bool         // they took it, and give the licence
	Credit     Credit
	CreditName string
	How        string // how they said it, where a researcher notes it
}

// check says what is missing: whoever lets it be shown to others than the researchers
// gives a licence and says how to be named.
func (t *Terms) check(p Photo, today dates.Date) error {
	var bad db.Invalid
	shown := false
	for _, u := range Uses {
		f, said := t.Forms[u]
		if said && f.Words() == "" {
			bad.Add("use-"+string(u), "Choose one")
		}
		if !said {
			was, _ := p.Release(u)
			if f = was.Form; !was.EndedAt.IsZero() {
				f = Nowhere
			}
		}
		shown = shown || u != Analysis && (f == AsItIs || f == Changed)
	}
	if !t.Until.IsZero() && t.Until.Before(today) {
		bad.Add("until", "Enter today or a later day, or leave it empty")
	}
	bad.Trim("credit_name", &t.CreditName, 100, "")
	if t.Credit != "" && t.Credit.Words() == "" || shown && t.Credit == "" && p.There() {
		bad.Add("credit", "Choose how you want to be named")
	}
	switch {
	case t.Credit == NoCredit || t.Credit == "":
		t.CreditName = ""
	case t.CreditName == "":
		bad.Add("credit_name", "Enter the name to be shown")
	}
	if shown && !t.Licence && p.Licence == 0 && p.There() {
		bad.Add("licence", "Tick this, or choose No for everything but the researchers")
	}
	return bad.Err()
}

// SayWhere keeps by a link where somebody's own photograph may be shown. It holds at
// once. *db.Invalid with the fields "use-<code>", "until", "licence", "credit" or
// "credit_name".
func SayWhere(ctx context.Context, d *db.DB, key once.Key, linkID, photoID string, t Terms) error {
	_, err := act(ctx, d, key, linkID, "photo.released", func(tx *db.Tx, a Album) (string, error) {
		p, err := a.Photo(photoID)
		if err != nil {
			return "", err
		}
		t := t
		t.How = "By their link"
		return p.ID, p.say(tx, a.self(), t)
	})
	return err
}

// NoteWhere is SayWhere by a researcher for a participant, who said it in a way that
// is noted. *db.Invalid with the field "how" too.
func NoteWhere(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID string, t Terms) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "photo.released", func(tx *db.Tx, s studies.Seat) (string, error) {
		t := t
		p, err := handled(tx, s, photoID)
		if err != nil {
			return "", err
		}
		var bad db.Invalid
		bad.Trim("how", &t.How, 200, "Say how they told you, and when")
		if err := bad.Err(); err != nil {
			return "", err
		}
		return p.ID, p.say(tx, by, t)
	})
	return err
}

func (p Photo) say(tx *db.Tx, by access.Actor, t Terms) error {
	if err := t.check(p, dates.Of(tx.Now())); err != nil {
		return err
	}
	for _, u := range Uses {
		form, said := t.Forms[u]
		if !said {
			continue
		}
		if _, err := tx.Exec(`UPDATE study_photo_releases SET ended_at = coalesce(ended_at, $3), replaced = TRUE WHERE photo_id = $1 AND used_for = $2 AND NOT replaced`, p.ID, u, db.Ms(tx.Now())); err != nil {
			return err
		}
		until := t.Until
		if form == Nowhere {
			until = dates.Date{}
		}
		if _, err := tx.Exec(`INSERT INTO study_photo_releases (id, photo_id, used_for, form, given_by, how, given_at, expires_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			tx.NewID(), p.ID, u, form, by.Name, t.How, db.Ms(tx.Now()), until); err != nil {
			return err
		}
	}
	if t.Credit != "" {
		if _, err := tx.Exec(`UPDATE study_photos SET credit = $2, credit_name = $3, version = version + 1 WHERE id = $1`, p.ID, t.Credit, t.CreditName); err != nil {
			return err
		}
	}
	if !t.Licence {
		return enterHanging(tx, p.ID)
	}
	now, err := latestLicence(tx, p.StudyID)
	if err == nil && now.Number != p.Licence {
		_, err = tx.Exec(`UPDATE study_photos SET licence = $2, licensed_at = $3, version = version + 1 WHERE id = $1`, p.ID, now.Number, db.Ms(tx.Now()))
	}
	if err != nil {
		return err
	}
	return enterHanging(tx, p.ID)
}

// TakeBack ends every release of somebody's own photograph by their link, or that of
// one use. What is shown now is gone at once.
func TakeBack(ctx context.Context, d *db.DB, key once.Key, linkID, photoID string, uses ...Use) error {
	_, err := act(ctx, d, key, linkID, "photo.taken-back", func(tx *db.Tx, a Album) (string, error) {
		p, err := a.Photo(photoID)
		if err != nil {
			return "", err
		}
		return p.ID, p.takeBack(tx, uses)
	})
	return err
}

// NoteTakenBack is TakeBack by a researcher for a participant who told them.
func NoteTakenBack(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, photoID string, uses ...Use) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "photo.taken-back", func(tx *db.Tx, s studies.Seat) (string, error) {
		p, err := handled(tx, s, photoID)
		if err != nil {
			return "", err
		}
		return p.ID, p.takeBack(tx, uses)
	})
	return err
}

func (p Photo) takeBack(tx *db.Tx, uses []Use) error {
	for _, u := range Uses {
		if len(uses) > 0 && !slices.Contains(uses, u) {
			continue
		}
		if _, err := tx.Exec(`UPDATE study_photo_releases SET ended_at = $3 WHERE photo_id = $1 AND used_for = $2 AND ended_at IS NULL`, p.ID, u, db.Ms(tx.Now())); err != nil {
			return err
		}
	}
	return enterHanging(tx, p.ID)
}

// RefuseItem says by a link that one thing that was made from somebody's photograph is
// not to be shown, or may be after all.
func RefuseItem(ctx context.Context, d *db.DB, key once.Key, linkID, photoID, itemID string, refused bool) error {
	_, err := act(ctx, d, key, linkID, "photo.item-refused", func(tx *db.Tx, a Album) (string, error) {
		p, err := a.Photo(photoID)
		if err != nil {
			return "", err
		}
		i, ok := p.Item(itemID)
		if !ok {
			return "", db.ErrNotFound
		}
		at := db.Ms(tx.Now())
		if !refused {
			at = nil
		}
		if _, err = tx.Exec(`UPDATE study_photo_items SET refused_at = $2 WHERE id = $1`, i.ID, at); err != nil {
			return "", err
		}
		return i.ID, enterHanging(tx, p.ID)
	})
	return err
}
