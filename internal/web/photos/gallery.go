package photos

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
	"linkwork/internal/studies/photos"
	"linkwork/internal/teams"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// hanging is the public gallery as its team sees it.
type hanging struct {
	studies.Seat
	Hung   []photos.Hung
	Others []photos.Photo // that hang nowhere
	Today  dates.Date
}

func showHanging(v *visit.Visit) error { return hangingPage(v, nil) }

func hangingPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x := hanging{Seat: s, Today: dates.Of(r.Now())}
		var err error
		if x.Hung, err = photos.Hanging(r, s.Study.ID); err != nil {
			return visit.View{}, err
		}
		all, err := photos.List(r, s)
		for _, p := range all {
			if !p.InGallery && len(p.Items) > 0 {
				x.Others = append(x.Others, p)
			}
		}
		page := instudy.Page(s, "Public gallery", "", instudy.Back(s.Study, "Back to photographs", "/photos"))
		return v.FormView(page, hangingBody(v.Fields, x, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Lead)
}

func hang(v *visit.Visit) error {
	chosen := make(map[string]string)
	for name, values := range v.Fields.Values {
		if id, ok := cutName(name); ok && len(values) > 0 && values[0] != "" {
			chosen[id] = values[0]
		}
	}
	if err := photos.Hang(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), chosen); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return hangingPage(v, atPhotos(bad, chosen)) })
	}
	return instudy.Done(v, "/photos/gallery", "Published. Everybody sees it now.")
}

// cutName is the photograph of a field of the form.
func cutName(name string) (id string, ok bool) {
	const prefix = "photo-"
	if len(name) <= len(prefix) || name[:len(prefix)] != prefix {
		return "", false
	}
	return name[len(prefix):], true
}

// atPhotos puts what is said about an item at the question about its photograph.
func atPhotos(bad *db.Invalid, chosen map[string]string) *db.Invalid {
	for i := range bad.Fields {
		for photoID, itemID := range chosen {
			if bad.Fields[i].Field == "item-"+itemID {
				bad.Fields[i].Field = "photo-" + photoID
			}
		}
	}
	return bad
}

func takeDown(v *visit.Visit) error {
	if err := photos.TakeDown(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("photo")); err != nil {
		return err
	}
	return instudy.Done(v, "/photos/gallery", "It hangs in the gallery no more.")
}

// wall is a prompt with what hangs under it.
type wall struct {
	photos.Prompt
	Hung []photos.Hung
}

func walls(all []photos.Hung) (out []wall) {
	for _, h := range all {
		if len(out) == 0 || out[len(out)-1].ID != h.Prompt.ID {
			out = append(out, wall{Prompt: h.Prompt})
		}
		last := &out[len(out)-1]
		last.Hung = append(last.Hung, h)
	}
	return out
}

// showGallery shows the public gallery of a study that has a public page.
func showGallery(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		p, err := studies.ThePage(r, v.Path("study"))
		if err != nil {
			return visit.View{}, err
		}
		all, err := photos.Gallery(r, p.Study.ID)
		if err != nil {
			return visit.View{}, err
		}
		if len(all) == 0 {
			return visit.View{}, db.ErrNotFound
		}
		area, err := teams.TheArea(r)
		page := shell.Page{Title: "Gallery: " + p.Study.Title, Public: visit.ForOrganisations(area), Back: &ui.Link{Text: "About the study", Href: "/research/" + p.Study.ID}}
		return visit.View{Page: page, Body: galleryBody(p, walls(all))}, err
	})
}

func sendGalleryPicture(v *visit.Visit) error {
	return v.SendPicture(func(r *db.Snapshot) (pictures.Kept, error) {
		if _, err := studies.ThePage(r, v.Path("study")); err != nil {
			return pictures.Kept{}, err
		}
		return photos.GalleryPicture(r, v.Path("study"), v.Path("photo"), v.Path("picture"), v.Fields.Is("size", "small"))
	})
}
