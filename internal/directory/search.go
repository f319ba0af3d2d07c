package directory

import (
	"sync"

	"linkwork/internal/db"
)

// Directory searches. One is shared by the whole process; the zero value is
// ready. It keeps the last copy of the directory it has seen.
type Directory struct {
	mu         sync.Mutex
	index      *index
	capacities *capacities
}

// capacities is the newest observation of each service, by service.
type capacities struct {
	stamp   string
	current map[string]Capacity
}

// New returns a Directory.
func New() *Directory { return &Directory{} }

// Search returns one page of the services that fit a query, best fit first,
// then nearest. Total and pages come from the same list. The answer is that of
// the snapshot: what others write meanwhile is not mixed in.
func (d *Directory) Search(s *db.Snapshot, q Query, p Page) (Result, error) {
	ix, err := d.current(s)
	if err != nil {
		return Result{}, err
	}
	capacity, err := d.capacity(s)
	if err != nil {
		return Result{}, err
	}
	found := ix.search(q, capacity, s.Now())
	from, to := p.within(len(found.ranked))
	result := Result{Total: len(found.ranked), AnyWord: found.anyWord, Corrected: found.corrected, Further: found.further}
	for _, m := range found.ranked[from:to] {
		result.Hits = append(result.Hits, ix.hit(m, q, found.terms, capacity, s.Now()))
	}
	return result, nil
}

// current returns the index of the snapshot's state, rebuilding it if the
// stamp has changed. Others wait rather than build it too.
func (d *Directory) current(s *db.Snapshot) (*index, error) {
	stamp, err := stampOf(s, stampServices)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.index != nil && d.index.stamp == stamp {
		return d.index, nil
	}
	listings, err := loadListings(s)
	if err != nil {
		return nil, err
	}
	d.index = newIndex(stamp, listings)
	return d.index, nil
}

// capacity returns the newest observations as the snapshot has them. They
// change far more often than services, so they have a stamp of their own.
func (d *Directory) capacity(s *db.Snapshot) (map[string]Capacity, error) {
	stamp, err := stampOf(s, stampCapacity)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.capacities != nil && d.capacities.stamp == stamp {
		return d.capacities.current, nil
	}
	current, err := currentCapacities(s)
	if err != nil {
		return nil, err
	}
	d.capacities = &capacities{stamp, current}
	return current, nil
}
