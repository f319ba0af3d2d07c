package infographic_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/studies"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/infographic"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

var sheet = infographic.Sheet{Title: "What we learnt about link workers", Sub: "Link worker study, 2021 to 2023",
	Figures:  []infographic.Figure{{Number: "7", Label: "sites", Note: "6 were planned"}, {Number: "61", Label: "patients interviewed"}, {Number: "93", Label: "professionals interviewed <script>"}},
	Compared: []infographic.Comparison{{Headline: "Most were met again", Unit: "people", Bars: []infographic.Bar{{Label: "Patients", Value: 41}, {Label: "Link workers", Value: 7}}}},
	Foot:     []string{"Reconstruction: the people are made up.", strings.Repeat("a-very-long-word", 20)}}

func TestASheetIsSoundXMLAndSaysItAllInWords(t *testing.T) {
	hostile := sheet
	hostile.Title += "\x00\x1b\uffff & \"<img onerror=x>"
	svg, height := hostile.SVG()
	for in := xml.NewDecoder(bytes.NewReader(svg)); ; {
		switch token, err := in.Token(); {
		case errors.Is(err, io.EOF):
			if height < 400 {
				t.Errorf("%d pixels tall", height)
			}
			for _, words := range []string{"7 sites. 6 were planned", "Patients: 41 people", "Reconstruction"} {
				if !strings.Contains(sheet.Words(), words) || !strings.Contains(string(svg), words) {
					t.Errorf("nobody is told %q", words)
				}
			}
			return
		case err != nil:
			t.Fatal(err)
		default:
			if e, ok := token.(xml.StartElement); ok && !strings.Contains(" svg title desc rect text ", " "+e.Name.Local+" ") {
				t.Errorf("a sheet has an element %s", e.Name.Local)
			}
		}
	}
}

func TestASheetIsDrawnToItsFoot(t *testing.T) {
	picture, err := sheet.PNG(t.Context(), webtest.Need(t))
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	_, height := sheet.SVG()
	if b := drawn.Bounds(); b.Dx() != 2*infographic.Width || b.Dy() != 2*height {
		t.Errorf("%v, not %d by %d", b, 2*infographic.Width, 2*height)
	}
	dark := false
	for y := 2*height - 160; y < 2*height; y++ {
		for x := range 2 * infographic.Width {
			r, _, _, _ := drawn.At(x, y).RGBA()
			dark = dark || r < 0x9000
		}
	}
	if !dark {
		t.Error("the foot is cut off")
	}
	if to := os.Getenv("LINKWORK_TEST_SHOTS"); to != "" {
		if err := os.WriteFile(to+"/infographic.png", picture, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFiguresAreChosenAndDrawn(t *testing.T) {
	s := studytest.New(castest.New(t, dbtest.SQLite(t)))
	for _, x := range []studies.Target{{Measure: studies.TookPart, Who: studies.Patient, Planned: 12}, {Measure: studies.TookPart, Who: studies.LinkWorker, Planned: 4}, {Measure: studies.SitesOpened, SiteID: s.A, Planned: 1}} {
		x.StudyID, x.Words = s.ID, "protocol"
		s.OK(studies.SetTarget(s.Context(), s.DB, s.Lead, once.Key{}, x))
	}
	s.Consented(studies.Patient, s.A)
	s.Write(func(tx *db.Tx) error { return identity.Activate(tx, s.Lead.AccountID) })
	who, err := identity.New(s.DB, "http://127.0.0.1:8080")
	s.OK(err)
	pages := &housetest.House{House: &visit.House{DB: s.DB, Identity: who, BaseURL: "http://127.0.0.1:8080", PDF: webtest.Find()}}
	site := pages.Serve(t, infographic.Routes())
	at := "/studies/" + s.ID + "/infographic"
	p := webtest.Start(t).Page(t, site.URL)
	p.Width(320)
	p.Go("/begin/" + s.Lead.AccountID)
	p.Go(at)
	p.DontSee("Sites opened") // of one site
	p.Check()
	p.Choose("People who consented: patients: 1")
	p.Choose("People who consented: link workers: 0")
	p.Submit("Draw the picture")
	p.See("patients: 1")
	p.Check()
	lead := site.As(s.Lead)
	page := lead.Get(strings.TrimPrefix(p.Path(), site.URL))
	for ending, kind := range map[string]string{".svg": "image/svg+xml", ".png": "image/png"} {
		_, rest, _ := strings.Cut(page.Body, at+ending)
		query, _, _ := strings.Cut(rest, "\"")
		got := lead.Get(at + ending + query)
		if got.Is(t, 200); got.Header.Get("Content-Type") != kind || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s is sent as %v", ending, got.Header)
		}
		lead.Get(at+ending).Is(t, 404)
		site.Browser().Get(at+ending+query).Is(t, 303)
	}
}
