package infographic

import (
	"slices"
	"strconv"

	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/updates"
	"linkwork/internal/web/instudy"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// told are the figures that an update tells: as they were published, or as they are
// counted now where it is not. So few people that somebody could be found out are not
// among them without the update's reason.
var told source = func(r db.Reader, s studies.Seat, v *visit.Visit) (chosen, error) {
	e, err := updates.Get(r, s, v.Path("edition"))
	if err != nil {
		return chosen{}, err
	}
	i, source, err := latest(r, s, e)
	if err != nil {
		return chosen{}, err
	}
	at := "/updates/" + e.ID
	c := chosen{Study: s.Study, At: instudy.Href(s.Study, at+"/infographic"), Back: instudy.Back(s.Study, "Back to the update", at), None: "The update tells no numbers yet.", IDs: v.Fields.All("figure")}
	c.Sheet = Sheet{Title: i.Title, Sub: i.Study, Foot: foot(source, i.Reconstruction, i.Acknowledgement, i.Disclaimer)}
	for _, f := range i.Figures {
		if f.Small() && e.SmallWhy == "" {
			continue
		}
		c.Items = append(c.Items, ui.Choice{Value: f.Name, Text: f.Name + ": " + strconv.Itoa(f.Value())})
		if slices.Contains(c.IDs, f.Name) {
			c.Sheet.Figures = append(c.Sheet.Figures, Figure{Number: strconv.Itoa(f.Value()), Label: f.Name, Note: f.Counts})
			c.Sheet.beside(f)
		}
	}
	c.Sheet.Compared = slices.DeleteFunc(c.Sheet.Compared, func(x Comparison) bool { return len(x.Bars) < 2 })
	return c, nil
}

// latest is the latest issue of an edition, or what it would be, with where its figures
// are from.
func latest(r db.Reader, s studies.Seat, e updates.Edition) (i updates.Issue, source string, err error) {
	all, err := updates.Issues(r, e.ID)
	if err != nil {
		return i, "", err
	}
	if e.State == updates.Published && len(all) > 0 {
		return all[0], "Counted up to " + e.Dated.Long() + ", as published.", nil
	}
	i, err = updates.Preview(r, s, e)
	return i, "Counted up to " + e.Dated.Long() + ". Not published yet.", err
}

// beside puts a figure beside others of its kind.
func (s *Sheet) beside(f updates.Figure) {
	if f.Beside == "" {
		return
	}
	n := slices.IndexFunc(s.Compared, func(c Comparison) bool { return c.Headline == f.Beside })
	if n < 0 {
		n = len(s.Compared)
		s.Compared = append(s.Compared, Comparison{Headline: f.Beside})
	}
	s.Compared[n].Bars = append(s.Compared[n].Bars, Bar{Label: f.Name, Value: float64(f.Value())})
}
