package studies

import (
	"context"
	"errors"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
)

// Founders are those who may begin a study.
var Founders = []access.Role{access.Administrator, access.Researcher}

// Found begins a study. Its first lead is leadID, or whoever founds it if that is
// "" and they are a researcher. *db.Invalid for a faulty field; db.ErrNotFound for
// somebody who may not.
func Found(ctx context.Context, d *db.DB, by access.Actor, key once.Key, s Study, leadID string) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			s := s
			if !by.Is(Founders...) {
				return "", db.ErrNotFound
			}
			var bad db.Invalid
			s.tidy(&bad)
			lead, err := firstLead(tx, by, leadID)
			if errors.Is(err, db.ErrNotFound) {
				bad.Add("lead", "Choose who leads the study")
			} else if err != nil {
				return "", err
			}
			if err := bad.Err(); err != nil {
				return "", err
			}
			if s.ID, err = s.add(tx); err != nil {
				return "", err
			}
			lead.StudyID, lead.Role = s.ID, ChiefInvestigator
			if _, err := lead.add(tx); err != nil {
				return "", err
			}
			return s.ID, Note(tx, by, "study.founded", s.ID)
		})
		return err
	})
	return id, err
}

func firstLead(tx *db.Tx, by access.Actor, id string) (Member, error) {
	if id == "" && by.Is(access.Researcher) {
		id = by.AccountID
	}
	account, err := identity.Get(tx, id)
	return Member{AccountID: account.ID, Name: account.Name, Shown: true, StartedOn: dates.Of(tx.Now())}, err
}

func (s Study) add(tx *db.Tx) (id string, err error) {
	identifiers, wording, data, err := s.documents()
	if err != nil {
		return "", err
	}
	id = tx.NewID()
	_, err = tx.Exec(`INSERT INTO studies (id, name, title, summary, question, state, starts, ends, follows_id, identifiers, wording, data, reconstruction, published, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`, id, s.Name, s.Title, s.Summary, s.Question, SettingUp, s.Starts, s.Ends, db.Null(s.FollowsID),
		identifiers, wording, data, s.Reconstruction, false, db.Ms(tx.Now()))
	return id, err
}

// Change saves a study as its leads have written it. db.ErrConflict if somebody
// saved first.
func Change(ctx context.Context, d *db.DB, by access.Actor, key once.Key, s Study) error {
	_, err := Act(ctx, d, by, key, s.ID, Lead, "study.changed", func(tx *db.Tx, seat Seat) (string, error) {
		s := s
		var bad db.Invalid
		s.tidy(&bad)
		seat.Study.keepsOpening(s, &bad)
		if err := s.mayFollow(tx, seat, &bad); err != nil {
			return "", err
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		identifiers, wording, data, err := s.documents()
		if err != nil {
			return "", err
		}
		n, err := tx.Exec(`UPDATE studies SET name = $3, title = $4, summary = $5, question = $6, starts = $7, ends = $8, follows_id = $9, identifiers = $10, wording = $11, data = $12,
			version = version + 1 WHERE id = $1 AND version = $2`, s.ID, s.Version, s.Name, s.Title, s.Summary, s.Question, s.Starts, s.Ends, db.Null(s.FollowsID), identifiers, wording, data)
		return s.ID, oneOr(n, err)
	})
	return err
}

// keepsOpening adds a fault where new dates of a plan would leave out the day on which
// the study opened.
func (s Study) keepsOpening(plan Study, bad *db.Invalid) {
	if s.OpenedOn.IsZero() {
		return
	}
	if plan.Starts.After(s.OpenedOn) {
		bad.Add("starts", "The study opened on "+s.OpenedOn.Long()+". It begins on that day or earlier")
	}
	if !plan.Ends.IsZero() && plan.Ends.Before(s.OpenedOn) {
		bad.Add("ends", "The study opened on "+s.OpenedOn.Long()+". It ends on that day or later")
	}
}

// mayFollow adds a fault where the study is to follow on from itself, or from one that
// the lead has no part in.
func (s Study) mayFollow(tx *db.Tx, seat Seat, bad *db.Invalid) error {
	if s.FollowsID == "" || s.FollowsID == seat.Study.FollowsID {
		return nil
	}
	if s.FollowsID == s.ID {
		bad.Add("follows", "Choose another study")
		return nil
	}
	_, err := Enter(tx, seat.By, s.FollowsID, Follow)
	if errors.Is(err, db.ErrNotFound) {
		bad.Add("follows", "Choose one of your studies")
		return nil
	}
	return err
}

// oneOr is db.ErrConflict unless one row was changed.
func oneOr(n int64, err error) error {
	if err == nil && n != 1 {
		return db.ErrConflict
	}
	return err
}
