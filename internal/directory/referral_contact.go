package directory

import (
	"net/mail"
	"strings"

	"linkwork/internal/db"
)

// SetReferralContact records whether a service takes referrals and where they
// are answered. It survives the next import. The error is *db.Invalid for a
// faulty field and db.ErrNotFound for an unknown service.
func SetReferralContact(tx *db.Tx, serviceID string, takes Answer, email, phone string) error {
	email, phone = strings.TrimSpace(email), strings.TrimSpace(phone)
	var faults db.Invalid
	if email != "" && !plainAddress(email) {
		faults.Add("email", "Enter an email address, like name@example.org")
	}
	if len(phone) > 40 {
		faults.Add("phone", "Enter one phone number")
	}
	if takes == Yes && email == "" && phone == "" {
		faults.Add("email", "Enter an email address or a phone number for referrals")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	err := leaving(tx, serviceID, func() error {
		n, err := tx.Exec(`UPDATE services SET takes_referrals = $2, referral_email = $3, referral_phone = $4, changed_at = $5
			WHERE id = $1`, serviceID, string(takes), email, phone, db.Ms(tx.Now()))
		if err == nil && n == 0 {
			return db.ErrNotFound
		}
		return err
	})
	if err != nil {
		return err
	}
	return announce(tx)
}

func plainAddress(text string) bool {
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text
}
