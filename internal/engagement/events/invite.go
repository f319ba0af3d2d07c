package events

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/jobs"
	"linkwork/internal/links"
	"linkwork/internal/messages"
)

// Invitee is somebody on a list who is invited by mail.
type Invitee struct {
	ID, EventID string
	Name        string // "" where the list has none
	Email       string
	InvitedAt   time.Time // zero until then
	StoppedAt   time.Time // they want no more mail
	Registered  bool
}

const inviteeColumns = `SELECT i.id, i.event_id, i.name, i.email, i.invited_at, i.stopped_at,
	EXISTS (SELECT 1 FROM event_delegates d WHERE d.event_id = i.event_id AND d.state <> 'asked' AND (d.invitee_id = i.id OR d.email = i.email)) FROM event_invitees i`

func scanInvitee(s db.Scanner) (i Invitee, err error) {
	err = s.Scan(&i.ID, &i.EventID, &i.Name, &i.Email, db.At(&i.InvitedAt), db.At(&i.StoppedAt), &i.Registered)
	return
}

// Invitees lists those who are invited, by address; for whoever runs the event.
func Invitees(r db.Reader, h Host, e Event) ([]Invitee, error) {
	if !h.runs || !h.has(e) {
		return nil, db.ErrNotFound
	}
	return db.List(r, scanInvitee, inviteeColumns+` WHERE i.event_id = $1 ORDER BY i.email`, e.ID)
}

// mostListed is how many are taken at once.
const mostListed = 5000

// AddInvitees puts people on the list of an event: a line for each with an address, or a
// name and an address as in a CSV file. Those who are on it stay as they are. It returns how
// many are new. *db.Invalid with the field "list" names the lines that are wrong.
func AddInvitees(ctx context.Context, d *db.DB, in Entrance, key once.Key, id, text string) (added int, err error) {
	err = within(ctx, d, in, key, id, "exchange.listed", func(tx *db.Tx, _ Host, e Event) error {
		added = 0
		if e.State == Over || e.State == Cancelled {
			return db.ErrConflict
		}
		all, err := readList(text)
		if err != nil {
			return err
		}
		for _, i := range all {
			n, err := tx.Exec(`INSERT INTO event_invitees (id, event_id, name, email, added_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (event_id, email) DO NOTHING`, tx.NewID(), e.ID, i.Name, i.Email, db.Ms(tx.Now()))
			if err != nil {
				return err
			}
			added += int(n)
		}
		return nil
	})
	return added, err
}

// readList reads names and addresses from lines as people paste them: with commas,
// semicolons or tabs between, in either order, under a heading or not.
func readList(text string) (all []Invitee, err error) {
	var faulty []string
	first := true
	for n, line := range strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\ufeff", "").Replace(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		heading := first && isHeading(line)
		if first = false; heading {
			continue
		}
		i, ok := readInvitee(line)
		if !ok {
			if len(faulty) < 5 {
				faulty = append(faulty, strconv.Itoa(n+1)+" (“"+beginning(line)+"”)")
			}
			continue
		}
		all = append(all, i)
	}
	switch {
	case len(faulty) > 0:
		return nil, db.Fault("list", "No name and email address can be read on line "+strings.Join(faulty, ", line ")+". Put it right or take it out, and send again")
	case len(all) == 0:
		return nil, db.Fault("list", "Enter names and email addresses, one person on each line")
	case len(all) > mostListed:
		return nil, db.Fault("list", "Enter 5,000 people or fewer at once")
	}
	return all, nil
}

// listColumns are the columns of a list as spreadsheets name them, without what is not a letter.
var listColumns = []string{"name", "names", "fullname", "firstname", "lastname", "surname", "email", "emails", "mail", "emailaddress", "address"}

// isHeading reports whether a line names the columns of a list.
func isHeading(line string) bool {
	cells := strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return strings.ContainsRune(",;\t", r) })
	return slices.ContainsFunc(cells, func(cell string) bool {
		return slices.Contains(listColumns, strings.Map(onlyLetters, cell))
	})
}

func onlyLetters(r rune) rune {
	if unicode.IsLetter(r) {
		return r
	}
	return -1
}

// beginning is as much of a line as is needed to find it.
func beginning(line string) string {
	const most = 30
	if letters := []rune(line); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return line
}

func readInvitee(line string) (i Invitee, ok bool) {
	comma := ','
	for _, c := range []rune{'\t', ';'} {
		if strings.ContainsRune(line, c) {
			comma = c
		}
	}
	reader := csv.NewReader(strings.NewReader(line))
	reader.Comma, reader.LazyQuotes, reader.TrimLeadingSpace = comma, true, true
	cells, err := reader.Read()
	if err != nil {
		return i, false
	}
	var names []string
	for _, cell := range cells {
		cell = strings.TrimSpace(cell)
		if name, address, angled := strings.Cut(strings.TrimSuffix(cell, ">"), "<"); angled {
			names, cell = append(names, strings.TrimSpace(name)), strings.TrimSpace(address)
		}
		switch {
		case cell == "":
		case strings.Contains(cell, "@") && i.Email == "":
			i.Email = strings.ToLower(cell)
		default:
			names = append(names, cell)
		}
	}
	i.Name = strings.TrimSpace(strings.Join(names, " "))
	return i, messages.IsAddress(i.Email) && len([]rune(i.Name)) <= 100 && !strings.ContainsFunc(i.Name, breaks)
}

// Invite begins to write to everybody on the list who was not written to. It goes on by
// job. *db.Invalid with the field "list" while registration is not open.
func Invite(ctx context.Context, d *db.DB, in Entrance, key once.Key, id string, w Ways) error {
	return within(ctx, d, in, key, id, "exchange.invited", func(tx *db.Tx, _ Host, e Event) error {
		if !e.LetsIn(tx.Now()) {
			return db.Fault("list", "Registration is not open. Invitations go out from its first day")
		}
		return jobs.Enqueue(tx, jobInvite, eventArgs{e.ID, w.BaseURL}, tx.Now())
	})
}

// inviteSome writes to some of the list, and comes back for the rest.
func inviteSome(tx *db.Tx, raw json.RawMessage) error {
	return some(jobInvite, func(tx *db.Tx, e Event, w Ways) (int, error) {
		if !e.LetsIn(tx.Now()) {
			return 0, nil
		}
		by, err := e.holder(tx)
		if err != nil {
			return 0, err
		}
		all, err := db.List(tx, scanInvitee, inviteeColumns+` WHERE i.event_id = $1 AND i.invited_at IS NULL AND i.stopped_at IS NULL ORDER BY i.id LIMIT $2`, e.ID, chunk)
		for _, i := range all {
			if err == nil {
				err = i.write(tx, e, by, w)
			}
		}
		return len(all), err
	})(tx, raw)
}

func (i Invitee) write(tx *db.Tx, e Event, by Holder, w Ways) error {
	if _, err := tx.Exec(`UPDATE event_invitees SET invited_at = $2 WHERE id = $1`, i.ID, db.Ms(tx.Now())); err != nil || i.Registered {
		return err
	}
	link, err := links.Create(tx, links.Spec{Purpose: InvitePurpose, SubjectID: i.ID, Expires: e.lastBeginning()})
	if err != nil {
		return err
	}
	l := says("An invitation to an event", "We invite you to this event of "+by.words()+":", "Read more, and register if you want to come:", "You do not have to. If you want no more mail about it, the same link lets you say so.")
	_, err = messages.Queue(tx, messages.Message{Channel: messages.Email, To: i.Email, Subject: l.subject, Text: l.text(e, by), Secret: w.BaseURL + InvitedPath + "/" + link.Token,
		Purpose: InvitePurpose, AboutKind: aboutInvitee, AboutID: i.ID})
	return err
}

// OfInvitation is whom an invitation is for; it changes nothing. links.ErrEnded for one that
// has ended, db.ErrNotFound for none.
func OfInvitation(r db.Reader, token string) (i Invitee, err error) {
	link, err := links.Find(r, token)
	if err != nil {
		return i, err
	}
	if link.Purpose != InvitePurpose {
		return i, db.ErrNotFound
	}
	return db.One(r, scanInvitee, inviteeColumns+` WHERE i.id = $1`, link.SubjectID)
}

// invitedBy is the id of the invitation to an event by which somebody comes; "" for none, or
// for one that has ended or is to another event.
func invitedBy(r db.Reader, e Event, token string) (string, error) {
	if token == "" {
		return "", nil
	}
	i, err := OfInvitation(r, token)
	if errors.Is(err, db.ErrNotFound) || errors.Is(err, links.ErrEnded) || err == nil && i.EventID != e.ID {
		return "", nil
	}
	return i.ID, err
}

// StopMail notes by an invitation that somebody wants no more mail about the event.
func StopMail(ctx context.Context, d *db.DB, key once.Key, token string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		i, err := OfInvitation(tx, token)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE event_invitees SET stopped_at = $2 WHERE id = $1 AND stopped_at IS NULL`, i.ID, db.Ms(tx.Now())); err != nil {
			return err
		}
		_, err = messages.StopAbout(tx, aboutInvitee, i.ID)
		return err
	})
}
