// Package inbound takes what other systems push in: text messages from a
// gateway. It answers 204 once a text is stored durably and for a repeat too,
// so that a gateway may try again as often as it likes; 400 for what is no
// text; 401 without the shared secret; 503 when it could not be stored.
package inbound

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/desk"
)

// Pattern is where texts are taken.
const Pattern = "POST /inbound/sms"

// most is the size of a request that is read, in bytes.
const most = 64 << 10

// text is the body of a request.
type text struct {
	ID   string `json:"id"`
	From string `json:"from"`
	Text string `json:"text"`
}

// Texts takes texts from a gateway that knows the secret, as "Authorization:
// Bearer …". Without a secret nothing is taken.
func Texts(d *db.DB, secret string, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !knows(r, secret) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		in, err := parse(http.MaxBytesReader(w, r.Body, most))
		if err == nil {
			err = desk.Receive(r.Context(), d, in)
		}
		var bad *db.Invalid
		switch {
		case err == nil:
			w.WriteHeader(http.StatusNoContent)
		case errors.Is(err, errNoText) || errors.As(err, &bad):
			w.WriteHeader(http.StatusBadRequest)
		default:
			log.Error("a text could not be stored", "err", err)
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
}

// knows compares in constant time, whatever the lengths.
func knows(r *http.Request, secret string) bool {
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	a, b := sha256.Sum256([]byte(given)), sha256.Sum256([]byte(secret))
	return ok && secret != "" && subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

var errNoText = errors.New("inbound: not a text message")

// parse reads exactly one JSON object.
func parse(body io.Reader) (desk.TextIn, error) {
	var t text
	decoder := json.NewDecoder(body)
	if err := decoder.Decode(&t); err != nil {
		return desk.TextIn{}, errNoText
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return desk.TextIn{}, errNoText
	}
	return desk.TextIn{GatewayID: t.ID, From: t.From, Words: storable(t.Text)}, nil
}

// storable leaves out what a database cannot hold or a page not show.
func storable(words string) string {
	return strings.Map(func(r rune) rune {
		if r == 0 {
			return -1
		}
		return r
	}, strings.ToValidUTF8(words, "\uFFFD"))
}
