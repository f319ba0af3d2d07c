package consent

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
	"linkwork/internal/studies/participants"
)

// Again is somebody who has to be asked for consent again, because an amendment came
// into force after they gave it.
type Again struct {
	participants.Participant
	Amendment approvals.Amendment
	Since     dates.Date // in force at their site
}

// ToAskAgain lists whom a seat has to ask again, by number. Somebody who went no
// further or withdrew is not asked.
func ToAskAgain(r db.Reader, s studies.Seat) (queue []Again, err error) {
	amendments, err := approvals.Amendments(r, s)
	if err != nil {
		return nil, err
	}
	all, err := participants.List(r, s, studies.Meet, participants.Filter{Going: true, Reached: participants.Consented})
	if err != nil {
		return nil, err
	}
	given, err := lastGiven(r, s)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		day, there := given[p.ID]
		for _, a := range amendments {
			if since := a.InForceFor(p.SiteID); a.Reconsent && there && !since.IsZero() && day.Before(since) {
				queue = append(queue, Again{p, a, since})
				break // the latest amendment is enough
			}
		}
	}
	return queue, nil
}

// lastGiven is on which day each participant of a study gave the consent that stands.
func lastGiven(r db.Reader, s studies.Seat) (map[string]dates.Date, error) {
	given := make(map[string]dates.Date)
	_, err := db.List(r, func(row db.Scanner) (c Consent, err error) {
		err = row.Scan(&c.ParticipantID, db.At(&c.GivenAt))
		given[c.ParticipantID] = dates.Of(c.GivenAt)
		return
	}, `SELECT participant_id, given_at FROM study_consents WHERE study_id = $1 AND replaced_at IS NULL`, s.Study.ID)
	return given, err
}
