package events

import (
	"context"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/db/once"
)

// Acquaintance is another delegate as one sees them who wishes to keep in contact too.
type Acquaintance struct {
	ID           string
	Name         string
	Kind         Kind
	Organisation string
	Wished       bool   // by the reader
	Email        string // only when both wish it; "" for somebody without
	Both         bool
}

// Acquaintances lists the other delegates whom one who joined the exchange may wish to keep
// in contact with: those who joined too. Nobody, for one who did not join.
func (o Own) Acquaintances(r db.Reader) ([]Acquaintance, error) {
	if !o.Exchange || o.State != Coming {
		return nil, nil
	}
	return db.List(r, func(s db.Scanner) (a Acquaintance, err error) {
		var back bool
		err = s.Scan(&a.ID, &a.Name, &a.Kind, &a.Organisation, &a.Email, &a.Wished, &back)
		if a.Both = a.Wished && back; !a.Both {
			a.Email = ""
		}
		return
	}, `SELECT d.id, d.name, d.kind, d.organisation, d.email, EXISTS (SELECT 1 FROM event_wishes w WHERE w.from_id = $2 AND w.to_id = d.id), EXISTS (SELECT 1 FROM event_wishes w WHERE w.from_id = d.id AND w.to_id = $2)
		FROM event_delegates d WHERE d.event_id = $1 AND d.id <> $2 AND d.state = $3 AND d.exchange ORDER BY lower(d.name), d.id`, o.EventID, o.ID, Coming)
}

// Exchange reports whether an event is one at which knowledge is exchanged: delegates are
// asked what they make of findings, compare their roles and keep in contact. At a session
// of the community people meet.
func (e Event) Exchange() bool { return e.StudyID != "" }

// exchanges reports whether contacts can be exchanged: from the first day on.
func (e Event) exchanges(now time.Time) bool {
	return e.Exchange() && e.State != Cancelled && len(e.Days) > 0 && !now.Before(e.Starts())
}

// Exchanges reports whether the delegate can exchange contacts now.
func (o Own) Exchanges(now time.Time) bool { return o.State == Coming && o.Event.exchanges(now) }

// JoinExchange lets those who joined too see a delegate's name and organisation; or not any
// more, and then every wish of theirs ends, and what both saw of each other is gone.
func JoinExchange(ctx context.Context, d *db.DB, key once.Key, token string, join bool) error {
	return byLink(ctx, d, key, token, "delegate.exchange", func(tx *db.Tx, x *Delegate, e Event) error {
		if x.State != Coming || join && !e.exchanges(tx.Now()) {
			return db.ErrConflict
		}
		if !join {
			if _, err := tx.Exec(`DELETE FROM event_wishes WHERE from_id = $1`, x.ID); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`UPDATE event_delegates SET exchange = $2 WHERE id = $1`, x.ID, join)
		return err
	})
}

// Wish says that a delegate wishes to keep in contact with another, or does not any more.
// When both do, both learn the other's address and are told by mail. db.ErrNotFound for
// somebody who did not join the exchange of the same event.
func Wish(ctx context.Context, d *db.DB, key once.Key, token, otherID string, wish bool, w Ways) error {
	return byLink(ctx, d, key, token, "delegate.wished", func(tx *db.Tx, x *Delegate, e Event) error {
		if !x.Exchange || x.State != Coming {
			return db.ErrConflict
		}
		other, err := ofEvent(tx, e, otherID)
		if err == nil && (!other.Exchange || other.State != Coming || other.ID == x.ID) {
			err = db.ErrNotFound
		}
		if err != nil {
			return err
		}
		if !wish {
			_, err := tx.Exec(`DELETE FROM event_wishes WHERE from_id = $1 AND to_id = $2`, x.ID, other.ID)
			return err
		}
		n, err := tx.Exec(`INSERT INTO event_wishes (from_id, to_id, wished_at) VALUES ($1, $2, $3) ON CONFLICT (from_id, to_id) DO NOTHING`, x.ID, other.ID, db.Ms(tx.Now()))
		if err != nil || n == 0 {
			return err
		}
		return tellBoth(tx, e, *x, other, w)
	})
}

// tellBoth writes to two who wish to keep in contact with each other, once.
func tellBoth(tx *db.Tx, e Event, a, b Delegate, w Ways) error {
	var back bool
	if err := tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM event_wishes WHERE from_id = $1 AND to_id = $2)`, b.ID, a.ID).Scan(&back); err != nil || !back {
		return err
	}
	for _, d := range []Delegate{a, b} {
		if err := d.write(tx, e, w, mutual); err != nil {
			return err
		}
	}
	return nil
}
