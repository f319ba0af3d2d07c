package fieldwork

import (
	"errors"
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/markdown"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/interviews"
	"linkwork/internal/studies/progress"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// dueList is who is due, with the filter of the page.
type dueList struct {
	studies.Seat
	Waves    []fieldwork.Wave
	Sites    []studies.Site
	Rows     []fieldwork.Due // that the filter lets through
	All      []fieldwork.Due // of the wave
	Wave     fieldwork.Wave
	Standing fieldwork.Standing
	SiteID   string
	Again    []progress.Row // interviewed at first and in the wave, of
	Of       []progress.Row // those interviewed at first
	Out      []fieldwork.Outing
	Off      map[string]bool // sessions to which somebody cannot come
	Mine     []studies.Site  // where the reader meets people
	Failed   string          // the participant, or the form, whose fault came back
	Today    dates.Date
}

func showDue(v *visit.Visit) error { return duePage(v, "", nil) }

func duePage(v *visit.Visit, failed string, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		d := dueList{Seat: s, Standing: fieldwork.Standing(v.Fields.Get("standing")), SiteID: v.Fields.Get("site"), Failed: failed, Today: dates.Of(r.Now())}
		if err := d.read(r, v.Fields.Get("wave")); err != nil {
			return visit.View{}, err
		}
		page := instudy.Page(s, "Fieldwork", "Fieldwork", nil)
		page.Wide = true
		return v.FormView(page, dueBody(v.Fields, d, visit.NewToken(), visit.Faults(bad)), bad), nil
	}, studies.Meet)
}

func (d *dueList) read(r *db.Snapshot, wave string) (err error) {
	if d.Waves, err = fieldwork.Waves(r, d.Seat); err != nil {
		return err
	}
	if d.Sites, err = d.AllSites(r); err != nil {
		return err
	}
	d.Mine = slices.DeleteFunc(slices.Clone(d.Sites), func(x studies.Site) bool { return !d.At(studies.Meet, x.ID) })
	for i, w := range d.Waves {
		if w.Code == wave || i == 0 {
			d.Wave = w
		}
	}
	all, err := fieldwork.DueList(r, d.Seat)
	if err != nil {
		return err
	}
	for _, x := range all {
		if x.Wave.ID != d.Wave.ID || d.SiteID != "" && x.SiteID != d.SiteID {
			continue
		}
		d.All = append(d.All, x)
		if d.Standing == "" || x.Standing == d.Standing {
			d.Rows = append(d.Rows, x)
		}
	}
	if d.Off, err = interviews.SaidOff(r, d.arranged()); err != nil {
		return err
	}
	if d.Out, err = fieldwork.Outings(r, d.Seat); err != nil || d.Wave.First() {
		return err
	}
	p, err := progress.Read(r, d.Seat)
	d.Again, d.Of = p.Followed(d.Wave.Code, "", "")
	return err
}

// arranged are the sessions that are planned with those on the page.
func (d dueList) arranged() (sessions []fieldwork.Session) {
	for _, x := range d.Rows {
		if x.Standing == fieldwork.Arranged {
			sessions = append(sessions, x.Session)
		}
	}
	return sessions
}

// count is how many of the wave stand somewhere.
func (d dueList) count(s fieldwork.Standing) int {
	n := 0
	for _, x := range d.All {
		if x.Standing == s {
			n++
		}
	}
	return n
}

// mostRows is how many rows the page shows; the filter narrows longer lists.
const mostRows = 200

func (d dueList) shown() []fieldwork.Due { return d.Rows[:min(len(d.Rows), mostRows)] }

func showCouldNot(v *visit.Visit) error { return couldNotForm(v, nil) }

func couldNotForm(v *visit.Visit, bad *db.Invalid) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		x, err := dueOf(r, s, v.Fields)
		page := instudy.Page(s, "Not possible", "", instudy.Back(s.Study, "Back to fieldwork", "/fieldwork?wave="+x.Wave.Code))
		return v.FormView(page, couldNotBody(v.Fields, s, x, visit.NewToken(), visit.Faults(bad)), bad), err
	}, studies.Meet)
}

// dueOf is the line of the list that the fields name: a participant in a wave.
func dueOf(r *db.Snapshot, s studies.Seat, f visit.Fields) (fieldwork.Due, error) {
	all, err := fieldwork.DueList(r, s)
	for _, x := range all {
		if x.ID == f.Get("participant") && x.Wave.Code == f.Get("wave") {
			return x, err
		}
	}
	if err == nil {
		err = db.ErrNotFound
	}
	return fieldwork.Due{}, err
}

func couldNot(v *visit.Visit) error {
	f := v.Fields
	var x fieldwork.Due
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Meet)
		if err == nil {
			x, err = dueOf(r, s, f)
		}
		return err
	})
	if err == nil {
		err = fieldwork.CouldNot(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), x.Wave.ID, x.ID, fieldwork.Reason(f.Get("why")), f.Get("words"))
	}
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return couldNotForm(v, bad) })
	}
	return instudy.Done(v, "/fieldwork?wave="+x.Wave.Code, "Noted why not.")
}

func reopen(v *visit.Visit) error {
	f := v.Fields
	return due(v, fieldwork.Reopen(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), f.Get("wave_id"), f.Get("participant")), "", "They are on the list again.")
}

func due(v *visit.Visit, err error, failed, words string) error {
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return duePage(v, failed, bad) })
	}
	back := "/fieldwork"
	if wave := v.Fields.Get("wave"); wave != "" {
		back += "?wave=" + wave
	}
	return instudy.Done(v, back, words)
}

func goOut(v *visit.Visit) error {
	f := v.Fields
	o := fieldwork.Outing{StudyID: v.Path("study"), SiteID: f.Get("out_site"), Place: f.Get("place"), Phone: f.Get("phone")}
	bad := new(db.Invalid)
	if hour, minute, ok := f.Clock("back", bad); ok {
		err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
			o.BackBy = dates.Of(r.Now()).At(hour, minute)
			if !o.BackBy.After(r.Now()) {
				o.BackBy = dates.Of(r.Now()).AddDays(1).At(hour, minute)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	_, err := fieldwork.GoOut(studies.WithFaults(v.Context(), bad), v.House.DB, v.Actor, v.Once(), o)
	return due(v, err, "out", "You are out. Come back here and say when you are back.")
}

func comeBack(v *visit.Visit) error {
	return due(v, fieldwork.ComeBack(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("trip")), "", "Welcome back.")
}

func answerAlarm(v *visit.Visit) error {
	return due(v, fieldwork.AnswerAlarm(v.Context(), v.House.DB, v.Actor, v.Once(), v.Path("study"), v.Path("trip"), v.Fields.Get("answered")), v.Path("trip"), "Noted what was done.")
}

// showDistress shows what to do when somebody is upset or tells about harm.
func showDistress(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		var text markdown.Text
		version, err := approvals.InForce(r, s.Study.ID, approvals.DistressProtocol, "", "en", "")
		switch {
		case err == nil && version.MediaType == approvals.Markdown:
			body, err := approvals.Body(r, version.ID)
			if err != nil {
				return visit.View{}, err
			}
			text = markdown.Text(body)
		case err != nil && !errors.Is(err, db.ErrNotFound):
			return visit.View{}, err
		}
		page := instudy.Page(s, "If somebody is upset or tells about harm", "", instudy.Back(s.Study, "Back to fieldwork", "/fieldwork"))
		return visit.View{Page: page, Body: distressBody(s, version, text)}, nil
	}, studies.Meet, studies.Transcribe)
}
