package links

import "linkwork/internal/db"

// birthYearTries is small: a stranger needs about 60 to be sure.
const birthYearTries = 3

// CheckBirthYear checks the year that somebody entered. After three wrong ones
// the link is taken back.
func CheckBirthYear(tx *db.Tx, token string, year int) (Verdict, error) {
	l, err := Find(tx, token)
	if err != nil {
		return Verdict{}, err
	}
	if l.Proof != BirthYear {
		return Verdict{}, db.ErrNotFound
	}
	if year == l.birthYear {
		device, err := remember(tx, l, Remembered)
		return Verdict{Right: true, Device: device}, err
	}
	left := birthYearTries - l.tries - 1
	if _, err := tx.Exec(`UPDATE links SET tries = tries + 1 WHERE id = $1`, l.ID); err != nil || left > 0 {
		return Verdict{TriesLeft: left}, err
	}
	return Verdict{}, Revoke(tx, l.ID)
}
