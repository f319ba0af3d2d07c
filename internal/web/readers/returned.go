package readers

import (
	"linkwork/internal/db"
	"linkwork/internal/updates/readers"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

func showReturned(v *visit.Visit) error { return returnedPage(v, nil, nil) }

func returnedPage(v *visit.Visit, became []readers.Return, bad *db.Invalid) error {
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		return v.FormView(shell.Page{Title: "Mail that came back", Section: "Administration"}, returnedBody(v.Fields, became, visit.Faults(bad)), bad), nil
	})
}

// handIn takes a mail that was uploaded or pasted. Twice is once: the act knows what it did.
func handIn(v *visit.Visit) error {
	sent, err := v.File("report", readers.MostReport, "")
	if err == nil && sent.Name == "" {
		sent.Body = []byte(v.Fields.Get("pasted"))
	}
	var became []readers.Return
	if err == nil {
		became, err = readers.HandIn(v.Context(), v.House.DB, v.Actor.Audit(), sent.Body)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return returnedPage(v, nil, bad) })
	}
	v.Fields = visit.Fields{}
	return returnedPage(v, became, nil)
}
