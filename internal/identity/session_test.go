package identity_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/identity"
)

// browser keeps the cookie that it is given.
type browser struct {
	k      *desk
	cookie *http.Cookie
}

// visit makes a request during which do runs.
func (b *browser) visit(do func(r *http.Request)) *httptest.ResponseRecorder {
	b.k.Helper()
	h := b.k.s.Sessions(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { do(r) }),
		func(_ http.ResponseWriter, _ *http.Request, err error) { b.k.Error(err) })
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	if b.cookie != nil {
		r.AddCookie(b.cookie)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if b.cookie = c; c.MaxAge < 0 {
			b.cookie = nil
		}
	}
	return w
}

func (b *browser) begin() {
	b.k.Helper()
	b.visit(func(r *http.Request) {
		if err := b.k.s.Begin(r.Context(), b.k.asha.ID); err != nil {
			b.k.Error(err)
		}
	})
}

func (b *browser) current() (c identity.Session) {
	b.k.Helper()
	b.visit(func(r *http.Request) { c = b.k.s.Current(r.Context()) })
	return c
}

func eachBrowser(t *testing.T, test func(k *desk, b *browser)) {
	each(t, func(k *desk) {
		k.setPassword(good)
		test(k, &browser{k: k})
	})
}

func TestASessionBeginsAndEnds(t *testing.T) {
	eachBrowser(t, func(k *desk, b *browser) {
		if c := b.current(); c.AccountID != "" || b.cookie != nil {
			k.Errorf("before: %+v, %v", c, b.cookie)
		}
		b.visit(func(r *http.Request) { k.s.SetNote(r.Context(), "done", "Saved") })
		before := b.cookie.Value
		b.begin()
		if b.cookie.Value == before {
			k.Error("the token did not change at log in")
		}
		if !b.cookie.HttpOnly || b.cookie.SameSite != http.SameSiteLaxMode || !b.cookie.Expires.IsZero() {
			k.Errorf("cookie %+v", b.cookie)
		}
		if c := b.current(); c.AccountID != k.asha.ID || c.Locked {
			k.Errorf("after: %+v", c)
		}
		stolen := &browser{k: k, cookie: &http.Cookie{Name: b.cookie.Name, Value: before}}
		if c := stolen.current(); c.AccountID != "" {
			k.Error("the token from before log in was let in")
		}
		var note, again string
		b.visit(func(r *http.Request) { note = k.s.TakeNote(r.Context(), "done") })
		b.visit(func(r *http.Request) { again = k.s.TakeNote(r.Context(), "done") })
		if note != "Saved" || again != "" {
			k.Errorf("notes %q, %q", note, again)
		}
		old := *b
		b.visit(func(r *http.Request) { k.s.End(r.Context()) })
		if b.cookie != nil || old.current().AccountID != "" {
			k.Error("still there after the end")
		}
	})
}

func TestASessionEndsEverywhereAtOnce(t *testing.T) {
	eachBrowser(t, func(k *desk, b *browser) {
		ends := []func(){
			func() { k.write(func(tx *db.Tx) error { return identity.EndAll(tx, k.asha.ID) }) },
			func() { k.setPassword(good) },
			func() { k.write(func(tx *db.Tx) error { return identity.Disable(tx, audit.System, k.asha.ID) }) },
		}
		for i, end := range ends {
			other := &browser{k: k}
			b.cookie = nil
			b.begin()
			other.begin()
			b.visit(func(r *http.Request) { // a request that is under way when the end comes
				end()
				k.s.SetNote(r.Context(), "done", "Saved")
			})
			if b.current().AccountID != "" || other.current().AccountID != "" {
				k.Errorf("end %d: still there", i)
			}
		}
	})
}

func TestASessionLocksWhenLeftAlone(t *testing.T) {
	eachBrowser(t, func(k *desk, b *browser) {
		clock := dbtest.ClockOf(k.db)
		b.begin()
		for range 5 {
			clock.Advance(14 * time.Minute)
			if c := b.current(); c.Locked {
				k.Fatal("locked while in use")
			}
		}
		clock.Advance(15 * time.Minute)
		for range 2 {
			if c := b.current(); !c.Locked || c.AccountID == "" {
				k.Fatalf("not locked: %+v", c)
			}
		}
		token := b.cookie.Value
		b.visit(func(r *http.Request) {
			if err := k.s.Unlock(r.Context(), "wrong", here); !errors.Is(err, identity.ErrBadLogin) {
				k.Errorf("unlocked with a wrong password: %v", err)
			}
		})
		if !b.current().Locked {
			k.Error("not locked after a wrong password")
		}
		b.visit(func(r *http.Request) {
			if err := k.s.Unlock(r.Context(), good, here); err != nil {
				k.Error(err)
			}
		})
		if c := b.current(); c.Locked || b.cookie.Value == token {
			k.Error("still locked, or the same token")
		}
	})
}

func TestASessionLastsADay(t *testing.T) {
	eachBrowser(t, func(k *desk, b *browser) {
		b.begin()
		dbtest.ClockOf(k.db).Advance(identity.SessionLasts)
		if c := b.current(); c.AccountID != "" {
			k.Errorf("%+v", c)
		}
		k.write(identity.Expire)
	})
}

func TestSecureCookieOnHTTPS(t *testing.T) {
	d := dbtest.SQLite(t)
	s, err := identity.New(d, "https://linkwork.example")
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{k: &desk{T: t, db: d, s: s}}
	b.visit(func(r *http.Request) { s.SetNote(r.Context(), "a", "b") })
	if b.cookie.Name != "__Host-linkwork" || !b.cookie.Secure || b.cookie.Path != "/" || b.cookie.Domain != "" {
		t.Errorf("cookie %+v", b.cookie)
	}
	for _, base := range []string{"", "linkwork.example", "ftp://linkwork.example", "https://"} {
		if _, err := identity.New(d, base); err == nil {
			t.Errorf("base %q was taken", base)
		}
	}
}
