package people

import (
	"context"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/links"
	"linkwork/internal/messages"
)

// How somebody said that they want no more, or some again.
type How string

// The ways to say it.
const (
	Replied    How = "reply"  // STOP or START, by text
	Followed   How = "link"   // at the end of an email
	ToldWorker How = "worker" // who wrote it down
)

// OptOut is that somebody wants no more texts, or no more emails.
type OptOut struct {
	ID       string
	PersonID string // "" where only the number is known
	Way      ContactBy
	Address  string // as addressKey makes it
	How      How
	ByName   string // who wrote it down, for ToldWorker
	SaidAt   time.Time
	EndedAt  time.Time // zero while it holds
	EndedHow How
	EndedBy  string
}

// Holds reports whether they have not started again.
func (o OptOut) Holds() bool { return o.EndedAt.IsZero() }

// Words say what was said, when and how.
func (o OptOut) Words() string {
	what := map[ContactBy]string{ByText: "No more texts", ByEmail: "No more emails"}[o.Way]
	words := what + ", since " + dates.Of(o.SaidAt).Long() + " (" + o.How.words("STOP", o.ByName) + ")"
	if !o.Holds() {
		words += ", until " + dates.Of(o.EndedAt).Long() + " (" + o.EndedHow.words("START", o.EndedBy) + ")"
	}
	return words
}

func (h How) words(reply, byName string) string {
	switch h {
	case Replied:
		return "they replied " + reply
	case Followed:
		return "by the link in an email"
	}
	return "they told " + byName
}

// addressKey is a number or address as opt-outs keep it.
func addressKey(way ContactBy, address string) string {
	if way == ByText {
		return PhoneKey(address)
	}
	return strings.ToLower(strings.TrimSpace(address))
}

const optOutColumns = `SELECT o.id, o.person_id, o.way, o.address, o.how, o.by_name, o.said_at, o.ended_at, o.ended_how, o.ended_by FROM opt_outs o`

func scanOptOut(s db.Scanner) (o OptOut, err error) {
	err = s.Scan(&o.ID, &o.PersonID, &o.Way, &o.Address, &o.How, &o.ByName, db.At(&o.SaidAt), db.At(&o.EndedAt), &o.EndedHow, &o.EndedBy)
	return
}

// OptOuts lists what a person has said about texts and emails, latest first,
// with what was said by whoever answered from their number. The caller has
// checked that its reader may see the person.
func OptOuts(r db.Reader, p Person) ([]OptOut, error) {
	return db.List(r, scanOptOut, optOutColumns+` WHERE o.person_id = $1 AND o.person_id <> '' OR o.way = 'text' AND o.address = $2 AND o.address <> ''
		OR o.way = 'email' AND o.address = $3 AND o.address <> '' ORDER BY o.said_at DESC, o.id DESC LIMIT 100`,
		p.ID, addressKey(ByText, p.Phone), addressKey(ByEmail, p.Email))
}

// stopped is the opt-out that holds for a number or address, wherever it came
// from.
func stopped(r db.Reader, way ContactBy, address string) (bool, error) {
	key := addressKey(way, address)
	held, err := db.List(r, scanOptOut, optOutColumns+` WHERE o.address = $1 AND o.way = $2 AND o.ended_at IS NULL LIMIT 1`, key, way)
	return len(held) > 0 && key != "", err
}

// optOut keeps that somebody wants no more in a way and stops what waits to go
// to them. Saying it twice is saying it once.
func optOut(tx *db.Tx, o OptOut) error {
	if o.PersonID != "" {
		if _, err := messages.StopBy(tx, o.PersonID, channels[o.Way]); err != nil {
			return err
		}
	}
	held, err := db.List(tx, scanOptOut, optOutColumns+` WHERE o.address = $1 AND o.person_id = $2 AND o.way = $3 AND o.ended_at IS NULL LIMIT 1`, o.Address, o.PersonID, o.Way)
	if err != nil || len(held) > 0 {
		return err
	}
	_, err = tx.Exec(`INSERT INTO opt_outs (id, person_id, way, address, how, by_name, said_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.NewID(), o.PersonID, o.Way, o.Address, o.How, o.ByName, tx.Now().UnixMilli())
	return err
}

// OptOutByReply keeps that the sender of a text wants no more of them, and that
// nobody who has the number is texted; personID is whose it is, "" where that
// is not certain.
func OptOutByReply(tx *db.Tx, number, personID string) error {
	known, err := WithPhone(tx, PhoneKey(number))
	if err != nil {
		return err
	}
	for _, p := range known {
		if _, err := messages.StopBy(tx, p.ID, messages.SMS); err != nil {
			return err
		}
	}
	return optOut(tx, OptOut{PersonID: personID, Way: ByText, Address: PhoneKey(number), How: Replied})
}

// StartByReply ends what was said by or about a number; personID as in
// OptOutByReply.
func StartByReply(tx *db.Tx, number, personID string) error {
	return start(tx, ByText, PhoneKey(number), personID, Replied, "")
}

func start(tx *db.Tx, way ContactBy, address, personID string, how How, byName string) error {
	_, err := tx.Exec(`UPDATE opt_outs SET ended_at = $4, ended_how = $5, ended_by = $6
		WHERE way = $1 AND ended_at IS NULL AND (address = $2 AND address <> '' OR person_id = $3 AND person_id <> '')`,
		way, address, personID, tx.Now().UnixMilli(), how, byName)
	return err
}

// SayWay writes down that a person told the actor that they want no more texts
// or emails, or some again.
func SayWay(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, way ContactBy, stop bool) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			p, err := Get(tx, by, personID)
			if err != nil {
				return "", err
			}
			if channels[way] == "" {
				var bad db.Invalid
				bad.Add("way", "Choose texts or emails")
				return "", bad.Err()
			}
			address := addressKey(way, map[ContactBy]string{ByText: p.Phone, ByEmail: p.Email}[way])
			act := "opt-out.ended"
			if stop {
				act = "opt-out.said"
				err = optOut(tx, OptOut{PersonID: personID, Way: way, Address: address, How: ToldWorker, ByName: by.Name})
			} else {
				err = start(tx, way, address, personID, ToldWorker, by.Name)
			}
			if err != nil {
				return "", err
			}
			return personID, audit.Change(tx, by.Audit(), act, personID, "person", personID)
		})
		return err
	})
}

// WayOutPurpose marks the links at the end of emails by which they are stopped.
const WayOutPurpose = "opt-out"

// wayOutLasts is how long such a link works: longer than anybody keeps an email
// that bothers them.
const wayOutLasts = 2 * 365 * 24 * time.Hour

// wayOut makes the link for one email to a person.
func wayOut(tx *db.Tx, personID, baseURL string) (string, error) {
	l, err := links.Create(tx, links.Spec{Purpose: WayOutPurpose, SubjectID: personID, Expires: tx.Now().Add(wayOutLasts)})
	return baseURL + "/stop/" + l.Token, err
}

// OptOutByLink keeps that whoever holds the link wants no more emails. A link
// that has ended or belongs elsewhere is db.ErrNotFound or links.ErrEnded.
func OptOutByLink(ctx context.Context, d *db.DB, token string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		l, err := links.Find(tx, token)
		if err != nil {
			return err
		}
		if l.Purpose != WayOutPurpose {
			return db.ErrNotFound
		}
		p, err := Unscoped(tx, l.SubjectID)
		if err != nil {
			return err
		}
		if err := optOut(tx, OptOut{PersonID: p.ID, Way: ByEmail, Address: addressKey(ByEmail, p.Email), How: Followed}); err != nil {
			return err
		}
		return audit.Change(tx, audit.Actor{ID: "link:" + l.ID, Name: "Whoever holds the link", Role: "person"}, "opt-out.said", p.ID, "person", p.ID)
	})
}
