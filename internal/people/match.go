package people

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/vocabulary"
)

// Fold brings a name to the form in which names are compared: no accents, no
// case, hyphens and apostrophes as nothing special, single spaces.
func Fold(text string) string {
	stripped, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), text)
	if err != nil {
		stripped = text
	}
	folded := strings.Map(func(r rune) rune {
		switch {
		case r == '\'' || r == '’' || r == '.':
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, stripped)
	return strings.Join(strings.Fields(folded), " ")
}

func nameKey(d Details) string { return Fold(d.Family + " " + d.Given + " " + d.Called) }

// phoneKey keeps the digits, with +44 and 0044 as 0.
func phoneKey(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, phone)
	digits = strings.TrimPrefix(digits, "00")
	if rest, ok := strings.CutPrefix(digits, "44"); ok {
		digits = "0" + rest
	}
	return digits
}

// Match is somebody already known who may be the person referred, with the
// facts that agree, in words.
type Match struct {
	Person
	Agrees  []string // "NHS number", "Date of birth", …
	Differs []string
}

// Certain reports whether everything that identifies a person agrees: NHS
// number, date of birth and family name. Even then a human confirms.
func (m Match) Certain() bool {
	for _, fact := range []string{agreeNHS, agreeBirth, agreeName} {
		if !slices.Contains(m.Agrees, fact) {
			return false
		}
	}
	return true
}

const (
	agreeNHS   = "NHS number"
	agreeBirth = "Date of birth"
	agreeName  = "Name"
	agreePhone = "Phone"
)

// MayBeTheSame finds people in the whole area who may be the one described:
// the NHS number agrees, or two of name, date of birth and phone do. It is
// unscoped because a double made to protect a scope would harm the person; it
// is for the page on which a referral is decided, which audits the look.
func MayBeTheSame(r db.Reader, d Details) ([]Match, error) {
	candidates, err := db.List(r, scanPerson, personColumns+` WHERE p.merged_into IS NULL AND (
		p.nhs_number = $1 OR p.birth_date = $2 OR (p.phone_key = $3 AND $3 <> '') OR p.name_key LIKE $4) ORDER BY p.created_at LIMIT 500`,
		db.Null(d.NHSNumber), d.BirthDate, phoneKey(d.Phone), Fold(d.Family+" "+d.Given)+"%")
	if err != nil {
		return nil, err
	}
	var matches []Match
	for _, p := range candidates {
		if m := compare(p, d); len(m.Agrees) >= 2 || len(m.Agrees) == 1 && m.Agrees[0] == agreeNHS {
			matches = append(matches, m)
		}
	}
	return matches, nil
}

func compare(p Person, d Details) Match {
	m := Match{Person: p}
	say := func(fact string, known, same bool) {
		switch {
		case known && same:
			m.Agrees = append(m.Agrees, fact)
		case known:
			m.Differs = append(m.Differs, fact)
		}
	}
	say(agreeNHS, p.NHSNumber != "" && d.NHSNumber != "", p.NHSNumber == d.NHSNumber)
	say(agreeBirth, !p.BirthDate.IsZero() && !d.BirthDate.IsZero(), p.BirthDate == d.BirthDate)
	say(agreeName, true, Fold(p.Family) == Fold(d.Family) && firstNamesAgree(p.Details, d))
	say(agreePhone, p.Phone != "" && d.Phone != "", phoneKey(p.Phone) == phoneKey(d.Phone))
	return m
}

// firstNamesAgree holds for the same name, a shortening (Dee, Doreen only if
// recorded as "called") or the same initial with one name cut short.
func firstNamesAgree(p, d Details) bool {
	for _, a := range []string{Fold(p.Given), Fold(p.Called)} {
		for _, b := range []string{Fold(d.Given), Fold(d.Called)} {
			if a != "" && b != "" && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) {
				return true
			}
		}
	}
	return false
}

// Find searches the people whom the actor may see by part of a name in any
// spelling of accents, a date of birth (2026-11-23, 23/11/2026 or 23 November 2026) or an NHS
// number; at most limit rows, by name.
func Find(r db.Reader, by access.Actor, text string, limit int) ([]Person, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	condition, args := findBy(text)
	if condition == "" {
		return nil, nil
	}
	return db.List(r, scanPerson, personColumns+` WHERE p.merged_into IS NULL AND `+condition+` AND `+access.PeopleSeenBy("p.id", "$1")+
		` ORDER BY p.name_key, p.id LIMIT $2`, append([]any{by.AccountID, limit}, args...)...)
}

// findBy is the condition for what was typed, with arguments from $3 on; ""
// when there is nothing in it to search by.
func findBy(text string) (condition string, args []any) {
	if number, err := vocabulary.ParseNHSNumber(text); err == nil {
		return `p.nhs_number = $3`, []any{number}
	}
	if parts := strings.Split(text, "/"); len(parts) == 3 {
		if d, err := dates.ParseBoxes(parts[0], parts[1], parts[2]); err == nil && !d.IsZero() {
			return `p.birth_date = $3`, []any{d}
		}
	}
	if parts := strings.Fields(text); len(parts) == 3 {
		if d, err := dates.ParseBoxes(parts[0], parts[1], parts[2]); err == nil && !d.IsZero() {
			return `p.birth_date = $3`, []any{d}
		}
	}
	if d, err := dates.Parse(text); err == nil && !d.IsZero() {
		return `p.birth_date = $3`, []any{d}
	}
	return findByName(text)
}

// findByName wants every word to begin some part of the name, in any order.
func findByName(text string) (condition string, args []any) {
	words := strings.Fields(Fold(text))
	if len(words) > 6 {
		words = words[:6]
	}
	var all []string
	for i, word := range words {
		all = append(all, `' ' || p.name_key LIKE $`+strconv.Itoa(i+3))
		args = append(args, "% "+word+"%")
	}
	return strings.Join(all, " AND "), args
}
