package letters_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"linkwork/internal/casework"
	"linkwork/internal/castest"
	"linkwork/internal/connections"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/letters"
	"linkwork/internal/measures"
)

func TestALetterIsMadeFromTheRecord(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		worker, ctx := c.Harbour.First, t.Context()
		person := c.Supported(worker)
		for range 103 { // more than a page
			c.Contact(worker, person, casework.Entry{})
		}
		c.Contact(worker, person, casework.Entry{Contact: casework.Contact{Outcome: "no-answer"}})
		c.OK(casework.SayWhatMatters(ctx, d, worker, once.Key{}, person, "My cat", ""))
		c.OK(casework.AddGoal(ctx, d, worker, once.Key{}, casework.Goal{PersonID: person, Words: "Sing again"}, casework.Action{}))
		_, err := connections.Make(ctx, d, worker, once.Key{}, connections.Onward{PersonID: person, ServiceID: castest.Library, Kind: connections.Signposted})
		c.OK(err)
		for _, n := range []int{3, 6} {
			_, err := measures.Record(ctx, d, worker, once.Key{}, person, measures.Numbers("ons4", c.Today(), map[string]int{"satisfied": n, "worthwhile": 5, "happy": 5, "anxious": measures.RatherNot}))
			c.OK(err)
		}
		var titles []string
		text := make(map[string]string)
		for _, s := range draft(c, person).Sections {
			titles = append(titles, s.Title)
			text[s.Title] = s.Text
		}
		if want := []string{"Referral", "What matters to the person", "Needs and plan", "Services", "Wellbeing", "Contacts", "Risks", "How support ended"}; !slices.Equal(titles, want) {
			t.Errorf("%q", titles)
		}
		for title, want := range map[string]string{
			"Referral":                   "Referred by Dr Pat Okafor, GP, Harbour Practice (01632 960 120) on 23 November 2026 to the Harbour network, 01632 960 110.",
			"What matters to the person": "“My cat” (23 November 2026)",
			"Needs and plan":             "Goal: Sing again (under way)",
			"Services":                   "Canalside Library: signposted on 23 November 2026. What came of it: not known yet",
			"Wellbeing":                  "Satisfied 3 to 6, Worthwhile 5 to 5, Happy 5 to 5.",
			"Contacts":                   "103 conversations since 23 November 2026.",
			"How support ended":          "Support goes on.",
		} {
			if !strings.Contains(text[title], want) {
				t.Errorf("%s: %q", title, text[title])
			}
		}
	})
}

func TestALetterSaysWhatIsNotThere(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		person := c.Supported(c.Harbour.First)
		c.Contact(c.Harbour.First, person, casework.Entry{Contact: casework.Contact{Outcome: "no-answer"}})
		c.Close(c.Harbour.First, person, "no-contact")
		all := ""
		for _, s := range draft(c, person).Sections {
			all += s.Title + ": " + s.Text + "\n"
		}
		for _, want := range []string{"Wellbeing: The wellbeing questions were not answered.", "Contacts: We could not speak with the person.", "How support ended: Support ended on 23 November 2026: Could not be reached again."} {
			if !strings.Contains(all, want) {
				t.Errorf("%q is not in %s", want, all)
			}
		}
		for _, none := range []string{"Services", "What matters"} {
			if strings.Contains(all, none) {
				t.Errorf("an empty section %q", none)
			}
		}
		r := c.Referral()
		r.Channel, r.PracticeID, r.ReferrerName = "self", "", ""
		r.Postcode = "QY1 1AA"
		alone := c.Take(c.Harbour.First, c.Receive(r), "")
		_, err := letters.Save(t.Context(), d, c.Harbour.First, once.Key{}, draft(c, alone))
		castest.Refused(t, err, "practice")
	})
}

func TestALetterPrints(t *testing.T) {
	path := ""
	for _, name := range []string{"chromium", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" && os.Getenv("LINKWORK_TEST_STRICT") == "1" {
		t.Fatal("there is no chromium and nothing may be left out")
	}
	if path == "" {
		t.Skip("there is no chromium: letters as PDF are left out")
	}
	pdf, err := letters.PDF(t.Context(), path, `<article class="lw-letter"><h2>About Doreen</h2></article>`)
	if err != nil || !strings.HasPrefix(string(pdf), "%PDF-") || len(pdf) < 1000 {
		t.Errorf("%d bytes, %v", len(pdf), err)
	}
}
