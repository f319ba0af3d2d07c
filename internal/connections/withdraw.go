package connections

import (
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/links"
	"linkwork/internal/messages"
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
