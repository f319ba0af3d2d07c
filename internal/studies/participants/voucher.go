package participants

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// noDay stands for today.
var noDay dates.Date

// Voucher is thanks given to a participant. Payments to public contributors are
// something else and kept elsewhere.
type Voucher struct {
	ID, ParticipantID string
	Number            string // of the participant
	SiteID            string
	Pence             int
	Words             string // for what
	Declined          bool
	Day               dates.Date
	Receipt           string // how receipt was confirmed
	ByName            string
}

// mostPence is the largest voucher that is not a slip of the keyboard.
const mostPence = 50_000

// Vouchers lists what was given to participants whom the seat meets, the latest
// first; participantID narrows to one of them.
func Vouchers(r db.Reader, s studies.Seat, participantID string) ([]Voucher, error) {
	reach, args := s.Reach(studies.Meet, "p.site_id", s.Study.ID, participantID)
	return db.List(r, func(row db.Scanner) (v Voucher, err error) {
		var state string
		err = row.Scan(&v.ID, &v.ParticipantID, &v.Number, db.Text(&v.SiteID), &v.Pence, &v.Words, &state, &v.Day, &v.Receipt, &v.ByName)
		v.Declined = state == "declined"
		return
	}, `SELECT v.id, v.participant_id, p.number, p.site_id, v.pence, v.words, v.state, v.day, v.receipt, v.by_name FROM study_vouchers v JOIN participants p ON p.id = v.participant_id
		WHERE p.study_id = $1 AND ($2 = '' OR p.id = $2) AND `+reach+` ORDER BY v.day DESC, v.id DESC`, args...)
}

// Total is what was given in a list of vouchers.
type Total struct {
	SiteID string
	Given  int // vouchers
	Pence  int
}

// BySite adds up what was given and not declined, by site.
func BySite(all []Voucher) map[string]Total {
	totals := make(map[string]Total)
	for _, v := range all {
		if v.Declined {
			continue
		}
		t := totals[v.SiteID]
		t.SiteID, t.Given, t.Pence = v.SiteID, t.Given+1, t.Pence+v.Pence
		totals[v.SiteID] = t
	}
	return totals
}

// GiveVoucher notes a voucher that was given, or offered and declined.
func GiveVoucher(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, v Voucher) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "voucher.given", func(tx *db.Tx, s studies.Seat) (string, error) {
		v := v
		if _, err := Get(tx, s, studies.Meet, v.ParticipantID); err != nil {
			return "", err
		}
		var bad db.Invalid
		if v.Pence <= 0 || v.Pence > mostPence {
			bad.Add("pounds", "Enter an amount up to £500, like 20 or 12.50")
		}
		bad.Trim("words", &v.Words, 200, "Say what it is for")
		bad.Trim("receipt", &v.Receipt, 200, "")
		if today := dates.Of(tx.Now()); v.Day.IsZero() {
			v.Day = today
		} else if v.Day.After(today) {
			bad.Add("day", "The day must be today or earlier")
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		state := "given"
		if v.Declined {
			state = "declined"
		}
		id := tx.NewID()
		_, err := tx.Exec(`INSERT INTO study_vouchers (id, participant_id, pence, words, state, day, receipt, by_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			id, v.ParticipantID, v.Pence, v.Words, state, v.Day, v.Receipt, by.Name)
		return id, err
	})
	return err
}
