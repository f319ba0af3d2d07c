package db

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"time"
)

// maxTries is how often a write meets a conflict before it is given up.
const maxTries = 20

// write runs act until it meets no conflict with another write.
func (p *postgresDB) write(ctx context.Context, act func(*Tx) error) error {
	if performing() {
		return errNested
	}
	for try := range maxTries {
		err := p.tryInTurn(ctx, try, act)
		if err == nil {
			p.commits.Add(1)
			p.writes.Add(1)
			return nil
		}
		if !conflict(err) {
			return late(ctx, sentinel(postgresSentinel).wrap(err))
		}
		p.again.Add(1)
		if err := pause(ctx, min(try, 4)); err != nil {
			return err
		}
	}
	return fmt.Errorf("%w: still in conflict with other writes after %d tries", ErrUnavailable, maxTries)
}

// tryInTurn is try, but those who have met two conflicts go one at a time: many
// writers to one row would otherwise keep one another from it.
func (p *postgresDB) tryInTurn(ctx context.Context, try int, act func(*Tx) error) error {
	if try >= 2 {
		select {
		case p.turn <- struct{}{}:
			defer func() { <-p.turn }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return p.try(ctx, act)
}

// pause waits, longer each time and never for the same time as a rival.
func pause(ctx context.Context, try int) error {
	most := min(time.Millisecond<<try, 200*time.Millisecond)
	select {
	case <-time.After(rand.N(most) + most/4):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// try runs act once. The request may end the wait for a connection; what comes
// after runs to its end or until writeTime has passed.
func (p *postgresDB) try(ctx context.Context, act func(*Tx) error) error {
	conn, err := p.connect(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	work, cancel := p.detach(ctx)
	defer cancel()
	stx, err := conn.BeginTx(work, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return err
	}
	defer stx.Rollback() // does nothing after Commit
	tx, err := p.perform(work, stx, act)
	if err != nil {
		return err
	}
	if err := stx.Commit(); err != nil {
		return p.afterCommit(ctx, tx, err)
	}
	return nil
}

// detach is ctx without its end. What runs in it ends after writeTime, or by
// the deadline of ctx if that is later: some writes, like a restore, are long.
func (p *postgresDB) detach(ctx context.Context) (context.Context, context.CancelFunc) {
	end := time.Now().Add(p.writeTime)
	if deadline, says := ctx.Deadline(); says && deadline.After(end) {
		end = deadline
	}
	return context.WithDeadline(context.WithoutCancel(ctx), end)
}

// perform runs act; in a rehearsal first once for nothing.
func (p *postgresDB) perform(ctx context.Context, stx *sql.Tx, act func(*Tx) error) (*Tx, error) {
	if p.options.rehearsal {
		if err := p.rehearse(ctx, stx, act); err != nil {
			return nil, err
		}
	}
	tx := p.newTx(ctx, stx)
	err := tx.perform(act)
	if met := tx.met(); conflict(met) {
		return tx, met // whatever act made of it
	}
	return tx, err
}

func (p *postgresDB) rehearse(ctx context.Context, stx *sql.Tx, act func(*Tx) error) error {
	if _, err := stx.ExecContext(ctx, "SAVEPOINT act"); err != nil {
		return err
	}
	tx := p.newTx(ctx, stx)
	tx.perform(act)
	if met := tx.met(); conflict(met) {
		return met
	}
	_, err := stx.ExecContext(ctx, "ROLLBACK TO act")
	return err
}

func (p *postgresDB) newTx(ctx context.Context, stx *sql.Tx) *Tx {
	return &Tx{session: session{ctx: ctx, now: p.options.now(), on: stx, errors: postgresSentinel}}
}

// afterCommit finds out what became of a commit that returned err. A refusal
// by the server is certain. If the connection broke, the receipt tells.
func (p *postgresDB) afterCommit(ctx context.Context, tx *Tx, err error) error {
	if refused(err) {
		return err
	}
	if tx.receipt != nil && p.found(ctx, tx.receipt) {
		return nil
	}
	return fmt.Errorf("%w: %w", errUnknown, err)
}

// found asks for a receipt until the server answers or writeTime has passed.
func (p *postgresDB) found(ctx context.Context, receipt *question) bool {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.writeTime)
	defer cancel()
	for try := 0; ; try++ {
		rows, err := p.pool.QueryContext(ctx, receipt.q, receipt.args...)
		if err == nil {
			found := rows.Next()
			if err = rows.Close(); err == nil {
				return found
			}
		}
		if refused(err) || pause(ctx, min(try, 8)) != nil {
			return false
		}
	}
}
