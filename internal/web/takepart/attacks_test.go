package takepart_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"strings"
	"testing"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/participants"
	"linkwork/internal/web/housetest"
)

// The cases of attack that are about links and uploads, by their number, tried on the
// link by which somebody decides and on the documents that they read there.
func TestAttacks(t *testing.T) {
	for number, try := range map[string]func(*testing.T, *house){
		"T15 a reader sees what only the team may":           nothingOfTheTeams,
		"T28 something else as a document":                   whatIsNoDocument,
		"T28 a document that is something else as well":      aPolyglot,
		"T29 what a document hides leaves with it":           theBytesAsApproved,
		"T30 to T33 bombs, archives and entities":            bombs,
		"T32 a title that climbs out of its folder":          aClimbingTitle,
		"T37 a file after the right to it has ended":         aFileAfterwards,
		"T48 a scanner, a second use, two devices, too late": theLinkAgain,
		"T48 a link of one opens nothing of another":         noOtherLink,
	} {
		t.Run(number, func(t *testing.T) {
			h := open(t)
			try(t, &h)
		})
	}
}

func nothingOfTheTeams(t *testing.T, h *house) {
	p := h.Participant(h.patient())
	h.OK(participants.SaveContact(h.Context(), h.DB, h.Lead, keyless, h.ID, p.ID, participants.Contact{Name: "Doreen Marshb", Phone: "07700 900123", Way: participants.ByText, Words: "Rings twice"}))
	b, path := h.site.Browser(), h.link(p.ID)
	hidden := []string{"!" + p.Number, "!Doreen", "!07700", "!Rings twice", "!Site A", "!" + h.Field.Name}
	for _, below := range []string{"", "/decide", "/no"} {
		b.Get(path+below).Is(t, 200, hidden...)
	}
	b.Post(path+"/decide", yes("typed_name", "D. Marsh")...).Is(t, 200, hidden...)
}

// upload sends a file as a new version of the information sheet.
func (h *house) upload(body []byte, more ...string) (status int, page string) {
	h.Helper()
	return h.uploadBy(h.as(h.Lead), body, more...)
}

func (h *house) uploadBy(lead *housetest.Browser, body []byte, more ...string) (status int, page string) {
	day := []string{"dated-day", "1", "dated-month", "11", "dated-year", "2026", "approved-day", "1", "approved-month", "11", "approved-year", "2026"}
	p := lead.Send("/studies/"+h.ID+"/documents/"+h.documentOf(h.SheetID)+"/upload", "body", body, append(day, more...)...)
	return p.Status, p.Raw
}

func (h *house) refused(t *testing.T, name string, body []byte) {
	t.Helper()
	lead := h.as(h.Lead)
	h.pages.Unchanged(t, func() {
		if status, page := h.uploadBy(lead, body, "number", "3.0"); status != http.StatusUnprocessableEntity || !strings.Contains(page, "There is a problem") || strings.Contains(page, "alert(1)") {
			t.Errorf("%s: status %d", name, status)
		}
	})
}

func whatIsNoDocument(t *testing.T, h *house) {
	for name, body := range map[string][]byte{
		"SVG": []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "HTML": []byte(`<!DOCTYPE html><script>alert(1)</script>`),
		"HTML like a JPEG": append([]byte("\xff\xd8\xff"), `<script>alert(1)</script>`...), "HTML before a PDF": []byte("<script>alert(1)</script>%PDF-1.7"), "a program": []byte("MZ\x90\x00"),
	} {
		h.refused(t, name, body)
	}
}

// aPolyglot is kept as it was approved, and leaves only as a file that acts nowhere.
func aPolyglot(t *testing.T, h *house) {
	body := []byte("%PDF-1.7\n<script>alert(1)</script>")
	if status, page := h.upload(body, "number", "3.0"); status != http.StatusSeeOther {
		t.Fatalf("status %d: %.300s", status, page)
	}
	path := h.link(h.patient())
	h.site.Browser().Get(path).Is(t, 200, "!alert(1)")
	r, err := http.Get(h.site.URL + path + "/file")
	h.OK(err)
	defer r.Body.Close()
	if got := r.Header; got.Get("Content-Type") != approvals.PDF || !strings.HasPrefix(got.Get("Content-Disposition"), "attachment") || !strings.Contains(got.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("it leaves as %v", got)
	}
	h.sheet("# Hello\n\n<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[a](javascript:alert(1))")
	page := h.site.Browser().Get(h.link(h.patient())).Is(t, 200, "<script>alert(1)</script><img src=x onerror=alert(1)>", "!javascript:") // as it was typed
	if strings.Contains(page.Raw, "<script>alert") || strings.Contains(page.Raw, "<img src=x") {
		t.Error("a sheet lets HTML in")
	}
}

// theBytesAsApproved: a document says what the committee approved, to the byte; nobody's
// photograph comes in here.
func theBytesAsApproved(t *testing.T, h *house) {
	body := "%PDF-1.7\n/Author (Lena Voss)"
	if status, _ := h.upload([]byte(body), "number", "3.0"); status != http.StatusSeeOther {
		t.Fatal(status)
	}
	if got := h.site.Browser().Get(h.link(h.patient()) + "/file").Raw; got != body {
		t.Errorf("the file is %q", got)
	}
}

func bombs(t *testing.T, h *house) {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	entry, err := w.Create("../../word/document.xml")
	h.OK(err)
	_, err = entry.Write(bytes.Repeat([]byte("0"), 1<<20))
	h.OK(err)
	h.OK(w.Close())
	for name, body := range map[string][]byte{
		"T30 pixel bomb": []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xc3\x50\x00\x00\xc3\x50"), "T31 and T32 archive": archive.Bytes(),
		"T33 XML bomb":        []byte(`<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><lolz>&lol2;</lolz>`),
		"T33 external entity": []byte(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`),
	} {
		h.refused(t, name, body)
	}
	if status, _ := h.upload(append([]byte("%PDF-"), make([]byte, approvals.MostBytes)...), "number", "3.0"); status != http.StatusUnprocessableEntity && status != http.StatusRequestEntityTooLarge {
		t.Errorf("a file that is too large: status %d", status)
	}
}

func aClimbingTitle(t *testing.T, h *house) {
	title := "../../etc/passwd\r\nX-Evil: yes"
	id, err := approvals.AddDocument(h.Context(), h.DB, h.Lead, keyless, approvals.Document{StudyID: h.ID, Kind: approvals.OtherDocument, Title: title, Language: "en"})
	h.OK(err)
	version := h.Version(id, "1.0", approvals.Markdown, []byte("Hello"))
	b := h.as(h.Lead)
	b.Get("/studies/"+h.ID+"/versions/"+version+"/file").Is(t, 200, "Hello")
	b.Get("/studies/"+h.ID+"/versions/..%2f..%2fetc%2fpasswd/file").Is(t, 404)
	h.site.Browser().Get(consent.Path+"/..%2f..%2fetc%2fpasswd/file").Is(t, 404)
}

func aFileAfterwards(t *testing.T, h *house) {
	path := h.link(h.patient())
	b := h.site.Browser()
	b.Get(path+"/file").Is(t, 200, "About the study")
	b.Post(path+"/decide", yes("typed_name", "D. Marsh")...).Is(t, 200)
	b.Get(path+"/file").Is(t, 410, "!About the study")
	field, file := h.as(h.Field), "/studies/"+h.ID+"/versions/"+h.SheetID+"/file"
	field.Get(file).Is(t, 200, "About the study")
	h.as(h.Harbour.First).Get(file).Is(t, 404, "!About the study")
	h.Read(func(r *db.Snapshot) error {
		seat, err := studies.Enter(r, h.Lead, h.ID, studies.Lead)
		h.OK(err)
		team, err := seat.Members(r)
		for _, m := range team {
			if m.AccountID == h.Field.AccountID {
				h.OK(studies.Leave(h.Context(), h.DB, h.Lead, keyless, h.ID, m.ID))
			}
		}
		return err
	})
	field.Get(file).Is(t, 404, "!About the study")
}

func theLinkAgain(t *testing.T, h *house) {
	path := h.link(h.patient())
	phone, laptop := h.site.Browser(), h.site.Browser()
	h.pages.Unchanged(t, func() {
		for _, below := range []string{"", "/decide", "/no", "/file"} {
			h.site.Browser().Get(path+below).Is(t, 200)
		}
	})
	onPhone, onLaptop := phone.Get(path+"/decide").Field("_once"), laptop.Get(path+"/decide").Field("_once")
	phone.Post(path+"/decide", yes("typed_name", "D. Marsh", "_once", onPhone)...).Is(t, 200, "This is your copy")
	h.pages.Unchanged(t, func() {
		laptop.Post(path+"/decide", yes("typed_name", "Somebody else", "_once", onLaptop)...).Is(t, 410, "!D. Marsh", "!This is your copy")
		laptop.Post(path+"/no").Is(t, 410, "!D. Marsh")
		for _, below := range []string{"", "/decide", "/no", "/file"} {
			laptop.Get(path+below).Is(t, 410, "!D. Marsh", "!I agree to be recorded")
		}
	})
	late := h.link(h.patient())
	h.Clock.Advance(consent.InvitationLasts + 1e9)
	laptop.Get(late).Is(t, 410, "It worked for 30 days")
	laptop.Post(late+"/decide", yes("typed_name", "D. Marsh")...).Is(t, 410)
}

func noOtherLink(t *testing.T, h *house) {
	one, other := h.patient(), h.patient()
	path := h.link(one)
	h.link(other)
	h.site.Browser().Post(path+"/decide", yes("typed_name", "D. Marsh", "participant", other, "form", "nothing", "sheet", "nothing", "capacity", "consultee", "mode", "paper", "day-day", "1")...).Is(t, 200)
	if h.Participant(other).Stage != participants.Approached || h.Participant(one).Stage != participants.Consented {
		t.Error("the link of one decided for another")
	}
	h.site.Browser().Get(path+"x").Is(t, 404)
	h.as(h.Field).Post("/studies/"+h.ID+"/participants/"+h.Approached(studies.Patient, h.B).ID+"/contact").Is(t, 404) // another site's
}
