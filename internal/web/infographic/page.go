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
	at := "GET /studies/{study}/infographic"
	return []visit.Route{
		{Pattern: at, Who: visit.Anybody, Handle: show},
		{Pattern: at + ".svg", Who: visit.Anybody, Handle: sendSVG},
		{Pattern: at + ".png", Who: visit.Anybody, Handle: sendPNG},
	}
}

// chosen is what the reader of the page chose of a study's figures.
type chosen struct {
	progress.Of
	IDs   []string
	Sheet Sheet
}

func read(r db.Reader, s studies.Seat, f visit.Fields) (c chosen, err error) {
	if c.Of, err = progress.Read(r, s); err != nil {
		return c, err
	}
	c.IDs = f.All("figure")
	c.Sheet = Sheet{Title: s.Study.Name + " in numbers", Sub: s.Study.Title}
	kinds := make(map[studies.Measure][]Bar)
	for _, t := range c.figures() {
		if !slices.Contains(c.IDs, t.ID) {
			continue
		}
		c.Sheet.Figures = append(c.Sheet.Figures, Figure{Number: strconv.Itoa(len(t.Rows)), Label: words(t.Target, c.Waves), Note: strconv.Itoa(t.Planned) + " were planned"})
		if t.Who != "" { // all of them beside some of them would count those twice
			kinds[t.Measure] = append(kinds[t.Measure], Bar{Label: who(t.Target, c.Waves), Value: float64(len(t.Rows))})
		}
	}
	for _, m := range studies.Measures {
		if len(kinds[m]) > 1 {
			c.Sheet.Compared = append(c.Sheet.Compared, Comparison{Headline: m.Words(), Bars: kinds[m]})
		}
	}
	c.Sheet.Foot = []string{"Counted from the study’s records on " + c.Today.Long() + "."}
	if s.Study.Reconstruction {
		c.Sheet.Foot = append(c.Sheet.Foot, instudy.Reconstruction)
	}
	for _, line := range []string{s.Study.Acknowledgement, s.Study.Disclaimer} {
		if line != "" {
			c.Sheet.Foot = append(c.Sheet.Foot, line)
		}
	}
	return c, nil
}

// figures are those of the whole study. What is counted at one site could tell which it is.
func (c chosen) figures() (all []progress.Achieved) {
	for _, t := range c.Targets {
		if t.SiteID == "" {
			all = append(all, t)
		}
	}
	return all
}

func (c chosen) choices() (items []ui.Choice) {
	for _, t := range c.figures() {
		items = append(items, ui.Choice{Value: t.ID, Text: words(t.Target, c.Waves) + ": " + strconv.Itoa(len(t.Rows))})
	}
	return items
}

// href is the address of the sheet with an ending.
func (c chosen) href(ending string) string {
	return instudy.Href(c.Study, "/infographic"+ending) + "?" + url.Values{"figure": c.IDs}.Encode()
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

func show(v *visit.Visit) error {
	return instudy.Show(v, func(r *db.Snapshot, s studies.Seat) (visit.View, error) {
		c, err := read(r, s, v.Fields)
		page := instudy.Page(s, "A picture of figures", "", instudy.Back(s.Study, "Back to the study", ""))
		return visit.View{Page: page, Body: body(c, v.House.PDF != "")}, err
	}, studies.Follow)
}

// sheetOf is the sheet that the address of a visit asks for; db.ErrNotFound for one without
// figures.
func sheetOf(v *visit.Visit) (sheet Sheet, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		s, err := studies.Enter(r, v.Actor, v.Path("study"), studies.Follow)
		if err != nil {
			return err
		}
		c, err := read(r, s, v.Fields)
		if sheet = c.Sheet; err == nil && len(sheet.Figures) == 0 {
			err = db.ErrNotFound
		}
		return err
	})
	return sheet, err
}

func sendSVG(v *visit.Visit) error {
	sheet, err := sheetOf(v)
	if err != nil {
		return err
	}
	svg, _ := sheet.SVG()
	return v.SendBody("infographic.svg", "image/svg+xml", svg)
}

func sendPNG(v *visit.Visit) error {
	sheet, err := sheetOf(v)
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
