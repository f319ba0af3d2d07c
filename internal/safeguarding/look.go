package safeguarding

import (
	"context"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/vocabulary"
)

// Look is an opening of what is not everybody's to see, for those in charge to
// look into.
type Look struct {
	ID, TeamID, PersonID string
	AccountID, Name      string
	Kind                 string // shown | emergency
	Why                  string // code of vocabulary.ShowReasons
	Words                string
	At                   time.Time
	People               int // whose reasons this account opened within the hour, this one among them
	LookedInto           time.Time
	LookedBy, Note       string
}

// The kinds of look.
const (
	Shown     = "shown"     // the reason of a flag
	Emergency = "emergency" // a record by emergency access
)

// many is from how many people in an hour on a run of looks is unusual.
const many = 5

// Unusual reports whether the look is one of a run.
func (l Look) Unusual() bool { return l.People >= many }

// shownFor is how long a reason stays open after somebody has said why.
const shownFor = 15 * time.Minute

const lookColumns = `SELECT o.id, o.team_id, o.person_id, o.account_id, o.name, o.kind, o.why, o.words, o.at, o.people, o.looked_into, o.looked_by, o.note FROM safety_looks o`

func scanLook(s db.Scanner) (l Look, err error) {
	err = s.Scan(&l.ID, &l.TeamID, &l.PersonID, &l.AccountID, &l.Name, &l.Kind, &l.Why, &l.Words, db.At(&l.At), &l.People, db.At(&l.LookedInto), &l.LookedBy, &l.Note)
	return
}

// toLookInto is the condition that a look waits for the account in $1: nobody
// looks into their own.
var toLookInto = `o.looked_into IS NULL AND o.account_id <> $1 AND ` + inCharge("o.team_id")

// Flag is a safety flag with as much as its reader may see.
type Flag struct {
	Concern // with Seen and Kinds empty unless Open
	Open    bool
	Charge  bool // the reader is in charge of its team
}

// FlagsFor lists the safety flags of a person whom the actor may see, the
// newest first. The reasons are open to the person's own worker, to those in
// charge, to whoever raised the concern, and for a while to somebody who said
// why.
func FlagsFor(r db.Reader, by access.Actor, personID string) ([]Flag, error) {
	if err := access.SeePerson(r, by, personID); err != nil {
		return nil, err
	}
	concerns, err := db.List(r, scanConcern, concernColumns+` WHERE k.person_id = $1 AND k.flagged = TRUE ORDER BY k.raised_at DESC, k.id DESC`, personID)
	if err != nil || len(concerns) == 0 {
		return nil, err
	}
	open, err := opensAll(r, by, personID)
	if err != nil {
		return nil, err
	}
	teams, err := InCharge(r, by)
	if err != nil {
		return nil, err
	}
	var flags []Flag
	for _, k := range concerns {
		f := Flag{Concern: k, Charge: slices.Contains(teams, k.TeamID)}
		if f.Open = open || f.Charge || k.RaisedBy == by.AccountID; !f.Open {
			f.Seen, f.Kinds, f.DangerDone, f.Told = "", nil, "", ""
		}
		flags = append(flags, f)
	}
	return flags, nil
}

// opensAll reports whether every reason of a person is open to the actor: they
// are the person's worker, or said why a moment ago.
func opensAll(r db.Reader, by access.Actor, personID string) (bool, error) {
	mine, err := access.LooksAfter(r, by, personID)
	if err != nil || mine {
		return mine, err
	}
	n, err := db.One(r, count, `SELECT count(*) FROM safety_looks o WHERE o.account_id = $1 AND o.person_id = $2 AND o.kind = 'shown' AND o.at > $3`,
		by.AccountID, personID, r.Now().Add(-shownFor).UnixMilli())
	return n > 0, err
}

// Show opens the reasons of a person's flags to somebody who may see the person
// and says why. It is on the trail, and those in charge are told.
func Show(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, why, words string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return show(tx, by, personID, why, strings.TrimSpace(words)) })
		return err
	})
}

func show(tx *db.Tx, by access.Actor, personID, why, words string) (string, error) {
	team, err := access.CaringTeam(tx, by, personID)
	if err != nil {
		return "", err
	}
	var bad db.Invalid
	if !vocabulary.ShowReasons.Has(why) {
		bad.Add("why", "Choose why you need to see the reason")
	}
	if why == "other" && words == "" || long(words, 300) {
		bad.Add("words", "Say why, in up to 300 characters")
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	return noteLook(tx, by, Look{TeamID: team, PersonID: personID, Kind: Shown, Why: why, Words: words}, "safety.reason-shown")
}

// noteLook keeps a look for those in charge to look into, and tells them of a
// run. Those in charge of the team look at what is theirs.
func noteLook(tx *db.Tx, by access.Actor, l Look, act string) (string, error) {
	others, err := db.One(tx, count, `SELECT count(DISTINCT o.person_id) FROM safety_looks o WHERE o.account_id = $1 AND o.at > $2 AND o.person_id <> $3`,
		by.AccountID, tx.Now().Add(-time.Hour).UnixMilli(), l.PersonID)
	if err != nil {
		return "", err
	}
	l.ID, l.People = tx.NewID(), others+1
	if _, err := tx.Exec(`INSERT INTO safety_looks (id, team_id, person_id, account_id, name, kind, why, words, at, people, looked_by, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '')`,
		l.ID, l.TeamID, l.PersonID, by.AccountID, by.Name, l.Kind, l.Why, l.Words, tx.Now().UnixMilli(), l.People); err != nil {
		return "", err
	}
	if err := audit.Change(tx, by.Audit(), act, l.PersonID, "person", l.PersonID); err != nil {
		return "", err
	}
	if !l.Unusual() && l.Kind == Shown {
		return l.ID, nil // it waits on the register
	}
	chain, err := Chain(tx, l.TeamID)
	if err != nil {
		return "", err
	}
	for _, c := range chain {
		if c.AccountID == by.AccountID {
			continue
		}
		if err := c.Tell(tx, aboutConcern(l.ID), "something to look into", "Linkwork noted an unusual opening of records in your team. Log in and open Safety to look into it."); err != nil {
			return "", err
		}
	}
	return l.ID, nil
}

// LookInto notes what somebody in charge found. Nobody looks into a look of
// their own. db.ErrConflict if it was looked into already.
func LookInto(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id, words string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return id, lookInto(tx, by, id, strings.TrimSpace(words)) })
		return err
	})
}

func lookInto(tx *db.Tx, by access.Actor, id, words string) error {
	l, err := TheLook(tx, by, id)
	if err != nil {
		return err
	}
	if !l.LookedInto.IsZero() {
		return db.ErrConflict
	}
	var bad db.Invalid
	if l.AccountID == by.AccountID {
		bad.Add("note", "Somebody else has to look into your own looks")
	}
	if words == "" || long(words, 500) {
		bad.Add("note", "Write what you found, up to 500 characters")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE safety_looks SET looked_into = $2, looked_by = $3, note = $4 WHERE id = $1`, id, tx.Now().UnixMilli(), by.Name, words); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "safety.looked-into", l.PersonID, "look", id)
}

// TheLook returns a look at people of a team of which the actor is in charge,
// or db.ErrNotFound.
func TheLook(r db.Reader, by access.Actor, id string) (Look, error) {
	return db.One(r, scanLook, lookColumns+` WHERE o.id = $2 AND `+inCharge("o.team_id"), by.AccountID, id)
}

// WhomToCall is the first in the chain of a team; its zero value says that
// there is nobody.
func WhomToCall(r db.Reader, teamID string) (Reader, error) {
	chain, err := Chain(r, teamID)
	if err != nil || len(chain) == 0 {
		return Reader{}, err
	}
	return chain[0], nil
}

// Hint says to somebody without a right to the flags of a person, such as their
// practice, that there is one and whom to call before contact.
func Hint(r db.Reader, personID string) (call Reader, flagged bool, err error) {
	teams, err := db.List(r, func(s db.Scanner) (team string, err error) {
		err = s.Scan(&team)
		return
	}, `SELECT k.team_id FROM concerns k WHERE k.person_id = $1 AND k.flagged = TRUE ORDER BY k.raised_at DESC LIMIT 1`, personID)
	if err != nil || len(teams) == 0 {
		return Reader{}, false, err
	}
	call, err = WhomToCall(r, teams[0])
	return call, true, err
}
