package studies

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Move takes a study to another state. Going back is allowed and leaves its row on
// the trail, but an archived study stays archived. on is the day of opening, which may
// be noted late; zero means today, or as before where the study was open already.
// *db.Invalid with the fields "state" or "day".
func Move(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, to State, on dates.Date) error {
	_, err := Act(ctx, d, by, key, id, Lead, "study."+string(to), func(tx *db.Tx, seat Seat) (string, error) {
		s := seat.Study
		if to.Words() == "" || s.State == Archived {
			return "", db.ErrConflict
		}
		if to == s.State && to != Open { // an open study can have another day of opening
			return "", db.Fault("state", "The study is at this step. Choose another")
		}
		switch to {
		case SettingUp:
			s.OpenedOn = dates.Date{}
		case Open:
			if err := seat.open(tx, &s, on); err != nil {
				return "", err
			}
		}
		n, err := tx.Exec(`UPDATE studies SET state = $3, opened_on = $4, version = version + 1 WHERE id = $1 AND version = $2`, id, version, to, s.OpenedOn)
		return id, oneOr(n, err)
	})
	return err
}

// open notes the day on which data collection began: not before the plan says, and not
// after the first site opened.
func (s Seat) open(r db.Reader, study *Study, on dates.Date) error {
	today := dates.Of(r.Now())
	if on.IsZero() {
		on = study.OpenedOn
	}
	if on.IsZero() {
		on = today
	}
	switch {
	case on.After(today):
		return db.Fault("day", "The day must be today or earlier")
	case on.Before(study.Starts):
		return db.Fault("day", "The plan says that the study begins on "+study.Starts.Long()+". It opens on that day or later. If the plan is wrong, change it first")
	}
	sites, err := s.AllSites(r)
	for _, site := range sites {
		if site.Opened() && site.OpenedOn.Before(on) {
			return db.Fault("day", site.Pseudonym+" opened on "+site.OpenedOn.Long()+". The study opened on that day or earlier")
		}
	}
	study.OpenedOn = on
	return err
}
