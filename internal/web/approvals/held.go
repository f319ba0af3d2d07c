package approvals

import (
	"cmp"
	"errors"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral/publish"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

// held is an entry that waits, beside what is published of it.
type held struct {
	directory.Service
	Title       string // of the source that made it
	Published   bool
	Differences []directory.Difference // from what is published; all fields of one that never was
	Seen        string                 // tells apart what the entry said
}

// showHeld shows an entry that waits; one that waits no more leads back.
func showHeld(v *visit.Visit) error {
	err := heldPageOf(v, nil)
	if errors.Is(err, db.ErrConflict) {
		return v.Go(Path)
	}
	return err
}

func heldPageOf(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		h, err := readHeld(r, v.Path("service"))
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: h.Name, Section: section, Wide: true, Back: back()}
		return v.FormView(page, heldPage(h, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// readHeld reads an entry that waits. db.ErrConflict when it waits no more.
func readHeld(r db.Reader, id string) (h held, err error) {
	if h.Service, err = directory.Get(r, id); err != nil {
		return h, err
	}
	if waits, err := directory.IsHeld(r, id); err != nil || !waits {
		return h, cmp.Or(err, db.ErrConflict)
	}
	if h.Seen, err = directory.Standing(r, id); err != nil {
		return h, err
	}
	source, err := directory.GetSource(r, h.Source)
	if err != nil {
		return h, err
	}
	h.Title = source.Title
	before, err := publish.Published(r, id)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return h, err
	}
	h.Published = err == nil
	for _, d := range directory.Differences(before, h.Service) {
		if d.Before != d.After { // the rest differs only inside
			h.Differences = append(h.Differences, d)
		}
	}
	return h, nil
}

// approve lets an entry be published as somebody has just seen it.
func approve(v *visit.Visit) error {
	err := act(v, func(tx *db.Tx) error {
		h, err := readHeld(tx, v.Path("service"))
		if err != nil {
			return err
		}
		if h.Seen != v.Fields.Get("seen") {
			var bad db.Invalid
			bad.Add("seen", "The entry has changed since you opened this page. Look at it once more")
			return bad.Err()
		}
		if err := directory.Approve(tx, h.ID); err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "service.approved", "", "service", h.ID)
	})
	if errors.Is(err, db.ErrConflict) && !errors.Is(err, once.ErrOther) {
		return v.Done(Path, "Somebody approved it already.")
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return heldPageOf(v, bad) })
	}
	return v.Done(Path, "Approved. It is published within a minute.")
}
