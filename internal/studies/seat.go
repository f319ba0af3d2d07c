package studies

import (
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Part is one role that somebody plays now, at one site or at all of them.
type Part struct {
	Role   Role
	SiteID string // "" for all sites
}

// Seat is somebody's place in a study: what they may see and do there.
type Seat struct {
	Study Study
	By    access.Actor
	Parts []Part
}

// Enter is the only door to a study: the seat of somebody who carries one of the
// duties there today, at whichever site; else db.ErrNotFound.
func Enter(r db.Reader, by access.Actor, studyID string, any ...Duty) (Seat, error) {
	s := Seat{By: by}
	var err error
	if s.Parts, err = parts(r, by.AccountID, studyID); err != nil {
		return s, err
	}
	if !s.Any(any...) {
		return s, db.ErrNotFound
	}
	s.Study, err = get(r, studyID)
	return s, err
}

// EnterSite is the seat of somebody who carries one of the duties at a site of the
// study; else db.ErrNotFound.
func EnterSite(r db.Reader, by access.Actor, studyID, siteID string, any ...Duty) (Seat, Site, error) {
	s, err := Enter(r, by, studyID, any...)
	if err != nil {
		return s, Site{}, err
	}
	if !slices.ContainsFunc(any, func(d Duty) bool { return s.At(d, siteID) }) {
		return s, Site{}, db.ErrNotFound
	}
	site, err := theSite(r, studyID, siteID)
	return s, site, err
}

// Has reports whether the seat carries a duty at any site. What an account sees
// elsewhere can have changed since it took its part, so that is asked each time.
func (s Seat) Has(d Duty) bool {
	return trusted(s.By, d) == nil && slices.ContainsFunc(s.Parts, func(p Part) bool { return p.Role.Has(d) })
}

// Any reports whether the seat carries one of the duties at any site.
func (s Seat) Any(duties ...Duty) bool { return slices.ContainsFunc(duties, s.Has) }

// At reports whether the seat carries a duty at a site; "" asks about what belongs
// to no site, for which a part at all sites is needed.
func (s Seat) At(d Duty, siteID string) bool {
	return trusted(s.By, d) == nil && slices.ContainsFunc(s.Parts, func(p Part) bool { return p.Role.Has(d) && (p.SiteID == "" || p.SiteID == siteID) })
}

// Sites are the sites at which the seat carries a duty, for a list's condition:
// all of them, or those named.
func (s Seat) Sites(d Duty) (all bool, ids []string) {
	if trusted(s.By, d) != nil {
		return false, nil
	}
	for _, p := range s.Parts {
		switch {
		case !p.Role.Has(d):
		case p.SiteID == "":
			return true, nil
		default:
			ids = append(ids, p.SiteID)
		}
	}
	return false, ids
}

// Reach is a condition of SQL: the rows whose site is within the seat's reach for
// a duty. column names the site's id; args are the arguments before it. It returns
// the condition and all arguments. Rows of no site are within the reach of a part
// at all sites only.
func (s Seat) Reach(d Duty, column string, args ...any) (condition string, all []any) {
	every, ids := s.Sites(d)
	switch {
	case every:
		return "1 = 1", args
	case len(ids) == 0:
		return "1 = 0", args
	}
	from := len(args) + 1
	for _, id := range ids {
		args = append(args, id)
	}
	return column + " IN " + db.Marks(from, len(ids)), args
}

// parts are the roles that an account plays in a study today.
func parts(r db.Reader, accountID, studyID string) ([]Part, error) {
	return db.List(r, func(s db.Scanner) (p Part, err error) {
		err = s.Scan(&p.Role, db.Text(&p.SiteID))
		return
	}, `SELECT role, site_id FROM study_members WHERE study_id = $1 AND account_id = $2 AND started_on <= $3 AND (ended_on IS NULL OR ended_on > $3) ORDER BY started_on, id`,
		studyID, accountID, dates.Of(r.Now()))
}
