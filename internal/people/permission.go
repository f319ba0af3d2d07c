package people

import (
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/vocabulary"
)

// Permission is what was said about sharing with one recipient for one purpose.
type Permission struct {
	ID            string
	RecipientKind string // practice | organisation | team
	RecipientID   string
	RecipientName string
	Purpose       string // code of vocabulary.SharingPurposes
	Given         bool
	How           string // in person, by phone, through the referrer
	GivenBy       string // code of vocabulary.PermissionGivers
	ByName        string // who, if not the person
	SaidOn        dates.Date
	Until         dates.Date // last day on which a yes holds; zero for no end
	RecordedAt    time.Time
}

// Holds reports whether it is a yes that has not run out.
func (p Permission) Holds(today dates.Date) bool {
	return p.Given && (p.Until.IsZero() || !today.After(p.Until))
}

// check refuses what does not say whose word it is.
func (p *Permission) check(today dates.Date) error {
	p.How, p.ByName = strings.TrimSpace(p.How), strings.TrimSpace(p.ByName)
	if p.GivenBy == "" {
		p.GivenBy = "person"
	}
	var bad db.Invalid
	if !vocabulary.SharingPurposes.Has(p.Purpose) {
		bad.Add("purpose", "Choose what it is for")
	}
	if !vocabulary.PermissionGivers.Has(p.GivenBy) {
		bad.Add("given_by", "Choose who said so")
	}
	if p.GivenBy != "person" && p.ByName == "" {
		bad.Add("by_name", "Say who decided for the person")
	}
	if len([]rune(p.How)) > 300 || len([]rune(p.ByName)) > 100 {
		bad.Add("how", "Use 300 characters or fewer, and 100 for the name")
	}
	if !p.Until.IsZero() && p.Until.Before(today) {
		bad.Add("until", "The last day must be today or later")
	}
	return bad.Err()
}

// SayPermission is RecordPermission for somebody who was asked: how they said it
// is part of it. What comes with a referral may lack that.
func SayPermission(tx *db.Tx, byAccount, personID string, p Permission) error {
	if strings.TrimSpace(p.How) == "" {
		var bad db.Invalid
		bad.Add("how", "Say how they said it, like in person or by phone")
		return bad.Err()
	}
	return RecordPermission(tx, byAccount, personID, p)
}

// RecordPermission stores what was said; the latest word counts.
func RecordPermission(tx *db.Tx, byAccount, personID string, p Permission) error {
	if p.SaidOn.IsZero() {
		p.SaidOn = dates.Of(tx.Now())
	}
	if err := p.check(dates.Of(tx.Now())); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO permissions (id, person_id, recipient_kind, recipient_id, recipient_name, purpose, given, how, given_by, by_name, said_on, until, recorded_by, recorded_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		tx.NewID(), personID, p.RecipientKind, p.RecipientID, p.RecipientName, p.Purpose, p.Given, p.How, p.GivenBy, p.ByName, p.SaidOn, p.Until, byAccount, tx.Now().UnixMilli())
	return err
}

// Permissions lists everything that was said, latest first. The caller has
// checked that its reader may see the person.
func Permissions(r db.Reader, personID string) ([]Permission, error) {
	return db.List(r, func(s db.Scanner) (p Permission, err error) {
		err = s.Scan(&p.ID, &p.RecipientKind, &p.RecipientID, &p.RecipientName, &p.Purpose, &p.Given, &p.How, &p.GivenBy, &p.ByName, &p.SaidOn, &p.Until, db.At(&p.RecordedAt))
		return
	}, `SELECT id, recipient_kind, recipient_id, recipient_name, purpose, given, how, given_by, by_name, said_on, until, recorded_at FROM permissions
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

// Allows reports whether the latest word about a recipient and purpose is a yes
// that holds today, and whether anybody was asked at all.
func Allows(said []Permission, kind, id, purpose string, today dates.Date) (yes, asked bool) {
	for _, p := range said {
		if p.RecipientKind == kind && p.RecipientID == id && p.Purpose == purpose {
			return p.Holds(today), true
		}
	}
	return false, false
}

// SaidNo is the SQL condition that the person in a column said no to being
// supported by a team, or that their yes has run out by the day in a parameter:
// the latest word of each team is what counts. It is what Reach.SaidNo says.
func SaidNo(column, today string) string {
	return `EXISTS (SELECT 1 FROM permissions said WHERE said.person_id = ` + column + ` AND said.recipient_kind = 'team' AND said.purpose = 'support'
		AND (NOT said.given OR said.until < ` + today + `) AND NOT EXISTS (SELECT 1 FROM permissions later WHERE later.person_id = said.person_id AND later.recipient_kind = 'team'
			AND later.recipient_id = said.recipient_id AND later.purpose = 'support' AND (later.recorded_at, later.id) > (said.recorded_at, said.id)))`
}
