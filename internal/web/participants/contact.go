package participants

import (
	"linkwork/internal/db"
	"linkwork/internal/studies/participants"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// openContact shows how to reach a participant, after it is on the audit trail that
// somebody looked.
func openContact(v *visit.Visit) error { return contactPage(v, nil) }

func contactPage(v *visit.Visit, bad *db.Invalid) error {
	var o one
	var c participants.Contact
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		if o, err = met(r, v); err != nil {
			return err
		}
		c, err = participants.ContactOf(r, o.Seat, o.ID)
		return err
	}); err != nil {
		return err
	}
	if err := participants.NoteLook(v.Context(), v.House.DB, v.Actor, o.Seat.Study.ID); err != nil {
		return err
	}
	if bad == nil {
		v.Fields.Set("contact_name", c.Name)
		v.Fields.Set("phone", c.Phone)
		v.Fields.Set("email", c.Email)
		v.Fields.Set("way", string(c.Way))
		v.Fields.Set("words", c.Words)
	} else {
		c.Version = v.Fields.Version()
	}
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		page := instudy.Page(o.Seat, "How to reach somebody", "People", &ui.Link{Text: "Back", Href: o.Href("")})
		return v.FormView(page, contactBody(v.Fields, o, c, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func saveContact(v *visit.Visit) error {
	f := v.Fields
	c := participants.Contact{Name: f.Get("contact_name"), Phone: f.Get("phone"), Email: f.Get("email"), Way: participants.Way(f.Get("way")), Words: f.Get("words"), Version: f.Version()}
	if err := participants.SaveContact(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("participant"), c); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return contactPage(v, bad) })
	}
	return v.Done(here(v), "How to reach them is saved.")
}
