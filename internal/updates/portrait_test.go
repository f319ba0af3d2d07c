package updates_test

import (
	"bytes"
	"image"
	"image/png"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/pictures"
	"linkwork/internal/updates"
)

func TestAPersonAgreesToAPicture(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		n := open(t, d)
		id := n.begin()
		n.OK(updates.AddBlock(n.Context(), d, n.Lead, keyless, n.ID, id, n.edition(id).Version, updates.Block{Kind: updates.Profile, Heading: "Rosa Lind", Text: "I like gardens.", Agreed: "By email"}))
		block := func() updates.Block {
			all := n.edition(id).Blocks
			return all[len(all)-1]
		}
		p := drawn(t)
		picture := &p
		set := func(p *pictures.Picture, alt, agreed string) error {
			return updates.SetPortrait(n.Context(), d, n.Lead, keyless, n.ID, id, n.edition(id).Version, block().ID, p, updates.Portrait{Alt: alt, Agreed: agreed})
		}
		castest.Refused(t, set(nil, "Rosa", "By email"), "picture")
		castest.Refused(t, set(picture, "", "By email"), "alt")
		castest.Refused(t, set(picture, "Rosa", " "), "agreed")
		n.OK(set(picture, "Rosa", "By email"))
		n.OK(set(nil, "Rosa in a garden", "By email"))
		b := block()
		n.OK(updates.ChangeBlock(n.Context(), d, n.Lead, keyless, n.ID, id, n.edition(id).Version, updates.Block{ID: b.ID, Heading: b.Heading, Text: "I like trees.", Agreed: b.Agreed}))
		if b = block(); b.Portrait.ID == "" || b.Portrait.Alt != "Rosa in a garden" {
			t.Errorf("%+v", b)
		}
		public := func() (err error) {
			n.Read(func(r *db.Snapshot) error {
				_, err = updates.PublishedPortrait(r, id, b.ID, b.Portrait.ID)
				return nil
			})
			return err
		}
		castest.Is(t, public(), db.ErrNotFound)
		n.publish(id)
		n.OK(public())
		n.OK(updates.TakePortraitBack(n.Context(), d, n.Lead, keyless, n.ID, id, n.edition(id).Version, b.ID))
		castest.Is(t, public(), db.ErrNotFound)
		if e := n.edition(id); e.State != updates.Published || block().Portrait != (updates.Portrait{}) {
			t.Errorf("%s with %+v", e.State, block().Portrait)
		}
	})
}

// drawn is a picture that was made safe.
func drawn(t *testing.T) pictures.Picture {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 900, 600))); err != nil {
		t.Fatal(err)
	}
	p, err := pictures.Clean(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return p
}
