package proactive

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/teams"
	"linkwork/internal/vocabulary"
)

// List is people of a practice to whom a team offers help.
type List struct {
	ID, TeamID, PracticeID, Practice string
	Name, Purpose                    string
	Basis                            string // code of vocabulary.OfferBases
	BasisWords                       string
	AgreedOn, EndsOn                 dates.Date
	KeepDays                         int
	ByID, ByName                     string
	CreatedAt, EndedAt, EmptiedAt    time.Time // the latter two zero until then
	Version                          int
}

// Over reports whether nobody is asked any more.
func (l List) Over(today dates.Date) bool { return !l.EndedAt.IsZero() || l.EndsOn.Before(today) }

// EmptiedOn is the day on which the lines are emptied.
func (l List) EmptiedOn() dates.Date { return l.EndsOn.AddDays(l.KeepDays + 1) }

const listColumns = `SELECT l.id, l.team_id, l.practice_id, l.name, l.purpose, l.basis, l.basis_words, l.agreed_on, l.ends_on, l.keep_days, l.by_id, l.by_name, l.created_at, l.ended_at, l.emptied_at, l.version FROM offer_lists l`

func scanList(s db.Scanner) (l List, err error) {
	err = s.Scan(&l.ID, &l.TeamID, &l.PracticeID, &l.Name, &l.Purpose, &l.Basis, &l.BasisWords, &l.AgreedOn, &l.EndsOn, &l.KeepDays, &l.ByID, &l.ByName, db.At(&l.CreatedAt), db.At(&l.EndedAt), db.At(&l.EmptiedAt), &l.Version)
	return
}

// Lists are the lists of the actor's teams, or of the practice that they work
// for, those that end last first.
func Lists(r db.Reader, by access.Actor) ([]List, error) {
	lists, err := db.List(r, scanList, listColumns+` WHERE `+access.WorkSeenBy("l.team_id", "l.practice_id", "$1")+` ORDER BY l.ends_on DESC, l.id DESC LIMIT 100`, by.AccountID)
	if err != nil {
		return nil, err
	}
	practices, err := teams.Practices(r)
	for i, l := range lists {
		at := slices.IndexFunc(practices, func(p teams.Practice) bool { return p.ID == l.PracticeID })
		if at >= 0 {
			lists[i].Practice = practices[at].Name
		}
	}
	return lists, err
}

func (l *List) named(r db.Reader) error {
	practice, err := teams.ThePractice(r, l.PracticeID)
	l.Practice = practice.Name
	return err
}

// TheList returns a list within the actor's reach, or db.ErrNotFound.
func TheList(r db.Reader, by access.Actor, id string) (List, error) {
	return one(r, access.WorkSeenBy("l.team_id", "l.practice_id", "$2"), by, id)
}

// ofTeam is TheList for those who make the offers.
func ofTeam(r db.Reader, by access.Actor, id string) (List, error) {
	return one(r, access.TeamSeenBy("l.team_id", "$2"), by, id)
}

func one(r db.Reader, reach string, by access.Actor, id string) (List, error) {
	l, err := db.One(r, scanList, listColumns+` WHERE l.id = $1 AND `+reach, id, by.AccountID)
	if err != nil {
		return l, err
	}
	return l, l.named(r)
}

// Practices are the practices for which the actor may make a list: their own,
// or those of their teams.
func Practices(r db.Reader, by access.Actor) ([]teams.Practice, error) {
	all, err := teams.Practices(r)
	return slices.DeleteFunc(all, func(p teams.Practice) bool { return p.ID != by.PracticeID() && !by.InTeam(p.TeamID) }), err
}

// New is a list as somebody sets it up.
type New struct {
	PracticeID, Name, Purpose, Basis, BasisWords string
	AgreedOn                                     dates.Date
	EndsOn                                       dates.Date // zero: UsualMonths from today
	KeepDays                                     int        // 0: UsualKeep
	Text                                         string     // see Read
	In                                           []int      // the lines of the text that are wanted
}

// What holds where nobody said otherwise.
const (
	UsualMonths = 6  // that a list runs
	UsualKeep   = 90 // days from its end until its lines are emptied
	mostMonths  = 12
)

func (n *New) tidy(r db.Reader, by access.Actor) (teams.Practice, error) {
	var bad db.Invalid
	today := dates.Of(r.Now())
	for _, text := range []*string{&n.Name, &n.Purpose, &n.BasisWords} {
		*text = strings.TrimSpace(*text)
	}
	allowed, err := Practices(r, by)
	if err != nil {
		return teams.Practice{}, err
	}
	at := slices.IndexFunc(allowed, func(p teams.Practice) bool { return p.ID == n.PracticeID })
	if at < 0 {
		bad.Add("practice", "Choose the practice")
	}
	for _, q := range []struct {
		field, text, missing string
		most                 int
	}{
		{"name", n.Name, "Enter what was searched for, like “Carers over 65, autumn 2026”", 100},
		{"purpose", n.Purpose, "Say what is offered, and why to these people", 500},
		{"basis_words", n.BasisWords, "Say who agreed to it with whom", 500},
	} {
		switch {
		case q.text == "":
			bad.Add(q.field, q.missing)
		case len([]rune(q.text)) > q.most:
			bad.Add(q.field, fmt.Sprintf("Use %d characters or fewer", q.most))
		}
	}
	if !vocabulary.OfferBases.Has(n.Basis) {
		bad.Add("basis", "Choose on what ground these names are passed on")
	}
	if n.AgreedOn.IsZero() || n.AgreedOn.After(today) {
		bad.Add("agreed_on", "Enter the day on which it was agreed, today or before")
	}
	if n.EndsOn.IsZero() {
		n.EndsOn = today.AddMonths(UsualMonths)
	}
	if n.EndsOn.Before(today) || n.EndsOn.After(today.AddMonths(mostMonths)) {
		bad.Add("ends_on", "Enter a day from today to a year from now")
	}
	if n.KeepDays == 0 {
		n.KeepDays = UsualKeep
	}
	if n.KeepDays < 1 || n.KeepDays > 365 {
		bad.Add("keep_days", "Enter days, from 1 to 365")
	}
	if at < 0 {
		return teams.Practice{}, bad.Err()
	}
	return allowed[at], bad.Err()
}

// Add sets a list up with the lines that are wanted and returns its id. The
// lines are read and looked at again: one that must not be asked by now is not
// put on. *db.Invalid has the faults of the text in "text".
func Add(ctx context.Context, d *db.DB, by access.Actor, key once.Key, n New) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			c, err := Check(tx, by, &n)
			if err != nil {
				return "", err
			}
			return add(tx, by, n, c)
		})
		return err
	})
	return id, err
}

func add(tx *db.Tx, by access.Actor, n New, c Checked) (string, error) {
	id, place := tx.NewID(), 0
	if _, err := tx.Exec(`INSERT INTO offer_lists (id, team_id, practice_id, name, purpose, basis, basis_words, agreed_on, ends_on, keep_days, by_id, by_name, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		id, c.Practice.TeamID, n.PracticeID, n.Name, n.Purpose, n.Basis, n.BasisWords, n.AgreedOn, n.EndsOn, n.KeepDays, by.AccountID, by.Name, tx.Now().UnixMilli()); err != nil {
		return "", err
	}
	for _, line := range c.Lines {
		if !line.May || !slices.Contains(n.In, line.Line) {
			continue
		}
		place++
		if err := addLine(tx, id, place, line); err != nil {
			return "", err
		}
	}
	if place == 0 {
		var bad db.Invalid
		bad.Add("in", "Choose at least one person to offer help to")
		return "", bad.Err()
	}
	return id, audit.Change(tx, by.Audit(), "offer-list.added", "", "offer-list", id)
}

// addLine stores a line. Of somebody who must not be asked and whom the actor
// may not see, only that there was a line.
func addLine(tx *db.Tx, listID string, place int, c CheckedLine) error {
	s, state, person := c.Sent, ToAsk, c.personID
	if c.keptBack {
		s, state, person = Sent{}, NotOffered, ""
	}
	_, err := tx.Exec(`INSERT INTO offer_lines (id, list_id, place, given, family, birth_date, nhs_number, phone, address, postcode, language, note, person_id, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		tx.NewID(), listID, place, s.Given, s.Family, s.BirthDate, db.Null(s.NHSNumber), s.Phone, s.Address, s.Postcode, s.Language, s.Note, db.Null(person), state)
	return err
}

// End ends a list: nobody is asked any more.
func End(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		l, err := TheList(tx, by, id)
		if err != nil {
			return err
		}
		today := dates.Of(tx.Now())
		if l.Version != version || l.Over(today) {
			return db.ErrConflict
		}
		if _, err := tx.Exec(`UPDATE offer_lists SET ends_on = $2, ended_at = $3, version = version + 1 WHERE id = $1`, id, today, tx.Now().UnixMilli()); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "offer-list.ended", "", "offer-list", id)
	})
}

// Forget empties the lines of lists that ended longer ago than they say, and
// returns how many lists. Place, state and tries stay for the numbers; what a
// yes became is kept as a referral.
func Forget(tx *db.Tx) (emptied int64, err error) {
	today := dates.Of(tx.Now())
	ended, err := db.List(tx, scanList, listColumns+` WHERE l.emptied_at IS NULL AND l.ends_on < $1`, today)
	if err != nil {
		return 0, err
	}
	for _, l := range ended {
		if l.EmptiedOn().After(today) {
			continue
		}
		if _, err := tx.Exec(`UPDATE offer_lines SET given = '', family = '', birth_date = NULL, nhs_number = NULL, phone = '', address = '', postcode = '', language = '', note = '',
			person_id = NULL, words = '', ask_on = NULL, version = version + 1 WHERE list_id = $1`, l.ID); err != nil {
			return emptied, err
		}
		if _, err := tx.Exec(`UPDATE offer_lists SET emptied_at = $2, version = version + 1 WHERE id = $1`, l.ID, tx.Now().UnixMilli()); err != nil {
			return emptied, err
		}
		emptied++
	}
	return emptied, nil
}
