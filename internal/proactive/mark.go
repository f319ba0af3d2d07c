package proactive

import (
	"crypto/sha256"
	"encoding/hex"

	"linkwork/internal/db"
	"linkwork/internal/people"
)

// digests are how somebody is recognised without being named: one of the NHS
// number, one of name and date of birth, as far as they are known. Each is of
// one team only.
func digests(teamID string, d people.Details) (list []string) {
	add := func(kind, what string) {
		sum := sha256.Sum256([]byte("linkwork offer\x00" + teamID + "\x00" + kind + "\x00" + what))
		list = append(list, hex.EncodeToString(sum[:]))
	}
	if d.NHSNumber != "" {
		add("nhs", d.NHSNumber)
	}
	if !d.BirthDate.IsZero() && d.Family != "" {
		add("name", people.Fold(d.Family)+"\x00"+people.Fold(d.Given)+"\x00"+d.BirthDate.String())
	}
	return list
}

// mark remembers that somebody is not to be asked again.
func mark(tx *db.Tx, teamID string, d people.Details) error {
	for _, digest := range digests(teamID, d) {
		if _, err := tx.Exec(`INSERT INTO offer_marks (team_id, digest, since) VALUES ($1, $2, $3) ON CONFLICT (team_id, digest) DO NOTHING`, teamID, digest, tx.Now().UnixMilli()); err != nil {
			return err
		}
	}
	return nil
}

func unmark(tx *db.Tx, teamID string, d people.Details) error {
	for _, digest := range digests(teamID, d) {
		if _, err := tx.Exec(`DELETE FROM offer_marks WHERE team_id = $1 AND digest = $2`, teamID, digest); err != nil {
			return err
		}
	}
	return nil
}

func isMarked(r db.Reader, teamID string, d people.Details) (bool, error) {
	for _, digest := range digests(teamID, d) {
		n, err := db.One(r, func(s db.Scanner) (n int, err error) {
			err = s.Scan(&n)
			return
		}, `SELECT count(*) FROM offer_marks WHERE team_id = $1 AND digest = $2`, teamID, digest)
		if err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}
