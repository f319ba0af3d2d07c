package fieldwork_test

import (
	"strings"
	"testing"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	room "linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/web/webtest"
)

// Who is due, and who could not be followed and is put on the list again.
func TestWhoIsDueIsListedUntilSomebodySaysWhyNot(t *testing.T) {
	h := open(t)
	other := h.Consented(studies.LinkWorker, h.A)
	b, at := h.as(h.Field), h.base+"/fieldwork"
	b.Get(at).Is(t, 200, "First talk", other.Number+", link worker", "To arrange", "Plan or note", "!>Window<")
	could := at + "/could-not?participant=" + other.ID + "&wave=first"
	b.Get(could).Is(t, 200, "Not possible: "+other.Number)
	b.Get(strings.Replace(could, "first", "tenth", 1)).Is(t, 404)
	b.Post(at+"/could-not", "participant", other.ID, "wave", "first", "words", "kept").Is(t, 422, "There is a problem", `value="kept"`)
	b.Post(at+"/could-not", "participant", other.ID, "wave", "first", "why", "declined").Leads(t, at+"?wave=first")
	b.Get(at).Is(t, 200, "Not possible: Did not want to", "Take back")
	b.Get(at+"?standing=not-possible").Is(t, 200, other.Number, "!"+h.who.Number)
	b.Post(at+"/reopen", "participant", other.ID, "wave_id", h.wave, "wave", "first").Leads(t, at+"?wave=first")
	b.Get(at).Is(t, 200, "!Did not want to")
	for _, page := range []string{"", "/sessions", "/plan", "/notes"} {
		h.as(h.Harbour.Manager).Get(at+page).Is(t, 404)
		h.as(h.monitor).Get(at+page).Is(t, 404)
	}
}

// A session is planned with faults first, told of, held, and not held twice.
func TestASessionIsPlannedToldOfAndHeld(t *testing.T) {
	h := open(t)
	b, at := h.as(h.Field), h.base+"/fieldwork"
	plan := []string{"did", "plan", "kind", "interview", "participant", h.who.ID, "wave", h.wave, "minutes", "40", "whereabouts", "Room 2"}
	b.Post(at+"/plan", append(plan, "time", "noon or so")...).Is(t, 422, "Enter a time, like 10:30am", `value="noon or so"`, `value="Room 2"`)
	soon := h.Today().AddDays(2)
	when := []string{"day-day", soon.Long()[:2], "day-month", "11", "day-year", "2026", "time", "2:30pm"}
	b.Post(at+"/plan", append(plan, when...)...).Is(t, 422, "Choose where it takes place")
	to := b.Post(at+"/plan", append(append(plan, when...), "place", string(room.AtWork))...)
	if to.Status != 303 {
		to.Is(t, 303)
	}
	session := to.Location
	b.Get(session).Is(t, 200, "Planned", h.who.Number+", patient", "Room 2", "Tell them", "If somebody is upset", "!Doreen")
	b.Post(session+"/tell").Leads(t, session)
	b.Get(session).Is(t, 200, "Told ", "Tell them again")
	link := h.link()
	h.site.Browser().Get(link).Is(t, 200, "When we meet")
	b.Get(at+"/sessions").Is(t, 200, "!They cannot come")
	h.site.Browser().Post(link, "words", "A hospital visit").Is(t, 200, "You told us on")
	for _, list := range []string{"", "/sessions"} {
		b.Get(at+list).Is(t, 200, "They cannot come")
	}
	b.Get(session).Is(t, 200, "A hospital visit")
	b.Post(session+"/held", append(h.day("held"), "_version", "9")...).Is(t, 409)
	b.Post(session+"/missed", "_version", "1").Is(t, 422, "There is a problem")
	b.Post(session+"/held", append(h.day("held"), "_version", "1", "words", "She was early")...).Leads(t, session)
	b.Get(session).Is(t, 200, "Took place", "She was early", "Add a recording", "Paste or choose a transcript")
	h.site.Browser().Get(link).Is(t, 410, "This link has ended")
	b.Post(session+"/cancel", "_version", "2").Is(t, 409)
}

// An observation has several people, named by their numbers; a number of another site is
// nobody’s.
func TestSeveralAreObservedTogether(t *testing.T) {
	h := open(t)
	second, there := h.Consented(studies.LinkWorker, h.A), h.Consented(studies.Patient, h.B)
	b, at := h.as(h.Field), h.base+"/fieldwork/plan"
	form := append(h.day("day"), "did", "held", "kind", "observation", "place", string(room.AtWork))
	b.Post(at, append(form, "others", there.Number)...).Is(t, 422, "Nobody whom you meet has the number "+there.Number)
	to := b.Post(at, append(form, "participant", h.who.ID, "others", strings.ToLower(second.Number)+"; "+h.who.Number)...).Is(t, 303)
	b.Get(to.Location).Is(t, 200, h.who.Number+", patient", second.Number+", link worker", "Site A")
	form[9] = "interview"
	b.Post(at, append(form, "participant", h.who.ID, "others", second.Number)...).Is(t, 422, "interview has one")
	b.Post(at, append(form, "participant", there.ID)...).Is(t, 404)
}

// A transcript is kept, loses its names by the register, and is read by others then.
func TestATranscriptLosesItsNames(t *testing.T) {
	h := open(t)
	b, reader := h.as(h.Field), h.as(h.statistician)
	b.Post(h.at("/transcript/upload"), "transcript", "no speaker").Is(t, 422, "Begin each turn", "no speaker")
	b.Post(h.at("/transcript/upload"), "transcript", "Interviewer: Who came?\nP001: Doreen came.").Leads(t, h.at("/transcript"))
	page := b.Get(h.at("/transcript")).Is(t, 200, "The register finds no name in it", "I read it, and no name stands in it", "Doreen came.")
	reader.Get(h.at("/transcript")).Is(t, 200, "!Doreen")
	reader.Get(h.base+"/fieldwork/transcripts").Is(t, 200, "none yet that you may read")
	b.Post(h.base+"/fieldwork/names", "said", "Doreen").Is(t, 422, "There is a problem", `value="Doreen"`)
	b.Post(h.base+"/fieldwork/names", "said", "Doreen", "stand_in", "[a neighbour]").Leads(t, h.base+"/fieldwork/names")
	b.Get(h.at("/transcript")).Is(t, 200, "Doreen (1)")
	b.Post(h.at("/transcript/names"), "transcript_id", page.Field("transcript_id")).Leads(t, h.at("/transcript"))
	b.Post(h.at("/transcript/names"), "transcript_id", page.Field("transcript_id")).Is(t, 409) // of the one before
	list := h.base + "/fieldwork/transcripts"
	reader.Get(h.at("/transcript")).Is(t, 200, "[a neighbour] came.", list, "!Doreen", "!Keep the transcript")
	reader.Get(list).Is(t, 200, "1 transcript, with names replaced", h.at("/transcript"), h.who.Number)
	reader.Get(list).Is(t, 200, `href="`+list+`" aria-current="page"`) // by a tab of its section
	reader.Get(h.base+"/fieldwork/notes").Is(t, 200, list, "!Keep the note")
	b.Get(h.base).Is(t, 200, "!"+list)
	h.as(h.monitor).Get(list).Is(t, 404)
	reader.Get(h.base+"/fieldwork/names").Is(t, 404)
	h.Read(func(r *db.Snapshot) error {
		var kept int
		h.OK(r.QueryRow(`SELECT count(*) FROM study_transcripts WHERE turns LIKE '%Doreen%'`).Scan(&kept))
		if kept != 0 {
			t.Error("the names are kept")
		}
		return nil
	})
}

// A participant puts their transcript right, and the team notes what it did about that.
func TestWhatAParticipantPutsRightReachesTheTeam(t *testing.T) {
	h := open(t)
	b := h.as(h.Field)
	b.Post(h.at("/transcript/upload"), "transcript", "P001: I was eighty.").Leads(t, h.at("/transcript"))
	b.Post(h.at("/transcript/send")).Leads(t, h.at(""))
	b.Get(h.at("")).Is(t, 200, "They have not answered")
	h.site.Browser().Post(h.link(), "words", "I was eighteen.").Is(t, 200, "Thank you. We will put it right.")
	page := b.Get(h.at("")).Is(t, 200, "They say: I was eighteen.", "What was done?")
	settle := page.Action("/corrections/")
	b.Post(settle, "settled", "").Is(t, 422, "Say what was done")
	b.Post(settle, "settled", "Put right").Leads(t, h.at(""))
	b.Get(h.at("")).Is(t, 200, "Done: Put right")
}

// Whoever goes out alone and does not come back is told of to those who lead.
func TestWhoIsOutAloneIsLookedFor(t *testing.T) {
	h := open(t)
	b, at := h.as(h.Field), h.base+"/fieldwork"
	b.Post(at+"/out", "out_site", h.A, "place", "The flats", "phone", "my phone", "back", "9:30am").Is(t, 422, "Enter a phone number", `value="The flats"`)
	b.Post(at+"/out", "out_site", h.A, "place", "The flats", "phone", "(07700) 900 123", "back", "soon").Is(t, 422, "Enter a time, like 10:30am")
	b.Post(at+"/out", "out_site", h.A, "place", "The flats", "phone", "(07700) 900 123", "back", h.DB.Now().Add(time.Hour).Format("15:04")).Leads(t, at)
	page := b.Get(at).Is(t, 200, "You are out until", "I am back", "!I go out alone")
	h.as(h.Lead).Get(at).Is(t, 200, h.Field.Name+" is out until", "!The flats")
	b.Post(page.Action("/back")).Leads(t, at)
	b.Get(at).Is(t, 200, "I go out alone", "!You are out until")
}

// A recording is given to whoever writes it down, and destroyed with a reason.
func TestARecordingIsGivenAndDestroyed(t *testing.T) {
	h := open(t)
	recording := h.recorded()
	b := h.as(h.Field)
	b.Get(h.at("")).Is(t, 200, "Destroyed by itself on", recording)
	b.Post(h.at("/recordings/"+recording+"/give"), "transcriber", h.statistician.AccountID).Is(t, 422, "There is a problem")
	b.Post(h.at("/recordings/"+recording+"/give"), "transcriber", h.transcriber.AccountID).Leads(t, h.at(""))
	tr := h.as(h.transcriber)
	tr.Get(h.base+"/fieldwork/recordings/"+recording).Is(t, 404) // they have agreed to nothing yet
	tr.Post(h.base+"/fieldwork/transcribe").Leads(t, h.base+"/fieldwork/transcribe")
	if p := tr.Get(h.base+"/fieldwork/recordings/"+recording).Is(t, 200); p.Raw != string(sound) {
		t.Errorf("%q", p.Raw)
	}
	b.Post(h.at("/recordings/"+recording+"/destroy"), "destroy", "").Is(t, 422, "Say why")
	b.Post(h.at("/recordings/"+recording+"/destroy"), "destroy", "transcript checked").Leads(t, h.at(""))
	tr.Get(h.base+"/fieldwork/recordings/"+recording).Is(t, 404)
}

// Every page of the place passes the rules of accessibility, on a desk and on a phone.
func TestPagesOfFieldworkPassEveryCheck(t *testing.T) {
	h := open(t)
	recording := h.recorded()
	_, err := interviews.Keep(h.Context(), h.DB, h.Field, keyless, h.ID, h.session, []interviews.Turn{{Who: "Interviewer", Said: "Who came?"}, {Who: "P001", Said: "Doreen."}})
	h.OK(err)
	h.OK(interviews.SendTranscript(h.Context(), h.DB, h.Field, keyless, h.ID, h.session, h.pages.BaseURL, false))
	reading := h.link()
	h.OK(interviews.PutRight(h.Context(), h.DB, keyless, strings.TrimPrefix(reading, interviews.ReadPath+"/"), "It was Sunday."))
	planned, err := room.Plan(h.Context(), h.DB, h.Field, keyless, room.Session{StudyID: h.ID, SiteID: h.A, Kind: room.Interview, PlannedAt: h.DB.Now().Add(72 * time.Hour), Place: room.AtHome, Participants: []string{h.who.ID}})
	h.OK(err)
	_, err = room.Write(h.Context(), h.DB, h.Field, keyless, room.Note{StudyID: h.ID, SessionID: h.session, SiteID: h.A, Kind: room.Debrief, Day: h.Today(), Words: "Three visits.", Weighs: "One stayed with me."})
	h.OK(err)
	p := webtest.Start(t).Page(t, h.site.URL)
	look := func(name, path string) {
		p.Width(1280)
		p.Go(path)
		p.Check()
		p.Width(320)
		p.Check()
		p.Shot("fieldwork-" + name)
	}
	h.lets(h.Field)
	p.Go("/begin/" + h.Field.AccountID)
	for name, path := range map[string]string{"due": "", "could-not": "/could-not?wave=first&participant=" + h.who.ID, "sessions": "/sessions", "plan": "/plan", "session": "/sessions/" + h.session, "planned": "/sessions/" + planned,
		"transcript": "/sessions/" + h.session + "/transcript", "names": "/names", "notes": "/notes", "distress": "/distress"} {
		look(name, h.base+"/fieldwork"+path)
	}
	h.lets(h.statistician)
	p.Go("/begin/" + h.statistician.AccountID)
	look("transcripts", h.base+"/fieldwork/transcripts")
	h.lets(h.transcriber)
	p.Go("/begin/" + h.transcriber.AccountID)
	look("to-agree", h.base+"/fieldwork/transcribe")
	p.Submit("I agree")
	h.OK(interviews.GiveTo(h.Context(), h.DB, h.Field, keyless, h.ID, h.session, recording, h.transcriber.AccountID))
	look("to-write-down", h.base+"/fieldwork/transcribe")
	look("hand-in", h.at("/transcript"))
	p.NoTroubles()
}
