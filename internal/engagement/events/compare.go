package events

import (
	"context"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Compared is how something in the role is beside what others wrote.
type Compared string

// The ways in which it can be.
const (
	Similar   Compared = "similar"
	Different Compared = "different"
)

// Words says it to a reader.
func (c Compared) Words() string {
	return map[Compared]string{Similar: "Similar to others", Different: "Different from others"}[c]
}

// Comparison is what something in the role is like in one network.
type Comparison struct {
	ID, EventID string
	DelegateID  string // who wrote it; "" for the team
	Topic       string
	Network     string
	Here        string // what it is like there
	Compared    Compared
	AddedAt     time.Time
}

// comparisons lists what delegates wrote together, by topic.
func comparisons(r db.Reader, e Event) ([]Comparison, error) {
	return db.List(r, func(s db.Scanner) (c Comparison, err error) {
		err = s.Scan(&c.ID, &c.EventID, db.Text(&c.DelegateID), &c.Topic, &c.Network, &c.Here, &c.Compared, db.At(&c.AddedAt))
		return
	}, `SELECT id, event_id, delegate_id, topic, network, here, compared, added_at FROM event_comparisons WHERE event_id = $1 ORDER BY lower(topic), lower(network), added_at, id`, e.ID)
}

// Comparisons lists what the delegates of an event wrote together, by topic; for a seat with
// studies.Involve or studies.Read, since a network may be named.
func Comparisons(r db.Reader, s studies.Seat, e Event) ([]Comparison, error) {
	if !s.Any(studies.Involve, studies.Read) || e.StudyID != s.Study.ID {
		return nil, db.ErrNotFound
	}
	return comparisons(r, e)
}

// Comparisons lists what the delegates wrote together, for one of them.
func (o Own) Comparisons(r db.Reader) ([]Comparison, error) {
	if !o.Compares(r.Now()) {
		return nil, nil
	}
	return comparisons(r, o.Event)
}

// Compares reports whether the delegate can write of their role now: from the first day.
func (o Own) Compares(now time.Time) bool { return o.Exchanges(now) }

// mostCompared is how much one delegate writes.
const mostCompared = 30

// Compare adds what a delegate wrote of their network. *db.Invalid with the fields "topic",
// "network", "here" or "compared".
func Compare(ctx context.Context, d *db.DB, key once.Key, token string, c Comparison) error {
	return byLink(ctx, d, key, token, "delegate.compared", func(tx *db.Tx, x *Delegate, e Event) error {
		if x.State != Coming || !e.exchanges(tx.Now()) {
			return db.ErrConflict
		}
		var n int
		if err := tx.QueryRow(`SELECT count(*) FROM event_comparisons WHERE delegate_id = $1`, x.ID).Scan(&n); err != nil {
			return err
		}
		if n >= mostCompared {
			return db.Fault("topic", "You have written 30 already. Take one away first")
		}
		c := c
		c.EventID, c.DelegateID = e.ID, x.ID
		return c.add(tx)
	})
}

// AddComparison is Compare for the team, as from a flip chart.
func AddComparison(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, c Comparison) error {
	return within(ctx, d, Team(by, studyID), key, c.EventID, "exchange.compared", func(tx *db.Tx, _ Host, _ Event) error {
		c := c
		c.DelegateID = ""
		return c.add(tx)
	})
}

// RemoveComparison takes away what a delegate wrote themselves.
func RemoveComparison(ctx context.Context, d *db.DB, key once.Key, token, id string) error {
	return byLink(ctx, d, key, token, "delegate.uncompared", func(tx *db.Tx, x *Delegate, e Event) error {
		return oneOf(tx.Exec(`DELETE FROM event_comparisons WHERE id = $1 AND event_id = $2 AND delegate_id = $3`, id, e.ID, x.ID))
	})
}

// StrikeComparison takes away, for the team, what should not stand there.
func StrikeComparison(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, eventID, id string) error {
	return within(ctx, d, Team(by, studyID), key, eventID, "exchange.uncompared", func(tx *db.Tx, _ Host, e Event) error {
		return oneOf(tx.Exec(`DELETE FROM event_comparisons WHERE id = $1 AND event_id = $2`, id, e.ID))
	})
}

func (c Comparison) add(tx *db.Tx) error {
	var bad db.Invalid
	bad.Trim("topic", &c.Topic, 100, "Say what you compare, like “How people are referred”")
	bad.Trim("network", &c.Network, 100, "Say which network this is, in words that give away no more than you want")
	bad.Trim("here", &c.Here, 1000, "Say what it is like there")
	if c.Compared != "" && c.Compared.Words() == "" {
		bad.Add("compared", "Choose similar or different, or leave it open")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	_, err := tx.Exec(`INSERT INTO event_comparisons (id, event_id, delegate_id, topic, network, here, compared, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		tx.NewID(), c.EventID, db.Null(c.DelegateID), c.Topic, c.Network, c.Here, c.Compared, db.Ms(tx.Now()))
	return err
}
