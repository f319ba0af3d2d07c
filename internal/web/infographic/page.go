package infographic

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/fieldwork"
	"linkwork/internal/studies/progress"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// Routes of the place.
func Routes() []visit.Route {
	who, at, edition := visit.Anybody, "GET /studies/{study}/infographic", "GET /studies/{study}/updates/{edition}/infographic"
	return []visit.Route{
		{Pattern: at, Who: who, Handle: planned.show},
		{Pattern: at + ".svg", Who: who, Handle: planned.sendSVG},
		{Pattern: at + ".png", Who: who, Handle: planned.sendPNG},
		{Pattern: edition, Who: who, Handle: told.show},
		{Pattern: edition + ".svg", Who: who, Handle: told.sendSVG},
		{Pattern: edition + ".png", Who: who, Handle: told.sendPNG},
	}
}

// chosen is what the reader of the page chose of some figures.
type chosen struct {
	Study studies.Study
	At    string // address of the page
	Back  *ui.Link
	None  string      // why there is nothing to choose from
	Items []ui.Choice // to choose from
	IDs   []string
	Sheet Sheet
}

// source is where figures come from: a study's plan, or one of its updates.
type source func(r db.Reader, s studies.Seat, v *visit.Visit) (chosen, error)

// planned are the figures of the study's plan.
var planned source = func(r db.Reader, s studies.Seat, v *visit.Visit) (chosen, error) {
	of, err := progress.Read(r, s)
	if err != nil {
		return chosen{}, err
	}
	c := chosen{Study: s.Study, At: instudy.Href(s.Study, "/infographic"), Back: instudy.Back(s.Study, "Back to the study", ""), None: "The study’s plan has no numbers yet.", IDs: v.Fields.All("figure")}
	c.Sheet = Sheet{Title: s.Study.Name + " in numbers", Sub: s.Study.Title}
	kinds := make(map[studies.Measure][]Bar)
	for _, t := range figures(of) {
		c.Items = append(c.Items, ui.Choice{Value: t.ID, Text: words(t.Target, of.Waves) + ": " + strconv.Itoa(len(t.Rows))})
		if !slices.Contains(c.IDs, t.ID) {
			continue
		}
		c.Sheet.Figures = append(c.Sheet.Figures, Figure{Number: strconv.Itoa(len(t.Rows)), Label: words(t.Target, of.Waves), Note: strconv.Itoa(t.Planned) + " were planned"})
		if t.Who != "" { // all of them beside some of them would count those twice
			kinds[t.Measure] = append(kinds[t.Measure], Bar{Label: who(t.Target, of.Waves), Value: float64(len(t.Rows))})
		}
	}
	for _, m := range studies.Measures {
		if len(kinds[m]) > 1 {
			c.Sheet.Compared = append(c.Sheet.Compared, Comparison{Headline: m.Words(), Bars: kinds[m]})
		}
	}
	c.Sheet.Foot = foot("Counted from the study’s records on "+of.Today.Long()+".", s.Study.Reconstruction, s.Study.Acknowledgement, s.Study.Disclaimer)
	return c, nil
}

// foot are the lines at the foot of a sheet: its source, that it is a reconstruction, and
// what the funder wants said.
func foot(source string, reconstruction bool, wording ...string) []string {
	lines := []string{source}
	if reconstruction {
		lines = append(lines, instudy.Reconstruction)
	}
	for _, line := range wording {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// figures are those of the whole study. What is counted at one site could tell which it is.
func figures(of progress.Of) (all []progress.Achieved) {
	for _, t := range of.Targets {
		if t.SiteID == "" {
			all = append(all, t)
		}
	}
	return all
}

// href is the address of the sheet with an ending.
func (c chosen) href(ending string) string {
	return c.At + ending + "?" + url.Values{"figure": c.IDs}.Encode()
}

// words says what a figure counts.
func words(t studies.Target, waves []fieldwork.Wave) string {
	if of := who(t, waves); of != everybody {
		return t.Measure.Words() + ": " + of
	}
	return t.Measure.Words()
}

const everybody = "all"

// who says whom a figure counts, and when.
func who(t studies.Target, waves []fieldwork.Wave) string {
	of := everybody
	if t.Who != "" {
		of = strings.ToLower(t.Who.Plural())
	}
	for _, w := range waves {
		if w.Code == t.Wave && t.Wave != "" {
			of += ", " + strings.ToLower(w.Name)
		}
	}
	return of
}

func (from source) show(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		c, err := from(r, s, v)
		page := instudy.Page(s, "A picture of figures", "", c.Back)
		return visit.View{Page: page, Body: body(c, v.House.PDF != "")}, err
	}, studies.Follow)
}

// sheetOf is the sheet that the address of a visit asks for; db.ErrNotFound for one without
// figures.
func (from source) sheet(v *visit.Visit) (sheet Sheet, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Follow)
		if err != nil {
			return err
		}
		c, err := from(r, s, v)
		if sheet = c.Sheet; err == nil && len(sheet.Figures) == 0 {
			err = db.ErrNotFound
		}
		return err
	})
	return sheet, err
}

func (from source) sendSVG(v *visit.Visit) error {
	sheet, err := from.sheet(v)
	if err != nil {
		return err
	}
	svg, _ := sheet.SVG()
	return v.SendBody("infographic.svg", "image/svg+xml", svg)
}

func (from source) sendPNG(v *visit.Visit) error {
	sheet, err := from.sheet(v)
	if err != nil {
		return err
	}
	if v.House.PDF == "" { // where Chromium is not installed, no link leads here
		return db.ErrNotFound
	}
	png, err := sheet.PNG(v.Context(), v.House.PDF)
	if err != nil {
		return err
	}
	return v.SendBody("infographic.png", "image/png", png)
}
