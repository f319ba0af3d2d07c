package messages

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
)

const (
	maxAttempts   = jobs.MaxTries - 1 // the last word is ours, not a dead job
	maxUnanswered = 3                 // and so the most copies of one message
)

// Sender sends queued messages.
type Sender struct {
	db         *db.DB
	transports map[Channel]Transport
}

// NewSender makes a sender with a transport for each channel that there is.
func NewSender(d *db.DB, transports map[Channel]Transport) *Sender {
	return &Sender{d, transports}
}

// Handlers are the jobs that a sender does.
func (s *Sender) Handlers() map[string]jobs.Handler {
	return map[string]jobs.Handler{sendKind: s.send}
}

// send makes one attempt at one message. An error asks for another later.
func (s *Sender) send(ctx context.Context, raw json.RawMessage) error {
	var args sendArgs
	if err := json.Unmarshal(raw, &args); err != nil {
		return err
	}
	if wait, err := s.waits(ctx, args); wait || err != nil {
		return err
	}
	e, err := s.start(ctx, args.ID)
	if err != nil || e.State != Queued {
		return err
	}
	sent := s.carry(ctx, e)
	err = s.db.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error { return conclude(tx, e, sent) })
	if err != nil {
		return err
	}
	if again(e, sent) {
		return sent
	}
	return nil
}

// waitForTransport is how long a message waits before it looks again whether
// there is a way to send it by now.
const waitForTransport = 10 * time.Minute

// waits puts a message off for which there is no transport: in a house whose
// mail server is still to be named, what is queued stays queued.
func (s *Sender) waits(ctx context.Context, args sendArgs) (bool, error) {
	wait := false
	err := s.db.Write(ctx, func(tx *db.Tx) error {
		e, err := Get(tx, args.ID)
		if err != nil {
			return err
		}
		_, can := s.transports[e.Channel]
		if wait = !can && e.State == Queued; !wait {
			return nil
		}
		return jobs.Enqueue(tx, sendKind, args, tx.Now().Add(waitForTransport))
	})
	return wait, err
}

// start notes the attempt, unless the message is not to be sent any more.
func (s *Sender) start(ctx context.Context, id string) (e Entry, err error) {
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		e, err = Get(tx, id)
		if err != nil || e.State != Queued {
			return err
		}
		if e.unanswered() >= maxUnanswered {
			e.State = Failed
			return giveUp(tx, e, e.Note)
		}
		e.Attempts++
		return begin(tx, id)
	})
	return e, err
}

func (s *Sender) carry(ctx context.Context, e Entry) error {
	t, ok := s.transports[e.Channel]
	if !ok {
		return errors.Join(ErrRefused, errors.New("nothing here can send by "+string(e.Channel)))
	}
	return t.Send(ctx, e)
}

// conclude writes down what came of an attempt.
func conclude(tx *db.Tx, e Entry, sent error) error {
	if errors.Is(sent, ErrUnknown) {
		return note(tx, e.ID, db.Storable(sent.Error()))
	}
	why := ""
	if sent != nil {
		why = db.Storable(sent.Error())
	}
	if err := answer(tx, e.ID, why); err != nil {
		return err
	}
	switch {
	case sent == nil:
		return settle(tx, e, Sent, "")
	case errors.Is(sent, ErrWithheld):
		return settle(tx, e, Withheld, "")
	case !again(e, sent):
		return giveUp(tx, e, why)
	}
	return nil
}

// LostKind is the kind of job, with {"id": …} of the message, by which others
// hear that something to a person did not arrive.
const LostKind = "messages.lost"

// giveUp settles a message that failed and lets others know.
func giveUp(tx *db.Tx, e Entry, why string) error {
	if err := settle(tx, e, Failed, why); err != nil {
		return err
	}
	return lost(tx, e)
}

// lost spreads the news of a message to a person, upwards by a job.
func lost(tx *db.Tx, e Entry) error {
	if !e.ToPerson {
		return nil
	}
	return jobs.Enqueue(tx, LostKind, sendArgs{e.ID}, tx.Now())
}

// again says whether there is to be another attempt after this one.
func again(e Entry, sent error) bool {
	if sent == nil || errors.Is(sent, ErrWithheld) || errors.Is(sent, ErrRefused) {
		return false
	}
	return e.Attempts < maxAttempts || errors.Is(sent, ErrUnknown)
}
