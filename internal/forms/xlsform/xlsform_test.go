package xlsform

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"linkwork/internal/forms/form"
	"linkwork/internal/forms/form/formtest"
)

// lines are the cells of a sheet, with bars between them.
func lines(words string) (all [][]string) {
	for _, line := range strings.Split(strings.TrimSpace(words), "\n") {
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		all = append(all, cells)
	}
	return all
}

func book(t testing.TB, sheets map[string]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for name, words := range sheets {
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for n, cells := range lines(words) {
			if err := f.SetSheetRow(name, fmt.Sprint("A", n+1), &cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const surveyLines = `type | name | label::English (en) | label::Cymraeg (cy) | hint | required | relevant | constraint | constraint_message | calculation | parameters | appearance | default | choice_filter
start | start
note | hello | Welcome | Croeso
acknowledge | agree | I agree | | | yes
text | Full-Name | Your name | | As on letters | | | | | | | w2
integer | age | Age | | | true() | \${agree} = 'OK' | . >= 0 and . <= 120 and . != 7 | Enter your age
select_one mood | mood | Mood | | | | | | | | | minimal | good
begin group | more | More | | | | \${mood} = 'good'
select_multiple help or_other | help | What helps? | | | | selected(\${mood}, 'good') | count-selected(.) <= 2 | | | | | | x=1
range | pain | Pain | | | | | | | | start=1 end=5 step=1
end group
begin_repeat | visits | Visits
date | day | On which day? | | | | | . <= today()
decimal | miles | Miles
end_repeat
calculate | total | | | | | | | | sum(\${miles}) div 2
calculate | odd | | | | | | | | pulldata('a', 'b')
image | scan | A picture | | | | string-length(\${Full-Name}) > 3
geopoint | spot | Where?
end_repeat
`

var sheets = map[string]string{"survey": strings.ReplaceAll(surveyLines, `\$`, "$"), "choices": "list_name | name | label::English (en) | media::image\nmood | good | Good\nmood | bad | Bad | b.png\nhelp | money | Money\n | x", "settings": "form_title | form_id | version | style\nAbout you | about | 3 | pages", "entities": "a"}

func TestAWorkbook(t *testing.T) {
	f, lost, err := Read(book(t, sheets))
	if err != nil {
		t.Fatal(err)
	}
	if problems := f.Check(); len(problems) > 0 {
		t.Error(problems)
	}
	var got []string
	for i := range f.All() {
		got = append(got, strings.Join(strings.Fields(fmt.Sprint(i.Name, " ", i.Kind, " ", i.When, " ", i.Rule, " ", i.Worth)), " "))
	}
	want := []string{"hello statement", "agree consent", "full_name text", "age number agree == 'yes' age != 7", "mood single", "more group mood == 'good'", "help several has(mood, 'good')", "pain scale", "visits repeat", "day date day <= today()", "miles number", "total calculation sum(miles) / 2", "scan photo"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	age, _ := f.Item("age")
	hello, _ := f.Item("hello")
	help, _ := f.Item("help")
	pain, _ := f.Item("pain")
	if *age.Min != 0 || *age.Max != 120 || !age.Whole || !age.Required || age.RuleWords["en"] != "Enter your age" || hello.Label["cy"] != "Croeso" || *help.Max != 2 || *pain.Min != 1 || *pain.Max != 5 || f.Title["en"] != "About you" || !slices.Equal(f.Languages, []string{"en", "cy"}) {
		t.Errorf("%+v %+v %+v %+v", age, hello, help, f.Languages)
	}
	var said []string
	for _, l := range lost {
		said = append(said, l.String())
	}
	for _, words := range []string{"survey, row 2, column type: It is left out: we have no question of the type start", "survey, row 5, column name: Full-Name is called full_name here", "survey, row 5, column appearance: w2", "survey, row 7, column appearance: minimal", "survey, row 7, column default: good",
		"survey, row 9, column type: or_other", "survey, row 9, column choice_filter: x=1", "survey, row 17, column calculation: pulldata", "odd: It cannot be worked out", "survey, row 18, column relevant:", "survey, row 19, column type: It is left out: we have no question of the type geopoint", "survey, row 20, column type: Nothing ends here",
		"choices, row 3, column media::image: b.png", "choices, row 5, column name", "settings, row 2, column style: pages", "sheet entities"} {
		if !slices.ContainsFunc(said, func(one string) bool { return strings.HasPrefix(one, words) }) {
			t.Errorf("%q is lost and not said: %q", words, said)
		}
	}
	if len(said) != 16 {
		t.Errorf("%d %q", len(said), said)
	}
}

func TestWhatIsNoForm(t *testing.T) {
	for want, body := range map[string][]byte{"no Excel workbook": []byte("type,name"), "no sheet called “survey”": book(t, map[string]string{"a": "b"}), "column called “type”": book(t, map[string]string{"survey": "b"}), "larger": bytes.Repeat([]byte("x"), form.MostBytes+1), "more than": book(t, map[string]string{"survey": "type" + strings.Repeat("|x", mostColumns)})} {
		if _, _, err := Read(body); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// What is built to be slow or large is not.
func TestWhatIsTooMuch(t *testing.T) {
	same := book(t, map[string]string{"survey": "type|name\n" + strings.Repeat("select_one l|a\n", 9000), "choices": "list_name|name\n" + strings.Repeat("l|c\n", 9000)})
	deep := book(t, map[string]string{"survey": "type|name\n" + strings.Repeat("begin_repeat|a\ninteger|b\n", 4500)})
	for _, body := range [][]byte{same, deep} {
		begun := time.Now()
		f, lost, err := Read(body)
		if took := time.Since(begun); err != nil || took > 20*time.Second || len(lost) == 0 {
			t.Error(took, err)
		}
		if len(f.Check()) == 0 {
			t.Error("it is sound")
		}
	}
}

func TestLanguages(t *testing.T) {
	for _, k := range []struct {
		heading string
		want    string
	}{{"Welsh (cy)", "cy"}, {"French", "fr"}, {"polish", "pl"}, {"Nowhere", ""}, {"Portuguese (pt-BR)", "pt-BR"}} {
		if code, _ := codeOf(k.heading); code != k.want {
			t.Errorf("%s is %q", k.heading, code)
		}
	}
	for _, code := range []string{"en", "cy", "pt-BR", "zh-Hans", "xx"} {
		if again, ok := codeOf(heading(code)); !ok || again != code {
			t.Errorf("%s is written %s and read %s", code, heading(code), again)
		}
	}
	f, _, err := Read(book(t, map[string]string{"survey": "type|name|label::French (fr)|label::Welsh (cy)|hint\ntext|a|Quoi?|Beth?|Ici", "settings": "default_language\nWelsh (cy)"}))
	if err != nil || f.Main() != "cy" || f.Items[0].Label["fr"] != "Quoi?" || f.Items[0].Help["cy"] != "Ici" {
		t.Error(f, err)
	}
}

// What goes out and comes back is the same form, all of it.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := formtest.Sound().Draw(rt, "form")
		body, _, err := Write(f, "my_form", 1)
		if err != nil {
			rt.Fatal(err)
		}
		again, lost, err := Read(body)
		if err != nil {
			rt.Fatal(err)
		}
		if len(lost) > 0 {
			rt.Fatal(lost)
		}
		if words := formtest.Differs(f, again, []form.Lost{{Where: "nothing"}}); words != "" {
			rt.Fatal(words)
		}
		if problems := again.Check(); len(problems) > 0 {
			rt.Fatal(problems)
		}
	})
}

// What is yes or no is a text in other programs, and any text is true to them.
func TestYesOrNoIsAText(t *testing.T) {
	f := form.Form{Title: form.Say("en", "T"), Languages: []string{"en"}, Items: []form.Item{
		{Name: "age", Kind: form.Number, Label: form.Say("en", "Age")},
		{Name: "adult", Kind: form.Calculation, Worth: formtest.Formula("age >= 18")},
		{Name: "why", Kind: form.Text, Label: form.Say("en", "Why?"), When: formtest.Formula("not adult")},
	}}
	body, lost, err := Write(f, "f", 1)
	if err != nil || len(lost) > 0 {
		t.Fatal(err, lost)
	}
	sheets, err := open(body)
	if err != nil || sheets[survey].rows[1]["calculation"] != "if(${age} >= 18, 'true', 'false')" || sheets[survey].rows[2]["relevant"] != "not(${adult} = 'true')" {
		t.Error(sheets[survey].rows, err)
	}
	if again, _, _ := Read(body); formtest.Differs(f, again, nil) != "" || again.Items[2].When.String() != "not adult" {
		t.Error(again)
	}
}

func TestOtherProgramsAreToldWhatTheyMiss(t *testing.T) {
	f := form.Form{Title: form.Say("en", "T"), Languages: []string{"en"}, Items: []form.Item{
		{Name: "born", Kind: form.Date, Label: form.Say("en", "Born"), MayDecline: true},
		{Name: "why", Kind: form.Text, Label: form.Say("en", "Why?"), When: formtest.Formula("years(born) > 18")},
	}}
	_, lost, err := Write(f, "f", 1)
	if err != nil || len(lost) != 2 || lost[0].Where != "born" || lost[1].Where != "why" || !strings.Contains(lost[1].What, "years(") {
		t.Error(lost, err)
	}
}

func FuzzWorkbooks(f *testing.F) {
	f.Add(book(f, sheets))
	f.Fuzz(func(_ *testing.T, body []byte) { _, _, _ = Read(body) })
}

// Whatever stands in the cells, what is read and sound is written and read as
// the same.
func FuzzSheets(f *testing.F) {
	f.Add(sheets["survey"], sheets["choices"], sheets["settings"])
	f.Add("type|name|label\nselect_one a|b|c\nbegin_repeat\ntext|\nend_repeat", "list_name|name\na|1", "")
	f.Fuzz(func(t *testing.T, s, c, set string) {
		first, _, err := read(map[string]sheet{survey: sheetOf(survey, lines(s)), choices: sheetOf(choices, lines(c)), settings: sheetOf(settings, lines(set))})
		if err != nil || len(first.Check()) > 0 {
			return
		}
		body, lost, err := Write(first, "f", 1)
		if err != nil {
			t.Fatal(err)
		}
		again, more, err := Read(body)
		if err != nil {
			t.Fatal(err)
		}
		if words := formtest.Differs(first, again, append(lost, more...)); words != "" {
			t.Fatalf("%s\n%v", words, more)
		}
	})
}
