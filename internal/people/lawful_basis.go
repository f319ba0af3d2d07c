package people

import (
	"strings"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/vocabulary"
)

// Basis is why a person's record may be kept, apart from what they permit.
type Basis struct {
	Code       string // code of vocabulary.LawfulBases
	Words      string // why it differs from the usual; "" for the usual one
	ByName     string
	RecordedAt time.Time // zero for the usual one
}

// BasisOf returns the basis of a person's record: what was said last, or else
// the usual one. The caller has checked that its reader may see the person.
func BasisOf(r db.Reader, personID string) (Basis, error) {
	said, err := db.List(r, func(s db.Scanner) (b Basis, err error) {
		err = s.Scan(&b.Code, &b.Words, &b.ByName, db.At(&b.RecordedAt))
		return
	}, `SELECT basis, words, by_name, recorded_at FROM lawful_bases WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC LIMIT 1`, personID)
	if err != nil || len(said) == 0 {
		return Basis{Code: vocabulary.LawfulBases[0].Code}, err
	}
	return said[0], nil
}

// SetBasis says on which basis a record is kept, and why; what was said before
// is kept. The caller has checked that the actor may see the person.
func SetBasis(tx *db.Tx, personID, byName string, b Basis) error {
	b.Words = strings.TrimSpace(b.Words)
	var bad db.Invalid
	if !vocabulary.LawfulBases.Has(b.Code) {
		bad.Add("basis", "Choose a basis from the list")
	}
	if b.Words == "" || len([]rune(b.Words)) > 500 {
		bad.Add("basis_words", "Say why, in up to 500 characters")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO lawful_bases (id, person_id, basis, words, by_name, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		tx.NewID(), personID, b.Code, b.Words, byName, tx.Now().UnixMilli())
	return err
}
