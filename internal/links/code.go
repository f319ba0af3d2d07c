package links

import (
	"crypto/subtle"
	"errors"
	"time"

	"linkwork/internal/db"
)

const (
	codeHolds = 15 * time.Minute
	codeTries = 5 // of one code
	codesHour = 5 // made for one link in an hour
)

// ErrTooMany means that no more codes are made for this link for now.
var ErrTooMany = errors.New("too many codes in one hour")

// Verdict is what came of checking a proof.
type Verdict struct {
	Right     bool
	TriesLeft int    // when wrong; 0: ask for a new code, or the link has ended
	Device    string // when right: for a cookie, so that it is not asked again
}

// NewCode makes a code for the link that token opens; the caller sends it to
// the link's CodeTo and shows it nowhere else. An earlier code ends.
func NewCode(tx *db.Tx, token string) (code string, l Link, err error) {
	l, err = Find(tx, token)
	if err != nil {
		return "", l, err
	}
	if l.Proof != Code {
		return "", l, db.ErrNotFound
	}
	sent, hourEnds, err := codesSent(tx, l.ID)
	if err != nil {
		return "", l, err
	}
	if sent >= codesHour {
		return "", l, ErrTooMany
	}
	code = newCode()
	return code, l, saveCode(tx, l.ID, hash(token, code), sent+1, hourEnds)
}

// CheckCode checks a code that somebody entered. A right one is used up, and the
// browser is remembered as long as lasts says.
func CheckCode(tx *db.Tx, token, code string, lasts time.Duration) (Verdict, error) {
	l, err := Find(tx, token)
	if err != nil {
		return Verdict{}, err
	}
	want, tries, err := findCode(tx, l.ID)
	if errors.Is(err, db.ErrNotFound) || err == nil && tries >= codeTries {
		return Verdict{}, nil
	}
	if err != nil {
		return Verdict{}, err
	}
	if !same(want, hash(token, code)) {
		return Verdict{TriesLeft: codeTries - tries - 1}, countCode(tx, l.ID)
	}
	device, err := remember(tx, l, lasts)
	if err != nil {
		return Verdict{}, err
	}
	return Verdict{Right: true, Device: device}, dropCode(tx, l.ID)
}

// same compares without telling by its time how much was right.
func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
