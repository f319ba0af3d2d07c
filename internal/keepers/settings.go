package keepers

import (
	"errors"
	"fmt"

	"linkwork/internal/db"
)

// Settings say whether organisations are asked without anybody doing it.
type Settings struct {
	Asks    bool
	ADay    int // most mails a day in the whole area
	Version int
}

const (
	usualADay = 20
	mostADay  = 500
)

// TheSettings returns the settings: off, until somebody has switched it on.
func TheSettings(r db.Reader) (s Settings, err error) {
	err = r.QueryRow(`SELECT asks, a_day, version FROM keeper_settings`).Scan(&s.Asks, &s.ADay, &s.Version)
	if errors.Is(err, db.ErrNotFound) {
		return Settings{ADay: usualADay}, nil
	}
	return s, err
}

// SaveSettings stores settings that were read at s.Version. The error is
// *db.Invalid for a faulty field, db.ErrConflict when somebody saved first.
func SaveSettings(tx *db.Tx, s Settings) error {
	if s.ADay < 1 || s.ADay > mostADay {
		var bad db.Invalid
		bad.Add("a_day", fmt.Sprintf("Enter a number of mails between 1 and %d", mostADay))
		return bad.Err()
	}
	n, err := tx.Exec(`INSERT INTO keeper_settings (id, asks, a_day, version) VALUES (1, $1, $2, 1)
		ON CONFLICT (id) DO UPDATE SET asks = excluded.asks, a_day = excluded.a_day, version = keeper_settings.version + 1
		WHERE keeper_settings.version = $3`, s.Asks, s.ADay, s.Version)
	if err == nil && n == 0 {
		return db.ErrConflict
	}
	return err
}
