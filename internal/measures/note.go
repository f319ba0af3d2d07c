package measures

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
	"linkwork/internal/diary"
	"linkwork/internal/instruments"
)

// Note says that somebody read answers, and what they did about them.
type Note struct {
	Words        string // what was done; "" for having read them
	ByID, ByName string
	At           time.Time
}

// Who says who noted it, and when.
func (n Note) Who() string { return n.ByName + ", " + dates.Moment(n.At) }

// Worries are what somebody must look at in the answers.
func (r Response) Worries() []instruments.Worry { return r.Pack().Worries(r.Answers) }

// Done are the notes of what was done about the answers, first to last.
func (r Response) Done() (done []Note) {
	for _, n := range r.Notes {
		if n.Words != "" {
			done = append(done, n)
		}
	}
	return done
}

// ReadWords says who read the answers first, or that nobody said so.
func (r Response) ReadWords() string {
	if len(r.Notes) == 0 {
		return "Not read yet"
	}
	return "Read by " + r.Notes[0].Who()
}

// Waits says that something in answers that stand must be looked at, and that
// nobody has noted what was done.
func (r Response) Waits() bool {
	return r.Out.Stands() && len(r.Worries()) > 0 && len(r.Done()) == 0
}

// Waiting are those answers of which nobody has noted what was done, the latest
// first.
func Waiting(all []Response) (waiting []Response) {
	for _, r := range slices.Backward(all) {
		if r.Waits() {
			waiting = append(waiting, r)
		}
	}
	return waiting
}

func notesOf(r db.Reader, personID string) (map[string][]Note, error) {
	by := make(map[string][]Note)
	_, err := db.List(r, func(s db.Scanner) (n Note, err error) {
		var response string
		err = s.Scan(&response, &n.Words, &n.ByID, &n.ByName, db.At(&n.At))
		by[response] = append(by[response], n)
		return n, err
	}, `SELECT response_id, words, by_id, by_name, at FROM response_notes WHERE person_id = $1 ORDER BY at, id`, personID)
	return by, err
}

func note(tx *db.Tx, by access.Actor, personID, responseID, words string) error {
	return Note{words, by.AccountID, by.Name, tx.Now()}.keep(tx, personID, responseID)
}

func (n Note) keep(tx *db.Tx, personID, responseID string) error {
	_, err := tx.Exec(`INSERT INTO response_notes (id, response_id, person_id, words, by_id, by_name, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.NewID(), responseID, personID, n.Words, n.ByID, n.ByName, db.Ms(n.At))
	return err
}

// NoteRead is that somebody has read answers. What they have to do about
// worrying ones stays; only the named reader's task was to read them.
// db.ErrNotFound for a person whom by may not see, or another's answers.
func NoteRead(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string) error {
	return onResponse(ctx, d, by, key, personID, id, "measures.read", func(tx *db.Tx, r Response) error {
		if err := note(tx, by, personID, id, ""); err != nil {
			return err
		}
		offer, err := GetOffer(tx, r.Instrument)
		if err != nil || len(r.Worries()) > 0 && offer.ReaderID != by.AccountID {
			return err
		}
		return diary.FinishAboutOf(tx, id, by.AccountID)
	})
}

const longestNote = 2000 // characters

// NoteDone says what somebody did about answers: it stays with them, and
// nobody's day asks for it any more. *db.Invalid with the field "did";
// db.ErrNotFound as for NoteRead.
func NoteDone(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id, words string) error {
	return onResponse(ctx, d, by, key, personID, id, "measures.acted", func(tx *db.Tx, r Response) error {
		var bad db.Invalid
		if bad.Trim("did", &words, longestNote, "Say what you did, or why nothing was needed"); bad.Err() != nil {
			return bad.Err()
		}
		if err := note(tx, by, personID, id, words); err != nil {
			return err
		}
		return diary.FinishAbout(tx, id)
	})
}

// onResponse is an act on one set of a person's answers that stands.
func onResponse(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id, what string, act func(*db.Tx, Response) error) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if err := access.SeePerson(tx, by, personID); err != nil {
			return err
		}
		r, err := Get(tx, personID, id)
		if err != nil {
			return err
		}
		if !r.Out.Stands() {
			return db.ErrConflict
		}
		if err := act(tx, r); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), what, personID, "response", id)
	})
}

// WorryWords say what must be looked at in the answers, with the answer itself
// where it is one: "Question 9, thoughts of being better off dead or of hurting
// themselves: Nearly every day".
func (r Response) WorryWords(p instruments.Pack) (all []string) {
	for _, w := range p.Worries(r.Answers) {
		words := w.Words
		if names := w.When.Names(); len(names) == 1 {
			if n, said := p.Said(names[0], r.Answers); said != "" {
				words = "Question " + n + ", " + lowerFirst(words) + ": " + said
			}
		}
		all = append(all, words)
	}
	return all
}

func lowerFirst(words string) string { return strings.ToLower(words[:1]) + words[1:] }
