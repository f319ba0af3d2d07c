package study

import (
	"net/url"
	"strconv"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/consent"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/progress"
	"linkwork/internal/web/chart"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/visit"
)

// what is counted, by the words of an address.
const (
	countSites      = "sites"
	countConsented  = "consented"
	countMet        = "people"     // interviewed, each once
	countObserved   = "observed"   // each once
	countInterviews = "interviews" // each interview
	countReturned   = "returned"   // questionnaires
	countAgain      = "again"      // interviewed at first and in the wave
	countEvents     = "events"     // still open
	countWithdrew   = "withdrew"   // took back so much
	countAmendments = "amendments" // stand in a state
)

// counted is a number with the rows that it was counted from.
type counted struct {
	What, Wave string
	Who        studies.Kind
	SiteID     string
	Which      string // level of a withdrawal, or state of an amendment
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
		c.Rows, _ = h.Followed(wave, who, siteID)
	case countEvents:
		for _, e := range h.Events {
			if e.SiteID == siteID && e.ClosedOn.IsZero() {
				c.Rows = append(c.Rows, progress.Row{Label: e.Kind.Words(), SiteID: e.SiteID, On: e.Day})
			}
		}
	}
	return c
}

// countWhich is count for what stands at a level or in a state.
func (h home) countWhich(what, which string) counted {
	c := counted{What: what, Which: which}
	switch what {
	case countWithdrew:
		c.Rows = h.Withdrew(consent.Level(which))
	case countAmendments:
		c.Rows = h.Amended(which)
	}
	return c
}

// opens reports whether the reader may see the rows of a number. Sites, events and
// amendments name nobody.
func (h home) opens(c counted) bool {
	return c.What != "" && (h.Opens || c.What == countSites || c.What == countEvents || c.What == countAmendments)
}

// N is the number.
func (c counted) N() int { return len(c.Rows) }

// Href opens the rows of the number.
func (c counted) Href(s studies.Study) string {
	q := url.Values{"what": {c.What}}
	for name, value := range map[string]string{"wave": c.Wave, "who": string(c.Who), "site": c.SiteID, "which": c.Which} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return instudy.Href(s, "/counted?"+q.Encode())
}

// words says what is counted; "" for what is not.
func (h home) words(c counted) string {
	words := map[string]string{countSites: "Sites opened", countConsented: "People who consented", countMet: "People interviewed", countObserved: "People observed", countInterviews: "Interviews held", countReturned: "Questionnaires returned", countAgain: "People interviewed again", countEvents: "Events that are still open",
		countWithdrew: "Withdrawals: " + consent.Level(c.Which).Words(), countAmendments: "Amendments: " + strings.ToLower(c.Which)}[c.What]
	byWhich := c.What == countWithdrew || c.What == countAmendments
	if words == "" || byWhich != (c.Which != "") {
		return ""
	}
	t := studies.Target{Who: c.Who, Wave: c.Wave, SiteID: c.SiteID}
	return words + instudy.TargetWords(t, h.Waves, h.Sites)
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
		if which := f.Get("which"); which != "" {
			c = h.countWhich(f.Get("what"), which)
		}
		if h.words(c) == "" || !h.opens(c) {
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
		b.Items = append(b.Items, chart.Bar{Label: bar.label, Value: float64(bar.N()), Planned: float64(bar.planned), Href: bar.Href(h.Study)})
	}
	return b
}

// labelled is a number with what it is called beside a bar, and how many are planned
// for the site; 0 where nothing is.
type labelled struct {
	label   string
	planned int
	counted
}

func (h home) siteCounts(site string) []labelled {
	add := func(label, what, wave string) labelled {
		c := h.count(what, wave, "", site)
		return labelled{label, h.planned(c), c}
	}
	all := []labelled{add("Consented", countConsented, ""), add("Observed", countObserved, "")}
	for i, w := range h.Waves {
		label := "Interviewed"
		if i > 0 {
			label = w.Name
		}
		all = append(all, add(label, countMet, w.Code))
	}
	return all
}

// planned is the target of the site that counts the same; 0 if there is none.
func (h home) planned(c counted) int {
	for _, t := range h.Targets {
		if of := h.targetCount(t); t.SiteID != "" && of.What == c.What && of.SiteID == c.SiteID && of.Wave == c.Wave && of.Who == c.Who {
			return t.Planned
		}
	}
	return 0
}

// most is the largest number of any site, so that all are drawn to one scale.
func (h home) most() float64 {
	most := 1
	for _, x := range h.Lines {
		for _, c := range h.siteCounts(x.ID) {
			most = max(most, c.N(), c.planned)
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

// fewest is of how many at least something is said in percent: a percentage of fewer is
// one person more or less. It is the threshold of the UK Data Service for a mean.
const fewest = 10

// share says a part of a whole in percent: "67.2%"; of a small whole as it is: "2 of 3".
func share(part, whole int) string {
	switch {
	case whole == 0:
		return "not computable"
	case whole < fewest:
		return strconv.Itoa(part) + " of " + strconv.Itoa(whole)
	}
	return strconv.FormatFloat(100*float64(part)/float64(whole), 'f', 1, 64) + "%"
}
