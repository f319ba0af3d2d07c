package main

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
)

// bleveIndex is Bleve's index on disk with its English analyser.
func bleveIndex(n int, asked []question, atLeast time.Duration, dir string) error {
	folder := filepath.Join(dir, "bleve")
	index, err := bleve.New(folder, bleveMapping())
	if err != nil {
		return err
	}
	defer index.Close()
	before := ownCPU()
	for i := 0; i < n; {
		batch := index.NewBatch()
		for end := min(i+1000, n); i < end; i++ {
			s := made(i)
			if err := batch.Index(strconv.Itoa(i), s.fields()); err != nil {
				return err
			}
		}
		if err := index.Batch(batch); err != nil {
			return err
		}
	}
	r := row{engine: "Bleve", services: n, build: ownCPU() - before, bytes: sizeOf(folder)}
	err = r.ask(asked, atLeast, ownCPU, func(_ int, q question) (int, error) {
		result, err := index.Search(bleve.NewSearchRequestOptions(q.bleve(), 20, 0, false))
		if err != nil {
			return 0, err
		}
		return len(result.Hits), nil
	})
	if err != nil {
		return err
	}
	r.print()
	return nil
}

func bleveMapping() mapping.IndexMapping {
	text := bleve.NewTextFieldMapping()
	text.Analyzer, text.Store, text.IncludeTermVectors, text.DocValues, text.IncludeInAll = "en", false, false, false, false
	term := bleve.NewKeywordFieldMapping()
	term.Store, term.IncludeTermVectors, term.IncludeInAll = false, false, false
	at := bleve.NewGeoPointFieldMapping()
	at.Store, at.IncludeInAll = false, false
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt("name", text)
	doc.AddFieldMappingsAt("description", text)
	doc.AddFieldMappingsAt("terms", term)
	doc.AddFieldMappingsAt("at", at)
	all := bleve.NewIndexMapping()
	all.DefaultMapping = doc
	return all
}

func (s service) fields() map[string]any {
	terms := make([]string, len(s.terms))
	for i, t := range s.terms {
		terms[i] = strconv.Itoa(t)
	}
	return map[string]any{"name": s.name, "description": s.description, "terms": terms, "at": map[string]any{"lat": s.lat, "lon": s.lon}}
}

// bleve asks for each word in the name or the description.
func (q question) bleve() query.Query {
	all := bleve.NewConjunctionQuery()
	for _, word := range q.words {
		name, description := bleve.NewMatchQuery(word), bleve.NewMatchQuery(word)
		name.SetField("name")
		name.SetBoost(5)
		description.SetField("description")
		all.AddQuery(bleve.NewDisjunctionQuery(name, description))
	}
	circle := bleve.NewGeoDistanceQuery(q.lon, q.lat, fmt.Sprintf("%gkm", q.km))
	circle.SetField("at")
	all.AddQuery(circle)
	if q.term >= 0 {
		term := bleve.NewTermQuery(strconv.Itoa(q.term))
		term.SetField("terms")
		all.AddQuery(term)
	}
	return all
}

func sizeOf(folder string) (bytes int64) {
	filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			if info, err := entry.Info(); err == nil {
				bytes += info.Size()
			}
		}
		return nil
	})
	return bytes
}
