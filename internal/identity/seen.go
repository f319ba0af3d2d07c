package identity

import (
	"context"
	"strconv"
	"time"

	"linkwork/internal/db"
)

// seenEvery is how exactly it is known when a session was last used: noting
// every request would make every page a write.
const seenEvery = time.Minute

// touch notes that a session is in use, unless it is locked.
func (s *Service) touch(ctx context.Context) error {
	if s.sessions.GetString(ctx, accountKey) == "" {
		return nil
	}
	if idle := s.idle(ctx); idle < seenEvery || idle >= LockAfter {
		return nil
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		_, err := tx.Exec(`UPDATE sessions SET seen_at = $2 WHERE token_hash = $1`, hash(s.sessions.Token(ctx)), db.Ms(tx.Now()))
		return err
	})
}

// idle is how long the session had not been used when this request came.
func (s *Service) idle(ctx context.Context) time.Duration {
	ms, err := strconv.ParseInt(s.sessions.GetString(ctx, seenKey), 10, 64)
	if err != nil {
		return LockAfter
	}
	return s.db.Now().Sub(time.UnixMilli(ms))
}

// stamp is a moment as a value of a session.
func stamp(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }
