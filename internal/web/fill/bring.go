package fill

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"net/url"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/forms"
	"linkwork/internal/forms/form"
	"linkwork/internal/forms/questionnaire"
	"linkwork/internal/web/about"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// mostResponse is the largest file of answers, in bytes.
const mostResponse = 1 << 20

// bring stores answers that were given in another system, and says what of them
// could not be carried.
func bring(v *visit.Visit) error {
	body, err := sentResponse(v)
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return listPage(v, bad) })
	}
	var e forms.Edition
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		e, err = forms.Current(r, v.Fields.Get("bring-form"))
		return err
	}); err != nil {
		return err
	}
	answers, lost, err := questionnaire.ReadResponse(e.Form, body)
	if err != nil {
		return v.Again(fault("file", err.Error()), func(bad *db.Invalid) error { return listPage(v, bad) })
	}
	filling := form.Fill(e.Form, answers, dates.Of(v.House.DB.Now()))
	if _, err := forms.Record(v.Context(), v.House.DB, v.Actor, onceFor(v, body), v.Path("person"), e, e.Form.Main(), filling); err != nil {
		return v.Again(inFile(err), func(bad *db.Invalid) error { return listPage(v, bad) })
	}
	if len(lost) == 0 {
		return v.Done(href(v, "/forms"), "The answers are saved, all of them.")
	}
	return v.ShowPerson(v.Path("person"), "Forms", func(r *db.Snapshot) (visit.View, error) {
		s, err := about.Of(r, v.Actor, v.Path("person"))
		if err != nil {
			return visit.View{}, err
		}
		page := shell.Page{Title: "What could not be carried", Back: &ui.Link{Text: "Back to forms", Href: s.Href("/forms")}}
		s.Furnish(&page, "")
		return visit.View{Page: page, Body: lostPage(s, lost)}, nil
	})
}

// onceFor is the key of a file: another one from the same page is another answer.
func onceFor(v *visit.Visit, body []byte) once.Key {
	key := v.Once()
	if key.Token != "" {
		sum := sha256.Sum256(body)
		key.Token += hex.EncodeToString(sum[:8])
	}
	return key
}

// sentResponse reads the form of the page with its file.
func sentResponse(v *visit.Visit) ([]byte, error) {
	if err := v.R.ParseMultipartForm(mostResponse); err != nil {
		if errors.Is(err, http.ErrNotMultipart) {
			return nil, fault("file", "Choose a file")
		}
		return nil, err
	}
	defer v.R.MultipartForm.RemoveAll()
	v.Fields = visit.Fields{Values: url.Values(v.R.MultipartForm.Value)}
	file, _, err := v.R.FormFile("file")
	if err != nil {
		return nil, fault("file", "Choose a file")
	}
	defer file.Close()
	body, err := io.ReadAll(io.LimitReader(file, mostResponse))
	if err == nil && len(body) == 0 {
		err = fault("file", "Choose a file")
	}
	return body, err
}

func fault(field, message string) error {
	bad := new(db.Invalid)
	bad.Add(field, message)
	return bad.Err()
}

// inFile says at the file what is wrong with an answer in it.
func inFile(err error) error {
	bad, invalid := errors.AsType[*db.Invalid](err)
	if !invalid {
		return err
	}
	return fault("file", "The answers do not fit the form. "+bad.Fields[0].Field+": "+bad.Fields[0].Message)
}
