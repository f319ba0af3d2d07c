package meet_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
	"linkwork/internal/web/housetest"
	"linkwork/internal/web/meet"
	"linkwork/internal/web/visit"
	"linkwork/internal/web/webtest"
)

var keyless = once.Key{}

// house is a study of which a participant was told of a meeting, and sent what was
// written down of another.
type house struct {
	*studytest.Study
	site  *housetest.Site
	pages *housetest.House
	who   participants.Participant

	meeting, held        string // sessions
	meetLink, readLink   string // addresses
	meetToken, readToken string
}

func open(t *testing.T) *house {
	d := dbtest.SQLite(t)
	h := &house{Study: studytest.New(castest.New(t, d))}
	who, err := identity.New(d, "http://127.0.0.1:8080")
	h.OK(err)
	h.pages = &housetest.House{House: &visit.House{DB: d, Identity: who, BaseURL: "http://127.0.0.1:8080"}}
	h.site = h.pages.Serve(t, meet.Routes())
	h.who = h.Consented(studies.Patient, h.A)
	h.OK(participants.SaveContact(t.Context(), d, h.Lead, keyless, h.ID, h.who.ID, participants.Contact{Name: "Doreen Marshb", Email: "dee@example.org", Way: participants.ByEmail}))
	h.meeting, err = fieldwork.Plan(t.Context(), d, h.Field, keyless, fieldwork.Session{StudyID: h.ID, SiteID: h.A, Kind: fieldwork.Interview, PlannedAt: d.Now().Add(72 * time.Hour), Place: fieldwork.AtHome, Whereabouts: "We ring first", Minutes: 40, Words: "Minds dogs", Participants: []string{h.who.ID}})
	h.OK(err)
	h.tells()
	h.held, err = fieldwork.NoteHeld(t.Context(), d, h.Field, keyless, fieldwork.Session{StudyID: h.ID, SiteID: h.A, Kind: fieldwork.Interview, HeldOn: h.Today(), Place: fieldwork.AtHome, Participants: []string{h.who.ID}})
	h.OK(err)
	_, err = interviews.Keep(t.Context(), d, h.Field, keyless, h.ID, h.held, []interviews.Turn{{Who: "Interviewer", Said: "How old were you?"}, {Who: "P001", Said: "I was eighty."}})
	h.OK(err)
	h.OK(interviews.SendTranscript(t.Context(), d, h.Field, keyless, h.ID, h.held, h.pages.BaseURL, false))
	h.readLink = h.last(interviews.ReadPurpose)
	h.readToken = strings.TrimPrefix(h.readLink, interviews.ReadPath+"/")
	return h
}

// tells tells the participant of the meeting.
func (h *house) tells() {
	h.Helper()
	h.OK(interviews.Tell(h.Context(), h.DB, h.Field, keyless, h.ID, h.meeting, h.pages.BaseURL, false))
	h.meetLink = h.last(interviews.MeetPurpose)
	h.meetToken = strings.TrimPrefix(h.meetLink, interviews.MeetPath+"/")
}

// last is where the latest message of a purpose leads.
func (h *house) last(purpose string) (link string) {
	h.Helper()
	h.Read(func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 50)
		for _, m := range all {
			if m.Purpose == purpose && link == "" {
				link = strings.TrimPrefix(m.Secret, h.pages.BaseURL)
			}
		}
		return err
	})
	return link
}

func (h *house) withdraws(clause string) {
	h.Helper()
	_, err := consent.Withdraw(h.Context(), h.DB, h.Field, keyless, consent.Withdrawal{StudyID: h.ID, ParticipantID: h.who.ID, Level: consent.OneClause, Clause: clause, How: "By phone"})
	h.OK(err)
}

// TestAttacks is what is tried on the links of meetings and transcripts, under the numbers
// of the threat table. They take no file in (T28 to T33).
func TestAttacks(t *testing.T) {
	for _, attack := range []struct {
		number, name string
		fails        func(t *testing.T, h *house)
	}{
		{"T15", "what the team wrote for itself is on the page or in the calendar", readsTheTeams},
		{"T15", "what others said is sent to one of them", readsOthers},
		{"T37", "the address after the consent has ended", afterConsent},
		{"T37", "the address of a transcript that another took the place of", afterAnother},
		{"T48", "a scanner of mail opens the link", scanned},
		{"T48", "one link at the place of another", crossed},
		{"T48", "a link that has ended, or is none", ended},
		{"T48", "a link that travels", travels},
	} {
		t.Run(attack.number+" "+attack.name, func(t *testing.T) { attack.fails(t, open(t)) })
	}
}

func readsTheTeams(t *testing.T, h *house) {
	for _, path := range []string{h.meetLink, h.meetLink + "/calendar", h.readLink} {
		h.site.Browser().Get(path).Is(t, 200, "!Minds dogs", "!Doreen", "!Site A", "!dee@", "!Link workers in primary care")
	}
	h.site.Browser().Get(h.meetLink).Is(t, 200, "At your home", "We ring first", "Idris Bello", "!"+h.who.Number)
}

func readsOthers(t *testing.T, h *house) {
	second := h.Consented(studies.Patient, h.A)
	group, err := fieldwork.NoteHeld(t.Context(), h.DB, h.Field, keyless, fieldwork.Session{StudyID: h.ID, SiteID: h.A, Kind: fieldwork.FocusGroup, HeldOn: h.Today(), Place: fieldwork.AtWork, Participants: []string{h.who.ID, second.ID}})
	h.OK(err)
	_, err = interviews.Keep(t.Context(), h.DB, h.Field, keyless, h.ID, group, []interviews.Turn{{Who: "P002", Said: "My own words."}})
	h.OK(err)
	castest.Refused(t, interviews.SendTranscript(t.Context(), h.DB, h.Field, keyless, h.ID, group, h.pages.BaseURL, false), "link")
}

func afterConsent(t *testing.T, h *house) {
	b := h.site.Browser()
	b.Get(h.readLink).Is(t, 200, "I was eighty.")
	h.withdraws("interview")
	for _, path := range []string{h.meetLink, h.readLink} {
		b.Get(path).Is(t, 410, "This link has ended", "!I was eighty.", "!We ring first")
		h.pages.Unchanged(t, func() { b.Post(path, "words", "x").Is(t, 410) })
	}
	b.Get(h.meetLink+"/calendar").Leads(t, h.meetLink)
}

func afterAnother(t *testing.T, h *house) {
	_, err := interviews.Keep(t.Context(), h.DB, h.Field, keyless, h.ID, h.held, []interviews.Turn{{Who: "P001", Said: "I was eighteen."}})
	h.OK(err)
	h.site.Browser().Get(h.readLink).Is(t, 410, "This link has ended", "!eighty", "!eighteen")
}

func scanned(t *testing.T, h *house) {
	h.pages.Unchanged(t, func() {
		for _, path := range []string{h.meetLink, h.meetLink + "/calendar", h.readLink, h.meetLink} {
			h.site.Browser().Get(path).Is(t, 200)
		}
	})
}

func crossed(t *testing.T, h *house) {
	h.pages.Unchanged(t, func() {
		for _, path := range []string{interviews.MeetPath + "/" + h.readToken, interviews.ReadPath + "/" + h.meetToken, interviews.MeetPath + "/" + h.readToken + "/calendar"} {
			h.site.Browser().Get(path).Is(t, 404)
		}
		h.site.Browser().Post(interviews.MeetPath+"/"+h.readToken, "words", "x").Is(t, 404)
		h.site.Browser().Post(interviews.ReadPath+"/"+h.meetToken, "words", "x").Is(t, 404)
	})
}

func ended(t *testing.T, h *house) {
	b, first := h.site.Browser(), h.meetLink
	h.tells() // again
	b.Get(first).Is(t, 410, "This link has ended")
	b.Get(h.meetLink).Is(t, 200)
	for _, none := range []string{interviews.MeetPath + "/nothing", interviews.ReadPath + "/" + strings.Repeat("a", 43)} {
		b.Get(none).Is(t, 404)
	}
	h.OK(interviews.Stop(t.Context(), h.DB, h.Field, keyless, h.ID, h.meeting))
	b.Get(h.meetLink).Is(t, 410)
	h.Clock.Advance(31 * 24 * time.Hour)
	b.Get(h.readLink).Is(t, 410, "!eighty")
	b.Post(h.readLink, "words", "x").Is(t, 410)
}

func travels(t *testing.T, h *house) {
	for _, path := range []string{h.meetLink, h.readLink} {
		answer, err := http.Get(h.site.URL + path)
		h.OK(err)
		answer.Body.Close()
		if got := answer.Header.Get("Referrer-Policy") + " " + answer.Header.Get("Cache-Control"); got != "no-referrer no-store" {
			t.Error(got)
		}
	}
	h.Read(func(r *db.Snapshot) error {
		all, err := messages.Outbox(r, messages.Entry{}, 50)
		for _, m := range all {
			if strings.Contains(m.Subject+m.Text, "Doreen") || strings.Contains(m.Text, h.meetToken) || strings.Contains(m.Subject, "Link workers") {
				t.Errorf("%+v", m)
			}
		}
		return err
	})
}

func TestAParticipantSaysThatTheyCannotCome(t *testing.T) {
	h := open(t)
	b := h.site.Browser()
	if p := b.Get(h.meetLink+"/calendar").Is(t, 200, "BEGIN:VCALENDAR", "Appointment with Idris"); strings.Contains(p.Raw, "Link workers") {
		t.Error("the calendar tells of the study")
	}
	b.Post(h.meetLink, "words", strings.Repeat("a", 301)).Is(t, 422, "There is a problem", "aaaa")
	b.Post(h.meetLink, "words", "A hospital visit").Is(t, 200, "You told us on", "!I cannot come")
	b.Post(h.readLink, "words", " ").Is(t, 422, "Say what should be put right")
	b.Post(h.readLink, "words", "I was eighteen.").Is(t, 200, "Thank you. We will put it right.")
	b.Get(h.readLink).Is(t, 200, "You told us on", "I was eighteen.")
}

// On a phone, with and without scripts, and on a desk.
func TestPagesOfMeetingsPassEveryCheck(t *testing.T) {
	h := open(t)
	p := webtest.Start(t).Page(t, h.site.URL)
	look := func(name string) {
		p.Width(1280)
		p.Check()
		p.Width(320)
		p.Check()
		p.Shot("meet-" + name)
	}
	p.Go(h.meetLink)
	look("when")
	p.Fill("Anything we should know", "A hospital visit")
	p.Submit("I cannot come")
	p.See("You told us on")
	look("cannot")
	p.Go(h.readLink)
	p.Submit("Send")
	p.See("Say what should be put right")
	look("said-with-faults")
	p.Fill("What should be put right?", "I was eighteen.")
	p.Submit("Send")
	p.See("Thank you")
	look("said")
	h.withdraws("interview")
	p.Go(h.meetLink)
	look("ended")
	p.NoTroubles()
}
