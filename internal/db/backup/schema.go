package backup

import (
	"errors"
	"fmt"
	"slices"

	"linkwork/internal/db"
)

// table is what the database says about one of its tables.
type table struct {
	name    string
	columns []Column
	key     []string    // of the primary key, in order
	refs    []reference // to other rows
}

// reference is a foreign key of one column.
type reference struct{ column, table, target string }

// self lists the references of a table to itself.
func (t table) self() []reference {
	var own []reference
	for _, r := range t.refs {
		if r.table == t.name {
			if r.target == "" { // as SQLite says it when the key is meant
				r.target = t.key[0]
			}
			own = append(own, r)
		}
	}
	return own
}

// tables reads the schema, each table after those it refers to. The tables
// that keep count of migrations are left out.
func tables(r db.Reader, engine string) ([]table, error) {
	read := sqliteTables
	if engine == "postgres" {
		read = postgresTables
	}
	all, err := read(r)
	if err != nil {
		return nil, err
	}
	for _, t := range all {
		if len(t.key) == 0 {
			return nil, fmt.Errorf("backup: the table %s has no primary key", t.name)
		}
	}
	return inOrder(all)
}

// inOrder puts each table after those that it refers to.
func inOrder(all []table) ([]table, error) {
	var done []table
	placed := map[string]bool{}
	for len(done) < len(all) {
		before := len(done)
		for _, t := range all {
			waits := slices.ContainsFunc(t.refs, func(r reference) bool { return r.table != t.name && !placed[r.table] })
			if !placed[t.name] && !waits {
				placed[t.name] = true
				done = append(done, t)
			}
		}
		if len(done) == before {
			return nil, errors.New("backup: tables refer to one another in a circle")
		}
	}
	return done, nil
}

// column is one line of what an engine says about columns.
type column struct {
	table, name, declared string
	key                   int // place in the primary key, from 1; 0 for none
}

func scanColumn(s db.Scanner) (c column, err error) {
	err = s.Scan(&c.table, &c.name, &c.declared, &c.key)
	return c, err
}

func scanReference(s db.Scanner) (from string, r reference, err error) {
	err = s.Scan(&from, &r.column, &r.table, &r.target)
	return from, r, err
}

// assemble makes tables of what an engine said: columns by table and place,
// then references.
func assemble(r db.Reader, columns, references string) ([]table, error) {
	list, err := db.List(r, scanColumn, columns)
	if err != nil {
		return nil, err
	}
	var all []table
	for _, c := range list {
		if c.table == "db_migrations" || c.table == "db_migrations_lock" {
			continue // the version is in the manifest
		}
		if len(all) == 0 || all[len(all)-1].name != c.table {
			all = append(all, table{name: c.table})
		}
		kind, err := kindOf(c.declared)
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", c.table, c.name, err)
		}
		t := &all[len(all)-1]
		t.columns = append(t.columns, Column{c.name, kind})
		for c.key > len(t.key) {
			t.key = append(t.key, "")
		}
		if c.key > 0 {
			t.key[c.key-1] = c.name
		}
	}
	return all, addReferences(r, all, references)
}

func addReferences(r db.Reader, all []table, references string) error {
	rows, err := r.Query(references)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		from, ref, err := scanReference(rows)
		if err != nil {
			return err
		}
		for i := range all {
			if all[i].name == from {
				all[i].refs = append(all[i].refs, ref)
			}
		}
	}
	return rows.Err()
}

func sqliteTables(r db.Reader) ([]table, error) {
	return assemble(r, `SELECT m.name, c.name, c.type, c.pk FROM sqlite_schema m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY m.name, c.cid`,
		`SELECT m.name, f."from", f."table", coalesce(f."to", '') FROM sqlite_schema m, pragma_foreign_key_list(m.name) f
		WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq`)
}

func postgresTables(r db.Reader) ([]table, error) {
	return assemble(r, `SELECT c.relname, a.attname, format_type(a.atttypid, NULL), coalesce(array_position(i.indkey::int2[], a.attnum), -1) + 1
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
		LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
		WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname, a.attnum`,
		`SELECT c.relname, a.attname, f.relname, t.attname FROM pg_constraint k
		JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
		CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS u (here, there)
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.here JOIN pg_attribute t ON t.attrelid = f.oid AND t.attnum = u.there
		WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname, k.conname, u.here`)
}
