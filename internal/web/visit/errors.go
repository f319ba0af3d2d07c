package visit

import (
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/web/serve"
	"linkwork/internal/web/shell"
)

// sendError sends the page for an error. What is not there and what may not be
// seen look the same.
func (v *Visit) sendError(err error, page shell.Page) {
	status, body := http.StatusInternalServerError, templ.Component(nil)
	switch {
	case errors.Is(err, db.ErrNotFound):
		status, body = http.StatusNotFound, shell.NotFound(page)
	case errors.Is(err, casework.ErrNoOpenCase), errors.Is(err, db.ErrConflict):
		status, body = http.StatusConflict, conflictPage(page, v.typed())
	case serve.IsTooLarge(err):
		status, body = http.StatusRequestEntityTooLarge, shell.TooLarge(page, "1 MB")
	case errors.Is(err, db.ErrUnavailable):
		v.W.Header().Set("Retry-After", "30")
		status, body = http.StatusServiceUnavailable, unavailablePage(page, v.typed())
	default:
		reference := serve.Reference()
		v.log().Error("request failed", "reference", reference, "route", v.R.Pattern, "err", err)
		serve.Fail(v.W, v.R, page, reference)
		return
	}
	serve.Render(v.W, v.R, status, body)
}

// typed lists the words of a form that was not saved, so that its page can
// give them back.
func (v *Visit) typed() []string {
	if v.R.Method != http.MethodPost {
		return nil
	}
	var words []string
	for name, values := range own(v.Fields.Values) {
		for _, value := range values {
			if strings.Contains(strings.TrimSpace(value), " ") && !strings.Contains(strings.ToLower(name), "password") {
				words = append(words, value)
			}
		}
	}
	slices.Sort(words)
	return words
}

func (v *Visit) log() *slog.Logger {
	if v.House.Log != nil {
		return v.House.Log
	}
	return slog.Default()
}

// NotFound answers an address that there is not.
func (h *House) NotFound(w http.ResponseWriter, r *http.Request) {
	v := &Visit{W: w, R: r, House: h}
	if session := h.Identity.Current(r.Context()); session.AccountID != "" && !session.Locked {
		if err := v.loadActor(session.AccountID); err != nil {
			v.fail(err)
			return
		}
	}
	v.fail(db.ErrNotFound)
}

// SessionFailed answers when the session cannot be read or kept.
func (h *House) SessionFailed(w http.ResponseWriter, r *http.Request, err error) {
	v := &Visit{W: w, R: r, House: h}
	v.sendError(err, shell.Page{})
}

// Secure reports whether people reach the house over TLS.
func (h *House) Secure() bool { return strings.HasPrefix(h.BaseURL, "https://") }
