package groups

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// putEdits puts what the team wrote into a report. What was written in the place of a line
// that the log does not have any more stays, in its section.
func putEdits(r db.Reader, s studies.Seat, report []Section) error {
	edits, err := db.List(r, func(row db.Scanner) (x Item, err error) {
		e := &x.Edit
		err = row.Scan(&x.Key, &e.Drafted, &e.Words, &e.On, &e.By, &e.Version)
		return
	}, `SELECT item, drafted, words, edited_on, edited_by, version FROM study_group_report_edits WHERE study_id = $1 ORDER BY edited_on, item`, s.Study.ID)
	for _, x := range edits {
		if line, ok := lineOf(report, x.Key); ok {
			line.Edit = x.Edit
			continue
		}
		from, _, _ := strings.Cut(x.Key, ":")
		section := &report[sectionOf[from]]
		section.Items = append(section.Items, x)
	}
	return err
}

// lineOf is the line of a report with a key.
func lineOf(report []Section, key string) (line *Item, ok bool) {
	for i := range report {
		if n := slices.IndexFunc(report[i].Items, func(x Item) bool { return x.Key == key }); n >= 0 {
			return &report[i].Items[n], true
		}
	}
	return nil, false
}

// EditReport keeps what somebody writes in the place of a line of the report; "" goes back
// to what the log says. *db.Invalid with the field "words"; db.ErrNotFound for a line that
// there is not; db.ErrConflict if somebody saved first.
func EditReport(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, item, words string, version int) error {
	_, err := act(ctx, d, by, key, studyID, "group-report.edited", func(tx *db.Tx, s studies.Seat) (string, error) {
		words := words
		report, err := Report(tx, s)
		if err != nil {
			return "", err
		}
		line, ok := lineOf(report, item)
		if !ok {
			return "", db.ErrNotFound
		}
		if line.Edit.Version != version {
			return "", db.ErrConflict
		}
		var bad db.Invalid
		bad.Trim("words", &words, 4000, "")
		if err := bad.Err(); err != nil {
			return "", err
		}
		if words == "" || words == line.Drafted {
			return item, forgetEdit(tx, s.Study.ID, item)
		}
		_, err = tx.Exec(`INSERT INTO study_group_report_edits (study_id, item, drafted, words, edited_on, edited_by) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (study_id, item) DO UPDATE SET drafted = excluded.drafted, words = excluded.words, edited_on = excluded.edited_on, edited_by = excluded.edited_by, version = study_group_report_edits.version + 1`,
			s.Study.ID, item, line.Drafted, words, dates.Of(tx.Now()), by.Name)
		return item, err
	})
	return err
}

func forgetEdit(tx *db.Tx, studyID, item string) error {
	_, err := tx.Exec(`DELETE FROM study_group_report_edits WHERE study_id = $1 AND item = $2`, studyID, item)
	return err
}
