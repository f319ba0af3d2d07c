package updates

import (
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/engagement/findings"
	"linkwork/internal/studies/photos"
)

// withdraw marks the sections of an issue of which nothing may be shown any more: a
// photograph that is not released now, and words that may not be quoted now. The issue
// stays as it was kept; its reader sees that something stood there.
func (i *Issue) withdraw(r db.Reader) error {
	holds := func(k BlockKind) bool {
		return slices.ContainsFunc(i.Sections, func(x Section) bool { return x.Kind == k })
	}
	shown := make(map[string]bool)
	if holds(Quote) {
		still, err := findings.StillSaid(r, i.StudyID)
		if err != nil {
			return err
		}
		shown = still
	}
	if holds(Picture) {
		hung, err := photos.Gallery(r, i.StudyID)
		if err != nil {
			return err
		}
		for _, h := range hung {
			shown[h.Photo.ID] = h.Shown.ItemID != ""
		}
	}
	for n := range i.Sections {
		x := &i.Sections[n]
		x.Withdrawn = (x.Kind == Quote || x.Kind == Picture) && !shown[x.About]
		if x.Withdrawn && x.Kind == Quote {
			x.Heading, x.Text = "", "" // either can say it again
		}
	}
	return nil
}

// Withdrawn are the sections of a published issue that its readers see no more.
func (i Issue) Withdrawn() (some []Section) {
	for _, x := range i.Sections {
		if x.Withdrawn {
			some = append(some, x)
		}
	}
	return some
}
