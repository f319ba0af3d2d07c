package builder

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"path"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/drafts"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Where a form is brought from another program, and the size in bytes of the
// largest request that is let in there: a file and what is around it.
const (
	BringPath = at + "/bring"
	fileLimit = 8 << 20
	BodyLimit = fileLimit + 1<<20
)

func showBring(v *visit.Visit) error { return bringForm(v, nil) }

func bringForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		page := shell.Page{Title: "Bring a form", Section: section(v.Actor), Back: &ui.Link{Text: "Back to forms", Href: at}}
		return v.FormView(page, bringPage(visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// bring makes a draft of a file from another program. What could not be carried
// is kept for whoever brought it, beside the draft.
func bring(v *visit.Visit) error {
	f, lost, err := sentForm(v)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return bringForm(v, bad) })
	}
	key, err := broughtOnce(v, f)
	if err != nil {
		return err
	}
	id, err := forms.Create(v.Context(), v.House.DB, v.Actor, key, f)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error {
			for n := range bad.Fields {
				bad.Fields[n].Field = "file"
			}
			return bringForm(v, bad)
		})
	}
	if len(lost) == 0 {
		return v.Done(hrefOf(id, ""), "The form is here, with everything that was in the file.")
	}
	words, err := json.Marshal(lost)
	if err != nil {
		return err
	}
	err = v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		return drafts.Save(tx, v.Actor.AccountID, lostKey(id), url.Values{"lost": {string(words)}})
	})
	if err != nil {
		return err
	}
	return v.Go(hrefOf(id, "/brought"))
}

// broughtOnce is the key of a file: whoever goes back and chooses another one
// brings that too, and the same one sent twice is one form.
func broughtOnce(v *visit.Visit, f form.Form) (once.Key, error) {
	key := v.Once()
	if key.Token == "" {
		return key, nil
	}
	body, err := json.Marshal(f)
	sum := sha256.Sum256(body)
	key.Token += hex.EncodeToString(sum[:8])
	return key, err
}

func lostKey(formID string) string { return "form-lost-" + formID }

// lostOf is what could not be carried when the reader brought the form; nothing
// where they did not, or long ago.
func lostOf(r db.Reader, v *visit.Visit, formID string) (lost []form.Lost, err error) {
	kept, err := drafts.Load(r, v.Actor.AccountID, lostKey(formID))
	if visit.IsGone(err) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	return lost, json.Unmarshal([]byte(kept.Fields.Get("lost")), &lost)
}

func brought(v *visit.Visit) error {
	return showDraft(v, func(r *db.Snapshot, d draft) (visit.View, error) {
		lost, err := lostOf(r, v, d.ID)
		return visit.View{Page: d.page(v, "What could not be carried"), Body: broughtPage(d, lost)}, err
	})
}

// sentForm reads the file that was sent.
func sentForm(v *visit.Visit) (f form.Form, lost []form.Lost, err error) {
	sent, err := v.NeedFile("file", fileLimit, "")
	if err != nil {
		return f, nil, err
	}
	shape, ok := formatOfFile(sent.Body)
	if !ok {
		return f, nil, db.Fault("file", "This is no form that we can read. Choose a workbook (.xlsx), a data dictionary (.csv) or a Questionnaire (.json)")
	}
	if f, lost, err = shape.read(sent.Body); err != nil {
		return f, nil, db.Fault("file", err.Error())
	}
	if strings.TrimSpace(f.In(f.Title, f.Main())) == "" { // a dictionary of REDCap has none
		f.Title = form.Say(f.Main(), cmp.Or(strings.TrimSpace(strings.TrimSuffix(sent.Name, path.Ext(sent.Name))), "Form"))
	}
	if shape.Unsaid != "" {
		lost = append(lost, form.Lost{What: shape.Unsaid})
	}
	return f, lost, nil
}
