package participants

import (
	"strconv"
	"strings"

	"linkwork/internal/web/ui"
	"linkwork/internal/web/visit"
)

// perPage is how many rows of a list one page shows.
const perPage = 300

// leaf is one page of a list. The count that the page says and the rows that it shows
// are of the same reading.
type leaf struct {
	Page, Last int // from 1
	from, to   int
	address    string // of the list, as it is narrowed
}

func leafOf(v *visit.Visit, rows int, address string) leaf {
	last := max((rows+perPage-1)/perPage, 1)
	page := min(max(v.Fields.Number("page"), 1), last)
	return leaf{page, last, (page - 1) * perPage, min(page*perPage, rows), address}
}

// of are the rows of the page.
func of[T any](l leaf, rows []T) []T { return rows[l.from:l.to] }

func (l leaf) pagination() ui.Pagination {
	return ui.Pagination{Current: l.Page, Last: l.Last, Href: func(page int) string {
		join := "?"
		if strings.Contains(l.address, "?") {
			join = "&"
		}
		return l.address + join + "page=" + strconv.Itoa(page)
	}}
}

// titled says in the title of a page which of several it is.
func (l leaf) titled(title string) string {
	if l.Last == 1 {
		return title
	}
	return title + " (page " + strconv.Itoa(l.Page) + " of " + strconv.Itoa(l.Last) + ")"
}
