package main

import (
	"runtime"
	"strconv"
	"strings"
	"time"

	"linkwork/internal/places"
	"linkwork/internal/search"
	"linkwork/internal/vocabulary"
)

const kmPerMile = 1.609344

// ours is the engine of the product: first bare, then with synonyms and facets
// on and a slip in every question.
func ours(n int, asked []question, atLeast time.Duration) error {
	empty := heap()
	docs := make([]search.Doc, n)
	for i := range docs {
		docs[i] = doc(made(i))
	}
	runtime.GC()
	before := ownCPU()
	index := search.New(docs, search.NewSynonyms(nil))
	r := row{engine: "Linkwork", services: n, build: ownCPU() - before}
	docs = nil
	r.bytes = heap() - empty
	run := func(index *search.Index, facets bool, form func(int, question) question) error {
		return r.ask(asked, atLeast, ownCPU, func(i int, q question) (int, error) {
			return len(index.Search(asIndexed(form(i, q), facets)).Hits), nil
		})
	}
	if err := run(index, false, func(_ int, q question) question { return q }); err != nil {
		return err
	}
	r.print()
	r.engine = "Linkwork, facets, synonyms and a slip in each"
	if err := run(index.With(search.NewSynonyms(search.Alike)), true, func(i int, q question) question { return q.misspelt(i) }); err != nil {
		return err
	}
	r.print()
	runtime.KeepAlive(index)
	return nil
}

func asIndexed(q question, facets bool) search.Query {
	asked := search.Query{
		Words: strings.Join(q.words, " "), From: places.Point{Lat: q.lat, Lon: q.lon}, Miles: q.km / kmPerMile,
		Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Facets: facets, Limit: 20,
	}
	if q.term >= 0 {
		asked.Terms = []string{strconv.Itoa(q.term)}
	}
	return asked
}

// doc gives the service answers, needs and openings too, so that there is
// something to count.
func doc(s service) search.Doc {
	d := search.Doc{ID: name(s.id), Points: []places.Point{{Lat: s.lat, Lon: s.lon}}}
	d.Texts[search.InName], d.Texts[search.InDescription] = []string{s.name}, []string{s.description}
	for _, term := range s.terms {
		d.Terms = append(d.Terms, strconv.Itoa(term))
	}
	codes := vocabulary.Needs.Codes()
	d.Needs = []search.Need{{Code: codes[s.id%len(codes)], In: search.InDescription}}
	d.Openings = []search.Span{{Day: time.Weekday(s.id % 7), From: 600, To: 720}}
	for q := range d.Answers {
		d.Answers[q] = search.Answer((s.id >> q) % 3)
	}
	return d
}

// heap is what lives, in bytes.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
