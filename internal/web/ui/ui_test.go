package ui

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/a-h/templ"
)

func drawn(t *testing.T, c templ.Component, content ...templ.Component) string {
	t.Helper()
	ctx := context.Background()
	if len(content) > 0 {
		ctx = templ.WithChildren(ctx, content[0])
	}
	var b bytes.Buffer
	if err := c.Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func wants(t *testing.T, got string, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(got, p) {
			t.Errorf("%q is not in\n%s", p, got)
		}
	}
}

func TestFieldsFindTheirErrorsInTheForm(t *testing.T) {
	var errs Errors
	errs.Add("note", "Write what happened")
	errs.Add("born-month", "Enter a month")
	got := drawn(t, Form{Action: "/x", Errors: errs, Once: "t1", Version: 3, Draft: "contact:7"}, templ.Join(
		Textarea{Name: "note", Label: "Note"}, DateInput{Name: "born", Legend: "Born"}, Input{Name: "other", Label: "Other"}))
	wants(t, got,
		`name="_once" value="t1"`, `name="_version" value="3"`, `data-draft="contact:7"`, `novalidate`,
		`id="note-error"><span class="nhsuk-u-visually-hidden">Error: </span>Write what happened`, `aria-describedby="note-error"`,
		`Enter a month`, `nhsuk-input nhsuk-input--error nhsuk-input--width-2 nhsuk-date-input__input" id="born-month"`)
	if n := strings.Count(got, "nhsuk-form-group--error"); n != 3 {
		t.Errorf("%d groups are marked, want note, date and month", n)
	}
}

// Every link of the summary leads to the id of a box.
func TestSummaryLeadsToBoxes(t *testing.T) {
	errs := Errors{{"note", "a"}, {"born", "b"}, {"met-day", "c"}, {"how", "d"}, {"", "No field"}}
	page := drawn(t, Form{Errors: errs}, templ.Join(ErrorSummary{Errors: errs}, Textarea{Name: "note"}, DateInput{Name: "born", Legend: "b"},
		DateInput{Name: "met", Legend: "m"}, Radios{Name: "how", Legend: "How", Items: []Choice{{Value: "1", Text: "One"}}}))
	for _, id := range []string{"note", "born", "met", "how"} {
		wants(t, page, `href="#`+id+`"`, ` id="`+id+`"`)
	}
	wants(t, page, "<li>No field</li>")
	if drawn(t, ErrorSummary{}) != "" {
		t.Error("a summary without errors is drawn")
	}
}

func TestErrorsOf(t *testing.T) {
	type other struct{ Field, Message string }
	e := ErrorsOf([]other{{"a", "1"}, {"b", "2"}})
	if !e.Any() || e.For("b") != "2" || e.For("c") != "" || (Errors)(nil).Any() {
		t.Errorf("errors = %v", e)
	}
}

func TestTextIsEscaped(t *testing.T) {
	const evil = `<script>"'&`
	for name, c := range map[string]templ.Component{
		"input":   Input{Name: "a", Label: evil, Hint: evil, Value: evil, Error: evil, Suffix: evil},
		"radios":  Radios{Name: "a", Legend: evil, Items: []Choice{{Value: evil, Text: evil, Hint: evil}}},
		"summary": SummaryList{Rows: []SummaryRow{{Key: evil, Value: evil}}},
		"table":   Table{Caption: evil, Head: Columns(evil), Rows: [][]string{{evil}}},
		"quote":   Quote{Text: evil, Meta: evil},
		"copy":    CopyBox{ID: "a", Label: evil, Text: evil},
		"link":    Link{Text: evil, Hidden: evil, Href: "/?a=" + evil},
	} {
		if got := drawn(t, c); strings.Contains(got, "<script") || strings.Contains(got, `"'&`) {
			t.Errorf("%s does not escape:\n%s", name, got)
		}
	}
}

func TestResponsiveCellsNameTheirColumns(t *testing.T) {
	got := drawn(t, Table{Head: Columns("Time", "Person"), Responsive: true}, templ.Join(
		templ.ComponentFunc(row("9am", "Dee")), templ.ComponentFunc(row("10am", "Raj"))))
	if n := strings.Count(got, `<span class="nhsuk-table__heading" aria-hidden="true">Person </span>`); n != 2 {
		t.Errorf("the second column is named %d times in\n%s", n, got)
	}
}

func row(cells ...string) func(context.Context, io.Writer) error {
	return func(ctx context.Context, w io.Writer) error {
		var list []templ.Component
		for _, c := range cells {
			list = append(list, Cell{Text: c})
		}
		return Row{}.Render(templ.WithChildren(ctx, templ.Join(list...)), w)
	}
}

func TestQuietWhenThereIsNothing(t *testing.T) {
	for name, c := range map[string]templ.Component{"count": Count{}, "ticks": TickList{}, "pages": Pagination{Current: 1, Last: 1}, "once": Once(""), "version": Version(0)} {
		if got := drawn(t, c); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := drawn(t, Figures{Items: []Figure{{N: 0, Label: "late", Kind: "late"}}}); strings.Contains(got, "--late") {
		t.Error("zero late follow-ups are marked late")
	}
}
