package people

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"linkwork/internal/db"
)

// Fold brings a name to the form in which names are compared: no accents, no
// case, hyphens and apostrophes as nothing special, single spaces.
func Fold(text string) string {
	stripped, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), text)
	if err != nil {
		stripped = text
	}
	stripped = plainLetters.Replace(stripped)
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

// plainLetters are what people type for letters that do not come apart into a
// plain one and an accent. A change here needs a migration of name_key.
var plainLetters = strings.NewReplacer("ł", "l", "Ł", "l", "ø", "o", "Ø", "o", "đ", "d", "Đ", "d", "ð", "d", "Ð", "d", "ı", "i",
	"ß", "ss", "ẞ", "ss", "æ", "ae", "Æ", "ae", "œ", "oe", "Œ", "oe", "þ", "th", "Þ", "th")

func nameKey(d Details) string { return Fold(d.Family + " " + d.Given + " " + d.Called) }

// PhoneKey keeps the digits, with +44 and 0044 as 0.
func PhoneKey(phone string) string {
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

// WithPhone lists the people who have a phone number, by its PhoneKey. It is
// for an act with its own rule of access.
func WithPhone(r db.Reader, key string) ([]Person, error) {
	return db.List(r, scanPerson, personColumns+` WHERE p.phone_key = $1 AND p.phone_key <> '' AND p.merged_into IS NULL ORDER BY p.id LIMIT 10`, key)
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
		db.Null(d.NHSNumber), d.BirthDate, PhoneKey(d.Phone), Fold(d.Family+" "+d.Given)+"%")
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
	say(agreePhone, p.Phone != "" && d.Phone != "", PhoneKey(p.Phone) == PhoneKey(d.Phone))
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
