package outputs

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Version is an output as it was published at a time: a preprint, the journal's. All stay.
type Version struct {
	ID, OutputID string
	Name         string // "preprint"
	CameOut      dates.Date
	Address      string
	Words        string   // what is different, and why
	Figures      []Figure // that it gives
	AddedAt      time.Time
	AddedBy      string
}

// Figure is a number that a version gives, as it stands there.
type Figure struct{ Name, Value string }

// Difference is a figure that two versions do not give alike. A value is "" where one does not
// give it.
type Difference struct{ Name, Before, After string }

// Differences are the figures that one version gives otherwise than the one before.
func Differences(before, after Version) (all []Difference) {
	was := make(map[string]string, len(before.Figures))
	for _, f := range before.Figures {
		was[f.Name] = f.Value
	}
	is := make(map[string]bool, len(after.Figures))
	for _, f := range after.Figures {
		is[f.Name] = true
		if was[f.Name] != f.Value {
			all = append(all, Difference{f.Name, was[f.Name], f.Value})
		}
	}
	for _, f := range before.Figures {
		if !is[f.Name] {
			all = append(all, Difference{f.Name, f.Value, ""})
		}
	}
	return all
}

// ReadFigures reads figures as people type them: a line each, with its name and its value
// after a colon. *db.Invalid with the field "figures".
func ReadFigures(text string) (all []Figure, err error) {
	seen := make(map[string]bool)
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		switch {
		case !ok || name == "" || value == "":
			return nil, db.Fault("figures", "Enter a figure in each line, like “Referrals: 5.5 million”. This line is not one: "+line)
		case seen[name]:
			return nil, db.Fault("figures", "“"+name+"” stands there twice")
		case len(all) == 100:
			return nil, db.Fault("figures", "Enter 100 figures or fewer")
		}
		seen[name] = true
		all = append(all, Figure{name, value})
	}
	return all, nil
}

// Versions are the versions of an output of the seat's study, the first first.
func Versions(r db.Reader, s studies.Seat, outputID string) ([]Version, error) {
	return db.List(r, func(row db.Scanner) (v Version, err error) {
		var figures string
		if err = row.Scan(&v.ID, &v.OutputID, &v.Name, &v.CameOut, &v.Address, &v.Words, &figures, db.At(&v.AddedAt), &v.AddedBy); err == nil {
			err = json.Unmarshal([]byte(figures), &v.Figures)
		}
		return v, err
	}, `SELECT v.id, v.output_id, v.name, v.came_out, v.address, v.words, v.figures, v.added_at, v.added_by FROM study_output_versions v JOIN study_outputs o ON o.id = v.output_id
		WHERE o.study_id = $1 AND o.id = $2 ORDER BY v.came_out, v.id`, s.Study.ID, outputID)
}

// AddVersion notes a version that was published. *db.Invalid with the fields "name",
// "day", "where", "words" or "figures".
func AddVersion(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, v Version, figures string) error {
	return onOutput(ctx, d, by, key, studyID, v.OutputID, "output.version-added", func(tx *db.Tx) error {
		v := v
		var bad db.Invalid
		bad.Trim("name", &v.Name, 100, "Name the version, like “preprint”")
		bad.Trim("words", &v.Words, 1000, "")
		bad.Trim("where", &v.Address, 500, "")
		if v.Address = addressOf(v.Address); v.Address != "" {
			if u, err := url.Parse(v.Address); err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
				bad.Add("where", "Enter an address that begins with https, or a DOI like 10.1234/abcd")
			}
		}
		if v.CameOut.IsZero() || v.CameOut.After(dates.Of(tx.Now())) {
			bad.Add("day", "Enter the day on which it came out: today or earlier")
		}
		found, err := ReadFigures(figures)
		if fault, ok := err.(*db.Invalid); ok {
			bad.Fields = append(bad.Fields, fault.Fields...)
		}
		if err := bad.Err(); err != nil {
			return err
		}
		body, err := json.Marshal(found)
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO study_output_versions (id, output_id, name, came_out, address, words, figures, added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			tx.NewID(), v.OutputID, v.Name, v.CameOut, v.Address, v.Words, string(body), db.Ms(tx.Now()), by.Name)
		return err
	})
}

// onOutput does something with an output of a study.
func onOutput(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, outputID, what string, do func(*db.Tx) error) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, what, func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := Get(tx, s, outputID); err != nil {
			return "", err
		}
		return outputID, do(tx)
	})
	return err
}
