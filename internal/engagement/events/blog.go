package events

import (
	"context"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
	"linkwork/internal/studies/outputs"
)

// Blog is an output of the study that tells of an event.
type Blog = outputs.Output

// Blogs lists the blogs about an event of the seat's study, also those that are planned.
func Blogs(r db.Reader, s studies.Seat, e Event) (all []Blog, err error) {
	ids, err := blogIDs(r, e)
	if err != nil {
		return nil, err
	}
	found, err := outputs.List(r, s)
	for _, o := range found {
		if ids[o.ID] {
			all = append(all, o)
		}
	}
	return all, err
}

// blogs are those that have come out, for everybody.
func blogs(r db.Reader, e Event) (all []Blog, err error) {
	ids, err := blogIDs(r, e)
	if err != nil {
		return nil, err
	}
	out, err := outputs.Public(r, e.StudyID)
	for _, o := range out {
		if ids[o.ID] {
			all = append(all, o)
		}
	}
	return all, err
}

func blogIDs(r db.Reader, e Event) (map[string]bool, error) {
	ids := make(map[string]bool)
	_, err := db.List(r, func(s db.Scanner) (id string, err error) {
		err = s.Scan(&id)
		ids[id] = true
		return
	}, `SELECT output_id FROM event_blogs WHERE event_id = $1`, e.ID)
	return ids, err
}

// LinkBlog says that a blog among the study's outputs tells of an event. *db.Invalid with
// the field "blog" for another kind of output. Twice does nothing.
func LinkBlog(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, outputID string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "exchange.blog-linked", func(tx *db.Tx, s studies.Seat) (string, error) {
		e, err := Get(tx, OfStudy(s), id)
		if err != nil {
			return "", err
		}
		o, err := outputs.Get(tx, s, outputID)
		if err != nil || o.Kind != outputs.Blog {
			return "", db.Fault("blog", "Choose one of the study’s blogs")
		}
		_, err = tx.Exec(`INSERT INTO event_blogs (event_id, output_id) VALUES ($1, $2) ON CONFLICT (event_id, output_id) DO NOTHING`, e.ID, o.ID)
		return e.ID, err
	})
	return err
}

// UnlinkBlog takes that back.
func UnlinkBlog(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id, outputID string) error {
	return within(ctx, d, Team(by, studyID), key, id, "exchange.blog-unlinked", func(tx *db.Tx, _ Host, e Event) error {
		return oneOf(tx.Exec(`DELETE FROM event_blogs WHERE event_id = $1 AND output_id = $2`, e.ID, outputID))
	})
}
