package keepers

import (
	"errors"
	"slices"
	"strings"
	"time"

	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/links"
)

// Keeper is a mail address at which an organisation keeps its entries.
type Keeper struct {
	ID        string
	Address   string // in lower case
	StoppedAt time.Time
}

// Stopped says whether the address wants no more asks.
func (k Keeper) Stopped() bool { return !k.StoppedAt.IsZero() }

const selectKeeper = `SELECT id, address, stopped_at FROM keepers`

func scanKeeper(row db.Scanner) (k Keeper, err error) {
	err = row.Scan(&k.ID, &k.Address, db.At(&k.StoppedAt))
	return k, err
}

// Get returns one keeper, or db.ErrNotFound.
func Get(r db.Reader, id string) (Keeper, error) {
	return db.One(r, scanKeeper, selectKeeper+` WHERE id = $1`, id)
}

// At returns the keeper of an address, or db.ErrNotFound while it was never
// asked and never asked for a link.
func At(r db.Reader, address string) (Keeper, error) {
	return db.One(r, scanKeeper, selectKeeper+` WHERE address = $1`, strings.ToLower(strings.TrimSpace(address)))
}

// keeperAt returns the keeper of an address, made now if there is none.
func keeperAt(tx *db.Tx, address string) (Keeper, error) {
	if _, err := tx.Exec(`INSERT INTO keepers (id, address, added_at) VALUES ($1, $2, $3) ON CONFLICT (address) DO NOTHING`,
		tx.NewID(), strings.ToLower(address), db.Ms(tx.Now())); err != nil {
		return Keeper{}, err
	}
	return At(tx, address)
}

// Entry is an entry of the directory as its organisation sees it.
type Entry struct {
	directory.Service
	PlaceHidden bool // its places are neither shown nor changed here
}

// Entries returns the entries that a keeper keeps now, in order of names.
// Those that are not published are left out.
func Entries(r db.Reader, k Keeper) (entries []Entry, err error) {
	ids, err := directory.OfAddress(r, k.Address)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		entry, err := entryOf(r, id)
		if errors.Is(err, db.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		entries = append(entries, entry)
	}
	return entries, nil
}

// GetEntry returns one entry of a keeper. db.ErrNotFound for one that it does
// not keep, or does not keep any more.
func GetEntry(r db.Reader, k Keeper, serviceID string) (Entry, error) {
	ids, err := directory.OfAddress(r, k.Address)
	if err != nil {
		return Entry{}, err
	}
	if !slices.Contains(ids, serviceID) {
		return Entry{}, db.ErrNotFound
	}
	return entryOf(r, serviceID)
}

// entryOf is an entry as anybody outside may see it: db.ErrNotFound when it is
// not published, and without its places when they are hidden.
func entryOf(r db.Reader, serviceID string) (e Entry, err error) {
	if e.Service, err = directory.Get(r, serviceID); err != nil {
		return e, err
	}
	privacy, err := directory.PrivacyOf(r, e.Service)
	if err != nil {
		return e, err
	}
	if !privacy.Published {
		return Entry{}, db.ErrNotFound
	}
	if e.PlaceHidden = privacy.HidePlace; e.PlaceHidden {
		e.Locations = nil
	}
	return e, nil
}

// byLink is an organisation as the audit trail names it.
func byLink(l links.Link, s directory.Service) audit.Actor {
	return audit.Actor{ID: "link:" + l.ID, Name: organisationOf(s), Role: "organisation"}
}

// organisationOf is who runs a service, as far as its entry says.
func organisationOf(s directory.Service) string {
	if s.Organisation.Name != "" {
		return s.Organisation.Name
	}
	return s.Name
}

// SetStopped says whether an address wants no more asks.
func SetStopped(tx *db.Tx, l links.Link, stopped bool) error {
	k, err := Get(tx, l.SubjectID)
	if err != nil || k.Stopped() == stopped {
		return err
	}
	var at time.Time
	act := "keeper.asks-again"
	if stopped {
		at, act = tx.Now(), "keeper.stopped"
	}
	if _, err := tx.Exec(`UPDATE keepers SET stopped_at = $2 WHERE id = $1`, k.ID, db.Ms(at)); err != nil {
		return err
	}
	return audit.Change(tx, audit.Actor{ID: "link:" + l.ID, Name: "an organisation", Role: "organisation"}, act, "", "keeper", k.ID)
}
