package approvals

import (
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/keepers"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// shown is how many of each list stand on the page.
const shown = 100

// all is what waits and what was decided lately.
type all struct {
	Waiting   []keepers.Suggestion
	Count     int // that wait
	Held      []directory.Held
	HeldCount int
	Decided   []keepers.Suggestion
}

const shownDecided = 20

func showAll(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		a, err := readAll(r)
		page := shell.Page{Title: "Changes to approve", Section: section, Wide: true, Back: &ui.Link{Text: "Back to administration", Href: "/admin"}}
		return visit.View{Page: page, Body: allPage(a)}, err
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
	if a.Held, err = directory.HeldServices(r, shown); err != nil {
		return a, err
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
