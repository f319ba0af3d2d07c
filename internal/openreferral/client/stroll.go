package client

import (
	"crypto/sha256"
	"fmt"

	"linkwork/internal/openreferral/document"
)

// stroll remembers a walk so far.
type stroll struct {
	seen           map[[sha256.Size]byte]int // pages by what was on them
	read, records  int
	limit          int
	counts         bool // the first page says how many records there are in all
	said, saidLast int  // how many, on the first page and the latest
	url            string
	unchanged      bool // some pages came without their records
}

// take adds a page, unless the walk goes wrong with it.
func (s *stroll) take(p Page) error {
	if p.Unchanged {
		s.unchanged, s.url = true, p.URL
		if s.read++; s.read > s.limit {
			return &Fault{Kind: Endless, URL: p.URL, Detail: fmt.Sprintf("Linkwork stopped after %d pages", s.limit)}
		}
		return nil
	}
	hash := sha256.New()
	for _, record := range p.Records {
		hash.Write(record)
	}
	sum := [sha256.Size]byte(hash.Sum(nil))
	before, again := s.seen[sum]
	switch {
	case again && len(p.Records) > 0:
		return &Fault{Kind: Repeats, URL: p.URL, Detail: fmt.Sprintf("page %d is the same as page %d", p.Number, before)}
	case s.read == s.limit:
		return &Fault{Kind: Endless, URL: p.URL, Detail: fmt.Sprintf("Linkwork stopped after %d pages", s.read)}
	case s.records+len(p.Records) > document.MaxRecords || s.counts && s.records > 2*s.said+1000:
		return &Fault{Kind: Endless, URL: p.URL, Detail: fmt.Sprintf("Linkwork stopped after %d records", s.records)}
	}
	if s.read == 0 {
		s.said, s.counts = p.Envelope.Items()
	}
	if now, ok := p.Envelope.Items(); ok {
		s.saidLast = now
	}
	s.seen[sum], s.url = p.Number, p.URL
	s.read++
	s.records += len(p.Records)
	return nil
}

// ends says whether a page is the last. Where the marks of a page contradict one
// another, the next is asked for: an empty one is certain.
func (s *stroll) ends(p Page) bool {
	last, marked := p.Envelope.Last()
	pages, counted := p.Envelope.Pages()
	switch {
	case p.Unchanged:
		return p.Last
	case p.Kind != document.Page || len(p.Records) == 0:
		return true
	case marked && counted:
		return last && p.Number >= pages
	case marked:
		return last
	}
	return counted && p.Number >= pages
}

// total compares what a whole walk gave with what the feed said there is, on
// its first page or its last.
func (s *stroll) total(w Walk) error {
	if w.From > 1 || s.unchanged || !s.counts || s.records == s.said || s.records == s.saidLast {
		return nil
	}
	return &Fault{Kind: Totals, URL: s.url, Detail: fmt.Sprintf("it says there are %d records and gives %d", s.said, s.records)}
}
