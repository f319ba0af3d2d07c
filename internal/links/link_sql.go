package links

import "linkwork/internal/db"

const columns = `id, purpose, subject_id, created_at, expires_at, used_at, revoked_at, proof, code_to, birth_year, tries`

func scan(s db.Scanner) (l Link, err error) {
	err = s.Scan(&l.ID, &l.Purpose, &l.SubjectID, db.At(&l.CreatedAt), db.At(&l.ExpiresAt), db.At(&l.UsedAt), db.At(&l.RevokedAt),
		&l.Proof, &l.CodeTo, &l.birthYear, &l.tries)
	return l, err
}

// Create makes a link. Its Token is known only now.
func Create(tx *db.Tx, s Spec) (Link, error) {
	l := Link{
		ID: tx.NewID(), Token: newToken(), Purpose: s.Purpose, SubjectID: s.SubjectID,
		CreatedAt: tx.Now(), ExpiresAt: s.Expires, Proof: NoProof, birthYear: s.BirthYear,
	}
	switch {
	case s.Code:
		l.Proof, l.CodeTo = Code, s.CodeTo
	case s.BirthYear != 0:
		l.Proof = BirthYear
	}
	_, err := tx.Exec(`INSERT INTO links (id, token_hash, purpose, subject_id, created_at, expires_at, proof, code_to, birth_year)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, l.ID, hash(l.Token), l.Purpose, l.SubjectID,
		db.Ms(l.CreatedAt), db.Ms(l.ExpiresAt), l.Proof, l.CodeTo, l.birthYear)
	return l, err
}

// Find returns the link that token opens. db.ErrNotFound: there never was one.
// ErrEnded: there was, and it comes back too, to offer a new one by.
func Find(r db.Reader, token string) (Link, error) {
	l, err := db.One(r, scan, `SELECT `+columns+` FROM links WHERE token_hash = $1`, hash(token))
	if err == nil && l.ended(r.Now()) {
		err = ErrEnded
	}
	return l, err
}

// Get returns a link by its id, ended or not.
func Get(r db.Reader, id string) (Link, error) {
	return db.One(r, scan, `SELECT `+columns+` FROM links WHERE id = $1`, id)
}

// Ended says whether nothing more can be done with the link.
func (l Link) Ended(r db.Reader) bool { return l.ended(r.Now()) }

// For lists the links of a purpose to a subject, newest first.
func For(r db.Reader, purpose, subjectID string) ([]Link, error) {
	return db.List(r, scan, `SELECT `+columns+` FROM links WHERE purpose = $1 AND subject_id = $2
		ORDER BY created_at DESC, id DESC`, purpose, subjectID)
}

// Use uses a link up. ErrEnded: somebody was first.
func Use(tx *db.Tx, id string) error {
	n, err := tx.Exec(`UPDATE links SET used_at = $1 WHERE id = $2 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $1`,
		db.Ms(tx.Now()), id)
	if err == nil && n == 0 {
		return ErrEnded
	}
	return err
}

// Revoke takes a link back. Twice is no error.
func Revoke(tx *db.Tx, id string) error {
	_, err := tx.Exec(`UPDATE links SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL`, db.Ms(tx.Now()), id)
	return err
}

// RevokeFor takes back every link of a purpose to a subject.
func RevokeFor(tx *db.Tx, purpose, subjectID string) error {
	_, err := tx.Exec(`UPDATE links SET revoked_at = $1 WHERE purpose = $2 AND subject_id = $3 AND revoked_at IS NULL AND used_at IS NULL`,
		db.Ms(tx.Now()), purpose, subjectID)
	return err
}

// Expire throws away links that ended, and devices that were forgotten, more
// than a month ago. Until then a visitor is told that the link has ended.
func Expire(tx *db.Tx) error {
	if _, err := tx.Exec(`DELETE FROM link_devices WHERE expires_at <= $1`, db.Ms(tx.Now())); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM links WHERE expires_at <= $1`, db.Ms(tx.Now().AddDate(0, -1, 0)))
	return err
}
