package identity_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/identity"
	"linkwork/internal/links"
	"linkwork/internal/messages"
)

const (
	good = "heron kettle marmalade"
	here = "192.0.2.7"
)

// desk is a service with one account, Asha's.
type desk struct {
	*testing.T
	db   *db.DB
	s    *identity.Service
	asha identity.Account
}

func each(t *testing.T, test func(k *desk)) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, err := identity.New(d, "http://127.0.0.1:8080/")
		if err != nil {
			t.Fatal(err)
		}
		k := &desk{T: t, db: d, s: s}
		k.write(func(tx *db.Tx) (err error) {
			k.asha, err = identity.Create(tx, audit.System, " Asha Example ", " Asha@Harbour.example ")
			return err
		})
		test(k)
	})
}

func (k *desk) write(act func(tx *db.Tx) error) {
	k.Helper()
	dbtest.Write(k, k.db, act)
}

func (k *desk) setPassword(password string) {
	k.Helper()
	if err := k.s.SetPassword(k.Context(), audit.System, k.asha.ID, password); err != nil {
		k.Fatal(err)
	}
}

func (k *desk) logIn(email, password, addr string) error {
	k.Helper()
	_, err := k.s.LogIn(k.Context(), email, password, addr)
	return err
}

func (k *desk) invitationToken() (token string) {
	k.Helper()
	dbtest.Read(k, k.db, func(r *db.Snapshot) error {
		mails, err := messages.About(r, "account", k.asha.ID)
		if err == nil && len(mails) > 0 {
			_, rest, _ := strings.Cut(mails[0].Body(), "http://127.0.0.1:8080/invitation/")
			token, _, _ = strings.Cut(rest, "\n")
		}
		return err
	})
	return token
}

func TestCreateChecksWhatWasEntered(t *testing.T) {
	each(t, func(k *desk) {
		if k.asha.Email != "asha@harbour.example" || k.asha.Name != "Asha Example" || k.asha.Status != identity.Invited {
			k.Errorf("account %+v", k.asha)
		}
		for _, c := range [][2]string{{"", "a@b.example"}, {"A", ""}, {"A", "A <a@b.example>"}, {"A", "a@b.example\r\nX: y"}, {"A", "ASHA@harbour.example"}} {
			err := k.db.Write(k.Context(), func(tx *db.Tx) error {
				_, err := identity.Create(tx, audit.System, c[0], c[1])
				return err
			})
			if _, ok := errors.AsType[*db.Invalid](err); !ok {
				k.Errorf("%q: %v", c, err)
			}
		}
	})
}

func TestAnInvitationIsAcceptedOnce(t *testing.T) {
	each(t, func(k *desk) {
		invite := func() {
			k.write(func(tx *db.Tx) error { return k.s.Invite(tx, audit.System, k.asha.ID) })
		}
		invite()
		early := k.invitationToken()
		dbtest.ClockOf(k.db).Advance(time.Hour)
		invite()
		token := k.invitationToken()
		if _, err := k.s.AcceptInvitation(k.Context(), early, good); !errors.Is(err, links.ErrEnded) {
			k.Errorf("an earlier one: %v", err)
		}
		if _, err := k.s.AcceptInvitation(k.Context(), token, "short"); err == nil {
			k.Error("a weak password was taken")
		}
		a, err := k.s.AcceptInvitation(k.Context(), token, good)
		if err != nil || a.ID != k.asha.ID || a.Status != identity.Active {
			k.Fatalf("%+v, %v", a, err)
		}
		if _, err := k.s.AcceptInvitation(k.Context(), token, good); !errors.Is(err, links.ErrEnded) {
			k.Errorf("twice: %v", err)
		}
		if err := k.logIn("asha@harbour.example", good, here); err != nil {
			k.Error(err)
		}
		if _, err := k.s.AcceptInvitation(k.Context(), "guess", good); !errors.Is(err, db.ErrNotFound) {
			k.Errorf("a guess: %v", err)
		}
	})
}

func TestAnInvitationEnds(t *testing.T) {
	each(t, func(k *desk) {
		k.write(func(tx *db.Tx) error { return k.s.Invite(tx, audit.System, k.asha.ID) })
		token := k.invitationToken()
		k.write(func(tx *db.Tx) error { return identity.Disable(tx, audit.System, k.asha.ID) })
		if _, err := k.s.AcceptInvitation(k.Context(), token, good); !errors.Is(err, links.ErrEnded) {
			k.Errorf("disabled: %v", err)
		}
		err := k.db.Write(k.Context(), func(tx *db.Tx) error { return k.s.Invite(tx, audit.System, k.asha.ID) })
		if !errors.Is(err, db.ErrConflict) {
			k.Errorf("invited while disabled: %v", err)
		}
		k.write(func(tx *db.Tx) error { return identity.Enable(tx, audit.System, k.asha.ID) })
		dbtest.ClockOf(k.db).Advance(identity.InvitationHolds)
		if _, err := k.s.AcceptInvitation(k.Context(), token, good); !errors.Is(err, links.ErrEnded) {
			k.Errorf("after a week: %v", err)
		}
	})
}

func TestLogIn(t *testing.T) {
	each(t, func(k *desk) {
		if err := k.logIn("asha@harbour.example", "", here); !errors.Is(err, identity.ErrBadLogin) {
			k.Errorf("no password yet: %v", err)
		}
		k.setPassword(good)
		if err := k.logIn(" ASHA@harbour.example", good, here); err != nil {
			k.Error(err)
		}
		same := map[string]bool{}
		for _, c := range [][2]string{{"asha@harbour.example", good + "x"}, {"nobody@harbour.example", good}, {"\xff\x00", "\x00"}} {
			err := k.logIn(c[0], c[1], here)
			if !errors.Is(err, identity.ErrBadLogin) {
				k.Errorf("%q: %v", c, err)
			}
			same[err.Error()] = true
		}
		if len(same) != 1 {
			k.Errorf("the answers tell accounts apart: %v", same)
		}
		k.write(func(tx *db.Tx) error { return identity.Disable(tx, audit.System, k.asha.ID) })
		if err := k.logIn("asha@harbour.example", good, "192.0.2.9"); !errors.Is(err, identity.ErrBadLogin) {
			k.Errorf("disabled: %v", err)
		}
	})
}

func TestTriesAreCounted(t *testing.T) {
	each(t, func(k *desk) {
		k.setPassword(good)
		for _, email := range []string{"asha@harbour.example", "nobody@harbour.example"} {
			for want := 4; want >= 0; want-- {
				var bad *identity.BadLogin
				if err := k.logIn(email, "wrong", here); !errors.As(err, &bad) || bad.TriesLeft != want {
					k.Errorf("%s: %v, want %d", email, err, want)
				}
			}
			var bad *identity.BadLogin
			if err := k.logIn(email, good, here); !errors.As(err, &bad) || bad.Wait != 15*time.Minute {
				k.Errorf("%s: after five: %v", email, err)
			}
		}
		if err := k.logIn("asha@harbour.example", good, "192.0.2.8"); err != nil {
			k.Errorf("the owner, from elsewhere: %v", err)
		}
		dbtest.ClockOf(k.db).Advance(15 * time.Minute)
		for range 3 {
			k.logIn("asha@harbour.example", "wrong", here)
			if err := k.logIn("asha@harbour.example", good, here); err != nil {
				k.Errorf("later: %v", err)
			}
		}
		k.write(identity.Expire)
	})
}

func TestOneAddressCannotTryEverybody(t *testing.T) {
	each(t, func(k *desk) {
		k.write(func(tx *db.Tx) error { // 60 tries without 60 hashes
			return identity.Count(tx, here, 60)
		})
		var bad *identity.BadLogin
		if err := k.logIn("somebody@harbour.example", good, here); !errors.As(err, &bad) || bad.Wait == 0 {
			k.Errorf("got %v", err)
		}
		if err := k.logIn("somebody@harbour.example", good, "192.0.2.8"); !errors.As(err, &bad) || bad.Wait != 0 {
			k.Errorf("from elsewhere: %v", err)
		}
	})
}

func TestWeakPasswords(t *testing.T) {
	each(t, func(k *desk) {
		for _, p := range []string{"", "short", "aaaaaaaaaaaaaaaa", "Password123!", "1234567890ab", "asha and her dog", strings.Repeat("long ", 50), "bad\xffbytes in it"} {
			err := k.s.SetPassword(k.Context(), audit.System, k.asha.ID, p)
			if _, ok := errors.AsType[*db.Invalid](err); !ok {
				k.Errorf("%q: %v", p, err)
			}
		}
		k.setPassword("pass word with spaces ćż")
	})
}

func TestAPITokens(t *testing.T) {
	each(t, func(k *desk) {
		var token string
		var made identity.APIToken
		k.write(func(tx *db.Tx) (err error) {
			token, made, err = identity.CreateToken(tx, audit.System, "practice-1", "Oak View's system")
			return err
		})
		find := func(token string) (found identity.APIToken, err error) {
			err = k.db.Read(k.Context(), func(r *db.Snapshot) (err error) {
				found, err = identity.FindToken(r, token)
				return err
			})
			return found, err
		}
		if got, err := find(token); err != nil || got.PracticeID != "practice-1" || got.ID != made.ID {
			k.Errorf("%+v, %v", got, err)
		}
		if _, err := find(token + "x"); !errors.Is(err, db.ErrNotFound) {
			k.Errorf("a guess: %v", err)
		}
		k.write(func(tx *db.Tx) error { return identity.RevokeToken(tx, audit.System, made.ID) })
		if _, err := find(token); !errors.Is(err, db.ErrNotFound) {
			k.Errorf("revoked: %v", err)
		}
	})
}
