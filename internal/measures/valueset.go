package measures

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/instruments"
)

// ValueSets are those that an area can choose from: those that come with
// Linkwork, then those it loaded, by name.
func ValueSets(r db.Reader, instrument string) ([]instruments.ValueSet, error) {
	loaded, err := db.List(r, scanValueSet, valueSetColumns+` WHERE instrument = $1 ORDER BY label, id`, instrument)
	return append(instruments.ValueSets(instrument), loaded...), err
}

const valueSetColumns = `SELECT id, instrument, label, permission, body FROM value_sets`

func scanValueSet(row db.Scanner) (s instruments.ValueSet, err error) {
	var id, instrument, label, permission, body string
	if err := row.Scan(&id, &instrument, &label, &permission, &body); err != nil {
		return s, err
	}
	if s, err = instruments.ReadValueSet(body); err != nil {
		return s, err
	}
	s.ID, s.Instrument, s.Permission = id, instrument, permission
	return s, json.Unmarshal([]byte(label), &s.Label)
}

// valueSet is the one with an id; nil for none.
func valueSet(r db.Reader, instrument, id string) (*instruments.ValueSet, error) {
	if id == "" {
		return nil, nil
	}
	for _, s := range instruments.ValueSets(instrument) {
		if s.ID == id {
			return &s, nil
		}
	}
	s, err := db.One(r, scanValueSet, valueSetColumns+` WHERE id = $1 AND instrument = $2`, id, instrument)
	return &s, err
}

// LoadedSet is a value set as an administrator loads it.
type LoadedSet struct {
	instruments.Label
	Permission string // who permitted the use, when and for what
	Table      string // see instruments.ReadValueSet
}

const longestLabel = 200

// LoadValueSet keeps a value set for an instrument that has profiles, to be
// chosen later, and returns its id. *db.Invalid for a faulty field,
// db.ErrNotFound for an unknown instrument or somebody who is no administrator.
func LoadValueSet(ctx context.Context, d *db.DB, by access.Actor, key once.Key, instrument string, l LoadedSet) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return loadValueSet(tx, by, instrument, l) })
		return err
	})
	return id, err
}

func loadValueSet(tx *db.Tx, by access.Actor, instrument string, l LoadedSet) (string, error) {
	if err := mayChoose(tx, by, instrument); err != nil {
		return "", err
	}
	var bad db.Invalid
	for _, f := range []struct{ field, words, text string }{
		{"set_name", "Enter a name", l.Name}, {"set_country", "Enter whose views it stands for, for example United Kingdom", l.Country}, {"set_version", "Enter its version, or 1", l.Version},
		{"set_source", "Say where the numbers are from", l.Source}, {"set_permission", "Say who permits the use, or why none is needed", l.Permission},
	} {
		if strings.TrimSpace(f.text) == "" {
			bad.Add(f.field, f.words)
		} else if utf8.RuneCountInString(f.text) > longestLabel {
			bad.Add(f.field, fmt.Sprintf("Use %d characters or fewer", longestLabel))
		}
	}
	if _, err := instruments.ReadValueSet(l.Table); err != nil {
		bad.Add("set_table", err.Error())
	}
	if err := bad.Err(); err != nil {
		return "", err
	}
	label, err := json.Marshal(l.Label)
	if err != nil {
		return "", err
	}
	id := tx.NewID()
	if _, err := tx.Exec(`INSERT INTO value_sets (id, instrument, label, permission, body, loaded_by, loaded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		id, instrument, string(label), l.Permission, l.Table, by.Name, db.Ms(tx.Now())); err != nil {
		return "", err
	}
	return id, audit.Change(tx, by.Audit(), "value-set.loaded", "", "value-set", id)
}

// mayChoose wants an administrator and an instrument that has profiles.
func mayChoose(r db.Reader, by access.Actor, instrument string) error {
	o, err := GetOffer(r, instrument)
	if err == nil && (o.Profile == "" || !by.Is(access.Administrator)) {
		err = db.ErrNotFound
	}
	return err
}

// ChooseValueSet says by which value set indexes are worked out from now on;
// scores that are there keep theirs. "" is none. *db.Invalid for one that is not
// there, db.ErrNotFound as for LoadValueSet.
func ChooseValueSet(ctx context.Context, d *db.DB, by access.Actor, key once.Key, instrument, id string) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		if err := mayChoose(tx, by, instrument); err != nil {
			return err
		}
		all, err := ValueSets(tx, instrument)
		if err != nil {
			return err
		}
		if id != "" && !slices.ContainsFunc(all, func(s instruments.ValueSet) bool { return s.ID == id }) {
			var bad db.Invalid
			bad.Add("value_set", "Choose a value set")
			return bad.Err()
		}
		if _, err := tx.Exec(`INSERT INTO area_instruments (instrument, value_set, changed_at) VALUES ($1, $2, $3)
			ON CONFLICT (instrument) DO UPDATE SET value_set = excluded.value_set, changed_at = excluded.changed_at`, instrument, id, db.Ms(tx.Now())); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "value-set.chosen", "", "instrument", instrument)
	})
}

// labelText is a label as it is kept with a score.
func labelText(l instruments.Label) (string, error) {
	if l == (instruments.Label{}) {
		return "", nil
	}
	body, err := json.Marshal(l)
	return string(body), err
}
