package duplicates

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/diary"
	"linkwork/internal/people"
)

// Unmerge takes a merge back and returns the id of the record that was kept.
// Both records are as they were, with what was recorded since then: on the
// record that was kept, or with its case if that goes back. *db.Invalid if
// another merge of the same record came later; that is taken back first.
func Unmerge(ctx context.Context, d *db.DB, by access.Actor, key once.Key, mergeID string) (kept string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		kept, _, err = once.Do(tx, key, func() (string, error) {
			m, err := people.TheMerge(tx, by, mergeID)
			if err != nil {
				return "", err
			}
			return m.SurvivorID, unmerge(tx, by, m)
		})
		return err
	})
	return kept, err
}

func unmerge(tx *db.Tx, by access.Actor, m people.Merged) error {
	all, err := people.MergesOf(tx, m.SurvivorID)
	if err != nil {
		return err
	}
	if all[0].ID != m.ID {
		var bad db.Invalid
		bad.Add("merge", "Another record was brought in later. Take that back first")
		return bad.Err()
	}
	kept, gone := m.SurvivorID, m.MergedID
	if err := db.Restore(tx, m.Moved, gone, kept, Tables...); err != nil {
		return err
	}
	persons := make(map[string]string)
	for _, caseID := range m.Moved["cases"] {
		persons[caseID] = gone
	}
	if err := db.FollowCases(tx, persons, Tables...); err != nil {
		return err
	}
	if err := access.Unmerge(tx, m.Care, gone, kept); err != nil {
		return err
	}
	if err := people.Unmerge(tx, by.Name, m); err != nil {
		return err
	}
	if err := followOpenCase(tx, m); err != nil {
		return err
	}
	for _, person := range []string{kept, gone} {
		if err := casework.KeepWorker(tx, person); err != nil {
			return err
		}
		if err := audit.Change(tx, by.Audit(), "person.unmerged", person, "merge", m.ID); err != nil {
			return err
		}
	}
	return nil
}

// followOpenCase lets what is still to do, and was planned since the merge, go
// with the open case.
func followOpenCase(tx *db.Tx, m people.Merged) error {
	_, goneOpen, err := casework.OpenOf(tx, m.MergedID)
	if err != nil || !goneOpen {
		return err
	}
	if _, keptOpen, err := casework.OpenOf(tx, m.SurvivorID); err != nil || keptOpen {
		return err
	}
	return diary.MoveSince(tx, m.SurvivorID, m.MergedID, m.At)
}
