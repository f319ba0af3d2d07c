package events

import (
	"context"
	"slices"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/directory"
	"linkwork/internal/studies"
)

// Host is who holds events, a study or those who run an entry of the directory, as
// somebody comes in for it. A room above makes it of what lets them in.
type Host struct {
	studyID string
	entries []string // or an entry of the directory, and after it those that were found to be the same
	seat    studies.Seat
	by      audit.Actor
	runs    bool
}

// OfStudy is a study as the host. Whoever carries studies.Involve runs its events; others
// see what names nobody.
func OfStudy(s studies.Seat) Host {
	return Host{studyID: s.Study.ID, seat: s, by: s.By.Audit(), runs: s.Has(studies.Involve)}
}

// OfEntry is an entry of the directory as the host, for somebody of its organisation: they
// run its events, and those of entries that were joined to it. Nothing is moved when entries
// are joined, so that what was joined can be taken apart. The room above has found out that
// the entry is theirs.
func OfEntry(r db.Reader, entryID string, by audit.Actor) (Host, error) {
	joined, err := directory.JoinedTo(r, entryID)
	return Host{entries: append([]string{entryID}, joined...), by: by, runs: true}, err
}

// Runs reports whether whoever came in runs the events and reads the names in them.
func (h Host) Runs() bool { return h.runs }

// Entrance lets somebody in to a host's events, in the same breath as they read or act.
// db.ErrNotFound where they may not.
type Entrance func(r db.Reader) (Host, error)

// Team lets somebody of a study in who runs its events.
func Team(by access.Actor, studyID string) Entrance {
	return func(r db.Reader) (Host, error) {
		s, err := studies.Enter(r, by, studyID, studies.Involve)
		return OfStudy(s), err
	}
}

// holds is the condition that an event is the host's, with what its first marks stand for.
func (h Host) holds() (condition string, args []any) {
	if h.studyID != "" {
		return `e.study_id = $1`, []any{h.studyID}
	}
	for _, id := range h.entries {
		args = append(args, id)
	}
	return `e.entry_id IN ` + db.Marks(1, len(args)), args
}

// has reports whether an event is the host's.
func (h Host) has(e Event) bool {
	if h.studyID != "" {
		return e.StudyID == h.studyID
	}
	return slices.Contains(h.entries, e.EntryID)
}

// adds is an event as the host begins one.
func (h Host) adds(e Event) Event {
	e.StudyID, e.EntryID = h.studyID, ""
	if h.studyID == "" {
		e.EntryID = h.entries[0]
	}
	return e
}

// note puts an act on the audit trail.
func (h Host) note(tx *db.Tx, what, id string) error {
	return note(tx, Event{StudyID: h.studyID}, h.by, what, id)
}

func note(tx *db.Tx, e Event, by audit.Actor, what, id string) error {
	area := "study"
	if e.StudyID == "" {
		area = "community"
	}
	kind, _, _ := strings.Cut(what, ".")
	return audit.Change(tx, by, area+"."+what, "", area+"-"+kind, id)
}

// act does something for a host whose events somebody runs, once for a key, with its row on
// the audit trail. do returns the id of what it made or changed.
func act(ctx context.Context, d *db.DB, in Entrance, key once.Key, what string, do func(*db.Tx, Host) (id string, err error)) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			h, err := in(tx)
			if err == nil && !h.runs {
				err = db.ErrNotFound
			}
			if err != nil {
				return "", err
			}
			id, err := do(tx, h)
			if err = studies.Together(ctx, err); err != nil {
				return "", err
			}
			return id, h.note(tx, what, id)
		})
		return err
	})
	return id, err
}

// Holder is who holds an event as everybody reads it.
type Holder struct {
	Name           string
	Enquiries      string // address for questions; "" for none
	Study          string // id of one that everybody may read of; "" for none
	Reconstruction bool   // the people in it are made up
	study, shown   bool
}

// words name a holder in the middle of a sentence.
func (h Holder) words() string {
	if h.study {
		return "the study “" + h.Name + "”"
	}
	return h.Name
}

// holder is who holds an event.
func (e Event) holder(r db.Reader) (Holder, error) {
	if e.StudyID != "" {
		return studyHolds(r, e.StudyID)
	}
	return entryHolds(r, e.EntryID)
}

func studyHolds(r db.Reader, id string) (Holder, error) {
	s, err := studies.Unscoped(r, id)
	h := Holder{Name: s.Name, Enquiries: s.Enquiries, Reconstruction: s.Reconstruction, study: true, shown: true}
	if s.Published {
		h.Study = s.ID
	}
	return h, err
}

// entryHolds is an entry as the holder, or the one to which it was joined. One that is not
// published any more is not told of.
func entryHolds(r db.Reader, id string) (h Holder, err error) {
	s, err := directory.Get(r, id)
	if err == nil && s.MergedInto != "" {
		s, err = directory.Get(r, s.MergedInto)
	}
	if err != nil {
		return h, err
	}
	privacy, err := directory.PrivacyOf(r, s)
	return Holder{Name: s.Name, Enquiries: s.Email, shown: privacy.Published}, err
}
