package correspondence

import (
	"context"
	"errors"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/messages"
	"linkwork/internal/people"
	"linkwork/internal/teams"
)

// names says who accounts are, "Your manager" for none.
func names(r db.Reader, accounts []string) (string, error) {
	var words []string
	for _, id := range accounts {
		a, err := identity.Get(r, id)
		if err != nil && !errors.Is(err, db.ErrNotFound) {
			return "", err
		}
		if a.Name != "" {
			words = append(words, a.Name)
		}
	}
	if len(words) == 0 {
		return "Your manager", nil
	}
	return strings.Join(words, " or "), nil
}

// Fill starts a piece to a recipient from a template in a format. What is not
// known stands in square brackets.
func Fill(r db.Reader, by access.Actor, personID string, a Audience, toID, code string, f Format) (words string, t Template, err error) {
	c, err := casework.Latest(r, by, personID)
	if err != nil {
		return "", t, err
	}
	to, err := recipient(r, by, personID, a, toID)
	if err != nil || code == "" {
		return "", t, err
	}
	if t, err = TheTemplate(r, Shelf{c.TeamID}, code); err != nil {
		return "", t, err
	}
	if t.Audience != a {
		return "", t, db.ErrNotFound
	}
	p, err := people.Get(r, by, personID)
	if err != nil {
		return "", t, err
	}
	v, err := values(r, Writer{by.Name}, p, c, to)
	return filled(t.In(f), v), t, err
}

// Draft is a piece as a worker wants it sent.
type Draft struct {
	PersonID  string
	Audience  Audience
	ToID      string // practice or connection; "" for the person
	Way       people.ContactBy
	Format    Format
	Words     string
	Template  string // code of the template it started from, "" for none
	Knowing   bool   // what is to be weighed was weighed
	InsteadOf string // piece that did not go, "" for none
}

// subject is that of every email to a person. It says nothing about anybody.
const subject = "A message for you"

// Ending is what Linkwork adds to a piece: how to answer, and where to turn in a
// crisis. A letter to a practice or organisation has none.
func Ending(r db.Reader, c casework.Case, a Audience, way people.ContactBy) (string, error) {
	if a != ForPerson {
		return "", nil
	}
	area, err := teams.TheArea(r)
	if err != nil {
		return "", err
	}
	if way == people.ByLetter {
		team, err := teams.TheTeam(r, c.TeamID)
		return "To answer, call " + team.Phone + ". " + teams.CrisisWords(area.Crisis), err
	}
	back, err := teams.WayBackOf(r, c.TeamID)
	return back.Closing(area.Crisis), err
}

// Sent is the whole of a text as it goes, for its length.
func Sent(d Draft, ending string) string {
	if d.Way == people.ByText {
		return people.WithStop(tidyLines(d.Words) + "\n" + ending)
	}
	return tidyLines(d.Words) + "\n\n" + ending
}

// Write sends a piece, or for a letter lays it ready to print, and returns its
// id. Faults go to the fields words, way, to and knowing; a recipient or
// template that is not there is db.ErrNotFound.
func Write(ctx context.Context, d *db.DB, by access.Actor, key once.Key, h House, draft Draft) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return write(tx, by, h, draft) })
		return err
	})
	return id, err
}

func write(tx *db.Tx, by access.Actor, h House, d Draft) (string, error) {
	c, err := casework.Latest(tx, by, d.PersonID)
	if err != nil {
		return "", err
	}
	to, err := recipient(tx, by, d.PersonID, d.Audience, d.ToID)
	if err != nil {
		return "", err
	}
	if err := d.check(tx, by, h, c, to); err != nil {
		return "", err
	}
	p := Piece{ID: tx.NewID(), PersonID: d.PersonID, TeamID: c.TeamID, Audience: d.Audience, ToID: to.ID, ToName: to.Name, Way: d.Way, Format: d.Format, Words: d.Words,
		InsteadOf: d.InsteadOf, ByID: by.AccountID, ByName: by.Name}
	if d.Template != "" {
		t, err := TheTemplate(tx, Shelf{c.TeamID}, d.Template)
		if err != nil {
			return "", err
		}
		p.Template = t.Ref()
	}
	if p.Ending, err = Ending(tx, c, d.Audience, d.Way); err != nil {
		return "", err
	}
	if d.Way == people.ByLetter {
		p.State, p.ToAddress = ToPrint, to.Address
		if err := p.mayPost(tx); err != nil {
			return "", err
		}
	} else if err := p.send(tx, h, d); err != nil {
		return "", err
	}
	if err := p.insert(tx); err != nil {
		return "", err
	}
	return p.ID, audit.Change(tx, by.Audit(), "words."+string(d.Way), d.PersonID, "piece", p.ID)
}

// mayPost asks for a letter to the person what Tell asks for a message.
func (p Piece) mayPost(tx *db.Tx) error {
	if p.Audience != ForPerson {
		return nil
	}
	return toWay(people.MayReach(tx, p.PersonID, people.ByLetter))
}

func (p *Piece) send(tx *db.Tx, h House, d Draft) (err error) {
	m := messages.Message{Channel: messages.SMS, Text: tidyLines(d.Words) + "\n" + p.Ending, Purpose: "words", AboutKind: "piece", AboutID: p.ID}
	if d.Way == people.ByEmail {
		m.Channel, m.Subject, m.Text = messages.Email, subject, tidyLines(d.Words)+"\n\n"+p.Ending+"\n"
	}
	p.MessageID, err = people.Tell(tx, p.PersonID, h.BaseURL, m)
	return toWay(err)
}

// toWay makes of a refusal a fault of the question by which way.
func toWay(err error) error {
	if refused, ok := errors.AsType[*people.Refused](err); ok {
		var bad db.Invalid
		bad.Add("way", refused.Why)
		return bad.Err()
	}
	return err
}

func (d *Draft) check(r db.Reader, by access.Actor, h House, c casework.Case, to Recipient) error {
	ways, err := Ways(r, by, h, c, to)
	if err != nil {
		return err
	}
	if d.Format == "" {
		d.Format = Plain
	}
	bad := d.faults()
	i := slices.IndexFunc(ways, func(w Way) bool { return w.By == d.Way })
	switch {
	case i < 0:
		bad.Add("way", "Choose how it goes")
	case ways[i].Not != "":
		bad.Add("way", ways[i].Not)
	case ways[i].Mind != "" && !d.Knowing:
		bad.Add("knowing", "Think about it, then tick the box: "+ways[i].Mind)
	}
	return bad.Err()
}

// faults are those of the words alone.
func (d *Draft) faults() *db.Invalid {
	bad := new(db.Invalid)
	if d.Words = tidyLines(d.Words); d.Words == "" {
		bad.Add("words", "Write what to say")
	}
	if missing := open.FindString(d.Words); missing != "" {
		bad.Add("words", "Write what belongs in the place of "+missing)
	}
	if most := map[people.ContactBy]int{people.ByText: mostText}[d.Way]; most > 0 && len([]rune(d.Words)) > most {
		bad.Add("words", "A text has up to 600 characters. Use fewer, or send an email or letter")
	}
	if len([]rune(d.Words)) > mostWords {
		bad.Add("words", "Use 3,000 characters or fewer")
	}
	if strings.Contains(d.Words, "{") || strings.Contains(d.Words, "}") {
		bad.Add("words", "Leave out curly brackets: { and }")
	}
	if !slices.Contains(Formats, d.Format) {
		bad.Add("format", "Choose how it is set")
	}
	return bad
}

// mostText is how long the words of a text may be, in characters.
const mostText = 600

// Check says what is wrong with a draft before it is sent, without sending it.
func Check(r db.Reader, by access.Actor, h House, d Draft) (ending string, err error) {
	c, err := casework.Latest(r, by, d.PersonID)
	if err != nil {
		return "", err
	}
	to, err := recipient(r, by, d.PersonID, d.Audience, d.ToID)
	if err != nil {
		return "", err
	}
	if err := d.check(r, by, h, c, to); err != nil {
		return "", err
	}
	return Ending(r, c, d.Audience, d.Way)
}

// AsLetter makes a letter to the person of a text or email that did not go, in
// the same words, and returns its id; the second time the letter that there is.
// knowing says that what is to be weighed was weighed. db.ErrConflict while the
// message may still arrive.
func AsLetter(ctx context.Context, d *db.DB, by access.Actor, key once.Key, h House, personID, id string, knowing bool) (letter string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		letter, _, err = once.Do(tx, key, func() (string, error) {
			p, err := Get(tx, by, personID, id)
			if err != nil {
				return "", err
			}
			e, err := messages.Get(tx, p.MessageID)
			if err != nil {
				return "", err
			}
			if !Lost(e) {
				return "", db.ErrConflict
			}
			made, err := db.List(tx, scanPiece, pieceColumns+` WHERE i.instead_of = $1 AND i.instead_of <> ''`, id)
			if err != nil {
				return "", err
			}
			if len(made) > 0 {
				return made[0].ID, nil
			}
			return write(tx, by, h, Draft{PersonID: personID, Audience: p.Audience, ToID: p.ToID, Way: people.ByLetter, Format: p.Format, Words: p.Words, Knowing: knowing, InsteadOf: id})
		})
		return err
	})
	return letter, err
}

// MarkPrinted notes that a letter is printed and posted or handed over, once;
// db.ErrConflict if somebody was first.
func MarkPrinted(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string, version int) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			p, err := Get(tx, by, personID, id)
			if err != nil {
				return "", err
			}
			if p.State == "" {
				return "", db.ErrNotFound
			}
			if err := p.mayPost(tx); err != nil {
				return "", err
			}
			n, err := tx.Exec(`UPDATE pieces SET state = 'printed', printed_at = $3, printed_by = $4, version = version + 1 WHERE id = $1 AND version = $2 AND state = 'to-print'`,
				id, version, tx.Now().UnixMilli(), by.Name)
			if err != nil {
				return "", err
			}
			if n == 0 {
				return "", db.ErrConflict
			}
			return id, audit.Change(tx, by.Audit(), "letter.printed", personID, "piece", id)
		})
		return err
	})
}

// WriteWithin is Write as a part of a larger act.
func WriteWithin(tx *db.Tx, by access.Actor, h House, draft Draft) (id string, err error) {
	return write(tx, by, h, draft)
}
