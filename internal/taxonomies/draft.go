package taxonomies

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"linkwork/internal/words"
)

// draft collects what files say before it is known how it fits together.
type draft struct {
	heads    []Taxonomy
	terms    []draftTerm
	problems []Problem
	more     int
	file     int  // which one is being read, from 1
	broken   bool // a file breaks off
}

// draftTerm is a term as its record says.
type draftTerm struct {
	Term
	file     int
	line     int
	taxonomy string // id, name or address of its taxonomy
	parent   string // id, code, address or name
	field    string // what the file calls the parent
}

func (d *draft) note(line int, id, field, reason string) {
	if len(d.problems) == maxProblems {
		d.more++
		return
	}
	d.problems = append(d.problems, Problem{d.file, line, id, field, reason})
}

// noteBroken notes that a file cannot be read further.
func (d *draft) noteBroken(line int, err error) {
	d.broken = true
	d.note(line, "", "", fmt.Sprintf("the file cannot be read further: %v", err))
}

// noteTerm notes what is wrong with a term after all files were read.
func (d *draft) noteTerm(t draftTerm, field, reason string) {
	d.file = t.file
	d.note(t.line, t.ID, field, reason)
}

// add takes a term, or notes why not. It returns ErrTooLarge when there are too
// many.
func (d *draft) add(t draftTerm) error {
	t.file = d.file
	t.tidy(d)
	if t.Name == "" {
		d.note(t.line, t.ID, "name", "the term has no name; left out")
		return nil
	}
	if len(d.terms) == MaxTerms {
		return ErrTooLarge
	}
	d.terms = append(d.terms, t)
	return nil
}

func (t *draftTerm) tidy(d *draft) {
	cut := func(field, text string, limit int) string {
		text = tidyText(text)
		if utf8.RuneCountInString(text) <= limit {
			return text
		}
		d.note(t.line, firstOf(t.ID, t.URI), field, fmt.Sprintf("is longer than %d characters; cut", limit))
		return strings.TrimSpace(string([]rune(text)[:limit]))
	}
	t.ID, t.Code, t.URI = cut("id", t.ID, maxName), cut("code", t.Code, maxName), cut("uri", t.URI, maxName)
	t.Name, t.Description = cut("name", t.Name, maxName), cut("description", t.Description, maxText)
	t.taxonomy, t.parent = cut("taxonomy", t.taxonomy, maxName), cut(t.field, t.parent, maxName)
	t.AlternateNames = t.otherNames(d, cut)
}

// otherNames drops empty names and repeats.
func (t *draftTerm) otherNames(d *draft, cut func(field, text string, limit int) string) (names []string) {
	seen := map[string]bool{words.Fold(t.Name): true}
	for _, name := range t.AlternateNames {
		name = cut("other names", name, maxName)
		if folded := words.Fold(name); folded == "" || seen[folded] {
			continue
		} else if len(names) == maxOthers {
			d.note(t.line, t.ID, "other names", fmt.Sprintf("has more than %d other names; the first are kept", maxOthers))
			break
		} else {
			seen[folded] = true
		}
		names = append(names, name)
	}
	return names
}

// tidyText trims a text, makes one space of many and drops control characters.
func tidyText(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
	return strings.Join(strings.Fields(text), " ")
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
