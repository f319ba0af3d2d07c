package connections

import (
	"context"
	"encoding/json"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
)

// TakeBackWithin is how long a worker can take back a yes that they wrote down.
const TakeBackWithin = 24 * time.Hour

// standing is the answer that stands on a connection.
type standing struct {
	State      State
	AnsweredAt time.Time
	Words, Via string
	By         string
	WaitWeeks  int
	Why        string
}

func (c Connection) standing() standing {
	return standing{c.State, c.AnsweredAt, c.AnswerWords, c.AnsweredVia, c.AnsweredBy, c.WaitWeeks, c.Why}
}

// keepAnswer puts an answer into the history of a connection, with what stood
// before.
func keepAnswer(tx *db.Tx, by audit.Actor, before Connection, said State, via string) error {
	stood, err := json.Marshal(before.standing())
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO connection_answers (id, connection_id, state, via, by_id, by_name, at, before) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		tx.NewID(), before.ID, string(said), via, by.ID, by.Name, db.Ms(tx.Now()), string(stood))
	return err
}

// ByPhone lists the connections of people whom a worker may see to which they
// wrote down a yes by phone that they can still take back: lately, and nothing
// was said since. The newest is first.
func ByPhone(r db.Reader, by access.Actor) ([]Connection, error) {
	return db.List(r, scanConnection, connectionColumns+` JOIN connection_answers a ON a.connection_id = n.id AND a.at = n.answered_at
		WHERE a.by_id = $1 AND a.via = 'phone' AND a.state = 'accepted' AND a.at > $2 AND a.taken_back_at IS NULL
		AND n.state = 'accepted' AND n.came = '' AND n.outcome = 'unknown' AND `+access.PeopleSeenBy("n.person_id", "$1")+` ORDER BY a.at DESC, a.id DESC`,
		by.AccountID, db.Ms(r.Now().Add(-TakeBackWithin)))
}

// TakeBack takes back a yes that a worker wrote down by mistake: what stood
// before stands again, and what it said of room is gone. That it was written
// down and taken back stays in the history. db.ErrConflict when it cannot be
// taken back any more.
func TakeBack(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		c, err := Get(tx, by, personID, id)
		if err != nil {
			return err
		}
		mine, err := ByPhone(tx, by)
		if err != nil {
			return err
		}
		for _, one := range mine {
			if one.ID == c.ID {
				return c.takeBack(tx, by)
			}
		}
		return db.ErrConflict
	})
}

func (c Connection) takeBack(tx *db.Tx, by access.Actor) error {
	var before string
	if err := tx.QueryRow(`SELECT before FROM connection_answers WHERE connection_id = $1 AND at = $2 AND by_id = $3 AND taken_back_at IS NULL`,
		c.ID, db.Ms(c.AnsweredAt), by.AccountID).Scan(&before); err != nil {
		return err
	}
	var stood standing
	if err := json.Unmarshal([]byte(before), &stood); err != nil {
		return err
	}
	if stood.State == Sent && !c.OpenedAt.IsZero() {
		stood.State = Opened // meanwhile
	}
	if _, err := tx.Exec(`UPDATE connection_answers SET taken_back_at = $3 WHERE connection_id = $1 AND at = $2`,
		c.ID, db.Ms(c.AnsweredAt), db.Ms(tx.Now())); err != nil {
		return err
	}
	if _, err := tx.Exec(`UPDATE connections SET state = $2, answered_at = $3, answer_words = $4, answered_via = $5, answered_by = $6, wait_weeks = $7, why = $8,
		updated_at = $9, version = version + 1 WHERE id = $1`,
		c.ID, string(stood.State), db.Ms(stood.AnsweredAt), stood.Words, stood.Via, stood.By, stood.WaitWeeks, stood.Why, db.Ms(tx.Now())); err != nil {
		return err
	}
	if err := directory.Unobserve(tx, c.ServiceID, c.AnsweredAt, c.OrgName, by.Name); err != nil {
		return err
	}
	return audit.Change(tx, by.Audit(), "connection.taken-back", c.PersonID, "connection", c.ID)
}
