package correspondence

import (
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/people"
	"linkwork/internal/teams"
)

// Recipient is somebody to whom a piece may go.
type Recipient struct {
	Audience Audience
	ID       string // practice or connection; "" for the person
	Name     string
	Address  string // lines, "" where it is not known
	Not      string // why nothing may go there; "" where it may
}

// Recipients lists to whom a worker may write about a person: the person,
// their practice, and the organisations that the person was connected with.
func Recipients(r db.Reader, by access.Actor, personID string) ([]Recipient, error) {
	p, err := people.Get(r, by, personID)
	if err != nil {
		return nil, err
	}
	said, err := people.Permissions(r, personID)
	if err != nil {
		return nil, err
	}
	all := []Recipient{{Audience: ForPerson, Name: p.FullName(), Address: strings.TrimSpace(p.Address + "\n" + p.Postcode)}}
	if p.PracticeID != "" {
		practice, err := teams.ThePractice(r, p.PracticeID)
		if err != nil {
			return nil, err
		}
		to := Recipient{Audience: ForPractice, ID: practice.ID, Name: practice.Name}
		if yes, asked := people.Allows(said, "practice", practice.ID, "letter", dates.Of(r.Now())); asked && !yes {
			to.Not = p.CalledName() + " said no to letters to the practice. Talk with them first"
		}
		all = append(all, to)
	}
	organisations, err := organisations(r, by, p, said)
	return append(all, organisations...), err
}

// organisations are those that a person was connected with, each once.
func organisations(r db.Reader, by access.Actor, p people.Person, said []people.Permission) (all []Recipient, err error) {
	made, err := connections.Of(r, by, p.ID)
	if err != nil {
		return nil, err
	}
	seen := make(map[string]bool)
	for _, c := range made {
		service, err := directory.Get(r, c.ServiceID)
		if err != nil {
			return nil, err
		}
		if seen[service.Organisation.ID] {
			continue
		}
		seen[service.Organisation.ID] = true
		to := Recipient{Audience: ForOrganisation, ID: c.ID, Name: service.Organisation.Name}
		if len(service.Locations) > 0 {
			to.Address = strings.TrimSpace(service.Locations[0].Address + "\n" + service.Locations[0].Postcode)
		}
		if !allowed(said, service.Organisation.ID, dates.Of(r.Now())) {
			to.Not = "There is no yes to telling them. Ask, and write it down under Sharing"
		}
		all = append(all, to)
	}
	return all, nil
}

// allowed reports whether the person has said yes to telling an organisation,
// and no to none of it.
func allowed(said []people.Permission, organisationID string, today dates.Date) bool {
	some := false
	for _, purpose := range []string{"referral", "support"} {
		yes, asked := people.Allows(said, "organisation", organisationID, purpose, today)
		if asked && !yes {
			return false
		}
		some = some || yes
	}
	return some
}

// recipient finds one, or db.ErrNotFound.
func recipient(r db.Reader, by access.Actor, personID string, a Audience, id string) (Recipient, error) {
	all, err := Recipients(r, by, personID)
	if err != nil {
		return Recipient{}, err
	}
	for _, to := range all {
		if to.Audience == a && to.ID == id {
			return to, nil
		}
	}
	return Recipient{}, db.ErrNotFound
}

// Way is a way to send a piece, with why it cannot be used.
type Way struct {
	By   people.ContactBy
	Not  string // "" where it may be used
	Mind string // to be weighed before it is used
}

// House is what there is to send with, and where links lead.
type House struct {
	BaseURL     string
	Texts, Mail bool // there is a way to send them; mail waits without
}

// Ways says how a piece may go to a recipient, each way with the reason where it
// may not.
func Ways(r db.Reader, by access.Actor, h House, c casework.Case, to Recipient) ([]Way, error) {
	ways := []people.ContactBy{people.ByText, people.ByEmail, people.ByLetter}
	all := make([]Way, len(ways))
	if to.Audience != ForPerson {
		for i, way := range ways {
			all[i] = Way{By: way, Not: to.Not}
			if way != people.ByLetter && to.Not == "" {
				all[i].Not = "What concerns a person goes on paper, not by plain text or email"
			}
		}
		return all, nil
	}
	reach, err := people.ReachOf(r, c.PersonID)
	if err != nil {
		return nil, err
	}
	missing, err := noWayBack(r, c.TeamID)
	if err != nil {
		return nil, err
	}
	for i, way := range ways {
		all[i] = Way{By: way, Not: reach.Not(way), Mind: reach.Risky(way)}
		switch {
		case all[i].Not != "" || way == people.ByLetter:
		case missing != "":
			all[i].Not = missing
		case way == people.ByText && !h.Texts:
			all[i].Not = "Linkwork has no gateway for texts. Whoever runs it can name one"
		}
	}
	return all, nil
}

// noWayBack says what lacks before a team may text or email, and who can set it
// up; "" where nothing lacks.
func noWayBack(r db.Reader, teamID string) (string, error) {
	way, err := teams.WayBackOf(r, teamID)
	if err != nil || way.There() && way.AwayText != "" {
		return "", err
	}
	managers, err := access.InRole(r, access.Manager, teamID)
	if err != nil {
		return "", err
	}
	who, err := names(r, managers)
	return "Nobody reads replies for your team yet. " + who + " can set that up under Team, Replies to your messages", err
}
