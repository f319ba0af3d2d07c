package participants_test

import (
	"strconv"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/web/webtest"
)

// forms is the address of a new document of consent forms.
func (h house) forms() string {
	id, err := approvals.AddDocument(h.Context(), h.DB, h.Lead, keyless, approvals.Document{StudyID: h.ID, Kind: approvals.ConsentForm, Title: "Consent form for families", Language: "en"})
	h.OK(err)
	return "/studies/" + h.ID + "/documents/" + id
}

// A form of as many clauses as are needed is written without scripts, one row after
// another, and seen as participants see it before it is kept.
func TestAConsentFormOfManyClausesIsWrittenAndPreviewed(t *testing.T) {
	h := open(t)
	b, at := h.as(h.Lead), h.forms()
	day := []string{"dated-day", strconv.Itoa(h.Today().Day), "dated-month", strconv.Itoa(int(h.Today().Month)), "dated-year", strconv.Itoa(h.Today().Year)}
	form := append(day, "number", "1.0", "form_title", "Families", "days", "2")
	rows := 4
	for i := range 14 {
		n := strconv.Itoa(i)
		if i == rows {
			page := b.Post(at+"/clauses", append(form, "rows", strconv.Itoa(rows), "do", "add")...).Is(t, 200, "Clause "+strconv.Itoa(i+1), "I agree to number "+strconv.Itoa(i-1), "!There is a problem")
			rows++
			if page.Field("rows") != strconv.Itoa(rows) {
				t.Fatalf("the form has %s rows", page.Field("rows"))
			}
		}
		form = append(form, "words-"+n, "I agree to number "+n, "covers-"+n, string(consent.AllCovers[i%len(consent.AllCovers)]))
	}
	form = append(form, "rows", strconv.Itoa(rows), "needed-0", "yes")
	page := b.Post(at+"/clauses", append(form, "do", "preview")...).Is(t, 200, "Participants will see this", "I agree to number 13", "Needed to take part")
	if h.versions(at) != 0 {
		t.Fatal("the preview kept something")
	}
	kept := append(form, "_once", page.Field("_once"))
	b.Post(at+"/clauses", append(kept, "do", "change")...).Is(t, 200, "I agree to number 13", "Clause 14")
	b.Post(at+"/clauses", append(kept, "do", "keep")...).Leads(t, at)
	if h.versions(at) != 1 {
		t.Error("the version is not kept")
	}
}

// versions is how many versions the study's newest document has.
func (h house) versions(at string) (n int) {
	h.Read(func(r *db.Snapshot) error {
		return r.QueryRow(`SELECT count(*) FROM study_document_versions v JOIN study_documents d ON d.id = v.document_id WHERE d.title = 'Consent form for families'`).Scan(&n)
	})
	return n
}

// All that is wrong is said at once, at its clause and by its number.
func TestFaultsOfAConsentFormNameTheirClause(t *testing.T) {
	h := open(t)
	b, at := h.as(h.Lead), h.forms()
	b.Post(at+"/clauses", "do", "preview", "rows", "6", "days", "many", "words-0", "I agree to take part", "words-4", "I agree to be quoted", "covers-4", "quote", "covers-5", "record").Is(t, 422,
		"Enter the version", "Enter the date that the document bears", "Enter the title of the form", "Enter days from 0 to 90",
		"Clause 1: choose what it allows", "Clause 3: write what they agree to", "One clause that is needed must be that they take part", "I agree to be quoted", "!Clause 2:")
	b.Send(at+"/upload", "body", []byte("%PDF-1.7 signed"), "number", "1.0").Is(t, 422, "Write a consent form clause by clause")
	h.as(h.Field).Post(at+"/clauses", "do", "preview").Is(t, 404)
}

func TestAConsentFormIsWrittenInABrowser(t *testing.T) {
	h := open(t)
	at := h.forms()
	p := webtest.Start(t).Page(t, h.site.URL)
	h.come(p, h.Lead)
	p.Go(at)
	p.Fill("Version", "1.0")
	p.Fill("Date on the document > Day", strconv.Itoa(h.Today().Day))
	p.Fill("Date on the document > Month", strconv.Itoa(int(h.Today().Month)))
	p.Fill("Date on the document > Year", strconv.Itoa(h.Today().Year))
	p.Fill("Title of the form", "Families")
	p.Fill("Clause 1 > What they agree to", "I agree to take part")
	p.Submit("Add another clause")
	p.See("Clause 5")
	p.Submit("See it as they will")
	p.See("Clause 1: choose what it allows")
	look(p, "form-faults")
	p.Select("covers-0", "Take part")
	p.Choose(`[name="needed-0"]`)
	p.Submit("See it as they will")
	p.See("Participants will see this")
	look(p, "form-preview")
	p.Submit("Keep this version")
	p.See("The version is kept")
	p.Click("1.0")
	p.See("Needed to take part")
	look(p, "form-kept")
}
