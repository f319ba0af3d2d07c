package fill

import (
	"net/url"

	"linkwork/internal/db"
	"linkwork/internal/drafts"
	"linkwork/internal/forms"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// mostResponse is the largest file of answers, in bytes; around it is room for
// the rest of what is sent.
const mostResponse = 1<<20 - 1<<14

// bring reads answers that were given in another system. What can be kept of them
// is shown before it is; until then the file is a draft of whoever brought it.
func bring(v *visit.Visit) error {
	sent, err := v.NeedFile("file", mostResponse, "")
	if err == nil {
		err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
			_, err := forms.Look(r, v.Actor, v.Path("person"), v.Fields.Get("bring-form"), sent.Body)
			return err
		})
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return listPage(v, bad) })
	}
	err = v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		return drafts.Save(tx, v.Actor.AccountID, fileKey(v), url.Values{"form": {v.Fields.Get("bring-form")}, "file": {string(sent.Body)}})
	})
	if err != nil {
		return err
	}
	return v.Go(href(v, "/forms/bring"))
}

func fileKey(v *visit.Visit) string { return "answers-brought-" + v.Path("person") }

// brought is a file of answers that waits for somebody to keep it.
func brought(r db.Reader, v *visit.Visit) (formID string, body []byte, err error) {
	draft, err := drafts.Load(r, v.Actor.AccountID, fileKey(v))
	return draft.Fields.Get("form"), []byte(draft.Fields.Get("file")), err
}

func showBrought(v *visit.Visit) error { return broughtForm(v, nil) }

func broughtForm(v *visit.Visit, bad *db.Invalid) error {
	err := v.ShowPerson(v.Path("person"), "Forms", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		formID, body, err := brought(r, v)
		if err != nil {
			return visit.View{}, err
		}
		b, err := forms.Look(r, v.Actor, s.ID, formID, body)
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: "Answers from another system", Back: &ui.Link{Text: "Back to forms", Href: s.Href("/forms")}}
		s.Furnish(&page, "")
		return v.FormView(page, broughtPage(v.Fields, s, b, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
	return v.Again(err, func(bad *db.Invalid) error { return listPage(v, bad) }) // it came in meanwhile
}

// keepBrought keeps the answers that were shown.
func keepBrought(v *visit.Visit) error {
	var bad db.Invalid
	var formID string
	var body []byte
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		formID, body, err = brought(r, v)
		return err
	})
	if err != nil {
		return err
	}
	_, err = forms.Bring(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("person"), formID, body, forms.Confirmed{Sure: v.Fields.Is("sure", "yes"), Day: v.Fields.Date("day", &bad)})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return broughtForm(v, bad) })
	}
	if err := v.DropDraft(fileKey(v)); err != nil {
		return err
	}
	return v.Done(href(v, "/forms"), "The answers are saved.")
}
