package sources

import (
	"net/url"
	"strconv"
	"strings"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral/harvest"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

func back() *ui.Link { return &ui.Link{Text: "Where services come from", Href: Path} }

func hrefOf(sourceID string) string { return Path + "/of/" + url.PathEscape(sourceID) }

func byOf(v *visit.Visit) directory.By {
	return directory.By{ID: v.Actor.AccountID, Name: v.Actor.Name}
}

func showNewFeed(v *visit.Visit) error {
	v.Fields.Set("every", "168")
	return newFeedPage(v, nil)
}

func newFeedPage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		page := shell.Page{Title: "Add a feed", Section: section, Back: back()}
		return v.FormView(page, newFeedBody(v.Fields, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// addFeed adds a feed and begins to look at what it would bring.
func addFeed(v *visit.Visit) error {
	f := v.Fields
	var reading string
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		var err error
		reading, _, err = once.Do(tx, v.Once(), func() (string, error) {
			s := fill(directory.Source{ID: tx.NewID(), Kind: directory.Feed, AddedBy: v.Actor.AccountID}, f)
			if err := checkFeed(s); err != nil {
				return "", err
			}
			if _, err := directory.AddSource(tx, s); err != nil {
				return "", err
			}
			h, err := harvest.Start(tx, byOf(v), s.ID, true)
			if err != nil {
				return "", err
			}
			return h.ID, audit.Change(tx, v.Actor.Audit(), "source.added", "", "source", s.ID)
		})
		return err
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return newFeedPage(v, bad) })
	}
	return v.Done(Path+"/readings/"+reading, "Added. Linkwork looks at what it would bring; nothing is taken in yet.")
}

// fill puts what a form says into a source.
func fill(s directory.Source, f visit.Fields) directory.Source {
	s.Title, s.Publisher, s.Licence = f.Text("title"), f.Text("publisher"), f.Text("licence")
	if s.Kind == directory.Feed {
		s.Address, s.EveryHours = f.Text("address"), f.Number("every")
	}
	if trust, err := strconv.Atoi(f.Get("trust")); err == nil {
		s.Trust = trust
	}
	return s
}

func checkFeed(s directory.Source) error {
	var bad db.Invalid
	if s.Title == "" {
		bad.Add("title", "Say in a few words whose feed it is")
	}
	address, err := url.Parse(s.Address)
	if err != nil || address.Host == "" || address.User != nil || address.Scheme != "https" && address.Scheme != "http" {
		bad.Add("address", "Enter the address of the feed, beginning with https://")
	}
	return bad.Err()
}

// readFeed begins to read a feed, or to look at what that would change.
func readFeed(v *visit.Visit) error {
	dry := !v.Fields.Is("do", "take")
	var reading string
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		var err error
		reading, _, err = once.Do(tx, v.Once(), func() (string, error) {
			h, err := harvest.Start(tx, byOf(v), v.Path("source"), dry)
			if err != nil {
				return "", err
			}
			return h.ID, audit.Change(tx, v.Actor.Audit(), "source.read", "", "source", v.Path("source"))
		})
		return err
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return sourcePage(v, bad) })
	}
	return v.Go(Path + "/readings/" + reading)
}

func showSource(v *visit.Visit) error { return sourcePage(v, nil) }

// source is a source with what became of its readings.
type source struct {
	directory.Source
	Services   int
	Readings   []harvest.Harvest
	Quarantine []harvest.Quarantined
}

const (
	shownReadings   = 10
	shownQuarantine = 50
)

func sourcePage(v *visit.Visit, bad *db.Invalid) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		var s source
		var err error
		if s.Source, err = directory.GetSource(r, v.Path("source")); err != nil {
			return visit.View{}, err
		}
		counts, err := directory.RecordCounts(r)
		if err != nil {
			return visit.View{}, err
		}
		s.Services = counts[s.ID]
		if s.Readings, err = harvest.Latest(r, s.ID, shownReadings); err != nil {
			return visit.View{}, err
		}
		if s.Quarantine, err = harvest.Quarantine(r, s.ID, shownQuarantine); err != nil {
			return visit.View{}, err
		}
		if bad == nil {
			s.into(v.Fields)
		}
		page := shell.Page{Title: s.Title, Section: section, Wide: true, Back: back()}
		return v.FormView(page, sourceBody(v.Fields, s, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// into fills the form with what is stored.
func (s source) into(f visit.Fields) {
	for name, value := range map[string]string{"title": s.Title, "publisher": s.Publisher, "licence": s.Licence, "address": s.Address,
		"every": strconv.Itoa(s.EveryHours), "trust": strconv.Itoa(s.Trust), "_version": strconv.Itoa(s.Version)} {
		f.Set(name, value)
	}
	if s.Review {
		f.Set("review", "yes")
	}
}

func saveSource(v *visit.Visit) error {
	f := v.Fields
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		s, err := directory.GetSource(tx, v.Path("source"))
		if err != nil {
			return err
		}
		s = fill(s, f)
		s.Review = f.Is("review", "yes")
		s.Version = f.Version()
		if s.Kind == directory.Feed {
			if err := checkFeed(s); err != nil {
				return err
			}
		}
		if err := directory.SaveSource(tx, s); err != nil {
			return err
		}
		return audit.Change(tx, v.Actor.Audit(), "source.changed", "", "source", s.ID)
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return sourcePage(v, bad) })
	}
	return v.Done(hrefOf(v.Path("source")), "Saved.")
}

// addressOf is an address as a page shows it, without its scheme.
func addressOf(address string) string {
	return strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://")
}
