package lonework

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
)

// Details are what a worker tells once for all visits.
type Details struct {
	Phone    string // on which they are reached on the way
	Car      string // make, colour, registration
	CodeWord string // said on the phone, it means "I need help"
	Version  int    // 0 before the first save
}

// DetailsOf returns what an account has told; zero for nothing. The caller is
// that account, or answers an alarm of theirs.
func DetailsOf(r db.Reader, accountID string) (Details, error) {
	set, err := db.List(r, func(s db.Scanner) (x Details, err error) {
		err = s.Scan(&x.Phone, &x.Car, &x.CodeWord, &x.Version)
		return
	}, `SELECT phone, car, code_word, version FROM visit_details WHERE account_id = $1`, accountID)
	if err != nil || len(set) == 0 {
		return Details{}, err
	}
	return set[0], nil
}

// SetDetails keeps what the actor tells of themselves.
func SetDetails(ctx context.Context, d *db.DB, by access.Actor, key once.Key, x Details) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if err := x.tidy(); err != nil {
			return err
		}
		n, err := tx.Exec(`INSERT INTO visit_details (account_id, phone, car, code_word) VALUES ($1, $2, $3, $4)
			ON CONFLICT (account_id) DO UPDATE SET phone = excluded.phone, car = excluded.car, code_word = excluded.code_word, version = visit_details.version + 1
			WHERE visit_details.version = $5`, by.AccountID, x.Phone, x.Car, x.CodeWord, x.Version)
		if err != nil {
			return err
		}
		if n == 0 {
			return db.ErrConflict
		}
		return audit.Change(tx, by.Audit(), "visits.details-set", "", "account", by.AccountID)
	})
}

func (x *Details) tidy() error {
	x.Phone, x.Car, x.CodeWord = strings.TrimSpace(x.Phone), strings.TrimSpace(x.Car), strings.TrimSpace(x.CodeWord)
	var bad db.Invalid
	if len(people.PhoneKey(x.Phone)) < 10 || len(x.Phone) > 40 {
		bad.Add("phone", "Enter the phone number on which you are reached, with at least 10 digits")
	}
	if len([]rune(x.Car)) > 100 {
		bad.Add("car", "Use 100 characters or fewer")
	}
	if x.CodeWord == "" || len([]rune(x.CodeWord)) > 60 {
		bad.Add("code_word", "Choose a word or a few that you would not say otherwise, up to 60 characters")
	}
	return bad.Err()
}
