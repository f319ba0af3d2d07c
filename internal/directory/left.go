package directory

import (
	"strings"

	"linkwork/internal/db"
	"linkwork/internal/links"
)

// leaving does something to a service after which it may name other mail
// addresses. Browsers that are remembered for one that nothing names any more
// are forgotten: should the address come back, it may be another mailbox.
func leaving(tx *db.Tx, serviceID string, do func() error) error {
	return leavingOf(tx, `s.id = $1`, serviceID, do)
}

// leavingOrganisation is leaving for an organisation.
func leavingOrganisation(tx *db.Tx, organisationID string, do func() error) error {
	return leavingOf(tx, `o.id = $1`, organisationID, do)
}

const namedAddresses = `SELECT lower(s.referral_email), lower(s.email), lower(COALESCE(o.email, '')) FROM services AS s LEFT JOIN organisations AS o ON o.id = s.organisation_id WHERE `

func leavingOf(tx *db.Tx, which, id string, do func() error) error {
	before, err := addressesOf(tx, which, id)
	if err != nil {
		return err
	}
	if err := do(); err != nil || len(before) == 0 {
		return err
	}
	now, err := addressesOf(tx, which, id)
	if err != nil {
		return err
	}
	for address := range before {
		if now[address] {
			continue
		}
		if err := forgetUnlessNamed(tx, address); err != nil {
			return err
		}
	}
	return nil
}

// addressesOf are the mail addresses that services name, in lower case.
func addressesOf(r db.Reader, which, id string) (named map[string]bool, err error) {
	rows, err := db.List(r, func(row db.Scanner) (all [3]string, err error) {
		err = row.Scan(&all[0], &all[1], &all[2])
		return all, err
	}, namedAddresses+which, id)
	named = make(map[string]bool)
	for _, row := range rows {
		for _, address := range row {
			if address = strings.TrimSpace(address); address != "" {
				named[address] = true
			}
		}
	}
	return named, err
}

func forgetUnlessNamed(tx *db.Tx, address string) error {
	named, err := addressesOf(tx, `lower(s.referral_email) = $1 OR lower(s.email) = $1 OR lower(o.email) = $1`, address)
	if err != nil || len(named) > 0 {
		return err
	}
	return links.ForgetAddress(tx, address)
}
