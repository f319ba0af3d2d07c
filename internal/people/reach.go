package people

import (
	"errors"
	"strings"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/messages"
)

// Reach is all that decides how a person may be reached.
type Reach struct {
	Person
	Stopped map[ContactBy]OptOut // ways that they want no more of
	SaidNo  bool                 // to being supported by a team
}

// Refused is that a person must not be reached in a way, and why, in words for
// whoever wanted to.
type Refused struct {
	Way ContactBy
	Why string
}

func (e *Refused) Error() string { return "people: not to be reached by " + string(e.Way) }

// ReachOf reads how a person may be reached. The caller has checked that its
// reader may see the person, or tells nobody what it read.
func ReachOf(r db.Reader, personID string) (Reach, error) {
	p, err := Unscoped(r, personID)
	if err != nil {
		return Reach{}, err
	}
	k := Reach{Person: p, Stopped: make(map[ContactBy]OptOut)}
	said, err := OptOuts(r, p)
	if err != nil {
		return k, err
	}
	for _, o := range said {
		if o.Holds() {
			k.Stopped[o.Way] = o
		}
	}
	permissions, err := Permissions(r, personID)
	for _, p := range Current(permissions) {
		if p.RecipientKind == "team" && p.Purpose == "support" && !p.Holds(dates.Of(r.Now())) {
			k.SaidNo = true
		}
	}
	return k, err
}

// Not says why a person must not be reached in a way; "" where they may be.
func (k Reach) Not(way ContactBy) string {
	missing := map[ContactBy]struct{ have, words string }{
		ByPhone: {k.Phone, "There is no phone number"}, ByText: {k.Phone, "There is no phone number"},
		ByEmail: {k.Email, "There is no email address"}, ByLetter: {k.Address, "There is no address"},
	}[way]
	opted, stopped := k.Stopped[way]
	switch {
	case !k.DiedOn.IsZero():
		return "They have died. Nothing is sent to them"
	case missing.have == "":
		return missing.words
	case k.Safety.Never(way):
		return NeverWords(way) + ": it is not safe for them"
	case stopped:
		return opted.Words()
	case way != ByPhone && k.SaidNo:
		return "They said no to being supported, or their yes has run out. Talk with them before you write"
	case way == ByText && Textable(k.Phone) == "":
		return "The phone number cannot get texts"
	}
	return ""
}

// Risky says what only a human can weigh before something goes in a way; "" for
// nothing. What goes by itself does not go then.
func (k Reach) Risky(way ContactBy) string {
	switch {
	case k.Safety.ReadBy != "":
		return "Somebody else may read it: " + sentence(k.Safety.ReadBy)
	case k.Safety.Times != "":
		return "Only at these times: " + sentence(k.Safety.Times)
	}
	return ""
}

// MayReach returns a *Refused where a person must not be reached in a way. Acts
// that reach them on paper ask here; what is sent goes through Tell or
// TellByItself, which ask for themselves.
func MayReach(r db.Reader, personID string, way ContactBy) error {
	k, err := ReachOf(r, personID)
	if err != nil {
		return err
	}
	if why := k.Not(way); why != "" {
		return &Refused{way, why}
	}
	return nil
}

// wayOf is how a channel reaches somebody.
func wayOf(c messages.Channel) ContactBy {
	for way, channel := range channels {
		if channel == c {
			return way
		}
	}
	return ""
}

// Tell queues a message to a person by its channel, if they may be reached that
// way, and says how to stop more of the kind. It goes to the number or address
// in their record. baseURL is of the link in an email. Nothing else sends
// anything to a person: internal/house tests that.
func Tell(tx *db.Tx, personID, baseURL string, m messages.Message) (id string, err error) {
	way := wayOf(m.Channel)
	k, err := ReachOf(tx, personID)
	if err != nil {
		return "", err
	}
	if why := k.Not(way); why != "" {
		return "", &Refused{way, why}
	}
	m.PersonID, m.ToPerson = personID, true
	switch way {
	case ByText:
		m.To, m.Text = Textable(k.Phone), WithStop(m.Text)
	case ByEmail:
		m.To = k.Email
		m.Text = strings.TrimRight(m.Text, "\n") + "\n\nTo stop emails from us, open {way-out}\n"
		if m.WayOut, err = wayOut(tx, personID, baseURL); err != nil {
			return "", err
		}
	}
	return messages.Queue(tx, m)
}

// Release queues a failed or stopped message again: to a person only if they may
// be reached that way now, and only to the number or address that is in their
// record now. db.ErrConflict as for messages.Release, and for an old address.
func Release(tx *db.Tx, id string) error {
	e, err := messages.Get(tx, id)
	if err != nil {
		return err
	}
	if e.ToPerson {
		way := wayOf(e.Channel)
		k, err := ReachOf(tx, e.PersonID)
		if err != nil {
			return err
		}
		if why := k.Not(way); why != "" {
			return &Refused{way, why}
		}
		if now := map[ContactBy]string{ByText: k.Phone, ByEmail: k.Email}[way]; addressKey(way, now) != addressKey(way, e.To) {
			return db.ErrConflict
		}
	}
	return messages.Release(tx, id)
}

// AsSent is a text as it reaches a person by a channel, with how to stop more.
func AsSent(c messages.Channel, text string) string {
	if c == messages.SMS {
		return WithStop(text)
	}
	return strings.TrimRight(text, "\n") + "\n\nTo stop emails from us, open [a link]\n"
}

// WithStop adds to a text how to stop more.
func WithStop(text string) string { return strings.TrimSpace(text) + " To stop texts, reply STOP." }

// TellByItself is Tell for what goes without anybody looking: it does not go
// where a human has to weigh something first. It reports whether it went.
func TellByItself(tx *db.Tx, personID, baseURL string, m messages.Message) (bool, error) {
	k, err := ReachOf(tx, personID)
	if err != nil || k.Risky(wayOf(m.Channel)) != "" {
		return false, err
	}
	_, err = Tell(tx, personID, baseURL, m)
	if refused := (*Refused)(nil); errors.As(err, &refused) {
		return false, nil
	}
	return err == nil, err
}

// AnswerNumber queues an answer to a text from a number that is nobody's for
// certain: one that nobody has, or several people share. It does not go where
// somebody stopped texts to it, or where one of those who share it must not be
// texted, or all have died. It reports whether it went.
func AnswerNumber(tx *db.Tx, number string, m messages.Message) (bool, error) {
	if no, err := stopped(tx, ByText, number); no || err != nil {
		return false, err
	}
	known, err := WithPhone(tx, PhoneKey(number))
	if err != nil {
		return false, err
	}
	alive := len(known) == 0
	for _, p := range known {
		k, err := ReachOf(tx, p.ID)
		if err != nil {
			return false, err
		}
		if p.DiedOn.IsZero() && (k.Not(ByText) != "" || k.Risky(ByText) != "") {
			return false, nil
		}
		alive = alive || p.DiedOn.IsZero()
	}
	if !alive {
		return false, nil
	}
	m.Channel, m.To, m.Text = messages.SMS, Textable(number), WithStop(m.Text)
	_, err = messages.Queue(tx, m)
	return err == nil, err
}

// Textable is a number as a gateway takes it, "" for what is none. No text comes to an
// extension.
func Textable(phone string) string {
	number, extension, ok := messages.Phone(phone)
	if !ok || extension != "" {
		return ""
	}
	return number
}
