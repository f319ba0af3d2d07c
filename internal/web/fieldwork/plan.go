package fieldwork

import (
	"slices"
	"strings"
	"unicode"

	"linkwork/internal/db"
	"linkwork/internal/studies"
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
	Off           map[string]bool // sessions to which somebody cannot come
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
		if l.Off, err = interviews.SaidOff(r, l.Planned); err != nil {
			return visit.View{}, err
		}
		l.Numbers, err = numbers(r, s, studies.Meet)
		page := instudy.Page(s, "Sessions", "", instudy.Back(s.Study, "Back to fieldwork", "/fieldwork"))
		return visit.View{Page: page, Body: sessionsBody(l)}, err
	}, studies.Meet)
}

func numbers(r *db.Snapshot, s studies.Seat, d studies.Duty) (map[string]string, error) {
	all, err := participants.List(r, s, d, participants.Filter{})
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
	if err := whoTakesPart(v, &e, bad); err != nil {
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
		hour, minute, ok := f.Clock("time", bad)
		if ok && day.IsZero() {
			bad.Add("time", "Enter the day and a time, like 10:30am")
		}
		if err = bad.Err(); err != nil {
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

// whoTakesPart reads who takes part: one from the list, and the study numbers of others. The
// site is the first one's, so that nobody has to choose it. A number that nobody has is a
// fault of the field "others".
func whoTakesPart(v *visit.Visit, e *fieldwork.Session, bad *db.Invalid) error {
	first, others := v.Fields.Get("participant"), studyNumbers(v.Fields.Get("others"))
	if first == "" && len(others) == 0 {
		return nil
	}
	return v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, e.StudyID, studies.Meet)
		if err != nil {
			return err
		}
		all, err := participants.List(r, s, studies.Meet, participants.Filter{})
		if err != nil {
			return err
		}
		add := func(is func(participants.Participant) bool) bool {
			i := slices.IndexFunc(all, is)
			if i < 0 {
				return false
			}
			if len(e.Participants) == 0 {
				e.SiteID = all[i].SiteID
			}
			if !slices.Contains(e.Participants, all[i].ID) {
				e.Participants = append(e.Participants, all[i].ID)
			}
			return true
		}
		if first != "" && !add(func(p participants.Participant) bool { return p.ID == first }) {
			return db.ErrNotFound
		}
		for _, number := range others {
			if !add(func(p participants.Participant) bool { return p.Number == number }) {
				bad.Add("others", "Nobody whom you meet has the number "+number)
			}
		}
		return nil
	})
}

// studyNumbers are the study numbers in a line that somebody typed.
func studyNumbers(typed string) []string {
	return strings.FieldsFunc(strings.ToUpper(typed), func(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) })
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
