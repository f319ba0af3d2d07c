package connections

import (
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

// Withdraw stops what was shared with an organisation about a person: messages
// that wait are stopped and links end. It returns how many of each. What was
// read already cannot be called back.
func Withdraw(tx *db.Tx, personID, organisationID string) (stopped, ended int64, err error) {
	sent, err := db.List(tx, scanConnection, connectionColumns+` WHERE n.person_id = $1 AND n.kind = 'referred'`, personID)
	if err != nil {
		return 0, 0, err
	}
	for _, c := range sent {
		service, err := directory.Get(tx, c.ServiceID)
		if err != nil {
			return 0, 0, err
		}
		if service.Organisation.ID != organisationID {
			continue
		}
		n, err := messages.StopAbout(tx, "connection", c.ID)
		if err != nil {
			return 0, 0, err
		}
		stopped += n
		if c.LinkID == "" {
			continue
		}
		if err := links.Revoke(tx, c.LinkID); err != nil {
			return 0, 0, err
		}
		ended++
	}
	return stopped, ended, nil
}

// stillAllowed reports whether the organisation may still see what a referral
// shared: nobody has said no, and a yes with a last day has not run out.
func stillAllowed(r db.Reader, c Connection) (bool, error) {
	service, err := directory.Get(r, c.ServiceID)
	if err != nil {
		return false, err
	}
	said, err := people.Permissions(r, c.PersonID)
	if err != nil {
		return false, err
	}
	yes, asked := people.Allows(said, "organisation", service.Organisation.ID, "referral", dates.Of(r.Now()))
	return yes || !asked, nil
}
