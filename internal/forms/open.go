package forms

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/teams"
)

// OpenPurpose marks the links that anybody may use to fill in a form.
const OpenPurpose = "open-form"

// OpenPath is where they lead, below the address of the house.
const OpenPath = "/fill-in"

// OpenLink is a link that anybody may use, any number of times, until it closes:
// on a poster, on a website. Everybody who starts gets a link of their own.
type OpenLink struct {
	ID, FormID, LinkID string
	Place              string // where it hangs: "Poster at the library"
	MadeBy             string
	MadeAt             time.Time
	ClosesAt           time.Time
	Ended              bool // closed by somebody, or of itself
	Began, Finished    int  // people
}

const openColumns = `SELECT o.id, o.form_id, o.link_id, o.place, o.made_by, o.made_at, o.closes_at FROM open_links o`

func openLinks(r db.Reader, condition string, args ...any) ([]OpenLink, error) {
	return db.List(r, func(s db.Scanner) (o OpenLink, err error) {
		err = s.Scan(&o.ID, &o.FormID, &o.LinkID, &o.Place, &o.MadeBy, db.At(&o.MadeAt), db.At(&o.ClosesAt))
		return o, err
	}, openColumns+condition, args...)
}

// OpenLinks are those to a form, newest first, for whoever makes forms.
func OpenLinks(r db.Reader, by access.Actor, formID string) ([]OpenLink, error) {
	if err := ofArea(r, by, formID); err != nil {
		return nil, err
	}
	all, err := openLinks(r, ` WHERE o.form_id = $1 ORDER BY o.made_at DESC, o.id`, formID)
	if err != nil {
		return nil, err
	}
	came, err := asking.CameBy(r, asking.Form, formID)
	for i, o := range all {
		all[i].Began, all[i].Finished = came[o.ID].Began, came[o.ID].Finished
		link, gone := links.Get(r, o.LinkID)
		all[i].Ended = gone != nil || link.Ended(r)
	}
	return all, err
}

const longestPlace = 120

// longestOpen is for how many days an open link can be made.
const longestOpen = 366

// MakeOpenLink makes a link that anybody may use until a day is over. The token
// goes into the address and is known only now. *db.Invalid with the fields
// "place" and "closes"; db.ErrNotFound for a form that is not in use.
func MakeOpenLink(ctx context.Context, d *db.DB, by access.Actor, key once.Key, formID, place string, closes dates.Date) (token string, err error) {
	err = once.Act(ctx, d, key, func(tx *db.Tx) error {
		e, err := Get(tx, by, formID)
		if err != nil {
			return err
		}
		if e.Retired() || e.Edition == 0 || e.StudyID != "" {
			return db.ErrNotFound
		}
		if err := checkOpen(&place, closes, dates.Of(tx.Now())); err != nil {
			return err
		}
		id, ends := tx.NewID(), closes.AddDays(1).At(0, 0)
		link, err := links.Create(tx, links.Spec{Purpose: OpenPurpose, SubjectID: id, Expires: ends})
		if err != nil {
			return err
		}
		token = link.Token
		if _, err := tx.Exec(`INSERT INTO open_links (id, form_id, link_id, place, made_by, account_id, made_at, closes_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			id, formID, link.ID, place, by.Name, by.AccountID, db.Ms(tx.Now()), db.Ms(ends)); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "form.opened", "", "form", formID)
	})
	return token, err
}

func checkOpen(place *string, closes, today dates.Date) error {
	var bad db.Invalid
	*place = strings.TrimSpace(*place)
	switch n := utf8.RuneCountInString(*place); {
	case n == 0:
		bad.Add("place", "Say where the link will be, like “Poster at the library”")
	case n > longestPlace:
		bad.Add("place", "Use 120 characters or fewer")
	}
	switch {
	case closes.IsZero() || closes.Before(today):
		bad.Add("closes", "Enter the last day: today or later")
	case closes.Sub(today) > longestOpen:
		bad.Add("closes", "Enter a day within a year. Make a new link then")
	}
	return bad.Err()
}

// CloseOpenLink ends an open link now. Who has begun can finish.
func CloseOpenLink(ctx context.Context, d *db.DB, by access.Actor, key once.Key, formID, id string) error {
	return change(ctx, d, by, key, formID, "form.closed", func(tx *db.Tx, _ Entry) error {
		all, err := openLinks(tx, ` WHERE o.id = $1 AND o.form_id = $2`, id, formID)
		if err != nil {
			return err
		}
		if len(all) == 0 {
			return db.ErrNotFound
		}
		return links.Revoke(tx, all[0].LinkID)
	})
}

// OfOpenLink is the form that an open link leads to, in its latest edition.
// links.ErrEnded where it has ended or the form is not in use any more.
func OfOpenLink(r db.Reader, token string) (o OpenLink, e Edition, err error) {
	link, ended := links.Find(r, token)
	if ended != nil && !errors.Is(ended, links.ErrEnded) {
		return o, e, ended
	}
	all, err := openLinks(r, ` WHERE o.link_id = $1`, link.ID)
	if err != nil {
		return o, e, err
	}
	if len(all) == 0 {
		return o, e, db.ErrNotFound
	}
	if ended != nil {
		return all[0], e, ended
	}
	if e, err = Current(r, all[0].FormID); errors.Is(err, db.ErrNotFound) {
		err = links.ErrEnded
	}
	return all[0], e, err
}

// Start begins a form for somebody who came by an open link. It returns the token
// of their own link.
func Start(ctx context.Context, d *db.DB, key once.Key, openToken, language string) (token string, err error) {
	err = once.Act(ctx, d, key, func(tx *db.Tx) error {
		o, e, err := OfOpenLink(tx, openToken)
		if err != nil {
			return err
		}
		area, err := teams.TheArea(tx)
		if err != nil {
			return err
		}
		_, link, err := asking.Arrive(tx, e.what(), o.ID, area.Name, language)
		token = link.Token
		return err
	})
	return token, err
}

// FromOpenLinks are the finished answers of people whom nobody knows, first to
// last, for whoever makes forms.
func FromOpenLinks(r db.Reader, by access.Actor, formID string) ([]Asked, error) {
	if err := ofArea(r, by, formID); err != nil {
		return nil, err
	}
	all, err := asking.Anonymous(r, asking.Form, formID)
	return withEditions(r, all, err)
}

// ofArea is db.ErrNotFound unless a form is the area's and the actor makes those:
// answers to a study's questionnaires are read there.
func ofArea(r db.Reader, by access.Actor, formID string) error {
	e, err := Get(r, by, formID)
	if err == nil && e.StudyID != "" {
		err = db.ErrNotFound
	}
	return err
}
