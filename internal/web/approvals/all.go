package approvals

import (
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/keepers"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// How many of each list stand on the page.
const (
	shown        = 100
	shownHeld    = 50
	shownDecided = 20
)

// all is what waits and what was decided lately.
type all struct {
	Waiting   []keepers.Suggestion
	Count     int // that wait
	Held      []heldRow
	HeldCount int
	Decided   []keepers.Suggestion
}

// heldRow is an entry of a source in the list, with what differs.
type heldRow struct {
	directory.Held
	Beside held
}

func showAll(v *visit.Visit) error { return allPageOf(v, nil) }

func allPageOf(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		a, err := readAll(r)
		page := shell.Page{Title: "Changes to approve", Section: section, Wide: true, Back: &ui.Link{Text: "Back to administration", Href: "/admin"}}
		return v.FormView(page, allPage(v.Fields, a, visit.NewToken(), visit.Faults(bad)), bad), err
	})
}

func readAll(r db.Reader) (a all, err error) {
	if a.Count, err = keepers.CountWaiting(r); err != nil {
		return a, err
	}
	if a.HeldCount, err = directory.CountHeld(r); err != nil {
		return a, err
	}
	if a.Waiting, err = keepers.Suggestions(r, keepers.Waiting, shown); err != nil {
		return a, err
	}
	waiting, err := directory.HeldServices(r, shownHeld)
	if err != nil {
		return a, err
	}
	for _, h := range waiting {
		beside, err := readHeld(r, h.ID)
		if err != nil {
			return a, err
		}
		a.Held = append(a.Held, heldRow{h, beside})
	}
	for _, state := range []keepers.State{keepers.Approved, keepers.Declined} {
		some, err := keepers.Suggestions(r, state, shownDecided)
		if err != nil {
			return a, err
		}
		a.Decided = append(a.Decided, some...)
	}
	return a, nil
}

func back() *ui.Link { return &ui.Link{Text: "Changes to approve", Href: Path} }
