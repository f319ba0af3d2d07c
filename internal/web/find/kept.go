package find

import (
	"crypto/rand"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"linkwork/internal/access"
	"linkwork/internal/db"
	"linkwork/internal/drafts"
	"linkwork/internal/web/visit"
)

// A search for a person is posted, kept with whoever asked, and shown at an
// address with a code that says nothing: going back to it and loading it again
// work like on any page, and what is looked for stands in no address.

// keptSearches is to how many searches for one person somebody can go back.
const keptSearches = 10

func keptUnder(personID, code string) string { return "find-" + personID + "-" + code }

// keepSearch keeps a search for its asker and returns its code.
func keepSearch(v *visit.Visit, personID string, fields url.Values) (code string, err error) {
	code = strings.ToLower(rand.Text()[:12])
	err = v.House.DB.Write(v.Context(), func(tx *db.Tx) error {
		if err := access.SeePerson(tx, v.Actor, personID); err != nil {
			return err
		}
		if err := drafts.Save(tx, v.Actor.AccountID, keptUnder(personID, code), fields); err != nil {
			return err
		}
		return drafts.KeepLatest(tx, v.Actor.AccountID, keptUnder(personID, ""), keptSearches)
	})
	return code, err
}

// keptSearch is a search that the reader asked before; no fields when it is
// gone, or somebody else's.
func keptSearch(r db.Reader, v *visit.Visit, personID, code string) (url.Values, error) {
	draft, err := drafts.Load(r, v.Actor.AccountID, keptUnder(personID, code))
	if visit.IsGone(err) {
		return nil, nil
	}
	return draft.Fields, err
}

// results say where somebody was in the results for a person: in which search,
// on which page, at which card. All of it may stand in an address.
type results struct {
	Search string // its code; "" for what is filled in by itself
	Page   int
	Card   string // "result-3"
}

// foundID is where the results begin on their page.
const foundID = "found"

var (
	searchCode = regexp.MustCompile(`^[a-z0-9]{1,20}$`)
	cardID     = regexp.MustCompile(`^result-[0-9]{1,6}$`)
)

// resultsIn reads where somebody was from the fields of a page.
func resultsIn(f visit.Fields) (at results) {
	if code := f.Get("search"); searchCode.MatchString(code) {
		at.Search = code
	}
	at.Page = max(f.Number("page"), 1)
	if card := f.Get("at"); cardID.MatchString(card) {
		at.Card = card
	}
	return at
}

// fields are what leads back to the results.
func (at results) fields() url.Values {
	f := url.Values{}
	if at.Search != "" {
		f.Set("search", at.Search)
	}
	if at.Page > 1 {
		f.Set("page", strconv.Itoa(at.Page))
	}
	return f
}

// onwards are the fields for a page that is to lead back to the card.
func (at results) onwards() url.Values {
	f := at.fields()
	if at.Card != "" {
		f.Set("at", at.Card)
	}
	return f
}

// href is the card in the results.
func (at results) href(personID string) string { return at.hrefWith(personID, at.fields()) }

// withAdded is the card in the results, which says that its service was just put
// aside.
func (at results) withAdded(personID, service string) string {
	f := at.fields()
	f.Set("added", service)
	return at.hrefWith(personID, f)
}

func (at results) hrefWith(personID string, f url.Values) string {
	address := "/people/" + personID + "/find" + query(f)
	if at.Card != "" {
		address += "#" + at.Card
	}
	return address
}

// query is the part of an address behind its path.
func query(f url.Values) string {
	if len(f) == 0 {
		return ""
	}
	return "?" + f.Encode()
}
