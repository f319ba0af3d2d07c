package findings

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
)

// Bases are what an output can rest on: findings, groups and events of the study.
func Bases(r db.Reader, s studies.Seat) (all []Source, err error) {
	list, err := List(r, s)
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		all = append(all, Source{OfFinding, f.ID, f.Name})
	}
	others, err := Sources(r, s)
	return append(all, others...), err
}

// RestsOn is what an output of the seat's study rests on.
func RestsOn(r db.Reader, s studies.Seat, outputID string) (some []Source, err error) {
	all, err := Bases(r, s)
	if err != nil {
		return nil, err
	}
	chosen, err := db.List(r, func(row db.Scanner) (x Source, err error) {
		err = row.Scan(&x.Kind, &x.ID)
		return
	}, `SELECT b.kind, b.subject_id FROM finding_bases b WHERE b.output_id = $1`, outputID)
	for _, x := range all {
		for _, c := range chosen {
			if x.Kind == c.Kind && x.ID == c.ID {
				some = append(some, x)
			}
		}
	}
	return some, err
}

// Rest says what an output rests on, in place of what was said before. db.ErrNotFound for
// what is not of the study.
func Rest(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, outputID string, on []Source) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "output.rests-on", func(tx *db.Tx, s studies.Seat) (string, error) {
		if _, err := outputs.Get(tx, s, outputID); err != nil {
			return "", err
		}
		all, err := Bases(tx, s)
		if err != nil {
			return "", err
		}
		if _, err := tx.Exec(`DELETE FROM finding_bases WHERE output_id = $1`, outputID); err != nil {
			return "", err
		}
		for _, x := range on {
			if _, ok := find(all, x.Kind, x.ID); !ok {
				return "", db.ErrNotFound
			}
			if _, err := tx.Exec(`INSERT INTO finding_bases (output_id, kind, subject_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, outputID, x.Kind, x.ID); err != nil {
				return "", err
			}
		}
		return outputID, nil
	})
	return err
}
