package client

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/url"
	"strconv"

	"linkwork/internal/openreferral/document"
)

// Walk says which pages of a collection to read. The zero value is all of
// them, as large as the feed likes.
type Walk struct {
	From    int        // the first page to read, to go on where another walk ended; 1 when 0
	PerPage int        // records to ask for on a page; the feed may give fewer
	Query   url.Values // filters
	Pages   int        // read at most; 10,000 when 0
}

// Page is one page of a walk.
type Page struct {
	document.Document
	URL    string
	Number int // from 1
	Of     int // pages, as the feed says; 0 where it does not
	Seal   Seal
}

// most is how many pages a walk has at most, and document.MaxRecords how many
// records.
const most = 10_000

// Pages walks a collection such as /services. Whoever ranges over it hears of
// each page and may stop; a later walk goes on from a page's number. An error is
// the last thing it yields. After a page that repeats, a walk without end, or
// totals that were wrong, everything that could be read has been yielded.
func (c *Client) Pages(ctx context.Context, path string, w Walk) iter.Seq2[Page, error] {
	return func(yield func(Page, error) bool) {
		s := stroll{seen: map[[sha256.Size]byte]int{}, limit: w.Pages}
		if s.limit <= 0 || s.limit > most {
			s.limit = most
		}
		for n := max(w.From, 1); ; n++ {
			page, err := c.page(ctx, path, w, n)
			if errors.Is(err, NotThere) && s.read > 0 {
				page.Document, err = document.Document{}, nil // some feeds end like this
			}
			if err != nil {
				yield(page, err)
				return
			}
			if err := s.take(page); err != nil {
				yield(Page{}, err)
				return
			}
			if (len(page.Records) > 0 || s.read == 1) && !yield(page, nil) {
				return
			}
			if s.ends(page) {
				break
			}
		}
		if err := s.total(w); err != nil {
			yield(Page{}, err)
		}
	}
}

func (c *Client) page(ctx context.Context, path string, w Walk, n int) (Page, error) {
	query := maps.Clone(w.Query)
	if query == nil {
		query = url.Values{}
	}
	query.Set("page", strconv.Itoa(n))
	if w.PerPage > 0 {
		query.Set("per_page", strconv.Itoa(w.PerPage))
	}
	answer, d, err := c.Document(ctx, path, query)
	page := Page{Document: d, URL: c.address(path, query), Number: n, Seal: answer.Seal}
	page.Of, _ = d.Envelope.Pages()
	if err == nil && d.Kind == document.Record {
		err = &Fault{Kind: NotOffered, URL: answer.URL, Detail: "it answers with one record and not with a list"}
	}
	return page, err
}

// stroll remembers a walk so far.
type stroll struct {
	seen           map[[sha256.Size]byte]int // pages by what was on them
	read, records  int
	limit          int
	counts         bool // the first page says how many records there are in all
	said, saidLast int  // how many, on the first page and the latest
	url            string
}

// take adds a page, unless the walk goes wrong with it.
func (s *stroll) take(p Page) error {
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
	if w.From > 1 || !s.counts || s.records == s.said || s.records == s.saidLast {
		return nil
	}
	return &Fault{Kind: Totals, URL: s.url, Detail: fmt.Sprintf("it says there are %d records and gives %d", s.said, s.records)}
}
