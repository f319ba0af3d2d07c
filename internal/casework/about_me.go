package casework

import (
	"context"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/audit"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/vocabulary"
)

// Said is what a person said about one part of themselves.
type Said struct {
	Part   string // code of vocabulary.AboutMeParts
	Words  string // "" where it was taken back
	SaidOn dates.Date
	ByName string // who wrote it down
}

// AboutMe is what a person wants others to know: by part, latest first.
type AboutMe map[string][]Said

// Now is what holds of a part, "" for nothing.
func (a AboutMe) Now(part string) string {
	if len(a[part]) == 0 {
		return ""
	}
	return a[part][0].Words
}

// Before lists what was said of a part before.
func (a AboutMe) Before(part string) []Said {
	if len(a[part]) == 0 {
		return nil
	}
	return a[part][1:]
}

// Empty reports whether nothing holds of any part.
func (a AboutMe) Empty() bool {
	for part := range a {
		if a.Now(part) != "" {
			return false
		}
	}
	return true
}

// SayAboutMe stores the parts whose words differ from those that held; what was
// said before is kept. Parts that are not in words stay as they are.
func SayAboutMe(ctx context.Context, d *db.DB, by access.Actor, key once.Key, personID string, words map[string]string) error {
	return planAct(ctx, d, by, key, personID, func(tx *db.Tx, c Case) error {
		said, err := AboutOf(tx, personID)
		if err != nil {
			return err
		}
		if err := checkAbout(words); err != nil {
			return err
		}
		for _, part := range vocabulary.AboutMeParts {
			text, given := words[part.Code]
			text = strings.TrimSpace(text)
			if !given || text == said.Now(part.Code) {
				continue
			}
			if _, err := tx.Exec(`INSERT INTO about_me (id, person_id, part, words, said_on, by_id, by_name, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
				tx.NewID(), personID, part.Code, text, dates.Of(tx.Now()), by.AccountID, by.Name, tx.Now().UnixMilli()); err != nil {
				return err
			}
		}
		return audit.Change(tx, by.Audit(), "about-me.said", personID, "person", personID)
	})
}

func checkAbout(words map[string]string) error {
	var bad db.Invalid
	for part, text := range words {
		if len([]rune(text)) > 4000 {
			bad.Add("about_"+part, "Use 4,000 characters or fewer")
		}
	}
	return bad.Err()
}

// AboutOf reads what a person wants others to know. The caller has checked that
// its reader may see the person.
func AboutOf(r db.Reader, personID string) (AboutMe, error) {
	rows, err := db.List(r, func(s db.Scanner) (x Said, err error) {
		err = s.Scan(&x.Part, &x.Words, &x.SaidOn, &x.ByName)
		return
	}, `SELECT part, words, said_on, by_name FROM about_me WHERE person_id = $1 ORDER BY recorded_at DESC, id DESC`, personID)
	about := make(AboutMe)
	for _, x := range rows {
		about[x.Part] = append(about[x.Part], x)
	}
	return about, err
}
