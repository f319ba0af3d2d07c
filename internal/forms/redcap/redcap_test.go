package redcap

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"linkwork/internal/forms/form"
	"linkwork/internal/forms/form/formtest"
)

// dictionary is one as REDCap writes it, with a line for each kind of field.
const dictionary = `"Variable / Field Name","Form Name","Section Header","Field Type","Field Label","Choices, Calculations, OR Slider Labels","Field Note","Text Validation Type OR Show Slider Number","Text Validation Min","Text Validation Max",Identifier?,"Branching Logic (Show field only if...)","Required Field?","Custom Alignment","Question Number (surveys only)","Matrix Group Name","Matrix Ranking?","Field Annotation"
study_id,visit_one,,text,"Study ID",,,,,,,,,,,,,
full_name,visit_one,"About you",text,"What is your name?",,"As on letters",,,,y,,y,,,,,
mail,visit_one,,text,"Your email",,,email,,,y,,,,,,,
born,visit_one,,text,"Born on",,,date_dmy,1900-01-01,today,,,,RH,,,,@HIDDEN
age,visit_one,,text,Age,,,integer,0,120,,,,,,,,
pain,visit_one,"Your week",slider,Pain,"None | Some | Much",,number,,,,,,,,,,
mood,visit_one,,radio,Mood,"1, Good, mostly | 2, Bad",,,,,,,y,,,,,
glad,visit_one,,yesno,"Are you glad?",,,,,,,"[mood] = '1'",,,,,,
help,visit_one,,checkbox,"What helps?","1, Money | 2, Food",,,,,,,,,,grid,,@MAXCHECKED=1
why,visit_one,,notes,Why?,,,,,,,"[help(2)] = '1' and [age] > 17",,,,,,
score,visit_one,,calc,Score,"round([pain] / 2, 1)",,,,,,,,,,,,
words,visit_one,,descriptive,"<b>Thank you</b>",,,,,,,,,,,,,
scan,visit_one,,file,"A picture",,,,,,,"[other_arm_1][age] > 3",,,,,,
look,visit_one,,sql,"From elsewhere","select 1",,,,,,,,,,,,
`

func TestADictionary(t *testing.T) {
	f, lost, err := Read([]byte("\xef\xbb\xbf" + dictionary))
	if err != nil {
		t.Fatal(err)
	}
	if problems := f.Check(); len(problems) > 0 {
		t.Error(problems)
	}
	var got []string
	for i := range f.All() {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s %s%s", i.Name, i.Kind, i.When, i.Rule)))
	}
	want := []string{"section_1 group", "full_name text", "mail text", "born date born >= '1900-01-01' and born <= today()", "age number", "section_2 group", "pain scale", "mood single", "glad single mood == '1'",
		"help several", "why text has(help, '2') and age > 17", "score calculation", "words statement", "scan photo"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if i, _ := f.Item("mood"); i.Choices[0].Code != "1" || i.Choices[0].Label["en"] != "Good, mostly" || !i.Required {
		t.Errorf("%+v", i)
	}
	if i, _ := f.Item("pain"); *i.Max != 100 || i.Low["en"] != "None" || i.High["en"] != "Much" {
		t.Errorf("%+v", i)
	}
	if i, _ := f.Item("full_name"); !i.Identifies || i.Help["en"] != "As on letters" || f.Title["en"] != "Visit one" {
		t.Errorf("%+v", i)
	}
	said := fmt.Sprint(lost)
	for _, words := range []string{"study_id", "mail: That it is checked as email", "born: Custom Alignment: RH", "born: The annotation: @HIDDEN", "pain: The words in the middle: Some", "help: Matrix Group Name: grid", "words: The look of its label", "scan: When it is asked", "look: It is left out"} {
		if !strings.Contains(said, words) {
			t.Errorf("%q is lost and not said: %s", words, said)
		}
	}
	if len(lost) != 9 {
		t.Error(len(lost), said)
	}
}

func TestWhatIsNoDictionary(t *testing.T) {
	for body, want := range map[string]string{"": "headings", "a,b\n1,2\n": "no column", "\xff\xfe": "UTF-8", dictionary + "\"x": "cannot be read", strings.Repeat("x", form.MostBytes+1): "larger"} {
		if _, _, err := Read([]byte(body)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v", body, err)
		}
	}
}

func TestTheRecordIsLeftOutUnlessItIsMore(t *testing.T) {
	head := strings.Join(strings.SplitN(dictionary, "\n", 2)[:1], "") + "\n"
	for line, kept := range map[string]bool{"record_id,f,,text,Record ID,,,,,,,,,,,,,": false, "id,f,,text,Number,,,integer,,,,,,,,,,": true, "id,f,,radio,Site,\"1, A\",,,,,,,,,,,,": true} {
		f, _, err := Read([]byte(head + line + "\na,f,,text,A,,,,,,,,,,,,,\n"))
		if err != nil || (len(f.Items) == 2) != kept {
			t.Errorf("%s: %d %v", line, len(f.Items), err)
		}
	}
	f, _, err := Read([]byte(head + "id,f,,text,Number,,,,,,,,,,,,,\na,f,,text,A,,,,,,,\"[id] <> ''\",,,,,,\n"))
	if err != nil || len(f.Items) != 2 || f.Items[1].When.String() != "answered(id)" {
		t.Error(f, err)
	}
}

func TestSeveralInstrumentsAndNames(t *testing.T) {
	head := strings.SplitN(dictionary, "\n", 2)[0] + "\n"
	f, lost, err := Read([]byte(head + "r,one,,text,R,,,,,,,,,,,,,\nMod A,one,,text,A,,,number,,,,,,,,,,\nmod,two,,text,B,,,,,,,\"[mod] <> '' or 1 = 1\",,,,,,\n"))
	if err != nil || len(f.Items) != 2 || f.Items[0].Items[0].Name != "mod_a" || f.Items[1].Items[0].Name != "q_mod" || len(lost) < 3 {
		t.Error(f.Items, lost, err)
	}
}

func TestColumnsAreInOrder(t *testing.T) {
	body, _, err := Write(form.Form{Title: form.Say("en", "My form!"), Languages: []string{"en"}, Items: []form.Item{{Name: "a", Kind: form.Text, Label: form.Say("en", "A")}}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil || len(lines) != 3 || strings.Join(lines[0], ";") != strings.Join(columns, ";") || len(lines[2]) != 18 || lines[1][0] != "record_id" || lines[2][1] != "my_form" {
		t.Errorf("%q %v", lines, err)
	}
}

func TestConditionsOfGroupsAndConsent(t *testing.T) {
	f := form.Form{Title: form.Say("en", "A form"), Languages: []string{"en"}, Items: []form.Item{
		{Name: "agree", Kind: form.Consent, Label: form.Say("en", "I agree")},
		{Name: "g", Kind: form.Group, Label: form.Say("en", "More"), When: formtest.Formula("agree == 'yes'"), Items: []form.Item{
			{Name: "a", Kind: form.Text, Label: form.Say("en", "A"), When: formtest.Formula("not has(agree, 'no') or answered(agree)")}}},
	}}
	body, lost, err := Write(f, 3)
	if err != nil || !strings.Contains(string(body), `a,a_form,More,text,A,,,,,,,([agree] = '1') and ([agree] <> '0' or [agree] <> ''),`) {
		t.Errorf("%s %v %v", body, lost, err)
	}
}

func TestAnInstrumentIsCalledAfterTheTitle(t *testing.T) {
	for title, want := range map[string]string{
		"Getting about & out": "getting_about_out", "5 a day": "form_5_a_day", "!": "form", "": "form",
		"How people who live on their own get about in winter": "how_people_who_live_on_their_own_get_about_in",
		strings.Repeat("x", 60):                                strings.Repeat("x", 50), strings.Repeat("5", 60): "form_" + strings.Repeat("5", 45),
	} {
		if got := instrumentName(title); got != want || len(got) > longestName {
			t.Errorf("%q is called %q, not %q", title, got, want)
		}
	}
}

// coded is a form whose formulas have the codes that REDCap has for yes and no.
func coded(f form.Form) form.Form {
	codes := make(map[string]map[string]string)
	for i := range f.All() {
		if i.Kind == form.Consent {
			codes[i.Name] = map[string]string{form.Yes: "1", form.No: "0"}
		}
	}
	var change func(items []form.Item) []form.Item
	change = func(items []form.Item) (all []form.Item) {
		for _, i := range items {
			i.When, i.Worth, i.Items = i.When.Recoded(codes), i.Worth.Recoded(codes), change(i.Items)
			all = append(all, i)
		}
		return all
	}
	f.Items = change(f.Items)
	return f
}

// What was written and read is the same form except for what was said to be
// lost, and it is sound.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := formtest.Sound().Draw(rt, "form")
		body, lost, err := Write(f, 1)
		if err != nil {
			rt.Fatal(err)
		}
		again, more, err := Read(body)
		if err != nil {
			rt.Fatal(err)
		}
		if words := formtest.Differs(coded(f), again, append(lost, more...)); words != "" {
			rt.Fatalf("%s\n%s\n%v\n%v", words, body, lost, more)
		}
		if problems := again.Check(); len(problems) > 0 {
			rt.Fatalf("%v\n%s", problems, body)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(dictionary))
	f.Add([]byte("\xef\xbb\xbfVariable / Field Name,Field Type,Field Label\na,text,\"x\ny\"\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		read, _, err := Read(body)
		if err != nil || len(read.Check()) > 0 {
			return
		}
		written, lost, err := Write(read, 1)
		if err != nil {
			t.Fatal(err)
		}
		again, more, err := Read(written)
		if err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		if words := formtest.Differs(coded(read), again, append(lost, more...)); words != "" {
			t.Fatalf("%s\n%s", words, written)
		}
	})
}
