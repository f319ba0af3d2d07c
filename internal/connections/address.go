package connections

import (
	"context"
	"errors"
	"strings"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/links"
	"linkwork/internal/messages"
)

const (
	// ListLinkLasts is how long a link to all referrals of an address stays open.
	ListLinkLasts = 30 * 24 * time.Hour

	// LinksAnAddress and LinksAltogether are how many links to their referrals
	// are sent in a day, so that nobody's mailbox is filled by strangers.
	LinksAnAddress  = 3
	LinksAltogether = 200

	// QuietPurpose marks the links by which an address stops reminders.
	QuietPurpose = "referral-quiet"
)

// recipient is what is remembered of an address that referrals go to.
type recipient struct {
	address      string // in small letters
	quietSince   time.Time
	mailedOn     dates.Date
	pauseAskedOn dates.Date
	askedOn      dates.Date
	askedThatDay int
}

func recipientAt(r db.Reader, address string) (recipient, error) {
	address = strings.ToLower(address)
	found, err := db.One(r, func(row db.Scanner) (a recipient, err error) {
		err = row.Scan(&a.address, db.At(&a.quietSince), &a.mailedOn, &a.pauseAskedOn, &a.askedOn, &a.askedThatDay)
		return a, err
	}, `SELECT address, quiet_since, mailed_on, pause_asked_on, asked_on, asked FROM referral_addresses WHERE address = $1`, address)
	if errors.Is(err, db.ErrNotFound) {
		return recipient{address: address}, nil
	}
	return found, err
}

func (a recipient) save(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO referral_addresses (address, quiet_since, mailed_on, pause_asked_on, asked_on, asked) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (address) DO UPDATE SET quiet_since = excluded.quiet_since, mailed_on = excluded.mailed_on, pause_asked_on = excluded.pause_asked_on,
			asked_on = excluded.asked_on, asked = excluded.asked`,
		a.address, db.Ms(a.quietSince), a.mailedOn, a.pauseAskedOn, a.askedOn, a.askedThatDay)
	return err
}

// Quiet says whether an address has asked for no reminders.
func Quiet(r db.Reader, address string) (bool, error) {
	a, err := recipientAt(r, address)
	return !a.quietSince.IsZero(), err
}

// SetQuiet stops the reminders to an address, or lets them come again, as whoever
// holds a link to it wants. New referrals still come.
func SetQuiet(tx *db.Tx, link links.Link, address string, quiet bool) error {
	a, err := recipientAt(tx, address)
	if err != nil {
		return err
	}
	switch {
	case !quiet:
		a.quietSince = time.Time{}
	case a.quietSince.IsZero():
		a.quietSince = tx.Now()
	}
	if err := a.save(tx); err != nil {
		return err
	}
	return audit.Change(tx, audit.Actor{ID: "link:" + link.ID, Name: "An organisation by its link", Role: "organisation"}, "referrals.reminders", "", "link", link.ID)
}

// QuietByLink stops the reminders to the address that the link of a reminder
// went to. links.ErrEnded: the link has ended.
func QuietByLink(ctx context.Context, d *db.DB, token string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		link, err := links.Find(tx, token)
		if err != nil {
			return err
		}
		if link.Purpose != QuietPurpose {
			return db.ErrNotFound
		}
		return SetQuiet(tx, link, link.SubjectID, true)
	})
}

// registered is an address as the first service that answers there writes it,
// and those services; "" when it is nobody's or no mail can go there.
func registered(r db.Reader, address string) (to string, services []directory.Brief, err error) {
	if services, err = directory.AnsweringAt(r, strings.TrimSpace(address)); err != nil || len(services) == 0 {
		return "", nil, err
	}
	first, err := directory.Get(r, services[0].ID)
	if err != nil {
		return "", nil, err
	}
	if to, _ = first.AnswersTo(); !messages.IsAddress(to) {
		return "", nil, nil
	}
	return to, services, nil
}

// newListLink makes a link to all referrals of an address.
func newListLink(tx *db.Tx, to string) (links.Link, error) {
	return links.Create(tx, links.Spec{Purpose: ListPurpose, SubjectID: strings.ToLower(to), Expires: tx.Now().Add(ListLinkLasts), Code: true, CodeTo: to})
}

// AskForLink sends a link to all its referrals to an address that somebody
// typed, if a service answers there, and otherwise does nothing: whoever asks
// is not told which. Beyond the bounds of a day nothing is sent either.
// *db.Invalid for what is no address.
func AskForLink(ctx context.Context, d *db.DB, key once.Key, typed, baseURL string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		typed := strings.TrimSpace(typed)
		if !messages.IsAddress(typed) {
			var bad db.Invalid
			bad.Add("email", "Enter an email address, like hello@club.example")
			return bad.Err()
		}
		to, _, err := registered(tx, typed)
		if err != nil || to == "" {
			return err
		}
		if may, err := countAsk(tx, to); err != nil || !may {
			return err
		}
		link, err := newListLink(tx, to)
		if err != nil {
			return err
		}
		_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: to, Subject: "Linkwork: your referrals",
			Text: "Hello,\n\nYou, or somebody else, asked for a link to the referrals that were sent to this address.\n\nSee them here, after a code that we send to this address:\n" +
				"{secret}\n\nThe link ends on " + dates.Of(tx.Now().Add(ListLinkLasts)).Long() + ". If you did not ask for it, you need not do anything.\n",
			Secret:  baseURL + "/answer/" + link.Token,
			Purpose: "referral-list", AboutKind: "referral-address", AboutID: link.ID})
		return err
	})
}

// countAsk counts a link that is asked for, and says whether it may be sent.
func countAsk(tx *db.Tx, to string) (may bool, err error) {
	today := dates.Of(tx.Now())
	var altogether int
	if err := tx.QueryRow(`SELECT COALESCE(sum(asked), 0) FROM referral_addresses WHERE asked_on = $1`, today).Scan(&altogether); err != nil {
		return false, err
	}
	a, err := recipientAt(tx, to)
	if err != nil {
		return false, err
	}
	if a.askedOn != today {
		a.askedOn, a.askedThatDay = today, 0
	}
	if a.askedThatDay >= LinksAnAddress || altogether >= LinksAltogether {
		return false, nil
	}
	a.askedThatDay++
	return true, a.save(tx)
}
