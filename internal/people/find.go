package people

import (
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/vocabulary"
)

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
	return db.List(r, scanPerson, personColumns+` WHERE p.id IN (`+access.PeopleNear("$1")+`) AND p.merged_into IS NULL AND `+condition+` AND `+access.PeopleSeenBy("p.id", "$1")+
		` ORDER BY p.name_key, p.id LIMIT $2`, append([]any{by.AccountID, limit}, args...)...)
}

// Exactly lists the people in the care of a team in which the actor works who
// have an NHS number, or a last name and date of birth, whether or not the
// actor may see them. It is for opening a record in an emergency.
func Exactly(r db.Reader, by access.Actor, nhsNumber, family string, born dates.Date) ([]Person, error) {
	all, err := db.List(r, scanPerson, personColumns+` WHERE p.merged_into IS NULL AND (p.nhs_number = $2 OR p.birth_date = $3) AND `+access.InCareOfTeam("p.id", "$1")+
		` ORDER BY p.id LIMIT 200`, by.AccountID, db.Null(nhsNumber), born)
	return slices.DeleteFunc(all, func(p Person) bool {
		return (nhsNumber == "" || p.NHSNumber != nhsNumber) && (born.IsZero() || p.BirthDate != born || Fold(p.Family) != Fold(family))
	}), err
}

// Identified lists the people who were born on a day and have an NHS number, or a last
// name: in the care of a team in which the actor works, or registered with the practice
// for which they work. Restricted records are not among them. It is for whoever has to
// tell that there is a record and sees none: nothing of the record may leave.
func Identified(r db.Reader, by access.Actor, nhsNumber, family string, born dates.Date) ([]Person, error) {
	all, err := db.List(r, scanPerson, personColumns+` WHERE p.merged_into IS NULL AND p.birth_date = $2 AND (p.practice_id = $3 OR `+access.InCareOfTeam("p.id", "$1")+`)
		AND NOT `+access.Restricted("p.id")+` ORDER BY p.id LIMIT 200`, by.AccountID, born, db.Null(by.PracticeID()))
	return slices.DeleteFunc(all, func(p Person) bool {
		return (nhsNumber == "" || p.NHSNumber != nhsNumber) && (family == "" || Fold(p.Family) != Fold(family))
	}), err
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

// findByName wants every word to begin some part of the name, in any order. A
// word may also be one that the name has in two ("mcdonald" for Mc Donald, at
// the beginning of the family name), or be part of one that the name has whole
// ("mc donald" for McDonald).
func findByName(text string) (condition string, args []any) {
	words := strings.Fields(Fold(text))
	if len(words) > 6 {
		words = words[:6]
	}
	var all []string
	begins := func(word string) string {
		args = append(args, "% "+word+"%")
		return `' ' || p.name_key LIKE $` + strconv.Itoa(len(args)+2)
	}
	for i, word := range words {
		any := []string{begins(word)}
		args = append(args, word+"%")
		any = append(any, `replace(p.name_key, ' ', '') LIKE $`+strconv.Itoa(len(args)+2))
		if i > 0 {
			any = append(any, begins(words[i-1]+word))
		}
		if i < len(words)-1 {
			any = append(any, begins(word+words[i+1]))
		}
		all = append(all, "("+strings.Join(any, " OR ")+")")
	}
	return strings.Join(all, " AND "), args
}

// SortName is SQL for the name by which the person in a column is sorted.
func SortName(column string) string {
	return `(SELECT p.name_key FROM people p WHERE p.id = ` + column + `)`
}

// PracticeOf is SQL for the practice with which the person in a column is
// registered.
func PracticeOf(column string) string {
	return `(SELECT p.practice_id FROM people p WHERE p.id = ` + column + `)`
}

// RegisteredAt is the SQL condition that the person in a column is registered
// with the practice in a parameter.
func RegisteredAt(column, practice string) string {
	return `EXISTS (SELECT 1 FROM people p WHERE p.id = ` + column + ` AND p.practice_id = ` + practice + `)`
}
