package people

import (
	"linkwork/internal/access"
	"linkwork/internal/db"
)

// Pair are two records that may be of one person, the older first.
type Pair struct {
	Older, Newer    Person
	Agrees, Differs []string
}

// mostPairs is how many pairs a list shows.
const mostPairs = 100

// Alike lists pairs of records within the actor's reach that may be of one
// person: two of name, date of birth and phone agree, and neither NHS number
// says otherwise. Those of which somebody said that they are two people are not
// among them.
func Alike(r db.Reader, by access.Actor) ([]Pair, error) {
	type ids struct{ first, second string }
	near := access.PeopleNear("$1")
	same := func(what string) string {
		return `SELECT a.id, b.id FROM people a JOIN people b ON b.id > a.id AND b.merged_into IS NULL AND ` + what +
			` WHERE a.merged_into IS NULL AND a.id IN (` + near + `) AND ` + access.PeopleSeenBy("a.id", "$1") + ` AND ` + access.PeopleSeenBy("b.id", "$1") +
			` AND NOT EXISTS (SELECT 1 FROM people_apart x WHERE x.first_id = a.id AND x.second_id = b.id)`
	}
	found, err := db.List(r, func(s db.Scanner) (x ids, err error) {
		err = s.Scan(&x.first, &x.second)
		return
	}, same(`b.birth_date = a.birth_date`)+` UNION `+same(`b.phone_key = a.phone_key AND b.phone_key <> ''`)+` ORDER BY 1, 2 LIMIT 1000`, by.AccountID)
	if err != nil {
		return nil, err
	}
	var pairs []Pair
	for _, x := range found {
		pair, err := pairOf(r, x.first, x.second)
		if err != nil {
			return nil, err
		}
		if len(pair.Agrees) >= 2 && !pair.twoNumbers() && len(pairs) < mostPairs {
			pairs = append(pairs, pair)
		}
	}
	return pairs, nil
}

func pairOf(r db.Reader, first, second string) (p Pair, err error) {
	if p.Older, err = Unscoped(r, first); err != nil {
		return p, err
	}
	if p.Newer, err = Unscoped(r, second); err != nil {
		return p, err
	}
	if p.Newer.CreatedAt.Before(p.Older.CreatedAt) || p.Newer.CreatedAt.Equal(p.Older.CreatedAt) && p.Newer.ID < p.Older.ID {
		p.Older, p.Newer = p.Newer, p.Older
	}
	m := compare(p.Older, p.Newer.Details)
	p.Agrees, p.Differs = m.Agrees, m.Differs
	return p, nil
}

// twoNumbers reports whether the NHS numbers say that these are two people.
func (p Pair) twoNumbers() bool {
	return p.Older.NHSNumber != "" && p.Newer.NHSNumber != "" && p.Older.NHSNumber != p.Newer.NHSNumber
}

// ThePair returns two records that both are within the actor's reach for good,
// and neither part of another; else db.ErrNotFound.
func ThePair(r db.Reader, by access.Actor, first, second string) (p Pair, err error) {
	for _, id := range []string{first, second} {
		if err := access.KeepPerson(r, by.AccountID, id); err != nil {
			return p, err
		}
	}
	if p, err = pairOf(r, first, second); err == nil && (first == second || p.Older.MergedInto != "" || p.Newer.MergedInto != "") {
		err = db.ErrNotFound
	}
	return p, err
}

// SayApart remembers that two records are of two people. The caller has checked
// that both are within the actor's reach.
func SayApart(tx *db.Tx, byName, first, second string) error {
	if second < first {
		first, second = second, first
	}
	_, err := tx.Exec(`INSERT INTO people_apart (first_id, second_id, by_name, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, first, second, byName, tx.Now().UnixMilli())
	return err
}

// Into is the record of which another became a part, through all that were
// merged since; "" if it did not.
func Into(r db.Reader, id string) (string, error) {
	into := ""
	for range 20 { // a record is never part of itself
		p, err := Unscoped(r, id)
		if err != nil || p.MergedInto == "" {
			return into, err
		}
		into, id = p.MergedInto, p.MergedInto
	}
	return into, nil
}

// Parts lists the records that became part of one, through all merges.
func Parts(r db.Reader, id string) ([]string, error) {
	ids, err := db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		return
	}, `SELECT id FROM people WHERE merged_into = $1 ORDER BY id`, id)
	for _, part := range ids {
		more, err := Parts(r, part)
		if err != nil {
			return nil, err
		}
		ids = append(ids, more...)
	}
	return ids, err
}
