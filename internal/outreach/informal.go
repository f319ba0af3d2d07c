package outreach

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/vocabulary"
)

// Informal is a talk with somebody who has no case. It holds no name.
type Informal struct {
	ID, TeamID   string
	Day          dates.Date
	Setting      string // code of vocabulary.InformalSettings
	Place        string
	Minutes      int // 0 where nobody wrote it down
	Needs        []string
	Result       string // code of vocabulary.InformalResults
	Words        string
	ByID, ByName string
}

func scanInformal(s db.Scanner) (i Informal, err error) {
	var needs string
	err = s.Scan(&i.ID, &i.TeamID, &i.Day, &i.Setting, &i.Place, &i.Minutes, &needs, &i.Result, &i.Words, &i.ByID, &i.ByName)
	i.Needs = strings.Fields(needs)
	return
}

func (i *Informal) tidy(today dates.Date) error {
	var bad db.Invalid
	i.Place, i.Words = strings.TrimSpace(i.Place), strings.TrimSpace(i.Words)
	if i.Day.IsZero() || i.Day.After(today) || i.Day.Before(today.AddDays(-92)) {
		bad.Add("day", "Enter the day: today, or in the last three months")
	}
	if !vocabulary.InformalSettings.Has(i.Setting) {
		bad.Add("setting", "Choose where it was")
	}
	if !vocabulary.InformalResults.Has(i.Result) {
		bad.Add("result", "Choose what came of it")
	}
	if i.Minutes < 0 || i.Minutes > 600 {
		bad.Add("minutes", "Enter the minutes, from 0 to 600")
	}
	if slices.ContainsFunc(i.Needs, func(code string) bool { return !vocabulary.Needs.Has(code) }) {
		bad.Add("needs", "Choose from the list")
	}
	short(&bad, "place", i.Place, 100)
	short(&bad, "words", i.Words, 500)
	return bad.Err()
}

// RecordInformal keeps a talk without a case for the actor's team.
func RecordInformal(ctx context.Context, d *db.DB, by access.Actor, key once.Key, i Informal) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if by.TeamID() == "" {
			return db.ErrNotFound
		}
		if err := i.tidy(dates.Of(tx.Now())); err != nil {
			return err
		}
		id := tx.NewID()
		if _, err := tx.Exec(`INSERT INTO informal_contacts (id, team_id, day, setting, place, minutes, needs, result, words, by_id, by_name, recorded_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, id, by.TeamID(), i.Day, i.Setting, i.Place, i.Minutes, strings.Join(i.Needs, " "), i.Result, i.Words,
			by.AccountID, by.Name, tx.Now().UnixMilli()); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "informal.recorded", "", "informal-contact", id)
	})
}

// Informals lists the talks of the actor's teams between two days, both
// included, the latest first.
func Informals(r db.Reader, by access.Actor, from, to dates.Date) ([]Informal, error) {
	return db.List(r, scanInformal, `SELECT i.id, i.team_id, i.day, i.setting, i.place, i.minutes, i.needs, i.result, i.words, i.by_id, i.by_name FROM informal_contacts i
		WHERE i.day >= $2 AND i.day <= $3 AND `+access.TeamSeenBy("i.team_id", "$1")+` ORDER BY i.day DESC, i.id DESC`, by.AccountID, from, to)
}
