package asking

import (
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/links"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

// Plan is how a link would go to a person, to be seen before it goes.
type Plan struct {
	Options []Option // the ways in which it can go, the person's own first
	Chosen  Way      // the one to offer; "" where the person wants another way than any of them
	Why     string   // it is offered, or none is
	Open    []Asking // of the same thing, with a link that still opens, the latest first
}

// Option is one way in which a link can go.
type Option struct {
	Way     Way
	To      string // address or number
	Subject string
	Text    string // with the link as words
}

// Again is what becomes of an asking of the same thing whose link still opens.
type Again string

// What can become of it.
const (
	SendAgain Again = "again" // a new link to the same answers; the earlier one ends
	AskAnew   Again = "anew"  // another link beside it, to answers of its own
)

// ForLink is the place of a link in words that are shown before there is one.
const ForLink = "[their own link]"

// PlanFor says how a person would be asked by a link. Nothing is stored.
// *db.Invalid with the field "link" where no way is left; db.ErrNotFound for
// somebody whom by may not see.
func PlanFor(r db.Reader, by access.Actor, personID string, what What, ways Ways) (p Plan, err error) {
	person, err := people.Get(r, by, personID)
	if err != nil {
		return p, err
	}
	if p.Open, err = open(r, personID, what); err != nil {
		return p, err
	}
	closing, err := closing(r, by.TeamID())
	if err != nil {
		return p, err
	}
	for _, way := range []Way{ByText, ByEmail} {
		ways.By = way
		channel, proof, err := wayTo(r, person, ways)
		if isInvalid(err) {
			continue
		} else if err != nil {
			return p, err
		}
		m := Asking{}.message(channel, "", what.asks(proof, closing))
		p.Options = append(p.Options, Option{way, addressOf(person, way), m.Subject, people.AsSent(channel, strings.ReplaceAll(m.Text, "{secret}", ForLink))})
	}
	ways.By = ""
	own, _, err := wayTo(r, person, ways)
	if err != nil {
		return p, err
	}
	p.choose(person, Way(own))
	return p, nil
}

// choose offers the way that the person wants, or the only one that there is.
func (p *Plan) choose(person people.Person, own Way) {
	wants := map[people.ContactBy]Way{people.ByText: ByText, people.ByEmail: ByEmail}[person.ContactBy]
	switch {
	case wants == "":
		p.Why = person.CalledName() + " wants to be contacted " + wantWords[person.ContactBy] + ". A link cannot go that way. Choose how it goes, or be with them and show a code instead"
	case wants == own:
		p.Chosen, p.Why = own, person.CalledName()+" wants to be contacted "+own.Words()
	default:
		p.Chosen, p.Why = own, person.CalledName()+" wants to be contacted "+wants.Words()+", which is not possible now"
	}
	slices.SortStableFunc(p.Options, func(a, b Option) int {
		switch p.Chosen {
		case a.Way:
			return -1
		case b.Way:
			return 1
		}
		return 0
	})
}

var wantWords = map[people.ContactBy]string{people.ByPhone: "by phone", people.ByLetter: "by letter"}

func addressOf(p people.Person, way Way) string {
	if way == ByText {
		return p.Phone
	}
	return p.Email
}

// open are the askings of one thing whose link still opens, the latest first.
func open(r db.Reader, personID string, what What) ([]Asking, error) {
	all, err := Waiting(r, personID, what.Kind)
	if err != nil {
		return nil, err
	}
	var still []Asking
	for _, a := range all {
		if a.AboutID != what.AboutID {
			continue
		}
		if live, err := a.live(r); err != nil {
			return nil, err
		} else if live {
			still = append(still, a)
		}
	}
	return still, nil
}

// resend ends the links to an asking and sends a new one to the same answers.
func (a Asking) resend(tx *db.Tx, proof proof, way Way) (Asking, links.Link, error) {
	ids, err := linksTo(tx, a.ID)
	for _, id := range ids {
		if err := links.Revoke(tx, id); err != nil {
			return a, links.Link{}, err
		}
	}
	if err != nil {
		return a, links.Link{}, err
	}
	a.SentAt, a.Way, a.Reminders = tx.Now(), way, 0
	if _, err := tx.Exec(`UPDATE askings SET sent_at = $2, way = $3, reminders = 0, remind_at = NULL WHERE id = $1`, a.ID, db.Ms(a.SentAt), way); err != nil {
		return a, links.Link{}, err
	}
	if _, err := messages.StopAbout(tx, "asking", a.ID); err != nil {
		return a, links.Link{}, err
	}
	link, err := a.link(tx, proof.spec(a.PersonID, a.Ends()))
	return a, link, err
}
