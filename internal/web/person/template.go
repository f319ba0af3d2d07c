package person

import (
	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/web/about"
	"linkwork/internal/web/visit"
)

// addTemplate draws the form of a contact again with the words of a template
// after what was typed. Nothing is saved by it.
func addTemplate(v *visit.Visit) error {
	return form(v, "Record a contact", "", nil, func(r *db.Snapshot, s about.Subject) (templ.Component, error) {
		if !s.Case.Open() {
			return nil, casework.ErrNoOpenCase
		}
		c, err := readContactForm(r, v, s)
		if err != nil {
			return nil, err
		}
		for _, t := range c.Templates {
			if v.Fields.Is("template", templateName(t)) {
				v.Fields.Set("words", t.AddTo(v.Fields.Get("words")))
				break
			}
		}
		return contactFormPage(v.Fields, c, visit.NewToken(), nil), nil
	})
}
