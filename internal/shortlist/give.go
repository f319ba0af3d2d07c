package shortlist

import (
	"cmp"
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/connections"
	"linkwork/internal/correspondence"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/drafts"
	"linkwork/internal/people"
)

// Give hands the details of services on a person's list to that person: it
// writes the piece, notes for each service that the person was signposted, and
// when. It returns the id of the piece. Faults are those of correspondence, and
// "services" where none is chosen; a service that is not on the list is
// db.ErrNotFound.
func Give(ctx context.Context, d *db.DB, by access.Actor, key once.Key, h correspondence.House, draft correspondence.Draft, serviceIDs []string) (piece string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		piece, _, err = once.Do(tx, key, func() (string, error) { return give(tx, by, h, draft, serviceIDs) })
		return err
	})
	return piece, err
}

func give(tx *db.Tx, by access.Actor, h correspondence.House, draft correspondence.Draft, serviceIDs []string) (string, error) {
	if len(serviceIDs) == 0 {
		return "", errNone()
	}
	draft.Audience, draft.ToID = correspondence.ForPerson, ""
	piece, err := correspondence.WriteWithin(tx, by, h, draft)
	if err != nil {
		return "", err
	}
	return piece, signpost(tx, by, draft.PersonID, serviceIDs, wayWords[draft.Way])
}

// HandOver writes down that the person got the printed page of services on
// their list, and forgets the draft that kept them until then. Its errors are
// those of Give.
func HandOver(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, serviceIDs []string, draftKey string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if len(serviceIDs) == 0 {
			return errNone()
		}
		if _, err := people.Get(tx, by, personID); err != nil {
			return err
		}
		if err := drafts.Drop(tx, by.AccountID, draftKey); err != nil {
			return err
		}
		return signpost(tx, by, personID, serviceIDs, "a printed page, handed over")
	})
}

// signpost writes a connection down for each service and when it was given.
func signpost(tx *db.Tx, by access.Actor, personID string, serviceIDs []string, how string) error {
	for _, id := range serviceIDs {
		n, err := tx.Exec(`UPDATE shortlisted SET given_at = $3 WHERE person_id = $1 AND service_id = $2`, personID, id, db.Ms(tx.Now()))
		if err != nil {
			return err
		}
		if n == 0 {
			return db.ErrNotFound
		}
		if _, err := connections.MakeWithin(tx, by, connections.Onward{PersonID: personID, ServiceID: id, Kind: connections.Signposted,
			Note: "Details given by " + how + ", from the shortlist."}); err != nil {
			return err
		}
	}
	return nil
}

func errNone() error {
	var bad db.Invalid
	bad.Add("services", "Choose at least one service")
	return bad.Err()
}

var wayWords = map[people.ContactBy]string{people.ByText: "text", people.ByEmail: "email", people.ByLetter: "a letter"}

// Words are what a person gets to read of some services: for a text a line for
// each, otherwise what one needs to go there. more leads to everything that is
// known of a service, "" where nobody may read it.
func Words(called string, services []directory.Service, way people.ContactBy, more func(serviceID string) string) string {
	short := way == people.ByText
	lines := []string{"Hello " + called + ", here is what we talked about."}
	if !short {
		lines = append(lines, "")
	}
	for _, s := range services {
		if short {
			lines = append(lines, inShort(s, more(s.ID)))
		} else {
			lines = append(lines, whole(s, more(s.ID))...)
		}
	}
	return noFields.Replace(strings.TrimSpace(strings.Join(lines, "\n")))
}

// noFields takes away what correspondence would take for an open field.
var noFields = strings.NewReplacer("{", "(", "}", ")", "[", "(", "]", ")")

// inShort is one service in a text.
func inShort(s directory.Service, more string) string {
	parts := []string{s.Name}
	for _, part := range []string{first(when(s)), whereInShort(s), s.Phone} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	line := strings.Join(parts, ", ")
	if more != "" {
		line += " " + more
	}
	return line
}

func whole(s directory.Service, more string) []string {
	lines := []string{s.Name}
	for _, fact := range Facts(s) {
		lines = append(lines, fact.Label+": "+fact.Text)
	}
	if more != "" {
		lines = append(lines, "More: "+more)
	}
	return append(lines, "")
}

// Fact is one thing that somebody needs to go to a service.
type Fact struct{ Label, Text string }

// Facts are what one needs to go to a service, as far as it is stated.
func Facts(s directory.Service) (stated []Fact) {
	for _, fact := range []Fact{
		{"When", strings.Join(when(s), "; ")}, {"Where", where(s)}, {"Cost", cost(s)}, {"Phone", s.Phone}, {"Email", s.Email}, {"How to come", oneLine(s.HowToApply)},
	} {
		if fact.Text != "" {
			stated = append(stated, fact)
		}
	}
	return stated
}

func when(s directory.Service) (all []string) {
	for _, schedule := range s.Schedules {
		if schedule.Summary != "" {
			all = append(all, schedule.Summary)
		}
	}
	return all
}

func where(s directory.Service) string {
	if len(s.Locations) == 0 {
		return ""
	}
	l := s.Locations[0]
	var parts []string
	for _, part := range []string{l.Name, oneLine(l.Address), l.Postcode} {
		if part != "" && (len(parts) == 0 || parts[len(parts)-1] != part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// whereInShort is the town and the postcode of a place.
func whereInShort(s directory.Service) string {
	if len(s.Locations) == 0 {
		return ""
	}
	l := s.Locations[0]
	lines := strings.FieldsFunc(l.Address, func(r rune) bool { return r == ',' || r == '\n' })
	town := ""
	if last := len(lines) - 1; last > 0 && !strings.ContainsAny(lines[last], "0123456789") {
		town = oneLine(lines[last])
	}
	return strings.TrimSpace(town + " " + cmp.Or(l.Postcode, l.Outcode))
}

func cost(s directory.Service) string {
	if s.Cost == "" && s.Free == directory.Yes {
		return "Free"
	}
	return oneLine(s.Cost)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func first(texts []string) string {
	if len(texts) == 0 {
		return ""
	}
	return texts[0]
}
