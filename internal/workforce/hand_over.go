package workforce

import (
	"context"
	"errors"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/people"
)

// Gift is one person to be given to a worker.
type Gift struct {
	PersonID string
	From     string // account that had the case as the page showed it, "" for nobody
	To       string // account that has it from now on
	Words    string // what to know about this person
}

// mostGiven is how many people one act gives at most.
const mostGiven = 100

// HandOver gives people to workers of their team in one write, each with what
// to know, and forAll for everybody among them. Managers do it, and workers for
// people of their own. If one of the people cannot be given, nobody is: a
// *db.Invalid names the person in the field "to_" and their id.
func HandOver(ctx context.Context, d *db.DB, by access.Actor, key once.Key, gifts []Gift, forAll string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return "", handOver(tx, by, gifts, strings.TrimSpace(forAll)) })
		return err
	})
}

func handOver(tx *db.Tx, by access.Actor, gifts []Gift, forAll string) error {
	var bad db.Invalid
	if len(gifts) == 0 {
		bad.Add("people", "Choose at least one person")
	}
	if len(gifts) > mostGiven {
		bad.Add("people", "Choose 100 people or fewer at once")
	}
	if len([]rune(forAll)) > mostWords {
		bad.Add("for_all", tooLong)
	}
	if err := bad.Err(); err != nil {
		return err
	}
	for _, g := range gifts {
		if err := g.give(tx, by, forAll, &bad); err != nil {
			return err
		}
	}
	return bad.Err()
}

const (
	mostWords = 2000
	tooLong   = "Use 2,000 characters or fewer"
)

// give gives one person, or notes in bad why it cannot be.
func (g Gift) give(tx *db.Tx, by access.Actor, forAll string, bad *db.Invalid) error {
	g.Words = strings.TrimSpace(g.Words)
	if len([]rune(g.Words)) > mostWords {
		bad.Add("words_"+g.PersonID, tooLong)
	}
	person, err := people.Get(tx, by, g.PersonID)
	if err != nil {
		return err
	}
	refuse := func(why string) error {
		bad.Add("to_"+g.PersonID, person.FullName()+": "+why)
		return nil
	}
	before, err := casework.Give(tx, by, g.PersonID, g.To)
	var invalid *db.Invalid
	switch {
	case errors.Is(err, casework.ErrNoOpenCase):
		return refuse("the case was closed meanwhile. Nobody has been moved")
	case errors.As(err, &invalid):
		return refuse("choose a link worker of the team")
	case err != nil:
		return err
	case before.WorkerID != g.From:
		return refuse("somebody else was given this person meanwhile. Nobody has been moved")
	case before.WorkerID == g.To:
		return refuse("has this link worker already")
	}
	return note(tx, by, before, g, forAll)
}

// note keeps what the new worker should know.
func note(tx *db.Tx, by access.Actor, before casework.Case, g Gift, forAll string) error {
	names, err := identity.Names(tx, []string{before.WorkerID, g.To})
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO handings (id, person_id, case_id, from_id, from_name, to_id, to_name, by_id, by_name, words, for_all, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		tx.NewID(), g.PersonID, before.ID, before.WorkerID, names[before.WorkerID], g.To, names[g.To], by.AccountID, by.Name, g.Words, forAll, tx.Now().UnixMilli())
	return err
}
