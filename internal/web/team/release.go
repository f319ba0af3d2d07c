package team

import (
	"regexp"
	"slices"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/disclosure"
	"linkwork/internal/measures"
	"linkwork/internal/web/questions"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// leaving is a team's figures as they would leave it, by each rule.
type leaving struct {
	outcomes
	Tables    []disclosure.Table
	Audiences []string // who got something from the team before
}

func showRelease(v *visit.Visit) error { return releaseForm(v, nil) }

func releaseForm(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		l, err := readLeaving(r, v)
		if err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			v.Fields.Set("rule", measures.Rules[0].ID)
		}
		page := furnished("Figures for somebody else", "Back to outcomes", l.href("/team/outcomes", ""))
		return v.FormView(page, releaseView(v.Fields, l, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

func readLeaving(r db.Reader, v *visit.Visit) (l leaving, err error) {
	if l.outcomes, err = readOutcomes(r, v); err != nil {
		return l, err
	}
	if len(l.Offers) == 0 {
		return l, db.ErrNotFound
	}
	for _, rule := range measures.Rules {
		out, err := measures.Leaving(l.Offer.Pack, l.Group, rule)
		if err != nil {
			return l, err
		}
		l.Tables = append(l.Tables, out.Table)
	}
	all, err := measures.Releases(r, v.Actor)
	for _, of := range all {
		if !slices.ContainsFunc(l.Audiences, func(name string) bool { return disclosure.AudienceOf(name) == disclosure.AudienceOf(of.Audience) }) {
			l.Audiences = append(l.Audiences, of.Audience)
		}
	}
	return l, err
}

func release(v *visit.Visit) error {
	var l measures.Release
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		o, err := readOutcomes(r, v)
		l = measures.Release{Inquiry: o.Inquiry, Rule: v.Fields.Get("rule")}
		if err == nil && len(o.Offers) == 0 {
			err = db.ErrNotFound
		}
		return err
	})
	if err != nil {
		return err
	}
	before, typed := v.Fields.Get("before"), v.Fields.Text("audience")
	if before != "" && typed != "" && disclosure.AudienceOf(before) != disclosure.AudienceOf(typed) {
		both := db.Fault("audience", "Choose “"+before+"” from the list or type another name, not both")
		return v.Again(both, func(bad *db.Invalid) error { return releaseForm(v, bad) })
	}
	l.Audience = questions.OrElse(before, typed)
	if _, err := measures.Let(v.Context(), v.House.DB, v.Actor, v.Once(), l); err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return releaseForm(v, bad) })
	}
	return v.Done("/team/outcomes/released", "Recorded. Download the file and give it to them.")
}

func showReleased(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := measures.Releases(r, v.Actor)
		return visit.View{Page: furnished("What was given to others", "Back to outcomes", "/team/outcomes"), Body: releasedView(all)}, err
	})
}

// sendReleased sends a file as it was made.
func sendReleased(v *visit.Visit) error {
	var of disclosure.Released
	var file string
	err := v.House.DB.Read(v.Context(), func(r *db.Snapshot) (err error) {
		of, file, err = measures.Released(r, v.Actor, v.Path("release"))
		return err
	})
	if err != nil {
		return err
	}
	return v.SendBody(fileName(of), "text/csv; charset=utf-8", []byte(file))
}

var notInFileNames = regexp.MustCompile(`[^\p{L}\p{N}]+`)

// fileName says for whom a file is and of which day.
func fileName(of disclosure.Released) string {
	name, _, _ := strings.Cut(of.Subject, ", began")
	return notInFileNames.ReplaceAllString(name+" for "+of.Audience+" "+dates.Of(of.At).String(), "-") + ".csv"
}

func audienceItems(names []string) []ui.Choice {
	items := []ui.Choice{{Text: "Somebody else, named below"}}
	for _, name := range names {
		items = append(items, ui.Choice{Value: name, Text: name})
	}
	return items
}

func ruleItems() (items []ui.Choice) {
	texts := []string{"Exact numbers, small ones hidden; means where nothing is hidden", "Rounded numbers, without means"}
	for i, p := range measures.Rules {
		items = append(items, ui.Choice{Value: p.ID, Text: texts[i], Hint: p.Words})
	}
	return items
}
