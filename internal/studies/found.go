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
			if err := s.tidy(); err != nil {
				return "", err
			}
			lead, err := firstLead(tx, by, leadID)
			if err != nil {
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
	if errors.Is(err, db.ErrNotFound) {
		return Member{}, db.Fault("lead", "Choose who leads the study")
	}
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
		if err := s.tidy(); err != nil {
			return "", err
		}
		if s.FollowsID == s.ID {
			return "", db.Fault("follows", "Choose another study")
		}
		if s.FollowsID != "" && s.FollowsID != seat.Study.FollowsID {
			if _, err := Enter(tx, by, s.FollowsID, Follow); errors.Is(err, db.ErrNotFound) {
				return "", db.Fault("follows", "Choose one of your studies")
			} else if err != nil {
				return "", err
			}
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

// Move takes a study to another state. Going back is allowed and leaves its row on
// the trail, but an archived study stays archived.
func Move(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, version int, to State) error {
	_, err := Act(ctx, d, by, key, id, Lead, "study."+string(to), func(tx *db.Tx, seat Seat) (string, error) {
		if to.Words() == "" || seat.Study.State == Archived {
			return "", db.ErrConflict
		}
		n, err := tx.Exec(`UPDATE studies SET state = $3, version = version + 1 WHERE id = $1 AND version = $2`, id, version, to)
		return id, oneOr(n, err)
	})
	return err
}

// oneOr is db.ErrConflict unless one row was changed.
func oneOr(n int64, err error) error {
	if err == nil && n != 1 {
		return db.ErrConflict
	}
	return err
}
