package outreach

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
)

// Member is somebody who comes to a group.
type Member struct {
	ID, ProgrammeID string
	PersonID        string // "" for a guest
	Guest           string // the name that a guest gave
	JoinedOn        dates.Date
	LeftOn          dates.Date // zero while they belong
	ByName          string
	Times           int        // sessions they came to
	Last            dates.Date // the latest of these, zero for none
	Person          people.Person
	Within          bool // the reader may open the person's record
	restricted      bool
}

// restrictedName stands for somebody whose record was restricted after their
// name came onto a register or list.
const restrictedName = "Restricted person"

// Name is what whoever leads a group calls the member: the whole name where the
// reader may see the record, else the name they go by and an initial.
func (m Member) Name() string {
	switch {
	case m.PersonID == "":
		return m.Guest
	case m.Within:
		return m.Person.FullName()
	case m.restricted:
		return restrictedName
	}
	return nameForOthers(m.Person)
}

// nameForOthers is enough to call somebody by, and no more: "Dee M."
func nameForOthers(p people.Person) string {
	initial := []rune(p.Family)
	if len(initial) == 0 {
		return p.CalledName()
	}
	return p.CalledName() + " " + string(initial[0]) + "."
}

const memberColumns = `SELECT m.id, m.programme_id, m.person_id, m.guest, m.joined_on, m.left_on, m.by_name,
	(SELECT count(*) FROM attendances a WHERE a.member_id = m.id AND a.came),
	(SELECT max(s.day) FROM attendances a JOIN group_sessions s ON s.id = a.session_id WHERE a.member_id = m.id AND a.came) FROM group_members m`

func scanMember(s db.Scanner) (m Member, err error) {
	err = s.Scan(&m.ID, &m.ProgrammeID, &m.PersonID, &m.Guest, &m.JoinedOn, &m.LeftOn, &m.ByName, &m.Times, &m.Last)
	return
}

// Members lists who belongs to a group or did, with how often they came. A
// group out of the actor's reach is db.ErrNotFound.
func Members(r db.Reader, by access.Actor, programmeID string) ([]Member, error) {
	if _, err := TheProgramme(r, by, programmeID); err != nil {
		return nil, err
	}
	list, err := db.List(r, scanMember, memberColumns+` WHERE m.programme_id = $1 ORDER BY m.joined_on, m.id`, programmeID)
	if err != nil {
		return nil, err
	}
	return list, name(r, by, list)
}

func name(r db.Reader, by access.Actor, list []Member) error {
	var ids []string
	for _, m := range list {
		if m.PersonID != "" {
			ids = append(ids, m.PersonID)
		}
	}
	named, err := people.Named(r, ids)
	if err != nil {
		return err
	}
	sights, err := people.Sights(r, by, ids)
	for i, m := range list {
		if sight, known := sights[m.PersonID]; known {
			list[i].Person, list[i].Within, list[i].restricted = named[m.PersonID], sight.Seen, sight.Restricted
		}
	}
	return err
}

// restrictedWords say why somebody's name is not shown to a team.
const restrictedWords = "Their record is restricted, and a register or list shows names to the team. Keep it in their record instead"

// LetIn makes somebody a member: a person whom the actor may see and who agreed
// that those who lead the group learn their name, or a guest by the name that
// they gave. Whoever belongs already stays as they are.
type LetIn struct {
	ProgrammeID string
	PersonID    string // or
	Guest       string
	Agreed      bool // for a person
}

// Join lets somebody into a group.
func Join(ctx context.Context, d *db.DB, by access.Actor, key once.Key, l LetIn) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		p, err := running(tx, by, l.ProgrammeID)
		if err != nil {
			return err
		}
		var bad db.Invalid
		l.Guest = strings.TrimSpace(l.Guest)
		switch {
		case l.PersonID != "":
			if err := access.SeePerson(tx, by, l.PersonID); err != nil {
				return err
			}
			l.Guest = ""
			restricted, err := access.IsRestricted(tx, l.PersonID)
			if err != nil {
				return err
			}
			if restricted {
				bad.Add("agreed", restrictedWords)
			}
			if !l.Agreed {
				bad.Add("agreed", "They have to agree that those who lead the group learn their name")
			}
		case l.Guest == "":
			bad.Add("guest", "Enter the name that they gave")
		}
		short(&bad, "guest", l.Guest, 60)
		if err := bad.Err(); err != nil {
			return err
		}
		_, err = join(tx, by, p, l)
		return err
	})
}

func join(tx *db.Tx, by access.Actor, p Programme, l LetIn) (id string, err error) {
	if l.PersonID != "" {
		there, err := db.List(tx, scanMember, memberColumns+` WHERE m.programme_id = $1 AND m.person_id = $2 AND m.left_on IS NULL`, p.ID, l.PersonID)
		if err != nil || len(there) > 0 {
			return "", err
		}
	}
	id = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO group_members (id, programme_id, person_id, guest, joined_on, by_name) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, p.ID, l.PersonID, l.Guest, dates.Of(tx.Now()), by.Name); err != nil {
		return "", err
	}
	return id, audit.Change(tx, by.Audit(), "group.joined", l.PersonID, "group-member", id)
}

// Leave ends a membership. Whoever comes again is let in again.
func Leave(ctx context.Context, d *db.DB, by access.Actor, key once.Key, programmeID, memberID string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if _, err := TheProgramme(tx, by, programmeID); err != nil {
			return err
		}
		m, err := db.One(tx, scanMember, memberColumns+` WHERE m.id = $1 AND m.programme_id = $2`, memberID, programmeID)
		if err != nil {
			return err
		}
		if !m.LeftOn.IsZero() {
			return nil
		}
		if _, err := tx.Exec(`UPDATE group_members SET left_on = $2 WHERE id = $1`, m.ID, dates.Of(tx.Now())); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "group.left", m.PersonID, "group-member", m.ID)
	})
}
