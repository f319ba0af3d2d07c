package harvest

import (
	"cmp"
	"encoding/json"
	"slices"

	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
)

// Line is what a harvest did, or would do, to one record.
type Line struct {
	What     string // added, changed, missing, rejected, warning
	SourceID string
	Name     string
	Details  []Detail
}

// Detail is a field that changes, in words.
type Detail struct{ Field, Before, After string }

// mostLines keeps a harvest readable: its counts are whole, its lines may not be.
const mostLines = 2000

// Lines returns what a harvest did to single records, in order.
func Lines(r db.Reader, id string) ([]Line, error) {
	return db.List(r, func(row db.Scanner) (l Line, err error) {
		var details string
		if err = row.Scan(&l.What, &l.SourceID, &l.Name, &details); err != nil {
			return l, err
		}
		return l, json.Unmarshal([]byte(details), &l.Details)
	}, `SELECT what, source_id, name, details FROM harvest_lines WHERE harvest_id = $1 ORDER BY position`, id)
}

func addLines(tx *db.Tx, id string, lines []Line) error {
	var there int
	if err := tx.QueryRow(`SELECT count(*) FROM harvest_lines WHERE harvest_id = $1`, id).Scan(&there); err != nil {
		return err
	}
	for _, line := range lines[:min(len(lines), max(mostLines-there, 0))] {
		details, err := json.Marshal(append([]Detail{}, line.Details...))
		if err != nil {
			return err
		}
		there++
		if _, err := tx.Exec(`INSERT INTO harvest_lines (harvest_id, position, what, source_id, name, details) VALUES ($1, $2, $3, $4, $5, $6)`,
			id, there, line.What, line.SourceID, line.Name, string(details)); err != nil {
			return err
		}
	}
	return nil
}

// compare says what storing services would do.
func compare(r db.Reader, items []openreferral.Item) (lines []Line, unchanged int, err error) {
	for _, item := range items {
		change, differences, err := openreferral.Compare(r, item)
		if err != nil {
			return nil, 0, err
		}
		if change == directory.Unchanged {
			unchanged++
			continue
		}
		line := Line{What: string(change), SourceID: item.Service.SourceID, Name: item.Service.Name}
		for _, d := range differences {
			line.Details = append(line.Details, Detail{d.Field.Label, short(d.Before), short(d.After)})
		}
		if change == directory.Changed && len(differences) == 0 {
			line.Details = append(line.Details, Detail{Field: "Fields that Linkwork keeps but does not show"})
		}
		lines = append(lines, line)
	}
	return lines, unchanged, nil
}

// short keeps a line from growing with somebody's description.
func short(text string) string {
	const room = 300
	if runes := []rune(text); len(runes) > room {
		return string(runes[:room]) + "…"
	}
	return text
}

// whereOf names what a problem is of: a record by its id, a line of a table by
// its place too.
func whereOf(p openreferral.Problem) string {
	if p.File != "" {
		return p.Where()
	}
	return nameOf(p)
}

// remarks are what could not be taken, and what is doubtful.
func remarks(report openreferral.Report) (lines []Line) {
	for what, problems := range map[string][]openreferral.Problem{"rejected": report.Rejected, "warning": report.Warnings} {
		for _, p := range problems {
			lines = append(lines, Line{What: what, SourceID: whereOf(p), Details: []Detail{{Field: p.Field, After: p.Reason}}})
		}
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Compare(a.What, b.What) })
	return lines
}
