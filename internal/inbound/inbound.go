// Package inbound takes what other systems push in: text messages from a
// gateway, and its news of texts that were handed to it. It answers 204 once
// something is stored durably and for a repeat too, so that a gateway may try
// again as often as it likes; 400 for what has another shape; 401 without the
// shared secret; 404 for news of a text that was never handed over; 503 when it
// could not be stored.
package inbound

import (
	"context"
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
	return from(secret, log, func(ctx context.Context, body io.Reader) error {
		in, err := parse(body)
		if err != nil {
			return err
		}
		return desk.Receive(ctx, d, in)
	})
}

// from answers whoever knows the secret by what take made of the body.
func from(secret string, log *slog.Logger, take func(context.Context, io.Reader) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !knows(r, secret) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		err := take(r.Context(), http.MaxBytesReader(w, r.Body, most))
		var bad *db.Invalid
		switch {
		case err == nil:
			w.WriteHeader(http.StatusNoContent)
		case errors.Is(err, errShape) || errors.As(err, &bad):
			w.WriteHeader(http.StatusBadRequest)
		case errors.Is(err, db.ErrNotFound):
			w.WriteHeader(http.StatusNotFound)
		default:
			log.Error("what came in could not be stored", "route", r.Pattern, "err", err)
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

var errShape = errors.New("inbound: not of the shape that is taken")

// one reads exactly one JSON object.
func one(body io.Reader, into any) error {
	decoder := json.NewDecoder(body)
	if err := decoder.Decode(into); err != nil {
		return errShape
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errShape
	}
	return nil
}

func parse(body io.Reader) (desk.TextIn, error) {
	var t text
	if err := one(body, &t); err != nil {
		return desk.TextIn{}, err
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
