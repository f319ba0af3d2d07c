package readers

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"linkwork/internal/db"
)

// secret makes the tokens of addresses. It does not leave the database.
type secret []byte

// theSecret is the area's secret, made when it is first needed.
func theSecret(tx *db.Tx) (secret, error) {
	fresh := make([]byte, 32)
	rand.Read(fresh)
	if _, err := tx.Exec(`INSERT INTO update_secrets (id, secret, made_at) VALUES ('readers', $1, $2) ON CONFLICT (id) DO NOTHING`, hex.EncodeToString(fresh), db.Ms(tx.Now())); err != nil {
		return nil, err
	}
	return keptSecret(tx)
}

func keptSecret(r db.Reader) (secret, error) {
	var kept string
	if err := r.QueryRow(`SELECT secret FROM update_secrets WHERE id = 'readers'`).Scan(&kept); err != nil {
		return nil, err
	}
	return hex.DecodeString(kept)
}

// token is the way out of one list for one address, which nobody else can guess. It is
// the same each time, so it works in every mail, and after the reader was erased.
func (s secret) token(studyID, address string) string {
	mac := hmac.New(sha256.New, s)
	mac.Write([]byte(studyID + "\n" + strings.ToLower(address)))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// mark is what is kept of a token.
func mark(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// everywhere is the study of a mark that holds for all lists.
const everywhere = ""

func (s secret) mark(studyID, address string) string { return mark(s.token(studyID, address)) }
