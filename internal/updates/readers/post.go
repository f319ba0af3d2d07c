package readers

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"time"

	"linkwork/internal/db"
	"linkwork/internal/jobs"
	"linkwork/internal/messages"
)

// Ways is how mail leaves.
type Ways struct {
	BaseURL string
	Mail    messages.Post // nil: there is no mail server yet
}

// The kinds of jobs of this room.
const (
	jobSend = "readers.send"
	jobMove = "readers.move"
)

type sendArgs struct {
	ID string `json:"id"`
}

// Handlers are the jobs that this room does.
func Handlers(d *db.DB, ways Ways) map[string]jobs.Handler {
	return map[string]jobs.Handler{jobSend: ways.send(d), jobMove: ways.move(d)}
}

// Plan takes up, when the program starts, the sendings that were going on.
func Plan(tx *db.Tx) error {
	all, err := db.List(tx, func(s db.Scanner) (x leased, err error) {
		err = s.Scan(&x.id, db.At(&x.until))
		return
	}, `SELECT id, lease_until FROM update_sendings WHERE state = 'going'`)
	for _, x := range all {
		if err := jobs.Enqueue(tx, jobSend, sendArgs{x.id}, x.until); err != nil {
			return err
		}
	}
	return err
}

type leased struct {
	id    string
	until time.Time
}

const (
	leaseFor       = 15 * time.Second // one process sends; after a crash another may
	renewEach      = 5 * time.Second
	waitForMail    = 10 * time.Minute // where there is no mail server
	waitForLine    = 30 * time.Second // where it does not answer
	refusalsInARow = 25               // then something is wrong with the mail or the server
)

var errLost = errors.New("readers: another process sends this now")

// run is one process sending one mail, until nothing is left or its time is up.
type run struct {
	Ways
	db       *db.DB
	id       string
	lease    string
	mail     Mail
	list     List
	work     chan delivery
	outcomes chan outcome

	done    []outcome // answered, to be noted
	flying  int       // claimed and not answered
	row     int       // refused one after the other
	dry     bool      // nothing is to be claimed until something is answered
	ending  bool      // takes no more
	trouble string
	pace    time.Time // when the next may go
}

func (w Ways) send(d *db.DB) jobs.Handler {
	return func(ctx context.Context, raw json.RawMessage) error {
		x := &run{Ways: w, db: d}
		var args sendArgs
		if err := json.Unmarshal(raw, &args); err != nil {
			return err
		}
		x.id = args.ID
		ours, err := x.begin(ctx)
		if err != nil || !ours {
			return err
		}
		var all sync.WaitGroup
		for range x.list.Connections {
			all.Go(func() { x.connection(ctx) })
		}
		err = x.dispatch(ctx)
		close(x.work)
		all.Wait()
		return err
	}
}

// Fence holds back the sendings that were going on in a backup: they may have gone on since.
func Fence(tx *db.Tx) error {
	_, err := tx.Exec(`UPDATE update_sendings SET state = 'paused', lease = '', lease_until = 0, trouble = 'Held back after a restore: some of it may have been sent already' WHERE state = 'going'`)
	return err
}

// begin takes the lease, if the sending is going and nobody else sends it.
func (x *run) begin(ctx context.Context) (ours bool, err error) {
	err = x.db.Write(ctx, func(tx *db.Tx) error {
		ours = false
		x.lease = tx.NewID()
		if x.Mail == nil {
			n, err := tx.Exec(`UPDATE update_sendings SET trouble = 'There is no mail server yet' WHERE id = $1 AND state = 'going'`, x.id)
			if err != nil || n == 0 {
				return err
			}
			return jobs.Enqueue(tx, jobSend, sendArgs{x.id}, tx.Now().Add(waitForMail))
		}
		n, err := tx.Exec(`UPDATE update_sendings SET lease = $2, lease_until = $3 WHERE id = $1 AND state = 'going' AND lease_until <= $4`, x.id, x.lease, db.Ms(tx.Now().Add(leaseFor)), db.Ms(tx.Now()))
		if err != nil || n == 0 {
			return err // whoever has the lease has a job of their own
		}
		ours = true
		if err := tx.QueryRow(`SELECT study_id, subject, html, text FROM update_sendings WHERE id = $1`, x.id).Scan(&x.mail.StudyID, &x.mail.Subject, &x.mail.HTML, &x.mail.Text); err != nil {
			return err
		}
		if x.list, err = theList(tx, x.mail.StudyID); err != nil {
			return err
		}
		return reclaim(tx, x.id)
	})
	x.work, x.outcomes = make(chan delivery, x.list.Connections), make(chan outcome, x.list.Connections)
	return ours, err
}

// dispatch notes what was answered and claims as much as there are connections free,
// both in one write, until nothing flies and nothing more can be claimed.
func (x *run) dispatch(ctx context.Context) error {
	for {
		if ctx.Err() != nil {
			x.ending = true
		}
		claimed, err := x.turn(context.WithoutCancel(ctx))
		if err != nil {
			return err
		}
		for _, c := range claimed {
			x.flying++
			x.work <- c
		}
		if x.flying == 0 && x.ending {
			return x.leave(context.WithoutCancel(ctx))
		}
		x.wait(ctx)
	}
}

// turn is one write of dispatch.
func (x *run) turn(ctx context.Context) (claimed []delivery, err error) {
	var nothing bool
	free := x.free()
	err = x.db.Write(ctx, func(tx *db.Tx) (err error) {
		state, err := x.standing(tx)
		if err != nil {
			return err
		}
		for _, o := range x.done {
			if err := o.note(tx); err != nil {
				return err
			}
		}
		if x.row >= refusalsInARow && state == Going {
			state = Paused
			if _, err := tx.Exec(`UPDATE update_sendings SET state = 'paused', trouble = $2 WHERE id = $1`, x.id, "The mail server refused 25 mails one after the other. Look at why, then resume."); err != nil {
				return err
			}
		}
		claimed = nil
		if state == Going && !x.ending {
			claimed, err = claim(tx, x.id, free)
		}
		nothing = state != Going || len(claimed) < free
		return err
	})
	if err != nil {
		return nil, err
	}
	x.done, x.dry, x.ending = nil, nothing, x.ending || nothing && x.flying+len(claimed) == 0
	x.spend(len(claimed))
	return claimed, nil
}

// standing reads how the sending stands, and renews the lease when it is time. Most turns
// do not write that row, so that whoever pauses the sending need not wait for them.
func (x *run) standing(tx *db.Tx) (state SendingState, err error) {
	var lease, trouble string
	var until time.Time
	if err := tx.QueryRow(`SELECT state, lease, lease_until, trouble FROM update_sendings WHERE id = $1`, x.id).Scan(&state, &lease, db.At(&until), &trouble); err != nil {
		return "", err
	}
	if lease != x.lease {
		return "", errLost
	}
	if state == Going && (trouble != x.trouble || until.Sub(tx.Now()) < leaseFor-renewEach) {
		_, err = tx.Exec(`UPDATE update_sendings SET lease_until = $2, trouble = $3 WHERE id = $1`, x.id, db.Ms(tx.Now().Add(leaseFor)), x.trouble)
	}
	return state, err
}

// free is how many copies may be claimed now: one for each free connection, as the rate
// allows.
func (x *run) free() int {
	free := x.list.Connections - x.flying
	gap := time.Second / time.Duration(x.list.Rate)
	if earliest := time.Now().Add(-gap * time.Duration(x.list.Connections-1)); x.pace.Before(earliest) {
		x.pace = earliest
	}
	if late := time.Since(x.pace); late >= 0 {
		return min(free, int(late/gap)+1)
	}
	return 0
}

// spend moves the pace on.
func (x *run) spend(n int) {
	x.pace = x.pace.Add(time.Duration(n) * time.Second / time.Duration(x.list.Rate))
}

// wait waits for something to do: an answer, the pace, the lease.
func (x *run) wait(ctx context.Context) {
	pause := renewEach
	if x.flying < x.list.Connections && !x.dry && !x.ending {
		pause = min(pause, max(0, time.Until(x.pace)))
	}
	if x.flying == 0 {
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
		return
	}
	select {
	case o := <-x.outcomes:
		x.take(o)
	case <-time.After(pause):
	}
	for { // and those that were answered at the same time
		select {
		case o := <-x.outcomes:
			x.take(o)
		default:
			return
		}
	}
}

func (x *run) take(o outcome) {
	x.flying--
	x.done = append(x.done, o)
	switch {
	case o.noLine:
		x.trouble, x.ending = "The mail server does not answer. It is tried again.", true
	case o.refused():
		x.row++
	default:
		x.row, x.trouble = 0, ""
	}
}

// leave gives the lease back, and ends the sending or plans the next run.
func (x *run) leave(ctx context.Context) error {
	return x.db.Write(ctx, func(tx *db.Tx) error {
		var state SendingState
		err := tx.QueryRow(`UPDATE update_sendings SET lease = '', lease_until = 0 WHERE id = $1 AND lease = $2 RETURNING state`, x.id, x.lease).Scan(&state)
		if there, err := found(err); err != nil || !there || state != Going {
			return err
		}
		var next time.Time
		var left int
		if err := tx.QueryRow(`SELECT count(*), min(not_before) FROM update_deliveries WHERE sending_id = $1 AND state = 'queued'`, x.id).Scan(&left, db.At(&next)); err != nil {
			return err
		}
		if left == 0 {
			_, err := tx.Exec(`UPDATE update_sendings SET state = 'over', trouble = '', ended_at = $2 WHERE id = $1`, x.id, db.Ms(tx.Now()))
			return err
		}
		if x.trouble != "" {
			next = tx.Now().Add(waitForLine)
		}
		return jobs.Enqueue(tx, jobSend, sendArgs{x.id}, next)
	})
}

// connection carries copies over one connection, which it opens anew after trouble.
func (x *run) connection(ctx context.Context) {
	var line messages.Line
	for c := range x.work {
		o := outcome{delivery: c}
		if line == nil {
			if line, o.err = x.Mail.Open(ctx); o.err != nil {
				line, o.noLine = nil, true
			}
		}
		if line != nil {
			if o.err = line.Send(ctx, x.entry(c)); o.err != nil && !errors.Is(o.err, messages.ErrWithheld) {
				line.Close()
				line = nil
			}
		}
		x.outcomes <- o
	}
	if line != nil {
		line.Close()
	}
}

// entry is a reader's copy, with their own addresses in place.
func (x *run) entry(c delivery) messages.Entry {
	way := x.BaseURL + LeavePath + "/" + c.token
	own := strings.NewReplacer(UnsubscribeAddress, way, PreferencesAddress, x.BaseURL+PreferencesPath+"/"+c.token)
	e := messages.Entry{ID: c.messageID(), ListID: "updates." + c.StudyID, QueuedAt: time.Now()}
	e.Channel, e.To, e.Subject, e.WayOut = messages.Email, c.Address, x.mail.Subject, way
	e.Text, e.HTML = own.Replace(x.mail.Text), own.Replace(x.mail.HTML)
	return e
}
