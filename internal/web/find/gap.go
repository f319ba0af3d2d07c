package find

import (
	"cmp"
	"net/url"
	"strings"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/visit"
)

const gapTitle = "Write down a gap"

// gap is the form of a gap: what lacks, where, and where to go afterwards.
type gap struct{ Need, Outcode, LookedFor, Back string }

// gapOf fills the form from a search that did not help.
func gapOf(s *search) gap {
	g := gap{Outcode: cmp.Or(s.Outcode, s.Unplaced), LookedFor: s.Query.Words, Back: s.back()}
	if len(s.Query.Needs) == 1 {
		g.Need = cmp.Or(directory.Broader(s.Query.Needs[0]), s.Query.Needs[0])
	}
	return g
}

// recordGap stores that a need could not be met, here. It holds nothing about a
// person, not even that there was one.
func recordGap(v *visit.Visit) error {
	f := v.Fields
	g := gap{Need: f.Get("need"), Outcode: f.Get("outcode"), LookedFor: f.Get("looked-for"), Back: backTo(f.Get("back"))}
	err := v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		_, _, err := once.Do(tx, v.Once(), func() (string, error) {
			id, err := directory.RecordGap(tx, directory.Gap{Need: g.Need, Outcode: g.Outcode, LookedFor: g.LookedFor, RecordedBy: v.Actor.AccountID})
			if err != nil {
				return "", err
			}
			return id, audit.Change(tx, v.Actor.Audit(), "gap.recorded", "", "gap", id)
		})
		return err
	})
	if err != nil {
		return v.Again(err, func(bad *db.Invalid) error { return gapPage(v, g, bad) })
	}
	return v.Done(g.Back, "Written down as a gap. Thank you: this is how it becomes known.")
}

func gapPage(v *visit.Visit, g gap, bad *db.Invalid) error {
	return v.Show(func(*db.Snapshot) (visit.View, error) {
		page := shell.Page{Title: gapTitle, Section: "Services"}
		return v.FormView(page, gapFormPage(g, visit.NewToken(), visit.Faults(bad)), bad), nil
	})
}

// back is where the search stands, to come back to.
func (s *search) back() string {
	if s.PersonID == "" {
		return s.base()
	}
	return results{Search: s.Kept, Page: s.Page}.href(s.PersonID)
}

// backTo keeps to the pages that the form stands on.
func backTo(address string) string {
	path, asked, _ := strings.Cut(address, "?")
	if !strings.HasPrefix(path, "/people/") || !strings.HasSuffix(path, "/find") {
		return "/services"
	}
	fields, err := url.ParseQuery(asked)
	if err != nil {
		return path
	}
	return path + query(resultsIn(visit.Fields{Values: fields}).fields())
}
