package studies

import (
	"context"
	"errors"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// SiteState is where a site stands, in the steps of the Health Research Authority.
type SiteState string

// The states of a site, in order.
const (
	Identified SiteState = "identified"
	Assessing  SiteState = "assessing"
	Arranging  SiteState = "arranging"
	Confirmed  SiteState = "confirmed" // capacity and capability
	SiteOpen   SiteState = "open"      // the green light
	SiteClosed SiteState = "closed"
	SiteFiled  SiteState = "archived"
)

// SiteStates lists all states of a site in order.
var SiteStates = []SiteState{Identified, Assessing, Arranging, Confirmed, SiteOpen, SiteClosed, SiteFiled}

// Words says a state to a reader.
func (s SiteState) Words() string {
	return map[SiteState]string{Identified: "Identified", Assessing: "Being assessed", Arranging: "Being arranged", Confirmed: "Capacity and capability confirmed",
		SiteOpen: "Open", SiteClosed: "Closed", SiteFiled: "Archived"}[s]
}

// After reports whether a state comes after another.
func (s SiteState) After(t SiteState) bool {
	return slices.Index(SiteStates, s) > slices.Index(SiteStates, t)
}

// Site is a place where a study collects data.
type Site struct {
	ID, StudyID  string
	Pseudonym    string // the only name in publications: "Site A"
	Name         string // who it is, for the team
	Setting      string // in words that give nobody away
	State        SiteState
	OpenedOn     dates.Date
	ClosedOn     dates.Date
	ArchiveUntil dates.Date
	Version      int
}

// Opened reports whether the site ever had its green light: it counts as achieved.
func (s Site) Opened() bool { return !s.OpenedOn.IsZero() }

const siteColumns = `SELECT t.id, t.study_id, t.pseudonym, t.name, t.setting, t.state, t.opened_on, t.closed_on, t.archive_until, t.version FROM study_sites t`

func scanSite(r db.Scanner) (s Site, err error) {
	err = r.Scan(&s.ID, &s.StudyID, &s.Pseudonym, &s.Name, &s.Setting, &s.State, &s.OpenedOn, &s.ClosedOn, &s.ArchiveUntil, &s.Version)
	return
}

// AllSites lists the sites of a study by pseudonym.
func (s Seat) AllSites(r db.Reader) ([]Site, error) {
	return db.List(r, scanSite, siteColumns+` WHERE t.study_id = $1 ORDER BY t.pseudonym, t.id`, s.Study.ID)
}

func theSite(r db.Reader, studyID, id string) (Site, error) {
	return db.One(r, scanSite, siteColumns+` WHERE t.study_id = $1 AND t.id = $2`, studyID, id)
}

func (s *Site) tidy(tx *db.Tx) error {
	var bad db.Invalid
	bad.Trim("pseudonym", &s.Pseudonym, 40, "Enter the name for publications, like Site A")
	bad.Trim("name", &s.Name, 200, "Enter who the site is. Only the team sees this")
	bad.Trim("setting", &s.Setting, 300, "")
	same, err := db.List(tx, scanSite, siteColumns+` WHERE t.study_id = $1 AND t.pseudonym = $2 AND t.id <> $3`, s.StudyID, s.Pseudonym, s.ID)
	if err != nil {
		return err
	}
	if len(same) > 0 {
		bad.Add("pseudonym", "Another site has this name. Choose another")
	}
	return bad.Err()
}

// PutSite adds a site to a study within the write of approvals, which knows what a
// site needs before it opens.
func PutSite(tx *db.Tx, s Site) (id string, err error) {
	if err := s.tidy(tx); err != nil {
		return "", err
	}
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO study_sites (id, study_id, pseudonym, name, setting, state) VALUES ($1, $2, $3, $4, $5, $6)`, id, s.StudyID, s.Pseudonym, s.Name, s.Setting, Identified)
	return id, err
}

// ChangeSite saves what a site is called and in which words it is described.
func ChangeSite(ctx context.Context, d *db.DB, by access.Actor, key once.Key, s Site) error {
	_, err := Act(ctx, d, by, key, s.StudyID, Lead, "site.changed", func(tx *db.Tx, _ Seat) (string, error) {
		s := s
		if err := s.tidy(tx); err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE study_sites SET pseudonym = $4, name = $5, setting = $6, version = version + 1 WHERE id = $1 AND study_id = $2 AND version = $3`,
			s.ID, s.StudyID, s.Version, s.Pseudonym, s.Name, s.Setting)
		return s.ID, oneOr(n, err)
	})
	return err
}

// SetSite takes a site to a state within a write of the room that knows what must be
// done before: approvals. on is the day of opening or closing; until, for a closed
// site, is how long its file is kept.
func SetSite(tx *db.Tx, s Site, to SiteState, on, until dates.Date) error {
	switch to {
	case SiteOpen:
		s.OpenedOn, s.ClosedOn = on, dates.Date{}
	case SiteClosed:
		s.ClosedOn, s.ArchiveUntil = on, until
	}
	n, err := tx.Exec(`UPDATE study_sites SET state = $3, opened_on = $4, closed_on = $5, archive_until = $6, version = version + 1 WHERE id = $1 AND version = $2`,
		s.ID, s.Version, to, s.OpenedOn, s.ClosedOn, s.ArchiveUntil)
	return oneOr(n, err)
}

// SiteNames are the names by which the seat may call the sites, by id: who they are.
func (s Seat) SiteNames(r db.Reader) (map[string]string, error) {
	all, err := s.AllSites(r)
	names := make(map[string]string, len(all))
	for _, site := range all {
		names[site.ID] = site.Pseudonym
	}
	return names, err
}

// Collects says whether data may be collected at a site today: the study is open and
// the site has its green light. *db.Invalid with the field says why not.
func Collects(r db.Reader, s Study, siteID, field string) error {
	if !s.State.Collecting() {
		return db.Fault(field, "The study is not open. A lead opens it on the study’s page")
	}
	site, err := theSite(r, s.ID, siteID)
	switch {
	case errors.Is(err, db.ErrNotFound):
		return db.Fault(field, "Choose one of the study’s sites")
	case err == nil && site.State != SiteOpen:
		return db.Fault(field, site.Pseudonym+" is not open")
	}
	return err
}
