package outreach

import (
	"context"
	"maps"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Line is one member in the register of a session.
type Line struct {
	Member
	Came bool
	Line string // one line about them

	contactID string
}

// Register is who came to a session.
type Register struct {
	Session
	Lines []Line // everybody who belonged then, or came
}

// TheRegister returns the register of a session within the actor's reach.
func TheRegister(r db.Reader, by access.Actor, sessionID string) (Register, error) {
	s, err := TheSession(r, by, sessionID)
	if err != nil {
		return Register{}, err
	}
	members, err := Members(r, by, s.ProgrammeID)
	if err != nil {
		return Register{}, err
	}
	type row struct {
		memberID, line, contactID string
		came                      bool
	}
	rows, err := db.List(r, func(sc db.Scanner) (x row, err error) {
		err = sc.Scan(&x.memberID, &x.came, &x.line, &x.contactID)
		return
	}, `SELECT member_id, came, line, contact_id FROM attendances WHERE session_id = $1`, s.ID)
	if err != nil {
		return Register{}, err
	}
	reg := Register{Session: s}
	for _, m := range members {
		i := slices.IndexFunc(rows, func(x row) bool { return x.memberID == m.ID })
		switch {
		case i >= 0:
			reg.Lines = append(reg.Lines, Line{m, rows[i].came, rows[i].line, rows[i].contactID})
		case m.LeftOn.IsZero():
			reg.Lines = append(reg.Lines, Line{Member: m})
		}
	}
	return reg, nil
}

// Taken is a register as somebody filled it in.
type Taken struct {
	SessionID string
	Version   int
	Words     string            // one note for the whole session
	Others    int               // people who gave no name
	Came      []string          // members
	Lines     map[string]string // one line, by member
	Guests    []string          // names of people who came for the first time
}

func (t *Taken) tidy() error {
	var bad db.Invalid
	t.Words = strings.TrimSpace(t.Words)
	short(&bad, "words", t.Words, 2000)
	if t.Others < 0 || t.Others > 500 {
		bad.Add("others", "Enter how many, from 0 to 500")
	}
	var guests []string
	for _, name := range t.Guests {
		if name = strings.TrimSpace(name); name != "" {
			guests = append(guests, name)
		}
		short(&bad, "guests", name, 60)
	}
	t.Guests = guests
	lines := make(map[string]string, len(t.Lines))
	for id, line := range t.Lines {
		lines[id] = strings.TrimSpace(line)
		short(&bad, "line-"+id, lines[id], 300)
	}
	t.Lines = lines
	return bad.Err()
}

// TakeRegister says who came to a session whose day has come, and makes it
// held. Each person with an open case who came gets one entry in their record,
// with the session's note and their own line. Saved again it adds who was
// forgotten and corrects who was ticked by mistake; a line that is already in a
// record stays as it is there. db.ErrNotFound if it names somebody who
// is not on it, db.ErrConflict if somebody saved first or the session was
// cancelled.
func TakeRegister(ctx context.Context, d *db.DB, by access.Actor, key once.Key, t Taken) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		t := t // a write may run twice
		reg, err := TheRegister(tx, by, t.SessionID)
		if err != nil {
			return err
		}
		if reg.Version != t.Version || reg.State == Cancelled {
			return db.ErrConflict
		}
		if err := t.tidy(); err != nil {
			return err
		}
		if reg.Day.After(dates.Of(tx.Now())) {
			var bad db.Invalid
			bad.Add("words", "The day of this session has not come yet")
			return bad.Err()
		}
		if t.names(reg) {
			return db.ErrNotFound
		}
		if err := t.welcome(tx, by, &reg); err != nil {
			return err
		}
		for _, line := range reg.Lines {
			if err := t.keep(tx, by, reg.Session, line); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(`UPDATE group_sessions SET state = 'held', words = $2, others = $3, version = version + 1 WHERE id = $1`, reg.ID, t.Words, t.Others); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "session.held", "", "group-session", reg.ID)
	})
}

// names reports whether the register as it was taken names somebody who is not
// on it.
func (t Taken) names(reg Register) (stranger bool) {
	on := func(id string) bool {
		return slices.ContainsFunc(reg.Lines, func(l Line) bool { return l.ID == id })
	}
	for _, id := range slices.Concat(t.Came, slices.Collect(maps.Keys(t.Lines))) {
		stranger = stranger || !on(id)
	}
	return stranger
}

// welcome makes those who came for the first time members.
func (t *Taken) welcome(tx *db.Tx, by access.Actor, reg *Register) error {
	for _, name := range t.Guests {
		id, err := join(tx, by, Programme{ID: reg.ProgrammeID}, LetIn{Guest: name})
		if err != nil {
			return err
		}
		t.Came = append(t.Came[:len(t.Came):len(t.Came)], id) // of its own: a write may run twice
		reg.Lines = append(reg.Lines, Line{Member: Member{ID: id, Guest: name}})
	}
	return nil
}

// keep stores one line of the register and what follows from it for the record.
func (t Taken) keep(tx *db.Tx, by access.Actor, s Session, before Line) error {
	came, line := slices.Contains(t.Came, before.ID), t.Lines[before.ID]
	contactID := before.contactID
	var err error
	switch {
	case came && before.PersonID != "" && contactID == "":
		contactID, err = casework.NoteSeen(tx, by, casework.Contact{PersonID: before.PersonID, Day: s.Day, Means: "group", Outcome: "spoke", Purpose: "group-session",
			Minutes: s.Minutes, Place: s.Programme, Words: strings.TrimSpace(t.Words + "\n" + line)})
	case !came && before.Came && contactID != "":
		err = casework.NoteNotSeen(tx, by, before.PersonID, contactID)
		contactID = ""
	}
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO attendances (session_id, member_id, came, line, contact_id) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (session_id, member_id) DO UPDATE SET came = $3, line = $4, contact_id = $5`, s.ID, before.ID, came, line, contactID)
	return err
}
