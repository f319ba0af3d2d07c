package inbound

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"linkwork/internal/castest"
	"linkwork/internal/db"
	"linkwork/internal/db/dbtest"
	"linkwork/internal/desk"
)

func post(h http.Handler, secret, body string) int {
	r := httptest.NewRequest(http.MethodPost, "/inbound/sms", strings.NewReader(body))
	if secret != "" {
		r.Header.Set("Authorization", "Bearer "+secret)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}

func TestATextIsTakenOnceFromWhoeverKnowsTheSecret(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := castest.New(t, d)
		h := Texts(d, "s3cret", slog.New(slog.DiscardHandler))
		body := `{"id":"g-1","from":"+44 7700 900123","text":"Please call"}`
		for _, try := range []struct {
			secret, body string
			want         int
		}{
			{"", body, 401}, {"wrong", body, 401}, {"s3cret", `{"id":"g-1"`, 400}, {"s3cret", body + body, 400}, {"s3cret", `{"id":"","from":"07700 900123","text":"x"}`, 400},
			{"s3cret", `{"id":"g-2","from":"nobody","text":"x"}`, 400}, {"s3cret", `{"id":"g-2","from":"07700 900123","text":"` + strings.Repeat("x", most) + `"}`, 400},
			{"s3cret", body, 204}, {"s3cret", body, 204},
		} {
			if got := post(h, try.secret, try.body); got != try.want {
				t.Errorf("%q %.40q: %d, want %d", try.secret, try.body, got, try.want)
			}
		}
		if got := post(Texts(d, "", slog.New(slog.DiscardHandler)), "", body); got != 401 {
			t.Errorf("without a secret of ours: %d", got)
		}
		c.Read(func(r *db.Snapshot) error {
			notes := 0
			for _, who := range []castest.Network{c.Harbour, c.Canalside} {
				list, err := desk.Waiting(r, who.Manager)
				if err != nil {
					return err
				}
				notes += len(list)
			}
			if notes != 1 {
				t.Errorf("%d notes of one text", notes)
			}
			return nil
		})
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{"id":"1","from":"07700 900123","text":"Hi"}`, `{}`, `[`, `{"id":"1"} x`, "{\"text\":\"\\u0000\"}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		in, err := parse(strings.NewReader(body))
		if err == nil && strings.ContainsRune(in.Words, 0) {
			t.Errorf("%q keeps a NUL", body)
		}
	})
}
