package correspondence

import (
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/messages"
	"linkwork/internal/people"
)

// Format is how a piece is set.
type Format string

// The formats.
const (
	Plain Format = "plain"
	Large Format = "large" // 18 point on paper
	Easy  Format = "easy"  // words of its own, one idea a line, in large type
)

// Formats lists them in the order of the page.
var Formats = []Format{Plain, Large, Easy}

// Words says a format.
func (f Format) Words() string {
	return map[Format]string{Plain: "Plain", Large: "Large print (18 point)", Easy: "Easy read"}[f]
}

// Paper says where a letter is.
type Paper string

// The states of a letter. A text or email has none: the post book knows.
const (
	ToPrint Paper = "to-print"
	Printed Paper = "printed" // and posted or handed over
)

// Piece is something that was written.
type Piece struct {
	ID, PersonID, TeamID string
	Audience             Audience
	ToID                 string // practice or connection; "" for the person
	ToName, ToAddress    string
	Way                  people.ContactBy
	Format               Format
	Words                string // as written
	Ending               string // what Linkwork added
	Template             string // version it came from, "" for none
	MessageID            string // in the post book; "" for a letter
	InsteadOf            string // piece that did not go
	State                Paper
	ByID, ByName         string
	MadeAt, PrintedAt    time.Time
	PrintedBy            string
	Version              int
}

const pieceColumns = `SELECT i.id, i.person_id, i.team_id, i.audience, i.to_id, i.to_name, i.to_address, i.way, i.format, i.words, i.ending, i.wording_id, i.message_id,
	i.instead_of, i.state, i.by_id, i.by_name, i.made_at, i.printed_at, i.printed_by, i.version FROM pieces i`

func scanPiece(s db.Scanner) (p Piece, err error) {
	err = s.Scan(&p.ID, &p.PersonID, &p.TeamID, &p.Audience, &p.ToID, &p.ToName, &p.ToAddress, &p.Way, &p.Format, &p.Words, &p.Ending, &p.Template, &p.MessageID,
		&p.InsteadOf, &p.State, &p.ByID, &p.ByName, db.At(&p.MadeAt), db.At(&p.PrintedAt), &p.PrintedBy, &p.Version)
	return
}

func (p Piece) insert(tx *db.Tx) error {
	_, err := tx.Exec(`INSERT INTO pieces (id, person_id, team_id, audience, to_id, to_name, to_address, way, format, words, ending, wording_id, message_id, instead_of, state, by_id, by_name, made_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		p.ID, p.PersonID, p.TeamID, p.Audience, p.ToID, p.ToName, p.ToAddress, p.Way, p.Format, p.Words, p.Ending, p.Template, p.MessageID, p.InsteadOf, p.State,
		p.ByID, p.ByName, tx.Now().UnixMilli())
	return err
}

// Of lists what was written to or about a person whom the actor may see, newest
// first.
func Of(r db.Reader, by access.Actor, personID string, limit int) ([]Piece, error) {
	return db.List(r, scanPiece, pieceColumns+` WHERE i.person_id = $1 AND `+access.PeopleSeenBy("i.person_id", "$2")+` ORDER BY i.made_at DESC, i.id DESC LIMIT $3`,
		personID, by.AccountID, limit)
}

// Get returns one of them, or db.ErrNotFound.
func Get(r db.Reader, by access.Actor, personID, id string) (Piece, error) {
	return db.One(r, scanPiece, pieceColumns+` WHERE i.id = $1 AND i.person_id = $2 AND `+access.PeopleSeenBy("i.person_id", "$3"), id, personID, by.AccountID)
}

// Fate says what became of a piece, in words: of a letter from itself, of a
// text or email from its entry in the post book.
func (p Piece) Fate(e messages.Entry) string {
	switch {
	case p.State == ToPrint:
		return "To print"
	case p.State == Printed:
		return "Printed, and posted or handed over, " + dates.Of(p.PrintedAt).Long() + " by " + p.PrintedBy
	}
	return FateOf(e)
}

// FateOf says what became of a message in the post book.
func FateOf(e messages.Entry) string {
	switch e.State {
	case messages.Queued:
		if e.Attempts > 0 {
			return "Waits to go out again, tried " + dates.Count(e.Attempts, "time", "times") + because(e.Note)
		}
		return "Waits to go out"
	case messages.Sent:
		return "Sent" + tried(e.Attempts)
	case messages.Delivered:
		return "Delivered, " + dates.Moment(e.StateAt)
	case messages.Failed:
		return "Could not be sent" + tried(e.Attempts) + because(e.Note)
	case messages.Stopped:
		return "Stopped before it went" + because(e.Note)
	case messages.Withheld:
		return "Shown in the Outbox of the demonstration, sent to nobody"
	}
	return ""
}

func tried(attempts int) string {
	if attempts < 2 {
		return ""
	}
	return ", tried " + dates.Count(attempts, "time", "times")
}

func because(note string) string {
	if note == "" {
		return ""
	}
	return ": " + note
}

// Lost reports whether a message will not reach anybody by itself any more.
func Lost(e messages.Entry) bool { return e.State == messages.Failed || e.State == messages.Stopped }
