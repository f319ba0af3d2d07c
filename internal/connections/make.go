package connections

import (
	"context"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/drafts"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// Onward is what a worker decides about a connection.
type Onward struct {
	PersonID, ServiceID string
	Kind                Kind
	Need                string   // code, "" for none
	Note                string   // for the organisation, or for the record
	Share               []string // keys of Shareable, for a referral
	Needs               []string // the person's needs, as they would be shared
	Permission          bool     // the person said yes to this, for a referral
	PermissionHow       string   // how they said it
	Despite             string   // why it is sent although the organisation asked for no more, for a referral
	BaseURL             string   // of the organisation's link, without a slash at the end
	DraftKey            string   // of what was typed before it was sent; dropped with it
}

// LinkLasts is how long an organisation's link stays open. Each visit from a
// new device needs a fresh code.
const LinkLasts = 180 * 24 * time.Hour

// LinkEnds is when a link that is sent now ends.
func LinkEnds(now time.Time) time.Time { return now.Add(LinkLasts) }

// LinkPurpose marks the links that organisations answer by.
const LinkPurpose = "connection"

// Make signposts, introduces or refers a person, and returns the connection's
// id. For a referral the permission is recorded, the link and its message are
// made in the same write, and the shared facts are kept as they were shown.
// *db.Invalid names what lacks.
func Make(ctx context.Context, d *db.DB, by access.Actor, key once.Key, o Onward) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return connect(tx, by, o) })
		return err
	})
	return id, err
}

func connect(tx *db.Tx, by access.Actor, o Onward) (string, error) {
	person, err := people.Get(tx, by, o.PersonID)
	if err != nil {
		return "", err
	}
	service, err := directory.Get(tx, o.ServiceID)
	if err != nil {
		return "", err
	}
	standing, err := StandingOf(tx, service)
	if err != nil {
		return "", err
	}
	if err := o.check(service, standing, tx.Now()); err != nil {
		return "", err
	}
	owner, err := access.Lasting(tx, by.AccountID, person.ID)
	if err != nil {
		return "", err
	}
	c := Connection{ID: tx.NewID(), PersonID: person.ID, ServiceID: service.ID, ServiceName: service.Name, OrgName: service.Organisation.Name,
		Kind: o.Kind, State: Told, AccountID: owner, ByName: by.Name, Need: o.Need, Note: strings.TrimSpace(o.Note), Shared: []Fact{}}
	if o.Kind == Referred {
		c.State = Sent
		if standing.AsksForNone(tx.Now()) {
			c.Despite = strings.TrimSpace(o.Despite)
		}
		c.Shared = Chosen(Shareable(person, o.Needs), o.Share, c.Note)
		if err := o.recordPermission(tx, by, service); err != nil {
			return "", err
		}
		if c.LinkID, err = o.invite(tx, c, service); err != nil {
			return "", err
		}
	}
	if err := insert(tx, c); err != nil {
		return "", err
	}
	if err := drafts.Drop(tx, by.AccountID, o.DraftKey); err != nil {
		return "", err
	}
	return c.ID, audit.Change(tx, by.Audit(), "connection."+string(o.Kind), person.ID, "connection", c.ID)
}

func (o Onward) check(service directory.Service, standing Standing, now time.Time) error {
	var bad db.Invalid
	if o.Kind != Signposted && o.Kind != Introduced && o.Kind != Referred {
		bad.Add("kind", "Choose how you connect the person")
	}
	if o.Need != "" && !vocabulary.Needs.Has(o.Need) {
		bad.Add("need", "Choose a need from the list")
	}
	if len([]rune(o.Note)) > 2000 {
		bad.Add("note", "Use 2,000 characters or fewer")
	}
	if o.Kind == Referred {
		if !o.Permission {
			bad.Add("permission", "Ask the person first. A referral needs their yes")
		}
		if !slices.Contains(o.Share, "name") {
			bad.Add("share", "A referral needs at least the name. To share nothing, signpost instead")
		}
		if service.TakesReferrals == directory.No {
			bad.Add("kind", "This service does not take referrals. Signpost or introduce instead")
		}
		if standing.AsksForNone(now) && strings.TrimSpace(o.Despite) == "" {
			bad.Add("despite", "They asked for no more referrals for now. Say why you send this one all the same")
		}
		if len([]rune(o.Despite)) > 500 {
			bad.Add("despite", "Use 500 characters or fewer")
		}
	}
	return bad.Err()
}

func (o Onward) recordPermission(tx *db.Tx, by access.Actor, service directory.Service) error {
	return people.RecordPermission(tx, by.AccountID, o.PersonID, people.Permission{RecipientKind: "organisation", RecipientID: service.Organisation.ID,
		RecipientName: service.Organisation.Name, Purpose: "referral", Given: true, How: o.PermissionHow})
}

// invite makes the organisation's link and queues the message that carries it.
// The message names nobody. Without an address no link is made: the worker
// calls, and writes the answer down.
func (o Onward) invite(tx *db.Tx, c Connection, service directory.Service) (linkID string, err error) {
	to, _ := service.AnswersTo()
	if to == "" {
		return "", nil
	}
	link, err := newLink(tx, c.ID, to)
	if err != nil {
		return "", err
	}
	_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: to, Subject: "Linkwork: you have a new referral",
		Text: "Hello,\n\nA link worker has a referral for " + service.Name + ".\n\nOpen it here, and we will send a code to this address:\n" +
			"{secret}\n\nYou can answer yes, yes with a wait, no, or ask to talk. You need no account.\nThe link ends on " +
			dates.Of(LinkEnds(tx.Now())).Long() + ". This message names nobody on purpose.\n",
		Secret:  o.BaseURL + "/answer/" + link.Token,
		Purpose: "referral-onward", AboutKind: "connection", AboutID: c.ID, PersonID: c.PersonID})
	return link.ID, err
}

func newLink(tx *db.Tx, connectionID, to string) (links.Link, error) {
	return links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: connectionID, Expires: LinkEnds(tx.Now()), Code: true, CodeTo: to})
}

// Relink makes a new link for a referral whose link was lost and ends the old
// one. The caller hands the link's token over; nothing is sent.
func Relink(tx *db.Tx, by access.Actor, personID, id string) (links.Link, error) {
	c, err := Get(tx, by, personID, id)
	if err != nil {
		return links.Link{}, err
	}
	if c.Kind != Referred || c.LinkID == "" {
		return links.Link{}, db.ErrConflict
	}
	service, err := directory.Get(tx, c.ServiceID)
	if err != nil {
		return links.Link{}, err
	}
	to, _ := service.AnswersTo()
	if to == "" {
		return links.Link{}, db.ErrConflict
	}
	if err := links.Revoke(tx, c.LinkID); err != nil {
		return links.Link{}, err
	}
	link, err := newLink(tx, c.ID, to)
	if err != nil {
		return link, err
	}
	if _, err := tx.Exec(`UPDATE connections SET link_id = $2, version = version + 1 WHERE id = $1`, c.ID, link.ID); err != nil {
		return link, err
	}
	return link, audit.Change(tx, by.Audit(), "connection.relinked", personID, "connection", id)
}

// Awaiting lists the referrals that an account sent by link and that wait for
// an answer, newest first.
func Awaiting(r db.Reader, accountID string) ([]Connection, error) {
	return db.List(r, scanConnection, connectionColumns+` WHERE n.account_id = $1 AND n.state IN ('sent', 'opened') AND n.link_id IS NOT NULL
		ORDER BY n.made_on DESC, n.id DESC LIMIT 10`, accountID)
}
