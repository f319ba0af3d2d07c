package measures

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/identity"
	"linkwork/internal/instruments"
)

// Usual is the instrument that is on until an area says otherwise.
const Usual = "ons4"

// Offer is an instrument as an area has it.
type Offer struct {
	instruments.Pack        // with the wording that the area loaded
	On               bool   // it can be asked
	Permission       string // as recorded by PermittedBy at PermittedAt
	PermittedBy      string
	PermittedAt      time.Time
	ReaderID         string // who reads answers on the same day
	ReaderLeft       bool   // and works here no longer
	ValueSetID       string // of Pack.ValueSet, "" for none
	Version          int    // of these choices; 0 when nothing was chosen
}

// Lacks says why an instrument cannot be switched on; "" when it can.
func (o Offer) Lacks() string {
	switch {
	case o.Class == instruments.Structure && !o.HasWording():
		return "Its wording is not loaded"
	case o.Class != instruments.WithWording && o.Permission == "":
		return "No permission is recorded"
	case o.NeedsReader && o.ReaderLeft:
		return "Whoever read its answers works here no longer"
	}
	return ""
}

// Asked says whether its questions can be asked, and not only totals typed in.
func (o Offer) Asked() bool { return o.Class != instruments.TotalsOnly }

// Offers are all instruments for the people who are supported, by name.
func Offers(r db.Reader) (all []Offer, err error) {
	chosen, err := choices(r, "")
	if err != nil {
		return nil, err
	}
	for _, p := range instruments.All() {
		if p.For == "people" {
			all = append(all, chosen.of(p))
		}
	}
	return all, nil
}

// On are the instruments that can be asked, the usual one first.
func On(r db.Reader) ([]Offer, error) {
	all, err := Offers(r)
	all = slices.DeleteFunc(all, func(o Offer) bool { return !o.On })
	slices.SortStableFunc(all, func(a, b Offer) int { return rank(a) - rank(b) })
	return all, err
}

func rank(o Offer) int {
	if o.ID == Usual {
		return 0
	}
	return 1
}

// GetOffer is one instrument, on or not; db.ErrNotFound for an unknown one.
func GetOffer(r db.Reader, id string) (o Offer, err error) {
	p, ok := instruments.Find(id)
	if !ok || p.For != "people" {
		return o, db.ErrNotFound
	}
	chosen, err := choices(r, ` WHERE instrument = $1`, id)
	return chosen.of(p), err
}

// Offered is one that can be asked; db.ErrNotFound otherwise.
func Offered(r db.Reader, id string) (Offer, error) {
	o, err := GetOffer(r, id)
	if err == nil && !o.On {
		err = db.ErrNotFound
	}
	return o, err
}

type chosen map[string]Offer

func (c chosen) of(p instruments.Pack) Offer {
	o, ok := c[p.ID]
	if !ok {
		return Offer{Pack: p, On: p.ID == Usual}
	}
	wording := o.Pack
	o.Pack = p
	if wording.Questions != nil {
		o.Pack = wording
	}
	o.ValueSet = wording.ValueSet
	o.On = o.On && o.Lacks() == ""
	return o
}

// choices are what an area chose, of all instruments or those of a condition.
func choices(r db.Reader, where string, args ...any) (chosen, error) {
	rows, err := db.List(r, func(row db.Scanner) (o Offer, err error) {
		var id, wording string
		if err := row.Scan(&id, &o.On, &wording, &o.Permission, &o.PermittedBy, db.At(&o.PermittedAt), &o.ReaderID, &o.ValueSetID, &o.Version); err != nil {
			return o, err
		}
		if p, ok := instruments.Find(id); ok && wording != "" {
			var w instruments.Wording
			if err := json.Unmarshal([]byte(wording), &w); err != nil {
				return o, err
			}
			o.Pack = p.With(w)
		}
		o.Pack.ID = id
		return o, nil
	}, `SELECT instrument, active, wording, permission, permitted_by, permitted_at, reader_id, value_set, version FROM area_instruments`+where+` ORDER BY instrument`, args...)
	if err != nil {
		return nil, err
	}
	all := make(chosen)
	for _, o := range rows {
		if o.ReaderID != "" {
			reader, err := access.Load(r, o.ReaderID, "")
			if err != nil {
				return nil, err
			}
			o.ReaderLeft = !reader.Is(access.LinkWorker, access.Manager)
		}
		if o.ValueSet, err = valueSet(r, o.ID, o.ValueSetID); err != nil {
			return nil, err
		}
		all[o.ID] = o
	}
	return all, nil
}

// Choice is what an area says of an instrument.
type Choice struct {
	On         bool
	Wording    string // a file of wording; "" leaves what is there
	Permission string
	ReaderID   string
	Version    int // as the page showed it
}

const longestPermission = 500

// Choose stores what an area says of an instrument. *db.Invalid for a faulty
// field, db.ErrConflict when somebody chose first, db.ErrNotFound for an unknown
// instrument or somebody who is no administrator.
func Choose(ctx context.Context, d *db.DB, by access.Actor, key once.Key, id string, c Choice) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		before, err := GetOffer(tx, id)
		if err != nil {
			return err
		}
		if !by.Is(access.Administrator) {
			return db.ErrNotFound
		}
		if before.Version != c.Version {
			return db.ErrConflict
		}
		after, wording, err := before.with(tx, c)
		if err != nil {
			return err
		}
		if err := after.keep(tx, by, before, wording); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "instrument.chosen", "", "instrument", id)
	})
}

// with checks a choice against what is there.
func (o Offer) with(tx *db.Tx, c Choice) (after Offer, wording string, err error) {
	var bad db.Invalid
	after = o
	after.Permission, after.ReaderID, after.ReaderLeft = strings.TrimSpace(c.Permission), c.ReaderID, false
	if len([]rune(after.Permission)) > longestPermission {
		bad.Add("permission", "Use 500 characters or fewer")
	}
	if strings.TrimSpace(c.Wording) != "" {
		pack, _ := instruments.Find(o.ID)
		w, err := pack.ReadWording([]byte(c.Wording))
		if err != nil {
			bad.Add("wording", err.Error())
			return after, "", bad.Err()
		}
		body, err := json.Marshal(w)
		if err != nil {
			return after, "", err
		}
		after.Pack, wording = pack.With(w), string(body)
	}
	if err := after.checkReader(tx, c, &bad); err != nil {
		return after, "", err
	}
	if after.On = c.On; after.On {
		switch lacks := after.Lacks(); {
		case lacks == "":
		case strings.Contains(lacks, "wording"):
			bad.Add("wording", lacks)
		default:
			bad.Add("permission", lacks)
		}
	}
	return after, wording, bad.Err()
}

// checkReader wants somebody who can log in to read answers that need it.
func (o Offer) checkReader(tx *db.Tx, c Choice, bad *db.Invalid) error {
	if c.ReaderID == "" {
		if o.NeedsReader && c.On {
			bad.Add("reader", "Say who reads the answers on the same day")
		}
		return nil
	}
	readers, err := Readers(tx)
	if _, works := readers[c.ReaderID]; err == nil && !works {
		bad.Add("reader", "Choose somebody who works here")
	}
	return err
}

// Readers are the names of those who can be named to read answers, by account:
// everybody who supports people or manages who does.
func Readers(r db.Reader) (map[string]string, error) {
	accounts, err := access.OfAccounts(r)
	if err != nil {
		return nil, err
	}
	var ids []string
	for id, memberships := range accounts {
		if slices.ContainsFunc(memberships, func(m access.Membership) bool { return m.Role == access.LinkWorker || m.Role == access.Manager }) {
			ids = append(ids, id)
		}
	}
	return identity.Names(r, ids)
}

func (o Offer) keep(tx *db.Tx, by access.Actor, before Offer, wording string) error {
	permittedBy, permittedAt := before.PermittedBy, before.PermittedAt
	if o.Permission != before.Permission {
		permittedBy, permittedAt = by.Name, tx.Now()
	}
	n, err := tx.Exec(`INSERT INTO area_instruments (instrument, active, wording, permission, permitted_by, permitted_at, reader_id, changed_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
		ON CONFLICT (instrument) DO UPDATE SET active = excluded.active, wording = CASE WHEN excluded.wording = '' THEN area_instruments.wording ELSE excluded.wording END,
			permission = excluded.permission, permitted_by = excluded.permitted_by, permitted_at = excluded.permitted_at, reader_id = excluded.reader_id,
			changed_at = excluded.changed_at, version = area_instruments.version + 1
		WHERE area_instruments.version = $9`,
		o.ID, o.On, wording, o.Permission, permittedBy, db.Ms(permittedAt), o.ReaderID, db.Ms(tx.Now()), before.Version)
	if err == nil && n == 0 {
		err = db.ErrConflict
	}
	return err
}
