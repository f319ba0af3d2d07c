package visit

import (
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"regexp"
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
		status, body = http.StatusConflict, conflictPage(page, v.typed(), v.backTo())
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

// typed are words of a form that was not saved, so that its page can give them
// back, with what they were typed for.
type typed struct{ For, Words string }

func (v *Visit) typed() (all []typed) {
	if v.R.Method != http.MethodPost {
		return nil
	}
	fields := own(v.Fields.Values)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		for _, value := range fields[name] {
			if strings.Contains(strings.TrimSpace(value), " ") && !strings.Contains(strings.ToLower(name), "password") {
				all = append(all, typed{fieldWords(name), value})
			}
		}
	}
	return all
}

// asked are the fields whose names do not say what is asked.
var asked = map[string]string{"label": "Question", "low": "What the lowest number means", "high": "What the highest number means", "when": "Asked only if",
	"rule": "An answer is right only if", "worth": "How it is worked out", "intro": "Introduction", "seen": "What you saw or heard", "given": "First name", "family": "Last name"}

var language = regexp.MustCompile(`-[a-z]{2}$`) // of a text that is written in several

// fieldWords say what a field asks for: its page is not there to be asked, and its
// name says nearly the same.
func fieldWords(name string) string {
	name = language.ReplaceAllString(name, "")
	if words := asked[name]; words != "" {
		return words
	}
	words := strings.TrimSpace(strings.NewReplacer("_", " ", "-", " ").Replace(name))
	if words == "" {
		return "Words"
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// backTo is the page on which the form stood, or the nearest above it that there
// is: browsers do not say where somebody comes from, for no address travels.
func (v *Visit) backTo() string {
	for path := v.R.URL.Path; v.House.pages != nil && len(path) > 1; path = path[:strings.LastIndexByte(path, '/')] {
		_, pattern := v.House.pages.Handler(&http.Request{Method: http.MethodGet, URL: &url.URL{Path: path}, Host: v.R.Host})
		if strings.HasPrefix(pattern, http.MethodGet+" ") {
			return path
		}
	}
	return "/"
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
