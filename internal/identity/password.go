package identity

import (
	"context"
	"strings"
	"unicode/utf8"

	"linkwork/internal/audit"
	"linkwork/internal/db"
)

const (
	shortest = 12  // characters
	longest  = 200 // characters; a hash of more costs nothing extra, reading it does
)

// common are what people make long passwords of when asked to.
var common = []string{"password", "passw0rd", "qwertyuiop", "1234567890", "letmein", "linkwork", "welcome", "iloveyou", "administrator"}

// checkPassword refuses what is guessed first. Length counts; odd characters
// are not asked for.
func checkPassword(password, email string) error {
	var bad db.Invalid
	lower := strings.ToLower(password)
	local, _, _ := strings.Cut(email, "@")
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password) || n > longest:
		bad.Add("password", "Password must be 200 characters or fewer")
	case n < shortest:
		bad.Add("password", "Password must be 12 characters or more. Three random words are a good way")
	case different(lower) < 5:
		bad.Add("password", "Password must have more different characters")
	case len(local) > 3 && strings.Contains(lower, local):
		bad.Add("password", "Password must not contain your email address")
	default:
		for _, c := range common {
			if rest := strings.Replace(lower, c, "", 1); len(rest) < len(lower) && utf8.RuneCountInString(rest) < 8 {
				bad.Add("password", "Choose a password that is harder to guess. Three random words are a good way")
				break
			}
		}
	}
	return bad.Err()
}

// different counts the different characters in s.
func different(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// SetPassword gives an account a password, makes it active and ends its
// sessions. A weak one is a *db.Invalid; a disabled account, db.ErrConflict.
func (s *Service) SetPassword(ctx context.Context, by audit.Actor, accountID, password string) error {
	return s.setPassword(ctx, accountID, password, func(tx *db.Tx) error {
		return audit.Change(tx, by, "account.password-set", "", "account", accountID)
	})
}

// setPassword hashes before it writes; also does more in the same write.
func (s *Service) setPassword(ctx context.Context, accountID, password string, also func(*db.Tx) error) error {
	var a Account
	err := s.db.Read(ctx, func(r *db.Snapshot) (err error) {
		a, err = Get(r, accountID)
		return err
	})
	if err != nil {
		return err
	}
	if err := checkPassword(password, a.Email); err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *db.Tx) error {
		if err := setPassword(tx, accountID, hash); err != nil {
			return err
		}
		if err := EndAll(tx, accountID); err != nil {
			return err
		}
		return also(tx)
	})
}
