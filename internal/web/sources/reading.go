package sources

import (
	"errors"
	"strconv"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral/harvest"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// reading is a reading of a source with what it did to single records.
type reading struct {
	harvest.Harvest
	Of    directory.Source
	Lines []harvest.Line
	File  string // that was brought and would be taken in; "" for a feed
}

// shownLines keeps a page readable; the counts above are whole.
const shownLines = 200

func showReading(v *visit.Visit) error { return readingPage(v) }

func readingPage(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var one reading
		var err error
		if one.Harvest, err = harvest.Get(r, v.Path("reading")); err != nil {
			return visit.View{}, err
		}
		if one.Of, err = directory.GetSource(r, one.Source); err != nil {
			return visit.View{}, err
		}
		if one.Lines, err = harvest.Lines(r, one.ID); err != nil {
			return visit.View{}, err
		}
		if b, err := harvest.GetBrought(r, v.Fields.Get("file")); err == nil && one.Dry {
			one.File = b.ID
		}
		page := shell.Page{Title: one.title(), Section: section, Wide: true, Back: &ui.Link{Text: one.Of.Title, Href: hrefOf(one.Source)}}
		return visit.View{Page: page, Body: readingBody(one, visit.NewToken())}, nil
	})
}

func (r reading) title() string {
	if r.Dry {
		return "What would change"
	}
	return "What has changed"
}

// goOn lets a reading that stopped lose what it did not find.
func goOn(v *visit.Visit) error {
	err := harvest.GoOn(v.Context(), v.House.DB, byOf(v), v.Path("reading"))
	if err != nil && !errors.Is(err, harvest.ErrNotStopped) {
		return err
	}
	if err == nil {
		err = v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
			return audit.Change(tx, v.Actor.Audit(), "source.went-on", "", "harvest", v.Path("reading"))
		})
	}
	if errors.Is(err, harvest.ErrNotStopped) {
		err = nil // somebody decided already
	}
	if err != nil {
		return err
	}
	return v.Done(Path+"/readings/"+v.Path("reading"), "Done: what is no longer there is suspected, and gone after three readings or two weeks.")
}

// stateTag says where a reading stands.
func stateTag(h harvest.Harvest) ui.Tag {
	switch h.State {
	case harvest.Reading:
		return ui.Tag{Text: "Reading", Colour: "blue"}
	case harvest.Done:
		return ui.Tag{Text: "Done", Colour: "green"}
	case harvest.Stopped:
		return ui.Tag{Text: "Waits for you", Colour: "yellow"}
	}
	return ui.Tag{Text: "Failed", Colour: "red"}
}

// progress says how far a reading has come.
func progress(h harvest.Harvest) string {
	words := dates.Count(h.Read, "record", "records") + " so far"
	if h.Pages > 0 {
		words += ", page " + strconv.Itoa(h.NextPage-1) + " of " + strconv.Itoa(h.Pages)
	}
	return words + ", last heard " + dates.Moment(h.MovedAt)
}

// kindWords say the form in which a source hands over its services.
func kindWords(s directory.Source) string {
	switch s.Kind {
	case directory.Feed:
		return "A feed, " + everyWords(s.EveryHours)
	case directory.Sheet:
		return "A spreadsheet that somebody brings"
	case directory.Own:
		return "Written in Linkwork"
	}
	return "A file that somebody brings"
}

// rhythms are how often a feed can be read, in hours.
var rhythms = []ui.Choice{{Value: "0", Text: "Only when somebody asks"}, {Value: "24", Text: "Every day"}, {Value: "168", Text: "Every week"}, {Value: "720", Text: "Every month"}}

func everyWords(hours int) string {
	switch hours {
	case 0:
		return "read when somebody asks"
	case 24:
		return "read every day"
	case 168:
		return "read every week"
	case 720:
		return "read every month"
	}
	return "read every " + dates.Count(hours, "hour", "hours")
}

// lineWords are what happens to a record.
func lineWords(what string, dry bool) string {
	words := map[string][2]string{"added": {"New", "Would be new"}, "changed": {"Changed", "Would change"}, "missing": {"No longer there", "No longer there"}, "warning": {"Doubtful", "Doubtful"}, "rejected": {"Not taken", "Not taken"}}[what]
	if dry {
		return words[1]
	}
	return words[0]
}
