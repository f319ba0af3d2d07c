package people

import (
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Permission is what a person said about sharing with one recipient for one
// purpose.
type Permission struct {
	ID            string
	RecipientKind string // practice | organisation | team
	RecipientID   string
	RecipientName string
	Purpose       string // support | referral | letter
	Given         bool
	How           string
	SaidOn        dates.Date
	RecordedAt    time.Time
}

// RecordPermission stores what a person said; the latest word counts.
func RecordPermission(tx *db.Tx, byAccount, personID string, p Permission) error {
	if p.SaidOn.IsZero() {
		p.SaidOn = dates.Of(tx.Now())
	}
	_, err := tx.Exec(`INSERT INTO permissions (id, person_id, recipient_kind, recipient_id, recipient_name, purpose, given, how, said_on, recorded_by, recorded_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.NewID(), personID, p.RecipientKind, p.RecipientID, p.RecipientName, p.Purpose, p.Given, p.How, p.SaidOn, byAccount, tx.Now().UnixMilli())
	return err
}

// Permissions lists everything a person said, latest first. The caller has
// checked that its reader may see the person.
func Permissions(r db.Reader, personID string) ([]Permission, error) {
	return db.List(r, func(s db.Scanner) (p Permission, err error) {
		err = s.Scan(&p.ID, &p.RecipientKind, &p.RecipientID, &p.RecipientName, &p.Purpose, &p.Given, &p.How, &p.SaidOn, db.At(&p.RecordedAt))
		return
	}, `SELECT id, recipient_kind, recipient_id, recipient_name, purpose, given, how, said_on, recorded_at FROM permissions
		WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC`, personID)
}

// Current keeps the latest word for each recipient and purpose.
func Current(said []Permission) []Permission {
	type key struct{ kind, id, purpose string }
	seen := make(map[key]bool)
	var current []Permission
	for _, p := range said {
		k := key{p.RecipientKind, p.RecipientID, p.Purpose}
		if !seen[k] {
			seen[k] = true
			current = append(current, p)
		}
	}
	return current
}

// Allows reports what the person last said about a recipient and purpose, and
// whether they were asked at all.
func Allows(said []Permission, kind, id, purpose string) (yes, asked bool) {
	for _, p := range said {
		if p.RecipientKind == kind && p.RecipientID == id && p.Purpose == purpose {
			return p.Given, true
		}
	}
	return false, false
}
