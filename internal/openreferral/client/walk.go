package client

import (
	"context"
	"crypto/sha256"
	"errors"
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
	// Kept says what a reader has of a page from before; nil for nothing. A
	// page that has not changed since is yielded without its records.
	Kept func(page int) Kept
}

// Kept is what a reader remembers of a page.
type Kept struct {
	Seal
	Last bool // it was the last page
}

// Page is one page of a walk.
type Page struct {
	document.Document
	URL    string
	Number int // from 1
	Of     int // pages, as the feed says; 0 where it does not
	Seal   Seal
	Last   bool
	// Unchanged: the feed says that the page is as the reader has it.
	Unchanged bool
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
			page.Last = page.Last || s.ends(page)
			if (len(page.Records) > 0 || page.Unchanged || s.read == 1) && !yield(page, nil) {
				return
			}
			if page.Last {
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
	var kept Kept
	if w.Kept != nil {
		kept = w.Kept(n)
	}
	answer, d, err := c.documentSince(ctx, path, query, kept.Seal)
	if err == nil && answer.Unchanged {
		return Page{URL: answer.URL, Number: n, Seal: kept.Seal, Last: kept.Last, Unchanged: true}, nil
	}
	page := Page{Document: d, URL: c.address(path, query), Number: n, Seal: answer.Seal}
	page.Of, _ = d.Envelope.Pages()
	if err == nil && d.Kind == document.Record {
		err = &Fault{Kind: NotOffered, URL: answer.URL, Detail: "it answers with one record and not with a list"}
	}
	return page, err
}
