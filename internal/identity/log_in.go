package identity

import (
	"context"
	"errors"

	"linkwork/internal/audit"
	"linkwork/internal/db"
)

// LogIn checks who somebody is. remoteAddr is the network address the request
// came from, without a port. A *BadLogin means no, whatever the reason; it says
// how many tries are left. The caller then begins a session.
func (s *Service) LogIn(ctx context.Context, email, password, remoteAddr string) (Account, error) {
	email = db.Storable(NormalEmail(email))
	all := limits(email, remoteAddr)
	left, err := s.try(ctx, all)
	if err != nil {
		return Account{}, err
	}
	c, err := s.candidate(ctx, email)
	if err != nil {
		return Account{}, err
	}
	right, err := s.hasher.check(ctx, password, c.hash)
	if err != nil {
		return Account{}, err
	}
	if !right {
		return Account{}, &BadLogin{TriesLeft: left}
	}
	return s.loggedIn(ctx, c.id, all)
}

// try counts a try before the password is looked at.
func (s *Service) try(ctx context.Context, all []limit) (left int, err error) {
	var bad BadLogin
	err = s.db.Write(ctx, func(tx *db.Tx) (err error) {
		bad.TriesLeft, bad.Wait, err = count(tx, all)
		return err
	})
	if err == nil && bad.Wait > 0 {
		return 0, &bad
	}
	return bad.TriesLeft, err
}

// candidate is who might be logging in.
type candidate struct{ id, hash string }

// candidate finds the account with an address. Whoever cannot log in has no
// hash, and so no right password.
func (s *Service) candidate(ctx context.Context, email string) (c candidate, err error) {
	err = s.db.Read(ctx, func(r *db.Snapshot) error {
		var status Status
		c.id, status, c.hash, err = passwordOf(r, email)
		if status != Active {
			c.hash = ""
		}
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		return err
	})
	return c, err
}

// loggedIn notes a right password. The account may have been disabled since.
func (s *Service) loggedIn(ctx context.Context, id string, all []limit) (a Account, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if a, err = Get(tx, id); err != nil {
			return err
		}
		if a.Status != Active {
			return &BadLogin{}
		}
		if err := forgive(tx, all); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE accounts SET logged_in_at = $2 WHERE id = $1`, id, db.Ms(tx.Now())); err != nil {
			return err
		}
		return audit.Change(tx, a.actor(), "account.logged-in", "", "account", id)
	})
	return a, err
}
