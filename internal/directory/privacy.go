package directory

import (
	"errors"
	"regexp"
	"strings"
	"time"

	"linkwork/internal/db"
)

// Privacy says what of a service may be published.
type Privacy struct {
	Published bool // false: staff only
	HidePlace bool // the place and its phone numbers stay in Linkwork
	Why       string
	By        By // empty where nobody has decided
	At        time.Time
}

// secretPlaces names services whose address must not be known.
var secretPlaces = regexp.MustCompile(`(?i)\b(refuges?|safe ?houses?|women'?s shelter|sanctuary scheme)\b`)

// usualPrivacy is what holds until somebody decides: the place of a refuge is
// not published.
func usualPrivacy(s Service) Privacy {
	says := strings.Join(append([]string{s.Name, s.AlternateName}, s.Topics...), ". ")
	if secretPlaces.MatchString(says) {
		return Privacy{Published: true, HidePlace: true, Why: "a refuge keeps its place to itself"}
	}
	return Privacy{Published: true}
}

// PrivacyOf returns what of a service may be published.
func PrivacyOf(r db.Reader, s Service) (p Privacy, err error) {
	err = r.QueryRow(`SELECT published, hide_place, why, by_id, by_name, at FROM service_privacy WHERE service_id = $1`, s.ID).
		Scan(&p.Published, &p.HidePlace, &p.Why, &p.By.ID, &p.By.Name, db.At(&p.At))
	if errors.Is(err, db.ErrNotFound) {
		return usualPrivacy(s), nil
	}
	return p, err
}

// SetPrivacy decides what of a service may be published. db.ErrNotFound for an
// unknown service.
func SetPrivacy(tx *db.Tx, by By, serviceID string, p Privacy) error {
	if err := tx.QueryRow(`SELECT id FROM services WHERE id = $1`, serviceID).Scan(&serviceID); err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO service_privacy (service_id, published, hide_place, why, by_id, by_name, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (service_id) DO UPDATE SET published = excluded.published, hide_place = excluded.hide_place, why = excluded.why,
			by_id = excluded.by_id, by_name = excluded.by_name, at = excluded.at`,
		serviceID, p.Published, p.HidePlace, strings.TrimSpace(p.Why), by.ID, by.Name, db.Ms(tx.Now())); err != nil {
		return err
	}
	return touch(tx, serviceID)
}
