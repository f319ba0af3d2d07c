package study

import (
	"net/http"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/markdown"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// file is a document with its versions, the latest first.
type file struct {
	approvals.Document
	Versions []approvals.Version
}

func files(r *db.Snapshot, s studies.Seat) (all []file, err error) {
	documents, err := approvals.Documents(r, s)
	if err != nil {
		return nil, err
	}
	versions, err := approvals.Versions(r, s)
	for _, kind := range approvals.Kinds {
		for _, d := range documents {
			if d.Kind != kind {
				continue
			}
			f := file{Document: d}
			for _, v := range versions {
				if v.Document.ID == d.ID {
					f.Versions = append(f.Versions, v)
				}
			}
			all = append(all, f)
		}
	}
	return all, err
}

func showDocuments(v *visit.Visit) error { return documentsPage(v, nil) }

func documentsPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		all, err := files(r, s)
		if err != nil {
			return visit.View{}, err
		}
		sites, err := s.AllSites(r)
		return v.FormView(instudy.Page(s, "Documents", "Documents", nil), documentsBody(v.Fields, s, all, sites, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

func addDocument(v *visit.Visit) error {
	f := v.Fields
	d := approvals.Document{StudyID: v.Path("study"), Kind: approvals.Kind(f.Get("kind")), Title: f.Get("title"), Language: f.Get("language"), SiteID: f.Get("site"), Audience: studies.Kind(f.Get("audience"))}
	id, err := approvals.AddDocument(v.Context(), v.House.DB, v.Actor, v.Once(), d)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return documentsPage(v, bad) })
	}
	return instudy.Done(v, "/documents/"+id, "The document is in the study’s file. Add its first version.")
}

// document is one document, with what a new version of it needs.
type document struct {
	studies.Seat
	file
	Amendments []approvals.Amendment
}

func showDocument(v *visit.Visit) error { return documentPage(v, nil) }

func documentPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		all, err := files(r, s)
		if err != nil {
			return visit.View{}, err
		}
		for _, f := range all {
			if f.Document.ID != v.Path("document") {
				continue
			}
			d := document{Seat: s, file: f}
			if d.Amendments, err = approvals.Amendments(r, s); err != nil {
				return visit.View{}, err
			}
			if v.R.Method == http.MethodGet {
				if err := d.begin(r, v.Fields); err != nil {
					return visit.View{}, err
				}
			}
			page := instudy.Page(s, f.Title, "", instudy.Back(s.Study, "Back to documents", "/documents"))
			return v.FormView(page, documentBody(v.Fields, d, visit.NewToken(), visit.Faults(bad)), bad), nil
		}
		return visit.View{}, db.ErrNotFound
	}, studies.Follow)
}

// begin fills the form of a new version with the words of the latest.
func (d document) begin(r *db.Snapshot, f visit.Fields) error {
	f.SetNumber("rows", firstRows)
	if len(d.Versions) == 0 {
		return nil
	}
	body, err := approvals.Body(r, d.Versions[0].ID)
	if err != nil {
		return err
	}
	switch d.Versions[0].MediaType {
	case approvals.Markdown:
		f.Set("text", string(body))
	case approvals.Clauses:
		form, err := consent.ReadForm(body)
		if err != nil {
			return err
		}
		fillClauses(f, form)
	}
	return nil
}

// version reads what all forms of a new version have in common.
func version(v *visit.Visit, bad *db.Invalid) approvals.NewVersion {
	f := v.Fields
	return approvals.NewVersion{StudyID: v.Path("study"), DocumentID: v.Path("document"), Number: f.Get("number"), Dated: f.Date("dated", bad), AmendmentID: f.Get("amendment"), ApprovedOn: f.Date("approved", bad)}
}

func addVersion(v *visit.Visit) error {
	bad := new(db.Invalid)
	sent, err := v.File("body", approvals.MostBytes, "")
	if refused, ok := err.(*db.Invalid); ok {
		bad = refused
	} else if err != nil {
		return err
	}
	n := version(v, bad)
	n.MediaType, n.Body = approvals.Markdown, []byte(strings.TrimSpace(v.Fields.Get("text")))
	if len(sent.Body) > 0 {
		n.MediaType, n.Body = approvals.PDF, sent.Body
	}
	return save(v, n, bad)
}

func save(v *visit.Visit, n approvals.NewVersion, bad *db.Invalid) error {
	id, err := approvals.AddVersion(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), n)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return documentPage(v, bad) })
	}
	same, err := sameBytes(v, id)
	if err != nil {
		return err
	}
	if same != "" {
		return instudy.Done(v, "/documents/"+v.Path("document"), "The version is kept. But its bytes are exactly those of "+same+": check that this is the right file.")
	}
	return instudy.Done(v, "/documents/"+v.Path("document"), "The version is kept. Its bytes never change.")
}

// sameBytes names the version that holds the bytes of another already; "" if none does.
func sameBytes(v *visit.Visit, id string) (label string, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Follow)
		if err != nil {
			return err
		}
		all, err := approvals.Versions(r, s)
		label = sameAs(all, id)
		return err
	})
	return label, err
}

func sameAs(all []approvals.Version, id string) string {
	for _, x := range all {
		if x.ID != id {
			continue
		}
		if other, ok := x.SameBytes(all); ok {
			return other.Label()
		}
	}
	return ""
}

// shown is one version as it is read.
type shown struct {
	studies.Seat
	approvals.Version
	Text markdown.Text
	Form consent.Form
	Same string // names the version that has the same bytes
}

func showVersion(v *visit.Visit) error { return versionPage(v, nil) }

func versionPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x := shown{Seat: s}
		var err error
		if x.Version, err = approvals.TheVersion(r, s.Study.ID, v.Path("version")); err != nil {
			return visit.View{}, err
		}
		body, err := approvals.Body(r, x.Version.ID)
		if err != nil {
			return visit.View{}, err
		}
		all, err := approvals.Versions(r, s)
		if err != nil {
			return visit.View{}, err
		}
		x.Same = sameAs(all, x.Version.ID)
		switch x.MediaType {
		case approvals.Markdown:
			x.Text = markdown.Text(body)
		case approvals.Clauses:
			x.Form, err = consent.ReadForm(body)
		}
		page := instudy.Page(s, x.Label(), "", instudy.Back(s.Study, "Back to the document", "/documents/"+x.Document.ID))
		return v.FormView(page, versionBody(v.Fields, x, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Follow)
}

// endings are of the files by which versions leave.
var endings = map[string]string{approvals.Markdown: ".md", approvals.PDF: ".pdf", approvals.Clauses: ".json"}

func sendVersion(v *visit.Visit) error {
	var x approvals.Version
	var body []byte
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Follow)
		if err != nil {
			return err
		}
		if x, err = approvals.TheVersion(r, s.Study.ID, v.Path("version")); err != nil {
			return err
		}
		body, err = approvals.Body(r, x.ID)
		return err
	})
	if err != nil {
		return err
	}
	return v.SendBody(x.Title+" "+x.Number+endings[x.MediaType], x.MediaType, body)
}

func approve(v *visit.Visit) error {
	bad := new(db.Invalid)
	on := v.Fields.Date("approved", bad)
	err := approvals.Approve(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("version"), on)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return versionPage(v, bad) })
	}
	return instudy.Done(v, "/versions/"+v.Path("version"), "It is used from that day on.")
}

// languages are those that a document can be in.
func languages() []ui.Choice {
	return []ui.Choice{{Value: "en", Text: "English"}, {Value: "cy", Text: "Welsh"}, {Value: "en-x-easyread", Text: "English, easy read"}, {Value: "pl", Text: "Polish"}, {Value: "ur", Text: "Urdu"}, {Value: "pa", Text: "Punjabi"}, {Value: "bn", Text: "Bengali"}, {Value: "gu", Text: "Gujarati"}, {Value: "ar", Text: "Arabic"}, {Value: "ro", Text: "Romanian"}, {Value: "uk", Text: "Ukrainian"}, {Value: "so", Text: "Somali"}, {Value: "bfi", Text: "British Sign Language (film)"}}
}
