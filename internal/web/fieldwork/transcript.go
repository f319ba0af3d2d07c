package fieldwork

import (
	"errors"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/photos"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// collected is what those read who meet nobody.
type collected struct {
	studies.Seat
	Sessions []fieldwork.Session // with a transcript that the seat may read
	Numbers  map[string]string   // study numbers by participant
}

func showTranscripts(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x := collected{Seat: s}
		held, err := fieldwork.Sessions(r, s, studies.Read, fieldwork.Filter{State: fieldwork.Held})
		if err != nil {
			return visit.View{}, err
		}
		if x.Sessions, err = interviews.Written(r, s, held); err != nil {
			return visit.View{}, err
		}
		x.Numbers, err = numbers(r, s, studies.Read)
		return visit.View{Page: instudy.Page(s, "Transcripts", "Transcripts", nil), Body: collectedBody(x)}, err
	}, studies.Read)
}

func showTranscript(v *visit.Visit) error { return transcriptPage(v, nil) }

func transcriptPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x, err := transcriptOf(r, s, v.Path("meeting"))
		if err != nil {
			return visit.View{}, err
		}
		back := instudy.Back(s.Study, "Back to transcripts", "/fieldwork/transcripts")
		switch {
		case s.Has(studies.Meet):
			back = instudy.Back(s.Study, "Back to the session", "/fieldwork/sessions/"+x.Session.ID)
		case s.Has(studies.Transcribe):
			back = instudy.Back(s.Study, "Back to recordings", "/fieldwork/transcribe")
		}
		return v.FormView(instudy.Page(s, "Transcript", "", back), transcriptBody(v.Fields, x, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Meet, studies.Read, studies.Transcribe)
}

// transcriptOf is a session as its transcript is read. A transcriber sees the sessions
// whose recordings they were given.
func transcriptOf(r *db.Snapshot, s studies.Seat, id string) (x session, err error) {
	x = session{Seat: s}
	if x.Session, err = fieldwork.Reached(r, s, id, studies.Meet, studies.Read, studies.Transcribe); err != nil {
		return x, err
	}
	if !s.Any(studies.Meet, studies.Read) {
		if err := wasGiven(r, s, id); err != nil {
			return x, err
		}
	}
	x.Transcript, err = interviews.Of(r, s, id)
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return x, err
	}
	if x.Photographed, err = photographed(r, s, x.Participants); err != nil {
		return x, err
	}
	if x.Transcript.ID != "" && s.Has(studies.Meet) {
		if x.Register, err = interviews.Register(r, s); err != nil {
			return x, err
		}
		_, x.Replaced = interviews.Replace(x.Transcript.Turns, x.Register)
	}
	return x, nil
}

// photographed reports whether a seat reaches photographs of any of these participants.
func photographed(r db.Reader, s studies.Seat, participants []string) (bool, error) {
	for _, id := range participants {
		all, err := photos.OfParticipant(r, s, id)
		if err != nil || len(all) > 0 {
			return len(all) > 0, err
		}
	}
	return false, nil
}

func wasGiven(r *db.Snapshot, s studies.Seat, sessionID string) error {
	mine, err := interviews.Given(r, s)
	for _, g := range mine {
		if g.SessionID == sessionID {
			return nil
		}
	}
	if err == nil {
		err = db.ErrNotFound
	}
	return err
}

func keepTranscript(v *visit.Visit) error {
	sent, err := v.ReadSecret("file", interviews.MostBytes) // names stand in it
	text := v.Fields.Get("transcript")
	if len(sent.Body) > 0 {
		text = string(sent.Body)
	}
	var turns []interviews.Turn
	if err == nil {
		turns, err = interviews.ReadTurns(text)
	}
	if err == nil {
		_, err = interviews.Keep(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), turns)
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return transcriptPage(v, bad) })
	}
	meets, err := has(v, studies.Meet)
	if err != nil {
		return err
	}
	if !meets {
		return instudy.Done(v, "/fieldwork/transcribe", "Handed in. Delete what you have of it.")
	}
	return instudy.Done(v, "/fieldwork/sessions/"+v.Path("meeting")+"/transcript", "The transcript is kept. Replace its names next.")
}

// has reports whether the actor carries a duty in the study.
func has(v *visit.Visit, d studies.Duty) (yes bool, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		_, err := studies.Enter(r, v.Actor, v.Path("study"), d)
		yes = err == nil
		if errors.Is(err, db.ErrNotFound) {
			err = nil
		}
		return err
	})
	return yes, err
}

func replaceNames(v *visit.Visit) error {
	if _, err := interviews.ReplaceNames(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), v.Fields.Get("transcript_id")); err != nil {
		return err
	}
	return instudy.Done(v, "/fieldwork/sessions/"+v.Path("meeting")+"/transcript", "The names are replaced, and the transcript with names is thrown away.")
}

func settle(v *visit.Visit) error {
	err := interviews.Settle(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), v.Path("correction"), v.Fields.Get("settled"))
	return there(v, err, v.Path("correction"), "Noted.")
}

func sendTranscript(v *visit.Visit) error {
	err := interviews.SendTranscript(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), v.House.BaseURL, v.House.Texts)
	return there(v, err, "send", "They are sent a link to read it.")
}

func showNames(v *visit.Visit) error { return namesPage(v, nil) }

func namesPage(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		all, err := interviews.Register(r, s)
		page := instudy.Page(s, "Register of names", "", instudy.Back(s.Study, "Back to fieldwork", "/fieldwork"))
		return v.FormView(page, namesBody(v.Fields, s, all, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Meet)
}

func addName(v *visit.Visit) error {
	x := interviews.StandIn{Name: v.Fields.Get("said"), StandIn: strings.TrimSpace(v.Fields.Get("stand_in"))}
	if err := interviews.AddStandIn(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), x); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return namesPage(v, bad) })
	}
	return instudy.Done(v, "/fieldwork/names", "On the register.")
}

// given is what a transcriber was given.
type given struct {
	studies.Seat
	Agreed     bool
	Recordings []interviews.Recording
}

func showGiven(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x := given{Seat: s}
		var err error
		if x.Agreed, err = interviews.Agreed(r, s); err != nil {
			return visit.View{}, err
		}
		x.Recordings, err = interviews.Given(r, s)
		return visit.View{Page: instudy.Page(s, "Recordings to write down", "To write down", nil), Body: givenBody(x, visit.NewToken())}, err
	}, studies.Transcribe)
}

func agree(v *visit.Visit) error {
	if err := interviews.Agree(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study")); err != nil {
		return err
	}
	return instudy.Done(v, "/fieldwork/transcribe", "Thank you.")
}
