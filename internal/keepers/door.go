package keepers

import (
	"errors"
	"strings"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/teams"
)

// LinkPurpose marks the links by which organisations keep their entries: those
// of asks, and lasting ones that want a code on every new browser. Their
// subject is the keeper.
const LinkPurpose = "keep"

const (
	linkLasts  = 365 * 24 * time.Hour
	linksADay  = 3 // lasting ones made for an address
	withinADay = 24 * time.Hour
)

// SendLink sends a lasting link to an address if entries name it and it has not
// had too many today, and otherwise does nothing. Who asks is not told which.
func SendLink(tx *db.Tx, address, baseURL string) error {
	if !messages.IsAddress(address) {
		var bad db.Invalid
		bad.Add("email", "Enter an email address, like name@example.org")
		return bad.Err()
	}
	k, err := At(tx, address)
	if errors.Is(err, db.ErrNotFound) {
		k, err = Keeper{Address: strings.ToLower(address)}, nil
	}
	if err != nil {
		return err
	}
	entries, err := Entries(tx, k)
	if err != nil || len(entries) == 0 {
		return err
	}
	if k, err = keeperAt(tx, k.Address); err != nil {
		return err
	}
	if many, err := manyToday(tx, k); err != nil || many {
		return err
	}
	link, err := links.Create(tx, links.Spec{Purpose: LinkPurpose, SubjectID: k.ID, Expires: tx.Now().Add(linkLasts), Code: true, CodeTo: k.Address})
	if err != nil {
		return err
	}
	area, err := teams.TheArea(tx)
	if err != nil {
		return err
	}
	if _, err := messages.Queue(tx, messages.Message{Channel: messages.Email, To: k.Address, Subject: "Your link to keep your entry right",
		Text: "Hello,\n\nSomebody gave this email address and asked for a link to keep right what " + area.Name + " says about you. Here it is:\n{secret}\n\n" +
			"Keep it: it works for a year. On a new browser we first send a code to this address.\nIf it was not you, you need not do anything.\n",
		Secret: baseURL + "/keep/" + link.Token, Purpose: "keeper-link", AboutKind: aboutKeeper, AboutID: k.ID}); err != nil {
		return err
	}
	return audit.Change(tx, audit.System, "keeper.link-sent", "", "keeper", k.ID)
}

func manyToday(r db.Reader, k Keeper) (bool, error) {
	made, err := links.For(r, LinkPurpose, k.ID)
	n := 0
	for _, l := range made {
		if l.Proof == links.Code && r.Now().Sub(l.CreatedAt) < withinADay {
			n++
		}
	}
	return n >= linksADay, err
}
