package events

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
)

// ErrShut means that nobody can register now.
var ErrShut = errors.New("events: registration is not open")

// confirmWithin is how long somebody has to confirm; then what they typed is forgotten.
const confirmWithin = 48 * time.Hour

// askedInAnHour is how many addresses an event asks within an hour, so that nobody has us
// write to the whole world.
const askedInAnHour = 100

// Shown is an event as everybody sees it: without its address online, and with the names of
// those speakers only who agreed to it.
type Shown struct {
	Event
	By        Holder
	Programme []Session
	Free      int // places; 0 where people wait
	Blogs     []Blog
}

func shown(r db.Reader, e Event) (x Shown, err error) {
	e.Online = ""
	x.Event = e
	if x.By, err = e.holder(r); err != nil {
		return x, err
	}
	if x.Programme, err = programme(r, e); err != nil {
		return x, err
	}
	hideSpeakers(x.Programme)
	if x.Blogs, err = blogs(r, e); err != nil {
		return x, err
	}
	x.Free, err = e.free(r)
	return x, err
}

// Ahead lists the events that everybody can see and that are to come, the next first.
func Ahead(r db.Reader) (all []Shown, err error) {
	found, err := list(r, `e.state IN ($1, $2) ORDER BY e.id`, Open, Closed)
	for i := len(found) - 1; i >= 0 && err == nil; i-- {
		if r.Now().Before(found[i].Ends()) {
			var x Shown
			if x, err = shown(r, found[i]); x.By.shown {
				all = append(all, x)
			}
		}
	}
	return all, err
}

// Past lists the events that took place, the latest first.
func Past(r db.Reader) (all []Shown, err error) {
	found, err := list(r, `e.state = $1 ORDER BY e.id`, Over)
	for _, e := range found {
		if err == nil {
			var x Shown
			if x, err = shown(r, e); x.By.shown {
				all = append(all, x)
			}
		}
	}
	return all, err
}

// ThePage is an event as everybody sees it; db.ErrNotFound for a draft, and for one of an
// entry that is not published.
func ThePage(r db.Reader, id string) (Shown, error) {
	e, err := unscoped(r, id)
	if err == nil && e.State == Draft {
		err = db.ErrNotFound
	}
	if err != nil {
		return Shown{}, err
	}
	x, err := shown(r, e)
	if err == nil && !x.By.shown {
		err = db.ErrNotFound
	}
	return x, err
}

// Register keeps that somebody wants to come and asks them by mail to confirm it. What
// comes back is the same for an address that is registered already: that is told by mail,
// and after a few mails in a day by nothing. ErrShut while registration is not open;
// *db.Invalid with the fields "name", "email", "kind", "organisation", "needs" or "food".
// token is that of an invitation, or "".
func Register(ctx context.Context, d *db.DB, key once.Key, x Delegate, token string, w Ways) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		x := x
		e, err := unscoped(tx, x.EventID)
		if err != nil {
			return err
		}
		if !e.LetsIn(tx.Now()) {
			return ErrShut
		}
		if err := x.tidy(e, true); err != nil {
			return err
		}
		if x.InviteeID, err = invitedBy(tx, e, token); err != nil {
			return err
		}
		before, err := byEmail(tx, e.ID, x.Email)
		if errors.Is(err, db.ErrNotFound) {
			return x.begin(tx, e, w)
		}
		if err != nil {
			return err
		}
		if enough, err := before.hadEnough(tx); err != nil || enough {
			return err
		}
		if before.State != Asked {
			return before.write(tx, e, w, registeredAlready)
		}
		x.ID = before.ID
		if err := x.saveWords(tx); err != nil {
			return err
		}
		return x.ask(tx, e, w)
	})
}

// begin keeps somebody new, until they confirm.
func (d Delegate) begin(tx *db.Tx, e Event, w Ways) (err error) {
	var asked int
	if err := tx.QueryRow(`SELECT count(*) FROM event_delegates WHERE event_id = $1 AND state = $2 AND state_at > $3`, e.ID, Asked, db.Ms(tx.Now().Add(-time.Hour))).Scan(&asked); err != nil {
		return err
	}
	if asked >= askedInAnHour {
		return db.Fault("email", "So many people register at the moment that we write to no more. Try again in an hour")
	}
	d.State = Asked
	if d, err = d.insert(tx); err != nil {
		return err
	}
	return d.ask(tx, e, w)
}

// ask asks somebody to confirm. What they typed is forgotten if they do not.
func (d Delegate) ask(tx *db.Tx, e Event, w Ways) error {
	if err := d.move(tx, Asked, time.Time{}); err != nil {
		return err
	}
	if err := d.write(tx, e, w, toConfirm); err != nil {
		return err
	}
	return jobs.Enqueue(tx, jobForget, delegateArgs{ID: d.ID, At: d.Since.UnixMilli()}, d.Since.Add(confirmWithin))
}

// forget takes away what somebody typed who did not confirm in time.
func forget(tx *db.Tx, raw json.RawMessage) error {
	var args delegateArgs
	if err := json.Unmarshal(raw, &args); err != nil {
		return err
	}
	n, err := tx.Exec(`DELETE FROM event_delegates WHERE id = $1 AND state = $2 AND state_at = $3`, args.ID, Asked, args.At)
	if err != nil || n == 0 {
		return err
	}
	if _, err := messages.StopAbout(tx, aboutDelegate, args.ID); err != nil {
		return err
	}
	return links.RevokeFor(tx, LinkPurpose, args.ID)
}

// Own is what a delegate sees by their link.
type Own struct {
	Delegate
	Event Event
	By    Holder
	Ahead int  // of them on the waiting list
	Hopes bool // a place that becomes free would still be offered
	Came  bool
	Blogs []Blog
}

// HasPlace reports whether a place is theirs.
func (o Own) HasPlace() bool { return o.State == Coming }

// OfLink is whom a link is for; it changes nothing. links.ErrEnded for one that has ended,
// db.ErrNotFound for none. Where the event is online is there for those who have a place.
func OfLink(r db.Reader, token string) (o Own, err error) {
	link, err := links.Find(r, token)
	if err != nil {
		return o, err
	}
	if link.Purpose != LinkPurpose {
		return o, db.ErrNotFound
	}
	if o.Delegate, err = byID(r, link.SubjectID); errors.Is(err, db.ErrNotFound) {
		return o, links.ErrEnded // forgotten
	} else if err != nil {
		return o, err
	}
	if o.Event, err = unscoped(r, o.EventID); err != nil {
		return o, err
	}
	if o.State != Coming || o.Event.State == Cancelled {
		o.Event.Online = ""
	}
	if o.By, err = o.Event.holder(r); err != nil {
		return o, err
	}
	if o.Ahead, err = o.Delegate.ahead(r); err != nil {
		return o, err
	}
	o.Hopes = o.Event.Offers(r.Now())
	if o.Came, err = came(r, o.ID); err != nil {
		return o, err
	}
	o.Blogs, err = blogs(r, o.Event)
	return o, err
}

// byLink acts for the delegate of a link on the event as it is.
func byLink(ctx context.Context, d *db.DB, key once.Key, token, what string, act func(*db.Tx, *Delegate, Event) error) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		o, err := OfLink(tx, token)
		if err != nil {
			return err
		}
		e, err := unscoped(tx, o.EventID)
		if err != nil {
			return err
		}
		if err := act(tx, &o.Delegate, e); err != nil {
			return err
		}
		return note(tx, e, audit.Actor{ID: "link:" + o.ID, Name: "The delegate, by their link"}, what, o.ID)
	})
}

// Amend saves what a delegate says of themselves. The address stays, and what they need and
// eat too where nothing is written: their page does not show it, for a link can be passed
// on. Errors as Register.
func Amend(ctx context.Context, d *db.DB, key once.Key, token string, x Delegate) error {
	return byLink(ctx, d, key, token, "delegate.changed", func(tx *db.Tx, mine *Delegate, e Event) error {
		x := x
		x.ID, x.Email = mine.ID, mine.Email
		x.Needs, x.Food = cmp.Or(strings.TrimSpace(x.Needs), mine.Needs), cmp.Or(strings.TrimSpace(x.Food), mine.Food)
		if err := x.tidy(e, false); err != nil {
			return err
		}
		return x.saveWords(tx)
	})
}

// Enter registers somebody for the team, as when they rang: with a place, or on the
// waiting list, as they stand then. They need no address; who has one gets their link.
func Enter(ctx context.Context, d *db.DB, in Entrance, key once.Key, x Delegate, w Ways) (entered Delegate, err error) {
	err = within(ctx, d, in, key, x.EventID, "delegate.entered", func(tx *db.Tx, _ Host, e Event) error {
		x := x
		if e.State == Over || e.State == Cancelled || len(e.Days) == 0 {
			return db.ErrConflict
		}
		if err := x.tidy(e, false); err != nil {
			return err
		}
		if _, err := byEmail(tx, e.ID, x.Email); err == nil {
			return db.Fault("email", "Somebody with this address is registered already")
		} else if !errors.Is(err, db.ErrNotFound) {
			return err
		}
		x.State, x.WalkedIn = Asked, false
		x, err := x.insert(tx)
		if err != nil {
			return err
		}
		err = x.settle(tx, e, w)
		entered = x
		return err
	})
	return entered, err
}

// Hand makes a link to a delegate's page to be handed over, as on a screen at the desk. The
// token is known only now.
func Hand(ctx context.Context, d *db.DB, in Entrance, key once.Key, id, delegateID string) (token string, err error) {
	err = within(ctx, d, in, key, id, "delegate.handed", func(tx *db.Tx, _ Host, e Event) error {
		x, err := ofEvent(tx, e, delegateID)
		if err != nil {
			return err
		}
		link, err := x.link(tx, e)
		token = link.Token
		return err
	})
	return token, err
}
