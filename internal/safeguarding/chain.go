package safeguarding

import (
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/identity"
	"linkwork/internal/messages"
	"linkwork/internal/teams"
)

// Reader is somebody in a team's chain.
type Reader struct{ AccountID, Name, Email, Phone string }

// Chain lists who reads a team's concerns now, in the order in which they are
// asked: the lead and the deputies who can still log in or, where there is none
// of them, the team's managers. It may be empty.
func Chain(r db.Reader, teamID string) ([]Reader, error) {
	leads, err := access.LeadsOf(r, teamID)
	if err != nil {
		return nil, err
	}
	chain, err := Present(r, leads)
	if err != nil || len(chain) > 0 {
		return chain, err
	}
	return Managers(r, teamID)
}

// Present leaves out who may not log in any more.
func Present(r db.Reader, leads []access.Lead) (chain []Reader, err error) {
	for _, l := range leads {
		account, err := identity.Get(r, l.AccountID)
		if errors.Is(err, db.ErrNotFound) || err == nil && account.Status == identity.Disabled {
			continue
		}
		if err != nil {
			return nil, err
		}
		chain = append(chain, Reader{account.ID, account.Name, account.Email, l.Phone})
	}
	return chain, nil
}

// After is the next in a chain after an owner, from the first again after the
// last. An owner who is not in the chain any more is followed by the first.
func After(chain []Reader, ownerID string) Reader {
	for i, c := range chain {
		if c.AccountID == ownerID {
			return chain[(i+1)%len(chain)]
		}
	}
	return chain[0]
}

// Matter is what a message to a Reader is about.
type Matter struct{ Purpose, Kind, ID string }

// Tell sends somebody word that something waits for them. The words say nothing
// of what or whom.
func (c Reader) Tell(tx *db.Tx, about Matter, subject, text string) error {
	_, err := messages.Queue(tx, messages.Message{Channel: messages.Email, To: c.Email, Subject: "Linkwork: " + subject,
		Text: "Dear " + c.Name + ",\n\n" + text + "\n\nNobody reads replies to this message.\n", Purpose: about.Purpose, AboutKind: about.Kind, AboutID: about.ID})
	return err
}

func aboutConcern(id string) Matter { return Matter{"safeguarding", "concern", id} }

// Administrators are those who hear that a team has nobody in its chain.
func Administrators(r db.Reader) ([]Reader, error) {
	ids, err := access.Administrators(r)
	if err != nil {
		return nil, err
	}
	return Present(r, unnamed(ids, ""))
}

// unnamed are accounts that nobody has named for a chain, with one phone.
func unnamed(ids []string, phone string) []access.Lead {
	leads := make([]access.Lead, len(ids))
	for i, id := range ids {
		leads[i] = access.Lead{AccountID: id, Phone: phone}
	}
	return leads
}

// Managers are the managers of a team who can log in. They stand in where a
// team has named nobody; the team's phone is theirs.
func Managers(r db.Reader, teamID string) ([]Reader, error) {
	ids, err := access.InRole(r, access.Manager, teamID)
	if err != nil {
		return nil, err
	}
	team, err := teams.TheTeam(r, teamID)
	if err != nil {
		return nil, err
	}
	return Present(r, unnamed(ids, team.Phone))
}

// tellAdministrators says that a team has nobody who reads its concerns.
func tellAdministrators(tx *db.Tx, teamID, aboutID string) error {
	team, err := teams.TheTeam(tx, teamID)
	if err != nil {
		return err
	}
	there, err := Administrators(tx)
	if err != nil {
		return err
	}
	for _, a := range there {
		text := "Something that waits for the safeguarding lead of the " + team.Name + " has not been read, and nobody there can read it. Please see today that the team has a lead or a manager who can log in."
		if err := a.Tell(tx, aboutConcern(aboutID), "a team has nobody to read its safeguarding concerns", text); err != nil {
			return err
		}
	}
	return nil
}

// Unled is a team without anybody who reads its concerns.
type Unled struct {
	Team    teams.Team
	Waiting int // concerns that nobody has acknowledged
}

// UnledTeams lists them, for administrators, without what waits there.
func UnledTeams(r db.Reader) (unled []Unled, err error) {
	all, err := teams.Teams(r)
	if err != nil {
		return nil, err
	}
	for _, t := range all {
		chain, err := Chain(r, t.ID)
		if err != nil {
			return nil, err
		}
		if len(chain) > 0 {
			continue
		}
		n, err := db.One(r, count, `SELECT count(*) FROM concerns k WHERE k.team_id = $1 AND k.state = 'raised'`, t.ID)
		if err != nil {
			return nil, err
		}
		unled = append(unled, Unled{t, n})
	}
	return unled, nil
}
