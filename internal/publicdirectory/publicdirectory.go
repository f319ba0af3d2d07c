package publicdirectory

import (
	"slices"
	"sync"
	"time"

	"linkwork/internal/dates"
	"linkwork/internal/db"
	"linkwork/internal/directory"
	"linkwork/internal/openreferral"
	"linkwork/internal/openreferral/publish"
	"linkwork/internal/search"
)

// Directory searches in what is published. One is shared by the whole process;
// the zero value is ready.
type Directory struct {
	mu       sync.Mutex
	stamp    string
	newest   time.Time // publication in the index
	synonyms []string
	index    *search.Index
}

// New returns a Directory.
func New() *Directory { return &Directory{} }

// overlap is looked at again each time: a publication can become visible after
// a later one.
const overlap = time.Minute

// Search returns one page of the published services that fit a query, as
// directory.Search does.
func (d *Directory) Search(s *db.Snapshot, q directory.Query, p directory.Page) (directory.Result, error) {
	index, err := d.current(s)
	if err != nil {
		return directory.Result{}, err
	}
	asked := q.Asked()
	asked.Now = s.Now()
	asked.Offset, asked.Limit = p.Part()
	found := index.Search(asked)
	result := directory.Result{Total: found.Total, AnyWord: found.AnyWord, Corrected: found.Corrected, Further: found.Further, Facets: found.Facets}
	ids := make([]string, len(found.Hits))
	for i, hit := range found.Hits {
		ids[i] = hit.ID
	}
	services, err := These(s, ids)
	if err != nil {
		return result, err
	}
	result.Hits, err = directory.Dressed(s, services, found.Hits, q)
	return result, err
}

// Get returns a service as it is published, or db.ErrNotFound for one that is
// not, or no longer.
func Get(r db.Reader, id string) (directory.Service, error) {
	services, err := These(r, []string{id})
	if err == nil && len(services) == 0 {
		err = db.ErrNotFound
	}
	if err != nil {
		return directory.Service{}, err
	}
	services[0].Answers, err = directory.AnswersOf(r, id) // which the standard has no place for
	return services[0], err
}

// These returns those of some services that are published and running.
func These(r db.Reader, ids []string) ([]directory.Service, error) {
	published, err := publish.Services(r, ids)
	if err != nil {
		return nil, err
	}
	return running(published), nil
}

// running reads publications, but for those that say that a service has ended.
func running(published []publish.Service) (services []directory.Service) {
	for _, p := range published {
		s, ok := openreferral.Told(directory.Origin{Source: "published", SourceID: p.ID, Record: p.Record})
		if ok && s.Status == directory.Active {
			s.ID = p.ID
			services = append(services, s)
		}
	}
	return services
}

// NextTimes is directory.NextTimes for services as they are published.
func NextTimes(r db.Reader, ids []string, now time.Time, at search.Times) (map[string]directory.Occurrence, error) {
	services, err := These(r, ids)
	if err != nil {
		return nil, err
	}
	next := make(map[string]directory.Occurrence, len(services))
	for _, s := range services {
		changes, err := directory.OccurrenceChanges(r, s.ID, dates.Of(now))
		if err != nil {
			return nil, err
		}
		if one, ok := s.Next(changes, now, at); ok {
			next[s.ID] = one
		}
	}
	return next, nil
}

// current returns the index of what is published. Only what changed is read
// again. A snapshot from before the last changes is given the newer index: what
// it cannot see yet is left out when it is shown.
func (d *Directory) current(r db.Reader) (*search.Index, error) {
	stamp, err := publish.Stamp(r)
	if err != nil {
		return nil, err
	}
	synonyms, err := directory.SynonymsInUse(r)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.index == nil || !slices.Equal(d.synonyms, synonyms) {
		d.index, d.synonyms, d.newest, d.stamp = search.New(nil, search.NewSynonyms(synonyms)), synonyms, time.Time{}, ""
	}
	if d.stamp == stamp {
		return d.index, nil
	}
	since := time.UnixMilli(0)
	if !d.newest.IsZero() {
		since = d.newest.Add(-overlap)
	}
	changed, err := publish.ServicesSince(r, since)
	if err != nil {
		return nil, err
	}
	err = d.take(r, stamp, changed)
	return d.index, err
}

// take brings publications that changed into the index.
func (d *Directory) take(r db.Reader, stamp string, changed []publish.Service) error {
	services := running(changed)
	docs, err := directory.Documents(r, services)
	if err != nil {
		return err
	}
	up := make(map[string]bool, len(services))
	for _, s := range services {
		up[s.ID] = true
	}
	var gone []string
	for _, p := range changed {
		if !up[p.ID] {
			gone = append(gone, p.ID)
		}
		if p.ModifiedAt.After(d.newest) {
			d.newest = p.ModifiedAt
		}
	}
	if d.index.Len() == 0 {
		d.index = search.New(docs, search.NewSynonyms(d.synonyms))
	} else {
		d.index = d.index.Apply(docs, gone)
	}
	d.stamp = stamp
	return nil
}
