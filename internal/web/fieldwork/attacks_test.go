package fieldwork_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"strings"
	"testing"

	"linkwork/internal/access"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	room "linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/web/serve"
)

// TestAttacks is what is tried on the places of fieldwork that take files in and give
// them out, under the numbers of the threat table.
func TestAttacks(t *testing.T) {
	for _, attack := range []struct {
		number, name string
		fails        func(t *testing.T, h *house)
	}{
		{"T15", "a transcriber reads what is the team’s", transcriberReads},
		{"T15", "what weighs on somebody is read by a colleague", weighs},
		{"T28", "a page, picture or document as a recording", noRecording},
		{"T28", "a recording is opened as a page", howARecordingLeaves},
		{"T28", "script in a transcript", scriptInATranscript},
		{"T29", "names that a recording brings along", nameOfAFile},
		{"T30", "a recording without end, or of nothing", sizes},
		{"T31", "an archive as a transcript", archive},
		{"T32", "a path as the name of a file", nameOfAFile},
		{"T33", "XML with entities as a transcript", entities},
		{"T37", "the address of a recording once consent has ended", recordingAfterConsent},
		{"T37", "the address of a transcript by others, and after consent", transcriptAfterConsent},
	} {
		t.Run(attack.number+" "+attack.name, func(t *testing.T) { attack.fails(t, open(t)) })
	}
}

func transcriberReads(t *testing.T, h *house) {
	recording := h.recorded()
	b := h.as(h.transcriber)
	for _, path := range []string{"/fieldwork", "/fieldwork/sessions", "/fieldwork/plan", "/fieldwork/notes", "/fieldwork/names", "/fieldwork/sessions/" + h.session, "/fieldwork/sessions/" + h.session + "/transcript", "/fieldwork/recordings/" + recording} {
		b.Get(h.base+path).Is(t, 404)
	}
	b.Get(h.base+"/fieldwork/transcribe").Is(t, 200, "I agree", "!"+recording)
	b.Post(h.base+"/fieldwork/transcribe").Leads(t, h.base+"/fieldwork/transcribe")
	h.as(h.Field).Post(h.at("/recordings/"+recording+"/give"), "transcriber", h.transcriber.AccountID).Leads(t, h.at(""))
	b = h.as(h.transcriber)
	b.Get(h.base+"/fieldwork/transcribe").Is(t, 200, recording, "!"+h.who.Number, "!Doreen")
	b.Get(h.base+"/fieldwork/recordings/"+recording).Is(t, 200)
	b.Get(h.at("/transcript")).Is(t, 200, "Add it", "!Doreen", "!Replace")
	b.Send(h.at("/transcript/upload"), "file", []byte("P001: Doreen took me."), "transcript", "").Leads(t, h.base+"/fieldwork/transcribe")
	b.Get(h.at("/transcript")).Is(t, 200, "!Doreen took me") // handed in is handed in
}

func weighs(t *testing.T, h *house) {
	h.as(h.Field).Post(h.base+"/fieldwork/notes", "site", h.A, "kind", "debrief", "words", "Three visits.", "weighs", "A flat without heating.").Leads(t, h.base+"/fieldwork/notes")
	h.as(h.Lead).Get(h.base+"/fieldwork/notes").Is(t, 200, "Three visits.", "A flat without heating.")
	h.as(h.statistician).Get(h.base+"/fieldwork/notes").Is(t, 200, "Three visits.", "!A flat without heating.")
	h.as(h.monitor).Get(h.base+"/fieldwork/notes").Is(t, 404)
}

// asAFile are bytes that are no sound, whatever is said of them.
func asAFile(t *testing.T) map[string][]byte {
	return map[string][]byte{
		"SVG":  []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`),
		"HTML": []byte(`<!DOCTYPE html><script>alert(1)</script>`),
		"XML":  []byte(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`),
		"PDF":  []byte("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj"),
		"ZIP":  zipped(t),
		"GIF":  []byte("GIF89a\x01\x00\x01\x00"),
		"JPEG": []byte("\xff\xd8\xff\xe0\x00\x10JFIF"),
		"text": []byte("Interviewer: How are you?"),
	}
}

func noRecording(t *testing.T, h *house) {
	c := h.client(h.Field)
	h.pages.Unchanged(t, func() {
		for name, body := range asAFile(t) {
			if status, page := h.records(c, "audio/mpeg", body); status != http.StatusUnprocessableEntity || !strings.Contains(page, "Choose a sound file") {
				t.Errorf("%s: %d", name, status)
			}
		}
		for _, kind := range []string{"text/html", "image/svg+xml", "application/octet-stream", "", "audio/mpeg, text/html"} {
			if status, page := h.records(c, kind, sound); status != http.StatusUnprocessableEntity || !strings.Contains(page, "Choose a sound file") {
				t.Errorf("%q: %d", kind, status)
			}
		}
	})
}

func howARecordingLeaves(t *testing.T, h *house) {
	recording := h.recorded()
	answer, err := h.client(h.Field).Get(h.site.URL + h.base + "/fieldwork/recordings/" + recording)
	h.OK(err)
	defer answer.Body.Close()
	for name, want := range map[string]string{"Content-Type": "audio/mpeg", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store", "Content-Disposition": "attachment; filename=recording"} {
		if got := answer.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func scriptInATranscript(t *testing.T, h *house) {
	b := h.as(h.Field)
	b.Send(h.at("/transcript/upload"), "file", []byte("P001: <script>alert(1)</script> and <img src=x onerror=alert(2)>\n<b>Interviewer</b>: yes"), "transcript", "").Leads(t, h.at("/transcript"))
	page := b.Get(h.at("/transcript")).Is(t, 200, "<script>alert(1)</script>")
	if strings.Contains(page.Raw, "<script>alert") || strings.Contains(page.Raw, "<img src=x") || strings.Contains(page.Raw, "<b>Interviewer") {
		t.Error("it is part of the page")
	}
}

func nameOfAFile(t *testing.T, h *house) {
	recording := h.recorded() // it came as ../../talk.mp3
	answer, err := h.client(h.Field).Get(h.site.URL + h.base + "/fieldwork/recordings/" + recording)
	h.OK(err)
	defer answer.Body.Close()
	if got := answer.Header.Get("Content-Disposition"); strings.Contains(got, "talk") || strings.Contains(got, "..") {
		t.Error(got)
	}
}

func sizes(t *testing.T, h *house) {
	c := h.client(h.Field)
	b := h.as(h.Field)
	h.pages.Unchanged(t, func() {
		if status, page := h.records(c, "audio/mpeg", nil); status != http.StatusUnprocessableEntity || !strings.Contains(page, "There is a problem") {
			t.Errorf("an empty recording: %d", status)
		}
		b.Post(h.at("/recording/upload")).Is(t, 422, "Choose the recording")
		b.Send(h.at("/transcript/upload"), "file", []byte("P: "+strings.Repeat("a", interviews.MostBytes)), "transcript", "").Is(t, 413, "Nothing was saved")
		b.Send(h.at("/transcript/upload"), "file", []byte(strings.Repeat("P: a\nI: b\n", 5001)), "transcript", "").Is(t, 422, "more than 10000 turns")
		b.Send(h.at("/transcript/upload"), "file", nil, "transcript", "").Is(t, 422, "Paste the transcript, or choose a file")
	})
	if serve.FormLimit >= interviews.MostRecording {
		t.Error("every form may be as large as a recording")
	}
}

func archive(t *testing.T, h *house) {
	b := h.as(h.Field)
	h.pages.Unchanged(t, func() {
		b.Send(h.at("/transcript/upload"), "file", zipped(t), "transcript", "").Is(t, 422, "This is no plain text")
		b.Send(h.at("/transcript/upload"), "file", append([]byte("P001: yes\n"), zipped(t)...), "transcript", "").Is(t, 422, "This is no plain text")
	})
}

func entities(t *testing.T, h *house) {
	b := h.as(h.Field)
	h.pages.Unchanged(t, func() {
		for _, body := range []string{
			`<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><lolz>&lol2;</lolz>`,
			`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>`,
			strings.Repeat("<a>", 100_000),
		} {
			b.Send(h.at("/transcript/upload"), "file", []byte(body), "transcript", "").Is(t, 422, "Begin each turn with who speaks")
		}
	})
	b.Send(h.at("/transcript/upload"), "file", []byte(`P001: &lol; and &#x41; stay as they are`), "transcript", "").Leads(t, h.at("/transcript"))
	b.Get(h.at("/transcript")).Is(t, 200, "&lol; and &#x41; stay")
}

func recordingAfterConsent(t *testing.T, h *house) {
	recording := h.recorded()
	at := h.base + "/fieldwork/recordings/" + recording
	h.as(h.Field).Get(at).Is(t, 200)
	for _, a := range []access.Actor{h.statistician, h.monitor, h.transcriber, h.Harbour.Manager, h.Admin} {
		h.as(a).Get(at).Is(t, 404)
	}
	h.site.Browser().Get(at).Is(t, http.StatusSeeOther) // to log in
	h.withdraws("record")
	h.as(h.Field).Get(at).Is(t, 404)
	h.as(h.Lead).Get(at).Is(t, 404)
	h.as(h.Field).Get(h.at("")).Is(t, 200, "took back that they are recorded", "!"+recording)
	if status, page := h.records(h.client(h.Field), "audio/mpeg", sound); status != http.StatusUnprocessableEntity || !strings.Contains(page, "There is a problem") {
		t.Errorf("status %d", status)
	}
}

func transcriptAfterConsent(t *testing.T, h *house) {
	h.as(h.Field).Send(h.at("/transcript/upload"), "file", []byte("P001: Doreen took me."), "transcript", "").Leads(t, h.at("/transcript"))
	h.as(h.Field).Get(h.at("/transcript")).Is(t, 200, "Doreen took me.")
	h.as(h.statistician).Get(h.at("/transcript")).Is(t, 200, "!Doreen") // names may stand in it
	h.as(h.monitor).Get(h.at("/transcript")).Is(t, 404)
	h.as(h.Harbour.First).Get(h.at("/transcript")).Is(t, 404)
	// By the id of a session of another site.
	there := h.Consented(studies.Patient, h.B)
	other, err := room.NoteHeld(h.Context(), h.DB, h.Lead, keyless, room.Session{StudyID: h.ID, SiteID: h.B, Kind: room.Interview, HeldOn: h.Today(), Place: room.AtHome, Participants: []string{there.ID}})
	h.OK(err)
	field := h.as(h.Field)
	for _, below := range []string{"", "/transcript"} {
		field.Get(h.base+"/fieldwork/sessions/"+other+below).Is(t, 404)
	}
	h.pages.Unchanged(t, func() {
		field.Send(h.base+"/fieldwork/sessions/"+other+"/transcript/upload", "file", []byte("P: x"), "transcript", "").Is(t, 404)
		field.Post(h.base+"/fieldwork/sessions/"+other+"/held", append(h.day("held"), "_version", "1")...).Is(t, 404)
	})
	h.withdraws("interview")
	h.as(h.Field).Get(h.at("/transcript")).Is(t, 200, "!Doreen took me.")
	h.as(h.Lead).Get(h.at("/transcript")).Is(t, 200, "!Doreen took me.")
}

// withdraws takes one clause of the interviewed back.
func (h *house) withdraws(clause string) {
	h.Helper()
	_, err := consent.Withdraw(h.Context(), h.DB, h.Field, keyless, consent.Withdrawal{StudyID: h.ID, ParticipantID: h.who.ID, Level: consent.OneClause, Clause: clause, How: "By phone"})
	h.OK(err)
}

func zipped(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create("../../word/document.xml")
	if err == nil {
		_, err = f.Write(bytes.Repeat([]byte("0"), 1<<20))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
