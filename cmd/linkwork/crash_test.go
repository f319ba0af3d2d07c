package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"linkwork/internal/db"
)

// TestAcknowledgedMeansKept kills the serving process at random while systems
// of practices send referrals, starts it again and lets them try again what
// they have no answer for. LINKWORK_TEST_KILLS sets how often, usually 50.
func TestAcknowledgedMeansKept(t *testing.T) {
	kills := 50
	if testing.Short() {
		kills = 5
	}
	if set, err := strconv.Atoi(os.Getenv("LINKWORK_TEST_KILLS")); err == nil {
		kills = set
	}
	const senders = 8
	p := newProgram(t, senders)
	p.start()
	kept := startSenders(p, senders)
	for range kills {
		time.Sleep(150*time.Millisecond + rand.N(500*time.Millisecond))
		p.end(syscall.SIGKILL)
		p.start()
	}
	acked := kept.stop()
	p.end(syscall.SIGTERM)
	rows := checkReferrals(t, p, acked)
	again := 0
	for _, n := range kept.again {
		again += n
	}
	t.Logf("%d kills, %d acknowledged, %d sent again, %d rows", kills, len(acked), again, rows)
	if rows != len(acked) || again < kills/2 {
		t.Errorf("%d acknowledged, %d rows, %d sent again", len(acked), rows, again)
	}
}

// senders send without end, each its own numbers in order. A number is sent
// until it is acknowledged.
type senders struct {
	mu    sync.Mutex
	acked []string // "sender-number"
	again []int    // by sender: how often it sent without an answer
	done  sync.WaitGroup
	end   context.CancelFunc
}

func startSenders(p *program, n int) *senders {
	ctx, end := context.WithCancel(context.Background())
	s := &senders{again: make([]int, n), end: end}
	p.Cleanup(end)
	for sender := range n {
		s.done.Go(func() {
			for number := 1; ctx.Err() == nil; number++ {
				for !p.send(context.Background(), sender, number) {
					s.again[sender]++
					time.Sleep(20 * time.Millisecond)
				}
				s.mu.Lock()
				s.acked = append(s.acked, fmt.Sprintf("%d-%d", sender, number))
				s.mu.Unlock()
			}
		})
	}
	return s
}

// now are the numbers that have been acknowledged.
func (s *senders) now() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.acked...)
}

// stop lets each sender finish its number.
func (s *senders) stop() []string {
	s.end()
	s.done.Wait()
	return s.now()
}

// checkReferrals opens what is on the disk and returns how many referrals it
// holds: each acknowledged one once, none by halves.
func checkReferrals(t *testing.T, p *program, acked []string) int {
	t.Helper()
	d := p.open(db.WithReadOnly())
	defer d.Close()
	return wholeReferrals(t, d, acked)
}

func wholeReferrals(t *testing.T, d *db.DB, acked []string) int {
	t.Helper()
	found := make(map[string]int)
	read(t, d, func(r *db.Snapshot) error {
		all, err := db.List(r, text, `SELECT identifier_value FROM referrals`)
		for _, value := range all {
			found[value]++
		}
		if err != nil {
			return err
		}
		halves, err := db.List(r, text, `SELECT r.id FROM referrals r
			LEFT JOIN (SELECT referral_id, count(*) AS n, sum(CASE WHEN to_state = 'received' THEN 1 ELSE 0 END) AS received FROM referral_events GROUP BY referral_id) e ON e.referral_id = r.id
			LEFT JOIN (SELECT record_id, count(*) AS n FROM audit WHERE kind = 'referral' AND what = 'change' GROUP BY record_id) a ON a.record_id = r.id
			WHERE e.n IS NULL OR e.n <> 1 OR e.received <> 1 OR a.n IS NULL OR a.n <> 1`)
		if len(halves) > 0 {
			t.Errorf("%d referrals are there by halves", len(halves))
		}
		if err != nil || d.Engine() != "sqlite" {
			return err
		}
		state, err := db.One(r, text, `SELECT * FROM pragma_integrity_check`)
		if state != "ok" {
			t.Errorf("integrity: %s", state)
		}
		return err
	})
	for _, number := range acked {
		if found[number] != 1 {
			t.Errorf("%s was acknowledged and is there %d times", number, found[number])
		}
	}
	return len(found)
}
