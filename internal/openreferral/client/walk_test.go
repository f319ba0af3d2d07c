package client

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"linkwork/internal/openreferral/document"
)

// pages answers page n of so many, with two records each; after them, an empty
// page. Envelope writes what a page says of itself.
func pages(n int, envelope func(page int) string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		at, _ := strconv.Atoi(r.URL.Query().Get("page"))
		contents := ""
		if at <= n {
			contents = fmt.Sprintf(`{"id":"%da"},{"id":"%[1]db"}`, at)
		}
		fmt.Fprintf(w, `{%s"contents":[%s]}`, envelope(at), contents)
	}
}

func honest(n int) func(int) string {
	return func(page int) string {
		return fmt.Sprintf(`"total_items":%d,"total_pages":%d,"page_number":%d,"last_page":%v,`, 2*n, n, page, page >= n)
	}
}

// walk returns the numbers of the pages, how many records they had, and the
// error at the end.
func walk(t *testing.T, c *Client, w Walk) (numbers string, records int, err error) {
	t.Helper()
	for page, err := range c.Pages(t.Context(), "/services", w) {
		if err != nil {
			return strings.TrimSpace(numbers), records, err
		}
		numbers += fmt.Sprint(page.Number) + " "
		records += len(page.Records)
	}
	return strings.TrimSpace(numbers), records, nil
}

func TestAWalkReadsEveryPage(t *testing.T) {
	for what, envelope := range map[string]func(int) string{
		"all marks":       honest(3),
		"no marks":        func(int) string { return "" },
		"pages counted":   func(int) string { return `"total_pages":3,` },
		"last one marked": func(page int) string { return fmt.Sprintf(`"last_page":%v,`, page == 3) },
		"as in 1.0":       func(page int) string { return fmt.Sprintf(`"totalElements":6,"totalPages":3,"last":%v,`, page == 3) },
		"contradicting":   func(int) string { return `"total_pages":2,"last_page":false,` },
		"grows meanwhile": func(page int) string {
			return fmt.Sprintf(`"total_items":%d,"total_pages":3,"last_page":%v,`, 3+page, page == 3)
		},
		"last too early": func(int) string { return `"total_pages":3,"last_page":true,` },
	} {
		numbers, records, err := walk(t, serve(t, Options{}, pages(3, envelope)), Walk{})
		if numbers != "1 2 3" || records != 6 || err != nil {
			t.Errorf("%s: pages %s, %d records, %v", what, numbers, records, err)
		}
	}
}

func TestAWalkGoesOnWhereAnotherEnded(t *testing.T) {
	var asked []url.Values
	c := serve(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Query())
		pages(3, honest(3))(w, r)
	})
	filter := url.Values{"modified_after": {"2026-11-01T00:00:00Z"}}
	numbers, records, err := walk(t, c, Walk{From: 2, PerPage: 2, Query: filter})
	if numbers != "2 3" || records != 4 || err != nil {
		t.Errorf("pages %s, %d records, %v", numbers, records, err)
	}
	if asked[0].Encode() != "modified_after=2026-11-01T00%3A00%3A00Z&page=2&per_page=2" || len(filter) != 1 {
		t.Errorf("%v, %v", asked, filter)
	}
	for range c.Pages(t.Context(), "/services", Walk{}) {
		break // whoever walks may stop
	}
	if len(asked) != 3 {
		t.Errorf("%d requests", len(asked))
	}
}

func TestCollectionsThatDoNotPageOrAreEmpty(t *testing.T) {
	for body, want := range map[string]int{
		`[{"id":"1"},{"id":"2"}]`: 2,
		`[]`:                      0,
		`{"total_items":0,"empty":true,"contents":[]}`:           0,
		"{\"id\":\"1\"}\n{\"id\":\"2\"}\n{\"id\":\"3\"}":         3,
		`{"services":[{"id":"1"}],"total_pages":1}`:              1,
		`{"total_items":1,"total_pages":1,"contents":[{"a":1}]}`: 1,
	} {
		if numbers, records, err := walk(t, serve(t, Options{}, says("application/json", body)), Walk{}); numbers != "1" || records != want || err != nil {
			t.Errorf("%s: pages %s, %d records, %v", body, numbers, records, err)
		}
	}
	_, _, err := walk(t, serve(t, Options{}, says("application/json", `{"id":"1","name":"Walk"}`)), Walk{})
	mustBe(t, "one record", err, NotOffered)
}

func TestWalksThatGoWrong(t *testing.T) {
	ends404 := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("page") == "3" {
			http.NotFound(w, r)
			return
		}
		pages(9, func(int) string { return "" })(w, r)
	}
	breaks := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("page") == "2" {
			fmt.Fprint(w, `<html>maintenance</html>`)
			return
		}
		pages(3, honest(3))(w, r)
	}
	for what, c := range map[string]struct {
		answer  http.HandlerFunc
		numbers string
		records int
		kind    error
	}{
		"the same page again":      {says("application/json", `{"total_pages":10,"last_page":false,"contents":[{"id":"1"}]}`), "1", 1, Repeats},
		"more than it says":        {pages(3, func(int) string { return `"total_items":5,` }), "1 2 3", 6, Totals},
		"fewer than it says":       {pages(2, func(int) string { return `"total_items":90,` }), "1 2", 4, Totals},
		"an end that is not there": {ends404, "1 2", 4, nil},
		"a web page between":       {breaks, "1", 2, document.ErrWebPage},
		"pages without end":        {pages(1<<40, func(int) string { return "" }), "", 2 * 30, Endless},
		"far more than it says":    {pages(1<<40, func(int) string { return `"total_items":2,` }), "", 1006, Endless},
	} {
		w := Walk{}
		if what == "pages without end" {
			w.Pages = 30
		}
		numbers, records, err := walk(t, serve(t, Options{}, c.answer), w)
		if records != c.records || c.numbers != "" && numbers != c.numbers {
			t.Errorf("%s: pages %s, %d records", what, numbers, records)
		}
		if c.kind == nil && err != nil {
			t.Errorf("%s: %v", what, err)
		} else if c.kind != nil {
			mustBe(t, what, err, c.kind)
		}
	}
}

func TestABreakGivesThePageBeforeIt(t *testing.T) {
	c := serve(t, Options{}, says("application/json", `{"contents":[{"id":"1"},{"id":"2"},{"i`))
	for page, err := range c.Pages(t.Context(), "/services", Walk{}) {
		mustBe(t, "break", err, document.ErrBroken)
		if len(page.Records) != 2 {
			t.Errorf("%d records", len(page.Records))
		}
	}
}

func TestAWholeFeedAsLines(t *testing.T) {
	lines := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("format") != "ndjson" {
			t.Errorf("%s", r.URL)
		}
		for i := range 1000 {
			fmt.Fprintf(w, "{\"id\":\"%d\"}\r\n\n", i)
		}
	}
	for what, c := range map[string]struct {
		answer  http.HandlerFunc
		records int
		kind    error
	}{
		"lines":           {lines, 1000, nil},
		"nothing":         {says("application/x-ndjson", ""), 0, nil},
		"a page":          {says("application/json", `{"total_items":1,"contents":[{"id":"1"}]}`), 0, NotOffered},
		"a tidy page":     {says("application/json", "{\n \"contents\": []}"), 0, NotOffered},
		"a web page":      {says("text/html", "<html>\n</html>"), 0, NotOffered},
		"a break":         {says("application/x-ndjson", "{\"id\":\"1\"}\n{\"id\":"), 1, document.ErrBroken},
		"an error":        {status(500), 0, Failing},
		"a line too long": {says("application/x-ndjson", `{"id":"`+strings.Repeat("1", document.MaxRecord)+`"}`), 0, TooLarge},
	} {
		records := 0
		var err error
		for record, fault := range serve(t, Options{}, c.answer).Lines(t.Context(), "/services", nil) {
			if err = fault; err == nil && len(record) > 0 {
				records++
			}
		}
		if records != c.records || c.kind == nil && err != nil {
			t.Errorf("%s: %d records, %v", what, records, err)
		} else if c.kind != nil {
			mustBe(t, what, err, c.kind)
		}
	}
}

func TestWhatAFeedOffersIsTriedOut(t *testing.T) {
	const page = `{"total_items":1,"contents":[{"id":"1","name":"Walk"}]}`
	all := func(w http.ResponseWriter, r *http.Request) {
		switch q := r.URL.Query(); {
		case q.Get("format") == "ndjson":
			fmt.Fprintln(w, `{"id":"1","name":"Walk"}`)
		case q.Get("modified_after") != "":
			fmt.Fprint(w, `{"total_items":0,"contents":[]}`)
		case q.Get("minimal") == "true":
			fmt.Fprint(w, `{"total_items":1,"contents":[{"id":"1","modified_date":"2026-11-01T00:00:00Z"}]}`)
		default:
			fmt.Fprint(w, page)
		}
	}
	for what, c := range map[string]struct {
		answer http.HandlerFunc
		want   Offers
	}{
		"all":     {all, Offers{true, true, true}},
		"ignored": {says("application/json", page), Offers{}},
		"refused": {status(400), Offers{}},
	} {
		if got, err := serve(t, Options{}, c.answer).Offers(t.Context()); got != c.want || err != nil {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
	}
}

func TestFaultsAreFoundInWhatIsWrapped(t *testing.T) {
	err := fmt.Errorf("harvest: %w", &Fault{Kind: Busy, URL: "https://directory.example", Detail: "it asks readers to come back in 1h0m0s"})
	if !errors.Is(err, Busy) || errors.Is(err, Slow) || err.Error() != "harvest: https://directory.example: The address is busy: it asks readers to come back in 1h0m0s" {
		t.Error(err)
	}
}
