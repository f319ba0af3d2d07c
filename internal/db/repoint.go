package db

import (
	"strconv"
	"strings"
)

// About names a table whose rows are about a person.
// The room that owns the table says so, for the merge of two records of one
// person.
type About struct {
	Table  string
	Key    string // "" for id
	Column string // that names the person, "" for person_id
	OfCase bool   // its rows hang on a case, in the column case_id, and go where it goes
	Unless string // condition on a row, in which $2 is the person it would be about, under which it stays where it is
}

func (a About) key() string {
	if a.Key == "" {
		return "id"
	}
	return a.Key
}

func (a About) column() string {
	if a.Column == "" {
		return "person_id"
	}
	return a.Column
}

// name is the table, with the column where it is not the usual one.
func (a About) name() string {
	if a.Column == "" {
		return a.Table
	}
	return a.Table + "." + a.Column
}

// Moved are the keys of rows, by table.
type Moved map[string][]string

// Repoint lets what is about one person be about another, and notes which rows
// these are.
func Repoint(tx *Tx, moved Moved, from, to string, tables ...About) error {
	for _, a := range tables {
		condition, args := a.column()+` = $1`, []any{from}
		if a.Unless != "" {
			condition, args = condition+` AND NOT (`+a.Unless+`)`, append(args, to)
		}
		keys, err := List(tx, scanText, `SELECT `+a.key()+` FROM `+a.Table+` WHERE `+condition+` ORDER BY 1`, args...)
		if err != nil || len(keys) == 0 {
			if err != nil {
				return err
			}
			continue
		}
		if err := a.set(tx, to, from, keys); err != nil {
			return err
		}
		moved[a.name()] = keys
	}
	return nil
}

// Restore is Repoint back: the rows that were moved, as far as they are there
// and still about the person to whom they were moved.
func Restore(tx *Tx, moved Moved, from, to string, tables ...About) error {
	for _, a := range tables {
		if err := a.set(tx, from, to, moved[a.name()]); err != nil {
			return err
		}
	}
	return nil
}

// mostKeys is how many keys one statement takes.
const mostKeys = 500

// set makes rows be about a person, those of them that are about another now.
func (a About) set(tx *Tx, person, now string, keys []string) error {
	for len(keys) > 0 {
		some := keys[:min(mostKeys, len(keys))]
		keys = keys[len(some):]
		marks, args := make([]string, len(some)), []any{person, now}
		for i, key := range some {
			marks[i], args = "$"+strconv.Itoa(i+3), append(args, key)
		}
		if _, err := tx.Exec(`UPDATE `+a.Table+` SET `+a.column()+` = $1 WHERE `+a.column()+` = $2 AND `+a.key()+` IN (`+strings.Join(marks, ", ")+`)`, args...); err != nil {
			return err
		}
	}
	return nil
}

// FollowCases lets rows that hang on cases be about the person of their case.
// persons are the cases' people, by case.
func FollowCases(tx *Tx, persons map[string]string, tables ...About) error {
	for _, a := range tables {
		if !a.OfCase {
			continue
		}
		for caseID, person := range persons {
			if _, err := tx.Exec(`UPDATE `+a.Table+` SET person_id = $2 WHERE case_id = $1 AND person_id <> $2`, caseID, person); err != nil {
				return err
			}
		}
	}
	return nil
}

func scanText(s Scanner) (text string, err error) {
	err = s.Scan(&text)
	return
}
