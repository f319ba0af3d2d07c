package consent

import (
	"slices"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
)

// Taker is somebody who may have taken a consent at a site: on its delegation log
// for that, or in a role that meets participants there. Consent on paper is often
// entered by somebody else, and later.
type Taker struct {
	studies.Member
	parts []studies.Member       // all that they play or played in the study
	log   []approvals.Delegation // of the site, theirs, for taking consent
}

// Takers lists who may have taken a consent at a site, "" for no site; those who have
// left too. The caller has entered the study.
func Takers(r db.Reader, s studies.Seat, siteID string) (all []Taker, err error) {
	members, err := s.Members(r)
	if err != nil {
		return nil, err
	}
	var log []approvals.Delegation
	if siteID != "" {
		if log, err = approvals.Delegations(r, s, siteID); err != nil {
			return nil, err
		}
	}
	for _, m := range members {
		i := slices.IndexFunc(all, func(t Taker) bool { return t.is(m) })
		if i < 0 {
			i = len(all)
			all = append(all, Taker{Member: m})
		}
		all[i].add(m, log)
	}
	return slices.DeleteFunc(all, func(t Taker) bool { return !t.may(siteID) }), nil
}

// is reports whether a part in the study is played by the same person.
func (t Taker) is(m studies.Member) bool {
	if t.AccountID == "" && m.AccountID == "" {
		return t.Name == m.Name
	}
	return t.AccountID == m.AccountID
}

func (t *Taker) add(m studies.Member, log []approvals.Delegation) {
	t.parts = append(t.parts, m)
	for _, x := range log {
		if x.MemberID == m.ID && slices.Contains(x.Tasks, approvals.TakeConsent) {
			t.log = append(t.log, x)
		}
	}
}

func (t Taker) may(siteID string) bool {
	return len(t.log) > 0 || slices.ContainsFunc(t.parts, func(m studies.Member) bool {
		return (m.SiteID == "" || m.SiteID == siteID) && (m.Role.Has(studies.Meet) || m.Role == studies.SiteInvestigator)
	})
}

// investigates reports whether the taker needs no line on the log on a day: those
// who answer for the study or the site delegate to others.
func (t Taker) investigates(day dates.Date, siteID string) bool {
	return slices.ContainsFunc(t.parts, func(m studies.Member) bool {
		return m.Now(day) && (m.Role == studies.ChiefInvestigator || m.Role == studies.SiteInvestigator && m.SiteID == siteID)
	})
}

// unauthorised says why the taker was not authorised to take consent at a site on a
// day, with the date that is in the way; "" if they were.
func (t Taker) unauthorised(day dates.Date, siteID, site string) string {
	if t.investigates(day, siteID) || slices.ContainsFunc(t.log, func(x approvals.Delegation) bool { return x.Signed(day) }) {
		return ""
	}
	for _, x := range t.log {
		switch {
		case x.AuthorisedOn.IsZero():
			return t.Name + " is on the delegation log of " + site + " for taking consent, but nobody has authorised it"
		case x.Holds(day):
			return t.Name + " was authorised to take consent at " + site + " on " + x.AuthorisedOn.Long() + ", after this day"
		case x.From.After(day):
			return t.Name + " may take consent at " + site + " from " + x.From.Long()
		case !x.To.IsZero() && !x.To.After(day):
			return t.Name + " could take consent at " + site + " until " + x.To.Long()
		}
	}
	return t.Name + " is not on the delegation log of " + site + " for taking consent"
}
