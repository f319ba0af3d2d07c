package casework

import (
	"slices"
	"strconv"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/people"
	"linkwork/internal/vocabulary"
)

// ContactKind is a sort of contact that a list can be narrowed to.
type ContactKind string

// The kinds of contact.
const (
	AnyContact ContactKind = ""
	Talks      ContactKind = "talks"    // conversations
	CheckIns   ContactKind = "check-in" // holding
	Written    ContactKind = "written"  // texts, emails and letters
	TriesOnly  ContactKind = "tries"
)

// ContactKinds lists the kinds in the order in which filters offer them.
var ContactKinds = []ContactKind{AnyContact, Talks, CheckIns, Written, TriesOnly}

// Words says the kind on a filter.
func (k ContactKind) Words() string {
	return map[ContactKind]string{AnyContact: "All", Talks: "Conversations", CheckIns: "Holding check-ins", Written: "Texts, emails and letters", TriesOnly: "Tries without an answer"}[k]
}

func (k ContactKind) condition() string {
	switch k {
	case Talks:
		return `ct.outcome = 'spoke' AND ct.means NOT IN ('text', 'email', 'letter')`
	case CheckIns:
		return `(ct.purpose LIKE 'holding-%' OR ct.also_for LIKE '%holding-%')`
	case Written:
		return `ct.outcome = 'spoke' AND ct.means IN ('text', 'email', 'letter')`
	case TriesOnly:
		return `ct.outcome <> 'spoke'`
	}
	return `TRUE`
}

// ContactFilter narrows a list of contacts. What makes no sense narrows
// nothing. The zero value is all of them.
type ContactFilter struct {
	Kind ContactKind
	Need string // code of vocabulary.Needs that was touched
	ByID string // account that recorded
}

// Set reports whether anything is narrowed.
func (f ContactFilter) Set() bool { return f != ContactFilter{} }

// where is the condition of the filter for a person in $1.
func (f ContactFilter) where(personID string) (condition string, args []any) {
	condition, args = `ct.person_id = $1 AND `+f.Kind.condition(), []any{personID}
	also := func(more string, value any) {
		args = append(args, value)
		condition += " AND " + strings.ReplaceAll(more, "$", "$"+strconv.Itoa(len(args)))
	}
	if vocabulary.Needs.Has(f.Need) {
		also(`' ' || ct.needs || ' ' LIKE $`, "% "+f.Need+" %")
	}
	if f.ByID != "" {
		also(`ct.by_id = $`, f.ByID)
	}
	return condition, args
}

// ContactsPage is one page of a person's contacts, newest first.
type ContactsPage struct {
	Contacts []Contact
	Total    int    // of the same list, from the same snapshot
	Next     string // cursor of the page after this, "" at the end
}

// Contacts reads a page of all contacts: see BrowseContacts.
func Contacts(r db.Reader, by access.Actor, personID, cursor string, size int) (ContactsPage, error) {
	return BrowseContacts(r, by, personID, ContactFilter{}, cursor, size)
}

// BrowseContacts reads a page of at most size contacts of a person whom the
// actor may see, as far as the filter lets them through. The cursor is the Next
// of the page before, "" for the first; a cursor that makes no sense starts
// from the first.
func BrowseContacts(r db.Reader, by access.Actor, personID string, f ContactFilter, cursor string, size int) (ContactsPage, error) {
	if err := access.SeePerson(r, by, personID); err != nil {
		return ContactsPage{}, err
	}
	condition, args := f.where(personID)
	rows, err := contactsBefore(r, condition, args, cursor, size+1)
	if err != nil {
		return ContactsPage{}, err
	}
	page := ContactsPage{Contacts: rows}
	if len(rows) > size {
		page.Contacts = rows[:size]
		last := rows[size-1]
		page.Next = last.Day.String() + "_" + last.ID
	}
	if err := withHistory(r, page.Contacts); err != nil {
		return ContactsPage{}, err
	}
	page.Total, err = db.One(r, func(s db.Scanner) (n int, err error) {
		err = s.Scan(&n)
		return
	}, `SELECT count(*) FROM contacts ct WHERE `+condition, args...)
	return page, err
}

func contactsBefore(r db.Reader, condition string, args []any, cursor string, limit int) ([]Contact, error) {
	day, id, _ := strings.Cut(cursor, "_")
	if _, err := dates.Parse(day); err != nil || day == "" {
		day, id = "9999-12-31", "~"
	}
	n := len(args)
	mark := func(i int) string { return "$" + strconv.Itoa(n+i) }
	return db.List(r, scanContact, contactColumns+` WHERE `+condition+` AND (ct.day, ct.id) < (`+mark(1)+`, `+mark(2)+`)
		ORDER BY ct.day DESC, ct.id DESC LIMIT `+mark(3), append(args[:n:n], day, id, limit)...)
}

// NeedsTouched lists the codes of needs that any contact of a person touched, by
// code. The caller has checked that its reader may see the person.
func NeedsTouched(r db.Reader, personID string) ([]string, error) {
	lists, err := db.List(r, func(s db.Scanner) (needs string, err error) {
		err = s.Scan(&needs)
		return
	}, `SELECT DISTINCT ct.needs FROM contacts ct WHERE ct.person_id = $1 AND ct.needs <> ''`, personID)
	codes := strings.Fields(strings.Join(lists, " "))
	slices.Sort(codes)
	return slices.Compact(codes), err
}

// FindContacts lists the contacts of a person whom the actor may see in whose
// words every word of the text stands, in any spelling of accents and case,
// newest first, at most limit. No words find nothing.
func FindContacts(r db.Reader, by access.Actor, personID, text string, limit int) (found []Contact, err error) {
	if err := access.SeePerson(r, by, personID); err != nil {
		return nil, err
	}
	words := strings.Fields(people.Fold(text))
	if len(words) == 0 {
		return nil, nil
	}
	condition, args := ContactFilter{}.where(personID)
	for cursor := ""; len(found) < limit; {
		rows, err := contactsBefore(r, condition, args, cursor, 500)
		if err != nil || len(rows) == 0 {
			return found, err
		}
		for _, c := range rows {
			if len(found) < limit && containsAll(people.Fold(c.Words+" "+c.AboutOthers+" "+c.PresentWords+" "+c.Place), words) {
				found = append(found, c)
			}
		}
		last := rows[len(rows)-1]
		cursor = last.Day.String() + "_" + last.ID
	}
	return found, nil
}

func containsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
