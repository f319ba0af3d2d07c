package directory

import (
	"strings"

	"linkwork/internal/db"
)

// KeptBy is the mail address at which whoever runs a service can be asked
// whether its entry is right, in lower case: that for referrals, else the
// published one, else that of its organisation. Empty when there is none.
func (s Service) KeptBy() string {
	for _, address := range []string{s.ReferralEmail, s.Email, s.Organisation.Email} {
		if address = strings.TrimSpace(address); plainAddress(address) {
			return strings.ToLower(address)
		}
	}
	return ""
}

// OfAddress returns the ids of the services that stand for themselves and name
// a mail address, as their own or their organisation's, in order of names.
func OfAddress(r db.Reader, address string) ([]string, error) {
	return db.List(r, scanID, `SELECT s.id FROM services AS s LEFT JOIN organisations AS o ON o.id = s.organisation_id
		WHERE s.merged_into IS NULL AND s.status IN ('active', 'temporarily closed')
		AND (lower(s.referral_email) = $1 OR lower(s.email) = $1 OR lower(o.email) = $1) ORDER BY s.name, s.id`,
		strings.ToLower(strings.TrimSpace(address)))
}

// KeptBys returns the address at which each service that runs can be asked
// about, by service; see KeptBy. Those without one are left out.
func KeptBys(r db.Reader) (map[string]string, error) {
	at := make(map[string]string)
	_, err := db.List(r, func(row db.Scanner) (none struct{}, err error) {
		var s Service
		err = row.Scan(&s.ID, &s.ReferralEmail, &s.Email, &s.Organisation.Email)
		if address := s.KeptBy(); address != "" {
			at[s.ID] = address
		}
		return none, err
	}, `SELECT s.id, s.referral_email, s.email, COALESCE(o.email, '') FROM services AS s
		LEFT JOIN organisations AS o ON o.id = s.organisation_id WHERE s.status = 'active'`)
	return at, err
}
