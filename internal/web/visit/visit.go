package visit

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/web/serve"
	"linkwork/internal/web/shell"
)

// Visit is one request.
type Visit struct {
	W      http.ResponseWriter
	R      *http.Request
	House  *House
	Actor  access.Actor // zero on public pages
	Fields Fields       // of a POST; of the query on a GET
}

// Context is the request's.
func (v *Visit) Context() context.Context { return v.R.Context() }

// Path is a wildcard of the route's pattern, such as the person's id.
func (v *Visit) Path(name string) string { return v.R.PathValue(name) }

// staysHeader is sent by the script with a form that waits for the network. It
// wants to be told where to go, so that it can say that the form has arrived
// before it leaves the page.
const staysHeader = "Linkwork-Stays"

// Go redirects to a page of this house after something was done.
func (v *Visit) Go(path string) error {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.Contains(path, `\`) {
		path = "/"
	}
	if v.R.Header.Get(staysHeader) != "" {
		v.W.Header().Set("Location", path)
		v.W.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(v.W, v.R, path, http.StatusSeeOther)
	return nil
}

// Done redirects to a page that then says what has just been done.
func (v *Visit) Done(path, notice string) error {
	v.House.Identity.SetNote(v.Context(), noticeKey, notice)
	return v.Go(path)
}

// View is a page that has been worked out and not yet been drawn.
type View struct {
	Page   shell.Page
	Body   templ.Component
	Status int    // 200 when 0
	Images string // server whose pictures the page shows besides ours; empty for none
}

// Show reads from one snapshot and sends the page.
func (v *Visit) Show(read func(r *db.Snapshot) (View, error)) error {
	view, err := v.read(read)
	if err != nil {
		return err
	}
	return v.Send(view)
}

func (v *Visit) read(read func(r *db.Snapshot) (View, error)) (view View, err error) {
	err = v.House.DB.Read(v.Context(), func(r *db.Snapshot) error {
		if view, err = read(r); err != nil {
			return err
		}
		return v.furnish(r, &view.Page)
	})
	return view, err
}

// ShowPerson is Show for a page about a person: the look is on the audit trail
// before the page leaves. The row is committed while the page is drawn.
func (v *Visit) ShowPerson(personID, page string, read func(r *db.Snapshot) (View, error)) error {
	return v.ShowPersonOf(&personID, page, read)
}

// ShowPersonOf is ShowPerson where reading finds out who the person is. The
// id may stay empty: a referral that nobody has taken on is about somebody too.
func (v *Visit) ShowPersonOf(personID *string, page string, read func(r *db.Snapshot) (View, error)) error {
	ids := make([]string, 1)
	return v.ShowPeople(&ids, page, func(r *db.Snapshot) (View, error) {
		view, err := read(r)
		ids[0] = *personID
		return view, err
	})
}

// ShowPeople is ShowPerson for a page that tells of each of several people what
// a list does not. Reading finds out who they are.
func (v *Visit) ShowPeople(personIDs *[]string, page string, read func(r *db.Snapshot) (View, error)) error {
	view, err := v.read(read)
	if err != nil {
		return err
	}
	noted := make(chan error, 1)
	go func() { noted <- v.noteLooks(*personIDs, page) }()
	var drawn bytes.Buffer
	drawErr := shell.Layout(view.Page).Render(templ.WithChildren(v.Context(), view.Body), &drawn)
	if err := errors.Join(<-noted, drawErr); err != nil {
		return err
	}
	return v.write(view, drawn.Bytes())
}

func (v *Visit) noteLooks(personIDs []string, page string) error {
	return v.House.DB.Write(context.WithoutCancel(v.Context()), func(tx *db.Tx) error {
		for _, id := range personIDs {
			if err := audit.View(tx, v.Actor.Audit(), id, page); err != nil {
				return err
			}
		}
		return nil
	})
}

// Send draws a page and sends it.
func (v *Visit) Send(view View) error {
	var drawn bytes.Buffer
	if err := shell.Layout(view.Page).Render(templ.WithChildren(v.Context(), view.Body), &drawn); err != nil {
		return err
	}
	return v.write(view, drawn.Bytes())
}

// write says the length, by which package serve knows that compression pays.
func (v *Visit) write(view View, html []byte) error {
	h := v.W.Header()
	if view.Images != "" {
		serve.WithImagesFrom(v.W, view.Images)
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(html)))
	v.W.WriteHeader(cmp.Or(view.Status, http.StatusOK))
	v.W.Write(html) // the only failure is a reader who has gone
	return nil
}

// Again sends a form back with its faults and everything that was typed, if
// err is a fault of the form; any other error is returned.
func (v *Visit) Again(err error, show func(bad *db.Invalid) error) error {
	var bad *db.Invalid
	if errors.As(err, &bad) {
		return show(bad)
	}
	return err
}

// FormView is a page with a form: with faults it is titled as an error and
// sent as 422.
func (v *Visit) FormView(page shell.Page, body templ.Component, bad *db.Invalid) View {
	view := View{Page: page, Body: body}
	if bad != nil {
		view.Page.Error, view.Status = true, http.StatusUnprocessableEntity
	}
	return view
}
