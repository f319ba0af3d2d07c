package identity

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"linkwork/internal/db"
)

const (
	// SessionLasts is how long somebody stays logged in at most.
	SessionLasts = 12 * time.Hour
	// LockAfter is how long a session may be left alone before it asks for the
	// password again.
	LockAfter = 15 * time.Minute

	accountKey = "account" // of the session's data
	seenKey    = "seen"
	storedKey  = "stored"
	noteKey    = "note."
)

// newSessions sets the cookie up. It ends with the browser, and a name that
// begins with __Host- cannot be set by a neighbouring site.
func newSessions(d *db.DB, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = &store{d}
	m.Codec = codec{}
	m.Lifetime = SessionLasts
	m.Cookie.Name = "linkwork"
	m.Cookie.Persist = false
	m.Cookie.Secure = secure
	m.Cookie.SameSite = http.SameSiteLaxMode
	if secure {
		m.Cookie.Name = "__Host-linkwork"
	}
	return m
}

// Session is who a request comes from.
type Session struct {
	AccountID string // "" when nobody is logged in
	Locked    bool   // ask for the password and nothing else
}

// Sessions loads the session before next and saves it before the page leaves.
// fail answers when the database cannot be asked.
func (s *Service) Sessions(next http.Handler, fail func(http.ResponseWriter, *http.Request, error)) http.Handler {
	m := *s.sessions
	m.ErrorFunc = fail
	return m.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := s.touch(r.Context()); err != nil {
			fail(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	}))
}

// Current says who the request comes from. It needs Sessions around it.
func (s *Service) Current(ctx context.Context) Session {
	c := Session{AccountID: s.sessions.GetString(ctx, accountKey)}
	c.Locked = c.AccountID != "" && s.idle(ctx) >= LockAfter
	return c
}

// Begin logs an account in on this browser, with a new token.
func (s *Service) Begin(ctx context.Context, accountID string) error {
	if err := s.sessions.RenewToken(ctx); err != nil {
		return err
	}
	s.sessions.Remove(ctx, storedKey)
	s.sessions.Put(ctx, accountKey, accountID)
	s.sessions.Put(ctx, seenKey, stamp(s.db.Now()))
	return nil
}

// End logs this browser out.
func (s *Service) End(ctx context.Context) error { return s.sessions.Destroy(ctx) }

// Unlock lets somebody go on after a pause. A *BadLogin as LogIn; without a
// session to unlock, db.ErrNotFound.
func (s *Service) Unlock(ctx context.Context, password, remoteAddr string) error {
	c := s.Current(ctx)
	if c.AccountID == "" {
		return db.ErrNotFound
	}
	var a Account
	err := s.db.Read(ctx, func(r *db.Snapshot) (err error) {
		a, err = Get(r, c.AccountID)
		return err
	})
	if err != nil {
		return err
	}
	if _, err := s.LogIn(ctx, a.Email, password, remoteAddr); err != nil {
		return err
	}
	return s.Begin(ctx, a.ID)
}

// EndAll logs an account out everywhere, at once: a request that has begun with
// the old session cannot bring it back.
func EndAll(tx *db.Tx, accountID string) error {
	_, err := tx.Exec(`DELETE FROM sessions WHERE account_id = $1`, accountID)
	return err
}

// EndEveryone logs everybody out: after a restore, which may bring sessions
// back that had been ended.
func EndEveryone(tx *db.Tx) error {
	_, err := tx.Exec(`DELETE FROM sessions`)
	return err
}

// SetNote keeps a word for the next page: "Contact recorded".
func (s *Service) SetNote(ctx context.Context, key, text string) {
	s.sessions.Put(ctx, noteKey+key, text)
}

// TakeNote returns a word that was kept, "" for none, and forgets it.
func (s *Service) TakeNote(ctx context.Context, key string) string {
	return s.sessions.PopString(ctx, noteKey+key)
}

// Expire throws away sessions and counts whose time is over.
func Expire(tx *db.Tx) error {
	_, sessions := tx.Exec(`DELETE FROM sessions WHERE expires_at <= $1`, db.Ms(tx.Now()))
	_, tries := tx.Exec(`DELETE FROM login_tries WHERE window_end <= $1`, db.Ms(tx.Now()))
	return errors.Join(sessions, tries)
}
