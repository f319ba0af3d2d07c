package updates

import (
	"context"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
)

// Portrait is a picture of somebody whom a block is about. Other pictures of an edition
// hang in the public gallery.
type Portrait struct {
	ID     string // of the picture; "" for none
	Alt    string
	Agreed string // how and when the person agreed to it
}

// portraitSide is how many pixels its long side has: it is shown small.
const portraitSide = 640

// portraitsOf is what the portraits of a block belong to: that of now, and those that were
// published before.
func portraitsOf(blockID string) pictures.Owner {
	return pictures.Owner{Kind: "update-portrait", ID: blockID}
}

// SetPortrait puts a picture of the person beside what a block says of them. Without one
// the words about the one that is there change. *db.Invalid with the fields "picture",
// "alt" or "agreed".
func SetPortrait(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, blockID string, p *pictures.Picture, words Portrait) error {
	if p != nil {
		small, err := pictures.Thumb(*p, portraitSide)
		if err != nil {
			return err
		}
		p = &small
	}
	return edit(ctx, d, by, key, studyID, id, version, "update.changed", func(tx *db.Tx, _ studies.Seat, e *Edition) error {
		n := e.at(blockID)
		if n < 0 || e.Blocks[n].Kind != Profile {
			return db.ErrNotFound
		}
		words := words
		words.ID = e.Blocks[n].Portrait.ID
		var bad db.Invalid
		if p == nil && words.ID == "" {
			bad.Add("picture", "Choose a picture")
		}
		bad.Trim("alt", &words.Alt, 500, "Say what it shows, for people who cannot see it")
		bad.Trim("agreed", &words.Agreed, 300, "Note how and when the person agreed to this picture")
		if err := bad.Err(); err != nil {
			return err
		}
		if p != nil {
			if err := e.forgetPortraits(tx, blockID); err != nil {
				return err
			}
			var err error
			if words.ID, err = pictures.Add(tx, portraitsOf(blockID), *p); err != nil {
				return err
			}
		}
		e.Blocks = slices.Clone(e.Blocks)
		e.Blocks[n].Portrait = words
		return nil
	})
}

// forgetPortraits deletes the portraits of a block, unless an issue shows them.
func (e Edition) forgetPortraits(tx *db.Tx, blockID string) error {
	if e.Issues > 0 {
		return nil
	}
	return deletePortraits(tx, blockID)
}

func deletePortraits(tx *db.Tx, blockID string) error {
	all, err := pictures.Of(tx, portraitsOf(blockID))
	for _, p := range all {
		if err := pictures.Remove(tx, portraitsOf(blockID), p.ID); err != nil {
			return err
		}
	}
	return err
}

// TakePortraitBack deletes the picture of somebody who does not agree to it any more, also
// from what is published. An edition that is not becomes a draft again.
func TakePortraitBack(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string, version int, blockID string) error {
	return move(ctx, d, by, key, studyID, id, version, "update.portrait-removed", func(tx *db.Tx, _ studies.Seat, e Edition) error {
		n := e.at(blockID)
		if n < 0 {
			return db.ErrNotFound
		}
		if err := deletePortraits(tx, blockID); err != nil {
			return err
		}
		e.Blocks = slices.Clone(e.Blocks)
		e.Blocks[n].Portrait = Portrait{}
		if e.EditedBy = by; e.State != Published {
			e.State = Drafting
		}
		return e.save(tx)
	})
}

// PortraitOf is the picture of a block of an edition; db.ErrNotFound without.
func PortraitOf(r db.Reader, e Edition, blockID string) (pictures.Kept, error) {
	b, err := e.Block(blockID)
	if err != nil {
		return pictures.Kept{}, err
	}
	return pictures.Get(r, portraitsOf(b.ID), b.Portrait.ID)
}

// PublishedPortrait is a picture that an issue of an edition shows; else db.ErrNotFound.
func PublishedPortrait(r db.Reader, editionID, blockID, pictureID string) (pictures.Kept, error) {
	all, err := Issues(r, editionID)
	if err != nil {
		return pictures.Kept{}, err
	}
	for _, i := range all {
		for _, x := range i.Sections {
			if x.ID == blockID && x.Portrait.ID == pictureID {
				return pictures.Get(r, portraitsOf(blockID), pictureID)
			}
		}
	}
	return pictures.Kept{}, db.ErrNotFound
}

// Portraits are the ids of the pictures of people that an issue can show: one that was
// taken back is not among them.
func Portraits(r db.Reader, i Issue) (ids []string, err error) {
	for _, x := range i.Sections {
		if x.Portrait.ID == "" {
			continue
		}
		all, err := pictures.Of(r, portraitsOf(x.ID))
		if err != nil {
			return nil, err
		}
		for _, p := range all {
			if p.ID == x.Portrait.ID {
				ids = append(ids, p.ID)
			}
		}
	}
	return ids, nil
}
