package directory

import (
	"slices"
	"strings"
	"sync"

	"linkwork/internal/db"
	"linkwork/internal/search"
	"linkwork/internal/taxonomies"
)

// Directory searches. One is shared by the whole process; the zero value is
// ready. It keeps an index of the last states of the directory it has seen.
type Directory struct {
	mu     sync.Mutex
	states []state // oldest first
}

// New returns a Directory.
func New() *Directory { return &Directory{} }

// Prepare builds the index, so that the first search does not have to. The
// program may call it in the background when it starts.
func (d *Directory) Prepare(s *db.Snapshot) error {
	_, err := d.current(s)
	return err
}

// Search returns one page of the services that fit a query, best fit first,
// then nearest. Total, facets and pages come from the same set. The answer is
// that of the snapshot: what others write meanwhile is not mixed in.
func (d *Directory) Search(s *db.Snapshot, q Query, p Page) (Result, error) {
	index, err := d.current(s)
	if err != nil {
		return Result{}, err
	}
	asked := q.Asked()
	asked.Now = s.Now()
	asked.Offset, asked.Limit = p.Part()
	found := index.Search(asked)
	result := Result{Total: found.Total, AnyWord: found.AnyWord, Corrected: found.Corrected, Further: found.Further, Facets: found.Facets, Broader: q.broader()}
	result.Hits, err = dress(s, found.Hits, q)
	return result, err
}

// broader are the needs above the kinds of help that were asked for.
func (q Query) broader() (above []string) {
	for _, code := range q.Needs {
		if broader := Broader(code); broader != "" && !slices.Contains(q.Needs, broader) && !slices.Contains(above, broader) {
			above = append(above, broader)
		}
	}
	return above
}

// kinds are the kinds of help under the needs that were asked for, and beside
// those that were: the boxes count them.
func (q Query) kinds() (codes []string) {
	for _, code := range q.Needs {
		if broader := Broader(code); broader != "" {
			code = broader
		}
		for _, kind := range taxonomies.Own.Children(taxonomies.OwnID(code)) {
			if !slices.Contains(codes, kind.Code) {
				codes = append(codes, kind.Code)
			}
		}
	}
	return codes
}

// Asked is the query as an index takes it, but for the moment and the page.
func (q Query) Asked() search.Query {
	asked := search.Query{
		Words: q.Words, Needs: q.Needs, From: q.From, Miles: q.Miles, OnlineToo: q.OnlineToo, Times: q.Times,
		Age: q.Age, AgeFirst: q.AgeFirst, Language: q.Language, PreferFree: q.PreferFree, HasRoom: q.HasRoom, Facets: q.Facets,
	}
	if q.Facets {
		asked.Counted = q.kinds()
	}
	for _, topic := range q.Topics {
		asked.Terms = append(asked.Terms, search.Fold(strings.TrimSpace(topic)))
	}
	for question, wanted := range q.wants() {
		if wanted {
			asked.Answers[question] = search.Yes
		}
	}
	return asked
}

func (q Query) wants() [search.Questions]bool {
	return [search.Questions]bool{
		search.Free: q.Free, search.StepFree: q.StepFree, search.TakesReferrals: q.TakesReferrals, search.SelfReferral: q.SelfReferral,
		search.WomenOnly: q.WomenOnly, search.CarersWelcome: q.CarersWelcome, search.Online: q.Online,
	}
}
