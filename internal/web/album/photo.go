package album

import (
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/pictures"
	"linkwork/internal/studies/photos"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

type onceKey = once.Key

// prompt is the one that a page is about.
func (c caller) prompt(v *visit.Visit) (photos.Prompt, error) {
	for _, t := range c.Album.Plan.Prompts {
		if t.ID == v.Fields.Get("prompt") {
			return t, nil
		}
	}
	return photos.Prompt{}, db.ErrNotFound
}

func showAdd(v *visit.Visit, c caller) error { return addPage(v, c, nil) }

func addPage(v *visit.Visit, c caller, bad *db.Invalid) error {
	t, err := c.prompt(v)
	if err != nil {
		return err
	}
	if bad == nil && (!c.Album.Takes() || c.Album.Room(t.ID) == 0) {
		return v.Go(c.Href)
	}
	return c.Form(v, "Add a photograph", addBody(v.Fields, c, t, visit.NewToken(), visit.Faults(bad)), bad)
}

// saidOf reads what somebody says about a photograph.
func saidOf(f visit.Fields) photos.Said {
	return photos.Said{PromptID: f.Get("prompt"), Shows: f.Get("shows"), People: photos.People(f.Get("people")), PeopleWords: f.Get("people_words"), Workplace: photos.Workplace(f.Get("workplace")), WorkplaceWords: f.Get("workplace_words")}
}

func upload(v *visit.Visit, c caller) error {
	sent, err := v.ReadSecret("photo", pictures.MostBytes)
	id := ""
	if err == nil {
		id, err = photos.Arrive(v.Context(), v.House.DB, v.House.Files, c.key(v), c.Link.ID, saidOf(v.Fields), photos.Sent{Name: sent.Name, Body: sent.Body})
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return addPage(v, c, bad) })
	}
	return v.Go(c.photoHref(id) + "?said=arrived")
}

func (c caller) photoHref(id string) string { return c.Href + "/photos/" + id }

func showMissing(v *visit.Visit, c caller) error { return missingPage(v, c, nil) }

func missingPage(v *visit.Visit, c caller, bad *db.Invalid) error {
	t, err := c.prompt(v)
	if err != nil {
		return err
	}
	return c.Form(v, "No photograph", missingBody(v.Fields, c, t, visit.NewToken(), visit.Faults(bad)), bad)
}

func miss(v *visit.Visit, c caller) error {
	f := v.Fields
	if err := photos.Miss(v.Context(), v.House.DB, c.key(v), c.Link.ID, f.Get("prompt"), photos.Missing(f.Get("reason")), f.Get("reason_words")); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return missingPage(v, c, bad) })
	}
	return v.Go(c.Href + "?said=missing")
}

func showPhoto(v *visit.Visit, c caller) error { return photoPage(v, c, nil) }

func photoPage(v *visit.Visit, c caller, bad *db.Invalid) error {
	p, err := c.Album.Photo(v.Path("photo"))
	if err != nil {
		return err
	}
	if bad == nil {
		fillTerms(v.Fields, p)
	}
	var licence photos.Licence
	var until time.Time
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		licence = c.Album.Plan.Licence
		if p.Licence != 0 {
			if licence, err = photos.TheLicence(r, p.StudyID, p.Licence); err != nil {
				return err
			}
		}
		until, err = photos.OriginalUntil(r, p)
		return err
	}); err != nil {
		return err
	}
	return c.Form(v, p.Prompt.Words, photoBody(v.Fields, c, p, licence, until, visit.NewToken(), visit.Faults(bad)), bad)
}

// fillTerms fills the form with what was said before.
func fillTerms(f visit.Fields, p photos.Photo) {
	for _, u := range photos.Uses {
		if x, ok := p.Release(u); ok && x.EndedAt.IsZero() {
			f.Set("use-"+string(u), string(x.Form))
			if !x.ExpiresOn.IsZero() {
				f.SetDate("until", x.ExpiresOn)
			}
		} else if ok {
			f.Set("use-"+string(u), string(photos.Nowhere))
		}
	}
	f.Set("credit", string(p.Credit))
	f.Set("credit_name", p.CreditName)
}

func sayWhere(v *visit.Visit, c caller) error {
	f, bad := v.Fields, new(db.Invalid)
	t := photos.Terms{Forms: make(map[photos.Use]photos.Form), Until: f.Date("until", bad), Licence: f.Is("licence", "yes"), Credit: photos.Credit(f.Get("credit")), CreditName: f.Get("credit_name")}
	for _, u := range photos.Uses {
		t.Forms[u] = photos.Form(f.Get("use-" + string(u)))
	}
	err := bad.Err()
	if err == nil {
		err = photos.SayWhere(v.Context(), v.House.DB, c.key(v), c.Link.ID, v.Path("photo"), t)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return photoPage(v, c, bad) })
	}
	return v.Go(c.photoHref(v.Path("photo")) + "?said=where")
}

func takeBack(v *visit.Visit, c caller) error {
	if err := photos.TakeBack(v.Context(), v.House.DB, c.key(v), c.Link.ID, v.Path("photo")); err != nil {
		return err
	}
	return v.Go(c.photoHref(v.Path("photo")) + "?said=taken-back")
}

func showChange(v *visit.Visit, c caller) error { return changePage(v, c, nil) }

func changePage(v *visit.Visit, c caller, bad *db.Invalid) error {
	p, err := c.Album.Photo(v.Path("photo"))
	if err != nil {
		return err
	}
	if !p.There() {
		return db.ErrNotFound
	}
	if bad == nil {
		for name, value := range map[string]string{"shows": p.Shows, "people": string(p.People), "people_words": p.PeopleWords, "workplace": string(p.Workplace), "workplace_words": p.WorkplaceWords} {
			v.Fields.Set(name, value)
		}
	}
	return c.Form(v, "Change what it says", changeBody(v.Fields, c, p, visit.NewToken(), visit.Faults(bad)), bad)
}

func change(v *visit.Visit, c caller) error {
	if err := photos.Describe(v.Context(), v.House.DB, c.key(v), c.Link.ID, v.Path("photo"), saidOf(v.Fields)); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return changePage(v, c, bad) })
	}
	return v.Go(c.photoHref(v.Path("photo")) + "?said=changed")
}

func showDelete(v *visit.Visit, c caller) error {
	p, err := c.Album.Photo(v.Path("photo"))
	if err != nil {
		return err
	}
	var uses []photos.Usage
	if err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) { uses, err = photos.Usages(r, p.ID); return }); err != nil {
		return err
	}
	return c.Form(v, "Delete this photograph?", deleteBody(c, p, uses, visit.NewToken()), nil)
}

func remove(v *visit.Visit, c caller) error {
	if err := photos.Delete(v.Context(), v.House.DB, c.key(v), c.Link.ID, v.Path("photo")); err != nil {
		return err
	}
	return v.Go(c.Href + "?said=deleted")
}

// refuse says that one thing that was made from a photograph is not to be shown.
func refuse(v *visit.Visit, c caller) error {
	refused := v.Fields.Is("show", "no")
	if err := photos.RefuseItem(v.Context(), v.House.DB, c.key(v), c.Link.ID, v.Path("photo"), v.Path("picture"), refused); err != nil {
		return err
	}
	word := "allowed"
	if refused {
		word = "refused"
	}
	return v.Go(c.photoHref(v.Path("photo")) + "?said=" + word)
}

func sendPicture(v *visit.Visit, c caller) error {
	return v.SendPicture(func(r *db.Snapshot) (pictures.Kept, error) {
		return c.Album.Look(r, v.Path("photo"), v.Path("picture"), v.Fields.Is("size", "small"))
	})
}

func back(href, words string) ui.BackLink { return ui.BackLink{Text: words, Href: href} }
