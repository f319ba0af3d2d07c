package chart

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"linkwork/internal/studies/flow"
)

var reasons = []flow.Reason{{Code: "no-reply", Label: "No <reply>"}, {Code: "criteria", Label: "Did not meet the criteria of the study"}}

func recruitment(t interface{ Fatal(...any) }, rows ...flow.Row) flow.Diagram {
	f, err := flow.Study{Stages: flow.Stages, Reasons: reasons}.Of(rows)
	if err != nil {
		t.Fatal(err)
	}
	return f.Diagram()
}

func TestAFlowLeadsToItsRows(t *testing.T) {
	var rows []flow.Row
	for i := range 1200 {
		rows = append(rows, flow.Row{Participant: fmt.Sprint(i), Reached: flow.Approached, Reason: "no-reply"})
	}
	rows = append(rows, flow.Row{Participant: "a", Reached: flow.Interested, Reason: "criteria"}, flow.Row{Participant: "b", Reached: flow.TookPart}, flow.Row{Participant: "c", Reached: flow.Stayed})
	c := Flow{Words: Words{ID: "f", Headline: "One stayed"}, Diagram: recruitment(t, rows...)}
	picture := drawn(t, c)
	for _, want := range []string{
		`role="img"`, `aria-labelledby="f-name"`, `aria-describedby="f-text"`, "1203 were approached. After that 1200 did not go on: No &lt;reply&gt; 1200.",
		">1,203</text>", ">Did not meet the</text>", ">criteria of the</text>", ">study</text>", ">May still go on</text>", "Show as a table", "Did not meet the criteria of the study: ",
	} {
		if !strings.Contains(picture, want) {
			t.Errorf("not in the chart: %q", want)
		}
	}
	if strings.Contains(picture, "<a ") {
		t.Error("a drawing without rows has links")
	}

	c.Href = func(kind flow.Kind, stage flow.Stage, reason string) string {
		return fmt.Sprintf("/rows/%s/%s/%s", kind, strings.ReplaceAll(string(stage), " ", "-"), reason)
	}
	linked := drawn(t, c)
	for _, href := range []string{"/rows/came/approached/", "/rows/lost/approached/no-reply", "/rows/lost/interested/", "/rows/lost/interested/criteria", "/rows/here/took-part/", "/rows/came/stayed/"} {
		if n := strings.Count(linked, `href="`+href+`"`); n != 2 {
			t.Errorf("%d links to %s, want one in the drawing and one in the table", n, href)
		}
	}
	for _, want := range []string{`role="group"`, `aria-label="No &lt;reply&gt; 1,200, after: Approached"`} {
		if !strings.Contains(linked, want) {
			t.Errorf("not in the chart: %q", want)
		}
	}
}

func TestAnEmptyFlowIsDrawn(t *testing.T) {
	if got := drawn(t, Flow{Words: Words{ID: "f"}}); !strings.Contains(got, `height="0em"`) {
		t.Error(got)
	}
	if got := drawn(t, Flow{Words: Words{ID: "f"}, Diagram: recruitment(t)}); !strings.Contains(got, "0 were approached") {
		t.Error(got)
	}
}

// No box covers another, no line leaves its box, and the drawing holds them all.
func TestBoxesOfAFlowDoNotOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []flow.Row
		for i := range rapid.IntRange(0, 20).Draw(t, "people") {
			reason := rapid.SampledFrom([]string{"", "no-reply", "criteria", flow.NotKnown.Code}).Draw(t, "reason")
			rows = append(rows, flow.Row{Participant: fmt.Sprint(i), Reached: rapid.SampledFrom(flow.Stages).Draw(t, "stage"), Reason: reason})
		}
		f := Flow{Diagram: recruitment(t, rows...)}
		boxes, end := f.lay(), 0.0
		for _, b := range boxes {
			if b.y < end {
				t.Fatalf("%+v begins above %v", b, end)
			}
			end = b.y + b.height
			line := 0.0
			for _, l := range b.lines {
				if l.y < line || l.y+l.height() > b.height {
					t.Fatalf("a line of %+v lies over another or outside", b)
				}
				line = l.y + l.height()
			}
		}
		if f.height(boxes) < end {
			t.Fatalf("%v high, and boxes end at %v", f.height(boxes), end)
		}
	})
}

// Breaking lines loses no word, and no line is too long unless one word is.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`( ?[a-zé]{1,22} ?){0,8}`).Draw(t, "text")
		lines := wrap(text, 18)
		if got, want := strings.Join(lines, " "), strings.Join(strings.Fields(text), " "); got != want {
			t.Fatalf("%q became %q", want, got)
		}
		for _, l := range lines {
			if utf8.RuneCountInString(l) > 18 && strings.Contains(l, " ") {
				t.Fatalf("%q is too long", l)
			}
		}
	})
}

func TestPeopleAreWrittenWithCommas(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := people(n); got != want {
			t.Errorf("%d is %s", n, got)
		}
	}
}
