package readers

import (
	"context"
	"errors"
	"slices"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// List is a study's list of readers.
type List struct {
	StudyID     string
	Title       string // as readers know it
	About       string // what comes, how often
	Open        bool   // anybody may subscribe on the public page
	Rate        int    // mails a second, at most
	Connections int    // to the mail server at a time
	Ended       bool   // by its final edition: it takes nobody new
	GoesOn      string // then: the study whose list goes on, "" for none
	Version     int
}

// What a mail server is sure to bear, and what this machine was measured with.
const (
	UsualRate, MostRate               = 20, 1000
	UsualConnections, MostConnections = 4, 20
)

const listColumns = `SELECT l.study_id, l.title, l.about, l.open, l.rate, l.connections, l.ended_by <> '', l.goes_on, l.version FROM update_lists l`

func scanList(s db.Scanner) (l List, err error) {
	err = s.Scan(&l.StudyID, &l.Title, &l.About, &l.Open, &l.Rate, &l.Connections, &l.Ended, &l.GoesOn, &l.Version)
	return
}

// Of is the list of the seat's study; db.ErrNotFound before there is one.
func Of(r db.Reader, s studies.Seat) (List, error) { return theList(r, s.Study.ID) }

func theList(r db.Reader, studyID string) (List, error) {
	return db.One(r, scanList, listColumns+` WHERE l.study_id = $1`, studyID)
}

// OpenLists are those that anybody may subscribe to.
func OpenLists(r db.Reader) ([]List, error) {
	return db.List(r, scanList, listColumns+` WHERE l.open AND l.ended_by = '' ORDER BY lower(l.title), l.study_id`)
}

// OpenList is one of those, with what it offers; else db.ErrNotFound.
func OpenList(r db.Reader, studyID string) (l List, offered []Topic, err error) {
	if l, err = theList(r, studyID); err != nil {
		return l, nil, err
	}
	if !l.Open || l.Ended {
		return List{}, nil, db.ErrNotFound
	}
	offered, err = topics(r, studyID)
	return l, offered, err
}

// Keep makes the list of a study, or saves it as it is now. *db.Invalid with the fields
// "title", "about", "rate" or "connections"; db.ErrConflict if somebody saved first.
func Keep(ctx context.Context, d *db.DB, by access.Actor, key once.Key, l List) error {
	_, err := studies.Act(ctx, d, by, key, l.StudyID, studies.Involve, "readers.list", func(tx *db.Tx, _ studies.Seat) (string, error) {
		l := l
		if err := l.tidy(); err != nil {
			return "", err
		}
		n, err := tx.Exec(`INSERT INTO update_lists (study_id, title, about, open, rate, connections) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (study_id) DO UPDATE SET title = excluded.title, about = excluded.about, open = excluded.open, rate = excluded.rate, connections = excluded.connections, version = update_lists.version + 1
			WHERE update_lists.version = $7`, l.StudyID, l.Title, l.About, l.Open, l.Rate, l.Connections, l.Version)
		if err == nil && n != 1 {
			err = db.ErrConflict
		}
		return l.StudyID, err
	})
	return err
}

func (l *List) tidy() error {
	var bad db.Invalid
	bad.Trim("title", &l.Title, 120, "Enter what readers know the updates as")
	bad.Trim("about", &l.About, 1000, "Say what comes, and how often")
	if l.Rate < 1 || l.Rate > MostRate {
		bad.Add("rate", "Enter a number from 1 to 1,000")
	}
	if l.Connections < 1 || l.Connections > MostConnections {
		bad.Add("connections", "Enter a number from 1 to 20")
	}
	return bad.Err()
}

// Topic is something that readers may choose to hear about.
type Topic struct {
	ID, Name string
	EndedAt  time.Time // zero while it is offered
}

func scanTopic(s db.Scanner) (t Topic, err error) {
	err = s.Scan(&t.ID, &t.Name, db.At(&t.EndedAt))
	return
}

// Topics are those that a study's list offers.
func Topics(r db.Reader, s studies.Seat) ([]Topic, error) { return topics(r, s.Study.ID) }

func topics(r db.Reader, studyID string) ([]Topic, error) {
	return db.List(r, scanTopic, `SELECT t.id, t.name, t.ended_at FROM update_topics t WHERE t.study_id = $1 AND t.ended_at IS NULL ORDER BY t.added_at, t.id`, studyID)
}

// AddTopic offers another topic. *db.Invalid with the field "topic".
func AddTopic(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, name string) (id string, err error) {
	return studies.Act(ctx, d, by, key, studyID, studies.Involve, "readers.topic", func(tx *db.Tx, s studies.Seat) (string, error) {
		name := name
		if _, err := Of(tx, s); err != nil {
			return "", err
		}
		var bad db.Invalid
		bad.Trim("topic", &name, 80, "Enter the topic")
		all, err := Topics(tx, s)
		if err != nil {
			return "", err
		}
		if topicNamed(all, name) != "" {
			bad.Add("topic", "There is such a topic already")
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err = tx.Exec(`INSERT INTO update_topics (id, study_id, name, added_at) VALUES ($1, $2, $3, $4)`, id, studyID, name, db.Ms(tx.Now()))
		return id, err
	})
}

// EndTopic offers a topic no longer. Those who chose nothing else get everything then:
// leaving is another thing.
func EndTopic(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID, id string) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Involve, "readers.topic", func(tx *db.Tx, _ studies.Seat) (string, error) {
		n, err := tx.Exec(`UPDATE update_topics SET ended_at = $3 WHERE id = $1 AND study_id = $2 AND ended_at IS NULL`, id, studyID, db.Ms(tx.Now()))
		if err == nil && n != 1 {
			err = db.ErrNotFound
		}
		if err != nil {
			return "", err
		}
		_, err = tx.Exec(`DELETE FROM update_reader_topics WHERE topic_id = $1`, id)
		return id, err
	})
	return err
}

// offered are those of some ids that the list offers.
func offered(r db.Reader, studyID string, ids []string) ([]string, error) {
	all, err := topics(r, studyID)
	return choice(all, ids), err
}

// choice are those of some ids that are among the topics. All of them is no choice: what is
// offered later comes too.
func choice(all []Topic, ids []string) (some []string) {
	for _, t := range all {
		if slices.Contains(ids, t.ID) {
			some = append(some, t.ID)
		}
	}
	if len(some) == len(all) {
		return nil
	}
	return some
}

// found makes nothing of db.ErrNotFound.
func found(err error) (bool, error) {
	if errors.Is(err, db.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// TitleOf is the title of the list that a reader is on.
func TitleOf(r db.Reader, x Reader) (string, error) {
	l, err := theList(r, x.StudyID)
	return l.Title, err
}
