package bylink

import (
	"net/http"

	"github.com/a-h/templ"

	"linkwork/internal/db"
	"linkwork/internal/web/visit"
)

// Stop is a place where somebody says, by the link at the end of a mail, that
// they want no more of them. It asks for no code: whoever holds the link can
// only stop mails.
type Stop struct {
	Door
	Title, Stopped string // of the page that asks, and of that after it
	Ask            func(x Visitor, token string) templ.Component
	After          func(x Visitor) templ.Component
	Act            func(v *visit.Visit, x Visitor) error
}

// Routes of the place.
func (s Stop) Routes() []visit.Route {
	at := s.Path + "/{token}"
	return []visit.Route{
		{Pattern: "GET " + at, Who: visit.Public, Handle: Enter(s.read, s.ask)},
		{Pattern: "POST " + at, Who: visit.Public, Handle: Enter(s.read, s.stop)},
	}
}

func (s Stop) read(r *db.Snapshot, v *visit.Visit) (Visitor, error) { return s.Visitor(r, v) }

func (s Stop) ask(v *visit.Visit, x Visitor) error {
	return x.Page(v, s.Title, http.StatusOK, s.Ask(x, visit.NewToken()))
}

func (s Stop) stop(v *visit.Visit, x Visitor) error {
	if err := s.Act(v, x); err != nil {
		return err
	}
	return x.Page(v, s.Stopped, http.StatusOK, s.After(x))
}
