package main

import (
	"database/sql"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite"
)

// fts5 is SQLite's full text, driven from the MATCH, through the driver in Go.
func fts5(n int, asked []question, atLeast time.Duration, dir string) error {
	file := filepath.Join(dir, "fts5.db")
	db, err := sql.Open("sqlite", file)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	before := ownCPU()
	if err := fillFTS5(db, n); err != nil {
		return err
	}
	r := row{engine: "SQLite FTS5 (modernc)", services: n, build: ownCPU() - before}
	if info, err := os.Stat(file); err == nil {
		r.bytes = info.Size()
	}
	statement, err := db.Prepare(`SELECT s.id, bm25(words, 5.0, 1.0) AS fit FROM words JOIN services AS s ON s.id = words.rowid
		WHERE words MATCH ?1 AND s.lat BETWEEN ?2 - ?4 AND ?2 + ?4 AND s.lon BETWEEN ?3 - ?5 AND ?3 + ?5
		AND ((s.lat - ?2) * 111.2) * ((s.lat - ?2) * 111.2) + ((s.lon - ?3) * ?6) * ((s.lon - ?3) * ?6) <= ?7
		AND (?8 < 0 OR EXISTS (SELECT 1 FROM service_terms AS t WHERE t.term = ?8 AND t.service = s.id))
		ORDER BY fit LIMIT 20`)
	if err != nil {
		return err
	}
	err = r.ask(asked, atLeast, ownCPU, func(_ int, q question) (int, error) {
		high, wide := q.box()
		return count(statement.Query(strings.Join(q.words, " "), q.lat, q.lon, high, wide, 111.3*math.Cos(q.lat*math.Pi/180), q.km*q.km, q.term))
	})
	if err != nil {
		return err
	}
	r.print()
	return nil
}

func fillFTS5(db *sql.DB, n int) error {
	for _, statement := range []string{
		`PRAGMA journal_mode = OFF`, `PRAGMA synchronous = OFF`, `PRAGMA cache_size = -400000`,
		`CREATE TABLE services (id INTEGER PRIMARY KEY, name TEXT, description TEXT, lat REAL, lon REAL)`,
		`CREATE TABLE service_terms (term INTEGER, service INTEGER, PRIMARY KEY (term, service)) WITHOUT ROWID`,
		`CREATE VIRTUAL TABLE words USING fts5(name, description, content = 'services', content_rowid = 'id', tokenize = 'porter unicode61')`,
	} {
		if _, err := db.Exec(statement); err != nil {
			return err
		}
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	one, err := tx.Prepare(`INSERT INTO services VALUES (?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	term, err := tx.Prepare(`INSERT OR IGNORE INTO service_terms VALUES (?, ?)`)
	if err != nil {
		return err
	}
	for i := range n {
		s := made(i)
		if _, err := one.Exec(s.id, s.name, s.description, s.lat, s.lon); err != nil {
			return err
		}
		for _, t := range s.terms {
			if _, err := term.Exec(t, s.id); err != nil {
				return err
			}
		}
	}
	if _, err := tx.Exec(`INSERT INTO words (words) VALUES ('rebuild')`); err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO words (words) VALUES ('optimize')`); err != nil {
		return err
	}
	return tx.Commit()
}

// count reads rows of an id and a fit to their end.
func count(rows *sql.Rows, err error) (n int, _ error) {
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var id int
		var fit float64
		if err := rows.Scan(&id, &fit); err != nil {
			return 0, err
		}
		n++
	}
	return n, rows.Err()
}
