package events

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Permission is that a site allows that those who come from it are told as such, which
// would let others guess who the site is.
type Permission struct {
	SiteID  string
	GivenOn dates.Date
	Words   string // who gave it and how
	NotedBy string
}

// Permissions lists the permissions that stand in a study.
func Permissions(r db.Reader, s studies.Seat) ([]Permission, error) {
	return db.List(r, func(row db.Scanner) (p Permission, err error) {
		err = row.Scan(&p.SiteID, &p.GivenOn, &p.Words, &p.NotedBy)
		return
	}, `SELECT site_id, given_on, words, noted_by FROM event_site_permissions WHERE study_id = $1 ORDER BY site_id`, s.Study.ID)
}

func permitted(r db.Reader, h Host) (map[string]bool, error) {
	all, err := Permissions(r, h.seat)
	allowed := make(map[string]bool, len(all))
	for _, p := range all {
		allowed[p.SiteID] = true
	}
	return allowed, err
}

// hideSites takes away which site delegates come from where the site does not allow it.
func hideSites(r db.Reader, h Host, all []Delegate) ([]Delegate, error) {
	allowed, err := permitted(r, h)
	for i := range all {
		if !allowed[all[i].SiteID] {
			all[i].SiteID = ""
		}
	}
	return all, err
}

// Allow notes that a site gave its permission. *db.Invalid with the fields "site", "given"
// or "words".
func Allow(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, p Permission) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "exchange.site-allowed", func(tx *db.Tx, s studies.Seat) (string, error) {
		p := p
		var bad db.Invalid
		bad.Trim("words", &p.Words, 300, "Say who gave the permission and how")
		if p.GivenOn.IsZero() || p.GivenOn.After(dates.Of(tx.Now())) {
			bad.Add("given", "Enter the day on which it was given: today or earlier")
		}
		if err := inStudy(tx, s, p.SiteID, &bad); err != nil {
			return "", err
		}
		_, err := tx.Exec(`INSERT INTO event_site_permissions (site_id, study_id, given_on, words, noted_by) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (site_id) DO UPDATE SET given_on = excluded.given_on, words = excluded.words, noted_by = excluded.noted_by`, p.SiteID, studyID, p.GivenOn, p.Words, by.Name)
		return p.SiteID, err
	})
	return err
}

// inStudy is the faults of a form, with one for a site that is none of the study's.
func inStudy(r db.Reader, s studies.Seat, siteID string, bad *db.Invalid) error {
	names, err := s.SiteNames(r)
	if err == nil && names[siteID] == "" {
		bad.Add("site", "Choose one of the study’s sites")
	}
	if err == nil {
		err = bad.Err()
	}
	return err
}

// Disallow takes a permission away: the site took it back.
func Disallow(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, siteID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "exchange.site-disallowed", func(tx *db.Tx, _ studies.Seat) (string, error) {
		return siteID, oneOf(tx.Exec(`DELETE FROM event_site_permissions WHERE site_id = $1 AND study_id = $2`, siteID, studyID))
	})
	return err
}

// From notes which site a delegate comes from; "" for none.
func From(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, delegateID, siteID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "delegate.site", func(tx *db.Tx, s studies.Seat) (string, error) {
		e, err := Get(tx, OfStudy(s), id)
		if err != nil {
			return "", err
		}
		if _, err := ofEvent(tx, e, delegateID); err != nil {
			return "", err
		}
		if siteID != "" {
			if err := inStudy(tx, s, siteID, new(db.Invalid)); err != nil {
				return "", err
			}
		}
		_, err = tx.Exec(`UPDATE event_delegates SET site_id = $2 WHERE id = $1`, delegateID, db.Null(siteID))
		return delegateID, err
	})
	return err
}
