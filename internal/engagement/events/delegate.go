package events

import (
	"strings"
	"time"
	"unicode"

	"linkwork/internal/db"
	"linkwork/internal/messages"
)

// Kind is what kind of delegate somebody is.
type Kind string

// The kinds.
const (
	LinkWorker   Kind = "link-worker"
	Manager      Kind = "manager"
	Commissioner Kind = "commissioner"
	Voluntary    Kind = "voluntary-sector"
	Researcher   Kind = "researcher"
	Public       Kind = "public"
	Other        Kind = "other"
)

// Kinds lists all kinds.
var Kinds = []Kind{LinkWorker, Manager, Commissioner, Voluntary, Researcher, Public, Other}

// Words says a kind to a reader.
func (k Kind) Words() string {
	return map[Kind]string{LinkWorker: "Link worker", Manager: "Manager of link workers", Commissioner: "Commissioner", Voluntary: "Voluntary sector", Researcher: "Researcher",
		Public: "Member of the public", Other: "Somebody else"}[k]
}

// Standing is where a delegate stands.
type Standing string

// The standings.
const (
	Asked   Standing = "asked" // has registered and not confirmed
	Coming  Standing = "coming"
	Waiting Standing = "waiting"
	Offered Standing = "offered" // a place is kept until they answer
	Lapsed  Standing = "lapsed"  // they did not answer in time
	Gone    Standing = "cancelled"
)

// Words says a standing to a reader.
func (s Standing) Words() string {
	return map[Standing]string{Asked: "Not confirmed", Coming: "Has a place", Waiting: "On the waiting list", Offered: "Was offered a place", Lapsed: "Did not answer an offer", Gone: "Cancelled"}[s]
}

// Delegate is somebody who wants to come, or came.
type Delegate struct {
	ID, EventID  string
	Name         string
	Email        string // "" for somebody without
	Kind         Kind
	Organisation string
	Needs        string // access needs
	Food         string
	Photos       bool // photographs may show them
	FromSite     bool // they come from a site of the study
	SiteID       string
	State        Standing
	Since        time.Time // they stand there; the order of the waiting list
	OfferUntil   time.Time
	FeedbackAt   time.Time // began to give feedback; which is theirs stands nowhere
	Exchange     bool      // others who wish the same may see their name
	InviteeID    string    // the invitation by which they came
	WalkedIn     bool
}

const delegateColumns = `SELECT d.id, d.event_id, d.name, d.email, d.kind, d.organisation, d.needs, d.food, d.photos, d.site_id, d.state, d.state_at, d.offer_until, d.feedback_at, d.exchange, d.invitee_id, d.walked_in
	FROM event_delegates d`

func scanDelegate(s db.Scanner) (d Delegate, err error) {
	err = s.Scan(&d.ID, &d.EventID, &d.Name, &d.Email, &d.Kind, &d.Organisation, &d.Needs, &d.Food, &d.Photos, db.Text(&d.SiteID), &d.State, db.At(&d.Since), db.At(&d.OfferUntil), db.At(&d.FeedbackAt), &d.Exchange, db.Text(&d.InviteeID), &d.WalkedIn)
	d.FromSite = d.SiteID != ""
	return
}

// Delegates lists everybody of an event, by name; for whoever runs it. Which
// site somebody comes from is there only while the site allows it.
func Delegates(r db.Reader, h Host, e Event) ([]Delegate, error) {
	if !h.runs || !h.has(e) {
		return nil, db.ErrNotFound
	}
	all, err := db.List(r, scanDelegate, delegateColumns+` WHERE d.event_id = $1 ORDER BY lower(d.name), d.id`, e.ID)
	if err != nil {
		return nil, err
	}
	return hideSites(r, h, all)
}

// TheDelegate is one delegate of an event, as Delegates has them; else db.ErrNotFound.
func TheDelegate(r db.Reader, h Host, e Event, id string) (Delegate, error) {
	if !h.runs || !h.has(e) {
		return Delegate{}, db.ErrNotFound
	}
	d, err := ofEvent(r, e, id)
	if err != nil {
		return Delegate{}, err
	}
	all, err := hideSites(r, h, []Delegate{d})
	return all[0], err
}

func ofEvent(r db.Reader, e Event, id string) (Delegate, error) {
	return db.One(r, scanDelegate, delegateColumns+` WHERE d.id = $1 AND d.event_id = $2`, id, e.ID)
}

func byID(r db.Reader, id string) (Delegate, error) {
	return db.One(r, scanDelegate, delegateColumns+` WHERE d.id = $1`, id)
}

func byEmail(r db.Reader, eventID, email string) (Delegate, error) {
	return db.One(r, scanDelegate, delegateColumns+` WHERE d.event_id = $1 AND d.email = $2 AND d.email <> ''`, eventID, email)
}

// insert stores a new delegate and returns them with their id.
func (d Delegate) insert(tx *db.Tx) (Delegate, error) {
	d.ID, d.Since = tx.NewID(), tx.Now()
	_, err := tx.Exec(`INSERT INTO event_delegates (id, event_id, name, email, kind, organisation, needs, food, photos, site_id, state, state_at, exchange, invitee_id, walked_in)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, FALSE, $13, $14)`,
		d.ID, d.EventID, d.Name, d.Email, d.Kind, d.Organisation, d.Needs, d.Food, d.Photos, db.Null(d.SiteID), d.State, db.Ms(d.Since), db.Null(d.InviteeID), d.WalkedIn)
	return d, err
}

// saveWords stores what somebody said of themselves.
func (d Delegate) saveWords(tx *db.Tx) error {
	_, err := tx.Exec(`UPDATE event_delegates SET name = $2, kind = $3, organisation = $4, needs = $5, food = $6, photos = $7 WHERE id = $1`, d.ID, d.Name, d.Kind, d.Organisation, d.Needs, d.Food, d.Photos)
	return err
}

// move takes a delegate to a standing, from now.
func (d *Delegate) move(tx *db.Tx, to Standing, until time.Time) error {
	d.State, d.Since, d.OfferUntil = to, tx.Now(), until
	_, err := tx.Exec(`UPDATE event_delegates SET state = $2, state_at = $3, offer_until = $4 WHERE id = $1`, d.ID, to, db.Ms(d.Since), db.Ms(until))
	return err
}

// tidy trims what was typed of a delegate. An address is needed unless the team registers
// them. Nobody is asked what they are who comes to a session of the community.
func (d *Delegate) tidy(e Event, needEmail bool) error {
	var bad db.Invalid
	if !e.Exchange() {
		d.Kind = Public
	}
	bad.Trim("name", &d.Name, 100, "Enter your name")
	d.Email = strings.ToLower(strings.TrimSpace(d.Email))
	if (needEmail || d.Email != "") && (!messages.IsAddress(d.Email) || !strings.Contains(d.Email, ".")) {
		bad.Add("email", "Enter an email address in the correct format, like name@example.com")
	}
	if d.Kind.Words() == "" {
		bad.Add("kind", "Choose what you are")
	}
	bad.Trim("organisation", &d.Organisation, 150, "")
	bad.Trim("needs", &d.Needs, 1000, "")
	bad.Trim("food", &d.Food, 300, "")
	for _, f := range []struct{ field, text string }{{"name", d.Name}, {"organisation", d.Organisation}} {
		if strings.ContainsFunc(f.text, breaks) {
			bad.Add(f.field, "Write it on one line")
		}
	}
	return bad.Err()
}

// breaks reports whether a character would begin a line of its own, as in the header of a
// mail.
func breaks(r rune) bool { return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) }
