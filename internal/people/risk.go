package people

import (
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
)

// Risk is a statement about risk: one that is known, or that none is.
type Risk struct {
	ID             string
	NoneKnown      bool
	Words          string
	Source         string // who said so: "the practice's referral", "Amina Yusuf"
	StatedOn       dates.Date
	EndedOn        dates.Date // zero while it holds
	RecordedByName string
	RecordedAt     time.Time
}

// StateRisk records a statement about risk. A known risk ends a standing "none
// known"; saying "none known" ends no risk, because that takes a decision
// about each (EndRisk). *db.Invalid if a known risk has no words, or if none
// is said to be known while one stands.
func StateRisk(tx *db.Tx, by audit.Actor, personID string, risk Risk) error {
	risk.Words = strings.TrimSpace(risk.Words)
	var bad db.Invalid
	if !risk.NoneKnown && risk.Words == "" {
		bad.Add("risk_words", "Say what the risk is, in a few words")
	}
	standing, err := StandingRisks(tx, personID)
	if err != nil {
		return err
	}
	for _, s := range standing {
		if risk.NoneKnown && !s.NoneKnown {
			bad.Add("risk", "A known risk is on the record. End it before you say that none is known")
			break
		}
	}
	if err := bad.Err(); err != nil {
		return err
	}
	today := dates.Of(tx.Now())
	if _, err := tx.Exec(`UPDATE risks SET ended_on = $2 WHERE person_id = $1 AND none_known = TRUE AND ended_on IS NULL`, personID, today); err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO risks (id, person_id, none_known, words, source, stated_on, recorded_by, recorded_by_name, recorded_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.NewID(), personID, risk.NoneKnown, risk.Words, risk.Source, today, by.ID, by.Name, tx.Now().UnixMilli()); err != nil {
		return err
	}
	return audit.Change(tx, by, "risk.stated", personID, "person", personID)
}

// EndRisk says that a risk holds no longer. It stays on the record.
func EndRisk(tx *db.Tx, by access.Actor, personID, riskID string) error {
	if err := access.SeePerson(tx, by, personID); err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE risks SET ended_on = $3 WHERE id = $1 AND person_id = $2 AND ended_on IS NULL`, riskID, personID, dates.Of(tx.Now()))
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrNotFound
	}
	return audit.Change(tx, by.Audit(), "risk.ended", personID, "risk", riskID)
}

// Risks lists every statement, latest first.
func Risks(r db.Reader, personID string) ([]Risk, error) {
	return db.List(r, func(s db.Scanner) (k Risk, err error) {
		err = s.Scan(&k.ID, &k.NoneKnown, &k.Words, &k.Source, &k.StatedOn, &k.EndedOn, &k.RecordedByName, db.At(&k.RecordedAt))
		return
	}, `SELECT id, none_known, words, source, stated_on, ended_on, recorded_by_name, recorded_at FROM risks
		WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC`, personID)
}

// StandingRisks lists the statements that hold now. None at all means that
// risk has not been asked about.
func StandingRisks(r db.Reader, personID string) ([]Risk, error) {
	all, err := Risks(r, personID)
	var standing []Risk
	for _, k := range all {
		if k.EndedOn.IsZero() {
			standing = append(standing, k)
		}
	}
	return standing, err
}
