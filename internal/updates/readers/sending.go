package readers

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/jobs"
	"linkwork/internal/studies"
)

// In a mail to many these two stand for its reader's own addresses. Nothing else in a
// mail is filled in.
const (
	UnsubscribeAddress = "{unsubscribe}" // where leaving takes one press
	PreferencesAddress = "{preferences}" // where to choose topics
)

// Mail is a mail to all readers of a study's list, ready but for their own addresses.
type Mail struct {
	StudyID string
	AboutID string   // what it is, an edition's id
	Subject string   // one line
	HTML    string   // with styles inline
	Text    string   // the same words
	Topics  []string // ids: for those who chose one of them, or everything; none: for all readers
}

func (m *Mail) check() error {
	var bad db.Invalid
	bad.Trim("subject", &m.Subject, 150, "Enter a subject")
	if strings.ContainsFunc(m.Subject, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 }) {
		bad.Add("subject", "Enter a subject of one line")
	}
	for _, part := range []struct{ field, body string }{{"html", m.HTML}, {"text", m.Text}} {
		if !strings.Contains(part.body, UnsubscribeAddress) || !strings.Contains(part.body, PreferencesAddress) {
			bad.Add(part.field, "The mail must say where to leave and where to choose topics")
		}
	}
	return bad.Err()
}

// SendingState is where a sending stands.
type SendingState string

// The states.
const (
	Going   SendingState = "going"
	Paused  SendingState = "paused"
	Stopped SendingState = "stopped" // for good, by somebody
	Over    SendingState = "over"
)

// Sending is one mail on its way to many.
type Sending struct {
	ID, StudyID       string
	AboutID           string
	Subject           string
	State             SendingState
	Trouble           string // why nothing goes out at the moment
	QueuedAt, EndedAt time.Time
	QueuedBy          string
	Progress
}

// Progress is how many copies of a mail stand where.
type Progress struct {
	Waiting  int // or on their way
	Sent     int
	Withheld int // by the demonstration, which sends nothing
	Failed   int
	Left     int // whose reader left before it went
	Stopped  int
}

// All is how many copies there are.
func (p Progress) All() int { return p.Waiting + p.Sent + p.Withheld + p.Failed + p.Left + p.Stopped }

// Words says how far a sending is.
func (s Sending) Words() string {
	words := "Sent " + grouped(s.Sent) + " of " + grouped(s.All()) + "."
	if s.Withheld > 0 {
		words = "Held back " + grouped(s.Withheld) + " of " + grouped(s.All()) + ": the demonstration sends nothing."
	}
	for _, part := range []struct {
		n    int
		what string
	}{{s.Failed, " could not be sent."}, {s.Left, " left before it went."}, {s.Progress.Stopped, " were stopped."}} {
		if part.n > 0 {
			words += " " + grouped(part.n) + part.what
		}
	}
	if s.State == Going {
		words += " You can leave this page."
	}
	return words
}

// grouped writes a number as people read it: 4,000.
func grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return grouped(n/1000) + fmt.Sprintf(",%03d", n%1000)
}

const sendingColumns = `SELECT s.id, s.study_id, s.about_id, s.subject, s.state, s.trouble, s.queued_at, s.ended_at, s.queued_by FROM update_sendings s`

func scanSending(s db.Scanner) (x Sending, err error) {
	err = s.Scan(&x.ID, &x.StudyID, &x.AboutID, &x.Subject, &x.State, &x.Trouble, db.At(&x.QueuedAt), db.At(&x.EndedAt), &x.QueuedBy)
	return
}

// Sendings are a study's mails to readers, the latest first, with how far they are.
func Sendings(r db.Reader, s studies.Seat) ([]Sending, error) {
	all, err := db.List(r, scanSending, sendingColumns+` WHERE s.study_id = $1 ORDER BY s.queued_at DESC, s.id DESC`, s.Study.ID)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Progress, err = progress(r, all[i]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// Get is one of them; else db.ErrNotFound.
func Get(r db.Reader, s studies.Seat, id string) (x Sending, err error) {
	if x, err = db.One(r, scanSending, sendingColumns+` WHERE s.id = $1 AND s.study_id = $2`, id, s.Study.ID); err != nil {
		return x, err
	}
	x.Progress, err = progress(r, x)
	return x, err
}

// OfEdition are the sendings about something, an edition, the latest first.
func OfEdition(r db.Reader, s studies.Seat, aboutID string) (some []Sending, err error) {
	all, err := Sendings(r, s)
	for _, x := range all {
		if x.AboutID == aboutID {
			some = append(some, x)
		}
	}
	return some, err
}

func progress(r db.Reader, x Sending) (p Progress, err error) {
	rows, err := db.List(r, func(s db.Scanner) (x struct {
		state string
		n     int
	}, err error) {
		err = s.Scan(&x.state, &x.n)
		return
	}, `SELECT state, count(*) FROM update_deliveries WHERE sending_id = $1 GROUP BY state`, x.ID)
	into := map[string]*int{"queued": &p.Waiting, "claimed": &p.Waiting, "sent": &p.Sent, "withheld": &p.Withheld, "failed": &p.Failed, "left": &p.Left}
	for _, row := range rows {
		*into[row.state] += row.n
	}
	if x.State == Stopped {
		p.Stopped, p.Waiting = p.Waiting, 0
	}
	return p, err
}

// Failure is a copy that did not arrive.
type Failure struct {
	Address string // "" for somebody who has been erased since
	Why     string
	At      time.Time
}

// Failures lists the copies of a sending that were refused, or came back. Only for a seat
// that runs the updates.
func Failures(r db.Reader, s studies.Seat, sendingID string) ([]Failure, error) {
	if !s.Has(studies.Involve) {
		return nil, db.ErrNotFound
	}
	return db.List(r, func(row db.Scanner) (f Failure, err error) {
		err = row.Scan(db.Text(&f.Address), &f.Why, db.At(&f.At))
		return
	}, `SELECT r.address, d.note, d.state_at FROM update_deliveries d LEFT JOIN update_readers r ON r.id = d.reader_id JOIN update_sendings s ON s.id = d.sending_id
		WHERE d.sending_id = $1 AND s.study_id = $2 AND (d.state = 'failed' OR d.returned <> '') ORDER BY d.state_at, d.reader_id LIMIT 1000`, sendingID, s.Study.ID)
}

// Recipients are the readers to whom a mail for some topics goes now: for the last look
// before it is sent. Only for a seat that runs the updates.
func Recipients(r db.Reader, s studies.Seat, topicIDs []string) ([]Reader, error) {
	if !s.Has(studies.Involve) {
		return nil, db.ErrNotFound
	}
	condition, args := wanting(topicIDs, s.Study.ID)
	return db.List(r, scanReader, readerColumns+` WHERE r.study_id = $1 AND `+condition+` ORDER BY r.id`, args...)
}

// wanting is the condition of SQL for confirmed readers who chose one of some topics, or
// everything.
func wanting(topicIDs []string, args ...any) (condition string, all []any) {
	condition = `r.state = 'confirmed'`
	if len(topicIDs) == 0 {
		return condition, args
	}
	condition += ` AND (NOT EXISTS (SELECT 1 FROM update_reader_topics c WHERE c.reader_id = r.id)
		OR EXISTS (SELECT 1 FROM update_reader_topics c WHERE c.reader_id = r.id AND c.topic_id IN ` + db.Marks(len(args)+1, len(topicIDs)) + `))`
	for _, id := range topicIDs {
		args = append(args, id)
	}
	return condition, args
}

// Send begins to send a mail to those who are readers now. The caller has checked that it
// may go out, and notes it on the audit trail. *db.Invalid with the fields "subject", "html", "text" or
// "readers".
func Send(tx *db.Tx, by access.Actor, m Mail) (id string, err error) {
	if err := m.check(); err != nil {
		return "", err
	}
	if _, err := theList(tx, m.StudyID); err != nil {
		return "", err
	}
	id = tx.NewID()
	if _, err := tx.Exec(`INSERT INTO update_sendings (id, study_id, about_id, subject, html, text, state, queued_at, queued_by) VALUES ($1, $2, $3, $4, $5, $6, 'going', $7, $8)`,
		id, m.StudyID, m.AboutID, m.Subject, m.HTML, m.Text, db.Ms(tx.Now()), by.Name); err != nil {
		return "", err
	}
	condition, args := wanting(m.Topics, id, db.Ms(tx.Now()), m.StudyID)
	n, err := tx.Exec(`INSERT INTO update_deliveries (sending_id, reader_id, state, state_at) SELECT $1, r.id, 'queued', $2 FROM update_readers r WHERE r.study_id = $3 AND `+condition, args...)
	if err != nil {
		return "", err
	}
	if n == 0 {
		return "", db.Fault("readers", "Nobody gets this yet: there is no reader who confirmed")
	}
	return id, jobs.Enqueue(tx, jobSend, sendArgs{id}, tx.Now())
}

// Pause holds a sending until it is resumed. What is at the mail server arrives.
func Pause(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string) error {
	return steer(ctx, d, by, key, studyID, id, "sending.paused", Paused, Going)
}

// Resume lets a sending go on that was paused.
func Resume(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string) error {
	return steer(ctx, d, by, key, studyID, id, "sending.resumed", Going, Paused)
}

// Stop ends a sending for good. Whoever has the mail has it; what is at the mail server
// counts as sent once it is answered.
func Stop(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string) error {
	return steer(ctx, d, by, key, studyID, id, "sending.stopped", Stopped, Going, Paused)
}

// steer moves a sending; db.ErrConflict if it does not stand where it is moved from.
func steer(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, what string, to SendingState, from ...SendingState) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, what, func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := db.One(tx, scanSending, sendingColumns+` WHERE s.id = $1 AND s.study_id = $2`, id, s.Study.ID); err != nil {
			return "", err
		}
		args := []any{id, to}
		for _, f := range from {
			args = append(args, f)
		}
		n, err := tx.Exec(`UPDATE update_sendings SET state = $2, trouble = '' WHERE id = $1 AND state IN `+db.Marks(3, len(from)), args...)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		if err != nil {
			return "", err
		}
		if to == Going {
			return id, jobs.Enqueue(tx, jobSend, sendArgs{id}, tx.Now())
		}
		if to == Stopped {
			_, err = tx.Exec(`UPDATE update_sendings SET ended_at = $2 WHERE id = $1`, id, db.Ms(tx.Now()))
		}
		return id, err
	})
	return err
}
