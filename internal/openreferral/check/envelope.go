package check

import (
	"fmt"

	"linkwork/internal/openreferral/document"
	"linkwork/internal/openreferral/standard"
)

// envelope compares what a page says about itself with what it holds.
func (x *inspection) envelope(at place, d document.Document, severity Severity) {
	x.schema(at, "page", standard.Full, severity, fields(d.Envelope))
	if d.Key != "contents" && x.standard.HasTable() && x.standard != standard.ORUK1 {
		x.note(Consistency, x.loose(), at, d.Key, fmt.Sprintf("The records are under “%s”. The standard has them under “contents”.", d.Key), nil)
	}
	note := func(path, message string, got any) { x.note(Consistency, x.loose(), at, path, message, got) }
	n := len(d.Records)
	if size, ok := d.Envelope.Number("size"); ok && d.Key == "contents" && size != n && x.standard.HasTable() && x.standard != standard.ORUK1 {
		note("size", "“size” is not the number of records on the page.", fmt.Sprintf("%d, but there are %d", size, n))
	}
	if items, ok := d.Envelope.Items(); ok && items < n {
		note("total_items", "“total_items” is less than what the page holds.", fmt.Sprintf("%d, but there are %d", items, n))
	}
	if empty, ok := d.Envelope.Bool("empty"); ok && empty != (n == 0) {
		note("empty", "“empty” does not say whether the page is empty.", fmt.Sprint(empty))
	}
	number, numbered := d.Envelope.Number("page_number")
	pages, counted := d.Envelope.Pages()
	last, marked := d.Envelope.Last()
	if numbered && counted && marked && n > 0 && last != (number >= pages) {
		note("last_page", "“last_page” and “total_pages” contradict each other.", fmt.Sprintf("page %d of %d, last_page %v", number, pages, last))
	}
	if first, ok := d.Envelope.Bool("first_page"); ok && numbered && first != (number == 1) {
		note("first_page", "“first_page” and “page_number” contradict each other.", fmt.Sprintf("page %d, first_page %v", number, first))
	}
}
