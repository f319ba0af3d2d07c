package find

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"linkwork/internal/connections"
	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/places"
	"linkwork/internal/publicdirectory"
	sentence "linkwork/internal/search"
	"linkwork/internal/teams"
	"linkwork/internal/web/chart"
	"linkwork/internal/web/listing"
	"linkwork/internal/web/visit"
)

const (
	pageSize = 20
	maxWords = 200 // characters of a search
	maxAge   = 130

	mostMiles = 100 // that somebody can ask for
)

// search is a search as it was asked for and what it found.
type search struct {
	Fields   visit.Fields
	PersonID string // "" when nobody is meant
	Called   string // what the person likes to be called
	Wider    bool   // no service has the words and helps with the needs: these have the words
	Public   bool   // anybody asks, of what is published
	Query    directory.Query
	Notes    []sentence.Note // what of the words was taken for a filter
	Outcode  string          // where distances are counted from, "" for nowhere
	From     string          // what distances are counted from, in words: "the middle of QX3"
	Notice   string          // what the licence of its position asks to be said
	Unplaced string          // an outcode that nobody knows the place of
	Page     int
	Result   directory.Result
	Went     map[string]connections.Went // how it went for others, by service
	Next     map[string]directory.Occurrence
	Map      chart.Map
	Favoured []string          // services that the reader goes back to, by id
	Listed   []string          // services on the person's shortlist, by id
	SoFar    map[string]string // what became of the person and services so far, by id
	Added    string            // the service that was just put on the shortlist
	Kept     string            // code under which the search of a person is kept; "" for what is filled in by itself
	Now      time.Time

	home   string   // the person's own place, as the form has it
	ownAge int      // the person's age in years
	known  []string // codes of what the person needs
}

// read turns the raw fields into a query. *db.Invalid names what is wrong.
func (s *search) read(r db.Reader, f visit.Fields) error {
	var bad db.Invalid
	s.Fields, s.Now = f, r.Now()
	if tooLong(f.Text("words")) {
		bad.Add("words", "Use "+strconv.Itoa(maxWords)+" characters or fewer")
		return bad.Err() // nothing that long is taken apart
	}
	u := s.understand()
	q := directory.Query{Language: f.Text("language"), Needs: readNeeds(f), Facets: true}
	if q.Age = f.Number("age"); q.Age < 0 || q.Age > maxAge {
		bad.Add("age", "Enter an age in years, like 45")
	}
	q.AgeFirst = q.Age != s.ownAge
	s.readOnly(&q)
	if err := s.readPlace(r, f, &q, &bad); err != nil {
		return err
	}
	s.apply(u, &q)
	s.Query, s.Page = q, max(f.Number("page"), 1)
	return bad.Err()
}

func tooLong(words string) bool { return utf8.RuneCountInString(words) > maxWords }

// readPlace finds where distances are counted from. A distance without a place
// to count from narrows nothing.
func (s *search) readPlace(r db.Reader, f visit.Fields, q *directory.Query, bad *db.Invalid) error {
	text := f.Text("outcode")
	if text == "" {
		return nil
	}
	outcode, err := places.ParseOutcode(text)
	if err != nil {
		bad.Add("outcode", err.Error())
		return nil
	}
	f.Set("outcode", outcode)
	if s.PersonID == "" { // a whole postcode would stand in the address
		text = outcode
	}
	at, err := places.Locate(r, text)
	if errors.Is(err, places.ErrUnknown) {
		s.Unplaced = outcode
		return nil
	}
	if err != nil {
		return err
	}
	if at.Postcode != "" {
		f.Set("outcode", at.Postcode)
	}
	s.Outcode, s.From, q.From, q.Miles = outcode, at.From(), at.Point, s.miles()
	s.Notice, err = notice(r, at)
	return err
}

// miles is how far somebody would go; 0 is any distance.
func (s *search) miles() float64 {
	if miles := s.Fields.Number("miles"); miles <= mostMiles {
		return float64(max(miles, 0))
	}
	return 0
}

// notice is what the licence of the postcodes asks to be said where they are
// used; "" where none are loaded.
func notice(r db.Reader, at places.Located) (string, error) {
	if at.MadeUp() {
		return "", nil
	}
	file, err := places.PostcodesFrom(r)
	if errors.Is(err, db.ErrNotFound) {
		return "", nil
	}
	return file.Notice(), err
}

// withTiles lets a page show the pictures under its map, where the area has named
// a server for them.
func withTiles(view visit.View, m chart.Map) visit.View {
	view.Images = teams.MapTiles{Address: m.Tiles}.Origin()
	return view
}

// shelf is what is searched in: the directory, or what is published of it.
type shelf interface {
	Search(s *db.Snapshot, q directory.Query, p directory.Page) (directory.Result, error)
}

func (s *search) nextTimes() func(r db.Reader, ids []string, now time.Time, at sentence.Times) (map[string]directory.Occurrence, error) {
	if s.Public {
		return publicdirectory.NextTimes
	}
	return directory.NextTimes
}

// run searches. A page after the last is the last.
func (s *search) run(r *db.Snapshot, in shelf) (err error) {
	if s.Fields.Is("list", "favourites") {
		err = s.favourites(r)
	} else {
		err = s.look(r, in)
	}
	if err == nil && s.Page > s.lastPage() {
		s.Page = s.lastPage()
		s.Result, err = in.Search(r, s.Query, directory.Page{Number: s.Page, Size: pageSize})
	}
	if err != nil {
		return err
	}
	var ids []string
	for _, hit := range s.Result.Hits {
		ids = append(ids, hit.Service.ID)
	}
	if s.Next, err = s.nextTimes()(r, ids, s.Now, s.Query.Times); err != nil {
		return err
	}
	if !s.Public {
		if s.Went, err = connections.HowItWent(r, ids); err != nil {
			return err
		}
	}
	s.Map, err = listing.MapOf(r, s.cards(), s.Query.From, s.Outcode)
	return err
}

// cards are the results of this page, numbered through the list.
func (s *search) cards() []listing.Card {
	cards := make([]listing.Card, len(s.Result.Hits))
	for i, hit := range s.Result.Hits {
		cards[i] = listing.Card{Hit: hit, Number: (s.Page-1)*pageSize + i + 1, Outcode: s.Outcode,
			Next: s.Next[hit.Service.ID], SoFar: s.SoFar[hit.Service.ID], Now: s.Now, Public: s.Public}
		cards[i].Href = s.serviceHref(cards[i])
		if went, known := s.Went[hit.Service.ID]; known {
			cards[i].Went = went.Words()
		}
	}
	return cards
}

// look searches. What a person needs is filled in by itself, and what is typed is
// meant: where no service has both, it looks for what was typed.
func (s *search) look(r *db.Snapshot, in shelf) (err error) {
	page := directory.Page{Number: s.Page, Size: pageSize}
	s.Result, err = in.Search(r, s.Query, page)
	if err != nil || s.Result.Total > 0 || len(s.Query.Needs) == 0 || s.Fields.Text("words") == "" {
		return err
	}
	wider := s.Query
	wider.Needs = nil
	found, err := in.Search(r, wider, page)
	if err == nil && found.Total > 0 {
		s.Query, s.Result, s.Wider = wider, found, true
	}
	return err
}

// favourites are the reader's, whatever else is asked for.
func (s *search) favourites(r db.Reader) (err error) {
	s.Page = 1
	s.Result.Hits, err = directory.These(r, s.Favoured, s.Query)
	s.Result.Total = len(s.Result.Hits)
	return err
}

// lastPage is the number of the last page. Favourites stand on one.
func (s *search) lastPage() int {
	if s.onlyFavourites() {
		return 1
	}
	return max((s.Result.Total+pageSize-1)/pageSize, 1)
}

// onlyFavourites says whether the list is of favourites only.
func (s *search) onlyFavourites() bool { return s.Fields.Is("list", "favourites") }

// with returns the fields of the same search with one of them changed, for a
// link or for a form that goes on with it.
func (s *search) with(name, value string) url.Values {
	kept := url.Values{}
	for _, field := range []string{"words", "needs", "kinds", "outcode", "miles", "age", "language", "only", "days", "times", "leave", "list", "said"} {
		for _, v := range s.Fields.All(field) {
			if v != "" {
				kept.Add(field, v)
			}
		}
	}
	kept.Del(name)
	if value != "" {
		kept.Set(name, value)
	}
	return kept
}

// showing says which part of the list is on the page.
func (s *search) showing() string {
	if s.Result.Total == 0 {
		return "No service found"
	}
	from := (s.Page-1)*pageSize + 1
	return "Showing " + strconv.Itoa(from) + " to " + strconv.Itoa(from+len(s.Result.Hits)-1) + " of " + dates.Count(s.Result.Total, "service", "services")
}

// order says how the list is sorted.
func (s *search) order() string {
	q := s.Query
	filtered := q.Language != "" || q.Times != 0 || q.AgeFirst || q.PreferFree || len(s.Fields.All("only")) > 0
	asked := q.Words != "" || len(q.Needs) > 0 || filtered
	known := ""
	if filtered {
		known = " What is known to be as you asked comes before what does not say."
	}
	switch {
	case s.onlyFavourites():
		return "Your favourites, in order of their names."
	case asked && s.Outcode != "":
		return "Best fit first, then nearest to " + s.Outcode + "." + known
	case asked:
		return "Best fit first." + known
	case s.Outcode != "":
		return "Nearest to " + s.Outcode + " first."
	}
	return "In order of their names."
}

// corrected says which words were taken for others.
func (s *search) corrected() string {
	var said []string
	for asked, taken := range s.Result.Corrected {
		said = append(said, "“"+taken+"” instead of “"+asked+"”")
	}
	slices.Sort(said)
	return strings.Join(said, ", ")
}
