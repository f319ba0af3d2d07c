package fill

import (
	"context"
	"fmt"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/identity"
)

// AnswersEach is how often each person of Answered answered.
const AnswersEach = 10

// Answered adds people to the first team of an area, each with answers to
// GAD-7 every five weeks, as many sets in all as are asked for. It returns the
// team's manager.
func Answered(ctx context.Context, d *db.DB, made Made, responses int) (by access.Actor, err error) {
	err = d.Read(ctx, func(r *db.Snapshot) error {
		account, err := identity.ByEmail(r, made.Manager)
		if err != nil {
			return err
		}
		by, err = access.Load(r, account.ID, account.Name)
		return err
	})
	if err != nil {
		return by, err
	}
	for from := 0; from < responses/AnswersEach; from += atOnce {
		err := d.Write(ctx, func(tx *db.Tx) error {
			for n := from; n < min(from+atOnce, responses/AnswersEach); n++ {
				if err := answered(tx, by, n); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return by, err
		}
	}
	return by, d.Optimize(ctx)
}

// gad7 are answers as they are kept, as long as real ones.
const gad7 = `{"gad_1":{"text":"1"},"gad_2":{"text":"2"},"gad_3":{"text":"1"},"gad_4":{"text":"0"},"gad_5":{"text":"1"},"gad_6":{"text":"2"},"gad_7":{"text":"1"}}`

func answered(tx *db.Tx, by access.Actor, n int) error {
	id, today := tx.NewID(), dates.Of(tx.Now())
	if _, err := tx.Exec(`INSERT INTO care_team (id, person_id, team_id, account_id, since) VALUES ($1, $2, $3, NULL, $4)`, tx.NewID(), id, by.TeamID(), db.Ms(tx.Now())); err != nil {
		return err
	}
	for i := range AnswersEach {
		response, day := tx.NewID(), today.AddDays(35*(i-AnswersEach)-n%30)
		if _, err := tx.Exec(`INSERT INTO responses (id, person_id, instrument, version, day, mode, who, by_id, by_name, answers, recorded_at)
			VALUES ($1, $2, 'gad7', 1, $3, 'staff-asked', 'self', $4, 'Worker 0', $5, $6)`, response, id, day, by.AccountID, gad7, db.Ms(tx.Now())); err != nil {
			return err
		}
		value := float64((7*n + i*(n%11+1)) % 22) // 0 to 21, going up for some and down for others
		if _, err := tx.Exec(`INSERT INTO response_scores (response_id, scale, value, answered, items, person_id, instrument, day) VALUES ($1, $2, $3, 7, 7, $4, 'gad7', $5)`,
			response, "gad7", value, id, day); err != nil {
			return fmt.Errorf("scores: %w", err)
		}
	}
	return nil
}
