package find

import (
	"cmp"
	"errors"
	"net/url"
	"slices"
	"strconv"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/places"
	"linkwork/internal/vocabulary"
	"linkwork/internal/web/chart"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

const (
	gapsPath  = "/gaps"
	mostGaps  = 2000 // read for one page; more are said
	shownGaps = 100
)

// periods are how far back the register can look, in days.
var periods = []ui.Choice{{Value: "91", Text: "3 months"}, {Value: "182", Text: "6 months"}, {Value: "365", Text: "12 months"}}

// register is what nobody could meet, counted from the rows that it lists.
type register struct {
	Fields  visit.Fields
	Rows    []directory.Gap // as narrowed
	All     []directory.Gap // of the period; what is counted
	ByNeed  []counted
	ByPlace []counted
	Placed  []chart.Dot
}

// counted is how many gaps there are of a need, or at a place.
type counted struct {
	Code, Label string
	N           int
}

func showGaps(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		reg, err := readRegister(r, v.Fields)
		page := shell.Page{Title: "What nobody could meet", Section: "Services", Wide: true, Back: &ui.Link{Text: "All services", Href: "/services"}}
		return visit.View{Page: page, Body: registerBody(reg)}, err
	})
}

func readRegister(r db.Reader, f visit.Fields) (reg register, err error) {
	days := 182
	if n, err := strconv.Atoi(f.Get("days")); err == nil && slices.ContainsFunc(periods, func(p ui.Choice) bool { return p.Value == strconv.Itoa(n) }) {
		days = n
	}
	f.Set("days", strconv.Itoa(days))
	reg.Fields = f
	if reg.All, err = directory.GapsSince(r, dates.Of(r.Now()).AddDays(-days).Midnight(), mostGaps); err != nil {
		return reg, err
	}
	for _, gap := range reg.All {
		if (f.Get("need") == "" || gap.Need == f.Get("need")) && (f.Get("outcode") == "" || gap.Outcode == f.Get("outcode")) {
			reg.Rows = append(reg.Rows, gap)
		}
	}
	reg.ByNeed = count(reg.All, func(g directory.Gap) string { return g.Need }, vocabulary.NeedLabel)
	reg.ByPlace = count(reg.All, func(g directory.Gap) string { return g.Outcode }, func(outcode string) string { return outcode })
	reg.Placed, err = dots(r, reg.ByPlace)
	return reg, err
}

// count counts gaps by something, the most first.
func count(gaps []directory.Gap, of func(directory.Gap) string, label func(string) string) (all []counted) {
	n := make(map[string]int)
	for _, gap := range gaps {
		n[of(gap)]++
	}
	for code, times := range n {
		all = append(all, counted{code, label(code), times})
	}
	slices.SortFunc(all, func(a, b counted) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Label, b.Label)) })
	return all
}

// dots are the places whose middle is known.
func dots(r db.Reader, byPlace []counted) (all []chart.Dot, err error) {
	for _, c := range byPlace {
		area, err := places.Find(r, c.Code)
		if errors.Is(err, places.ErrUnknown) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, chart.Dot{Label: c.Code, Lat: area.Point.Lat, Lon: area.Point.Lon, Value: float64(c.N)})
	}
	return all, nil
}

// narrowed is the address of the rows that a number counts.
func (reg register) narrowed(field, value string) string {
	query := url.Values{"days": {reg.Fields.Get("days")}}
	query.Set(field, value)
	return gapsPath + "?" + query.Encode() + "#rows"
}

func (reg register) bars() chart.Bars {
	b := chart.Bars{Unit: "", Words: chart.Words{ID: "needs", Headline: "Which needs", Sub: "Follow one to see its gaps"}}
	for _, c := range reg.ByNeed {
		b.Items = append(b.Items, chart.Bar{Label: c.Label, Value: float64(c.N), Href: reg.narrowed("need", c.Code)})
	}
	return b
}

// narrowedWords say which rows are listed.
func (reg register) narrowedWords() string {
	words := dates.Count(len(reg.Rows), "gap", "gaps")
	if need := reg.Fields.Get("need"); need != "" {
		words += ", " + vocabulary.NeedLabel(need)
	}
	if outcode := reg.Fields.Get("outcode"); outcode != "" {
		words += ", in " + outcode
	}
	return words
}
