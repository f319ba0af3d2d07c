package form

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkwork/internal/dates"
	"linkwork/internal/forms/formula"
)

var today = dates.Date{Year: 2026, Month: time.November, Day: 23}

func en(words string) Words { return Say("en", words) }

func is(words string) formula.Formula {
	f, err := formula.Read(words)
	if err != nil {
		panic(err)
	}
	return f
}

func at(v float64) *float64 { return &v }

func choices(codes ...string) (all []Choice) {
	for _, c := range codes {
		all = append(all, Choice{c, en(strings.ToUpper(c[:1]) + c[1:])})
	}
	return all
}

// sample has one of everything.
func sample() Form {
	return Form{Title: en("About your week"), Languages: []string{"en", "cy"}, Items: []Item{
		{Name: "hello", Kind: Statement, Label: Words{"en": "Welcome", "cy": "Croeso"}},
		{Name: "agree", Kind: Consent, Label: en("I agree to take part"), Required: true},
		{Name: "mood", Kind: Scale, Label: en("How satisfied are you?"), Min: at(0), Max: at(10), MayDecline: true, Required: true},
		{Name: "why", Kind: Text, Label: en("What makes it hard?"), When: is("mood < 5"), Max: at(20)},
		{Name: "help", Kind: Several, Label: en("What would help?"), Choices: choices("money", "food", "company"), Max: at(2)},
		{Name: "money", Kind: Group, Label: en("Money"), When: is("has(help, 'money')"), Items: []Item{
			{Name: "owes", Kind: Number, Label: en("How much do you owe?"), Min: at(0), Max: at(100000)},
			{Name: "since", Kind: Date, Label: en("Since when?"), When: is("owes > 0"), Rule: is("since <= today()"), RuleWords: en("Enter a day that has been")},
		}},
		{Name: "visits", Kind: Repeat, Label: en("Visits"), Most: 3, Items: []Item{
			{Name: "where", Kind: Single, Label: en("Where?"), Choices: choices("home", "hall"), Required: true},
			{Name: "minutes", Kind: Number, Label: en("How many minutes?"), Whole: true, Min: at(1), When: is("where == 'hall'")},
			{Name: "hours", Kind: Calculation, Worth: is("minutes / 60")},
		}},
		{Name: "total", Kind: Calculation, Worth: is("sum(minutes)")},
		{Name: "low", Kind: Calculation, Worth: is("mood < 5 and not has(help, 'company')")},
		{Name: "phone", Kind: Text, Label: en("A number to reach you on"), Identifies: true, When: is("total > 30")},
	}}
}

// told fills the sample in; a step that fails ends the test.
func told(t *testing.T, said ...string) *Filling {
	t.Helper()
	g := Fill(sample(), nil, today)
	for _, one := range said {
		path, words, _ := strings.Cut(one, "=")
		next, err := g.Take(path, given(words))
		if err != nil {
			t.Fatalf("%s: %v", one, err)
		}
		g = next
	}
	return g
}

func given(words string) Given {
	if words == "declined" {
		return Given{Declined: true}
	}
	return Given{Values: strings.Split(words, "|")}
}

// A rule in a row of a repeat sees what its row shows: calculations as numbers,
// and nothing that is hidden.
func TestARuleWithoutWordsSaysWhatIsTrue(t *testing.T) {
	f := Form{Title: en("T"), Languages: []string{"en"}, Items: []Item{
		{Name: "born", Kind: Date, Label: en("Born?"), Rule: is("born < today()")},
		{Name: "rooms", Kind: Number, Label: en("Rooms?"), Rule: is("rooms mod 2 == 0")},
		{Name: "beds", Kind: Number, Label: en("Beds?"), Rule: is("beds <= rooms")},
	}}
	answered, err := Fill(f, Answers{}, today).Take("rooms", Given{Values: []string{"2"}})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string][2]string{"born": {"2026-11-24", "Enter a day before today"}, "rooms": {"3", "it cannot be right as it is"}, "beds": {"4", "what was answered before"}} {
		if _, err := answered.Take(path, Given{Values: []string{want[0]}}); err == nil || !strings.Contains(err.Error(), want[1]) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestARuleInARowSeesItsRow(t *testing.T) {
	g := Fill(Form{Languages: []string{"en"}, Items: []Item{{Name: "trips", Kind: Repeat, Label: en("Trips"), Most: 2, Items: []Item{
		{Name: "far", Kind: Single, Label: en("Far?"), Choices: choices("yes", "no")},
		{Name: "there", Kind: Number, Label: en("There"), When: is("far == 'yes'")},
		{Name: "both", Kind: Calculation, Worth: is("there * 2")},
		{Name: "all", Kind: Number, Label: en("All"), Rule: is("all >= both")},
	}}}}, nil, today)
	for _, k := range []struct{ path, words, fault string }{
		{"trips", "yes", ""}, {"trips.0.far", "yes", ""}, {"trips.0.there", "10", ""}, {"trips.0.all", "19", "does not fit"}, {"trips.0.all", "20", ""},
		{"trips.0.far", "no", ""}, {"trips.0.all", "3", ""},
	} {
		next, err := g.Take(k.path, given(k.words))
		if k.fault != "" {
			if err == nil || !strings.Contains(err.Error(), k.fault) {
				t.Errorf("%s=%s: %v", k.path, k.words, err)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%s=%s: %v", k.path, k.words, err)
		}
		g = next
	}
}

func paths(g *Filling) string {
	var all []string
	for _, s := range g.Steps() {
		p := s.Path
		if s.More {
			p += "?"
		}
		all = append(all, p)
	}
	return strings.Join(all, " ")
}

func TestTheSampleIsSound(t *testing.T) {
	if problems := sample().Check(); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestWhatIsAskedFollowsFromTheAnswers(t *testing.T) {
	for want, said := range map[string][]string{
		"hello agree mood help visits?":                                       nil,
		"hello agree mood why help visits?":                                   {"mood=3"},
		"hello agree mood help money visits?":                                 nil,
		"hello agree mood help owes visits?":                                  {"help=money|food"},
		"hello agree mood help owes since visits?":                            {"help=money", "owes=1,200.50"},
		"hello agree mood help visits.0.where visits?":                        {"visits=yes"},
		"hello agree mood help visits.0.where visits.0.minutes visits? phone": {"visits=yes", "visits.0.where=hall", "visits.0.minutes=45"},
		"hello agree mood help visits.0.where visits.1.where visits.2.where":  {"visits=yes", "visits=yes", "visits=yes"},
	} {
		if said == nil && strings.Contains(want, "money") {
			continue
		}
		if got := paths(told(t, said...)); got != want {
			t.Errorf("%v: %s, not %s", said, got, want)
		}
	}
}

func TestAnswersAreReadAsPeopleWriteThem(t *testing.T) {
	for _, k := range []struct {
		said, path, words string
		want              Answer
		fault             string
	}{
		{"", "mood", "7", Answer{Text: "7"}, ""},
		{"", "mood", "declined", Answer{Missing: Declined}, ""},
		{"", "mood", "", Answer{}, "Select an answer, or say that you would rather not"}, {"", "mood", "11", Answer{}, "between 0 and 10"}, {"", "mood", "2.5", Answer{}, "whole number"}, {"", "mood", "NaN", Answer{}, "Enter a number"}, {"", "mood", "1e999", Answer{}, "Enter a number"},
		{"mood=3", "why", " Debts \r\nand rent ", Answer{Text: "Debts \nand rent"}, ""},
		{"mood=3", "why", strings.Repeat("é", 21), Answer{}, "Use 20 characters or fewer. You have used 21"},
		{"mood=3", "why", "", Answer{}, ""},
		{"mood=8", "why", "x", Answer{}, "not asked any more"},
		{"", "help", "food|money", Answer{Codes: []string{"money", "food"}}, ""},
		{"", "help", "food|money|company", Answer{}, "Select 2 at most"}, {"", "help", "gold", Answer{}, "Select from the answers"},
		{"help=money", "owes", "£3", Answer{}, "Enter a number"}, {"help=money", "owes", "1 200", Answer{Text: "1200"}, ""}, {"help=money", "owes", "-1", Answer{}, "between 0 and 100000"},
		{"help=money,owes=3", "since", "23|11|2026", Answer{Text: "2026-11-23"}, ""}, {"help=money,owes=3", "since", "24|11|2026", Answer{}, "a day that has been"}, {"help=money,owes=3", "since", "30|2|2026", Answer{}, "real date"}, {"help=money,owes=3", "since", "2020-02-29", Answer{Text: "2020-02-29"}, ""},
		{"", "agree", "yes", Answer{Text: "yes"}, ""}, {"", "agree", "no", Answer{}, "You can stop here"}, {"", "agree", "maybe", Answer{}, "yes or no"}, {"", "agree", "", Answer{}, "Select an answer"},
		{"visits=yes", "visits.0.where", "home", Answer{Text: "home"}, ""}, {"visits=yes", "visits.0.where", "pub", Answer{}, "Select one"}, {"visits=yes", "visits.0.where", "home|hall", Answer{}, "one answer"}, {"visits=yes", "visits.1.where", "home", Answer{}, "not asked"},
		{"", "visits", "perhaps", Answer{}, "yes or no"}, {"", "nothing", "1", Answer{}, "not asked"}, {"", "total", "1", Answer{}, "not asked"},
	} {
		var before []string
		if k.said != "" {
			before = strings.Split(k.said, ",")
		}
		g := told(t, before...)
		next, err := g.Take(k.path, given(k.words))
		var fault Fault
		if k.fault != "" {
			if !errors.As(err, &fault) || !strings.Contains(fault.Words, k.fault) || fault.Path != k.path || next != g {
				t.Errorf("%s=%q: %v", k.path, k.words, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s=%q: %v", k.path, k.words, err)
			continue
		}
		s, _ := next.Step(k.path)
		if got := next.Answer(s); !reflect.DeepEqual(got, k.want) {
			t.Errorf("%s=%q is kept as %+v", k.path, k.words, got)
		}
	}
}

func TestFinishing(t *testing.T) {
	_, faults := told(t).Finish()
	if len(faults) != 2 || faults[0].Path != "agree" || faults[1].Path != "mood" {
		t.Errorf("%v", faults)
	}
	g := told(t, "agree=yes", "mood=3", "why=Rent", "help=money", "owes=10", "visits=yes", "visits.0.where=hall", "visits.0.minutes=45", "visits=yes", "visits.1.where=hall", "visits.1.minutes=15", "visits=no", "phone=01632 960001", "mood=8", "help=food")
	finished, faults := g.Finish()
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	got, _ := json.Marshal(finished)
	const want = `{"agree":{"text":"yes"},"help":{"codes":["food"]},"low":{"text":"no"},"mood":{"text":"8"},"phone":{"text":"01632 960001"},"total":{"text":"60"},"visits":{"none":true,"rows":[{"hours":{"text":"0.75"},"minutes":{"text":"45"},"where":{"text":"hall"}},{"hours":{"text":"0.25"},"minutes":{"text":"15"},"where":{"text":"hall"}}]}}`
	if string(got) != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
	s, _ := g.Step("mood")
	if _, kept := g.Answers["why"]; !kept || g.Answer(s).Text != "8" {
		t.Error("what was typed before is lost before the form is finished")
	}
	if back, _ := g.Take("mood", given("3")); back.Answers["why"].Text != "Rent" {
		t.Error("going back loses an answer")
	}
	if _, faults := told(t, "agree=yes", "mood=declined", "visits=yes").Finish(); len(faults) != 1 || faults[0].Path != "visits.0.where" {
		t.Errorf("%v", faults)
	}
	less := told(t, "visits=yes", "visits.0.where=home", "visits=yes", "visits.1.where=hall").Remove("visits", 0)
	if rows := less.Answers["visits"].Rows; len(rows) != 1 || rows[0]["where"].Text != "hall" || len(less.Remove("visits", 7).Answers["visits"].Rows) != 1 {
		t.Errorf("%+v", rows)
	}
}

// "No more" is an answer, and a row that was begun is a row.
func TestRowsAreKeptAsTheyWereSaid(t *testing.T) {
	f := Form{Title: en("T"), Languages: []string{"en"}, Items: []Item{
		{Name: "any", Kind: Single, Label: en("Any?"), Choices: choices("yes", "no")},
		{Name: "trips", Kind: Repeat, When: is("any == 'yes'"), Items: []Item{{Name: "miles", Kind: Number, Label: en("Miles")}}},
		{Name: "all", Kind: Calculation, Worth: is("sum(miles)")},
		{Name: "number", Kind: Calculation, Worth: is("count(trips)")},
	}}
	for _, k := range []struct {
		said []string
		want string
	}{
		{[]string{"any=yes", "trips=no"}, `{"any":{"text":"yes"},"number":{"text":"0"},"trips":{"none":true}}`},
		{[]string{"any=yes", "trips=yes", "trips.0.miles=3", "trips=no"}, `{"all":{"text":"3"},"any":{"text":"yes"},"number":{"text":"1"},"trips":{"rows":[{"miles":{"text":"3"}}],"none":true}}`},
		{[]string{"any=yes", "trips=yes", "trips.0.miles=3", "trips=yes"}, `{"any":{"text":"yes"},"number":{"text":"2"},"trips":{"rows":[{"miles":{"text":"3"}},{}]}}`},
		{[]string{"any=yes", "trips=yes", "trips.0.miles=3", "any=no"}, `{"any":{"text":"no"}}`},
	} {
		g := Fill(f, nil, today)
		for _, one := range k.said {
			path, words, _ := strings.Cut(one, "=")
			next, err := g.Take(path, given(words))
			if err != nil {
				t.Fatal(one, err)
			}
			g = next
		}
		first, _ := g.Finish()
		again, _ := Fill(f, first, today).Finish()
		got, _ := json.Marshal(first)
		twice, _ := json.Marshal(again)
		var want, have any
		json.Unmarshal([]byte(k.want), &want)
		json.Unmarshal(got, &have)
		if !reflect.DeepEqual(have, want) || string(twice) != string(got) {
			t.Errorf("%v\n%s\n%s\nnot\n%s", k.said, got, twice, k.want)
		}
	}
}

func TestProblemsStandInTheSameOrder(t *testing.T) {
	f := Form{Title: en("T"), Languages: []string{"en"}, Items: []Item{{Name: "a", Kind: Scale, Label: Words{"en": "A", "fr": "A", "de": "A"}, Help: Say("fr", "b"), Low: Say("fr", "c"), High: Say("fr", "d"), RuleWords: Say("pl", "e"), Min: at(0), Max: at(1)}}}
	first := fmt.Sprint(f.Check())
	for range 30 {
		if again := fmt.Sprint(f.Check()); again != first {
			t.Fatalf("%s\n%s", first, again)
		}
	}
}

func TestGoingThrough(t *testing.T) {
	g := told(t, "mood=3")
	first, _ := g.After("")
	second, _ := g.After("hello")
	last, ok := g.After("visits")
	before, has := g.Before("agree")
	_, none := g.Before("hello")
	open, still := g.Open()
	if first.Path != "hello" || second.Path != "agree" || ok || last.Path != "" || before.Path != "hello" || !has || none || open.Path != "agree" || !still {
		t.Error(first, second, last, before, open)
	}
	if n, of := g.Place("why"); n != 3 || of != 5 {
		t.Errorf("question %d of %d", n, of)
	}
	if n, of := g.Place("hello"); n != 0 || of != 5 {
		t.Errorf("question %d of %d", n, of)
	}
	if said := g.Label(first, "cy"); said != "Croeso" || g.Label(second, "cy") != "I agree to take part" {
		t.Error(said)
	}
}

func TestProblemsAreNamed(t *testing.T) {
	q := func(change func(*Item)) Form {
		i := Item{Name: "a", Kind: Text, Label: en("A?")}
		change(&i)
		return Form{Title: en("T"), Languages: []string{"en"}, Items: []Item{i}}
	}
	for want, f := range map[string]Form{
		"Say which language":             {Title: en("T"), Items: sample().Items},
		"Write a title":                  {Languages: []string{"en"}, Items: sample().Items},
		"no code of a language":          {Title: en("T"), Languages: []string{"en", "english!"}, Items: sample().Items},
		"Nothing is asked":               {Title: en("T"), Languages: []string{"en"}},
		"a: Write what is asked":         q(func(i *Item) { i.Label = nil }),
		"small letters":                  q(func(i *Item) { i.Name = "A b" }),
		"means something in formulas":    q(func(i *Item) { i.Name = "mod" }),
		"no kind of question":            q(func(i *Item) { i.Kind = "video" }),
		"is not a language of this form": q(func(i *Item) { i.Help = Say("fr", "Aide") }),
		"Give choices":                   q(func(i *Item) { i.Kind = Single }),
		"Only questions with choices":    q(func(i *Item) { i.Choices = choices("x") }),
		"Two choices have the code":      q(func(i *Item) { i.Kind, i.Choices = Single, choices("x", "x") }),
		"as its code":                    q(func(i *Item) { i.Kind, i.Choices = Single, []Choice{{"a b", en("AB")}} }),
		"choice x in the main language":  q(func(i *Item) { i.Kind, i.Choices = Single, []Choice{{"x", nil}} }),
		"Two choices say":                q(func(i *Item) { i.Kind, i.Choices = Single, []Choice{{"x", en("Yes")}, {"y", en("Yes")}} }),
		"Enter the lowest number":        q(func(i *Item) { i.Kind = Scale }),
		"Enter the highest number":       q(func(i *Item) { i.Kind, i.Min = Scale, at(0) }),
		"The lowest number is more":      q(func(i *Item) { i.Kind, i.Min, i.Max = Scale, at(2), at(1) }),
		"is more than the lowest":        q(func(i *Item) { i.Kind, i.Min, i.Max = Scale, at(1), at(1) }),
		"whole steps":                    q(func(i *Item) { i.Kind, i.Min, i.Max = Scale, at(0), at(1000) }),
		"The least is more":              q(func(i *Item) { i.Kind, i.Min, i.Max = Number, at(2), at(1) }),
		"Only groups have questions":     q(func(i *Item) { i.Items = sample().Items }),
		"A group has questions":          q(func(i *Item) { i.Kind = Group }),
		"cannot be required":             q(func(i *Item) { i.Kind, i.Required = Statement, true }),
		"Say how it is worked out":       q(func(i *Item) { i.Kind = Calculation }),
		`a: asked when: No question before this one is called "later"`: q(func(i *Item) { i.When = is("later > 1") }),
		"a: rule: This gives words":                                    q(func(i *Item) { i.Rule = is("a") }),
		"a: worked out":                                                q(func(i *Item) { i.Kind, i.Worth = Calculation, is("b + 1") }),
		"cannot stand in another": q(func(i *Item) {
			i.Kind = Repeat
			i.Items = []Item{{Name: "r", Kind: Repeat, Items: []Item{{Name: "z", Kind: Text, Label: en("Z")}}}}
		}),
		"up to 50 times":             q(func(i *Item) { i.Kind, i.Most = Repeat, 99; i.Items = []Item{{Name: "z", Kind: Text, Label: en("Z")}} }),
		"or fewer for what is asked": q(func(i *Item) { i.Label = en(strings.Repeat("x", longest+1)) }),
	} {
		found := slices.ContainsFunc(f.Check(), func(p Problem) bool { return strings.Contains(p.String(), want) })
		if !found {
			t.Errorf("%s: %v", want, f.Check())
		}
	}
	twice := Form{Title: en("T"), Languages: []string{"en"}, Items: []Item{{Name: "a", Kind: Text, Label: en("A")}, {Name: "a", Kind: Text, Label: en("A")}}}
	if p := twice.Check(); len(p) != 1 || !strings.Contains(p[0].Words, "Two items") {
		t.Error(p)
	}
	deep := Form{Title: en("T"), Languages: []string{"en"}}
	inner := []Item{{Name: "leaf", Kind: Text, Label: en("Leaf")}}
	for n := range 6 {
		inner = []Item{{Name: fmt.Sprint("g", n), Kind: Group, Items: inner}}
	}
	deep.Items = inner
	if p := deep.Check(); len(p) == 0 || !strings.Contains(p[0].Words, "deep") {
		t.Error(p)
	}
}

// Whatever somebody does, what is kept is what is asked, it is the same when it
// is read again, and nothing is made up.
func TestWhatIsKeptIsWhatIsAsked(t *testing.T) {
	words := rapid.SampledFrom([]string{"yes", "no", "3", "8", "money", "money|company", "food", "home", "hall", "45", "23|11|2020", "declined", "", "Rent", "-1", "x"})
	rapid.Check(t, func(rt *rapid.T) {
		g := told(t, "agree=yes", "mood=3")
		for range rapid.IntRange(0, 25).Draw(rt, "acts") {
			s := rapid.SampledFrom(g.Steps()).Draw(rt, "step")
			if next, err := g.Take(s.Path, given(words.Draw(rt, "words"))); err == nil {
				g = next
			}
		}
		finished, faults := g.Finish()
		if len(faults) > 0 {
			return // it is not finished
		}
		again := Fill(sample(), finished, today)
		twice, faultsAgain := again.Finish()
		a, _ := json.Marshal(finished)
		b, _ := json.Marshal(twice)
		if string(a) != string(b) || len(faultsAgain) > 0 {
			rt.Fatalf("%s\n%s\n%v", a, b, faultsAgain)
		}
		asked := map[string]bool{"total": true, "low": true}
		for _, s := range g.Steps() {
			asked[s.Item.Name] = true
			for _, in := range s.Groups {
				asked[in.Name] = true
			}
		}
		for _, name := range slices.Sorted(maps.Keys(finished)) {
			if !asked[name] {
				rt.Fatalf("%s is kept and not asked: %s", name, a)
			}
		}
		var stored Answers
		if err := json.Unmarshal(a, &stored); err != nil {
			rt.Fatal(err)
		}
		if c, _ := json.Marshal(stored); string(c) != string(a) {
			rt.Fatalf("%s\n%s", a, c)
		}
	})
}

func TestAFormIsKeptAsJSON(t *testing.T) {
	body, err := json.Marshal(sample())
	if err != nil {
		t.Fatal(err)
	}
	var again Form
	if err := json.Unmarshal(body, &again); err != nil {
		t.Fatal(err)
	}
	if twice, _ := json.Marshal(again); string(twice) != string(body) || len(again.Check()) > 0 {
		t.Errorf("%s\n%s", body, twice)
	}
	if err := json.Unmarshal([]byte(`{"items":[{"name":"a","kind":"text","when":"1 +"}]}`), &again); err == nil {
		t.Error("a faulty formula is read")
	}
}

// A choice that a formula names is one of its question.
func TestAFormulaNamesChoicesThatThereAre(t *testing.T) {
	f := Form{Title: Say("en", "x"), Languages: []string{"en"}, Items: []Item{
		{Name: "help", Kind: Several, Label: Say("en", "With what?"), Choices: []Choice{{Code: "money", Label: Say("en", "Money")}}},
		{Name: "agrees", Kind: Consent, Label: Say("en", "Yes?")},
		{Name: "how", Kind: Text, Label: Say("en", "How?")},
	}}
	for words, want := range map[string]string{
		"has(help, 'money') and agrees == 'no'": "",
		"has(help, 'mony')":                     `how: asked when: "mony" is no choice of help`,
		"agrees != 'maybe'":                     `how: asked when: "maybe" is no choice of agrees`,
	} {
		f.Items[2].When = is(words)
		got := ""
		for _, p := range f.Check() {
			got += p.String()
		}
		if got != want {
			t.Errorf("%s: %q", words, got)
		}
	}
}
