package interviews_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/access"
	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/db/once"
	"linkwork/internal/files"
	"linkwork/internal/links"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/studytest"
)

var keyless = once.Key{}

func TestTurnsAreReadAsPeopleTypeThem(t *testing.T) {
	for text, want := range map[string]string{
		"Interviewer: How are you?\nP017: Well.\nAnd you?": "Interviewer|How are you?;P017|Well. And you?",
		"\ufeffInterviewer: A\r\n\r\nInterviewer: B":       "Interviewer|A B",
		"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Idris>Good morning</v>\n\n2\n00:00:05.000 --> 00:00:06.000\n<v P017>Morning": "Idris|Good morning;P017|Morning",
		"[00:12] P017: At 10:30 I go out. Then: nothing.":                                                                         "P017|At 10:30 I go out. Then: nothing.",
	} {
		turns, err := interviews.ReadTurns(text)
		var got []string
		for _, x := range turns {
			got = append(got, x.Who+"|"+x.Said)
		}
		if err != nil || strings.Join(got, ";") != want {
			t.Errorf("%q is %q, %v, want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "no speaker at all", "\xff\xfe"} {
		_, err := interviews.ReadTurns(text)
		castest.Refused(t, err, "transcript")
	}
}

func FuzzReadTurns(f *testing.F) {
	f.Add("Interviewer: a\nP: b")
	f.Fuzz(func(t *testing.T, text string) {
		turns, err := interviews.ReadTurns(text)
		if err != nil {
			return
		}
		for _, x := range turns {
			if strings.TrimSpace(x.Who) == "" || strings.Contains(x.Said, "\n") {
				t.Fatalf("%q gives %+v", text, x)
			}
		}
	})
}

func TestNamesAreReplacedAsWholeWords(t *testing.T) {
	register := []interviews.StandIn{{Name: "Mill", StandIn: "[a place]"}, {Name: "Mill Lane Practice", StandIn: "[the practice]"}, {Name: "Dee", StandIn: "[Sam]"}, {Name: "Sam", StandIn: "[Dee]"}}
	got, found := interviews.Replace([]interviews.Turn{{Who: "Dee", Said: "I met sam at Mill Lane Practice, by the mill. A deed, Milly, Dee's, Sam Sam."}}, register)
	want := "I met [Dee] at [the practice], by the [a place]. A deed, Milly, [Sam]'s, [Dee] [Dee]."
	if got[0].Who != "[Sam]" || got[0].Said != want {
		t.Errorf("replaced: %q %q", got[0].Who, got[0].Said)
	}
	if found["Sam"] != 3 || found["Mill"] != 1 {
		t.Errorf("found %v", found)
	}
}

// No name of the register is left as a whole word, whatever was said, as long as no
// stand-in holds one.
func TestNoNameIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-Za-zéß]{1,6}`)
		names := rapid.SliceOfNDistinct(word, 1, 5, strings.ToLower).Draw(t, "names")
		var register []interviews.StandIn
		for i, n := range names {
			register = append(register, interviews.StandIn{Name: n, StandIn: "[" + strings.Repeat("0", i+1) + "]"})
		}
		words := rapid.SliceOf(rapid.OneOf(rapid.SampledFrom(names), word)).Draw(t, "words")
		got, _ := interviews.Replace([]interviews.Turn{{Who: "P", Said: strings.Join(words, " ")}}, register)
		for _, w := range strings.Fields(got[0].Said) {
			for _, n := range names {
				if strings.EqualFold(w, n) {
					t.Fatalf("%q is left of %q", w, words)
				}
			}
		}
	})
}

// held is an interview that took place with a participant who said yes to all but
// what is named.
func held(s *studytest.Study, no ...string) (session string, p participants.Participant) {
	s.Helper()
	p = s.Consented(studies.Patient, s.A, no...)
	session, err := fieldwork.NoteHeld(s.Context(), s.DB, s.Field, keyless, fieldwork.Session{StudyID: s.ID, SiteID: s.A, Kind: fieldwork.Interview, HeldOn: s.Today(), Place: fieldwork.AtHome, Participants: []string{p.ID}})
	s.OK(err)
	return session, p
}

func read(s *studytest.Study, by access.Actor, session string) (t interviews.Transcript, err error) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		seat, failed := studies.Enter(r, by, s.ID, studies.Meet, studies.Read, studies.Transcribe)
		s.OK(failed)
		t, err = interviews.Of(r, seat, session)
		e, failed := fieldwork.Reached(r, seat, session, studies.Meet, studies.Read, studies.Transcribe)
		s.OK(failed)
		written, failed := interviews.Written(r, seat, []fieldwork.Session{e})
		s.OK(failed)
		if (len(written) == 1) != (err == nil) {
			s.Errorf("%s reads it: %v, and is told that it is there: %v", by.Name, err, written)
		}
		return nil
	})
	return t, err
}

func TestATranscriptLosesItsNamesBeforeItIsReadByOthers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		_, err := studies.Take(s.Context(), d, s.Lead, keyless, studies.Member{StudyID: s.ID, AccountID: s.Admin.AccountID, Role: studies.Statistician})
		s.OK(err)
		session, p := held(s)
		turns := []interviews.Turn{{Who: "P001", Said: "I went to Mill Lane Practice."}}
		_, err = interviews.Keep(s.Context(), d, s.Admin, keyless, s.ID, session, turns)
		castest.Is(t, err, db.ErrNotFound)
		id, err := interviews.Keep(s.Context(), d, s.Field, keyless, s.ID, session, turns)
		s.OK(err)
		_, err = read(s, s.Admin, session)
		castest.Is(t, err, db.ErrNotFound)
		castest.Refused(t, interviews.AddStandIn(s.Context(), d, s.Field, keyless, s.ID, interviews.StandIn{Name: "Mill", StandIn: "[Mill]"}), "stand_in")
		s.OK(interviews.AddStandIn(s.Context(), d, s.Field, keyless, s.ID, interviews.StandIn{Name: "Mill Lane Practice", StandIn: "[the practice]"}))
		castest.Refused(t, interviews.AddStandIn(s.Context(), d, s.Field, keyless, s.ID, interviews.StandIn{Name: "mill lane practice", StandIn: "[x]"}), "said")
		found, err := interviews.ReplaceNames(s.Context(), d, s.Field, keyless, s.ID, session, id)
		s.OK(err)
		if found["Mill Lane Practice"] != 1 {
			t.Errorf("found %v", found)
		}
		_, err = interviews.ReplaceNames(s.Context(), d, s.Field, keyless, s.ID, session, id)
		castest.Is(t, err, db.ErrConflict)
		got, err := read(s, s.Admin, session)
		s.OK(err)
		s.OK(interviews.AddStandIn(s.Context(), d, s.Field, keyless, s.ID, interviews.StandIn{Name: "went", StandIn: "[walked]"}))
		_, err = interviews.ReplaceNames(s.Context(), d, s.Field, keyless, s.ID, session, got.ID) // a name that was missed
		s.OK(err)
		got, err = read(s, s.Admin, session)
		s.OK(err)
		if got.Turns[0].Said != "I [walked] to [the practice]." {
			t.Errorf("others read %+v", got.Turns)
		}
		_, err = consent.Withdraw(s.Context(), d, s.Field, keyless, consent.Withdrawal{StudyID: s.ID, ParticipantID: p.ID, Level: consent.OneClause, Clause: "interview", How: "By phone"})
		s.OK(err)
		_, err = read(s, s.Lead, session)
		castest.Is(t, err, db.ErrNotFound)
		_, err = interviews.Keep(s.Context(), d, s.Field, keyless, s.ID, session, turns)
		castest.Refused(t, err, "transcript")
	})
}

func TestARecordingIsHeardByThoseWhoMay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		for _, m := range []studies.Member{{AccountID: s.Admin.AccountID, Role: studies.Transcriber}} {
			m.StudyID = s.ID
			_, err := studies.Take(s.Context(), d, s.Lead, keyless, m)
			s.OK(err)
		}
		keys, err := files.ReadKeys(files.NewKey())
		s.OK(err)
		store := files.New(d, keys)
		take := func() string {
			f, err := store.Take(s.Context(), files.Incoming{By: s.Field.AccountID, Name: "talk.mp3", MediaType: "audio/mpeg", Most: interviews.MostRecording}, strings.NewReader("sound"))
			s.OK(err)
			return f.ID
		}
		silent, _ := held(s, "record")
		_, err = interviews.Record(s.Context(), d, s.Field, keyless, s.ID, silent, take())
		castest.Refused(t, err, "recording")
		session, p := held(s)
		id, err := interviews.Record(s.Context(), d, s.Field, keyless, s.ID, session, take())
		s.OK(err)
		listen := func(by access.Actor) (err error) {
			s.Read(func(r *db.Snapshot) error { _, err = interviews.Listen(r, by, s.ID, id); return nil })
			return err
		}
		s.OK(listen(s.Field))
		castest.Is(t, listen(s.Admin), db.ErrNotFound)
		castest.Refused(t, interviews.GiveTo(s.Context(), d, s.Field, keyless, s.ID, session, id, s.Lead.AccountID), "transcriber")
		s.OK(interviews.GiveTo(s.Context(), d, s.Field, keyless, s.ID, session, id, s.Admin.AccountID))
		castest.Is(t, listen(s.Admin), db.ErrNotFound) // they have not agreed yet
		s.OK(interviews.Agree(s.Context(), d, s.Admin, keyless, s.ID))
		s.OK(listen(s.Admin))
		_, err = interviews.Keep(s.Context(), d, s.Admin, keyless, s.ID, session, []interviews.Turn{{Who: "P", Said: "x"}})
		s.OK(err)
		_, err = interviews.Keep(s.Context(), d, s.Admin, keyless, s.ID, silent, []interviews.Turn{{Who: "P", Said: "x"}})
		castest.Is(t, err, db.ErrNotFound)
		_, err = consent.Withdraw(s.Context(), d, s.Field, keyless, consent.Withdrawal{StudyID: s.ID, ParticipantID: p.ID, Level: consent.OneClause, Clause: "record", How: "By phone"})
		s.OK(err)
		castest.Is(t, listen(s.Field), db.ErrNotFound)
		s.OK(interviews.Destroy(s.Context(), d, s.Field, keyless, s.ID, session, id, "They took it back"))
	})
}

func TestAnAppointmentIsToldOfAndCanBeSaidOff(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		p := s.Consented(studies.Patient, s.A)
		session, err := fieldwork.Plan(s.Context(), d, s.Field, keyless, fieldwork.Session{StudyID: s.ID, SiteID: s.A, Kind: fieldwork.Interview, PlannedAt: s.Clock.Now().Add(72 * time.Hour), Place: fieldwork.ByPhone, Participants: []string{p.ID}})
		s.OK(err)
		tell := func() error {
			return interviews.Tell(s.Context(), d, s.Field, keyless, s.ID, session, "https://a.example", false)
		}
		castest.Refused(t, tell(), "link")
		s.OK(participants.SaveContact(s.Context(), d, s.Field, keyless, s.ID, p.ID, participants.Contact{Name: "Doreen Marsh", Email: "doreen@example.org", Way: participants.ByEmail}))
		s.OK(tell())
		token := latest(s)
		open := func() (m interviews.Met, err error) {
			s.Read(func(r *db.Snapshot) error { m, err = interviews.Open(r, token); return nil })
			return m, err
		}
		m, err := open()
		s.OK(err)
		if text := m.Calendar(s.Clock.Now()); !strings.Contains(text, "SUMMARY:Appointment with Idris") || strings.Contains(text, "Link workers") || strings.Contains(text, "Doreen") {
			t.Errorf("the calendar says %s", text)
		}
		s.OK(interviews.CannotCome(s.Context(), d, keyless, token, "A hospital visit"))
		s.Read(func(r *db.Snapshot) error {
			told, err := interviews.Told(r, session)
			if len(told) != 1 || told[0].CannotAt.IsZero() {
				t.Errorf("told: %+v", told)
			}
			return err
		})
		off := func() map[string]bool {
			var off map[string]bool
			s.Read(func(r *db.Snapshot) error {
				e, err := fieldwork.Unscoped(r, session)
				s.OK(err)
				off, err = interviews.SaidOff(r, []fieldwork.Session{e})
				return err
			})
			return off
		}
		if !off()[session] {
			t.Error("nobody is told that they cannot come")
		}
		first := token
		s.Clock.Advance(time.Minute)
		s.OK(tell()) // again: the first link ends
		_, err = open()
		castest.Is(t, err, links.ErrEnded)
		if off()[session] {
			t.Error("they were told of another time since")
		}
		token = latest(s)
		if token == first {
			t.Fatal("the same link")
		}
		_, err = open()
		s.OK(err)
		_, err = consent.Withdraw(s.Context(), d, s.Field, keyless, consent.Withdrawal{StudyID: s.ID, ParticipantID: p.ID, Level: consent.OneClause, Clause: "interview", How: "By phone"})
		s.OK(err)
		_, err = open()
		castest.Is(t, err, links.ErrEnded)
	})
}

func TestAParticipantPutsTheirTranscriptRight(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := studytest.New(castest.New(t, d))
		session, p := held(s)
		id, err := interviews.Keep(s.Context(), d, s.Field, keyless, s.ID, session, []interviews.Turn{{Who: "P001", Said: "I was eighty."}})
		s.OK(err)
		s.OK(participants.SaveContact(s.Context(), d, s.Field, keyless, s.ID, p.ID, participants.Contact{Name: "Doreen Marsh", Email: "doreen@example.org", Way: participants.ByEmail}))
		s.OK(interviews.SendTranscript(s.Context(), d, s.Field, keyless, s.ID, session, "https://a.example", false))
		token := latest(s)
		castest.Refused(t, interviews.PutRight(s.Context(), d, keyless, token, " "), "words")
		s.OK(interviews.PutRight(s.Context(), d, keyless, token, "I was eighteen."))
		var all []interviews.Correction
		s.Read(func(r *db.Snapshot) (err error) { all, err = interviews.Corrections(r, id); return })
		if len(all) != 1 || all[0].Words != "I was eighteen." {
			t.Fatalf("said: %+v", all)
		}
		s.OK(interviews.Settle(s.Context(), d, s.Field, keyless, s.ID, session, all[0].ID, "Put right"))
		ended := func(token string) {
			s.Helper()
			s.Read(func(r *db.Snapshot) error {
				_, err := interviews.OpenTranscript(r, token)
				castest.Is(t, err, links.ErrEnded)
				return nil
			})
		}
		_, err = interviews.ReplaceNames(s.Context(), d, s.Field, keyless, s.ID, session, id)
		s.OK(err)
		ended(token)
		// The one without names ends too when another takes its place, and leaves nothing.
		s.OK(interviews.SendTranscript(s.Context(), d, s.Field, keyless, s.ID, session, "https://a.example", false))
		token = latest(s)
		_, err = interviews.Keep(s.Context(), d, s.Field, keyless, s.ID, session, []interviews.Turn{{Who: "P001", Said: "I was eighteen."}})
		s.OK(err)
		ended(token)
		s.Read(func(r *db.Snapshot) error {
			var kept int
			s.OK(r.QueryRow(`SELECT count(*) FROM study_transcripts WHERE turns LIKE '%eighty%'`).Scan(&kept))
			if kept != 0 {
				t.Errorf("%d transcripts are kept that others took the place of", kept)
			}
			return nil
		})
		s.OK(interviews.SendTranscript(s.Context(), d, s.Field, keyless, s.ID, session, "https://a.example", false))
		token = latest(s)
		_, err = consent.Withdraw(s.Context(), d, s.Field, keyless, consent.Withdrawal{StudyID: s.ID, ParticipantID: p.ID, Level: consent.OneClause, Clause: "interview", How: "By phone"})
		s.OK(err)
		ended(token)
	})
}

// latest is the token in the latest message.
func latest(s *studytest.Study) (token string) {
	s.Helper()
	s.Read(func(r *db.Snapshot) error {
		all, err := db.List(r, func(row db.Scanner) (secret string, err error) {
			err = row.Scan(db.Text(&secret))
			return
		}, `SELECT secret FROM messages WHERE secret IS NOT NULL ORDER BY queued_at DESC, id DESC`)
		if len(all) > 0 {
			token = all[0][strings.LastIndex(all[0], "/")+1:]
		}
		return err
	})
	return token
}
