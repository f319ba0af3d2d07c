package study

import (
	"net/url"
	"strconv"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/participants"
	"linkwork/internal/studies/progress"
	"linkwork/internal/web/chart"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// home is how far a study has come.
type home struct {
	progress.Of
	Opens     bool // the reader may see rows; others see totals only
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

// what is counted, by the words of an address.
const (
	countSites      = "sites"
	countConsented  = "consented"
	countMet        = "people"     // interviewed, each once
	countObserved   = "observed"   // each once
	countInterviews = "interviews" // each interview
	countReturned   = "returned"   // questionnaires
	countAgain      = "again"      // interviewed at first and in the wave
)

// counted is a number with the rows that it was counted from.
type counted struct {
	What, Wave string
	Who        studies.Kind
	SiteID     string
	Rows       []progress.Row
}

// count makes the rows of a number.
func (h home) count(what, wave string, who studies.Kind, siteID string) counted {
	c := counted{What: what, Wave: wave, Who: who, SiteID: siteID}
	interviews := []fieldwork.Kind{fieldwork.Interview, fieldwork.FocusGroup}
	switch what {
	case countSites:
		for _, s := range h.Sites {
			if s.Opened() {
				c.Rows = append(c.Rows, progress.Row{Label: s.Pseudonym, SiteID: s.ID, On: s.OpenedOn})
			}
		}
	case countConsented:
		c.Rows = h.Consented(who, siteID)
	case countMet:
		c.Rows = h.MetIn(interviews, wave, who, siteID)
	case countObserved:
		c.Rows = h.MetIn([]fieldwork.Kind{fieldwork.Observation, fieldwork.Shadowing}, wave, who, siteID)
	case countInterviews:
		c.Rows = h.InterviewsHeld(wave)
	case countReturned:
		c.Rows = h.Returned
	case countAgain:
		c.Rows, _ = h.Followed(wave, who)
	}
	return c
}

// N is the number.
func (c counted) N() int { return len(c.Rows) }

// Href opens the rows of the number.
func (c counted) Href(s studies.Study) string {
	q := url.Values{"what": {c.What}}
	for name, value := range map[string]string{"wave": c.Wave, "who": string(c.Who), "site": c.SiteID} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return instudy.Href(s, "/counted?"+q.Encode())
}

// Words says what is counted.
func (h home) words(c counted) string {
	words := map[string]string{countSites: "Sites opened", countConsented: "People who consented", countMet: "People interviewed", countObserved: "People observed", countInterviews: "Interviews held", countReturned: "Questionnaires returned", countAgain: "People interviewed again"}[c.What]
	t := studies.Target{Who: c.Who, Wave: c.Wave, SiteID: c.SiteID}
	if of := targetWords(t, h.Waves, h.Sites); len(of) > 2 {
		words += of
	}
	return words
}

// showCounted shows the rows of a number. They name nobody.
func showCounted(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		h, err := readHome(r, s)
		if err != nil {
			return visit.View{}, err
		}
		f := v.Fields
		c := h.count(f.Get("what"), f.Get("wave"), studies.Kind(f.Get("who")), f.Get("site"))
		if h.words(c) == "" || !h.Opens && c.What != countSites {
			return visit.View{}, db.ErrNotFound
		}
		page := instudy.Page(s, h.words(c), "", instudy.Back(s.Study, "Back to the study", ""))
		return visit.View{Page: page, Body: countedBody(h, c)}, nil
	}, studies.Follow)
}

// targetCount is the number that stands for a target.
func (h home) targetCount(t progress.Achieved) counted {
	what := map[studies.Measure]string{studies.SitesOpened: countSites, studies.TookPart: countConsented, studies.Observed: countObserved, studies.Interviewed: countMet, studies.QuestionnairesIn: countReturned}[t.Measure]
	return counted{What: what, Wave: t.Wave, Who: t.Who, SiteID: t.SiteID, Rows: t.Rows}
}

// multiple is one site among the small multiples: the same bars to the same scale.
func (h home) multiple(x siteLine) chart.Bars {
	b := chart.Bars{Words: chart.Words{ID: "site-" + x.ID, Headline: x.Pseudonym, Sub: x.State.Words() + h.lastVisit(x.ID)}, Unit: "", Whole: h.most()}
	for _, bar := range h.siteCounts(x.ID) {
		b.Items = append(b.Items, chart.Bar{Label: bar.label, Value: float64(bar.N()), Href: bar.Href(h.Study)})
	}
	return b
}

// labelled is a number with what it is called beside a bar.
type labelled struct {
	label string
	counted
}

func (h home) siteCounts(site string) []labelled {
	all := []labelled{{"Consented", h.count(countConsented, "", "", site)}, {"Observed", h.count(countObserved, "", "", site)}}
	for i, w := range h.Waves {
		label := "Interviewed"
		if i > 0 {
			label = w.Name
		}
		all = append(all, labelled{label, h.count(countMet, w.Code, "", site)})
	}
	return all
}

// most is the largest number of any site, so that all are drawn to one scale.
func (h home) most() float64 {
	most := 1
	for _, x := range h.Lines {
		for _, c := range h.siteCounts(x.ID) {
			most = max(most, c.N())
		}
	}
	return float64(most)
}

func (h home) lastVisit(site string) string {
	if day := h.LastVisit(site); !day.IsZero() {
		return ", last session " + day.Long()
	}
	return ""
}

// share says a part of a whole in percent: "67.2%".
func share(part, whole int) string {
	if whole == 0 {
		return "not computable"
	}
	return strconv.FormatFloat(100*float64(part)/float64(whole), 'f', 1, 64) + "%"
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
