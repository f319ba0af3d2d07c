package photos_test

import (
	"os"
	"path/filepath"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/studies"
	room "linkwork/internal/studies/photos"
	"linkwork/internal/web/webtest"
)

// come logs somebody in in a real browser.
func (h *house) come(p *webtest.Page, a access.Actor) {
	h.as(a)
	p.Go("/begin/" + a.AccountID)
}

// look checks the page at desk and phone width and keeps its pictures.
func look(p *webtest.Page, name string) {
	p.Check()
	p.Shot(name)
	p.Width(320)
}

// onDisk is a photograph in a file, for a box of a browser.
func onDisk(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "IMG_0001.jpg")
	if err := os.WriteFile(path, shot(teal), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Somebody sends a photograph on a phone, with and without scripts.
func TestAParticipantSendsAPhotographOnAPhone(t *testing.T) {
	for name, scripts := range map[string]bool{"with scripts": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			h := open(t)
			p := webtest.Start(t).Page(t, h.site.URL)
			if !scripts {
				p.NoScript()
			}
			look := look
			if !scripts {
				look = func(*webtest.Page, string) {}
			}
			p.Width(320)
			p.Go(h.album)
			look(p, "album-code")
			p.Submit("Send me a code")
			p.Fill("Code", h.last("study-photos-code").Secret)
			p.Submit("Continue")
			p.See("A typical part of your working day")
			look(p, "album-start")
			p.Go(h.album + "/add?prompt=" + h.prompts[0].ID)
			p.Fill("What does it show", "My cup on my desk")
			p.Submit("Send")
			p.See("Choose a photo")
			look(p, "album-add")
			p.Attach("photo", onDisk(t))
			p.Choose("Are there people in it? > No")
			p.Choose("Yes, somebody there allowed it")
			p.Submit("Send")
			p.See("Now say where it may be shown")
			for _, u := range room.Uses {
				form := room.Changed
				if u == room.Press {
					form = room.Nowhere
				}
				p.Choose(u.Asks(studies.LinkWorker) + " > " + form.Words())
			}
			p.Choose("Without any name")
			p.Submit("Save")
			p.See("Tick this, or choose No")
			look(p, "album-where")
			p.Choose("I agree to this")
			p.Submit("Save")
			p.See("It holds from now on")
			p.Click("All your photographs")
			p.See("Only changed: analysis")
			p.Go(h.album + "/missing?prompt=" + h.prompts[1].ID)
			p.Choose("Would rather not")
			look(p, "album-missing")
			p.Submit("Save")
			p.Submit("That is all")
			p.See("Thank you. You can still see your photographs here")
			look(p, "album-done")
			p.Click("See, change or delete")
			p.Click("Delete it")
			look(p, "album-delete")
			p.NoTroubles()
		})
	}
}

// A researcher describes a photograph, looks for risks, covers an area by drawing and
// by numbers, and a lead publishes the image.
func TestTheTeamWorksOnAPhotograph(t *testing.T) {
	h := open(t)
	b := h.comes(h.album)
	id := h.sends(b, h.album, 0)
	b.Post(h.album+"/photos/"+id+"/where", everywhere(room.Changed)...)
	h.sends(b, h.album, 1)
	p := webtest.Start(t).Page(t, h.site.URL)
	h.come(p, h.Lead)
	p.Go(h.base + "/photos")
	look(p, "photos-sheet")
	p.Width(1280)
	p.Go(h.base + "/photo/" + id)
	look(p, "photo-one")
	p.Width(1280)
	p.Click("Describe, look for risks, cover")
	p.Fill("What does it show, for somebody who does not see it?", "A cup on a desk")
	p.Submit("Save")
	for _, x := range room.Risks {
		found := room.Absent
		if x == room.Paperwork {
			found = room.ToCover
		}
		p.Choose(x.Words() + " > " + found.Words())
	}
	p.Submit("Note what you found")
	p.See("Looked at by " + h.Lead.Name)
	look(p, "photo-item")
	p.Width(1280)
	// Drawing fills the numbers of the form.
	webtest.Eval[bool](p, `(() => {
		const drawing = document.querySelector('.lw-cover__areas'), at = drawing.getBoundingClientRect()
		const send = (kind, x, y) => drawing.dispatchEvent(new PointerEvent(kind, { clientX: at.left + at.width * x, clientY: at.top + at.height * y, pointerId: 1, bubbles: true, cancelable: true }))
		drawing.setPointerCapture = () => {}
		send('pointerdown', 0.4, 0.4); send('pointermove', 0.6, 0.7); send('pointerup', 0.6, 0.7)
		return true })()`)
	for name, want := range map[string]string{"left-0": "40.0", "top-0": "40.0", "width-0": "20.0", "height-0": "30.0"} {
		if got := p.Value(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	p.ShotNow("photo-drawn")
	p.Fill("left-1", "0")
	p.Fill("top-1", "0")
	p.Fill("width-1", "10")
	p.Fill("height-1", "10")
	if n := webtest.Eval[int](p, `[...document.querySelectorAll('.lw-cover__areas rect')].filter(r => r.getAttribute('width') > 0).length`); n != 2 {
		t.Errorf("%d areas are drawn", n)
	}
	p.Fill("#why-cover", "The cup bears a name")
	p.Submit("Cover these areas")
	p.See("The image is made")
	p.Fill("What does it show, for somebody who does not see it?", "A desk; the cup is covered")
	p.Submit("Save")
	for _, x := range room.Risks {
		p.Choose(x.Words() + " > " + room.Absent.Words())
	}
	p.Submit("Note what you found")
	for name, path := range map[string]string{"photo-chain": "/photo/" + id, "photo-rights": "/photo/" + id + "/rights", "photo-uses": "/photo/" + id + "/uses", "photos-asked": "/photos/asked",
		"photos-set": "/photos/asked/" + h.setID(), "photos-prompts": "/photos/prompts", "photos-gallery": "/photos/gallery", "photos-sheet-web": "/photos?use=web"} {
		p.Go(h.base + path)
		look(p, name)
		p.Width(1280)
	}
	p.Go(h.base + "/photos/gallery")
	p.Choose("I: A desk; the cup is covered")
	p.Submit("Publish")
	p.See("Published. Everybody sees it now")
	h.publish()
	p.Go("/research/" + h.ID + "/gallery")
	p.See("A typical part of your working day")
	look(p, "gallery-public")
}
