package consent

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/participants"
)

// Again is somebody who has to be asked for consent again, because an amendment came
// into force after what they agreed to.
type Again struct {
	participants.Participant
	Amendment approvals.Amendment
	Since     dates.Date // in force at their site
	Language  string     // in which they were asked
}

// ToAskAgain lists whom a seat has to ask again, by number. Somebody who went no
// further or withdrew is not asked. Who answered the form from before in the days after
// the amendment is asked again too.
func ToAskAgain(r db.Reader, s studies.Seat) (queue []Again, err error) {
	amendments, err := approvals.Amendments(r, s)
	if err != nil {
		return nil, err
	}
	all, err := participants.List(r, s, studies.Meet, participants.Filter{Going: true, Reached: participants.Consented})
	if err != nil {
		return nil, err
	}
	standing, err := allStanding(r, s)
	if err != nil {
		return nil, err
	}
	shown := make(versions)
	for _, p := range all {
		c, there := standing[p.ID]
		if !there {
			continue
		}
		form, err := shown.used(r, s, c.FormID, p.SiteID)
		if err != nil {
			return nil, err
		}
		sheet, err := shown.used(r, s, c.SheetID, p.SiteID)
		if err != nil {
			return nil, err
		}
		for _, a := range amendments {
			since := a.InForceFor(p.SiteID)
			if a.Reconsent && !since.IsZero() && (dates.Of(c.GivenAt).Before(since) || form.Until == since || sheet.Until == since) {
				queue = append(queue, Again{p, a, since, form.language})
				break // the latest amendment is enough
			}
		}
	}
	return queue, nil
}

// versions are when versions were in force at a site, each looked up once.
type versions map[[2]string]version

type version struct {
	approvals.Span
	language string
}

func (all versions) used(r db.Reader, s studies.Seat, id, siteID string) (version, error) {
	if v, known := all[[2]string{id, siteID}]; known {
		return v, nil
	}
	v, err := approvals.TheVersion(r, s.Study.ID, id)
	if err != nil {
		return version{}, err
	}
	used, err := approvals.UsedAt(r, v, siteID)
	all[[2]string{id, siteID}] = version{used, v.Language}
	return all[[2]string{id, siteID}], err
}

// allStanding are the consents of a study that stand, by participant, without answers.
func allStanding(r db.Reader, s studies.Seat) (map[string]Consent, error) {
	all, err := db.List(r, scan, columns+` WHERE c.study_id = $1 AND c.replaced_at IS NULL`, s.Study.ID)
	of := make(map[string]Consent, len(all))
	for _, c := range all {
		of[c.ParticipantID] = c
	}
	return of, err
}
