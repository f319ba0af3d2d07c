package approvals

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Span is the days on which a version was to be used.
type Span struct {
	From  dates.Date // zero if it never was
	Until dates.Date // on which another took its place; zero while it is to be used
}

// UsedAt is when a version was to be used at a site, "" for no site. Where an
// amendment has not come into force yet, the version before is still the one.
func UsedAt(r db.Reader, v Version, siteID string) (used Span, err error) {
	all, err := db.List(r, func(s db.Scanner) (x moment, err error) {
		err = s.Scan(&x.id, db.Text(&x.amendment), &x.approved, &x.implemented)
		return
	}, `SELECT v.id, v.amendment_id, v.approved_on, i.implemented_on FROM study_document_versions v
		LEFT JOIN study_amendment_sites i ON i.amendment_id = v.amendment_id AND i.site_id = $2
		WHERE v.document_id = $1 AND v.approved_on IS NOT NULL ORDER BY v.approved_on, v.added_at, v.id`, v.Document.ID, siteID)
	if err != nil {
		return used, err
	}
	for _, x := range all {
		since := x.since(siteID)
		switch {
		case x.id == v.ID:
			used = Span{From: since}
		case used.From.IsZero() || since.IsZero():
		case used.Until.IsZero() || since.Before(used.Until):
			used.Until = since
		}
	}
	return used, nil
}

// moment is when a version was approved, and its amendment came into force at a site.
type moment struct {
	id, amendment         string
	approved, implemented dates.Date
}

// since is from which day the version was to be used at the site; zero for not yet.
func (x moment) since(siteID string) dates.Date {
	if x.amendment == "" || siteID == "" {
		return x.approved
	}
	if !x.implemented.IsZero() && x.implemented.Before(x.approved) {
		return x.approved
	}
	return x.implemented
}

// Check says what is wrong with a version that is not kept yet, as AddVersion would.
func (n NewVersion) Check(r db.Reader) error { return n.check(r) }
