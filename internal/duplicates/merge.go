package duplicates

import (
	"context"
	"slices"

	"linkwork/internal/access"
	"linkwork/internal/asking"
	"linkwork/internal/audit"
	"linkwork/internal/casework"
	"linkwork/internal/circle"
	"linkwork/internal/connections"
	"linkwork/internal/correspondence"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/desk"
	"linkwork/internal/diary"
	"linkwork/internal/feedback"
	"linkwork/internal/letters"
	"linkwork/internal/lonework"
	"linkwork/internal/mdt"
	"linkwork/internal/measures"
	"linkwork/internal/messages"
	"linkwork/internal/outreach"
	"linkwork/internal/people"
	"linkwork/internal/practicalhelp"
	"linkwork/internal/proactive"
	"linkwork/internal/referrals"
	"linkwork/internal/reflections"
	"linkwork/internal/safeguarding"
	"linkwork/internal/shortlist"
	"linkwork/internal/studies/custodian"
	"linkwork/internal/workforce"
)

// Tables are all tables that are about a person, as their rooms name them. The
// people themselves, the care team and the audit trail have ways of their own.
var Tables = slices.Concat(access.AboutPeople, people.AboutPeople, safeguarding.AboutPeople, diary.AboutPeople, messages.AboutPeople, reflections.AboutPeople, feedback.AboutPeople, circle.AboutPeople, referrals.AboutPeople, asking.AboutPeople, measures.AboutPeople,
	connections.AboutPeople, casework.AboutPeople, correspondence.AboutPeople, desk.AboutPeople, outreach.AboutPeople, proactive.AboutPeople, mdt.AboutPeople, practicalhelp.AboutPeople, workforce.AboutPeople, shortlist.AboutPeople, lonework.AboutPeople, letters.AboutPeople, custodian.AboutPeople)

// Chosen is what somebody decided about two records.
type Chosen struct {
	First, Second               string            // the records
	FirstVersion, SecondVersion int               // as the page showed them
	Right                       map[string]string // for each of people.Choosables that differs, the id of the record that is right
}

// Merge makes two records one and returns the id of the one that is kept, the
// older. Both must be within the actor's reach. *db.Invalid if the NHS numbers
// differ, if both have an open case, or if something was not chosen;
// db.ErrConflict if one was changed meanwhile.
func Merge(ctx context.Context, d *db.DB, by access.Actor, key once.Key, c Chosen) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) { return merge(tx, by, c) })
		return err
	})
	return id, err
}

func merge(tx *db.Tx, by access.Actor, c Chosen) (string, error) {
	pair, err := people.ThePair(tx, by, c.First, c.Second)
	if err != nil {
		return "", err
	}
	versions := map[string]int{c.First: c.FirstVersion, c.Second: c.SecondVersion}
	if pair.Older.Version != versions[pair.Older.ID] || pair.Newer.Version != versions[pair.Newer.ID] {
		return "", db.ErrConflict
	}
	facts, err := pair.Choose(c.Right)
	if err != nil {
		return "", err
	}
	kept, gone := pair.Older.ID, pair.Newer.ID
	prevails, err := whoseCase(tx, kept, gone)
	if err != nil {
		return "", err
	}
	var said [2][]people.Permission
	for i, id := range []string{kept, gone} {
		if said[i], err = people.Permissions(tx, id); err != nil {
			return "", err
		}
	}
	m := people.Merged{Moved: db.Moved{}}
	if err := db.Repoint(tx, m.Moved, gone, kept, Tables...); err != nil {
		return "", err
	}
	if m.Care, err = access.Merge(tx, gone, kept, prevails); err != nil {
		return "", err
	}
	id, err := people.Merge(tx, by.Name, by.AccountID, pair, facts, said, m)
	if err != nil {
		return "", err
	}
	for _, person := range []string{kept, gone} {
		if err := audit.Change(tx, by.Audit(), "person.merged", person, "merge", id); err != nil {
			return "", err
		}
	}
	return kept, nil
}

// whoseCase is the record whose worker goes on: the one with the open case, or
// else the one that is kept. Two open cases are one too many.
func whoseCase(r db.Reader, kept, gone string) (string, error) {
	_, keptOpen, err := casework.OpenOf(r, kept)
	if err != nil {
		return "", err
	}
	_, goneOpen, err := casework.OpenOf(r, gone)
	if err != nil {
		return "", err
	}
	switch {
	case keptOpen && goneOpen:
		var bad db.Invalid
		bad.Add("open", "Both have an open case. Close one of them first, with the reason “Recorded twice”")
		return "", bad.Err()
	case goneOpen:
		return gone, nil
	}
	return kept, nil
}

// NotTheSame remembers that two records are of two people, so that they are not
// proposed again.
func NotTheSame(ctx context.Context, d *db.DB, by access.Actor, key once.Key, first, second string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		_, _, err := once.Do(tx, key, func() (string, error) {
			if _, err := people.ThePair(tx, by, first, second); err != nil {
				return "", err
			}
			if err := people.SayApart(tx, by.Name, first, second); err != nil {
				return "", err
			}
			for _, id := range []string{first, second} {
				if err := audit.Change(tx, by.Audit(), "person.not-the-same", id, "person", id); err != nil {
					return "", err
				}
			}
			return "", nil
		})
		return err
	})
}
