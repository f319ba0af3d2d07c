package study

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/progress"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// home is how far a study has come.
type home struct {
	progress.Of
	Begin     []progress.Step // while the study is being set up
	Opens     bool            // the reader may see rows; others see totals only
	Lines     []siteLine
	Late      []progress.Late
	Out       []fieldwork.Outing // researchers who are out, for those who may know
	Enquiries int                // that wait for an answer
	Events    []approvals.Event
}

func readHome(r *db.Snapshot, s studies.Seat) (h home, err error) {
	if h.Of, err = progress.Read(r, s); err != nil {
		return h, err
	}
	if s.Study.State == studies.SettingUp {
		if h.Begin, err = progress.Begin(r, s); err != nil {
			return h, err
		}
	}
	h.Opens = participants.ReadsRows(s)
	if h.Lines, err = siteLines(r, s); err != nil {
		return h, err
	}
	if h.Late, err = progress.Lates(r, s); err != nil {
		return h, err
	}
	if h.Events, err = approvals.Events(r, s); err != nil {
		return h, err
	}
	if h.Out, err = fieldwork.Outings(r, s); err != nil || !s.Has(studies.Lead) {
		return h, err
	}
	asked, err := s.Enquiries(r)
	for _, e := range asked {
		if e.AnsweredAt.IsZero() {
			h.Enquiries++
		}
	}
	return h, err
}

// showHome shows how far the study has come. Somebody who sees none of that is led to
// what their part is.
func showHome(v *visit.Visit) error {
	if part, err := elsewhere(v); err != nil || part != "" {
		if err != nil {
			return err
		}
		return v.Go("/studies/" + v.Path("study") + part)
	}
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		h, err := readHome(r, s)
		page := instudy.Page(s, "Overview", "Overview", nil)
		page.Wide = true
		return visit.View{Page: page, Body: homeBody(h)}, err
	}, studies.Follow)
}

// elsewhere is the page of somebody who does not follow the study but has a part in it.
func elsewhere(v *visit.Visit) (below string, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Follow, studies.Join, studies.Transcribe)
		switch {
		case err != nil:
			return err
		case s.Has(studies.Follow):
		case s.Has(studies.Join):
			below = "/custodian"
		default:
			below = "/fieldwork/transcribe"
		}
		return nil
	})
	return below, err
}

func showReport(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		h, err := readHome(r, s)
		page := instudy.Page(s, "Progress report", "", instudy.Back(s.Study, "Back to the study", ""))
		page.Totals = true
		return visit.View{Page: page, Body: reportBody(h)}, err
	}, studies.Follow)
}

// siteName is the pseudonym of a site.
func (h home) siteName(id string) string {
	for _, s := range h.Sites {
		if s.ID == id {
			return s.Pseudonym
		}
	}
	return ""
}

// late says how late something is, or when it is due.
func late(l progress.Late, today dates.Date) string {
	if l.Over(today) {
		return dates.Days(today.Sub(l.Due)) + " late"
	}
	return "due " + l.Due.Long()
}
