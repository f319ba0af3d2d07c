package photos_test

import (
	"errors"
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/pictures"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/photos"
)

func TestTheGalleryShowsOnlyWhatIsReleased(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		id, other := h.sends(0), h.sends(1)
		own, _ := h.photo(id).Own()
		theirs, _ := h.photo(other).Own()
		h.ready(id, own.ID)
		h.ready(other, theirs.ID)
		h.OK(photos.SayWhere(t.Context(), d, keyless, h.link, id, terms(photos.Changed, photos.Web)))
		h.OK(photos.SayWhere(t.Context(), d, keyless, h.link, other, terms(photos.AsItIs, photos.Web)))
		hang := func(choices map[string]string) error {
			return photos.Hang(t.Context(), d, h.Lead, keyless, h.ID, choices)
		}
		err := hang(map[string]string{id: own.ID, other: theirs.ID})
		if words := castest.Message(err, "item-"+own.ID); !strings.Contains(words, "The photograph itself is not released for this") {
			t.Errorf("%q", words)
		}
		castest.Refused(t, hang(nil), "items")
		gallery := func() (all []photos.Hung) {
			h.Read(func(r *db.Snapshot) (err error) { all, err = photos.Gallery(r, h.ID); return })
			return all
		}
		if got := gallery(); len(got) != 0 {
			t.Errorf("%+v", got) // all or none
		}
		image, err := photos.Cover(t.Context(), d, h.Field, keyless, h.ID, id, own.ID, []pictures.Region{{Width: 0.2, Height: 0.2}}, "A name")
		h.OK(err)
		h.ready(id, image)
		h.OK(hang(map[string]string{id: image, other: theirs.ID}))
		got := gallery()
		if len(got) != 2 || got[0].Shown.ItemID != image || got[1].Shown.ItemID != theirs.ID || got[0].Not != nil {
			t.Fatalf("%+v", got)
		}
		picture := func(photoID, itemID string) (err error) {
			h.Read(func(r *db.Snapshot) error {
				_, err = photos.GalleryPicture(r, h.ID, photoID, itemID, false)
				return nil
			})
			return err
		}
		h.OK(picture(other, theirs.ID))
		if err := picture(id, own.ID); !errors.Is(err, db.ErrNotFound) {
			t.Error(err)
		}
		// Nothing stands there at once, and the address replayed gives nothing. The team
		// sees why.
		h.OK(photos.TakeBack(t.Context(), d, keyless, h.link, other))
		if got := gallery(); len(got) != 1 || got[0].Photo.ID != id {
			t.Errorf("%+v", got)
		}
		h.Read(func(r *db.Snapshot) error {
			all, err := photos.Hanging(r, h.ID)
			if len(all) != 2 || all[1].Not == nil || all[1].Shown.ItemID != "" {
				t.Errorf("%+v", all)
			}
			return err
		})
		if err := picture(other, theirs.ID); !errors.Is(err, db.ErrNotFound) {
			t.Error(err)
		}
		h.Read(func(r *db.Snapshot) error {
			uses, err := consent.Uses(r, h.who.ID)
			hung := 0
			for _, u := range uses {
				if u.Kind == consent.UseGallery && u.AtOnce() && !u.Fixed() {
					hung++
				}
			}
			if hung != 2 {
				t.Errorf("%d in the gallery of %d uses", hung, len(uses))
			}
			return err
		})
		h.OK(photos.TakeDown(t.Context(), d, h.Lead, keyless, h.ID, id))
		if got := gallery(); len(got) != 0 {
			t.Errorf("%+v", got)
		}
	})
}

// The list of uses says what is shown in the gallery now, whoever ended it and however.
func TestAUseOfTheGalleryEndsWhenNothingIsShown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := furnish(t, d)
		id := h.sends(0)
		own, _ := h.photo(id).Own()
		h.ready(id, own.ID)
		use := func() (found consent.Use) {
			h.Read(func(r *db.Snapshot) error {
				all, err := consent.Uses(r, h.who.ID)
				for _, u := range all {
					if u.Kind == consent.UseGallery {
						found = u
					}
				}
				return err
			})
			return found
		}
		release := func(f photos.Form) error {
			return photos.SayWhere(t.Context(), d, keyless, h.link, id, terms(f, photos.Web))
		}
		hang := func() error {
			return photos.Hang(t.Context(), d, h.Lead, keyless, h.ID, map[string]string{id: own.ID})
		}
		for _, step := range []struct {
			name  string
			do    func() error
			words string // why it is over; "" while it is in use
		}{
			{"released and hung", func() error { return errors.Join(release(photos.AsItIs), hang()) }, ""},
			{"taken down", func() error { return photos.TakeDown(t.Context(), d, h.Lead, keyless, h.ID, id) }, "no more"},
			{"hung again", hang, ""},
			{"taken back", func() error { return photos.TakeBack(t.Context(), d, keyless, h.link, id) }, "took back"},
			{"released again", func() error { return release(photos.AsItIs) }, ""},
			{"nowhere", func() error { return release(photos.Nowhere) }, "does not want it"},
			{"after all", func() error { return release(photos.AsItIs) }, ""},
			{"this one not", func() error { return photos.RefuseItem(t.Context(), d, keyless, h.link, id, own.ID, true) }, "does not want this one"},
			{"this one after all", func() error { return photos.RefuseItem(t.Context(), d, keyless, h.link, id, own.ID, false) }, ""},
			{"deleted", func() error { return photos.Delete(t.Context(), d, keyless, h.link, id) }, "no more"},
		} {
			h.OK(step.do())
			u := use()
			if over := !u.SettledAt.IsZero(); over != (step.words != "") || !strings.Contains(u.SettledWords, step.words) {
				t.Errorf("%s: %v %q", step.name, over, u.SettledWords)
			}
		}
	})
}
