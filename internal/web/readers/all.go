package readers

import (
	"encoding/csv"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
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
	var text strings.Builder
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Involve)
		if err != nil {
			return err
		}
		all, err := readers.Readers(r, s, readers.Confirmed)
		if err != nil {
			return err
		}
		text.Reset()
		return writeFile(csv.NewWriter(&text), all)
	})
	if err != nil {
		return err
	}
	return v.SendBody("readers.csv", "text/csv; charset=utf-8", []byte(text.String()))
}

// writeFile writes readers as an import reads them.
func writeFile(w *csv.Writer, all []readers.Reader) error {
	w.UseCRLF = true
	if err := w.Write(readers.Columns); err != nil {
		return err
	}
	for _, x := range all {
		if err := w.Write([]string{ui.Inert(x.Address), ui.Inert(x.Name), ui.Inert(strings.Join(x.Topics, ";")), ui.Inert(x.AgreedHow), x.AgreedOn.String()}); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}
