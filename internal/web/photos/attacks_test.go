package photos_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image/gif"
	"image/jpeg"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/textproto"
	"net/url"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/files"
	"linkwork/internal/studies"
	room "linkwork/internal/studies/photos"
	"linkwork/internal/web/housetest"
)

// TestAttacks is what is tried on photographs and albums, under the numbers of the threat
// table.
func TestAttacks(t *testing.T) {
	for _, attack := range []struct {
		number, name string
		fails        func(t *testing.T, h *house)
	}{
		{"T15", "what is the team’s, or another’s", whatIsTheirs},
		{"T28, T30 to T33", "what is no photograph, at every door", noPhotograph},
		{"T28, T29", "a photograph that is something else too, and tells where it was taken", pixelsOnly},
		{"T28", "a picture or an original is opened as a page", howPicturesLeave},
		{"T32", "a path as the name of a file, and forms that no browser sends", oddForms},
		{"T37", "the address of a picture, by others and after consent has ended", addressAlone},
		{"T48", "the link of an album", linkOfAnAlbum},
		{"T48", "the code of a link is guessed", guessedCode},
	} {
		t.Run(attack.number+" "+attack.name, func(t *testing.T) { attack.fails(t, open(t)) })
	}
}

// guessedCode: a code holds for a few tries, and only in the browser that gave it.
func guessedCode(t *testing.T, h *house) {
	b := h.site.Browser()
	b.Post(h.album + "/code")
	right := h.last("study-photos-code").Secret
	wrong := "000000"
	if right == wrong {
		wrong = "111111"
	}
	for n := 0; ; n++ {
		p := b.Post(h.album+"/confirm", "code", wrong).Is(t, 422, "There is a problem")
		if strings.Contains(p.Body, "does not work any more") {
			break
		}
		if n > 10 {
			t.Fatal("a code can be tried for ever")
		}
	}
	b.Post(h.album+"/confirm", "code", right).Is(t, 422) // too late
	b.Get(h.album+"/add?prompt="+h.prompts[0].ID).Leads(t, h.album)
	for _, odd := range []string{"", "abc", "12345", "1234567", "-12345", "1e5000", "٠١٢٣٤٥"} {
		b.Post(h.album+"/confirm", "code", odd).Is(t, 422, "There is a problem")
	}
}

// doors are all places at which a picture is taken in: how to send one there.
func (h *house) doors() map[string]func(body []byte) housetest.Page {
	b, team := h.comes(h.album), h.as(h.Field)
	id := h.sends(b, h.album, 0)
	item := h.base + "/photo/" + id + "/items/" + h.own(id)
	set := h.base + "/photos/asked/" + h.setID()
	return map[string]func([]byte) housetest.Page{
		"the album":         func(body []byte) housetest.Page { return b.Send(h.album+"/upload", "photo", body, h.about(1)...) },
		"a drawing":         func(body []byte) housetest.Page { return team.Send(item+"/upload", "drawing", body, "why", "Drawn") },
		"for a participant": func(body []byte) housetest.Page { return team.Send(set+"/upload", "photo", body, h.about(2)...) },
	}
}

// T28, T30 to T33: what is no photograph is refused with words and leaves nothing.
func noPhotograph(t *testing.T, h *house) {
	doors := h.doors()
	attacks := map[string][]byte{
		"SVG":              []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`),
		"HTML":             []byte(`<!DOCTYPE html><script>alert(1)</script>`),
		"HTML like a JPEG": append([]byte("\xff\xd8\xff"), `<script>alert(1)</script>`...),
		"XML bomb":         []byte(`<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><lolz>&lol2;</lolz>`),
		"external entity":  []byte(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`),
		"archive":          zipped(t),
		"archive first":    append(zipped(t), shot(teal)...),
		"PDF":              []byte("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj"),
		"GIF":              moving(t),
		"HEIC":             []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
		"pixel bomb":       bomb(50_000, 50_000),
		"thin bomb":        bomb(2_000_000, 20),
		"cut off":          shot(teal)[:400],
		"nothing":          nil,
	}
	h.pages.Unchanged(t, func() {
		for name, body := range attacks {
			for door, send := range doors {
				if page := send(body); page.Status != http.StatusUnprocessableEntity || !strings.Contains(page.Body, "There is a problem") || strings.Contains(page.Raw, "<script>alert") {
					t.Errorf("%s at %s: status %d", name, door, page.Status)
				}
			}
		}
	})
}

// T28, T29: a photograph that is something else as well, and tells where it was taken,
// becomes pixels in every size that can be downloaded.
func pixelsOnly(t *testing.T, h *house) {
	b := h.comes(h.album)
	sent := tagged(append(shot(teal), zipped(t)...))
	to := b.Send(h.album+"/upload", "photo", sent, h.about(0)...)
	_, rest, _ := strings.Cut(to.Location, "/photos/")
	id, _, _ := strings.Cut(rest, "?")
	own := h.own(id)
	b.Post(h.album+"/photos/"+id+"/where", everywhere(room.AsItIs)...)
	team, lead := h.as(h.Field), h.as(h.Lead)
	h.ready(team, id, own)
	item := h.base + "/photo/" + id + "/items/" + own
	image := func(p housetest.Page) string { return p.Location[strings.LastIndex(p.Location, "/")+1:] }
	covered := image(team.Post(item+"/cover", "why", "A name", "left-0", "0", "top-0", "0", "width-0", "50", "height-0", "50"))
	drawn := image(team.Send(item+"/upload", "drawing", sent, "why", "Drawn"))
	lead.Post(h.base+"/photos/gallery", "photo-"+id, own).Leads(t, h.base+"/photos/gallery")
	h.publish()
	var all []housetest.Page
	for _, one := range []string{own, covered, drawn} {
		for _, size := range []string{"", "?size=small"} {
			all = append(all, team.Get(h.base+"/photo/"+id+"/pictures/"+one+size).Is(t, 200), b.Get(h.album+"/photos/"+id+"/pictures/"+one+size).Is(t, 200))
		}
	}
	for _, size := range []string{"", "?size=small"} {
		all = append(all, h.site.Browser().Get("/research/"+h.ID+"/gallery/"+id+"/"+own+size).Is(t, 200))
	}
	for i, p := range all {
		m, err := jpeg.Decode(strings.NewReader(p.Raw))
		if err != nil {
			t.Fatal(i, err)
		}
		if i < 4 && m.Bounds().Dx() > m.Bounds().Dy() {
			t.Errorf("%d: it was not turned as the camera was held", i)
		}
		for _, left := range []string{"Exif", "GPS", "http://ns.adobe.com", "ICC_PROFILE", "PK\x03\x04", "Doreen", "\xff\xe1", "\xff\xe2", "\xff\xfe"} {
			if strings.Contains(p.Raw, left) {
				t.Errorf("%d: %q is left", i, left)
			}
		}
	}
}

// The headers with which pictures and originals leave.
func howPicturesLeave(t *testing.T, h *house) {
	id := h.sends(h.comes(h.album), h.album, 0)
	lead := h.client(h.Lead.AccountID)
	for path, want := range map[string]map[string]string{
		"/pictures/" + h.own(id): {"Content-Type": "image/jpeg", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store"},
		"/original":              {"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store", "Content-Disposition": "attachment; filename=file"},
	} {
		answer, err := lead.Get(h.site.URL + h.base + "/photo/" + id + path)
		h.OK(err)
		answer.Body.Close()
		for name, value := range want {
			if got := answer.Header.Get(name); got != value {
				t.Errorf("%s of %s: %q, want %q", name, path, got, value)
			}
		}
	}
}

func (h *house) client(account string) *http.Client {
	h.Helper()
	jar, err := cookiejar.New(nil)
	h.OK(err)
	c := &http.Client{Jar: jar}
	h.OK(h.pages.Identity.SetPassword(h.Context(), h.Admin.Audit(), account, "a lantern over grey harbours"))
	begun, err := c.Get(h.site.URL + "/begin/" + account)
	h.OK(err)
	begun.Body.Close()
	return c
}

// T32: a name of a file is words and never a place. Forms that are broken, double or
// endless are answered and leave no photograph.
func oddForms(t *testing.T, h *house) {
	h.comes(h.album)
	jar, err := cookiejar.New(nil)
	h.OK(err)
	c := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	code, err := c.Post(h.site.URL+h.album+"/code", "application/x-www-form-urlencoded", nil)
	h.OK(err)
	code.Body.Close()
	confirmed, err := c.PostForm(h.site.URL+h.album+"/confirm", url.Values{"code": {h.last("study-photos-code").Secret}})
	h.OK(err)
	confirmed.Body.Close()
	post := func(kind string, body io.Reader) (status int) {
		answer, err := c.Post(h.site.URL+h.album+"/upload", kind, body)
		h.OK(err)
		answer.Body.Close()
		return answer.StatusCode
	}
	form := func(write func(w *multipart.Writer)) (string, io.Reader) {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		write(w)
		w.Close()
		return w.FormDataContentType(), &b
	}
	file := func(w *multipart.Writer, name string, body []byte) {
		head := textproto.MIMEHeader{}
		head.Set("Content-Disposition", fmt.Sprintf(`form-data; name="photo"; filename="%s"`, name))
		head.Set("Content-Type", "image/svg+xml")
		part, err := w.CreatePart(head)
		h.OK(err)
		part.Write(body)
	}
	fields := func(w *multipart.Writer, n int) {
		about := h.about(n)
		for i := 0; i < len(about); i += 2 {
			w.WriteField(about[i], about[i+1])
		}
	}
	for name, send := range map[string]func() int{
		"plain form": func() int {
			return post("application/x-www-form-urlencoded", strings.NewReader("shows=x&prompt="+h.prompts[0].ID))
		},
		"no boundary": func() int { return post("multipart/form-data", strings.NewReader("x")) },
		"cut off": func() int {
			kind, body := form(func(w *multipart.Writer) { fields(w, 0); file(w, "a.jpg", shot(teal)) })
			cut, _ := io.ReadAll(body)
			return post(kind, bytes.NewReader(cut[:len(cut)/2]))
		},
		"endless words": func() int {
			kind, body := form(func(w *multipart.Writer) {
				w.WriteField("shows", strings.Repeat("a", 900<<10))
				fields(w, 0)
				file(w, "a.jpg", shot(teal))
			})
			return post(kind, body)
		},
	} {
		h.pages.Unchanged(t, func() {
			if status := send(); status < 400 {
				t.Errorf("%s: %d", name, status)
			}
		})
	}
	// Two photographs in one form: the first counts. The name goes into the cabinet as a
	// line of text.
	kind, body := form(func(w *multipart.Writer) {
		fields(w, 0)
		file(w, `../../etc/\x00passwd.jpg`, shot(teal))
		file(w, "b.jpg", []byte("<svg/>"))
	})
	if status := post(kind, body); status != http.StatusSeeOther {
		t.Fatal(status)
	}
	h.Read(func(r *db.Snapshot) error {
		s, err := studies.Enter(r, h.Lead, h.ID, studies.Lead)
		h.OK(err)
		all, err := room.List(r, s)
		if err != nil || len(all) != 1 {
			t.Fatal(len(all), err)
		}
		var f files.File
		f, err = room.OriginalOf(r, s, all[0].ID)
		if strings.ContainsAny(f.Name, `/\`) || strings.Contains(f.Name, "etc") {
			t.Errorf("%q", f.Name)
		}
		return err
	})
}

func zipped(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"../../evil.sh", "Applet.class"} {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write(bytes.Repeat([]byte("0"), 1<<20))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func moving(t *testing.T) []byte {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(shot(teal)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := gif.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bomb is a PNG that says that it is so large.
func bomb(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), w)
	head = append(binary.BigEndian.AppendUint32(head, h), 8, 6, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(head))
}

// tagged is a JPEG that was taken with the camera held upright and says where, by
// whom, and shows it in XMP and a profile too.
func tagged(photo []byte) []byte {
	segment := func(marker byte, body string) []byte {
		return append([]byte{0xff, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
	}
	// Orientation 6, and a directory of GPS, in little endian.
	exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x25\x88\x04\x00\x01\x00\x00\x00\x26\x00\x00\x00\x00\x00\x00\x00\x00\x00GPS 51.75N"
	out := append([]byte{0xff, 0xd8}, segment(0xe1, exif)...)
	out = append(out, segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>Doreen</x:xmpmeta>")...)
	out = append(out, segment(0xe2, "ICC_PROFILE\x00\x01\x01Doreen's phone")...)
	out = append(out, segment(0xfe, "<script>alert(1)</script>")...)
	return append(out, photo[2:]...)
}
