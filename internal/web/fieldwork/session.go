package fieldwork

import (
	"errors"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/files"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/participants"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// session is one session with what belongs to it.
type session struct {
	studies.Seat
	fieldwork.Session
	People       []participants.Participant
	Site         string
	Wave         string
	Guide        approvals.Version
	Told         []interviews.Appointment
	Recordings   []interviews.Recording
	Files        map[string]files.File // of recordings that are still there, by recording
	Transcribers []studies.Member
	Transcript   interviews.Transcript
	Corrections  []interviews.Correction
	Register     []interviews.StandIn // for those who may see it
	Replaced     map[string]int       // how often each name of it is there
	Photographed bool                 // who was in it took photographs that the seat reaches
	Notes        []fieldwork.Note
	Failed       string
	Today        dates.Date
}

func (x session) href(below string) string {
	return instudy.Href(x.Study, "/fieldwork/sessions/"+x.Session.ID+below)
}

func showSession(v *visit.Visit) error { return sessionPage(v, "", nil) }

func sessionPage(v *visit.Visit, failed string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x := session{Seat: s, Failed: failed, Today: dates.Of(r.Now()), Files: make(map[string]files.File)}
		if err := x.read(r, v.Path("meeting")); err != nil {
			return visit.View{}, err
		}
		page := instudy.Page(s, x.Kind.Words(), "", instudy.Back(s.Study, "Back to sessions", "/fieldwork/sessions"))
		return v.FormView(page, sessionBody(v.Fields, x, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Meet)
}

func (x *session) read(r *db.Snapshot, id string) (err error) {
	s := x.Seat
	if x.Session, err = fieldwork.Get(r, s, studies.Meet, id); err != nil {
		return err
	}
	for _, p := range x.Participants {
		one, err := participants.Get(r, s, studies.Meet, p)
		if err != nil {
			return err
		}
		x.People = append(x.People, one)
	}
	names, err := s.SiteNames(r)
	if err != nil {
		return err
	}
	x.Site = names[x.SiteID]
	waves, err := fieldwork.Waves(r, s)
	if err != nil {
		return err
	}
	for _, w := range waves {
		if w.ID == x.WaveID {
			x.Wave = w.Name
		}
	}
	if x.GuideID != "" {
		if x.Guide, err = approvals.TheVersion(r, s.Study.ID, x.GuideID); err != nil {
			return err
		}
	}
	if x.Told, err = interviews.Told(r, x.Session.ID); err != nil {
		return err
	}
	if x.Notes, err = fieldwork.Notes(r, s, x.Session.ID); err != nil {
		return err
	}
	return x.readWords(r)
}

// readWords reads recordings and the transcript.
func (x *session) readWords(r *db.Snapshot) (err error) {
	if x.Recordings, err = interviews.Recordings(r, x.Session.ID); err != nil {
		return err
	}
	for _, g := range x.Recordings {
		f, err := interviews.Listen(r, x.By, x.Study.ID, g.ID)
		if err == nil {
			x.Files[g.ID] = f
		} else if !errors.Is(err, db.ErrNotFound) {
			return err
		}
	}
	members, err := x.Members(r)
	if err != nil {
		return err
	}
	for _, m := range members {
		if m.Role == studies.Transcriber && m.AccountID != "" && m.Now(x.Today) {
			x.Transcribers = append(x.Transcribers, m)
		}
	}
	x.Transcript, err = interviews.Of(r, x.Seat, x.Session.ID)
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	x.Corrections, err = interviews.Corrections(r, x.Transcript.ID)
	return err
}

// there leads back to the session, or shows it with the form that came back.
func there(v *visit.Visit, err error, form, words string) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return sessionPage(v, form, bad) })
	}
	return instudy.Done(v, "/fieldwork/sessions/"+v.Path("meeting"), words)
}

func hold(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	on := f.Date("held", bad)
	err := bad.Err()
	if err == nil {
		err = fieldwork.Hold(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), f.Version(), on, f.Get("words"))
	}
	return there(v, err, "held", "Noted that it took place.")
}

func miss(v *visit.Visit) error {
	err := fieldwork.Miss(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), v.Fields.Version(), fieldwork.Reason(v.Fields.Get("why")))
	return there(v, stopTelling(v, err), "missed", "Noted that it did not take place.")
}

func cancel(v *visit.Visit) error {
	err := fieldwork.Cancel(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), v.Fields.Version())
	return there(v, stopTelling(v, err), "", "It is called off. Nobody is reminded.")
}

// stopTelling ends the links and reminders of a session that does not take place. Done
// twice, it does nothing.
func stopTelling(v *visit.Visit, err error) error {
	if err != nil {
		return err
	}
	return interviews.Stop(v.Context(), v.House.DB, v.Actor, v.Once().Part("stop"), v.Path("study"), v.Path("meeting"))
}

func tell(v *visit.Visit) error {
	err := interviews.Tell(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), v.House.BaseURL, v.House.Texts)
	return there(v, err, "tell", "They are told, and reminded the day before.")
}

func minutesWords(n int) string {
	if n == 0 {
		return ""
	}
	return dates.Count(n, "minute", "minutes")
}

func lines(words ...string) string {
	var some []string
	for _, w := range words {
		if w != "" {
			some = append(some, w)
		}
	}
	return strings.Join(some, ", ")
}
