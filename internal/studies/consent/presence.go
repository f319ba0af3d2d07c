package consent

import (
	"context"
	"errors"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/approvals"
)

// Presence is a notice to people who were merely present while somebody else was
// observed. They take no part: nothing is written down about them.
type Presence struct {
	ID, StudyID, SiteID string
	Day                 dates.Date
	Place               string // in words that give nobody away
	Told, Objected      int    // people
	NoticeID            string // the version of the notice that was in force
	How                 string // "on the door and spoken"
	ByName              string
	NotedAt             time.Time
}

// Presences lists the notices at the sites of a seat, the latest first.
func Presences(r db.Reader, s studies.Seat) ([]Presence, error) {
	reach, args := s.Reach(studies.Meet, "site_id", s.Study.ID)
	return db.List(r, func(row db.Scanner) (p Presence, err error) {
		err = row.Scan(&p.ID, &p.StudyID, &p.SiteID, &p.Day, &p.Place, &p.Told, &p.Objected, &p.NoticeID, &p.How, &p.ByName, db.At(&p.NotedAt))
		return
	}, `SELECT id, study_id, site_id, day, place, told, objected, notice_id, how, by_name, noted_at FROM study_presences WHERE study_id = $1 AND `+reach+` ORDER BY day DESC, id DESC`, args...)
}

// NotePresence notes that people who were merely present were told, on the notice in
// force.
func NotePresence(ctx context.Context, d *db.DB, by access.Actor, key once.Key, p Presence) error {
	_, err := studies.Act(ctx, d, by, key, p.StudyID, studies.Meet, "presence.noted", func(tx *db.Tx, s studies.Seat) (string, error) {
		p := p
		if err := s.AtSite(studies.Meet, p.SiteID); err != nil {
			return "", err
		}
		var bad db.Invalid
		bad.Trim("place", &p.Place, 200, "Say where it was, in words that give nobody away")
		bad.Trim("how", &p.How, 200, "Say how they were told")
		switch {
		case p.Told < 1 || p.Told > 1000:
			bad.Add("told", "Enter how many people were told")
		case p.Objected < 0 || p.Objected > p.Told:
			bad.Add("objected", "Enter how many of them objected")
		}
		if today := dates.Of(tx.Now()); p.Day.IsZero() || p.Day.After(today) {
			bad.Add("day", "Enter the day, today or earlier")
		}
		notice, err := approvals.InForce(tx, p.StudyID, approvals.PresenceNotice, p.SiteID, "en", "")
		if errors.Is(err, db.ErrNotFound) {
			bad.Add("place", "No approved notice for people merely present is in force here. Add it to the study’s documents first")
		} else if err != nil {
			return "", err
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err = tx.Exec(`INSERT INTO study_presences (id, study_id, site_id, day, place, told, objected, notice_id, how, by_name, noted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			id, p.StudyID, p.SiteID, p.Day, p.Place, p.Told, p.Objected, notice.ID, p.How, by.Name, db.Ms(tx.Now()))
		return id, err
	})
	return err
}
