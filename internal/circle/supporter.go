package circle

import (
	"context"
	"slices"
	"strings"
	"time"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// Supporter is somebody around a person.
type Supporter struct {
	ID, PersonID   string
	Name, Relation string
	Phone          string
	Role           string     // code of vocabulary.SupporterRoles
	RoleWords      string     // for what their power holds, for whom they work
	SeenOn         dates.Date // on which the document was seen, zero if it was not
	Carer          bool       // an unpaid carer of the person
	Emergency      bool       // to be called in an emergency
	EndedOn        dates.Date // zero while they are around
	ByName         string
	Version        int
	Knows          []Word // the latest word on each topic that was spoken of
}

// Word is what the person said of one topic.
type Word struct {
	Topic  string // code of vocabulary.KnowTopics
	May    bool
	How    string
	SaidOn dates.Date
	Until  dates.Date // last day of a yes, zero for no end
	ByName string
	At     time.Time
}

// Holds reports whether it is a yes that has not run out.
func (w Word) Holds(today dates.Date) bool {
	return w.May && (w.Until.IsZero() || !today.After(w.Until))
}

// MayKnow lists the labels of what a supporter may be told on a day.
func (s Supporter) MayKnow(today dates.Date) (topics []string) {
	for _, w := range s.Knows {
		if w.Holds(today) {
			topics = append(topics, vocabulary.KnowTopics.Label(w.Topic))
		}
	}
	return topics
}

// Summary says in one line what a supporter may be told.
func (s Supporter) Summary(today dates.Date) string {
	may := s.MayKnow(today)
	switch {
	case len(may) > 0:
		return "May know: " + strings.ToLower(strings.Join(may, "; "))
	case len(s.Knows) > 0:
		return "May know nothing"
	}
	return "Not asked what they may know: tell them nothing"
}

const columns = `SELECT s.id, s.person_id, s.name, s.relation, s.phone, s.role, s.role_words, s.seen_on, s.carer, s.emergency, s.ended_on, s.by_name, s.version FROM supporters s`

func scan(sc db.Scanner) (s Supporter, err error) {
	err = sc.Scan(&s.ID, &s.PersonID, &s.Name, &s.Relation, &s.Phone, &s.Role, &s.RoleWords, &s.SeenOn, &s.Carer, &s.Emergency, &s.EndedOn, &s.ByName, &s.Version)
	return
}

// Around lists who is around a person whom the actor may see, those to be called
// in an emergency first, and who was.
func Around(r db.Reader, by access.Actor, personID string) (now, before []Supporter, err error) {
	all, err := db.List(r, scan, columns+` WHERE s.person_id = $1 AND `+access.PeopleSeenBy("s.person_id", "$2")+` ORDER BY s.emergency DESC, s.carer DESC, s.name, s.id LIMIT 100`, personID, by.AccountID)
	if err != nil {
		return nil, nil, err
	}
	said, err := knows(r, `IN (SELECT s.id FROM supporters s WHERE s.person_id = $1)`, personID)
	for _, s := range all {
		s.Knows = said[s.ID]
		if s.EndedOn.IsZero() {
			now = append(now, s)
		} else {
			before = append(before, s)
		}
	}
	return now, before, err
}

// The returns a supporter of a person whom the actor may see, or
// db.ErrNotFound.
func The(r db.Reader, by access.Actor, personID, id string) (Supporter, error) {
	s, err := db.One(r, scan, columns+` WHERE s.id = $1 AND s.person_id = $2 AND `+access.PeopleSeenBy("s.person_id", "$3"), id, personID, by.AccountID)
	if err != nil {
		return s, err
	}
	said, err := knows(r, `= $1`, s.ID)
	s.Knows = said[s.ID]
	return s, err
}

// knows is the latest word on each topic by supporter, in the order of the
// topics, for those whose id meets a condition on $1.
func knows(r db.Reader, condition, arg string) (map[string][]Word, error) {
	type said struct {
		supporter string
		Word
	}
	all, err := db.List(r, func(s db.Scanner) (w said, err error) {
		err = s.Scan(&w.supporter, &w.Topic, &w.May, &w.How, &w.SaidOn, &w.Until, &w.ByName, db.At(&w.At))
		return
	}, `SELECT supporter_id, topic, may, how, said_on, until, by_name, recorded_at FROM supporter_knows WHERE supporter_id `+condition+` ORDER BY recorded_at DESC, id DESC`, arg)
	latest := make(map[string][]Word)
	for _, topic := range vocabulary.KnowTopics {
		for _, w := range all {
			on := func(x Word) bool { return x.Topic == w.Topic }
			if w.Topic == topic.Code && !slices.ContainsFunc(latest[w.supporter], on) {
				latest[w.supporter] = append(latest[w.supporter], w.Word)
			}
		}
	}
	return latest, err
}

func (s *Supporter) tidy(today dates.Date) error {
	var bad db.Invalid
	for _, text := range []*string{&s.Name, &s.Relation, &s.Phone, &s.RoleWords} {
		*text = strings.TrimSpace(*text)
	}
	if s.Name == "" {
		bad.Add("name", "Enter their name")
	}
	if s.Role == "" {
		s.Role = "family"
	}
	if !vocabulary.SupporterRoles.Has(s.Role) {
		bad.Add("role", "Choose what they are to the person")
	}
	if s.Phone != "" && len(people.PhoneKey(s.Phone)) < 10 {
		bad.Add("phone", "Enter a phone number with at least 10 digits, like 01632 960 001 or 07700 900 982")
	}
	if s.SeenOn.After(today) {
		bad.Add("seen_on", "The day on which you saw the document must be today or earlier")
	}
	for _, text := range []struct {
		field, value string
		most         int
	}{{"name", s.Name, 100}, {"relation", s.Relation, 100}, {"phone", s.Phone, 40}, {"role_words", s.RoleWords, 300}} {
		if len([]rune(text.value)) > text.most {
			bad.Add(text.field, "This is too long. Use fewer words")
		}
	}
	return bad.Err()
}

// Add writes down somebody around a person whom the actor may see, and returns
// the id.
func Add(ctx context.Context, d *db.DB, by access.Actor, key once.Key, s Supporter) (id string, err error) {
	err = d.Write(ctx, func(tx *db.Tx) error {
		id, _, err = once.Do(tx, key, func() (string, error) {
			if err := access.SeePerson(tx, by, s.PersonID); err != nil {
				return "", err
			}
			if err := s.tidy(dates.Of(tx.Now())); err != nil {
				return "", err
			}
			id := tx.NewID()
			if _, err := tx.Exec(`INSERT INTO supporters (id, person_id, name, relation, phone, role, role_words, seen_on, carer, emergency, by_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
				id, s.PersonID, s.Name, s.Relation, s.Phone, s.Role, s.RoleWords, s.SeenOn, s.Carer, s.Emergency, by.Name); err != nil {
				return "", err
			}
			return id, audit.Change(tx, by.Audit(), "supporter.added", s.PersonID, "supporter", id)
		})
		return err
	})
	return id, err
}

// Change keeps what is written of a supporter; db.ErrConflict if somebody saved
// first.
func Change(ctx context.Context, d *db.DB, by access.Actor, key once.Key, s Supporter) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		now, err := The(tx, by, s.PersonID, s.ID)
		if err != nil {
			return err
		}
		if now.Version != s.Version || !now.EndedOn.IsZero() {
			return db.ErrConflict
		}
		if err := s.tidy(dates.Of(tx.Now())); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE supporters SET name = $2, relation = $3, phone = $4, role = $5, role_words = $6, seen_on = $7, carer = $8, emergency = $9, version = version + 1 WHERE id = $1`,
			s.ID, s.Name, s.Relation, s.Phone, s.Role, s.RoleWords, s.SeenOn, s.Carer, s.Emergency); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "supporter.changed", s.PersonID, "supporter", s.ID)
	})
}

// End says that somebody is not around the person any more. What they might
// know ends with it.
func End(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID, id string, version int) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		s, err := The(tx, by, personID, id)
		if err != nil {
			return err
		}
		if s.Version != version || !s.EndedOn.IsZero() {
			return db.ErrConflict
		}
		if _, err := tx.Exec(`UPDATE supporters SET ended_on = $2, version = version + 1 WHERE id = $1`, id, dates.Of(tx.Now())); err != nil {
			return err
		}
		return audit.Change(tx, by.Audit(), "supporter.ended", personID, "supporter", id)
	})
}

// Said is what the person says of somebody around them: the topics that they
// may know; all others they may not.
type Said struct {
	PersonID, ID string
	May          []string   // codes of vocabulary.KnowTopics
	How          string     // how the person said it
	Until        dates.Date // last day of a yes, zero for no end
}

// SayKnows keeps what somebody around a person may know. Every topic gets a
// word, so that a no is never taken for "not asked".
func SayKnows(ctx context.Context, d *db.DB, by access.Actor, key once.Key, s Said) error {
	return once.Act(ctx, d, key, func(tx *db.Tx) error {
		now, err := The(tx, by, s.PersonID, s.ID)
		if err != nil {
			return err
		}
		if !now.EndedOn.IsZero() {
			return db.ErrConflict
		}
		today := dates.Of(tx.Now())
		var bad db.Invalid
		how := strings.TrimSpace(s.How)
		if how == "" || len([]rune(how)) > 200 {
			bad.Add("how", "Say how they said it, like in person or by phone")
		}
		if !s.Until.IsZero() && s.Until.Before(today) {
			bad.Add("until", "The last day must be today or later")
		}
		may := make(map[string]bool)
		for _, code := range s.May {
			if !vocabulary.KnowTopics.Has(code) {
				bad.Add("may", "Choose from the list")
			}
			may[code] = true
		}
		if err := bad.Err(); err != nil {
			return err
		}
		for _, topic := range vocabulary.KnowTopics {
			if _, err := tx.Exec(`INSERT INTO supporter_knows (id, supporter_id, topic, may, how, said_on, until, by_name, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
				tx.NewID(), s.ID, topic.Code, may[topic.Code], how, today, s.Until, by.Name, tx.Now().UnixMilli()); err != nil {
				return err
			}
		}
		return audit.Change(tx, by.Audit(), "supporter.knows", s.PersonID, "supporter", s.ID)
	})
}
