package casework

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// ChangeHolding replaces what was agreed on a holding; h.Version is the version
// that the page showed. What was agreed before is kept. db.ErrConflict if
// somebody saved first.
func ChangeHolding(ctx context.Context, d *db.DB, by access.Actor, key once.Key, h Holding) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) { return h.ID, changeHolding(tx, by, h) })
		return err
	})
}

func changeHolding(tx *db.Tx, by access.Actor, h Holding) error {
	before, err := TheHolding(tx, by, h.PersonID, h.ID)
	if err != nil {
		return err
	}
	if before.Version != h.Version {
		return db.ErrConflict
	}
	h.Since = before.Since
	if err := h.tidy(tx, dates.Of(tx.Now()), before.NextCheckIn); err != nil {
		return err
	}
	if err := keepHolding(tx, by, before); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE holdings SET function = $2, service_id = $3, waiting_for = $4, joined_on = $5, agreed = $6, every_days = $7, next_check_in = $8,
		talk_about_on = $9, version = version + 1 WHERE id = $1`,
		h.ID, h.Function, db.Null(h.ServiceID), h.WaitingFor, h.JoinedOn, h.Agreed, h.EveryDays, h.NextCheckIn, h.TalkAboutOn); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "holding.changed", h.PersonID, "holding", h.ID)
}

func keepHolding(tx *db.Tx, by access.Actor, h Holding) error {
	_, err := tx.Exec(`INSERT INTO holding_history (id, holding_id, version, function, service_id, waiting_for, joined_on, agreed, every_days, next_check_in, talk_about_on, changed_at, changed_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		tx.NewID(), h.ID, h.Version, h.Function, db.Null(h.ServiceID), h.WaitingFor, h.JoinedOn, h.Agreed, h.EveryDays, h.NextCheckIn, h.TalkAboutOn, tx.Now().UnixMilli(), by.Name)
	return err
}

// HoldingBefore is how a holding was agreed until somebody changed it.
type HoldingBefore struct {
	Holding   // what can be changed, and its id
	ChangedAt time.Time
	ChangedBy string // name
}

// HoldingHistory lists how a holding was agreed before, the latest first. The
// caller has checked that its reader may see the person.
func HoldingHistory(r db.Reader, holdingID string) ([]HoldingBefore, error) {
	return db.List(r, func(s db.Scanner) (b HoldingBefore, err error) {
		err = s.Scan(&b.ID, &b.Version, &b.Function, db.Text(&b.ServiceID), &b.WaitingFor, &b.JoinedOn, &b.Agreed, &b.EveryDays, &b.NextCheckIn, &b.TalkAboutOn,
			db.At(&b.ChangedAt), &b.ChangedBy)
		return
	}, `SELECT holding_id, version, function, service_id, waiting_for, joined_on, agreed, every_days, next_check_in, talk_about_on, changed_at, changed_by
		FROM holding_history WHERE holding_id = $1 ORDER BY version DESC`, holdingID)
}
