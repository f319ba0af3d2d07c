package team

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/forms/form"
	"linkwork/internal/instruments"
	"linkwork/internal/measures"
	"linkwork/internal/people"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// outcomes is how a score changed for the people of a team.
type outcomes struct {
	Offers   []measures.Offer
	Offer    measures.Offer
	Schedule measures.Schedule
	Months   int // how far back people may have begun
	Inquiry  measures.Inquiry
	Group    measures.Group
	Result   measures.Result
}

// outcomeMonths are how far back people may have begun.
var outcomeMonths = []int{6, 12, 24, 60}

func readOutcomes(r db.Reader, v *visit.Visit) (o outcomes, err error) {
	if o.Offers, err = measures.On(r); err != nil || len(o.Offers) == 0 {
		return o, err
	}
	o.Offer, o.Months = o.Offers[0], 24
	scale := o.Offer.Main()
	instrument, name, _ := strings.Cut(v.Fields.Get("score"), ".")
	for _, offer := range o.Offers {
		if offer.ID == instrument {
			o.Offer, scale = offer, offer.Main()
			if s, ok := offer.Scale(name); ok {
				scale = s
			}
		}
	}
	for _, n := range outcomeMonths {
		if v.Fields.Number("months") == n {
			o.Months = n
		}
	}
	today := dates.Of(r.Now())
	if o.Schedule, err = measures.ScheduleOf(r, o.Offer.ID); err != nil {
		return o, err
	}
	o.Inquiry = measures.Inquiry{Pack: o.Offer.Pack, Scale: scale, From: today.AddMonths(-o.Months), To: today}
	if n := v.Fields.Number("wave"); slices.Contains(o.Schedule.Months, n) {
		o.Inquiry.Months = n
	}
	o.Group, err = measures.GroupOf(r, v.Actor, o.Inquiry)
	o.Result = o.Group.Result()
	return o, err
}

// href leads to the same choices on another page.
func (o outcomes) href(path string, w measures.Which) string {
	href := fmt.Sprintf("%s?score=%s.%s&months=%d&wave=%d", path, o.Offer.ID, o.Group.ID, o.Months, o.Group.Months)
	if w != "" {
		href += "&show=" + string(w)
	}
	return href
}

func showOutcomes(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		o, err := readOutcomes(r, v)
		return visit.View{Page: furnished("Outcomes", "Back to the team", "/team"), Body: outcomesView(o)}, err
	})
}

// outcomeRow is one person behind a figure.
type outcomeRow struct {
	measures.Course
	Name string
}

// outcomeRowsShown is how many rows a page shows.
const outcomeRowsShown = 200

// figures are what opens its rows, and how their page is called.
var figures = map[measures.Which]string{
	measures.Began: "Who began", measures.Followed: "Who was asked again", measures.Lost: "Who was not asked again", measures.GotBetter: "Whose score is better",
	measures.Moved: "Whose score changed", measures.GotWorse: "Whose score is worse", measures.Stayed: "Whose score stayed", measures.AtWorst: "Who began at the worst end", measures.AtBest: "Who began at the best end",
}

func showOutcomeRows(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		which := measures.Which(v.Fields.Get("show"))
		title, known := figures[which]
		if !known {
			return visit.View{}, db.ErrNotFound
		}
		o, err := readOutcomes(r, v)
		if err != nil {
			return visit.View{}, err
		}
		all := o.Group.Rows(which)
		rows, err := named(r, all[:min(len(all), outcomeRowsShown)])
		return visit.View{Page: furnished(title, "Back to outcomes", o.href("/team/outcomes", "")), Body: outcomeRowsView(o, title, len(all), rows)}, err
	})
}

func named(r db.Reader, all []measures.Course) ([]outcomeRow, error) {
	ids := make([]string, len(all))
	for i, c := range all {
		ids[i] = c.PersonID
	}
	names, err := people.Named(r, ids)
	rows := make([]outcomeRow, len(all))
	for i, c := range all {
		rows[i] = outcomeRow{c, names[c.PersonID].FullName()}
	}
	return rows, err
}

func decimals(v float64) string { return fmt.Sprintf("%.2f", v) }

// changeSentence says the result first.
func changeSentence(o outcomes) string {
	c := o.Result.Change
	if c == nil {
		return "There is no change to show: " + strings.TrimPrefix(o.Result.Why["change"], "not computable: ") + "."
	}
	side := "higher"
	if c.Mean < 0 {
		side = "lower"
	}
	words := fmt.Sprintf("%s is %s by %s on average (95%% interval %s to %s) for %s who were asked again.", o.Group.Name, side, decimals(max(c.Mean, -c.Mean)),
		decimals(c.Interval.Low), decimals(c.Interval.High), dates.Count(c.N, "person", "people"))
	switch o.Group.Scale.Better {
	case instruments.Higher:
		return words + " Higher is better."
	case instruments.Lower:
		return words + " Lower is better."
	}
	return words
}

// shareWords say a share with its interval, "12 of 40, 30% (18% to 45%)".
func shareWords(s measures.Share) string {
	if s.Of == 0 {
		return "Nobody"
	}
	words := fmt.Sprintf("%d of %d, %.0f%%", s.N, s.Of, 100*float64(s.N)/float64(s.Of))
	if s.Why == "" {
		words += fmt.Sprintf(" (95%% interval %.0f%% to %.0f%%)", 100*s.Interval.Low, 100*s.Interval.High)
	}
	return words
}

// waveItems are the times that can be compared with the first.
func waveItems(o outcomes) []ui.Choice {
	items := []ui.Choice{{Value: "0", Text: "The latest"}}
	for _, n := range o.Schedule.Months {
		items = append(items, ui.Choice{Value: strconv.Itoa(n), Text: dates.Count(n, "month", "months") + " after the first"})
	}
	return items
}

// reasonWords say why people were not asked again, as workers wrote down.
func reasonWords(all map[form.Reason]int) (words []string) {
	for _, r := range append(slices.Clone(form.Reasons), "") {
		if n := all[r]; n > 0 {
			text := r.Words()
			if r == "" {
				text = "No reason was written down"
			}
			words = append(words, text+": "+dates.Count(n, "person", "people"))
		}
	}
	return words
}

// scoreItems are all scores of all instruments that are on.
func scoreItems(o outcomes) (items []ui.Choice) {
	for _, offer := range o.Offers {
		for _, s := range offer.Scales {
			text := offer.Name
			if s.Name != offer.Name {
				text += ": " + s.Name
			}
			items = append(items, ui.Choice{Value: offer.ID + "." + s.ID, Text: text})
		}
	}
	return items
}
