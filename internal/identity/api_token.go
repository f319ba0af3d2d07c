package identity

import (
	"crypto/rand"
	"encoding/base64"
	"strings"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
)

// APIToken lets a practice's own system speak to Linkwork.
type APIToken struct {
	ID         string
	Name       string // what it is for
	PracticeID string // on whose behalf it speaks
	CreatedAt  time.Time
	RevokedAt  time.Time // zero while it holds
}

const tokenColumns = `id, name, practice_id, created_at, revoked_at`

func scanToken(s db.Scanner) (t APIToken, err error) {
	err = s.Scan(&t.ID, &t.Name, &t.PracticeID, db.At(&t.CreatedAt), db.At(&t.RevokedAt))
	return t, err
}

// CreateToken makes a token for a practice. The token itself is known only now.
func CreateToken(tx *db.Tx, by audit.Actor, practiceID, name string) (token string, t APIToken, err error) {
	var random [32]byte
	rand.Read(random[:])
	token = "lw_" + base64.RawURLEncoding.EncodeToString(random[:])
	t, err = SetToken(tx, by, practiceID, name, token)
	return token, t, err
}

// SetToken is CreateToken with a token that the caller chose, for the demo.
func SetToken(tx *db.Tx, by audit.Actor, practiceID, name, token string) (APIToken, error) {
	t := APIToken{ID: tx.NewID(), Name: strings.TrimSpace(name), PracticeID: practiceID, CreatedAt: tx.Now()}
	_, err := tx.Exec(`INSERT INTO api_tokens (id, token_hash, name, practice_id, created_at) VALUES ($1, $2, $3, $4, $5)`,
		t.ID, hash(token), t.Name, t.PracticeID, db.Ms(t.CreatedAt))
	if err != nil {
		return APIToken{}, err
	}
	return t, audit.Change(tx, by, "api-token.created", "", "api-token", t.ID)
}

// FindToken returns the token that somebody presents, db.ErrNotFound if there
// is none or it was revoked.
func FindToken(r db.Reader, token string) (APIToken, error) {
	return db.One(r, scanToken, `SELECT `+tokenColumns+` FROM api_tokens WHERE token_hash = $1 AND revoked_at IS NULL`, hash(token))
}

// Tokens lists a practice's tokens, newest first.
func Tokens(r db.Reader, practiceID string) ([]APIToken, error) {
	return db.List(r, scanToken, `SELECT `+tokenColumns+` FROM api_tokens WHERE practice_id = $1
		ORDER BY created_at DESC, id DESC`, practiceID)
}

// RevokeToken ends a token from this moment.
func RevokeToken(tx *db.Tx, by audit.Actor, id string) error {
	n, err := tx.Exec(`UPDATE api_tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL`, id, db.Ms(tx.Now()))
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrNotFound
	}
	return audit.Change(tx, by, "api-token.revoked", "", "api-token", id)
}
