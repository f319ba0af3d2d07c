package links

import (
	"time"

	"linkwork/internal/db"
)

// Remembered is how long a browser need not give its proof again.
const Remembered = 30 * 24 * time.Hour

// remember makes a token for a cookie.
func remember(tx *db.Tx, l Link, lasts time.Duration) (device string, err error) {
	device = newToken()
	_, err = tx.Exec(`INSERT INTO link_devices (token_hash, holder, expires_at) VALUES ($1, $2, $3)`,
		hash(device), l.holder(), db.Ms(tx.Now().Add(lasts)))
	return device, err
}

// Known says whether a browser that holds the token device may go on without a
// proof: because the link asks for none, or because it was given before.
func Known(r db.Reader, l Link, device string) (bool, error) {
	if l.Proof == NoProof {
		return true, nil
	}
	if device == "" {
		return false, nil
	}
	var n int
	err := r.QueryRow(`SELECT count(*) FROM link_devices WHERE token_hash = $1 AND holder = $2 AND expires_at > $3`,
		hash(device), l.holder(), db.Ms(r.Now())).Scan(&n)
	return n > 0, err
}

// ForgetDevice forgets the one browser that holds the token device.
func ForgetDevice(tx *db.Tx, device string) error {
	_, err := tx.Exec(`DELETE FROM link_devices WHERE token_hash = $1`, hash(device))
	return err
}

// Forget forgets every browser that is remembered for a link.
func Forget(tx *db.Tx, l Link) error {
	_, err := tx.Exec(`DELETE FROM link_devices WHERE holder = $1`, l.holder())
	return err
}

// ForgetAddress forgets every browser that is remembered because codes went to
// an address, in whatever letters it is written.
func ForgetAddress(tx *db.Tx, address string) error {
	return Forget(tx, Link{Proof: Code, CodeTo: address})
}
