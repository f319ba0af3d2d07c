package outreach

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/vocabulary"
)

// Programme is a group that meets.
type Programme struct {
	ID, TeamID string
	Name       string
	Kind       string // code of vocabulary.GroupKinds
	Place      string
	About      string     // for whom and what
	EndedOn    dates.Date // zero while it goes on
	ByName     string
	Version    int

	Members int        // who belong now; only of a list
	Next    dates.Date // the next planned session, zero for none; only of a list
}

const programmeColumns = `SELECT p.id, p.team_id, p.name, p.kind, p.place, p.about, p.ended_on, p.by_name, p.version FROM programmes p`

func scanProgramme(s db.Scanner) (p Programme, err error) {
	err = s.Scan(&p.ID, &p.TeamID, &p.Name, &p.Kind, &p.Place, &p.About, &p.EndedOn, &p.ByName, &p.Version)
	return
}

// Programmes lists the groups of the actor's teams, those that go on first.
func Programmes(r db.Reader, by access.Actor) ([]Programme, error) {
	return db.List(r, func(s db.Scanner) (p Programme, err error) {
		err = s.Scan(&p.ID, &p.TeamID, &p.Name, &p.Kind, &p.Place, &p.About, &p.EndedOn, &p.ByName, &p.Version, &p.Members, &p.Next)
		return
	}, strings.TrimSuffix(programmeColumns, ` FROM programmes p`)+`,
		(SELECT count(*) FROM group_members m WHERE m.programme_id = p.id AND m.left_on IS NULL),
		(SELECT min(s.day) FROM group_sessions s WHERE s.programme_id = p.id AND s.state = 'planned' AND s.day >= $2)
		FROM programmes p WHERE `+access.TeamSeenBy("p.team_id", "$1")+` ORDER BY CASE WHEN p.ended_on IS NULL THEN 0 ELSE 1 END, p.name, p.id LIMIT 200`,
		by.AccountID, dates.Of(r.Now()))
}

// TheProgramme returns a group of a team of the actor's, or db.ErrNotFound.
func TheProgramme(r db.Reader, by access.Actor, id string) (Programme, error) {
	return db.One(r, scanProgramme, programmeColumns+` WHERE p.id = $1 AND `+access.TeamSeenBy("p.team_id", "$2"), id, by.AccountID)
}

// running is a group that has not ended; db.ErrConflict if it has.
func running(r db.Reader, by access.Actor, id string) (Programme, error) {
	p, err := TheProgramme(r, by, id)
	if err == nil && !p.EndedOn.IsZero() {
		return p, db.ErrConflict
	}
	return p, err
}

func (p *Programme) tidy() error {
	var bad db.Invalid
	p.Name, p.Place, p.About = strings.TrimSpace(p.Name), strings.TrimSpace(p.Place), strings.TrimSpace(p.About)
	if p.Name == "" {
		bad.Add("name", "Enter the name of the group")
	}
	if !vocabulary.GroupKinds.Has(p.Kind) {
		bad.Add("kind", "Choose what kind of group it is")
	}
	short(&bad, "name", p.Name, 100)
	short(&bad, "place", p.Place, 200)
	short(&bad, "about", p.About, 1000)
	return bad.Err()
}

// short refuses a text that is too long.
func short(bad *db.Invalid, field, text string, most int) {
	if len([]rune(text)) > most {
		bad.Add(field, "Use "+dates.Count(most, "character", "characters")+" or fewer")
	}
}

// AddProgramme sets a group up for the actor's team and returns its id.
func AddProgramme(ctx context.Context, d *db.DB, by access.Actor, key once.Key, p Programme) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			if by.TeamID() == "" {
				return "", db.ErrNotFound
			}
			if err := p.tidy(); err != nil {
				return "", err
			}
			p.ID = tx.NewID()
			if _, err := tx.Exec(`INSERT INTO programmes (id, team_id, name, kind, place, about, by_name, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
				p.ID, by.TeamID(), p.Name, p.Kind, p.Place, p.About, by.Name, tx.Now().UnixMilli()); err != nil {
				return "", err
			}
			return p.ID, audit.Change(tx, by.Audit(), "group.added", "", "programme", p.ID)
		})
		return err
	})
	return id, err
}

// ChangeProgramme keeps a group's name, kind, place and words; db.ErrConflict
// if somebody saved first or it has ended.
func ChangeProgramme(ctx context.Context, d *db.DB, by access.Actor, key once.Key, p Programme) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		now, err := running(tx, by, p.ID)
		if err != nil {
			return err
		}
		if now.Version != p.Version {
			return db.ErrConflict
		}
		if err := p.tidy(); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE programmes SET name = $2, kind = $3, place = $4, about = $5, version = version + 1 WHERE id = $1`, p.ID, p.Name, p.Kind, p.Place, p.About); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "group.changed", "", "programme", p.ID)
	})
}

// EndProgramme ends a group. Its planned sessions are cancelled; what was stays.
func EndProgramme(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		p, err := running(tx, by, id)
		if err != nil {
			return err
		}
		if p.Version != version {
			return db.ErrConflict
		}
		if _, err := tx.Exec(`UPDATE programmes SET ended_on = $2, version = version + 1 WHERE id = $1`, id, dates.Of(tx.Now())); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE group_sessions SET state = 'cancelled', words = 'The group ended', version = version + 1 WHERE programme_id = $1 AND state = 'planned'`, id); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "group.ended", "", "programme", id)
	})
}
