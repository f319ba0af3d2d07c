package readers

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// shown is how many readers a page shows at most; a search finds the others.
const shown = 200

// showAll shows readers, those who stand somewhere, or those whom a search finds. What is searched for is an address
// or a name, so it stands in no address of ours.
func showAll(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		var states []readers.State
		if state := readers.State(v.Fields.Get("state")); state.Words() != "" {
			states = append(states, state)
		}
		some, n, err := readers.Find(r, s, v.Fields.Text("q"), shown, states...)
		if err != nil {
			return visit.View{}, err
		}
		page := instudy.Page(s, "All readers", "", instudy.Back(s.Study, "Back to readers", "/readers"))
		return visit.View{Page: page, Body: allBody(v.Fields, s, some, n)}, nil
	}, studies.Involve)
}

func showRemove(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x, err := readers.One(r, s, v.Path("reader"))
		page := instudy.Page(s, "Remove a reader", "", instudy.Back(s.Study, "Back to all readers", "/readers/all"))
		return visit.View{Page: page, Body: removeBody(s, x, visit.NewToken())}, err
	}, studies.Involve)
}

func remove(v *visit.Visit) error {
	if err := readers.Remove(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("reader")); err != nil {
		return err
	}
	return instudy.Done(v, "/readers/all", "Removed. They get no more mail from this list, also if a file brings the address again.")
}

func sendFile(v *visit.Visit) error {
	var all []readers.Reader
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Involve)
		if err != nil {
			return err
		}
		all, err = readers.Readers(r, s, readers.Confirmed)
		return err
	})
	if err != nil {
		return err
	}
	return v.SendCSV("readers.csv", fileRows(all))
}

// fileRows are readers as an import reads them.
func fileRows(all []readers.Reader) [][]string {
	rows := [][]string{readers.Columns}
	for _, x := range all {
		rows = append(rows, []string{x.Address, x.Name, strings.Join(x.Topics, ";"), x.AgreedHow, x.AgreedOn.String()})
	}
	return rows
}
