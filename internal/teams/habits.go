package teams

import (
	"strings"

	"linkwork/internal/db"
)

// Usual fills the habits that were left at zero: ten working days to a first
// contact, 40 people open at once, three tries by two means, a check-in every
// 14 days, supervision every 28, 90 days in which support can start again, and
// work from 8am to 6pm. They are this project's proposals and a team changes
// them.
func (t Team) Usual() Team {
	for _, habit := range []struct {
		setting *int
		usual   int
	}{{&t.AimDays, 10}, {&t.AgreedOpen, 40}, {&t.Attempts, 3}, {&t.Means, 2}, {&t.CheckIn, 14}, {&t.Supervise, 28}, {&t.ReopenDays, 90}, {&t.WorksFrom, 8 * 60}, {&t.WorksUntil, 18 * 60}} {
		if *habit.setting == 0 {
			*habit.setting = habit.usual
		}
	}
	return t
}

// ChangeHabits keeps a team's phone number and how it works; db.ErrConflict if
// somebody saved first. The caller has checked that the actor manages the team.
func ChangeHabits(tx *db.Tx, t Team) error {
	t.Phone = strings.TrimSpace(t.Phone)
	if err := t.checkHabits(); err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE teams SET phone = $3, aim_days = $4, agreed_open = $5, attempts = $6, check_in_days = $7, reopen_days = $8, least_means = $9, supervise_days = $10, works_from = $11, works_until = $12, version = version + 1
		WHERE id = $1 AND version = $2`, t.ID, t.Version, t.Phone, t.AimDays, t.AgreedOpen, t.Attempts, t.CheckIn, t.ReopenDays, t.Means, t.Supervise, t.WorksFrom, t.WorksUntil)
	if err == nil && n == 0 {
		return db.ErrConflict
	}
	return err
}

func (t Team) checkHabits() error {
	var bad db.Invalid
	if t.Phone == "" {
		bad.Add("phone", "Enter the team's phone number")
	}
	for _, habit := range []struct {
		field       string
		value       int
		least, most int
		words       string
	}{
		{"aim_days", t.AimDays, 1, 60, "Enter working days, from 1 to 60"},
		{"agreed_open", t.AgreedOpen, 1, 200, "Enter how many people, from 1 to 200"},
		{"attempts", t.Attempts, 1, 10, "Enter how many tries, from 1 to 10"},
		{"least_means", t.Means, 1, 4, "Enter how many ways, from 1 to 4"},
		{"check_in_days", t.CheckIn, 1, 92, "Enter days, from 1 to 92"},
		{"supervise_days", t.Supervise, 7, 92, "Enter days, from 7 to 92"},
		{"reopen_days", t.ReopenDays, 1, 365, "Enter days, from 1 to 365"},
	} {
		if habit.value < habit.least || habit.value > habit.most {
			bad.Add(habit.field, habit.words)
		}
	}
	if t.WorksFrom < 0 || t.WorksUntil > 24*60 || t.WorksFrom >= t.WorksUntil {
		bad.Add("works_until", "Choose from when to when your team works")
	}
	return bad.Err()
}
