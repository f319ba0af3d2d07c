package identity

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"time"

	"linkwork/internal/db"
)

// store keeps sessions for scs, by the hash of their token. When a session
// ends is reckoned here, by the database's clock.
type store struct{ db *db.DB }

// FindCtx returns a session unless it has ended, been ended, or belongs to an
// account that may not log in.
func (s *store) FindCtx(ctx context.Context, token string) (b []byte, found bool, err error) {
	var data string
	var seen, expires time.Time
	err = s.db.Read(ctx, func(r *db.Snapshot) error {
		return r.QueryRow(`SELECT s.data, s.seen_at, s.expires_at FROM sessions s LEFT JOIN accounts a ON a.id = s.account_id
			WHERE s.token_hash = $1 AND s.expires_at > $2
			AND (s.account_id IS NULL OR a.status = 'active')`,
			hash(token), db.Ms(r.Now())).Scan(&data, db.At(&seen), db.At(&expires))
	})
	if errors.Is(err, db.ErrNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	values := map[string]any{}
	if err := json.Unmarshal([]byte(data), &values); err != nil {
		return nil, false, err
	}
	values[seenKey], values[storedKey] = stamp(seen), "yes"
	b, err = codec{}.Encode(expires, values)
	return b, true, err
}

// CommitCtx saves a session. One that was loaded is only changed, so that a
// request cannot bring back what was ended while it ran.
func (s *store) CommitCtx(ctx context.Context, token string, b []byte, _ time.Time) error {
	_, values, err := codec{}.Decode(b)
	if err != nil {
		return err
	}
	account, _ := values[accountKey].(string)
	_, stored := values[storedKey]
	delete(values, storedKey)
	data, err := json.Marshal(values)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if stored {
			_, err := tx.Exec(`UPDATE sessions SET data = $2 WHERE token_hash = $1`, hash(token), string(data))
			return err
		}
		_, err := tx.Exec(`INSERT INTO sessions (token_hash, account_id, data, began_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)
			ON CONFLICT (token_hash) DO UPDATE SET data = excluded.data`,
			hash(token), db.Null(account), string(data), db.Ms(tx.Now()), db.Ms(tx.Now().Add(SessionLasts)))
		return err
	})
}

// DeleteCtx ends a session.
func (s *store) DeleteCtx(ctx context.Context, token string) error {
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`DELETE FROM sessions WHERE token_hash = $1`, hash(token))
		return err
	})
}

// Find, Commit and Delete complete scs.Store; scs calls those with a context.
func (s *store) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}
func (s *store) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
func (s *store) Commit(token string, b []byte, t time.Time) error {
	return s.CommitCtx(context.Background(), token, b, t)
}

// codec writes a session as JSON. Its values are strings.
type codec struct{}

type session struct {
	Deadline time.Time
	Values   map[string]any
}

func (codec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	return json.Marshal(session{deadline, maps.Clone(values)})
}

func (codec) Decode(b []byte) (time.Time, map[string]any, error) {
	s := session{Values: map[string]any{}}
	err := json.Unmarshal(b, &s)
	return s.Deadline, s.Values, err
}

// hash is what is kept of a token.
func hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
