package practicalhelp

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Income is a benefit, grant or other income that a person gained with help.
type Income struct {
	ID, PersonID string
	Source       string
	Amount       Pence
	Every        string // week | month | once
	Since        dates.Date
	Sure         bool   // seen, or told by the payer; else an estimate
	Because      string // which help led to it
	ByName       string
}

// Rhythms are how often income comes, in words, and how often in one year.
var Rhythms = []struct {
	Code, Words string
	Times       int
}{{"week", "Every week", 52}, {"month", "Every month", 12}, {"once", "Once", 1}}

// AYear is what the income comes to in one year: 52 weeks, 12 months, or once.
func (i Income) AYear() Pence {
	for _, rhythm := range Rhythms {
		if rhythm.Code == i.Every {
			return i.Amount * Pence(rhythm.Times)
		}
	}
	return 0
}

// Gained is what a list of incomes comes to in one year, what is sure apart
// from what is an estimate.
type Gained struct{ Sure, Estimated Pence }

// Sum adds up a list.
func Sum(list []Income) (g Gained) {
	for _, i := range list {
		if i.Sure {
			g.Sure += i.AYear()
		} else {
			g.Estimated += i.AYear()
		}
	}
	return g
}

// Gain records income that a person with an open case gained.
func Gain(ctx context.Context, d *db.DB, by access.Actor, key once.Key, i Income) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			c, err := casework.Latest(tx, by, i.PersonID)
			if err != nil {
				return "", err
			}
			if err := i.check(dates.Of(tx.Now())); err != nil {
				return "", err
			}
			i.ID = tx.NewID()
			if _, err := tx.Exec(`INSERT INTO incomes (id, person_id, case_id, source, amount_pence, every, since, sure, because, by_name, recorded_at)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
				i.ID, i.PersonID, c.ID, i.Source, i.Amount, i.Every, i.Since, i.Sure, i.Because, by.Name, tx.Now().UnixMilli()); err != nil {
				return "", err
			}
			return i.ID, audit.Change(tx, by.Audit(), "income.recorded", i.PersonID, "income", i.ID)
		})
		return err
	})
}

func (i *Income) check(today dates.Date) error {
	i.Source, i.Because = strings.TrimSpace(i.Source), strings.TrimSpace(i.Because)
	var bad db.Invalid
	if i.Source == "" || len([]rune(i.Source)) > 100 {
		bad.Add("source", "Say what it is, like Attendance Allowance")
	}
	if i.Amount <= 0 {
		bad.Add("amount", "Enter the amount, like 72.65")
	}
	if i.AYear() == 0 && i.Amount > 0 {
		bad.Add("every", "Choose how often it comes")
	}
	if i.Since.IsZero() || i.Since.After(today.AddMonths(12)) {
		bad.Add("since", "Enter the day of the first payment, at most a year ahead")
	}
	if len([]rune(i.Because)) > 500 {
		bad.Add("because", "Use 500 characters or fewer")
	}
	return bad.Err()
}

// TakeBack says that income was recorded by mistake. The row stays.
func TakeBack(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			if err := access.SeePerson(tx, by, personID); err != nil {
				return "", err
			}
			n, err := tx.Exec(`UPDATE incomes SET taken_back = $3 WHERE id = $1 AND person_id = $2 AND taken_back IS NULL`, id, personID, tx.Now().UnixMilli())
			if err != nil {
				return "", err
			}
			if n == 0 {
				return "", db.ErrNotFound
			}
			return id, audit.Change(tx, by.Audit(), "income.taken-back", personID, "income", id)
		})
		return err
	})
}

const incomeColumns = `SELECT i.id, i.person_id, i.source, i.amount_pence, i.every, i.since, i.sure, i.because, i.by_name FROM incomes i WHERE i.taken_back IS NULL AND `

func scanIncome(s db.Scanner) (i Income, err error) {
	err = s.Scan(&i.ID, &i.PersonID, &i.Source, &i.Amount, &i.Every, &i.Since, &i.Sure, &i.Because, &i.ByName)
	return
}

// Incomes lists what a person whom the actor may see gained, latest first.
func Incomes(r db.Reader, by access.Actor, personID string) ([]Income, error) {
	return db.List(r, scanIncome, incomeColumns+`i.person_id = $1 AND `+access.PeopleSeenBy("i.person_id", "$2")+` ORDER BY i.since DESC, i.id DESC`, personID, by.AccountID)
}

// TeamIncomes lists what everybody whom the actor may see gained in payments
// that began since a day, latest first. The sum on a page is made of these rows.
func TeamIncomes(r db.Reader, by access.Actor, since dates.Date) ([]Income, error) {
	return db.List(r, scanIncome, incomeColumns+access.PeopleSeenBy("i.person_id", "$1")+` AND i.since >= $2 ORDER BY i.since DESC, i.id DESC`, by.AccountID, since)
}
