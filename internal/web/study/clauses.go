package study

import (
	"errors"
	"slices"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// firstRows is how many clauses an empty form has room for. More are added one by one.
const firstRows = 4

// fillClauses fills in a consent form, with room for one clause more.
func fillClauses(f visit.Fields, form consent.Form) {
	f.Set("form_title", form.Title)
	f.Set("intro", form.Intro)
	f.SetNumber("days", form.Days)
	f.SetNumber("rows", max(len(form.Clauses)+1, f.Number("rows")))
	fillRows(f, form.Clauses)
}

func fillRows(f visit.Fields, clauses []consent.Clause) {
	for i := range f.Number("rows") {
		var c consent.Clause
		if i < len(clauses) {
			c = clauses[i]
		}
		n := strconv.Itoa(i)
		f.Set("words-"+n, c.Words)
		f.Set("covers-"+n, string(c.Covers))
		f.Del("needed-" + n)
		if c.Needed {
			f.Set("needed-"+n, "yes")
		}
	}
}

// readClauses reads a consent form as it was typed. Rows that were left empty close up,
// so that a clause has the number under which its faults are named.
func readClauses(f visit.Fields) consent.Form {
	form := consent.Form{Title: f.Text("form_title"), Intro: f.Text("intro"), Days: f.Number("days")}
	f.SetNumber("rows", min(max(f.Number("rows"), 1), consent.MostClauses))
	used := make(map[consent.Covers]int)
	for i := range f.Number("rows") {
		row := strconv.Itoa(i)
		words, covers := f.Text("words-"+row), consent.Covers(f.Get("covers-"+row))
		if words == "" && covers == "" {
			continue
		}
		code := string(covers)
		if used[covers]++; used[covers] > 1 {
			code += "-" + strconv.Itoa(used[covers])
		}
		form.Clauses = append(form.Clauses, consent.Clause{Code: code, Words: words, Covers: covers, Needed: f.Is("needed-"+row, "yes")})
	}
	fillRows(f, form.Clauses)
	return form
}

// addClauses adds a row to a consent form that is being written, shows it as
// participants will see it, or keeps it: only from there.
func addClauses(v *visit.Visit) error {
	f := v.Fields
	form := readClauses(f)
	switch f.Get("do") {
	case "add":
		f.SetNumber("rows", min(f.Number("rows")+1, consent.MostClauses))
		return documentPage(v, nil)
	case "change":
		return documentPage(v, nil)
	}
	n, bad, err := checkClauses(v, form)
	switch {
	case err != nil:
		return err
	case len(bad.Fields) > 0:
		return documentPage(v, bad)
	case f.Is("do", "keep"):
		return save(v, n, bad)
	}
	return previewPage(v, form)
}

// checkClauses says all at once what is wrong with a version and with its clauses.
func checkClauses(v *visit.Visit, form consent.Form) (n approvals.NewVersion, bad *db.Invalid, err error) {
	bad = new(db.Invalid)
	n = version(v, bad)
	n.MediaType = approvals.Clauses
	var ofForm *db.Invalid
	n.Body, err = form.Write()
	if err != nil && !errors.As(onForm(err, map[string]string{"title": "form_title"}), &ofForm) {
		return n, bad, err
	}
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		if _, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Lead); err != nil {
			return err
		}
		return n.Check(r)
	})
	var ofVersion *db.Invalid
	if err != nil && !errors.As(err, &ofVersion) {
		return n, bad, err
	}
	for _, more := range []*db.Invalid{ofVersion, ofForm} {
		if more != nil {
			bad = visit.Merge(bad, more)
		}
	}
	bad.Fields = slices.DeleteFunc(bad.Fields, func(f db.FieldError) bool { return f.Field == "body" }) // the clauses have their own faults
	return n, bad, nil
}

// preview is a version of a consent form that is not kept yet.
type preview struct {
	studies.Seat
	approvals.Document
	Form consent.Form
}

func previewPage(v *visit.Visit, form consent.Form) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		all, err := approvals.Documents(r, s)
		for _, d := range all {
			if d.ID == v.Path("document") {
				x := preview{s, d, form}
				return visit.View{Page: instudy.Page(s, "Preview", "", instudy.Back(s.Study, "Back to the document", "/documents/"+d.ID)), Body: previewBody(v.Fields, x, visit.NewToken())}, nil
			}
		}
		if err == nil {
			err = db.ErrNotFound
		}
		return visit.View{}, err
	}, studies.Lead)
}

// typedClauses are the fields that the preview passes on.
func typedClauses(f visit.Fields) []string {
	names := []string{"number", "amendment", "form_title", "intro", "days", "rows"}
	for _, date := range []string{"dated", "approved"} {
		names = append(names, date+"-day", date+"-month", date+"-year")
	}
	for i := range f.Number("rows") {
		n := strconv.Itoa(i)
		names = append(names, "words-"+n, "covers-"+n, "needed-"+n)
	}
	return names
}

func coversChoices() []ui.Choice {
	items := []ui.Choice{{Text: "Choose"}}
	for _, c := range consent.AllCovers {
		items = append(items, ui.Choice{Value: string(c), Text: c.Words()})
	}
	return items
}
