package workforce

import (
	"context"
	"errors"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/people"
)

// Cover is one person who is looked after by a colleague during an absence.
type Cover struct {
	Absence
	PersonID           string
	CoverID, CoverName string
	Words              string // what to know about this person; Absence has what to know about all
}

const coverColumns = `SELECT a.id, a.team_id, a.account_id, a.name, a.from_day, a.to_day, a.words, a.made_name, a.version, v.person_id, v.cover_id, v.cover_name, v.words
	FROM covered v JOIN absences a ON a.id = v.absence_id`

func scanCover(s db.Scanner) (c Cover, err error) {
	a := &c.Absence
	err = s.Scan(&a.ID, &a.TeamID, &a.AccountID, &a.Name, &a.From, &a.To, &a.Words, &a.MadeName, &a.Version, &c.PersonID, &c.CoverID, &c.CoverName, &c.Words)
	return
}

// CoversOf lists the cover of an absence that has not been ended before its
// time. The caller has checked that the absence is its reader's concern.
func CoversOf(r db.Reader, absenceID string) ([]Cover, error) {
	return db.List(r, scanCover, coverColumns+` WHERE v.absence_id = $1 AND `+access.CoverStands("v.cover_id", "v.person_id", "a.from_day")+` ORDER BY v.id`, absenceID)
}

// Covering lists whom the actor covers for today and what to know about them,
// by who is away.
func Covering(r db.Reader, by access.Actor) ([]Cover, error) {
	return db.List(r, scanCover, coverColumns+` WHERE v.cover_id = $1 AND a.from_day <= `+db.Today+` AND a.to_day >= `+db.Today+
		` AND `+access.CoveredBy("v.person_id", "$1")+` AND `+access.CoverStands("v.cover_id", "v.person_id", "a.from_day")+` ORDER BY a.name, a.id, v.id LIMIT 200`, by.AccountID)
}

// Asked is what is wanted for one person during an absence.
type Asked struct {
	PersonID, CoverID string // CoverID "" for nobody
	Words             string
}

// HandCover lets colleagues look after people during an absence, all in one
// write; whoever covered a person before in the same absence no longer does. If
// one cannot be covered nobody is: a *db.Invalid names the person in the field
// "cover_" and their id.
func HandCover(ctx context.Context, d *db.DB, by access.Actor, key once.Key, absenceID string, version int, asked []Asked) error {
	return change(ctx, d, by, key, absenceID, version, func(tx *db.Tx, a Absence) error {
		if a.Over(dates.Of(tx.Now())) {
			return db.ErrConflict
		}
		may, err := mayCover(tx, a)
		if err != nil {
			return err
		}
		standing, err := CoversOf(tx, a.ID)
		if err != nil {
			return err
		}
		var bad db.Invalid
		for _, want := range asked {
			if err := a.cover(tx, by, want, may, standing, &bad); err != nil {
				return err
			}
		}
		if err := bad.Err(); err != nil {
			return err
		}
		_, err = tx.Exec(`UPDATE absences SET version = version + 1 WHERE id = $1`, a.ID)
		return err
	})
}

// mayCover lists the link workers of the team who are here all the time.
func mayCover(r db.Reader, a Absence) (ids []string, err error) {
	all, err := casework.Workers(r, a.TeamID)
	if err != nil {
		return nil, err
	}
	away, err := between(r, a.TeamID, a.From, a.To)
	for _, w := range all {
		if w.ID != a.AccountID && !slices.ContainsFunc(away, func(other Absence) bool { return other.AccountID == w.ID }) {
			ids = append(ids, w.ID)
		}
	}
	return ids, err
}

// cover lets somebody look after one person, or notes in bad why they cannot.
func (a Absence) cover(tx *db.Tx, by access.Actor, want Asked, may []string, standing []Cover, bad *db.Invalid) error {
	person, err := people.Get(tx, by, want.PersonID)
	if err != nil {
		return err
	}
	refuse := func(why string) error {
		bad.Add("cover_"+want.PersonID, person.FullName()+": "+why)
		return nil
	}
	want.Words = strings.TrimSpace(want.Words)
	c, err := casework.Latest(tx, by, want.PersonID)
	switch {
	case errors.Is(err, db.ErrNotFound) || err == nil && !c.Open():
		return refuse("the case was closed meanwhile. Nobody has been handed over")
	case err != nil:
		return err
	case c.WorkerID != a.AccountID:
		return refuse("has another link worker now. Nobody has been handed over")
	case want.CoverID != "" && !slices.Contains(may, want.CoverID):
		return refuse("choose somebody of the team who is here all the time")
	case len([]rune(want.Words)) > mostWords:
		bad.Add("words_"+want.PersonID, tooLong)
		return nil
	}
	for _, old := range standing {
		if old.PersonID == want.PersonID {
			if err := access.EndCover(tx, old.PersonID, a.TeamID, old.CoverID, a.From); err != nil {
				return err
			}
		}
	}
	return a.setCover(tx, by, want)
}

func (a Absence) setCover(tx *db.Tx, by access.Actor, want Asked) error {
	if want.CoverID == "" {
		if n, err := tx.Exec(`DELETE FROM covered WHERE absence_id = $1 AND person_id = $2`, a.ID, want.PersonID); err != nil || n == 0 {
			return err
		}
		return audit.Change(tx, by.Audit(), "cover.ended", want.PersonID, "absence", a.ID)
	}
	names, err := identity.Names(tx, []string{want.CoverID})
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO covered (id, absence_id, person_id, cover_id, cover_name, words, made_name, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (absence_id, person_id) DO UPDATE SET cover_id = excluded.cover_id, cover_name = excluded.cover_name, words = excluded.words, made_name = excluded.made_name, made_at = excluded.made_at`,
		tx.NewID(), a.ID, want.PersonID, want.CoverID, names[want.CoverID], want.Words, by.Name, tx.Now().UnixMilli()); err != nil {
		return err
	}
	if err := access.Cover(tx, want.PersonID, a.TeamID, want.CoverID, a.From, a.To); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "cover.handed", want.PersonID, "absence", a.ID)
}

// Return is an absence that is over, with what others recorded meanwhile.
type Return struct {
	Absence
	Contacts []casework.Contact // of the worker's people, by others, the latest first
}

// Returns lists the absences from which the actor has come back and has not
// looked yet at what happened.
func Returns(r db.Reader, by access.Actor) ([]Return, error) {
	ended, err := db.List(r, scanAbsence, absenceColumns+` WHERE a.account_id = $1 AND a.seen_at IS NULL AND a.to_day >= a.from_day
		AND a.to_day < $2 AND a.to_day >= $3 ORDER BY a.to_day DESC`, by.AccountID, dates.Of(r.Now()), dates.Of(r.Now()).AddDays(-lookBack))
	if err != nil {
		return nil, err
	}
	returns := make([]Return, len(ended))
	for i, a := range ended {
		returns[i].Absence = a
		if returns[i].Contacts, err = casework.RecordedByOthers(r, by, a.From.Midnight(), a.To.AddDays(1).Midnight()); err != nil {
			return nil, err
		}
	}
	return returns, nil
}

// SeenReturn notes that the worker has looked at what happened while they were
// away. db.ErrNotFound if the absence is not theirs.
func SeenReturn(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			n, err := tx.Exec(`UPDATE absences SET seen_at = $3 WHERE id = $1 AND account_id = $2 AND seen_at IS NULL AND to_day < $4`,
				id, by.AccountID, tx.Now().UnixMilli(), dates.Of(tx.Now()))
			if err == nil && n == 0 {
				err = db.ErrNotFound
			}
			if err != nil {
				return "", err
			}
			return id, audit.Change(tx, by.Audit(), "absence.returned", "", "absence", id)
		})
		return err
	})
}
