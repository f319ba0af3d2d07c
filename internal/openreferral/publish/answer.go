package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"linkwork/internal/db"
)

// part is the page of a list that was asked for, and what it takes to find its
// bodies.
type part struct {
	ids      []string
	moments  []time.Time
	total    int
	query    query
	modified time.Time // of the newest record on it
}

// pick finds the records of a page.
func (a *api) pick(r *db.Snapshot, q query) (p part, err error) {
	p.query = q
	from, to := (q.page-1)*q.size, q.page*q.size
	if q.minimal || q.lines {
		from, to = 0, int(^uint(0)>>1)
	}
	err = a.catalogue.entries(r, q.kind, func(all []entry) {
		for _, e := range all {
			if !q.fits(e) {
				continue
			}
			if p.total >= from && p.total < to {
				p.ids, p.moments = append(p.ids, e.id), append(p.moments, e.at())
				if e.at().After(p.modified) {
					p.modified = e.at()
				}
			}
			p.total++
		}
	})
	return p, err
}

// envelope is what the standard puts round the records of a page.
func (p part) envelope(contents string) string {
	q, pages := p.query, max((p.total+p.query.size-1)/p.query.size, 1)
	if q.minimal {
		q.page, pages = 1, 1
	}
	return fmt.Sprintf(`{"total_items":%d,"total_pages":%d,"page_number":%d,"size":%d,"first_page":%t,"last_page":%t,"empty":%t,"contents":[%s]}`,
		p.total, pages, q.page, len(p.ids), q.page == 1, q.page >= pages, len(p.ids) == 0, contents)
}

// bodies reads the records of ids, in their order. Those of the page are few
// enough for one question.
func bodies(r db.Reader, q query, ids []string) (texts []string, err error) {
	column := "list_body"
	if q.full {
		column = "full_body"
	}
	if len(ids) == 0 {
		return nil, nil
	}
	args := []any{q.kind}
	for _, id := range ids {
		args = append(args, id)
	}
	found := make(map[string]string, len(ids))
	_, err = db.List(r, func(row db.Scanner) (none struct{}, err error) {
		var id, body string
		err = row.Scan(&id, &body)
		found[id] = body
		return none, err
	}, `SELECT id, `+column+` FROM publications WHERE kind = $1 AND id IN `+db.Marks(2, len(ids)), args...)
	for _, id := range ids {
		if body, ok := found[id]; ok {
			texts = append(texts, body)
		}
	}
	return texts, err
}

// minimal says of each record only which and when, for cheap harvesting.
func minimal(p part) string {
	texts := make([]string, len(p.ids))
	for i, id := range p.ids {
		texts[i] = fmt.Sprintf(`{"id":%q,"last_modified":%q,"modified_date":%[2]q}`, id, stampOf(p.moments[i]))
	}
	return strings.Join(texts, ",")
}

// tries is how often a page is read again when the catalogue has moved on.
const tries = 5

// page reads one page of a list as one snapshot has it.
func (a *api) page(ctx context.Context, kind string, r *http.Request) (p part, contents string, bad faults, err error) {
	for range tries {
		err = a.db.Read(ctx, func(s *db.Snapshot) (err error) {
			var q query
			if q, bad, err = read(s, a.dir, kind, r.URL.Query()); err != nil || len(bad) > 0 {
				return err
			}
			if p, err = a.pick(s, q); err != nil || q.lines {
				return err
			}
			if q.minimal {
				contents = minimal(p)
				return nil
			}
			texts, err := bodies(s, q, p.ids)
			contents = strings.Join(texts, ",")
			return err
		})
		if !errors.Is(err, errMoved) {
			break
		}
	}
	return p, contents, bad, err
}

// stream writes every record on a line of its own, reading some at a time.
func (a *api) stream(ctx context.Context, w io.Writer, p part) error {
	for ids := p.ids; len(ids) > 0; {
		some := ids[:min(len(ids), mostSize)]
		ids = ids[len(some):]
		var texts []string
		err := a.db.Read(ctx, func(s *db.Snapshot) (err error) {
			texts, err = bodies(s, p.query, some)
			return err
		})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, strings.Join(texts, "\n")+"\n"); err != nil {
			return err
		}
	}
	return nil
}
