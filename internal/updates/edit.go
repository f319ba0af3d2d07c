package updates

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

// Begin begins an edition with a first draft that Linkwork writes from what happened since
// the edition before. *db.Invalid with the fields "title" or "dated".
func Begin(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, title string, dated dates.Date) (id string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Involve, "update.begun", func(tx *db.Tx, s studies.Seat) (string, error) {
		e := Edition{ID: tx.NewID(), StudyID: studyID, Title: title, Dated: dated, Series: "Study update", State: Drafting}
		if err := e.tidy(); err != nil {
			return "", err
		}
		last, err := List(tx, s)
		if err != nil {
			return "", err
		}
		if e.Number = 1; len(last) > 0 {
			e.Number, e.Series, e.Masthead = last[0].Number+1, last[0].Series, last[0].Masthead
		}
		if e.Masthead.Partners == "" {
			e.Masthead.Partners = s.Study.Sponsor
		}
		if e.Blocks, err = draft(tx, s, dated); err != nil {
			return "", err
		}
		masthead, blocks, err := e.documents()
		if err != nil {
			return "", err
		}
		_, err = tx.Exec(`INSERT INTO update_editions (id, study_id, number, title, series, dated, final, masthead, blocks, small_why, correction, state, edited_by, edited_by_name, edited_at)
			VALUES ($1, $2, $3, $4, $5, $6, FALSE, $7, $8, '', '', $9, $10, $11, $12)`, e.ID, studyID, e.Number, e.Title, e.Series, e.Dated, masthead, blocks, Drafting, by.AccountID, by.Name, db.Ms(tx.Now()))
		if err != nil {
			return "", err
		}
		return e.ID, watchLinks(tx, s, e)
	})
}

// tidy trims what was typed about an edition and says what is wrong with it.
func (e *Edition) tidy() error {
	var bad db.Invalid
	bad.Trim("title", &e.Title, 150, "Enter a title")
	bad.Trim("series", &e.Series, 80, "Enter the name of the series, like “Study update”")
	bad.Trim("department", &e.Masthead.Department, 150, "")
	bad.Trim("network", &e.Masthead.Network, 150, "")
	bad.Trim("partners", &e.Masthead.Partners, 300, "")
	bad.Trim("small_why", &e.SmallWhy, 300, "")
	bad.Trim("correction", &e.Correction, 1000, "")
	if !e.Final {
		e.FollowsOn = ""
	}
	if e.Dated.IsZero() {
		bad.Add("dated", "Enter the day that the update bears")
	}
	if len(e.Blocks) > mostBlocks {
		bad.Add("kind", "An update holds 60 parts at most. Remove one first")
	}
	return bad.Err()
}

// documents are the parts of an edition that are kept as JSON.
func (e Edition) documents() (masthead, blocks string, err error) {
	m, err := json.Marshal(e.Masthead)
	if err != nil {
		return "", "", err
	}
	b, err := json.Marshal(e.Blocks)
	return string(m), string(b), err
}

// edit changes an edition. Whatever was approved is a draft again.
func edit(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, what string, change func(*db.Tx, studies.Seat, *Edition) error) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, what, func(tx *db.Tx, s studies.Seat) (string, error) {
		e, err := Get(tx, s, id)
		if err != nil {
			return "", err
		}
		if e.State == Published {
			return "", db.Fault("state", "This update is published. Correct it first")
		}
		if err := change(tx, s, &e); err != nil {
			return "", err
		}
		if err := e.tidy(); err != nil {
			return "", err
		}
		e.Version, e.State, e.EditedBy = version, Drafting, by
		if err := e.save(tx); err != nil {
			return "", err
		}
		return id, watchLinks(tx, s, e)
	})
	return err
}

// save writes an edition as its editor left it; db.ErrConflict if somebody saved first.
func (e Edition) save(tx *db.Tx) error {
	masthead, blocks, err := e.documents()
	if err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE update_editions SET title = $3, series = $4, dated = $5, final = $6, masthead = $7, blocks = $8, small_why = $9, correction = $10, state = $11, edited_by = $12, edited_by_name = $13, edited_at = $14,
		approved_by = NULL, approved_by_name = '', approved_at = NULL, follows_on = $15, version = version + 1 WHERE id = $1 AND version = $2`,
		e.ID, e.Version, e.Title, e.Series, e.Dated, e.Final, masthead, blocks, e.SmallWhy, e.Correction, e.State, e.EditedBy.AccountID, e.EditedBy.Name, db.Ms(tx.Now()), e.FollowsOn)
	if err == nil && n != 1 {
		err = db.ErrConflict
	}
	return err
}

// SetHead saves everything about an edition but its blocks. Errors as Begin, and
// "correction" without words where it corrects an issue.
func SetHead(ctx context.Context, d *db.DB, by access.Actor, key once.Key, x Edition) error {
	return edit(ctx, d, by, key, x.StudyID, x.ID, x.Version, "update.changed", func(_ *db.Tx, _ studies.Seat, e *Edition) error {
		e.Title, e.Series, e.Dated, e.Final, e.FollowsOn, e.Masthead, e.SmallWhy = x.Title, x.Series, x.Dated, x.Final, x.FollowsOn, x.Masthead, x.SmallWhy
		if e.Issues > 0 {
			e.Correction = x.Correction
		}
		return nil
	})
}

// AddBlock adds a block at the end; one about an event to which nothing was written says what
// the records do. *db.Invalid with the fields "kind", "heading", "text",
// "about", "alt" or "agreed".
func AddBlock(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, b Block) error {
	return edit(ctx, d, by, key, studyID, id, version, "update.changed", func(tx *db.Tx, s studies.Seat, e *Edition) (err error) {
		b := b
		b.ID, b.Portrait = tx.NewID(), Portrait{}
		if err := check(&b); err != nil {
			return err
		}
		if b.Kind == Event && b.Text == "" {
			if b.Text, err = ofEvent(tx, s, b.About, e.Dated); err != nil {
				return err
			}
		}
		e.Blocks = append(e.Blocks, b)
		return nil
	})
}

// ChangeBlock saves a block. Errors as AddBlock.
func ChangeBlock(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, b Block) error {
	return edit(ctx, d, by, key, studyID, id, version, "update.changed", func(_ *db.Tx, _ studies.Seat, e *Edition) error {
		b, n := b, e.at(b.ID)
		if n < 0 {
			return db.ErrNotFound
		}
		b.Kind, b.Portrait = e.Blocks[n].Kind, e.Blocks[n].Portrait
		if err := check(&b); err != nil {
			return err
		}
		e.Blocks = slices.Clone(e.Blocks)
		e.Blocks[n] = b
		return nil
	})
}

func check(b *Block) error {
	var bad db.Invalid
	b.tidy(&bad)
	return bad.Err()
}

// RemoveBlock takes a block out.
func RemoveBlock(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, blockID string) error {
	return edit(ctx, d, by, key, studyID, id, version, "update.changed", func(tx *db.Tx, _ studies.Seat, e *Edition) error {
		n := e.at(blockID)
		if n < 0 {
			return db.ErrNotFound
		}
		if err := e.forgetPortraits(tx, blockID); err != nil {
			return err
		}
		e.Blocks = slices.Delete(slices.Clone(e.Blocks), n, n+1)
		return nil
	})
}

// MoveBlock takes a block one place up, or down. At the end it stays.
func MoveBlock(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, blockID string, up bool) error {
	return edit(ctx, d, by, key, studyID, id, version, "update.changed", func(_ *db.Tx, _ studies.Seat, e *Edition) error {
		n := e.at(blockID)
		if n < 0 {
			return db.ErrNotFound
		}
		to := n + 1
		if up {
			to = n - 1
		}
		if to >= 0 && to < len(e.Blocks) {
			e.Blocks = slices.Clone(e.Blocks)
			e.Blocks[n], e.Blocks[to] = e.Blocks[to], e.Blocks[n]
		}
		return nil
	})
}
