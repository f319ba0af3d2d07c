package readers

import (
	"strconv"
	"strings"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/messages"
	"linkwork/internal/studies"
)

// State is where a reader stands.
type State string

// The states. Who left is no reader any more, and erased.
const (
	Asked     State = "asked"     // a mail asked them to confirm
	Confirmed State = "confirmed" // gets the updates
	Bounced   State = "bounced"   // mail to them comes back: gets none
)

// Words says a state to a reader.
func (s State) Words() string {
	return map[State]string{Asked: "Asked to confirm", Confirmed: "Gets the updates", Bounced: "Mail came back"}[s]
}

// Reader is somebody on a list.
type Reader struct {
	ID, StudyID string
	Address     string
	Name        string // "" for unknown
	State       State
	AgreedHow   string
	AgreedOn    dates.Date
	AskedAt     time.Time // zero if they were never asked by mail
	AddedAt     time.Time
	Topics      []string // names; none: all of them

	mark string
}

const readerColumns = `SELECT r.id, r.study_id, r.address, r.name, r.state, r.agreed_how, r.agreed_on, r.asked_at, r.added_at, r.mark FROM update_readers r`

func scanReader(s db.Scanner) (x Reader, err error) {
	err = s.Scan(&x.ID, &x.StudyID, &x.Address, &x.Name, &x.State, &x.AgreedHow, &x.AgreedOn, db.At(&x.AskedAt), db.At(&x.AddedAt), &x.mark)
	return
}

// Readers lists a study's readers of some states, all of them without one, by address.
// Only for a seat that runs the updates.
func Readers(r db.Reader, s studies.Seat, states ...State) ([]Reader, error) {
	if !s.Has(studies.Involve) {
		return nil, db.ErrNotFound
	}
	condition, args := standing(s, states)
	all, err := db.List(r, scanReader, readerColumns+condition+byAddress, args...)
	if err != nil {
		return nil, err
	}
	return all, withTopics(r, s.Study.ID, all)
}

// Find is the first readers, at most most, whose address or name has words in it, and how
// many there are. "" finds all. Capitals of a name beyond A to Z count as they were typed.
// Order, states and access as Readers.
func Find(r db.Reader, s studies.Seat, words string, most int, states ...State) (some []Reader, n int, err error) {
	if !s.Has(studies.Involve) {
		return nil, 0, db.ErrNotFound
	}
	condition, args := standing(s, states)
	if words != "" {
		args = append(args, "%"+like.Replace(strings.ToLower(words))+"%", "%"+like.Replace(words)+"%")
		small, typed := "$"+strconv.Itoa(len(args)-1), "$"+strconv.Itoa(len(args))
		condition += ` AND (lower(r.address) LIKE ` + small + ` ESCAPE '^' OR lower(r.name) LIKE ` + small + ` ESCAPE '^' OR r.name LIKE ` + typed + ` ESCAPE '^')`
	}
	some, err = db.List(r, scanReader, readerColumns+condition+byAddress+` LIMIT `+strconv.Itoa(most), args...)
	if err != nil {
		return nil, 0, err
	}
	if n = len(some); n == most {
		if err := r.QueryRow(`SELECT count(*) FROM update_readers r`+condition, args...).Scan(&n); err != nil {
			return nil, 0, err
		}
	}
	return some, n, withTopics(r, s.Study.ID, some)
}

// like lets what stands for any text in a pattern stand for itself.
var like = strings.NewReplacer("^", "^^", "%", "^%", "_", "^_")

const byAddress = ` ORDER BY lower(r.address), r.id`

// standing is the condition that readers of a study stand in one of some states.
func standing(s studies.Seat, states []State) (condition string, args []any) {
	condition, args = ` WHERE r.study_id = $1`, []any{s.Study.ID}
	if len(states) > 0 {
		condition += ` AND r.state IN ` + db.Marks(2, len(states))
	}
	for _, x := range states {
		args = append(args, x)
	}
	return condition, args
}

// few is for how many readers it is worth naming them instead of reading all choices.
const few = 500

// withTopics names what each reader chose.
func withTopics(r db.Reader, studyID string, all []Reader) error {
	condition, args := "", []any{studyID}
	if len(all) > 0 && len(all) <= few {
		condition = ` AND c.reader_id IN ` + db.Marks(2, len(all))
		for _, x := range all {
			args = append(args, x.ID)
		}
	}
	type choice struct{ reader, topic string }
	chosen, err := db.List(r, func(s db.Scanner) (c choice, err error) {
		err = s.Scan(&c.reader, &c.topic)
		return
	}, `SELECT c.reader_id, t.name FROM update_reader_topics c JOIN update_topics t ON t.id = c.topic_id WHERE t.study_id = $1`+condition+` ORDER BY t.added_at, t.id`, args...)
	names := make(map[string][]string)
	for _, c := range chosen {
		names[c.reader] = append(names[c.reader], c.topic)
	}
	for i := range all {
		all[i].Topics = names[all[i].ID]
	}
	return err
}

// Numbers is how many stand where. It names nobody.
type Numbers struct {
	Confirmed, Asked, Bounced int
	Left, Complained          int // not written to any more, and erased
}

// Count is how many stand where in a study's list.
func Count(r db.Reader, s studies.Seat) (n Numbers, err error) {
	count := func(q string, into map[string]*int) error {
		rows, err := db.List(r, func(s db.Scanner) (x struct {
			what string
			n    int
		}, err error) {
			err = s.Scan(&x.what, &x.n)
			return
		}, q, s.Study.ID)
		for _, x := range rows {
			if p := into[x.what]; p != nil {
				*p += x.n
			}
		}
		return err
	}
	if err := count(`SELECT state, count(*) FROM update_readers WHERE study_id = $1 GROUP BY state`, map[string]*int{"confirmed": &n.Confirmed, "asked": &n.Asked, "bounced": &n.Bounced}); err != nil {
		return n, err
	}
	err = count(`SELECT reason, count(*) FROM update_suppressions WHERE study_id = $1 GROUP BY reason`, map[string]*int{"left": &n.Left, "removed": &n.Left, "complained": &n.Complained})
	return n, err
}

// CameBack is how many readers of all lists get nothing because mail to them came back. It
// names nobody.
func CameBack(r db.Reader) (n int, err error) {
	err = r.QueryRow(`SELECT count(*) FROM update_readers WHERE state = 'bounced'`).Scan(&n)
	return n, err
}

// One is a reader of the seat's study; else db.ErrNotFound. Only for a seat that runs the
// updates.
func One(r db.Reader, s studies.Seat, id string) (Reader, error) {
	if !s.Has(studies.Involve) {
		return Reader{}, db.ErrNotFound
	}
	return db.One(r, scanReader, readerColumns+` WHERE r.id = $1 AND r.study_id = $2`, id, s.Study.ID)
}

func unscoped(r db.Reader, id string) (Reader, error) {
	return db.One(r, scanReader, readerColumns+` WHERE r.id = $1`, id)
}

func marked(r db.Reader, mark string) (Reader, error) {
	return db.One(r, scanReader, readerColumns+` WHERE r.mark = $1`, mark)
}

// add writes a reader down who is not there yet.
func (x Reader) add(tx *db.Tx, topicIDs []string) (id string, err error) {
	id = tx.NewID()
	if _, err = tx.Exec(`INSERT INTO update_readers (id, study_id, mark, address, name, state, agreed_how, agreed_on, asked_at, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, x.StudyID, x.mark, x.Address, x.Name, x.State, x.AgreedHow, x.AgreedOn, db.Ms(x.AskedAt), db.Ms(tx.Now())); err != nil {
		return "", err
	}
	return id, choose(tx, id, topicIDs)
}

// choose keeps the topics of a reader.
func choose(tx *db.Tx, readerID string, topicIDs []string) error {
	if _, err := tx.Exec(`DELETE FROM update_reader_topics WHERE reader_id = $1`, readerID); err != nil {
		return err
	}
	for _, id := range topicIDs {
		if _, err := tx.Exec(`INSERT INTO update_reader_topics (reader_id, topic_id) VALUES ($1, $2)`, readerID, id); err != nil {
			return err
		}
	}
	return nil
}

// erase forgets a reader, also in the post book. What was still to go to them does not go.
func (x Reader) erase(tx *db.Tx) error {
	if err := messages.Erase(tx, readerKind, x.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE update_deliveries SET state = 'left', state_at = $2 WHERE reader_id = $1 AND state = 'queued'`, x.ID, db.Ms(tx.Now())); err != nil {
		return err
	}
	_, err := tx.Exec(`DELETE FROM update_readers WHERE id = $1`, x.ID)
	return err
}

func topicNamed(all []Topic, name string) (id string) {
	for _, t := range all {
		if strings.EqualFold(t.Name, name) {
			return t.ID
		}
	}
	return ""
}
