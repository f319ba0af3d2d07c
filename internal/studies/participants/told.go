package participants

import (
	"linkwork/internal/db"
	"linkwork/internal/studies"
)

// fewest is how many of a kind have to take part at a site before one of them is told with
// the name of the site: of fewer, a reader who knows the place could tell which one it is.
const fewest = 5

var toldKinds = map[studies.Kind]string{studies.Patient: "A patient", studies.LinkWorker: "A link worker", studies.Professional: "A professional", studies.VCFSEStaff: "Somebody who works for a voluntary organisation", studies.Public: "A member of the public"}

// Told is how each participant of a study stands in what is published, by their id: what
// they are, and their site by its name for publications. It names nobody and holds no study
// number, so it is for every reader.
func Told(r db.Reader, s studies.Seat) (map[string]string, error) {
	all, err := db.List(r, scan, columns+` WHERE p.study_id = $1`, s.Study.ID)
	if err != nil {
		return nil, err
	}
	sites, err := s.AllSites(r)
	if err != nil {
		return nil, err
	}
	pseudonym := make(map[string]string, len(sites))
	for _, x := range sites {
		pseudonym[x.ID] = x.Pseudonym
	}
	type place struct {
		kind   studies.Kind
		siteID string
	}
	take := make(map[place]int)
	for _, p := range all {
		if !Consented.After(p.Stage) {
			take[place{p.Kind, p.SiteID}]++
		}
	}
	told := make(map[string]string, len(all))
	for _, p := range all {
		words := toldKinds[p.Kind]
		if take[place{p.Kind, p.SiteID}] >= fewest && pseudonym[p.SiteID] != "" {
			words += ", " + pseudonym[p.SiteID]
		}
		told[p.ID] = words
	}
	return told, nil
}
