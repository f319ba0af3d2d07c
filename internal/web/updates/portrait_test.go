package updates_test

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/pictures"
	"linkwork/internal/studies"
	"linkwork/internal/updates"
	"linkwork/internal/web"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/visit"
)

// A picture of a person is asked for with its words, seen by the team before it is
// published, and gone when the person takes back what they agreed to.
func TestAPictureOfSomebody(t *testing.T) {
	h := open(t)
	id, err := updates.Begin(h.Context(), h.DB, h.Lead, keyless, h.ID, "What we did", h.Today())
	h.OK(err)
	lead, field := h.as(h.Lead), h.as(h.Field)
	at := h.base + "/" + id
	lead.Post(at+"/new", "_once", "a", "_version", "1", "kind", "profile", "heading", "Rosa Lind", "text", "I like gardens.", "agreed", "By email").Leads(t, at)
	var block string
	h.Read(func(r *db.Snapshot) error {
		s, err := studies.Enter(r, h.Lead, h.ID, studies.Follow)
		h.OK(err)
		e, err := updates.Get(r, s, id)
		block = e.Blocks[len(e.Blocks)-1].ID
		return err
	})
	portrait := at + "/blocks/" + block + "/portrait"
	lead.Get(at).Is(t, http.StatusOK, "Picture for “Rosa Lind”")
	lead.Get(portrait).Is(t, http.StatusOK, "How and when did the person agree to this picture?", "!Delete the picture")
	lead.Get(portrait+".jpg").Is(t, http.StatusNotFound)
	lead.Post(portrait+"/upload", "_once", "b", "_version", "2", "alt", "Rosa in a garden").Is(t, http.StatusUnprocessableEntity, "Choose a picture", "Rosa in a garden", "Note how and when the person agreed")
	// A picture far larger than is taken comes to the page of the whole site, too.
	whole := housetest.Open(t, web.Handler(h.pages.House, nil, []visit.Route{housetest.Begin}, nil, nil)).As(h.Lead)
	large := make([]byte, pictures.MostBytes+2<<20)
	whole.Send(portrait+"/upload", "picture", large, "_once", "d", "_version", "2", "alt", "Rosa in a garden", "agreed", "By email").Is(t, http.StatusUnprocessableEntity, "Choose a file of 15 MB or less", "Rosa in a garden", "By email")
	h.OK(updates.SetPortrait(h.Context(), h.DB, h.Lead, keyless, h.ID, id, 2, block, drawn(t), updates.Portrait{Alt: "Rosa in a garden", Agreed: "By email"}))
	for _, b := range []string{"/preview", "/preview/mail", "/preview/text"} {
		lead.Get(at+b).Is(t, http.StatusOK, "Rosa in a garden")
	}
	if mail := lead.Get(at + "/preview/mail"); !strings.Contains(mail.Body, `src="data:image/jpeg;base64,`) {
		t.Error("a mail that is looked at does not show the picture")
	}
	if got := field.Get(portrait + ".jpg"); got.Status != http.StatusOK || got.Header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("%d %v", got.Status, got.Header)
	}
	field.Get(portrait).Is(t, http.StatusNotFound)
	h.as(h.Harbour.First).Get(portrait+".jpg").Is(t, http.StatusNotFound)
	lead.Post(portrait+"/remove", "_once", "c", "_version", "3").Leads(t, at)
	lead.Get(portrait+".jpg").Is(t, http.StatusNotFound)
}

// drawn is a picture that was made safe.
func drawn(t *testing.T) *pictures.Picture {
	t.Helper()
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 900, 600))); err != nil {
		t.Fatal(err)
	}
	p, err := pictures.Clean(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return &p
}
