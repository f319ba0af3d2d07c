package directory

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"linkwork/internal/db"
	"linkwork/internal/search"
)

// Synonyms is a group of words or short phrases for the same thing. A search
// for one of them finds the others too.
type Synonyms struct {
	ID    string   // of a group that comes with Linkwork: its first word
	Words []string // at least two
	Ours  bool     // comes with Linkwork and was not edited
}

const (
	mostAlike    = 40 // words in a group
	longestAlike = 40 // characters of one
)

// ListSynonyms returns the groups in use: those that come with Linkwork, as
// they were edited here, then the area's own in order of their words.
func ListSynonyms(r db.Reader) ([]Synonyms, error) {
	saved, err := savedSynonyms(r)
	if err != nil {
		return nil, err
	}
	var all []Synonyms
	for _, group := range search.Alike {
		words := wordsOf(group)
		edited, ok := saved[words[0]]
		delete(saved, words[0])
		if !ok {
			all = append(all, Synonyms{words[0], words, true})
		} else if len(edited) > 0 {
			all = append(all, Synonyms{words[0], edited, false})
		}
	}
	ours := len(all)
	for id, words := range saved {
		if len(words) > 0 {
			all = append(all, Synonyms{id, words, false})
		}
	}
	slices.SortFunc(all[ours:], func(a, b Synonyms) int { return slices.Compare(append(a.Words, a.ID), append(b.Words, b.ID)) })
	return all, nil
}

// SaveSynonyms writes a group and returns its id; a new one has none. The
// error is *db.Invalid for faulty words.
func SaveSynonyms(tx *db.Tx, group Synonyms) (id string, err error) {
	words, err := group.checked()
	if err != nil {
		return "", err
	}
	id = group.ID
	if id == "" {
		id = tx.NewID()
	}
	return id, writeSynonyms(tx, id, strings.Join(words, ", "))
}

// DeleteSynonyms takes a group away; one that comes with Linkwork is not used
// until it is saved again.
func DeleteSynonyms(tx *db.Tx, id string) error {
	if slices.ContainsFunc(search.Alike, func(group string) bool { return wordsOf(group)[0] == id }) {
		return writeSynonyms(tx, id, "")
	}
	n, err := tx.Exec(`DELETE FROM synonyms WHERE id = $1`, id)
	if err != nil {
		return err
	}
	if n == 0 {
		return db.ErrNotFound
	}
	return restamp(tx, stampSynonyms)
}

func writeSynonyms(tx *db.Tx, id, words string) error {
	_, err := tx.Exec(`INSERT INTO synonyms (id, words, changed_at) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET words = excluded.words, changed_at = excluded.changed_at`, id, words, db.Ms(tx.Now()))
	if err != nil {
		return err
	}
	return restamp(tx, stampSynonyms)
}

// checked returns the words without spaces round them and without repeats.
func (g Synonyms) checked() ([]string, error) {
	var words []string
	var faults db.Invalid
	for _, text := range g.Words {
		for _, word := range wordsOf(text) {
			if utf8.RuneCountInString(word) > longestAlike {
				faults.Add("words", "Use "+strconv.Itoa(longestAlike)+" characters or fewer for each word")
			}
			if len(search.Split(word)) > 0 && !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	switch {
	case len(words) < 2:
		faults.Add("words", "Enter two words or more, with commas between them")
	case len(words) > mostAlike:
		faults.Add("words", "Enter "+strconv.Itoa(mostAlike)+" words or fewer")
	}
	return words, faults.Err()
}

// wordsOf takes a group apart.
func wordsOf(group string) (words []string) {
	for word := range strings.SplitSeq(group, ",") {
		if word = strings.Join(strings.Fields(word), " "); word != "" {
			words = append(words, word)
		}
	}
	return words
}

func savedSynonyms(r db.Reader) (map[string][]string, error) {
	type row struct{ id, words string }
	rows, err := db.List(r, func(s db.Scanner) (g row, err error) {
		err = s.Scan(&g.id, &g.words)
		return g, err
	}, `SELECT id, words FROM synonyms`)
	saved := make(map[string][]string, len(rows))
	for _, g := range rows {
		saved[g.id] = wordsOf(g.words)
	}
	return saved, err
}

// synonymsInUse are the groups as the index takes them.
func synonymsInUse(r db.Reader) ([]string, error) {
	groups, err := ListSynonyms(r)
	all := make([]string, len(groups))
	for i, g := range groups {
		all[i] = strings.Join(g.Words, ", ")
	}
	return all, err
}
