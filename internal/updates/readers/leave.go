package readers

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// Leave ends a list's mail to whoever holds the way out of one of its mails, and erases
// them. Leaving twice is leaving. db.ErrNotFound for what is no way out.
func Leave(ctx context.Context, d *db.DB, token string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		w, err := ByWayOut(tx, token)
		if err != nil || w.Gone {
			return err
		}
		return w.Reader.leave(tx, Left)
	})
}

func (x Reader) leave(tx *db.Tx, why Reason) error {
	if err := x.suppress(tx, why); err != nil {
		return err
	}
	return x.erase(tx)
}

// WayOut is what a way out leads to.
type WayOut struct {
	List    List
	Reader  Reader // zero for somebody who has left
	Offered []Topic
	Gone    bool
}

// ByWayOut is what the way out of a mail leads to; db.ErrNotFound for what is none.
func ByWayOut(r db.Reader, token string) (w WayOut, err error) {
	w.Reader, err = marked(r, mark(token))
	there, err := found(err)
	if err != nil {
		return w, err
	}
	studyID := w.Reader.StudyID
	if w.Gone = !there; w.Gone {
		if err := r.QueryRow(`SELECT study_id FROM update_suppressions WHERE mark = $1`, mark(token)).Scan(&studyID); err != nil {
			return w, err
		}
	}
	if w.List, err = theList(r, studyID); err != nil || w.Gone {
		return w, err
	}
	if w.Offered, err = topics(r, studyID); err != nil {
		return w, err
	}
	one := []Reader{w.Reader}
	err = withTopics(r, studyID, one)
	w.Reader = one[0]
	return w, err
}

// Choose keeps what whoever holds the way out of a mail wants to hear about; none means
// everything. db.ErrNotFound for what is no way out, or of somebody who has left.
func Choose(ctx context.Context, d *db.DB, token string, topicIDs []string) error {
	return d.Write(ctx, func(tx *db.Tx) error {
		x, err := marked(tx, mark(token))
		if err != nil {
			return err
		}
		chosen, err := offered(tx, x.StudyID, topicIDs)
		if err != nil {
			return err
		}
		return choose(tx, x.ID, chosen)
	})
}

// Remove ends a list's mail to a reader who asked the team for it, and erases them.
func Remove(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, readerID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "readers.removed", func(tx *db.Tx, s studies.Seat) (string, error) {
		x, err := One(tx, s, readerID)
		if err != nil {
			return "", err
		}
		return studyID, x.leave(tx, Removed)
	})
	return err
}
