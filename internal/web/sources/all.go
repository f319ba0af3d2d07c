package sources

import (
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral/harvest"
	"linkwork/internal/web/shell"
	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

const section = "Administration"

// listed is a source and its latest reading.
type listed struct {
	directory.Source
	Services int // that it tells of now
	Latest   harvest.Harvest
	Read     bool // at least once
}

func showAll(v *visit.Visit) error {
	return v.Show(func(r *db.Snapshot) (visit.View, error) {
		all, err := readAll(r)
		page := shell.Page{Title: "Where services come from", Section: section, Wide: true, Back: &ui.Link{Text: "Back to administration", Href: "/admin"}}
		return visit.View{Page: page, Body: allPage(all)}, err
	})
}

func readAll(r db.Reader) (all []listed, err error) {
	sources, err := directory.Sources(r)
	if err != nil {
		return nil, err
	}
	newest, err := harvest.Newest(r)
	if err != nil {
		return nil, err
	}
	counts, err := directory.RecordCounts(r)
	for _, s := range sources {
		latest, read := newest[s.ID]
		all = append(all, listed{Source: s, Services: counts[s.ID], Latest: latest, Read: read})
	}
	return all, err
}
