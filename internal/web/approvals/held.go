package approvals

import (
	"cmp"
	"errors"
	"strings"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
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

// errMoved is that an entry is not as it was when somebody looked at it.
var errMoved = errors.New("approvals: the entry has changed")

// approveAs lets an entry be published if it still is what somebody has seen.
// db.ErrConflict when it waits no more.
func approveAs(tx *db.Tx, by audit.Actor, id, seen string) error {
	h, err := readHeld(tx, id)
	if err != nil {
		return err
	}
	if h.Seen != seen {
		return errMoved
	}
	if err := directory.Approve(tx, h.ID); err != nil {
		return err
	}
	return audit.Change(tx, by, "service.approved", "", "service", h.ID)
}

// approve lets one entry be published.
func approve(v *visit.Visit) error {
	err := act(v, func(tx *db.Tx) error {
		err := approveAs(tx, v.Actor.Audit(), v.Path("service"), v.Fields.Get("seen"))
		if errors.Is(err, errMoved) {
			var bad db.Invalid
			bad.Add("seen", "The entry has changed since you opened this page. Look at it once more")
			return bad.Err()
		}
		return err
	})
	if errors.Is(err, db.ErrConflict) && !errors.Is(err, once.ErrOther) {
		return v.Done(Path, "Somebody approved it already.")
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return heldPageOf(v, bad) })
	}
	return v.Done(Path, "Approved. It is published within a minute.")
}

// approveSome lets those entries of the list be published that are ticked. One
// that has changed since the list was shown still waits.
func approveSome(v *visit.Visit) error {
	done, left := 0, 0
	err := act(v, func(tx *db.Tx) error {
		done, left = 0, 0
		for _, ticked := range v.Fields.All("looked") {
			id, seen, _ := strings.Cut(ticked, " ")
			err := approveAs(tx, v.Actor.Audit(), id, seen)
			switch {
			case err == nil:
				done++
			case errors.Is(err, errMoved), errors.Is(err, db.ErrConflict):
				left++
			default:
				return err
			}
		}
		if done > 0 {
			return nil
		}
		var bad db.Invalid
		if bad.Add("looked", "Tick the entries that you have looked at"); left > 0 {
			bad.Fields[0].Message = "What you ticked has changed since you looked, or was approved already. Look at it once more"
		}
		return bad.Err()
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return allPageOf(v, bad) })
	}
	words := dates.Count(done, "entry is", "entries are") + " approved, and published within a minute."
	if left > 0 {
		words += " " + dates.Count(left, "has", "have") + " changed since you looked, or was approved already."
	}
	return v.Done(Path, words)
}
