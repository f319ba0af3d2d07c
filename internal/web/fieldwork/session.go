package fieldwork

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

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

// sessionList is sessions that are planned, and the latest that took place.
type sessionList struct {
	studies.Seat
	Planned, Past []fieldwork.Session
	Numbers       map[string]string // study numbers by participant
	Sites         map[string]string
}

// mostPast is how many sessions that took place the list shows.
const mostPast = 100

func showSessions(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		l := sessionList{Seat: s}
		var err error
		if l.Planned, err = fieldwork.Sessions(r, s, studies.Meet, fieldwork.Filter{State: fieldwork.Planned}); err != nil {
			return visit.View{}, err
		}
		if l.Past, err = fieldwork.Sessions(r, s, studies.Meet, fieldwork.Filter{State: fieldwork.Held}); err != nil {
			return visit.View{}, err
		}
		if l.Sites, err = s.SiteNames(r); err != nil {
			return visit.View{}, err
		}
		l.Numbers, err = numbers(r, s)
		page := instudy.Page(s, "Sessions", "", instudy.Back(s.Study, "Back to fieldwork", "/fieldwork"))
		return visit.View{Page: page, Body: sessionsBody(l)}, err
	}, studies.Meet)
}

func numbers(r *db.Snapshot, s studies.Seat) (map[string]string, error) {
	all, err := participants.List(r, s, studies.Meet, participants.Filter{})
	by := make(map[string]string, len(all))
	for _, p := range all {
		by[p.ID] = p.Number
	}
	return by, err
}

// planning is what the form of a session needs.
type planning struct {
	studies.Seat
	People []participants.Participant // who consented
	Waves  []fieldwork.Wave
	Sites  []studies.Site
}

func showPlan(v *visit.Visit) error { return planForm(v, nil) }

func planForm(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		p := planning{Seat: s}
		var err error
		if p.People, err = participants.List(r, s, studies.Meet, participants.Filter{Going: true, Reached: participants.Consented}); err != nil {
			return visit.View{}, err
		}
		if p.Waves, err = fieldwork.Waves(r, s); err != nil {
			return visit.View{}, err
		}
		all, err := s.AllSites(r)
		for _, x := range all {
			if s.At(studies.Meet, x.ID) {
				p.Sites = append(p.Sites, x)
			}
		}
		page := instudy.Page(s, "Plan or note a session", "", instudy.Back(s.Study, "Back to fieldwork", "/fieldwork"))
		return v.FormView(page, planBody(v.Fields, p, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Meet)
}

func plan(v *visit.Visit) error {
	f, bad := v.Fields, new(db.Invalid)
	e := fieldwork.Session{StudyID: v.Path("study"), SiteID: f.Get("site"), WaveID: f.Get("wave"), Kind: fieldwork.Kind(f.Get("kind")), Place: fieldwork.Place(f.Get("place")), Whereabouts: f.Get("whereabouts"), Minutes: f.Number("minutes"), Words: f.Get("words")}
	for _, id := range f.All("participant") {
		if id != "" {
			e.Participants = append(e.Participants, id)
		}
	}
	if err := siteOfFirst(v, &e); err != nil {
		return err
	}
	day := f.Date("day", bad)
	err := bad.Err()
	var id string
	switch {
	case err != nil:
	case f.Is("did", "held"):
		e.HeldOn = day
		id, err = fieldwork.NoteHeld(v.Context(), v.House.DB, v.Actor, v.Once(), e)
	default:
		hour, minute, ok := clock(f.Get("time"))
		if !ok || day.IsZero() {
			err = db.Fault("time", "Enter the day and a time, like 10:30am")
			break
		}
		e.PlannedAt = day.At(hour, minute)
		id, err = fieldwork.Plan(v.Context(), v.House.DB, v.Actor, v.Once(), e)
	}
	if err != nil {
		return v.Again(onForm(err), func(bad *db.Invalid) error { return planForm(v, bad) })
	}
	return instudy.Done(v, "/fieldwork/sessions/"+id, "Kept.")
}

// siteOfFirst takes the site from the participant, so that nobody has to choose it.
func siteOfFirst(v *visit.Visit, e *fieldwork.Session) error {
	if len(e.Participants) == 0 {
		return nil
	}
	return v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, e.StudyID, studies.Meet)
		if err != nil {
			return err
		}
		p, err := participants.Get(r, s, studies.Meet, e.Participants[0])
		e.SiteID = p.SiteID
		return err
	})
}

// onForm names the fields of a session as the form does.
func onForm(err error) error {
	bad, ok := err.(*db.Invalid)
	if !ok {
		return err
	}
	names := map[string]string{"participants": "participant", "planned": "time", "held": "day"}
	for i, f := range bad.Fields {
		if name, there := names[f.Field]; there {
			bad.Fields[i].Field = name
		}
	}
	return bad
}

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

// audio are the kinds of recordings that are taken.
var audio = map[string]bool{"audio/mpeg": true, "audio/mp4": true, "audio/x-m4a": true, "audio/wav": true, "audio/x-wav": true, "audio/ogg": true, "audio/webm": true, "video/mp4": true, "video/webm": true}

// record takes a recording in as it arrives: it is never laid down in the clear.
func record(v *visit.Visit) error {
	if err := http.NewResponseController(v.W).SetReadDeadline(time.Now().Add(time.Hour)); err != nil {
		return err
	}
	parts, err := v.R.MultipartReader()
	if err != nil {
		return there(v, db.Fault("recording", "Choose the recording"), "recording", "")
	}
	sent := make(url.Values)
	var file files.File
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if part.FormName() != "recording" {
			text, err := io.ReadAll(io.LimitReader(part, 1000))
			if err != nil {
				return err
			}
			sent.Add(part.FormName(), string(text))
			continue
		}
		kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if !audio[kind] {
			return there(v, db.Fault("recording", "Choose a sound file: MP3, M4A, WAV or Ogg"), "recording", "")
		}
		if file, err = v.House.Files.Take(v.Context(), files.Incoming{By: v.Actor.AccountID, Name: "recording", MediaType: kind, Most: interviews.MostRecording}, part); err != nil {
			var unfit files.Unfit
			if errors.As(err, &unfit) {
				err = db.Fault("recording", unfit.Words)
			}
			return there(v, err, "recording", "")
		}
	}
	v.Fields = visit.Fields{Values: sent}
	if file.ID == "" {
		return there(v, db.Fault("recording", "Choose the recording"), "recording", "")
	}
	_, err = interviews.Record(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), file.ID)
	return there(v, err, "recording", "The recording is kept, encrypted. Delete it from the device now.")
}

func listen(v *visit.Visit) error {
	return v.SendFile(func(r *db.Snapshot) (files.File, error) {
		return interviews.Listen(r, v.Actor, v.Path("study"), v.Path("recording"))
	})
}

func destroy(v *visit.Visit) error {
	err := interviews.Destroy(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), v.Path("recording"), v.Fields.Get("destroy"))
	return there(v, err, v.Path("recording"), "The recording is destroyed.")
}

func giveTo(v *visit.Visit) error {
	err := interviews.GiveTo(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), v.Path("recording"), v.Fields.Get("transcriber"))
	return there(v, err, v.Path("recording"), "They find it under Fieldwork, Recordings to write down.")
}

func settle(v *visit.Visit) error {
	err := interviews.Settle(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), v.Path("correction"), v.Fields.Get("settled"))
	return there(v, err, v.Path("correction"), "Noted.")
}

func sendTranscript(v *visit.Visit) error {
	err := interviews.SendTranscript(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("meeting"), v.House.BaseURL, v.House.Texts)
	return there(v, err, "send", "They are sent a link to read it.")
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
