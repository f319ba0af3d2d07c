package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"linkwork/internal/db"
)

// limit is how often something may be tried in a window of time.
type limit struct {
	key    string // what is counted; hashed before it is stored, people mistype passwords into the wrong box
	most   int
	window time.Duration
}

// limits are what a try to log in counts towards, the one a visitor is told
// about first.
func limits(email, remoteAddr string) []limit {
	return []limit{
		{"both " + remoteAddr + " " + email, 5, 15 * time.Minute},
		{"address " + remoteAddr, 60, 15 * time.Minute},
		{"email " + email, 50, time.Hour},
	}
}

// BadLogin means that nobody was let in. It is the same for an unknown address,
// a wrong password and an account that may not log in.
type BadLogin struct {
	TriesLeft int           // with this address from here
	Wait      time.Duration // when none are left: until there are
}

// ErrBadLogin is what every BadLogin is.
var ErrBadLogin = errors.New("the email and password do not match")

func (b *BadLogin) Error() string {
	return fmt.Sprintf("%v: %d tries left", ErrBadLogin, b.TriesLeft)
}

// Is makes errors.Is(err, ErrBadLogin) true.
func (b *BadLogin) Is(target error) bool { return target == ErrBadLogin }

// count counts a try towards every limit. wait is how long to wait if one of
// them was reached before; then the try does not count.
func count(tx *db.Tx, all []limit) (left int, wait time.Duration, err error) {
	tries := make([]int, len(all))
	ends := make([]time.Time, len(all))
	for i, l := range all {
		tries[i], ends[i], err = tried(tx, l)
		if err != nil {
			return 0, 0, err
		}
		if tries[i] >= l.most {
			wait = max(wait, ends[i].Sub(tx.Now()))
		}
	}
	if wait > 0 {
		return 0, wait, nil
	}
	for i, l := range all {
		if err := saveTries(tx, l, tries[i]+1, ends[i]); err != nil {
			return 0, 0, err
		}
	}
	return all[0].most - tries[0] - 1, 0, nil
}

// tried returns the tries in the window that is open, and when it ends.
func tried(tx *db.Tx, l limit) (tries int, end time.Time, err error) {
	err = tx.QueryRow(`SELECT tries, window_end FROM login_tries WHERE key = $1 AND window_end > $2`,
		l.hash(), db.Ms(tx.Now())).Scan(&tries, db.At(&end))
	if errors.Is(err, db.ErrNotFound) {
		return 0, tx.Now().Add(l.window), nil
	}
	return tries, end, err
}

func saveTries(tx *db.Tx, l limit, tries int, end time.Time) error {
	_, err := tx.Exec(`INSERT INTO login_tries (key, tries, window_end) VALUES ($1, $2, $3)
		ON CONFLICT (key) DO UPDATE SET tries = excluded.tries, window_end = excluded.window_end`,
		l.hash(), tries, db.Ms(end))
	return err
}

// forgive takes the latest try back, because it was right; of the first limit,
// all of them.
func forgive(tx *db.Tx, all []limit) error {
	if _, err := tx.Exec(`DELETE FROM login_tries WHERE key = $1`, all[0].hash()); err != nil {
		return err
	}
	for _, l := range all[1:] {
		if _, err := tx.Exec(`UPDATE login_tries SET tries = tries - 1 WHERE key = $1 AND tries > 0`, l.hash()); err != nil {
			return err
		}
	}
	return nil
}

func (l limit) hash() string {
	sum := sha256.Sum256([]byte(l.key))
	return hex.EncodeToString(sum[:])
}
