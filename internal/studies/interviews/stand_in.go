package interviews

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/db/once"
	"linkwork/internal/studies"
)

// StandIn is a name, and what stands in its place.
type StandIn struct {
	ID      string
	Name    string // as it was said
	StandIn string // "[the practice]", "[Dee]"
	AddedBy string
}

// Register is the register of a study, for those who meet people, by name.
func Register(r db.Reader, s studies.Seat) ([]StandIn, error) {
	if !s.Has(studies.Meet) {
		return nil, db.ErrNotFound
	}
	return db.List(r, func(row db.Scanner) (x StandIn, err error) {
		err = row.Scan(&x.ID, &x.Name, &x.StandIn, &x.AddedBy)
		return
	}, `SELECT id, name, stand_in, added_by FROM study_stand_ins WHERE study_id = $1 ORDER BY lower(name), id`, s.Study.ID)
}

// AddStandIn puts a name on the register. *db.Invalid with the fields "said" or
// "stand_in".
func AddStandIn(ctx context.Context, d *db.DB, by access.Actor, key once.Key, studyID string, x StandIn) error {
	_, err := studies.Act(ctx, d, by, key, studyID, studies.Meet, "stand-in.added", func(tx *db.Tx, s studies.Seat) (string, error) {
		x := x
		var bad db.Invalid
		bad.Trim("said", &x.Name, 100, "Enter the name as it was said")
		bad.Trim("stand_in", &x.StandIn, 100, "Enter what stands in its place, like [the practice]")
		if x.Name != "" && strings.Contains(strings.ToLower(x.StandIn), strings.ToLower(x.Name)) {
			bad.Add("stand_in", "What stands in its place must not hold the name")
		}
		all, err := Register(tx, s)
		if err != nil {
			return "", err
		}
		if slices.ContainsFunc(all, func(o StandIn) bool { return strings.EqualFold(o.Name, x.Name) }) {
			bad.Add("said", "This name is on the register already")
		}
		if err := bad.Err(); err != nil {
			return "", err
		}
		id := tx.NewID()
		_, err = tx.Exec(`INSERT INTO study_stand_ins (id, study_id, name, stand_in, added_by) VALUES ($1, $2, $3, $4, $5)`, id, studyID, x.Name, x.StandIn, by.Name)
		return id, err
	})
	return err
}

// Replace puts what stands in their place where names are, whole words in whatever
// letters, longer names first, so that "Mill Lane Practice" goes before "Mill". It
// returns how often each was found.
func Replace(turns []Turn, register []StandIn) (replaced []Turn, found map[string]int) {
	names := slices.Clone(register)
	slices.SortStableFunc(names, func(a, b StandIn) int { return cmp.Compare(len(b.Name), len(a.Name)) })
	found = make(map[string]int)
	if len(names) == 0 {
		return slices.Clone(turns), found
	}
	alternatives, place := make([]string, len(names)), make(map[string]StandIn)
	for i, x := range names {
		alternatives[i] = regexp.QuoteMeta(x.Name)
		place[strings.ToLower(x.Name)] = x
	}
	any := regexp.MustCompile(`(?i)` + strings.Join(alternatives, "|"))
	swap := func(text string) string {
		var b strings.Builder
		done := 0
		for _, m := range any.FindAllStringIndex(text, -1) {
			x, known := place[strings.ToLower(text[m[0]:m[1]])]
			if !known || !wholeWord(text, m[0], m[1]) {
				continue
			}
			b.WriteString(text[done:m[0]] + x.StandIn)
			done = m[1]
			found[x.Name]++
		}
		return b.String() + text[done:]
	}
	for _, t := range turns {
		replaced = append(replaced, Turn{swap(t.Who), swap(t.Said)})
	}
	return replaced, found
}

// wholeWord reports whether neither a letter nor a digit stands around a piece of text.
func wholeWord(text string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:from])
	after, _ := utf8.DecodeRuneInString(text[to:])
	return !inWord(before) && !inWord(after)
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
