package readers

import (
	"errors"
	"strings"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/messages"
)

// delivery is one reader's copy, claimed to be handed over.
type delivery struct {
	SendingID, ReaderID string
	Address             string
	StudyID             string
	token               string // the reader's way out
	Tries, Unanswered   int
}

const (
	mostUnanswered = 2 // so nobody has a mail more than twice
	mostTries      = 6 // of a server that says "not now", about two and a half hours
	firstPause     = 5 * time.Minute
)

// messageID is the same at each attempt, by which mail programs know a repeat.
func (c delivery) messageID() string { return c.SendingID + "." + c.ReaderID }

// ofMessageID is the copy that a Message-ID names.
func ofMessageID(id string) (sendingID, readerID string, ok bool) {
	left, _, _ := strings.Cut(strings.Trim(strings.TrimSpace(id), "<>"), "@")
	return strings.Cut(left, ".")
}

// claim takes some copies that are due, of readers who are readers at this moment.
func claim(tx *db.Tx, sendingID string, n int) ([]delivery, error) {
	if n == 0 {
		return nil, nil
	}
	key, err := theSecret(tx)
	if err != nil {
		return nil, err
	}
	some, err := db.List(tx, func(s db.Scanner) (c delivery, err error) {
		err = s.Scan(&c.SendingID, &c.ReaderID, &c.Address, &c.StudyID, &c.Tries, &c.Unanswered)
		return
	}, `SELECT d.sending_id, d.reader_id, r.address, r.study_id, d.tries, d.unanswered FROM update_deliveries d JOIN update_readers r ON r.id = d.reader_id
		WHERE d.sending_id = $1 AND d.state = 'queued' AND d.not_before <= $2 AND r.state = 'confirmed' ORDER BY d.not_before, d.reader_id LIMIT $3`, sendingID, db.Ms(tx.Now()), n)
	for i := range some {
		c := &some[i]
		c.token = key.token(c.StudyID, c.Address)
		if _, err := tx.Exec(`UPDATE update_deliveries SET state = 'claimed', state_at = $3 WHERE sending_id = $1 AND reader_id = $2`, c.SendingID, c.ReaderID, db.Ms(tx.Now())); err != nil {
			return nil, err
		}
	}
	return some, err
}

// reclaim takes up what a process that is gone had claimed and nobody noted. What was
// handed over twice without an answer is left: it may have arrived.
func reclaim(tx *db.Tx, sendingID string) error {
	_, err := tx.Exec(`UPDATE update_deliveries SET unanswered = unanswered + 1, state_at = $2,
			state = CASE WHEN unanswered + 1 >= $3 THEN 'failed' ELSE 'queued' END,
			note = CASE WHEN unanswered + 1 >= $3 THEN $4 ELSE note END
		WHERE sending_id = $1 AND state = 'claimed'`, sendingID, db.Ms(tx.Now()), mostUnanswered, mayHaveArrived)
	return err
}

const mayHaveArrived = "It may have arrived: the mail server did not answer twice"

// outcome is what came of handing a copy over.
type outcome struct {
	delivery
	err    error
	noLine bool // no connection could be opened: certainly not handed over
}

func (o outcome) refused() bool { return errors.Is(o.err, messages.ErrRefused) }

// note writes down what came of a copy.
func (o outcome) note(tx *db.Tx) error {
	switch {
	case o.err == nil:
		return o.settle(tx, "sent", "")
	case errors.Is(o.err, messages.ErrWithheld):
		return o.settle(tx, "withheld", "")
	case o.noLine:
		return o.again(tx, 0)
	case o.refused():
		return o.refuse(tx)
	case errors.Is(o.err, messages.ErrUnknown):
		if o.Unanswered++; o.Unanswered >= mostUnanswered {
			return o.settle(tx, "failed", mayHaveArrived)
		}
		return o.again(tx, firstPause)
	}
	if o.Tries++; o.Tries >= mostTries {
		return o.settle(tx, "failed", "The mail server did not take it for hours: "+why(o.err))
	}
	return o.again(tx, firstPause<<(o.Tries-1))
}

func (o outcome) refuse(tx *db.Tx) error {
	if err := o.settle(tx, "failed", why(o.err)); err != nil || !errors.Is(o.err, messages.ErrNoRecipient) {
		return err
	}
	x, err := unscoped(tx, o.ReaderID)
	if there, err := found(err); err != nil || !there {
		return err
	}
	return x.bounce(tx)
}

func (o outcome) settle(tx *db.Tx, state, note string) error {
	_, err := tx.Exec(`UPDATE update_deliveries SET state = $3, state_at = $4, note = $5, tries = $6, unanswered = $7 WHERE sending_id = $1 AND reader_id = $2 AND state = 'claimed'`,
		o.SendingID, o.ReaderID, state, db.Ms(tx.Now()), note, o.Tries, o.Unanswered)
	return err
}

// again puts a copy back, unless its reader left meanwhile.
func (o outcome) again(tx *db.Tx, pause time.Duration) error {
	state := "queued"
	if _, err := unscoped(tx, o.ReaderID); errors.Is(err, db.ErrNotFound) {
		state = "left"
	} else if err != nil {
		return err
	}
	_, err := tx.Exec(`UPDATE update_deliveries SET state = $3, state_at = $4, note = '', not_before = $5, tries = $6, unanswered = $7 WHERE sending_id = $1 AND reader_id = $2 AND state = 'claimed'`,
		o.SendingID, o.ReaderID, state, db.Ms(tx.Now()), tx.Now().Add(pause).UnixMilli(), o.Tries, o.Unanswered)
	return err
}

// why is what a server said, in a line.
func why(err error) string {
	text := strings.Join(strings.Fields(db.Storable(err.Error())), " ")
	if r := []rune(text); len(r) > 300 {
		text = string(r[:300])
	}
	return text
}
